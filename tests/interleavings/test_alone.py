"""What a program prints of the models is what it prints of the real things.

Each program has one outcome, whatever its interleaving: so here it runs with the real things in
this process, and is explored.
"""

import contextlib
import io
import re
import textwrap

import pytest
from programs import awaited

from tools.interleavings.explore import explore
from tools.interleavings.facts import Exploration, Holding, Kind, Note, Thing

TRIED = """
from concurrent.futures import CancelledError, ThreadPoolExecutor, as_completed
from queue import Empty, Full, LifoQueue, PriorityQueue, Queue, SimpleQueue
from threading import Barrier, BoundedSemaphore, BrokenBarrierError, Condition, Event, Lock, RLock
from threading import Semaphore, Thread, Timer, active_count, current_thread, enumerate, local
from threading import get_ident, main_thread

def tried(call, *values, **options):
    try:
        print(call(*values, **options))
    except Exception as error:
        print(type(error).__name__, error)
"""

ALONE = {
    "a lock": """
        lock = Lock()
        tried(lock.release)
        tried(lock.acquire)
        tried(lock.acquire, False)
        tried(lock.acquire, timeout=0)
        tried(lock.acquire, True, 0.001)
        tried(lock.acquire, False, 1)
        tried(lock.locked)
        tried(lock.release)
        tried(lock.locked)
        with lock as taken:
            print(taken, lock.locked())
        tried(lock.acquire, False)
    """,
    "a lock and a time that cannot be": """
        for timeout in (-0.5, -2):
            try:
                Lock().acquire(timeout=timeout)
            except ValueError:
                print("negative")
    """,
    "things that take no attribute": """
        for thing in (Lock(), RLock(), SimpleQueue(), Semaphore(), Queue()):
            try:
                thing.x = 1
            except AttributeError:
                print("none")
    """,
    "a lock that is released by another": """
        lock = Lock()
        lock.acquire()
        other = Thread(target=lock.release)
        other.start()
        other.join()
        print(lock.locked())
    """,
    "a lock that may be taken again": """
        lock = RLock()
        tried(lock.release)
        tried(lock.acquire)
        tried(lock.acquire, False)
        tried(lock.acquire, timeout=0.001)
        def other():
            tried(lock.acquire, False)
            tried(lock.acquire, timeout=0)
            tried(lock.release)
        for times in range(3):
            thread = Thread(target=other)
            thread.start()
            thread.join()
            lock.release()
        with lock as taken:
            print(taken)
        tried(lock.release)
    """,
    "semaphores": """
        tried(Semaphore, -1)
        tried(BoundedSemaphore, -1)
        for places in (Semaphore(), BoundedSemaphore(), Semaphore(0), BoundedSemaphore(2)):
            tried(places.acquire, False)
            tried(places.acquire, timeout=0.001)
            tried(places.acquire, False)
            tried(places.acquire, False, 1)
            tried(places.release, 0)
            tried(places.release)
            tried(places.release, 2)
            tried(places.release, n=1)
            tried(places.acquire, False)
            tried(places.acquire, False)
            tried(places.acquire, True, 0.001)
        with Semaphore(1) as taken:
            print(taken)
    """,
    "queues": """
        for kind in (Queue, LifoQueue, PriorityQueue):
            queue = kind(2)
            print(queue.maxsize, queue.qsize(), queue.empty(), queue.full())
            tried(queue.get_nowait)
            tried(queue.get, False)
            tried(queue.get, timeout=0.001)
            tried(queue.get, timeout=-1)
            tried(queue.get, False, -1)
            tried(queue.put, 2, timeout=0)
            tried(queue.put_nowait, 1)
            print(queue.qsize(), queue.empty(), queue.full(), queue.unfinished_tasks)
            tried(queue.put, 3, False)
            tried(queue.put, 3, False, -1)
            tried(queue.put, 3, timeout=0.001)
            tried(queue.put, 3, timeout=-1)
            tried(queue.put_nowait, 3)
            tried(queue.get, timeout=0)
            tried(queue.get)
            tried(queue.task_done)
            tried(queue.task_done)
            tried(queue.task_done)
            tried(queue.join)
        for small in (Queue(), Queue(1)):
            print(small.maxsize)
            tried(small.put, 1, timeout=-1)
            tried(small.put, 2, timeout=0.5 * small.maxsize)
            tried(small.get, timeout=0.5)
            print(small.qsize(), small.empty(), small.full())
        most = Queue(1)
        most.put(1)
        tried(most.put, 1, timeout=-1)
    """,
    "a simple queue": """
        queue = SimpleQueue()
        print(queue.qsize(), queue.empty())
        tried(queue.get_nowait)
        tried(queue.get, timeout=0.001)
        tried(queue.get, timeout=-1)
        tried(queue.get, False, -1)
        tried(queue.put, 1, False, 3)
        tried(queue.put_nowait, 2)
        tried(queue.put, 3)
        print(queue.qsize(), queue.empty())
        tried(queue.get, timeout=0)
        tried(queue.get)
        tried(queue.get_nowait)
    """,
    "a condition": """
        lock = Lock()
        for condition in (Condition(), Condition(lock), Condition(RLock())):
            tried(condition.wait)
            tried(condition.notify)
            tried(condition.notify_all)
            tried(condition.release)
            with condition as taken:
                print(taken)
                tried(condition.notify)
                tried(condition.notify, 0)
                tried(condition.notify, 2)
                tried(condition.notify_all)
                tried(condition.wait, 0.001)
                tried(condition.wait_for, lambda: 5)
                tried(condition.wait_for, lambda: 6, timeout=1)
                tried(condition.wait_for, lambda: 0, timeout=0)
                tried(condition.wait_for, list, 0.001)
            tried(condition.acquire, False)
            tried(condition.release)
        print(lock.locked())
        twice = Condition()
        with twice, twice:
            tried(twice.wait, 0.001)
            tried(twice.acquire, False)
    """,
    "a condition that another one owns": """
        for condition in (Condition(), Condition(Lock())):
            def other():
                tried(condition.acquire, False)
                tried(condition.acquire, timeout=0.001)
                tried(condition.notify)
            condition.acquire()
            thread = Thread(target=other)
            thread.start()
            thread.join()
            condition.release()
    """,
    "a condition that comes true": """
        ready, go = Condition(), []
        def work():
            with ready:
                go.append(1)
                ready.notify()
        with ready:
            thread = Thread(target=work)
            thread.start()
            print(ready.wait_for(lambda: go))
        thread.join()
        with ready:
            thread = Thread(target=work)
            thread.start()
            print(ready.wait_for(lambda: len(go) == 2))
        thread.join()
    """,
    "an event": """
        event = Event()
        print(event.is_set())
        tried(event.wait, 0.001)
        tried(event.set)
        print(event.is_set())
        tried(event.wait)
        tried(event.wait, 0)
        tried(event.clear)
        print(event.is_set())
        tried(event.wait, timeout=0.001)
    """,
    "a barrier": """
        gate = Barrier(1, lambda: print("all here"))
        print(gate.parties, gate.n_waiting, gate.broken)
        tried(gate.wait)
        tried(gate.wait, 1)
        gate.abort()
        print(gate.broken, gate.n_waiting)
        tried(gate.wait)
        gate.reset()
        print(gate.broken)
        tried(gate.wait)
        for late in (Barrier(2), Barrier(2, timeout=0.001)):
            tried(late.wait, 0.001)
            print(late.broken, late.n_waiting)
            tried(late.wait)
        def burnt():
            raise OSError("burnt")
        gate.reset()
        print(gate.n_waiting, gate.broken)
        bad = Barrier(1, burnt)
        tried(bad.wait)
        print(bad.broken)
    """,
    "a pool": """
        tried(ThreadPoolExecutor, 0)
        def fail(*values):
            raise OSError(values)
        with ThreadPoolExecutor(1) as pool:
            good, bad = pool.submit(pow, 2, 3), pool.submit(fail, 1)
            tried(good.result)
            tried(good.exception)
            tried(good.cancel)
            print(good.done(), good.running(), good.cancelled())
            tried(bad.result)
            tried(bad.exception)
            tried(bad.result, timeout=0)
            good.add_done_callback(lambda future: print("called", future is good))
            tried(list, pool.map(pow, [1, 2, 3], [2, 2]))
            print([future.result() for future in as_completed([good, good])])
        tried(pool.submit, print)
        tried(pool.shutdown)
    """,
    "a pool whose tasks wait": """
        began, go = Event(), Event()
        def work():
            began.set()
            return go.wait()
        pool = ThreadPoolExecutor(1, "cook")
        first, second, third = (pool.submit(call) for call in (work, print, current_thread))
        began.wait()
        second.add_done_callback(lambda future: print("called", future.cancelled()))
        print(first.running(), first.done(), first.cancel(), second.running())
        print(second.cancel(), second.cancel(), second.done(), second.cancelled())
        print(third.done(), third.cancelled())
        third.add_done_callback(lambda future: print("called", future.result().name))
        go.set()
        pool.shutdown()
        tried(first.result)
        for call in (second.result, second.exception):
            try:
                call()
            except CancelledError:
                print("cancelled")
    """,
    "a pool that is shut with tasks": """
        began, go = Event(), Event()
        def work():
            began.set()
            return go.wait()
        pool = ThreadPoolExecutor(1)
        first, second = pool.submit(work), pool.submit(print, "never")
        began.wait()
        pool.shutdown(wait=False, cancel_futures=True)
        print(second.cancelled(), first.cancelled())
        tried(pool.submit, print)
        go.set()
        tried(first.result)
    """,
    "a future that is done late": """
        go = Event()
        late = ThreadPoolExecutor(1).submit(go.wait)
        tried(list, as_completed([late, late], timeout=0.001))
        go.set()
        print(next(as_completed([late])).result())
        print(next(as_completed([late], timeout=0)).result())
    """,
    "a pool with a beginning": """
        pool = ThreadPoolExecutor(1, initializer=print, initargs=("ready", 1))
        tried(pool.submit(pow, 2, exp=3).result)
        pool.shutdown(False)
        tried(pool.submit, print)
    """,
    "threads": """
        def work():
            pass
        main = current_thread()
        print(main.name, main.daemon, main is main_thread(), main.ident == get_ident())
        tried(main.join)
        for thread in (Thread(target=work), Thread(name=3, daemon=True)):
            print(thread.name, thread.daemon, thread.is_alive(), thread.ident)
            tried(thread.join)
            print(thread)
            thread.daemon = not thread.daemon
            print(thread)
            thread.start()
            tried(thread.start)
            tried(thread.setDaemon, True)
            thread.join()
            thread.join(0)
            print(thread.is_alive(), thread.isDaemon())
            thread.name = thread.getName() + "!"
            print(thread.name, thread)
            thread.setName(5)
            print(thread.name)
        print(active_count(), enumerate() == [main])
    """,
    "threads of one's own kind": """
        class Cook(Thread):
            def __init__(self):
                pass
        tried(Cook().start)
        class Inner(Thread):
            def run(self):
                print(Thread().daemon, current_thread() is self, active_count())
                print(main_thread().name)
        for inner in (Inner(daemon=True), Inner(kwargs=None, args=(), target=print, group=None)):
            inner.start()
            inner.join()
        told = Thread(target=print, args=[1, 2], kwargs={"sep": "-"})
        told.start()
        told.join()
    """,
    "a pool of two": """
        with ThreadPoolExecutor(2) as pool:
            done = pool.submit(pow, 2, 3)
            done.result()
            pool.submit(pow, 2, 3).result()
        print(Thread(target=print).name)
    """,
    "a thread's own": """
        own = local()
        own.x = 1
        def other():
            tried(getattr, own, "x")
            own.x = 2
            print(own.x)
        thread = Thread(target=other)
        thread.start()
        thread.join()
        print(own.x)
        del own.x
        tried(getattr, own, "x")
        tried(delattr, own, "x")
    """,
    "timers": """
        timer = Timer(60, print, ["never"])
        print(timer.interval, timer.args, timer.kwargs)
        timer.cancel()
        timer.start()
        timer.join()
        print(timer.is_alive())
    """,
    "modules": """
        import random
        import sys
        import time
        import concurrent.futures
        import math
        print(math.pi, concurrent.futures.ThreadPoolExecutor(3) is None)
        random.seed(3)
        print(random.sample(range(9), k=3), random.choice("abc"))
        rest = time.sleep(0)
        random.seed("x", version=2)
        print(random.random(), random.randint(1, 6), random.Random(4).random())
        tried(time.sleep, -1)
        tried(time.sleep, 0)
        print(sys.getswitchinterval(), sys.setswitchinterval(0.005))
    """,
}


