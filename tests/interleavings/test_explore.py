"""`tools.interleavings`: every order of small programs, counted, and forced upon real threads."""

import json
import math
import random
import subprocess
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from explored import SHOWN

from tools import interpreters
from tools.examples import outcome as outcomes
from tools.examples.judge import problems
from tools.examples.recording import recorded_run
from tools.interleavings import explore as orders
from tools.interleavings import primitives as models
from tools.interleavings.instrument import Refused, instrument
from tools.interleavings.scheduler import World

FORCED = Path(__file__).with_name("forced.py")
MAIN = """
if __name__ == "__main__":
    threads = [{threads}]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
IMPORTS = """
from queue import Empty, Full, Queue, SimpleQueue
from threading import Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore, Thread
from threading import current_thread
from time import sleep
"""


def program(text: str, *calls: str) -> str:
    """A program that runs these calls, each in a thread: `add()`, `pay(1, 2)`."""
    threads = [
        f"Thread(target={c.partition('(')[0]}, args=({c[c.index('(') + 1 : -1]},))" for c in calls
    ]
    threads = [one.replace("(,)", "()") for one in threads]
    return IMPORTS + textwrap.dedent(text) + MAIN.format(threads=", ".join(threads))


def explored(text: str, *calls: str, **options) -> orders.Orders:
    return orders.explore(program(text, *calls), "made/up.py", **options)


def endings(found: orders.Orders) -> Counter:
    """How many orders end with which values, errors and waits."""
    counts = Counter()
    for ending in found.endings:
        state = found.states[ending.states[0]]
        told = [t.error for t in state.threads if t.error]
        told += [f"waits for {t.waits}" for t in state.threads[1:] if t.waits]
        values = [f"{name} = {value}" for name, value in state.values.items()]
        counts[in_order("; ".join(values + told))] += ending.orders
    return counts


def in_order(told: str) -> str:
    """The same, whichever thread it was."""
    return "; ".join(sorted(told.split("; ")))


def without_states(source: str) -> Counter:
    """Every order for itself, no two states taken for one: how many come to what."""
    instrumented = instrument(source, "made/up.py")
    counts, todo = Counter(), [()]
    while todo:
        path = todo.pop()
        stuck = True
        world = World(instrumented)
        for number in path:
            world.take(world.lanes[number])
        free = [n for n, lane in enumerate(world.lanes) if lane.ready]
        for number in free:
            tried = World(instrumented)
            for step in path:
                tried.take(tried.lanes[step])
            if tried.take(tried.lanes[number]):
                stuck = False
                todo.append((*path, number))
            tried.close()
        if stuck:
            values = orders.shared_values(world.data, instrumented.used)
            errors = [lane.error for lane in world.lanes]
            done = [lane.done for lane in world.lanes]
            counts[repr((sorted(values.items()), "".join(world.out), errors, done))] += 1
        world.close()
    return counts


def with_states(source: str) -> Counter:
    """The same, as the explorer counts it."""
    found = orders.explore(source, "made/up.py")
    counts = Counter()
    for ending in found.endings:
        state = found.states[ending.states[0]]
        errors = [thread.error for thread in state.threads]
        done = [thread.done for thread in state.threads]
        counts[repr((sorted(state.values.items()), state.out, errors, done))] += ending.orders
    return counts


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
    assert len(found.shortest(found.endings[0])) == 6


def check_a_lock(kinds: dict | None = None) -> None:
    """Whoever has the lock goes through it to its end: one order for each that can be first."""
    for threads in (2, 3):
        found = explored(LOCKED, *["add()"] * threads, kinds=kinds)
        assert endings(found) == {f"count = {threads}": math.factorial(threads)}
        assert not any(ending.is_bad for ending in found.endings)


def test_a_lock_leaves_no_losing_order():
    check_a_lock()


class LetsTwoIn(models.Lock):
    """A bug, made up."""

    def acquire(self, blocking=True, timeout=-1):
        if self.count < 2:
            self.owner = None
        return super().acquire(blocking, timeout)


class NeverFree(models.Lock):
    """Another one."""

    def release(self):
        pass


@pytest.mark.parametrize("kind", [LetsTwoIn, NeverFree])
def test_a_lock_with_a_bug_is_caught(kind):
    with pytest.raises(AssertionError):
        check_a_lock(models.MODELS | {"Lock": kind})


def test_real_threads_refuse_an_order_that_only_a_lock_with_a_bug_allows():
    kinds = models.MODELS | {"Lock": LetsTwoIn}
    found = explored(LOCKED, "add()", "add()", kinds=kinds)
    worst = "".join(map(str, found.shortest(found.endings[0])))
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
    assert (stuck.kind, found.shortest(stuck)) == ("deadlock", (1, 2))
    assert [t.waits for t in found.states[stuck.states[0]].threads[1:]] == ["second", "first"]
    owners = {name: thing[1] for name, thing in found.states[stuck.states[0]].things.items()}
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
            "": ["log = [2, 4]", "log = [3, 4]", "log = [4, 4]"],
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
    source = program(text, *calls_of(text))
    assert with_states(source) == without_states(source)


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
    found = orders.explore(beside, "made/up.py")
    assert {found.states[e.states[0]].out for e in found.endings} == {"0\n", "1\n"}


def test_main_waits_for_a_queue_in_a_step_of_its_own():
    """It may be full of work again before main goes on; a thread that has ended stays so."""
    text = program("box = Queue()\ndef work():\n    box.get()\n    box.task_done()\n", "work()")
    before = text.replace(
        "    for thread in threads:\n        thread.join()", "    box.put(1)\n    box.join()"
    )
    found = orders.explore(before, "made/up.py")
    assert [found.shortest(ending) for ending in found.endings] == [(0, 1, 1, 0)]
    again = before.replace("    box.task_done()", "    box.task_done()\n    box.put(2)")
    found = orders.explore(again, "made/up.py")
    assert {ending.kind for ending in found.endings} == {"end", "deadlock"}


# What is refused.


REFUSED = {
    "socket is not modelled": "import socket  # here",
    "threading.Timer is not modelled": "from threading import Timer  # here",
    "time.time is not modelled; there is sleep": "from time import time  # here",
    "input() depends on more": "x = input()  # here",
    "generators and coroutines": "def f():\n    yield 1  # here",
    "Event.clear is not modelled": "e = Event()\ne.clear()  # here",
    "acquire() may wait in the middle": """
        lock = Lock()
        def f():
            got = [lock.acquire(), lock.acquire()]  # here
        """,
    "get() may wait in the middle": """
        box = Queue()
        def f():
            count = 0
            count += box.get()  # here
        """,
    "put() may wait after this line has read what": """
        box, count = Queue(1), 0
        def f():
            global count
            count = 1
            box.put(count)
            box.put(count)  # here
        """,
    "__enter__() may wait after this line has read what": """
        locks = [Lock(), Lock()]
        def f():
            with locks[0]:
                locks[0] = Lock()
                with locks[1]:
                    with locks[1]:  # here
                        pass
        """,
    "a list, tuple, range or str": """
        box = {1: 2}
        def f():
            for key in box:  # here
                len("")
        """,
    "two waits in one line": """
        box = Queue()
        def f():
            box.put(1)
            try:
                print(box.get(), box.get())  # here
            except Exception:
                pass
        """,
    "g() takes steps in the middle": """
        def g():
            len("")
        def f():
            x = 1 + g()  # here
        """,
    "by() takes steps in the middle": """
        def by(x):
            len("")
        def f():
            sorted([1], key=by)  # here
        """,
    "iterator cannot be looked into": """
        def f():
            letters = iter([1])
            len("")  # here
        """,
    "a callback with lines of its own": """
        room = Condition()
        def ask():
            return True  # here
        def f():
            with room:
                room.wait_for(ask)
        """,
    "a thread runs a function of this file": "Thread(target=print)  # here",
    "a daemon thread": "def f():\n    pass\nThread(target=f, daemon=True).start()  # here",
    "when __del__() runs": "class Box:\n    def __del__(self):  # here\n        pass",
    "too large: 10 threads of one line each have 3,628,800 orders": """
        def f():
            len("")
        for _ in range(10):
            Thread(target=f).start()  # here
        """,
    "the timeout of Condition.wait() is not modelled": """
        room = Condition()
        def f():
            with room:
                room.wait(1)  # here
        """,
    "the timeout of Barrier.wait() is not modelled": """
        gate = Barrier(2)
        def f():
            gate.wait(1)  # here
        """,
    "threading.local is not modelled": "import threading\nthreading.local()  # here",
    "print() goes to standard output only": "print(1, file=1)  # here",
    "too large: more than 5,000 values": """
        many = list(range(6000))
        def f():
            len(many)  # here
        """,
    "goes round and round": "while True:  # here\n    len('')",
}


@pytest.mark.parametrize(("why", "text"), REFUSED.items())
def test_what_cannot_be_treated_faithfully_is_an_error_that_says_where(why, text):
    source = program(text, "f()") if "def f" in text else IMPORTS + text
    line = source[: source.index("# here")].count("\n") + 1
    with pytest.raises(Refused) as told:
        orders.explore(source, "made/up.py")
    assert why in str(told.value)
    assert str(told.value).startswith(f"snippets/made/up.py:{line}: ")


def test_a_program_that_is_too_large_is_refused_with_the_number_of_its_orders(monkeypatch):
    text = "count = 0\ndef add():\n    global count\n" + "    count += 1\n" * 8
    assert explored(text, "add()", "add()").count == math.comb(16, 8)
    monkeypatch.setattr(orders, "MOST_STATES", 40)
    with pytest.raises(Refused, match=r"too large: it has more than (\d+) orders") as told:
        explored(text, "add()", "add()")
    least = int(str(told.value).partition("more than ")[2].split()[0])
    assert 40 < least < math.comb(16, 8)


# Real threads.


def played(jobs: list, python: str | None = None, limit: float = 10) -> list[dict]:
    """What orders come to on real threads."""
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


def every_order(found: orders.Orders) -> Iterator[tuple[int, ...]]:
    """All orders of a program that has few."""
    begun = [((), found.states[0])]
    while begun:
        path, state = begun.pop()
        if not state.steps:
            yield path
        begun += [((*path, n), found.states[to]) for n, (to, _) in state.steps.items()]


def some_orders(found: orders.Orders, most: int = 8) -> list[tuple[int, ...]]:
    """All orders if they are few; else the shortest to each ending, and some by chance."""
    if found.count is not None and found.count <= FEW:
        return sorted(every_order(found))
    chance, chosen = random.Random(1), [found.shortest(ending) for ending in found.endings]
    for _ in range(most):
        path, state = (), found.states[0]
        while state.steps and len(path) < 60:
            number = chance.choice(sorted(state.steps))
            path, state = (*path, number), found.states[state.steps[number][0]]
        chosen.append(path)
    return list(dict.fromkeys(chosen))


def told(found: orders.Orders, path: tuple[int, ...]) -> dict:
    """What the explorer says that an order comes to."""
    state = found.states[0]
    for number in path:
        state = found.states[state.steps[number][0]]
    locks = ("Lock", "RLock", "Condition")
    held = [
        n for n, (kind, owner, *_) in state.things.items() if kind in locks and owner is not None
    ]
    return {
        "values": state.values,
        "out": state.out,
        "done": [thread.done for thread in state.threads],
        "errors": [thread.error for thread in state.threads],
        "held": sorted(held),
    }  # fmt: skip


def compare(sources: dict[str, str], python: str | None = None) -> int:
    """Force orders of programs upon real threads; how many."""
    jobs, expected = [], []
    for name, source in sources.items():
        found = orders.explore(source, name)
        paths = some_orders(found)
        jobs.append((name, source, ["".join(map(str, path)) for path in paths]))
        expected += [told(found, path) for path in paths]
    assert played(jobs, python) == expected
    return len(expected)


def test_orders_end_on_real_threads_as_explored(pytestconfig):
    """Those of every program shown, and of those that show what the models mean."""
    made = {case.id: program(case.values[0], *calls_of(case.values[0])) for case in CASES}
    for python in interpreters.choose(pytestconfig.option.pythons):
        left = {snippet.name: snippet.source for snippet in SHOWN if not snippet.left_out(python)}
        if left:
            assert compare(left | made, python.executable) > 3 * len(left | made)


# The programs shown.


@pytest.mark.parametrize("snippet", SHOWN, ids=lambda snippet: snippet.name)
def test_what_a_program_may_print_is_what_its_orders_print(snippet):
    found = orders.explore(snippet.source, snippet.name)
    outcome, recorded = outcomes.outcome_of(snippet), recorded_run(snippet)
    printed = set()
    for ending in found.endings:
        stuck = ending.kind == "deadlock"
        out = found.states[ending.states[0]].out
        printed.add((out, stuck))
        run = outcomes.Run(recorded.python, "linux", out, "", None if stuck else 0)
        assert not problems(snippet, run, outcome, run)
    assert (recorded.stdout, recorded.status is None) in printed
