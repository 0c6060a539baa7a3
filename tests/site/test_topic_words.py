"""Every key that a topic's facts have is one that has words."""

import pytest
from made_results import recorded

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
