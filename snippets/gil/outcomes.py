"""What the examples of this chapter may print; one that is not named here prints the same on every run."""

from tools.outcomes import Run, exact, sample


# what-it-is
@sample
def which_python(run: Run) -> None:
    """The answers depend on the implementation and on the build."""
    gil = run.python.gil
    assert run.lines == [
        f"implementation: {run.python.implementation}",
        f"free-threaded build: {not gil}",
        f"GIL on, in this process: {gil}",
        "switch interval: 5 ms",
    ]


@sample
def who_runs(run: Run) -> None:
    """The system decides who runs when; with a GIL, these threads never run at once."""
    assert len(run.lines) == 2
    assert all(len(line) == 60 for line in run.lines)
    assert set(run.stdout) <= set("#.\n")
    assert "#" in run.stdout
    both = list(zip(*run.lines, strict=True)).count(("#", "#"))
    assert both <= 1 or not run.python.gil
    if run.busy < 1.5:  # nothing else kept the cores busy
        shares = [line.count("#") for line in run.lines]
        assert sum(shares) >= 30
        assert min(shares) >= 5
        assert both >= 30 or run.python.gil


# cores-used
@sample
def cores_used(run: Run) -> None:
    """The build decides what is possible; free cores decide how much of it you get."""
    least, most = "at most one", "more than one"
    got = dict(line.split(": ") for line in run.lines)
    assert list(got) == ["count", "compute_hashes", "wait"]
    assert len(run.lines) == len(got)
    # A process that gets next to no CPU, on a loaded machine, says none.
    assert got["count"] in {"none", least, most}
    assert got["count"] != most or not run.python.gil
    assert got["compute_hashes"] in {"none", least, most}
    assert got["wait"] == "none"
    if run.busy < 0.95:  # a second core was free
        assert got["count"] == (least if run.python.gil else most)
        assert got["compute_hashes"] == most


@sample
def cores_small_pieces(run: Run) -> None:
    """The build decides what is possible; free cores decide how much of it you get."""
    large, small = (line.split(": ") for line in run.lines)
    assert large[0] == "pieces of 1000000 bytes"
    assert small[0] == "pieces of 64 bytes"
    assert large[1] in {"at most one", "more than one"}
    assert small[1] in {"at most one", "more than one"}
    assert small[1] == "at most one" or not run.python.gil
    if run.busy < 1.15:  # a second core was free
        assert large[1] == "more than one"
        assert small[1] == "more than one" or run.python.gil


# memory
@sample
def count_references(run: Run) -> None:
    """None became immortal in Python 3.12; since 3.14 the interpreter often borrows a reference."""
    version = run.python.version
    none = "+0" if version >= (3, 12) else "+1000"
    assert run.lines == [
        "1000 more references to a soup: +1000",
        f"1000 more references to None: {none}",
        f"a fresh soup with one name: {1 if version >= (3, 14) else 2}",
    ]


@sample
def collector_comes(run: Run) -> None:
    """The thresholds changed in Python 3.13."""
    version = run.python.version
    head, thresholds, end = run.lines
    assert head == f"Python {version[0]}.{version[1]}"
    if version < (3, 13):
        assert thresholds == "thresholds: (700, 10, 10)"
    elif not (3, 14) <= version < (3, 14, 5):  # incremental there
        assert thresholds == "thresholds: (2000, 10, 10)"
    assert end == "nobody called gc.collect(); still there: None"


# gil-and-mutex
@sample
def who_lets_go(run: Run) -> None:
    """With a GIL it is always this; a free-threaded build lets the other thread run all the time."""
    got = dict(
        line.split(": the other thread ran: ") for line in run.lines
    )
    lets_go = {
        "sum 100,000 numbers": "False",
        "hash 100 bytes": "False",
        "hash 20 million bytes": "True",
        "sleep": "True",
        "wait for a lock": "True",
    }
    assert list(got) == list(lets_go)
    assert len(run.lines) == len(got)
    assert got == lets_go or not run.python.gil


# free-threading
broken_look_then_take = exact(stderr=[r"KeyError: 'red'"])


@sample
def ask_twice(run: Run) -> None:
    """The build decides. A build with a GIL cannot switch it off."""
    asked, answers = run.lines[::2], run.lines[1::2]
    assert asked == ["python", "python -X gil=1", "python -X gil=0"]
    if run.python.gil:
        with_gil = "    free-threaded build False, GIL on True"
        assert answers[:2] == [with_gil, with_gil]
        assert answers[2].startswith("    Fatal Python error: ")
        assert answers[2].endswith(
            "Disabling the GIL is not supported by this build"
        )
    else:
        assert answers == [
            "    free-threaded build True, GIL on False",
            "    free-threaded build True, GIL on True",
            "    free-threaded build True, GIL on False",
        ]


@sample
def shared_iterator(run: Run) -> None:
    """In a free-threaded build two threads may get the same item, or miss one; with a GIL this iterator gives each out once."""
    labels, (orders, cooked, exactly) = zip(
        *(line.split(": ") for line in run.lines), strict=True
    )
    assert labels == ("orders", "cooked", "every order exactly once")
    assert orders == "200000"
    assert 0 < int(cooked) < 10**9  # for more there is no time
    assert exactly in {"True", "False"}
    if run.python.gil:
        assert exactly == "True"
    if exactly == "True":
        assert cooked == orders


@sample
def sort_seen_empty(run: Run) -> None:
    """With a GIL nobody can look into a sort that runs in C alone; the first line depends on the build."""
    in_c, with_a_function = run.lines
    assert in_c.removeprefix("sort():               ") in {
        "False",
        "True",
    }
    assert in_c.endswith("False") or not run.python.gil
    assert with_a_function == "sort(key=a function): True"


# subinterpreters
@sample
def own_gil(run: Run) -> None:
    """In a free-threaded build the thread can wave, too."""
    thread, interpreter = run.lines
    assert thread == "a thread: False" or not run.python.gil
    assert interpreter == "an interpreter: True"
