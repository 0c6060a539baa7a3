"""What the models of `tools.interleavings.primitives` come to, where it is in the small print.

Each program is there because a small change of a model was seen by no other test.
"""

import textwrap

import pytest
from programs import endings, explored

from tools.interleavings.explore import explore
from tools.interleavings.facts import Exploration, Kind

IMPORTS = """
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from queue import Queue, SimpleQueue
from threading import Barrier, Condition, Event, Lock, RLock, Semaphore, Thread, Timer
from threading import active_count, current_thread, get_ident, main_thread
"""


def found(text: str) -> Exploration:
    """The interleavings of a program."""
    return explore(IMPORTS + textwrap.dedent(text), "made/up.py")


def printed(found: Exploration) -> dict[Kind, set[str]]:
    """What may have been printed, by the kind of ending."""
    outs: dict[Kind, set[str]] = {}
    for ending in found.endings:
        outs.setdefault(ending.kind, set()).update(found.states[s].out for s in ending.states)
    return outs


STEPS = {
    "x = Lock()": ["acquire()", "locked()"],
    "x = Lock(); x.acquire()": ["release()"],
    "x = RLock()": ["acquire()"],
    "x = Semaphore()": ["acquire()", "release()"],
    "x = Queue(); x.put(1)": ["qsize()", "empty()", "full()", "put(1)", "get()", "task_done()"],
    "x = Queue()": ["join()"],
    "x = SimpleQueue(); x.put(1)": ["qsize()", "empty()", "put(1)", "get()"],
    "x = Event()": ["is_set()", "set()", "clear()", "wait(0)"],
    "x = Barrier(1)": ["wait()", "reset()", "abort()"],
    "x = Condition()": ["acquire()"],
    "x = Timer(1, print)": ["cancel()"],
    "x = ThreadPoolExecutor(1)": ["submit(len, '')", "map(len, ['', ''])", "shutdown()"],
    "x = Future()": [
        *("done()", "running()", "cancelled()", "cancel()", "add_done_callback(repr)"),
    ],
    "x = ThreadPoolExecutor(1).submit(len, ''); x.result()": ["result()", "exception()"],
}


@pytest.mark.parametrize(
    ("made", "call"), [(made, call) for made, calls in STEPS.items() for call in calls]
)
def test_after_a_call_another_thread_may_be_next(made, call):
    text = f"""
        n, seen = 0, []
        {IMPORTS.splitlines()[1]}
        {made}
        def ask():
            seen.append((n, x.{call}, n)[::2])
        def change():
            global n
            n = 1
    """
    text = textwrap.dedent(text)
    said = {
        one for all_of in endings(explored(text, "ask()", "change()")) for one in all_of.split("; ")
    }
    assert {"seen = [(0, 0)]", "seen = [(0, 1)]", "seen = [(1, 1)]"} <= said


COMES_TO = {
    "who waits for a pool waits for its tasks, whether it is shut or not": (
        """
        ThreadPoolExecutor(1).submit(print, "done")
        """,
        {Kind.END: {"done\n"}},
    ),
    "an error of a callback is printed": (
        """
        def fail(future):
            raise OSError("burnt")
        ThreadPoolExecutor(1).submit(len, "").add_done_callback(fail)
        """,
        {Kind.END: {"exception calling callback: OSError: burnt\n"}},
    ),
    "a worker may not have said yet that it is idle": (
        """
        pool = ThreadPoolExecutor(2, "cook")
        pool.submit(len, "").result()
        print(pool.submit(lambda: current_thread().name).result())
        """,
        {Kind.END: {"cook_0\n", "cook_1\n"}},
    ),
    "two tasks at once have two workers": (
        """
        gate = Barrier(2)
        pool = ThreadPoolExecutor(2)
        pool.submit(len, "").result()
        pool.submit(gate.wait)
        pool.submit(gate.wait)
        """,
        {Kind.END: {""}},
    ),
    "a worker that has done two tasks is counted on twice, and the second time for sure": (
        """
        door, go, gate = Semaphore(1), Event(), Event()
        pool = ThreadPoolExecutor(4, initializer=door.acquire)  # the second one never begins
        pool.submit(go.wait)
        second = pool.submit(go.wait)
        go.set()
        second.result()
        pool.submit(gate.wait), pool.submit(gate.wait)
        print(active_count())
        """,
        {Kind.DEADLOCK: {"3\n", "4\n"}},
    ),
    "a timer rings": (
        """
        Timer(1, print, ["rings"]).start()
        """,
        {Kind.END: {"rings\n"}},
    ),
    "a timer may have rung before it is cancelled": (
        """
        timer = Timer(1, print, ["rings"])
        timer.start()
        timer.cancel()
        """,
        {Kind.END: {"rings\n", ""}},
    ),
    "of two threads that are started in one line, one may have been started": (
        """
        first, second = Thread(target=len, args=[""]), Thread(target=len, args=[""])
        def begin():
            first.start(), second.start()
        def look():
            print(first.ident is None, second.ident is None)
        Thread(target=begin).start()
        Thread(target=look).start()
        """,
        {Kind.END: {"True True\n", "False True\n", "False False\n"}},
    ),
    "a logger writes from a warning on": (
        """
        import logging
        oven = logging.getLogger("oven")
        oven.info("on")
        oven.warning("%d degrees", 200)
        logging.getLogger().error("burnt")
        print(logging.ERROR)
        """,
        {Kind.END: {"WARNING:oven:200 degrees\nERROR:root:burnt\n40\n"}},
    ),
    "a logger writes from a level on, in a form": (
        """
        import logging
        logging.basicConfig(level="INFO", format="%(asctime)s %(threadName)s %(message)s")
        logging.debug("off")
        logging.info("on")
        logging.basicConfig(level=logging.ERROR)
        logging.warning("hot")
        """,
        {Kind.END: {"… MainThread on\n"}},
    ),
    "an identifier is not 0": (
        """
        def work():
            print(bool(get_ident()))
        thread = Thread(target=work)
        thread.start()
        thread.join()
        print(bool(get_ident()))
        """,
        {Kind.END: {"True\nTrue\n"}},
    ),
}


@pytest.mark.parametrize("what", COMES_TO)
def test_a_program_comes_to(what):
    text, expected = COMES_TO[what]
    assert printed(found(text)) == expected


def test_a_thread_that_begins_in_no_line_of_the_example_has_none():
    """It is about to call something of the library."""
    lines = {
        state.threads[1].line
        for state in found("Thread(target=len, args=['']).start()").states
        if state.threads[1:] and not state.threads[1].done
    }
    assert lines == {0}
