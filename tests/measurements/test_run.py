"""Measuring: what programs print is read, kept with a stamp, and used only where it is valid."""

import json
import os
import signal
import subprocess
import sys
import time

import pyperf
import pytest

from tools import interpreters, machine
from tools import measure as command
from tools.examples import environments
from tools.examples.snippet import Snippet
from tools.files import ROOT
from tools.interpreters import Interpreter
from tools.measurements import results as results_file
from tools.measurements import run as measure
from tools.measurements.results import BadResults


@pytest.fixture
def kitchen(tmp_path, monkeypatch):
    """A folder of measured programs of our own, and levels whose files are in it."""
    folder = tmp_path / "snippets"
    (folder / "measurements").mkdir(parents=True)

    def add(name: str, text: str) -> None:
        (folder / "measurements" / f"{name}.py").write_text(text, "utf-8")

    def programs() -> list[Snippet]:
        return [
            Snippet(f"measurements/{file.name}", folder)
            for file in sorted(folder.rglob("*.py"))
            if file.stem != "outcomes"
        ]

    levels = {
        name: measure.Level(False, n, scale, ROOT / "build" / f"test-{os.getpid()}-{file}.json")
        for name, n, scale, file in (
            ("full", 2, 1, "real"),
            ("quick", 1, 1, "real"),
            ("smoke", 1, 0.01, "smoke"),
        )
    }
    monkeypatch.setattr(measure, "programs", programs)
    monkeypatch.setattr(measure, "LEVELS", levels)
    yield add
    for level in levels.values():
        level.file.unlink(missing_ok=True)


SOUP = """
import sys
print("soup: 0.0025 s")
print("soup: 0.005 s")
print(f"plates x 20: {100 * float(sys.argv[1]):.0f} B")
print("lost: 5 of 1,000 lost")
print("note: no salt here")
"""


def quiet(_):
    """Says nothing."""


def test_every_value_is_kept_with_its_run(kitchen):
    kitchen("soup", SOUP)
    results = measure.measure("full", quiet)
    here = interpreters.running().name
    found = results.benchmarks["soup", "soup", None, here]
    assert [run.values for run in found.get_runs()] == [(0.0025, 0.005), (0.0025, 0.005)]
    assert results.median("soup", "soup", here) == 0.00375
    assert results.points("soup", "plates", here) == {20: 100}
    assert results.values("soup", "lost", here) == [995, 995]
    assert results.of("soup", "lost", here) == 1000
    assert [note["text"] for note in results.notes] == ["no salt here"]
    assert results.values("soup", "stew", here) == []
    assert results.median("soup", "stew", here) is None


def test_results_survive_the_way_to_the_file_and_back_and_pyperf_reads_it(kitchen, tmp_path):
    kitchen("soup", SOUP)
    results = measure.measure("quick", quiet)
    again = results_file.loads(results.dumps())
    assert again.stamp == results.stamp
    assert again.notes == results.notes
    assert again.benchmarks.keys() == results.benchmarks.keys()
    for key, benchmark in results.benchmarks.items():
        assert again.benchmarks[key].get_values() == benchmark.get_values()
    file = tmp_path / "results.json"
    file.write_text(results.dumps(), "utf-8")
    assert len(pyperf.BenchmarkSuite.load(str(file))) == 3


