"""Broken: recv() is taken for a message; it cuts a letter in two."""

import socket
from threading import Thread


def talk(conn):
    with conn:
        while data := conn.recv(1024):
            text = data.decode("utf-8")
            print(f"server reads {len(text)} characters")
            conn.send(data.upper())


def ask(server, text):
    with socket.create_connection(server.getsockname()) as sock:
        sock.sendall(text.encode("utf-8"))
        conn, _ = server.accept()
        handler = Thread(target=talk, args=(conn,))
        handler.start()
        try:
            answer = sock.recv(1024).decode("utf-8")
        except ConnectionError:
            answer = ""
    handler.join()
    print("client reads:", answer or "no answer")


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as server:
        ask(server, "café")
        ask(server, "café " * 200)
        ask(server, "tea")
