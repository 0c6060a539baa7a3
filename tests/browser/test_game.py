"""The home page in a real browser: the money is lost in a few clicks, and why is one click away."""

import gzip

import pytest
from playwright.sync_api import Page, expect

from browser.visits import PHONE

MOST = 120_000  # bytes of a first visit, compressed, without the search index


def play(page: Page, order: str) -> None:
    for thread in order:
        page.locator(f".game-step.thread-{thread}").click()


def test_the_money_is_lost_in_six_clicks(page, base):
    page.goto(base)
    play(page, "121212")
    expect(page.locator(".game output")).to_have_text("50")
    expect(page.locator(".game-said")).to_contain_text("50 are gone. 18 of 20 interleavings")
    expect(page.locator(".game-strip li")).to_have_count(6)
    page.get_by_role("link", name="Why it happens").click()
    page.wait_for_url("**/locks/races/**")


def test_a_reader_who_loses_nothing_is_told_how_rare_that_is(page, base):
    page.goto(base)
    play(page, "111222")
    expect(page.locator(".game-said")).to_contain_text("2 of 20 interleavings")
    page.get_by_role("button", name="Again").click()
    expect(page.locator(".game output")).to_have_text("0")
    expect(page.locator(".game-step.thread-1")).to_have_attribute("aria-disabled", "false")


def test_the_keys_play_too(page, base):
    page.goto(base)
    for key in "112":
        page.keyboard.press(key)
    expect(page.locator(".game-strip li:not(.game-open)")).to_have_text(["1", "1", "2"])


def test_an_order_that_is_shared_is_offered_and_played_on_a_click(page, base):
    page.goto(base + "#order=121212")
    expect(page.locator(".game-strip li:not(.game-open)")).to_have_count(0)
    page.get_by_role("button", name="Play the interleaving").click()
    expect(page.locator(".game-said")).to_contain_text("50 are gone")


@pytest.mark.one_in(4)
@pytest.mark.parametrize("hostile", ["#order=111111", "#order=3", "#order=<img>", "#order="])
def test_an_order_that_there_is_not_is_not_offered(page, base, hostile):
    page.goto(base + hostile)
    expect(page.locator(".game-step")).to_have_count(2)
    expect(page.locator(".game-play")).to_have_count(0)


def test_on_a_phone_the_whole_game_is_on_the_first_screen(browser, base):
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(base)
        play(page, "121212")
        for part in (".game-strip", ".game-again"):
            expect(page.locator(part)).to_be_in_viewport(ratio=1)


def test_without_scripts_two_orders_stand_there(browser, base):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(base)
        expect(page.locator(".game-interleaving")).to_have_count(2)
        expect(page.locator(".game-interleaving").last).to_be_visible()
        expect(page.locator(".game-live")).to_be_hidden()


def test_the_first_visit_is_light(wide, base):
    """Page, styles, scripts, fonts, pictures: all that a new reader's browser fetches."""
    page, fetched = wide.new_page(), []
    page.on("response", lambda answer: fetched.append(answer))
    page.goto(base, wait_until="networkidle")
    weights = {
        answer.url.removeprefix(base): min(len(body := answer.body()), len(gzip.compress(body)))
        for answer in fetched
        if "/search/search_index" not in answer.url
    }
    names = ("", "identity.css", "home/game.js", "assets/favicon.svg")
    assert weights.keys() >= set(names), weights
    assert sum(weights.values()) <= MOST, weights
