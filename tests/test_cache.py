"""`tools.cache`: made once, whole, by one process at a time, and again when something changes."""

import json
import subprocess
import sys

import pytest

from tools import cache

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
print(cache.kept("a/b.py", "kind", "key", make))
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "FOLDER", tmp_path)
    monkeypatch.delenv("MEASURE", raising=False)
    return tmp_path


def kept(content, key="key", good=lambda content: True, kind="kind"):
    return cache.kept("a/b.py", kind, key, lambda: content, good)


def test_it_is_made_again_only_when_its_key_changes():
    assert [kept(1), kept(2), kept(3, key="other"), kept(4, key="other")] == [1, 1, 3, 3]
    assert kept(5, kind="another") == 5


def test_several_processes_make_it_once(folder):
    runs = [
        subprocess.Popen([sys.executable, "-c", MAKER, folder], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [run.communicate(timeout=60)[0] for run in runs] == ["[1, 2]\n"] * 4
    assert (folder / "made").read_text() == "x"


@pytest.mark.parametrize("content", [b"", b"half", cache.packed([]), cache.packed({"key": "key"})])
def test_a_damaged_file_is_made_again(folder, content):
    kept(1)
    (file,) = folder.rglob("*.json.gz")
    file.write_bytes(content)
    assert kept(2) == 2


def test_what_is_not_good_is_tried_again_and_kept_for_this_process_alone(folder, monkeypatch):
    made = iter(range(100))
    bad = lambda content: False  # noqa: E731
    first = cache.kept("a.py", "kind", "key", lambda: next(made), bad)
    assert first == cache.ATTEMPTS - 1
    assert cache.kept("a.py", "kind", "key", lambda: next(made), bad) == first
    monkeypatch.setattr(cache, "_session", lambda: "another process")
    assert cache.kept("a.py", "kind", "key", lambda: next(made), bad) == 2 * cache.ATTEMPTS - 1


def test_what_tests_make_is_not_published(monkeypatch):
    monkeypatch.setenv("MEASURE", "smoke")
    assert kept(1) == 1
    monkeypatch.delenv("MEASURE")
    assert kept(2) == 2


def test_nothing_is_kept_of_what_fails(folder):
    def fail():
        raise OSError("no clock")

    with pytest.raises(OSError, match="no clock"):
        cache.kept("a.py", "kind", "key", fail)
    assert not list(folder.rglob("*.json.gz"))
    assert json.dumps(kept({"a": [1]})) == '{"a": [1]}'
