"""The numbers on the pages: measure where there are none, put them where a page wants them."""

import logging
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock
from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from tools.measurements import calculator, charts
from tools.measurements import results as results_file
from tools.measurements import run as measure
from tools.measurements.checked import checked
from tools.measurements.facts import Label, Topic, Unit
from tools.measurements.results import BadResults, Results
from tools.measurements.topics import TOPICS
from tools.site.build import Build
from tools.site.telling import Telling

log = logging.getLogger("mkdocs.hooks.numbers")
PLACE = re.compile(r"(?P<indent> *)<!-- numbers: (?P<topic>\S+) -->")
CALCULATOR = "calculator"
PAGE = "measurements/numbers.py"
ADDRESS = "measurements/numbers/"
JSON = "measurements/measurements.json"
COMPARE = "assets/compare.js"
LEVEL = "MEASURE"  # environment variables
LANGUAGE, RESULTS = "SITE_LANGUAGE", "SITE_RESULTS"  # these are for the notebook


def level_of(command: str, chosen: str | None) -> str:
    """How much a command of MkDocs measures; what the config or MEASURE says overrules it.

    Raises ValueError for a level that there is not.
    """
    level = chosen or os.environ.get(LEVEL) or ("quick" if command == "serve" else "full")
    if level not in measure.LEVELS:
        raise ValueError(f"MEASURE={level}: write one of {', '.join(measure.LEVELS)}")
    return level


def announce(file: Path, language: str) -> None:
    """Tell the notebook, which is executed in another process, what this build says, and how."""
    os.environ |= {RESULTS: str(file), LANGUAGE: language}


def wanted(level: str, strict: bool = False) -> Results:
    """The results for this build: measured anew in full, else stored ones where they will do.

    For a strict build they will not do if a program failed, which may have been luck. One build
    measures at a time: two would disturb each other.
    """
    file = measure.LEVELS[level].file
    file.parent.mkdir(exist_ok=True)
    with FileLock(f"{file}.lock"):
        return _wanted(level, file, strict)


def _wanted(level: str, file: Path, strict: bool) -> Results:
    if level != "full":
        try:
            results = measure.stored(level)
            if strict and results.failures:
                raise BadResults("a measured program failed")
            return _told(results, anew=False)
        except BadResults as error:
            log.info("%s; measuring (%s)", error, level)
    results = measure.measure(level, log.info)
    results_file.write(results, file)
    return _told(results)


def _told(results: Results, anew: bool = True) -> Results:
    """Say in the build's log what went wrong; of new ones, how good the calculator is."""
    for failure in results.failures:  # a strict build fails for it
        log.warning("snippets/measurements/%(program)s.py failed on %(python)s: %(why)s", failure)
    if not anew:
        return results
    found = checked(results)
    for point in found.points:
        what = f"{point.tool.key}, {point.program} x {point.x}"
        log.info("the calculator predicts %.2f times what was measured: %s", point.ratio, what)
    log.info("the calculator is off by a factor of %.2f at most", found.worst)
    return results


def current() -> Results:
    """The results of the build that runs, for the notebook page. Raises BadResults.

    Without a build, they are those that were measured last.
    """
    return results_file.read(Path(os.environ.get(RESULTS) or measure.LEVELS["full"].file))


def placed(build: Build, page: Page, lines: Sequence[str], skipped: int = 0) -> list[str]:
    """A page's lines with a mark for each place of numbers, which are put in after Markdown.

    Warns of a place for numbers that there are not; `skipped` lines stand before the first.
    """
    assert build.results
    told, out = Numbers(build.results, build.telling), []
    for number, line in enumerate(lines, 1):
        place = PLACE.fullmatch(line)
        if not place:
            out.append(line)
        elif html := told.of(place["topic"], page.url):
            out += ["", place["indent"] + build.put(page.file.src_uri, html), ""]
        else:
            names = ", ".join((*TOPICS, CALCULATOR))
            problem = f"no numbers are called {place['topic']}; there are {names}"
            build.warn(page.file.src_uri, number + skipped, problem)
    return out


class Numbers:
    """Results, told in a language."""

    def __init__(self, results: Results, telling: Telling):
        self.results = results
        self.telling = telling

    def of(self, topic: str, url: str) -> Markup | None:
        """What a place for a topic gets; None for one that there is not.

        `url` is that of the page, below the site's.
        """
        if topic == CALCULATOR:
            return self.calculator(url)
        return self.box(topic, url) if topic in TOPICS else None

    def sentences(self, topic: str, facts: Topic) -> list[Markup]:
        """What is said of a topic: each line of its template is a sentence."""
        lines = self.telling.render(f"topics/{topic}.j2", facts=facts).splitlines()
        return [Markup(line.strip()) for line in lines if line.strip()]

    def box(self, topic: str, url: str) -> Markup:
        """Sentences and table of a topic, in a box that says what was measured where and when."""
        facts = TOPICS[topic](self.results)
        return self._rendered(
            "topics/box.j2",
            facts=facts,
            sentences=self.sentences(topic, facts),
            more=get_relative_url(ADDRESS, url),
        )

    def topic(self, topic: str) -> Markup:
        """Sentences, chart and table of a topic."""
        facts = TOPICS[topic](self.results)
        sentences = self.sentences(topic, facts)
        chart = None
        if facts.chart:
            words = Words(self.telling)
            plain = " ".join(sentence.striptags() for sentence in sentences)
            title = f"{words.key(facts.chart.values.key)}. {plain}"
            chart = Markup(charts.draw(facts.chart, title, words))
        sources = charts.sources(facts.chart) if facts.chart else []
        return self._rendered(
            "topics/topic.j2", facts=facts, sentences=sentences, chart=chart, sources=sources
        )

    def calculator(self, url: str) -> Markup:
        """The form, the prediction for what stands in it, and the costs for the script."""
        return self._rendered(
            "topics/calculator.j2",
            tools=calculator.tools(self.results),
            fields=calculator.FIELDS,
            rows=calculator.first(self.results),
            checked=checked(self.results),
            script=get_relative_url(calculator.SCRIPT, url),
            styles=get_relative_url(calculator.STYLES, url),
            language=self.telling.language,
        )

    def compare_form(self) -> Markup:
        """Lets a reader see results of their own in the charts."""
        return self._rendered("topics/compare.j2", script=get_relative_url(COMPARE, ADDRESS))

    def stamp_table(self) -> Markup:
        """All of the stamp."""
        return self._rendered("topics/stamp.j2")

    def _rendered(self, template: str, **facts: object) -> Markup:
        text = self.telling.render(template, results=self.results, **facts)
        return Markup("\n".join(line for line in text.splitlines() if line.strip()))


class Words:
    """The words of a language for the labels, axes and values of charts."""

    def __init__(self, telling: Telling):
        self.telling = telling
        self.module: Any = telling.environment.get_template("topics/words.j2").module

    def name(self, label: Label) -> str:
        """The words for a label."""
        return Markup(self.module.name(label)).unescape()

    def key(self, key: str) -> str:
        """The words for a key."""
        return self.module.words[key]

    def quantity(self, value: float, unit: Unit) -> str:
        """A value with its unit."""
        return self.telling.quantity(value, unit)


def of_build() -> Numbers:
    """For the notebook page: the results of the build that runs, in its language."""
    return Numbers(current(), Telling(os.environ.get(LANGUAGE) or "en"))
