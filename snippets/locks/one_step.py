"""Look and book in one step: no seat is sold twice."""

from threading import Barrier, Thread

SEATS = range(1000)
GUESTS = ["Ann", "Bob", "Cleo", "Dan"]
booked = {}  # seat: guest
tickets = []
doors_open = Barrier(len(GUESTS))


def book_all(guest):
    doors_open.wait()
    for seat in SEATS:
        if booked.setdefault(seat, guest) == guest:
            tickets.append(seat)


if __name__ == "__main__":
    clerks = [Thread(target=book_all, args=(g,)) for g in GUESTS]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    print("guests who want every seat:", len(GUESTS))
    print("seats:", len(SEATS))
    print("tickets:", len(tickets))
    print("seats sold twice:", len(tickets) - len(set(tickets)))
