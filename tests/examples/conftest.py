"""Programs that tests write and run."""

import pytest
from limits import LONG

from tools.examples import runner
from tools.interpreters import running


@pytest.fixture
def run(tmp_path):
    """A function that writes a program and runs it."""

    def run(program: str, limit: float = LONG, **further) -> runner.Run:
        file = tmp_path / "program.py"
        file.write_text(program, "utf-8")
        return runner.run(file, running(), limit, **further)

    return run
