"""`tools.interleavings`: every interleaving of small programs, counted, and forced upon real
threads.
"""

import json
import math
import random
import subprocess
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pictured import pictured
from programs import IMPORTS, awaited, endings, explored, in_order, program

from tools import interpreters
from tools.examples import outcome as outcomes
from tools.examples.judge import problems
from tools.examples.recording import recorded_run
from tools.interleavings.explore import explore
from tools.interleavings.facts import Exploration, Kind, Refused, Why
from tools.interleavings.primitives import locks
from tools.interleavings.primitives.modules import MODELS

SHOWN = pictured("interleavings")
FORCED = Path(__file__).with_name("forced.py")


# Counts that are known.

ADD = "count = 0\ndef add(lines):\n    global count\n"


@pytest.mark.parametrize("lines", [(1, 1), (3, 3), (2, 5), (2, 2, 2), (1, 2, 3)])
def test_threads_that_do_not_meet_have_as_many_orders_as_there_are_ways_to_mix_them(lines):
    text = "".join(f"def work{n}():\n" + "    len('')\n" * many for n, many in enumerate(lines))
    found = explored(text, *[f"work{n}()" for n in range(len(lines))])
    assert found.count == math.factorial(sum(lines)) // math.prod(map(math.factorial, lines))


READ_COMPUTE_WRITE = """
    count = 0
    def add():
        global count
        seen = count
        new = seen + 1
        count = new
"""
LOCKED = """
    count = 0
    lock = Lock()
    def add():
        global count
        with lock:
            seen = count
            new = seen + 1
            count = new
"""


def test_of_the_twenty_orders_of_read_compute_write_eighteen_lose_an_update():
    found = explored(READ_COMPUTE_WRITE, "add()", "add()")
    assert endings(found) == {"count = 1": 18, "count = 2": 2}
    assert [ending.is_bad for ending in found.endings] == [True, False]
    assert len(found.endings[0].shortest) == 6


def check_a_lock(kinds: dict | None = None) -> None:
    """Who has the lock goes through it to its end: one interleaving for each that may be first."""
    for threads in (2, 3):
        found = explored(LOCKED, *["add()"] * threads, kinds=kinds)
        assert endings(found) == {f"count = {threads}": math.factorial(threads)}
        assert not any(ending.is_bad for ending in found.endings)


def test_a_lock_leaves_no_losing_order():
    check_a_lock()


class LetsTwoIn(locks.Lock):
    """A bug, made up."""

    def acquire(self, blocking=True, timeout=-1):
        if self._count < 2:
            self._owner = None
        return super().acquire(blocking, timeout)


class NeverFree(locks.Lock):
    """Another one."""

    def release(self):
        pass


@pytest.mark.parametrize("kind", [LetsTwoIn, NeverFree])
def test_a_lock_with_a_bug_is_caught(kind):
    with pytest.raises(AssertionError):
        check_a_lock(MODELS | {"Lock": kind})


def test_real_threads_refuse_an_order_that_only_a_lock_with_a_bug_allows():
    kinds = MODELS | {"Lock": LetsTwoIn}
    found = explored(LOCKED, "add()", "add()", kinds=kinds)
    worst = found.endings[0].shortest
    result = played([("made/up.py", program(LOCKED, "add()", "add()"), [worst])], limit=0.5)
    assert "does not take its step" in result[0]["wrong"]


# What each model means.

TAKE_TWO = """
    first, second = {kind}(), {kind}()
    def take(one, other):
        with one, other:
            pass
"""


def test_locks_in_opposite_order_can_close_a_circle_and_in_the_same_order_cannot():
    found = explored(TAKE_TWO.format(kind="Lock"), "take(first, second)", "take(second, first)")
    stuck = found.endings[0]
    assert (stuck.kind, stuck.shortest) == (Kind.DEADLOCK, ("1", "2"))
    last = found.states[stuck.states[0]]
    assert [awaited(t.awaited) for t in last.threads[1:]] == ["second", "first"]
    owners = {name: thing.owner for name, thing in last.things.items()}
    assert owners == {"first": 1, "second": 2}
    same = explored(TAKE_TWO.format(kind="Lock"), "take(first, second)", "take(first, second)")
    assert [ending.kind for ending in same.endings] == ["end"]


