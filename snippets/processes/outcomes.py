"""What the examples of this chapter may print; one that is not named here prints the same on every run."""

import re

from tools.outcomes import POSIX, Run, exact, sample


def start_methods(run: Run) -> list[str]:
    """In the order in which the examples go through them."""
    if run.platform == "win32":
        return ["spawn"]
    return ["fork", "forkserver", "spawn"]


def server_imports_once(run: Run) -> bool:
    """The fork server imports the main module before it forks: gh-126631, in 3.13.8 and 3.14.0."""
    return run.python.version >= (3, 13, 8)


# identity
ask_the_system = exact(platforms=POSIX, because="Windows has no ps")


@sample
def threads_share_the_pid(run: Run) -> None:
    """The last line is certain on Linux only."""
    assert run.lines[:-1] == [
        "threads at the start: 1",
        "threads that signed in: 3",
        "different process ids: 1",
        "different native ids: 3",
    ]
    line, _, answer = run.lines[-1].rpartition(" ")
    assert line == "the main thread's native id is the pid:"
    assert answer == "True" or run.platform != "linux"


@sample
def who_is_my_parent(run: Run) -> None:
    """The ids differ on every run, and Windows has only spawn."""
    script, *children = run.lines
    me = script.removeprefix("this script is ")
    assert [line.split(":")[0] for line in children] == start_methods(
        run
    )
    for line in children:
        method, parent, starter = re.fullmatch(
            r"(\w+): parent is (pid \d+), started by (pid \d+)", line
        ).groups()
        assert starter == me
        assert (parent == me) == (method != "forkserver")


# zombies-and-orphans
adopted = exact(platforms=["linux"], because="the others have no /proc")
reaped_by_the_way = exact(
    platforms=["linux"], because="the others have no /proc"
)
sigchld_ignored = exact(
    platforms=POSIX, because="Windows has no SIGCHLD"
)
zombie = exact(
    platforms=["linux"],
    because="the others have no /proc",
    lives={"": ["the script", "baker"]},
)


@sample(lives={"": ["the script", "middle", "child of middle"]})
def orphan(run: Run) -> None:
    """On Windows the parent id stays the same when the parent is gone."""
    assert run.lines == [
        "the child's parent is middle: True",
        "middle is dead, and the child still answers",
        f"its parent id has changed: {run.platform != 'win32'}",
        "the child has gone home",
    ]


# daemonic-processes
broken_daemon_late = exact(
    status=1, stderr=[r"AssertionError: process has already started"]
)
broken_daemon_parent = exact(
    stderr=[
        r"AssertionError: daemonic processes are not allowed to have children"
    ]
)
daemon_and_baker = exact(
    lives={"": ["main", "radio (daemon)", "baker"]}
)
sigterm_handler = exact(
    platforms=POSIX,
    because="terminate() on Windows sends no signal",
)
# Eight processes, one after the other.
daemon_survives = exact(limit=25)


# start-methods
broken_no_guard = exact(stderr=[r"RuntimeError: "])


@sample
def which_start_method(run: Run) -> None:
    """The answer depends on the Python version and the operating system."""
    if run.platform == "linux":
        default = (
            "forkserver" if run.python.version >= (3, 14) else "fork"
        )
    else:
        default = "spawn"
    assert run.lines == [
        f"Python {run.python.version[0]}.{run.python.version[1]} on {run.platform}",
        f"default: {default}",
        f"available: {', '.join(start_methods(run))}",
    ]


@sample
def module_runs_again(run: Run) -> None:
    """Older versions run the file for every child of forkserver too; Windows has only spawn."""
    again = "this file runs as __mp_main__"
    first, *rest = run.lines
    assert first == "this file runs as __main__"
    if run.platform == "win32":
        assert rest == ["spawn: two children", again, again]
        return
    server = rest.index("forkserver: two children")
    spawn = rest.index("spawn: two children")
    assert rest[:server] == ["fork: two children"]
    in_server = rest[server + 1 : spawn]
    assert in_server == [again] * (1 if server_imports_once(run) else 2)
    assert rest[spawn + 1 :] == [again] * 2


@sample(
    lives={
        "fork": ["the script", "fork 1", "fork 2"],
        "forkserver": ["the script", "forkserver 1", "forkserver 2"],
        "spawn": ["the script", "spawn 1", "spawn 2"],
    }
)
def first_line(run: Run) -> None:
    """Some older versions import the file for each child of forkserver too; Windows has only spawn."""
    importers = {
        "fork": "the script",
        "forkserver": "the fork server"
        if server_imports_once(run)
        else "itself",
        "spawn": "itself",
    }
    said = []
    for line in run.lines:
        name, rest = line.split(": ")
        time, importer = rest.split(" s, imported by ")
        assert float(time) >= 0
        said.append((name, importer))
    assert said == [
        (f"{method} {number}", importers[method])
        for method in run.arguments or start_methods(run)
        for number in (1, 2)
    ]


@sample
def packed_arguments(run: Run) -> None:
    """Windows has only one of the three start methods, spawn."""
    packed = [
        "  the order is packed",
        "  the order is unpacked",
        "  cooking soup",
    ]
    printed = {
        "fork": packed[-1:],
        "forkserver": packed,
        "spawn": packed,
    }
    assert run.lines == [
        line
        for method in start_methods(run)
        for line in (method, *printed[method])
    ]


