"""Judge a run of an example, and keep what one run printed.

An example that its chapter's `outcomes.py` does not name must print the same on every run. Those
that may differ, fail or need a certain system are named there, each by its file's stem:

    greet_together = any_order()
    broken_no_super = exact(status=1, stderr=[r"RuntimeError: .*"])

    @sample(limit=5)
    def default_start_method(run: Run) -> None:
        '''The default depends on the Python version and the operating system.'''
        assert run.lines == [...]
"""

import difflib
import re
import runpy
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.examples.runner import LIMIT, MOST_OUTPUT, Run
from tools.examples.snippet import Snippet
from tools.files import write_whole
from tools.interpreters import Interpreter

POSIX = ("linux", "darwin")
SYSTEMS = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}

# What varies without meaning, for all examples. A number is replaced by the order of its first
# appearance, so that which are equal and which differ is still compared.
NUMBERED = re.compile(r"\b(native id|pid|port)(=|: ?| )(\d+)\b|\b0x()()([0-9a-fA-F]{5,})\b")
DURATION = re.compile(r"\b\d+\.\d+ s\b")

TRACEBACK_FRAME = re.compile(r'  File "(?P<file>.*)", line (?P<line>\d+)(?P<rest>.*)')
PATH = re.compile(r"(?:/|[A-Za-z]:\\)[^\s\"']*[/\\](\w+\.py)\b")
# In development mode asyncio says this of any step that takes long, as each may on a busy machine.
SLOW_STEP = re.compile(r"Executing <.*> took \d+\.\d+ seconds")
# Lines that stand around the message of an exception and say nothing themselves.
AROUND_MESSAGE = re.compile(
    r"\s.*|Traceback \(most recent call last\):|Exception in thread .*:|Process .*:"
    r"|During handling of the above exception, another exception occurred:"
    r"|The above exception was the direct cause of the following exception:|"
)
# Python 3.15, in development mode, says this when it prints a traceback in a child process.
LINECACHE = re.compile(r"<frozen linecache>:\d+: DeprecationWarning: Module globals is missing .*")
HEADER = re.compile(r"\$ python \S+((?: \S+)*)  # (\S+) (\d+)\.(\d+)\.(\d+)(t?), (\w+)")
STDERR = "--- stderr ---"
STATUS = "--- exit status {} ---"
HANGS = "--- never ends: stopped here ---"


class BadOutcome(ValueError):
    """A chapter's outcomes.py is wrong; the message says what and where."""


@dataclass(frozen=True)
class Outcome:
    """What an example may do."""

    kind: str = "exact"
    """`exact`, `any order` or `sample`."""
    status: int | None = 0
    """The exit status; None is any but 0."""
    stderr: Sequence[str] = ()
    """Regular expressions: each message on standard error matches one, each matches a message."""
    hangs: bool | None = False
    """It must still be running at its limit; None is that it may."""
    limit: float = LIMIT
    """Seconds, for it and for everything that it starts."""
    arguments: Sequence[str] = ()
    """What stands after its name on the command line."""
    platforms: Sequence[str] | None = None
    """The values of `sys.platform` that it can run on; None is all."""
    lives: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For the picture of its processes' lives: what these are called, in the order of their births.
    There is a picture for each key, its arguments: mostly none, ``."""
    check: Callable[[Run], None] | None = None
    """Asserts what every legal run of a sample has in common."""

    @property
    def words(self) -> str:
        """What a reader is told of the output."""
        if self.check:
            return f"one run's; yours may differ. {(self.check.__doc__ or '').strip()}"
        return {
            "exact": "the same on every run",
            "any order": "the same lines on every run, in any order",
        }[self.kind]

    def left_out(self, platform: str) -> str | None:
        """Why it cannot run on this platform; None if it can."""
        if self.platforms is None or platform in self.platforms:
            return None
        return f"runs on {' and '.join(SYSTEMS[name] for name in self.platforms)} only"


def exact(**facts) -> Outcome:
    """It prints the same on every run; `facts` are those of Outcome."""
    return Outcome("exact", **facts)


def any_order(**facts) -> Outcome:
    """It prints the same lines on every run, in any order."""
    return Outcome("any order", **facts)


def sample(check: Callable[[Run], None] | None = None, **facts):
    """Decorate a function that asserts what all legal runs have in common.

    Its docstring tells the reader why they differ.
    """
    if check is None:
        return lambda function: Outcome("sample", check=function, **facts)
    return Outcome("sample", check=check, **facts)


def outcome_of(snippet: Snippet) -> Outcome:
    """What a snippet may do. Raises BadOutcome if its chapter's outcomes.py is wrong."""
    outcome = stated(snippet.outcomes).get(snippet.path.stem, Outcome())
    if outcome.check and not outcome.check.__doc__:
        raise BadOutcome(
            f"{_place(snippet.outcomes)}: {snippet.path.stem} has no docstring; "
            "say there, for the reader, why the output varies"
        )
    return outcome


