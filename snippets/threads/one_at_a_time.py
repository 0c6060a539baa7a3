"""Without concurrency the second client waits for the first."""

import select
import socket
from contextlib import suppress
from threading import Thread


def serve(conn):
    with conn, conn.makefile("rb") as lines, suppress(OSError):
        for line in lines:
            conn.sendall(line.upper())


def answer(sock, patience=5):
    readable, _, _ = select.select([sock], [], [], patience)
    return sock.recv(100) if readable else "no answer"


def visit(address):
    with socket.create_connection(address) as first:
        first.sendall(b"tea\n")
        print("first: ", answer(first))
        with socket.create_connection(address) as second:
            print("both are connected")
            second.sendall(b"cake\n")
            print("second:", answer(second, patience=0.5))
            first.close()
            print("first has left")
            print("second:", answer(second))


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=visit, args=(server.getsockname(),)).start()
        for _ in range(2):
            conn, _ = server.accept()
            serve(conn)