@pytest.mark.parametrize("kind", ALONE)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the old names
def test_it_prints_what_the_real_thing_prints(kind):
    source, real = TRIED + textwrap.dedent(ALONE[kind]), io.StringIO()
    with contextlib.redirect_stdout(real):
        exec(compile(source, "made/up.py", "exec"), {"__name__": "__main__"})
    found = explore(source, "made/up.py")
    outs = {found.states[state].out for ending in found.endings for state in ending.states}
    assert set(map(without_numbers, outs)) == {without_numbers(real.getvalue())}
    assert {ending.kind for ending in found.endings} == {Kind.END}


def test_a_wait_with_a_limit_ends_in_time_or_not():
    text = """
        ready, go = Condition(), []
        def work():
            with ready:
                ready.notify()
                go.append(1)
                ready.notify()
        with ready:
            thread = Thread(target=work)
            thread.start()
            print(ready.{call})
    """
    for call in ("wait_for(lambda: go, 1)", "wait_for(lambda: len(go), timeout=1)", "wait(1)"):
        found = explore(TRIED + textwrap.dedent(text).format(call=call), "made/up.py")
        outs = {found.states[state].out for ending in found.endings for state in ending.states}
        assert len(outs) == 2, call


def without_numbers(said: str) -> str:
    """Without what differs from run to run: numbers of threads, and their identifiers."""
    return re.sub(r"Thread-\d+", "Thread-N", re.sub(r" \d{6,}\)>", " …)>", said))


