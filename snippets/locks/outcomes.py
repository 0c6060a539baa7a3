"""What the examples of this chapter may print; one that is not named here prints the same on every run."""

from tools.outcomes import POSIX, Run, exact, postgres, sample


# races
@sample
def plus_equals_steps(run: Run) -> None:
    """The names of some steps depend on the Python version."""
    steps = [" ".join(line.split()) for line in run.lines]
    before, read, one, add, write, *ends = steps
    assert before == "RESUME"
    assert read == "LOAD_GLOBAL count"
    assert one in {"LOAD_CONST 1", "LOAD_SMALL_INT"}  # its number has 1
    assert add == "BINARY_OP +="
    assert write == "STORE_GLOBAL count"
    assert ends in (
        ["LOAD_CONST None", "RETURN_VALUE"],
        ["LOAD_COMMON_CONSTANT None", "RETURN_VALUE"],
        ["RETURN_CONST None"],
    )


def keeps_lines_together(run: Run) -> bool:
    """Up to 3.15, no GIL changes hands between plain lines: no function begins there, nothing loops."""
    return run.python.gil and run.python.version < (3, 16)


@sample
def lost_updates(run: Run) -> None:
    """How many are lost is chance; with the GIL, Python 3.11 to 3.15 lose none in the plain loop."""
    lost = {}
    for line in run.lines:
        loop, _, rest = line.partition(": ")
        number, _, of = rest.partition(" of ")
        assert of == "1,200,000 lost"
        lost[loop] = int(number.replace(",", ""))
    assert len(run.lines) == len(lost)
    assert list(lost) == ["plain", "with_a_call"]
    assert all(0 <= number < 1_200_000 for number in lost.values())
    assert lost["with_a_call"] > 0
    if keeps_lines_together(run):
        assert lost["plain"] == 0


@sample
def three_steps(run: Run) -> None:
    """With the GIL, Python 3.11 to 3.15 lose nothing here; without it, 50 can be lost."""
    kept, lost = ["balance: 100"], ["balance: 50"]
    assert run.lines == kept or (
        run.lines == lost and not keeps_lines_together(run)
    )


@sample
def last_ticket(run: Run) -> None:
    """With the GIL, Python 3.11 to 3.15 sell one ticket here; without it, two can be sold."""
    one, two = ["tickets left: 0"], ["tickets left: -1"]
    assert run.lines == one or (
        run.lines == two and not keeps_lines_together(run)
    )


@sample
def first_order(run: Run) -> None:
    """With the GIL, Python 3.11 to 3.15 count both here; without it, one can be lost."""
    both, one = ["portions: {'soup': 2}"], ["portions: {'soup': 1}"]
    assert run.lines == both or (
        run.lines == one and not keeps_lines_together(run)
    )


# deadlock
def keeps_blocks_together(run: Run) -> bool:
    """Up to 3.15, a GIL does not change hands between two with lines, but for 3.14."""
    return keeps_lines_together(run) and run.python.version[:2] != (
        3,
        14,
    )


@sample(hangs=None, limit=4)
def crossed_order(run: Run) -> None:
    """With the GIL, Python 3.11 to 3.13 and 3.15 end here; others may hang, but seldom do."""
    hangs = run.status is None
    assert run.lines == ([] if hangs else ["chopped"] * 2)
    assert not (hangs and keeps_blocks_together(run))


@sample(hangs=None, limit=4)
def philosophers(run: Run) -> None:
    """With the GIL, Python 3.11 to 3.13 and 3.15 end here; others may hang, but seldom do."""
    hangs = run.status is None
    assert run.lines == ([] if hangs else ["one has eaten"] * 3)
    assert not (hangs and keeps_blocks_together(run))


broken_lock_twice = exact(hangs=["with self._lock:"], limit=4)
broken_opposite_order = exact(
    hangs=["with second:", "with second:"], limit=4
)


# semaphores-and-signals
@sample
def stop_flag(run: Run) -> None:
    """With the GIL, Python 3.14 and 3.15 serve nobody late here; others may."""
    late = ["served after closing: True"]
    keeps = keeps_lines_together(run) and run.python.version >= (3, 14)
    assert run.lines == ["served after closing: False"] or (
        run.lines == late and not keeps
    )


# queues-instead
broken_priority_tie = exact(
    status=1,
    stderr=[
        r"TypeError: '<' not supported between instances of 'dict' and 'dict'"
    ],
)

# databases
SERVER = {
    "services": [postgres],
    "limit": 60,
    "slow": "alone it starts a PostgreSQL server",
    "leaves": ["tmp/.lockfile"],
}
advisory_lock = exact(**SERVER)
ask_for_held_row = exact(**SERVER)
connection_pool = exact(**SERVER)
last_seat = exact(**SERVER)
retry_transaction = exact(**SERVER)
row_locks = exact(**SERVER)
server_finds_deadlock = exact(**SERVER)
table_lock = exact(**SERVER)
write_skew = exact(**SERVER)
optimistic = exact(leaves=["wiki.db"])

# safe-operations
connection_per_thread = exact(leaves=["shop.db"])
imported_once = exact(leaves=["menu.py"])
broken_handler_takes_lock = exact(hangs=["with till:"], limit=4)
lazily_imported_once = exact(leaves=["menu.py"])
logging_after_fork = exact(
    platforms=POSIX, because="Windows cannot fork"
)
