"""Each component has a style sheet, which pages load that have the component."""

from collections import Counter

from bs4 import BeautifulSoup
from saying import fail

STYLES = {
    "card.css": ".example-name",
    "charts.css": ".chart, .measured-facts",
    "claims.css": "[id^=claim-]",
    "page-end.css": ".page-end",
}


def test_a_page_loads_the_styles_of_what_is_on_it_and_no_others(site):
    found, seen = [], Counter()
    for file in sorted(site.rglob("index.html")):
        soup = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        for styles, component in STYLES.items():
            loads = bool(soup.select_one(f'link[href$="assets/{styles}"]'))
            has = bool(soup.select_one(component))
            seen[styles] += has
            if loads is not has:
                found.append(f"{file.relative_to(site)}: {styles}: loaded {loads}, needed {has}")
    fail([*found, *(f"{styles}: nowhere needed" for styles in STYLES if not seen[styles])])