MEANINGS = {
    "an RLock lets its owner in again": (
        """
        lock, log = {kind}(), []
        def twice():
            with lock:
                with lock:
                    log.append(1)
        """,
        {"RLock": ["log = [1, 1]"], "Lock": ["log = []; waits for lock; waits for lock"]},
    ),
    "a lock that is made where it is first looked up is one for all": (
        """
        from collections import defaultdict
        locks, log = defaultdict(Lock), []
        def twice():
            {kind}:
                seen = [*log]
                log[:] = [*seen, len(seen)]
        """,
        {
            "with locks['tea']": ["log = [0, 1]"],
            "with Lock()": [f"locks = {{}}; log = {log}" for log in ([0, 1], [0])],
        },
    ),
    "a semaphore of one keeps the other out; one of two does not": (
        """
        places, inside, most = Semaphore({kind}), [], []
        def twice():
            with places:
                inside.append(1)
                most.append(len(inside))
                inside.pop()
        """,
        {
            "1": ["inside = []; most = [1, 1]"],
            "2": [f"inside = []; most = {most}" for most in ([1, 1], [1, 2], [2, 1], [2, 2])],
        },
    ),
    "only a bounded semaphore knows its number": (
        """
        places = {kind}(1)
        def twice():
            places.release()
        """,
        {
            "Semaphore": [""],
            "BoundedSemaphore": ["; ".join(2 * ["ValueError: Semaphore released too many times"])],
        },
    ),
    "release(n) lets in as many": (
        """
        places = Semaphore(0)
        def twice():
            places.acquire()
        def bake():
            places.release({kind})
        """,
        {"": ["waits for places"], "1": ["waits for places"], "2": [""]},
    ),
    "a condition may time out, and is woken if it does not": (
        """
        room, log = Condition(), []
        def twice():
            with room:
                got = room.wait({kind})
            log.append(got)
        def bake():
            with room:
                room.notify()
        """,
        {
            "0.01": [f"log = {log}" for log in ([True, False], [False, True], [False, False])],
            "": ["log = [True]; waits for room", "log = []; waits for room; waits for room"],
        },
    ),
    "who times out at a barrier breaks it for all": (
        """
        gate, log = Barrier(2), []
        def twice():
            try:
                gate.wait({kind})
            except BrokenBarrierError:
                log.append("broken")
        """,
        {"0.01": ["log = []", "log = ['broken', 'broken']"], "": ["log = []"]},
    ),
    "a queue gives the newest, the smallest or the oldest": (
        """
        box, log = {kind}(), []
        for item in (2, 1, 3):
            box.put(item)
        def twice():
            log.append(box.get())
        """,
        {
            "Queue": ["log = [1, 2]", "log = [2, 1]"],
            "LifoQueue": ["log = [1, 3]", "log = [3, 1]"],
            "PriorityQueue": ["log = [1, 2]", "log = [2, 1]"],
        },
    ),
    "a timeout is an order, too": (
        """
        lock, log = Lock(), []
        def twice():
            got = lock.acquire({kind})
            log.append(got)
            if got:
                lock.release()
        """,
        {
            "timeout=0.01": ["log = [True, True]", "log = [True, False]", "log = [False, True]"],
            "blocking=False": ["log = [True, True]", "log = [True, False]", "log = [False, True]"],
            "": ["log = [True, True]"],
        },
    ),
    "whoever is woken has to take the lock again, and another may come between": (
        """
        room, plate, eaten = Condition(), [], []
        def twice():
            with room:
                {kind} not plate:
                    room.wait()
                eaten.append(plate.pop())
        def bake():
            with room:
                plate.append(1)
                room.notify_all()
        """,
        {
            "if": [
                "eaten = [1]; plate = []; IndexError: pop from empty list",
                "eaten = [1]; plate = []; waits for room",
            ],
            "while": ["eaten = [1]; plate = []; waits for room"],
        },
    ),
    "without its lock there is no wait and no notification": (
        """
        room = Condition()
        def twice():
            room.{kind}()
        """,
        {
            "wait": ["; ".join(2 * ["RuntimeError: cannot wait on un-acquired lock"])],
            "notify": ["; ".join(2 * ["RuntimeError: cannot notify on un-acquired lock"])],
        },
    ),
    "a barrier lets nobody by before all have come, round after round": (
        """
        gate, log = Barrier({kind}), []
        def twice():
            for turn in (1, 2):
                gate.wait()
            log.append(turn)
        """,
        {"2": ["log = [2, 2]"], "3": ["log = []; waits for gate; waits for gate"]},
    ),
    "a queue has a limit, if it is given one": (
        """
        box, log = Queue({kind}), []
        def twice():
            box.put(1)
            box.put(2)
            log.append(box.qsize())
        """,
        {
            "": [f"log = {log}" for log in ([2, 4], [3, 4], [4, 2], [4, 3], [4, 4])],
            "1": ["log = []; waits for box; waits for box"],
        },
    ),
    "a queue without items raises or waits": (
        """
        box = SimpleQueue()
        def twice():
            box.{kind}
        """,
        {
            "get_nowait()": ["Empty; Empty"],
            "get(timeout=0.01)": ["Empty; Empty"],
            "get()": ["waits for box; waits for box"],
        },
    ),
    "a result that `with` holds back is not lost": (
        """
        lock, log = Lock(), []
        def take():
            with lock:
                return len(log){kind}
        def twice():
            seen = take()
            log.append(seen)
        """,
        {"": ["log = [0, 0]", "log = [0, 1]"]},
    ),
    "equal items of a loop are different rounds": (
        """
        log = []
        def twice():
            for one in [7, {kind}]:
                log.append(one)
        """,
        {"7": ["log = [7, 7, 7, 7]"]},
    ),
    "an error in a `with` block opens the lock": (
        """
        lock, log = Lock(), []
        def twice():
            with lock:
                log.append(1)
                {kind}
        """,
        {"log[2]": ["log = [1, 1]; " + "; ".join(2 * ["IndexError: list index out of range"])]},
    ),
    "a flag is up once it is set": (
        """
        flag, log = Event(), []
        def twice():
            log.append(flag.is_set())
            flag.set()
            flag.wait({kind})
        """,
        {kind: ["log = [False, False]", "log = [False, True]"] for kind in ("", "timeout=0.01")},
    ),
}
CASES = [
    pytest.param(text.replace("{kind}", kind), expected, id=f"{title}: {kind}")
    for title, (text, kinds) in MEANINGS.items()
    for kind, expected in kinds.items()
]


