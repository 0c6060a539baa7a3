"""A TCP server: one process per connection, every start method."""

import multiprocessing
import os
import socket
from contextlib import ExitStack, suppress


def serve(conn):
    with conn, conn.makefile("rb") as lines, suppress(ConnectionError):
        for _ in lines:
            conn.sendall(f"{os.getpid()}\n".encode())


def visit(address, method):
    with ExitStack() as connections:
        answers = []
        for _ in range(3):
            sock = socket.create_connection(address)
            connections.enter_context(sock)
            sock.sendall(b"which process serves me?\n")
            answers.append(connections.enter_context(sock.makefile()))
        pids = {lines.readline() for lines in answers}
    print(f"{method}: 3 clients at once, {len(pids)} processes")


if __name__ == "__main__":
    for method in sorted(multiprocessing.get_all_start_methods()):
        Process = multiprocessing.get_context(method).Process
        with socket.create_server(("127.0.0.1", 0)) as server:
            args = (server.getsockname(), method)
            children = [Process(target=visit, args=args)]
            children[0].start()
            for _ in range(3):
                with server.accept()[0] as conn:  # closes our copy
                    child = Process(target=serve, args=(conn,))
                    child.start()
                children.append(child)
            for child in children:
                child.join()
