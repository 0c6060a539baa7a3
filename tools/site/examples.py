"""An example on a page: its program, as Markdown, between the two halves of its card."""

from pathlib import Path

from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from tools.examples.facts import facts, wrong_with
from tools.examples.page import Shown, Wrong, fences, included
from tools.examples.snippet import FOLDER, Snippet
from tools.site import card, pictures
from tools.site.build import Build

DRESSED = "example"  # what a fence is, once its card stands around it


def dressed(build: Build, page: Page, example: Shown | Wrong, line: int) -> list[str]:
    """The Markdown of an example in this line of a page. What is wrong is said there."""
    name = page.file.src_uri
    if isinstance(example, Wrong):
        return [build.put(name, build.wrong(name, line, example.problem))]
    try:
        return _whole(build, page, example, line)
    except Exception as error:  # whatever goes wrong with it, the rest of the page is built
        problem = pictures.told(build, example.snippet.name, "its card", error)
        return [build.put(name, build.wrong(name, line, problem))]


def _whole(build: Build, page: Page, example: Shown, line: int) -> list[str]:
    """The Markdown of a good example. Raises BadOutcome and BadSnippet."""
    snippet, fence, name = example.snippet, example.fence, page.file.src_uri
    link = get_relative_url(f"snippets/{snippet.name}", page.url)
    part = " .example-part" if example.section else ""
    code = [f"{fence.ticks}{{.python .{DRESSED}{part}}}", *fence.body, fence.ticks, ""]
    known = facts(snippet)
    for problem in wrong_with(snippet, known):
        build.warn(name, line, problem)
    lines = [build.put(name, card.head(build.telling, example, link)), "", *code]
    if example.section:
        return lines
    if build.programs and (place := build.programs.place(snippet)):
        lines += [build.put(name, place), ""]
    pictures = [_picture(build, page, snippet, asked, line) for asked in fence.extras]
    return [*lines, build.put(name, card.body(build.telling, known, pictures)), ""]


def with_programs(markdown: str, folder: Path = FOLDER) -> str:
    """A page's Markdown with the text of each example, whatever is in it, in its fence.

    It comes last, and nothing includes anything: what a program says is no place and no fence.
    """
    lines = markdown.splitlines()
    for fence in reversed([fence for fence in fences(markdown) if DRESSED in fence.extras]):
        program = included(fence, folder).text.removesuffix("\n").split("\n")
        ticks = fence.ticks
        while any(line.strip().startswith(ticks) for line in program):
            ticks += ticks[0]
        start, end = fence.line - 1, fence.line + len(fence.body)
        lines[start] = lines[start].replace(fence.ticks, ticks, 1)
        lines[start + 1 : end + 1] = [f"{fence.indent}{line}" for line in [*program, ticks]]
    return "\n".join(lines) + "\n"


def _picture(build: Build, page: Page, snippet: Snippet, asked: str, line: int) -> Markup:
    """What a fence asked for; whatever goes wrong with it, the rest of the page is built."""
    try:
        return pictures.place(build, page, snippet, asked, line)
    except Exception as error:
        problem = pictures.told(build, snippet.name, f".{asked}", error)
        return build.wrong(page.file.src_uri, line, problem)
