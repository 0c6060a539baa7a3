"""A TCP server with a fixed number of threads: a pool."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, current_thread

TABLES = 3
all_taken = Barrier(TABLES, timeout=5)


def serve(conn):
    with conn, conn.makefile("rb") as lines, suppress(ConnectionError):
        for _ in lines:
            name = current_thread().name
            conn.sendall(f"{name}\n".encode())


def visit(address):
    with socket.create_connection(address, timeout=5) as sock:
        sock.sendall(b"who serves me?\n")
        with sock.makefile("rb") as lines:
            waiter = lines.readline()
        all_taken.wait()  # three clients are at the tables now
        return waiter


if __name__ == "__main__":
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        ThreadPoolExecutor(2 * TABLES) as clients,
        ThreadPoolExecutor(TABLES) as waiters,
    ):
        addresses = [server.getsockname()] * 2 * TABLES
        served_by = clients.map(visit, addresses)
        for _ in addresses:
            conn, _ = server.accept()
            waiters.submit(serve, conn)
        names = list(served_by)
    print(f"clients: {len(names)}, threads: {len(set(names))}")
