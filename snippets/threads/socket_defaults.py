"""What you get if you do not say which kind of socket you want."""

import socket


def describe(maker, sock):
    reuse = sock.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR)
    print(f"{maker}: {sock.family.name} {sock.type.name}")
    print("  SO_REUSEADDR:", bool(reuse))


if __name__ == "__main__":
    with socket.socket() as sock:
        describe("socket()", sock)
    with socket.create_server(("127.0.0.1", 0)) as server:
        describe("create_server()", server)
        host, port = server.getsockname()
        print("listens on", host, "only; port 0 became real:", port > 0)
