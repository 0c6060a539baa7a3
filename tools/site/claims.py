"""The claims of the class notes and what holds today: read `claims.yml`, show it as tables.

The file stands in the folder of the pages: each language has its own texts.
"""

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from markupsafe import Markup

from tools.files import NotUtf8, read_text
from tools.files import place as place_of
from tools.site.telling import Telling

NAME = "claims.yml"
PLACE = re.compile(r"<!-- claims(?: (?P<first>\d+)-(?P<last>\d+))? -->")
VERDICTS = (
    "true",
    "true with limits",
    "outdated",
    "wrong",
    "works by accident",
    "no general fact",
)
MUST = ("number", "claim", "verdict", "today", "page")
MAY = ("proof", "source")
HEADING = re.compile(r"#{1,6} +(?P<words>.+?) +\{ *#(?P<id>[-a-z0-9]+)[^}]*\} *")
FORMS = {
    "number": (re.compile(r"[1-9]\d*"), "a number"),
    "page": (re.compile(r"[-a-z0-9]+/[-a-z0-9]+\.md#[-a-z0-9]+"), "chapter/page.md#id"),
    "proof": (re.compile(r"[-\w]+/\w+\.py"), "chapter/name.py"),
    "source": (re.compile(r"https://\S+|[^/]+"), "a link that begins with https://, or words"),
}


class BadClaims(ValueError):
    """The file of claims is wrong; the message says what and where, in one line."""


@dataclass(frozen=True)
class Claim:
    """One claim; `page` is `chapter/page.md#id`, `at` its file and line."""

    number: int
    claim: str
    verdict: str
    today: str
    page: str
    proof: tuple[str, ...] = ()
    source: str = ""
    at: str = ""

    @property
    def place(self) -> str:
        """Where it stands, and which it is: `docs/en/claims.yml:7: claim 1`."""
        return f"{self.at}: claim {self.number}"


def load(file: Path) -> list[Claim]:
    """All claims, in the order of the file. Raises BadClaims."""
    try:  # nodes, not values: they know their lines, and `true` stays a word
        root = yaml.compose(read_text(file), yaml.SafeLoader)
    except NotUtf8 as error:
        raise BadClaims(str(error)) from None
    except OSError as error:
        raise BadClaims(f"{place_of(file)}: {error}") from None
    except yaml.YAMLError as error:
        raise BadClaims(f"{place_of(file)}:{_what_yaml_says(error)}") from None
    if not isinstance(root, yaml.SequenceNode):
        raise BadClaims(f"{place_of(file)}:1: it must be a list: - number: 1")
    claims: list[Claim] = []
    for node in root.value:
        claim = _claim(node, file)
        if claims and claim.number <= claims[-1].number:
            raise BadClaims(f"{claim.place}: it stands after claim {claims[-1].number}")
        claims.append(claim)
    return claims


def _what_yaml_says(error: yaml.YAMLError) -> str:
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return f"1: {' '.join(str(error).split())}"
    mark = error.problem_mark
    began = f" ({error.context}, line {error.context_mark.line + 1})" if error.context_mark else ""
    return f"{mark.line + 1}: {error.problem}{began}"


def _claim(node: yaml.Node, file: Path) -> Claim:
    place = f"{place_of(file)}:{node.start_mark.line + 1}"
    if not isinstance(node, yaml.MappingNode):
        raise BadClaims(f"{place}: a claim has fields: {', '.join(MUST + MAY)}")
    found: dict[str, tuple[str, ...]] = {}
    for key, value in node.value:
        name, line = str(key.value), f"{place_of(file)}:{key.start_mark.line + 1}"
        if name not in MUST + MAY:
            raise BadClaims(f"{line}: the field {name} is none of {', '.join(MUST + MAY)}")
        if name in found:
            raise BadClaims(f"{line}: the field {name} stands twice")
        try:
            found[name] = _texts(name, value)
        except ValueError as error:
            raise BadClaims(f"{line}: {name}: {error}") from None
    who = f"claim {found['number'][0]}" if "number" in found else "a claim"
    if missing := [name for name in MUST if name not in found]:
        raise BadClaims(f"{place}: {who}: the field {missing[0]} is missing")
    if not any(name in found for name in MAY):
        raise BadClaims(f"{place}: {who}: it has no proof, so name a source")
    return Claim(
        number=int(found["number"][0]),
        claim=found["claim"][0],
        verdict=found["verdict"][0],
        today=found["today"][0],
        page=found["page"][0],
        proof=found.get("proof", ()),
        source=found.get("source", ("",))[0],
        at=place,
    )


