"""Every exercise can be done: its check fails for the starter, and passes for the solution."""

import ast
import functools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import check_mutants
import pytest
import right_solutions
import wrong_capstones
import wrong_solutions
from check_mutants import Refusal
from moments import LATE, LATE_PROCESSES, PAUSE
from parsed import tree_of
from saying import fail
from snippet_mutants import listed

from docs import DOCS
from tools.examples import exercise as exercises
from tools.examples import page as pages
from tools.examples.exercise import CHECKS
from tools.files import place, read_text
from tools.site import publish

EXERCISES = {one.name: one for one in exercises.every_exercise()}
ALL = wrong_solutions.ALL | wrong_capstones.ALL
MANY = Path(__file__).with_name("many_solutions.py")
FEWEST, FEWEST_OF_A_CAPSTONE = 5, 8  # wrong solutions
RIGHT = [
    pytest.param(EXERCISES[exercise], tests, changes, id=f"{exercise}: {name}")
    for exercise, by_name in wrong_capstones.RIGHT.items()
    for name, (tests, *changes) in by_name.items()
]

checks = functools.cache(publish.checks)
every_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
# The check of a capstone tries every moment of every pair, in threads and in processes.
every_check = pytest.mark.parametrize(
    "exercise",
    [
        pytest.param(one, marks=[pytest.mark.left_to_all] if name in wrong_capstones.ALL else [])
        for name, one in EXERCISES.items()
    ],
    ids=EXERCISES,
)


def put(exercise, program, folder):
    """Put the check and the text of a program beside each other."""
    (folder / exercise.check.name).write_text(checks()[exercise.published], "utf-8")
    (folder / exercise.starter.path.name).write_text(program, "utf-8")


OWN = 120  # seconds that a check has for itself, beside the program's


def run_pytest(folder, *arguments, limit=60):
    """Run pytest as a reader does.

    A starter and its solution have the same time: one that is slow is not taken for one that hangs.
    What is wrong because it hangs is stopped sooner. A check that hangs by itself says where.
    """
    (folder / "none.ini").write_text(
        f"[pytest]\nfaulthandler_timeout = {limit + OWN}\nfaulthandler_exit_on_timeout = true\n"
    )
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "none.ini"]
    return subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env=os.environ | {"CHECK_LIMIT": str(limit), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=1200,
    )


def run_check(exercise, program, folder, *chosen):
    """Do what a reader does: the check and a program beside each other, and pytest."""
    put(exercise, program, folder)
    return run_pytest(folder, *(chosen or [exercise.check.name]))


# Which test of its check a starter fails first of all, and in which words: not at a time limit.
REASONS = {
    "atm": (
        "test_at_every_moment[withdrawals-threads]",
        "from the look at the balance to its change is one step",
    ),
    "call_each": ("test_each_has_its_process_and_all_run_at_once", "did not run at the same time"),
    "course": ("test_two_at_once", "'+ Cem drawing' came to the same office"),
    "doorbell": ("test_the_bell_rings_once", "The bell rang 2 times"),
    "errand": ("test_the_answer_comes_back", "result() has to return what the function has"),
    "job_queue": ("test_close_waits_for_every_job", "and when close() returned"),
    "last_cake": ("test_the_one_piece_is_eaten_once", "guests have eaten it"),
    "late_guests": (
        "test_a_guest_may_come_later_than_any_time_limit",
        "However long the cook waits, a guest can come after that",
    ),
    "locked_door": ("test_nobody_gets_in_at_a_locked_door", "the guest got in at a locked door"),
    "photo_lab": ("test_the_photo_comes_whole", "cannot end before its photo has been taken"),
    "piggy_bank": ("test_no_coin_is_lost", "both had looked before either changed the number"),
    "run_all": ("test_all_run_at_the_same_time", "A function was called in the main thread"),
    "shout_server": (
        "test_a_character_may_come_in_halves",
        "collect whole lines before you decode",
    ),
    "transfer": ("test_opposite_transfers_both_end", "in opposite directions wait for each other"),
}


WRONG = "what is wrong, and how the check says it, in tests/wrong_solutions.py"


def stated(by_name, exercise, what):
    """What stands there of an exercise. The test fails if nothing does."""
    if exercise.name not in by_name:
        fail([f"{place(exercise.check)}:1: say of {exercise.name}, too, {what}"])
    return by_name[exercise.name]


