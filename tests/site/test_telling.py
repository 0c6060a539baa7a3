"""`tools.site.telling`: words of a language, numbers and lists as that language writes them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from saying import fail

from tools.files import place
from tools.measurements.facts import Rate
from tools.site.telling import LOCALES, Telling

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "%(n)s order"
msgid_plural "%(n)s orders"
msgstr[0] "%(n)s Reihenfolge"
msgstr[1] "%(n)s Reihenfolgen"

msgid "Chance."
msgstr "Zufall."
"""
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
ORDERS = "{% trans n=n %}{{ n }} order{% pluralize %}{{ n }} orders{% endtrans %}"


@pytest.fixture(scope="module")
def german(tmp_path_factory):
    locales = tmp_path_factory.mktemp("locales")
    folder = locales / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text(CATALOGUE, "utf-8")
    return Telling("de", locales)


def rendered(telling, template, **facts):
    return telling.environment.from_string(template).render(facts)


def test_words_come_from_the_catalogue_of_the_language_plurals_too(german):
    assert [rendered(german, ORDERS, n=n) for n in (1, 2)] == ["1 Reihenfolge", "2 Reihenfolgen"]
    assert [rendered(Telling("en"), ORDERS, n=n) for n in (1, 2)] == ["1 order", "2 orders"]
    assert german.message("Chance.") == "Zufall."
    assert german.message("") == ""


def test_what_an_example_says_is_escaped_and_html_of_ours_is_not(german):
    assert rendered(german, "{{ name }}", name="<b>") == "&lt;b&gt;"
    listed = rendered(german, "{{ ['<b>'|e, '<i>'|e] | listing }}")
    assert listed == "&lt;b&gt; und &lt;i&gt;"


@pytest.mark.parametrize(
    ("value", "english", "other"),
    [
        (12345, "12,345", "12.345"),
        (0.5234, "0.52", "0,52"),
        (1.96, "2.0", "2,0"),
        (33.3, "33", "33"),
        (0, "0", "0"),
    ],
)
def test_numbers_are_written_as_the_language_does(german, value, english, other):
    assert Telling("en").number(value) == english
    assert german.number(value) == other


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [(0.423, "0.42 ms"), (5.13, "5.1 ms"), (12.4, "12 ms"), (345.6, "346 ms"), (1234, "1.23 s")],
)
def test_durations_have_the_digits_that_they_deserve(milliseconds, text):
    assert Telling("en").duration(milliseconds) == text


@pytest.mark.parametrize(
    ("wrong", "told"), [(0, "0"), (1, "&lt; 1%"), (9, "&lt; 1%"), (10, "1%"), (500, "50%")]
)
def test_a_share_in_a_table_is_told_however_small_it_is(wrong, told):
    template = '{% from "topics/words.j2" import cell %}{{ cell(what) }}'
    found = Telling("en").environment.from_string(template).render(what=Rate(wrong, 1000))
    assert found.strip() == told


def wrong_in(file: Path) -> Iterator[str]:
    """What a translator has mistaken: what stands in braces is filled in by its English name."""
    with file.open("rb") as opened:
        messages = read_po(opened, abort_invalid=True)
    for message in messages:
        ids, texts = (
            [words] if isinstance(words, str) else list(words)
            for words in (message.id, message.string)
        )
        known = [set(PLACEHOLDER.findall(text)) for text in ids]
        for text in filter(None, texts if message.id else ()):
            used, where = set(PLACEHOLDER.findall(text)), f"{place(file)}:{message.lineno}"
            for name in sorted(used - set.union(*known)):
                yield f"{where}: {name}: the message has {', '.join(sorted(set.union(*known)))}"
            for name in sorted(set.intersection(*known) - used):
                yield f"{where}: {name} is left out: {text}"


def test_no_catalogue_has_a_placeholder_that_its_message_has_not():
    fail(wrong for file in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")) for wrong in wrong_in(file))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Zufall.", "Zufall", []),
        ("%(n)s Reihenfolgen", "%(m)s Reihenfolgen", ["%(m)s: the message has %(n)s", "%(n)s is"]),
        ("%(n)s Reihenfolgen", "viele Reihenfolgen", ["%(n)s is left out: viele"]),
    ],
)
def test_a_wrong_translation_is_named_with_its_line(tmp_path, old, new, said):
    file = tmp_path / "messages.po"
    file.write_text(CATALOGUE.replace(old, new), "utf-8")
    found = list(wrong_in(file))
    assert len(found) == len(said), found
    assert all(one in line for one, line in zip(said, found, strict=True)), found


def test_half_a_digit_is_rounded_up_as_the_script_of_the_calculator_does():
    quantities = [Telling("en").quantity(value, "s") for value in (0.245, 0.255, 0.2449, 245)]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in quantities] == [
        "250 ms", "260 ms", "240 ms", "250 s",
    ]  # fmt: skip
