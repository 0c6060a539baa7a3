"""The storm: what balances, stock or seats were over a run, without and with the repair.

Drawn from the lines that the program has printed, as they are recorded and judged: nothing is run
for the picture, so it shows what the output beside it says. `reading.py` says which lines.
"""

from dataclasses import dataclass

from tools.examples import recording
from tools.examples.outcome import BadOutcome
from tools.examples.snippet import BadSnippet, Snippet
from tools.interpreters import Interpreter
from tools.pictures.kind import Kind
from tools.pictures.storm.plot import Plot
from tools.pictures.storm.reading import BadLines, Part, parts

LOOKS = 5  # what tells series apart; storm.css has as many


class BadStorm(BadSnippet):
    """The values of an example cannot be drawn; the message says which and why."""


@dataclass(frozen=True)
class Storm:
    """The values of one run."""

    program: str
    parts: tuple[Part, ...]
    plot: Plot
    names: tuple[str, ...]
    """Those of all series, each once: a series has the same look in every part."""
    python: Interpreter


def facts(snippet: Snippet) -> Storm:
    """What an example has printed of its values. Raises BadStorm."""
    try:
        run = recording.recorded_run(snippet)
    except BadOutcome as error:
        raise BadStorm(str(error)) from None
    if run is None:
        raise BadStorm(
            f"{snippet.name}: its storm is drawn from what is recorded of it, and nothing is: "
            f"pytest docs -k {snippet.path.stem} --record"
        )
    try:
        found = parts(run.lines)
    except BadLines as error:
        raise BadStorm(f"{snippet.name}: its storm cannot be drawn: {error}") from None
    names = tuple(dict.fromkeys(one.name for part in found for one in part.series))
    if len(names) > LOOKS:
        raise BadStorm(f"{snippet.name}: {len(names)} series in one storm; at most {LOOKS}")
    return Storm(snippet.path.name, found, Plot.of(found), names, run.python)


STORM = Kind(facts, "pictures/storm/figure.j2", assets=("assets/storm.css",))
