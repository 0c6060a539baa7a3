"""The conftest.py of a folder that has many solutions of an exercise, each beside its check.

Of each it runs the tests that are chosen for it, until one fails, and keeps what that says, and
what was answered to it: one run of pytest for all, which takes longer to start than most of what it
runs here.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CHOSEN = json.loads((HERE / "chosen.json").read_text("utf-8"))  # by folder: as for pytest -k
said: dict[str, dict] = {}  # by folder
answers: dict[str, object] = {}  # to the test that runs, by what it asked


def is_chosen(item: pytest.Item) -> bool:
    """Is it one of those that are chosen for its solution?"""
    choice = CHOSEN[item.path.parent.name]
    return any(
        all(word in item.name for word in words.split(" and ")) for words in choice.split(" or ")
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out all others."""
    items[:] = filter(is_chosen, items)


def keeping(ask: Callable) -> Callable:
    """The function by which a check asks a program; it keeps what it returns, or says."""

    def kept(what, folder, *about):
        key = json.dumps([ask.__name__, getattr(what, "__name__", str(what)), *about])
        try:
            answers[key] = {"answer": (answer := ask(what, folder, *about))}
        except pytest.fail.Exception as failed:
            answers[key] = {"failed": failed.msg}
            raise
        return answer

    kept.__name__ = ask.__name__
    return kept


def pytest_runtest_setup(item: pytest.Function) -> None:
    """Leave out what comes after a failure; keep what all others are answered."""
    if item.path.parent.name in said:
        pytest.skip("this solution is refused already")
    answers.clear()
    for name in ("ask", "run"):
        ask = vars(item.module)[name]
        setattr(item.module, name, ask if ask.__module__ == __name__ else keeping(ask))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function):
    """Keep what a failure says."""
    report = yield
    if report.failed:
        said[item.path.parent.name] = {
            "said": f"{report.longreprtext}\n{report.capstdout}",
            "printed": report.capstdout,
            "test": item.originalname,
            "arguments": item.callspec.params if hasattr(item, "callspec") else {},
            "folder": str(item.funcargs["tmp_path"]),
            "answers": dict(answers),
        }
    return report


def pytest_sessionfinish() -> None:
    """Tell it to who has started this run."""
    (HERE / "said.json").write_text(json.dumps(said), "utf-8")
