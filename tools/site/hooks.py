"""The MkDocs hooks: publish the examples, add to each what is known of it, measure."""

import io
import logging
import posixpath
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

# MkDocs loads this file by its path and puts only its own folder on the search path.
if (root := str(Path(__file__).resolve().parents[2])) not in sys.path:
    sys.path.insert(0, root)

from bs4 import BeautifulSoup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tools.examples import outcome as outcomes
from tools.examples import page as pages
from tools.examples import snippet as snippets
from tools.examples.facts import Facts, facts
from tools.files import ROOT
from tools.interpreters import Build
from tools.measurements import run as measure
from tools.pictures import lanes
from tools.pictures import process_life as lives
from tools.pictures import switching as batons
from tools.pictures import timeline as timelines
from tools.site import claims, numbers
from tools.site import interleavings as order_view

log = logging.getLogger("mkdocs.hooks.examples")
NAMED_LINK = re.compile(r"Doc file '(?P<page>.+?)' contains .*?link '(?P<link>.+?)'")
EXERCISES = ROOT / "exercises"
INDENTED = re.compile(r'(<span id="__line-\d+-\d+")>((?:<span class="\w+">)?( +))')
# What a fence may ask for: a function of the snippet and the page's path returns it as HTML, or
# raises snippets.BadSnippet.
EXTRAS: dict[str, Callable[[snippets.Snippet, str], str]] = {
    "timeline": timelines.as_html,
    "batons": batons.as_html,
    "life": lives.as_html,
    "orders": order_view.as_html,
}
MADE: dict[str, str] = {}  # what they returned, by the comment that keeps its place on the page
EXTRA = re.compile(r"(?:<p>)?(<!-- extra: \S+ \S+ -->)(?:</p>)?")
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold: the same bytes every time


def on_startup(command: str, **_) -> None:
    """Have MkDocs' warnings about links name the line too; remember what was asked for."""
    Measured.command = command
    logger = logging.getLogger("mkdocs.structure.pages")
    if not any(isinstance(known, NameTheLine) for known in logger.filters):
        logger.addFilter(NameTheLine())


def on_config(config: MkDocsConfig) -> None:
    """Tell the filter where the pages are."""
    NameTheLine.docs = Path(config.docs_dir)


def on_pre_build(**_) -> None:
    """Measure, or read what was measured; forget what fences asked for in the last build."""
    MADE.clear()
    if not measure.programs():
        return
    try:
        Measured.results = numbers.wanted(Measured.command)
    except ValueError as error:
        raise Abort(str(error)) from None


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish the file of each example, the check of each exercise, and one zip of all examples."""
    found = snippets.every_snippet()
    for snippet in found:
        name = f"snippets/{snippet.name}"
        files.append(File.generated(config, name, abs_src_path=str(snippet.path)))
    for check in sorted(EXERCISES.glob("check_*.py")):
        name = f"snippets/practice/{check.name}"
        files.append(File.generated(config, name, abs_src_path=str(check)))
    files.append(File.generated(config, "snippets/snippets.zip", content=zipped(found)))
    if Measured.results:
        raw = Measured.results.dumps()
        files.append(File.generated(config, numbers.JSON, content=raw))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_) -> str:
    """Add to each example on a page what is known of it; put the claims where they belong."""
    source = Path(page.file.abs_src_path)
    if source.suffix != ".md":
        return markdown
    skipped = source.read_text("utf-8").count("\n") - markdown.count("\n")  # front matter
    lines = markdown.splitlines()
    for example in reversed(pages.examples(markdown)):
        start = example.fence.line - 1
        end = start + len(example.fence.body) + 2
        problem = example.problem if isinstance(example, pages.Wrong) else ""
        try:
            if isinstance(example, pages.Shown):
                fresh = dressed(example, page.file.src_uri)
        except (outcomes.BadOutcome, snippets.BadSnippet) as error:
            problem = str(error)
        if problem:
            place = f"{Path(config.docs_dir).name}/{page.file.src_uri}:{start + 1 + skipped}"
            log.warning("docs/%s: %s", place, problem)
            fresh = ['!!! danger "This example is wrong"', "", f"    {problem}"]
        lines[start:end] = ["", *(example.fence.indent + line for line in fresh), ""]
    if Measured.results:
        lines, wrong = numbers.placed(lines, page.file.src_uri, Measured.results)
        for problem in wrong:
            log.warning("docs/%s/%s:%s", Path(config.docs_dir).name, page.file.src_uri, problem)
    try:
        lines = claims.placed(lines, page.file.src_uri, Path(config.docs_dir))
    except claims.BadClaims as error:
        log.warning("%s", error)
    return "\n".join(lines) + "\n"


def on_page_content(html: str, page: Page, **_) -> str:
    """Tell the style sheet how far in a line of code starts: it wraps further in."""
    if page.file.src_uri == numbers.PAGE:
        return of_notebook(html)
    return INDENTED.sub(lambda m: f'{m[1]} style="--in:{len(m[3])}">{m[2]}', html)


def on_env(env, config: MkDocsConfig, files: Files) -> None:
    """Publish the traces of the examples that have a timeline."""
    for mark in MADE:
        kind, name = mark.split()[2:4]
        if kind == "timeline":
            snippet = snippets.Snippet(name)
            content = timelines.trace(timelines.recording(snippet))
            files.append(File.generated(config, timelines.trace_name(snippet), content=content))


def on_post_page(output: str, page: Page, **_) -> str:
    """Put what fences asked for in its places: after Markdown, and not into the search index."""
    output = EXTRA.sub(lambda m: MADE.get(m[1], m[0]), output)
    if '<figure class="timeline"' in output:  # at the end, where no closed tab hides the patterns
        output = output.replace("</body>", f"{lanes.once(page.file.src_uri)}</body>")
    return output


def of_notebook(html: str) -> str:
    """The text and the results of a notebook, without nbconvert's styles, scripts and frames."""
    cells = BeautifulSoup(html, "html.parser").select(
        ".jp-RenderedMarkdown, .jp-OutputArea-output.jp-RenderedHTMLCommon"
    )
    text = "\n".join(cell.decode_contents() for cell in cells)
    return text.replace('class="anchor-link"', 'class="headerlink" title="Link to this section"')


