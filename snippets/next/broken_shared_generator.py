"""Broken: Bob calls the generator while Ann is inside it."""

from threading import Event, Thread

ann_is_inside = Event()
bob_has_tried = Event()


def tickets():
    for number in (1, 2, 3):
        ann_is_inside.set()
        bob_has_tried.wait()  # printing a ticket takes its time
        yield number


def buy(machine):
    print(f"a ticket: {next(machine)}")


if __name__ == "__main__":
    machine = tickets()
    ann = Thread(target=buy, args=(machine,), name="Ann")
    bob = Thread(target=buy, args=(machine,), name="Bob")
    ann.start()
    ann_is_inside.wait()
    bob.start()
    bob.join()
    bob_has_tried.set()
    ann.join()
    buy(machine)
