"""Where an example finds the packages that its PEP 723 block asks for: for each interpreter, once.

The versions are those of `requirements.txt`. The interpreter that runs us has them; for others uv
makes an environment below `build/`, from its cache where it can, without a network.
"""

import functools
import importlib.metadata
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.cache import key_of
from tools.examples.outcome import SYSTEMS
from tools.examples.snippet import BadSnippet, Snippet
from tools.files import BUILD, ROOT, read_text, write_whole
from tools.interpreters import OF_CI, Build, Interpreter, running

PINS, ASKED = ROOT / "requirements.txt", ROOT / "requirements.in"
FOLDER = BUILD / "environments"
PINNED = re.compile(r"(?m)^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\\n]+))?")
UNSOLVABLE = re.compile(r"No solution found|has no wheels|has no usable wheels|no-build")
PATIENCE = 300  # seconds, to fetch what is not here yet


class Unavailable(Exception):
    """The packages are not to be had for an interpreter; the message says which, and why."""


def with_packages(snippet: Snippet, python: Interpreter) -> Interpreter:
    """An interpreter that finds the packages of an example.

    Raises Unavailable if there can be none here, and BadSnippet, with what is to be done, if there
    should be one. The example has passed `check_ci`.
    """
    wanted = snippet.needs.packages
    if not wanted:
        return python
    pins = _pins()
    excluded = [package for package in wanted if not _brought(package, python, pins)]
    if excluded:
        raise Unavailable(f"needs {', '.join(excluded)}")
    if python == running():
        missing = [package for package in wanted if not _installed(package)]
        if missing:
            raise BadSnippet(
                f"snippets/{snippet.name}: needs {', '.join(missing)}; "
                "run: pip install -r requirements.txt"
            )
        return python
    return _environment(python, tuple(wanted))


def check_ci(snippet: Snippet, platforms: Sequence[str] | None = None) -> None:
    """Raise BadSnippet if no interpreter of CI can run an example, on the systems that it is for.

    Or if it asks for other versions of its packages than are tried: readers would get those.
    """
    able = [Build.named(name).patch() for name in OF_CI]
    able = [python for python in able if not snippet.left_out(python)]
    if not able:
        raise BadSnippet(
            f"snippets/{snippet.name}: needs Python {snippet.needs.supported}, and CI has "
            f"{', '.join(OF_CI)}; nobody would ever run it"
        )
    for package in snippet.needs.packages:
        _check_package(snippet, package, able, platforms or SYSTEMS)


def _check_package(
    snippet: Snippet, package: str, able: Sequence[Interpreter], platforms: Iterable[str]
) -> None:
    """Raise BadSnippet if readers would get of a package what nobody tests."""
    pins, asked = _pins(), Requirement(package)
    if canonicalize_name(asked.name) not in pins:
        raise BadSnippet(
            f"snippets/{snippet.name}: needs {package}, which requirements.txt does not bring; "
            "add it to requirements.in, with the reason, and make requirements.txt anew"
        )
    extras = _extras().get(canonicalize_name(asked.name), set())
    if (extras and not asked.extras) or asked.extras - extras:
        what = (
            "let both agree" if asked.extras else "without, it works where the system has the rest"
        )
        raise BadSnippet(
            f"snippets/{snippet.name}: needs {package}, and requirements.in has it with "
            f"{', '.join(sorted(extras)) or 'nothing in brackets'}; {what}"
        )
    brought = {
        pin.version for one in able for on in platforms for pin in _brought(package, one, pins, on)
    }
    if not brought:
        raise BadSnippet(
            f"snippets/{snippet.name}: needs {package}, and requirements.txt brings that to "
            "none of the Pythons and systems that it is for; nobody would ever run it"
        )
    agrees = asked.specifier.contains
    if other := sorted(one for one in brought if not agrees(one, prereleases=True)):
        raise BadSnippet(
            f"snippets/{snippet.name}: needs {package}, and requirements.txt brings "
            f"{', '.join(other)}; readers would get what nobody tests: let both agree"
        )


