"""The pages' folder and their order, as the configuration of the site names them."""

import posixpath
from collections.abc import Iterator

import yaml

from tools.files import ROOT, place

CONFIGURED = ROOT / "mkdocs.yml"


def nodes(text: str) -> dict[str, yaml.Node]:
    """What a configuration says, by its keys; tags such as !ENV need not be known."""
    root = yaml.compose(text, yaml.SafeLoader)
    return {key.value: value for key, value in root.value}


def in_order(nav: yaml.Node) -> Iterator[tuple[int, str]]:
    """The pages under `nav`, whatever their depth: line, and name."""
    if isinstance(nav, yaml.ScalarNode):
        yield nav.start_mark.line + 1, nav.value
        return
    for part in nav.value:
        yield from in_order(part[1] if isinstance(nav, yaml.MappingNode) else part)


def led_to(page: str, address: str) -> str:
    """The page to which an address leads that stands on a page; without one, that page itself."""
    whole = posixpath.join(posixpath.dirname(page), address) if address else page
    return posixpath.normpath(whole)


try:
    _parts = nodes(CONFIGURED.read_text("utf-8"))
except yaml.MarkedYAMLError as error:  # all tests need it: none runs
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    raise SystemExit(f"{place(CONFIGURED)}:{line}: {error.problem}") from None
DOCS = ROOT / _parts["docs_dir"].value
AT = place(DOCS)  # as messages name it, also those of a small copy
NAV = list(in_order(_parts["nav"]))
_extra = {key.value: value for key, value in _parts["extra"].value}
# The pages that have moved: what each was called, and is called now.
MOVED = {old.value: new.value for old, new in _extra["moved"].value}
