"""Numbers on pages: placed where a page wants them, told in words, never typed."""

import html
import json
import logging
import re
from itertools import pairwise
from types import SimpleNamespace

import pytest
from made_results import FREE, GIL, computing, made, near, recorded
from mkdocs.config import load_config
from saying import fail
from site_copy import run_mkdocs

from docs import DOCS
from tools.examples import page as pages
from tools.files import ROOT
from tools.measurements import results as results_file
from tools.measurements import run as measure
from tools.measurements.results import BadResults
from tools.measurements.topics import TOPICS, races
from tools.site import notebook, numbers
from tools.site.build import Build
from tools.site.numbers import Numbers, Words
from tools.site.telling import Telling

NOTEBOOK = (DOCS / numbers.PAGE).read_text("utf-8")
ENGLISH = Telling("en")
# What a measurement is written with. A number that a source states stands in DOCUMENTED.
UNIT = r"(?:[mµn]?s|seconds?|minutes?|[kMG]i?B|%|percent|requests|×)(?!\w)"
MORE = (
    r"(?:as|the|fast|slow|quick|long|short|cheap|high|large|small|big|more|less|fewer|many|much|few)"
    r"(?:er)?\b"
)
COMPARED = (
    rf"(?:times|x) {MORE}|(?:milli|micro|nano)seconds?\b|(?:mega|giga)bytes?\b|per ?cent\b|fold\b"
)
NUMBER = r"[\d.,]*\d"
IN_WORDS = (
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty|sixty|(?:a )?(?:hundred|thousand|million)|half a|several|a few|dozens of|hundreds of)"
)
TWICE = (
    r"\b(?:twice|thrice|half|double|triple) (?:as (?:fast|slow|long|much|many|quick|cheap|small)"
    r"|the (?:time|speed|throughput|memory))\b|\borders? of magnitude\b|\bspeed-?up of\b"
    r"|\b(?:third|quarter|fifth|tenth)s? of the (?:time|speed|memory)\b"
)
MEASURED = re.compile(
    rf"(?i:{NUMBER}\s?{UNIT}|(?:{NUMBER}|{IN_WORDS})[-\s]?(?:{COMPARED})|{TWICE})"
)
UNSEEN = re.compile(r"""\b(?!alt\b|title\b|aria-label\b)[-\w:]+=("[^"]*"|'[^']*')""")
MARKS = re.compile(r"</?(?:a|b|code|em|i|kbd|span|strong)\b *>|[*`]")  # within a sentence
DOCUMENTED = {
    "5 ms",  # the switch interval
    *("1 %", "8 %", "10 %", "20 %"),  # of the free-threaded build, by its own documentation
    *("tasks of less than ten milliseconds", "deadlock_timeout = '10s'"),  # a source, a setting
    # Of the programs: what they were written to need.
    *("fish needs twice as long", "on two cores can be twice as fast", "chops for half the time"),
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


def over_two(lines):
    """What is typed in each line, or begins in it and ends in the next one."""
    for (number, line), (_, below) in pairwise([*lines, (0, "")]):
        whole = f"{line} {below}" if line.strip() and below.strip() else line
        yield from ((number, words) for words in typed(whole) if words not in typed(below))


def typed(line):
    """The measured numbers in a line of prose or of HTML, whose attributes are mostly not seen."""
    seen = html.unescape(MARKS.sub("", UNSEEN.sub("", line)))
    found = (match[0] for match in MEASURED.finditer(seen))
    told = [known for known in DOCUMENTED if known in seen]
    return [words for words in found if not any(words in known for known in told)]


@pytest.mark.parametrize("page", pages.every_page(DOCS), ids=lambda page: page.stem)
def test_no_page_has_a_measured_digit_of_its_own(page):
    place = page.relative_to(ROOT).as_posix()
    fail(
        f"{place}:{number}: {words!r}: take it from a measurement, <!-- numbers: ... -->; what was "
        "not measured is written in words (for five seconds), or stands in a source, in DOCUMENTED"
        for number, words in over_two(prose(page))
    )


def test_the_notebook_has_no_measured_digit_either():
    assert not [line for line in NOTEBOOK.splitlines() if typed(line)]


def test_typed_digits_are_found():
    assert typed("It took 0.21 s on my machine") == ["0.21 s"]
    assert typed("threads were 1.9 times as fast")
    assert typed("saves 40 % of the memory, 12 MB")
    assert typed("Threads were three times as fast")
    assert typed("It took 300 milliseconds, or several microseconds")
    assert typed("a hundred times slower, a ten-fold gain, forty percent")
    assert typed("Processes are twice as fast")
    assert typed("Threads are 3x faster, or 3 &times; as fast, or **three** <b>times</b> as fast")
    assert typed("five times cheaper, a third of the time") != typed("five times cheaper")
    assert len(typed("three times the speed, orders of magnitude, a few nanoseconds")) == 3
    assert list(over_two([(1, "It is three"), (2, "times as fast."), (3, "So."), (4, "4 ms")])) == [
        (1, "three times as"),
        (4, "4 ms"),
    ]
    assert typed('<p class="x">It took <b>0.3 s</b></p>')
    assert typed('<img alt="bars: twice as fast">')
    assert not typed('<rect width="10s" style="animation: x 3 s">')
    assert not typed("the switch interval, 5 ms by default")
    assert not typed("Python 3.15 starts 4 threads in section 2")


def test_every_topic_is_shown_somewhere():
    text = NOTEBOOK + "".join(page.read_text("utf-8") for page in pages.every_page(DOCS))
    unused = [t for t in TOPICS if f'show("{t}")' not in text and f": {t} -->" not in text]
    assert not unused


def test_every_measured_program_is_told_of_by_a_topic():
    def facts(left_out):
        results = made({}, pythons=recorded().pythons)
        results.benchmarks = {
            key: value for key, value in recorded().benchmarks.items() if key[0] != left_out
        }
        return [topic(results) for topic in TOPICS.values()]

    whole = facts(None)
    names = {program.path.stem for program in measure.programs()} - {races.SEEN, *races.FIRST}
    fail(
        f"snippets/measurements/{name}.py:1: no topic tells what it measures; let one of "
        "tools/measurements/topics/ do it, or show the program in a chapter, not measured"
        for name in sorted(names)
        if facts(name) == whole
    )


# What is said


def said(topic, results):
    """All sentences of a topic, as text."""
    found = Numbers(results, ENGLISH).sentences(topic, TOPICS[topic](results))
    return " ".join(sentence.striptags() for sentence in found)


def test_verdicts_have_words():
    text = said("parallel", computing())
    assert "With a GIL, threads gained nothing: there is no clear difference" in text
    assert "Without a GIL, threads were clearly faster" in text
    assert "processes were clearly faster than one after the other: 1.9 times as fast" in text
    assert "With 2 cores, 2.0 times is ideal" in text
    assert "This run" not in text


def test_a_run_that_does_not_show_the_lesson_has_other_words():
    text = said("parallel", computing(processes=0.98, load=7.5))
    assert "This run does not show the lesson. On 3.14 and 3.14t, processes" in text
    assert "load was 7.5" in text
    assert "processes were clearly faster" not in text
    text = said("parallel", computing(threads=0.5))
    assert "This run contradicts the lesson. On 3.14, threads were clearly faster" in text
    assert "gained nothing" not in text
    assert "on 3.14 they were clearly slower" in said("parallel", computing(threads=1.5))


def test_one_core_and_a_half_is_not_called_one():
    text = said("parallel", computing(usable=8, quota=1.5))
    assert "With 1.5 cores, 1.5 times is ideal" in text
    assert "Only one core" in said("parallel", computing(processes=1.0, usable=1))


def test_the_words_for_what_is_missing():
    assert "No free-threaded build was at hand" in said("parallel", computing(pythons=(GIL,)))
    assert "Threads: not measured here." in said("parallel", made({}))
    few = made({("cpu_bound", way): {GIL: [1.0]} for way in ("serial", "threads")})
    assert "Threads: too few runs to compare" in said("parallel", few)


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_has_words_for_nothing_and_for_everything(topic):
    assert said(topic, made({}))
    assert said(topic, recorded())
    shown = Numbers(recorded(), ENGLISH).topic(topic)
    assert "<table>" in shown
    if TOPICS[topic](recorded()).chart:
        assert '<svg class="chart" role="img" aria-label="' in shown
        assert "<details>" in shown
    else:
        assert "<details open>" in shown


ORDER = {
    ("cost_of_one", "task"): {GIL: near(1e-6)},
    ("cost_of_one", "thread"): {GIL: near(5e-5)},
    ("cost_of_process", "process (fork)"): {GIL: near(1e-3)},
    ("cost_of_process", "process (spawn)"): {GIL: near(0.1)},
}


def test_the_words_for_an_order():
    text = said("cost-of-one", made(ORDER))
    assert (
        "From the cheapest to the most expensive to start and end: task, thread, process (fork),"
        in text
    )
    assert "a process (spawn) costs 100,000 times as much as a task" in text
    tied = made(ORDER | {("cost_of_one", "thread"): {GIL: near(1e-3)}})
    assert "no clear difference between thread and process (fork)" in said("cost-of-one", tied)
    swapped = made(ORDER | {("cost_of_one", "thread"): {GIL: near(0.01)}})
    text = said("cost-of-one", swapped)
    assert "the order on 3.14 was task, process (fork), thread, and process (spawn)" in text


# Every place where two ends are told, as (topic, what it says of the one, of the other).
def test_the_words_for_first_and_last_are_not_swapped():
    talks = made(
        {
            ("talking", "thread queue", 100): {GIL: near(1e-6)},
            ("talking", "pipe", 100): {GIL: near(1e-5)},
        }
    )
    text = said("talking", talks)
    assert "the cheapest way, thread queue (1.0 µs each); the most expensive, pipe (10 µs)" in text
    shared = made(
        {("sharing", "Value"): {GIL: near(1e-6)}, ("sharing", "Manager"): {GIL: near(1e-4)}}
    )
    text = said("sharing", shared)
    assert "costs most through Manager: 100 µs" in text
    assert "cheapest through Value: 1.0 µs" in text
    slow = {("servers", "asyncio"): 1.0, ("servers", "thread pool"): 2.0}
    served = made(
        {
            (program, f"{kind}, {what}"): {GIL: near(value)}
            for (program, kind), value in slow.items()
            for what in ("start", "median", "99th percentile")
        }
    )
    text = said("echo", served)
    assert "shortest time for 99 of 100 answers, on 3.14: asyncio." in text
    assert "longest time for 99 of 100 answers, on 3.14: pool of threads." in text
    assert "longest start of a client: pool of threads, 2.0 s" in text
    memory = made(
        {
            ("memory_of_one", "memory of a task"): {GIL: near(1e3)},
            ("memory_of_one", "memory of a thread"): {GIL: near(1e5)},
        }
    )
    text = said("memory-of-one", memory)
    assert "from the least to the most: task (1.0 kB) and thread (100 kB)" in text


@pytest.mark.parametrize(
    ("free", "words"),
    [
        (2e-7, "adds 100 ns to a step"),
        (1e-7, "made no clear difference"),
        (5e-8, "contradicts the lesson: a step under a free lock was clearly faster"),
    ],
)
def test_the_words_for_a_free_lock(free, words):
    steps = {("lock_costs", "no lock"): 1e-7, ("lock_costs", "free lock"): free}
    results = made({way: {GIL: near(value)} for way, value in steps.items()})
    assert words in said("locks", results)


@pytest.mark.parametrize(
    ("shared", "words"),
    [
        (2e-5, "under one lock for all took 2.0 times as long as with a lock for each"),
        (1e-5, "no clear difference whether 4 threads had one lock for all"),
        (5e-6, "clearly faster under one lock for all"),
    ],
)
def test_the_words_for_a_contended_lock(shared, words):
    results = made(
        {
            ("lock_costs", "own lock", 4): {GIL: near(1e-5)},
            ("lock_costs", "contended lock", 4): {GIL: near(shared)},
            ("lock_costs", "wait for the lock", 4): {GIL: near(4 * shared / 2)},
        }
    )
    text = said("locks", results)
    assert words in text
    assert "they spent 50% of their time waiting" in text


def test_what_is_alike_of_a_contended_lock_is_said_once():
    results = made(
        {
            ("lock_costs", "own lock", 4): {GIL: near(1e-5), FREE: near(1e-5)},
            ("lock_costs", "contended lock", 4): {GIL: near(2e-5), FREE: near(4e-5)},
            ("lock_costs", "wait for the lock", 4): {GIL: near(4e-5), FREE: near(4e-5)},
        }
    )
    text = said("locks", results)
    assert f"On {GIL} and {FREE}, 4 threads" in text
    assert "took 2.0 to 4.0 times as long" in text
    assert "they spent 25% to 50% of their time" in text


@pytest.mark.parametrize(
    ("queue", "words"),
    [(1e-6, "takes 10 times as long"), (1e-7, "does not show the lesson"), (1e-8, "does not show")],
)
def test_the_words_for_a_queue_against_a_lock(queue, words):
    results = made(
        {
            ("talking", "thread queue", 100): {GIL: near(queue)},
            ("lock_costs", "free lock"): {GIL: near(1e-7)},
        }
    )
    assert words in said("queues-or-lock", results)


@pytest.mark.parametrize(
    ("one", "words"),
    [(1.5, "took 1.5 times as long"), (1.02, "do not clearly differ"), (0.5, "was faster")],
)
def test_the_words_for_one_thread_without_a_gil(one, words):
    serial = {GIL: near(1.0), FREE: near(one)}
    assert words in said("free-threading", made({("cpu_bound", "serial"): serial}))


def test_every_label_and_axis_has_words():
    words = Words(ENGLISH)
    for topic in TOPICS.values():
        chart = topic(recorded()).chart
        for part in (getattr(chart, "rows", ()), getattr(chart, "lines", ())):
            assert all(words.name(one.label) for one in part)
    assert not re.search(r"\w_\w", said("lost-updates", recorded()))
    shown = Numbers(recorded(), ENGLISH).topic("lost-updates")
    assert "with_a_call" not in re.sub(r"data-\w+=\"[^\"]*\"", "", shown)


# Where it goes


@pytest.fixture
def build(tmp_path):
    """A build that has measured."""
    made = Build(tmp_path / "docs" / "en", ENGLISH)
    made.results = computing()
    return made


def page(name, url):
    return SimpleNamespace(url=url, file=SimpleNamespace(src_uri=name))


def test_a_place_is_filled_after_markdown_and_keeps_its_indent(build):
    lines = ["Before", "    <!-- numbers: parallel -->", "After"]
    out = numbers.placed(build, page("gil/x.md", "gil/x/"), lines)
    assert (out[0], out[-1]) == ("Before", "After")
    (mark,) = [line for line in out if line.strip().startswith("<!--")]
    assert mark.startswith("    <!-- put ")
    text = build.filled("gil/x.md", mark.strip())
    assert '<th>CPython</th><th translate="no">3.14</th><th translate="no">3.14t</th>' in text
    assert "<td>processes (spawn)</td><td>1.9×</td><td>1.9×</td>" in text
    assert "2 cores of a cpu, Linux, 2026-01-02 03:04 UTC." in text
    assert 'href="../../measurements/numbers/"' in text


def test_a_place_that_is_misspelt_is_named_with_its_line(build, caplog):
    with caplog.at_level(logging.WARNING):
        out = numbers.placed(build, page("x.md", "x/"), ["", "<!-- numbers: paralel -->"], 3)
    assert out == [""]
    (record,) = caplog.records
    assert "docs/en/x.md:5: no numbers are called paralel; there are computing, " in (
        record.getMessage()
    )


def test_results_of_a_smoke_test_say_that_they_mean_nothing():
    results = computing()
    assert "mean nothing" not in Numbers(results, ENGLISH).box("parallel", "x/")
    results.stamp["level"] = "smoke"
    assert "mean nothing" in Numbers(results, ENGLISH).box("parallel", "x/")
    assert "mean nothing" in Numbers(results, ENGLISH).topic("parallel")


def test_what_comes_from_a_run_is_text_in_html():
    results = computing()
    results.stamp["machine"]["cpu"] = "<script>"
    results.failures.append({"program": "p", "python": "3.14", "why": "<img src=x>"})
    shown = Numbers(results, ENGLISH).stamp_table()
    assert "<script>" not in shown
    assert "<img" not in shown
    assert "&lt;img" in shown


def test_the_calculator_has_its_prediction_without_a_script_and_the_costs_for_it():
    shown = Numbers(recorded(), ENGLISH).of("calculator", "choosing/which-tool/")
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td></tr>", shown)
    facts = json.loads(re.search(r'id="costs">(.*?)</script>', shown, re.DOTALL)[1])
    names = [tool["name"] for tool in facts["tools"]]
    assert sorted(names) == sorted(html.unescape(name) for name, _ in rows)
    assert {"plain code", "asyncio", "threads", "pool of processes (spawn)"} <= set(names)
    assert 'src="../../assets/calculator.js"' in shown
    assert 'href="../../assets/calculator.css"' in shown
    assert "predictions that were checked" in shown or "measurements that it was not" in shown


# How much is measured


@pytest.mark.parametrize(
    ("command", "config", "variable", "level"),
    [
        ("build", None, None, "full"),
        ("serve", None, None, "quick"),
        ("build", None, "smoke", "smoke"),
        ("serve", None, "full", "full"),
        ("build", "smoke", None, "smoke"),
        ("build", "smoke", "full", "smoke"),
    ],
)
def test_the_command_decides_how_much_is_measured(monkeypatch, command, config, variable, level):
    monkeypatch.delenv("MEASURE", raising=False)
    if variable:
        monkeypatch.setenv("MEASURE", variable)
    assert numbers.level_of(command, config) == level


def test_serving_measures_once_and_building_every_time(monkeypatch, caplog):
    caplog.set_level(logging.INFO, "mkdocs.hooks.numbers")
    runs, results = [], computing()
    monkeypatch.setattr(measure, "measure", lambda level, say: runs.append(level) or results)
    monkeypatch.setattr(results_file, "write", lambda results, file: None)
    monkeypatch.setattr(measure, "stored", lambda level: results)
    numbers.wanted("quick")
    assert runs == []
    assert caplog.text == ""
    numbers.wanted("full")
    assert runs == ["full"]
    assert "the calculator is off by a factor of " in caplog.text

    def nothing(level):
        raise BadResults("build/measurements.json is not there")

    monkeypatch.setattr(measure, "stored", nothing)
    numbers.wanted("quick")
    assert runs == ["full", "quick"]


def test_a_program_that_fails_is_a_warning_of_which_a_strict_build_fails(monkeypatch, caplog):
    results = computing()
    results.failures.append({"program": "waiting", "python": "3.14", "why": "exit status 1"})
    monkeypatch.setattr(measure, "stored", lambda level: results)
    with caplog.at_level(logging.INFO, "mkdocs.hooks.numbers"):
        assert numbers.wanted("quick") is results
    warned = [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]
    assert warned == ["snippets/measurements/waiting.py failed on 3.14: exit status 1"]


def test_a_strict_build_measures_again_if_a_program_had_failed(monkeypatch):
    failed, again = computing(), computing()
    failed.failures.append({"program": "waiting", "python": "3.14", "why": "exit status 1"})
    monkeypatch.setattr(measure, "stored", lambda level: failed)
    monkeypatch.setattr(measure, "measure", lambda level, say: again)
    monkeypatch.setattr(numbers.results_file, "write", lambda results, file: None)
    assert numbers.wanted("smoke", strict=True) is again
    failed.failures.clear()
    assert numbers.wanted("smoke", strict=True) is failed


def test_a_notebook_reads_what_its_own_build_has_measured(monkeypatch, tmp_path):
    monkeypatch.setattr(notebook, "FOLDER", tmp_path)
    monkeypatch.setattr(results_file, "ROOT", tmp_path)
    config = load_config(str(ROOT / "mkdocs.yml"))
    ours, others = (made({("p", "x"): {"3.14": [seconds]}}) for seconds in (1.0, 2.0))
    file = notebook.execute_if_changed(config, ours.dumps(), "en")
    monkeypatch.setenv(numbers.LANGUAGE, "")
    monkeypatch.setenv(numbers.RESULTS, "")
    numbers.announce(file, "en")
    notebook.execute_if_changed(config, others.dumps(), "en")  # another build, meanwhile
    assert numbers.current().dumps() == ours.dumps()


def test_a_level_that_there_is_not_is_told_in_one_line(tmp_path):
    done = run_mkdocs(ROOT, "build", "-q", "--site-dir", str(tmp_path), measure="ful")
    assert done.returncode
    assert "MEASURE=ful: write one of full, quick, smoke" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_config_measures_hardly_anything_on_every_system():
    """`MEASURE=smoke mkdocs …` is nothing that PowerShell knows."""
    config = load_config(str(ROOT / "mkdocs-smoke.yml"))
    assert config.extra["measure"] == "smoke"
    assert config.theme["language"] == "en"
