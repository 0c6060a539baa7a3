"""A thread object: created, started, ended, and never started again."""

from threading import Event, Thread


def show(when, thread):
    has_id = thread.ident is not None
    print(f"{when}: alive {thread.is_alive()}, identifier {has_id}")


if __name__ == "__main__":
    go_home = Event()
    cook = Thread(target=go_home.wait)
    show("created", cook)

    cook.start()
    show("started", cook)

    go_home.set()
    cook.join()
    show("ended", cook)

    try:
        cook.start()
    except RuntimeError as error:
        print(f"started again: {error}")
