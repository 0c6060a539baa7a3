"""Make every example shown on a page a test: wires pytest-markdown-docs to `tools`.

It stands at the root, not in tests/, so that `pytest docs/en/threads/join.md` finds it too.
"""

import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pytest_markdown_docs._runners import _Runner, register_runner
from pytest_markdown_docs.definitions import FenceTestDefinition
from pytest_markdown_docs.plugin import (
    MarkdownDocstringCodeModule,
    MarkdownInlinePythonItem,
    MarkdownTextFile,
)

from tools import files, interpreters
from tools.examples import outcome as outcomes
from tools.examples import page as pages
from tools.examples import passes, runner
from tools.examples import snippet as snippets
from tools.pictures import process_life as lives

PYTHONS = pytest.StashKey[tuple[interpreters.Interpreter, ...]]()
MOST_LINES = 60  # of what an example printed, in a failure
C_STACK = re.compile(r"Current thread's C stack trace|  Binary file|  <truncated")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the examples."""
    group = parser.getgroup("examples", "the examples on the pages")
    group.addoption(
        "--pythons",
        metavar="NAMES",
        help="run the examples on these interpreters: 'all', or names such as 3.11,3.14,3.13t "
        "(default: the one that runs pytest)",
    )
    group.addoption(
        "--record",
        action="store_true",
        help="rewrite the .out files of the examples that pass and whose output changed",
    )
    group.addoption(
        "--repeat", metavar="N", type=int, default=1, help="run each example N times in a row"
    )
    group.addoption(
        "--under-load", action="store_true", help="keep every core busy while the examples run"
    )


def pytest_xdist_auto_num_workers() -> int:
    """Two workers for each core: the tests wait more than they compute."""
    return min(8, 2 * (os.cpu_count() or 1))


def pytest_configure(config: pytest.Config) -> None:
    """Choose the interpreters, and register a runner of fences for each."""
    try:
        pythons = interpreters.choose(config.option.pythons)
    except interpreters.NoSuchInterpreter as error:
        raise pytest.UsageError(f"--pythons: {error}") from None
    if config.option.record and len(pythons) > 1:
        raise pytest.UsageError("--record takes one interpreter: --record --pythons 3.15")
    config.stash[PYTHONS] = pythons
    for python in pythons:
        members = {"python": python, "config": config}
        register_runner(default=True)(type(f"on-{python.name}", (ExampleRunner,), members))
    config.pluginmanager.register(FencesOnly(), "fences-only")
    config.pluginmanager.register(PageParserHook(config), "page-parser")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Summary(config), "examples-summary")


class FencesOnly:
    """Registered, because a conftest.py's hook is not asked about every folder."""

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector):
        """Take pytest-markdown-docs' pages as ours, and none of the modules it would import."""
        found = yield
        return [
            PageOfExamples.from_parent(parent, path=file_path)
            if type(collector) is MarkdownTextFile
            else collector
            for collector in found
            if not isinstance(collector, MarkdownDocstringCodeModule)
        ]


class PageOfExamples(MarkdownTextFile):
    """A page; its items are named by line, snippet and interpreter."""

    def collect(self):
        """Yield pytest-markdown-docs' items under their names."""
        shown = {example.fence.line: example for example in pages.examples(_text(self.path))}
        for item in super().collect():
            fence = item.test_definition
            example = shown[fence.start_line]
            what = example.snippet.name if example.snippet else "not an example"
            python = fence.runner_name.removeprefix("on-")
            named = MarkdownInlinePythonItem.from_parent(
                self, name=f"line {fence.start_line}: {what} [{python}]", test_definition=fence
            )
            named.user_properties.append(("python", python))
            yield named


class PageParser:
    """The one parser of pages, in the form that pytest-markdown-docs asks for."""

    def __init__(self, pythons):
        self.pythons = pythons

    def parse(self, text: str) -> list:
        """A token for each Python fence and interpreter."""
        return [
            FenceToken(example.fence, python.name)
            for example in pages.examples(text)
            for python in (self.pythons if example.snippet else self.pythons[:1])
        ]


class FenceToken:
    """What pytest-markdown-docs reads of a token of markdown-it."""

    type = "fence"

    def __init__(self, fence: pages.Fence, python: str):
        self.info = f"python runner:on-{python}"
        self.map = (fence.line - 1, fence.line + len(fence.body) + 1)
        self.content = "\n".join(fence.body)


class PageParserHook:
    """Holds the hook that needs the configuration."""

    def __init__(self, config):
        self.config = config

    def pytest_markdown_docs_markdown_it(self):
        """Our parser."""
        return PageParser(self.config.stash[PYTHONS])


class ExampleFailed(Exception):
    """An example did not do what it should; the message is all that its author needs."""


