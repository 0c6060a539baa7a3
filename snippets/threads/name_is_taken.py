"""Storing data in the attribute name renames the thread."""

from threading import Thread, current_thread


class Ticket(Thread):
    def __init__(self, number):
        super().__init__()
        print(f"name before: {self.name!r}")
        self.name = number

    def run(self):
        print(f"name after:  {current_thread().name!r}")


if __name__ == "__main__":
    ticket = Ticket(7)
    ticket.start()
    ticket.join()
    print(f"still the number 7: {ticket.name == 7}")