def beside_another(text: str) -> Exploration:
    """While another thread does nothing: so there are states in between."""
    head = TRIED + "other = Thread(target=len, args=[''])\nother.start()\n"
    return explore(head + textwrap.dedent(text), "made/up.py")


HELD, ITEMS = Holding.HELD, Holding.ITEMS
SHOWN = [
    (
        "x = Lock()\nx.acquire()\nx.release()",
        [Thing("Lock", Holding.FREE), Thing("Lock", HELD, 0, 1)],
    ),
    (
        "x = RLock()\nx.acquire()\nx.acquire()",
        [Thing("RLock", Holding.FREE), Thing("RLock", HELD, 0, 1), Thing("RLock", HELD, 0, 2)],
    ),
    (
        "x = Semaphore()\nx.release(2)",
        [Thing("Semaphore", Holding.PLACES, amount=amount) for amount in (1, 3)],
    ),
    (
        "x = Queue()\nx.put(1)\nx.put('a')",
        [Thing("Queue", ITEMS, text=text) for text in ("", "1", "1, 'a'")],
    ),
    ("x = LifoQueue()\nx.put(1)", [Thing("LifoQueue", ITEMS, text=text) for text in ("", "1")]),
    (
        "x = SimpleQueue()\nx.put(1)\nx.put(2)",
        [Thing("SimpleQueue", ITEMS, text=text) for text in ("", "1", "1, 2")],
    ),
    (
        "x = Condition()\nx.acquire()\nx.wait(1)",
        [
            Thing("Condition", Holding.FREE),
            Thing("Condition", HELD, 0, 1),
            Thing("Condition", Holding.FREE, inside=(0,)),
        ],
    ),
    (
        "x = Event()\nx.set()\nx.clear()\nx.wait(1)",
        [
            Thing("Event", Holding.UNSET),
            Thing("Event", Holding.SET),
            Thing("Event", Holding.UNSET, inside=(0,)),
        ],
    ),
    (
        "x = Barrier(2)\ntried(x.wait, 1)",
        [
            Thing("Barrier", Holding.GATHERED, of=2),
            Thing("Barrier", Holding.GATHERED, amount=1, of=2, inside=(0,)),
            Thing("Barrier", Holding.BROKEN, of=2),
        ],
    ),
    ("x = ThreadPoolExecutor(1)\nother.join()", [Thing("ThreadPoolExecutor", Holding.TASKS)]),
]


