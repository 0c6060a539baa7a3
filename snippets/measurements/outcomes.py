"""What the measured programs may print: other numbers on every run, but the same labels."""

import multiprocessing
import re
from collections.abc import Sequence

from tools.measurements.printed import read
from tools.outcomes import Run, port, sample

TENTH = ("0.1",)  # of the work; tools.measure does all of it
FEW_FILES = r"\d+ open files: not \d+ clients"
NO_MEMORY = ["memory is read on Linux only"]
METHODS = [
    f"processes ({method})"
    for method in multiprocessing.get_all_start_methods()
]


def sizes(
    run: Run, unit: str = "s", notes: Sequence[str] = (), may: str = ""
) -> dict[str, set[int | None]]:
    """By label, the sizes that were measured, each three times, and how long a start took, once.

    These `notes` are printed, and no others, but for what the machine `may` lack, a pattern. Raises
    BadOutput for a line that cannot be read.
    """
    found: dict[str, set[int | None]] = {}
    values, said = read(run.lines)
    assert [one for one in said if not re.fullmatch(may, one)] == [
        *notes
    ]
    for (label, size, of_unit, _), each in values.items():
        assert of_unit == unit
        assert max(each) < 10**9  # seconds, bytes
        assert len(each) == (1 if label.startswith("start of ") else 3)
        found.setdefault(label, set()).add(size)
    return found


def labels(
    run: Run, unit: str = "s", notes: Sequence[str] = (), may: str = ""
) -> set[str]:
    """The labels of what was measured at one size."""
    found = sizes(run, unit, notes, may)
    assert all(one == {None} for one in found.values())
    return {*found}


def shortest(run: Run) -> float:
    """The smallest value."""
    values, _ = read(run.lines)
    return min(min(each) for each in values.values())


def subinterpreters(run: Run) -> list[str]:
    """They need Python 3.14."""
    return ["subinterpreters"] * (run.python.version >= (3, 14))


def too_old(run: Run) -> list[str]:
    """The note of a Python that has none."""
    old = run.python.version < (3, 14)
    return ["subinterpreters need Python 3.14"] * old


@sample(limit=30, arguments=TENTH)
def cpu_bound(run: Run) -> None:
    """The numbers are measured."""
    ways = ["threads", *METHODS, *subinterpreters(run)]
    windows = run.platform == "win32"
    notes = [
        *["Windows can only spawn processes."] * windows,
        *[f"{note}." for note in too_old(run)],
    ]
    assert labels(run, notes=notes) == {
        "serial",
        *ways,
        *[f"start of {way}" for way in ways],
    }


@sample(limit=30, arguments=TENTH)
def hashing(run: Run) -> None:
    """The numbers are measured."""
    assert labels(run) == {"serial", "threads", "processes (spawn)"}


@sample(limit=30, arguments=TENTH)
def scaling(run: Run) -> None:
    """The numbers are measured."""
    ways = ["threads", "processes (spawn)", *subinterpreters(run)]
    found = sizes(run, notes=too_old(run))
    assert list(found) == [
        what for way in ways for what in (f"start of {way}", way)
    ]
    counts = found["threads"]
    cores = max(counts) // 2
    powers = {2**n for n in range(10) if 2**n < 2 * cores}
    assert counts == powers | {cores, 2 * cores}
    assert all(one == counts for one in found.values())


@sample(limit=30, arguments=TENTH)
def task_size(run: Run) -> None:
    """The numbers are measured."""
    ways = [
        "serial",
        "threads",
        "processes (spawn)",
        "processes (spawn), chunks",
        *subinterpreters(run),
    ]
    assert sizes(run) == {way: {10, 100, 1000, 10_000} for way in ways}


@sample(limit=30, arguments=TENTH)
def waiting(run: Run) -> None:
    """The numbers are measured, up to what the machine bears."""
    found = sizes(run, may=r"only \d+ processes are safe here")
    assert found.pop("asyncio") == {10, 100, 1000}
    assert {10} <= found.pop("threads") <= {10, 100}
    (by_process,) = found
    assert by_process in METHODS
    assert found[by_process] == {10}
    assert shortest(run) > 0.09  # each waits 0.1 s


