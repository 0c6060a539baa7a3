"""`tools.site.claims`, and what the file of claims says: each once, with a page and a proof."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from saying import fail

from docs import AT, DOCS
from tools.examples import page as pages
from tools.examples.outcome import Kind, outcome_of
from tools.examples.printed import masked
from tools.examples.recording import digest, recorded_run
from tools.examples.snippet import FOLDER, Snippet
from tools.files import place
from tools.site import claims
from tools.site.claims import BadClaims, Claim
from tools.site.telling import Telling

CLAIMS = claims.load(DOCS / claims.NAME)
ENGLISH = Telling("en")
PAGE = "reference/notes-and-today.md"


@cache
def text_of(page: str) -> str:
    """A page's Markdown; empty if there is no such page."""
    file = DOCS / page
    return file.read_text("utf-8") if file.is_file() else ""


@cache
def shown_on(page: str) -> set[str]:
    """The names of the examples that a page shows."""
    return {shown.snippet.name for shown in pages.shown(text_of(page))}


def shown_below(page: str, heading: str) -> set[str]:
    """Those that it shows below the heading with this id, and in the parts of that section."""
    before, _, below = text_of(page).partition(f"{{ #{heading} }}\n")
    level = len(before.rpartition("\n")[2].split(" ")[0])
    section = re.split(rf"(?m)^#{{1,{level}}} ", below)[0]
    return {shown.snippet.name for shown in pages.shown(section)}


LAST = 92  # the notes are what they were: nobody adds to them


def test_every_claim_of_the_notes_has_one_row():
    numbered = range(1, max(LAST, len(CLAIMS)) + 1)
    fail(
        f"{claim.place}: it has the number {claim.number}; the notes have 1 to {LAST}, which stand "
        "here in their order, and nobody adds to them: what else is to be said stands on a page"
        for claim, number in zip(CLAIMS, numbered, strict=False)
        if claim.number != number or number > LAST
    )
    assert len(CLAIMS) == LAST


def test_every_claim_is_shown_once():
    places = [claims.PLACE.fullmatch(line) for line in text_of(PAGE).splitlines()]
    numbers = [number for place in places if place for number in claims.of_place(place, CLAIMS)]
    fail(
        f"{claim.place}: let {AT}/{PAGE} show it, and once: <!-- claims 1-{LAST} -->"
        for claim in CLAIMS
        if numbers.count(claim.number) != 1
    )
    assert numbers == [claim.number for claim in CLAIMS]


def test_the_page_of_every_claim_has_the_heading():
    found = []
    for claim in CLAIMS:
        page, anchor = claim.page.split("#")
        if not text_of(page):
            found.append(f"{claim.place}: there is no {AT}/{page}")
        elif anchor not in claims.headings(text_of(page)):
            found.append(f"{claim.place}: {AT}/{page} has no heading with the id {anchor}")
    fail(found)


# What they say stands in the text of their section, the program elsewhere on the page.
ELSEWHERE = {23, 69, 90}


def test_the_proof_of_every_claim_is_an_example_of_its_section():
    found = []
    for claim in CLAIMS:
        page, heading = claim.page.split("#")
        for name in claim.proof:
            if not (FOLDER / name).is_file():
                found.append(f"{claim.place}: there is no snippets/{name}")
            elif name not in shown_on(page):
                found.append(f"{claim.place}: {AT}/{page} does not show {name}")
        below = shown_below(page, heading) if claim.number not in ELSEWHERE else set(claim.proof)
        if claim.proof and below.isdisjoint(claim.proof):
            names = ", ".join(claim.proof)
            found.append(f"{claim.place}: #{heading} shows no {names}; name the heading that does")
    fail(found)


def test_every_claim_is_proven_or_has_a_source():
    fail(f"{c.place}: it has neither" for c in CLAIMS if not c.proof and not c.source)


def otherwise(ours: list[Claim], theirs: list[Claim]) -> Iterator[str]:
    """Claims that another language has not, or not as ours: its texts are its own, no more."""
    said = {one.number: one for one in theirs}
    for one in ours:
        other = said.get(one.number)
        if other is None:
            yield f"{theirs[0].at}: the claim {one.number} is missing"
        elif (one.verdict, one.page, one.proof) != (other.verdict, other.page, other.proof):
            yield f"{other.place}: its verdict, page or proof is not that of {one.place}"


