"""Each component has a style sheet, which pages load that have the component."""

import pytest
from bs4 import BeautifulSoup
from saying import fail


@pytest.mark.parametrize(
    ("styles", "component"),
    [
        ("card.css", ".example-name"),
        ("charts.css", ".chart, .measured-facts"),
        ("claims.css", "[id^=claim-]"),
        ("page-end.css", ".page-end"),
    ],
)
def test_a_page_loads_the_styles_of_what_is_on_it_and_no_others(site, styles, component):
    found, seen = [], 0
    for file in sorted(site.rglob("index.html")):
        soup = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        loads = bool(soup.select(f'link[href$="assets/{styles}"]'))
        has = bool(soup.select(component))
        seen += has
        if loads is not has:
            found.append(f"{file.relative_to(site)}: {styles}: loaded {loads}, needed {has}")
    assert seen
    fail(found)
