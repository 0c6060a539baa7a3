"""All words that we put on a page are messages: in a made-up language, every one is marked."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import marking
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import write_po
from bs4 import BeautifulSoup, NavigableString
from filelock import FileLock
from how_fast import copy_of
from jinja2 import Environment, nodes
from marking import CLOSE, OPEN, SHOWN, enclosed
from saying import fail
from site_copy import run_mkdocs
from test_script_words import TEMPLATES

from docs import DOCS
from tools.files import ROOT
from tools.site import claims, numbers, searching

LANGUAGE = "en_XA"
MARKED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
WORD = re.compile(r"[^\W\d_]{2,}")
NO_WORDS = ("code", "pre", "samp", "script", "style", "kbd", "math")
WITHIN = ("a", "b", "em", "i", "span", "strong")
DESCRIBES = re.compile("description|.*:(title|description|site_name)")  # a <meta>
SAID = re.compile(r"[^\W\d_]{2} [^\W\d_]{2}")
SENT = re.compile("data-(?!sources$)")  # to a script, which may say it
ADDRESS = re.compile(r"https?://\S+")
# What the data of scripts have beside words: facts, names, lines of programs, what these print.
FACTS = {"base", "facts", "features", "language", "lines", "search", "states", "text", "variable"}
UNITS = {"µs", "ns", "ms", "kB", "MB", "GB", "UTC", "px"}


OURS = {"tools", "docs", "snippets", "exercises"}


def messages() -> Catalog:
    """Every message of the project, as `pybabel extract` finds it."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog(locale="en")
    for name, line, message, comments, context in extract_from_dir(
        ROOT, method_map=methods, options_map=options, directory_filter=_ours
    ):
        found.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return found


def test_a_catalogue_is_begun_as_the_readme_says(tmp_path):
    text = (ROOT / "README.md").read_text("utf-8")
    found = tmp_path / "messages.pot"
    for begin in ("extract", "init"):
        (line,) = re.findall(rf"(?m)^    python (-m babel\S* {begin} .*)$", text)
        words = line.replace("messages.pot", str(found)).replace("tools/site/locale", str(tmp_path))
        subprocess.run([sys.executable, *words.split()], cwd=ROOT, check=True)
    made = (tmp_path / "de/LC_MESSAGES/messages.po").read_text("utf-8")
    assert made.count("\nmsgid ") > len(messages()) * 0.9


def _ours(folder: str) -> bool:
    return not OURS.isdisjoint([Path(folder).name, *Path(folder).relative_to(ROOT).parts])


SAYS = re.compile(r"\b_\(\"|\bngettext\(|\{%-? ?trans\b")


def left_out(found: Catalog) -> list[str]:
    """The templates that have words of which the catalogue has none."""
    known = {Path(name) for message in found for name, _ in message.locations}
    return [
        f"{file.relative_to(ROOT).as_posix()}: babel.cfg leaves out its words; name it there"
        for file in TEMPLATES
        if file.relative_to(ROOT) not in known and SAYS.search(file.read_text("utf-8"))
    ]


def test_the_catalogue_has_words_of_every_template():
    fail(left_out(messages()))
    assert any(said.startswith("docs/theme/main.html: ") for said in left_out(Catalog()))


# Material's own words, in the made-up language; of some keys the values are for scripts.
THEIRS = f"""\
{{% import "partials/languages/en.html" as en %}}
{{% macro t(key) -%}}
{{% set said = en.t(key) -%}}
{{% set of_scripts = key in ("language", "direction") or key.startswith("search.config") -%}}
{{{{ "{OPEN}{{}}{CLOSE}".format(said) if said and not of_scripts else said }}}}
{{%- endmacro %}}
"""
IN_IT = f"""\
INHERIT: mkdocs.yml
theme:
  language: {LANGUAGE}
hooks:
  - tests/site/marking.py
  - tools/site/hooks.py
"""
TEXT = re.compile(r"""(?m)^(  (?:claim|today|source): (["']?))(?!https:)(.*)(\2)$""")


def catalogue() -> Catalog:
    """Each message, marked."""
    found = messages()
    for message in found:
        if message.id:
            both = isinstance(message.id, tuple)
            message.string = tuple(map(enclosed, message.id)) if both else enclosed(message.id)
    return found


