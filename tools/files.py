"""Where things are, and how a file is read and written."""

import errno
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SNIPPETS = ROOT / "snippets"
BUILD = ROOT / "build"
FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}
NO_FOLDER = {errno.ENOTDIR, errno.EEXIST}  # a file stands where a folder has to be


def place(file: Path) -> str:
    """A file's path as authors know it: below the checkout, or its last three parts."""
    if file.is_relative_to(ROOT):
        return file.relative_to(ROOT).as_posix()
    return "/".join(file.parts[-3:])


class NotUtf8(ValueError):
    """A file is not UTF-8; the message says which, and in which line."""


def read_text(file: Path) -> str:
    """The text of a file, its line ends as `\\n`, without a byte order mark. Raises NotUtf8."""
    content = file.read_bytes()
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise NotUtf8(f"{place(file)}:{line}: not UTF-8; save it as UTF-8") from None


def write_whole(file: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, whoever reads or interrupts meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        part.write_bytes(content)
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)


def of_the_disk(error: BaseException) -> bool:
    """Is the disk full, or may nothing be written there?"""
    return isinstance(error, OSError) and error.errno in FULL | FORBIDDEN | NO_FOLDER


def told_of_the_disk(error: BaseException) -> str:
    """What is wrong with the disk, where, and what to do."""
    assert isinstance(error, OSError)
    file = error.filename2 or error.filename
    where = named(Path(os.fsdecode(file)) if file else BUILD)
    if error.errno in FULL:
        remedy = "make room, and try again"
    elif error.errno in NO_FOLDER:
        remedy = "it has to be a folder: take away what stands there"
    else:
        remedy = (
            "a build has to write into build/ and, without --site-dir, into site/; "
            "--record beside the programs"
        )
    return f"{where}: {error.strerror}; {remedy}"


def named(file: Path) -> str:
    """A file as its author knows it: below the checkout, or its whole path."""
    return place(file) if file.is_relative_to(ROOT) else str(file)
