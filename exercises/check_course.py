"""Checks course.py. In the folder where both are: pytest check_course.py"""

import importlib
import json
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from itertools import count
from pathlib import Path

from serving import http, service
from stage import STAGE, Clerk, load
from stored import Copying, how_careful
from tail import ask, tell
from watched import refuse, watch_databases, watch_locks

DRAWING, CHOIR, NAMES = "drawing", "choir", ["Ann", "Bob", "Cem", "Eve", "Dan"]
ANN, BOB, CEM, EVE, DAN = (f"{name} drawing" for name in NAMES)

# An order is written "+ Ann drawing" or "- Ann drawing". This is the name of its request, too, so
# that two which are equal are one; "+ Ann drawing 2" is another.


RULES = [  # orders, one after the other; the answers; why
    ([f"+ {ANN}", f"+ {BOB}", f"+ {CEM}"], "seat seat waiting", "Drawing has two seats."),
    ([f"+ {ANN}", f"+ {ANN} 2"], "seat already", "Ann has a place, and orders another."),
    (["+ Ann painting"], "seat", "Ann has passed drawing, and may paint."),
    (["+ Bob painting"], "prerequisite", "Bob has not passed drawing, which painting needs."),
    (["+ Ann choir", f"+ {ANN}"], "seat clash", "Choir and drawing are both on Mon 10."),
    ([f"+ {ANN}", f"- {ANN}", "+ Ann choir"], "seat left seat", "She left: there is no clash."),
    ([f"- {ANN}"], "absent", "Ann leaves, and had no place."),
]


def test_the_rules(tmp_path):
    """One order after the other."""
    found = ask(each_alone, tmp_path, json.dumps([orders for orders, _, _ in RULES]))
    for (_, right, words), (answers, _) in zip(RULES, found, strict=True):
        if answers != right.split():
            tell(f"{words} The answers have to be: {right}. They were: {', '.join(answers)}.")


def test_the_waiting_list_moves_up(tmp_path):
    """The first who waits gets the seat, and all others stay in their order."""
    people, leavers = [ANN, BOB, EVE, CEM, DAN], [ANN, BOB, EVE]
    cases = [[*(f"+ {name}" for name in people), f"- {leaver}"] for leaver in leavers]
    found = ask(each_alone, tmp_path, json.dumps(cases))
    for leaver, (_, lists) in zip(leavers, found, strict=True):
        left = [name.split()[0] for name in people if name != leaver]
        if lists != [left[:2], left[2:]]:
            tell(
                f"Ann, Bob, Eve, Cem, Dan came in this order for two seats, and {leaver[:3]} left. "
                f"{left[:2]} have the seats then, and {left[2:]} wait. Your lists: {lists}."
            )


def test_a_request_is_done_once(tmp_path):
    """A client that got no answer sends it again, perhaps late."""
    again, late = [f"+ {ANN}", f"+ {ANN}"], [f"+ {ANN}", f"- {ANN}", f"+ {ANN}"]
    (answers, _), (_, lists) = ask(each_alone, tmp_path, json.dumps([again, late]))
    if answers != ["seat", "seat"]:
        tell(f"The same request came twice: its answer is 'seat' both times, not {answers}.")
    if lists != [[], []]:
        tell(f"A late copy of her request came after Ann had left, and brought her back: {lists}.")


def each_alone(cases):
    """What an office of its own answers to the orders of each case, and its lists of drawing."""
    found = []
    for number, orders in enumerate(json.loads(cases)):
        with opened(f"office-{number}.db") as desk:
            found.append([[answer(desk, order) for order in orders], desk.lists(DRAWING)])
    return found


AT_ONCE = {  # what was ordered before; two orders at the same time; what is right
    "one_seat": ([f"+ {ANN}"], f"+ {BOB}", f"+ {CEM}", "One seat is left, for one of them."),
    "clash": ([], f"+ {ANN}", "+ Ann choir", "Both are on Mon 10, so she can have one of them."),
    "double_click": ([], f"+ {ANN}", f"+ {ANN}", "It is one request, and has one answer."),
    "two_tabs": ([], f"+ {ANN}", f"+ {ANN} 2", "She can have one place."),
    "leaving": ([f"+ {ANN}", f"+ {BOB}", f"+ {CEM}"], f"- {ANN}", f"+ {EVE}", "Cem comes first."),
    "both_leave": ([f"+ {n}" for n in (ANN, BOB, CEM)], f"- {ANN}", f"- {BOB}", "Cem has a seat."),
}
EACH = {"case": AT_ONCE, "office": ["same", "other"], "order": [f"- {ANN}", f"+ {EVE}"]}


