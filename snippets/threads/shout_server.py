"""A server for a terminal of its own: it shouts back each line."""

import sys
from contextlib import suppress
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Timer


class Shout(StreamRequestHandler):
    def handle(self):
        with suppress(ConnectionError):  # this client is gone
            for line in self.rfile:  # ends when the client closes
                self.wfile.write(line.decode().upper().encode())


class Server(ThreadingTCPServer):
    allow_reuse_address = sys.platform != "win32"
    daemon_threads = True  # a client that stays keeps nobody here


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8765
    with Server(("127.0.0.1", port), Shout) as server:
        host, port = server.server_address
        print(f"serving on {host} port {port}")
        if len(sys.argv) > 2:  # close after so many seconds
            Timer(float(sys.argv[2]), server.shutdown).start()
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    print("closed")
