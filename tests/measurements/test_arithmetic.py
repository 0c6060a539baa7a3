"""What a measured program makes of its clock: run with one that goes by a second at each look.

Then what it prints is arithmetic alone: by how much it divides, and how often it looked meanwhile.
So with memory: of one process each look tells a million kB more, and of several each has as much.
`arithmetic.txt` has it, so that a divisor that is lost, or one for another, is noticed. What two
threads look at at once is left out, and what two processes compare, each with a clock of its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from saying import fail
from test_shown import kept

from tools import interpreters
from tools.examples import environments, runner, services
from tools.examples.outcome import outcome_of
from tools.examples.snippet import Snippet
from tools.files import read_text
from tools.measurements.run import LEVELS, LIMIT, programs

RECORD = Path(__file__).with_name("arithmetic.txt")
TIMES = 6  # as often a program is run to see what is always the same
AGAIN = "pytest tests/measurements/test_arithmetic.py --record"
# Packages look at their clocks, too; those go as always.
CLOCK = """
import itertools, pathlib, sys, time
looks = itertools.count(1)
real, read = time.perf_counter, pathlib.Path.read_text

def perf_counter():
    if sys._getframe(1).f_globals.get("__name__") not in ("__main__", "__mp_main__"):
        return real()
    return float(next(looks))

def read_text(path, *given, **named):
    if path.name != "smaps_rollup":
        return read(path, *given, **named)
    return f"Rss: {next(looks) * 1_000_000} kB Pss: 1000000 kB"

pathlib.Path.read_text = read_text
time.perf_counter = perf_counter
"""


@pytest.fixture(scope="session")
def clock(tmp_path_factory) -> Path:
    """A folder of which every Python imports the clock before its program begins."""
    folder = tmp_path_factory.mktemp("clock")
    (folder / "sitecustomize.py").write_text(CLOCK, "utf-8")
    return folder


def told(program: Snippet, clock: Path) -> dict[str, str]:
    """What it prints of its clock, by its labels; nothing of what is below zero."""
    python = environments.with_packages(program, interpreters.running())
    with services.lend(outcome_of(program).services) as lent:
        run = runner.run(
            *(program.path, python, LIMIT, [str(LEVELS["smoke"].scale)]),
            development=False,
            environment=lent.environment | {"PYTHONPATH": str(clock)},
        )
    assert run.status == 0, run.stderr
    return values(run.lines)


def values(lines: Iterable[str]) -> dict[str, str]:
    """The labels of what takes time or memory, and all values that are printed of each."""
    found = defaultdict(set)
    for line in lines:
        label, _, value = line.rpartition(": ")
        number, _, unit = value.partition(" ")
        if unit in ("s", "B"):
            found[label].add(f"{float(number):.9g}")
    return {label: " ".join(sorted(v)) for label, v in found.items() if "-" not in "".join(v)}


def with_a_clock() -> list[Snippet]:
    """The programs that look at a clock or at memory, and can be run here."""
    here, looks = interpreters.running(), re.compile("perf_counter|smaps_rollup")
    return [p for p in programs() if looks.search(p.source) and p.left_out(here) is None]


def test_the_record_names_what_is_always_the_same(request, clock):
    if request.config.option.record:
        lines = []
        for program in with_a_clock():
            first, *others = (told(program, clock) for _ in range(TIMES))
            same = first.items() & set.intersection(*(set(one.items()) for one in others))
            lines += [f"{program.name}: {label}: {said}\n" for label, said in sorted(same)]
        RECORD.write_text("".join(lines), "utf-8")
    fail(
        f"snippets/{program.name}:1: arithmetic.txt has nothing of it; run: {AGAIN}"
        for program in with_a_clock()
        if program.name not in kept(read_text(RECORD), {})
    )


def wrong(known: list[str], found: Mapping[str, str]) -> Iterator[str]:
    """What is printed and was recorded otherwise; other Pythons and systems have other labels."""
    for line in known:
        label, _, said = line.rpartition(": ")
        if found.get(label, said) != said:
            yield f"{label} is {found[label]}, and was {said}"


@pytest.mark.left_to_all
@pytest.mark.parametrize("program", with_a_clock(), ids=lambda program: program.path.stem)
def test_a_program_divides_by_what_it_did(program, clock):
    known, found = kept(read_text(RECORD), {})[program.name], told(program, clock)
    slips = list(wrong(known, found))
    if slips:  # on a busy machine one worker may have done the work of two, and looked once more
        slips = [slip for slip in wrong(known, told(program, clock)) if slip in slips]
    fail(
        f"snippets/{program.name}:1: with a clock that goes by a second at each look, {what}; see "
        f"by what it divides, then run: {AGAIN}"
        for what in slips
    )
    assert found, "none of its labels is known"


@pytest.mark.parametrize(
    ("value", "said"),
    [("(perf_counter() - begin) / 4", []), ("perf_counter() - begin", ["tea is 1, and was 0.25"])],
)
def test_a_divisor_that_is_lost_is_noticed(clock, tmp_path, value, said):
    file = tmp_path / "tea.py"
    begin = "from time import perf_counter\nbegin = perf_counter()\n"
    file.write_text(f"{begin}print('tea:', {value}, 's')\n", "utf-8")
    run = runner.run(
        *(file, interpreters.running(), 9.0, []),
        development=False,
        environment={"PYTHONPATH": str(clock)},
    )
    assert list(wrong(["tea: 0.25", "cake: 1"], values(run.lines))) == said
