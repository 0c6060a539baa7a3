"""Course selection: one office, one file, many students at once."""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore, Lock, Thread
from typing import Any
from urllib.parse import unquote, urlsplit

MOST_AT_ONCE = 32  # clients that are served at the same time
MOST_BYTES = 10_000  # of one order
PARTS = ["request", "student", "course"]  # of it


@dataclass(frozen=True)
class Course:
    """How many may come, when it is held, and what one must know."""

    seats: int
    hours: Set[str]
    needs: Set[str] = frozenset()


class Answer(StrEnum):
    """What a student is told."""

    SEAT = "seat"
    WAITING = "waiting"
    ALREADY = "already"  # has a place in this course
    PREREQUISITE = "prerequisite"  # has not passed what it needs
    CLASH = "clash"  # has a place in another at the same hour
    LEFT = "left"
    ABSENT = "absent"  # had no place to leave


COURSES = {
    "drawing": Course(2, {"Mon 10", "Wed 10"}),
    "choir": Course(30, {"Mon 10"}),
    "painting": Course(8, {"Tue 14"}, needs={"drawing"}),
}
PASSED = {"Ann": {"drawing"}}
Act = Callable[[str, str], Answer]

# A course has one row of people, in the order in which they came. As
# many as it has seats have one; the others wait. Whoever leaves is
# taken out, and all behind move up: nothing else has to be changed.
TABLES = """
CREATE TABLE IF NOT EXISTS places (
    came INTEGER PRIMARY KEY,  -- a new one is above all others
    course TEXT NOT NULL,
    student TEXT NOT NULL,
    UNIQUE (course, student)
);
CREATE TABLE IF NOT EXISTS answers (
    request TEXT PRIMARY KEY,
    asked TEXT NOT NULL,
    answer TEXT NOT NULL
);
"""


