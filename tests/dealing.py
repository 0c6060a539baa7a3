"""Which tests are run, and in which order: so that little is done twice, and nobody waits.

pytest-xdist deals tests out as they come, or by groups that it then never takes from a worker.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import cycle
from pathlib import Path

import pytest

TESTS = Path(__file__).parent


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


def that_record(
    items: Sequence[pytest.Item], files: Collection[Path]
) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """What --record runs, and what it leaves out.

    Of the tests those that keep something, and all in the files that the command line names; of
    what is no test, all.
    """
    run, left_out = [], []
    for item in items:
        renews = "record" in getattr(item, "fixturenames", ()) or item.path in files
        (run if renews or TESTS not in item.path.parents else left_out).append(item)
    return run, left_out


def dealt(items: Sequence[pytest.Item], workers: int, browsers: int = 1) -> list[pytest.Item]:
    """The tests in an order of which each worker of pytest-xdist gets a hand that suits it.

    The first ones, as many as `browsers`, get what needs a browser, for each that does starts one,
    and loads Python in it; the very first builds the site at once. The others begin each at another
    place of the rest, or what waits would wait at the same time; what looks at the site comes last,
    when it stands. Who is done takes from the end of the longest hand.
    """
    browsers = min(browsers, workers)
    needs = [(item, getattr(item, "fixturenames", ())) for item in items]
    in_browser = [item for item, names in needs if "browser" in names]
    on_site = [item for item, names in needs if "site" in names and "browser" not in names]
    others = [item for item, names in needs if "site" not in names and "browser" not in names]
    sizes = [(len(items) + worker) // workers for worker in range(workers)]  # as xdist cuts it
    hands: list[list[pytest.Item]] = [[] for _ in sizes]
    for worker in range(browsers):
        take = min(sizes[worker], -(-len(in_browser) // (browsers - worker)))
        hands[worker] += in_browser[:take]
        del in_browser[:take]
    turns = cycle(range(workers))

    def deal(some: Sequence[pytest.Item]) -> None:
        for item in some:
            worker = next(one for one in turns if len(hands[one]) < sizes[one])
            hands[worker].append(item)

    deal(others)
    for worker in range(browsers, workers):
        start = len(hands[worker]) * worker // workers
        hands[worker] = hands[worker][start:] + hands[worker][:start]
    deal([*on_site, *in_browser])
    return [item for hand in hands for item in hand]
