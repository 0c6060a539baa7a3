"""Pages that a reader keeps are read without a network; with one, they are never old."""

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

VISITED, OTHER = "locks/mutex/", "locks/races/"
BUTTON = ".offline button"
NAMES = "async base => (await caches.keys()).filter(name => name.startsWith(base))"


@pytest.fixture
def page(wide: BrowserContext, base: str) -> Page:
    """A page of a reader who keeps what is visited."""
    page = wide.new_page()
    page.goto(base)
    page.locator(BUTTON).click()
    expect(page.locator(BUTTON)).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("navigator.serviceWorker.controller")
    return page


def test_what_was_visited_is_read_without_a_network(page, base, wide):
    page.goto(base + VISITED)
    wide.set_offline(True)
    page.goto(base + VISITED)
    expect(page.locator("h1")).to_contain_text("The mutex")
    expect(page.locator(".md-header")).to_have_css("position", "sticky")  # its styles were kept
    page.goto(f"{base}{VISITED}?x=112#y")  # a link to it holds an interleaving
    expect(page.locator("h1")).to_contain_text("The mutex")
    program = page.locator(".run").first
    program.get_by_role("button", name="Run", exact=True).click()
    expect(program).to_contain_text("This needs a network")
    page.goto(base)
    expect(page.locator(".game")).to_be_visible()
    with pytest.raises(Error):
        page.goto(base + OTHER)
    wide.set_offline(False)


@pytest.mark.left_to_all
def test_with_a_network_nothing_old_is_shown_and_all_can_be_forgotten(page, base):
    old = "async ([name, url]) => (await caches.open(name)).put(url, new Response('old'))"
    (name,) = page.evaluate(NAMES, base)
    page.evaluate(old, [name, base + VISITED])
    page.goto(base + VISITED)
    expect(page.locator("h1")).to_contain_text("The mutex")
    kept = "async ([name, url]) => (await (await caches.open(name)).match(url)).text()"
    assert page.evaluate(kept, [name, base + VISITED]) != "old"
    page.goto(base)
    page.locator(BUTTON).click()
    expect(page.locator(BUTTON)).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(NAMES, base) == []


def test_who_does_not_ask_keeps_nothing(wide, base):
    page = wide.new_page()
    page.goto(base)
    expect(page.locator(BUTTON)).to_be_visible()
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
