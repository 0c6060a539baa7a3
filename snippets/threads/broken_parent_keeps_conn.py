"""Broken: the server keeps its copy of conn; the client waits on."""

import socket
from multiprocessing import Process


def serve(conn):
    with conn:
        conn.sendall(b"one tea\n")


def read(client):
    try:
        return client.recv(100)
    except TimeoutError:
        return "nothing yet, and no end"


if __name__ == "__main__":
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        client.settimeout(0.5)
        conn, _ = server.accept()
        handler = Process(target=serve, args=(conn,))
        handler.start()
        handler.join()
        print("the handler has ended; exit code", handler.exitcode)
        print("client reads:", read(client))
        print("client reads:", read(client))
        conn.close()
        print("the server has closed its own copy")
        print("client reads:", read(client))
