"""What of an output counts: all but what varies without meaning, for all examples."""

import re
from collections.abc import Iterator
from pathlib import Path

# A number is replaced by the order of its first
# appearance, so that which are equal and which differ is still compared.
NUMBERED = re.compile(r"\b(native id|pid|port)(=|: ?| )(\d+)\b|\b0x()()([0-9a-fA-F]{5,})\b")
LAST_WELL_KNOWN_PORT = 1023  # the system gives out higher ones
DURATION = re.compile(r"\b\d+\.\d+ s\b")

TRACEBACK_FRAME = re.compile(r'  File "(?P<file>.*)", line (?P<line>\d+)(?P<rest>.*)')
PATH = re.compile(r"(?:/|[A-Za-z]:\\)[^\s\"']*[/\\](\w+\.py)\b")
STACK = re.compile(r"(?:Current thread|Thread) 0x.*")
# Lines that stand around the message of an exception and say nothing themselves.
AROUND_MESSAGE = re.compile(
    r"\s.*|(?:Exception Group )?Traceback \(most recent call last\):"
    r"|Exception in thread .*:|Process .*:"
    r"|During handling of the above exception, another exception occurred:"
    r"|The above exception was the direct cause of the following exception:|"
)
# What stands before each line of the traceback of a group of exceptions.
GROUP = "Exception Group Traceback "
MARGIN = re.compile(rf" +(?:\| ?|\+ (?={GROUP}))")
# Python 3.15, in development mode, says this when it prints a traceback in a child process.
LINECACHE = re.compile(r"<frozen linecache>:\d+: DeprecationWarning: Module globals is missing .*")


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


def given_out(text: str) -> bool:
    """Does it hold pids, ports or addresses, which the system gives out anew for each run?"""
    found = NUMBERED.finditer(text)
    return any(match[1] != "port" or int(match[3]) > LAST_WELL_KNOWN_PORT for match in found)


def leaves_open(pattern: str) -> bool:
    """Is more than where it comes from left open by a pattern of a line of standard error?"""
    return bool(re.search(r"(?<!\\)(?:\.[*+]|\\[dw])", pattern.removeprefix(".*")))


def own_frames(stderr: str, file: Path) -> str:
    """Tracebacks with the frames of the example's own file only.

    Frames of the standard library, the marks under a line and what `linecache` says differ from
    version to version.
    """
    kept, own = [], True
    for margin, line in _beside(stderr):
        if LINECACHE.fullmatch(line):
            continue
        frame = TRACEBACK_FRAME.fullmatch(line)
        if frame:
            own = Path(frame["file"]).name == file.name
            if own:
                kept.append(f'{margin}  File "{file.name}", line {frame["line"]}{frame["rest"]}')
                own = None  # one line of source follows
        elif not line.startswith("    "):
            own = True
            kept.append(margin + PATH.sub(r"\1", line))
        elif own is not False and line.strip(" ^~"):
            kept.append(margin + line)
            own = False if own is None else own
    return "".join(f"{line}\n" for line in kept)


def _beside(text: str) -> Iterator[tuple[str, str]]:
    """The margin of each line, empty but for a group of exceptions, and what stands beside it."""
    grouped = False
    for line in text.splitlines():
        grouped = grouped or GROUP in line
        margin = MARGIN.match(line) if grouped else None
        yield (margin[0], line[margin.end() :]) if margin else ("", line)


def frames_of(text: str) -> list[re.Match]:
    """The frames of its tracebacks."""
    return [frame for _, line in _beside(text) if (frame := TRACEBACK_FRAME.fullmatch(line))]


def innermost(stacks: str, file: Path) -> list[int]:
    """The line of the example's own file at which each thread of these stacks stands."""
    threads = (frames_of(stack) for stack in STACK.split(stacks))
    own = ([one for one in frames if Path(one["file"]).name == file.name] for frames in threads)
    return [int(frames[0]["line"]) for frames in own if frames]


def messages(stderr: str) -> list[str]:
    """The lines of standard error that say something: no frames, no headers of tracebacks."""
    noise = (AROUND_MESSAGE, LINECACHE)
    return [line for _, line in _beside(stderr) if not any(n.fullmatch(line) for n in noise)]
