"""The built site, and a small copy of the site to break: each made once for all tests."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dealing
import limits
import pytest
import site_copy as small
from filelock import FileLock

from tools.files import ROOT


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Choose the cases, unless the command line does, and deal the tests out to the workers."""
    if config.option.record:
        files = {Path(argument.partition("::")[0]).resolve() for argument in config.args}
        items[:], left_out = dealing.that_record(items, files)
        config.hook.pytest_deselected(items=left_out)
    named = config.option.keyword or any("::" in argument for argument in config.args)
    items[:], left_out = dealing.chosen(
        items, 2 if named else config.option.all, dealing.changed(ROOT)
    )
    config.hook.pytest_deselected(items=left_out)
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    items[:] = dealing.dealt(items, workers, os.cpu_count() or 1)


@pytest.fixture(scope="session")
def record(pytestconfig: pytest.Config) -> bool:
    """Is what the test keeps to be renewed?"""
    return pytestconfig.option.record


@pytest.fixture(autouse=True)
def switch_interval() -> Iterator[None]:
    """A test leaves threads to switch as often as before."""
    with limits.same_switch_interval():
        yield


@dataclass
class Build:
    """What `mkdocs build --strict` did."""

    folder: Path
    status: int
    said: str


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """A folder that all workers of pytest-xdist have in common."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if hasattr(pytestconfig, "workerinput") else folder


@pytest.fixture(scope="session")
def build(shared: Path) -> Build:
    """Build the site, strictly, once for all workers."""
    folder, done = shared / "site", shared / "site.json"
    with FileLock(shared / "site.lock"):
        if not done.exists():
            arguments = "build", "--strict", "--site-dir", str(folder)
            ran = small.run_mkdocs(ROOT, *arguments, limit=600)
            done.write_text(json.dumps([ran.returncode, ran.stdout]), "utf-8")
    status, said = json.loads(done.read_text("utf-8"))
    return Build(folder, status, said)


@pytest.fixture(scope="session")
def site(build: Build) -> Path:
    """The folder of the built site."""
    if build.status and not (build.folder / "index.html").exists():
        pytest.fail(f"the site cannot be built:\n{build.said}", pytrace=False)
    return build.folder


@pytest.fixture(scope="session")
def sound(shared: Path) -> Path:
    """A small copy of the site in which nothing is wrong; not to be changed."""
    copy, done = shared / "sound", shared / "sound.done"
    with FileLock(shared / "sound.lock"):
        if not done.exists():
            copy.mkdir()
            small.make(copy)
            done.touch()
    return copy


@pytest.fixture
def site_copy(sound: Path, tmp_path: Path) -> Path:
    """A small copy of the site, to be changed."""
    copy = tmp_path / "copy"
    shutil.copytree(sound, copy, ignore=small.FOREIGN)
    return copy