class Office:
    """Keeps a file. Threads share one, processes have one each."""

    def __init__(
        self,
        file: str,
        courses: Mapping[str, Course],
        passed: Mapping[str, Set[str]],
    ) -> None:
        self.courses, self.passed = courses, passed
        self.turn = Lock()
        self.db = sqlite3.connect(
            file,
            timeout=30,  # another process has the file for a moment
            isolation_level=None,  # BEGIN and COMMIT are ours
            check_same_thread=False,  # threads share it, by turns
        )
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = FULL")
        self.db.executescript(TABLES)

    def close(self) -> None:
        """Close the file."""
        with self.turn:
            self.db.close()

    def enroll(self, request: str, student: str, course: str) -> Answer:
        """Give a place, or say why not. Raises KeyError, ValueError."""
        return self._once(self._enroll, request, student, course)

    def leave(self, request: str, student: str, course: str) -> Answer:
        """Give the place back. Raises the same errors as enroll()."""
        return self._once(self._leave, request, student, course)

    def lists(self, course: str) -> tuple[list[str], list[str]]:
        """Who has a seat, and who waits, in order. Raises KeyError."""
        seats = self.courses[course].seats
        with self.turn:
            people = self._people(course)
        return people[:seats], people[seats:]

    # --8<-- [start:once]
    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of it or nothing, alone, and on disk when it is over."""
        with self.turn:  # one thread of this process
            self.db.execute("BEGIN IMMEDIATE")  # and one process
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                self.db.rollback()
                raise

    def _once(self, act: Act, request: str, *order: str) -> Answer:
        """Act, and keep the answer; or give the one that is kept."""
        self.courses[order[-1]]  # or a KeyError
        asked = f"{act.__name__}: {order}"
        with self._transaction():
            kept = self.db.execute(
                "SELECT asked, answer FROM answers WHERE request = ?",
                [request],
            ).fetchone()
            if kept is None:
                answer = act(*order)
                self.db.execute(
                    "INSERT INTO answers VALUES (?, ?, ?)",
                    [request, asked, answer],
                )
                return answer
        if kept[0] != asked:
            raise ValueError(f"request {request} was another")
        return Answer(kept[1])

    # --8<-- [end:once]

    def _enroll(self, student: str, course: str) -> Answer:
        """Decide; in a transaction."""
        wanted, people = self.courses[course], self._people(course)
        if student in people:
            return Answer.ALREADY
        if not wanted.needs <= self.passed.get(student, set()):
            return Answer.PREREQUISITE
        mine = self.db.execute(
            "SELECT course FROM places WHERE student = ?", [student]
        ).fetchall()
        if any(wanted.hours & self.courses[c].hours for (c,) in mine):
            return Answer.CLASH
        self.db.execute(
            "INSERT INTO places (course, student) VALUES (?, ?)",
            [course, student],
        )
        seated = len(people) < wanted.seats
        return Answer.SEAT if seated else Answer.WAITING

    def _leave(self, student: str, course: str) -> Answer:
        """Take out; in a transaction."""
        gone = self.db.execute(
            "DELETE FROM places WHERE course = ? AND student = ?",
            [course, student],
        )
        return Answer.LEFT if gone.rowcount else Answer.ABSENT

    def _people(self, course: str) -> list[str]:
        """All of a course, in the order of coming; by turns."""
        rows = self.db.execute(
            "SELECT student FROM places WHERE course = ? ORDER BY came",
            [course],
        )
        return [student for (student,) in rows]


class Service(ThreadingHTTPServer):
    """The office on the network: a thread for each client."""

    request_queue_size = 128  # those who may wait at the door

    def __init__(self, office: Office) -> None:
        self.free = BoundedSemaphore(MOST_AT_ONCE)
        super().__init__(("127.0.0.1", 0), partial(Desk, office))

    def get_request(self) -> Any:
        """Let a client in, as soon as there may be one more."""
        client = super().get_request()
        self.free.acquire()
        return client

    def close_request(self, request: Any) -> None:
        """Let a client out."""
        super().close_request(request)
        self.free.release()


class Desk(BaseHTTPRequestHandler):
    """Serves one client."""

    timeout = 10  # seconds: no silent client keeps a thread for long

    def __init__(self, office: Office, *client: Any) -> None:
        self.office = office
        super().__init__(*client)

    def do_GET(self) -> None:
        """/courses/drawing: who has a seat, and who waits."""
        course = unquote(self.path.removeprefix("/courses/"))
        try:
            seats, waiting = self.office.lists(course)
        except KeyError:
            return self.reply(404, error="no such course")
        self.reply(200, seats=seats, waiting=waiting)

    def do_POST(self) -> None:
        """/enroll and /leave, with request, student, course in JSON."""
        office = self.office
        acts = {"/enroll": office.enroll, "/leave": office.leave}
        try:
            answer = acts[self.path](*self.order())
        except KeyError:
            return self.reply(404, error="no such course, or page")
        except ValueError as error:
            return self.reply(400, error=str(error))
        self.reply(200, answer=answer)  # it is on disk by now

    def order(self) -> list[str]:
        """What the client sent. Raises ValueError if it is no order."""
        length = int(self.headers.get("Content-Length", 0))
        if not 0 < length <= MOST_BYTES:
            raise ValueError("an order has some bytes, and not many")
        try:
            sent = json.loads(self.rfile.read(length))
            return [sent[part].strip() for part in PARTS]  # all texts
        except (AttributeError, KeyError, TypeError, RecursionError):
            raise ValueError(f"an order has {PARTS}") from None

    def reply(self, status: int, **content: object) -> None:
        """Send JSON."""
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


def ask(address: str, path: str, **order: str) -> dict[str, Any]:
    """Ask the service; an order is sent by POST.

    Raises OSError or HTTPException without an answer: then it was
    done, or it was not. Send the same order again.
    """
    host = urlsplit(address).netloc
    with closing(HTTPConnection(host, timeout=30)) as connection:
        body = json.dumps(order) if order else None
        connection.request("POST" if order else "GET", path, body)
        return json.load(connection.getresponse())


def serve(file: str) -> None:
    """Serve until somebody ends this process."""
    office = Office(file, COURSES, PASSED)
    with closing(office), Service(office) as service:
        print(f"http://127.0.0.1:{service.server_port}", flush=True)
        service.serve_forever()


def try_it(folder: str) -> None:
    """Three students, two seats, and an order that comes twice."""
    office = Office(f"{folder}/office.db", COURSES, PASSED)
    with closing(office), Service(office) as service:
        Thread(target=service.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{service.server_port}"
        order = {"course": "drawing"}
        for name in ["Ann", "Bob", "Cem"]:
            order |= {"request": f"{name} comes", "student": name}
            print(name, ask(address, "/enroll", **order))
        order |= {"request": "Ann goes", "student": "Ann"}
        for _ in range(2):
            print("Ann", ask(address, "/leave", **order))
        print(ask(address, "/courses/drawing"))
        service.shutdown()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        serve(sys.argv[1])
    else:
        with TemporaryDirectory() as folder:
            try_it(folder)
