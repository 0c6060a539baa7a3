"""At a terminal a program prints what is recorded: ours write into a file, and readers' do not."""

import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from limits import LONG
from test_pipes import READERS

from tools.examples import recording
from tools.examples.judge import problems
from tools.examples.outcome import outcome_of
from tools.examples.runner import Run
from tools.examples.snippet import Snippet, every_snippet
from tools.interpreters import running

pty = pytest.importorskip("pty", reason="Windows has none")
# Who asks where the output goes, or writes past print(), may print something else there.
ASKS = re.compile(
    r"\bstd(?:out|err)\b|isatty|terminal_size|fileno\(|\bos\.(?:write|dup2?|fork|exec\w+)\("
)
ASKING = [
    one
    for one in every_snippet()
    if ASKS.search(one.text) and not one.needs.packages and not one.is_measured
    if not (outcome := outcome_of(one)).hangs and not outcome.left_out(sys.platform)
]


def at_a_terminal(path, arguments=(), typed=None) -> tuple[str, str, int]:
    """What a program prints there, what it says beside that, and how it ends."""
    ours, its = pty.openpty()
    with open(ours, "rb", buffering=0, closefd=True) as screen:
        started = subprocess.Popen(
            [sys.executable, path, *arguments],
            stdin=subprocess.PIPE,
            stdout=its,
            stderr=subprocess.PIPE,
            env=os.environ | READERS | {"NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            text=True,
        )
        os.close(its)
        _, said = started.communicate(typed, timeout=LONG)
        shown = b"".join(iter(lambda: _read(screen), b""))
    return shown.decode().replace("\r\n", "\n"), said, started.returncode


def _read(screen) -> bytes:
    try:
        return screen.read(4096) or b""
    except OSError:  # on Linux, if nobody has it any more
        return b""


def unlike(snippet: Snippet, recorded: Run) -> list[str]:
    """What its judge says of a run at a terminal, but of what it leaves behind."""
    outcome = replace(outcome_of(snippet), leaves=())
    shown, said, status = at_a_terminal(snippet.path, outcome.arguments, outcome.typed)
    run = replace(recorded, python=running(), platform=sys.platform, stdout=shown)
    return problems(snippet, replace(run, stderr=said, status=status), outcome, recorded)


@pytest.mark.parametrize("snippet", ASKING, ids=lambda one: one.name)
def test_a_reader_at_a_terminal_sees_what_is_recorded(snippet, tmp_path, monkeypatch):
    if reason := snippet.left_out(running()):
        pytest.skip(reason)
    recorded = recording.recorded_run(snippet)
    assert recorded
    monkeypatch.chdir(tmp_path)
    found = unlike(snippet, recorded)
    assert not found, (
        f"snippets/{snippet.name}: at a terminal it prints something else than into a file, and "
        f"readers have a terminal: {found[0]}"
    )


@pytest.mark.parametrize(
    "line", ["print(sys.stdout.line_buffering)", "print(sys.stdout.isatty())", ""]
)
def test_a_program_that_asks_where_its_output_goes_is_found(line, tmp_path):
    path = tmp_path / "tea.py"
    path.write_text(f"import sys\n{line}\nprint('tea')\n", "utf-8")
    said = line and "False\n"
    recorded = Run(running(), sys.platform, f"{said}tea\n", "", 0)
    assert bool(unlike(Snippet("tea.py", tmp_path), recorded)) == bool(line)
