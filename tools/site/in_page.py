"""Run and Edit: publish what runs Python in a reader's browser, and place the controls."""

import gzip
import hashlib
import io
import json
import logging
import posixpath
import zipfile
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from tools import cache
from tools.examples.exercise import every_exercise
from tools.examples.outcome import outcome_of
from tools.examples.snippet import Snippet
from tools.files import ROOT, read_text
from tools.interleavings.facts import Refusal, Why
from tools.site import can_run, npm, scenes
from tools.site.telling import Telling

BROWSER = ROOT / "tools" / "browser"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold: the same bytes every time
AS_IT_IS = ("pyodide.mjs", "pyodide.asm.mjs", "python_stdlib.zip")
PACKED = (
    "pyodide.asm.wasm",
)  # a plain static host would send it unpacked, at three times the size
WHENCE = """\
pyodide/ is Pyodide {version}, unchanged but packed, under the Mozilla Public License 2.0.
Its source: {source}
editor.js is CodeMirror 6 and what it needs, each under the licence named at its end.
"""


# Not below "mkdocs": --strict makes no error of its warnings, and the site is whole without Run.
log = logging.getLogger("site.in_page")


class InPage:
    """Run and Edit for the pages of a site, or nothing, where npm's packages cannot be had."""

    def __init__(self, telling: Telling, site_url: str):
        self.telling, self.site_url = telling, site_url
        self.exercises = {one.starter: one for one in every_exercise()}

    @cached_property
    def files(self) -> dict[str, Path]:
        """What is to be published, by path; nothing, if Run is left out, and the log says why."""
        try:
            return published(self.telling.message)
        except npm.Unavailable as error:
            log.warning("The site is built without Run and Edit: %s", error)
            return {}

    @cached_property
    def python(self) -> tuple[int, ...]:
        """The version of the Python that runs in a page."""
        return python_version()

    def place(self, snippet: Snippet) -> Markup:
        """Where the controls of an example stand, or why it cannot run in a page."""
        if not self.files:
            return Markup()
        exercise = self.exercises.get(snippet)
        solution = exercise and can_run.obstacle(exercise.solution, self.python)
        return self.telling.render(
            "run-place.j2",
            name=snippet.name,
            obstacle=can_run.obstacle(snippet, self.python),
            exercise=exercise,
            check_obstacle=solution,
            url=posixpath.join(self.site_url, "snippets", snippet.name),
            arguments=list(outcome_of(snippet).arguments),
            threads=can_run.has_threads(snippet),
        )

    def scripts(self, page: Page, judges: bool) -> Markup:
        """What a page with such examples has once, in its head; more, where it judges exercises."""
        return self.telling.render(
            "run-scripts.j2",
            judges=judges,
            refusals=self.refusals,
            base=get_relative_url("run/", page.url),
            bytes=bytes_fetched(self.files),
            python=".".join(map(str, self.python)),
        )

    @cached_property
    def refusals(self) -> dict[str, str]:
        """What every page with programs says where the explorer bears one of them not."""
        return {f"refused_{why}": self._refusal(why) for why in Why}

    def _refusal(self, why: Why) -> str:
        """Why the explorer does not bear a program, with places for what is meant."""
        refusal = Refusal("", 0, why, "{what}")
        said = self.telling.render("refusal.j2", refusal=refusal, number="{number}")
        return " ".join(said.unescape().split())


def published(message: Callable[[str], str] = str) -> dict[str, Path]:
    """The files to publish, by their path on the site; `message` puts what exercises say into its
    language. Raises npm.Unavailable.
    """
    pyodide = npm.packages() / "pyodide"
    facts = json.loads((pyodide / "package.json").read_text("utf-8"))
    found = {f"run/pyodide/{name}": pyodide / name for name in AS_IT_IS}
    for name in PACKED:
        found[f"run/pyodide/{name}.gzip"] = _cached(
            f"{facts['version']}.{name}.gzip",
            lambda name=name: gzip.compress((pyodide / name).read_bytes(), 9, mtime=0),
        )
    found["run/pyodide/pyodide-lock.json"] = _cached(
        f"{facts['version']}.lock.json", lambda: _own_lock(pyodide / "pyodide-lock.json")
    )
    tools = _tools(message)
    found["run/tools.zip"] = _cached(f"{_digest(tools)}.zip", lambda: _zipped(tools))
    source = npm.PINNED / "editor.js"
    key = _digest({file: file.read_bytes() for file in (source, npm.PINNED / "package-lock.json")})
    found["run/editor.js"] = _cached(f"{key}.editor.js", lambda: npm.bundled(source))
    whence = WHENCE.format(version=facts["version"], source=facts["homepage"])
    found["run/whence.txt"] = _cached(f"{facts['version']}.txt", whence.encode)
    return found


def bytes_fetched(files: dict[str, Path]) -> int:
    """How many bytes the first click fetches and counts."""
    counted = ("pyodide.asm.wasm.gzip", "python_stdlib.zip", "tools.zip")
    return sum(path.stat().st_size for name, path in files.items() if name.endswith(counted))


def python_version() -> tuple[int, ...]:
    """The version of Pyodide's Python. Raises npm.Unavailable."""
    facts = json.loads((npm.packages() / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    return tuple(map(int, facts["info"]["python"].split(".")))


def _own_lock(file: Path) -> bytes:
    """Pyodide's list of packages without the packages: none is fetched from anywhere."""
    return json.dumps(json.loads(file.read_text("utf-8")) | {"packages": {}}).encode()


def _modules() -> list[Path]:
    explorer = ROOT / "tools" / "interleavings"
    return [
        ROOT / "tools" / "__init__.py",
        *sorted(BROWSER.glob("*.py")),
        *sorted(explorer.rglob("*.py")),
    ]


def _tools(message: Callable[[str], str]) -> dict[Path, bytes]:
    files = {file: file.read_bytes() for file in _modules()}
    for file in (one.scenes for one in every_exercise() if one.scenes):
        files[file] = scenes.told(read_text(file), message, str(file)).encode("utf-8")
    return files


def _zipped(files: Mapping[Path, bytes]) -> bytes:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in files.items():
            info = zipfile.ZipInfo(file.relative_to(ROOT).as_posix(), EARLIEST)
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return zipped.getvalue()


def _digest(files: Mapping[Path, bytes]) -> str:
    digest = hashlib.sha256()
    for file, content in files.items():
        digest.update(file.as_posix().encode() + b"\0" + content)
    return digest.hexdigest()[:16]


def _cached(name: str, make: Callable[[], bytes]) -> Path:
    return cache.file_of(f"in-page/{name}", make)
