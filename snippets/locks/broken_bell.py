"""Broken: set() and clear() in a row miss whoever comes later."""

from threading import Event, Thread

bell = Event()
bell_has_rung = Event()
heard = {}


def pupil(name):
    bell_has_rung.wait()  # the unlucky moment, made certain
    heard[name] = bell.wait(timeout=0.1)


if __name__ == "__main__":
    bob = Thread(target=pupil, args=("Bob",))
    bob.start()
    bell.set()
    bell.clear()
    bell_has_rung.set()  # this one is not cleared
    bob.join()
    print("Bob heard the bell:", heard["Bob"])
