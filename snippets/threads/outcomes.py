"""What the examples of this chapter may print; one that is not named here prints the same on every run."""

from tools.outcomes import POSIX, Run, any_order, exact, sample

# thread-or-process
same_pid = exact(limit=30)  # a busy machine starts processes slowly
loaded_again = exact(limit=30)
memory_compared = exact(
    platforms=["linux"], because="the others have no /proc", limit=30
)


@sample(limit=40, slow="starts processes by every start method")
def cost_order(run: Run) -> None:
    """Windows cannot fork, so its line is shorter."""
    kinds = (
        ["thread", "spawn"]
        if run.platform == "win32"
        else ["thread", "fork", "spawn"]
    )
    assert run.lines == [" < ".join(kinds)]


# starting-threads
who_is_first = any_order(
    "Who is first, the operating system decides at each run."
)
broken_missing_comma = exact(
    stderr=[
        r"TypeError: greet\(\) takes 1 positional argument but 4 were given"
    ]
)
broken_no_super = exact(
    status=1, stderr=[r"RuntimeError: thread\.__init__\(\) not called"]
)
broken_name_before_super = exact(
    status=1,
    stderr=[r"AssertionError: Thread\.__init__\(\) not called"],
)
broken_thread_without_guard = exact(limit=30)

# daemon-threads
exit_at_once = exact(os_exit=True)

# join
broken_join_each_other = exact(
    hangs=["threads[friend].join()", "threads[friend].join()"], limit=6
)


@sample(
    platforms=POSIX, because="os.kill() on Windows ends the process"
)
def interrupted_join(run: Run) -> None:
    """Up to Python 3.12 the baker's thread is taken for ended, and the program does not wait for it."""
    waits = run.python.version >= (3, 13)
    assert run.lines == [
        f"main: I wait no longer; alive: {waits}",
        *["baker: the bread is ready"] * waits,
    ]


# shared-data
@sample(limit=40, slow="starts processes by every start method")
def who_shares(run: Run) -> None:
    """Which start methods exist depends on the operating system; Windows has spawn only."""
    found = {
        "fork": 555,
        "forkserver": 100,
        "spawn": 100,
        "thread": 555,
    }
    if run.platform == "win32":
        found = {"spawn": 100, "thread": 555}
    assert run.lines == [
        f"{kind}: found {number}, set 666, main has {666 if kind == 'thread' else 555}"
        for kind, number in found.items()
    ]


@sample
def context_in_thread(run: Run) -> None:
    """It depends on the Python version and on the build: a free-threaded 3.14 or later inherits."""
    flag = "not known"
    if run.python.version >= (3, 14):
        flag = "0" if run.python.gil else "1"
    sees = "Ann" if flag == "1" else "nobody"
    assert run.lines == [
        f"thread_inherit_context: {flag}",
        "the main thread sees: Ann",
        f"the new thread sees:  {sees}",
    ]


# names-and-counting
@sample(platforms=["linux"], because="the name is read in /proc")
def os_thread_name(run: Run) -> None:
    """Python 3.14 and later pass the name on to Linux; up to 3.13 Linux shows the name of the program."""
    python, linux, main = run.lines
    assert python == "Python: bread oven number 7"
    if run.python.version >= (3, 14):
        assert linux == "Linux:  bread oven numb"
    else:
        assert linux.startswith("Linux:  python")
    assert main == "main thread's native id is the pid: True"


# tcp-server
broken_classroom_server = exact(
    stderr=[
        r"UnicodeDecodeError: 'utf-8' codec can't decode byte 0xc3 in position 1023: .*"
    ]
)
restart_server = exact(
    platforms=["linux"], because="other systems have other rules"
)
socket_defaults = exact(
    platforms=POSIX,
    because="create_server() sets no SO_REUSEADDR on Windows",
)
partial_send = exact(
    platforms=POSIX, because="Windows may take all of it at once"
)


@sample(limit=40, slow="starts processes by every start method")
def tcp_processes(run: Run) -> None:
    """Which start methods exist depends on the operating system; Windows has spawn only."""
    methods = (
        ["spawn"]
        if run.platform == "win32"
        else ["fork", "forkserver", "spawn"]
    )
    assert run.lines == [
        f"{method}: 3 clients at once, 3 processes"
        for method in methods
    ]


@sample
def fin_or_reset(run: Run) -> None:
    """Which ConnectionError a writer gets depends on the operating system."""
    reads_close, reads_abort, writes = run.lines
    assert reads_close == "client closes, server reads:  b''"
    assert (
        reads_abort
        == "client aborts, server reads:  ConnectionResetError"
    )
    assert writes.removeprefix("client closes, server writes: ") in {
        "BrokenPipeError",
        "ConnectionAbortedError",
        "ConnectionResetError",
    }


# tcp-server, in two terminals
shout_client = exact(arguments=("1",))
shout_server = exact(arguments=("0", "0.1"))
two_terminals = exact(limit=20)
