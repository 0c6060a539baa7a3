"""What an example must not touch, and must not tell: where it ran, and on whose machine."""

import contextlib
import functools
import getpass
import os
import platform
import re
import socket
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil

from tools.examples.snippet import FOLDER
from tools.files import ROOT
from tools.interpreters import Interpreter
from tools.machine import usable_cores

GENERIC = {"root", "runner", "user", "localhost", "linux"}  # names that say nothing of a machine
LOOPBACK = re.compile(r"127\.|::1$|fe80::1%|(?:00:)+00$|0\.0\.0\.0$")
DATES = (  # how programs write today's
    *("%Y-%m-%d", "%Y%m%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%m/%d/%y"),
    *("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%a %b %d"),
)
NOT_OURS = re.compile(r"__pycache__|.*\.(out|tmp|pyc)|.*\.life\.json|\..*|.*~|#.*#")
KEPT_AT_HOME = re.compile(r"\.|Library$|AppData$")
BUILT = ("build", "site", "mutants")  # at the top of the checkout, and not kept in git
NAMES = HOST, USER = "the host's name", "the user's name"
PLATFORM, CORES = "the platform", "the number of its cores"
OF_CORES = re.compile(
    r"(?i)\b(\d+) (?:usable |logical )?(?:cores?|cpus?|processors?)\b"
    r"|(?:\bcores?|\bcpus?|cpu_count(?:\(\))?|\bprocessors?)\W{1,3}(\d+)\b"
)

COUNTS_CORES = re.compile(r"cpu_count\(|sched_getaffinity\(")


def told(text: str, python: Interpreter, path: Path, folder: Path) -> Iterator[str]:
    """What an output tells of the machine or of the place that it came from.

    `path` is the program's file, `folder` the one that the run had for itself. What the program
    says itself tells nothing: somebody's name may be `guest`.
    """
    source = path.read_text("utf-8", "replace")
    for what, values in _values(python, path, folder).items():
        values = {value for value in values if len(value) > 1}
        if what in NAMES:
            values = {value for value in values if value.lower() not in GENERIC}
        if any(_has(text, value) and not _has(source, value) for value in values):
            yield what
    numbers = {int(number) for found in OF_CORES.findall(text) for number in found if number}
    if COUNTS_CORES.search(source):
        numbers |= {int(line) for line in text.splitlines() if re.fullmatch(r"[0-9]{1,4}", line)}
    if numbers & ({os.cpu_count(), usable_cores()} - {1}):
        yield CORES


def _has(text: str, value: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text) is not None


@functools.cache
def _of_the_machine() -> tuple[set[str], set[str]]:
    """Its names and addresses, and the names of its platform."""
    system = {platform.platform(), platform.release(), platform.version(), platform.machine()}
    system |= {platform.system(), sys.platform, os.name}
    cards = psutil.net_if_addrs().values()
    addresses = {one.address for card in cards for one in card if not LOOPBACK.match(one.address)}
    return {socket.gethostname(), *addresses}, system


def _dates() -> set[str]:
    """Today, as it may be written."""
    days = {moment.date() for moment in (datetime.now(), datetime.now(UTC))}
    written = {day.strftime(form) for day in days for form in DATES}
    return written | {re.sub(r"\b0(?=\d\b)", to, one) for one in written for to in ("", " ")}


def _values(python: Interpreter, path: Path, folder: Path) -> dict[str, set[str]]:
    """By what: how it would stand in an output."""
    host, system = _of_the_machine()
    return {
        HOST: host,
        USER: {_user()},
        "the path of the home folder": {str(Path.home()), str(folder / "home")},
        "the path of the checkout": {str(ROOT)},
        "the path of its own file": {str(path.parent), str(path.resolve().parent)},
        "the path of its working folder": {str(folder / "work")},
        "the path of its temporary folder": {str(folder / "tmp")},
        "the path of the interpreter": {
            path
            for one in (python.executable, os.path.realpath(python.executable))
            for path in (one, os.path.dirname(one))
        },
        "today's date": _dates(),
        "PATH": {os.environ.get("PATH", "")},
        PLATFORM: system,
    }


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def seen(path: Path) -> dict[str, float]:
    """The files near a program, each with the time of its last change.

    Of the checkout those at the top, those of `snippets/`, and all of the program's chapter; what
    others write there while it runs is left out: caches, recordings, editors' copies, what is
    built.
    """
    inside = path.is_relative_to(ROOT)
    found = dict(_below(path.parent, deep=True))
    for place in [ROOT, FOLDER] if inside else []:
        found |= _below(place, deep=False)
    for name in BUILT:
        found.pop(str(ROOT / name), None)
    start = ROOT if inside else path.parent
    return {Path(file).relative_to(start).as_posix(): time for file, time in found.items()}


def _below(folder: str | Path, deep: bool) -> Iterator[tuple[str, float]]:
    """The files and folders in a folder, each with the time of a file's last change."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if NOT_OURS.fullmatch(entry.name):
                continue
            with contextlib.suppress(OSError):
                yield entry.path, entry.stat().st_mtime if entry.is_file() else 0
            if deep and entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, deep)


def left_in(folder: Path) -> list[str]:
    """What lies in the folders that a run had for itself; in its home, what packages keep may."""
    return sorted(
        file.relative_to(folder).as_posix()
        for place in ("work", "tmp", "home")
        for file in (folder / place).iterdir()
        if place != "home" or not KEPT_AT_HOME.match(file.name)
    )


def environment(folder: Path) -> dict[str, str]:
    """The variables that name the folders of a run, and nothing of ours."""
    home, tmp = str(folder / "home"), str(folder / "tmp")
    return {
        "HOME": home,
        "USERPROFILE": home,
        "XDG_RUNTIME_DIR": home,
        "TMPDIR": tmp,
        "TEMP": tmp,
        "TMP": tmp,
    }
