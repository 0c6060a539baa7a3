"""Kinds of programs that an explorer which merges by what it sees of a frame gets wrong."""

import pytest
from programs import endings, explored, in_order

from tools.interleavings import instrument
from tools.interleavings.facts import Kind

READS = """
    number, total = 0, None
    def read():
        return number
    def add():
        global total
        total = read() + read()
    def write():
        global number
        number = 1
"""
CLASS_ATTRIBUTE = """
    class Shop:
        closed = False
    seen = []
    def close():
        Shop.closed = True
        seen.append(Shop.closed)
    def open_again():
        Shop.closed = False
        seen.append(Shop.closed)
"""
FUNCTION_ATTRIBUTE = """
    def add():
        before = add.count
        add.count = before + 1
    add.count = 0
"""
LIST_SUBCLASS = """
    class Basket(list):
        pass
    basket, sizes = Basket(), []
    def fill():
        size = len(basket)
        basket.append(size)
"""
RETURN_AND_FINALLY = """
    log, tidied = [], []
    def count():
        try:
            return len(log)
        finally:
            tidied.append(1)
    def ask():
        log.append(count())
    def write():
        log.append("x")
"""
RETURN_IN_WITH = """
    lock, log, told = Lock(), [], []
    def count():
        with lock:
            return len(log)
    def ask():
        told.append(count())
    def write():
        log.append("x")
"""
FULL_QUEUE = """
    box, items, got = Queue(1), [1, 2], []
    box.put(0)
    def fill():
        box.put(items[0])
    def empty():
        items.pop(0)
        got.append(box.get())
        got.append(box.get())
"""
JOIN_ANOTHER = """
    threads = []
    done = []
    def first():
        threads[1].join()
        done.append(1)
    def second():
        done.append(2)
"""
ACTION = """
    gate, seen = Barrier(2, action=lambda: 1 / 0), []
    def meet():
        try:
            gate.wait()
        except (ZeroDivisionError, BrokenBarrierError) as error:
            seen.append(type(error).__name__)
"""
SPIN = """
    ready = False
    def wait():
        while not ready:
            pass
    def prepare():
        global ready
        1 / 0
        ready = True
"""
OWN_PUT = """
    class Stack(Queue):
        def _put(self, item):
            self.queue.insert(0, item)
    box, got = Stack(), []
    def work():
        box.put(1)
        box.put(2)
        got.append(box.get())
"""
NOTIFY = """
    room, order = Condition(), []
    turns = [Semaphore(1), Semaphore(0), Semaphore(0)]  # 0 always waits before 1
    def wait(name):
        turns[name].acquire()
        with room:
            turns[name + 1].release()
            room.wait()
        order.append(name)
    def wake():
        turns[2].acquire()
        with room:
            room.notify()
"""
TRUE = {
    "a line that is half evaluated": (
        (READS, "add()", "write()"),
        ["number = 1; total = 0", "number = 1; total = 1", "number = 1; total = 2"],
    ),
    "an attribute of a class": (
        (CLASS_ATTRIBUTE, "close()", "open_again()"),
        [
            f"Shop.closed = {last}; seen = [{a}, {b}]"
            for last, a, b in (
                *((False, True, False), (True, False, True), (False, False, False)),
                *((True, True, True), (False, False, False)),
            )
        ],
    ),
    "an attribute of a function": (
        (FUNCTION_ATTRIBUTE, "add()", "add()"),
        ["add.count = 1", "add.count = 2"],
    ),
    "a subclass of list": (
        (LIST_SUBCLASS, "fill()", "fill()"),
        ["basket = [0, 0]; sizes = []", "basket = [0, 1]; sizes = []"],
    ),
    "a result that a finally holds back": (
        (RETURN_AND_FINALLY, "ask()", "write()"),
        [f"log = {log}; tidied = [1]" for log in ([0, "x"], ["x", 0], ["x", 1])],
    ),
    "a result that a with holds back": (
        (RETURN_IN_WITH, "ask()", "write()"),
        [f"log = ['x']; told = [{number}]" for number in (0, 1)],
    ),
    "an argument that was evaluated before the wait": (
        (FULL_QUEUE, "fill()", "empty()"),
        ["got = [0, 1]; items = [2]", "got = [0, 2]; items = [2]"],
    ),
    "a barrier whose action raises": (
        (ACTION, "meet()", "meet()"),
        [f"seen = {seen}" for seen in (
            ["BrokenBarrierError", "ZeroDivisionError"],
            ["ZeroDivisionError", "BrokenBarrierError"],
        )],
    ),
    "a queue with a method of its own": (
        (OWN_PUT, "work()"),
        ["got = [2]"],
    ),
    "a notification wakes any of those who wait": (
        (NOTIFY, "wait(0)", "wait(1)", "wake()"),
        [f"order = [{name}]; waits for room" for name in (0, 1)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", TRUE)
def test_a_program_of_each_kind_has_its_true_endings(kind):
    (text, *calls), expected = TRUE[kind]
    assert set(endings(explored(text, *calls))) == set(map(in_order, expected))


def test_a_thread_that_is_joined_may_not_have_been_started_yet():
    found = endings(explored(JOIN_ANOTHER, "first()", "second()"))
    assert any("RuntimeError: cannot join thread before it is started" in said for said in found)
    assert any("done = [2, 1]" in said for said in found)


def test_a_thread_that_spins_for_ever_is_named():
    found = explored(SPIN, "wait()", "prepare()")
    assert [ending.kind for ending in found.endings] == [Kind.LIVELOCK]
    last = found.states[found.endings[0].states[0]]
    assert last.threads[2].error == "ZeroDivisionError: division by zero"
    assert {move for number in found.endings[0].states for move in found.states[number].steps} == {
        "1"
    }


# A statement that calls pick() or door(), and what comes only of `y` changing right after that.
OVERTAKEN = {
    "got.append((pick(), y))": "got = [(0, 1), 0]",
    "got.append(both())": "got = [(0, 1), 0]",
    "if [pick(), y] == [0, 1]: got.append(7)": "got = [7, 0]",
    "while [pick(), y] == [0, 1]: got.append(7)": "got = [7, 0]",
    "for one in pick(), y: got.append(one)": "got = [0, 1, 0]",
    "total = pick(), y": "total = (0, 1)",
    "y += pick()": "y = 0",
    "assert [pick(), y] != [0, 1]": "AssertionError",
    "raise ValueError(pick(), y)": "ValueError: (0, 1)",
    "with door(): got.append(7)": "waits for doors[0]",
    "with doors[1] as data[pick()]: got.append(7)": "data = {0: True}; got = [0, 7]",
    "data[pick()] = 7": "data = {0: 7}; got = [0]",
    "data[pick()] += 7": "data = {0: 7}; got = [0]",
    "for data[pick()] in [7]: pass": "data = {0: 7}; got = [0]",
    "del data[pick()]": "data = {}; got = [0]",
}


@pytest.fixture
def reached():
    """A function: can a statement come to this?"""

    def found(statement: str) -> bool:
        other = "doors[0].acquire()" if "door()" in statement else "got.append(data[0])"
        text = f"""
    y, got, data, doors = 0, [], {{0: 0}}, [Lock(), Lock()]
    def pick():
        return y
    def door():
        return doors[y]
    def both():
        return pick(), y
    def work():
        global total, y
        {statement}
    def change():
        global y
        y = 1
        {other}
"""
        wanted = OVERTAKEN[statement].split("; ")
        return any(
            set(wanted) <= set(said.split("; "))
            for said in endings(explored(text, "work()", "change()"))
        )

    instrument.instrument.cache_clear()
    yield found
    instrument.instrument.cache_clear()


@pytest.mark.parametrize("statement", OVERTAKEN)
def test_who_calls_may_be_overtaken_before_the_rest_of_any_statement(statement, reached):
    assert reached(statement)


@pytest.mark.parametrize("statement", OVERTAKEN)
def test_it_takes_a_step_after_the_call(statement, reached, monkeypatch):
    """Else those statements would show nothing."""
    monkeypatch.setattr(instrument._Rests, "of", lambda *_: None)
    assert not reached(statement)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("Semaphore(0).release(0)", "ValueError: n must be one or more"),
        (
            "Semaphore().acquire(False, timeout=1)",
            "ValueError: can't specify timeout for non-blocking acquire",
        ),
    ],
)
def test_a_semaphore_refuses_what_the_real_one_refuses(call, said):
    assert set(endings(explored(f"def work():\n    {call}\n", "work()"))) == {said}


def test_a_thread_that_exits_ends_without_a_word():
    text = "def work():\n    raise SystemExit\n"
    found = explored(text, "work()", "work()")
    assert [ending.kind for ending in found.endings] == [Kind.END]


@pytest.mark.parametrize("thing", ["lock, free = Lock()", "lock, free = Semaphore(1)"])
def test_any_of_those_who_wait_for_a_lock_may_be_next(thing):
    made = thing.replace("lock, free", "lock, order").replace(")", "), []", 1)
    text = f"""
    {made}
    def take(name):
        lock.acquire()
        order.append(name)
        lock.release()
    """
    found = explored(text, "take(1)", "take(2)", "take(3)")
    assert len(found.endings) == 6
