"""Where things are, and how a file is written."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SNIPPETS = ROOT / "snippets"
BUILD = ROOT / "build"


def write_whole(file: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, whoever reads or interrupts meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        part.write_bytes(content)
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
