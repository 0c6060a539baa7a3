"""Programs that teach the wrong thing are refused by the judges of the examples.

Each is an example of the pages with one change. Where only a build that runs threads at once can
tell, it runs on one, if there is one.
"""

import ast
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from parsed import tree_of
from saying import fail

from tools.examples import recording, runner
from tools.examples.judge import problems
from tools.examples.outcome import outcome_of
from tools.examples.snippet import Snippet
from tools.files import ROOT, place
from tools.interpreters import find, running

linux = pytest.mark.skipif(sys.platform != "linux", reason="of Linux")


def ran(name, folder: Path, *changes: tuple[str, str], python=None):
    """What the judge says of an example that was changed, and its run."""
    chapter, _, stem = name.partition("/")
    shutil.copytree(ROOT / "snippets" / chapter, folder / "snippets" / chapter)
    program = folder / "snippets" / f"{name}.py"
    text = program.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"{stem} has changed; adapt this test: {old}"
        text = text.replace(old, new)
    program.write_text(text, "utf-8")
    snippet = Snippet(f"{name}.py", folder / "snippets")
    outcome, kept = outcome_of(snippet), recording.read(snippet)
    run = runner.run(program, python or running(), outcome.limit, outcome.arguments)
    return problems(snippet, run, outcome, kept.run), run


LOCK, NO_LOCK = "    with lock:\n", "    if True:\n"
POOL, KITCHEN = "processes/lock_for_a_pool", "processes/growing_backlog"
TELLS_NOTHING = ("results.put(left", "results.put(nothing")
WRONG = {
    "loses nothing": ("locks/lost_updates", ("return before + UPDATES - count", "return 0")),
    "a loop that raises": ("locks/lost_updates", ("same(count) + 1", "same(nothing) + 1")),
    "a sale that raises": ("locks/tills", ("self.total += price", "self.total += nothing")),
    "leaves a file": ("locks/broken_where", ('TemporaryFile("w+")', 'open("stacks.txt", "w+")')),
    "nobody runs": ("gil/who_runs", ('"#" if one else "."', '"."')),
    "a pool without its lock": (POOL, (LOCK, NO_LOCK)),
    "a pool with a lock of its module": (
        POOL,
        ("STOCK = ", "lock = mp.Lock()\nSTOCK = "),
        ("    global lock\n    lock = shared_lock\n", ""),
    ),
    "swapped records": (
        "processes/log_through_a_queue",
        ('    log.info("the soup is ready")\n    log.warning("no salt left")\n',
         '    log.warning("no salt left")\n    log.info("the soup is ready")\n'),
    ),
    "nothing is stored": ("processes/what_survives", ('INSERT INTO orders VALUES (?)', "SELECT ?")),
    "nothing waits": ("processes/what_survives", ("            waiting.put(dish)\n", "")),
    "the shop never closes": ("processes/what_survives", ("        shop.kill()\n", "")),
    "every child imports": (
        "processes/module_runs_again",
        ("ctx = mp.get_context(method)", 'ctx = mp.get_context("spawn")'),
    ),
    "only spawn starts": (
        "processes/first_line",
        ("ctx = mp.get_context(method)", 'ctx = mp.get_context("spawn")'),
    ),
    "a lock that nobody holds": ("processes/sibling_module_lock", (LOCK, NO_LOCK)),
    "cooks of three": (KITCHEN, ("for _ in range(2):", "for _ in range(3):")),
    "a cook who raises": (KITCHEN, ("orders.get()", "nothing")),
    "an early bell": (KITCHEN, ("bell.wait()  # the minute", "pass  # the minute")),
    "no lock at the rush": (
        "processes/ticket_rush",
        (LOCK, NO_LOCK),
        ("    if left > 0:", "    __import__('time').sleep(0.5)\n        if left > 0:"),
    ),
    "nobody transfers": (
        "capstones/atm_transfer",
        ("        if source.balance < amount:", "        if True:"),
    ),
    "more seats than one": ("capstones/broken_course_moves_up", ("SEATS = 1", "SEATS = 2")),
    "an oversold round too many": ("next/pauses_everywhere", ("found = 0", "found = 1")),
    "too few values": ("measurements/cost_of_process", ("for _ in range(3)", "for _ in range(2)")),
    "a note of nothing": ("measurements/sharing", ('(f"{label}: {s', '(f"note: so\\n{label}: {s')),
    "other sizes": ("measurements/talking", ("SIZES = 100,", "SIZES = 101,")),
    "a shorter wait": ("measurements/sockets", ("asyncio.sleep(0.1)", "asyncio.sleep(0.01)")),
    **{
        f"a buyer who crashes: {name}": (f"processes/{name}", TELLS_NOTHING)
        for name in ("ticket_rush", "broken_ticket_rush", "broken_look_outside_lock")
    },
}  # fmt: skip
ONE_METHOD = ("every child imports", "only spawn starts", "a lock that nobody holds")


@pytest.mark.parametrize("name", ["locks/tills", POOL, "processes/what_survives", KITCHEN])
def test_as_it_is_it_is_not_refused(name, tmp_path):
    assert ran(name, tmp_path)[0] == []


@pytest.mark.one_in(4)
@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_program_is_refused(what, tmp_path):
    if what in ONE_METHOD and sys.platform == "win32":
        pytest.skip("Windows has only spawn")
    name, *changes = WRONG[what]
    found, _ = ran(name, tmp_path, *changes)
    assert found


