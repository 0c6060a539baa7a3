"""An event opens the doors for all who wait, and they stay open."""

from threading import Event, Thread

doors_open = Event()
log = []


def visit(name):
    doors_open.wait()
    log.append(name)


if __name__ == "__main__":
    guests = [
        Thread(target=visit, args=(name,))
        for name in ("Ann", "Bob", "Carl")
    ]
    for guest in guests:
        guest.start()
    print("open, after a short wait:", doors_open.wait(timeout=0.1))

    log.append("doors open")
    doors_open.set()
    for guest in guests:
        guest.join()
    print("first:", log[0])
    print("then, in some order:", ", ".join(sorted(log[1:])))
    print("open, for a latecomer:", doors_open.wait())
