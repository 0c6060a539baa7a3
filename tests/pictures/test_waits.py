"""What a picture shows stays in it: `waits.txt` has who waits for what for long in each timeline.

The text says "the baker waits at each put()" of a run that is recorded anew once its program
changes; no test understands that. So a wait that is there no more has its author look.
"""

import re
import sys
from pathlib import Path

import pytest
from pictures.test_timeline import TIMELINES
from saying import fail
from test_shown import kept

from tools.examples.snippet import Snippet
from tools.pictures.lanes import Lane, LaneKind, Picture, Span, State
from tools.pictures.timeline import picture
from tools.pictures.timeline.recording import record, recorded

LIST = Path(__file__).with_name("waits.txt")
NONE = {State.RUN, State.EITHER, State.UNSEEN, State.READY}
LONG, SEEN = 0.25, 0.05  # of the life of a lane: what a reader sees at once, and sees at all


def waits(drawn: Picture, least: float) -> set[str]:
    """Who waits for what, for more than a part of its life; one of many is as good as another."""
    found = set()
    for lane in drawn.lanes:
        # TaskGroup says what a task is called when it is born since Python 3.14 only.
        name = lane.kind if lane.kind is LaneKind.TASK else re.sub(r"[0-9]+", "#", lane.name)
        for state in {span.state for span in lane.spans} - NONE:
            waited = sum(span.length for span in lane.of(state))
            if waited > least * (lane.end - lane.begin):
                found.add(f"{name}: {state}")
    return found


def gone(name: str, listed: list[str], *drawn: Picture) -> list[str]:
    """Waits that are listed for a program, and in none of its pictures."""
    return [
        f"snippets/{name}:1: its picture showed a long wait, {wait}, and shows none"
        for wait in listed
        if not any(wait in waits(one, SEEN) for one in drawn)
    ]


def to_list(listed: list[str], *drawn: Picture) -> set[str]:
    """Waits that are long in each picture; and those that were, as long as they are seen."""
    long = set.intersection(*(waits(one, LONG) for one in drawn))
    return long | {wait for wait in listed if any(wait in waits(one, SEEN) for one in drawn)}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems start processes otherwise")
def test_a_picture_shows_the_waits_that_it_did(request):
    every = {snippet.name: picture(recorded(snippet)) for snippet in TIMELINES}
    listed = kept(LIST.read_text("utf-8"), {})
    if request.config.option.record:
        lines = [
            f"{name}: {wait}\n"
            for name, drawn in every.items()
            for wait in sorted(to_list(listed.get(name, []), drawn, once_more(name)))
        ]
        LIST.write_text("".join(lines), "utf-8")
        listed = kept("".join(lines), {})
    found = [f"snippets/{name}:1: no wait is listed of it" for name in every.keys() - listed.keys()]
    for name in every.keys() & listed.keys():
        if gone(name, listed[name], every[name]):  # it may have been short once, on a busy machine
            found += gone(name, listed[name], every[name], once_more(name))
    fail(
        f"{what}; see whether the text still speaks of what is in the picture, then run: "
        "pytest tests/pictures/test_waits.py --record"
        for what in sorted(found)
    )


def once_more(name: str) -> Picture:
    """A fresh recording."""
    return picture(record(Snippet(name)))


def test_a_wait_that_is_gone_is_found():
    waiting = Span(0, 3, State.QUEUE), Span(3, 10, State.RUN)
    drawn = Picture((Lane("baker 1", 0, 10, spans=waiting), Lane("cook", 0, 10)), 10)
    assert waits(drawn, LONG) == {"baker #: queue"}
    assert not waits(drawn, 0.5)
    busy = Picture((Lane("baker 1", 0, 10, spans=(Span(0, 1, State.QUEUE), waiting[1])),), 10)
    assert to_list([], drawn, busy) == set()
    assert to_list(["baker #: queue", "cook: lock"], drawn, busy) == {"baker #: queue"}
    assert to_list([], drawn, drawn) == {"baker #: queue"}
    listed = kept("a.py: baker #: queue\na.py: baker #: sleep\nb.py: cook: lock\n", {})
    assert gone("a.py", listed["a.py"], drawn) == [
        "snippets/a.py:1: its picture showed a long wait, baker #: sleep, and shows none"
    ]
