"""A thread for each client, whole lines, and no trust in anyone."""

import socket
from multiprocessing import Process
from threading import Thread


def serve(server, patience):
    while True:
        conn, _ = server.accept()
        Thread(target=talk, args=(conn, patience)).start()


def talk(conn, patience):
    conn.settimeout(patience)
    with conn, conn.makefile(encoding="utf-8") as lines:
        try:
            for line in lines:
                conn.sendall(line.upper().encode())
        except (ConnectionError, TimeoutError, UnicodeDecodeError):
            pass  # only this client is hung up on


def visit(address, text):
    with socket.create_connection(address, timeout=5) as sock:
        sock.sendall(f"{text}\n".encode())
        with sock.makefile(encoding="utf-8") as lines:
            return lines.readline()


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as server:
        worker = Process(target=serve, args=(server, 2))
        worker.start()
        print(visit(server.getsockname(), "café"), end="")
        print(visit(server.getsockname(), "tea"), end="")
        worker.terminate()
        worker.join()
