"""The home page in a real browser: the money is lost in a few clicks, and why is one click away."""

import gzip
import json

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


# What is shown before the steps of an interleaving, and after each of them.
LOOK = """path => {
  const game = document.querySelector(".game");
  const all = (which, root = game) => [...root.querySelectorAll(which)];
  const texts = (parts) => parts.map((part) => part.textContent);
  const look = () => ({
    value: texts(all("output")),
    threads: all(".game-step").map((one) => [one.ariaDisabled, ...texts([...one.children])]),
    lines: all(".game-line").map((line) => all(".game-at", line).map((at) => at.className)),
    strip: all(".game-strip li").map((cell) => [cell.className, cell.title, cell.textContent]),
    looks: game.className,
    said: texts(all(".game-said")),
  });
  const seen = [look()];
  for (const thread of path) {
    all(`.game-step.thread-${thread}`)[0].click();
    seen.push(look());
  }
  return seen;
}"""


def to_be_seen(data: dict, path: str) -> dict:
    """What Python says of the game after these steps, as `LOOK` has it."""
    states, words, name = data["states"], data["words"], data["variable"]
    state, strip = states[0], []
    for thread in path:
        code = data["lines"][str(state[int(thread)][0])]
        state = states[state[int(thread)][2]]
        told = words["step"].format(thread=thread, code=code, name=name, value=state[0])
        change = state[0] if code.startswith(f"{name} =") else ""
        strip.append([f"thread-{thread}", told, thread + change])
    standing = {thread: state[thread] for thread in (1, 2)}
    lost, both, ended = data["lost"], data["interleavings"], state[3] is not None
    end = words["lost" if state[3] else "kept"]
    going = words["going" if path else "begin"]
    return {
        "value": [state[0]],
        "threads": [
            [
                "true" if line is None else "false",
                words["thread"].format(number=thread),
                words["done"] if line is None else data["lines"][str(line)],
                own or "\N{NO-BREAK SPACE}",
            ]
            for thread, (line, own, _) in standing.items()
        ],
        "lines": [
            [f"game-at thread-{n}" for n in (1, 2) if str(standing[n][0]) == line]
            for line in data["lines"]
        ],
        "strip": strip + [["game-open", "", ""]] * (6 - len(path)),
        "looks": "game game-alive" + " game-lost" * (state[3] is True) + " game-over" * ended,
        "said": [
            going if not ended else end.format(lost=lost, interleavings=both, kept=both - lost)
        ],
    }


def test_after_each_step_the_game_shows_the_state_that_python_has_found(page, base):
    page.goto(base)
    data = json.loads(page.locator(".game script[type='application/json']").text_content())
    for path in ("121212", "211122", "111222"):
        seen = page.evaluate(LOOK, path)
        assert seen == [to_be_seen(data, path[:step]) for step in range(7)]
        expect(page.locator(".game-said")).to_contain_text("of 20 interleavings")
        page.get_by_role("button", name="Again").click()


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
