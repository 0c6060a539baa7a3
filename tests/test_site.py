"""What holds for the built site. Nothing here needs a network."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from saying import fail

from docs import CONFIGURED, DOCS, MOVED
from tools.examples import page as pages
from tools.examples import snippet as snippets
from tools.files import ROOT

STYLES = {
    "card.css": lambda page: "example-name" in page.classes,
    "charts.css": lambda page: bool({"chart", "measured-facts"} & page.classes),
    "claims.css": lambda page: any(name.startswith("claim-") for name in page.ids),
    "page-end.css": lambda page: "page-end" in page.classes,
}
BASE = "http://site.invalid/"
BRANCH = "main"  # which .github/workflows/ci.yml publishes


@dataclass(frozen=True)
class Page:
    """A page of the built site."""

    site: Path
    file: Path
    html: BeautifulSoup

    @cached_property
    def ids(self) -> list[str]:
        """All ids on it."""
        return [tag["id"] for tag in self.html.find_all(id=True)]

    @cached_property
    def classes(self) -> set[str]:
        """All classes on it."""
        return {name for tag in self.html.find_all(class_=True) for name in tag["class"]}

    @cached_property
    def source(self) -> Path:
        """Its Markdown, or its notebook."""
        folder = self.file.relative_to(self.site).parent.as_posix()
        names = ("index.md",) if folder == "." else (f"{folder}.md", f"{folder}.py")
        found = [DOCS / name for name in names if (DOCS / name).exists()]
        return found[0] if found else DOCS / folder / "index.md"


def read(site: Path, file: Path) -> Page:
    """Parse a page."""
    return Page(site, file, BeautifulSoup(file.read_text("utf-8"), "html.parser"))


def built_pages(site: Path) -> list[Path]:
    """All pages of the built site but that for missing ones, and those that have moved."""
    leads_on = {site / name.removesuffix(".md") / "index.html" for name in MOVED} | {
        site / "404.html"
    }
    return [file for file in sorted(site.rglob("*.html")) if file not in leads_on]


MARKS = re.compile(r"\]\(.*?\)|[\[`*]")  # of links, code, and emphasis: no reader sees them


def lines_with(source: Path, words: str) -> str:
    """Where in a page something stands, as it is typed or as it is read: `docs/en/index.md:12`."""
    lines = list(enumerate(source.read_text("utf-8", "replace").splitlines(), 1))
    found = [str(number) for number, line in lines if words and words in line]
    if words and not found:
        found = [str(number) for number, line in lines if words in MARKS.sub("", line)]
    return f"{source.relative_to(ROOT).as_posix()}:{','.join(found) or '1'}"


def test_the_strict_build_is_clean(build):
    warned = any(line.startswith("WARNING") for line in build.said.splitlines())
    if build.status or warned:
        pytest.fail(f"mkdocs build --strict:\n{build.said}", pytrace=False)


def links_that_lead_nowhere(page: Page, every: dict[Path, Page]) -> Iterator[str]:
    """Every link and every anchor lands."""
    address = urljoin(BASE, page.file.relative_to(page.site).as_posix())
    for tag in page.html.find_all(["a", "link", "script", "img"]):
        link = tag.get("href") or tag.get("src")
        target = urlsplit(urljoin(address, link or ""))
        if not link or f"{target.scheme}://{target.netloc}/" != BASE:
            continue
        path = page.site / unquote(target.path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            words = Path(target.path.rstrip("/")).name
            named = words in CONFIGURED.read_text("utf-8") and words not in page.source.read_text(
                "utf-8"
            )
            where = lines_with(CONFIGURED if named else page.source, words)
            yield f"{where}: there is nothing at {words if named else link}"
        elif target.fragment and path.suffix == ".html" and tag.name == "a":
            anchor = unquote(target.fragment)
            if path not in every or anchor not in every[path].ids:
                yield f"{lines_with(page.source, '#' + anchor)}: {link} has no such anchor"


def ids_that_stand_twice(page: Page, _: dict[Path, Page]) -> Iterator[str]:
    """No id stands twice on a page."""
    for twice in sorted(name for name, many in Counter(page.ids).items() if many > 1):
        yield f"{lines_with(page.source, '#' + twice)}: the id {twice}, twice"


def python_that_was_not_collected(page: Page, _: dict[Path, Page]) -> Iterator[str]:
    """Whatever a fence is nested in, pytest sees the same examples as the reader."""
    blocks = page.html.select("div.language-python, div.language-py, div.language-pycon")
    rendered = [block.get_text().rstrip() for block in blocks]
    collected = [
        example.text.rstrip() if isinstance(example, pages.Shown) else example.problem
        for example in pages.examples(page.source.read_text("utf-8", "replace"))
    ]
    if rendered != collected:
        place = page.source.relative_to(ROOT).as_posix()
        yield f"{place}:1: {len(rendered)} examples rendered, {len(collected)} collected"
        yield from (f"rendered only: {text[:60]!r}" for text in rendered if text not in collected)
        yield from (f"collected only: {text[:60]!r}" for text in collected if text not in rendered)


def code_that_is_no_fence(page: Page, _: dict[Path, Page]) -> Iterator[str]:
    """Every code block is an example, an output or a fence: an indented one nobody would run."""
    typed = {
        "\n".join(f.body).strip() for f in pages.fences(page.source.read_text("utf-8", "replace"))
    }
    for block in page.html.select(".md-content pre"):
        text = block.get_text().strip()
        if not text:
            yield f"{lines_with(page.source, '```')}: a code block is empty"
        elif not block.find_parent(class_=re.compile("^example")) and text not in typed:
            place = lines_with(page.source, text.splitlines()[0])
            yield f"{place}: a code block is no fence; is it set in too far?"


def examples_without_a_card(page: Page, _: dict[Path, Page]) -> Iterator[str]:
    """Every example that is shown whole has its name, its output and its facts."""
    for block in page.html.select("div.language-python.example"):
        before, after = block.find_previous_sibling(), block.find_next_siblings()
        name = before.get_text()
        card = takewhile(lambda tag: "example-name" not in tag.get("class", []), after)
        kinds = [" ".join(tag.get("class", [])) for tag in card]
        if "example-name" not in before.get("class", []) or not before.find("a"):
            yield f"{page.file}: {block.get_text()[:40]!r} has no file name above it"
        elif "(part:" not in name and not (
            "example-output" in " ".join(kinds[:3])
            and any("example-facts" in kind for kind in kinds)
        ):
            yield f"{page.file}: {name}: what follows it is {kinds}"


def what_is_loaded_from_elsewhere(page: Page, _: dict[Path, Page]) -> Iterator[str]:
    """Nothing is loaded from another host."""
    for tag in page.html.find_all(["link", "script", "img", "source", "iframe"]):
        link = tag.get("href") or tag.get("src") or ""
        if urlsplit(link).netloc and tag.get("rel") not in (["canonical"], ["prev"], ["next"]):
            yield f"{page.file.relative_to(page.site).as_posix()}: loads {link}"


def what_hides_a_page(page: Page, _: dict[Path, Page]) -> Iterator[str]:
    """No page asks search engines to leave it out, or says that it stands elsewhere."""
    if not page.source.is_file():
        return  # a page that has moved: it leads to where it is now
    name = page.file.relative_to(page.site).as_posix()
    for tag in page.html.select('meta[name="robots"], meta[http-equiv="refresh"]'):
        theirs = tag["content"] in page.source.read_text("utf-8", "replace")
        where = lines_with(page.source, tag["content"]) if theirs else "docs/theme/main.html"
        yield f"{where}: {tag} hides the page; take it out"
    address, tag = name.removesuffix("index.html"), page.html.select_one('link[rel="canonical"]')
    if not tag or not tag["href"].endswith(f"/{address}"):
        yield f"{name}: its address is said to be {tag and tag['href']}"


def previews_that_are_missing(page: Page, _: dict[Path, Page]) -> Iterator[str]:
    """Who is sent a link is shown a picture that is there, of the page that is linked."""
    tag = page.html.select_one('link[rel="canonical"]')
    if not page.source.is_file() or not tag:
        return
    name = page.file.relative_to(page.site).as_posix()
    root = tag["href"].removesuffix(name.removesuffix("index.html"))
    told = {meta["property"]: meta["content"] for meta in page.html.select("meta[property]")}
    picture = told.get("og:image", "")
    if told.get("og:url") != tag["href"]:
        yield f"docs/theme/main.html: og:url of {name}: not its address, {tag['href']}"
    if not picture.startswith(root) or not (page.site / picture.removeprefix(root)).is_file():
        yield f"docs/theme/main.html: og:image of {name}: there is no picture at {picture!r}"


def links_to_files_of_the_repository(page: Page, _: dict[Path, Page]) -> Iterator[str]:
    """They are there on the branch that is published; edited, and shown, is the page's own file."""
    home = page.html.select_one("a.md-source")
    start = f"{home['href']}/" if home else "none"
    for tag in page.html.find_all(
        "a", href=re.compile(rf"{re.escape(start)}(?:edit|raw|blob|tree)/")
    ):
        _, branch, path = unquote(tag["href"]).removeprefix(start).split("/", 2)
        own = "md-content__button" in tag.get("class", [])
        right = (page.source if own else ROOT / path).relative_to(ROOT).as_posix()
        if branch != BRANCH or path != right or not (ROOT / path).exists():
            where = "mkdocs.yml: edit_uri" if own else lines_with(page.source, tag["href"])
            yield f"{where}: {tag['href']} is no file there; {BRANCH}/{right} is to be"