def test_of_an_exercise_that_is_new_is_said_where_more_is_to_be_said():
    exercise = next(iter(EXERCISES.values()))
    with pytest.raises(pytest.fail.Exception, match=r"^exercises/check_\w+\.py:1: say of .* WHAT$"):
        stated({}, exercise, "WHAT")
    assert stated({exercise.name: 1}, exercise, "WHAT") == 1


def stated_failure(exercise, program, folder):
    """Fail unless the check fails for a program in the way that is stated of its starter."""
    only, words = stated(
        REASONS, exercise, "how its starter fails, in REASONS in tests/test_exercises.py"
    )
    done = run_check(exercise, program, folder, f"{exercise.check.name}::{only}")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout
    assert words in done.stdout, done.stdout


@pytest.mark.one_in(2)
@every_exercise
def test_the_check_fails_for_the_starter_for_the_stated_reason(exercise, tmp_path):
    stated_failure(exercise, exercise.starter.source, tmp_path)


@pytest.mark.one_in(2)
@every_check
def test_the_check_passes_for_the_solution(exercise, tmp_path):
    done = run_check(exercise, exercise.solution.source, tmp_path)
    assert done.returncode == pytest.ExitCode.OK, done.stdout


# Every other thread and every other process begins late.
SLOW = LATE.replace(f"sleep({PAUSE})", "sleep(next(turns))")
SLOW += "import itertools\nturns = itertools.cycle((0, 0.5))\n"
SLOW += LATE_PROCESSES.replace(f"sleep({PAUSE})", "sleep(args[0]._identity[-1] % 2 * 2)")


def slow(exercise):
    """The model solution on a slow machine."""
    return f"exec({SLOW!r}, {{}}); {exercise.solution.source}"


@pytest.mark.left_to_all
@pytest.mark.one_in(7, with_all=7)
@pytest.mark.parametrize("name", [name for name in EXERCISES if name not in wrong_capstones.ALL])
def test_the_check_passes_for_the_solution_on_a_slow_machine(name, tmp_path):
    """A check of a capstone stops threads by itself, and has no time limits."""
    exercise = EXERCISES[name]
    done = run_check(exercise, slow(exercise), tmp_path)
    assert done.returncode == pytest.ExitCode.OK, (
        f"exercises/{exercise.check.name} refuses what is right, where a thread begins 0.5 s "
        "late, or a process 2 s; let it wait longer, a time limit ends only what hangs:\n"
        f"{done.stdout}"
    )


@pytest.mark.parametrize(
    ("name", "only", "limit", "shorter"),
    [
        ("run_all", "test_all_run_at_the_same_time", "wait(timeout=5)", "wait(timeout=0.1)"),
        ("call_each", "test_each_has_its_process_and_all_run_at_once", "() + 10", "() + 1"),
    ],
)
def test_a_check_that_does_not_wait_for_a_slow_machine_is_found(
    name, only, limit, shorter, tmp_path
):
    exercise = EXERCISES[name]
    put(exercise, slow(exercise), tmp_path)
    check = tmp_path / exercise.check.name
    text = check.read_text("utf-8")
    assert limit in text
    check.write_text(text.replace(limit, shorter), "utf-8")
    done = run_pytest(tmp_path, f"{check.name}::{only}")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout


def test_a_check_that_hangs_by_itself_is_named_with_its_line(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "OWN", 1)
    exercise = EXERCISES["doorbell"]
    put(exercise, exercise.solution.source, tmp_path)
    check = tmp_path / exercise.check.name
    hangs = "def test_hangs():\n    import threading; threading.Event().wait()\n\n\n"
    check.write_text(hangs + check.read_text("utf-8"), "utf-8")
    done = run_pytest(tmp_path, f"{check.name}::test_hangs", limit=1)
    assert done.returncode not in (None, pytest.ExitCode.OK)
    assert re.search(rf"{check.name}\", line 2 in test_hangs", done.stdout), done.stdout


def test_a_solution_in_place_of_its_starter_is_noticed(tmp_path):
    doorbell = EXERCISES["doorbell"]
    with pytest.raises(AssertionError):
        stated_failure(doorbell, doorbell.solution.source, tmp_path)


def changed(exercise, changes):
    """The model solution, changed."""
    text = exercise.solution.text
    for old, new in changes:
        assert old in text, f"the model solution has no {old!r} any more"
        text = text.replace(old, new)
    return text


STARTER = "the starter"


def program(exercise, wrong):
    """A wrong solution's text."""
    return exercise.starter.text if wrong.changes is None else changed(exercise, wrong.changes)


