"""Broken: two threads join each other, so both wait forever."""

from threading import Event, Thread

threads = {}
both_started = Event()


def leave_after(friend):
    both_started.wait()
    threads[friend].join()
    print("never printed")


if __name__ == "__main__":
    threads["Ann"] = Thread(target=leave_after, args=("Bob",))
    threads["Bob"] = Thread(target=leave_after, args=("Ann",))
    for thread in threads.values():
        thread.start()
    print("both have started")
    both_started.set()