@pytest.mark.parametrize(("text", "things"), SHOWN, ids=[things[0].kind for _, things in SHOWN])
def test_a_thing_is_shown_as_it_is(text, things):
    found = beside_another(text + "\nother.join()")
    assert list(dict.fromkeys(s.things["x"] for s in found.states if "x" in s.things)) == things


def test_a_thread_is_called_by_its_name_or_by_what_it_calls():
    found = explore(
        TRIED
        + textwrap.dedent("""
        def pay(who, price, by=None):
            pass
        till = Lock()
        class Cook(Thread):
            pass
        for thread in (
            Thread(target=pay, args=("ann", 5), kwargs={"by": till}),
            Thread(target=pay, args=([], None), name="bob"),
            Thread(target=pay, args=([], None)),
            Cook(),
            Timer(1, pay, "ab"),
        ):
            thread.start()
            thread.join()
        """),
        "made/up.py",
    )
    assert {thread.name for state in found.states for thread in state.threads} == {
        *("main", "pay('ann', 5, by=till)", "bob", "pay(…, None)", "Cook()", "Timer(pay)")
    }


@pytest.mark.parametrize(
    ("made", "call"),
    [
        ("x = Lock()\nx.acquire()", "x.acquire()"),
        ("x = Semaphore(0)", "x.acquire()"),
        ("x = Queue()", "x.get()"),
        ("x = Queue(1)\nx.put(1)", "x.put(2)"),
        ("x = Queue()\nx.put(1)", "x.join()"),
        ("x = SimpleQueue()", "x.get()"),
        ("x = Event()", "x.wait()"),
        ("x = Event()\nx.clear()", "x.wait()"),
        ("x = Barrier(2)", "x.wait()"),
        ("x = Condition()\nx.acquire()", "x.wait()"),
        ("x = Thread(target=Event().wait)\nx.start()", "x.join()"),
        ("x = ThreadPoolExecutor(1).submit(Event().wait)", "x.result()"),
        (
            "pool = ThreadPoolExecutor(1)\nx, y = pool.submit(Event().wait), pool.submit(len, '')",
            "for one in as_completed([x, y]):\n    pass",
        ),
    ],
)
def test_who_waits_is_told_for_what(made, call):
    found = beside_another(f"{made}\n{call}")
    assert {ending.kind for ending in found.endings} == {Kind.DEADLOCK}
    last = [found.states[state] for ending in found.endings for state in ending.states]
    told = {awaited(each.threads[0].awaited) for each in last if each.threads[0].awaited}
    assert told in ({"x"}, {"thread 2"})