def refusals(exercise, wrong, folder, limit):
    """How the check refuses wrong solutions; by name, of those that it refuses."""
    if not wrong:
        return {}
    names = {f"solution_{number}": name for number, name in enumerate(wrong)}
    for number, name in names.items():
        (folder / number).mkdir(parents=True)
        put(exercise, program(exercise, wrong[name]), folder / number)
    shutil.copy(MANY, folder / "conftest.py")
    chosen = {number: wrong[name].test for number, name in names.items()}
    (folder / "chosen.json").write_text(json.dumps(chosen), "utf-8")
    files = [f"{number}/{exercise.check.name}" for number in names]
    kept = ["--import-mode=importlib", f"--basetemp={folder / 'kept'}"]
    done = run_pytest(folder, *kept, *files, limit=limit)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout
    return {
        names[number]: Refusal(
            name=names[number],
            words=wrong[names[number]].said,
            check=folder / number / exercise.check.name,
            **one | {"folder": Path(one["folder"])},
        )
        for number, one in json.loads((folder / "said.json").read_text("utf-8")).items()
    }


def each_once(wrong):
    """Wrong solutions by name, each as often as tests have to refuse it."""
    more = [
        (f"{name}: {test}", one._replace(test=test, said=said))
        for name, one in wrong.items()
        for test, said in one.also
    ]
    return wrong | dict(more)


def all_refusals(exercise, folder):
    """How the check refuses each wrong solution, and the starter."""
    wrong = each_once(stated(ALL, exercise, WRONG))
    hangs = {name: one for name, one in wrong.items() if "was stopped" in one.said}
    ends = {name: one for name, one in wrong.items() if name not in hangs}
    ends[STARTER] = wrong_solutions.Wrong(None, *REASONS[exercise.name])
    found = refusals(exercise, ends, folder / "ends", limit=60)
    return found | refusals(exercise, hangs, folder / "hangs", limit=4)


@pytest.mark.one_in(5)
@every_check
def test_each_wrong_solution_is_refused_for_its_reason(exercise, tmp_path):
    refused = all_refusals(exercise, tmp_path)
    for name, one in each_once(stated(ALL, exercise, WRONG)).items():
        text = refused[name].said if name in refused else "nothing: it passed"
        assert one.said in " ".join(text.split()), f"{exercise.name}: {name}: the check says {text}"
    if sys.platform == "linux":  # others have fewer ways to start a process
        weak = unnoticed(exercise, refused.values())
        fail(f"{place(exercise.check)}:1: {one}" for one in weak)


def unnoticed(exercise, refused):
    """The ways to weaken how a check judges that no wrong solution would notice."""
    text = checks()[exercise.published]
    weaker = [one for one in check_mutants.weakened(exercise.name, text) if one.judges]
    found = [one.id for one in weaker if check_mutants.unnoticed(one, text, refused)]
    found += [
        f"{exercise.name}: EACH: without {case}"
        for case, lives in check_mutants.cases_unnoticed(text, refused)
        if lives
    ]
    named = listed(check_mutants.LISTED).values()
    for one in found:
        if not any(pattern.fullmatch(one) for pattern in named):
            yield (
                f"nobody would notice `{one}`; add a solution to tests/wrong_solutions.py that "
                "this lets pass, or name it in tests/check_mutants.toml, with the reason"
            )


WAITS = {"acquire", "get", "join", "result", "wait"}
# Waits of a solution that may have a time limit, and why.
MAY_GIVE_UP = {
    "last_cake: all_are_here.wait()": "the starter has it, so that both look before one eats",
    "late_guests: waiter.join()": "the waiter has said that no more comes, and only has to end",
    "locked_door: guest.join()": "the guest has answered, and only has to end",
}


def given_up(source: str) -> dict[str, str]:
    """A program with a time limit for one of its waits, for each of those; by the wait."""
    found, lines = {}, source.splitlines(keepends=True)
    calls = (
        node
        for part in ast.parse(source).body
        if not isinstance(part, ast.If)  # a check imports it
        for node in ast.walk(part)
        if isinstance(node, ast.Call) and not node.args and not node.keywords
    )
    for call in calls:
        if isinstance(call.func, ast.Attribute) and call.func.attr in WAITS:
            row, end = (call.end_lineno or 0) - 1, (call.end_col_offset or 0) - 1
            line = f"{lines[row][:end]}timeout=5{lines[row][end:]}"
            found[ast.unparse(call)] = "".join([*lines[:row], line, *lines[row + 1 :]])
    return found