def stated(file: Path) -> dict[str, Outcome]:
    """All outcomes that a chapter's outcomes.py states. Raises BadOutcome if it does not run."""
    if not file.is_file():
        return {}
    try:
        names = runpy.run_path(str(file))
    except Exception as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == str(file)]
        line = getattr(error, "lineno", None) or (frames[-1].lineno if frames else 1)
        raise BadOutcome(f"{_place(file)}:{line}: {type(error).__name__}: {error}") from None
    for name, value in names.items():
        if value in (exact, any_order, sample) and name != value.__name__:
            raise BadOutcome(
                f"{_place(file)}:1: {name} = {value.__name__}: write {value.__name__}()"
            )
    return {name: value for name, value in names.items() if isinstance(value, Outcome)}


def masked(text: str, numbered: bool = True) -> str:
    """Replace what varies without meaning: pids, ports, addresses, durations."""
    seen: dict[tuple[str, str], int] = {}

    def replace(match: re.Match) -> str:
        word, between, number = match[1], match[2], match[3]
        if word is None:
            word, between, number = "0x", "", match[6]
        order = seen.setdefault((word, number), len(seen) + 1)
        return f"{word}{between}<{order if numbered else ''}>"

    return DURATION.sub("<> s", NUMBERED.sub(replace, text))


def own_frames(stderr: str, file: Path) -> str:
    """Tracebacks with the frames of the example's own file only.

    Frames of the standard library, the marks under a line and what `linecache` says differ from
    version to version.
    """
    kept, own = [], True
    for line in stderr.splitlines():
        if LINECACHE.fullmatch(line):
            continue
        frame = TRACEBACK_FRAME.fullmatch(line)
        if frame:
            own = Path(frame["file"]).name == file.name
            if own:
                kept.append(f'  File "{file.name}", line {frame["line"]}{frame["rest"]}')
                own = None  # one line of source follows
        elif not line.startswith("    "):
            own = True
            kept.append(PATH.sub(r"\1", line))
        elif own is not False and line.strip(" ^~"):
            kept.append(line)
            own = False if own is None else own
    return "".join(f"{line}\n" for line in kept)


def messages(stderr: str) -> list[str]:
    """The lines of standard error that say something: no frames, no headers of tracebacks."""
    noise = (AROUND_MESSAGE, LINECACHE)
    return [line for line in stderr.splitlines() if not any(n.fullmatch(line) for n in noise)]


def problems(snippet: Snippet, run: Run, outcome: Outcome, recorded: Run | None) -> list[str]:
    """What is wrong with a run, in the author's words; empty if nothing is."""
    found = _ending(run, outcome) + _stderr(run, outcome)
    if recorded is None:
        return [*found, f"there is no snippets/{snippet.recording.relative_to(snippet.folder)}"]
    whose = "the recorded output: "
    if recorded is not run:
        stale = _ending(recorded, outcome) + _stderr(recorded, outcome)
        found += [whose + problem for problem in stale]
    if run.arguments != recorded.arguments:
        was, now = (" ".join(one.arguments) or "none" for one in (recorded, run))
        found.append(f"the arguments are {now}; recorded: {was}")
    if (was := _places(snippet, recorded)) != (now := _places(snippet, run)):
        found.append(f"the traceback is of {', '.join(now)}; recorded: {', '.join(was) or 'none'}")
    if outcome.check:
        found += _asserts(snippet, run, outcome.check, "")
        found += _asserts(snippet, recorded, outcome.check, whose)
        return found
    any_order = outcome.kind == "any order"
    was, now = (_comparable(text, any_order) for text in (recorded.stdout, run.stdout))
    if was != now:
        name = snippet.recording.relative_to(snippet.folder).as_posix()
        kind = "the lines, sorted, are others" if any_order else "the output is another"
        diff = difflib.unified_diff(
            was, now, f"snippets/{name} (recorded)", "this run", lineterm=""
        )
        found.append("\n".join([f"{kind} than recorded:", *diff]))
    return found


def _ending(run: Run, outcome: Outcome) -> list[str]:
    if run.still_running:
        return [f"left running when it ended: {'; '.join(run.still_running)}"]
    if run.flooded:
        return [f"stopped: it had printed more than {MOST_OUTPUT:,} bytes"]
    if run.status is None and outcome.hangs is False:
        return [f"stopped: it had not ended after {outcome.limit:g} s"]
    if run.status is not None and outcome.hangs:
        return [f"it ended, with exit status {run.status}, and should hang (hangs=True)"]
    if run.status is None:
        return []
    wrong = run.status == 0 if outcome.status is None else run.status != outcome.status
    if wrong:
        wanted = "another than 0" if outcome.status is None else outcome.status
        return [f"exit status {run.status}; expected {wanted}"]
    return []