@pytest.fixture(scope="module")
def marked_site(shared, site):
    """The site in the made-up language, made once for all workers: after ours, so with what that
    has recorded.
    """
    copy = shared / "marked"
    with FileLock(shared / "marked.lock"):
        if not (copy / "site/index.html").is_file():
            speaking_it(copy)
            build(copy)
    return copy / "site"


def speaking_it(copy: Path) -> None:
    """A copy of the project that has the made-up language as the README says."""
    copy_of(copy)
    if (cached := ROOT / "build/cache/smoke").is_dir():  # not the pages: they are made anew
        ignored = shutil.ignore_patterns("*.tmp", "page.*")
        shutil.copytree(cached, copy / "build/cache/smoke", ignore=ignored, dirs_exist_ok=True)
    marked = rf"\1{OPEN}\3{CLOSE}\2"  # their links have to stay
    texts = copy / DOCS.relative_to(ROOT) / claims.NAME
    texts.write_text(TEXT.sub(marked, texts.read_text("utf-8")), "utf-8")
    words = copy / f"tools/site/locale/{LANGUAGE}/LC_MESSAGES/messages.po"
    theirs = copy / f"docs/theme/partials/languages/{LANGUAGE}.html"
    for file in (words, theirs):
        file.parent.mkdir(parents=True, exist_ok=True)
    with words.open("wb") as file:
        write_po(file, catalogue())
    theirs.write_text(THEIRS, "utf-8")
    (copy / "marked.yml").write_text(IN_IT, "utf-8")


def build(copy: Path) -> None:
    """Build it; what warns fails."""
    done = run_mkdocs(copy, "build", "--strict", "--config-file", "marked.yml")
    assert done.returncode == 0, done.stdout


def unmarked(html: str) -> list[str]:
    """The words of some HTML that no message has, but for names, code and what programs print.

    Those stand in `code`, `pre`, `samp`, or where an element says `translate="no"`. The words that
    scripts say stand in their data.
    """
    soup, found = BeautifulSoup(html, "html.parser"), []
    for script in soup.find_all("script", type="application/json"):
        found += _of_data(json.loads(script.string or "{}"))
    for element in soup.find_all(lambda tag: tag.name in NO_WORDS or tag.get("translate") == "no"):
        element.decompose()
    for element in soup.find_all(True):
        for name, value in element.attrs.items():
            if name == "data-words":
                found += _of_data(json.loads(value or "{}"))
            elif name in SHOWN or (SENT.match(name) and SAID.search(value)):
                found += _words(value)
        if element.name == "meta" and DESCRIBES.fullmatch(
            element.get("name") or element.get("property") or ""
        ):
            found += _words(element["content"])
    for element in soup.find_all(WITHIN):
        element.unwrap()
    soup.smooth()  # a message may have had code or a link in its middle
    for text in soup.find_all(string=lambda text: type(text) is NavigableString):
        found += _words(str(text))
    return found


def _of_data(data: object) -> list[str]:
    match data:
        case str():
            return unmarked(data)
        case dict():
            return [word for key in data if key not in FACTS for word in _of_data(data[key])]
        case list():
            return [word for one in data for word in _of_data(one)]
    return []


def _words(text: str) -> list[str]:
    text = ADDRESS.sub(" ", text)
    while MARKED.search(text):
        text = MARKED.sub(" ", text)
    rest = [word for word in WORD.findall(text) if word not in UNITS]
    return [" ".join(text.split())] if rest else []


def test_a_word_without_a_message_is_found():
    assert unmarked("<p>⟦Passed on:⟧ not yet</p>") == ["not yet"]
    assert unmarked('<p title="more">⟦a⟧</p>') == ["more"]
    assert unmarked('<meta name="description" content="more">') == ["more"]
    assert unmarked('<p data-any="Not so.">⟦a⟧</p>') == ["Not so."]
    assert unmarked('<p data-words=\'{"stop": "Stop"}\'>⟦a⟧</p>') == ["Stop"]
    data = '{"words": {"stop": ["Stop"], "go": "⟦Go⟧"}, "facts": ["lock"]}'
    assert unmarked(f'<script type="application/json">{data}</script>') == ["Stop"]
    assert not unmarked('<meta name="robots" content="more"><a href="x y">https://tea.org</a>')
    assert not unmarked('<p>⟦a ⟦b⟧⟧ 3 ms <code>x y</code> <b translate="no">cook</b></p>')


