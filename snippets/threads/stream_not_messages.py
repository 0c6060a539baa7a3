"""TCP carries a stream of bytes; the calls do not pair up."""

import socket

if __name__ == "__main__":
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
        server.accept()[0] as conn,
    ):
        client.sendall(b"hello")
        client.sendall(b"world")
        print("2 sends, 1 recv:", conn.recv(10, socket.MSG_WAITALL))

        client.sendall(b"goodbye")
        parts = [conn.recv(3), conn.recv(3), conn.recv(3)]
        print("1 send, 3 recvs:", parts)

        print("send(b'') sent:", client.send(b""), "bytes")
        conn.settimeout(0.5)
        try:
            conn.recv(10)
        except TimeoutError:
            print("0 bytes sent: recv() has nothing to return")

        client.close()
        print("client closed:", conn.recv(10), conn.recv(10))