def test_the_stamp_says_what_a_reader_must_know_and_nothing_of_the_folders(kitchen):
    kitchen("soup", SOUP)
    stamp = measure.measure("smoke", quiet).stamp
    assert stamp["level"] == "smoke"
    assert stamp["time"].endswith("+00:00")
    assert stamp["machine"].keys() >= {
        "cpu",
        "cores",
        "usable",
        "quota",
        "memory",
        "load",
        "system",
    }
    assert stamp["pythons"][0].keys() == {"name", "full", "gil", "build"}
    assert str(ROOT) not in json.dumps(stamp)
    assert sys.prefix not in json.dumps(stamp)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("print('soup: 0.001 s')\nraise ValueError('burnt')", "exit status 1: ValueError: burnt"),
        ("print('soup: quick')", "cannot read the line 'soup: quick'"),
        ("print('soup: 0.0 s')", "nothing takes no time"),
        ("print('soup: 99 s')", "the program itself ran for"),
        ("print()", "cannot read the line ''"),
        ("pass", "it printed no value"),
        ("import time\ntime.sleep(60)", "stopped after 1 s"),
        (
            "import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start()\nt.join()\n"
            "print('soup: 0.0001 s')",
            "on standard error, and not expected: ZeroDivisionError",
        ),
        ("import os\nprint('soup: 0.0001 s', flush=True)\nos._exit(0)", "it left by os._exit"),
        ("print('soup: 0.0001 s\\n' * 100_000)", "it had printed more than 1,000,000 bytes"),
    ],
)
def test_a_program_that_fails_is_named_and_loses_no_other(kitchen, monkeypatch, text, why):
    monkeypatch.setattr(measure, "LIMIT", 1.0)
    kitchen("bad", text)
    kitchen("soup", SOUP)
    said = []
    results = measure.measure("full", said.append)
    (failure,) = results.failures
    assert (failure["program"], failure["python"]) == ("bad", interpreters.running().name)
    assert why in failure["why"]
    assert {key[0] for key in results.benchmarks} == {"soup"}
    assert any("snippets/measurements/bad.py failed" in line for line in said)


def test_a_program_is_lent_what_its_outcome_asks_for(kitchen):
    kitchen("soup", "import os\nassert int(os.environ['PORT'])\nprint('soup: 0.001 s')")
    kitchen("outcomes", "from tools.outcomes import exact, port\nsoup = exact(services=[port])\n")
    assert not measure.measure("smoke", quiet).failures


def test_a_program_that_fails_once_has_no_values_at_all(kitchen, tmp_path):
    """Half of the runs would be another number than all."""
    flag = tmp_path / "flag"
    kitchen(
        "moody",
        f"from pathlib import Path\nflag = Path({str(flag)!r})\n"
        "print('soup: 0.001 s')\n"
        "count = int(flag.read_text()) if flag.exists() else 0\n"
        "flag.write_text(str(count + 1))\nassert count != 1\n",
    )
    results = measure.measure("full", quiet)  # two runs
    assert [failure["program"] for failure in results.failures] == ["moody"]
    assert not results.benchmarks
    assert not results_file.loads(results.dumps()).benchmarks


LOOK = """
import os, sys
print("soup: 0.0025 s")
print("note:", sys.flags.dev_mode, sorted(name for name in os.environ if "PYTHON" in name))
"""


def test_nothing_is_measured_but_the_program(kitchen):
    """None of the checks with which an example is run: they take time, and memory."""
    kitchen("soup", LOOK)
    (note,) = measure.measure("quick", quiet).notes
    assert note["text"] == "False ['PYTHONUNBUFFERED', 'PYTHONUTF8']"


def test_progress_tells_how_far_it_is_and_how_long_it_takes(kitchen):
    kitchen("soup", SOUP)
    said = []
    measure.measure("full", said.append)
    assert "measuring 1 of 2: " in said[1]
    assert "measuring 2 of 2, about " in said[2]
    assert " s left: " in said[2]


def test_kept_results_are_used_only_for_the_same_programs_interpreters_and_machine(
    kitchen, monkeypatch
):
    kitchen("soup", SOUP)
    with pytest.raises(BadResults, match="is not there"):
        measure.stored("quick")
    results_file.write(measure.measure("quick", quiet), measure.LEVELS["quick"].file)
    assert measure.stored("quick").benchmarks
    with pytest.raises(BadResults, match="of other programs"):
        measure.stored("full")  # quick results are too few
    with monkeypatch.context() as other:
        other.setattr(machine, "_cpu", lambda: "a faster one")
        with pytest.raises(BadResults, match="another machine"):
            measure.stored("quick")
    kitchen("soup", SOUP + "# changed\n")
    with pytest.raises(BadResults, match="of other programs"):
        measure.stored("quick")


def test_results_in_full_do_for_serving_too(kitchen):
    kitchen("soup", SOUP)
    results_file.write(measure.measure("full", quiet), measure.LEVELS["full"].file)
    assert measure.stored("quick").stamp["level"] == "full"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"benchmarks": [], "stamp": {}}',
        '{"version": "1.0", "benchmarks": []}',
    ],
)
def test_a_broken_or_foreign_file_is_named_and_not_used(kitchen, text):
    file = measure.LEVELS["quick"].file
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    with pytest.raises(BadResults, match=file.name):
        measure.stored("quick")


