"""Numbers on pages: placed where a page wants them, never typed."""

import os
import re
import subprocess
import sys

import pytest
from made_results import computing, made
from saying import fail

from docs import DOCS
from tools.examples import page as pages
from tools.files import ROOT
from tools.measurements import run as measure
from tools.measurements import topics as lessons
from tools.site import numbers

NOTEBOOK = (DOCS / numbers.PAGE).read_text("utf-8")
# What a measurement is written with. A number that a source states stands in DOCUMENTED.
MEASURED = re.compile(
    r"[\d.,]*\d\s?(?:[mµn]?s|seconds?|minutes?|[kMG]i?B|%|percent|times as|times faster"
    r"|requests|×)(?!\w)"
)
DOCUMENTED = {
    "5 ms",  # the switch interval
    *("1 %", "8 %", "10 %", "20 %"),  # of the free-threaded build, by its own documentation
}


def prose(page):
    """The lines of a page that are in no fence, with their numbers."""
    text = page.read_text("utf-8")
    inside = {
        number
        for fence in pages.fences(text)
        for number in range(fence.line, fence.line + len(fence.body) + 2)
    }
    return [(n, s) for n, s in enumerate(text.splitlines(), 1) if n not in inside]


def typed(line):
    """The measured digits in a line of prose."""
    found = [] if line.lstrip().startswith("<") else MEASURED.findall(line)  # a drawing's sizes
    return [words for words in found if words not in DOCUMENTED]


@pytest.mark.parametrize("page", pages.every_page(DOCS), ids=lambda page: page.stem)
def test_no_page_has_a_measured_digit_of_its_own(page):
    place = page.relative_to(ROOT).as_posix()
    fail(
        f"{place}:{number}: {words!r}: take it from a measurement, <!-- numbers: ... -->"
        for number, line in prose(page)
        for words in typed(line)
    )


def test_the_notebook_has_no_measured_digit_either():
    assert not [line for line in NOTEBOOK.splitlines() if typed(line)]


def test_typed_digits_are_found():
    assert typed("It took 0.21 s on my machine") == ["0.21 s"]
    assert typed("threads were 1.9 times as fast")
    assert typed("saves 40 % of the memory, 12 MB")
    assert not typed("the switch interval, 5 ms by default")
    assert not typed("Python 3.15 starts 4 threads in section 2")


def test_every_topic_is_shown_somewhere():
    text = NOTEBOOK + "".join(page.read_text("utf-8") for page in pages.every_page(DOCS))
    unused = [t for t in lessons.TOPICS if f'show("{t}")' not in text and f": {t} -->" not in text]
    assert not unused


def test_every_measured_program_is_asked_for_by_a_lesson():
    source = (ROOT / "tools/measurements/topics/__init__.py").read_text("utf-8")
    assert not [p.name for p in measure.programs() if f'"{p.path.stem}"' not in source]


def test_a_place_is_filled_and_keeps_its_indent():
    lines = ["Before", "    <!-- numbers: parallel -->", "After"]
    out, wrong = numbers.placed(lines, "gil/x.md", computing())
    assert not wrong
    assert (out[0], out[-1]) == ("Before", "After")
    assert all(line.startswith("    ") for line in out[1:-1] if line)
    text = "\n".join(out)
    assert "| CPython | 3.14 | 3.14t |" in text
    assert "| processes | 1.9× | 1.9× |" in text
    assert "2 cores of a cpu, Linux, 2026-01-02 03:04 UTC." in text
    assert "(../measurements/numbers.py)" in text


def test_a_place_that_is_misspelt_is_named_with_its_line():
    out, wrong = numbers.placed(["", "<!-- numbers: paralel -->"], "x.md", computing())
    assert out == [""]
    assert wrong[0].startswith("2: no numbers are called paralel; there are computing, parallel")


def test_results_of_a_smoke_test_say_that_they_mean_nothing():
    results = computing()
    results.stamp["level"] = "smoke"
    assert "mean nothing" in "\n".join(numbers.as_markdown("parallel", "x.md", results))
    assert "mean nothing" in numbers.as_html("parallel", results)


def test_what_comes_from_a_run_is_text_in_html():
    results = computing()
    results.stamp["machine"]["cpu"] = "<script>"
    results.failures.append({"program": "p", "python": "3.14", "why": "<img src=x>"})
    said = numbers.stamp_table(results)
    assert "<script>" not in said
    assert "<img" not in said
    assert "&lt;img" in said


def test_html_has_the_chart_with_its_words_and_the_table_behind_it():
    said = numbers.as_html("computing", computing())
    assert '<svg class="chart" role="img" aria-label="Speed of 12 tasks' in said
    assert "<details><summary>The numbers</summary>" in said
    assert "<th>3.14t</th>" in said
    assert "<svg" not in numbers.as_html("computing", made({}))


def test_a_table_without_a_chart_is_open():
    assert "<details open>" in numbers.as_html("notes-then-and-now", computing())


@pytest.mark.parametrize(
    ("command", "variable", "level"),
    [
        ("build", None, "full"),
        ("serve", None, "quick"),
        ("build", "smoke", "smoke"),
        ("serve", "full", "full"),
    ],
)
def test_the_command_decides_how_much_is_measured(monkeypatch, command, variable, level):
    monkeypatch.delenv("MEASURE", raising=False)
    if variable:
        monkeypatch.setenv("MEASURE", variable)
    assert numbers.level_of(command) == level


def test_serving_measures_once_and_building_every_time(monkeypatch, tmp_path):
    runs, results = [], computing()
    monkeypatch.delenv("MEASURE", raising=False)
    monkeypatch.setattr(measure, "measure", lambda level, say: runs.append(level) or results)
    monkeypatch.setattr(measure, "keep", lambda results, file: None)
    monkeypatch.setattr(measure, "stored", lambda level: results)
    numbers.wanted("serve")
    assert runs == []
    numbers.wanted("build")
    assert runs == ["full"]

    def nothing(level):
        raise measure.BadResults("build/measurements.json is not there")

    monkeypatch.setattr(measure, "stored", nothing)
    numbers.wanted("serve")
    assert runs == ["full", "quick"]


def test_a_level_that_there_is_not_is_told_in_one_line(tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", tmp_path]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"MEASURE": "ful", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode
    assert "MEASURE=ful: write one of full, quick, smoke" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
