"""Make every example shown on a page a test: wires pytest-markdown-docs to `tools`.

It stands at the root, not in tests/, so that `pytest docs/en/threads/join.md` finds it too.
"""

import gc
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Generator
from dataclasses import astuple, dataclass
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
from tools.examples import page as pages
from tools.examples import recording, trial
from tools.examples.snippet import FOLDER
from tools.examples.trial import ExampleFailed, LeftOut, Trial
from tools.machine import LOAD
from tools.pictures import KINDS

PYTHONS = pytest.StashKey[tuple[interpreters.Interpreter, ...]]()
ALL_TESTS = ["tests", "docs"]
OF_PYTHONS = re.compile(r"(?:Skipped: )?needs Python ")  # why something is left out even in CI
NO_EXAMPLE = "not an example"  # in the name of a test
RECORD = "record"  # stands for the interpreter in the name of a test that records


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the examples."""
    group = parser.getgroup("examples", "the examples on the pages")
    group.addoption(
        "--pythons",
        metavar="NAMES",
        help="run the examples on these interpreters: 'all', 'others' (than the one that runs "
        "pytest), or names such as 3.11,3.14,3.13t "
        "(default: the one that runs pytest; with --record: all)",
    )
    group.addoption(
        "--record",
        action="store_true",
        help="rewrite the .out files: what the examples that pass print, and where they pass",
    )
    group.addoption(
        "--repeat", metavar="N", type=int, default=1, help="run each example N times in a row"
    )
    group.addoption(
        "--under-load", action="store_true", help="keep every core busy while the examples run"
    )
    group.addoption(
        "--all",
        action="count",
        default=0,
        help="as CI does for each change: try more cases of each test; without it, some of those "
        "that are many are enough; twice, as CI does each week: try all, such as the programs that "
        "can run in a browser, and look at each page on all screens, in all colours",
    )


def pytest_xdist_auto_num_workers() -> int:
    """Four workers for each core: the tests wait more than they compute."""
    return min(12, 4 * (os.cpu_count() or 1))


def pytest_xdist_setupnodes() -> None:
    """Have what workers, and all that they start, import hundreds of times compiled once."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_configure_node(node) -> None:
    """Tell a worker of xdist which Pythons were found: what it did not find would be left out."""
    node.workerinput["pythons"] = [astuple(python) for python in node.config.stash[PYTHONS]]


def pytest_configure(config: pytest.Config) -> None:
    """Choose the interpreters, and register the runner of fences."""
    if config.getini("testpaths") != ALL_TESTS:  # a test of that would be left out, too
        raise pytest.UsageError(f"pyproject.toml: testpaths leaves tests out; write {ALL_TESTS}")
    config.stash[PYTHONS] = pythons_of(config)
    register_runner(default=True)(type("example", (ExampleRunner,), {"config": config}))
    config.pluginmanager.register(FencesOnly(), "fences-only")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Summary(config), "examples-summary")


def pythons_of(config: pytest.Config) -> tuple[interpreters.Interpreter, ...]:
    """What the examples run on: what the command line asks for, or the worker was told."""
    if told := getattr(config, "workerinput", None):
        return tuple(interpreters.Interpreter(*facts) for facts in told["pythons"])
    wanted = config.option.pythons or ("all" if config.option.record else None)
    try:
        return interpreters.choose(wanted)
    except interpreters.NoSuchInterpreter as error:
        raise pytest.UsageError(f"--pythons: {error}") from None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage in what is collected here: all of it stays."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, object]:
    """With --all, in CI, only what needs another Python is left out: no tool is missing there."""
    report = yield
    if report.skipped and item.config.option.all and os.environ.get("CI"):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not OF_PYTHONS.match(why):
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid}: {why}; let .ci/run bring what this test needs"
    return report