def test_a_file_cut_off_anywhere_is_not_used(kitchen):
    kitchen("soup", SOUP)
    text = measure.measure("smoke", quiet).dumps()
    for end in range(0, len(text) - 1, 97):
        with pytest.raises(BadResults):
            results_file.loads(text[:end])


def test_what_is_kept_is_whole_or_as_it_was(kitchen, monkeypatch):
    kitchen("soup", SOUP)
    results = measure.measure("smoke", quiet)
    file = measure.LEVELS["smoke"].file
    results_file.write(results, file)
    before = file.read_bytes()

    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="no space"):
        results_file.write(results, file)
    assert file.read_bytes() == before
    assert not list(file.parent.glob(f"{file.name}.*"))


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process on Windows")
def test_an_interrupt_leaves_the_last_results_and_no_traceback(tmp_path):
    file = tmp_path / "mine.json"
    file.write_text("the last ones")
    command = [sys.executable, "-m", "tools.measure", "--level", "smoke", "--json", file]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell starts what it puts into the background with the signal ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        process.stdout.readline()  # it has begun
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert "is as it was" in said
    assert file.read_text() == "the last ones"


def test_a_folder_that_is_not_there_is_told_at_once(tmp_path, capsys):
    with pytest.raises(SystemExit):
        command.main(["--level", "smoke", "--json", str(tmp_path / "no" / "mine.json")])
    assert "there is no folder" in capsys.readouterr().err


def python(version, gil=True):
    return Interpreter("CPython", version, gil, f"python{version}")


def test_what_is_told_of_one_interpreter_is_measured_on_the_newest_of_both_kinds(kitchen):
    kitchen("waiting", SOUP)
    kitchen("task_cost_dask", SOUP)
    kitchen("soup", SOUP)
    old, free, new = python((3, 11, 0)), python((3, 13, 0), gil=False), python((3, 14, 0))
    by_name = {program.path.stem: program for program in measure.programs()}
    assert measure.asked_of(by_name["soup"], [old, free, new]) == [old, free, new]
    assert measure.asked_of(by_name["waiting"], [old, free, new]) == [new, free]
    assert measure.asked_of(by_name["waiting"], [old]) == [old]
    assert measure.asked_of(by_name["waiting"], [free]) == [free]
    assert measure.asked_of(by_name["task_cost_dask"], [old, new]) == [new]


def test_what_tools_cost_is_measured_too_where_all_of_them_can_be_had(kitchen, monkeypatch):
    kitchen("task_cost", SOUP)
    kitchen("task_cost_dask", SOUP)
    old, new = python((3, 11, 0)), python((3, 14, 0))

    def with_packages(program, on):
        if program.path.stem == "task_cost_dask" and on == new:
            raise environments.Unavailable("no wheels")
        return on

    monkeypatch.setattr(environments, "with_packages", with_packages)
    for program in measure.programs():
        assert measure.asked_of(program, [old, new]) == [new, old]


def test_one_python_by_two_names_measures_once(tmp_path, monkeypatch):
    again = tmp_path / "python"
    again.symlink_to(sys.executable)
    keys = set()
    for name in (sys.executable, str(again)):
        here = Interpreter("CPython", (3, 11, 0), True, name)
        monkeypatch.setattr(measure, "pythons_of", lambda level, here=here: (here,))
        keys.add(measure.key("smoke"))
    assert len(keys) == 1


def test_a_program_is_not_run_where_it_cannot(kitchen):
    kitchen("soup", '# /// script\n# requires-python = ">=3.12"\n# ///\n' + SOUP)
    (soup,) = measure.programs()
    old, new = python((3, 11, 0)), python((3, 14, 0))
    assert measure.asked_of(soup, [old, new]) == [new]


def test_only_programs_that_there_are_are_told_of_one_interpreter():
    names = {program.path.stem for program in measure.programs()}
    assert names >= measure.NEWEST_ONLY
