"""Finished pages: cached, and taken again while nothing that they were made from has changed.

A page is made in two steps, and each is cached by itself: its content, of its Markdown and its
examples; its output, of its content, the theme and the titles of all pages. What warned is not
cached: it has to warn again. So that nothing old is cached under a new key, all is at the end of
the build, if the digests are still the same.
"""

import json
import logging
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, Environment
from markupsafe import Markup
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import CountHandler

from tools import cache
from tools.site.inputs import Inputs
from tools.site.serving import has_changed

log = logging.getLogger("mkdocs.hooks.finished")
NUMBER = "number-of-this-build"  # stands in what is cached, for that of a build
TEMPLATE = "finished page"  # its output is there: nothing is left to be rendered
OWN = {"description": None}  # what of a page's front matter no other page shows
MKDOCS = logging.getLogger("mkdocs")


class Warnings(CountHandler):
    """Counts what MkDocs and we warn of."""

    def __init__(self):
        super().__init__(level=logging.WARNING)
        for old in [one for one in MKDOCS.handlers if isinstance(one, Warnings)]:
            MKDOCS.removeHandler(old)
        MKDOCS.addHandler(self)

    @property
    def number(self) -> int:
        """How many there were."""
        return sum(self.counts.values())


def hear_what_is_not_shown() -> None:
    """With `--quiet`, MkDocs logs no warnings: pages that warned would be cached as sound ones."""
    if MKDOCS.level > logging.WARNING:
        for handler in MKDOCS.handlers:
            handler.setLevel(max(handler.level, MKDOCS.level))
        MKDOCS.setLevel(logging.WARNING)


@dataclass
class Parts:
    """What a page has beside its text."""

    waiting: dict[str, Markup] = field(default_factory=dict)
    """The HTML that waits for its place."""
    published: dict[str, bytes] = field(default_factory=dict)
    """Files that the page links to, by their addresses."""
    kinds: set[str] = field(default_factory=set)
    """Which kinds of pictures it has."""
    settled: bool = True
    """The next build will not try again to make something of this."""


@dataclass
class Content:
    """The content of a page, with what MkDocs and we have found on it; all as JSON has it."""

    html: str
    title: str
    toc: list[dict]
    anchors: list[str]
    links: dict[str, dict[str, str]]
    """Those to headings, by the sources of the pages that they lead to."""
    waiting: dict[str, str]
    published: dict[str, str]
    kinds: list[str]

    @classmethod
    def of(cls, page: Page, html: str, parts: Parts) -> "Content":
        """That of a page that was made."""
        return cls(
            html,
            str(page.title),
            _tokens(page.toc),
            sorted(page.present_anchor_ids or ()),
            {file.src_uri: found for file, found in (page.links_to_anchors or {}).items()},
            {mark: str(html) for mark, html in parts.waiting.items()},
            {name: b64encode(data).decode() for name, data in parts.published.items()},
            sorted(parts.kinds),
        )

    @property
    def parts(self) -> Parts:
        """What the page has beside its text."""
        return Parts(
            {mark: Markup(html) for mark, html in self.waiting.items()},
            {name: b64decode(data) for name, data in self.published.items()},
            set(self.kinds),
        )

    def give(self, page: Page, files: Files) -> None:
        """Let a page know what MkDocs would have found on it."""
        page.title = self.title  # type: ignore[assignment]
        page.toc = get_toc(self.toc)  # type: ignore[arg-type]
        page.present_anchor_ids = set(self.anchors)
        found = {files.get_file_from_path(name): links for name, links in self.links.items()}
        page.links_to_anchors = {file: links for file, links in found.items() if file}


def _tokens(toc: Iterable) -> list[dict]:
    return [
        {"level": one.level, "id": one.id, "name": one.title, "children": _tokens(one.children)}
        for one in toc
    ]


def _said(facts: object) -> str:
    return json.dumps(facts, default=str)


@dataclass
class Step:
    """A step of making a page: what it came to, under the digest of what that was made from."""

    key: str | None = None
    made: Any = None
    is_cached: bool = False
    is_sound: bool = False
    """It may be cached: nothing warned, and nothing is to be tried again."""


