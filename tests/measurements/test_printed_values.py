"""What measured programs print is read, and what nothing can have measured is refused."""

import pytest

from tools.measurements.printed import BadOutput, read


def test_every_line_of_a_program_is_read():
    values, notes = read(
        [
            "processes (fork) x 40: 0.125 s",
            "processes (fork) x 40: 0.25 s",
            "memory of a thread: 65,536 B",
            "d[k] += 1: 3 of 1,000 wrong",
            "d x 2: 5 of 10 wrong",
            "plain: 0 of 7 lost",
            "it hangs, never seen: 1,500 tried",
            "note: all.",
        ]
    )
    assert values == {
        ("processes (fork)", 40, "s", None): [0.125, 0.25],
        ("memory of a thread", None, "B", None): [65536],
        ("d[k] += 1", None, "wrong", 1000): [997],
        ("d", 2, "wrong", 10): [5],
        ("plain", None, "lost", 7): [7],
        ("it hangs, never seen", None, "tried", None): [1500],
    }
    assert notes == ["all."]


def test_a_note_alone_is_an_answer():
    assert read(["note: memory is read on Linux only"]) == ({}, ["memory is read on Linux only"])


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("soup: nan s", "cannot read"),
        ("soup: inf s", "cannot read"),
        ("soup: -1.0 s", "cannot read"),
        ("soup: 1.0", "cannot read"),
        ("soup: 1.0 /s", "cannot read"),
        (": 1.0 s", "cannot read"),
        ("", "cannot read"),
        ("soup: 0 s", "nothing takes no time"),
        ("soup: 0 B", "no space"),
        ("soup: 0 tried", "no try"),
        ("soup: 2.001 s", "the program itself ran for 2.000 s"),
        ("soup: 11 of 10 lost", "not less than the whole"),
        ("soup: 10 of 10 lost", "not less than the whole"),
        ("soup: 0 of 0 lost", "not less than the whole"),
    ],
)
def test_what_cannot_have_been_measured_is_refused(line, why):
    with pytest.raises(BadOutput, match=why) as refused:
        read(["good: 1.0 s", line], wall=2.0)
    assert repr(line) in str(refused.value)


def test_what_took_as_long_as_the_program_is_believed():
    assert read(["soup: 2.0 s", "pot: 9 B"], wall=2.0)


def test_nothing_at_all_is_refused():
    with pytest.raises(BadOutput, match=r"^it printed no value$"):
        read([])
