"""Facts without words: labels, and tables without empty columns."""

import pytest

from tools.measurements.facts import Label, Quantity, Raw, Table, Unit, Wrong, label, size, table


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("threads", Label("threads")),
        ("processes (spawn)", Label("processes", "spawn")),
        ("processes (spawn), chunks", Label("processes, chunks", "spawn")),
        ("pipe, bytes", Label("pipe, bytes")),
        ("process per client (forkserver)", Label("process per client", "forkserver")),
        ("process (fork)", Label("process", "fork")),
    ],
)
def test_a_label_is_read_from_what_a_program_printed(printed, found):
    assert label(printed) == found


def test_a_label_may_name_its_interpreter():
    assert label("threads", on="3.14") == Label("threads", on="3.14")


def test_a_table_has_no_column_in_which_nothing_was_measured():
    one = size(1.0)
    found = table([Label("a"), Label("b"), Label("c")], [[Raw("x"), None, one], [None, None, one]])
    assert found == Table((Label("a"), Label("c")), ((Raw("x"), one), (None, one)))


def test_a_table_of_nothing_is_none():
    assert table([Label("a")], []) is None
    assert table([Label("a"), Label("b")], [[Raw("x"), None]]) is None


def test_a_table_can_be_turned():
    one, two = size(1.0), size(2.0)
    found = Table((Label("a"), Label("b")), ((Raw("x"), one), (Raw("y"), two)))
    assert found.turned() == Table((Label("a"), Raw("x"), Raw("y")), ((Label("b"), one, two),))


def test_no_value_has_no_quantity():
    assert size(None) is None
    assert size(3.0) == Quantity(3.0, Unit.BYTES)


def test_what_went_wrong_adds_up():
    found = Wrong((1, 0, 2), 10)
    assert (found.total, found.tries) == (3, 30)