@dataclass
class Finished:
    """The pages of one build: cached ones, and those that are made anew."""

    inputs: Inputs
    files: Files
    warnings: Warnings = field(default_factory=Warnings)
    heard: int = 0
    """How many warnings there were when the present step began."""
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Of each page its Markdown and its whole source."""
    contents: defaultdict[str, Step] = field(default_factory=lambda: defaultdict(Step))
    outputs: defaultdict[str, Step] = field(default_factory=lambda: defaultdict(Step))

    def begin(self, page: Page, markdown: str, source: str) -> Parts | None:
        """What a page whose content is cached has beside it; None if it is to be made."""
        name = page.file.src_uri
        self.heard = self.warnings.number
        self.texts[name] = markdown, source
        step = self.contents[name] = Step(self.inputs.of(name, markdown, source))
        if step.key and (found := cache.lookup(self._place(name), "content", step.key)):
            step.made, step.is_cached = Content(**found), True
            return step.made.parts
        return None

    def cached_content(self, page: Page) -> str | None:
        """The cached content of a page, which it then has; None if it is to be made."""
        step = self.contents[page.file.src_uri]
        if not step.is_cached:
            return None
        step.made.give(page, self.files)
        return step.made.html

    def content(self, page: Page, html: str, parts: Parts) -> str:
        """Note the content of a page that was made."""
        step = self.contents[page.file.src_uri]
        step.made = Content.of(page, html, parts)
        looked_for_links = page.links_to_anchors is not None  # MkDocs does not, with --verbose
        step.is_sound = bool(step.key) and parts.settled and looked_for_links and self._silent()
        return html

    def look_up_outputs(
        self, pages: Sequence[Page], ends: Mapping[str, str], env: Environment
    ) -> str:
        """Find the pages whose output is cached, and have MkDocs render nothing of them.

        `ends` are what our template puts below each page, by its address. Returns a digest of what
        all pages say.
        """
        env.loader = ChoiceLoader([DictLoader({TEMPLATE: ""}), *filter(None, [env.loader])])
        titles = _said([[p.file.src_uri, p.title, {**p.meta, **OWN}] for p in pages])
        contents = [_said(asdict(self.contents[page.file.src_uri].made)) for page in pages]
        for page, content in zip(pages, contents, strict=True):
            name, own = page.file.src_uri, [page.meta, ends[page.url]]
            step = Step(cache.key_of(self.inputs.everywhere, name, content, titles, _said(own)))
            self.outputs[name] = step
            if found := cache.lookup(self._place(name), "output", str(step.key)):
                step.made, step.is_cached = found, True
                page.meta.update(template=TEMPLATE, search={"exclude": True})
        self.heard = self.warnings.number
        return cache.key_of(*contents)

    def cached_output(self, page: Page) -> str | None:
        """The cached output of a page; None if it is to be made."""
        step = self.outputs[page.file.src_uri]
        return step.made["html"] if step.is_cached else None

    def output(self, page: Page, html: str) -> str:
        """Note the output of a page that was made."""
        step = self.outputs[page.file.src_uri]
        step.made, step.is_sound = {"html": html, "url": page.url, "found": []}, self._silent()
        return html

    @property
    def found(self) -> dict[str, list[dict]]:
        """What the search index has of each page, by its address; nothing of those made anew."""
        return {step.made["url"]: step.made["found"] for step in self.outputs.values()}

    def store(self, found: Mapping[str, list[dict]]) -> None:
        """Keep what was made anew, if it is certain from what. `found`: as above, of all pages."""
        contents = {name: step for name, step in self.contents.items() if not step.is_cached}
        outputs = {name: step for name, step in self.outputs.items() if not step.is_cached}
        made = {name for name, step in contents.items() if step.key} | outputs.keys()
        log.info("%d of %d pages made anew", len(made), len(self.outputs))
        now = replace(self.inputs)  # whose digests are of this moment
        if not made or has_changed("tools") or now.everywhere != self.inputs.everywhere:
            return
        for name, step in contents.items():
            if step.is_sound and now.of(name, *self.texts[name]) == step.key:
                cache.store(self._place(name), "content", str(step.key), asdict(step.made))
        for name, step in outputs.items():
            if step.is_sound:
                step.made["found"] = found[step.made["url"]]
                cache.store(self._place(name), "output", str(step.key), step.made)

    def _silent(self) -> bool:
        """Has nothing warned since the step began? The next one begins."""
        before, self.heard = self.heard, self.warnings.number
        return before == self.heard

    def _place(self, name: str) -> str:
        return f"page/{self.inputs.telling.language}/{name}"
