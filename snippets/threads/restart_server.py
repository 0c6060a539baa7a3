"""Which servers can listen on their old port again at once?"""

import errno
import socket


def plain(address):
    server = socket.socket()
    try:
        server.bind(address)
        server.listen()
    except OSError:
        server.close()
        raise
    return server


def serve_once(make, port):
    with make(("127.0.0.1", port)) as server:
        address = server.getsockname()
        with socket.create_connection(address) as client:
            conn, _ = server.accept()
            conn.close()  # the server hangs up first
            client.recv(1)
    return address[1]


if __name__ == "__main__":
    for first in (plain, socket.create_server):
        for again in (plain, socket.create_server):
            port = serve_once(first, 0)
            print(f"{first.__name__}, then {again.__name__}: ", end="")
            try:
                serve_once(again, port)
                print("serves again")
            except OSError as error:
                print(errno.errorcode[error.errno])
