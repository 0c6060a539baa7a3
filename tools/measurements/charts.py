"""Draw charts: matplotlib places everything, the page around gives colours and font.

The words come from whoever asks, see `Words`. matplotlib is imported only where a chart is drawn:
it takes long, and few commands draw.
"""

from __future__ import annotations

import io
import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from tools.measurements import svg
from tools.measurements.facts import Axis, Chart, Dots, Label, Lines, Unit

MARKERS = "osD^vPX*"  # a series is told by its mark, too
WIDTH = 4.1  # inches: as many units of the drawing as a phone's page has pixels
TEXT_SIZE = 11.5
STYLE: Any = {
    "svg.fonttype": "none",
    "font.size": TEXT_SIZE,
    "text.color": svg.TEXT,
    "axes.labelcolor": svg.TEXT,
    "axes.edgecolor": svg.GRID,
    "xtick.color": svg.TEXT,
    "ytick.color": svg.TEXT,
    "grid.color": svg.GRID,
    "grid.linewidth": 0.5,
    "grid.alpha": 0.6,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "axes.grid": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
}
ABOVE = 11  # units from the middle of a row to its label: its marks have room below
WIDER = 1.25  # a page's font may be wider than the one that matplotlib reckons with


class Words(Protocol):
    """How a reader is told what a key means, and how a value is written."""

    def name(self, label: Label) -> str:
        """The words for a label."""
        ...

    def key(self, key: str) -> str:
        """The words for a key: of an axis, of the ideal."""
        ...

    def quantity(self, value: float, unit: Unit) -> str:
        """A value with its unit."""
        ...


def draw(chart: Chart, title: str, words: Words) -> str:
    """The text of an SVG; `title` is what someone hears who cannot see it."""
    return _dots(chart, title, words) if isinstance(chart, Dots) else _lines(chart, title, words)


def _dots(chart: Dots, title: str, words: Words) -> str:
    """One row for each label, in it one mark for each interpreter; a line at the ideal."""
    series = list(dict.fromkeys(name for row in chart.rows for name in row.marks))
    highest = max(value for row in chart.rows for value in row.marks.values())

    def plot(axes) -> None:
        for number, name in enumerate(series):
            points = [
                (row.marks[name], at) for at, row in enumerate(chart.rows) if name in row.marks
            ]
            shift = (number - (len(series) - 1) / 2) * 0.09
            axes.plot(
                [value for value, _ in points],
                [at + shift for _, at in points],
                MARKERS[number % len(MARKERS)],
                color=svg.SERIES[number % len(svg.SERIES)],
                markersize=6,
                label=name,
            )
        _name_rows(axes, chart, words)
        axes.set_ylim(len(chart.rows) - 0.5, -0.5)
        if chart.axis.log:
            axes.set_xscale("log")
        else:
            axes.set_xlim(0, 1.08 * max(highest, chart.ideal or 0) or 1)
        if chart.ideal is not None:
            axes.axvline(chart.ideal, color=svg.TEXT, linestyle=":", linewidth=1.2)
            place = (chart.ideal, -0.5)
            axes.annotate(
                words.key("ideal"), place, ha="center", va="bottom", annotation_clip=False
            )
        _finish(axes.xaxis, chart.axis, words)

    height = 0.9 + 0.6 * len(chart.rows)
    return _svg(chart, title, height, min(len(series), 3), plot)


def _name_rows(axes, chart: Dots, words: Words) -> None:
    """Above their lines: a phone has no room beside them."""
    axes.set_yticks(range(len(chart.rows)), [""] * len(chart.rows))
    for at, row in enumerate(chart.rows):
        axes.annotate(
            words.name(row.label),
            (0, at),
            xycoords=("axes fraction", "data"),
            xytext=(0, ABOVE),
            textcoords="offset points",
            va="bottom",
        )


