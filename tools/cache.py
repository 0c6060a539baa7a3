"""A cache: what was made, until what it was made from changes; safe for several processes at once.

One file for each thing, below `build/`: the digest of all that decides what it is, and the thing as
JSON. It is there whole or not at all. While one process makes it, others wait for that.

It is ours because libraries such as diskcache and joblib unpickle what they find in their files,
and know nothing of what is not good. What has a cache of its own below `build/` is no JSON: the
measured values (pyperf's file), compiled templates (Jinja's), an executed notebook
(mkdocs-jupyter's), and whole folders, environments of uv and packages of npm. Each is named by a
digest of its inputs, or holds a stamp that is compared.
"""

import gzip
import hashlib
import json
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from filelock import FileLock

from tools.files import BUILD, write_whole

log = logging.getLogger("mkdocs.hooks.cache")
FOLDER = BUILD / "cache"
ATTEMPTS = 3


def key_of(*facts: object) -> str:
    """A digest of all that a thing is made from."""
    return hashlib.sha256("\0".join(map(str, facts)).encode()).hexdigest()


def cached(
    name: str,
    kind: str,
    key: str,
    make: Callable[[], Any],
    good: Callable[[Any], bool] = lambda content: True,
) -> Any:
    """What is cached under a name for a kind and a key, else what `make` returns, as JSON has it.

    What `make` raises is raised, and nothing is cached. What is not `good` after a few attempts
    (the machine is busy) is cached for this process alone: `mkdocs serve` does not try again at
    each save, the next build does. Tests try once (MEASURE=smoke): nobody sees what they record.
    """
    file = _file(name, kind)
    with FileLock(f"{file}.lock"):
        entry = _read(file)
        if entry.get("key") == key and (entry.get("good") or entry.get("session") == _session()):
            return entry["content"]
        log.info("making %s: %s", name, kind)
        content = tried(make, good)
        passes = not times_matter() or good(content)
        whole = packed({"key": key, "good": passes, "session": _session(), "content": content})
        write_whole(file, whole)
    return json.loads(gzip.decompress(whole))["content"]


def lookup(name: str, kind: str, key: str) -> Any:
    """What is cached under a name for a kind and a key; None if nothing is."""
    file = _file(name, kind)
    with FileLock(f"{file}.lock"):
        entry = _read(file)
    return entry["content"] if entry.get("key") == key else None


def store(name: str, kind: str, key: str, content: object) -> None:
    """Cache what was made already, where making it cannot wait for a lock."""
    file = _file(name, kind)
    whole = packed({"key": key, "good": True, "content": content})
    with FileLock(f"{file}.lock"):
        write_whole(file, whole)


def settled(name: str) -> bool:
    """Is all that is cached under a name good, so that the next build will not make it again?"""
    return all(_read(file).get("good") for file in _folder().glob(_file_name(name)))


def file_of(name: str, make: Callable[[], bytes]) -> Path:
    """A file below `build/` whose name says what it is made from; made if it is not there."""
    file = BUILD / name
    if not file.is_file():
        write_whole(file, make())
    return file


def tried(make: Callable[[], Any], good: Callable[[Any], bool]) -> Any:
    """The first good content; the last one, if none of a few is: the machine is busy."""
    content = make()
    for _ in range(ATTEMPTS - 1 if times_matter() else 0):
        if good(content):
            break
        content = make()
    return content


def times_matter() -> bool:
    """Will anybody see the pictures? Those of tests only have to be there."""
    return os.environ.get("MEASURE") != "smoke"


def packed(content: object) -> bytes:
    """JSON, packed; the same content gives the same bytes."""
    return gzip.compress(json.dumps(content).encode(), mtime=0)


def _folder() -> Path:
    """Where the cache is; it is there."""
    folder = FOLDER / os.environ.get("MEASURE", "full")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _file(name: str, kind: str) -> Path:
    return _folder() / _file_name(name, kind)


def _file_name(name: str, kind: str = "*") -> str:
    return f"{name.removesuffix('.py').replace('/', '.')}.{kind}.json.gz"


def _read(file: Path) -> dict:
    """What a file holds; nothing if there is none or it is damaged."""
    try:
        found = json.loads(gzip.decompress(file.read_bytes()))
    except (OSError, EOFError, ValueError):
        return {}
    return found if isinstance(found, dict) and "content" in found else {}


def _session() -> str:
    """This process, as no other before or after it."""
    return f"{os.getpid()} {psutil.Process().create_time()}"
