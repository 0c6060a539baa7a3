"""Judge a run of an example: does it do what its chapter says, and what was recorded?"""

import difflib
import re
import traceback
from collections.abc import Callable

from tools.examples.outcome import Kind, Outcome
from tools.examples.printed import TRACEBACK_FRAME, masked, messages, own_frames
from tools.examples.runner import MOST_OUTPUT, Run
from tools.examples.snippet import Snippet
from tools.files import place

# In development mode asyncio says this of any step that takes long, as each may on a busy machine.
SLOW_STEP = re.compile(r"Executing <.*> took \d+\.\d+ seconds")


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
    any_order = outcome.kind is Kind.ANY_ORDER
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
            return [f"{place(snippet.outcomes)}:{check.__code__.co_firstlineno}:{said}"]
        return [f"{whose}{place(snippet.outcomes)}:{frames[-1].lineno}: {frames[-1].line}{said}"]
    return []


def _comparable(text: str, any_order: bool) -> list[str]:
    lines = masked(text, numbered=not any_order).splitlines()
    return sorted(lines) if any_order else lines
