"""The calculator: predictions from made-up costs that can be reckoned by hand."""

import pytest
from made_results import FREE, GIL, computing, made, near

from tools.measurements import calculator
from tools.measurements.calculator import Tool, at, predict
from tools.measurements.checked import Checked, Point, checked
from tools.measurements.facts import Label

PLAIN = Tool(Label("plain code"))


@pytest.mark.parametrize(
    ("costs", "tasks", "seconds"),
    [
        ({}, (10, 0.5, 0.25, 0, 4), 7.5),
        ({"each": ((1, 0.01),), "at_once": 0}, (10, 0.5, 0.25, 0, 4), 5.35),
        ({"slower": 1.5, "at_once": 4}, (10, 0.5, 0.25, 0, 4), 8.25),
        ({"at_once": 100, "on_cores": True}, (10, 0.5, 0.25, 0, 5), 1.25),
        ({"at_once": 100, "on_cores": True}, (11, 0.5, 0.25, 0, 5), 1.75),  # a third round
        ({"first": 1, "at_once": None, "on_cores": True}, (10, 0.5, 0.25, 0, 5), 2.5),
        ({"first": 1, "at_once": None, "on_cores": True}, (2, 0.5, 0.25, 0, 5), 1.75),
        ({"first": 1, "next": 0.1, "at_once": None}, (10, 0, 0, 0, 5), 1.4),
        ({"first": 1, "next": 0.1, "at_once": None}, (3, 0, 0, 0, 5), 1.2),
        ({"byte": 1e-9, "at_once": None, "on_cores": True}, (10, 0, 0, 10**8, 5), 1.0),
    ],
)
def test_a_prediction_is_what_the_costs_add_up_to(costs, tasks, seconds):
    assert predict(Tool(Label("x"), **costs), *tasks) == pytest.approx(seconds)


def test_the_script_gets_all_but_the_label():
    assert Tool(Label("x"), each=((1, 0.5),), slower=2.0).plain() == {
        **{"first": 0.0, "next": 0.0, "each": ((1, 0.5),), "byte": 0.0},
        **{"slower": 2.0, "at_once": 1, "on_cores": False},
    }


def test_a_cost_between_two_numbers_lies_between_theirs():
    points = ((10, 1.0), (1000, 3.0), (10_000, 3.5))
    found = [at(points, n) for n in (1, 5, 10, 1000, 10_000, 90_000)]
    assert found == [1.0, 1.0, 1.0, 3.0, 3.5, 3.5]
    assert at(points, 100) == pytest.approx(2.0)
    assert at((), 100) == 0


def measured(**machine):
    """Results with all that the calculator needs, and with what it is checked against."""
    results = computing(**machine)
    results.benchmarks |= made(
        {
            ("cost_of_one", "task"): {GIL: near(1e-5)},
            ("cost_of_one", "thread"): {GIL: near(1e-4), FREE: near(2e-4)},
            ("cpu_bound", "subinterpreters"): {GIL: near(0.55)},
            ("scaling", "start of processes (spawn)", 1): {GIL: near(0.1)},
            ("scaling", "start of processes (spawn)", 2): {GIL: near(0.12)},
            ("scaling", "start of processes (spawn)", 4): {GIL: near(9.0)},
            ("scaling", "start of subinterpreters", 1): {GIL: near(0.02)},
            ("scaling", "start of subinterpreters", 2): {GIL: near(0.03)},
            ("scaling", "threads", 1): {GIL: near(4.8), FREE: near(4.8)},
            ("scaling", "threads", 2): {GIL: near(4.9), FREE: near(2.4)},
            ("scaling", "subinterpreters", 2): {GIL: near(2.4)},
            ("scaling", "processes (spawn)", 2): {GIL: near(2.4)},
            ("task_cost", "process pool (spawn)", 100): {GIL: near(1e-4)},
            ("task_cost", "process pool (spawn)", 1_000_100): {GIL: near(1e-3 + 1e-4)},
            ("task_cost", "subinterpreter pool", 100): {GIL: near(5e-5)},
            ("task_cost", "subinterpreter pool", 1_000_100): {GIL: near(5e-5)},
            ("task_size", "serial", 10): {GIL: near(1e-5)},
            ("task_size", "serial", 50): {GIL: near(1e-3)},  # of no such size there are tasks
            ("task_size", "processes (spawn)", 50): {GIL: near(1e-3)},
            ("task_size", "serial", 1000): {GIL: near(1e-3)},
            ("task_size", "processes (spawn)", 10): {GIL: near(1e-4)},
            ("task_size", "processes (spawn)", 1000): {GIL: near(0.6e-3)},
            ("task_size", "processes (spawn), chunks", 10): {GIL: near(1.52e-5)},
            ("task_size", "processes (spawn), chunks", 1000): {GIL: near(0.53e-3)},
            ("waiting", "asyncio", 100): {GIL: near(0.101)},
            ("waiting", "asyncio", 1000): {GIL: near(0.11)},
            ("waiting", "asyncio", 10_000): {GIL: near(0.25)},
            ("waiting", "asyncio", 40_000): {GIL: near(0.9)},
            ("waiting", "threads", 100): {GIL: near(0.11)},
            ("waiting", "threads", 1000): {GIL: near(0.4)},
        }
    ).benchmarks
    return results


