"""The card of an example: its name above the program; what it printed and is known below."""

import re
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from tools.examples.facts import Facts
from tools.examples.page import Shown
from tools.interpreters import Build as Python
from tools.site.telling import Telling


@dataclass(frozen=True)
class Line:
    """A line of an output."""

    text: str
    """With its end."""
    indent: int
    """How many spaces it begins with: where it is too long, it goes on further in."""


@dataclass(frozen=True)
class Versions:
    """Builds of one implementation of Python."""

    implementation: str
    builds: tuple[Python, ...]


def head(telling: Telling, example: Shown, link: str) -> Markup:
    """The name of the example's file, which leads to the file."""
    name, section = example.snippet.name, example.section
    return telling.render("card-head.j2", name=name, section=section, link=link)


def body(telling: Telling, known: Facts, pictures: list[Markup]) -> Markup:
    """What the program printed, its pictures, and what is known of it."""
    return telling.render(
        "card.j2",
        known=known,
        out=lines(known.stdout),
        err=lines(known.stderr),
        reason=telling.message(known.reason),
        because=telling.message(known.because),
        passed_on=by_implementation(known.passed_on),
        pictures=pictures,
    )


def lines(text: str) -> list[Line]:
    """The lines of an output: together they are the output, whatever is in it."""
    ended = re.findall(r"[^\n]*\n|[^\n]+", text)
    return [Line(line, len(line) - len(line.lstrip(" "))) for line in ended]


def by_implementation(builds: tuple[Python, ...]) -> list[Versions]:
    """Each implementation once, with its builds in the order of their versions."""
    groups = groupby(sorted(builds), lambda build: build.implementation)
    return [Versions(name, tuple(found)) for name, found in groups]
