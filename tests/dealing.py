"""Which tests are run, and in which order: so that little is done twice, and nobody waits.

pytest-xdist deals tests out as they come, or by groups that it then never takes from a worker.
"""

import contextlib
import subprocess
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import cycle
from pathlib import Path

import pytest

from tools.examples.snippet import Snippet

TESTS = Path(__file__).parent
SINCE = "HEAD~1"  # of what a pull request is merged to, as CI checks it out, what it was before


def changed(root: Path) -> set[str]:
    """The examples that the last commit has changed, or nobody has committed: `threads/tea.py`.

    None where git cannot say, such as in a checkout of one commit.
    """
    names = set()
    for asked in (["diff", "--name-only", SINCE], ["ls-files", "-o", "--exclude-standard"]):
        command = ["git", *asked, "--", "snippets"]
        with contextlib.suppress(OSError):  # no git
            ran = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8")
            names |= set() if ran.returncode else set(ran.stdout.split())
    return {one.removeprefix("snippets/") for one in names if one.endswith(".py")}


def is_of(item: pytest.Item, names: Collection[str]) -> bool:
    """Is it a case for one of these examples?"""
    given = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return any(
        getattr(one, "name", one) in names for one in given if isinstance(one, str | Snippet)
    )


def chosen(
    items: Sequence[pytest.Item], thorough: int, always: Collection[str] = ()
) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests to run, and those left out: by their marks, and by how often --all is given.

    Of the examples that are always to be tried none is left out.
    """
    cases, run, left_out = Counter(), [], []
    for item in items:
        test, _, _ = item.nodeid.partition("[")
        mark = item.get_closest_marker("one_in")
        few, many = (mark.args[0], mark.kwargs.get("with_all", 1)) if mark else (1, 1)
        one_in = (few, many, 1)[min(thorough, 2)]
        left = item.get_closest_marker("left_to_all") and not thorough
        left = (left or cases[test] % one_in) and not is_of(item, always)
        (left_out if left else run).append(item)
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
