"""Three ways to end a child from outside, and what it can still do."""

# /// script
# requires-python = ">=3.14"
# ///
import multiprocessing as mp


def bake(way, ready, closing_time):
    try:
        ready.set()
        closing_time.wait()  # nobody sets it
    except KeyboardInterrupt:
        print(f"{way}: the baker stops")
    finally:
        print(f"{way}: oven off")


if __name__ == "__main__":
    for way in "interrupt", "terminate", "kill":
        ready, closing_time = mp.Event(), mp.Event()
        args = (way, ready, closing_time)
        baker = mp.Process(target=bake, args=args)
        baker.start()
        ready.wait()
        getattr(baker, way)()
        baker.join()
        print(f"{way}: exit code {baker.exitcode}")