def _lines(chart: Lines, title: str, words: Words) -> str:
    """One line with its own marks for each label; a dotted one for the ideal."""

    def plot(axes) -> None:
        for number, line in enumerate(chart.lines):
            axes.plot(
                list(line.points),
                list(line.points.values()),
                f"{MARKERS[number % len(MARKERS)]}-",
                color=svg.SERIES[number % len(svg.SERIES)],
                label=words.name(line.label),
            )
        if chart.ideal:
            points = list(chart.ideal), list(chart.ideal.values())
            axes.plot(*points, ":", color=svg.TEXT, label=words.key("ideal"))
        if chart.x.log:
            axes.set_xscale("log")
        if chart.y.log:
            axes.set_yscale("log")
        else:
            axes.set_ylim(bottom=0)
        if not chart.x.log:
            axes.set_xticks(sorted({at for line in chart.lines for at in line.points}))
        _finish(axes.xaxis, chart.x, words, keep=not chart.x.log)
        _finish(axes.yaxis, chart.y, words)

    longest = max(len(words.name(line.label)) for line in chart.lines)
    return _svg(chart, title, 3.2, 2 if longest < 24 else 1, plot)


def _finish(of, axis: Axis, words: Words, keep: bool = False) -> None:
    """Give an axis its words and its ticks; `keep` those that it has."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator, NullFormatter, NullLocator

    of.set_label_text(words.key(axis.key))
    of.set_major_formatter(FuncFormatter(lambda value, _: words.quantity(value, axis.unit)))
    of.set_minor_locator(NullLocator())
    of.set_minor_formatter(NullFormatter())
    if keep:
        return
    round_values = _round_values(*of.get_view_interval()) if axis.log else []
    for most in range(9, 0, -1):
        if axis.log:
            of.set_ticks(round_values[:: max(1, -(-len(round_values) // most))])
        else:
            of.set_major_locator(MaxNLocator(most, steps=[1, 2, 5, 10], min_n_ticks=1))
        if not _touch(of):
            return


def _round_values(low: float, high: float) -> list[float]:
    """The powers of ten on an axis; the fewer there are, the less round ones as well."""
    powers = range(math.floor(math.log10(low)), math.floor(math.log10(high)) + 1)
    found: list[float] = []
    fifths = (1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, *range(5, 10))
    for steps in ((1,), (1, 2, 5), range(1, 10), fifths, [step / 10 for step in range(10, 100)]):
        found = [step * 10.0**power for power in powers for step in steps]
        found = [value for value in found if low <= value <= high]
        if len(found) > 2:
            break
    return found


def _touch(of) -> bool:
    """Do two labels of an axis touch?"""
    figure = of.get_figure()
    figure.canvas.draw()
    low, high = sorted(of.get_view_interval())
    shown = [tick for tick in of.get_major_ticks() if low <= tick.get_loc() <= high]
    boxes = [tick.label1.get_window_extent() for tick in shown if tick.label1.get_text()]
    if of.axis_name == "x":
        spans = sorted((box.x0, box.x0 + WIDER * box.width) for box in boxes)
        space = 0.5 * TEXT_SIZE
    else:
        spans = sorted((box.y0, box.y1) for box in boxes)
        space = 0.0
    return any(one[1] + space > two[0] for one, two in itertools.pairwise(spans))


def _svg(chart: Chart, title: str, height: float, columns: int, plot: Callable) -> str:
    """A chart with its legend below, as an SVG without what a page has already."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    text = io.BytesIO()
    # Ids are made from the salt: charts of one page must not share any.
    with pyplot.rc_context(STYLE | {"svg.hashsalt": title}):
        figure, axes = pyplot.subplots(figsize=(WIDTH, height), dpi=72)
        figure.subplots_adjust(left=0.04 if chart.kind == "dots" else 0.19, right=0.96)
        plot(axes)
        corners = list(zip(axes.get_xlim(), axes.get_ylim(), strict=True))
        for number, (x, y) in enumerate(corners):  # where the page finds out about the axes
            axes.plot([x], [y], ",", gid=f"{svg.CORNER}{number}")
        axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.7 / height - 0.02), ncols=columns)
        figure.savefig(text, format="svg", bbox_inches="tight", transparent=True,
                       metadata={"Date": None, "Creator": None})  # fmt: skip
        pyplot.close(figure)
    log = [axes.get_xscale() == "log", axes.get_yscale() == "log"]
    return svg.for_page(text.getvalue(), title, chart.kind, log, corners)


def sources(chart: Chart) -> Sequence[tuple]:
    """Where each row or line comes from, in the chart's order, for a reader's own results.

    Each is a program, a label, a number; and of the base a label and a number.
    """
    found: Sequence[Any] = chart.lines if isinstance(chart, Lines) else chart.rows
    return [(*one.source[:3], *(one.source.base or (None, None))) for one in found]
