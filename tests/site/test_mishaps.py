"""What stands in a build's way is said in one line."""

import errno
import logging
import re
import socket
import subprocess
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import Abort
from site_copy import run_mkdocs

from tools.files import ROOT, NotUtf8
from tools.site import hooks, mishaps


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", str(ROOT / "site/404.html")),
            "site/404.html: No space left on device; make room",
        ),
        (
            OSError(errno.ENOSPC, "No space left on device", "/from", None, "/to/x.zip"),
            f"{Path('/to/x.zip')}: No space left on device; make room",
        ),
        (
            OSError(errno.EROFS, "Read-only file system"),
            "build: Read-only file system; a build has",
        ),
        (
            NotADirectoryError(errno.ENOTDIR, "Not a directory", str(ROOT / "site")),
            "site: Not a directory; it has to be a folder",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", str(ROOT / "site")),
            "site: Permission",
        ),
    ],
)
def test_a_disk_that_takes_nothing_is_named_in_a_line(error, said):
    with pytest.raises(Abort, match="^" + re.escape(said)):
        hooks.on_build_error(error)


def test_a_file_that_cannot_be_read_is_named_with_its_line(tmp_path):
    (tmp_path / "scenes.py").write_text("\ndef def x\n", "utf-8")
    for error, said in [
        (NotUtf8("docs/en/x.md:1: not UTF-8; save it as UTF-8"), "docs/en/x.md:1: not UTF-8; save"),
        (
            SyntaxError("invalid", (str(tmp_path / "scenes.py"), 2, 4, "")),
            "scenes.py:2: invalid; m",
        ),
    ]:
        with pytest.raises(Abort, match=re.escape(said)):
            hooks.on_build_error(error)
    hooks.on_build_error(SyntaxError("of a template"))


def test_a_strict_build_that_would_not_look_at_anchors_is_refused(request):
    logger = logging.getLogger("mkdocs")
    request.addfinalizer(partial(logger.setLevel, logger.level))
    logger.setLevel(logging.INFO)
    mishaps.need_the_anchors(SimpleNamespace(strict=True))
    logger.setLevel(logging.DEBUG)
    with pytest.raises(Abort, match="--strict -v would let dead anchors through"):
        mishaps.need_the_anchors(SimpleNamespace(strict=True))
    mishaps.need_the_anchors(SimpleNamespace(strict=False))


def test_a_fault_of_ours_keeps_its_traceback():
    hooks.on_build_error(FileNotFoundError(errno.ENOENT, "No such file", "x"))


def test_a_port_that_is_taken_is_said_before_anything_is_built(site_copy):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run_mkdocs(site_copy, "serve", "--quiet", "-a", f"127.0.0.1:{port}")
    assert ran.returncode == 1
    (line,) = ran.stdout.strip().splitlines()
    assert line.startswith(f"127.0.0.1:{port}: ")
    assert line.endswith(f"mkdocs serve -a 127.0.0.1:{port + 1}")


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("192.0.2.1", 8000, "serve at an address of this machine: mkdocs serve -a 127.0.0.1:8000"),
        ("127.0.0.1", 99999, "serve at an address of this machine: mkdocs serve -a 127.0.0.1:8000"),
    ],
)
def test_an_address_that_cannot_be_had_is_told(host, port, said):
    with pytest.raises(Abort, match=re.escape(said)):
        mishaps.need_the_port(SimpleNamespace(dev_addr=(host, port)))


def test_the_port_is_looked_for_once_whatever_becomes_of_the_first_build(monkeypatch):
    asked = []
    monkeypatch.setattr(mishaps, "need_the_port", asked.append)
    monkeypatch.setattr(hooks.Build, "begin", lambda config: SimpleNamespace(docs=None))
    monkeypatch.setattr(hooks.links, "name_the_lines", lambda docs: None)
    monkeypatch.setenv(hooks.COMMAND, "serve")
    monkeypatch.setenv(hooks.HAS_PORT, "")
    monkeypatch.delenv(hooks.HAS_PORT)
    for _ in range(2):
        hooks.on_config(SimpleNamespace(strict=False))
    assert len(asked) == 1


def test_two_builds_into_one_folder_do_not_meet(site_copy):
    """The other build is one that holds the folder and waits."""
    holder = (
        "import sys; from types import SimpleNamespace; from tools.site import mishaps; "
        f"lock = mishaps.be_alone(SimpleNamespace(site_dir={str(site_copy / 'site')!r})); "
        "print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", holder], cwd=site_copy, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with other:
        assert other.stdout.readline().strip() == b"held"
        ran = run_mkdocs(site_copy, "build", "--quiet")
        other.stdin.close()
    assert ran.returncode == 1
    (line,) = ran.stdout.strip().splitlines()
    assert line.startswith("site: another build is writing into this folder; wait for it")


def test_a_process_builds_again_and_again(tmp_path):
    config = SimpleNamespace(site_dir=str(tmp_path))
    assert mishaps.be_alone(config) is mishaps.be_alone(config)
