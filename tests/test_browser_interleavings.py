"""All interleavings in a real browser: threads take turns by pointer, by key and by address."""

import json
import re

import pytest
import test_browser
from playwright.sync_api import Locator, Page, expect
from saying import fail
from test_browser import PALE, PHONE, watched

from docs import DOCS
from tools.examples.page import every_page, shown
from tools.site import interleavings

base, browser, wide = test_browser.base, test_browser.browser, test_browser.wide  # fixtures
RACES, DEADLOCK = "locks/races/", "locks/deadlock/"
VIEWS = {
    page.relative_to(DOCS).as_posix().removesuffix(".md") + "/": names
    for page in every_page(DOCS)
    if (
        names := [
            example.snippet.path.stem
            for example in shown(page.read_text("utf-8"))
            if {"orders", "interleavings"} & set(example.fence.extras)
        ]
    )
}


@pytest.fixture
def page(wide, base):
    """A page on which nothing goes wrong."""
    page = wide.new_page()
    wrong = watched(page, base)
    yield page
    fail(wrong)


def view(page: Page, name: str) -> Locator:
    return page.locator(f"#orders-{name}")


def lane(root: Locator, number: int) -> Locator:
    return root.locator(".interleavings-lane").filter(
        has_text=f"Thread {number}" if number else "Main"
    )


def play(root: Locator, order: str) -> None:
    for number in order:
        lane(root, int(number)).click()


def said(root: Locator) -> Locator:
    return root.get_by_role("status")


def test_a_reader_loses_an_update_goes_back_and_keeps_it(page, base):
    page.goto(base + RACES)
    root = view(page, "three_steps")
    play(root, "112122")
    expect(said(root)).to_contain_text("A race: balance = 50")
    expect(root.locator(".interleavings-counted")).to_have_text(
        "You have found 1 of 2 endings; here end 18 of 20 interleavings."
    )
    for _ in range(4):
        root.get_by_role("button", name="Back").click()
    expect(lane(root, 1)).to_contain_text("seen = 0, new = 50")
    play(root, "1222")
    expect(said(root)).to_contain_text("A good end: balance = 100")
    expect(root.locator(".interleavings-counted")).to_have_text(
        "You have found 2 of 2 endings; here end 2 of 20 interleavings."
    )
    expect(root.locator(".interleavings-out")).to_have_text("balance: 100\n")
    expect(lane(root, 1)).to_have_attribute("aria-disabled", "true")
    lane(root, 1).click(force=True)
    expect(said(root)).to_have_text("Thread 1 has ended: it cannot take a step.")


def test_the_next_line_of_each_thread_is_marked_in_the_program(page, base):
    page.goto(base + RACES)
    root = view(page, "three_steps")
    marks = """root => {
      let block = root;
      while (!block.matches(".highlight.example")) block = block.previousElementSibling;
      const lines = [...block.querySelectorAll("code > span[id]")];
      return lines.flatMap((e, n) => e.dataset.mark ? [[n + 1, e.dataset.mark]] : []);
    }"""
    assert root.evaluate(marks) == [[10, "◂ 1 2"]]
    play(root, "11")
    assert root.evaluate(marks) == [[10, "◂ 2"], [12, "◂ 1"]]


def test_the_shortest_way_to_the_deadlock_is_shown_step_by_step(page, base):
    page.goto(base + DEADLOCK)
    root = view(page, "crossed_order")
    root.get_by_role("button", name="shortest way to the deadlock").click()
    expect(lane(root, 1)).to_have_class(re.compile("interleavings-planned"))
    for _ in range(2):
        root.get_by_role("button", name="Forward").click()
    expect(said(root)).to_contain_text(
        "Deadlock: thread 1 waits for board; thread 2 waits for knife."
    )
    expect(root.locator(".interleavings-shared")).to_contain_text(
        "held by thread 1; waiting: thread 2"
    )
    assert root.locator("line.holds").count() == root.locator("line.waits").count() == 2
    lane(root, 2).click(force=True)
    expect(said(root)).to_have_text("Thread 2 waits for knife: it cannot take a step.")


def test_keys_alone_will_do(page, base):
    page.goto(base + RACES)
    root = view(page, "last_ticket")
    lane(root, 1).focus()
    page.keyboard.press("Enter")
    for key in ("2", "1", "2"):
        page.keyboard.press(key)
    expect(said(root)).to_contain_text("A race: tickets = -1")
    page.keyboard.press("ArrowLeft")
    expect(said(root)).to_have_text("Back before step 4.")
    page.keyboard.press("ArrowRight")
    expect(said(root)).to_contain_text("Step 4: thread 2")
    page.keyboard.press("/")  # the theme's own key: search
    expect(page.locator(".md-search__input")).to_be_focused()


