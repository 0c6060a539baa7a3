"""Programs that the tests explore, and what came of them in a form that can be compared."""

import textwrap
from collections import Counter

from tools.interleavings.explore import explore
from tools.interleavings.facts import Awaited, EndOf, Exploration, Named, Nameless, State

MAIN = """
if __name__ == "__main__":
    threads = [{threads}]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
IMPORTS = """
from queue import Empty, Full, LifoQueue, PriorityQueue, Queue, SimpleQueue
from threading import Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore, Thread
from threading import BrokenBarrierError, Timer, current_thread, local
from time import sleep
"""


def program(text: str, *calls: str) -> str:
    """A program that runs these calls, each in a thread: `add()`, `pay(1, 2)`."""
    threads = [
        f"Thread(target={c.partition('(')[0]}, args=({c[c.index('(') + 1 : -1]},))" for c in calls
    ]
    threads = [one.replace("(,)", "()") for one in threads]
    return IMPORTS + textwrap.dedent(text) + MAIN.format(threads=", ".join(threads))


def explored(text: str, *calls: str, **options) -> Exploration:
    """The interleavings of such a program."""
    return explore(program(text, *calls), "made/up.py", **options)


def awaited(what: Awaited) -> str:
    """`lock`, `thread 2`, `a Lock`."""
    match what:
        case EndOf(thread):
            return f"thread {thread}"
        case Named(name):
            return name
        case Nameless(kind):
            return f"a {kind}"


def told(state: State) -> str:
    """Values, errors and waits of a state, whichever thread it was."""
    said = [t.error for t in state.threads if t.error]
    said += [f"waits for {awaited(t.awaited)}" for t in state.threads[1:] if t.awaited]
    said += [f"{name} = {value}" for name, value in state.values.items()]
    said += state.out.splitlines()
    return "; ".join(sorted(said))


def in_order(said: str) -> str:
    """The same, in the order of `told`."""
    return "; ".join(sorted(said.split("; ")))


def endings(found: Exploration) -> Counter:
    """How many interleavings end with which values, errors and waits."""
    counts: Counter = Counter()
    for ending in found.endings:
        counts[told(found.states[ending.states[0]])] += ending.interleavings or 0
    return counts
