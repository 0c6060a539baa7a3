"""`tools.cache`: made once, whole, by one process at a time, and again when something changes."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tools import cache, interpreters
from tools.examples import outcome
from tools.examples.snippet import Snippet
from tools.files import ROOT
from tools.pictures import interleavings, switching
from tools.pictures.process_life import recording as life
from tools.pictures.timeline import recording as timeline

MAKER = """
import sys, time
from pathlib import Path
from tools import cache
cache.FOLDER = Path(sys.argv[1])
def make():
    with open(sys.argv[1] + "/made", "a") as file:
        file.write("x")
    time.sleep(0.2)
    return [1, 2]
print(cache.cached("a/b.py", "kind", "key", make))
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "FOLDER", tmp_path)
    monkeypatch.delenv("MEASURE", raising=False)
    return tmp_path


def cached(content, key="key", good=lambda content: True, kind="kind"):
    return cache.cached("a/b.py", kind, key, lambda: content, good)


def test_it_is_made_again_only_when_its_key_changes():
    assert [cached(1), cached(2), cached(3, key="other"), cached(4, key="other")] == [1, 1, 3, 3]
    assert cached(5, kind="another") == 5


def test_several_processes_make_it_once(folder):
    runs = [
        subprocess.Popen([sys.executable, "-c", MAKER, folder], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [run.communicate(timeout=60)[0] for run in runs] == ["[1, 2]\n"] * 4
    assert (folder / "made").read_text() == "x"


@pytest.mark.parametrize("content", [b"", b"half", cache.packed([]), cache.packed({"key": "key"})])
def test_a_damaged_file_is_made_again(folder, content):
    cached(1)
    (file,) = folder.rglob("*.json.gz")
    file.write_bytes(content)
    assert cached(2) == 2


def test_what_is_not_good_is_tried_again_and_kept_for_this_process_alone(folder, monkeypatch):
    made = iter(range(100))
    bad = lambda content: False  # noqa: E731
    first = cache.cached("a.py", "kind", "key", lambda: next(made), bad)
    assert first == cache.ATTEMPTS - 1
    assert cache.cached("a.py", "kind", "key", lambda: next(made), bad) == first
    monkeypatch.setattr(cache, "_session", lambda: "another process")
    assert cache.cached("a.py", "kind", "key", lambda: next(made), bad) == 2 * cache.ATTEMPTS - 1


def test_what_tests_make_is_not_published(monkeypatch):
    monkeypatch.setenv("MEASURE", "smoke")
    assert cached(1) == 1
    monkeypatch.delenv("MEASURE")
    assert cached(2) == 2


def test_nothing_is_kept_of_what_fails(folder):
    def fail():
        raise OSError("no clock")

    with pytest.raises(OSError, match="no clock"):
        cache.cached("a.py", "kind", "key", fail)
    assert not list(folder.rglob("*.json.gz"))
    assert json.dumps(cached({"a": [1]})) == '{"a": [1]}'


# What is cached of an example: what asks for it, and who makes it.
CACHED = {
    "interleavings": (interleavings.facts, "locks/three_steps.py", "interleavings"),
    "timeline": (timeline.recorded, "processes/lock_makes_serial.py", "pictures/timeline/recorder"),
    "switching": (
        lambda snippet: switching.recording(snippet, switching.Wanted(interpreters.running())),
        "gil/who_runs.py",
        "pictures/switching",
    ),
    "life": (life.recordings, "processes/zombie.py", "pictures/process_life"),
}


class Asked(Exception):
    """For what is cached, under this key."""


def with_more(read: Callable, changed: Path | None, more: str | bytes) -> Callable:
    """A way of reading files in which one has more in it."""
    return lambda file, *how, **named: (
        read(file, *how, **named) + (more if file == changed else more[:0])
    )


def asked(make: Callable, snippet: Snippet, changed: Path | None, patch: pytest.MonkeyPatch) -> str:
    """The key under which it looks, where one file is another."""

    def cached(name: str, kind: str, key: str, *_) -> None:
        raise Asked(key)

    with patch.context() as here:
        here.setattr(cache, "cached", cached)
        for read, more in (("read_bytes", b"#"), ("read_text", "#")):
            here.setattr(Path, read, with_more(getattr(Path, read), changed, more))
        with pytest.raises(Asked) as found:
            make(snippet)
    return str(found.value)


@pytest.mark.parametrize("kind", CACHED)
def test_what_is_kept_is_made_again_once_the_program_or_who_makes_it_is_another(kind, monkeypatch):
    make, name, folder = CACHED[kind]
    monkeypatch.setattr(life, "SYSTEM", sys.platform)
    monkeypatch.setattr(interpreters, "newest", interpreters.running)
    snippet, makers = Snippet(name), sorted((ROOT / "tools" / folder).rglob("*.py"))
    assert len(makers) > 1
    first = asked(make, snippet, None, monkeypatch)
    forgets = [
        file for file in (snippet.path, *makers) if asked(make, snippet, file, monkeypatch) == first
    ]
    assert not forgets, f"{kind}: the key that it is cached under knows nothing of these"


@pytest.mark.parametrize("kind", ["timeline", "life"])
@pytest.mark.parametrize("other", [{"limit": 9.5}, {"typed": "tea"}])
def test_what_is_kept_is_made_again_once_it_would_be_run_otherwise(kind, other, monkeypatch):
    make, name, _ = CACHED[kind]
    monkeypatch.setattr(life, "SYSTEM", sys.platform)
    monkeypatch.setattr(interpreters, "newest", interpreters.running)
    snippet = Snippet(name)
    first = asked(make, snippet, None, monkeypatch)
    stated = replace(outcome.outcome_of(snippet), **other)
    monkeypatch.setattr(outcome, "outcome_of", lambda _: stated)
    assert asked(make, snippet, None, monkeypatch) != first
