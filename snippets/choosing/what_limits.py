"""What limits a piece of work: computing, or waiting?"""

from pathlib import Path
from socket import socketpair
from threading import Thread
from time import perf_counter, process_time, sleep


def add_up():
    return sum(range(10_000_000))


def answer(bank):
    with bank:
        bank.recv(64)
        sleep(0.5)
        bank.sendall(b"100")


def ask_the_bank():
    customer, bank = socketpair()
    Thread(target=answer, args=(bank,)).start()
    with customer:
        customer.sendall(b"How much is left?")
        customer.recv(64)


def read_a_file_again():
    for _ in range(2_000):
        Path("accounts").read_bytes()


if __name__ == "__main__":
    Path("accounts").write_bytes(bytes(1_000_000))
    for work in (add_up, ask_the_bank, read_a_file_again):
        clock, cpu = perf_counter(), process_time()
        work()
        share = (process_time() - cpu) / (perf_counter() - clock)
        print(f"{work.__name__}: {share:.0%} of the time on a core")
