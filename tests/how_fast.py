"""How long the site takes to build and to come back after an edit; prints, and asserts nothing.

Run it on a quiet machine, from the project's folder: .venv/bin/python tests/how_fast.py
Beside the seconds that pass stand those of the processor, which other programs change less.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from docs import AT
from tools.files import ROOT

TIMES = 10
ENVIRONMENT = os.environ | {"MEASURE": "smoke", "NO_MKDOCS_2_WARNING": "1"}
PLAIN = """
INHERIT: mkdocs.yml
hooks: []
theme:
  custom_dir: empty
plugins:
  search:
    lang: en
exclude_docs: "*.py"
"""


class Took(NamedTuple):
    """How long something takes, in seconds: by the clock, and of the processor."""

    passed: float
    worked: float

    def __str__(self) -> str:
        return f"{self.passed:.1f} s ({self.worked:.1f} s of the processor)"

    def times(self, other: "Took") -> str:
        """How many times as long as another."""
        return f"{self.passed / other.passed:.2f} ({self.worked / other.worked:.2f}) times as long"


def main() -> None:
    """Measure all four, and print them beside what is wanted."""
    with tempfile.TemporaryDirectory(prefix="how_fast") as folder:
        one = copy_of(Path(folder, "one"))
        build(one)  # records what is kept from then on
        warm = build(one)
        shutil.rmtree(one / "site")
        forget_pages(one)
        anew = build(one)
        (one / "plain.yml").write_text(PLAIN, "utf-8")
        (one / "empty").mkdir()
        plain = build(one, "plain.yml")
        print(f"warm build: {warm}; plain Material: {plain}", flush=True)
        print(f"  {warm.times(plain)}; wanted: 1.5 at most", flush=True)
        print(f"  with every page made anew: {anew}; {anew.times(plain)}", flush=True)
        with served(one) as (server, address):
            page = one / AT / "threads/join.md"
            snippet = one / "snippets/threads/oven_and_cook.py"
            for what, file, most in (("page", page, 3), ("snippet", snippet, 4)):
                took = edited(server, file, f"{address}threads/join/")
                print(
                    f"a changed {what} is back after {took}; wanted: {most} s at most", flush=True
                )
        ten = copy_of(Path(folder, "ten"))
        shutil.rmtree(ten / "build", ignore_errors=True)
        shutil.copytree(one / "build", ten / "build", symlinks=True)
        multiply(ten, TIMES)
        large_anew = build(ten)
        large = build(ten)
        print(f"{TIMES} times the pages and snippets: {large}")
        print(f"  {large.times(warm)}; wanted: {TIMES + 1} at most")
        print(f"  with every page made anew: {large_anew}; {large_anew.times(anew)}")


def forget_pages(folder: Path) -> None:
    """Have the next build make every page anew, of the recordings that are there."""
    for file in (folder / "build/cache").rglob("page.*.json.gz"):
        file.unlink()


def copy_of(folder: Path) -> Path:
    """A copy of the project without what it makes, but with npm's packages if they are there."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():  # git lists what was deleted, too
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    if (ROOT / "build/npm").is_dir():
        shutil.copytree(ROOT / "build/npm", folder / "build/npm", symlinks=True)
    return folder


def multiply(folder: Path, times: int) -> None:
    """Every chapter of a copy so many times, each copy with its own snippets and recordings.

    Solutions are not copied: an exercise has one.
    """
    docs, snippets, cached = (folder / name for name in (AT, "snippets", "build/cache/smoke"))
    chapters = [path.name for path in docs.iterdir() if (snippets / path.name).is_dir()]
    include = re.compile(rf'"({"|".join(chapters)})/(?!\w+_solution\.py)(\w+\.py)')
    for number in range(2, times + 1):
        for chapter in chapters:
            new = f"{chapter}{number}"
            without = shutil.ignore_patterns("*_solution.*", "__pycache__")
            shutil.copytree(snippets / chapter, snippets / new, ignore=without)
            for file in cached.glob(f"{chapter}.*.gz"):
                shutil.copy(file, cached / file.name.replace(chapter, new, 1))
            for page in (docs / chapter).rglob("*.md"):
                text = include.sub(rf'"\g<1>{number}/\2', page.read_text("utf-8"))
                copy = docs / new / page.relative_to(docs / chapter)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(text, "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").partition("\nnav:")[0] + "\n", "utf-8")


def build(folder: Path, config: str = "mkdocs.yml") -> Took:
    """How long a build of a copy takes."""
    began, worked = time.perf_counter(), processor(psutil.Process())
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", config]
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, stderr=subprocess.DEVNULL)
    return Took(time.perf_counter() - began, processor(psutil.Process()) - worked)


def processor(process: psutil.Process) -> float:
    """How long a process and its children that have ended have used a processor, in seconds."""
    times = process.cpu_times()
    return times.user + times.system + times.children_user + times.children_system


@contextmanager
def served(folder: Path):
    """The process and the address of a copy that is served."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "-a", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stderr=subprocess.DEVNULL)
    path = re.search(r'"https?://[^/]+(/.*?)"', (folder / "mkdocs.yml").read_text("utf-8"))
    address = f"http://127.0.0.1:{port}{path[1] if path else '/'}"
    try:
        while not read(address):
            time.sleep(0.1)
        yield psutil.Process(server.pid), address
    finally:
        server.terminate()
        server.wait()


def edited(server: psutil.Process, file: Path, address: str) -> Took:
    """How long it takes until an edit can be read at an address."""
    time.sleep(2)  # the server waits for the end of a burst of edits
    text, word = file.read_text("utf-8"), f"edited{time.time_ns()}"
    mark = f"\n# {word}\n" if file.suffix == ".py" else f"\n{word}\n"
    began, worked = time.perf_counter(), processor(server)
    file.write_text(text + mark, "utf-8")
    while word not in read(address):
        time.sleep(0.1)
    return Took(time.perf_counter() - began, processor(server) - worked)


def read(address: str) -> str:
    """What there is at an address; nothing while nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.read().decode()
    except OSError:
        return ""


if __name__ == "__main__":
    main()
