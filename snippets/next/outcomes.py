"""What the examples of this chapter may print; one that is not named here prints the same on every run."""

import re

from tools.outcomes import POSIX, Run, exact, sample

# pools
broken_pool_waits_for_itself = exact(
    hangs=['return f"eggs and {toast.result()}"'], limit=4
)
# From 3.15 on, the pool can add which process has ended, and how.
broken_pool_without_guard = exact(
    status=1,
    stderr=[
        r"RuntimeError: ",
        r"(concurrent\.futures\.process\.)?(BrokenProcessPool: .*terminated abruptly.*|_RemoteTraceback: )|'''|\"\"\"|.*terminated abruptly with exit code \d+.*",
    ],
)


# asyncio
broken_blocking_call = exact(
    stderr=[r"Executing <.* took \d+\.\d+ seconds"]
)
broken_forgot_await = exact(
    stderr=[
        r".*RuntimeWarning: coroutine 'brew' was never awaited",
        r"Coroutine created at \(most recent call last\)",
        r"RuntimeWarning: Enable tracemalloc to get the object allocation traceback",
    ]
)


# what-is-new
broken_shared_generator = exact(
    stderr=[r"ValueError: generator already executing"]
)

# stopping
ask_with_time_limit = exact(
    platforms=POSIX, because="select() on Windows takes sockets only"
)
block_is_inherited = exact(
    platforms=POSIX, because="Windows has no signal masks", limit=20
)
broken_ctrl_c_hangs = exact(
    hangs=["with ThreadPoolExecutor() as kitchen:"], limit=4
)
broken_daemon_in_input = exact(
    platforms=POSIX,
    because="a crash has another exit code on Windows",
    status=-6,
    stderr=[
        r"Fatal Python error: _enter_buffered_busy: .*",
        r"Python runtime state: .*",
        r"Current thread 0x\w+ .*",
    ],
)
broken_left_too_early = exact(limit=20, leaves=["bread"])
broken_pool_never_answers = exact(
    platforms=POSIX,
    because="Windows has no SIGKILL",
    hangs=["print(order.get())"],
    limit=8,
)
broken_replaced_worker = exact(hangs=["print(order.result())"], limit=8)
ctrl_c_and_processes = exact(
    platforms=POSIX, because="Windows has no os.killpg()", limit=20
)
daemonic_workers = exact(limit=20)
end_hung_workers = exact(limit=20)
graceful_shutdown = exact(
    platforms=POSIX, because="Windows has no sigwait()", limit=20
)
new_worker_every_two = exact(
    limit=60, slow="starts many processes, one after the other"
)
process_with_time_limit = exact(limit=20)
sigterm_and_pool = exact(
    platforms=POSIX, because="Windows has no sigwait()"
)
worker_killed = exact(
    platforms=POSIX, because="Windows has no SIGKILL", limit=20
)
workers_left_behind = exact(
    platforms=POSIX,
    because="Windows has no SIGKILL, and no resource tracker",
    limit=20,
    stderr=[
        r".*resource_tracker: There appear to be \d+ leaked semaphore.*"
    ],
)

# asyncio-further
await_in_a_notebook = exact(limit=60, slow="starts a kernel of Jupyter")
broken_deaf_task = exact(hangs=True, limit=4)
broken_put_from_a_thread = exact(
    hangs=True,
    limit=4,
    stderr=[r"RuntimeError: Non-thread-safe operation invoked on .*"],
)
compute_elsewhere = exact(limit=30)


@sample(
    platforms=["linux"],
    because="other systems ask for the rights of an administrator",
    limit=30,
)
def tasks_from_outside(run: Run) -> None:
    """The line numbers inside asyncio depend on the version."""
    number = re.compile(r"(?<=\.py):\d{1,4}$")
    assert [number.sub("", line) for line in run.lines] == [
        "└── (T) Task-1",
        "    └──  serve tasks_from_outside.py",
        "        └──  TaskGroup.__aexit__ taskgroups.py",
        "            └──  TaskGroup._aexit taskgroups.py",
        "                ├── (T) soup",
        "                │   └──  cook tasks_from_outside.py",
        "                │       └──  Event.wait locks.py",
        "                └── (T) fish",
        "                    └──  cook tasks_from_outside.py",
        "                        └──  Event.wait locks.py",
        "",
    ]


# pools, further
@sample(
    platforms=["linux", "win32"],
    because="macOS may have Accelerate for NumPy, of which threadpoolctl knows nothing",
    limit=40,
    slow="each process imports NumPy",
)
def threads_times_processes(run: Run) -> None:
    """By default the library takes one thread for each core; yours may be another library."""
    default, one = run.lines
    each = re.fullmatch(
        r"OPENBLAS_NUM_THREADS=None: \[(\d+), \1\] threads in the workers",
        default,
    )
    assert each
    assert (
        one == "OPENBLAS_NUM_THREADS=1: [1, 1] threads in the workers"
    )


# finding-the-fault
ask_a_running_program = exact(
    platforms=["linux"],
    because="other systems ask for the rights of an administrator",
    limit=20,
    leaves=["question.py", "answer.txt"],
)
dump_from_outside = exact(
    platforms=["linux"],
    because="other systems ask for the rights of an administrator",
    limit=30,
)
hang_in_pytest = exact(limit=30, leaves=["test_till.py", "pytest.ini"])
stacks_on_signal = exact(
    platforms=POSIX,
    because="Windows has no faulthandler.register()",
    leaves=["stacks.txt"],
)


@sample(limit=30)
def pauses_everywhere(run: Run) -> None:
    """How many is chance: without pauses almost always none, with them most."""
    words = "rounds oversold, of 50: ", "with random pauses: "
    without, with_pauses = (
        int(line.removeprefix(word))
        for word, line in zip(words, run.lines, strict=True)
    )
    # No call is in between, where a thread may lose the GIL.
    never = run.python.gil and run.python.version < (3, 16)
    assert 0 <= without < (1 if never else 50)
    assert 0 < with_pauses <= 50


@sample(
    platforms=["linux"],
    because="py-spy shows C functions on Linux, and pause() is not on Windows",
    limit=30,
)
def hangs_in_c(run: Run) -> None:
    """py-spy 0.4 does not know the Python functions of a free-threaded build."""
    assert run.lines == [
        "it stands in pause",
        f"called by work, a function of Python: {run.python.gil}",
    ]


@sample(
    platforms=["linux"],
    because="macOS asks for the rights of an administrator, and Windows was not tried",
    limit=30,
)
def look_with_py_spy(run: Run) -> None:
    """py-spy 0.4 does not know the functions of a free-threaded build."""
    if run.python.gil:
        assert run.lines == [
            "cook: roast Thread.run Thread._bootstrap_inner",
            "MainThread: Condition.wait Event.wait kitchen",
        ]
    else:
        assert run.lines == ["None:", "None:"]
