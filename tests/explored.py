"""The examples whose interleavings the pages show."""

from docs import DOCS
from tools.examples import page as pages

SHOWN = [
    example.snippet
    for page in pages.every_page(DOCS)
    for example in pages.shown(page.read_text("utf-8"))
    if "interleavings" in example.fence.extras
]
