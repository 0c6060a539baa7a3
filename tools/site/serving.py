"""While an author edits: what is to be built again, and what is to be imported again."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from mkdocs.config.config_options import Hooks
from mkdocs.config.defaults import MkDocsConfig

from tools.site.claims import NAME as CLAIMS


def only_if_changed(build: Callable[..., None], config: MkDocsConfig) -> Callable[..., None]:
    """A `build` for MkDocs' server that does nothing if only an editor's own files have changed."""
    seen = dict(_watched(config))

    def build_if_changed(*arguments: object) -> None:
        now = dict(_watched(config))
        if now != seen:
            seen.clear()
            seen.update(now)
            build(*arguments)

    return build_if_changed


def _watched(config: MkDocsConfig) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Each file that MkDocs watches and no editor has put there, with its time and size.

    `exclude_docs` names those, and the table of claims, which is no page and makes some.
    """
    for root in map(Path, {config.docs_dir, config.config_file_path, *config.watch}):
        for file in [root] if root.is_file() else root.rglob("*"):
            name = file.relative_to(root).as_posix()
            excluded = config.exclude_docs and file != root and config.exclude_docs.match_file(name)
            if name != CLAIMS and (excluded or "__pycache__" in name):
                continue
            with contextlib.suppress(OSError):  # it may be gone by now
                if file.is_file():
                    facts = file.stat()
                    yield file, (facts.st_mtime_ns, facts.st_size)


def importing_anew(build: Callable[..., None]) -> Callable[..., None]:
    """A `build` that has us imported anew if we have changed, the hooks included.

    MkDocs runs their file once, and what that has imported is the machinery of an hour ago.
    """

    def build_anew(*arguments: object) -> None:
        forget_what_changed("tools")
        Hooks._load_hook.cache_clear()
        build(*arguments)

    return build_anew


def forget_what_changed(package: str) -> None:
    """Have a package imported anew if a file of it has changed since."""
    if has_changed(package):
        for name in _loaded(package):
            del sys.modules[name]


def has_changed(package: str) -> bool:
    """Is a file of a package newer than its import? That is when the package says: IMPORTED."""
    since = sys.modules[package].IMPORTED
    files = [getattr(sys.modules[name], "__file__", None) for name in _loaded(package)]
    known = [Path(file) for file in files if file]
    return any(file.stat().st_mtime > since for file in known if file.exists())


def _loaded(package: str) -> list[str]:
    return [name for name in sys.modules if name.partition(".")[0] == package]
