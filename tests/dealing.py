"""Which tests are run, and in which order: so that little is done twice, and nobody waits."""

from collections import Counter
from collections.abc import Sequence

import pytest

# For programs that hang, for real threads that are stopped here and there, for other builds.
WAIT_MOST = ("test_differential.py", "test_exercises.py", "test_words.py", "test_finished.py")


def chosen(
    items: Sequence[pytest.Item], thorough: int
) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests to run, and those left out: by their marks, and by how often --all is given."""
    cases, run, left_out = Counter(), [], []
    for item in items:
        test, _, _ = item.nodeid.partition("[")
        mark = item.get_closest_marker("one_in")
        few, many = (mark.args[0], mark.kwargs.get("with_all", 1)) if mark else (1, 1)
        one_in = (few, many, 1)[min(thorough, 2)]
        left = item.get_closest_marker("left_to_all") and not thorough
        (left_out if left or cases[test] % one_in else run).append(item)
        cases[test] += 1
    return run, left_out


def dealt(items: Sequence[pytest.Item], workers: int) -> list[pytest.Item]:
    """The tests in an order of which each worker of pytest-xdist gets a part that suits it.

    One builds the site at once. What looks at the site comes last, when it stands; what waits comes
    first: beside it the processor has other tests to run, at the end none.
    """
    by_wait = sorted(items, key=lambda item: item.path.name not in WAIT_MOST)
    others, on_site = [], []
    for item in by_wait:
        (on_site if "site" in getattr(item, "fixturenames", ()) else others).append(item)
    others[workers - 1 : workers - 1] = on_site[:1]
    del on_site[:1]
    order = []
    for worker in range(workers):
        share = others[workers - 1 - worker :: workers]
        size = (len(items) + worker) // workers - len(share)  # the last ones have one more
        order += share + on_site[:size]  # side by side: what a module has loaded serves its tests
        del on_site[:size]
    return order
