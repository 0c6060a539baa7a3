"""Broken: a process is killed while it waits, and notify() hangs."""

from multiprocessing import Condition, Event, Process


def wait_for_bread(has_come, bread):
    with bread:
        has_come.set()
        bread.wait()  # lets go of the lock while it waits


if __name__ == "__main__":
    has_come, bread = Event(), Condition()
    guest = Process(target=wait_for_bread, args=(has_come, bread))
    guest.start()
    has_come.wait()
    with bread:  # the lock is free, so the guest waits
        guest.kill()
        guest.join()
        print("the guest is gone, and the bread is ready")
        bread.notify()
        print("never printed")
