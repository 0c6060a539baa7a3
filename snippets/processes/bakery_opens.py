"""One process from before its start to after its end."""

from multiprocessing import Event, Process


def bake(what, shop_is_open, loaves=1):
    shop_is_open.wait()
    print(f"baked {loaves} {what}")


def report(when, baker):
    born = "a pid" if baker.pid else "no pid"
    print(f"{when}: {born}, alive: {baker.is_alive()},", end=" ")
    print("exit code:", baker.exitcode)


if __name__ == "__main__":
    shop_is_open = Event()
    baker = Process(
        target=bake,
        args=("rye bread", shop_is_open),
        kwargs={"loaves": 3},
        name="baker",
    )
    report("made", baker)
    baker.start()
    report("started", baker)
    baker.join(timeout=0.1)
    report("waited a little", baker)
    shop_is_open.set()
    baker.join()
    report("joined", baker)
    baker.close()
    try:
        baker.is_alive()
    except ValueError as error:
        print("closed:", error)
