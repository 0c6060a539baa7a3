"""Results: what was measured where, by what name it is found, and how it is kept."""

import json

import pyperf
import pytest
from made_results import FREE, GIL, made, near

from tools.measurements import results as results_file


def test_interpreters_are_told_apart_by_their_gil():
    results = made({}, pythons=("3.13", "3.13t", "3.14", "3.14t", "pypy3.11"))
    assert results.with_gil == ["3.13", "3.14", "pypy3.11"]
    assert results.without_gil == ["3.13t", "3.14t"]
    assert results.main_python == "3.14"  # another implementation is not what most readers have
    assert made({}, pythons=("3.14t",)).main_python == "3.14t"
    assert made({}, pythons=("pypy3.11",)).main_python == "pypy3.11"


@pytest.mark.parametrize(
    ("usable", "quota", "cores"), [(2, None, 2), (8, 1.5, 1.5), (2, 4.0, 2), (1, 0.5, 0.5)]
)
def test_cores_are_those_that_can_be_used(usable, quota, cores):
    results = made({}, usable=usable, quota=quota)
    assert results.cores == cores
    assert results.workers == usable


def test_the_build_of_an_interpreter_is_in_the_stamp():
    results = made({})
    results.stamp["pythons"][1]["build"] = "GCC"
    assert (results.build(GIL), results.build(FREE)) == ("", "GCC")


def test_values_are_found_by_program_label_interpreter_and_x():
    results = made({("p", "l", 5): {GIL: [1.0, 3.0]}, ("p", "l"): {FREE: [2.0]}})
    assert results.values("p", "l", GIL, 5) == [1.0, 3.0]
    assert results.median("p", "l", GIL, 5) == 2.0
    for other in (("q", "l", GIL, 5), ("p", "m", GIL, 5), ("p", "l", FREE, 5), ("p", "l", GIL)):
        assert results.values(*other) == []
        assert results.median(*other) is None


def test_points_are_in_the_order_of_the_axis():
    """As text, 160 comes before 40, and a line would go back."""
    values = {("waiting", "threads", n): {GIL: [0.1 * n]} for n in (160, 10, 4000, 40)}
    values["waiting", "threads"] = {GIL: [9.0]}
    values["waiting", "asyncio", 1] = {GIL: [9.0]}
    values["sockets", "threads", 2] = {GIL: [9.0]}
    values["waiting", "threads", 3] = {FREE: [9.0]}
    assert list(made(values).points("waiting", "threads", GIL)) == [10, 40, 160, 4000]


def test_labels_are_in_the_order_in_which_they_were_measured():
    values = {("p", name): {GIL: [1.0]} for name in ("b", "a")}
    values |= {("p", "b", 5): {GIL: [1.0]}, ("p", "c"): {FREE: [1.0]}, ("q", "d"): {GIL: [1.0]}}
    assert made(values).labels("p", GIL) == ["b", "a"]


def test_what_went_wrong_is_counted_for_each_run():
    results = made({("p", "l"): {GIL: ([0, 3], 10)}, ("p", "m", 4): {GIL: ([1], 5)}})
    assert results.counted("p", "l", GIL) == ([0, 3], 10)
    assert results.counted("p", "m", GIL, 4) == ([1], 5)
    assert results.counted("p", "l", FREE) is None


def test_times_are_times_to_pyperf_too(tmp_path):
    results = made({("p", "l", 5): {GIL: near(1.0)}, ("p", "m"): {GIL: ([1], 5)}})
    file = tmp_path / "results.json"
    file.write_text(results.dumps(), "utf-8")
    suite = {found.get_name(): found for found in pyperf.BenchmarkSuite.load(str(file))}
    assert suite[f"p: l x 5 [{GIL}]"].get_unit() == "second"
    assert suite[f"p: m [{GIL}]"].get_unit() == "integer"


def test_results_of_another_format_are_not_read():
    results = made({("p", "l"): {GIL: [1.0]}})
    results.stamp["format"] = results_file.FORMAT - 1
    with pytest.raises(results_file.BadResults, match="another version"):
        results_file.loads(results.dumps())
    assert json.loads(results.dumps())["stamp"]


def test_results_without_a_value_can_be_kept():
    again = results_file.loads(made({}).dumps())
    assert not again.benchmarks
    assert again.pythons == [GIL, FREE]
