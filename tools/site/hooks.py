"""The MkDocs hooks: thin; what they call stands in the modules beside and below."""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

# MkDocs loads this file by its path and puts only its own folder on the search path.
if (root := str(Path(__file__).resolve().parents[2])) not in sys.path:
    sys.path.insert(0, root)

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from tools.examples.page import examples as examples_of
from tools.files import NotUtf8, read_text
from tools.measurements import run as measure
from tools.pictures import KINDS
from tools.site import (
    assets,
    claims,
    descriptions,
    examples,
    finished,
    home,
    leftovers,
    links,
    markup,
    mishaps,
    moved,
    notebook,
    numbers,
    page_end,
    pictures,
    previews,
    publish,
    quizzes,
    searching,
    serving,
    ticks,
)
from tools.site.build import Build
from tools.site.finished import NUMBER, Finished
from tools.site.inputs import Inputs
from tools.site.telling import Compiled

log = logging.getLogger("mkdocs.hooks.site")
COMMAND = "MKDOCS_COMMAND"  # MkDocs tells its command once, and loads its configuration many times
HAS_PORT = "MKDOCS_HAS_PORT"  # also after a build that failed, and with us imported anew


def on_startup(command: str, **_) -> None:
    """Remember what was asked for: `build`, `serve`."""
    os.environ[COMMAND] = command
    os.environ.pop(HAS_PORT, None)
    finished.hear_what_is_not_shown()


def on_config(config: MkDocsConfig) -> None:
    """Begin a build."""
    mishaps.need_the_anchors(config)
    if os.environ.get(COMMAND) == "serve" and HAS_PORT not in os.environ:
        mishaps.need_the_port(config)  # once: from the end of the first build on it is our own
        os.environ[HAS_PORT] = "yes"
    build = Build.begin(config)
    links.name_the_lines(build.docs)


def on_pre_build(config: MkDocsConfig) -> None:
    """Measure, or read what was measured."""
    build = Build.of(config)
    build.lock = mishaps.be_alone(config)
    if not measure.programs():
        return
    try:
        level = numbers.level_of(os.environ.get(COMMAND, "build"), config.extra.get("measure"))
        os.environ[numbers.LEVEL] = level
        build.results = numbers.wanted(level, config.strict)
    except ValueError as error:
        raise Abort(str(error)) from None
    language = build.telling.language
    numbers.announce(notebook.execute_if_changed(config, build.results.dumps(), language), language)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish the file of each example, the check of each exercise, what was measured."""
    build = Build.of(config)
    for file in [*publish.files(config), *publish.programs(build, config)]:
        files.append(file)
    for file in moved.files_for(config, build.telling, files):
        files.append(file)
    if results := build.results:
        files.append(File.generated(config, numbers.JSON, content=results.dumps()))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Find out what pages are made from."""
    build = Build.of(config)
    addresses = {file.src_uri: file.url for file in files}
    inputs = Inputs(config, build.telling, build.results, addresses)
    build.finished = Finished(inputs, files)
    build.telling.environment.bytecode_cache = Compiled(inputs.code)


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Build also a page that is not UTF-8, and say in which line: MkDocs would end at it."""
    if page.file.abs_src_path and page.file.src_uri.endswith(".md"):
        try:
            return read_text(Path(page.file.abs_src_path))
        except NotUtf8 as error:
            log.warning("%s", error)
            return _source(page)
    return None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_) -> str:
    """Put the card of each example around its program; put numbers and claims in their places."""
    if not page.file.src_uri.endswith(".md"):
        return markdown
    build, name = Build.of(config), page.file.src_uri
    source = _source(page)
    skipped = source.count("\n") - markdown.count("\n")  # front matter
    page.meta.setdefault("description", descriptions.of(markdown))
    if parts := build.finished.begin(page, markdown, source):
        build.parts[name] = parts
        return ""  # nothing is left to be made of it
    lines = markdown.splitlines()
    for example in reversed(examples_of(markdown, extras=KINDS)):
        start = example.fence.line - 1
        end = start + len(example.fence.body) + 2
        fresh = examples.dressed(build, page, example, start + 1 + skipped)
        lines[start:end] = ["", *(f"{example.fence.indent}{line}" for line in fresh), ""]
    lines = home.placed(build, page, lines, skipped)
    pictures.fill(build, page)
    quizzes.check(build, name, markdown, skipped)
    if build.results:
        lines = numbers.placed(build, page, lines, skipped)
    try:
        lines = claims.placed(build.telling, lines, name, build.docs)
    except claims.BadClaims as error:
        log.warning("%s", error)
    return examples.with_programs("\n".join(lines))


def _source(page: Page) -> str:
    return Path(page.file.abs_src_path or "").read_text("utf-8", "replace")


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_) -> str:
    """Dress the questions and the exercises, and polish the markup."""
    build, name = Build.of(config), page.file.src_uri
    if (cached := build.finished.cached_content(page)) is not None:
        return cached
    if name == numbers.PAGE:
        page.meta["search"] = searching.MEASUREMENTS  # a notebook has no front matter
        return build.finished.content(page, notebook.bare(html, config), build.parts[name])
    html = quizzes.dressed(html, build.telling)
    leftovers.check(build, name, html, _source(page))
    html = page_end.with_anchor(searching.without_programs(html))
    html = markup.polished(ticks.with_buttons(html, build.telling))
    return build.finished.content(page, html, build.parts[name])


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Give the theme our words; publish what pages link to and only now is known."""
    build = Build.of(config)
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_translations(build.telling.translations, newstyle=True)  # type: ignore[attr-defined]
    env.bytecode_cache = build.telling.environment.bytecode_cache
    pages = [file.page for file in files if file.page and file.page.content is not None]
    end_of = page_end.renderer(files, build)
    ends = {page.url: end_of(page) for page in pages}
    env.globals["page_end"] = lambda page: ends[page.url]
    build.number = build.finished.look_up_outputs(pages, ends, env)[:12]
    env.globals["build_id"] = build.number
    published = previews.of(pages, config.site_name)
    for parts in build.parts.values():
        published |= parts.published
    for address, content in published.items():
        files.append(File.generated(config, address, content=content))


def on_page_context(context: TemplateContext, **_) -> None:
    """Have a page say of which build it is where its output, which is cached, can be another's."""
    context["build_id"] = NUMBER  # type: ignore[typeddict-unknown-key]


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put everything in its place: after Markdown, and not into the search index."""
    build = Build.of(config)
    if (html := build.finished.cached_output(page)) is None:
        html = markup.bound(assets.added(build, build.filled(page.file.src_uri, output), page))
        build.finished.output(page, html)
    return html.replace(NUMBER, build.number)


def on_post_build(config: MkDocsConfig) -> None:
    """Take out of the search index what no search needs; keep what was made."""
    build = Build.of(config)
    build.finished.store(searching.make_lean(Path(config.site_dir), build.finished.found))
    if build.lock:
        build.lock.release(force=True)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable) -> None:
    """Build again only if what pages are made from has changed, with the machinery as it is now."""
    server.builder = serving.only_if_changed(serving.importing_anew(builder), config)


def on_build_error(error: Exception) -> None:
    """Say in a line what no page is to blame for, and what of its file cannot be read."""
    if said := mishaps.told(error):
        raise Abort(said) from None
