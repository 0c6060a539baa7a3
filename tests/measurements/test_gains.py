"""What a lesson expects of several workers: verdicts from made-up results of many machines."""

import pytest
from made_results import FREE, GIL, computing, made, near

from tools.measurements.compare import Gain
from tools.measurements.topics import computing as topic
from tools.measurements.topics import gains
from tools.measurements.topics.gains import Expected, expect_gain, expect_no_gain


def verdicts(**more):
    """What is said of threads with a GIL, without one, and of processes."""
    found = topic.parallel(computing(**more))
    return found.threads.says, found.free.says if found.free else None, found.processes.says


def test_two_cores_show_the_lesson():
    assert verdicts() == (Expected.SHOWN, Expected.SHOWN, Expected.SHOWN)
    found = topic.parallel(computing())
    assert found.processes.gain.times == pytest.approx({GIL: 1 / 0.52, FREE: 1 / 0.52})
    assert (found.processes.cores, found.processes.ideal, found.processes.load) == (2, 2, 0.1)
    assert found.free.gain.times.keys() == {FREE}


def test_one_core_has_nothing_to_gain():
    shown, free, processes = verdicts(processes=1.0, free=1.05, usable=1)
    assert (shown, free, processes) == (Expected.SHOWN, Expected.ONE_CORE, Expected.ONE_CORE)


def test_a_quota_of_one_core_and_a_half_is_no_single_core():
    results = computing(usable=8, quota=1.5)
    assert results.cores == 1.5
    assert gains.ideal(results) == 1.5
    assert topic.parallel(results).processes.says == Expected.SHOWN
    assert topic.parallel(computing(usable=8, quota=1.0)).processes.says == Expected.ONE_CORE


@pytest.mark.parametrize(
    ("usable", "quota", "ideal"),
    [(1, None, 1), (2, None, 2), (8, None, 6), (12, None, 12), (64, None, 12), (64, 3, 3)],
)
def test_sixty_four_cores_are_not_the_ideal_of_twelve_tasks(usable, quota, ideal):
    assert gains.ideal(computing(usable=usable, quota=quota)) == ideal


def test_a_busy_machine_that_shows_no_gain_is_not_given_the_lessons_sentence():
    found = topic.parallel(computing(processes=0.98, load=7.5)).processes
    assert found.says == Expected.NOT_SHOWN
    assert found.gain.same == (GIL, FREE)
    assert found.load == 7.5
    assert verdicts(processes=1.5)[2] == Expected.NOT_SHOWN
    assert verdicts(free=1.0)[1] == Expected.NOT_SHOWN


def test_threads_that_gain_with_a_gil_contradict_the_page():
    found = topic.parallel(computing(threads=0.5)).threads
    assert found.says == Expected.CONTRADICTED
    assert found.gain.faster == (GIL,)


def test_threads_that_lose_with_a_gil_are_told_so():
    found = topic.parallel(computing(threads=1.5)).threads
    assert found.says == Expected.SLOWER
    assert found.gain.slower == (GIL,)


def test_too_few_values_say_nothing():
    few = Gain(too_few=(GIL,), faster=(FREE,), times={GIL: 2.0, FREE: 2.0})
    results = computing()
    assert expect_gain(few, results).says == Expected.TOO_FEW
    assert expect_no_gain(few, results).says == Expected.TOO_FEW


def test_nothing_measured_is_said():
    results = made({})
    assert expect_gain(Gain(times={}), results).says == Expected.NOT_MEASURED
    assert expect_no_gain(Gain(), results).says == Expected.NOT_MEASURED


def test_without_a_free_threaded_build_there_is_no_verdict_on_one():
    assert topic.parallel(computing(pythons=(GIL,))).free is None


def test_gains_of_several_interpreters_are_one():
    one = Gain(("a",), ("b",), ("c",), ("d",), {"a": 1.0})
    other = Gain(("e",), ("f",), ("g",), ("h",), {"e": 2.0})
    both = gains.merged([one, other, Gain()])
    assert both == Gain(("a", "e"), ("b", "f"), ("c", "g"), ("d", "h"), {"a": 1.0, "e": 2.0})


def test_processes_are_those_of_the_start_method_that_most_systems_have():
    methods = ("fork", "forkserver", "spawn")
    values = {("p", f"processes ({m})"): {GIL: near(1.0)} for m in methods}
    assert gains.processes(made(values), "p", GIL) == "processes (spawn)"
    del values["p", "processes (spawn)"]
    assert gains.processes(made(values), "p", GIL) == "processes (forkserver)"
    assert gains.processes(made({}), "p", GIL) == "processes (spawn)"
