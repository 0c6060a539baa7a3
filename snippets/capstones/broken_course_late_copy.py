"""Broken: a copy of a request comes late, and is done once more."""

import json
from contextlib import closing
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

lock, people = Lock(), []
ACTS = {"enroll": people.append, "leave": people.remove}


def act(what, student, request):
    with lock:
        ACTS[what](student)


class Desk(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        act(**json.loads(self.rfile.read(length)))
        self.send_response_only(200)
        self.end_headers()


def ask(port, what, request):
    order = {"what": what, "student": "Ann", "request": request}
    with closing(HTTPConnection("127.0.0.1", port)) as client:
        client.request("POST", "/", json.dumps(order))
        print(request, what, client.getresponse().reason, people)


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", 0), Desk) as server:
        Thread(target=server.serve_forever).start()
        for order in [("enroll", "A"), ("leave", "B"), ("enroll", "A")]:
            ask(server.server_port, *order)
        server.shutdown()
