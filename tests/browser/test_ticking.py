"""Ticks for pages read and exercises passed, in a real browser."""

import pytest
from playwright.sync_api import expect

PASSED = "article table .ticked"
SHOWN = ".md-nav--primary .ticked:visible"


def test_a_page_is_ticked_and_stays_so_until_all_is_cleared(page, base):
    page.goto(base + "locks/mutex/")
    height = page.evaluate("document.documentElement.scrollHeight")
    button = page.get_by_role("button", name="Mark as read")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".page-end-place")).to_contain_text("2 of 7 · 1 read")
    expect(page.locator(SHOWN)).to_contain_text(["The mutex (read)"])
    assert page.evaluate("document.documentElement.scrollHeight") == height
    page.goto(base + "locks/races/")
    expect(page.locator(SHOWN)).to_contain_text(["The mutex (read)"])
    expect(page.get_by_role("link", name="The mutex (read)").last).to_be_visible()  # the next page
    page.goto(base + "practice/exercises/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Clear all ticks").click()
    expect(page.locator(".ticks-said")).to_have_text("All ticks are cleared.")
    assert (
        page.evaluate("localStorage.getItem(new URL('../../', location).pathname + 'ticks')")
        is None
    )


def test_exercises_are_ticked_by_hand_and_by_the_judge(page, base):
    page.goto(base + "practice/mend/")
    page.locator("button[data-id=transfer]").click()
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('exercise-passed', {detail: {id: 'piggy-bank'}}))"
    )
    expect(page.locator("button[data-id=piggy-bank]")).to_have_attribute("aria-pressed", "true")
    page.goto(base + "practice/exercises/")
    expect(page.locator(PASSED)).to_have_text(["The piggy bank (passed)", "The transfer (passed)"])
    page.goto(base + "practice/mend/")
    page.locator("button[data-id=transfer]").click()
    page.goto(base + "practice/exercises/")
    expect(page.locator(PASSED)).to_have_text(["The piggy bank (passed)"])


@pytest.mark.left_to_all
def test_what_a_browser_has_kept_for_months_is_still_known(page, base):
    page.goto(base + "practice/exercises/")
    page.evaluate(
        "kept => localStorage.setItem(new URL('../../', location).pathname + 'ticks', kept)",
        '{"read":["locks/mutex/"],"passed":["transfer"]}',
    )
    page.reload()
    gone = "readers lose their ticks: read what ticks.js has written until now, too"
    expect(page.locator(PASSED), gone).to_have_text(["The transfer (passed)"])
    page.goto(base + "locks/mutex/")
    button = page.get_by_role("button", name="Mark as read")
    expect(button, gone).to_have_attribute("aria-pressed", "true")


def test_where_nothing_can_be_kept_the_reader_is_told(page, base):
    page.add_init_script(
        "const keep = Storage.prototype.setItem; Storage.prototype.setItem = function(key, value) {"
        " if (key.endsWith('ticks')) throw new Error('full'); keep.call(this, key, value); }"
    )
    page.goto(base + "locks/mutex/")
    button = page.get_by_role("button", name="Mark as read")
    button.click()
    expect(page.locator(".page-end [role=status]")).to_contain_text("keeps nothing")
