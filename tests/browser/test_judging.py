"""The judge of the page: it refuses starters and wrong solutions, and lets the solutions pass.

What the page runs is run here, upon greenlets in place of a browser's stacks.
"""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
import wrong_capstones
from parsed import tree_of
from test_exercises import ALL, EXERCISES

from tools.examples.exercise import CHECKS, IN_PAGE, Exercise
from tools.site import can_run

NATIVE = Path(__file__).with_name("native.py")
SCENES = [name for name, exercise in EXERCISES.items() if exercise.scenes]
STARTER = "the starter"
# What the page says of each: how the scene is broken, what it says, or what happens in it.
SAID = {
    "run_all": {
        "calls the last one each time": "error: ['rice', 'rice']",
        "leaves the last one out": "error: ['soup']",
        "leaves one out": "error: ['rice']",
        STARTER: "called in the main thread",
        "sleeps instead of joining": "neither a sleep nor a time limit",
        "joins with a time limit": "neither a sleep nor a time limit",
        "joins the last alone": "still at work",
        "starts and joins in one loop": "deadlock: wait for each other",
        "calls instead of handing over": "no parentheses",
        "a pool of four": "a thread of its own",
    },
    "errand": {
        "gives the answer away once": "12 each time, not [12, None]",
        "has a thread and is none": "a subclass of threading.Thread",
        "takes None for no answer": "result() has to return None",
        STARTER: "12 each time, not [None, None]",
        "does not wait": "12 each time",
        "waits with a time limit": "12 each time",
        "loses the error": "did not raise it",
        "raises what was returned": "two places",
        "runs in the main thread": "to run(), in a thread.",
    },
    "piggy_bank": {
        "adds what is there to itself": "the bank has 7.",
        STARTER: "the bank has 1.",
        "staggered sleeps": "the bank has 1.",
        "the lock comes too late": "the bank has 1.",
        "+= without a lock": "read in one step",
        "a lock for each call": "the bank has 1.",
        "counts each coin as one": "2 and 3 are 5 coins",
    },
    "transfer": {
        "sends money the wrong way": "Ann has to have 80",
        "gains by sending to itself": "not 130",
        "loses by sending to itself": "not 70",
        "the lock of the target alone": "They have to have 60, 130 and 110",
        "the lock of the source alone": "They have to have 70, 140 and 90",
        "never gives its locks back": "deadlock: then Bob sends 10",
        STARTER: "deadlock: Ann sends 30 to Bob, and Bob 10 to Ann",
        "locks in the order of the call": "deadlock: Ann sends 30 to Bob, and Bob 10 to Ann",
        "no locks": "They have to have 70, 140 and 90",
        "the lock of one alone": "They have to have 70, 140 and 90",
        "locks taken twice": "deadlock: Ann sends 30 to herself",
        "staggered sleeps": "They have to have 70, 140 and 90",
        "creates money": "Ann has to have 80",
    },
    "late_guests": {
        "the last order is cooked first": "['rice', 'soup']",
        "nothing to tell if nobody comes": "cooked was None",
        "waits for all orders, then begins": "and cooked was []",
        STARTER: "However long the cook waits",
        "no finally": "deadlock: an order raises a KeyError",
        "waits two seconds": "However long the cook waits",
        "sleeps two seconds": "However long the cook waits",
        "ends at None": "nobody can order",
        "ends at a word": "nobody can order",
        "ends at what equals the sign": "compared by `is`",
        "asks whether it is empty": "However long the cook waits",
        "waits for the first guest": "deadlock: Nobody comes",
    },
    "job_queue": {
        "raises another error": "the job queue is closed (A job is submitted after",
        "loses the errors": "it has []",
        "keeps what the errors say": "it has ['str']",
        "tries twice what has failed": "it has ['ZeroDivisionError', 'ZeroDivisionError']",
        "two workers at least": "With one worker 2 jobs ran at the same time",
        "one worker for all": "deadlock: Two workers get two jobs that wait for each other",
        "waits until nothing is in the queue": "when close() returned",
        "waits for the jobs, and not for the workers": "threads of the queue are still there",
        "does the job that it refuses": "These two need a lock",
        "says nothing to who comes too late": "submit() has to raise a RuntimeError",
        "counts those who go home": "deadlock: the queue is closed again",
        STARTER: "when close() returned, 0 were done.",
        "joins while it holds the lock": "deadlock: A job submits another one",
        "looks without the lock": "These two need a lock",
        "joins with a time limit": "when close() returned",
        "one sentinel": "deadlock: Two workers",
        "a failing job ends its worker": "the job after it was not done",
        "a thread for each job": "when close() returned",
        "daemons that nobody joins": "when close() returned, 0 were done.",
    },
    "shout_server": {
        "closes the shop after a bad client": "The next one got ''",
        "closes the shop after nonsense": "The one who came after got ''",
        "hangs up on all after a bad client": "The one who was there before got ''",
        "decodes what recv() brings": "collect whole lines before you decode them",
        "answers lines that it cannot read": "hung up on. (A client sends a line that is not",
        "a tenth of the patience": "and not after five",
        "a pool of thirty": "when others had been hung up on",
        "one line behind": "It was answered ['\\n', 'TEA",
        "says more than the line": "It was answered ['> TEA",
        "a line, and no more": "It was answered ['TEA",
        STARTER: "deadlock: says nothing; a second one comes",
        "replaces what is not UTF-8": "has to be hung up on",
        "keeps the connection": "deadlock: patience is five seconds",
        "a pool of four": "when others had been hung up on",
        "any end of a line": "Text files take",
        "sends a part": "send() may send a part",
        "no patience": "deadlock: patience is five seconds",
        "one at a time": "Who accepts it meanwhile",
    },
}
# A page has no limit of open files, and no process of its own.
UNSEEN = {
    ("shout_server", "ends when files run out"),
    ("shout_server", "a bad client ends the process"),
}

