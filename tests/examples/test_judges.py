"""`tools.examples.judges`: an outcome that could not fail is refused."""

import pytest
from chapter import Chapter, ran

from tools.examples.judges import blind, weak
from tools.examples.outcome import any_order, exact, outcome_of

HEAD = "from tools.outcomes import *\n"
PLACE = "snippets/threads/outcomes.py"
JUDGED = '''
@sample
def x(run):
    """The cook decides."""
    {}
'''
MADE = """
def made():
    def check(run):
        'The cook decides.'
        assert run.lines
    return check

x = sample(made())
"""
WHY_ANY = 'say, for the reader, why the order varies: any_order("Who is first, ...")'
NO_DOC = ":4: x: no docstring; say there, for the reader, why the output varies"


@pytest.fixture
def chapter(tmp_path):
    return Chapter(tmp_path)


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (JUDGED.format("assert True"), ":4: x: its check asserts nothing"),
        (JUDGED.format("assert 1 == 1, 'so'"), ":4: x: its check asserts nothing"),
        (JUDGED.format("run.lines"), ":4: x: its check asserts nothing"),
        (JUDGED.format("assert run.lines == ['a']"), ":4: x: its check allows one output only: "),
        (JUDGED.format("assert run.stdout == 'a'"), ":4: x: its check allows one output only: "),
        (JUDGED.format("assert run.lines").replace('"""The cook decides."""', ""), NO_DOC),
        ("def x(run):\n    assert run.lines\n", ":2: x: a function, and no outcome; write @sample"),
        ("x = exact()\nx = any_order('Why.')\n", ":3: x: stated in line 2 already"),
        ("x = exact()\n" + JUDGED.format("assert run.lines"), ":5: x: stated in line 2 already"),
        ("x = any_order()\n", f":2: x: {WHY_ANY}"),
        ("x = exact(stderr=[r'.*'])\n", ":2: x: stderr='.*' fits any message"),
        ("x = exact(stderr=['KeyError', '.+'])\n", "stderr='.+' fits any message"),
        ("x = exact(stderr=[r'(?s).*?'])\n", "fits any message"),
        ("x = exact(stderr=[r'[^,]*'])\n", "fits any message"),
        (r"x = exact(stderr=[r'.*Error.*'])" + "\n", "fits any message"),
        (r"x = exact(stderr=[r'\w+: .*'])" + "\n", "fits any message"),
        (r"x = exact(stderr=[r'\S+ \S+'])" + "\n", "fits any message"),
        ("x = exact()\nx: object = exact()\n", ":3: x: stated in line 2 already"),
        ("x, y = exact(), 1\nif y:\n    x = exact()\n", ":4: x: stated in line 2 already"),
        ("x = 'exact'\n", ":2: x: this is no outcome; write exact(), any_order() or @sample"),
        ("x = exact(limit=31, slow=' ')\n", ":2: x: a limit above 30 s needs a reason: slow="),
        ("x = exact(limit=31)\n", ":2: x: a limit above 30 s needs a reason: slow="),
        ("x, y = exact(limit=31), exact()\n", ":2: x: a limit above 30 s needs a reason: slow="),
        ("x = exact(slow='starts a server')\n", ":2: x: slow= says why a limit is above 30 s"),
        ("x = exact(platforms=['linux'])\n", ":2: x: say, for the reader, why it cannot run"),
        ("x = exact(because='no ps')\n", ":2: x: because= says why it cannot run on other systems"),
    ],
)
def test_what_could_not_fail_is_refused_with_its_line(chapter, stated, said):
    (problem,) = weak(chapter(outcomes=HEAD + stated).outcomes)
    assert problem.startswith(PLACE)
    assert said in problem
    assert problem.endswith(said) or said != NO_DOC


@pytest.mark.parametrize(
    "stated",
    [
        "",
        JUDGED.format("assert run.lines == ['a'] * run.python.gil"),
        JUDGED.format("assert run.lines in (['a'], ['b'])"),
        JUDGED.format("looks_right(run)") + "def looks_right(run):\n    assert run.lines\n",
        "def helper(run):\n    return run.lines\n",
        "def outcomes(run):\n    return run.lines\n",
        MADE,
        "x = exact(stderr=[r'KeyError: .*', r'.*Warning: .*'], limit=30)\n",
        "x = exact(platforms=['linux'], because='the others have no /proc')\n",
        "x = exact(limit=60, slow='starts a server')\n",
        "y = 1\nif y:\n    x = exact()\nelse:\n    x = any_order('Why.')\n",
        "KINDS = [exact() for x in 'ab']\nx = KINDS[0]\n",
    ],
)
def test_what_can_fail_is_not(chapter, stated):
    assert weak(chapter(outcomes=HEAD + stated).outcomes) == []


