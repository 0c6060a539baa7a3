"""What the examples of this chapter may print; one that is not named here prints the same on every run."""

from tools.outcomes import POSIX, Run, exact, sample

# beyond-one-machine
durable_jobs = exact(leaves=["jobs.db"])


# io-or-cpu
@sample(leaves=["accounts"])
def what_limits(run: Run) -> None:
    """How often a core is free for what computes depends on what else runs."""
    shares = {}
    for line in run.lines:
        work, _, rest = line.partition(": ")
        share, _, words = rest.partition("%")
        assert words == " of the time on a core"
        shares[work] = int(share)
    assert len(run.lines) == len(shares)
    assert list(shares) == [
        "add_up",
        "ask_the_bank",
        "read_a_file_again",
    ]
    bank = shares.pop("ask_the_bank")
    # Beside others, starting a thread may take a moment of its time.
    assert bank < (5 if run.busy < 1.5 else 50)
    assert all(bank < share <= 105 for share in shares.values())
    if run.busy < 0.95:  # a core was free for it
        assert shares["add_up"] > 50
        # Elsewhere somebody may look into each file that is opened.
        assert (
            shares["read_a_file_again"] > 50 or run.platform != "linux"
        )


many_waits_one_core = exact(
    platforms=["linux"],
    because="the others have no os.sched_setaffinity()",
)


# Four processes, each of which imports the file; slow on a busy machine.
@sample(
    platforms=["linux"],
    because="the others have no os.sched_setaffinity()",
    limit=40,
    slow="four processes compute",
)
def cores_of_workers(run: Run) -> None:
    """A second core helps only if one is free; two threads can use it only without a GIL."""
    threads, processes, on_one_core = run.lines
    assert threads in {
        "two threads: at most one",
        "two threads: more than one",
    }
    if run.python.gil:
        assert threads == "two threads: at most one"
    assert processes in {
        "two processes: at most one",
        "two processes: more than one",
    }
    assert on_one_core == "two processes on one core: at most one"


# how-not-to-measure
how_many_cores = exact(
    platforms=["linux"],
    because="the others have no os.sched_setaffinity()",
)


# processes-with-threads
broken_fork_with_threads = exact(
    platforms=POSIX,
    because="Windows cannot fork",
    stderr=[
        r".*: DeprecationWarning: This process \(pid=\d+\) is multi-threaded, use of fork\(\) may lead to deadlocks in the child\."
    ],
)
