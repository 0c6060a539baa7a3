"""What a measured program says of a pool was done by such a pool, and by so many workers.

No clock goes here but by the calls of pools: each takes as long as its kind of worker costs, times
the number of workers; and each look at the clock takes a second.
"""

import itertools
import multiprocessing
import re
import runpy
import sys
from collections.abc import Callable, Iterable

import pytest

from tools.examples.snippet import Snippet
from tools.measurements.printed import LINE

COSTS = {
    "thread": 2**10,
    "subinterpreter": 2**15,
    "process (fork)": 2**20,
    "process (forkserver)": 2**25,
    "process (spawn)": 2**30,
}
# What is said to be the best that can be, with so many workers, is so of tasks of one size.
EQUAL = ("cpu_bound.py", "hashing.py", "scaling.py")
CALLS = {  # of which a value is the time
    "cpu_bound.py": 12,
    "hashing.py": 12,
    "scaling.py": 48,
    "task_cost.py": 1,
    "task_size.py": 1,
}
IN_TASK_COST = 2  # workers


class Clock:
    """Goes by what pools do."""

    def __init__(self):
        self.now = 0.0

    def look(self) -> float:
        """The time, a second later."""
        self.now += 1
        return self.now

    def pool(self, kind: str) -> Callable:
        """What makes a pool of a kind, that does all by itself."""

        def make(workers: int, mp_context=None):
            method = (mp_context or multiprocessing.get_context()).get_start_method()
            cost = COSTS[f"{kind} ({method})" if kind == "process" else kind]
            return Pool(self, cost * workers)

        return make


class Pool:
    """A pool of which each call costs so much."""

    def __init__(self, clock: Clock, cost: int):
        self.clock, self.cost = clock, cost

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def map(self, call: Callable, items: Iterable, chunksize: int = 1) -> list:
        """What the calls return."""
        found = []
        for item in items:
            self.clock.now += self.cost
            found.append(call(item))
        return found


@pytest.fixture
def wrong(monkeypatch, capsys, tmp_path):
    """A function that runs a program, and says which labels have times of something else."""

    def run(name: str, source: str) -> tuple[set[str], set[str]]:
        clock = Clock()
        for kind in ("thread", "process", "interpreter"):
            made = clock.pool(kind.replace("interp", "subinterp"))
            pool = f"concurrent.futures.{kind.capitalize()}PoolExecutor"
            monkeypatch.setattr(pool, made, raising=False)
        monkeypatch.setattr("time.perf_counter", clock.look)
        monkeypatch.setattr("time.sleep", lambda _: None)
        monkeypatch.setattr("threading.get_native_id", itertools.count().__next__)
        monkeypatch.setattr("sys.argv", [name, "0.01"])
        (tmp_path / name).write_text(source, "utf-8")
        names = runpy.run_path(str(tmp_path / name), run_name="__main__")
        monkeypatch.undo()
        found, others = set(), set()
        for line in filter(None, map(LINE.fullmatch, capsys.readouterr().out.splitlines())):
            cost = COSTS.get(kind_of(line["label"]))
            if cost is not None:
                in_program = names.get("WORKERS", IN_TASK_COST)
                workers = int(line["x"]) if name == "scaling.py" else in_program
                want = CALLS[name] * cost * workers
                found.add(line["label"])
                if not want <= float(line["value"]) <= want + 1:
                    others.add(line["label"])
        if name in EQUAL and max(names["tasks"]) > 1.2 * min(names["tasks"]):
            others.add("tasks")
        return found, others

    return run


def kind_of(label: str) -> str:
    """The kind of workers that a label names: `process (spawn)` of `processes (spawn), chunks`."""
    kind = label.removesuffix(", chunks").replace(" pool", "")
    return re.sub(r"^(process|thread|subinterpreter)(?:es|s)?\b", r"\1", kind)


def source(name: str) -> str:
    """Of a measured program."""
    return Snippet(f"measurements/{name}").source


@pytest.mark.parametrize("name", CALLS)
def test_a_pool_is_the_one_that_a_label_names(name, wrong):
    found, others = wrong(name, source(name))
    assert {kind_of(label) for label in found} >= {"thread", "process (spawn)"}
    assert others == set()


@pytest.mark.skipif(sys.platform == "win32", reason="needs two start methods")
@pytest.mark.parametrize(
    ("name", "old", "new", "label"),
    [
        ("hashing.py", 'get_context("spawn")', 'get_context("fork")', "processes (spawn)"),
        ("cpu_bound.py", "get_context(method)", 'get_context("fork")', "processes (spawn)"),
        ("cpu_bound.py", "map_tasks(multiply, tasks)", "map(multiply, tasks)", "threads"),
        ("cpu_bound.py", "250_000 * SCALE) + task", "50_000 * SCALE) * (task + 1)", "tasks"),
        (
            "hashing.py",
            "tasks = [size] * 12\n    expected = [seal(size)] * 12",
            "tasks = [size, 2 * size] * 6\n    expected = [*map(seal, tasks)]",
            "tasks",
        ),
        ("scaling.py", "new_pool(workers)", "new_pool(2 * workers)", "threads"),
        ("scaling.py", "TASKS = 48", "TASKS = 24", "threads"),
        ("task_cost.py", "/ len(payloads)", "/ times", "thread pool"),
        ("task_size.py", "measure(name, pool.map)", "measure(name, map)", "threads"),
    ],
)
def test_a_pool_or_a_task_of_another_kind_or_size_is_found(name, old, new, label, wrong):
    assert old in source(name)
    _, others = wrong(name, source(name).replace(old, new))
    assert label in others
