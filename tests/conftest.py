"""The built site, and a small copy of the site to break: each made once for all tests."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import site_copy as small

from tools.snippets import ROOT


@dataclass
class Build:
    """What `mkdocs build --strict` did."""

    folder: Path
    status: int
    said: str


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build the site, strictly."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"MEASURE": "smoke", "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=600,
    )
    return Build(folder, done.returncode, done.stdout)


@pytest.fixture(scope="session")
def site(build: Build) -> Path:
    """The folder of the built site."""
    if build.status and not (build.folder / "index.html").exists():
        pytest.fail(f"the site cannot be built:\n{build.said}", pytrace=False)
    return build.folder


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small copy of the site in which nothing is wrong; not to be changed."""
    copy = tmp_path_factory.mktemp("sound")
    small.make(copy)
    return copy


@pytest.fixture
def site_copy(sound: Path, tmp_path: Path) -> Path:
    """A small copy of the site, to be changed."""
    copy = tmp_path / "copy"
    shutil.copytree(sound, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy
