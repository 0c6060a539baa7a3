"""What a page says beside its programs, lists and numbers, and what these are."""

import builtins
import importlib
import io
import keyword
import re
import sys
import tokenize
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path

import pytest
from saying import fail, line_at
from test_content import PAGES, SNIPPETS, outside, prose, source_of, text_of
from test_shown import as_listed

from docs import DOCS
from tools.examples import page as pages
from tools.examples import snippet as snippets
from tools.examples.outcome import Kind, outcome_of
from tools.examples.printed import messages
from tools.examples.recording import recorded_run
from tools.files import place, read_text

WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
NUMBER = rf"(?:\d[\d,_]*(?![\w.])|{'|'.join(WORDS[1:])})"
SHARE = re.compile(
    rf"(?i)(?<![\w.])(?P<some>{NUMBER}) (?:out )?of (?:the |all |these )?(?P<all>{NUMBER})\b"
)
ITEM = re.compile(r"(?m)^(?:[-*]|\d+\.) ")
SENTENCE = re.compile(r"(?<=[.?!]) ")
CALLED = re.compile(r"`(?P<name>[a-z_]\w*)\.\w[\w.]*\(.*?\)`")
# Objects of which pages speak in general, and packages that no program of ours uses.
IN_GENERAL = {"future", "loop", "message", "requests", "tasks"}
NAMED_ANYWHERE = {*dir(builtins), *sys.stdlib_module_names, *IN_GENERAL}
# A variable, a function, an option: `oven`, `is_alive()`, `OVEN_TIME`. SELECT is none of ours.
NAME = re.compile(r"`(?P<name>[a-z_]\w*|[A-Z]+_\w+)(?:\(\))?`")
# Of systems and packages, of C, and what Python has in some versions only, or had.
OF_OTHERS = {
    *("acks_late", "job_timeout", "task_reject_on_worker_lost", "worker_prefetch_multiplier"),
    *("pg_advisory_xact_lock", "synchronous_commit", "synchronous_standby_names"),
    *("everysec", "fullfsync", "maxmemory", "noeviction"),
    *("CAP_SYS_PTRACE", "RLIMIT_NPROC", "grep", "ps", "py", "sudo", "tasklist"),
    *("BEFORE_WITH", "PYTHON_CPU_COUNT", "PYTHON_DISABLE_REMOTE_DEBUG", "PYTHON_GIL", "abi3t"),
    *("concurrent_tee", "eager_task_factory", "initargs", "isAlive", "kill_workers"),
    *("print_call_graph", "profiling", "serialize_iterator", "terminate_workers"),
    *("_target", "buffersize", "consume", "limit", "no", "thread_inherit_context"),
    *("broken_", "check_"),  # how names of programs begin
}

CLAUSE = re.compile(r"(?<=[.?!;:])\)? ")
A_CALL = re.compile(r"`(?:\w+\.)*(?P<name>\w+)\([^`]*`")
QUOTED = re.compile(r"(?<!`)(?P<marks>`+)(?!`)(?P<text>.+?)(?<!`)(?P=marks)(?!`)", re.DOTALL)
ELLIPSIS = re.compile(r" *(?:\.{3}|…) *")
ORDINALS = ["first", "second", "third", "fourth", "fifth"]
LINE_SAYS = re.compile(
    rf"(?i)(?<!until )\bthe\s+(?P<which>{'|'.join(ORDINALS)}|last)\s+line(?:\s+of\s+the\s+output)?"
    r"\s+(?:ends with|has|is|reads|says|shows)\s+(?P<what>`[^`]+`|\d+)"
)
EXIT_SAYS = re.compile(
    r"exit\s+(?:status|code)\s+(?:is\s+)?(?:then\s+)?(?P<status>-?\d+)|standard\s+error\s+is\s+empty"
)
VALUE = re.compile(r"[-+]?\d[\d_,.]*|True|False|None")


def number(text: str) -> int:
    """Of `1,000` or `three`."""
    word = text.lower()
    return WORDS.index(word) if word in WORDS else int(re.sub(r"\D", "", word))


def more_than_all(line: str) -> Iterator[str]:
    """Shares of which the part is more than the whole: `7 of 3`."""
    for share in SHARE.finditer(line):
        if number(share["some"]) > number(share["all"]):
            yield f"{share[0]}: more than there are; mend one of the two numbers"


def counted_wrong(text: str) -> Iterator[tuple[str, str]]:
    """Sentences that announce a list of so many, and the list has others; and what is wrong."""
    blocks = re.split(r"\n\s*\n", text)
    for at, block in enumerate(blocks):
        words = " ".join(block.split())
        if not words.endswith(":") or ITEM.match(block):
            continue
        said = re.findall(r"[a-z]+", SENTENCE.split(words)[-1].lower())
        named = {WORDS.index(word) for word in said if word in WORDS[2:]}
        items = 0
        for below in blocks[at + 1 :]:
            if not ITEM.match(below) and not below.startswith("  "):
                break
            items += len(ITEM.findall(below))
        if named and items and items not in named:
            yield (
                block,
                f"{sorted(named)[0]} are announced, and the list has {items}; let both agree",
            )


def names(source: str) -> set[str]:
    """All names in a program; what it prints has none."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (SyntaxError, tokenize.TokenError):
        return set()  # another test says so
    return {token.string for token in tokens if token.type == tokenize.NAME}


def unknown(line: str, known: Collection[str]) -> Iterator[str]:
    """Objects whose methods a sentence calls, and which nobody has: `` `oven.join()` ``."""
    for call in CALLED.finditer(line):
        if call["name"] not in known:
            yield (
                f"{call[0]}: no program of this page has {call['name']}; call it as they do "
                "(what is meant in general: IN_GENERAL in tests/test_prose.py)"
            )


def unheard_of(line: str, known: Collection[str], files: Collection[str] = ()) -> Iterator[str]:
    """Names in code marks that nobody has: `` `closing_time` ``. Files are not called."""
    names = NAME.finditer(line) if sys.platform == "linux" else ()  # others have fewer
    for name in names:
        is_file = name["name"] in files and "(" not in name[0]
        if name["name"] not in known and not is_file:
            yield (
                f"{name[0]}: no program of this page has that name, nor has Python; call it as "
                "they do (of other systems or versions: OF_OTHERS in tests/test_prose.py)"
            )


def of_python() -> set[str]:
    """Python's words, and what the modules have that our programs import."""
    imports = re.compile(r"(?m)^ *(?:from|import) ([\w.]+)")
    modules = {name for one in SNIPPETS for name in imports.findall(source_of(one))}
    found = {*keyword.kwlist, *NAMED_ANYWHERE, "fork", "forkserver", "spawn"}
    for name in modules:
        if name.partition(".")[0] in sys.stdlib_module_names and find_spec(name):
            for key, value in vars(importlib.import_module(name)).items():
                found |= {key, *(dir(value) if isinstance(value, type) else ())}
    return found