def test_two_at_once(tmp_path, case, office):
    """The second order comes at each moment of the first: before each line of it."""
    wrong = ask(at_each_moment, tmp_path, case, office)
    if wrong:
        _, first, second, words = AT_ONCE[case]
        place, got = wrong
        tell(
            f"'{first}' had come to {place}, when '{second}' came to the {office} office. {words} "
            f"Answers and lists: {got}. That is neither what the first and then the second would "
            "give, nor the other way round."
        )


def at_each_moment(case, second_at):
    """The first moment at which the result is that of neither order, and that result."""
    before, first, second, _ = AT_ONCE[case]
    files = map("office-{}.db".format, count())
    watch_locks()
    watch_databases()

    def result(act):
        file = next(files)
        with opened(file, load()) as one, opened(file, load()) as other:
            two = one if second_at == "same" else other
            for order in before:
                answer(one, order)
            answers = act(lambda: answer(one, first), lambda: answer(two, second))
            lists = [desk.lists(name) for desk in (one, two) for name in (DRAWING, CHOIR)]
            return answers, lists

    def interrupted(moment, *works):
        clerks[:] = Clerk(works[0], stop=moment), Clerk(works[1])
        STAGE.play(*clerks)
        return [clerk.outcome for clerk in clerks]

    clerks = []
    right = [result(lambda *works: [work() for work in works])]
    right += [result(lambda *works: [work() for work in works[::-1]][::-1])]
    for moment in count():
        got = result(partial(interrupted, moment))
        if got not in right:
            return clerks[0].place, got
        if not clerks[0].place:  # it was over before
            return None


def test_killed_at_any_moment(tmp_path, order):
    """Killed before each line, and opened again."""
    wrong = ask(killed, tmp_path, order)
    if wrong:
        place, got, then = wrong
        tell(
            f"The office was killed {'at' if place else 'after'} {place or 'its answer'}, with the "
            f"order '{order}', and opened again. The lists were {got}. The client sent its request "
            f"again; answer and lists: {then}. All of an order is done or nothing, its answer is "
            "kept with it, what was answered stays."
        )


def killed(order):
    """The first moment whose files are wrong: where, what is in them, and what comes then."""
    Path("office").mkdir()
    watch_databases()
    program = load()
    with opened("office/office.db", program) as desk:
        for name in (ANN, BOB, CEM):
            answer(desk, f"+ {name}")
        before = desk.lists(DRAWING)
        clerk = Copying(lambda: answer(desk, order), "office", "copies")
        clerk.run()
        after = desk.lists(DRAWING)
    for folder, place in clerk.copies:
        with opened(f"{folder}/office.db", program) as desk:
            got = desk.lists(DRAWING)
            then = answer(desk, order), desk.lists(DRAWING)
        if got not in ([before, after] if place else [after]) or then != (clerk.outcome, after):
            return place, got, then


def test_the_database_says_no(tmp_path, order):
    """A statement is refused: nothing of the order stays, and its request may come again."""
    wrong = ask(refused, tmp_path, order)
    if wrong:
        place, got = wrong
        tell(
            f"With the order '{order}', SQLite refused once, `database is locked`, at {place}. The "
            "client sent its request again, to the same office; answer and lists: "
            f"{got}. Nothing of what was refused may stay, and no transaction be left open."
        )


def refused(order):
    """The first statement after whose refusal the same request goes wrong, and what comes of it."""
    watch_databases()
    program = load()

    def sent_twice(file, *accident):
        with opened(file, program) as desk:
            for name in (ANN, BOB, CEM):
                answer(desk, f"+ {name}")
            clerk = Clerk(lambda: answer(desk, order), *accident)
            clerk.run()
            return clerk.place, (answer(desk, order), desk.lists(DRAWING))

    _, right = sent_twice("right.db")
    for moment in count():
        place, got = sent_twice(f"office-{moment}.db", moment, "statements", refuse)
        if not place:
            return None
        if got != right:
            return place, got


def test_a_power_cut(tmp_path):
    """What was answered has been handed to the disk, not only to the operating system."""
    if ask(careful, tmp_path) < 2:
        tell(
            "An order was answered, and nobody had asked the disk to write it: after a power cut "
            "it would be gone. PRAGMA synchronous = FULL for SQLite, os.fsync() for a file."
        )


def careful():
    """How carefully an order is written."""
    with how_careful() as levels, opened() as desk:
        answer(desk, f"+ {ANN}")
    return min(levels, default=0)


def test_another_process(tmp_path):
    """Nothing that is confirmed is known in one process only."""
    _, here, there = ask(with_another_process, tmp_path)
    if here != [["Ann", "Bob"], ["Cem"]] or there != ["seat", ["Ann", "Bob"], []]:
        tell(
            "Ann came to this process, Bob to another with the same file, then Cem to this one. "
            f"The other one answered {there}; the lists were then, here: {here}."
        )


