"""Find the Pythons of this machine.

By ourselves: `uv python list` knows those of pyenv by the shims on PATH only, which start one of
them, and none that PYTHONS names.
"""

import contextlib
import functools
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

PROBE = """
import json, platform, sys, sysconfig
print(json.dumps({
    "implementation": platform.python_implementation(),
    "version": list(sys.version_info[:3]),
    "gil": getattr(sys, "_is_gil_enabled", lambda: True)(),
    "executable": sys.executable,
}))
"""
MINORS = range(11, 16)  # Python 3.11 to 3.15 are what the site teaches
FIRST_FREE = 13  # the first minor version with a free-threaded build
# What the workflows run (.github/workflows); a test holds the two together.
OF_CI = ("3.11", "3.12", "3.13", "3.13t", "3.14", "3.14t", "3.15")
EXECUTABLE = re.compile(r"(python(3(\.\d+t?)?)?|pypy3(\.\d+)?)(\.exe)?")


class NoSuchInterpreter(LookupError):
    """An interpreter was asked for by name and is not on this machine."""


@dataclass(frozen=True, order=True)
class Build:
    """What of an interpreter decides what it can run: `3.14`, `3.13t` (free-threaded), `pypy3.11`.

    >>> Build("CPython", (3, 13), free_threaded=True).name
    '3.13t'
    """

    implementation: str
    version: tuple[int, int]
    free_threaded: bool = False

    @property
    def name(self) -> str:
        """The short name."""
        prefix = "" if self.implementation == "CPython" else self.implementation.lower()
        return f"{prefix}{self.version[0]}.{self.version[1]}{'t' if self.free_threaded else ''}"

    @classmethod
    def named(cls, name: str) -> "Build":
        """The build of that short name. Raises ValueError if it is not one that is known."""
        found = re.fullmatch(r"(pypy)?3\.(\d+)(t?)", name)
        minor = int(found[2]) if found else 0
        if not found or minor not in MINORS or (found[3] and (found[1] or minor < FIRST_FREE)):
            raise ValueError(f"{name} names no interpreter that is known here")
        return cls("PyPy" if found[1] else "CPython", (3, minor), bool(found[3]))

    def patch(self, number: int = 99) -> "Interpreter":
        """An interpreter of this build, wherever it is; by default later than all there are."""
        version = (*self.version, number)
        return Interpreter(self.implementation, version, not self.free_threaded, "")


@dataclass(frozen=True, order=True)
class Interpreter:
    """One Python: what it is and where.

    >>> Interpreter("CPython", (3, 13, 0), gil=False, executable="python").name
    '3.13t'
    """

    implementation: str
    version: tuple[int, int, int]
    gil: bool
    executable: str

    @property
    def build(self) -> Build:
        """What of it decides what it can run."""
        return Build(self.implementation, self.version[:2], not self.gil)

    @property
    def is_taught(self) -> bool:
        """Is it one of the versions that the site teaches?"""
        return self.version[0] == 3 and self.version[1] in MINORS

    @property
    def name(self) -> str:
        """The short name of its build: `3.14`, `3.13t`, `pypy3.11`."""
        return self.build.name

    def __str__(self) -> str:
        """The full name: `CPython 3.13.0t`."""
        version = ".".join(map(str, self.version))
        return f"{self.implementation} {version}{'' if self.gil else 't'}"


def probe(executable: str | Path) -> Interpreter | None:
    """Ask an executable what it is; None if it is no working Python 3."""
    try:
        answer = subprocess.run(
            [executable, "-I", "-c", PROBE],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=60,  # on a busy machine it would be left out for want of an answer
            check=True,
        )
        facts = json.loads(answer.stdout)
        return Interpreter(**facts | {"version": tuple(facts["version"])})
    except (OSError, ValueError, LookupError, TypeError, subprocess.SubprocessError):
        return None


@functools.cache
def running() -> Interpreter:
    """The interpreter that runs this code."""
    found = probe(sys.executable)
    if found is None:
        raise RuntimeError(f"{sys.executable} does not run")
    return found


def candidates() -> list[Path]:
    """Executables that may be a Python: those of `PYTHONS`, PATH, pyenv and uv, in this order."""
    named = [Path(path) for path in os.environ.get("PYTHONS", "").split(os.pathsep) if path]
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    data = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share"))
    uv = Path(os.environ.get("UV_PYTHON_INSTALL_DIR", data / "uv/python"))
    folders = [folder for folder in folders if folder != pyenv / "shims"]
    for home in (pyenv / "versions", uv, pyenv / "pyenv-win/versions"):
        if home.is_dir():
            folders += [folder / "bin" for folder in sorted(home.iterdir())]
            folders += sorted(home.iterdir())
    for folder in folders:
        try:
            files = sorted(folder.iterdir())
        except OSError:
            continue
        named += [file for file in files if EXECUTABLE.fullmatch(file.name)]
    return named


def fingerprint() -> list[tuple[str, int, int]]:
    """What changes when a Python of this machine does, found without running any."""
    facts = []
    for path in dict.fromkeys(os.path.realpath(path) for path in [sys.executable, *candidates()]):
        with contextlib.suppress(OSError):
            found = os.stat(path)
            facts.append((path, found.st_mtime_ns, found.st_size))
    return facts


@functools.cache
def find() -> tuple[Interpreter, ...]:
    """All Pythons of this machine, oldest first, one for each name.

    Of several with one name the running one is taken, else the newest.
    """
    paths = list(dict.fromkeys(os.path.realpath(path) for path in candidates()))
    with ThreadPoolExecutor() as pool:
        found = [python for python in pool.map(probe, paths) if python]
    chosen = {python.name: python for python in sorted(found)}
    chosen[running().name] = running()
    return tuple(sorted(chosen.values(), key=lambda p: (p.implementation, p.version, not p.gil)))


def newest(pythons: Iterable[Interpreter] | None = None) -> Interpreter | None:
    """The newest CPython with a GIL, of those given or of this machine's; None if there is none."""
    found = find() if pythons is None else pythons
    usual = [one for one in found if one.implementation == "CPython" and one.gil]
    return max(usual, key=lambda python: python.version, default=None)


def choose(wanted: str | None) -> tuple[Interpreter, ...]:
    """The interpreters that `--pythons` asks for: None, `all`, `others`, or names with commas.

    `others` are all but the running one. Raises NoSuchInterpreter for a name that is not here.
    """
    names = [name.strip() for name in (wanted or "").split(",") if name.strip()]
    if not names:
        return (running(),)
    found = find()
    if names == ["all"]:
        return found
    if names == ["others"]:
        return tuple(python for python in found if python != running())
    by_name = {python.name: python for python in found}
    missing = [name for name in names if name not in by_name]
    if missing:
        raise NoSuchInterpreter(
            f"no Python {', '.join(missing)} on this machine; found: {', '.join(by_name)}. "
            "Name one by its path in the environment variable PYTHONS, or leave it out."
        )
    return tuple(by_name[name] for name in dict.fromkeys(names))
