"""`tools.site.finished`: pages are made anew only where they must be, and are the same as ever."""

import io
import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import made_results
import pytest
from mkdocs.config import load_config
from saying import fail
from site_copy import add_chapter, chapter

from docs import AT
from tools.files import ROOT
from tools.site import finished, inputs
from tools.site.inputs import Inputs
from tools.site.telling import Telling

SCRIPT = ROOT / "tests" / "rebuilding.py"
CATALOGUE = "tools/site/locale/en_XA/LC_MESSAGES/messages.po"
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
PO += 'msgid "Output:"\nmsgstr "Said:"\n'
WARNED = {
    "a program": "greet.py was changed after its output was recorded",
    "an output": "bake.out was changed by hand",
    "an id": "kitchen.md#bake",  # of another page, which has not changed
    "a link": "nowhere.md",
}


@pytest.fixture
def copy(site_copy: Path) -> Path:
    """A copy of the site with a home page and two chapters of a page each."""
    folder = site_copy
    for name, text in chapter("greet").items():
        (folder / name).write_text(text, "utf-8")
    add_chapter(folder, "pantry", chapter("greet"))
    config = folder / "mkdocs.yml"
    before, _, _ = config.read_text("utf-8").partition("\nnav:\n")
    config.write_text(f"{before}\nnav: [index.md, kitchen.md, pantry.md]\n", "utf-8")
    return folder


def started(copy: Path, site: Path, *steps) -> subprocess.Popen:
    environment = {"MEASURE": "smoke", "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
    return subprocess.Popen(
        [sys.executable, SCRIPT, site, json.dumps(steps)],
        cwd=copy,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def result(process: subprocess.Popen) -> list[dict]:
    out, _ = process.communicate(timeout=1200)
    assert process.returncode == 0
    return json.loads(out)


def edits(copy: Path) -> dict[str, tuple[int, dict | str]]:
    """Changes in turn: how many of three pages are then made anew, and the change.

    The last ones are wrong, and what warned is made anew each time.
    """

    def edit(name: str, old: str, new: str) -> dict[str, str]:
        text = (copy / name).read_text("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        return {name: text.replace(old, new)}

    card, snippets = "tools/site/templates/card.j2", "snippets/kitchen"
    return {
        "nothing": (3, {}),
        "a page": (1, edit(f"{AT}/index.md", "Go to", "Come to")),
        "what is stated": (1, edit(f"{snippets}/outcomes.py", "limit=3", "limit=4")),
        "a title": (3, edit(f"{AT}/pantry.md", "# Kitchen", "# Pantry")),
        "the navigation": (3, edit("mkdocs.yml", ", kitchen.md,", ", {Cook: kitchen.md},")),
        "a template": (3, edit(card, "the same on every run", "the very same on every run")),
        "a template of the theme": (3, edit("docs/theme/main.html", "og:title", "og:name")),
        "a message": (3, {CATALOGUE: PO}),
        "damage": (3, "damage"),
        "a program": (1, edit(f"{snippets}/greet.py", "hello", "welcome")),
        "an output": (1, edit(f"{snippets}/bake.out", "loaves:", "breads:")),
        "an id": (1, edit(f"{AT}/kitchen.md", "#bake }", "#bakery }")),
        "a link": (2, {f"{AT}/index.md": "# Home { #home }\n\n[x](nowhere.md)\n"}),
    }


def anew(said: list[str]) -> int:
    """How many pages a build says that it has made."""
    (number,) = [found[1] for line in said if (found := re.search(r"(\d+) of 3 pages made", line))]
    return int(number)


def warnings(said: list[str]) -> list[str]:
    return [line for line in said if line.startswith("WARNING")]


@pytest.mark.left_to_all
def test_after_each_change_the_site_is_what_a_cold_build_makes(copy):
    wanted = edits(copy)
    twice = {*WARNED, "nothing"}
    todo = [[change, 3 if name in twice else 2] for name, (_, change) in wanted.items()]
    steps = dict(zip(wanted, result(started(copy, copy / "site", *todo)), strict=True))
    for name, step in steps.items():
        files, cold = step["files"], step["cold"]
        assert [file for file in files | cold if files.get(file) != cold.get(file)] == [], name
        said, again = warnings(step["said"]), warnings(step["again"])
        assert said == again, name
        assert any(WARNED[name] in line for line in said) if name in WARNED else not said, name
        first = wanted[name][0]
        assert anew(step["said"]) == first, name
        assert anew(step["again"]) == (0 if name == "nothing" else first), name
    both = [started(copy, copy / f"site{number}", ["damage", 1]) for number in (1, 2)]  # at once
    (first,), (second,) = map(result, both)
    assert first["files"] == second["files"] == steps["a link"]["cold"]


def test_what_a_change_of_makes_pages_anew_is_what_mkdocs_watches():
    """Else `mkdocs serve` shows what was, or does not notice that something is new."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    watched = {Path(name).relative_to(ROOT).as_posix() for name in config.watch}
    keys = {*inputs.OURS, "snippets"}  # of which each page has its own
    fail(f"tools/site/inputs.py: OURS: add {name}, it is watched" for name in watched - keys)
    fail(f"mkdocs.yml: watch: add {name}, pages are made of it" for name in keys - watched)


@pytest.fixture
def everywhere(monkeypatch):
    """A function: the digest of what all pages are made from, with something changed."""
    monkeypatch.setattr(inputs, "OURS", ())

    def of(results=None, **settings) -> str:
        config = load_config(str(ROOT / "mkdocs-smoke.yml"), **settings)
        return Inputs(config, Telling("en"), results, {"a.md": "a/"}).everywhere

    return of


def test_what_all_pages_share_is_in_their_digest(everywhere):
    results = [made_results.made({("p", "x"): {"3.14": [seconds]}}) for seconds in (1.0, 2.0)]
    different = [everywhere(), *map(everywhere, results), everywhere(site_url="http://x.y/")]
    assert len(set(different)) == len(different)
    assert everywhere(site_dir="/x", strict=True) == everywhere()


def test_a_page_that_includes_in_a_way_of_its_own_is_not_kept(everywhere):
    config = load_config(str(ROOT / "mkdocs.yml"))
    of = Inputs(config, Telling("en"), None, {}).of
    assert of("a.md", '```python\n--8<-- "threads/join_waits.py"\n```\n', "")
    assert of("a.md", "--8<--\nthreads/notes.txt\n--8<--\n", "") is None


def test_a_quiet_build_hears_what_it_does_not_show(monkeypatch):
    logger, shown = logging.Logger("mkdocs", logging.ERROR), io.StringIO()
    logger.addHandler(logging.StreamHandler(shown))
    monkeypatch.setattr(finished, "MKDOCS", logger)
    finished.hear_what_is_not_shown()
    counted = finished.Warnings()
    logger.warning("a link leads nowhere")
    logger.error("the oven is cold")
    assert (counted.number, shown.getvalue()) == (2, "the oven is cold\n")