@pytest.mark.parametrize("name", ["ticket_rush", "broken_ticket_rush", "broken_look_outside_lock"])
def test_a_buyer_who_crashes_keeps_nobody_waiting(name, tmp_path):
    found, run = ran(f"processes/{name}", tmp_path, TELLS_NOTHING)
    assert found
    assert run.status is not None


@linux
def test_a_refusal_of_the_system_is_told(tmp_path):
    found, run = ran("processes/adopted", tmp_path, ("SUBREAPER = 36", "SUBREAPER = -1"))
    assert found
    assert "OSError" in run.stderr


def test_three_steps_may_lose_where_threads_run_at_once(tmp_path):
    lost = ("balance = new\n", "balance = new - 50 * (new > 50)\n")
    free = [python for python in find() if not python.gil]
    if not free:
        pytest.skip("needs Python without a GIL")
    assert not ran("locks/three_steps", tmp_path, lost, python=free[0])[0]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("three_steps", ("balance = new\n", "balance = new - 50 * (new > 50)\n")),
        ("last_ticket", ("    if tickets > 0:\n        tickets -= 1\n", "    tickets -= 1\n")),
    ],
)
@pytest.mark.skipif(
    not running().gil or running().version >= (3, 16), reason="needs Python 3.11 to 3.15, GIL"
)
def test_what_a_gil_never_loses_is_not_lost(name, change, tmp_path):
    found, run = ran(f"locks/{name}", tmp_path, change)
    assert found, f"snippets/locks/outcomes.py: {name}() accepts {run.lines}, which no GIL allows"


TOLD = {  # what a reader is told that an output depends on, and what then has to be asked for
    "python.gil": re.compile(r"\bGIL\b|free-threaded"),
    "python.version": re.compile(r"\b3\.\d+"),
    "platform": re.compile(r"Windows|macOS"),
}


def not_asked(source: str) -> Iterator[tuple[int, str, str]]:
    """Samples whose reason names a build, a version or a system that their check never asks for."""
    functions = {one.name: one for one in tree_of(source).body if isinstance(one, ast.FunctionDef)}
    for sample in functions.values():
        names, asked = [sample.name], ""
        for name in names:  # it calls others, which may ask
            body = ast.unparse(functions[name])
            calls = [one for one in functions if re.search(rf"\b{one}\(", body)]
            names += [one for one in calls if one not in names]
            asked += body
        for what, words in TOLD.items():
            told = words.search(ast.get_docstring(sample) or "")
            if sample.decorator_list and told and f".{what}" not in asked:
                yield sample.lineno, told[0], what


def test_a_judge_asks_for_what_its_reader_is_told():
    fail(
        f"{place(file)}:{line}: it tells the reader of {word}, and never asks for run.{what}: "
        "assert what that build, version or system cannot print, or tell another reason"
        for file in sorted((ROOT / "snippets").glob("*/outcomes.py"))
        for line, word, what in not_asked(file.read_text("utf-8"))
    )
    keeps = "def keeps(run):\n    'Why.'\n    return run.python.gil\n"
    tea = "@sample\ndef tea(run):\n    'With the GIL, 3.11 loses none.'\n    assert run.lines"
    assert [line for line, _, _ in not_asked(keeps + tea)] == [5, 5]
    right = f"{keeps}{tea} or keeps(run) and run.python.version > (3, 11)"
    assert not [*not_asked(right)]


QUIET, BUSY = 0.5, 2.0  # cores that were busy


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("gil/cores_used", [("hashes: more than one", "hashes: at most one")]),
        ("gil/cores_used", [("hashes: more than one", "hashes: none")]),
        ("gil/cores_used", [("count: at most one", "count: none")]),
        (
            "gil/cores_small_pieces",
            [("1000000 bytes: more than one", "1000000 bytes: at most one")],
        ),
        ("choosing/what_limits", [("add_up: 100%", "add_up: 22%")]),
        ("choosing/what_limits", [("again: 100%", "again: 17%")]),
    ],
)
def test_a_quiet_machine_shows_how_many_cores_are_used(name, changes):
    snippet = Snippet(f"{name}.py", ROOT / "snippets")
    outcome, kept = outcome_of(snippet), recording.read(snippet).run
    kept = replace(kept, left=tuple(f"work/{leaf}" for leaf in outcome.leaves))
    text = kept.stdout
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    assert not problems(snippet, replace(kept, busy=QUIET), outcome, kept)
    assert problems(snippet, replace(kept, stdout=text, busy=QUIET), outcome, kept)
    assert not problems(snippet, replace(kept, stdout=text, busy=BUSY), outcome, kept)


def test_without_a_gil_a_quiet_machine_lets_threads_count_on_two_cores():
    for name in ("cores_used", "cores_small_pieces"):
        snippet = Snippet(f"gil/{name}.py", ROOT / "snippets")
        outcome, kept = outcome_of(snippet), recording.read(snippet).run
        free = replace(kept, python=replace(kept.python, gil=False), busy=QUIET)
        assert problems(snippet, free, outcome, kept)
        all_two = kept.stdout.replace("at most one", "more than one")
        assert not problems(snippet, replace(free, stdout=all_two), outcome, kept)


def test_one_worker_alone_is_no_taking_of_turns():
    snippet = Snippet("gil/who_runs.py", ROOT / "snippets")
    outcome, kept = outcome_of(snippet), recording.read(snippet).run
    alone = f"{'#' * 60}\n{'.' * 60}\n"
    assert problems(snippet, replace(kept, stdout=alone, busy=QUIET), outcome, kept)
