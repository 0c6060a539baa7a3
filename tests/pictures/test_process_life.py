"""`tools.pictures.process_life`: what is recorded of processes, kept, stored and drawn."""

import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace

import pytest
from bs4 import BeautifulSoup
from pictured import pictured
from saying import fail

from tools import cache, interpreters
from tools.examples import outcome as outcomes
from tools.examples import runner
from tools.examples import snippet as snippets
from tools.examples.judge import problems
from tools.examples.recording import recorded_run
from tools.examples.snippet import Snippet
from tools.files import place
from tools.interpreters import running
from tools.pictures import KINDS, process_life
from tools.pictures.process_life import BadLife, facts, picture, recording
from tools.pictures.process_life.life import (
    BUSY,
    OUTSIDE,
    SERVER,
    TRACKER,
    Life,
    Process,
    alike,
    helper,
    quiet,
)
from tools.pictures.process_life.recording import stored
from tools.site.telling import Telling

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux tells the state of a process")
SHOWN = sorted(snippet.name for snippet in pictured("life"))
PROGRAM = """\
import subprocess, sys, time
print("begin")
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.1)"])
time.sleep(0.4)
child.wait()
"""


ENGLISH = Telling("en")


def shown(snippet: Snippet) -> BeautifulSoup:
    """The figure of an example."""
    return BeautifulSoup(
        ENGLISH.render(KINDS["life"].template, facts=facts(snippet)), "html.parser"
    )


def life(**changed) -> Life:
    """A script, its child, and a grandchild that is an orphan from 30 ms on."""
    processes = [
        Process(0, 60, [(0, "R"), (50, "Z")], [(0, OUTSIDE)], "python x.py", "script"),
        Process(10, 30, [(10, "R"), (20, "S")], [(10, 0)], "python x.py", "<b>child"),
        Process(15, 50, [(15, "S")], [(15, 1), (30, OUTSIDE)], "python x.py", "orphan"),
        Process(5, 55, [(5, "S")], [(5, 0)], f"python -c {TRACKER}"),
    ]
    facts = {"processes": processes, "output": [(20, "<script>"), (49, "bye"), (50, "!")]}
    return Life(**{**facts, "python": "CPython 3.15.2", **changed})


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A function that writes a program, what it may print, and what it has printed."""
    monkeypatch.setattr(cache, "FOLDER", tmp_path / "cache")
    monkeypatch.setattr(recording, "quiet", lambda found: True)

    def write(text: str = PROGRAM, names: str = "['script', 'child']") -> Snippet:
        (tmp_path / "tea").mkdir(exist_ok=True)
        stated = f"from tools.outcomes import exact\npot = exact(lives={{'': {names}}})\n"
        (tmp_path / "tea" / "outcomes.py").write_text(stated, "utf-8")
        (tmp_path / "tea" / "pot.py").write_text(text, "utf-8")
        printed = "$ python pot.py  # CPython 3.15.2, Linux\nbegin\n"
        (tmp_path / "tea" / "pot.out").write_text(printed, "utf-8")
        return Snippet("tea/pot.py", tmp_path)

    return write


@linux
@pytest.mark.one_in(2)
@pytest.mark.parametrize("name", SHOWN)
def test_a_fresh_recording_tells_what_the_stored_one_tells_and_changes_no_outcome(name):
    snippet = Snippet(name)
    outcome, python = outcomes.outcome_of(snippet), interpreters.newest() or running()
    fresh = {given: recording.record(snippet, python, given) for given in outcome.lives}
    if not alike(stored(snippet), fresh):
        fail([f"snippets/{name}: another story than stored: {fresh}; pytest docs --record"])
    run = runner.run(snippet.path, python, outcome.limit, outcome.arguments)
    assert problems(snippet, run, outcome, recorded_run(snippet)) == []


def test_every_stored_recording_is_of_its_program_as_it_is():
    found = sorted(snippets.FOLDER.rglob("*.life.json"))
    assert [recording.file_of(Snippet(name)) for name in SHOWN] == found
    assert all(stored(Snippet(name)) for name in SHOWN)


STARTS = re.compile(r"(?m)^ *(\w+)\.start\(\)")


def started_first(source: str, names: Sequence[str]) -> list[str]:
    """In which order a program starts the processes that are called like its variables.

    Nothing, if they are named in this order: the first name goes to whoever is born first.
    """
    started = [one for one in STARTS.findall(source) if one in {name.split()[0] for name in names}]
    named = [name.split()[0] for name in names if name.split()[0] in started]
    return started if named != started else []


def test_processes_are_named_in_the_order_of_their_births():
    fail(
        f"{place(snippet.outcomes)}: lives= of {snippet.path.stem}: name them in the order of "
        f"their starts, {', '.join(order)}, and record again"
        for snippet in map(Snippet, SHOWN)
        for names in outcomes.outcome_of(snippet).lives.values()
        if (order := started_first(snippet.source, names))
    )
    source = "pot = Process()\ncup = Process()\n    pot.start()\n    cup.start()\n    tea.start()\n"
    assert not started_first(source, ["main", "pot (daemon)", "cup"])
    assert started_first(source, ["main", "cup", "pot (daemon)"]) == ["pot", "cup"]


@linux
def test_a_zombie_is_seen_and_when_what_was_printed(program):
    found = recording.recordings(program())[""]
    assert found.parents == {"script": [OUTSIDE], "child": [0]}
    assert found.zombies() == {"child"}
    assert [line for _, line in found.output] == ["begin"]


@linux
def test_lives_are_recorded_as_a_reader_runs_the_program(program):
    """Without Python's own checks, which take time."""
    plain = program(PROGRAM.replace('print("begin")', 'print("begin" * (not sys.flags.dev_mode))'))
    assert recording.record(plain, running()).output[0][1] == "begin"


