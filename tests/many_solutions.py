"""The conftest.py of a folder that has many solutions of an exercise, each beside its check.

Of each it runs the tests that are chosen for it, until one fails, and keeps what that says: one run
of pytest for all, which takes longer to start than most of what it runs here.
"""

import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CHOSEN = json.loads((HERE / "chosen.json").read_text("utf-8"))  # by folder: as for pytest -k
said: dict[str, str] = {}  # by folder


def is_chosen(item: pytest.Item) -> bool:
    """Is it one of those that are chosen for its solution?"""
    choice = CHOSEN[item.path.parent.name]
    return any(
        all(word in item.name for word in words.split(" and ")) for words in choice.split(" or ")
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out all others."""
    items[:] = filter(is_chosen, items)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what comes after a failure."""
    if item.path.parent.name in said:
        pytest.skip("this solution is refused already")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep what a failure says."""
    if report.failed:
        folder = report.nodeid.partition("/")[0]
        said.setdefault(folder, f"{report.longreprtext}\n{report.capstdout}")


def pytest_sessionfinish() -> None:
    """Tell it to who has started this run."""
    (HERE / "said.json").write_text(json.dumps(said), "utf-8")
