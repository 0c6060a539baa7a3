"""Measured numbers on the pages: measure where there are none, put them where a page wants them."""

import html
import json
import logging
import os
import posixpath
import re

import markdown

from tools.measurements import calculator
from tools.measurements import run as measure
from tools.measurements import topics as lessons
from tools.measurements.run import Results

log = logging.getLogger("mkdocs.hooks.numbers")
PLACE = re.compile(r"(?P<indent> *)<!-- numbers: (?P<topic>\S+) -->")
CALCULATOR = "calculator"
PAGE = "measurements/numbers.py"
COMPARE = "assets/compare.js"
JSON = "measurements/measurements.json"


def level_of(command: str) -> str:
    """How much a command of MkDocs measures; the environment variable MEASURE overrules it.

    Raises ValueError for a level that there is not.
    """
    level = os.environ.get("MEASURE") or ("quick" if command == "serve" else "full")
    if level not in measure.LEVELS:
        raise ValueError(f"MEASURE={level}: write one of {', '.join(measure.LEVELS)}")
    return level


def wanted(command: str) -> Results:
    """The results for this build: measured anew in full, else kept ones where they will do."""
    level = level_of(command)
    if level != "full":
        try:
            return measure.stored(level)
        except measure.BadResults as error:
            log.info("%s; measuring (%s)", error, level)
    results = measure.measure(level, log.info)
    measure.keep(results, measure.LEVELS[level].file)
    for what, ratio in calculator.checks(results):
        log.info("the calculator predicts %.2g times what was measured: %s", ratio, what)
    return results


def current() -> Results:
    """The results of the build that runs, for the notebook page. Raises BadResults."""
    level = os.environ.get("MEASURE", "full")
    return measure.loads(measure.LEVELS[level].file.read_text("utf-8"))


def placed(lines: list[str], page: str, results: Results) -> tuple[list[str], list[str]]:
    """A page's lines with its numbers in them, and what is wrong, as `line: what`."""
    out, wrong = [], []
    for number, line in enumerate(lines, 1):
        place = PLACE.fullmatch(line)
        if not place:
            out.append(line)
        elif place["topic"] == CALCULATOR:
            script = posixpath.relpath(calculator.SCRIPT, page.removesuffix(".md"))
            out += ["", calculator.as_html(results, script), ""]
        elif place["topic"] not in lessons.TOPICS:
            names = ", ".join((*lessons.TOPICS, CALCULATOR))
            wrong.append(f"{number}: no numbers are called {place['topic']}; there are {names}")
        else:
            shown = as_markdown(place["topic"], page, results)
            out += [f"{place['indent']}{one}" if one else "" for one in shown]
    return out, wrong


def as_markdown(topic: str, page: str, results: Results) -> list[str]:
    """Sentences and table of a topic, in a box that says what was measured where and when."""
    shown = lessons.show(topic, results)
    body = [*_list([*meaning(results), *shown.sentences]), ""]
    if shown.rows:
        body += [_row(shown.head), "|".join(["", *["---"] * len(shown.head), ""])]
        body += [*map(_row, shown.rows), ""]
    start = posixpath.dirname(page)
    body += [
        f"{stamp(results)} [All measurements]({posixpath.relpath(PAGE, start)}).",
        "{ .measured-facts }",
    ]
    title = '!!! abstract "Measured when this page was built"'
    return ["", title, "", *[f"    {line}" if line else "" for line in body], ""]


def _list(sentences: list[str]) -> list[str]:
    return [f"- {sentence}" for sentence in sentences] if len(sentences) > 1 else sentences


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def as_html(topic: str, results: Results) -> str:
    """Sentences, chart and table of a topic."""
    shown = lessons.show(topic, results)
    parts = [markdown.markdown("\n".join(_list([*meaning(results), *shown.sentences])))]
    if shown.chart:
        sources = html.escape(json.dumps(shown.sources))
        parts.append(f'<figure data-sources="{sources}">{shown.chart()}</figure>')
    if shown.rows:
        head = "".join(f"<th>{html.escape(cell)}</th>" for cell in shown.head)
        rows = "".join(
            f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>"
            for row in shown.rows
        )
        state = "" if shown.chart else " open"
        parts.append(
            f"<details{state}><summary>The numbers</summary><table><thead><tr>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table></details>"
        )
    return "\n".join(parts)


def compare_form() -> str:
    """Lets a reader see results of their own in the charts above."""
    return (
        '<p class="compare"><label>Your file of results: <input type="file" data-compare '
        'accept=".json,application/json"></label> <span role="status"></span></p>'
        f'<script src="../../{COMPARE}" defer></script>'
    )


def meaning(results: Results) -> list[str]:
    """A warning where the numbers mean nothing."""
    if results.stamp["level"] == "smoke":
        return ["**These numbers mean nothing:** this build only tries whether measuring works."]
    return []


def stamp(results: Results) -> str:
    """Where and when, in one line."""
    machine = results.stamp["machine"]
    when = results.stamp["time"].replace("T", " ").partition("+")[0][:16]
    cores = lessons.cores(results)
    many = "1 core" if cores == 1 else f"{cores} cores"
    return f"{many} of {machine['cpu']}, {machine['system'].split()[0]}, {when} UTC."


def stamp_table(results: Results) -> str:
    """All of the stamp, as HTML."""
    machine = results.stamp["machine"]
    quota = "none" if machine["quota"] is None else f"{machine['quota']:g} cores"
    pythons = "<br>".join(
        f"{html.escape(p['full'])}: {'GIL' if p['gil'] else 'no GIL'}, {html.escape(p['build'])}"
        for p in results.stamp["pythons"]
    )
    rows = {
        "When": html.escape(results.stamp["time"]),
        "Level": results.stamp["level"],
        "Processor": html.escape(machine["cpu"]),
        "Cores": f"{machine['cores']}, of which {machine['usable']} could be used",
        "CPU quota": quota,
        "Memory": lessons.size(machine["memory"]),
        "System": html.escape(f"{machine['system']}, {machine['machine']}"),
        "Load before": f"{machine['load']:g}",
        "Interpreters": pythons,
        "Commit": html.escape((results.stamp["commit"] or "unknown")[:12]),
    }
    body = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in rows.items())
    failures = "".join(
        f"<li><code>{html.escape(f['program'])}</code> on {html.escape(f['python'])}: "
        f"{html.escape(f['why'])}</li>"
        for f in results.failures
    )
    told = f"<p>Programs that failed:</p><ul>{failures}</ul>" if failures else ""
    return f"<table><tbody>{body}</tbody></table>{told}"
