"""axe-core finds nothing on any page: in both palettes, wide and on a phone."""

import pytest
import test_browser
from playwright.sync_api import Browser
from saying import fail
from test_browser import PHONE, WIDE, named

from tools.site import npm

base, browser = test_browser.base, test_browser.browser  # fixtures
addresses = test_browser.addresses
LOOKS = [(screen, scheme) for screen in (WIDE, PHONE) for scheme in ("light", "dark")]
FOUND = """async () => {
  document.querySelectorAll("details").forEach(box => box.open = true);
  // axe-core takes a program that is not laid out yet for one that lies over what follows.
  document.querySelectorAll("code.long").forEach(code => code.style.contentVisibility = "visible");
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(node =>
    `${id}: ${node.html.slice(0, 120)} (${[...node.any, ...node.all, ...node.none]
      .map(check => check.message).join("; ")})`));
}"""
WRONG = '<img src="data:,"><button></button>'


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core."""
    try:
        return (npm.packages() / "axe-core" / "axe.min.js").read_text("utf-8")
    except npm.Unavailable as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(
    "look", range(len(LOOKS)), ids=lambda n: f"{LOOKS[n][0]['width']}-{LOOKS[n][1]}"
)
def test_no_page_is_hard_to_use(browser, base, addresses, axe, look, pytestconfig):
    """Each page in one look; in all of them with --in-page all."""
    screen, scheme = LOOKS[look]
    every = pytestconfig.option.in_page == "all"
    found = []
    with browser.new_context(viewport=screen, color_scheme=scheme, reduced_motion="reduce") as one:
        page = one.new_page()
        for address in addresses if every else addresses[look :: len(LOOKS)]:
            page.goto(address)
            page.evaluate(axe)
            found += [f"{named(address, base)}: {what}" for what in page.evaluate(FOUND)]
    fail(found)


def test_what_is_hard_to_use_is_found(browser: Browser, axe):
    page = browser.new_page()
    page.set_content(f"<main>{WRONG}</main>")
    page.evaluate(axe)
    found = " ".join(page.evaluate(FOUND))
    page.close()
    assert "image-alt" in found
    assert "button-name" in found
