"""send() may take a part of the data; sendall() repeats it."""

import socket
from concurrent.futures import ThreadPoolExecutor


def count_bytes(conn):
    total = 0
    while chunk := conn.recv(65536):
        total += len(chunk)
    return total


if __name__ == "__main__":
    menu = bytes(50_000_000)
    with (
        ThreadPoolExecutor() as pool,
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
        server.accept()[0] as conn,
    ):
        client.setblocking(False)  # do not wait until there is room
        sent = client.send(menu)
        print("send() took something:", sent > 0)
        print("send() took everything:", sent == len(menu))

        client.setblocking(True)
        received = pool.submit(count_bytes, conn)
        client.sendall(memoryview(menu)[sent:])
        client.shutdown(socket.SHUT_WR)
        print("all arrived:", received.result() == len(menu))
