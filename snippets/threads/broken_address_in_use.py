"""Broken: a plain socket cannot listen again on its port at once."""

import socket


def serve_once(port):
    with socket.socket() as server:
        server.bind(("127.0.0.1", port))
        server.listen()
        address = server.getsockname()
        with socket.create_connection(address) as client:
            conn, _ = server.accept()
            conn.close()  # the server hangs up first
            client.recv(1)
    return address[1]


if __name__ == "__main__":
    port = serve_once(0)
    print("served once; the server starts again")
    serve_once(port)
    print("served again")