class ExampleRunner(_Runner):
    """Runs the example of a fence; there is a subclass for each interpreter."""

    python: interpreters.Interpreter
    config: pytest.Config

    def runtest(self, test: FenceTestDefinition, args: dict, *, asyncio_runner=None) -> None:
        """Run and judge it, or record it. No TypeError leaves: the plugin would run it again."""
        try:
            self.check(test.source_path, test.start_line)
        except TypeError as error:
            raise RuntimeError(f"in the machinery: TypeError: {error}") from error

    def check(self, page: Path, line: int) -> None:
        """Run the example in this line of a page. Raises ExampleFailed."""
        place = f"{_place(page)}:{line}"
        shown = {example.fence.line: example for example in pages.examples(_text(page))}
        if line not in shown:
            raise ExampleFailed(f"{place}: the page was changed while the tests ran; run again")
        example = shown[line]
        snippet = example.snippet
        if snippet is None:
            raise ExampleFailed(f"{place}: {example.problem}")
        try:
            outcome = outcomes.outcome_of(snippet)
            reason = snippet.left_out(self.python) or outcome.left_out(sys.platform)
            recorded = None if self.config.option.record else outcomes.recorded_run(snippet)
        except (outcomes.BadOutcome, snippets.BadSnippet) as error:
            raise ExampleFailed(f"{place}: {error}") from None
        if reason:
            pytest.skip(reason)
        again = f"pytest {_place(page)} -k {snippet.path.stem} --record"
        repeat, record = self.config.option.repeat, self.config.option.record
        for number in range(1, max(repeat, 2 if record else 1) + 1):
            run = runner.run(snippet.path, self.python, outcome.limit, outcome.arguments)
            if record and number == 1:
                recorded = run
            found = outcomes.problems(snippet, run, outcome, recorded)
            if not found:
                continue
            where = f"{place}: snippets/{snippet.name} on {self.python}"
            if repeat > 1:
                where += f", run {number} of {repeat}"
            advice = f"If this run is right, record it: {again}"
            if record:
                advice = "Nothing was recorded; what was recorded before is kept."
            raise ExampleFailed("\n".join([where, *found, *_shown(run), advice]))
        if record:
            outcomes.record(snippet, run, outcome)
            try:
                lives.store(snippet, self.python)
            except lives.BadLife as error:
                raise ExampleFailed(f"{place}: {error}") from None

    def repr_failure(self, test, excinfo, style=None) -> str:
        """The message alone; a traceback only where the machinery itself is at fault."""
        if excinfo.errisinstance(ExampleFailed):
            return str(excinfo.value)
        return str(excinfo.getrepr(style="short"))


class Summary:
    """Counts, for each interpreter, what ran; keeps busy cores busy; remembers what passed."""

    def __init__(self, config: pytest.Config):
        self.config = config
        self.counts: dict[str, Counter] = defaultdict(Counter)
        self.passed = defaultdict(list)
        self.load: list[subprocess.Popen] = []
        self.before: dict[Path, bytes] = {}

    def pytest_sessionstart(self) -> None:
        """Start one busy process for each core, if asked to; note what is recorded."""
        if self.config.option.record:
            self.before = recordings()
        if self.config.option.under_load:
            cores = os.cpu_count() or 1
            self.load = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(cores)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count the outcome of one example on one interpreter."""
        name = dict(report.user_properties).get("python")
        if name is None or (report.when != "call" and report.passed):
            return
        if report.skipped:
            reason = str(report.longrepr[2]).removeprefix("Skipped: ")
            self.counts[name][f"left out: {reason}"] += 1
            return
        self.counts[name][report.outcome] += 1
        shown = report.nodeid.partition(": ")[2].rpartition(" [")[0]
        if report.passed:
            self.passed[snippets.Snippet(shown)].append(name)

    def pytest_sessionfinish(self) -> None:
        """End the load; remember what passed."""
        for process in self.load:
            process.kill()
            process.wait()
        pythons = {python.name: python for python in self.config.stash[PYTHONS]}
        if self.passed:
            passes.remember(
                {s: [pythons[name] for name in names] for s, names in self.passed.items()}
            )

    def pytest_terminal_summary(self, terminalreporter) -> None:
        """A line for each interpreter: how many ran, passed, were left out, and why."""
        if not self.counts:
            return
        terminalreporter.section("examples")
        for python in self.config.stash[PYTHONS]:
            counts = self.counts[python.name]
            ran = counts["passed"] + counts["failed"]
            gil = "GIL" if python.gil else "no GIL"
            line = f"{python!s:18} {gil:6}  {ran} ran, {counts['passed']} passed"
            out = {reason: n for reason, n in counts.items() if reason.startswith("left out")}
            line += "".join(f", {n} {reason}" for reason, n in sorted(out.items()))
            terminalreporter.line(line, red=bool(counts["failed"]))
        if self.config.option.record:
            now = recordings()
            written = sorted(file for file in now if self.before.get(file) != now[file])
            names = ", ".join(file.relative_to(snippets.FOLDER).as_posix() for file in written)
            terminalreporter.line(f"recorded: {names or 'nothing had changed'}")


BUSY = """
import os, time
parent = os.getppid()
while os.getppid() == parent:
    end = time.monotonic() + 1
    while time.monotonic() < end:
        pass
"""


def recordings() -> dict[Path, bytes]:
    """All recorded outputs."""
    found = (
        file for ending in ("out", "life.json") for file in snippets.FOLDER.rglob(f"*.{ending}")
    )
    return {file: file.read_bytes() for file in found}


def _text(page: Path) -> str:
    return page.read_text("utf-8")


def _place(page: Path) -> str:
    return page.resolve().relative_to(files.ROOT).as_posix()


def _shown(run: runner.Run) -> list[str]:
    """What a failing run printed, for its author."""
    shown = []
    for title, text in (
        ("printed", run.stdout),
        ("on standard error", run.stderr),
        ("its stacks when it was stopped", run.stacks),
    ):
        lines = [line for line in text.splitlines() if not C_STACK.match(line)]
        if lines:
            more = [f"  … {len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
            shown += [f"{title}:", *(f"  {line}" for line in lines[:MOST_LINES]), *more]
    return shown