@sample(limit=30, arguments=TENTH)
def sockets(run: Run) -> None:
    """The numbers are measured, up to the limit of open files."""
    assert sizes(run, may=FEW_FILES) == {"threads": {10}}
    assert shortest(run) > 0.09  # the server waits 0.1 s


@sample(limit=30, arguments=TENTH)
def sockets_asyncio(run: Run) -> None:
    """The numbers are measured, up to the limit of open files."""
    assert sizes(run, may=FEW_FILES) == {"asyncio": {10}}
    assert shortest(run) > 0.09  # the server waits 0.1 s


@sample(limit=30, arguments=TENTH)
def cost_of_one(run: Run) -> None:
    """The numbers are measured."""
    workers = [
        "task",
        "thread",
        *["subinterpreter"] * (run.python.version >= (3, 14)),
    ]
    assert labels(run, notes=too_old(run)) == set(workers)


@sample(limit=30, arguments=TENTH)
def cost_of_process(run: Run) -> None:
    """The numbers are measured."""
    cannot = r"this system cannot start by \w+"
    assert labels(run, may=cannot) == {
        label.replace("processes", "process") for label in METHODS
    }


@sample(limit=30)
def memory_of_one(run: Run) -> None:
    """The numbers are measured, on Linux only."""
    if run.platform == "linux":
        new = run.python.version >= (3, 14)
        workers = ["task", "thread", *["subinterpreter"] * new]
        assert labels(run, "B", too_old(run)) == {
            f"memory of a {worker}" for worker in workers
        }
    else:
        assert not labels(run, notes=NO_MEMORY)


@sample(limit=30)
def memory_of_process(run: Run) -> None:
    """The numbers are measured, on Linux only."""
    if run.platform == "linux":
        workers = [
            label.replace("processes", "process") for label in METHODS
        ]
        assert labels(run, "B") == {
            f"memory of a {worker}" for worker in workers
        }
    else:
        assert not labels(run, notes=NO_MEMORY)


@sample(limit=30, arguments=TENTH)
def talking(run: Run) -> None:
    """The numbers are measured."""
    ways = "thread queue", "process queue", "pipe"
    assert sizes(run) == {way: {100, 10_000, 1_000_000} for way in ways}


@sample(limit=30, arguments=TENTH)
def talking_bytes(run: Run) -> None:
    """The numbers are measured."""
    ways = "pipe, bytes", "process queue, bytes", "shared memory"
    assert sizes(run) == {way: {100, 10_000, 1_000_000} for way in ways}


@sample(limit=30, arguments=TENTH)
def lock_costs(run: Run) -> None:
    """The numbers are measured."""
    free = "no lock", "free lock", "free RLock"
    by_more = "own lock", "contended lock", "wait for the lock"
    assert sizes(run) == {
        **{what: {None} for what in free},
        **{what: {2, 4} for what in by_more},
    }


@sample(limit=30, arguments=TENTH)
def sharing(run: Run) -> None:
    """The numbers are measured."""
    assert labels(run) == {"Value", "Array", "shared memory", "Manager"}


@sample(limit=30, arguments=TENTH)
def task_cost(run: Run) -> None:
    """The numbers are measured."""
    pools = [
        "thread pool",
        "process pool (spawn)",
        *["subinterpreter pool"] * len(subinterpreters(run)),
    ]
    assert sizes(run, notes=too_old(run)) == {
        pool: {100, 1_000_000} for pool in pools
    }


# RQ forks for each job, and its worker has threads: Python's checks warn of that since 3.15.
@sample(
    limit=90,
    slow="starts a server and a worker",
    arguments=("0.01",),
    development=False,
    services=[port],
)
def task_cost_rq(run: Run) -> None:
    """The numbers are measured."""
    assert labels(run) == {"one task"}


