"""A measured program makes what its labels name, and divides by how many of them there were.

No clock goes here and no memory grows, but when a task, a thread, a process, a subinterpreter is
made or a lock is taken, by another amount for each kind: the value has to be that of its label.
Where one after the other is timed, what one costs goes by from its start to its end: two that are
there at once cost no more than one.
"""

import multiprocessing
import re
import runpy
import sys
import threading
from asyncio.base_events import BaseEventLoop
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

import pytest

from tools.examples.snippet import Snippet
from tools.measurements.printed import LINE

# Kilobytes, or seconds; exact when they are added up, and no sum of some is another.
COSTS = {
    "no lock": 0,
    "task": 1,
    "thread": 2**10,
    "subinterpreter": 2**20,
    "process (fork)": 2**30,
    "process (forkserver)": 2**31,
    "process (spawn)": 2**32,
    "free lock": 2**8,
    "free RLock": 2**9,
}
CALLED = {"asyncio": "task", "threads": "thread"}  # where several are started at once
SEEN = {
    "cost_of_one.py": {"task", "thread"},
    "cost_of_process.py": {"process (spawn)"},
    "lock_costs.py": {"no lock", "free lock", "free RLock"},
    "memory_of_one.py": {"task", "thread"},
    "waiting.py": {"asyncio", "threads"},
}
ONE_BY_ONE = {"cost_of_one.py", "cost_of_process.py"}  # of these it is said what one of them costs


class Made:
    """What was made so far, in all, by what it costs."""

    def __init__(self):
        self.cost = 0
        self.ends = {}

    def begins(self, worker: Thread | BaseProcess, one_by_one: bool) -> None:
        """Let one begin: it costs something at once, or from now until its end."""
        cost = COSTS[kind_of(worker)]
        self.ends[worker] = self.cost + cost
        self.cost += 0 if one_by_one else cost

    def ended(self, worker: Thread | BaseProcess, *_) -> None:
        """Let the time go by until one has ended."""
        self.cost = max(self.cost, self.ends[worker])

    def counts(self, kind: str, then: Callable = lambda *_, **__: None) -> Callable:
        """A function that counts one more, and does no more than that, or something else."""

        def make(*args, **options):
            self.cost += COSTS[kind]
            return then(*args, **options)

        return make

    def lock(self, kind: str) -> type:
        """A class of locks that count how often they are taken."""
        new, made = getattr(threading, kind), self

        class Counting:
            def __init__(self):
                self.lock = new()

            def __enter__(self):
                made.cost += COSTS[f"free {'lock' if kind == 'Lock' else kind}"]
                return self.lock.__enter__()

            def __exit__(self, *error):
                return self.lock.__exit__(*error)

            def __getattr__(self, name):
                return getattr(self.lock, name)

        return Counting


@pytest.fixture
def values(monkeypatch, capsys):
    """A function that runs a measured program, and says what it prints: label, x and value."""
    made = Made()
    monkeypatch.setattr("time.perf_counter", lambda: float(made.cost))
    tasks = made.counts("task", BaseEventLoop.create_task)
    monkeypatch.setattr(BaseEventLoop, "create_task", tasks)
    monkeypatch.setattr(BaseProcess, "exitcode", 0)
    monkeypatch.setattr("sys.setswitchinterval", lambda _: None)
    if sys.version_info >= (3, 14):
        from concurrent import interpreters

        create = made.counts("subinterpreter", interpreters.create)
        monkeypatch.setattr(interpreters, "create", create)

    def run(source: str, name: str, folder: Path):
        monkeypatch.setattr("sys.argv", ["x.py", "1" if name in ONE_BY_ONE else "0.01"])
        if name == "lock_costs.py":  # its threads take more of them, and are not looked at
            monkeypatch.setattr("threading.Lock", made.lock("Lock"))
            monkeypatch.setattr("threading.RLock", made.lock("RLock"))
        for kind in (Thread, BaseProcess):
            if kind is BaseProcess or name != "lock_costs.py":
                monkeypatch.setattr(kind, "start", lambda one: made.begins(one, name in ONE_BY_ONE))
                monkeypatch.setattr(kind, "join", lambda one, *_: made.ended(one))
        if name == "memory_of_one.py":
            monkeypatch.setattr(Path, "read_text", lambda _: f"Rss: {made.cost} kB")
        (folder / name).write_text(source, "utf-8")
        runpy.run_path(str(folder / name), run_name="__main__")
        monkeypatch.undo()
        lines = map(LINE.fullmatch, capsys.readouterr().out.splitlines())
        return [(one["label"], one["x"], float(one["value"])) for one in lines if one]

    return run


def kind_of(worker: Thread | BaseProcess) -> str:
    """What it is called; a process by the method by which it would have been started."""
    if isinstance(worker, Thread):
        return "thread"
    return f"process ({worker._start_method or multiprocessing.get_start_method()})"


def wanted(label: str, x: str | None) -> float | None:
    """What has to be printed under a label; None if nobody can say."""
    memory = label.startswith("memory of a ")
    kind = re.sub("^processes", "process", label.removeprefix("memory of a "))
    cost = COSTS.get(CALLED.get(kind, kind))
    return None if cost is None else cost * int(x or 1) * (1024 if memory else 1)


def source(name: str) -> str:
    return Snippet(f"measurements/{name}").source


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
ALL = [pytest.param(one, marks=LINUX if "memory" in one else ()) for one in SEEN]


def wrong(found: list) -> set[str]:
    """The labels whose values are not those of what they name."""
    return {
        label
        for label, x, value in found
        if (want := wanted(label, x)) is not None and value != want
    }


@pytest.mark.parametrize("name", ALL)
def test_each_value_is_that_of_what_its_label_names(name, values, tmp_path):
    found = values(source(name), name, tmp_path)
    assert {label.removeprefix("memory of a ") for label, *_ in found} >= SEEN[name]
    assert wrong(found) == set()


@pytest.mark.parametrize(
    ("name", "old", "new", "labels"),
    [
        (
            "cost_of_one.py",
            "await asyncio.create_task(nothing_async())",
            "await nothing_async()",
            {"task"},
        ),
        (
            "cost_of_one.py",
            "thread.join()\n    return (perf_counter() - begin) / number",
            "thread.join()\n    return perf_counter() - begin",
            {"thread"},
        ),
        (
            "cost_of_one.py",
            "thread.start()\n        thread.join()\n",
            "thread.start()\n    thread.join()\n",
            {"thread"},
        ),
        ("cost_of_process.py", "get_context(method)", 'get_context("spawn")', {"process (fork)"}),
        (
            "cost_of_process.py",
            "    run_one(context)\n        seconds",
            "    context.Process(target=nothing).start()\n        seconds",
            {"process (fork)", "process (spawn)"},
        ),
        ("lock_costs.py", "Till(RLock)", "Till()", {"free RLock"}),
        (
            "lock_costs.py",
            "        with lock:\n            ",
            "        ",
            {"free lock", "free RLock"},
        ),
        pytest.param(
            *("memory_of_one.py", 'report("task", before, number)', 'report("task", before, 1)'),
            {"memory of a task"},
            marks=LINUX,
        ),
        ("waiting.py", "seconds(Thread, count)", "seconds(Thread, 10)", {"threads"}),
    ],
)
def test_a_program_that_measures_something_else_is_found(name, old, new, labels, values, tmp_path):
    text = source(name)
    assert old in text
    found = wrong(values(text.replace(old, new), name, tmp_path))
    if sys.platform != "win32" or name != "cost_of_process.py":  # which cannot fork
        assert found >= labels