def calls_of(text: str) -> list[str]:
    return ["twice()", "twice()"] + ["bake()"] * ("bake" in text)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_model_means_what_the_real_thing_means(text, expected):
    assert set(endings(explored(text, *calls_of(text)))) == set(map(in_order, expected))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_states_are_merged_only_if_they_go_on_alike(text, expected):
    calls = calls_of(text)
    # Three threads that time out have more interleavings than all other cases together.
    for some in (calls[:2], calls[1:]) if "room.wait(0.01)" in text else (calls,):
        by_itself = explored(text, *some, merge=False, most=100_000)
        assert endings(explored(text, *some)) == endings(by_itself)


def test_a_loop_that_may_go_round_without_end_has_orders_without_end():
    text = """
    closed = late = False
    def serve():
        global late
        while not closed:
            late = closed
    def close():
        global closed
        closed = True
    """
    found = explored(text, "serve()", "close()")
    assert found.count is None
    assert sorted(found.states[e.states[0]].values["late"] for e in found.endings) == [
        "False",
        "True",
    ]


def test_what_main_does_beside_starting_and_joining_is_in_the_orders_too():
    text = program("count = 0\ndef add():\n    global count\n    count += 1\n", "add()")
    beside = text.replace("    for thread in threads:\n        thread.join()", "    print(count)")
    found = explore(beside, "made/up.py")
    assert {found.states[e.states[0]].out for e in found.endings} == {"0\n", "1\n"}


def test_main_waits_for_a_queue_in_a_step_of_its_own():
    """It may be full of work again before main goes on; a thread that has ended stays so."""
    text = program("box = Queue()\ndef work():\n    box.get()\n    box.task_done()\n", "work()")
    before = text.replace(
        "    for thread in threads:\n        thread.join()", "    box.put(1)\n    box.join()"
    )
    found = explore(before, "made/up.py")
    assert [ending.shortest for ending in found.endings] == [("0", "1", "1", "0")]
    again = before.replace("    box.task_done()", "    box.task_done()\n    box.put(2)")
    found = explore(again, "made/up.py")
    assert {ending.kind for ending in found.endings} == {Kind.END, Kind.DEADLOCK}


# What is refused.

