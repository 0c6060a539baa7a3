"""What stands in a build's way and is no page's fault: said in one line, without a traceback."""

import errno
import hashlib
import logging
import os
import socket
from pathlib import Path

import filelock
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from tools.files import BUILD, NotUtf8, named, of_the_disk, told_of_the_disk


def told(error: BaseException) -> str:
    """What is wrong with the disk or with a file, and where; empty if it may be a fault of ours."""
    if of_the_disk(error):
        return told_of_the_disk(error)
    if isinstance(error, NotUtf8):
        return str(error)
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename).is_file():
        return f"{named(Path(error.filename))}:{error.lineno}: {error.msg}; mend that line"
    return ""


def need_the_anchors(config: MkDocsConfig) -> None:
    """With `-v`, MkDocs leaves its check of anchors out: no build is strict so. Raises Abort."""
    if config.strict and logging.getLogger("mkdocs").isEnabledFor(logging.DEBUG):
        raise Abort("mkdocs build --strict -v would let dead anchors through: leave -v out")


def need_the_port(config: MkDocsConfig) -> None:
    """Look, before the first build, whether `mkdocs serve` can have its port. Raises Abort."""
    host, port = config.dev_addr
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            if os.name == "posix":  # as the server does: a port that was left a moment ago is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        is_taken = getattr(error, "errno", None) == errno.EADDRINUSE
        shown = f"[{host}]" if ":" in host else host
        remedy = (
            "is another `mkdocs serve` running? Stop it, or serve on another port: "
            f"mkdocs serve -a {shown}:{port + 1}"
            if is_taken
            else "serve at an address of this machine: mkdocs serve -a 127.0.0.1:8000"
        )
        said = getattr(error, "strerror", None) or error
        raise Abort(f"{shown}:{port}: {said}; {remedy}") from None


def be_alone(config: MkDocsConfig) -> filelock.BaseFileLock:
    """The lock of the folder that the site is built into. Raises Abort if another build has it."""
    name = hashlib.sha256(config.site_dir.encode()).hexdigest()[:16]
    BUILD.mkdir(exist_ok=True)
    lock = filelock.FileLock(BUILD / f"site.{name}.lock", is_singleton=True)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        raise Abort(
            f"{named(Path(config.site_dir))}: another build is writing into this folder; wait for "
            "it, or build elsewhere: mkdocs build --site-dir FOLDER"
        ) from None
    return lock