def styles_that_are_not_needed(page: Page, _: dict[Path, Page]) -> Iterator[str]:
    """A page loads the styles of what is on it and no others."""
    loaded = {Path(tag.get("href", "")).name for tag in page.html.find_all("link")}
    for styles, needs in STYLES.items():
        loads, needed = styles in loaded, needs(page)
        if loads is not needed:
            yield f"{lines_with(page.source, '')}: {styles}: loaded {loads}, needed {needed}"


MARK_OF_A_BLOCK = re.compile(r"\s*(?:[-*+] |\d+\. |\||!!! |\?\?\? |=== \"|```|#+ )")


def blocks_that_became_text(page: Page, _: dict[Path, Page]) -> Iterator[str]:
    """No line of a paragraph begins as a list, a table or a box does: an empty line is missing.

    At the end of a page stand the titles of others, such as "4. A child process".
    """
    for paragraph in page.html.select(".md-content p:not(.page-end p)"):
        for line in paragraph.get_text().splitlines()[1:]:
            if MARK_OF_A_BLOCK.match(line):
                where = lines_with(page.source, line.strip()[:30])
                yield f"{where}: {line.strip()[:30]!r} is no block: put an empty line above"


LOOKED_FOR = (
    blocks_that_became_text,
    links_that_lead_nowhere,
    ids_that_stand_twice,
    python_that_was_not_collected,
    code_that_is_no_fence,
    examples_without_a_card,
    what_is_loaded_from_elsewhere,
    what_hides_a_page,
    previews_that_are_missing,
    links_to_files_of_the_repository,
    styles_that_are_not_needed,
)


