"""What is said of made-up values changes on purpose or not at all: `sentences.txt` has it.

Facts and templates are tried where somebody thought of it; two names exchanged in one sentence,
another factor, a branch for another would still be read with a nod. So all sentences of all topics
are kept, for values that go up from label to label, go down, or are all the same.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_results import FREE, GIL, made, near, recorded
from saying import fail, others

from tools.files import read_text
from tools.measurements.results import Results
from tools.measurements.topics import TOPICS
from tools.site.numbers import Numbers
from tools.site.telling import Telling

LIST = Path(__file__).with_name("sentences.txt")
WORLDS = {"up": lambda n, of: 2 + n, "down": lambda n, of: 1 + of - n, "level": lambda n, of: 2}


def world(how: str) -> Results:
    """Values for all that is measured, by the alphabet of its labels; half of it without a GIL."""
    labels = {key[:3]: found for key, found in recorded().benchmarks.items()}
    values = {}
    for (program, label, x), found in labels.items():
        of_it = sorted(
            (one for one in labels if one[0] == program), key=lambda k: (k[1], k[2] or 0)
        )
        value = WORLDS[how](of_it.index((program, label, x)), len(of_it))
        of = found.get_metadata().get("of")
        by_gil = [([0] * 5, of), ([value] * 5, of)] if of else [near(value), near(value / 2)]
        where = (program, label) if x is None else (program, label, x)
        values[where] = dict(zip((GIL, FREE), by_gil, strict=True))
    return made(values)


def sentences() -> Iterator[str]:
    """All that is said, each with its topic and its values."""
    for how in WORLDS:
        results = world(how)
        told = Numbers(results, Telling("en"))
        for topic in TOPICS:
            for said in told.sentences(topic, TOPICS[topic](results)):
                yield f"{topic}, {how}: {' '.join(said.striptags().split())}"


def test_what_is_said_of_values_changes_on_purpose_or_not_at_all(record):
    now = list(sentences())
    if record:
        LIST.write_text("".join(f"{said}\n" for said in now), "utf-8")
    fail(others(LIST, now, read_text(LIST).splitlines(), "its values are"))


def test_every_topic_is_there_in_every_world():
    kept = {line.partition(": ")[0] for line in read_text(LIST).splitlines()}
    assert kept == {f"{topic}, {how}" for topic in TOPICS for how in WORLDS}


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (["tea, up: tea costs 2 times as much as milk."], 0),
        (["tea, up: milk costs 2 times as much as tea."], 2),
        ([], 1),
    ],
)
def test_two_names_that_were_exchanged_are_found(now, found):
    then = ["tea, up: tea costs 2 times as much as milk."]
    assert len(list(others(LIST, now, then, "its values are"))) == found
