"""No news of a client: who ends the wait, and with which exception?"""

import errno
import socket

REASONS = (
    "ECONNRESET",  # the other side has reset the connection
    "ETIMEDOUT",  # the system has waited long enough for an answer
    "EHOSTUNREACH",  # there is no route to the other machine
)


def show(reason, error):
    gone = isinstance(error, ConnectionError)
    kind = type(error).__name__
    print(f"{reason}: {kind}, a ConnectionError: {gone}")


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        conn, _ = server.accept()
    with client, conn:
        conn.settimeout(0.1)
        try:
            conn.recv(1024)  # the client is there, and says nothing
        except OSError as error:
            show("time limit of recv()", error)
    for reason in REASONS:
        show(reason, OSError(getattr(errno, reason), "the reason"))
