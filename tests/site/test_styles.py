"""Each component has a style sheet; that those pages load it that have it, `test_site` sees."""

import re
from collections.abc import Iterator

import pytest
from saying import fail
from test_site import STYLES

from tools.files import ROOT, place

HIDES = re.compile(r"(?P<who>[^{};]+)\{[^{}]*?(?:display:\s*none|visibility:\s*hidden)")
# What a reader is told of an example, and what warns: on no screen without it.
TOLD = re.compile(
    r"\.(?:example-(?:facts|output|stderr|stale|name)|admonition|quiz)(?![\w-])[^ :>+~]*$"
)


def hidden(css: str) -> Iterator[tuple[int, str]]:
    """The lines of a style sheet that hide what has to be seen."""
    for rule in HIDES.finditer(css):
        for who in rule["who"].split(","):
            if TOLD.search(who.strip()):
                yield css[: rule.end()].count("\n") + 1, who.strip()


def test_each_style_sheet_is_needed_somewhere(site):
    pages = [file.read_text("utf-8") for file in site.rglob("index.html")]
    unused = [name for name in STYLES if not any(f"assets/{name}" in page for page in pages)]
    fail(f"{name}: nowhere needed" for name in unused)


def test_no_style_sheet_hides_what_readers_are_told():
    sheets = sorted((ROOT / "docs/theme").rglob("*.css"))
    assert sheets
    fail(
        f"{place(sheet)}:{line}: {who} is hidden, and says what a reader has to know; show it"
        for sheet in sheets
        for line, who in hidden(sheet.read_text("utf-8"))
    )


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a {}\n@media screen {\n  .x .example-facts {\n    display: none;\n  }\n}", [4]),
        ("p, .admonition.warning {\n  visibility: hidden }", [2]),
        (".example-facts strong { display: none }\n.quiz-mark { display: none }", []),
    ],
)
def test_what_is_hidden_is_found_with_its_line(css, found):
    assert [line for line, _ in hidden(css)] == found