def _stderr(run: Run, outcome: Outcome) -> list[str]:
    said = messages(run.stderr)
    found = [
        f"on standard error, and not expected: {line}"
        for line in said
        if not any(re.fullmatch(pattern, line) for pattern in outcome.stderr)
        and not SLOW_STEP.fullmatch(line)
    ]
    found += [
        f"expected on standard error, and not there: {pattern}"
        for pattern in outcome.stderr
        if not any(re.fullmatch(pattern, line) for line in said)
    ]
    return found


def _places(snippet: Snippet, run: Run) -> list[str]:
    """The lines of the example that its tracebacks name."""
    frames = map(TRACEBACK_FRAME.fullmatch, own_frames(run.stderr, snippet.path).splitlines())
    return sorted({f"line {frame['line']}{frame['rest']}" for frame in frames if frame})


def _asserts(snippet: Snippet, run: Run, check: Callable[[Run], None], whose: str) -> list[str]:
    try:
        check(run)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        frames = [frame for frame in frames if frame.filename == str(snippet.outcomes)]
        said = "" if isinstance(error, AssertionError) else f" ({type(error).__name__}: {error})"
        if not frames:  # it could not be called
            return [f"{_place(snippet.outcomes)}:{check.__code__.co_firstlineno}:{said}"]
        return [f"{whose}{_place(snippet.outcomes)}:{frames[-1].lineno}: {frames[-1].line}{said}"]
    return []


def _comparable(text: str, any_order: bool) -> list[str]:
    lines = masked(text, numbered=not any_order).splitlines()
    return sorted(lines) if any_order else lines


def _place(file: Path) -> str:
    return "/".join(file.parts[-3:])


def recording_text(snippet: Snippet, run: Run) -> str:
    """What is kept of a run: the command, who ran it, what it printed, how it ended."""
    by = f"{run.python}, {SYSTEMS.get(run.platform, run.platform)}"
    parts = [f"{command(snippet, run)}  # {by}\n", run.stdout]
    if shown := own_frames(run.stderr, snippet.path):
        parts.append(f"{STDERR}\n{shown}")
    if run.status is None:
        parts.append(HANGS)
    elif run.status:
        parts.append(STATUS.format(run.status))
    return "".join(part if part.endswith("\n") or not part else f"{part}\n" for part in parts)


def command(snippet: Snippet, run: Run) -> str:
    """What a reader types to do the same."""
    return " ".join(["$ python", snippet.path.name, *run.arguments])


def recorded_run(snippet: Snippet) -> Run | None:
    """The run that was recorded; None if there is none. Raises BadOutcome if it cannot be read."""
    if not snippet.recording.is_file():
        return None
    header, *lines = snippet.recording.read_text("utf-8").splitlines(keepends=True) or [""]
    by = HEADER.fullmatch(header.rstrip("\n"))
    if not by:
        raise BadOutcome(
            f"{_place(snippet.recording)}:1: not '$ python NAME  # IMPLEMENTATION VERSION, "
            "SYSTEM'; it is written by pytest --record, not by hand"
        )
    status: int | None = 0
    if lines and lines[-1].rstrip("\n") == HANGS:
        status = None
        lines.pop()
    elif lines and (ending := re.fullmatch(STATUS.format(r"(-?\d+)"), lines[-1].rstrip("\n"))):
        status = int(ending[1])
        lines.pop()
    cut = lines.index(f"{STDERR}\n") if f"{STDERR}\n" in lines else len(lines)
    systems = {name: platform for platform, name in SYSTEMS.items()}
    return Run(
        python=Interpreter(by[2], (int(by[3]), int(by[4]), int(by[5])), not by[6], ""),
        platform=systems.get(by[7], by[7]),
        arguments=tuple(by[1].split()),
        stdout="".join(lines[:cut]),
        stderr="".join(lines[cut + 1 :]),
        status=status,
    )


def record(snippet: Snippet, run: Run, outcome: Outcome) -> bool:
    """Keep a run, unless the one kept so far differs from it in nothing of substance.

    Returns whether the file was written. It is there whole or not at all.
    """
    try:
        kept = recorded_run(snippet)
    except BadOutcome:
        kept = None
    if kept and not problems(snippet, kept, outcome, run):
        return False
    write_whole(snippet.recording, recording_text(snippet, run).encode())
    return True
