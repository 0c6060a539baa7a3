"""Programs that talk through pipes do so for readers, who have not set what our runs set."""

import pytest
from limits import LONG

from tools.examples import runner
from tools.files import SNIPPETS
from tools.interpreters import running

TALKS = [
    path for path in sorted(SNIPPETS.glob("*/*.py")) if "subprocess.PIPE" in path.read_text("utf-8")
]
READERS = {"PYTHONUNBUFFERED": "", "PYTHONUTF8": ""}  # empty is unset


@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
def test_who_talks_through_pipes_needs_no_setting_of_ours(path):
    assert runner.run(path, running(), LONG, environment=READERS).status == 0


def test_a_program_that_waits_for_what_a_pipe_holds_back_would_be_noticed(tmp_path):
    child = "import sys; print('ready'); sys.stdin.readline()"
    path = tmp_path / "talk.py"
    path.write_text(
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}],\n"
        "    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)\n"
        "print(child.stdout.readline())\n"
        "child.communicate('\\n')\n"
    )
    assert runner.run(path, running(), LONG).status == 0
    assert runner.run(path, running(), 3, environment=READERS).status is None