def test_a_chapter_may_state_nothing(tmp_path):
    assert weak(tmp_path / "outcomes.py") == []


def test_one_example_is_told_of_itself_only(chapter):
    file = chapter(outcomes=f"{HEAD}x = exact(limit=31)\ny = exact(limit=31)\n").outcomes
    assert len(weak(file)) == 2
    (problem,) = weak(file, "y")
    assert ":3: y: " in problem


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("assert run.lines == ['a', 'b']", []),
        ("assert run.lines[0] == 'a'", ["another line 2", "no line 2", "twice the line 1"]),
        ("assert 'b' in run.lines", ["another line 1", "no line 1", "twice the line 1"]),
        (
            "assert run.lines and all(one in ('a', 'b') for one in run.lines)",
            ["no line 1", "no line 2", "twice the line 1"],
        ),
        (
            "assert dict.fromkeys(run.lines) == {'a': None, 'b': None}",
            ["twice the line 1", "twice the line 2"],
        ),
        ("assert len(run.lines) <= 2", ["an empty output", "another line 1", "another line 2"]),
        ("assert run.stdout in ('', 'a\\nb\\n')", ["an empty output"]),
        (
            "assert run.busy > 0.1 or run.lines == ['a', 'b']",
            ["an empty output if no core was free"],
        ),
        (
            "assert run.lines == ['a', 'b'] or run.busy > 0.1 and run.stdout == ''",
            ["an empty output if no core was free"],
        ),
    ],
)
def test_a_check_that_is_blind_to_a_line_is_refused(chapter, check, said):
    snippet = chapter(outcomes=HEAD + JUDGED.format(check))
    found = blind(snippet, outcome_of(snippet), ran("a\nb\n"))
    advice = "too; assert how many lines there are, what each may be, every word in it"
    assert found == [f"{PLACE}:3: its check passes {what}, {advice}" for what in said]


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("run.platform == 'win32'", "an empty output on Windows with Python 3.11"),
        ("run.platform == 'win32' and run.lines", "other lines on Windows with Python 3.11"),
        ("run.python.version < (3, 12)", "an empty output on Linux with Python 3.11"),
        ("not run.python.gil", "an empty output on Linux with Python 3.13t"),
    ],
)
def test_a_check_that_is_blind_elsewhere_is_refused(chapter, condition, said):
    check = f"if {condition}:\n        return\n    assert run.lines == ['a']"
    snippet = chapter(outcomes=HEAD + JUDGED.format(check))
    found = blind(snippet, outcome_of(snippet), ran("a\n"))
    assert found[0].startswith(f"{PLACE}:3: its check passes {said}, too")


def test_a_check_need_not_see_where_its_program_does_not_run(chapter):
    check = "assert run.platform == 'win32' or run.lines == ['a', 'b'][:1]"
    stated = JUDGED.replace("@sample", "@sample(platforms=['linux'], because='no /proc')")
    snippet = chapter(outcomes=HEAD + stated.format(check))
    assert blind(snippet, outcome_of(snippet), ran("a\n")) == []


@pytest.mark.parametrize("outcome", [exact(), any_order()])
def test_others_are_compared_as_a_whole(chapter, outcome):
    assert blind(chapter(), outcome, ran("a\n")) == []


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (r"TypeError: .*", f"{PLACE}:2: x: stderr='TypeError: .*' fits any TypeError: write out"),
        (r"TypeError: .* .*", f"{PLACE}:2: x: stderr='TypeError: .* .*' fits any TypeError: write"),
        (r"TypeError: .* takes no arguments", ""),
        (r"TypeError: brew\(\) takes .*", ""),
        (r"KeyError: .*", ""),
    ],
)
def test_a_pattern_for_any_error_of_its_kind_is_found(chapter, pattern, said):
    snippet = chapter(outcomes=f"{HEAD}x = exact(stderr=[r'{pattern}', '.*Tea'])\n")
    run = ran(stderr="TypeError: brew() takes no arguments\nKeyError: 'cup'\n")
    found = blind(snippet, outcome_of(snippet), run)
    assert [said] == [one[: len(said)] for one in found] if said else found == []


def test_one_that_has_nothing_to_be_blind_to_is_not(chapter):
    snippet = chapter(outcomes=HEAD + JUDGED.format("assert len(run.lines) < 9"))
    assert blind(snippet, outcome_of(snippet), ran("")) == []
    assert blind(snippet, exact(), ran("a\n")) == []


