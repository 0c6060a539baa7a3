"""What the measured programs may print: other numbers on every run, but the same labels."""

import multiprocessing

from tools.measurements.run import read
from tools.outcomes import Run, sample

TENTH = ("0.1",)  # of the work; tools.measure does all of it
METHODS = [
    f"processes ({method})"
    for method in multiprocessing.get_all_start_methods()
]


def labels(run: Run) -> set[str]:
    """The labels of all values; raises BadOutput for a line that cannot be read."""
    values, _ = read(run.lines)
    return {label for label, *_ in values}


@sample(limit=30, arguments=TENTH)
def cpu_bound(run: Run) -> None:
    """They are measured."""
    ways = ["threads", *METHODS]
    if run.python.version >= (3, 14):
        ways.append("subinterpreters")
    assert labels(run) == {
        "serial",
        *ways,
        *[f"start of {way}" for way in ways],
    }


@sample(limit=30, arguments=TENTH)
def hashing(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {"serial", "threads", "processes"}


@sample(limit=30, arguments=TENTH)
def scaling(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {"threads", "processes"}


@sample(limit=30, arguments=TENTH)
def task_size(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {
        "serial",
        "threads",
        "processes",
        "processes, chunks",
    }


@sample(limit=30, arguments=TENTH)
def waiting(run: Run) -> None:
    """They are measured, up to what the machine bears."""
    tried = ["asyncio", "threads", "processes"]
    if (
        "note: 10 processes at once were not tried: too slow"
        in run.lines
    ):
        tried.remove("processes")
    assert labels(run) == set(tried)


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
        "pickle",
    }


@sample(limit=30, arguments=TENTH)
def talking_bytes(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {"pipe, bytes", "shared memory"}


@sample(limit=30, arguments=TENTH)
def lock_costs(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {
        "no lock",
        "free lock",
        "free RLock",
        "contended lock",
        "contended, one lock each",
    }


@sample(limit=30, arguments=TENTH)
def echo_load(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {
        f"{server}{what}"
        for server in (
            "thread per client",
            "process per client",
            "thread pool",
        )
        for what in ("", ", median", ", 99th percentile")
    }


@sample(limit=30, arguments=TENTH)
def echo_load_asyncio(run: Run) -> None:
    """They are measured."""
    assert labels(run) == {
        "asyncio",
        "asyncio, median",
        "asyncio, 99th percentile",
    }