REFUSED = [
    (Why.SYNTAX, "'(' was never closed", "x = (  # here"),
    (Why.NO_MODULE, "socket", "import socket  # here"),
    (Why.NO_NAME, "threading.settrace", "from threading import settrace  # here"),
    (Why.NO_NAME, "threading.settrace", "import threading\nthreading.settrace(None)  # here"),
    (Why.NO_METHOD, "Queue.mutex", "box = Queue()\nbox.mutex  # here"),
    (Why.OUTSIDE, "input", "x = input()  # here"),
    (Why.COROUTINE, "", "async def f():  # here\n    pass"),
    (Why.FINALIZER, "__del__", "class Box:\n    def __del__(self):  # here\n        pass"),
    (Why.MODULE_CHANGED, "time.sleep", "import time\ntime.sleep = 1  # here"),
    (Why.SUBCLASS, "Lock", "class Mine(Lock):  # here\n    pass"),
    (Why.UNSEEDED, "", "import random\nrandom.random()  # here"),
    (Why.UNSEEDED, "", "import random\nrandom.seed()  # here"),
    (Why.UNSEEDED, "", "import random\nrandom.Random()  # here"),
    (
        Why.NO_OPTION,
        "logging.basicConfig: filename",
        "import logging\nlogging.basicConfig(filename='log')  # here",
    ),
    (
        Why.NO_OPTION,
        "logging.basicConfig: process",
        "import logging\nlogging.basicConfig(format='%(process)d')  # here",
    ),
    (Why.NO_METHOD, "Logger.log", "import logging\nlogging.getLogger().log(9, '')  # here"),
    (Why.CLOCK, "", "import time\nif time.time() > 1:  # here\n    pass"),
    (Why.STREAM, "", "print(1, file=1)  # here"),
    (
        Why.IDENTIFIER,
        "RLock",
        """
        again = RLock()
        def f():
            again.acquire()  # here
        for _ in range(2):
            Thread(target=f).start()
        """,
    ),
    (
        Why.IDENTIFIER,
        "RLock",
        """
        room = Condition()
        def f():
            room.acquire()
        def g():
            room.notify()  # here
        Thread(target=f).start()
        Thread(target=g).start()
        """,
    ),
    (
        Why.IDENTIFIER,
        "get_ident",
        """
        from threading import get_ident
        seen = set()
        def f():
            seen.add(get_ident())  # here
        for _ in range(2):
            Thread(target=f).start()
        """,
    ),
    (Why.NO_END, "", "while True:  # here\n    len('')"),
    (Why.NO_END, "", "import itertools\nn = [x for x in itertools.count()]  # here"),
    (
        Why.TOO_MANY_THREADS,
        "",
        """
        def f():
            len("")
        for _ in range(10):
            Thread(target=f).start()  # here
        """,
    ),
]


@pytest.mark.parametrize(("why", "what", "text"), REFUSED)
def test_what_cannot_be_treated_faithfully_is_refused_and_says_where(why, what, text):
    source = IMPORTS + textwrap.dedent(text)
    line = source[: source.index("# here")].count("\n") + 1
    with pytest.raises(Refused) as told:
        explore(source, "made/up.py")
    refusal = told.value.refusal
    assert (refusal.file, refusal.line, refusal.why) == ("made/up.py", line, why)
    assert not what or refusal.what == what


LOOKED_THROUGH = """
    from collections import deque
    menu, lock = {0}, Lock()
    def change():
        {1}
    def look():
        {2}
"""


@pytest.mark.parametrize(
    ("menu", "change", "look"),
    [
        ("{1: 2, 3: 4}", "del menu[1]", "print([dish for dish in menu])"),
        ("{1: 2}", "menu[3] = 4", "print({dish: price for dish, price in menu.items()})"),
        ("{1: 2, 3: 4}", "menu.clear()", "print(sum(price for price in menu.values()))"),
        ("{1, 3}", "menu.add(4)", "print({dish for dish in menu})"),
        ("deque([1, 3])", "menu.popleft()", "len('')\n        print([dish for dish in menu])"),
    ],
)
def test_a_line_that_goes_through_what_another_thread_resizes_is_refused(menu, change, look):
    text = LOOKED_THROUGH.format(menu, change, look)
    with pytest.raises(Refused) as told:
        explored(text, "change()", "look()")
    lines = [one.strip() for one in program(text).splitlines()]
    line = lines.index(look.splitlines()[-1].strip()) + 1
    assert told.value.refusal.why is Why.GONE_THROUGH
    assert (told.value.refusal.what, told.value.refusal.line) == ("menu", line)


