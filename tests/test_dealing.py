"""`dealing`: no test gets lost between those that are run and those that are left to --all."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from dealing import chosen, dealt


@dataclass(frozen=True)
class Item:
    """What is asked of a test."""

    nodeid: str
    fixturenames: tuple[str, ...] = ()
    one_in: int = 0

    @property
    def path(self) -> Path:
        return Path(self.nodeid.partition("::")[0])

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        return pytest.mark.one_in(self.one_in).mark if self.one_in and name == "one_in" else None


def test_one_in_some_cases_is_run_where_that_is_enough():
    many = [Item(f"a.py::many[{n}]", one_in=3) for n in range(7)]
    others = [Item(f"a.py::other[{n}]") for n in range(4)]
    kept, left_out = chosen([*many, *others])
    assert kept == [many[0], many[3], many[6], *others]
    assert sorted(left_out + kept, key=str) == sorted(many + others, key=str)


@pytest.mark.parametrize("count", [1, 5, 6, 7, 40, 41])
@pytest.mark.parametrize("workers", [1, 2, 6])
def test_every_test_is_dealt_once_and_each_worker_ends_with_the_site(count, workers):
    items = [Item(f"t.py::{n}", ("site",) if n % 3 == 1 else ()) for n in range(count)]
    items.append(Item("tests/test_exercises.py::waits"))
    order = dealt(items, workers)
    assert sorted(order, key=str) == sorted(items, key=str)
    start = 0
    for worker in range(workers):  # as pytest-xdist cuts it: each the same share of what is left
        end = start + (len(order) - start) // (workers - worker)
        on_site = ["site" in item.fixturenames for item in order[start:end]]
        begins = worker == 0 and count > 1  # it builds the site
        assert on_site[begins:] == sorted(on_site[begins:])
        start = end


def test_what_waits_comes_first():
    items = [Item(f"t.py::{n}") for n in range(4)] + [Item("tests/test_exercises.py::waits")]
    assert dealt(items, 1)[0] is items[-1]
