"""Scripts have no words of their own; each value that a message names, the script gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pygments.lexers import JavascriptLexer
from pygments.token import Comment, String
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


SAID_BY = {  # the templates that give scripts their messages, and those scripts
    "docs/theme/main.html": "ticks/*.js",
    "tools/pictures/interleavings/words.j2": "interleavings/*.js",
    "tools/pictures/lanes.j2": "assets/timelines.js",
    "tools/site/templates/home-game.j2": "home/*.js",
    "tools/site/templates/run-scripts.j2": "run/*.js",
    "tools/site/templates/topics/calculator.j2": "assets/calculator.js",
    "tools/site/templates/topics/compare.j2": "assets/compare.js",
}
BY_FACTS = re.compile(r'"\w+": \{(?:\s*"\w+": _\("(?:[^"\\]|\\.)*"\),?)+\s*\}')  # a fact is the key
COMMENT = re.compile(r"(?m)^\s*(?://|/?\*).*$")


def unsaid(template: str, script: str) -> list[str]:
    """Keys of messages that neither their script nor their template says: was another one said?"""
    text = BY_FACTS.sub("", template[max(0, template.find("words = {")) :])
    script, rest = COMMENT.sub("", script), MESSAGE.sub("", text)
    made = [re.sub(r"\$\{.*?\}", r"\\w+", key) for key in re.findall(r"words\[`(.*?)`\]", script)]
    dictionaries = " ".join(re.findall(r"const \{([^{}=]*)\} =", script))
    return [
        key
        for key in (message["key"] for message in MESSAGE.finditer(text))
        if not re.search(rf'\.{key}\b(?!\()|"{key}"', script + rest)
        and not re.search(rf"\b{key}\b", dictionaries)
        and not any(re.fullmatch(pattern, key) for pattern in made)
    ]


@pytest.mark.parametrize("template", SAID_BY)
def test_a_script_says_each_message_that_it_gets(template):
    scripts = [*(ROOT / "docs/theme").glob(SAID_BY[template])]
    found = unsaid(read_text(ROOT / template), "\n".join(map(read_text, scripts)))
    fail(f"{template}: no script says {key}; does it say another one instead?" for key in found)


def test_a_message_that_no_script_says_is_found():
    template = (
        '{% set words = {"a": _("a"), "b": _("b"), "c": _("c"), "d_x": _("d"), "e": _("e"), '
        '"how": {"f": _("f")}, "g": _("g"), "h": _("h")} %}{{ words.a }}'
    )
    script = 'told(words.b); // words.h\nconst { c } = words; words[`d_${x}`]; words[y ? "e" : "i"]'
    assert unsaid(template, script.replace("//", "\n//")) == ["g", "h"]


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


# What puts a text on a page: properties, and functions, with the first argument that is one.
SHOWS = re.compile(
    r"(?i)text|(text|inner|outer)(content|text|html)|title|placeholder|alt|aria-?(label|valuetext)"
)
PUTS = {"append": 0, "prepend": 0, "replaceChildren": 0, "confirm": 0, "alert": 0}
PUTS |= {"make": 2, "draw": 2}
# What takes texts that no reader sees.
UNREAD = re.compile(
    r"the|find|querySelector(All)?|closest|matches|matchMedia|Error|class(Name)?|style"
)
CODE = re.compile(r"[\w\0]\(|[=\[]")  # no sentence has such
ALONE = re.compile(r"(?<![^\s(])[^\W\d_]{2,}(?![^\s.,:;!?…)])")


@dataclass
class Part:
    """A bracket that is open: whose it is, what gets a value there, how much stands before."""

    opened: str
    of: str = ""
    name: str = ""
    arguments: int = 0
    choices: int = 0

    @property
    def leads(self) -> str | None:
        """What gets a text that stands here; None if that is what gets the bracket."""
        if self.name or self.opened == "{":
            return self.name
        return "" if self.of and self.arguments < PUTS.get(self.of, 0) else self.of or None


def literals(script: str) -> Iterator[tuple[int, str, str]]:
    """The texts in a script, a NUL for each value in them: line, text, what gets it."""
    parts, open_ones, before = [Part("")], [], ""
    for at, kind, token in JavascriptLexer().get_tokens_unprocessed(script):
        leads = next((part.leads for part in reversed(parts) if part.leads is not None), "")
        if kind in Comment or not (token.strip() or kind in String):
            continue
        if kind in String.Interpol and token == "${":
            open_ones[-1][1] += "\0"
            parts.append(Part("${"))
        elif kind in String.Interpol:
            parts.pop()
        elif kind in String.Backtick and token != "`":
            open_ones[-1][1] += token
        elif kind in String.Backtick and open_ones and open_ones[-1][3] == len(parts):
            yield tuple(open_ones.pop()[:3])
        elif kind in String.Backtick:
            open_ones.append([script.count("\n", 0, at) + 1, "", leads, len(parts)])
        elif kind in (String.Single, String.Double):
            if before not in ("===", "!==", "case"):
                yield script.count("\n", 0, at) + 1, token[1:-1], leads
        else:
            _follow(parts, before, token)
        before = token.strip("\"'")


def _follow(parts: list[Part], before: str, token: str) -> None:
    """Note what a token that is no text opens, ends, or gives a value to."""
    here = parts[-1]
    match token:
        case "(" | "[" | "{":
            of = before if before.isidentifier() else ""
            parts.append(Part(token, "a key" if of and token == "[" else of))
        case ")" | "]" | "}":
            parts.pop()
        case ",":
            here.name = before if here.of == "setAttribute" else ""
            here.arguments += 1
        case ";":
            here.name = ""
        case "?":
            here.choices += 1
        case "." if before == "?":
            here.choices -= 1
        case ":" if here.choices:
            here.choices -= 1
        case ":" | "=" | "+=" | "??=":
            here.name = before


def spoken(script: str) -> Iterator[tuple[int, str]]:
    """Lines at which a script says words of its own.

    One word is enough where a text is put on a page; elsewhere, one of several is for readers.
    """
    for line, text, leads in literals(script):
        if UNREAD.fullmatch(leads):
            continue
        put = SHOWS.fullmatch(leads) or leads in PUTS
        several = " " in text.strip() and ALONE.search(text) and not CODE.search(text)
        if several or (put and re.search(r"[^\W\d_]{2}", text)):
            yield line, text.replace("\0", "${...}")


def test_no_script_has_words_of_its_own():
    found = [text for file in SCRIPTS for _, text, _ in literals(read_text(file))]
    assert len(found) > 700
    fail(
        f"{place(file)}:{line}: {words!r} is no message; let a template give it as data"
        for file in SCRIPTS
        for line, words in spoken(read_text(file))
    )


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('const why = "No thread can go on.";', ["No thread can go on."]),
        ("const far = `${done} of ${all}`;", ["${...} of ${...}"]),
        ('said.textContent = ended ? "Ended" : words.runs;', ["Ended"]),
        ('box.append(...list.map((one) => one.name), " ", late ? "late" : "");', ["late"]),
        ('make("p", { className: "run-said" }, make("em", {}, "Stop"));', ["Stop"]),
        ('make("button", { type: "button", ariaLabel: "Stop" });', ["Stop"]),
        ('bar.setAttribute("aria-label", `${who}: waits`);', ["${...}: waits"]),
        ('make("p", { className: `lane thread-${one}` }, words["run"], `${a} / ${b}`);', []),
        ('box.setAttribute("role", "list"); box.textContent = words.all["run"];', []),
        ('the(root, ".run bar").append(kind === "end" ? words.end : told(words.at, { one }));', []),
        ("throw new Error(`there is no ${name} for it`); // not said", []),
        ('line.push(`color-mix(in srgb, ${ground} 12%)`); python("import sys\\nsys.x = 1");', []),
    ],
)
def test_a_word_of_a_script_is_found(script, found):
    assert [words for _, words in spoken(script)] == found