@pytest.mark.parametrize(
    ("menu", "change", "look"),
    [
        ("{1: 2, 3: 4}", "menu[1] = 5", "print([dish for dish in menu])"),
        ("{1: 2, 3: 4}", "del menu[1]", "print(sorted(menu))"),
        ("[1, 3]", "menu.append(4)", "print([dish for dish in menu])"),
        ("{1: 2, 3: 4}", "{}.clear()", "print([dish for dish in menu]); menu.clear()"),
        (
            "{1: 2, 3: 4}",
            "with lock:\n            del menu[1]",
            "with lock:\n            print([dish for dish in menu])",
        ),
    ],
)
def test_a_line_that_nobody_can_disturb_so_is_not(menu, change, look):
    assert explored(LOOKED_THROUGH.format(menu, change, look), "change()", "look()").endings


def test_what_such_a_line_may_come_to_is_explored_where_it_is_a_loop():
    look = "for dish in menu:\n            print(dish)"
    found = explored(LOOKED_THROUGH.format("{1: 2}", "menu[3] = 4", look), "change()", "look()")
    assert any("changed size during iteration" in said for said in endings(found))


def test_who_ends_with_a_lock_that_knows_no_owner_leaves_it_taken():
    text = "lock = Lock()\ndef f():\n    lock.acquire()\n"
    assert {end.kind for end in explored(text, "f()", "f()").endings} == {Kind.DEADLOCK}


def test_identifiers_of_threads_that_live_differ():
    text = """
        from threading import get_ident
        met, calls, size = Barrier(2), {}, 0
        def f():
            global size
            calls[get_ident()] = 1
            met.wait()
            size = len(calls)
    """
    assert set(endings(explored(text, "f()", "f()"))) == {"calls[<Ident>] = 1; size = 2"}


def test_the_main_thread_is_the_last_to_end():
    text = "again = RLock()\ndef f():\n    again.acquire(blocking=False)\n"
    source = program(text, "f()").replace("    threads =", "    again.acquire()\n    threads =")
    (ending,) = explore(source, "made/up.py").endings
    assert ending.kind is Kind.END


def test_ten_threads_have_more_interleavings_than_anybody_can_look_at():
    with pytest.raises(Refused) as told:
        explored("def f():\n    len('')\n", *["f()"] * 10)
    assert told.value.refusal.number == math.factorial(10)


def test_a_program_that_is_too_large_is_refused_with_the_number_of_its_orders():
    text = "count = 0\ndef add():\n    global count\n" + "    count += 1\n" * 8
    assert explored(text, "add()", "add()").count == math.comb(16, 8)
    with pytest.raises(Refused) as told:
        explored(text, "add()", "add()", most=40)
    assert told.value.refusal.why is Why.TOO_MANY_STATES
    assert 40 <= told.value.refusal.number < math.comb(16, 8)


def test_no_order_of_steps_decides_an_address():
    text = "class Cake:\n    pass\ndef f():\n    print(Cake())\n"
    assert [ending.kind for ending in explored(text, "f()", "f()").endings] == [Kind.END]


def test_a_program_that_does_not_do_the_same_twice_is_refused(monkeypatch):
    """No program that is let through does that; so a model of ours is made to."""
    turns = iter(range(1000))

    class Moody(locks.Lock):
        def acquire(self, blocking=True, timeout=-1):
            return next(turns) % 3 > 0

    text = """
    lock = Lock()
    def f():
        if lock.acquire():
            len("")
        else:
            len("")
    """
    with pytest.raises(Refused) as told:
        explored(text, "f()", "f()", kinds=MODELS | {"Lock": Moody})
    assert told.value.refusal.why is Why.NOT_THE_SAME_TWICE


NEVER_ENDS_THE_BUILD = {
    "an attribute after super().__init__()": """
        class Worker(Thread):
            def __init__(self, n):
                super().__init__()
                self.n = n
            def run(self):
                print(self.n)
        for n in (1, 2):
            Worker(n).start()
        """,
    "an attribute before super().__init__()": """
        class Worker(Thread):
            def __init__(self, n):
                self.n = n
                super().__init__()
            def run(self):
                print(self.n)
        for n in (1, 2):
            Worker(n).start()
        """,
    "everything is caught, again and again": """
        lock = Lock()
        def f():
            while True:
                try:
                    lock.acquire()
                except:
                    pass
        Thread(target=f).start()
        """,
    "a finally that goes on": """
        gate = Barrier(2)
        def f():
            try:
                gate.wait()
            finally:
                print("over")
                print("and out")
        Thread(target=f).start()
        """,
    "no end to a recursion": """
        def f():
            f()
        Thread(target=f).start()
        """,
    "an exception that cannot be shown": """
        class Shy(Exception):
            def __str__(self):
                raise RuntimeError
        def f():
            raise Shy
        Thread(target=f).start()
        """,
    "main fails": "1 / 0",
    "main exits": "raise SystemExit(3)",
    "a null byte": "x = '\0'",
}


