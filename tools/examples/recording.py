"""What one run of an example printed, kept in git beside it, with what it was made from.

A recording, `x.out`, is written by `pytest docs --record` only:

    $ python x.py  # CPython 3.15.2, Linux
    one line
    --- stderr ---
    KeyError: 'x'
    --- exit status 1 ---
    --- passed on 3.11 3.12 3.13 3.13t; made from 0123456789ab; sealed 0123456789ab ---

The first line says what ran on what, the last one on which builds of Python the program passed.
That one is bound to the program, and to what it imports or starts of its chapter, by one digest, to
all that stands above by another. A line of the output that looks like one of these marks stands
behind a backslash.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tools.cache import key_of
from tools.examples.judge import problems
from tools.examples.outcome import SYSTEMS, BadOutcome, Outcome
from tools.examples.printed import own_frames
from tools.examples.runner import Run
from tools.examples.snippet import FOLDER, Snippet
from tools.files import NotUtf8, place, read_text, write_whole
from tools.interpreters import Build, Interpreter

HEADER = re.compile(r"\$ python \S+((?: \S+)*)  # (\S+) (\d+)\.(\d+)\.(\d+)(t?), (\w+)")
STDERR = "--- stderr ---"
STATUS = "--- exit status {} ---"
HANGS = "--- never ends: stopped here ---"
SEAL = "--- passed on {}; made from {}; sealed {} ---"
SEALED = re.compile(SEAL.format(r"(.*)", r"([0-9a-f]{12})", r"([0-9a-f]{12})"))
LIKE_A_MARK = re.compile(r"(?m)^(?=\\*--- .* ---$)")
ESCAPED = re.compile(r"(?m)^\\(?=\\*--- .* ---$)")


class State(StrEnum):
    """What a recording is worth."""

    FRESH = "fresh"
    """It was made from the program as it is now."""
    STALE = "stale"
    """The program has changed since."""
    DAMAGED = "damaged"
    """It was changed by something else than `--record`."""
    UNBOUND = "unbound"
    """It does not say what it was made from."""


@dataclass(frozen=True)
class Recording:
    """What is recorded of an example."""

    run: Run
    state: State
    passed: tuple[Build, ...] = ()
    """On what the program as it is now passed, as far as it is known."""


def read(snippet: Snippet) -> Recording | None:
    """What is recorded of an example; None if nothing. Raises BadOutcome if it cannot be read."""
    if not snippet.recording.is_file():
        return None
    try:
        text = read_text(snippet.recording)
    except NotUtf8 as error:
        raise BadOutcome(str(error)) from None
    lines = text.removesuffix("\n").split("\n")
    seal = SEALED.fullmatch(lines[-1])
    if not seal and lines[-1].startswith(SEAL[:12]):
        return Recording(_run(snippet, lines[:-1], escaped=True), State.DAMAGED)
    if not seal:
        return Recording(_run(snippet, lines, escaped=False), State.UNBOUND)
    run = _run(snippet, lines[:-1], escaped=True)
    passed, made_from, sealed = seal.groups()
    if sealed != digest(*lines[:-1], passed, made_from):
        return Recording(run, State.DAMAGED)
    if made_from != digest(*snippet.sources, *run.arguments):
        return Recording(run, State.STALE)
    try:
        return Recording(run, State.FRESH, tuple(map(Build.named, passed.split())))
    except ValueError:  # it names what is no build of Python
        return Recording(run, State.DAMAGED)


def every_recording() -> dict[Path, bytes]:
    """All files that `--record` writes beside the examples, and what is in them."""
    found = (file for ending in ("out", "life.json") for file in FOLDER.rglob(f"*.{ending}"))
    return {file: file.read_bytes() for file in found}


def recorded_run(snippet: Snippet) -> Run | None:
    """The run that is recorded; None if there is none. Raises BadOutcome if it cannot be read."""
    found = read(snippet)
    return found.run if found else None


def record(snippet: Snippet, run: Run, outcome: Outcome, passed: Iterable[Build] = ()) -> bool:
    """Keep a run and on what the program passed. Returns whether the file was written.

    A run of the same program that was recorded before stays if this one differs from it in nothing
    of substance; so do the builds of Python on which it had passed, if this is asked of others.
    """
    try:
        recorded = read(snippet)
    except BadOutcome:
        recorded = None
    builds = set(passed)
    if (
        recorded
        and recorded.state is State.FRESH
        and not problems(snippet, recorded.run, outcome, run)
    ):
        run = recorded.run
        builds |= set(recorded.passed)
    content = recording_text(snippet, run, builds).encode()
    if snippet.recording.is_file() and snippet.recording.read_bytes() == content:
        return False
    write_whole(snippet.recording, content)
    return True


def recording_text(snippet: Snippet, run: Run, passed: Iterable[Build] = ()) -> str:
    """The text of a recording."""
    by = f"{run.python}, {SYSTEMS.get(run.platform, run.platform)}"
    parts = [f"$ {command(snippet, run)}  # {by}\n", _escaped(run.stdout)]
    if shown := own_frames(run.stderr, snippet.path):
        parts.append(f"{STDERR}\n{_escaped(shown)}")
    if run.status is None:
        parts.append(HANGS)
    elif run.status:
        parts.append(STATUS.format(run.status))
    whole = "".join(part if part.endswith("\n") or not part else f"{part}\n" for part in parts)
    lines = whole.removesuffix("\n").split("\n")
    builds = " ".join(build.name for build in sorted(passed))
    made_from = digest(*snippet.sources, *run.arguments)
    return whole + SEAL.format(builds, made_from, digest(*lines, builds, made_from)) + "\n"


def command(snippet: Snippet, run: Run) -> str:
    """What a reader types to do the same."""
    return " ".join(["python", snippet.path.name, *run.arguments])


def digest(*parts: str) -> str:
    """Twelve hexadecimal digits that change with any part."""
    return key_of(*parts)[:12]


def _escaped(text: str) -> str:
    return LIKE_A_MARK.sub(r"\\", text)


def _run(snippet: Snippet, lines: list[str], escaped: bool) -> Run:
    """The run that these lines, without the seal, tell of."""
    by = HEADER.fullmatch(lines[0])
    if not by:
        raise BadOutcome(
            f"{place(snippet.recording)}:1: not '$ python NAME  # IMPLEMENTATION VERSION, "
            "SYSTEM'; it is written by pytest --record, not by hand"
        )
    body = lines[1:]
    status: int | None = 0
    ending = re.fullmatch(STATUS.format(r"(-?\d+)"), body[-1]) if body else None
    if body and (ending or body[-1] == HANGS):
        status = int(ending[1]) if ending else None
        body.pop()
    cut = body.index(STDERR) if STDERR in body else len(body)
    stdout, stderr = (
        "".join(f"{line}\n" for line in part) for part in (body[:cut], body[cut + 1 :])
    )
    systems = {name: platform for platform, name in SYSTEMS.items()}
    return Run(
        python=Interpreter(by[2], (int(by[3]), int(by[4]), int(by[5])), not by[6], ""),
        platform=systems.get(by[7], by[7]),
        arguments=tuple(by[1].split()),
        stdout=ESCAPED.sub("", stdout) if escaped else stdout,
        stderr=ESCAPED.sub("", stderr) if escaped else stderr,
        status=status,
    )
