"""What a page says that a call does, it says on purpose: `start()` raises, `join()` never returns.

No test understands that. `Process()` for `start()` is easily written where a program has both, and
a "never" easily lost. So `calls.txt` has what each page says: who changes that is asked to look.
"""

import re
from pathlib import Path

from saying import line_at
from test_content import PAGES, prose, text_of
from test_shown import as_listed

from docs import DOCS

LIST = Path(__file__).with_name("calls.txt")
OFTEN = (
    "block|call|cancel|end|fail|give|hang|keep|kill|let|make|raise|refuse|release|return|run|send"
    "|start|stop|take|terminate|wait|wake"
)
DOES = re.compile(
    r"`(?P<call>[A-Za-z_][\w.]*\(\))`(?:\]\([^)\s]*\))?\s+"
    r"(?P<how>(?:(?:always|also|can|cannot|did|does|here|itself|may|must|never|not|now|only|then"
    r"|will|would)\s+)*)"
    rf"(?P<what>(?:is\s+)?(?:{OFTEN})(?:s|d|ed|ped)?)\b(?:(?:\s+an?)?\s+`(?P<error>\w+)`)?"
)


def calls(text: str) -> dict[str, int]:
    """What a text says that calls do, with the first line of each: `recv() raises EOFError`."""
    found: dict[str, int] = {}
    said = prose(text)
    for one in DOES.finditer(said):
        words = " ".join(part for part in one.groups() if part)
        found.setdefault(" ".join(words.split()), line_at(said, one.start()))
    return found


def test_what_a_call_is_said_to_do_changes_on_purpose_or_not_at_all(record):
    now = {page.relative_to(DOCS).as_posix(): calls(text_of(page)) for page in PAGES}
    why, new = "in the program, or its source, whether it does that", "it was not said before"
    as_listed(LIST, now, record, why, new=new)


def test_what_a_call_is_said_to_do_is_read():
    text = (
        "A late `start()` raises a\n`RuntimeError`; [`t.join()`](b.md) does not\nreturn. `put()`, "
        "`get()` wait here, `get()`\nof a queue.\n\n`run()` is called, `put()` then stopped it.\n"
    )
    assert calls(text) == {
        "start() raises RuntimeError": 1,
        "t.join() does not return": 2,
        "get() wait": 3,
        "run() is called": 6,
        "put() then stopped": 6,
    }
    assert not calls(f"```python\n{text}```\n")
