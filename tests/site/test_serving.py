"""What an author's edit causes while the site is served."""

import importlib
import os
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
import yaml
from mkdocs.config.config_options import PathSpec

from tools.files import ROOT, read_text
from tools.site import serving


@pytest.fixture
def watched(tmp_path):
    """Builds that were asked for, the function that asks, and the folder of the pages."""
    for name in ("docs/join.md", "docs/claims.yml", "snippets/join.py", "mkdocs.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    excluded = yaml.safe_load(
        "".join((ROOT / "mkdocs.yml").read_text("utf-8").partition("exclude_docs:")[1:]).partition(
            "\n\n"
        )[0]
    )["exclude_docs"]
    config = SimpleNamespace(
        docs_dir=str(tmp_path / "docs"),
        config_file_path=str(tmp_path / "mkdocs.yml"),
        watch=[str(tmp_path / "snippets")],
        exclude_docs=PathSpec().validate(excluded),
    )
    builds = []
    return builds, serving.only_if_changed(lambda: builds.append("built"), config), tmp_path


@pytest.mark.parametrize(
    "name", ["join.md~", ".join.md.swp", "#join.md#", "4913", ".#join.md", "join.py.123.tmp"]
)
@pytest.mark.parametrize("folder", ["docs", "snippets"])
def test_what_an_editor_puts_beside_a_file_builds_nothing(watched, folder, name):
    builds, build, root = watched
    (root / folder / name).write_text("half a sentence", "utf-8")
    build()
    assert builds == []


@pytest.mark.parametrize(
    "name", ["docs/join.md", "docs/claims.yml", "snippets/join.py", "mkdocs.yml", "docs/new.md"]
)
def test_a_change_builds_once(watched, name):
    builds, build, root = watched
    (root / name).write_text("a change", "utf-8")
    build()
    build()
    assert builds == ["built"]


def test_a_page_that_is_gone_builds_once(watched):
    builds, build, root = watched
    (root / "docs/join.md").unlink()
    build()
    build()
    assert builds == ["built"]


def test_a_changed_package_is_imported_anew(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    package = tmp_path / "kitchen_machinery"
    package.mkdir()
    (package / "__init__.py").write_text(read_text(ROOT / "tools/__init__.py"), "utf-8")
    (package / "oven.py").write_text("", "utf-8")
    long_ago, soon = time.time() - 10**6, time.time() + 1
    os.utime(package / "oven.py", (long_ago, long_ago))
    for times in ((soon, soon), (soon + 1, soon + 1)):  # changed, and changed once more
        importlib.import_module("kitchen_machinery.oven")
        serving.forget_what_changed("kitchen_machinery")
        assert "kitchen_machinery.oven" in sys.modules
        os.utime(package / "oven.py", times)
        serving.forget_what_changed("kitchen_machinery")
        assert "kitchen_machinery.oven" not in sys.modules
        monkeypatch.setattr(time, "time", lambda now=times[0]: now)


# In a process of its own: in this one, others would go on with modules of before.
SERVED = """
import sys
from mkdocs.config import load_config
from tools.site import serving

serving.has_changed = lambda package: False
load_config("mkdocs.yml")
before = sys.modules["tools.site.ticks"], sys.modules["tools/site/hooks.py"]
build = serving.importing_anew(lambda: load_config("mkdocs.yml"))
build()
assert sys.modules["tools.site.ticks"] is before[0], "nothing has changed"
serving.has_changed = lambda package: True
build()
assert sys.modules["tools.site.ticks"] is not before[0], "the machinery of an hour ago builds"
assert sys.modules["tools/site/hooks.py"] is not before[1], "the hooks of an hour ago build"
"""


def test_the_server_builds_with_the_machinery_as_it_is_now():
    ran = subprocess.run([sys.executable, "-c", SERVED], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