GIVEN_UP = {
    f"{name}: {wait}": (exercise, text)
    for name, exercise in EXERCISES.items()
    if name not in wrong_capstones.ALL  # their checks take minutes
    for wait, text in given_up(exercise.solution.source).items()
}


@pytest.mark.one_in(4)
@pytest.mark.parametrize("wait", sorted(GIVEN_UP.keys() - MAY_GIVE_UP.keys()))
def test_a_wait_that_gives_up_is_refused(wait, tmp_path):
    """However long it waits, somebody can take longer."""
    exercise, text = GIVEN_UP[wait]
    put(exercise, text, tmp_path)
    if not run_pytest(tmp_path, "-x", exercise.check.name, limit=10).returncode:
        do = "let time fly there, or say in MAY_GIVE_UP why it may"
        fail([f"{place(exercise.check)}:1: it lets {wait} have timeout=5; {do}"])


def test_a_wait_that_may_give_up_is_there():
    fail(
        f"{place(Path(__file__))}: MAY_GIVE_UP: there is no {wait} any more"
        for wait in MAY_GIVE_UP.keys() - GIVEN_UP.keys()
    )


def test_each_wait_that_a_check_reaches_is_given_a_limit():
    source = "def one(it):\n    it.get(); it.wait(3)\n    return it.join()\nif it:\n    it.get()\n"
    assert given_up(source) == {
        "it.get()": source.replace("    it.get();", "    it.get(timeout=5);"),
        "it.join()": source.replace("join()", "join(timeout=5)"),
    }


BY_CHANCE = {"test_a_stampede"}  # what it refuses, others refuse each time


def idle(names: Iterable[str], chosen: Iterable[str]) -> list[str]:
    """Tests of a check that nothing wrong has to fail; what has to is `chosen` as for pytest -k."""
    wanted = [[words.split(" and ") for words in choice.split(" or ")] for choice in chosen]
    failed = {
        name.partition("[")[0]
        for name in names
        for choice in wanted
        if any(all(word in name for word in words) for words in choice)
    }
    every = dict.fromkeys(name.partition("[")[0] for name in names)
    return [name for name in every if name not in failed | BY_CHANCE]


@pytest.mark.one_in(3)
@every_check
def test_each_test_of_a_check_refuses_something(exercise, tmp_path):
    """Else it could assert nothing, and nobody would notice."""
    put(exercise, exercise.starter.text, tmp_path)
    done = run_pytest(tmp_path, exercise.check.name, "--collect-only", "-q")
    names = [line.partition("::")[2] for line in done.stdout.splitlines() if "::" in line]
    assert names, done.stdout
    chosen = [wrong.test for wrong in each_once(stated(ALL, exercise, WRONG)).values()]
    fail(
        f"{place(exercise.check)}:1: {name} lets each wrong solution pass; add one to "
        "tests/wrong_solutions.py that it is there for"
        for name in idle(names, [*chosen, REASONS[exercise.name][0].partition("[")[0]])
    )


def test_a_test_that_refuses_nothing_is_found():
    names = ["test_a[one]", "test_a[two]", "test_b", "test_c_or_d"]
    assert idle(names, ["a and two", "nothing or c_or"]) == ["test_b"]


