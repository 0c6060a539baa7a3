"""For mutmut: leave out what runs an example, which takes too long to be done for each mutant."""

import pytest


@pytest.fixture(autouse=True)
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that runs a program in another process is skipped where it does."""
    skip = lambda *_: pytest.skip("it runs a program")  # noqa: E731
    monkeypatch.setattr("tools.examples.processes.prepare", skip)