@pytest.mark.parametrize(
    ("paragraph", "wrong"),
    [
        ("two functions:\n- one computes", 1),
        ("in turn:\n1. wait", 1),
        ("a table\n| a | b |", 1),
        ("from 3.13\n- 1 is 2\nand 3. No", 1),
        ("a line\n-1 is less, 3.5 is more\n*so*", 0),
    ],
)
def test_a_block_that_became_text_is_found(tmp_path, monkeypatch, paragraph, wrong):
    monkeypatch.setitem(globals(), "lines_with", lambda source, words: words)
    file = tmp_path / "index.html"
    file.write_text(f'<div class="md-content"><p>{paragraph}</p></div>', "utf-8")
    assert len(list(blocks_that_became_text(read(tmp_path, file), {}))) == wrong


@pytest.mark.parametrize(
    ("url", "picture", "wrong"),
    [("", "home.png", 0), ("a/", "home.png", 1), ("", "gone.png", 1), ("", "", 1)],
)
def test_a_preview_that_is_missing_is_found(tmp_path, url, picture, wrong):
    base, file = "https://a.example/b/", tmp_path / "index.html"
    (tmp_path / "home.png").touch()
    told = {"og:url": base + url, "og:image": base + picture}
    metas = (f'<meta property="{name}" content="{text}">' for name, text in told.items())
    file.write_text(f'<link rel="canonical" href="{base}">{"".join(metas)}', "utf-8")
    assert len(list(previews_that_are_missing(read(tmp_path, file), {}))) == wrong


@pytest.mark.parametrize(
    ("link", "wrong"),
    [
        ("edit/main/docs/en/index.md", 0),
        ("raw/main/docs/en/index.md", 0),
        ("edit/main/docs/index.md", 1),
        ("edit/master/docs/en/index.md", 1),
        ("raw/main/docs/en/threads/join.md", 1),
    ],
)
def test_a_button_that_leads_to_no_file_is_found(tmp_path, link, wrong):
    file, at = tmp_path / "index.html", "https://a.example/b"
    button = f'<a class="md-content__button" href="{at}/{link}">'
    file.write_text(f'<a class="md-source" href="{at}">{button}', "utf-8")
    assert len(list(links_to_files_of_the_repository(read(tmp_path, file), {}))) == wrong


def test_nothing_is_wrong_on_any_page(site):
    """One test: to parse all pages takes much longer than to look at them."""
    every = {file: read(site, file) for file in built_pages(site)}
    assert every
    found = [wrong for look in LOOKED_FOR for page in every.values() for wrong in look(page, every)]
    found += what_is_loaded_from_elsewhere(read(site, site / "404.html"), every)
    fail(dict.fromkeys(found))


def test_every_example_is_published_as_its_own_file_and_in_the_zip(site):
    archive = zipfile.ZipFile(site / "snippets" / "snippets.zip")
    for snippet in snippets.every_snippet():
        raw = snippet.path.read_bytes()
        assert (site / "snippets" / snippet.name).read_bytes() == raw, snippet.name
        zipped = archive.read(f"snippets/{snippet.name}")
        assert zipped == raw.replace(b"\r\n", b"\n"), snippet.name


def test_the_sitemap_lists_every_page(site):
    listed = (site / "sitemap.xml").read_text("utf-8")
    missing = [
        folder
        for file in built_pages(site)
        if (folder := file.relative_to(site).parent.as_posix()) != "."
        and f"/{folder}/<" not in listed
    ]
    assert not missing