def _texts(name: str, value: yaml.Node) -> tuple[str, ...]:
    """What a field says: one text, or several where it is a proof. Raises ValueError."""
    several = name == "proof" and isinstance(value, yaml.SequenceNode)
    nodes = value.value if several else [value]
    texts = tuple(" ".join(n.value.split()) for n in nodes if isinstance(n, yaml.ScalarNode))
    if len(texts) != len(nodes) or not texts or not all(texts):
        raise ValueError("write a text")
    for text in texts:
        if name in FORMS and not FORMS[name][0].fullmatch(text):
            raise ValueError(f"{text!r} is not {FORMS[name][1]}")
        if name == "verdict" and text not in VERDICTS:
            raise ValueError(f"{text!r} is none of: {', '.join(VERDICTS)}")
    return texts


def headings(markdown: str) -> dict[str, str]:
    """The headings of a page: its words, by id."""
    found = map(HEADING.fullmatch, markdown.splitlines())
    return {match["id"]: match["words"] for match in found if match}


def placed(telling: Telling, lines: list[str], page: str, docs: Path) -> list[str]:
    """The lines of a page, with a table of claims in each place for one. Raises BadClaims.

    `page` is the path of the page below `docs`.
    """
    if not any(map(PLACE.fullmatch, lines)):
        return lines
    known, fresh = load(docs / NAME), []
    for line in lines:
        if place := PLACE.fullmatch(line):
            numbers = of_place(place, known)
            wanted = [claim for claim in known if claim.number in numbers]
            fresh += table(telling, wanted, page, docs)
        else:
            fresh.append(line)
    return fresh


def of_place(place: re.Match, known: list[Claim]) -> range:
    """The numbers of the claims that a place asks for: those it names, or all."""
    if place["first"]:
        return range(int(place["first"]), int(place["last"]) + 1)
    return range(1, known[-1].number + 1 if known else 1)


def table(telling: Telling, claims: list[Claim], page: str, docs: Path) -> list[str]:
    """The lines of a table of claims for a page: Markdown, since claims hold links and code."""
    folder = posixpath.dirname(page) or "."
    rows = [
        {
            "number": claim.number,
            "claim": _cell(claim.claim),
            "verdict": claim.verdict,
            "today": _cell(claim.today),
            "links": [_cell(link) for link in _links(claim, folder, docs)],
            "source": claim.source if claim.source.startswith("https://") else "",
        }
        for claim in claims
    ]
    return str(telling.render("claims.j2", claims=rows)).splitlines()


def _cell(text: str) -> Markup:
    """The text of a cell, which a bar must not end."""
    return Markup(text.replace("|", r"\|"))


def _links(claim: Claim, folder: str, docs: Path) -> list[str]:
    """The page that teaches it, the examples that prove it, the words that name its source."""
    path, _, anchor = claim.page.partition("#")
    file = docs / path
    words = headings(file.read_text("utf-8", "replace")) if file.is_file() else {}
    links = [f"[{words.get(anchor, path)}]({posixpath.relpath(path, folder)}#{anchor})"]
    for name in claim.proof:
        # A long name may break after an underscore: else it would widen the table on a phone.
        text = posixpath.basename(name).replace("_", "_<wbr>")
        links.append(f"[{text}]({posixpath.relpath(f'snippets/{name}', folder)})")
    if claim.source and not claim.source.startswith("https://"):
        links.append(claim.source)
    return links