class FencesOnly:
    """Registered, because a conftest.py's hook is not asked about every folder."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Generator[None]:
        """Tell of fences that are no examples whatever `-k` names: a misspelt one has no name."""
        wrong = [item for item in items if f": {NO_EXAMPLE} [" in item.name]
        yield
        items += [item for item in wrong if item not in items]

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


@dataclass(frozen=True)
class ExampleTest(FenceTestDefinition):
    """What pytest-markdown-docs knows of a fence, and the example that was parsed from it."""

    example: pages.Shown | pages.Wrong | None = None
    python: interpreters.Interpreter | None = None
    """What it runs on; None if it is to be recorded, which it is on several."""


class PageOfExamples(MarkdownTextFile):
    """A page; its items are named by line, snippet and interpreter."""

    def collect(self):
        """Yield an item of pytest-markdown-docs for each example and interpreter."""
        try:
            found = pages.examples(files.read_text(self.path), extras=KINDS)
        except files.NotUtf8 as error:
            raise self.CollectError(str(error)) from None
        pythons = [None] if self.config.option.record else self.config.stash[PYTHONS]
        for example in found:
            shown = isinstance(example, pages.Shown)
            for python in pythons if shown else pythons[:1]:
                what = example.snippet.name if shown else NO_EXAMPLE
                on = python.name if python else RECORD
                item = MarkdownInlinePythonItem.from_parent(
                    self,
                    name=f"line {example.fence.line}: {what} [{on}]",
                    test_definition=ExampleTest(
                        source="\n".join(example.fence.body),
                        fixture_names=(),
                        start_line=example.fence.line,
                        source_path=self.path,
                        runner_name="example",
                        example=example,
                        python=python,
                    ),
                )
                item.user_properties.append(("python", on))
                yield item


class ExampleRunner(_Runner):
    """Runs the example of a fence; it is registered with the configuration of a run of pytest."""

    config: pytest.Config

    def runtest(self, test: FenceTestDefinition, args: dict, *, asyncio_runner=None) -> None:
        """Run and judge it, or record it. No TypeError leaves: the plugin would run it again."""
        assert isinstance(test, ExampleTest)
        try:
            self.run(test)
        except LeftOut as reason:
            pytest.skip(str(reason))
        except TypeError as error:
            raise RuntimeError(f"in the machinery: TypeError: {error}") from error

    def run(self, test: ExampleTest) -> None:
        """Run and judge it, or record it. Raises ExampleFailed or LeftOut."""
        if isinstance(test.example, pages.Wrong):
            place = f"{files.place(test.source_path)}:{test.start_line}"
            raise ExampleFailed(f"{place}: {test.example.problem}")
        assert test.example is not None
        tried = Trial(test.source_path, test.example)
        if test.python:
            trial.check(tried, test.python, self.config.option.repeat)
            return
        pythons = self.config.stash[PYTHONS]
        trial.record(tried, pythons, named=self.config.option.pythons not in (None, "all"))
        _record_life(tried, interpreters.newest(pythons) or pythons[0])

    def repr_failure(self, test, excinfo, style=None):  # type: ignore  # its base says: None
        """The message alone; a traceback only where the machinery itself is at fault."""
        if excinfo.errisinstance(ExampleFailed):
            return str(excinfo.value)
        return str(excinfo.getrepr(style="short"))


def _record_life(tried: Trial, python: interpreters.Interpreter) -> None:
    """Keep the lives of its processes, if its chapter asks for them."""
    from tools.pictures import process_life  # needs much that no other test here needs

    try:
        process_life.store(tried.snippet, python)
    except process_life.BadLife as error:
        raise ExampleFailed(f"{tried.place}: {error}") from None


class Summary:
    """Counts, for each interpreter, what ran; keeps busy cores busy; tells what was recorded."""

    def __init__(self, config: pytest.Config):
        self.config = config
        self.counts: dict[str, Counter] = defaultdict(Counter)
        self.load: list[subprocess.Popen] = []
        self.before: dict[Path, bytes] = {}

    def pytest_sessionstart(self) -> None:
        """Start one busy process for each core, if asked to; note what is recorded."""
        if self.config.option.record:
            self.before = recording.every_recording()
        if self.config.option.under_load:
            cores = os.cpu_count() or 1
            self.load = [subprocess.Popen([sys.executable, "-c", LOAD]) for _ in range(cores)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count the outcome of one example on one interpreter."""
        name = str(dict(report.user_properties).get("python", ""))
        if not name or (report.when != "call" and report.passed):
            return
        if report.skipped:
            _, _, why = report.longrepr if isinstance(report.longrepr, tuple) else ("", 0, "")
            reason = why.removeprefix("Skipped: ")
            self.counts[name][f"left out: {reason}"] += 1
        else:
            self.counts[name][report.outcome] += 1

    def pytest_sessionfinish(self) -> None:
        """End the load."""
        for process in self.load:
            process.kill()
            process.wait()

    def pytest_terminal_summary(self, terminalreporter, exitstatus: int) -> None:
        """A line for each interpreter: how many ran, passed, were left out, and why."""
        if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            terminalreporter.line(trial.not_found(self.config.args, self.config.option.keyword))
        if not self.counts:
            return
        terminalreporter.section("examples")
        pythons = self.config.stash[PYTHONS]
        for python in [] if self.config.option.record else pythons:
            counts = self.counts[python.name]
            ran = counts["passed"] + counts["failed"]
            gil = "GIL" if python.gil else "no GIL"
            line = f"{python!s:18} {gil:6}  {ran} ran, {counts['passed']} passed"
            out = {reason: n for reason, n in counts.items() if reason.startswith("left out")}
            line += "".join(f", {n} {reason}" for reason, n in sorted(out.items()))
            terminalreporter.line(line, red=bool(counts["failed"]))
        if self.config.option.record:
            now = recording.every_recording()
            written = sorted(file for file in now if self.before.get(file) != now[file])
            names = ", ".join(file.relative_to(FOLDER).as_posix() for file in written)
            on = ", ".join(python.name for python in pythons if python.is_taught)
            terminalreporter.line(f"run on: {on}")
            nothing = "nothing" if self.counts[RECORD]["failed"] else "nothing had changed"
            terminalreporter.line(f"recorded: {names or nothing}")