def is_like(quote: list[str], line: list[str]) -> bool:
    """Does a quotation, in words, begin like a part of a line, or have most words of one?"""
    size = len(quote)
    most = size - 1 if size < 4 else size // 2
    label = next((at for at, word in enumerate(quote[:-1], 1) if word.endswith(":")), size)
    for start in range(len(line)):
        part = line[start : start + size]
        same = [word == other for word, other in zip(quote, part, strict=False)]
        first = (*same, False).index(False)
        if first >= min(label, max(2, (size + 1) // 2)):
            return True
        # Of two words one is often the same by chance.
        other = [word for word, as_there in zip(quote, same, strict=False) if not as_there]
        values = all(map(VALUE.fullmatch, other)) and not all(map(VALUE.fullmatch, quote))
        enough = size > 2 or part == line or values
        if len(part) == size and sum(same) >= most and enough:
            return True
    return False


def misquoted(text: str, printed: list[str], typed: str) -> Iterator[tuple[int, str, str]]:
    """Code marks around what is nearly a line that a program prints: where, what, and that line.

    Parts of lines that are printed may be quoted, and of what is typed: programs and commands.
    """
    lines = [line.split() for line in printed]
    known = [" ".join(line) for line in [*lines, *map(str.split, typed.splitlines())]]
    for quote in QUOTED.finditer(text):
        words = quote["text"].split()
        parts = ELLIPSIS.split(" ".join(words))
        if len(words) < 2 or all(any(part in line for line in known) for part in parts):
            continue
        if like := [" ".join(line) for line in lines if is_like(words, line)]:
            said = " ".join(words)
            near = max(like, key=lambda line: SequenceMatcher(None, said, line).ratio())
            yield text[: quote.start()].count("\n") + 1, said, near


def lines_said(text: str) -> Iterator[tuple[int, str, int, str]]:
    """Sentences that say what is in which line of an output: where, which line, and what."""
    for said in LINE_SAYS.finditer(text):
        at = -1 if said["which"].lower() == "last" else ORDINALS.index(said["which"].lower())
        yield text[: said.start()].count("\n") + 1, said[0], at, said["what"].strip("`")


def test_what_is_said_of_a_line_of_an_output_is_in_that_line():
    """Of a sample, and where it is asked for, nothing is known."""
    found = []
    for page in PAGES:
        text = text_of(page)
        for line, said, at, what in lines_said(prose(text)):
            above = [one.snippet for one in pages.shown(text) if one.fence.line < line]
            if not above or outcome_of(above[-1]).kind is Kind.SAMPLE:
                continue
            lines = recorded_run(above[-1]).stdout.splitlines()
            if len(lines) < abs(at) or not re.search(rf"\b{re.escape(what)}\b", lines[at]):
                words = " ".join(said.split())
                found.append(f"{place(page)}:{line}: {words}: {lines[at]!r} is in that line")
    fail(found)


def exits_said(text: str) -> Iterator[tuple[int, str, str]]:
    """Sentences that say how a program ended: where, which words, and with what; empty: quietly."""
    for said in EXIT_SAYS.finditer(text):
        yield line_at(text, said.start()), " ".join(said[0].split()), said["status"] or ""


def ended_so(snippet: snippets.Snippet, status: str) -> bool:
    """Did it end with that status, or tell of one that did; without one, said it nothing?"""
    run = recorded_run(snippet)
    if not status:
        return not run.stderr
    told = f"{snippet.source}\n{run.stdout}"
    return str(run.status) == status or bool(re.search(rf"(?<![\w-]){status}(?!\w)", told))


# Of what a program would do elsewhere, or changed.
ENDS_ELSEWHERE = {("processes/starting-and-ending.md", "exit code is then -15")}


def test_a_program_ends_as_the_text_below_it_says():
    found = []
    for page in PAGES:
        text, name = text_of(page), page.relative_to(DOCS).as_posix()
        for line, said, status in exits_said(prose(text)):
            above = [one.snippet for one in pages.shown(text) if one.fence.line < line]
            if above and not ended_so(above[-1], status) and (name, said) not in ENDS_ELSEWHERE:
                found.append(
                    f"{place(page)}:{line}: {said}: {above[-1].name}, above it, did not end so "
                    "(of other programs: ENDS_ELSEWHERE in tests/test_prose.py)"
                )
    fail(found)


def test_an_end_that_the_program_had_not_is_found():
    said = "Its exit\nstatus is 0, it ends with exit code -9, and standard error is empty."
    assert list(exits_said(f"one\n{said}")) == [
        (2, "exit status is 0", "0"),
        (3, "exit code -9", "-9"),
        (3, "standard error is empty", ""),
    ]
    quiet = snippets.Snippet("threads/join_waits.py")
    loud = snippets.Snippet("locks/broken_priority_tie.py")
    assert [ended_so(quiet, status) for status in ("0", "1", "")] == [True, False, True]
    assert [ended_so(loud, status) for status in ("0", "1", "")] == [False, True, False]
    assert ended_so(snippets.Snippet("processes/ways_to_end.py"), "-15")


def test_no_part_is_more_than_the_whole():
    fail(
        f"{place(page)}:{line}: {problem}"
        for page in PAGES
        for line, text in outside(text_of(page))
        for problem in more_than_all(text)
    )


def test_a_list_has_as_many_items_as_are_announced():
    fail(
        f"{place(page)}:{line_of(text_of(page), block)}: {problem}"
        for page in PAGES
        for block, problem in counted_wrong(text_of(page))
    )


PARTS = re.compile(
    rf"({'|'.join(WORDS[2:])}|eleven|twelve) (?:programs|questions|exercises)\b",
    re.IGNORECASE,
)


def parts_miscounted(text: str) -> Iterator[tuple[int, str]]:
    """A first sentence that says how many exercises or questions follow, each below a heading."""
    lead, *parts = re.split(r"(?m)^## ", prose(text))
    said = PARTS.match(lead.rpartition("}\n")[2].strip())
    have = sum("check_" in part or re.match(r"\d+\. ", part) is not None for part in parts)
    if said and have > 1 and have != [*WORDS, "eleven", "twelve"].index(said[1].lower()):
        yield line_of(lead, said[0]), f"{said[0]} are announced, and it has {have}"


def test_a_page_has_as_many_exercises_as_it_says():
    fail(
        f"{place(page)}:{line}: {problem}"
        for page in PAGES
        for line, problem in parts_miscounted(text_of(page))
    )


def test_exercises_that_were_not_counted_are_found():
    def told(many: str, *parts: str) -> list[int]:
        text = "".join(f"## {part}\n\n" for part in parts)
        return [line for line, _ in parts_miscounted(f"# P {{ #p }}\n\n{many} so.\n\n{text}")]

    assert told("Three programs", "a\n\ncheck_a", "b\n\ncheck_b") == [3]
    assert told("Three questions", "1. a", "2. b", "More") == [3]
    assert not told("Two questions", "1. a", "2. b", "More") + told("Three ways", "1. a", "2. b")


def line_of(text: str, block: str) -> int:
    """Where a part of a text ends."""
    return line_at(text, text.index(block) + len(block))


def test_an_object_is_called_as_in_the_programs():
    """A name that is changed in a program is changed in what is said of it."""
    found, of_all = [], of_python() | OF_OTHERS
    for page in PAGES:
        shown = {example.snippet for example in pages.shown(text_of(page))}
        if not shown:
            continue
        try:
            known = NAMED_ANYWHERE.union(*(names(snippet.source) for snippet in shown))
        except snippets.BadSnippet:
            continue  # another test says so
        typed = [row for fence in pages.fences(text_of(page)) for row in fence.body]
        # The name of a file is not that of the function in it.
        known |= set(re.findall(r"\w+", "\n".join(row for row in typed if "8<" not in row)))
        printed = (run for run in map(recorded_run, shown) if run)
        words = " ".join([*map(source_of, shown), *(run.stdout + run.stderr for run in printed)])
        files = {snippet.path.stem for snippet in shown}
        all_known = known | of_all | set(re.findall(r"\w+", words))
        found += [
            f"{place(page)}:{line}: {problem}"
            for line, text in outside(text_of(page))
            for problem in (*unknown(text, known), *unheard_of(text, all_known, files))
        ]
    fail(found)


ABROAD = Path(__file__).with_name("abroad.txt")
IN_MARKS = re.compile(r"`(?P<name>[A-Za-z_][\w.]*)(?:\([^`]*\))?`")


def abroad(text: str, known: Collection[str]) -> dict[str, int]:
    """Names in code marks that are in no program of a page, with the first line of each."""
    found: dict[str, int] = {}
    for line, row in outside(text):
        for marked in IN_MARKS.finditer(row):
            name = marked["name"]
            is_file = name.endswith((".md", ".py", ".txt"))
            if not is_file and name.rpartition(".")[2] not in known:
                found.setdefault(name, line)
    return found


def words_beside(text: str) -> set[str]:
    """All words of the programs of a page, of what they print, of what is typed there."""
    shown = {one.snippet for one in pages.shown(text)}
    typed = [row for fence in pages.fences(text) for row in fence.body if "8<" not in row]
    printed = [f"{run.stdout} {run.stderr}" for run in map(recorded_run, shown) if run]
    stems = [one.path.stem for one in shown]
    return set(re.findall(r"\w+", " ".join([*map(source_of, shown), *typed, *printed, *stems])))


def test_a_name_that_no_program_has_changes_on_purpose_or_not_at_all(record):
    """`WNOHANG` is a name that Python has. Is it the one that the program above it uses?"""
    now = {
        page.relative_to(DOCS).as_posix(): abroad(text, words_beside(text))
        for page, text in ((page, text_of(page)) for page in PAGES)
        if [*pages.shown(text)]
    }
    as_listed(ABROAD, now, record, "whether that is meant")


def test_a_name_that_is_real_and_in_no_program_is_found():
    text = "# A\n\n`waitid()` with\n`WNOHANG`, `os.fork()`, `tea.py`, `pool.map(f, [1])`, `a + b`\n"
    assert abroad(text, {"waitid", "map", "WNOWAIT"}) == {"WNOHANG": 4, "os.fork": 4}
    assert not abroad(f"```python\n{text}```\n", ())


def announced(text: str, line: int) -> Iterator[str]:
    """What the clause calls that stands, with a colon, right above the program of this line."""
    above = text.splitlines()[: line - 1]
    while above and (not above[-1].strip() or above[-1].lstrip().startswith(("===", "```"))):
        above.pop()
    rows = []
    while above and above[-1].strip():
        rows.insert(0, above.pop().strip())
    words = " ".join(rows)
    if words.endswith(":"):
        yield from (call["name"] for call in A_CALL.finditer(CLAUSE.split(words)[-1]))


def test_a_program_calls_what_is_announced_right_above_it():
    """`So who cannot come calls `abort()`:` stands above a program that does."""
    fail(
        f"{place(page)}:{one.fence.line}: {name}() is announced right above snippets/"
        f"{one.snippet.name}, which does not call it; name what it calls, or end with a full stop"
        for page in PAGES
        for one in pages.shown(text_of(page))
        if one.snippet.path.is_file()
        for name in announced(text_of(page), one.fence.line)
        if name not in names(source_of(one.snippet))
    )


def test_a_call_that_is_announced_is_read():
    text = "It has `join()`. Who calls `stop()`; then `oven.abort()` and\n`wait(1)`:\n\n```python\n"
    assert list(announced(text, 4)) == ["abort", "wait"]
    assert not list(announced(text.replace(":", "."), 4))
    assert list(announced('`f()`:\n\n=== "tab"\n\n    ```python\n', 5)) == ["f"]


def test_an_output_is_quoted_as_it_is_printed():
    """A word that is changed in the sentence says another thing than the output above it."""
    found = []
    for page in PAGES:
        text, printed = text_of(page), []
        typed = [row for fence in pages.fences(text) for row in fence.body]
        shown = [one.snippet for one in pages.shown(text) if one.snippet.path.is_file()]
        for snippet in shown:
            if run := recorded_run(snippet):
                printed += [*run.stdout.splitlines(), *messages(run.stderr)]
            typed += source_of(snippet).splitlines()
        for line, quote, near in misquoted(prose(text), printed, "\n".join(typed)):
            if not any(may_print(snippet, quote) for snippet in shown):
                found.append(
                    f"{place(page)}:{line}: `{quote}`: no program of this page prints that; one "
                    f"prints: {near} (what else a sample may print, its check says)"
                )
    fail(found)


def may_print(snippet: snippets.Snippet, text: str) -> bool:
    """Does the check of a sample name this text?"""
    return outcome_of(snippet).kind is Kind.SAMPLE and text in read_text(snippet.outcomes)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("7 of 3 cooks", 1),
        ("Seven of the three cooks", 1),
        ("3 of 1,000 updates, two of two, 12 out of 12", 0),
        ("100 ms of 2 s; 3.5 of 2; the 4 of 3.11; one of them", 0),
    ],
)
def test_a_part_that_is_more_than_the_whole_is_found(line, wrong):
    assert len(list(more_than_all(line))) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("There are three ways:\n\n- a\n- b\n", 1),
        ("There are three ways:\n\n- a\n\n  b\n\n- c\n- d\n\nThen.", 0),
        ("Two cooks have three ways:\n\n1. a\n2. b\n3. c\n", 0),
        ("Of four cooks I know. These ways:\n\n- a\n", 0),
        ("There are three ways:\n\n| a |\n", 0),
    ],
)
def test_a_list_with_more_or_less_than_announced_is_found(text, wrong):
    assert len(list(counted_wrong(text))) == wrong


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("`kettle.join()` returns", 1),
        ("`pot.join()` and `threading.settrace(f)`, `loop.close()`, `Thread.join()`", 0),
        ("`kettle.txt`, `kettle`, `kettle()`", 0),
    ],
)
def test_an_object_that_no_program_has_is_found(line, wrong):
    assert len(list(unknown(line, NAMED_ANYWHERE | names("pot = Thread()")))) == wrong