def dressed(example: pages.Shown, page: str) -> list[str]:
    """The Markdown that shows an example: its file's name, its text, its output, the facts.

    `page` is the page's path below docs/en.
    """
    snippet, fence = example.snippet, example.fence
    link = posixpath.relpath(f"snippets/{snippet.name}", posixpath.dirname(page) or ".")
    part = f" (part: {example.section})" if example.section else ""
    head = [f"[{snippet.name}]({link}){part}", "{ .example-name }", ""]
    classes = ".python .example .example-part" if example.section else ".python .example"
    code = [f"{fence.ticks}{{{classes}}}", *fence.body, fence.ticks, ""]
    if example.section:
        return [*head, *code]
    known = facts(snippet)
    printed = block("console", "example-output", f"$ {known.command}\n{known.stdout}")
    if known.stderr:  # as text: Pygments' lexer of tracebacks never ends on faulthandler's stacks
        printed += block("text", "example-output example-stderr", known.stderr)
    extras = []
    for name in fence.extras:
        mark = f"<!-- extra: {name} {snippet.name} -->"
        MADE[mark] = EXTRAS[name](snippet, page)
        extras += [mark, ""]
    return [
        *head,
        *code,
        *printed,
        *extras,
        told(known),
        "{ .example-facts }",
    ]


def block(language: str, classes: str, text: str) -> list[str]:
    """A fenced block of output, with a fence longer than any in the text."""
    ticks = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    names = " ".join(f".{name}" for name in classes.split())
    return [f"{ticks}{{.{language} .no-copy {names}}}", *text.splitlines(), ticks, ""]


WORDS = {
    outcomes.Kind.EXACT: "the same on every run",
    outcomes.Kind.ANY_ORDER: "the same lines on every run, in any order",
    outcomes.Kind.SAMPLE: "one run's; yours may differ.",
}


def told(known: Facts) -> str:
    """What is known of an example, in one line of Markdown."""
    said = [f"**Output:** {WORDS[known.kind]} {known.reason}".rstrip()]
    if known.status is None:
        said.append(f"It never ends: it was stopped after {known.limit:g} s.")
    elif known.status:
        said.append(f"It ends with exit status {known.status}.")
    if known.systems:
        said.append(f"It runs on {' and '.join(known.systems)} only.")
    if known.python:
        said.append(f"It needs Python {known.python}.")
    if known.packages:
        file = Path(known.name).name
        said.append(f"It needs {', '.join(known.packages)}; `uv run {file}` fetches that.")
    warns = ", run with `-X dev`, which shows all warnings" if known.stderr else ""
    said.append(f"Printed by {known.printed_by} on {known.printed_on}{warns}.")
    said.append(f"**Passed on:** {interpreters(known.passed_on)}")
    return " ".join(word if word.endswith((".", "!", "?")) else f"{word}." for word in said)


def interpreters(builds: tuple[Build, ...]) -> str:
    """`CPython 3.13, 3.13t (no GIL), PyPy 3.11`: each implementation named once."""
    if not builds:
        return "not run here yet"
    versions: dict[str, list[str]] = {}
    for build in builds:
        gil = " (no GIL)" if build.free_threaded else ""
        version = build.name.removeprefix("pypy")
        versions.setdefault(build.implementation, []).append(version + gil)
    return ", ".join(f"{name} {', '.join(found)}" for name, found in versions.items())


def zipped(found: list[snippets.Snippet]) -> bytes:
    """A zip of all examples; the same examples give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for snippet in found:
            info = zipfile.ZipInfo(f"snippets/{snippet.name}", EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, snippet.source)
    return buffer.getvalue()


class Measured:
    """The results for this build."""

    command = "build"
    results: measure.Results | None = None


class NameTheLine(logging.Filter):
    """Adds to a warning about a link the lines of the page in which that link stands."""

    docs = Path()

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the message; let every record through."""
        said = NAMED_LINK.match(record.getMessage())
        if said and (page := self.docs / said["page"]).is_file():
            lines = page.read_text("utf-8").splitlines()
            at = [str(n) for n, line in enumerate(lines, 1) if f"]({said['link']}" in line]
            if at:
                place = f"docs/{self.docs.name}/{said['page']}:{','.join(at)}"
                record.msg = f"{place}: {record.getMessage()}"
                record.args = ()
        return True
