"""All words that we put on a page are messages: in a made-up language, every one is marked."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import write_po
from bs4 import BeautifulSoup, NavigableString
from jinja2 import Environment, nodes
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from saying import fail
from test_script_words import TEMPLATES

from tools.files import ROOT
from tools.site import telling
from tools.site.build import Build

OPEN, CLOSE = "⟦⟧"
LANGUAGE = "en_XA"
MARKED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
WORD = re.compile(r"[^\W\d_]{2,}")
NO_WORDS = ("code", "pre", "samp", "script", "style", "kbd", "math")
WITHIN = ("a", "b", "em", "i", "span", "strong")
SHOWN = ("title", "aria-label", "alt", "placeholder", "data-title", "content")
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


def mark(text: str) -> str:
    """A message in the made-up language."""
    return f"{OPEN}{text}{CLOSE}"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    """A folder of catalogues with the made-up language in it."""
    locales = tmp_path_factory.mktemp("locales")
    found = messages()
    for message in found:
        if message.id:
            both = isinstance(message.id, tuple)
            message.string = tuple(map(mark, message.id)) if both else mark(message.id)
    file = locales / LANGUAGE / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    with file.open("wb") as po:
        write_po(po, found)
    return locales


@pytest.fixture(scope="module")
def marked_site(catalogue, tmp_path_factory):
    """The site in the made-up language: its folder, and the HTML that was put on its pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEASURE", "smoke")
        patch.setattr(telling, "LOCALES", catalogue)
        folder = tmp_path_factory.mktemp("marked")
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder))
        config.extra["language"] = LANGUAGE
        build_site(config)
    return folder, Build.of(config)


def unmarked(html: str) -> list[str]:
    """The words of some HTML that no message has, but for names, code and what programs print.

    Those stand in `code`, `pre`, `samp`, or where an element says `translate="no"`.
    """
    soup, found = BeautifulSoup(html, "html.parser"), []
    for element in soup.find_all(lambda tag: tag.name in NO_WORDS or tag.get("translate") == "no"):
        element.decompose()
    for element in soup.find_all(True):
        for name in SHOWN:
            found += _words(str(element.get(name) or ""))
    for element in soup.find_all(WITHIN):
        element.unwrap()
    soup.smooth()  # a message may have had code or a link in its middle
    for text in soup.find_all(string=lambda text: type(text) is NavigableString):
        found += _words(str(text))
    return found


def _words(text: str) -> list[str]:
    while MARKED.search(text):
        text = MARKED.sub(" ", text)
    rest = [word for word in WORD.findall(text) if word not in UNITS]
    return [" ".join(text.split())] if rest else []


def test_a_word_without_a_message_is_found():
    assert unmarked("<p>⟦Passed on:⟧ not yet</p>") == ["not yet"]
    assert unmarked('<p title="more">⟦a⟧</p>') == ["more"]
    assert not unmarked('<p>⟦a ⟦b⟧⟧ 3 ms <code>x y</code> <b translate="no">cook</b></p>')


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
def test_every_word_that_is_put_on_a_page_is_a_message(marked_site):
    _, build = marked_site
    put = [html for parts in build.parts.values() for html in parts.waiting.values()]
    found = {word for html in put for word in unmarked(html)}
    fail(sorted(found)[:40])


def test_the_catalogue_has_the_reasons_of_the_chapters_and_what_exercises_say():
    names = {name for m in messages() for name, _ in m.locations}
    assert any("outcomes.py" in name for name in names)
    assert any("in_page" in name for name in names)