@pytest.mark.skipif(sys.platform != "linux", reason="Python has fewer names elsewhere")
@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("set `closing_time`, then `bake()`", 2),
        ("what `tea` has is not `tea()`", 1),
        ("`pot`, `sleep()`, `while`, `Kettle`, `KEYS`, `closing time`, `lid.close()`", 0),
    ],
)
def test_a_name_that_nobody_has_is_found(line, wrong):
    assert len(list(unheard_of(line, of_python() | names("pot = Thread()"), {"tea"}))) == wrong


@pytest.mark.parametrize(
    ("quote", "wrong"),
    [
        ("`pot is hot: True`", 1),
        ("`pot is\nhot: maybe, who knows`", 1),
        ("`Bob drinks 3 cups`, `cups: 4`, `drinks 4`", 3),
        ("`Ann drinks all`, `All drink 3 cups`", 2),
        ("`pot is hot: False`, `Ann drinks 3`, `3 cups`, `Ann drinks 5 cups`", 0),
        ("`pot ... False`, `Ann … cups`", 0),
        ("`pot is`, `hot pot`, `the cups`, `Ann`, `Ann()`, pot is hot: True", 0),
    ],
)
def test_a_quotation_that_no_program_prints_is_found(quote, wrong):
    printed = ["pot is hot: False", "Ann drinks 3 cups", "cups: 3"]
    found = list(misquoted(f"\n{quote}", printed, "print('Ann drinks 5 cups')"))
    assert [line for line, _, _ in found] == [2] * wrong


def test_what_is_said_of_a_line_is_read():
    text = "So\nthe last line says `cold`. The second\nline is 3, until the first line says `x`."
    assert [said[:1] + said[2:] for said in lines_said(text)] == [(2, -1, "cold"), (2, 1, "3")]


def test_what_else_a_sample_may_print_can_be_quoted(tmp_path):
    check = "@sample\ndef pot(run):\n    '''Tea.'''\n    assert run.lines in (['hot'], ['cold'])\n"
    (tmp_path / "outcomes.py").write_text(f"from tools.outcomes import sample\n{check}", "utf-8")
    assert may_print(snippets.Snippet("pot.py", tmp_path), "cold")
    assert not may_print(snippets.Snippet("pot.py", tmp_path), "warm")
    assert not may_print(snippets.Snippet("lid.py", tmp_path), "cold")
