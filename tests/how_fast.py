"""How long the site takes to build and to come back after an edit; prints, and asserts nothing.

Run it on a quiet machine, from the project's folder: .venv/bin/python tests/how_fast.py
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

ROOT = Path(__file__).resolve().parent.parent
TIMES = 10
ENVIRONMENT = os.environ | {"MEASURE": "smoke", "NO_MKDOCS_2_WARNING": "1"}
PLAIN = """
INHERIT: mkdocs.yml
hooks: []
plugins:
  search:
    lang: en
exclude_docs: "*.py"
"""


def main() -> None:
    """Measure all four, and print them beside what is wanted."""
    with tempfile.TemporaryDirectory(prefix="how_fast") as folder:
        one = copy_of(Path(folder, "one"))
        build(one)  # records what is kept from then on
        warm = build(one)
        (one / "plain.yml").write_text(PLAIN, "utf-8")
        plain = build(one, "plain.yml")
        print(f"warm build: {warm:.1f} s; plain Material: {plain:.1f} s", flush=True)
        print(f"  {warm / plain:.2f} times as long; wanted: 1.5 at most", flush=True)
        with served(one) as address:
            page = one / "docs/en/threads/join.md"
            snippet = one / "snippets/threads/oven_and_cook.py"
            for what, file, most in (("page", page, 3), ("snippet", snippet, 4)):
                took = edited(file, f"{address}threads/join/")
                print(f"a changed {what} is back after {took:.1f} s; wanted: {most} at most")
        ten = copy_of(Path(folder, "ten"))
        multiply(ten, TIMES)
        build(ten)
        large = build(ten)
        print(f"{TIMES} times the pages and snippets: {large:.1f} s")
        print(f"  {large / warm:.1f} times as long; wanted: {TIMES + 1} at most")


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
    """Every chapter of a copy so many times, each copy with its own snippets."""
    docs, snippets = folder / "docs/en", folder / "snippets"
    chapters = [path.name for path in docs.iterdir() if path.is_dir()]
    for number in range(2, times + 1):
        for chapter in chapters:
            new = f"{chapter}{number}"
            if (snippets / chapter).is_dir():
                shutil.copytree(snippets / chapter, snippets / new)
            for page in (docs / chapter).rglob("*.md"):
                text = page.read_text("utf-8")
                text = re.sub(rf'"({"|".join(chapters)})/(\w+\.py)', rf'"\1{number}/\2', text)
                copy = docs / new / page.relative_to(docs / chapter)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(text, "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").partition("\nnav:")[0] + "\n", "utf-8")


def build(folder: Path, config: str = "mkdocs.yml") -> float:
    """How long a build of a copy takes, in seconds."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", config]
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


@contextmanager
def served(folder: Path):
    """The address of a copy that is served."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "-a", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stderr=subprocess.DEVNULL)
    path = re.search(r'"https?://[^/]+(/.*?)"', (folder / "mkdocs.yml").read_text("utf-8"))
    address = f"http://127.0.0.1:{port}{path[1] if path else '/'}"
    try:
        while not read(address):
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


def edited(file: Path, address: str) -> float:
    """How long it takes until an edit can be read at an address, in seconds."""
    time.sleep(2)  # the server waits for the end of a burst of edits
    text, word = file.read_text("utf-8"), f"edited{time.time_ns()}"
    mark = f"\n# {word}\n" if file.suffix == ".py" else f"\n{word}\n"
    began = time.perf_counter()
    file.write_text(text + mark, "utf-8")
    while word not in read(address):
        time.sleep(0.02)
    return time.perf_counter() - began


def read(address: str) -> str:
    """What there is at an address; nothing while nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.read().decode()
    except OSError:
        return ""


if __name__ == "__main__":
    main()
