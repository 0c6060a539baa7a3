"""`tools.examples.printed`: what of an output counts."""

import re

import pytest
from chapter import OWN, TRACEBACK
from saying import fail

from docs import DOCS
from tools.examples import printed
from tools.examples.printed import (
    frames_of,
    given_out,
    innermost,
    leaves_open,
    masked,
    messages,
    own_frames,
)
from tools.examples.snippet import FOLDER


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("I am pid 47, parent pid 4, pid 47", "I am pid <1>, parent pid <2>, pid <1>"),
        ("pid=12 pid: 13 pid:12", "pid=<1> pid: <2> pid:<1>"),
        ("native id 9 native id 10", "native id <1> native id <2>"),
        ("pid 5 port 5", "pid <1> port <2>"),
        ("port 54321 port 54321", "port <1> port <1>"),
        ("<x at 0x7f00aa> 0x7F00AB 0x7f00aa", "<x at 0x<1>> 0x<2> 0x<1>"),
        ("took 0.123 s, then 12.5 s.", "took <> s, then <> s."),
    ],
)
def test_what_varies_without_meaning_is_masked_and_equal_stays_equal(text, shown):
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "42 tickets, 1.5 of 2",
        "3 s",
        "0.5 seconds",
        "1.5s",
        "1.25 ms",
        "ppid 12 rapid 12",
        "pids 12",
        "pid",
        "ports 80",
        "0xff",
        "id 5",
        "Thread-1 (work)",
        "12:34:56",
    ],
)
def test_nothing_else_is_masked(text):
    assert masked(text) == text


# What a word of the site may have before it or behind it, to be a number that varies.
BESIDE = ("{} 7", "{}: 7", "{}:7", "{}=7", "{}-7", "{}7", "7 {}", "7{}", "7.5 {}", "7.5{}")
VARY = {"pid 7", "pid: 7", "pid:7", "pid=7", "port 7", "port: 7", "port:7", "port=7", "7.5 s"}


def masked_beside(words: set[str]) -> list[str]:
    """Numbers beside these words that would not be compared."""
    told = (form.format(word) for word in sorted(words) for form in BESIDE)
    return [text for text in told if masked(text) != text and text not in VARY]


def test_beside_no_other_word_of_the_site_a_number_is_masked():
    """A mask that takes `thread 2` for a pid lets the wrong thread pass, in each example."""
    files = (*FOLDER.rglob("*.py"), *FOLDER.rglob("*.out"), *DOCS.rglob("*.md"))
    words = {word for one in files for word in re.findall("[A-Za-z]+", one.read_text("utf-8"))}
    assert {"pid", "port", "s", "thread"} <= words
    fail(
        f"tools/examples/printed.py: {text!r} is masked as {masked(text)!r}: no other number is "
        "compared there; mask less"
        for text in masked_beside(words)
    )


def test_a_mask_that_takes_too_much_is_found(monkeypatch):
    assert not masked_beside({"pid", "thread", "s"})
    wider = re.compile(printed.NUMBERED.pattern.replace("|port", "|port|thread"))
    monkeypatch.setattr(printed, "NUMBERED", wider)
    assert masked_beside({"pid", "thread"}) == ["thread 7", "thread: 7", "thread:7", "thread=7"]
    monkeypatch.setattr(printed, "DURATION", re.compile(r"\b[\d.]+ s\b"))
    assert masked_beside({"s"}) == ["7 s"]


def test_lines_that_are_sorted_have_no_numbers():
    assert masked("pid 5 port 7", numbered=False) == "pid <> port <>"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("    so\n    it is\n", "    so\n    it is\n"),
        ("a note\n    so\n    it is\n", "a note\n    so\n    it is\n"),
        ("a note\n    ~~^^\n    X\n", "a note\n    X\n"),
    ],
)
def test_what_is_indented_and_of_no_traceback_is_kept(text, kept, tmp_path):
    assert own_frames(text, tmp_path / "x.py") == kept


def test_of_a_traceback_only_the_frames_of_the_example_are_kept(tmp_path):
    file = tmp_path / "snippets" / "x.py"
    foreign = TRACEBACK.replace("json/x.py", "json/decoder.py")
    own = OWN.replace('  File "x.py", line 2, in check\n    raise KeyError\n', "")
    assert own_frames(foreign.format(file=file), file) == own
    assert own_frames(own, file) == own
    assert messages(own) == ["KeyError: 'oven'", "x.py:9: DeprecationWarning: old"]


GROUP = """\
  + Exception Group Traceback (most recent call last):
  |   File "{file}", line 9, in main
  |     async with TaskGroup() as kitchen:
  |                ~~~~~~~~~^^
  |   File "/usr/lib/asyncio/taskgroups.py", line 75, in __aexit__
  |     return await self._aexit(et, exc)
  | ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "{file}", line 5, in burn
    |     raise ValueError("burnt")
    | ValueError: burnt
    +---------------- 2 ----------------
    | KeyError: 'salt'
    +------------------------------------
"""


def test_a_group_of_exceptions_is_read_beside_its_margin(tmp_path):
    file = tmp_path / "x.py"
    foreign = ("__aexit__", "self._aexit", "~~")
    lines = GROUP.format(file=file.name).splitlines(keepends=True)
    own = "".join(line for line in lines if not any(word in line for word in foreign))
    assert own_frames(GROUP.format(file=file), file) == own
    assert own_frames(own, file) == own
    assert [frame["line"] for frame in frames_of(own)] == ["9", "5"]
    assert messages(own) == [
        "ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)",
        "ValueError: burnt",
        "KeyError: 'salt'",
    ]


def test_a_line_of_a_program_may_look_like_that_margin(tmp_path):
    own = 'Traceback (most recent call last):\n  File "x.py", line 2, in <module>\n    a = (b\n'
    assert own_frames(own + "         | c)\nTypeError: no\n", tmp_path / "x.py") == (
        own + "TypeError: no\n"
    )


def test_each_thread_stands_at_its_innermost_line_of_the_example(tmp_path):
    stacks = """Thread 0x01 (most recent call first):
  File "queue.py", line 9 in get
  File "/tmp/x.py", line 3 in take
  File "/tmp/x.py", line 7 in cook
Thread 0x02 (most recent call first):
  File "queue.py", line 9 in get
Current thread 0x03 (most recent call first):
  File "/tmp/x.py", line 5 in <module>
"""
    assert innermost(stacks, tmp_path / "x.py") == [3, 5]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("the shop is pid 7", True),
        ("native id: 7", True),
        ("port 1024", True),
        ("port 1023", False),
        ("port 80, then port 36659", True),
        ("at 0x7f0c58f7", True),
        ("7 eggs in 0.7 s", False),
    ],
)
def test_what_the_system_gives_out_anew_for_each_run_is_known(text, given):
    assert given_out(text) == given


@pytest.mark.parametrize(
    ("pattern", "is_open"),
    [
        (r".*RuntimeWarning: coroutine 'brew' was never awaited", False),
        (r"KeyError: '3\.5'", False),
        (r".*There appear to be \d+ leaked semaphore.*", True),
        (r"Current thread 0x\w+", True),
    ],
)
def test_a_pattern_that_leaves_more_open_than_the_place_is_known(pattern, is_open):
    assert leaves_open(pattern) == is_open
