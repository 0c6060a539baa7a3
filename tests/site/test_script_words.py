"""Each value that a message of a script names, the script gives."""

import re
from collections.abc import Iterator

import pytest
from saying import fail

from tools.files import ROOT, place, read_text

SCRIPTS = sorted((ROOT / "docs/theme").rglob("*.js"))
TEMPLATES = sorted([*(ROOT / "tools").rglob("*.j2"), *(ROOT / "docs/theme").rglob("*.html")])
MESSAGE = re.compile(r'"(?P<key>\w+)": _\("(?P<text>(?:[^"\\]|\\.)*)"\)')
TOLD = re.compile(r"\btold\((?=\S*words|this\.)")
STATED = re.compile(r"`([^`]+)`|\"(\w+)\"|\.(\w+)$")
GIVEN = re.compile(r"(?:^|[{,])\s*(\w+)\s*(?=[:,}]|$)")
PLACE = re.compile(r"\{(\w+)\}")


def arguments(text: str, begin: int) -> list[str]:
    """What stands in the brackets of a call, at its commas."""
    found, depth = [""], 0
    for character in text[begin:]:
        depth += (character in "([{") - (character in ")]}")
        if depth < 0:
            break
        if character == "," and not depth:
            found.append("")
        else:
            found[-1] += character
    return [" ".join(one.split()) for one in found]


def calls(script: str) -> Iterator[tuple[int, re.Pattern, set[str]]]:
    """Lines in which messages get their values, the keys of those messages, and the values' names.

    Left out are those whose values stand in another script.
    """
    for call in TOLD.finditer(script):
        message, values, *_ = [*arguments(script, call.end()), "", ""]
        if values.isidentifier():
            made = re.findall(rf"const {values} = (\{{[^;]*\}});", script[: call.start()])
            values = made[-1] if made else ""
        if not values.startswith("{") or "..." in values:
            continue
        keys = ["".join(found) for found in STATED.findall(message.rstrip("]").rstrip())]
        patterns = [re.sub(r"\$\{.*?\}", r"\\w+", key) for key in keys]
        line = script[: call.start()].count("\n") + 1
        if patterns:
            yield line, re.compile("|".join(patterns)), set(GIVEN.findall(values))


def unfilled(script: str, messages: list[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """Lines at which a message names what the script does not give, and what to do."""
    for line, keys, given in calls(script):
        for key in sorted({key for key, _ in messages if keys.fullmatch(key)}):
            named = [set(PLACE.findall(text)) for other, text in messages if other == key]
            if not any(names <= given for names in named):
                missing = ", ".join(sorted(named[0] - given))
                yield (
                    line,
                    f"the message {key} names {missing}; here are {', '.join(sorted(given))}",
                )


def all_messages() -> list[tuple[str, str]]:
    """Keys and texts of what scripts may say."""
    return [(m["key"], m["text"]) for one in TEMPLATES for m in MESSAGE.finditer(read_text(one))]


def test_scripts_give_what_their_messages_name():
    messages = all_messages()
    fail(
        f"{place(file)}:{line}: {problem}"
        for file in SCRIPTS
        for line, problem in unfilled(read_text(file), messages)
    )


def test_more_than_half_of_the_messages_are_looked_at():
    keys = {key for key, text in all_messages() if PLACE.search(text)}
    seen = [keys_of for file in SCRIPTS for _, keys_of, _ in calls(read_text(file))]
    looked = {key for key in keys if any(one.fullmatch(key) for one in seen)}
    assert len(looked) > len(keys) / 2, keys - looked


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("told(words.a, { done, all: 2 })", []),
        ("told(words.a, { done })", ["the message a names all; here are done"]),
        ("const numbers = { x: f(1, 2) }; told(words[`a_${how}`], numbers)", ["a_b names y"]),
        ('told(words[x ? "a" : "c"], { done })', ["the message a names all"]),
        ("told(words.a, { ...given })", []),
    ],
)
def test_a_value_that_is_missing_is_found(script, said):
    messages = [("a", "{done} of {all}"), ("a_b", "{x} or {y}"), ("c", "none")]
    found = [problem for _, problem in unfilled(script, messages)]
    assert len(found) == len(said)
    assert all(part in problem for part, problem in zip(said, found, strict=True))
