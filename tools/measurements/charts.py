"""Draw measured values as SVG that takes its colors and its font from the page around it."""

import html
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass

# What no chart uses by itself, each replaced by a color of the theme: see theme.css.
TEXT, GRID = "#010101", "#020202"
SERIES = [f"#03030{n}" for n in range(1, 9)]
MARKERS = "osD^vPX*"  # a series is told by its mark, too
STYLE = {
    "svg.fonttype": "none",
    "font.size": 11,
    "text.color": TEXT,
    "axes.labelcolor": TEXT,
    "axes.edgecolor": GRID,
    "xtick.color": TEXT,
    "ytick.color": TEXT,
    "grid.color": GRID,
    "grid.linewidth": 0.5,
    "grid.alpha": 0.6,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "axes.grid": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
}
# What matplotlib writes and the page does without, and what theme.css says once for all charts:
# (what, what instead), in this order.
TRIMMED = (
    (r"(?s)^.*?(?=<svg )|<metadata>.*?</metadata>|<!--.*?-->|<style.*?</style>", ""),
    (r"(?s)<clipPath.*?</clipPath>| clip-path=\"[^\"]*\"", ""),
    (r' (?:width|height)="[\d.]+pt"| xmlns(?::xlink)?="[^"]*"| version="1.1"|xlink:', ""),
    (r" transform=\"rotate\(-0 [^\"]*\"|; stroke-linecap: square|; stroke-linejoin: miter", ""),
    (r' style="font[^"]*text-anchor: (\w+)[^"]*"', r' text-anchor="\1"'),
    (r' style="font[^"]*"', ""),
    (rf' style="fill: none; stroke: {GRID}[^"]*"', ' class="grid"'),
    (r' style="(?:fill: #03030(\d); )?stroke: #03030(\d)"', r' class="s\2"'),
    (r' style="fill: none; stroke: #03030(\d)[^"]*"', r' class="line s\1"'),
    (r"(\d+\.\d)\d+(?=[^<>]*>)", r"\1"),  # in tags only
    (r"(?<=[^>]) ?\n(?=[^<])", " "),
    (r"(?<=>)\s+(?=<)", ""),
)


@dataclass(frozen=True)
class Axis:
    """What stands along an axis: its words, how a value is written, whether it is logarithmic."""

    label: str
    write: Callable[[float], str] = str
    log: bool = False


def dots(
    title: str, rows: dict[str, dict[str, float]], axis: Axis, ideal: float | None = None
) -> str:
    """One row for each key, in it one mark for each series at its value; a line at the ideal.

    `title` is what someone hears who cannot see the chart. Returns the text of an SVG.
    """
    series = list(dict.fromkeys(name for row in rows.values() for name in row))

    def draw(axes) -> None:
        for number, name in enumerate(series):
            points = [(row[name], at) for at, row in enumerate(rows.values()) if name in row]
            shift = (number - (len(series) - 1) / 2) * 0.09
            axes.plot(
                [value for value, _ in points],
                [at + shift for _, at in points],
                MARKERS[number % len(MARKERS)],
                color=SERIES[number % len(SERIES)],
                markersize=6,
                label=name,
            )
        axes.set_yticks(range(len(rows)), rows)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        highest = max(value for row in rows.values() for value in row.values())
        if axis.log:
            axes.set_xscale("log")
        else:
            axes.set_xlim(0, 1.08 * max(highest, ideal or 0) or 1)
        if ideal is not None:
            axes.axvline(ideal, color=TEXT, linestyle=":", linewidth=1.2)
            axes.annotate("ideal", (ideal, -0.5), ha="center", va="bottom", annotation_clip=False)
        _finish(axes.xaxis, axis)

    return _svg("dots", title, 1.0 + 0.38 * len(rows), min(len(series), 3), draw)


def lines(
    title: str,
    series: dict[str, dict[float, float]],
    x: Axis,
    y: Axis,
    ideal: dict[float, float] | None = None,
) -> str:
    """One line with its own marks for each series of points; a dotted one for the ideal.

    `title` is what someone hears who cannot see the chart. Returns the text of an SVG.
    """

    def draw(axes) -> None:
        for number, (name, points) in enumerate(series.items()):
            axes.plot(
                list(points),
                list(points.values()),
                f"{MARKERS[number % len(MARKERS)]}-",
                color=SERIES[number % len(SERIES)],
                label=name,
            )
        if ideal:
            axes.plot(list(ideal), list(ideal.values()), ":", color=TEXT, label="ideal")
        if x.log:
            axes.set_xscale("log")
        if y.log:
            axes.set_yscale("log")
        else:
            axes.set_ylim(bottom=0)
        _finish(axes.xaxis, x)
        _finish(axes.yaxis, y)
        if not x.log:
            axes.set_xticks(sorted({at for points in series.values() for at in points}))

    return _svg("lines", title, 3.2, 2, draw)


def _finish(of, axis: Axis) -> None:
    """Give an axis its words and its ticks."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, NullLocator

    of.set_label_text(axis.label)
    if axis.log:
        low, high = of.get_view_interval()
        of.set_major_locator(LogLocator(subs=(1, 2, 5) if high < 50 * low else (1,), numticks=9))
    of.set_major_formatter(FuncFormatter(lambda value, _: axis.write(value)))
    of.set_minor_locator(NullLocator())
    of.set_minor_formatter(NullFormatter())


def _svg(kind: str, title: str, height: float, columns: int, draw: Callable) -> str:
    """A chart with its legend below, as an SVG without what a page has already."""
    import matplotlib  # here, for it takes long, and few commands draw

    matplotlib.use("svg")
    from matplotlib import pyplot

    text = io.StringIO()
    # Ids are made from the salt: charts of one page must not share any.
    with pyplot.rc_context(STYLE | {"svg.hashsalt": title}):
        figure, axes = pyplot.subplots(figsize=(5.4, height))
        draw(axes)
        corners = list(zip(axes.get_xlim(), axes.get_ylim(), strict=True))
        for number, (x, y) in enumerate(corners):  # where the page finds out about the axes
            axes.plot([x], [y], ",", gid=f"corner{number}")
        axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.7 / height - 0.02), ncols=columns)
        figure.savefig(
            text,
            format="svg",
            bbox_inches="tight",
            transparent=True,
            metadata={"Date": None, "Creator": None},
        )
        pyplot.close(figure)
    svg = text.getvalue()
    axes_facts = {
        "log": [axes.get_xscale() == "log", axes.get_yscale() == "log"],
        "values": corners,
        "places": [],
    }
    for corner in re.findall(r'(?s)<g id="corner\d">.*?</g>\s*</g>', svg):
        x, y = re.search(r'<use [^>]*x="([\d.]+)" y="([\d.]+)"', corner).groups()
        axes_facts["places"].append([float(x), float(y)])
        svg = svg.replace(corner, "")
    for what, instead in TRIMMED:
        svg = re.sub(what, instead, svg)
    svg = re.sub(r' id="([^"]*)"', lambda m: m[0] if f"#{m[1]}" in svg else "", svg)
    svg = re.sub(r"</?g>|<g/>|<defs>\s*</defs>|<defs/>", "", svg).replace(TEXT, "var(--chart-text)")
    said, facts = html.escape(title), html.escape(json.dumps(axes_facts))
    head = (
        f'<svg class="chart" role="img" aria-label="{said}" data-kind="{kind}" data-axes="{facts}" '
    )
    return svg.replace("<svg ", head, 1)