@sample
def what_the_child_sees(run: Run) -> None:
    """Windows has only one of the three start methods, spawn."""
    found = {"fork": 555, "forkserver": 100, "spawn": 100}
    children = [
        f"{method}: child finds {found[method]}, sets 666"
        for method in start_methods(run)
    ]
    assert run.lines == [*children, "parent still has 555"]


@sample
def kinds_of_children(run: Run) -> None:
    """The default depends on the Python version and the operating system."""
    names = {
        "fork": "ForkProcess",
        "forkserver": "ForkServerProcess",
        "spawn": "SpawnProcess",
    }
    default = run.lines[0].removeprefix("default: ")
    assert default in start_methods(run)
    assert run.lines[1:] == [
        f"a pool:  {names[default]}",
        "with max_tasks_per_child: SpawnProcess",
    ]


# lock
broken_ticket_rush = exact(leaves=["tickets.txt"])
ticket_rush = exact(leaves=["tickets.txt"])
broken_look_outside_lock = exact(leaves=["tickets.txt"])
lock_is_advisory = exact(leaves=["note.txt"])
lock_for_a_pool = exact(leaves=["tickets.txt"])


@sample
def broken_module_lock(run: Run) -> None:
    """Windows has only one of the three start methods, spawn."""
    assert run.lines == [
        f"{method}: the child gets in: {method != 'fork'}"
        for method in start_methods(run)
    ]


@sample
def lock_as_argument(run: Run) -> None:
    """Windows has only one of the three start methods, spawn."""
    assert run.lines == [
        f"{method}: the child gets in: False"
        for method in start_methods(run)
    ]


@sample
def sibling_module_lock(run: Run) -> None:
    """The line of forkserver depends on the Python version; Windows has only spawn."""
    gets_in = {
        "fork": False,
        "forkserver": not server_imports_once(run),
        "spawn": True,
    }
    assert run.lines == [
        f"{method}: the second gets in: {gets_in[method]}"
        for method in start_methods(run)
    ]


# queues
broken_dead_producer = exact(
    hangs=['print("second order:", orders.get())'], limit=6
)
broken_join_before_get = exact(hangs=["child.join()"], limit=6)
broken_main_and_feeder = exact(hangs=True, limit=4)
broken_unpicklable_item = exact(
    stderr=[r"TypeError: cannot pickle 'generator' object"]
)


@sample
def empty_after_put(run: Run) -> None:
    """How often depends on when the system lets the feeder thread run."""
    words = run.stdout.split()
    assert (
        run.stdout == f"empty() was wrong {words[3]} times out of 200\n"
    )
    assert 0 < int(words[3]) <= 200


@sample
def queue_shutdown(run: Run) -> None:
    """The thread queue has it since Python 3.13."""
    assert run.lines == [
        f"queue.Queue: {run.python.version >= (3, 13)}",
        "multiprocessing.Queue: False",
    ]


# producers-and-consumers
what_survives = exact(leaves=["orders.db"])
broken_cook_gives_up = exact(
    hangs=["orders.join()"], limit=6, stderr=[r"ValueError: burnt soup"]
)
broken_too_many_task_done = exact(
    status=1,
    stderr=[r"ValueError: task_done\(\) called too many times"],
)
broken_waiting_cooks = exact(
    hangs=["orders.get()", "orders.get()"], limit=6
)


@sample
def log_through_a_queue(run: Run) -> None:
    """Which cook is first is chance; each cook's own lines keep their order."""
    said = "{} INFO the soup is ready", "{} WARNING no salt left"
    assert len(run.lines) == 4
    for cook in ("Ann", "Bob"):
        own = [line for line in run.lines if line.startswith(cook)]
        assert own == [line.format(cook) for line in said]


# starting-and-ending
broken_killed_waiter = exact(hangs=["bread.notify()"], limit=6)
ends_with_its_parent = exact(limit=20)
exit_codes = exact(
    platforms=POSIX,
    because="os.kill() on Windows sends no such signals",
    stderr=[r"RuntimeError: the oven is on fire"],
    limit=20,
)
# A kernel of Jupyter, and in it two children.
in_a_notebook = exact(
    stderr=[r"AttributeError: .*'greet'.*"],
    limit=60,
    slow="starts a kernel of Jupyter",
    leaves=["greeting.py"],
)
places_to_start_from = exact(
    limit=40,
    slow="starts processes from many places",
    leaves=["shop"],
)
ways_to_end = exact(
    platforms=POSIX,
    because="terminate() on Windows sends no signal",
    limit=20,
)

# sharing-data
# With Python's checks, faulthandler would print the stack of the crash.
broken_array_outlives = exact(
    platforms=POSIX,
    because="a crash has another exit code on Windows",
    development=False,
    limit=30,
)
broken_equal_dice = exact(
    platforms=POSIX, because="Windows cannot fork", limit=30
)
leave_the_lock_at_home = exact(limit=20)
manager_orders = exact(limit=20)
own_dice = exact(limit=30)
shared_array = exact(limit=30)
shared_block = exact(limit=20)
