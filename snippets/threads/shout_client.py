"""A client for a second terminal: it sends what you type."""

import socket
import sys


def talk(sock):
    with sock, sock.makefile(encoding="utf-8") as answers:
        for line in sys.stdin:
            sock.sendall(line.encode())
            if not (answer := answers.readline()):
                print("the server has gone")
                return
            print(answer, end="")


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8765
    try:
        sock = socket.create_connection(("127.0.0.1", port), timeout=5)
    except OSError as error:
        print(f"{type(error).__name__}: is a server on port {port}?")
    else:
        talk(sock)
