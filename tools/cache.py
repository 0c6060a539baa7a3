"""Keep what was recorded for the pictures until something changes that it depends on."""

import gzip
import hashlib
import json
import logging
import os
from collections.abc import Callable
from typing import Any

from tools.files import BUILD, write_whole

log = logging.getLogger("mkdocs.hooks.pictures")
FOLDER = BUILD / "pictures"
ATTEMPTS = 3


def key_of(*facts: object) -> str:
    """A digest of all that a recording depends on."""
    return hashlib.sha256("\0".join(map(str, facts)).encode()).hexdigest()


def kept(
    name: str,
    kind: str,
    key: str,
    make: Callable[[], Any],
    good: Callable[[Any], bool] = lambda content: True,
) -> Any:
    """What is kept under a name for a kind and a key, else what `make` returns, as JSON has it.

    A file is there whole or not at all; what `make` raises is raised, and nothing is kept, nor is
    what is not `good` after a few attempts: it is recorded again the next time. Tests record while
    other tests keep the cores busy (MEASURE=smoke); no other build shows that.
    """
    folder = FOLDER / os.environ.get("MEASURE", "full")
    file = folder / f"{name.removesuffix('.py').replace('/', '.')}.{kind}.json.gz"
    try:
        found = json.loads(gzip.decompress(file.read_bytes()))
        if found["key"] == key:
            return found["content"]
    except (OSError, EOFError, ValueError, LookupError, TypeError):
        pass
    log.info("recording %s: %s", name, kind)
    content = tried(make, good)
    whole = packed({"key": key, "content": content})
    if good(content) or not times_matter():
        write_whole(file, whole)
    return json.loads(gzip.decompress(whole))["content"]


def tried(make: Callable[[], Any], good: Callable[[Any], bool]) -> Any:
    """The first good content; the last one, if none of a few is: the machine is busy."""
    for _ in range(ATTEMPTS if times_matter() else 1):
        content = make()
        if good(content):
            break
    return content


def times_matter() -> bool:
    """Will anybody see the pictures? Those of tests only have to be there."""
    return os.environ.get("MEASURE") != "smoke"


def packed(content: object) -> bytes:
    """JSON, packed; the same content gives the same bytes."""
    return gzip.compress(json.dumps(content).encode(), mtime=0)
