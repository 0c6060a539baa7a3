"""A thread for each client, whole lines, and no trust in anyone."""

import socket
from errno import EMFILE, ENFILE
from multiprocessing import Process
from threading import Thread
from time import sleep


def serve(server, patience):
    while True:
        try:
            conn, _ = server.accept()
            Thread(target=talk, args=(conn, patience)).start()
        except OSError as error:
            left = isinstance(error, ConnectionError)
            if not left and error.errno not in (EMFILE, ENFILE):
                raise
            sleep(0.1)  # nobody tells us when a file is free again


def talk(conn, patience):
    conn.settimeout(patience)
    with conn, conn.makefile(encoding="utf-8", newline="\n") as lines:
        try:
            for line in lines:
                conn.sendall(line.upper().encode())
        except (OSError, UnicodeDecodeError):
            pass  # only this client is hung up on


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as server:
        worker = Process(target=serve, args=(server, 2))
        worker.start()
        with socket.create_connection(server.getsockname()) as sock:
            sock.sendall("café\n".encode())
            print(sock.recv(100).decode(), end="")
        worker.terminate()
        worker.join()
