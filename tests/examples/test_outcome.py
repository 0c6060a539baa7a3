"""`tools.examples.outcome`: how a chapter states what its examples may do."""

import pytest
from chapter import Chapter

from tools.examples.outcome import (
    AnyOrder,
    BadOutcome,
    Exact,
    Kind,
    Outcome,
    Sample,
    any_order,
    exact,
    outcome_of,
    sample,
    stated,
)


@pytest.fixture
def chapter(tmp_path):
    return Chapter(tmp_path)


SAMPLE = '''
from tools.examples.outcome import sample

def numbers(run):
    return [float(n) for n in run.lines]

@sample
def x(run):
    """Who wins depends on the machine."""
    assert run.lines
    assert numbers(run) == [
        1]
'''


def test_a_sample_is_told_of_with_the_reason_it_varies(chapter):
    outcome = outcome_of(chapter(outcomes=SAMPLE))
    assert outcome.kind is Kind.SAMPLE
    assert outcome.reason == "Who wins depends on the machine."


@pytest.mark.parametrize(
    ("made", "output", "kind"),
    [
        (exact(limit=5), Exact(), Kind.EXACT),
        (any_order("Luck.", limit=5), AnyOrder("Luck."), Kind.ANY_ORDER),
        (sample(len, limit=5), Sample(len), Kind.SAMPLE),
    ],
)
def test_each_states_its_kind_and_the_facts(made, output, kind):
    assert (made, made.kind) == (Outcome(output, limit=5), kind)
    assert made.check is (len if kind is Kind.SAMPLE else None)


def test_a_sample_may_state_facts_above_its_check():
    assert sample(limit=0.5)(len) == Outcome(Sample(len), limit=0.5)


def test_an_example_that_is_not_named_prints_the_same_on_every_run(chapter):
    assert outcome_of(chapter()) == outcome_of(chapter(outcomes="y = 1\n")) == Outcome()
    assert Outcome().kind is Kind.EXACT


def test_a_stated_outcome_is_found_by_the_name_of_its_example(chapter):
    text = "from tools.outcomes import *\nx = any_order(status=2, limit=5)\ny = exact()\n"
    assert outcome_of(chapter(outcomes=text)) == any_order(status=2, limit=5)


def test_an_example_of_some_systems_is_left_out_on_others():
    outcome = exact(platforms=("linux", "darwin"))
    assert outcome.left_out("linux") is None
    assert outcome.left_out("win32") == "runs on Linux and macOS only"
    assert exact().left_out("win32") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\nx = exact(\n", r":2: SyntaxError: "),
        ("\n\nx = exact()\n", r":3: NameError: name 'exact' is not defined"),
        ("from tools.outcomes import exact\nx = exact(stat=1)\n", r":2: TypeError: .*'stat'"),
        ("x = 1\0\n", r":1: (ValueError|SyntaxError): "),
        ("import tools.outcomes\n\ndef f():\n    1 / 0\nf()\n", r":4: ZeroDivisionError: "),
    ],
)
def test_a_chapter_whose_outcomes_do_not_run_is_an_error_that_names_file_and_line(
    chapter, text, said
):
    with pytest.raises(BadOutcome, match=r"^snippets/threads/outcomes\.py" + said):
        outcome_of(chapter(outcomes=text))


def test_a_chapter_whose_outcomes_are_not_utf_8_is_an_error_that_names_file_and_line(chapter):
    file = chapter(outcomes="x = 1\n").outcomes
    file.write_bytes(b"x = 1\n# cr\xe8me\n")
    with pytest.raises(BadOutcome, match=r"^snippets/threads/outcomes\.py:2: not UTF-8"):
        outcome_of(chapter())


def test_a_sample_that_does_not_say_why_it_varies_is_an_error(chapter):
    text = "from tools.outcomes import sample\n@sample\ndef x(run): pass\n"
    with pytest.raises(BadOutcome) as error:
        outcome_of(chapter(outcomes=text))
    assert str(error.value) == (
        "snippets/threads/outcomes.py: x has no docstring; "
        "say there, for the reader, why the output varies"
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("exact(why='Luck.')", "TypeError: .*'why'"),
        ("exact(check=len)", "TypeError: .*'check'"),
        ("any_order(check=len)", "TypeError: .*'check'"),
        ("sample(len, why='Luck.')", "TypeError: .*'why'"),
        ("exact(platforms=['amiga'])", "ValueError: platforms: 'amiga' is none of linux, "),
        ("exact(platforms=[])", "ValueError: platforms: it could run nowhere"),
        ("exact(hangs='lid.wait()')", r"ValueError: hangs: write a list, \['lid.wait"),
        ("exact(hangs=[])", "ValueError: hangs: name a line .*, or write True$"),
        ("exact(hangs=True, status=1)", "ValueError: status: .*, or write hangs=None$"),
        ("exact(stderr='KeyError.*')", "ValueError: stderr: write a list"),
        ("exact(arguments='10')", "ValueError: arguments: write a list"),
        ("exact(leaves='teas.db')", "ValueError: leaves: write a list"),
        ("exact(platforms='linux')", r"ValueError: platforms: write a list, \['linux'\]"),
        ("exact(limit='20')", "ValueError: limit: '20' is no number of seconds"),
        ("exact(limit=0)", "ValueError: limit: 0 s are no time"),
        ("exact(lives=['kettle'])", "ValueError: lives: write names by arguments"),
        ("exact(lives={'': 'kettle'})", "ValueError: lives: write names by arguments"),
        ("exact(limit=float('nan'))", "ValueError: limit: nan s are no time"),
        ("exact(limit=True)", "ValueError: limit: True is no number of seconds"),
        ("exact(stderr=['('])", r"ValueError: stderr: '\(' is no pattern: missing \)"),
        ("exact(services=['port'])", "ValueError: services: 'port' is none; write its name, with"),
    ],
)
def test_facts_that_mean_nothing_together_cannot_be_stated(chapter, facts, said):
    text = f"from tools.outcomes import exact, any_order, sample\nx = {facts}\n"
    with pytest.raises(BadOutcome, match=rf"^snippets/threads/outcomes\.py:2: {said}"):
        outcome_of(chapter(outcomes=text))


def test_an_outcome_that_lacks_its_parentheses_is_named(tmp_path):
    file = tmp_path / "outcomes.py"
    file.write_text("from tools.outcomes import any_order\njoin = any_order\n", "utf-8")
    with pytest.raises(BadOutcome, match=r"outcomes\.py:1: join = any_order: write any_order\(\)"):
        stated(file)