def test_each_language_has_the_same_verdicts_and_proofs():
    others = set(DOCS.parent.glob(f"*/{claims.NAME}")) - {DOCS / claims.NAME}
    fail(said for file in sorted(others) for said in otherwise(CLAIMS, claims.load(file)))


def test_a_claim_that_another_language_judges_otherwise_is_found():
    theirs = [replace(one, claim="?", today="?", source="?", at="x") for one in CLAIMS]
    assert not list(otherwise(CLAIMS, theirs))
    wrong = [replace(theirs[0], proof=()), *theirs[1:]]
    (said,) = otherwise(CLAIMS, wrong)
    assert said == f"x: claim 1: its verdict, page or proof is not that of {CLAIMS[0].place}"
    assert list(otherwise(CLAIMS, theirs[:-1])) == [f"x: the claim {LAST} is missing"]


VERDICTS = Path(__file__).with_name("verdicts.txt")


def proven(claim: Claim) -> str:
    """A digest of what the proof of a claim prints on every run."""
    parts = []
    for name in claim.proof:
        snippet = Snippet(name)
        if not snippet.path.is_file():
            continue  # another test says so
        kept, kind = recorded_run(snippet), outcome_of(snippet).kind
        assert kept is not None
        if kind is Kind.SAMPLE:
            continue  # its output is one of many
        lines = masked(kept.stdout + kept.stderr, numbered=kind is Kind.EXACT).splitlines()
        parts += [name, *(lines if kind is Kind.EXACT else sorted(lines))]
    return digest(*parts)


def test_a_verdict_changes_with_what_its_programs_print_or_not_at_all(record):
    """Both are kept side by side, so that whoever changes one looks at the other."""
    now = {claim.number: f"{claim.number} {proven(claim)} {claim.verdict}" for claim in CLAIMS}
    if record:
        VERDICTS.write_text("\n".join(now.values()) + "\n", "utf-8")
    lines = VERDICTS.read_text("utf-8").splitlines()
    then = {int(line.partition(" ")[0]): line for line in lines}
    fail(
        f"{claim.place}: its verdict or what its programs print was another; see whether they "
        f"agree ({', '.join(claim.proof) or claim.source}: {claim.verdict}), then run: "
        "pytest tests --record"
        for claim in CLAIMS
        if then.get(claim.number) != now[claim.number]
    )


def test_every_claim_and_its_answer_are_short_and_end_like_sentences():
    texts = [(claim, words) for claim in CLAIMS for words in (claim.claim, claim.today)]
    fail(
        (
            f"{claim.place}: at most 150 characters, and a full stop: {words!r}"
            for claim, words in texts
            if len(words) > 150 or words[-1] not in ".?"
        )
    )


@pytest.fixture
def file(tmp_path):
    """A function that writes a file of one claim, with a part of it replaced."""
    sound = """\
- number: 7
  claim: Threads share nothing.
  verdict: wrong
  today: They share what they can reach.
  page: threads/shared-data.md#private
  proof: threads/private_data.py
"""

    def write(old: str = "", new: str = "", more: str = ""):
        file = tmp_path / "claims.yml"
        assert old in sound
        file.write_text("# first line\n" + sound.replace(old, new, 1) + more, "utf-8")
        return file

    return write


def test_a_sound_file_is_read(file):
    source = file()
    assert claims.load(source) == [
        Claim(
            number=7,
            claim="Threads share nothing.",
            verdict="wrong",
            today="They share what they can reach.",
            page="threads/shared-data.md#private",
            proof=("threads/private_data.py",),
            at=f"{place(source)}:2",
        )
    ]


