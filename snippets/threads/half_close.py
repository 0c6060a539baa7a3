"""A client that will send no more can still read the answer."""

import socket

if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        conn, _ = server.accept()
    with client, conn:
        client.sendall(b"tea, and that is all\n")
        client.shutdown(socket.SHUT_WR)
        with conn.makefile() as lines:
            print("server reads:", *lines, end="")
        print("and then:    ", conn.recv(1024))
        conn.sendall(b"here you are")
        print("client reads:", client.recv(1024))
