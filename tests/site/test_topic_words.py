"""Every key that a topic's facts have is one that has words."""

import re

import pytest
from made_results import recorded
from saying import fail

from tools.measurements import calculator
from tools.measurements.facts import Quantity, Unit
from tools.measurements.topics import TOPICS
from tools.site.numbers import Words
from tools.site.telling import Telling

WORDS = Words(Telling("en"))


def labels(topic):
    """All labels of a topic's table and chart."""
    facts = TOPICS[topic](recorded())
    cells = [cell for row in (facts.table.head, *facts.table.rows) for cell in row]
    lines = [*getattr(facts.chart, "rows", ()), *getattr(facts.chart, "lines", ())]
    return [cell for cell in cells if cell and cell.kind == "label"] + [one.label for one in lines]


@pytest.mark.parametrize("topic", TOPICS)
def test_every_label_and_axis_has_words(topic):
    assert all(WORDS.name(label) for label in labels(topic))
    chart = TOPICS[topic](recorded()).chart
    for axis in ("axis", "x", "y"):
        if found := getattr(chart, axis, None):
            assert WORDS.key(found.key)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_axis_of_values_has_the_unit_that_they_have_in_the_table(topic):
    facts = TOPICS[topic](recorded())
    units = {cell.unit for row in facts.table.rows for cell in row if isinstance(cell, Quantity)}
    for axis in ("axis", "y"):
        if (found := getattr(facts.chart, axis, None)) and found.unit is not Unit.PERCENT:
            assert found.unit in units


def test_every_tool_of_the_calculator_has_words():
    assert all(WORDS.name(tool.label) for tool in calculator.tools(recorded()))
    assert WORDS.key("ideal")


# What is measured, and what of it. It has the same name in a key as in the words for it.
THINGS = [
    *("thread", "process", "subinterpreter", "asyncio", "pool", "chunk"),
    *("lock", "RLock", "queue", "pipe", "Manager", "Value", "Array"),
    *("memory", "server", "client", "message", "bytes"),
]
UNSAID = {"pipe, bytes": "bytes", "process queue, bytes": "bytes"}  # the axis says it


def things(text: str) -> set[str]:
    """Which of them a text names."""
    return {one for one in THINGS if re.search(rf"\b{one}(?:s|es)?\b", text)}


def told_otherwise(words: dict[str, str]) -> list[str]:
    """The keys whose words speak of other things."""
    return [
        f"words.j2: {key!r} is told as {text!r}"
        for key, text in words.items()
        if things(str(text)) != things(key) - {UNSAID.get(key)}
    ]


def test_words_speak_of_what_the_key_names():
    words = WORDS.module.words
    assert sum(bool(things(key)) for key in words) > len(words) / 3
    fail(told_otherwise(words))
    swapped = {"thread pool": "pool of processes", "process pool": "pool of processes"}
    assert told_otherwise(swapped) == ["words.j2: 'thread pool' is told as 'pool of processes'"]