def test_a_verdict_is_a_word_also_where_yaml_has_a_value_of_that_name(file):
    (claim,) = claims.load(file("wrong", "true"))
    assert claim.verdict == "true"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("number: 7", "number: x", "2: number: 'x' is not a number"),
        ("  verdict: wrong\n", "", "2: claim 7: the field verdict is missing"),
        ("verdict: wrong", "verdict: false", "4: verdict: 'false' is none of: true, true with"),
        ("  proof: threads/private_data.py\n", "", "2: claim 7: it has no proof, so name a source"),
        ("today:", "todya:", "5: the field todya is none of number, claim"),
        ("verdict: wrong", "claim: twice", "4: the field claim stands twice"),
        ("claim: Threads share nothing.", "claim:", "3: claim: write a text"),
        ("verdict: wrong", "verdict: [wrong]", "4: verdict: write a text"),
        ("proof: threads/private_data.py", "proof: []", "7: proof: write a text"),
        ("private_data.py", "private_data", "7: proof: 'threads/private_data' is not chapter/name"),
        ("shared-data.md#private", "shared-data.md", "6: page: 'threads/shared-data.md' is not"),
        (
            "proof: threads/private_data.py",
            "source: http://x",
            "7: source: 'http://x' is not a link",
        ),
        (
            "claim: Threads",
            'claim: "Threads',
            "8: found unexpected end of stream (while scanning a quoted scalar, line 3)",
        ),
        ("- number: 7", "- 7", "3: "),
        ("- number: 7", "number: 7", "1: it must be a list"),
    ],
)
def test_a_mistake_is_told_in_one_line(file, old, new, said):
    text = file(old, new)
    if "it must" in said:
        text.write_text("number: 7\n", "utf-8")
    with pytest.raises(BadClaims) as error:
        claims.load(text)
    told = str(error.value)
    assert re.match(r"\S+/claims\.yml:\d", told)
    assert said in told
    assert "\n" not in told


def test_a_number_twice_or_out_of_order_is_told(file):
    again = file().read_text("utf-8").partition("\n")[2]
    with pytest.raises(BadClaims, match=r"/claims\.yml:8: claim 7: it stands after claim 7"):
        claims.load(file(more=again))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(BadClaims, match=r"/none\.yml: .*No such file"):
        claims.load(tmp_path / "none.yml")


def test_a_table_stands_in_its_place_with_links_from_the_page(file, tmp_path):
    (tmp_path / "threads").mkdir()
    (tmp_path / "threads" / "shared-data.md").write_text("## What `x` is { #private }\n", "utf-8")
    lines = claims.placed(ENGLISH, ["before", "<!-- claims -->", "after"], PAGE, file().parent)
    assert (lines[0], lines[-1]) == ("before", "after")
    (row,) = [line for line in lines if "#claim-7" in line]
    assert row.startswith("| 7 { #claim-7 } | Threads share nothing. | **Wrong.**")
    assert "[What `x` is](../threads/shared-data.md#private)" in row
    assert "[private_<wbr>data.py](../snippets/threads/private_data.py)" in row


@pytest.mark.parametrize(
    ("place", "rows"), [("<!-- claims 1-6 -->", 0), ("<!-- claims 1-7 -->", 1)]
)
def test_a_place_can_ask_for_some_claims(file, place, rows):
    lines = claims.placed(ENGLISH, [place], PAGE, file().parent)
    assert len(re.findall("#claim-", "\n".join(lines))) == rows


def test_a_page_without_a_place_stays_as_it_is_whatever_the_file_says(tmp_path):
    lines = ["<!-- claims: 1-5 -->", "text"]
    assert claims.placed(ENGLISH, lines, PAGE, tmp_path) == lines


def test_a_bar_in_a_claim_does_not_end_its_cell(file):
    docs = file("Threads share nothing.", "One | two.").parent
    lines = claims.placed(ENGLISH, ["<!-- claims -->"], PAGE, docs)
    assert r"One \| two." in "\n".join(lines)


@pytest.mark.parametrize(
    ("source", "shown"),
    [("https://docs.python.org/3/", "[source](https://docs.python.org/3/)"), ("a book", "a book")],
)
def test_a_source_is_a_link_or_words(file, source, shown):
    docs = file("proof: threads/private_data.py", f"source: {source}").parent
    lines = claims.placed(ENGLISH, ["<!-- claims -->"], PAGE, docs)
    assert f"<br>{shown} |" in "\n".join(lines)