@sample(
    limit=90,
    slow="starts a server and a worker",
    arguments=("0.01",),
    services=[port],
)
def task_cost_celery(run: Run) -> None:
    """The numbers are measured."""
    assert labels(run) == {"one task"}


@sample(
    limit=90,
    slow="starts a scheduler and a worker",
    arguments=("0.01",),
    leaves=["tmp/dask-scratch-space"],
)
def task_cost_dask(run: Run) -> None:
    """The numbers are measured."""
    assert labels(run) == {"one task"}


@sample(limit=30, arguments=TENTH)
def servers(run: Run) -> None:
    """The numbers are measured."""
    found = {label.partition(", ")[0] for label in labels(run)}
    (by_process,) = found - {
        "thread per client",
        "thread pool",
        "asyncio",
    }
    assert by_process.startswith("process per client (")
    assert labels(run) == {
        f"{server}, {what}"
        for server in found
        for what in ("start", "median", "99th percentile")
    }


def lost(run: Run, tried: dict[str, int]) -> dict[str, int]:
    """How many of each went wrong; each was tried so often."""
    values, _ = read(run.lines)
    assert {label: of for label, _, _, of in values} == tried
    return {
        label: tried[label] - round(right)
        for (label, *_), (right,) in values.items()
    }


@sample(limit=30, arguments=TENTH)
def operations(run: Run) -> None:
    """How many go wrong is chance; with the GIL, on Python 3.11 to 3.15, none does."""
    times, few = 5000, 200
    found = lost(
        run,
        {
            "x += 1": 2 * times,
            "d[k] += 1": 2 * times,
            "lst.append(y)": 2 * times,
            "lst.pop()": 2 * times,
            "lst.pop(0)": 2 * few,
            "lst.sort()": times,
            "y in lst": times,
            "d.setdefault(k, y)": times,
            "next(it)": 2 * times,
            "deque.append(y)": 2 * times,
            "next(count)": 2 * times,
        },
    )
    if run.python.gil and run.python.version < (3, 16):
        assert not any(found.values())


@sample(limit=30, arguments=TENTH)
def seen_where(run: Run) -> None:
    """How many are lost is chance; with the GIL, 3.11 to 3.15 lose some only at a call, and 3.14 also at a with block."""
    tried = [
        "three_steps",
        "first_order",
        "last_ticket",
        "with a call",
        "into a with block",
    ]
    found = lost(run, dict.fromkeys(tried, 60_000))
    if run.python.gil and run.python.version < (3, 16):
        del found["with a call"]
        if run.python.version[:2] == (3, 14):
            del found["into a with block"]
        assert not any(found.values())


def seen(run: Run, tried: dict[str, int]) -> dict[str, bool]:
    """What was seen; each was tried until then, and so often if it was not."""
    values, _ = read(run.lines)
    found = {}
    for (label, _, unit, _), (times,) in values.items():
        program, _, how = label.rpartition(", ")
        found[program] = how == "seen"
        assert unit == "tried"
        assert how in ("seen", "never seen")
        most = tried[program]
        assert times <= most if found[program] else times == most
    assert list(found) == list(tried)
    return found


@sample(limit=30, arguments=TENTH)
def hung_where(run: Run) -> None:
    """When they hang is chance; with the GIL, 3.11 to 3.13 and 3.15 do so only after a call."""
    programs = "crossed_order", "philosophers"
    tried = [*programs, *[f"{one} with a call" for one in programs]]
    found = seen(run, dict.fromkeys(tried, 10_000))
    version = run.python.version
    if run.python.gil and version < (3, 16) and version[:2] != (3, 14):
        assert not any(found[one] for one in programs)


@sample(limit=30, arguments=TENTH)
def late_where(run: Run) -> None:
    """In which try it is seen is chance; with the GIL, 3.14 and 3.15 act late only after a call."""
    tried = ["stop_flag", "stop_flag with a call"]
    late, late_by_call = seen(run, dict.fromkeys(tried, 200)).values()
    if run.python.gil and run.python.version < (3, 16):
        assert late_by_call
        assert late == (run.python.version < (3, 14))
