"""Build a small copy of the site again and again, in one process, for tests/site/test_finished.py.

In the folder of the copy: python rebuilding.py SITE STEPS. STEPS are JSON: of each, the new text of
each file that it changes, or "damage", which damages all that is kept of pages; and how many builds
follow: one, a cold one, one more between them. Prints what the first said, what the next one said,
and the digests of all files, also of the cold one.
"""

import hashlib
import json
import logging
import os
import sys
from pathlib import Path

from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config

LANGUAGE = "en_XA"
CACHE = Path("build/cache/smoke")


class Said(logging.Handler):
    """What a build says."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname}: {record.getMessage()}")


def built(site: Path) -> tuple[list[str], dict[str, str]]:
    """What a build says, and a digest of each file that it makes."""
    said, logger = Said(), logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.addHandler(said)
    config = load_config("mkdocs.yml", site_dir=str(site))
    config.extra["language"] = LANGUAGE
    config.plugins.on_startup(command="build", dirty=False)
    build_site(config)
    logger.removeHandler(said)
    files = sorted(file for file in site.rglob("*") if file.is_file())
    return said.lines, {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
    }


def main(site: Path, steps: list) -> None:
    """Make each step and build, as often as that says; at the end, forget all pages first."""
    sys.path.insert(0, os.getcwd())
    made = []
    for step, times in steps:
        if step == "damage":
            for file in CACHE.glob("page.*.json.gz"):
                file.write_bytes(file.read_bytes()[:-20])
        else:
            for name, text in step.items():
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_text(text, "utf-8")
        said, files = built(site)
        again = built(site)[0] if times > 2 else said
        for file in CACHE.glob("page.*.json.gz") if times > 1 else ():
            file.unlink()
        cold = built(site)[1] if times > 1 else files
        made.append({"said": said, "again": again, "files": files, "cold": cold})
    print(json.dumps(made))


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