def test_the_other_line_is_a_sentence(chapter):
    snippet = chapter(
        outcomes=HEAD + JUDGED.format("assert len(run.lines) == 1; assert ' ' in run.lines[0]")
    )
    (problem,) = blind(snippet, outcome_of(snippet), ran("a b\n"))
    assert "another line 1" in problem


def test_three_changes_are_told_at_most(chapter):
    snippet = chapter(outcomes=HEAD + JUDGED.format("assert len(run.lines) < 9"))
    assert len(blind(snippet, outcome_of(snippet), ran("a\nb\nc\nd\n"))) == 3


TOLD = """\
server reads:  b''
client writes: BrokenPipeError
served: 3 of pid 7 in 0.5 s
served: 3 of pid 7 in 0.7 s
"""
READS = "reads == \"server reads:  b''\""
WHOLE = """
    reads, writes, *served = run.lines
    assert reads == "server reads:  b''"
    assert writes.removeprefix("client writes: ") in {"BrokenPipeError", "TimeoutError"}
    import re
    pattern = r"served: (\\d+) of pid \\d+ in \\d\\.\\d s"
    found = [re.fullmatch(pattern, line) for line in served]
    assert len(found) == 2
    assert all(0 < int(one[1]) < 9 for one in found)
"""


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("", "", ""),
        (
            READS,
            'reads.startswith("server reads:")',
            "reads:zyzzyva for reads:",
        ),
        (
            READS,
            'reads.startswith("server reads:  b")',
            "b''zyzzyva for",
        ),
        (READS, "reads.endswith(\"b''\")", "zyzzyvaserver for server"),
        (READS, "len(reads.split()) == 3", "serverzyzzyva for server"),
        (
            'writes.removeprefix("client writes: ") in',
            'writes.split(": ")[1] in',
            "zyzzyvaclient for",
        ),
        (READS, "reads.removesuffix(\"b''\") == 'server reads:  '", "line 1 without b''"),
        ("0 < int(one[1]) < 9", "int(one[1])", "line 3 with 9876543210 for 3"),
        ("0 < int(one[1]) < 9", "one", "line 3 with 9876543210 for 3"),
        ("of pid", r"of \w+", "line 3 with pidzyzzyva for pid"),
        ("re.fullmatch", "re.match", "line 3 with szyzzyva for s"),
    ],
)
def test_a_check_that_is_blind_to_a_part_of_a_line_is_refused(chapter, right, wrong, said):
    assert right in WHOLE
    check = WHOLE.replace(right, wrong) if right else WHOLE
    snippet = chapter(outcomes=HEAD + JUDGED.format(check.strip()))
    outcome, run = outcome_of(snippet), ran(TOLD)
    assert outcome.check
    outcome.check(run)
    found = blind(snippet, outcome, run)
    assert said in "".join(found)
    assert bool(found) == bool(said)


def test_of_lines_that_differ_in_a_duration_the_first_alone_is_changed(chapter):
    check = """one, other, rest = run.lines
    assert __import__("re").fullmatch(r"took [0-9.]+ s", one)
    assert len(other.split()) == 3
    assert rest.split()[0] == 'sold'"""
    snippet = chapter(outcomes=HEAD + JUDGED.format(check))
    found = blind(snippet, outcome_of(snippet), ran("took 0.5 s\ntook 0.7 s\nsold 3\n"))
    assert [told.partition("its check passes ")[2].partition(", too;")[0] for told in found] == [
        "line 3 with 3zyzzyva for 3",
        "line 3 with zyzzyva3 for 3",
        "line 3 without 3",
    ]


ORDERED = "dear < cheap\n1 < 2\nsoup: 3\nrice: 3\n##..\n..##\n"
SET = """assert set(run.stdout.split()) == set("dear < cheap 1 < 2 soup: 3 rice: ##.. ..##".split())
    assert len(run.lines) == 6
    assert all(len(line.split()) == (3, 3, 2, 2, 1, 1)[n] for n, line in enumerate(run.lines))"""


@pytest.mark.parametrize(
    ("doc", "check", "said"),
    [
        (
            "The cook decides.",
            SET,
            ["line 1 with dear and cheap exchanged", "lines 3 and 4 exchanged"],
        ),
        ("The cook decides.", f"assert run.lines == {ORDERED.splitlines()}", []),
        ("Who is first is chance.", SET, []),
    ],
)
def test_a_check_that_is_blind_to_the_order_is_refused(chapter, doc, check, said):
    stated = JUDGED.format(check).replace("The cook decides.", doc)
    snippet = chapter(outcomes=HEAD + stated)
    found = blind(snippet, outcome_of(snippet), ran(ORDERED))
    told = [one.partition("passes ")[2].partition(", too; assert the order, or") for one in found]
    assert [what for what, _, _ in told] == said
