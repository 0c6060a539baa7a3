"""A thread per connection, by the standard library's own server."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import repeat
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Barrier

ORDERS = ["tea", "café", "crème brûlée"]
all_served = Barrier(len(ORDERS), timeout=5)


class Waiter(StreamRequestHandler):
    def handle(self):
        with suppress(ConnectionError):
            for line in self.rfile:
                self.wfile.write(line.decode().upper().encode())


def visit(address, order):
    with socket.create_connection(address, timeout=5) as sock:
        sock.sendall(f"{order}\n".encode())
        with sock.makefile(encoding="utf-8") as lines:
            answer = lines.readline()
        all_served.wait()  # nobody leaves before all are served
        return answer


if __name__ == "__main__":
    with (
        ThreadPoolExecutor(4) as pool,
        ThreadingTCPServer(("127.0.0.1", 0), Waiter) as server,
    ):
        pool.submit(server.serve_forever)
        address = repeat(server.server_address)
        try:
            print(*pool.map(visit, address, ORDERS), sep="", end="")
        finally:
            server.shutdown()