def by_label():
    return {tool.label: tool for tool in calculator.tools(measured())}


def test_the_tools_are_those_for_which_there_are_costs():
    assert [*by_label()] == [
        Label("plain code"),
        Label("asyncio"),
        Label("threads"),
        Label("threads", on=FREE),
        Label("process pool", "spawn"),
        Label("process pool, chunks", "spawn"),
        Label("subinterpreter pool"),
    ]
    assert [tool.label for tool in calculator.tools(made({}))] == [Label("plain code")]


def test_asyncio_costs_more_for_each_the_more_there_are():
    asyncio = by_label()[Label("asyncio")]
    assert dict(asyncio.each) == pytest.approx({1: 1e-5, 1000: 1e-5, 40_000: 2e-5})
    assert (asyncio.at_once, asyncio.on_cores) == (0, False)


def test_threads_compute_on_several_cores_only_without_a_gil():
    found = by_label()
    threads, free = found[Label("threads")], found[Label("threads", on=FREE)]
    assert (threads.slower, threads.on_cores) == (1, False)
    assert dict(threads.each) == pytest.approx({1: 1e-4, 1000: 3e-4})
    assert threads.at_once == free.at_once == 1000
    assert free.slower == pytest.approx(1.1)
    assert free.on_cores
    assert free.each == ((1, 2e-4),)


def test_workers_of_a_pool_start_beside_each_other():
    pool = by_label()[Label("process pool", "spawn")]
    assert (pool.first, pool.next) == pytest.approx((0.1, 0.02))
    assert pool.each == ((1, 1e-4),)
    assert pool.byte == pytest.approx(1e-9, rel=1e-6, abs=0)
    assert pool.slower == pytest.approx(1.04)
    assert (pool.at_once, pool.on_cores) == (None, True)
    subs = by_label()[Label("subinterpreter pool")]
    assert (subs.first, subs.next) == pytest.approx((0.02, 0.01))
    assert subs.byte == 0
    assert subs.slower == pytest.approx(1.1)


def test_chunks_cost_less_for_each():
    chunks = by_label()[Label("process pool, chunks", "spawn")]
    assert chunks.each == ((1, pytest.approx(1e-5)),)
    assert chunks.first == 0.1


def test_the_fastest_tool_stands_first():
    rows = calculator.first(measured())
    seconds = [took for took, _ in rows]
    assert seconds == sorted(seconds)
    assert len(rows) == 7
    asked = calculator.in_seconds({field.name: field.first for field in calculator.FIELDS})
    assert asked == (100, 0.005, 0.05, 1000, 4)
    assert (predict(PLAIN, *asked), PLAIN.label) in rows


def test_predictions_are_checked_against_what_was_measured_apart():
    found = {(p.tool.key, p.tool.on, p.program, p.x): p.ratio for p in checked(measured()).points}
    assert found["asyncio", None, "waiting", 100] == pytest.approx(0.101 / 0.101)
    assert found["asyncio", None, "waiting", 10_000] == pytest.approx(1.0, abs=0.1)
    each = 1e-4 + 2e-4 * 2 / 3  # between one thread and a thousand, by the logarithm
    assert found["threads", None, "waiting", 100] == pytest.approx((0.1 + 100 * each) / 0.11)
    assert found["threads", None, "scaling", 2] == pytest.approx(
        (4.8 + 48 * 2.1e-4) / 4.9, abs=1e-3
    )
    assert found["subinterpreter pool", None, "scaling", 2] == pytest.approx(1.1, abs=0.01)
    assert ("process pool", None, "task_size", 50) not in found
    assert found["threads", FREE, "scaling", 2] == pytest.approx(1.1, abs=0.01)
    assert found["process pool", None, "scaling", 2] == pytest.approx(1.04, abs=0.01)
    assert found["process pool", None, "task_size", 10] == pytest.approx(1.052, abs=0.01)
    assert found["process pool, chunks", None, "task_size", 1000] == pytest.approx(1.0, abs=0.01)
    assert ("process pool, chunks", None, "task_size", 10) not in found  # its cost is from there
    assert ("threads", None, "waiting", 1000) not in found
    assert len(found) >= 9