def test_what_is_ours_is_not_marked_as_prose():
    page = SimpleNamespace(title="Tea", meta={"tags": ["hot tea"]}, toc=[])
    claim = "<table><tr><td id='claim-1'>1</td><td>True</td><td><a>Page</a></td></tr></table>"
    prose = "<p title='Hot'>Tea, <b>green</b> <code>tea</code></p><!-- put 1 -->"
    html = marking.on_page_content(prose + claim, page)
    assert unmarked(html) == ["True"]
    assert unmarked(html.replace("<!-- put 1 -->", "<p>Cup</p>")) == ["Cup", "True"]
    assert not unmarked(f"{page.title} {page.meta['tags']}")


ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
# Of no page's text: what machines read, attribute lists of Markdown, an attribute by itself.
UNREAD = re.compile(r"<meta[^>]*>|\{ *[.#][^}]*\}| translate=\"no\"")


def literal(node: nodes.Node) -> Iterator[str]:
    """What a template writes as it stands there, in its order; a message is a call, and is none."""
    match node:
        case nodes.TemplateData():
            yield node.data
        case nodes.Output():
            for part in node.nodes:
                match part:
                    case nodes.TemplateData(data=text) | nodes.Const(value=str(text)):
                        yield text
        case nodes.Dict():  # a script's words
            values = [pair.value for pair in node.items if isinstance(pair.value, nodes.Const)]
            yield from (f"<p>{one.value}</p>" for one in values if isinstance(one.value, str))
        case _:
            for part in node.iter_child_nodes():
                yield from literal(part)


def of_its_own(template: str) -> list[str]:
    """The words of a template that are no messages."""
    tree = ENVIRONMENT.parse(template)
    spoken = [tree, *tree.find_all(nodes.Dict)]
    return [word for one in spoken for word in unmarked(UNREAD.sub("", "".join(literal(one))))]


def test_no_template_has_words_of_its_own():
    fail(
        f"{file.relative_to(ROOT).as_posix()}: {words!r} is no message; write {{{{ _(...) }}}}, or "
        "{% trans %}"
        for file in TEMPLATES
        for words in of_its_own(file.read_text("utf-8"))
    )


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Tea</p>", ["Tea"]),
        ("{% if hot %}<p>{{ 'Tea' }}</p>{% endif %}", ["Tea"]),
        ("<a title='Tea'>{{ name }}</a>", ["Tea"]),
        ("<script>{{ {'hot': 'Tea', 'cup': _('Cup')} | tojson }}</script>", ["Tea"]),
        ("<p>{{ _('Tea') }} {% trans %}Tea{% endtrans %} <code>tea</code> {{ x }}</p>", []),
        ('{% macro m() %} translate="no"{% endmacro %}{# Tea #}', []),
    ],
)
def test_a_template_with_a_word_of_its_own_is_found(template, found):
    assert of_its_own(template) == found


@pytest.mark.left_to_all  # every page is built again
def test_every_word_on_a_page_is_marked(marked_site):
    pages = {file: unmarked(file.read_text("utf-8")) for file in marked_site.rglob("*.html")}
    assert {marked_site / "404.html", marked_site / "threads/old/index.html"} < pages.keys()
    where = {word: file for file, words in pages.items() for word in words}
    fail(
        f"{file.relative_to(marked_site).as_posix()}: {word!r} is no message"
        for word, file in sorted(where.items())
    )


@pytest.mark.left_to_all
def test_every_word_that_the_search_shows_is_marked(marked_site):
    index = json.loads((marked_site / searching.INDEX).read_text("utf-8"))
    fail(
        f"{one['location']}: {word!r} is no message"
        for one in index["docs"]
        if not one["location"].startswith(numbers.ADDRESS)  # there, much is not for translation
        for shown in (one["title"], one["text"], *one.get("tags", ()))
        for word in unmarked(shown)
    )


def test_the_catalogue_has_the_reasons_of_the_chapters_and_what_exercises_say():
    names = {name for m in messages() for name, _ in m.locations}
    assert any("outcomes.py" in name for name in names)
    assert {"Windows has no ps", "Valkey does not run on Windows"} <= {m.id for m in messages()}
    assert any("in_page" in name for name in names)
