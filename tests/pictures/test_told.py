"""What is told of made-up pictures changes on purpose or not at all: `told.txt` has it.

Two numbers exchanged in one sentence, the least in place of the most, another word for a state
would be read with a nod. So all that pictures say is kept, where no two of their numbers are equal.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jinja2 import ChoiceLoader, DictLoader
from saying import fail, others

from tools.files import read_text
from tools.interpreters import Interpreter
from tools.pictures import KINDS, process_life, switching
from tools.pictures.drawing import CROWD, Figure
from tools.pictures.lanes import Detail, Lane, LaneKind, Meanwhile, Picture, Span, State
from tools.pictures.process_life import Lives
from tools.pictures.process_life.life import OUTSIDE, Life, Process
from tools.pictures.switching import Switching, Wanted
from tools.site.telling import Telling

LIST = Path(__file__).with_name("told.txt")
ENGLISH = Telling("en")
FIGURE = """\
{% import "pictures/lanes.j2" as lanes with context %}
{% call lanes.figure(figure, "Tea", stopped=stopped) %}{% endcall %}
"""
WORDS = ".lanes-title, title, svg.lanes > text, details > ul > li, .lanes-listed li, figcaption"
LANES, LIFE, SWITCHING = "pictures/lanes.j2", KINDS["life"].template, KINDS["switching"].template
LONG = 9000  # ms
IN_TURN, TOGETHER = ("##..#####.", "..#......#"), ("#######...", ".##.####.#")


def states() -> Picture:
    """A lane in all states, with a name and without; then one of each kind of lane."""
    every = [
        (state, what, detail)
        for state in State
        for what, detail in [("", Detail.NONE), ("pot", Detail.NONE)]
    ]
    every += [(State.JOIN, "", detail) for detail in Detail if detail]
    every += [(State.READY, "", detail) for detail in (Detail.FIRST_TURN, Detail.LATE)]
    spans = [
        Span(100 * at, 100 * at + 61 + at, state, what, detail, lines=(at + 1,))
        for at, (state, what, detail) in enumerate(every)
    ]
    owned = Span(7000, 7300, State.LOCK, "lid", owners=("Ann", "Bob"), open=True)
    below = (
        Span(50, 1100, Meanwhile.HELD, "lid", lines=(3, 4)),
        Span(1200, 1310, Meanwhile.HELD, "lid", Detail.AGAIN),
        Span(1400, 1520, Meanwhile.CALL, "boil(2)"),
        Span(1600, 1601, Meanwhile.CALL, "pour(3)"),
    )
    kinds = [
        Lane(name, 10 * at, 8000 + at, kind, daemon=name == "cat", cut=name == "cat")
        for at, (name, kind) in enumerate(
            [("cat", LaneKind.THREAD), *((str(at), kind) for at, kind in enumerate(LaneKind, 20))],
            1,
        )
    ]
    first = Lane("cook", 0, 8800, spans=tuple(spans[:14]), below=below)
    second = Lane("guest", 5, 8700, spans=(*spans[14:], owned), parent=0)
    return Picture((first, second, *kinds), LONG)


def crowd() -> Picture:
    """Lanes that begin and end one after the other, and wait for some time together."""
    lanes = [
        Lane(
            f"Thread-{at} (buy)",
            100 * at,
            3000 + 200 * at,
            spans=(
                Span(100 * at, 1500 + 10 * at, State.LOCK),
                Span(2000 + 50 * at, 2075 + 50 * at, State.SLEEP),
            ),
            group="buy",
        )
        for at in range(1, CROWD + 1)
    ]
    once = (Span(4000, 4700, State.IO),)
    lanes[1] = Lane("Thread-2 (buy)", 150, 3300, spans=once, group="buy")
    return Picture((Lane("MainThread", 0, LONG), *lanes), LONG)


def lives() -> Lives:
    """A script, its child, and a grandchild that is an orphan; lines that are printed together."""
    life = Life(
        [
            Process(0, 600, [(0, "R"), (510, "Z")], [(0, OUTSIDE)], "python x.py", "script"),
            Process(100, 320, [(100, "R"), (230, "S")], [(100, 0)], "python x.py", "child"),
            Process(150, 540, [(150, "S")], [(150, 1), (340, OUTSIDE)], "python x.py", "orphan"),
        ],
        [(210, "tea"), (490, "bye"), (500, "!")],
        "CPython 3.15.2",
    )
    drawn = (process_life.picture(life), process_life.picture(life).over(700))
    told = (tuple(life.output), ())
    return Lives(Figure("x", drawn), "x.py", ("one", "two"), told, life.python, True, False, True)


def switched() -> Switching:
    """Two workers that differ in all: by threads and by processes, disturbed and not."""
    python = Interpreter("CPython", (3, 15, 0), True, "python")
    plan = (Wanted(python), Wanted(python, switch="20"), Wanted(python, "processes"))
    columns = (IN_TURN, IN_TURN, TOGETHER)
    drawn = tuple(map(switching.picture, plan, columns))
    recorded = tuple(map(switching.told, plan, columns))
    return Switching(Figure("x", drawn), recorded, 2, recorded[:1], True)


def figures(telling: Telling) -> Iterator[tuple[str, str]]:
    """Each made-up picture as HTML."""
    template = telling.environment.from_string(FIGURE)
    for name, picture, stopped in (("states", states(), 4300), ("crowd", crowd(), None)):
        yield name, template.render(figure=Figure("x", (picture,)), stopped=stopped)
    yield "life", telling.render(LIFE, facts=lives())
    yield "switching", telling.render(SWITCHING, facts=switched())


def told(telling: Telling) -> Iterator[str]:
    """All that the pictures say, a line for each title, bar, sentence."""
    for name, html in figures(telling):
        for one in BeautifulSoup(html, "html.parser").select(WORDS):
            yield f"{name}, {one.name}: {' '.join(one.get_text().split())}"


def test_what_pictures_say_changes_on_purpose_or_not_at_all(record):
    now = list(told(Telling("en")))
    if record:
        LIST.write_text("".join(f"{said}\n" for said in now), "utf-8")
    fail(others(LIST, now, read_text(LIST).splitlines(), "is drawn"))


@pytest.mark.parametrize(
    ("template", "old", "new"),
    [
        (LANES, 'map(attribute="end")|max', 'map(attribute="end")|min'),
        (LANES, 'map(attribute="begin")|min', 'map(attribute="begin")|max'),
        (LANES, "mean=each.mean|duration", "mean=each.at_once|duration"),
        (LANES, "end=span.end|duration", "end=span.begin|duration"),
        (LANES, "when=note.when|duration", "when=lane.begin|duration"),
        (LIFE, "(line, when|duration)", "(line, 1|duration)"),
        (SWITCHING, "one.shares.both|share", "one.shares.nobody|share"),
        (SWITCHING, "who=worker(one.wanted.kind, loop.index)", "who=worker(one.wanted.kind, 1)"),
    ],
)
def test_a_slip_in_a_picture_is_found(template, old, new):
    telling = Telling("en")
    loader = telling.environment.loader
    source, *_ = loader.get_source(telling.environment, template)
    assert source.count(old) == 1
    slip = DictLoader({template: source.replace(old, new)})
    telling.environment.loader = ChoiceLoader([slip, loader])
    assert list(others(LIST, list(told(telling)), read_text(LIST).splitlines(), "is drawn"))