def test_an_order_is_shared_by_its_address(page, base):
    page.goto(base + DEADLOCK)
    root = view(page, "philosophers_in_order")
    page.locator("label", has_text="Lower number first").click()
    play(root, "221")
    shared = page.url
    assert shared.endswith("?philosophers_in_order=221#orders-philosophers_in_order")
    text = lane(root, 1).inner_text()
    page.goto("about:blank")
    page.goto(shared)
    expect(said(root)).to_have_text("The interleaving of the address, up to step 3.")
    expect(root).to_be_in_viewport()  # its tab is open, too
    assert lane(root, 1).inner_text() == text
    root.get_by_role("button", name="Restart").click()
    assert "?" not in page.url


@pytest.mark.parametrize(
    "asked",
    [
        "9",  # no such thread
        "1111",  # it has ended by then
        "1" * 5000,
        "٣",  # a digit, to Unicode
        "%3Cimg%20src=x%20onerror=alert(1)%3E",
    ],
)
def test_a_wrong_address_is_told_kindly_and_changes_nothing(page, base, asked):
    page.on("dialog", lambda dialog: fail([f"a dialog: {dialog.message}"]))
    page.goto(f"{base}{RACES}?three_steps={asked}&last_ticket=12&toString=1")
    root = view(page, "three_steps")
    expect(said(root)).to_have_text(
        "The address asks for steps that these threads cannot take; this is the beginning."
    )
    expect(lane(root, 1)).to_contain_text("line 10")
    expect(root.get_by_role("button", name="Back")).to_be_disabled()
    expect(said(view(page, "last_ticket"))).to_have_text(
        "The interleaving of the address, up to step 2."
    )


@pytest.mark.parametrize("where", VIEWS)
def test_every_ending_of_every_program_is_reached_by_hand(browser, base, where):
    """On a phone, with every line that is run marked on the way."""
    with browser.new_context(viewport=PHONE, has_touch=True, reduced_motion="reduce") as context:
        page = context.new_page()
        wrong = watched(page, base)
        page.goto(base + where)
        for name in VIEWS[where]:
            root = view(page, name)
            data = json.loads(root.locator("script[type='application/json']").text_content())
            facts, words = data["facts"], data["words"]
            for ending, told in zip(facts["endings"], words["endings"], strict=True):
                done = root.evaluate(
                    """(root, [movers, path]) => {
                      const lanes = [...root.querySelectorAll(".interleavings-lane")];
                      const [, , restart] = root.querySelectorAll(".interleavings-tools button");
                      restart.click();
                      for (const move of path) lanes[movers.indexOf(Number(move))].click();
                      return root.querySelector("[role=status]").textContent;
                    }""",
                    [facts["movers"], ending["path"]],
                )
                assert done.endswith(f": {told['text']}."), (name, done)
            many = len(facts["endings"])
            expect(root.locator(".interleavings-counted")).to_contain_text(
                f"{many} of {many} ending"
            )
            assert not root.locator(".interleavings-unknown").count()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        fail(wrong)


@pytest.mark.parametrize("where", [RACES, DEADLOCK])
def test_every_text_can_be_told_from_its_ground_before_and_after(page, base, where):
    page.goto(base + where)
    found = []
    for ending in (0, -1, None):
        for name in VIEWS[where] if ending is not None else []:
            page.evaluate(
                """([name, at]) => {
                  const root = document.getElementById(`orders-${name}`);
                  const data = root.querySelector("script[type='application/json']").textContent;
                  const {movers, endings} = JSON.parse(data).facts;
                  const lanes = [...root.querySelectorAll(".interleavings-lane")];
                  root.querySelectorAll(".interleavings-tools button")[2].click();
                  const path = endings.at(at).path.slice(0, at ? undefined : -1);
                  for (const move of path) lanes[movers.indexOf(Number(move))].click();
                }""",
                [name, ending],
            )
        for scheme in ("default", "slate"):
            pale, looked = page.evaluate(PALE, scheme)
            assert looked
            found += [f"{where}, {scheme}: {what}" for what in pale]
    fail(found)


def test_without_scripts_the_endings_and_one_losing_order_remain(browser, base):
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(base + RACES)
        root = view(page, "three_steps")
        expect(root.locator("table")).to_contain_text("balance = 50")
        root.locator("summary").click()
        expect(root.locator("li").first).to_have_text(
            "thread 1, line 10: seen = balance → seen = 0"
        )
        assert not root.locator(".interleavings-live").count()


def test_with_the_script_the_table_is_not_there_twice(page, base):
    page.goto(base + RACES)
    expect(view(page, "three_steps").locator(".interleavings-live")).to_be_visible()
    expect(view(page, "three_steps").locator("table")).to_be_hidden()
    assert interleavings.SCRIPT in page.content()
