"""Broken: both clerks look for a free seat before either books it."""

from threading import Barrier, Thread

booked = {}  # seat: guest
tickets = []
both_have_looked = Barrier(2)


def book(seat, guest):
    if seat not in booked:
        both_have_looked.wait()  # the unlucky moment, made certain
        booked[seat] = guest
        tickets.append(f"{seat} for {guest}")


if __name__ == "__main__":
    clerks = [
        Thread(target=book, args=("seat 1", guest))
        for guest in ("Ann", "Bob")
    ]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    print("tickets:", sorted(tickets))
    print("guests on the seating plan:", len(booked))
