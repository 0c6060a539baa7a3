"""What holds for the built site. Nothing here needs a network."""

import re
import zipfile
from functools import cache
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from saying import fail

from docs import DOCS
from tools.examples import page as pages
from tools.examples import snippet as snippets
from tools.files import ROOT

BASE = "http://site.invalid/"


@cache
def soup(file: Path) -> BeautifulSoup:
    """A page of the built site."""
    return BeautifulSoup(file.read_text("utf-8"), "html.parser")


@cache
def ids(file: Path) -> frozenset[str]:
    """The ids on a page of the built site."""
    return frozenset(tag["id"] for tag in soup(file).find_all(id=True))


def built_pages(site: Path) -> list[Path]:
    """All pages of the built site but that for missing ones."""
    return [file for file in sorted(site.rglob("*.html")) if file.name != "404.html"]


def source_of(site: Path, file: Path) -> Path:
    """The Markdown of a built page, or its notebook."""
    folder = file.relative_to(site).parent.as_posix()
    names = ("index.md",) if folder == "." else (f"{folder}.md", f"{folder}.py")
    found = [DOCS / name for name in names if (DOCS / name).exists()]
    return found[0] if found else DOCS / folder / "index.md"


def lines_with(source: Path, words: str) -> str:
    """Where in a page something stands: `docs/en/index.md:12`."""
    lines = source.read_text("utf-8").splitlines()
    found = [str(number) for number, line in enumerate(lines, 1) if words and words in line]
    return f"{source.relative_to(ROOT).as_posix()}:{','.join(found) or '1'}"


def test_the_strict_build_is_clean(build):
    warned = any(line.startswith("WARNING") for line in build.said.splitlines())
    if build.status or warned:
        pytest.fail(f"mkdocs build --strict:\n{build.said}", pytrace=False)


def test_every_link_and_anchor_lands(site):
    found = []
    for file in built_pages(site):
        address = urljoin(BASE, file.relative_to(site).as_posix())
        for tag in soup(file).find_all(["a", "link", "script", "img"]):
            link = tag.get("href") or tag.get("src")
            target = urlsplit(urljoin(address, link or ""))
            if not link or f"{target.scheme}://{target.netloc}/" != BASE:
                continue
            path = site / unquote(target.path).lstrip("/")
            path = path / "index.html" if path.is_dir() else path
            source = source_of(site, file)
            if not path.is_file():
                words = Path(target.path.rstrip("/")).name
                found.append(f"{lines_with(source, words)}: there is nothing at {link}")
            elif target.fragment and path.suffix == ".html" and tag.name == "a":
                anchor = unquote(target.fragment)
                if anchor not in ids(path):
                    found.append(f"{lines_with(source, '#' + anchor)}: {link} has no such anchor")
    fail(found)


def test_no_id_stands_twice_on_a_page(site):
    found = []
    for file in built_pages(site):
        ids = [tag["id"] for tag in soup(file).find_all(id=True)]
        for twice in sorted({name for name in ids if ids.count(name) > 1}):
            found.append(f"{lines_with(source_of(site, file), '#' + twice)}: the id {twice}, twice")
    fail(found)


def test_what_is_rendered_as_python_is_what_was_collected(site):
    """Whatever a fence is nested in, pytest sees the same examples as the reader."""
    found = []
    for file in built_pages(site):
        source = source_of(site, file)
        blocks = soup(file).select("div.language-python, div.language-py, div.language-pycon")
        rendered = [block.get_text().rstrip() for block in blocks]
        collected = [
            example.text.rstrip() if isinstance(example, pages.Shown) else example.problem
            for example in pages.examples(source.read_text("utf-8"))
        ]
        if rendered != collected:
            place = source.relative_to(ROOT).as_posix()
            found.append(
                f"{place}:1: {len(rendered)} examples rendered, {len(collected)} collected"
            )
            found += [f"rendered only: {text[:60]!r}" for text in rendered if text not in collected]
            found += [
                f"collected only: {text[:60]!r}" for text in collected if text not in rendered
            ]
    fail(found)


def test_every_code_block_is_an_example_an_output_or_a_fence_of_the_page(site):
    """An indented block would be code that nobody runs."""
    found = []
    for file in built_pages(site):
        source = source_of(site, file)
        typed = {"\n".join(f.body).strip() for f in pages.fences(source.read_text("utf-8"))}
        for block in soup(file).select(".md-content pre"):
            text = block.get_text().strip()
            if not text:
                found.append(f"{lines_with(source, '```')}: a code block is empty")
            elif not block.find_parent(class_=re.compile("^example")) and text not in typed:
                place = lines_with(source, text.splitlines()[0])
                found.append(f"{place}: a code block is no fence; is it set in too far?")
    fail(found)


def test_every_example_is_published_as_its_own_file_and_in_the_zip(site):
    archive = zipfile.ZipFile(site / "snippets" / "snippets.zip")
    for snippet in snippets.every_snippet():
        raw = snippet.path.read_bytes()
        assert (site / "snippets" / snippet.name).read_bytes() == raw, snippet.name
        assert archive.read(f"snippets/{snippet.name}").decode() == snippet.source, snippet.name


def test_every_example_shown_whole_has_its_name_output_and_facts(site):
    found = []
    for file in built_pages(site):
        for block in soup(file).select("div.language-python.example"):
            before, after = block.find_previous_sibling(), block.find_next_siblings()
            name = before.get_text()
            card = takewhile(lambda tag: "example-name" not in tag.get("class", []), after)
            kinds = [" ".join(tag.get("class", [])) for tag in card]
            if "example-name" not in before.get("class", []) or not before.find("a"):
                found.append(f"{file}: {block.get_text()[:40]!r} has no file name above it")
            elif "(part:" not in name and not (
                "example-output" in " ".join(kinds[:3])
                and any("example-facts" in kind for kind in kinds)
            ):
                found.append(f"{file}: {name}: what follows it is {kinds}")
    fail(found)


def test_the_sitemap_lists_every_page(site):
    listed = (site / "sitemap.xml").read_text("utf-8")
    missing = [
        folder
        for file in built_pages(site)
        if (folder := file.relative_to(site).parent.as_posix()) != "."
        and f"/{folder}/<" not in listed
    ]
    assert not missing


def test_nothing_is_loaded_from_another_host(site):
    found = []
    for file in sorted(site.rglob("*.html")):
        for tag in soup(file).find_all(["link", "script", "img", "source", "iframe"]):
            link = tag.get("href") or tag.get("src") or ""
            foreign = urlsplit(link).netloc
            if (
                foreign
                and tag.get("rel") != ["canonical"]
                and tag.get("rel") not in (["prev"], ["next"])
            ):
                found.append(f"{file.relative_to(site).as_posix()}: loads {link}")
    fail(found)
