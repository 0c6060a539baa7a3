"""Comparing: what is clearly less or more, first or last; and nothing of too few values."""

import pytest
from made_results import FREE, GIL, made, near

from tools.measurements.compare import Gain, Order, compare, gain, ranked

LESS, SAME, MORE, TOO_FEW = Order.LESS, Order.SAME, Order.MORE, Order.TOO_FEW


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        ([1.0] * 5, [1.0] * 5, SAME),
        ([1.0] * 5, [1.14] * 5, SAME),  # apart, but not clearly
        ([1.0] * 5, [1.15] * 5, SAME),  # just not
        ([1.15] * 5, [1.0] * 5, SAME),
        ([1.0] * 5, [1.16] * 5, LESS),
        ([1.16] * 5, [1.0] * 5, MORE),
        ([1.0, 1.0, 1.0, 3.0, 3.0], [2.0] * 5, SAME),  # they overlap
        ([3.0, 3.0, 3.0, 1.0, 1.0], [2.0] * 5, SAME),
        ([1.0] * 9 + [3.0], [2.0] * 10, LESS),  # one of ten was disturbed
        ([3.0] * 9 + [1.0], [2.0] * 10, MORE),
        ([1.0] * 8 + [3.0] * 2, [2.0] * 10, SAME),
        ([3.0] * 8 + [1.0] * 2, [2.0] * 10, SAME),
        ([1.0] * 5 + [2.0], [2.0] * 6, SAME),  # an equal pair is in no order
        ([2.0] * 5 + [1.0], [1.0] * 6, SAME),
        ([1.0] * 4, [10.0] * 5, TOO_FEW),
        ([1.0] * 5, [10.0] * 4, TOO_FEW),
        ([], [1.0] * 5, TOO_FEW),
    ],
)
def test_values_differ_only_if_they_do_so_clearly(one, other, order):
    assert compare(one, other) == order


def test_a_ranking_goes_from_the_least_to_the_most():
    found = ranked({"b": near(2.0), "a": near(1.0), "none": [], "c": near(4.0)})
    assert found.names == ("a", "b", "c")
    assert found.medians == (1.0, 2.0, 4.0)
    assert found.steps == (LESS, LESS)
    assert (found.least, found.most) == ("a", "c")
    assert found.is_clear
    assert found.ties == ()
    assert not found.too_few
    assert found.median("b") == 2.0


def test_there_is_no_first_or_last_where_the_second_is_as_near():
    found = ranked({"a": near(1.0), "b": near(1.02), "c": near(4.0)})
    assert (found.least, found.most) == (None, "c")
    assert found.ties == (("a", "b"),)
    assert not found.is_clear
    found = ranked({"a": near(1.0), "b": near(4.0), "c": near(4.1)})
    assert (found.least, found.most) == ("a", None)
    assert found.ties == (("b", "c"),)


def test_a_ranking_of_one_or_none_says_nothing():
    for values in ({}, {"a": near(1.0)}):
        found = ranked(values)
        assert (found.least, found.most, found.is_clear) == (None, None, False)
        assert not found.too_few


def test_a_ranking_of_too_few_values_says_so():
    found = ranked({"a": [1.0], "b": [9.0]})
    assert found.too_few
    assert (found.least, found.most, found.is_clear, found.ties) == (None, None, False, ())


def test_equal_things_keep_the_order_in_which_they_came():
    assert ranked({"b": near(1.0), "a": near(1.0)}).names == ("b", "a")


def test_a_gain_tells_interpreters_apart():
    pythons = ("3.11", "3.12", "3.13", "3.14", "3.15")
    base = {python: near(1.0) for python in pythons}
    way = {"3.11": near(0.5), "3.12": near(1.0), "3.13": near(2.0), "3.14": [0.5]}
    results = made({("p", "base"): base, ("p", "way"): way}, pythons=pythons)
    found = gain(results, "p", "way", "base", pythons)
    assert found.faster == ("3.11",)
    assert found.same == ("3.12",)
    assert found.slower == ("3.13",)
    assert found.too_few == ("3.14",)
    assert found.times == {"3.11": 2.0, "3.12": 1.0, "3.13": 0.5, "3.14": 2.0}
    assert (found.low, found.high) == (0.5, 2.0)


def test_a_gain_needs_both_values():
    results = made({("p", "base"): {GIL: near(1.0)}, ("p", "way"): {FREE: near(1.0)}})
    assert gain(results, "p", "way", "base", (GIL, FREE)) == Gain(times={})