@linux
def test_nothing_is_recorded_again_when_nothing_has_changed(program, monkeypatch):
    before = recording.recordings(program())
    with monkeypatch.context() as patch:
        patch.setattr(recording, "record", pytest.fail)
        assert recording.recordings(program()) == before
    assert recording.recordings(program(PROGRAM + "\n")) != before


@linux
@pytest.mark.parametrize(
    ("text", "names", "why"),
    [
        (PROGRAM, "['script']", "it had 2 processes; outcomes.py names script$"),
        ("print('begin')\nraise OSError('no tea')", "['script']", "OSError: no tea"),
    ],
)
def test_a_recording_that_fails_fails_the_page_and_names_the_example(program, text, names, why):
    with pytest.raises(BadLife, match=rf"^tea/pot\.py, recorded for its life: .*{why}"):
        facts(program(text, names))
    assert not list(cache.FOLDER.rglob("*.gz"))


def test_an_example_whose_processes_have_no_names_has_no_picture(program):
    snippet = program()
    snippet.outcomes.write_text("")
    with pytest.raises(BadLife, match=r"tea/pot\.py: name its processes in outcomes\.py"):
        shown(snippet)


def test_elsewhere_the_stored_recording_is_drawn_and_says_so(program, monkeypatch):
    snippet = program()
    monkeypatch.setattr(recording, "record", lambda *_: life())
    monkeypatch.setattr(sys, "platform", "linux")
    recording.store(snippet, running())
    monkeypatch.setattr(recording, "record", None)
    monkeypatch.setattr(sys, "platform", "darwin")
    text = shown(snippet).text
    assert "Recorded in advance by CPython 3.15.2 on Linux" in text
    assert "process 1" in text
    program(PROGRAM + "\n")
    with pytest.raises(
        BadLife,
        match="of another text of the program, or changed by hand; run on Linux: pytest docs",
    ):
        shown(snippet)