@pytest.mark.parametrize("what", NEVER_ENDS_THE_BUILD)
def test_whatever_a_program_does_it_is_explored_or_refused(what):
    source = IMPORTS + textwrap.dedent(NEVER_ENDS_THE_BUILD[what])
    try:
        found = explore(source, "made/up.py")
    except Refused as refused:
        known = refused.refusal.why is not Why.NOT_RUN and refused.refusal.line > 0
    else:
        known = bool(found.endings)
    assert known


# Real threads.


def played(jobs: list, python: str | None = None, limit: float = 10) -> list[dict]:
    """What interleavings come to on real threads."""
    ran = subprocess.run(
        [python or interpreters.running().executable, FORCED, str(limit)],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert not ran.returncode, ran.stderr
    return json.loads(ran.stdout)


FEW = 24


def every_order(found: Exploration) -> Iterator[tuple[str, ...]]:
    """All interleavings of a program that has few."""
    begun: list[tuple[tuple[str, ...], int]] = [((), 0)]
    while begun:
        path, number = begun.pop()
        steps = found.states[number].steps
        if not steps:
            yield path
        begun += [((*path, move), step.to) for move, step in steps.items()]


def some_orders(found: Exploration, most: int = 8) -> list[tuple[str, ...]]:
    """All interleavings if they are few; else the shortest to each ending, and some by chance."""
    if found.count is not None and found.count <= FEW:
        return sorted(every_order(found))
    chance, chosen = random.Random(1), [ending.shortest for ending in found.endings]
    for _ in range(most):
        path, state = (), found.states[0]
        while state.steps and len(path) < 60:
            move = chance.choice(sorted(state.steps))
            path, state = (*path, move), found.states[state.steps[move].to]
        chosen.append(path)
    return list(dict.fromkeys(chosen))


def told(found: Exploration, path: tuple[str, ...]) -> dict:
    """What the explorer says that an interleaving comes to."""
    state = found.states[0]
    for move in path:
        state = found.states[state.steps[move].to]
    locks = ("Lock", "RLock", "Condition")
    held = [
        n for n, thing in state.things.items() if thing.kind in locks and thing.owner is not None
    ]
    return {
        "values": state.values,
        "out": state.out,
        "done": [thread.done for thread in state.threads],
        "errors": [thread.error for thread in state.threads],
        "held": sorted(held),
    }


def compare(sources: dict[str, str], python: str | None = None) -> int:
    """Force interleavings of programs upon real threads; how many."""
    jobs, expected = [], []
    for name, source in sources.items():
        found = explore(source, name)
        paths = some_orders(found)
        jobs.append((name, source, paths))
        expected += [told(found, path) for path in paths]
    assert played(jobs, python) == expected
    return len(expected)


# A real condition or barrier times out by its own clock, not when it is told to: those are compared
# with free threads, in test_differential.
OF_THEIR_OWN = ("a condition may time out", "who times out at a barrier")


def test_orders_end_on_real_threads_as_explored(pytestconfig):
    """Those of every program shown, and of those that show what the models mean."""
    made = {
        case.id: program(case.values[0], *calls_of(case.values[0]))
        for case in CASES
        if not case.id.startswith(OF_THEIR_OWN)
    }
    for python in interpreters.choose(pytestconfig.option.pythons):
        left = {
            snippet.name: snippet.source
            for snippet in SHOWN
            if "concurrent.futures" not in snippet.source  # whose threads nobody can tell to go
            if not snippet.left_out(python)
        }
        if left:
            assert compare(left | made, python.executable) > 3 * len(left | made)


# The programs shown.


@pytest.mark.parametrize("snippet", SHOWN, ids=lambda snippet: snippet.name)
def test_what_a_program_may_print_is_what_its_interleavings_print(snippet):
    found = explore(snippet.source, snippet.name)
    outcome, recorded = outcomes.outcome_of(snippet), recorded_run(snippet)
    free = replace(recorded.python, gil=False)  # which keeps no lines together
    printed = set()
    for ending in found.endings:
        stuck = ending.kind is Kind.DEADLOCK
        for out in {found.states[number].out for number in ending.states}:
            printed.add((out, stuck))
            run = outcomes.Run(free, "linux", out, "", None if stuck else 0)
            assert not problems(snippet, run, outcome, run)
    assert (recorded.stdout, recorded.status is None) in printed
