"""Start here: a server for one client at a time, and a polite one."""

import socket
from multiprocessing import Process


def serve(server, patience):
    while True:
        conn, _ = server.accept()
        while data := conn.recv(1024):
            conn.send(data.decode().upper().encode())
        conn.close()


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
