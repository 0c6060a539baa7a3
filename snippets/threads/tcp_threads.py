"""A TCP server: one thread per connection, many clients at once."""

import socket
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from threading import Barrier, Thread

ORDERS = ["tea", "café", "crème brûlée"]
all_served = Barrier(len(ORDERS), timeout=5)


def serve(conn):
    with conn, conn.makefile(encoding="utf-8") as lines:
        try:
            for line in lines:  # ends when the client closes
                conn.sendall(line.upper().encode())
        except ConnectionError:
            pass  # this client is gone; the others are not


def visit(address, order):
    with socket.create_connection(address, timeout=5) as sock:
        sock.sendall(f"{order}\n".encode())
        with sock.makefile(encoding="utf-8") as lines:
            answer = lines.readline()
        all_served.wait()  # nobody leaves before all are served
        return answer


if __name__ == "__main__":
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        ThreadPoolExecutor(len(ORDERS)) as clients,
    ):
        address = repeat(server.getsockname())
        answers = clients.map(visit, address, ORDERS)
        for _ in ORDERS:
            conn, _ = server.accept()
            Thread(target=serve, args=(conn,)).start()
        print(*answers, sep="", end="")