def test_a_barrier_that_is_reset_or_aborted_breaks_for_who_stands_at_it():
    def kinds(call: str) -> set[tuple[str, str]]:
        head = "gate = Barrier(2)\nthread = Thread(target=tried, args=[gate.wait])\n"
        found = explore(f"{TRIED}{head}thread.start()\n{call}\n", "made/up.py")
        return {(e.kind, found.states[e.states[0]].out.strip()) for e in found.endings}

    broken = (Kind.END, "BrokenBarrierError")
    assert kinds("gate.abort()") == {broken}
    assert kinds("gate.reset()") == {broken, (Kind.DEADLOCK, "")}


def test_whom_a_notification_wakes_is_noted():
    text = "def wait():\n    with x:\n        x.wait()\nx = Condition()\n"
    text += "thread = Thread(target=wait)\nthread.start()\nwith x:\n    x.notify()\n"
    steps = [s for state in explore(TRIED + text, "a.py").states for s in state.steps.values()]
    assert {step.threads for step in steps if step.note is Note.WAKES} == {(1,)}
    assert {step.threads for step in steps if step.note is not Note.WAKES} == {()}


def test_a_future_is_shown_as_it_is():
    text = "def work():\n    len('')\ny = ThreadPoolExecutor(1)\nx = y.submit(work)\nx.result()"
    found = beside_another(text)
    shown = [state.things for state in found.states]
    assert {each["x"] for each in shown if "x" in each} == {
        Thing("Future", Holding.OTHER, text=text) for text in ("pending", "running", "finished")
    }
    assert {each["y"].amount for each in shown if "y" in each} == {0, 1}


@pytest.mark.parametrize(
    ("made", "call", "note"),
    [
        ("x = Lock()\nx.acquire()", "x.acquire(False)", Note.NO_LOCK),
        ("x = Lock()\nx.acquire()", "x.acquire(timeout=1)", Note.TIMES_OUT),
        ("x = Semaphore(0)", "x.acquire(False)", Note.NO_PLACE),
        ("x = Semaphore(0)", "x.acquire(timeout=1)", Note.TIMES_OUT),
        ("x = Queue()", "tried(x.get, False)", Note.EMPTY),
        ("x = Queue()", "tried(x.get, timeout=1)", Note.TIMES_OUT),
        ("x = Queue(1)\nx.put(1)", "tried(x.put, 1, False)", Note.FULL),
        ("x = Queue(1)\nx.put(1)", "tried(x.put, 1, timeout=1)", Note.TIMES_OUT),
        ("x = SimpleQueue()", "tried(x.get, False)", Note.EMPTY),
        ("x = SimpleQueue()", "tried(x.get, timeout=1)", Note.TIMES_OUT),
        ("x = Event()", "x.wait(1)", Note.TIMES_OUT),
        ("x = Event()\nx.clear()", "x.wait(1)", Note.TIMES_OUT),
        ("x = Condition()\nx.acquire()", "x.wait(1)", Note.TIMES_OUT),
        ("x = Barrier(2)", "tried(x.wait, 1)", Note.TIMES_OUT),
        ("x = Thread(target=Event().wait)\nx.start()", "x.join(0)", Note.TIMES_OUT),
    ],
)
def test_what_a_call_did_not_get_is_noted(made, call, note):
    found = beside_another(f"{made}\n{call}\nother.join()")
    assert note in {step.note for state in found.states for step in state.steps.values()}
    without = beside_another(f"{made}\nother.join()")
    notes = {step.note for state in without.states for step in state.steps.values()}
    assert notes <= {None, Note.ENTERS}
