"""The examples whose pages ask for a picture of them."""

from functools import cache

from docs import DOCS
from tools.examples import page as pages
from tools.examples.snippet import Snippet
from tools.files import read_text


@cache
def _shown() -> list[pages.Shown]:
    """All that the pages show, in their order; three tests ask while they are collected."""
    return [shown for page in pages.every_page(DOCS) for shown in pages.shown(read_text(page))]


def pictured(kind: str) -> list[Snippet]:
    """Those whose fences ask for this kind of picture, `timeline`; each once."""
    asking = (one.snippet for one in _shown() if kind in one.fence.extras)
    return list({snippet.name: snippet for snippet in asking}.values())
