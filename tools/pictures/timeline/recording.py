"""Run an example with the recorder around it: what its processes, threads and tasks did."""

import ast
import compileall
import contextlib
import re
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tools import cache, interpreters
from tools.examples import outcome, runner, services
from tools.examples.judge import problems
from tools.examples.printed import messages
from tools.examples.recording import recorded_run
from tools.examples.snippet import BadSnippet, Snippet
from tools.interpreters import Interpreter
from tools.pictures.timeline.reading import Event

RECORDER = Path(__file__).parent / "recorder"


class BadTimeline(BadSnippet):
    """An example cannot be recorded; the message says which and why."""


@dataclass(frozen=True)
class Recording:
    """What one recorded run did."""

    events: list[Event]
    """As the recorder wrote them, in the order of time; `t` and `cpu` in nanoseconds."""
    stopped: int | None
    """When it was stopped at its limit, on the clock of the events; None if it ended by itself."""
    limit: float
    """Seconds."""
    gil: bool
    python: str
    platform: str


def record(snippet: Snippet, python: Interpreter | None = None) -> Recording:
    """Run an example with the recorder around it. Raises BadTimeline if the run is not as stated.

    The recorder must change nothing that the example's outcome says.
    """
    stated, python = outcome.outcome_of(snippet), python or interpreters.running()
    compileall.compile_dir(str(RECORDER), quiet=2)  # else each process of the example does it anew
    with (
        tempfile.TemporaryDirectory(prefix="timeline") as folder,
        services.lend(stated.services) as lent,
    ):
        began = time.monotonic_ns()
        run = runner.run(
            snippet.path,
            python,
            stated.limit,
            stated.arguments,
            typed=stated.typed,
            environment={
                "PYTHONPATH": str(RECORDER),
                "TIMELINE_FOLDER": folder,
                "TIMELINE_PROGRAM": str(snippet.path.resolve()),
                "TIMELINE_IMPORTS": " ".join(sorted(_imported(snippet))),
                **lent.environment,
            },
        )
        wrong = problems(snippet, run, stated, recorded_run(snippet))
        if wrong:
            said = messages(run.stderr)[-1:]
            told = "; ".join([wrong[0], *(said if run.status else [])])
            raise BadTimeline(f"{snippet.name}, recorded for its timeline: {told}")
        stopped = began + int(stated.limit * 1e9) if run.status is None else None
        found = [event for event in _events(Path(folder)) if event["t"] <= (stopped or event["t"])]
        if not found:
            raise BadTimeline(
                f"{snippet.name}, recorded for its timeline: nothing was seen of it; it runs "
                "without Python's sitecustomize, so show it without .timeline"
            )
        return Recording(found, stopped, stated.limit, python.gil, str(python), run.platform)


def _imported(snippet: Snippet) -> set[str]:
    """What it imports of the standard library: it is imported before the picture begins."""
    found: set[str] = set()
    with contextlib.suppress(SyntaxError):
        for node in ast.parse(snippet.source).body:
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {f"{node.module}:{alias.name}" for alias in node.names}
    return {name for name in found if re.split("[.:]", name)[0] in sys.stdlib_module_names}


def _events(folder: Path) -> list[Event]:
    """All events of all processes, in the order of time; one may have been cut off in the midst."""
    found = []
    for file in folder.glob("*.events"):
        for line in file.read_bytes().split(b"\n"):
            with contextlib.suppress(ValueError, SyntaxError, TypeError, MemoryError):
                event = ast.literal_eval(line.strip(b"\0 ").decode("utf-8"))
                found.append({"pid": int(file.stem), **event})
    return sorted(found, key=lambda event: event["t"])


def key(snippet: Snippet) -> str:
    """A digest of all that a recording depends on."""
    conditions = outcome.outcome_of(snippet).conditions
    recorder = (file.read_text("utf-8") for file in sorted(RECORDER.rglob("*.py")))
    own = Path(__file__).read_text("utf-8")
    return cache.key_of(interpreters.running(), *conditions, snippet.source, own, *recorder)


def recorded(snippet: Snippet) -> Recording:
    """The cached recording of a snippet, or a new one where something has changed."""
    make = lambda: asdict(record(snippet))  # noqa: E731
    try:
        cached = cache.cached(snippet.name, "timeline", key(snippet), make)
    except services.NotStarted as error:
        raise BadTimeline(f"{snippet.name}, recorded for its timeline: {error}") from None
    return Recording(**cached)
