"""The calculator: predictions from made-up costs that can be reckoned by hand."""

import json
import math
import re

import pytest
from made_results import FREE, GIL, computing, made

from tools.measurements import calculator
from tools.measurements.calculator import Tool, predict


@pytest.mark.parametrize(
    ("tool", "tasks", "seconds"),
    [
        (Tool("plain code"), (10, 0.5, 0.25, 0, 4), 7.5),
        (Tool("asyncio", each=0.01, at_once=math.inf), (10, 0.5, 0.25, 0, 4), 5.35),
        (Tool("threads", slower=1.5, at_once=4), (10, 0.5, 0.25, 0, 4), 8.25),
        (Tool("threads, free", at_once=100, on_cores=True), (10, 0.5, 0.25, 0, 5), 1.25),
        (Tool("pool", start=1, at_once=None, on_cores=True), (10, 0.5, 0.25, 0, 5), 6.5),
        (Tool("pool", start=1, at_once=None, on_cores=True), (2, 0.5, 0.25, 0, 5), 2.75),
        (Tool("pool", byte=1e-9, at_once=None, on_cores=True), (10, 0, 0, 10**8, 5), 1.0),
    ],
)
def test_a_prediction_is_what_the_costs_add_up_to(tool, tasks, seconds):
    assert predict(tool, *tasks) == pytest.approx(seconds)


def measured():
    """Results with all that the calculator needs."""
    results = computing()
    results.benchmarks |= made(
        {
            ("cost_of_one", "task"): {GIL: [1e-5]},
            ("cost_of_one", "thread"): {GIL: [1e-4], FREE: [2e-4]},
            ("cpu_bound", "start of processes (spawn)"): {GIL: [0.2]},
            ("task_size", "serial", 10): {GIL: [1e-5]},
            ("task_size", "serial", 1000): {GIL: [1e-3]},
            ("task_size", "processes", 10): {GIL: [1e-4]},
            ("task_size", "processes", 1000): {GIL: [0.6e-3]},
            ("talking", "pipe", 1000): {GIL: [1e-5]},
            ("talking", "pipe", 1_000_000): {GIL: [1e-3]},
            ("waiting", "asyncio", 4000): {GIL: [0.14]},
            ("waiting", "threads", 1000): {GIL: [0.4]},
        }
    ).benchmarks
    return results


def test_costs_come_from_what_was_measured():
    found = {tool.name: tool for tool in calculator.tools(measured())}
    assert list(found) == [
        "plain code",
        "asyncio",
        "threads",
        "threads, 3.14t",
        "pool of processes",
    ]
    assert found["threads"].slower == 1
    assert found["threads, 3.14t"].slower == pytest.approx(1.1)
    pool = found["pool of processes"]
    assert (pool.start, pool.byte) == (0.1, 1e-9)
    assert pool.each == pytest.approx(9.5e-5)
    assert pool.slower == pytest.approx(1.04)


def test_a_tool_whose_costs_were_not_measured_is_left_out():
    assert [tool.name for tool in calculator.tools(made({}))] == ["plain code"]


def test_predictions_are_checked_against_what_was_measured_apart():
    ratios = dict(calculator.checks(measured()))
    assert ratios["asyncio, waiting x 4000"] == pytest.approx(1.0)
    assert ratios["threads, waiting x 1000"] == pytest.approx(0.5)
    assert ratios["pool of processes, task_size x 1000"] == pytest.approx(1.025, abs=0.01)
    assert "pool of processes, task_size x 10" not in ratios


def test_the_page_has_the_prediction_without_a_script_and_the_costs_for_it():
    said = calculator.as_html(measured(), "../x.js")
    assert "\n" not in said  # one block for Markdown
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td></tr>", said)
    assert len(rows) == 5
    costs = json.loads(re.search(r'id="costs">(.*?)</script>', said)[1])
    assert [tool["at_once"] for tool in costs] == [1, -1, 1000, 1000, None]
