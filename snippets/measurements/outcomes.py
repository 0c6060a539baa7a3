"""What the measured programs may print: other numbers on every run, but the same labels."""

import multiprocessing

from tools.measurements.printed import read
from tools.outcomes import Run, port, sample

TENTH = ("0.1",)  # of the work; tools.measure does all of it
METHODS = [
    f"processes ({method})"
    for method in multiprocessing.get_all_start_methods()
]


def labels(run: Run) -> set[str]:
    """The labels of all values; raises BadOutput for a line that cannot be read."""
    values, _ = read(run.lines)
    return {label for label, *_ in values}


def subinterpreters(run: Run) -> list[str]:
    """They need Python 3.14."""
    return ["subinterpreters"] * (run.python.version >= (3, 14))


@sample(limit=30, arguments=TENTH)
def cpu_bound(run: Run) -> None:
    """They are measured."""
    ways = ["threads", *METHODS, *subinterpreters(run)]
    assert labels(run) == {
        "serial",
        *ways,
        *[f"start of {way}" for way in ways],
    }


@sample(limit=30, arguments=TENTH)
def hashing(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {"serial", "threads", "processes (spawn)"}


@sample(limit=30, arguments=TENTH)
def scaling(run: Run) -> None:
    """They are measured."""
    ways = ["threads", "processes (spawn)", *subinterpreters(run)]
    assert labels(run) == {*ways, *[f"start of {way}" for way in ways]}


@sample(limit=30, arguments=TENTH)
def task_size(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {
        "serial",
        "threads",
        "processes (spawn)",
        "processes (spawn), chunks",
        *subinterpreters(run),
    }


@sample(limit=30, arguments=TENTH)
def waiting(run: Run) -> None:
    """They are measured, up to what the machine bears."""
    found = labels(run)
    (by_process,) = found - {"asyncio", "threads"}
    assert by_process in METHODS


@sample(limit=30, arguments=TENTH)
def sockets(run: Run) -> None:
    """They are measured, up to the limit of open files."""
    assert labels(run) == {"threads"}


@sample(limit=30, arguments=TENTH)
def sockets_asyncio(run: Run) -> None:
    """They are measured, up to the limit of open files."""
    assert labels(run) == {"asyncio"}


@sample(limit=30, arguments=TENTH)
def cost_of_one(run: Run) -> None:
    """They are measured."""
    workers = [
        "task",
        "thread",
        *["subinterpreter"] * (run.python.version >= (3, 14)),
    ]
    assert labels(run) == set(workers)


@sample(limit=30, arguments=TENTH)
def cost_of_process(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {
        label.replace("processes", "process") for label in METHODS
    }


@sample(limit=30, arguments=TENTH)
def memory_of_one(run: Run) -> None:
    """They are measured, on Linux only."""
    if run.platform == "linux":
        workers = [
            "task",
            "thread",
            *["subinterpreter"] * (run.python.version >= (3, 14)),
        ]
        assert labels(run) == {
            f"memory of a {worker}" for worker in workers
        }


@sample(limit=30, arguments=TENTH)
def memory_of_process(run: Run) -> None:
    """They are measured, on Linux only."""
    if run.platform == "linux":
        workers = [
            label.replace("processes", "process") for label in METHODS
        ]
        assert labels(run) == {
            f"memory of a {worker}" for worker in workers
        }


@sample(limit=30, arguments=TENTH)
def talking(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {
        "thread queue",
        "process queue",
        "pipe",
    }


@sample(limit=30, arguments=TENTH)
def talking_bytes(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {
        "pipe, bytes",
        "process queue, bytes",
        "shared memory",
    }


@sample(limit=30, arguments=TENTH)
def lock_costs(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {
        "no lock",
        "free lock",
        "free RLock",
        "own lock",
        "contended lock",
        "wait for the lock",
    }


@sample(limit=30, arguments=TENTH)
def sharing(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {"Value", "Array", "shared memory", "Manager"}


@sample(limit=30, arguments=TENTH)
def task_cost(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {
        "thread pool",
        "process pool (spawn)",
        *["subinterpreter pool"] * len(subinterpreters(run)),
    }


# RQ forks for each job, and its worker has threads: Python's checks warn of that since 3.15.
@sample(
    limit=90,
    because="starts a server and a worker",
    arguments=("0.01",),
    development=False,
    services=[port],
)
def task_cost_rq(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {"one task"}


@sample(
    limit=90,
    because="starts a server and a worker",
    arguments=("0.01",),
    services=[port],
)
def task_cost_celery(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {"one task"}


@sample(
    limit=90,
    because="starts a scheduler and a worker",
    arguments=("0.01",),
    leaves=["tmp/dask-scratch-space"],
)
def task_cost_dask(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {"one task"}


@sample(limit=30, arguments=TENTH)
def servers(run: Run) -> None:
    """They are measured."""
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


def lost(run: Run) -> dict[str, int]:
    """How many of each went wrong, by what was tried."""
    values, _ = read(run.lines)
    return {
        label: of - round(right)
        for (label, _, _, of), (right,) in values.items()
        if of
    }


@sample(limit=30, arguments=TENTH)
def operations(run: Run) -> None:
    """How many go wrong is chance; with the GIL, on Python 3.11 to 3.15, none does."""
    found = lost(run)
    assert len(found) == 11
    if run.python.gil and run.python.version < (3, 16):
        assert not any(found.values())


@sample(limit=30, arguments=TENTH)
def seen_where(run: Run) -> None:
    """How many are lost is chance; with the GIL, 3.11 to 3.15 lose some only at a call, and 3.14 at a with block."""
    found = lost(run)
    assert list(found) == [
        "three_steps",
        "first_order",
        "last_ticket",
        "with a call",
        "into a with block",
    ]
    if run.python.gil and run.python.version < (3, 16):
        del found["with a call"]
        if run.python.version[:2] == (3, 14):
            del found["into a with block"]
        assert not any(found.values())
