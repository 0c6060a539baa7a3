"""The lives of processes: what the operating system said of each, and who its parent was.

The program runs unchanged; meanwhile /proc is read about once a millisecond, on Linux. Elsewhere
that recording is drawn which `pytest --record` has left beside the program, in `NAME.life.json`.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from tools.examples.snippet import Snippet
from tools.pictures.drawing import Figure
from tools.pictures.kind import Kind
from tools.pictures.lanes import Lane, LaneKind, Note, Picture, Span
from tools.pictures.process_life.life import TRACKER, Life, quiet
from tools.pictures.process_life.recording import SYSTEM, BadLife, recordings, store

__all__ = ["LIFE", "BadLife", "Lives", "store"]
TOGETHER = 0.05  # of the length: lines that are printed within this have one place


@dataclass(frozen=True)
class Lives:
    """A picture for each of the arguments with which an example was run."""

    figure: Figure
    program: str
    arguments: tuple[str, ...]
    output: tuple[tuple[tuple[float, str], ...], ...]
    """What each run printed, and when, in milliseconds."""
    python: str
    here: bool
    """It was recorded by this build, not in advance."""
    quiet: bool
    adopted: bool


def facts(snippet: Snippet) -> Lives:
    """The recordings of an example, over one axis. Raises BadSnippet."""
    found = recordings(snippet)
    pictures = [picture(life) for life in found.values()]
    longest = max(one.length for one in pictures)
    here = sys.platform == SYSTEM
    return Lives(
        figure=Figure(f"life-{snippet.path.stem}", tuple(one.over(longest) for one in pictures)),
        program=snippet.path.name,
        arguments=tuple(found),
        output=tuple(tuple((when, line) for when, line in life.output) for life in found.values()),
        python=next(iter(found.values())).python,
        here=here,
        quiet=not here or all(map(quiet, found.values())),
        adopted=any(life.adopted for life in found.values()),
    )


def picture(life: Life) -> Picture:
    """A lane for each process that the program has started, and one for what it printed."""
    shown = [
        index
        for index, process in enumerate(life.processes)
        if process.name or TRACKER not in process.command
    ]
    place = {index: number + life.adopted for number, index in enumerate(shown)}
    found = [_lane(life, index, place) for index in shown]
    length = max(lane.end for lane in found)
    if life.adopted:
        found.insert(0, Lane("", 0, length, LaneKind.ADOPTER))
    if life.output:
        found.append(_printed(life.output, length, len(found)))
    return Picture(tuple(found), length)


def _lane(life: Life, index: int, place: dict[int, int]) -> Lane:
    process = life.processes[index]
    spans = tuple(Span(begin, end, state) for begin, end, state in process.spans)
    (_, first), *later = process.parents
    notes = [Note(when, place.get(parent, 0)) for when, parent in later if process.name]
    return Lane(
        process.name,
        process.begin,
        spans[-1].end,
        LaneKind.NAMED if process.name else LaneKind.FORK_SERVER,
        spans=spans,
        parent=place.get(first),
        notes=tuple(notes),
    )


def _printed(output: Sequence[tuple[float, str]], length: float, index: int) -> Lane:
    """A lane with the number of each line that the program printed; `index` is its own."""
    places: list[list[int]] = []
    for number, (when, _) in enumerate(output, 1):
        if places and when - output[places[-1][0] - 1][0] <= TOGETHER * length:
            places[-1].append(number)
        else:
            places.append([number])
    notes = [Note(output[numbers[0] - 1][0], index, tuple(numbers)) for numbers in places]
    return Lane("", 0, length, LaneKind.OUTPUT, notes=tuple(notes))


LIFE = Kind(facts, "pictures/process_life/figure.j2")