@functools.cache
def _extras() -> dict[str, set[str]]:
    """With which extras requirements.in asks for packages."""
    lines = (line.partition(" #")[0].strip() for line in read_text(ASKED).splitlines())
    asked = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(one.name): one.extras for one in asked}


class Pin(NamedTuple):
    """A version of a package, and the condition under which it is installed; None is always."""

    version: str
    marker: Marker | None


Pins = dict[str, list[Pin]]


@functools.cache
def _pins() -> Pins:
    """What requirements.txt has of each package."""
    found: Pins = {}
    for pin in PINNED.finditer(read_text(PINS)):
        marker = Marker(pin["marker"].strip()) if pin["marker"] else None
        found.setdefault(canonicalize_name(pin["name"]), []).append(Pin(pin["version"], marker))
    return found


def _brought(package: str, python: Interpreter, pins: Pins, system: str | None = None) -> list[Pin]:
    """What of a package requirements.txt brings to an interpreter, on a system, or on this one."""
    version = ".".join(map(str, python.version))
    of_it = {
        **{name: str(value) for name, value in default_environment().items()},
        "implementation_name": python.implementation.lower(),
        "platform_python_implementation": python.implementation,
        "python_full_version": version,
        "python_version": version.rpartition(".")[0],
        "sys_platform": system or sys.platform,
    }
    asked = Requirement(package)
    if asked.marker and not asked.marker.evaluate(of_it):
        return []
    known = pins[canonicalize_name(asked.name)]
    return [pin for pin in known if pin.marker is None or pin.marker.evaluate(of_it)]


def _installed(package: str) -> bool:
    try:
        return bool(importlib.metadata.version(Requirement(package).name))
    except importlib.metadata.PackageNotFoundError:
        return False


@functools.cache
def _environment(python: Interpreter, packages: tuple[str, ...]) -> Interpreter:
    """An environment of an interpreter that has these packages, made where there is none."""
    key = key_of(python, *packages, read_text(PINS))[:12]
    folder = FOLDER / f"{python.name}-{key}"
    executable = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    ready, failed = folder / "ready", FOLDER / f"{python.name}-{key}.unavailable"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with FileLock(FOLDER / f"{python.name}-{key}.lock"):
        if failed.exists():
            raise Unavailable(failed.read_text("utf-8"))
        if not ready.exists():
            shutil.rmtree(folder, ignore_errors=True)
            try:
                _make(folder, executable, python, packages)
            except Unavailable as error:
                shutil.rmtree(folder, ignore_errors=True)
                if error.__cause__ is None:  # it will not be otherwise the next time
                    write_whole(failed, str(error).encode())
                raise
            write_whole(ready, b"")
    return replace(python, executable=str(executable))


def _make(folder: Path, executable: Path, python: Interpreter, packages: Sequence[str]) -> None:
    uv = _uv()
    named = f"needs {', '.join(packages)}"
    install = [
        *(uv, "pip", "install", "--quiet", "--no-config", "--python", str(executable)),
        *("--only-binary", ":all:", "--constraint", str(PINS), *packages),
    ]
    try:
        _call([uv, "venv", "--quiet", "--no-config", "--python", python.executable, str(folder)])
        try:
            _call([*install, "--offline"])
        except subprocess.CalledProcessError:
            _call(install)
    except subprocess.CalledProcessError as error:
        if UNSOLVABLE.search(error.stderr):
            raise Unavailable(f"{named}; there is no wheel for {python.name}") from None
        last = (error.stderr.strip().splitlines() or ["uv failed"])[-1]
        raise Unavailable(f"{named}, which uv cannot fetch now: {last}") from error
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"{named}, which uv cannot fetch now: it takes too long") from error


def _call(command: Sequence[str]) -> None:
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE,
    )


def _uv() -> str:
    """The path of uv, which requirements.txt brings. Raises Unavailable."""
    try:
        import uv

        return uv.find_uv_bin()
    except (ImportError, FileNotFoundError) as error:
        if found := shutil.which("uv"):
            return found
        raise Unavailable("needs packages, and uv, which installs them, is not here") from error