def with_another_process():
    """What is known here, and what was answered and known there."""
    with opened() as desk:
        first = answer(desk, f"+ {ANN}")
        desk.lists(DRAWING)
        subprocess.run([sys.executable, __file__, "bob_comes"], check=True)
        there = json.loads(Path("answer.json").read_text("utf-8"))
        answer(desk, f"+ {CEM}")
        return first, desk.lists(DRAWING), there


def bob_comes():
    """In the other process."""
    with opened() as desk:
        return answer(desk, f"+ {BOB}"), *desk.lists(DRAWING)


def test_the_service(tmp_path):
    """`python course.py office.db` prints its address, and answers whatever it is sent."""
    answers, lists, mistakes = ask(served, tmp_path)
    if answers != ["seat", "seat", "waiting", "left"] or lists != [["Bob", "Cem"], []]:
        tell(f"Ann, Bob, Cem came and Ann left, by HTTP. Answers: {answers}; lists: {lists}.")
    if mistakes != [404, 404, 400, 400, 404]:
        tell(
            "The answer to an unknown course is status 404, to an unknown path 404, to '{' 400, "
            "to an order without a student 400, and to a question for the lists of an unknown "
            f"course 404. Yours: {mistakes}."
        )


def served():
    """Answers, lists, and the status of each bad request; a silent client is there, too."""
    with service("office.db") as (_, port), closing(socket.create_connection(("127.0.0.1", port))):
        answers = [post(port, order) for order in (f"+ {ANN}", f"+ {BOB}", f"+ {CEM}", f"- {ANN}")]
        lists = lists_of(port)
        order = {"request": "1", "student": "Ann", "course": "geometry"}
        bad = [("/enroll", json.dumps(order)), ("/sell", json.dumps(order))]
        bad += [("/enroll", "{"), ("/enroll", json.dumps({"request": "1", "course": DRAWING}))]
        mistakes = [http(port, "POST", *sent)[0] for sent in bad]
        mistakes.append(http(port, "GET", "/courses/geometry")[0])
    return answers, lists, mistakes


def test_the_service_is_killed(tmp_path):
    """After each answer; then the same request is sent again."""
    people = []
    for name, (first, lists, again) in zip(NAMES, ask(killed_service, tmp_path), strict=False):
        people.append(name)
        if lists != [people[:2], people[2:]] or first != again:
            tell(
                f"{name} was answered {first!r}; the service was killed and started again. Now the "
                f"lists are {lists}, and the same request is answered by {again!r}."
            )


def killed_service():
    """For each order: its answer; after a kill, who has a place, and the answer to it."""
    found = []
    for order in (f"+ {ANN}", f"+ {BOB}", f"+ {CEM}"):
        with service("office.db") as (process, port):
            first = post(port, order)
            process.kill()
        with service("office.db") as (process, port):
            found.append([first, lists_of(port), post(port, order)])
    return found


def test_a_stampede(tmp_path):
    """Forty students, each of whom clicks twice."""
    answers, (seats, waiting) = ask(stampede, tmp_path)
    if sorted(seats + waiting) != sorted(f"S{n}" for n in range(40)) or len(seats) != 2:
        tell(f"Forty came for two seats, and each clicked twice. Seats: {seats}; wait: {waiting}.")
    if answers[::2] != answers[1::2]:
        tell(f"Two equal requests were answered differently: {answers}.")


def stampede():
    """All answers, and the lists."""
    orders = [f"+ S{n} drawing" for n in range(40) for _ in range(2)]
    with service("office.db") as (_, port), ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda order: post(port, order), orders)), lists_of(port)


def post(port, order):
    """What the service answers to an order."""
    what, student, course = order.split()[:3]
    sent = json.dumps({"request": order, "student": student, "course": course})
    return http(port, "POST", "/enroll" if what == "+" else "/leave", sent)[1].get("answer")


def lists_of(port):
    """Who has a seat in drawing, and who waits."""
    lists = http(port, "GET", "/courses/drawing")[1]
    return [lists.get("seats"), lists.get("waiting")]


@contextmanager
def opened(file="office.db", program=None):
    """An office with the courses of the exercise."""
    program = program or importlib.import_module("course")
    Course = program.Course
    courses = {
        DRAWING: Course(2, frozenset({"Mon 10", "Wed 10"})),
        CHOIR: Course(30, frozenset({"Mon 10"})),
        "painting": Course(8, frozenset({"Tue 14"}), frozenset({DRAWING})),
    }
    with closing(program.Office(file, courses, {"Ann": {DRAWING}})) as desk:
        yield desk


def answer(desk, order):
    """What is answered to an order; the error, if there is one."""
    what, student, course = order.split()[:3]
    try:
        return str((desk.enroll if what == "+" else desk.leave)(order, student, course))
    except Exception as error:
        return f"{type(error).__name__}: {error}"