WRONG = [
    pytest.param(e, name, id=f"{e}: {name}") for e, by_name in SAID.items() for name in by_name
]
every_exercise = pytest.mark.parametrize("exercise", SCENES)


def program(exercise: str, name: str) -> str:
    """A starter, or a solution that is wrong in the way of this name."""
    if name == STARTER:
        return EXERCISES[exercise].starter.source
    text = EXERCISES[exercise].solution.source
    for old, new in ALL[exercise][name].changes:
        text = text.replace(old, new)
    return text


def judged(
    exercise: str, source: str, folder: Path, *only: str, scenes: Path | None = None
) -> dict:
    """The verdict of all scenes, or of one alone; `scenes` are others than those of the page."""
    file = folder / "program.py"
    file.write_text(source, "utf-8")
    done = subprocess.run(
        [sys.executable, NATIVE, exercise, file, scenes or EXERCISES[exercise].scenes, *only],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def told(verdict: dict) -> str:
    """A verdict in one line."""
    broken = verdict["broken"]
    return f"{broken['how']}: {broken['said']} ({verdict['title']})"


def same(verdict: dict, words: str) -> None:
    how, _, what = words.rpartition(": ")
    assert "broken" in verdict, "it was let pass"
    assert verdict["broken"]["how"] == (how or "error"), told(verdict)
    assert what in told(verdict)


@every_exercise
def test_the_solution_passes(exercise, tmp_path):
    verdict = judged(exercise, EXERCISES[exercise].solution.source, tmp_path)
    assert "broken" not in verdict, told(verdict)
    assert verdict["interleavings"] is None or verdict["interleavings"] + verdict["runs"] > 1


@pytest.mark.one_in(8)
@pytest.mark.parametrize(("exercise", "name"), WRONG)
def test_what_is_wrong_is_refused_for_its_reason(exercise, name, tmp_path):
    same(judged(exercise, program(exercise, name), tmp_path), SAID[exercise][name])


def scenes_of(exercise: str) -> list[str]:
    """The names of an exercise's scenes."""
    tree = tree_of((CHECKS / IN_PAGE / f"{exercise}.py").read_text("utf-8"))
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [name for name in functions if not name.startswith("_")]


@pytest.mark.one_in(8)
@pytest.mark.parametrize(
    ("exercise", "scene"),
    [(exercise, scene) for exercise in SCENES for scene in scenes_of(exercise)],
)
def test_each_scene_refuses_something_by_itself(exercise, scene, tmp_path):
    """Else it could be empty, and nobody would notice."""
    wrong = (judged(exercise, program(exercise, name), tmp_path, scene) for name in SAID[exercise])
    assert any("broken" in verdict for verdict in wrong), (
        f"exercises/in_page/{exercise}.py: {scene}: it lets each wrong solution pass; add one to "
        "tests/wrong_solutions.py that it is there for"
    )


@every_exercise
def test_each_has_five_wrong_solutions(exercise):
    seen = {name for name in SAID[exercise] if name != STARTER}
    unseen = {name for other, name in UNSEEN if other == exercise}
    assert seen | unseen == set(ALL[exercise])
    assert len(seen) >= 5


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_what_is_not_judged_in_the_page_has_an_obstacle(exercise: Exercise):
    obstacle = can_run.obstacle(exercise.solution, (3, 14))
    assert exercise.scenes or obstacle or exercise.name in wrong_capstones.ALL


def test_all_scenes_belong_to_an_exercise():
    assert {file.stem for file in (CHECKS / IN_PAGE).glob("*.py")} == set(SCENES) == set(SAID)


ORDER = """
from threading import Lock

class Account:
    def __init__(self, number, balance):
        self.number, self.balance, self.lock = number, balance, Lock()

def transfer(source, target, amount):
"""


@pytest.mark.parametrize(
    ("body", "how", "what"),
    [
        ("    raise SystemExit(0)", "left", ""),
        ("    return nobody_knows", "error", "NameError: name 'nobody_knows' is not defined"),
        ("    return )", "syntax", "unmatched ')'"),
        ("    while True:\n        pass", "endless", ""),
    ],
)
def test_what_is_no_solution_at_all_is_told(body, how, what, tmp_path):
    broken = judged("transfer", ORDER + body + "\n", tmp_path)["broken"]
    assert (broken["how"], broken["said"]) == (how, what)


def test_an_error_has_the_line_that_it_comes_from(tmp_path):
    verdict = judged("transfer", ORDER + "    return nobody_knows\n", tmp_path)
    assert verdict["broken"]["line"] == 9


def test_the_shortest_order_can_be_played(tmp_path):
    source = program("transfer", STARTER)
    verdict = judged("transfer", source, tmp_path)
    broken = verdict["broken"]
    assert (broken["bad"], broken["of"], broken["seed"]) == (2, 6, None)
    line = next(n for n, text in enumerate(source.splitlines(), 1) if "with source.lock" in text)
    clerks = [(thread, stands) for thread, stands in broken["waiting"] if thread != "MainThread"]
    assert [stands for _, stands in clerks] == [line, line]
    ran = [(thread, at) for _, thread, what, at, *_ in broken["events"] if what == "run"]
    assert {at for thread, at in ran if thread != "MainThread"} == {line}


def test_the_same_seeds_give_the_same_verdict(tmp_path):
    source = program("late_guests", STARTER)
    first, second = (judged("late_guests", source, tmp_path) for _ in range(2))
    assert first == second
    assert first["broken"]["seed"] is not None
