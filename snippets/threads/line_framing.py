"""Lines as messages: the reader finds the ends, not recv()."""

import socket

if __name__ == "__main__":
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
        server.accept()[0] as conn,
    ):
        for part in ["tea\nca", "f", "é\n", "5 €\n" * 2000]:
            client.sendall(part.encode())
        client.close()

        with conn.makefile(encoding="utf-8") as lines:
            orders = [line.rstrip("\n") for line in lines]
    print("first orders:", orders[:3])
    print("whole orders of 5 €:", orders.count("5 €"))