def uncalled(source: str) -> list[str]:
    """Functions of a check that nothing in it names: pytest calls the tests, readers nothing."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    named = {node.id for node in nodes if isinstance(node, ast.Name)}
    named |= {node.value for node in nodes if isinstance(node, ast.Constant)}  # by `tail.py`
    made = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [
        name for name in made if name not in named and not name.startswith(("test_", "pytest_"))
    ]


@every_exercise
def test_every_experiment_of_a_check_is_made(exercise):
    """One that was left out, for it takes long, lets pass what it alone refuses."""
    fail(
        f"{place(exercise.check)}:1: nothing calls {name}(): let a test ask it, or take it out"
        for name in uncalled(read_text(exercise.check))
    )


def test_an_experiment_that_is_left_out_is_found():
    source = "def one(): ...\ndef two(): ...\ndef test_it(folder):\n    ask(one, folder)\n"
    assert uncalled(source) == ["two"]


@pytest.mark.one_in(7, with_all=3)
@pytest.mark.parametrize(("exercise", "tests", "changes"), RIGHT)
def test_another_way_to_be_right_passes(exercise, tests, changes, tmp_path):
    program = changed(exercise, changes)
    done = run_check(exercise, program, tmp_path, "-k", tests, exercise.check.name)
    assert done.returncode == pytest.ExitCode.OK, done.stdout


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("exercise", "changes"),
    [
        pytest.param(EXERCISES[exercise], changes, id=f"{exercise}: {name}")
        for exercise, by_name in right_solutions.ALL.items()
        for name, changes in by_name.items()
    ],
)
def test_what_is_right_in_another_way_is_not_refused(exercise, changes, tmp_path):
    done = run_check(exercise, changed(exercise, changes), tmp_path)
    assert done.returncode == pytest.ExitCode.OK, done.stdout


@every_exercise
def test_an_exercise_can_be_done_in_more_than_one_way(exercise):
    stated(
        right_solutions.ALL | wrong_capstones.RIGHT,
        exercise,
        "what is right in another way, in tests/right_solutions.py",
    )


@every_exercise
def test_an_exercise_has_enough_wrong_solutions(exercise):
    fewest = FEWEST_OF_A_CAPSTONE if exercise.name in wrong_capstones.ALL else FEWEST
    if (have := len(stated(ALL, exercise, WRONG))) < fewest:
        fail([f"{exercise.name} has {have} wrong solutions; add others, {fewest} in all"])


@every_exercise
def test_a_page_links_to_the_check(exercise):
    texts = [page.read_text("utf-8") for page in pages.every_page(DOCS)]
    link = f"[{exercise.check.name}](../snippets/{exercise.published})"
    assert any(link[link.index("(../") + 4 :] in text for text in texts), f"no page has {link}"


FIGURE = re.compile(r"(?<![\w.])\d[\d,]*(?![\w.]*\w)")


def equalities(tree: ast.Module) -> Iterator[tuple[ast.Compare, ast.expr]]:
    """What has to be equal, and what is said if it is not, by an assert or by tell()."""
    for node in ast.walk(tree):
        match node:
            case ast.Assert(test=ast.Compare(ops=[ast.Eq()]) as test, msg=ast.expr() as said):
                yield test, said
            case ast.If(
                test=ast.Compare(ops=[ast.NotEq()]) as test,
                body=[ast.Expr(ast.Call(ast.Name("tell"), [said]))],
            ):
                yield test, said


def miscalled(source: str) -> Iterator[tuple[int, str]]:
    """Refusals that speak in figures of others than are wanted, or in another order."""
    for test, said in equalities(tree_of(source)):
        parts = [said] if isinstance(said, ast.Constant) else getattr(said, "values", [])
        text = " ".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
        figures = [int(figure.replace(",", "")) for figure in FIGURE.findall(text)]
        (right,) = test.comparators
        wanted = [
            node.value
            for node in (right.elts if isinstance(right, ast.List) else [right])
            if isinstance(node, ast.Constant) and type(node.value) is int
        ]
        told = [figure for figure in dict.fromkeys(figures) if figure in wanted]
        if figures and wanted and told != [*dict.fromkeys(wanted)]:
            yield test.lineno, f"{ast.unparse(test)} is asserted, and what is said has {figures}"


def test_a_refusal_says_the_numbers_that_are_wanted():
    """A reader who is told of 120 and 80 mends what is right."""
    fail(
        f"{place(file)}:{line}: {problem}; let both agree, in one order"
        for file in sorted(CHECKS.rglob("*.py"))
        for line, problem in miscalled(read_text(file))
    )


def test_a_refusal_with_other_numbers_is_found():
    def told(said: str, wanted: str = "[80, 120]") -> int:
        asserted = f"assert seen == {wanted}, f{said!r}"
        one = len(list(miscalled(asserted)))
        assert one == len(list(miscalled(f"if seen != {wanted}:\n    tell(f{said!r})")))
        return one

    assert told("Ann has to have 120 and Bob 80, not {seen}.") == 1
    assert told("Ann has to have 80 and Bob 130, not {seen}.") == 1
    assert not told("Ann has to have 80 and Bob 120, not {seen}.") + told("Not {seen:5.2f}.")
    assert not told("Of 2 and 3 it has to be 5, not {seen}.", "5") + told("12 each.", "[12, 12]")


def test_every_solution_has_its_check():
    named = {snippet.name for snippet in exercises.solutions()}
    assert named == {exercise.solution.name for exercise in EXERCISES.values()}
