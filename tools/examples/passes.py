"""Remember on which interpreters each example passed, for as long as nothing of it changes."""

import hashlib
import json
from pathlib import Path

from tools.examples.snippet import Snippet
from tools.files import ROOT, write_whole
from tools.interpreters import Interpreter

FILE = ROOT / "build" / "passes.json"


def state(snippet: Snippet) -> str:
    """A digest of all that decides whether an example passes."""
    digest = hashlib.sha256()
    for file in (snippet.path, snippet.recording, snippet.outcomes):
        digest.update(file.read_bytes() if file.is_file() else b"")
        digest.update(b"\0")
    return digest.hexdigest()


def load(file: Path = FILE) -> dict[str, dict]:
    """All that is remembered, by snippet name; nothing if the file is missing or unreadable."""
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def remember(passed: dict[Snippet, list[Interpreter]], file: Path = FILE) -> None:
    """Add the interpreters on which examples have just passed."""
    known = load(file)
    for snippet, pythons in passed.items():
        now = state(snippet)
        entry = known.get(snippet.name)
        if not entry or entry["state"] != now:
            entry = known[snippet.name] = {"state": now, "pythons": {}}
        entry["pythons"] |= {python.name: str(python) for python in pythons}
    write_whole(file, json.dumps(known, indent=1, sort_keys=True).encode())


def passed_on(snippet: Snippet, known: dict[str, dict]) -> list[str]:
    """The full names of the interpreters on which a snippet, as it is now, has passed."""
    entry = known.get(snippet.name)
    if not entry or entry["state"] != state(snippet):
        return []
    return sorted(entry["pythons"].values(), key=_by_version)


def _by_version(name: str) -> tuple:
    implementation, version = name.split()
    free_threaded = version.endswith("t")
    return (implementation, [int(part) for part in version.rstrip("t").split(".")], free_threaded)
