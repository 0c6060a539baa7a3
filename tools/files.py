"""Where things are, and how a file is read and written."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SNIPPETS = ROOT / "snippets"
BUILD = ROOT / "build"


def place(file: Path) -> str:
    """A file's path as authors know it: below the checkout, or its last three parts."""
    if file.is_relative_to(ROOT):
        return file.relative_to(ROOT).as_posix()
    return "/".join(file.parts[-3:])


class NotUtf8(ValueError):
    """A file is not UTF-8; the message says which, and in which line."""


def read_text(file: Path) -> str:
    """The text of a file, its line ends as `\\n`. Raises NotUtf8."""
    content = file.read_bytes()
    try:
        return content.decode().replace("\r\n", "\n")
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
