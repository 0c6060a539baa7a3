"""Judge a run of an example: does it do what its chapter says, and what was recorded?"""

import difflib
import re
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from fnmatch import fnmatch

from tools.examples.outcome import Kind, Outcome
from tools.examples.printed import PATH, frames_of, innermost, masked, messages, own_frames
from tools.examples.runner import MOST_OUTPUT, Run
from tools.examples.snippet import Snippet
from tools.examples.surroundings import CORES, PLATFORM
from tools.files import place

# In development mode asyncio says this of any step that takes long, as each may on a busy machine.
SLOW_STEP = re.compile(r"Executing <.*> took \d+\.\d+ seconds")
# A free-threaded build says this when it loads a package that has not been made for it.
GIL_ENABLED = re.compile(
    r"<frozen importlib\._bootstrap>:\d+: RuntimeWarning: The global interpreter lock \(GIL\) has "
    r"been enabled to load module .*"
)
MAY_BE_SAID = SLOW_STEP, GIL_ENABLED  # and may be expected
# What nobody sees, or what steers a terminal or the direction of the text around it.
NOT_SHOWN = re.compile(
    r"[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
OF_A_SAMPLE = (PLATFORM, CORES)  # may be told, where the output is said to vary
NO_INPUT = re.compile(r"OSError: \[Errno 9\] .*|EOFError.*")
ABORTED = "Fatal Python error: Aborted"  # how faulthandler begins for a process that we stop
NOT_ALL = "<Cannot show all threads"  # what it says from 3.14 on where there is no GIL
READS_INPUT = re.compile(r"\binput\(|\bstdin\b|\b(?:open|read)\(0\b|\bgetpass\(")
NOT_YET = re.compile(  # what an earlier Python says of what it has not got
    r"ImportError: cannot import name .*|AttributeError: .* has no attribute .*"
    r"|TypeError: .* got an unexpected keyword argument .*|SyntaxError: .*"
)
VARIES = re.compile(  # in a message, from machine to machine and from run to run
    rf"{PATH.pattern}|\b0x[0-9a-fA-F]+\b|(?<=fd=)\d+|\b\d{{4,}}\b"
)
MOST_COMPARED = 40  # lines
NO_MODULE = re.compile(r"ModuleNotFoundError: No module named '(\w+)(?:\..*)?'")


def problems(snippet: Snippet, run: Run, outcome: Outcome, recorded: Run | None) -> list[str]:
    """What is wrong with a run, in the author's words, and what to do; empty if nothing is."""
    found = _ending(run, outcome) + _stderr(snippet, run, outcome) + _traces(run, outcome)
    found += _stands(snippet, run, outcome)
    if recorded is None:
        return [*found, f"there is no snippets/{snippet.recording.relative_to(snippet.folder)}"]
    whose = "the recorded output: "
    if recorded is not run:
        stale = _ending(recorded, outcome) + _stderr(snippet, recorded, outcome)
        found += [whose + problem for problem in stale]
    if run.arguments != recorded.arguments:
        was, now = (" ".join(one.arguments) or "none" for one in (recorded, run))
        found.append(f"the arguments are {now}; recorded: {was}")
    if (was := _places(snippet, recorded)) != (now := _places(snippet, run)):
        found.append(f"the traceback is of {', '.join(now)}; recorded: {', '.join(was) or 'none'}")
    if outcome.check:
        found += asserts(snippet, run, outcome.check)
        found += asserts(snippet, recorded, outcome.check, whose)
        return found
    return found + _output(snippet, run, outcome, recorded)


def failings(snippet: Snippet, run: Run, outcome: Outcome) -> list[str]:
    """What is wrong with a run, whatever it prints: how it ends, what it says on standard error."""
    return _ending(run, outcome) + _stderr(snippet, run, outcome) + _cut_short(run, outcome)


def _output(snippet: Snippet, run: Run, outcome: Outcome, recorded: Run) -> list[str]:
    """How the output differs from the recorded one, and how that could be stated."""
    any_order = outcome.kind is Kind.ANY_ORDER
    was, now = (_comparable(text, any_order) for text in (recorded.stdout, run.stdout))
    if was == now:
        return []
    name, stem = place(snippet.recording), snippet.path.stem
    if _torn(was, now):
        told = (
            "the same characters in other lines than recorded: two threads print at once; give "
            'print() a line as a whole: print("...\\n", end=""):'
        )
    elif any_order:
        told = "the sorted lines differ from the recorded ones:"
    elif sorted(was) == sorted(now):
        told = (
            "the output differs from the recorded one: the same lines in another order "
            f'(if that is right, state it in {place(snippet.outcomes)}: {stem} = any_order("WHY")):'
        )
    else:
        told = (
            "the output differs from the recorded one (if every run may have its own, state in "
            f"{place(snippet.outcomes)} what all have in common: @sample, def {stem}(run)):"
        )
    diff = [*difflib.unified_diff(was, now, f"{name} (recorded)", "this run", lineterm="")]
    more = [f"… {len(diff) - MOST_COMPARED} more"] if len(diff) > MOST_COMPARED else []
    return ["\n".join([told, *diff[:MOST_COMPARED], *more])]


def _torn(was: Sequence[str], now: Sequence[str]) -> bool:
    """Has one of them lines that run into each other?"""
    same = sorted("".join(was)) == sorted("".join(now))
    return same and sorted(map(len, was)) != sorted(map(len, now))


def _ending(run: Run, outcome: Outcome) -> list[str]:
    if run.still_running:
        return [
            f"left running when it ended: {'; '.join(run.still_running)}; wait for what is started"
        ]
    if run.flooded:
        return [f"stopped: it had printed more than {MOST_OUTPUT:,} bytes"]
    if run.status is None and outcome.hangs is False:
        return [
            f"stopped: it had not ended after {outcome.limit:g} s; if it needs longer, state "
            "limit=; if it is to hang, hangs=True"
        ]
    if run.status is not None and outcome.hangs:
        return [f"it ended, with exit status {run.status}, and should hang (hangs=True)"]
    if run.status is None:
        return []
    wrong = run.status == 0 if outcome.status is None else run.status != outcome.status
    if wrong:
        wanted = "another than 0" if outcome.status is None else outcome.status
        right = "" if outcome.status is None else f"; if that is right, state status={run.status}"
        return [f"exit status {run.status}; expected {wanted}{right}"]
    return []


def _stands(snippet: Snippet, run: Run, outcome: Outcome) -> list[str]:
    """Where a run that hangs should stand, and does not; its stacks are not told on Windows."""
    if run.status is not None or not isinstance(outcome.hangs, Sequence) or not _whole(run.stacks):
        return []
    source = [line.partition("  #")[0].strip() for line in snippet.source.splitlines()]
    stands = [source[number - 1] for number in innermost(run.stacks, snippet.path)]
    return [
        f"it should hang at: {line}; it stands at: {'; '.join(stands)}"
        for line in (Counter(outcome.hangs) - Counter(stands)).elements()
    ]


def _whole(stacks: str) -> bool:
    """Were all stacks told? The main thread's is last; faulthandler may crash at one in use."""
    if NOT_ALL in stacks:
        return False
    dumps = [frames_of(dump) for dump in stacks.split(ABORTED)[1:]]
    return bool(dumps) and all(told and told[-1]["rest"] == " in <module>" for told in dumps)


def _cut_short(run: Run, outcome: Outcome) -> list[str]:
    if run.cut_short and not outcome.os_exit:
        return ["it left by os._exit(); if that is what it shows, state os_exit=True"]
    return []


def _traces(run: Run, outcome: Outcome) -> list[str]:
    """What a run did that its output does not show."""
    found = _cut_short(run, outcome)
    may = [leaf if "/" in leaf else f"work/{leaf}" for leaf in outcome.leaves]
    if run.status is not None:  # of these a reader is told
        told = [leaf for leaf in outcome.leaves if "/" not in leaf]
        never = [
            leaf for leaf in told if not any(fnmatch(name, f"work/{leaf}") for name in run.left)
        ]
        found += [f"leaves= has {leaf}, and it left none" for leaf in never]
    left = [name for name in run.left if not any(fnmatch(name, leaf) for leaf in may)]
    if left:
        found.append(
            f"left behind: {', '.join(left)}; use a tempfile.TemporaryDirectory, or state leaves="
        )
    for character in sorted(set(NOT_SHOWN.findall(run.stdout + run.stderr))):
        found.append(f"its output has the character U+{ord(character):04X}, which no page can show")
    legal = OF_A_SAMPLE if outcome.kind is Kind.SAMPLE else ()
    told = [what for what in run.told if what not in legal]
    if told:
        found.append(
            f"its output tells {' and '.join(told)}: a reader's is another; print something else"
        )
    return found


def _stderr(snippet: Snippet, run: Run, outcome: Outcome) -> list[str]:
    said = messages(run.stderr)
    found = [
        f"on standard error, and not expected: {line}{_remedy(snippet, line)}"
        for line in said
        if not any(re.fullmatch(pattern, line) for pattern in (*outcome.stderr, *MAY_BE_SAID))
    ]
    found += [
        f"expected on standard error, and not there: {pattern}"
        for pattern in outcome.stderr
        if not any(re.fullmatch(pattern, line) for line in said)
    ]
    return found


def _remedy(snippet: Snippet, line: str) -> str:
    """What to do about a message on standard error."""
    if NO_INPUT.fullmatch(line) and READS_INPUT.search(snippet.source):
        return " (nobody types: let the program bring what it needs, or state typed=)"
    missing = NO_MODULE.fullmatch(line)
    ours = bool(missing and missing[1] in sys.stdlib_module_names)
    if missing and not ours:
        return (
            " (a package is named in the program, after its docstring: "
            f'# /// script, # dependencies = ["{missing[1]}"], # ///)'
        )
    expected = f"if it is to be there, state stderr=[r{_quoted(line)}]"
    if ours or NOT_YET.fullmatch(line):
        return (
            " (if a later Python has it, say so in the program, after its docstring: "
            f'# /// script, # requires-python = ">=3.14", # ///; {expected})'
        )
    return f" ({expected})"


def _quoted(line: str) -> str:
    """A pattern for a message, without what another machine or run would say instead."""
    found, at = "", 0
    for part in VARIES.finditer(line):
        found += re.escape(line[at : part.start()])
        found += f".*{re.escape(part[1])}" if part[1] else r"\w+"
        at = part.end()
    return '"' + (found + re.escape(line[at:])).replace("\\ ", " ").replace('"', ".") + '"'


def _places(snippet: Snippet, run: Run) -> list[str]:
    """The lines of the example that its tracebacks name."""
    own = frames_of(own_frames(run.stderr, snippet.path))
    return sorted({f"line {frame['line']}{frame['rest']}" for frame in own})


def asserts(snippet: Snippet, run: Run, check: Callable[[Run], None], whose: str = "") -> list[str]:
    """What a sample's check says against a run."""
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
