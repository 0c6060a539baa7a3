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
from threading import Barrier, BrokenBarrierError, Condition, Event, Lock, RLock, Semaphore
from threading import Thread, Timer, active_count, current_thread, get_ident
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
    "x = Condition()": ["notify()"],
    "x = Timer(1, print)": ["cancel()"],
    "x = ThreadPoolExecutor(1)": ["submit(len, '')", "map(len, ['', ''])", "shutdown(False)"],
    "x = Thread(target=len, args=[''])": ["is_alive()"],
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
            {"x.acquire()" if "Condition" in made else "pass"}
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
    "whom notify() wakes, nobody promises: not always who has waited longest": (
        """
        room, inside = Condition(), []
        def stay(name):
            with room:
                inside.append(name)
                room.wait()
                print(inside.index(name))
        Thread(target=stay, args=["a"]).start()
        Thread(target=stay, args=["b"]).start()
        with room:
            if len(inside) == 2:
                room.notify()
        """,
        {Kind.DEADLOCK: {"", "0\n", "1\n"}},
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
    "a worker that has done a task is counted on, if it has said so": (
        """
        pool = ThreadPoolExecutor(2)
        pool.submit(len, "").result()
        pool.submit(len, "")
        print(active_count())
        """,
        {Kind.END: {"2\n", "3\n"}},
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
    "nobody is too few": (
        """
        try:
            Barrier(0)  # no error on older Pythons
        except ValueError as error:
            print(error)
        """,
        {Kind.END: {"parties must be >= 1\n"}},
    ),
    "who comes to a barrier while its action runs is of the next round": (
        """
        def tidy():
            len("")
        def come():
            print(gate.wait())
        gate = Barrier(1, tidy)
        for _ in range(2):
            Thread(target=come).start()
        """,
        {Kind.END: {"0\n0\n"}},
    ),
    "nobody's time is up while the action runs": (
        """
        def tidy():
            len("")
        def come(timeout):
            try:
                gate.wait(timeout)
            except BrokenBarrierError:
                print("broken")
        gate = Barrier(2, tidy)
        Thread(target=come, args=[1]).start()
        Thread(target=come, args=[None]).start()
        """,
        {Kind.END: {"", "broken\nbroken\n"}},
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
    "main, too, may see that one of two has been started": (
        """
        first, second = Thread(target=len, args=[""]), Thread(target=len, args=[""])
        def begin():
            first.start(), second.start()
        Thread(target=begin).start()
        print(first.ident is None, second.ident is None)
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
    "wait_for() with a time limit waits again after it was woken in vain": (
        """
        room, looks = Condition(), []
        def work():
            with room:
                room.wait_for(lambda: looks.append(1), 9)
                print(len(looks))
        Thread(target=work).start()
        with room:
            room.notify()
        """,
        {Kind.END: {"2\n", "3\n"}},
    ),
}

# What is made; a call that waits; who lets it go on, and takes that back; what the call may return.
STAYS_TRUE = {
    "an event": ("x = Event()", "x.wait()", "x.set(), x.clear()", "True"),
    "an event in time": ("x = Event()", "x.wait(1)", "x.set(), x.clear()", "True False"),
    "a condition": (
        *("x = Condition(); x.acquire()", "x.wait()"),
        *("x.acquire(), x.notify(), x.release()", "True"),
    ),
    "what a condition was asked": (
        *("x, n = Condition(), []; x.acquire()", "x.wait_for(lambda: n and n.pop())"),
        *("x.acquire(), n.append(7), x.notify(), x.release()", "7"),
    ),
    "a lock": ("x = Lock(); x.acquire()", "x.acquire()", "x.release()", "True"),
    "a semaphore": (
        *("x = Semaphore(0)", "x.acquire()", "x.release(), x.acquire(False)"),
        "True",
    ),
    "a barrier": ("x = Barrier(2)", "x.wait()", "x.wait(), x.reset()", "0 1"),
    "a queue": ("x = Queue()", "x.get()", "x.put(7), x.empty()", "7"),
}


@pytest.mark.parametrize("what", STAYS_TRUE)
def test_who_was_let_go_on_is_told_so_whatever_comes_after(what):
    """A wait returns what has ended it, not what is so when its thread has its turn."""
    made, call, others, told = STAYS_TRUE[what]
    text = f"""
        {made}
        def ring():
            {others}
        Thread(target=ring).start()
        print({call})
    """
    assert printed(found(text))[Kind.END] == {f"{one}\n" for one in told.split()}


@pytest.mark.parametrize("what", COMES_TO)
def test_a_program_comes_to(what):
    text, expected = COMES_TO[what]
    assert printed(found(text)) == expected


@pytest.mark.parametrize(
    ("look", "other", "ending"),
    [
        ("broken", "abort", "seen = [(False, True)]"),
        ("n_waiting", "wait", "seen = [(0, 1)]; waits for gate"),
    ],
)
def test_between_two_looks_another_thread_may_be_next(look, other, ending):
    """They are calls, though they do not look like that."""
    text = f"""
        gate, seen = Barrier(2), []
        def look():
            seen.append((gate.{look}, gate.{look}))
        def come():
            gate.{other}()
    """
    assert ending in endings(explored(text, "look()", "come()"))


def test_to_come_to_a_barrier_is_no_step_of_its_own():
    text = "    gate = Barrier(2)\n    def come():\n        gate.wait()\n"
    meeting = explored(text, "come()", "come()")
    assert {step.note for state in meeting.states for step in state.steps.values()} == {None}


BESIDE = "other = Thread(target=len, args=[''])\nother.start()\n"
COUNTS = {
    "the tasks of map() are submitted in one step": (
        "ThreadPoolExecutor(1).map(len, ['', ''])",
        1,
    ),
    "who asks for what is done does not wait": (
        BESIDE + "x = Future()\nx.cancel()\nfor _ in as_completed([x]):\n    pass",
        5,
    ),
    "a timer that was cancelled before it began takes a step to see it": (
        BESIDE + "x = Timer(1, print)\nx.cancel()\nx.start()",
        4,
    ),
    "whose time is up takes a step to have the lock again": (
        BESIDE + "room = Condition()\nroom.acquire()\nroom.wait(1)\nlen('')",
        7,
    ),
    "who waits for an event that is cleared again stands there in a step": (
        """
        bell = Event()
        def listen():
            bell.wait()
        def ring():
            bell.set()
            bell.clear()
        Thread(target=listen).start()
        Thread(target=ring).start()
        """,
        6,
    ),
    "when main starts its threads is nobody's business, also if it counts them": (
        """
        threads = [Thread(target=len, args=[""]) for _ in "ab"]
        for thread in threads:
            thread.start()
        active_count()
        """,
        90,
    ),
    "unless another thread starts them: main may count one of two": (
        """
        never = Event()
        first, second = Thread(target=never.wait), Thread(target=never.wait)
        def begin():
            first.start(), second.start()
        Thread(target=begin).start()
        active_count()
        """,
        420,
    ),
    "wait_for() looks and waits in one step": (
        """
        room, n = Condition(), []
        def work():
            with room:
                room.wait_for(lambda: len(n) == 2)
        def add():
            for _ in range(2):
                with room:
                    n.append(1)
                    room.notify()
        Thread(target=work).start()
        Thread(target=add).start()
        """,
        67,
    ),
}


@pytest.mark.parametrize("what", COUNTS)
def test_there_are_as_many_interleavings_as_steps_allow(what):
    text, number = COUNTS[what]
    assert found(text).count == number


def test_a_task_has_a_thread_of_its_own_only_if_somebody_could_tell():
    twice = """
        pool = ThreadPoolExecutor(2)
        pool.submit({call}).result()
        pool.submit({call}).result()
    """
    same, other = found(twice.format(call="len, ''")), found(twice.format(call="current_thread"))
    assert {len(state.threads) for state in same.states} == {2}
    assert {len(state.threads) for state in other.states} == {2, 3}
    assert {move[1:] for state in other.states for move in state.steps} == {"", "b"}
