"""active_count() counts the main thread and daemon threads too."""

import threading


def report(moment):
    names = [thread.name for thread in threading.enumerate()]
    print(f"{moment}: {threading.active_count()} {sorted(names)}")


if __name__ == "__main__":
    report("at the start")

    go_home = threading.Event()
    be_quiet = threading.Event()
    waiter = threading.Thread(target=go_home.wait, name="waiter")
    radio = threading.Thread(
        target=be_quiet.wait, name="radio", daemon=True
    )
    report("created, not started")

    waiter.start()
    radio.start()
    report("both started")

    go_home.set()
    waiter.join()
    report("waiter has ended")

    be_quiet.set()
    radio.join()
    report("both have ended")
