"""The backlog does not limit how many clients are connected."""

import socket
from contextlib import ExitStack

if __name__ == "__main__":
    with (
        socket.create_server(("127.0.0.1", 0), backlog=1) as server,
        ExitStack() as connections,
    ):
        conns = []
        for number in range(20):
            client = socket.create_connection(server.getsockname())
            conn, _ = server.accept()
            connections.enter_context(client)
            connections.enter_context(conn)
            client.sendall(f"{number:02}".encode())
            conns.append(conn)

        tickets = {conn.recv(2, socket.MSG_WAITALL) for conn in conns}
        print("backlog: 1, clients connected:", len(tickets))
