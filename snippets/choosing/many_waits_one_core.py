"""Ten threads wait at the same time, on a single core."""

import os
from concurrent.futures import ThreadPoolExecutor
from socket import create_connection, create_server
from threading import Thread

GUESTS = 10


def serve(server):
    tables = [server.accept()[0] for _ in range(GUESTS)]
    print("guests who wait for their tea:", len(tables))
    for table in tables:
        with table:
            table.sendall(b"tea")


def order(address):
    with create_connection(address) as table:
        return table.recv(64)


if __name__ == "__main__":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print("cores for this program:", len(os.sched_getaffinity(0)))
    with create_server(("127.0.0.1", 0)) as server:
        cook = Thread(target=serve, args=(server,))
        cook.start()
        with ThreadPoolExecutor(max_workers=GUESTS) as pool:
            addresses = [server.getsockname()] * GUESTS
            answers = list(pool.map(order, addresses))
        cook.join()
    print("guests who got it:", answers.count(b"tea"))
