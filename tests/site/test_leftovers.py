"""Markdown that became nothing is found on the page, and said with its line."""

import logging
from pathlib import Path

import markdown
import pytest

from tools.site import leftovers
from tools.site.build import Build
from tools.site.telling import Telling

EXTENSIONS = [
    "admonition",
    "attr_list",
    "footnotes",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.tabbed",
    "tables",
]
CONFIGS = {"pymdownx.tabbed": {"alternate_style": True}}
SOUND = """\
# Kitchen { #kitchen }

See [the home](index.md), `a[0] (b)`, `**kwargs` and **bold** `__init__`.
That that is so, is so.[^1]

!!! warning "Hot"

    | a | b |
    |---|---|
    | so | so |

```text
[a](b) [c][d] {x} `
TODO !!! the the
```

<div markdown>
<br>
One.
</div>

One more.

[^1]: A footnote.
"""


def found_in(text: str) -> list[tuple[str, str]]:
    html = markdown.markdown(
        text, extensions=[*EXTENSIONS, "fenced_code"], extension_configs=CONFIGS
    )
    return [(one.text, one.problem) for one in leftovers.of(html)]


def test_nothing_is_left_over_of_sound_markdown():
    assert found_in(SOUND) == []


@pytest.mark.parametrize(
    ("typed", "text", "problem"),
    [
        ("See [the manual][manual] of it.", "[the manual][manual]", "a reference"),
        ("See [the home] (index.md) of it.", "[the home] (index.md)", "no space"),
        ("Soup is hot.[^2]", "[^2]", "footnote"),
        ("| a | b |\n| 1 | 2 |", "| a | b |", "row of dashes"),
        ('!!! "Hot"\n\n    Hot.', '!!! "Hot"', "no box"),
        ('??? question "Hot?"', "Hot?", "nothing is in this box"),
        ('!!! warning "Hot"\n\nIt is hot.', "Hot", "nothing is in this box"),
        ('=== "Linux"\n\nRun it.', "===", "nothing is in this box"),
        ('!!! sucess "Rule"\n\n    Bake.', "sucess", "no such box; there are abstract,"),
        ('??? qestion "What?"\n\n    Bake.', "qestion", "no such box"),
        ("## Serve { #serve", "{ #serve", "braces"),
        ("Call `join() and wait.", "`join() and wait.", "backticks"),
        ("It is **never so.", "**never so.", "bold"),
        ("- [ ] Soup\n- [x] Fish", "[ ] Soup", "choices"),
        ('<p><img\n  src="a/pot.png"></p>', "pot.png", "an image without alt"),
        ('<IMG SRC="a/pot.png" alt=" "/>', "pot.png", "an image without alt"),
        ("![][pot]\n\n[pot]: a/pot.png", "pot.png", "an image without alt"),
        ('See --8<-- "a.py".', '--8<-- "a.py".', "include"),
        ("It bakes the\nthe bread.", "the\nthe", "twice"),
        ("[Soup](http://localhost:8000/a/).", "http://localhost:8000/a/", "your own machine"),
        ("![soup](http://127.0.0.1:8000/a.png)", "http://127.0.0.1:8000/a.png", "your own machine"),
        ('<a href="file:///home/ann/a.html">Soup</a>', "file:///home/ann/a.html", "chapter/name"),
        ("TODO: tell more.", "TODO: tell more.", "not finished"),
        ("<div>\n\nSoup.", "<div", "never closed"),
        ("Soup.\n\n</div>\n", "</div", "never opened"),
        ("<!-- nmbers: locks -->", "<!-- nmbers: locks -->", "nothing is put"),
    ],
)
def test_what_became_nothing_is_found(typed, text, problem):
    found = found_in(f"# Kitchen\n\n{typed}\n\nMore.\n")
    assert text in [one for one, _ in found], found
    assert problem in dict(found)[text]


@pytest.mark.parametrize("character", ["\u200b", "\u202e", "\ufeff", "\x1b", "\u2028", "\t"])
def test_what_nobody_sees_is_found(character):
    (one,) = leftovers.invisible(f"The thr{character}ead.\n")
    assert f"U+{ord(character):04X}" in one.problem


@pytest.mark.parametrize("character", ["\u00a0", "\u202f", "\u2013", "\u201c"])
def test_what_no_keyboard_has_is_found_in_code(character):
    (one,) = leftovers.invisible(f"An {character}, or `pip{character}x`, `y`.\n")
    assert one.text == f"`pip{character}x`"
    assert f"U+{ord(character):04X}" in one.problem
    assert not list(leftovers.invisible(f"Call `a`{character}or `b`.\n"))


def test_page_and_line_are_said(caplog):
    build = Build(Path("docs/en"), Telling("en"))
    source = "---\ntags: a\n---\n# Kitchen\n\nSee `it`, [the manual][m] of it.\n"
    with caplog.at_level(logging.WARNING):
        leftovers.check(build, "kitchen.md", markdown.markdown(source.split("---\n")[2]), source)
    (said,) = caplog.messages
    assert said.startswith("docs/en/kitchen.md:6: '[the manual][m]': ")
