"""What is wrong with a program although nearly every run of it is right.

Locks that guard nothing; tasks of which nobody asks what came of them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

import pytest
from futures import unasked
from locks import beside_the_lock, half_made, never_wanted_by_two, of_nobody_else, under_no_lock
from saying import fail
from test_content import SNIPPETS, source_of


class Flaw(NamedTuple):
    """How it is found, what is said of it, and which programs may have it."""

    find: Callable[[str], Iterable[tuple[int, str]]]
    """The lines of a program that have it, and their texts."""
    says: str
    may: Collection[str] = ()
    in_broken: bool = False
    """Is it a mistake in broken_* programs, too?"""


FLAWS = {
    # It lets everybody in at once, and mostly nobody notices.
    "a lock that is made where it is taken": Flaw(
        of_nobody_else,
        "{} is a new one for each who comes here, and lets all in; make it once, outside of what "
        "runs at the same time",
        in_broken=True,
    ),
    # With the GIL, whoever forgets it is right nearly always.
    "a lock that not all take who use what it guards": Flaw(
        beside_the_lock,
        "{} is used without the lock under which it is changed elsewhere; take it here, too, or "
        "name the program broken_",
        # The first looks twice, once without the lock; the second measures how often it goes wrong.
        {"locks/loaded_once.py", "measurements/seen_where.py"},
    ),
    # Double-checked locking, where one looks without the lock while another makes it.
    "what is made once, and bound before it is complete": Flaw(
        half_made,
        "who looks at {} without the lock may find it half made; bind the name last, when all is "
        "done, or name the program broken_",
    ),
    # Where nobody takes a lock, it is used beside none.
    "a change in place under no lock": Flaw(
        under_no_lock,
        "two that do {} at once lose one change; take a lock, name the program broken_, or say in "
        "FLAWS why not (tests/test_flaws.py)",
        {
            # What is lost without a lock is their lesson, or what they measure.
            *("locks/first_order.py", "locks/last_ticket.py", "locks/lost_updates.py"),
            *("measurements/lock_costs.py", "measurements/operations.py"),
            *("measurements/seen_where.py", "next/pauses_everywhere.py"),
            # One thread changes it, or whoever calls has the lock.
            *("gil/taking_turns.py", "gil/who_lets_go.py", "next/chunks.py"),
            *("threads/shared_global.py", "capstones/atm_checkout.py"),
        },
    ),
    # Threads of which each is joined before the next one is started show nothing of a lock.
    "a lock that is never wanted by two": Flaw(
        never_wanted_by_two,
        "each thread is joined before the next one is started, so none ever waits for a lock; "
        "start all, then join all",
    ),
    "a task that nobody asks": Flaw(
        unasked,
        "{}: nobody asks what came of it, and an error in it is lost; keep the future, and ask for "
        "its result()",
        {  # whoever is served asks; the last submit() raises; and a queue of jobs of its own
            *("threads/tcp_pool.py", "threads/tcp_socketserver.py", "measurements/servers.py"),
            *("next/worker_killed.py", "practice/job_queue.py", "practice/job_queue_solution.py"),
        },
    ),
}


def problems(flaw: Flaw) -> Iterator[str]:
    """Where programs have a flaw that they may not have, or may have one that they have not."""
    for snippet in SNIPPETS:
        if snippet.is_broken and not flaw.in_broken:
            continue
        found = list(flaw.find(source_of(snippet)))
        if snippet.name not in flaw.may:
            for line, what in found:
                yield f"snippets/{snippet.name}:{line}: {flaw.says.format(what)}"
        elif not found:
            yield f"snippets/{snippet.name}:1: it is listed in FLAWS, and has no such flaw"


@pytest.mark.parametrize("flaw", FLAWS.values(), ids=FLAWS)
def test_no_program_has(flaw):
    fail(problems(flaw))


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("with threading.Lock():\n    pass", [1]),
        ("RLock().acquire()", [1]),
        ("def cook():\n    lock = Lock()\n    with lock:\n        pass", [2]),
        ("lock = Lock()\ndef cook():\n    with lock:\n        pass", []),
        ("def main():\n    lock = Lock()\n    with lock:\n        cook(lock)", []),
        ("def main():\n    global lock\n    lock = Lock()\n    with lock:\n        pass", []),
        (
            "def main():\n    lock = Lock()\n    def cook():\n        with lock:\n            pass",
            [],
        ),
        ("with ThreadPoolExecutor() as pool, open(name):\n    pass", []),
    ],
)
def test_a_lock_for_nobody_else_is_found(source, lines):
    assert [line for line, _ in of_nobody_else(source)] == lines


TILL = """
class Till:
    def __init__(self):
        self.total = 0
    def sell(self):
        with self.lock:
            self.total += 1
    def adds_up(self):
        with self.lock:
            return self.total
