"""How a client leaves decides what the server sees."""

import socket
import struct


def close(client):
    client.close()


def abort(client):
    linger = struct.pack("ii", 1, 0)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    client.close()


def write(conn):
    while True:
        conn.sendall(b"your tea\n")


def read(conn):
    return conn.recv(1024)


def outcome(leave, use):
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        with server.accept()[0] as conn:
            leave(client)
            try:
                return use(conn)
            except ConnectionError as error:
                return type(error).__name__


if __name__ == "__main__":
    print("client closes, server reads: ", outcome(close, read))
    print("client aborts, server reads: ", outcome(abort, read))
    print("client closes, server writes:", outcome(close, write))
