"""Each component has a style sheet; that those pages load it that have it, `test_site` sees."""

from saying import fail
from test_site import STYLES


def test_each_style_sheet_is_needed_somewhere(site):
    pages = [file.read_text("utf-8") for file in site.rglob("index.html")]
    unused = [name for name in STYLES if not any(f"assets/{name}" in page for page in pages)]
    fail(f"{name}: nowhere needed" for name in unused)