"""
COUNT = """
def cook():
    global done
    with lock:
        done += 1
def look():
    with lock:
        print(done)
"""


OVENS = """ovens = Semaphore(2)
def bake():
    global done
    with ovens:
        with lock:
            done += 1
        done -= 1
"""


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (TILL, []),
        (TILL.replace("with self.lock:\n            return", "if True:\n            return"), [10]),
        (COUNT, []),
        (COUNT.replace("with lock:\n        print", "if True:\n        print"), [8]),
        (COUNT.replace("with lock:\n        print", "with pool():\n        print"), [8]),
        (COUNT.replace("with lock:\n        print", "with door:\n        print"), [8]),
        (OVENS, [7]),
        (OVENS.replace("Semaphore(2)", "Semaphore(1)"), []),
        (COUNT.replace("with lock:", "if True:"), []),  # no lock at all is another mistake
    ],
)
def test_a_use_beside_the_lock_is_found(source, found):
    assert [line for line, _ in beside_the_lock(source)] == found


@pytest.mark.parametrize(
    ("change", "is_found"),
    [
        ("tables[0] += 1", True),
        ("self.money -= 1", True),
        ("global n\n    n += 1", True),
        ("if n:\n        guests.value += 1", True),
        ("with guests.get_lock():\n        guests.value += 1", False),
        ("n = 0\n    n += 1", False),
        ("found = {}\n    found[1] += 1", False),
    ],
)
def test_a_change_under_no_lock_is_found(change, is_found):
    source = f"from threading import Thread\ndef work(self, tables, guests):\n    {change}\n"
    assert bool(list(under_no_lock(source))) == is_found
    assert not list(under_no_lock(source.replace("Thread", "Event")))


ONCE = """
def get():
    global menu
    if menu is None:
        with lock:
            if menu is None:
                {}
    return menu
"""


@pytest.mark.parametrize(
    ("made", "found"),
    [
        ("menu = ['soup']", []),
        ("dishes = []; dishes.append('soup'); menu = dishes; loads.append(1)", []),
        ("menu = []; menu.append('soup')", [7]),
        ("menu = {}\n                for dish in dishes: menu[dish] = 1", [8]),
    ],
)
def test_what_is_bound_half_made_is_found(made, found):
    assert [line for line, _ in half_made(ONCE.format(made))] == found
    attribute = ONCE.replace("menu", "self.menu").replace("global self.menu", "pass")
    assert [
        line for line, _ in half_made(attribute.format(made.replace("menu", "self.menu")))
    ] == found


def test_a_lock_that_nobody_waits_for_is_found():
    loops = "for cook in cooks:\n    cook.start()\n{}    cook.join()\n"
    assert [line for line, _ in never_wanted_by_two("Lock()\n" + loops.format(""))] == [2]
    assert not list(never_wanted_by_two("Lock()\n" + loops.format("for cook in cooks:\n")))
    assert not list(never_wanted_by_two(loops.format("")))


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("pool.submit(cook)", [1]),
        ("PoolExecutor()\npool.map(cook, dishes)", [2]),
        ("Pool()\npool.map(cook, dishes)", []),
        ("cakes = [pool.submit(cook)]", [1]),
        ("cakes = [pool.submit(cook)]\nprint(cakes[0].result())", []),
        ("pool.submit(cook).result()", []),
    ],
)
def test_a_task_that_nobody_asks_for_is_found(source, lines):
    assert [line for line, _ in unasked(source)] == lines