def test_a_stored_recording_that_was_changed_by_hand_is_none(program, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(recording, "record", lambda *_: life())
    recording.store(snippet := program(), running())
    file = recording.file_of(snippet)
    file.write_text(file.read_text("utf-8").replace('"end": 50', '"end": 40'), "utf-8")
    with pytest.raises(BadLife, match="or changed by hand; run on Linux: pytest docs -k pot"):
        stored(snippet)


def test_a_stored_recording_names_no_folder_of_the_machine_that_made_it(program, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    fresh = life()
    forks = f"{SERVER} import main; main(3, sys_path=['/home/ann/tea', '/usr/lib/py.zip'])"
    command = f"/opt/bin/python3.15 -c {forks} /home/ann/tea/pot.py"
    fresh.processes[1] = replace(fresh.processes[1], command=command)
    monkeypatch.setattr(recording, "record", lambda *_: fresh)
    recording.store(snippet := program(), running())
    assert stored(snippet)[""].processes[1].command == (
        f"python3.15 -c {SERVER} import main; main(3, sys_path=['tea', 'py.zip']) pot.py"
    )
    assert alike(stored(snippet), {"": fresh})


def test_a_stored_recording_that_tells_the_same_is_left_as_it_is(program, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    fresh = life()
    monkeypatch.setattr(recording, "record", lambda *_: fresh)
    recording.store(snippet := program(), running())
    first = recording.file_of(snippet).read_bytes()
    child = fresh.processes[1]
    fresh.processes[1] = replace(child, end=child.end + 1)
    recording.store(snippet, running())
    assert recording.file_of(snippet).read_bytes() == first
    fresh.processes[2].parents.pop()
    recording.store(snippet, running())
    assert stored(snippet)[""].parents["orphan"] == [1]


def test_recordings_are_alike_in_what_every_run_has():
    def zombie(milliseconds):
        states = [(0, "R"), (10, "Z")]
        child = Process(0, 10 + milliseconds, states, [(0, 0)], "", "child")
        return {"": life(processes=[life().processes[0], child])}

    assert alike(zombie(200), zombie(1))
    never = zombie(200)
    never[""].processes[1].states.pop()
    assert alike(zombie(1), never)
    assert not alike(zombie(200), never)
    assert not alike({"": life()}, zombie(1))
    assert not alike({"": life()}, {})
    other = life()
    other.processes[2].parents[0] = (15, 0)
    assert not alike({"": life()}, {"": other})
    swapped = life()  # the names of two children, in the other order
    swapped.processes[1:3] = [
        replace(one, name=name, parents=[(15, 0)])
        for one, name in zip(swapped.processes[1:3], ("orphan", "<b>child"), strict=True)
    ]
    children = life(processes=[swapped.processes[at] for at in (0, 2, 1)])
    assert not alike({"": children}, {"": swapped})
    moved = life()  # the helper came first: numbers differ, names do not
    moved.processes.insert(0, moved.processes.pop())
    moved.processes[:] = [
        replace(one, parents=[(at, who if who == OUTSIDE else who + 1) for at, who in one.parents])
        for one in moved.processes
    ]
    assert alike({"": life()}, {"": moved})


def test_what_a_run_says_is_escaped(monkeypatch):
    found = {"<i>": life(python="<u>")}
    monkeypatch.setattr(process_life, "recordings", lambda snippet: found)
    soup = shown(Snippet("x.py"))
    assert not soup.select("b, i, u, script:not([type])")
    assert "&lt;script&gt;</span> (20 ms)" in str(soup)


def test_an_orphan_is_drawn_with_its_new_parent_and_helpers_are_left_out(monkeypatch):
    drawn = picture(life())
    assert [(lane.kind, lane.name) for lane in drawn.lanes] == [
        ("adopter", ""),
        ("named process", "script"),
        ("named process", "<b>child"),
        ("named process", "orphan"),
        ("output", ""),
    ]
    assert [lane.parent for lane in drawn.lanes] == [None, None, 1, 2, None]
    (note,) = drawn.lanes[3].notes
    assert (note.when, note.source) == (30, 0)
    assert [note.numbers for note in drawn.lanes[4].notes] == [(1,), (2, 3)]
    monkeypatch.setattr(process_life, "recordings", lambda snippet: {"": life()})
    told = shown(Snippet("x.py")).text
    assert "orphan: new parent at 30 ms" in told
    assert "a subreaper" in told


def test_the_end_of_a_process_does_not_wait_for_the_recorder():
    drawn = picture(life())
    assert drawn.length == drawn.lanes[1].end == 50
    assert {span.state for lane in drawn.lanes for span in lane.spans} == {"either", "sleep"}


def test_what_other_programs_took_is_told_and_what_the_processes_took_from_each_other_is_not(
    monkeypatch,
):
    alone = life(processes=[Process(0, 50, [(0, "R")], [(0, OUTSIDE)], "", "a", delay=25)])
    assert alone.waited(2) == 0.5
    assert life(processes=alone.processes * 2).waited(1) == 0
    monkeypatch.setattr(sys, "platform", "linux")
    for found, said in [(alone, True), (life(), False)]:
        monkeypatch.setattr(process_life, "recordings", lambda snippet, found=found: {"": found})
        assert facts(Snippet("x.py")).quiet != said
        assert ("Other programs kept the cores busy" in shown(Snippet("x.py")).text) == said


def test_the_time_that_other_programs_took_is_worked_out():
    """Of 40 ms in which they could run, 20 of 30 ms of delay were not each other's doing."""
    states = [(100, "R"), (110, "S"), (120, "R")]
    first = Process(100, 130, states, [(0, OUTSIDE)], "", "a", delay=12)
    second = Process(105, 125, [(105, "R")], [(105, 0)], "", "b", delay=18)
    found = life(processes=[first, second])
    assert (found.waited(1), found.waited(2)) == (20 / 40, 30 / 40)
    idle = Process(0, 9, [(0, "S")], [(0, OUTSIDE)], "", "c", delay=5)
    assert life(processes=[idle]).waited(1) == 0


@pytest.mark.parametrize(("delay", "said"), [(10 * BUSY, True), (10 * BUSY + 0.1, False)])
def test_a_recording_is_quiet_up_to_a_share_that_others_took(monkeypatch, delay, said):
    monkeypatch.setattr("tools.machine.usable_cores", lambda: 1)
    found = life(processes=[Process(0, 10, [(0, "R")], [(0, OUTSIDE)], "", "a", delay=delay)])
    assert quiet(found) is quiet(asdict(found)) is said


def test_a_zombie_of_just_so_long_is_one():
    states = [(50, "R"), (50.5, "Z")]
    found = life(processes=[*life().processes, Process(50, 51, states, [(50, 0)], "", "short")])
    assert found.zombies() == found.zombies(0.5) == {"short"}
    assert found.zombies(0.6) == set()


@linux
def test_a_disturbed_recording_is_drawn_and_made_again_by_the_next_build(program, monkeypatch):
    runs = []
    monkeypatch.delenv("MEASURE", raising=False)
    monkeypatch.setattr(recording, "quiet", lambda found: len(runs) > cache.ATTEMPTS)
    monkeypatch.setattr(recording, "record", lambda *_: runs.append(1) or life())
    for build, attempts in enumerate((cache.ATTEMPTS, cache.ATTEMPTS + 1, cache.ATTEMPTS + 1)):
        monkeypatch.setattr(cache, "_session", lambda build=build: f"build {build}")
        assert recording.recordings(program())[""].output[-1] == [50, "!"]
        assert len(runs) == attempts


def test_a_child_of_the_fork_server_is_no_helper():
    server = f"python -c from {SERVER} import main"
    processes = [
        Process(0, 9, [(0, "S")], [(0, OUTSIDE)], "python x.py"),
        Process(1, 9, [(1, "S")], [(1, 0)], server),
        Process(2, 8, [(2, "S")], [(2, 1)], server),
    ]
    found = life(processes=processes)
    assert [helper(one, found) for one in processes] == [False, True, False]
    assert [helper(one, life()) for one in life().processes] == [False, False, False, True]
    assert Life.of(asdict(life())) == life()