def test_a_prediction_may_be_off_either_way():
    one = Point(Label("x"), "p", 1, predicted=1.0, measured=2.0)
    other = Point(Label("x"), "p", 1, predicted=1.4, measured=1.0)
    assert (one.ratio, one.factor) == (0.5, 2.0)
    assert other.factor == 1.4
    assert Checked((other, one)).worst == 2.0
    assert Checked((other, one)).is_off
    assert not Checked((other,)).is_off
    assert not Checked(()).is_off
    assert not Checked((Point(Label("x"), "p", 1, 1.5, 1.0),)).is_off


def without(*left_out):
    """The labels of the tools without what these programs, or these labels, printed."""
    results = measured()
    results.benchmarks = {
        key: value
        for key, value in results.benchmarks.items()
        if not any(part in left_out for part in (key[0], key[1], key[:3]))
    }
    return {tool.label for tool in calculator.tools(results)}


POOL, CHUNKS = Label("process pool", "spawn"), Label("process pool, chunks", "spawn")


@pytest.mark.parametrize(
    ("left_out", "tools"),
    [
        (("thread",), {Label("threads"), Label("threads", on=FREE)}),
        (("threads",), {Label("threads"), Label("threads", on=FREE)}),
        (("task",), {Label("asyncio")}),
        (("processes (spawn)",), {POOL, CHUNKS}),
        (("process pool (spawn)",), {POOL, CHUNKS}),
        ((("task_cost", "process pool (spawn)", 100),), {POOL, CHUNKS}),
        ((("scaling", "start of processes (spawn)", 1),), {POOL, CHUNKS}),
        (("processes (spawn), chunks",), {CHUNKS}),
        ((("task_size", "serial", 10), ("task_size", "serial", 1000),
          ("task_size", "serial", 50)), {CHUNKS}),
        (("subinterpreters",), {Label("subinterpreter pool")}),
    ],
)  # fmt: skip
def test_a_tool_of_which_one_cost_is_missing_is_left_out(left_out, tools):
    assert without() - without(*left_out) == tools


def test_the_start_of_a_pool_is_that_of_a_worker_for_each_core():
    four = {tool.label: tool for tool in calculator.tools(measured(usable=4))}[POOL]
    assert four.next == pytest.approx(8.9 / 3)
    three = {tool.label: tool for tool in calculator.tools(measured(usable=3))}[POOL]
    assert three.next == pytest.approx(8.9 / 3)  # the most that was tried


def test_the_start_of_a_pool_is_not_in_what_was_measured_with_a_warm_one():
    results = measured(usable=4)
    results.benchmarks |= made({("scaling", "processes (spawn)", 4): {GIL: near(1.2)}}).benchmarks
    found = {(p.tool.key, p.program): p.predicted for p in checked(results).points}
    slower = 0.52 / (1 / 4)  # twelve tasks on four cores
    work = 12 * 0.1 * slower  # a quarter of 48 tasks of a tenth of a second
    assert found["process pool", "scaling"] == pytest.approx(48 * 1e-4 + work)


def test_what_it_is_checked_against_sends_nothing():
    costly = measured()
    costly.benchmarks |= made(
        {("task_cost", "process pool (spawn)", 1_000_100): {GIL: near(1000)}}
    ).benchmarks
    assert checked(costly).points == checked(measured()).points


@pytest.mark.parametrize("left_out", [("threads", 1), ("processes (spawn)", 2)])
def test_what_was_not_measured_is_not_checked(left_out):
    results = measured()
    del results.benchmarks["scaling", *left_out, GIL]
    found = {(point.tool.key, point.program) for point in checked(results).points}
    assert ("process pool", "scaling") not in found
    assert ("process pool", "task_size") in found


def test_only_the_newest_free_threaded_build_is_a_tool():
    pythons = ("3.13t", GIL, FREE)
    results = measured(pythons=pythons)
    results.benchmarks |= made(
        {
            ("cost_of_one", "thread"): {"3.13t": near(1e-4)},
            ("cpu_bound", "threads"): {"3.13t": near(0.5)},
            ("scaling", "threads", 2): {"3.13t": near(2.4)},
        },
        pythons=pythons,
    ).benchmarks
    assert {tool.label.on for tool in calculator.tools(results)} == {None, FREE}
    assert {point.tool.on for point in checked(results).points} == {None, FREE}


def test_tools_that_take_equally_long_keep_their_order(monkeypatch):
    same = [Tool(Label("b")), Tool(Label("a"))]
    monkeypatch.setattr(calculator, "tools", lambda results: same)
    assert [label.key for _, label in calculator.first(made({}))] == ["b", "a"]
