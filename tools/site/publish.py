"""The files that the site publishes beside its pages: examples, checks of exercises, one zip."""

import ast
import io
import re
import zipfile

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from tools.examples import exercise
from tools.examples.snippet import Snippet, every_snippet
from tools.files import read_text
from tools.site.build import Build

PARTS = (
    "stage",
    "watched",
    "stored",
    "serving",
    "tail",
)  # what checks share, in this order; all have the last, it begins them
SHARES = re.compile(rf"(?m)^from ({'|'.join(PARTS)}) import (?:\([^)]*\)|.*)\n")
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold: the same bytes every time


def files(config: MkDocsConfig) -> list[File]:
    """All of them, for MkDocs."""
    found = every_snippet()
    return [
        *(
            File.generated(config, f"snippets/{snippet.name}", abs_src_path=str(snippet.path))
            for snippet in found
        ),
        *(
            File.generated(config, f"snippets/{name}", content=content)
            for name, content in checks().items()
        ),
        File.generated(config, "snippets/snippets.zip", content=zipped(found)),
    ]


def programs(build: Build, config: MkDocsConfig) -> list[File]:
    """What runs Python in a page; nothing, where it is not to be had."""
    found = build.programs.files if build.programs else {}
    return [
        File.generated(config, address, abs_src_path=str(path)) for address, path in found.items()
    ]


def checks() -> dict[str, str]:
    """The check of each exercise, a single file to save: its own part, and what it shares.

    By its place below the folder of the examples: `practice/check_transfer.py`.
    """
    return {one.published: _whole(read_text(one.check)) for one in exercise.every_exercise()}


def _whole(check: str) -> str:
    files = {name: exercise.CHECKS / f"{name}.py" for name in PARTS}
    wanted = [name for name in PARTS if name in SHARES.findall(check)]
    parts = [SHARES.sub("", check).rstrip(), "# The rest is the same in every check."]
    for file in (files[name] for name in wanted):
        text = read_text(file)
        docstring = ast.get_docstring(ast.parse(text, str(file)), clean=False)
        parts.append(SHARES.sub("", text.removeprefix(f'"""{docstring}"""')).strip())
    first, second, *others = parts
    return "\n\n\n".join([first, "\n\n".join([second, others[0]]), *others[1:]]) + "\n"


def zipped(found: list[Snippet]) -> bytes:
    """A zip of all examples; the same examples give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for snippet in found:
            info = zipfile.ZipInfo(f"snippets/{snippet.name}", EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, snippet.path.read_bytes().replace(b"\r\n", b"\n"))
    return buffer.getvalue()
