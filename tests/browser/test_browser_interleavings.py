"""All interleavings in a real browser: by pointer, by key, by address, played, and remembered."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect
from saying import fail

from browser.axe_core import FOUND, OPEN, WITHOUT_LINKS
from browser.visits import PHONE, WIDE, watched
from docs import DOCS
from tools.examples.page import every_page, shown

FUTURE = "2100-01-01"
HEADER = 51  # pixels, at the top of every window
LOCKS = ("Lock", "RLock", "Condition")  # of these there is a graph
RACES, DEADLOCK = "locks/races/", "locks/deadlock/"
VIEWS = {
    page.relative_to(DOCS).as_posix().removesuffix(".md") + "/": sources
    for page in every_page(DOCS)
    if (
        sources := {
            example.snippet.path.stem: example.snippet.source
            for example in shown(page.read_text("utf-8"))
            if "interleavings" in example.fence.extras
        }
    )
}


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
    expect(lane(root, 1)).to_contain_text("last: seen = 0, new = 50")  # one sees why
    lane(root, 1).click(force=True)
    expect(said(root)).to_have_text("Thread 1 has ended: it cannot take a step.")


def test_the_next_line_of_each_thread_is_marked_in_the_program_and_in_the_small_listing(page, base):
    page.goto(base + RACES)
    root = view(page, "three_steps")
    marks = """root => {
      let block = root;
      while (!block.matches(".highlight.example")) block = block.previousElementSibling;
      const lines = [...block.querySelectorAll("code > span[id]")];
      return lines.flatMap((e, n) => e.dataset.mark ? [[n + 1, e.dataset.mark]] : []);
    }"""
    listed = root.locator(".interleavings-row")
    expect(listed).to_contain_text(
        ["def pay_in():", "seen = balance", "seen + 50", "balance = new"]
    )
    assert root.evaluate(marks) == [[10, "◂ 1 2"]]
    expect(listed.nth(1).locator(".interleavings-mark")).to_have_text(["1", "2"])
    play(root, "11")
    assert root.evaluate(marks) == [[10, "◂ 2"], [12, "◂ 1"]]
    expect(listed.nth(1).locator(".interleavings-mark")).to_have_text(["2"])
    expect(listed.nth(3).locator(".interleavings-mark")).to_have_text(["1"])


def cells(root: Locator) -> Locator:
    return root.locator(".interleavings-strip button")


# How far from the left edge of its line a number begins, and from that of the window.
NUMBER = """line => {
  const left = parseFloat(getComputedStyle(line, "::before").left);
  return [left, line.getBoundingClientRect().left + left];
}"""


@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_stripes_of_the_threads_at_a_line_hide_nothing_of_its_number(page, base, screen):
    page.set_viewport_size(screen)
    page.goto(base + RACES)
    lines = page.locator(".highlight.example", has_text="seen = balance").locator("span[id]")
    marked = lines.and_(page.locator(".owned"))
    expect(marked).to_have_count(1)
    room, where = marked.evaluate(NUMBER)
    assert room >= 6, "two stripes, of 3 px each, lie on the number"
    assert where == lines.nth(1).evaluate(NUMBER)[1], "the number has moved"


def test_the_strip_tells_each_step_and_a_press_goes_back_to_it(page, base):
    page.goto(base + RACES)
    root = view(page, "three_steps")
    play(root, "112122")
    expect(cells(root)).to_have_count(6)
    expect(cells(root).nth(2)).to_have_text("2 line 10seen = balanceseen = 0")
    expect(cells(root).nth(3)).to_have_attribute(
        "title", "Step 4: thread 1, line 12, “balance = new”; now balance = 50."
    )
    expect(cells(root).nth(5)).to_contain_text("balance = 50")  # written again, the same
    cells(root).nth(2).click()
    expect(said(root)).to_have_text("Step 3: thread 2, line 10, “seen = balance”; now seen = 0.")
    expect(root.locator(".interleavings-strip [aria-current=step]")).to_contain_text("2 line 10")
    expect(lane(root, 1)).to_have_class(re.compile("interleavings-planned"))
    expect(cells(root)).to_have_count(6)  # the order is kept
    slider = root.get_by_role("slider", name="Step")
    slider.fill("5")
    expect(slider).to_have_attribute("aria-valuetext", "step 5 of 6")
    expect(said(root)).to_contain_text("Step 5: thread 2, line 11")
    root.get_by_role("button", name="Restart").click()
    expect(cells(root)).to_have_count(6)
    expect(slider).to_have_value("0")
    play(root, "2")
    expect(cells(root)).to_have_count(1)  # another order


@pytest.fixture
def timed(wide, base):
    """A page whose time, which is its visitor's, goes on only as it is told."""
    page = wide.new_page()
    wrong = watched(page, base)
    page.clock.install()
    yield page
    page.clock.resume()
    fail(wrong)


@pytest.mark.left_to_all
def test_an_order_is_played_at_a_speed(timed, base):
    page, clock = timed, timed.clock
    page.goto(base + RACES)
    root = view(page, "three_steps")
    button, slider = root.locator(".interleavings-play"), root.get_by_role("slider")
    button.click(force=True)
    expect(said(root)).to_contain_text("There is no interleaving to play yet")
    root.get_by_role("button", name="shortest way to the race").click()
    clock.pause_at(FUTURE)
    button.click()
    expect(button).to_have_text("Pause")
    clock.run_for(10_000)
    expect(said(root)).to_contain_text("A race: balance = 50")
    expect(button).to_have_text("Play")
    taken = []
    for pace in ("slow", "fast"):
        root.get_by_label("Speed").select_option(pace)
        button.click()  # from the beginning
        clock.run_for(3000)
        taken.append(int(slider.input_value()))
        root.get_by_role("button", name="Restart").click()
        expect(button).to_have_text("Play")
        clock.run_for(10_000)
        expect(slider).to_have_value("0")
    assert 0 < taken[0] < taken[1]


@pytest.mark.left_to_all
def test_found_endings_stay_until_the_reader_forgets_them(page, base):
    page.goto(base + RACES)
    root = view(page, "three_steps")
    play(root, "112122")
    kept = page.evaluate("localStorage.getItem('interleavings:three_steps')")
    gone = "readers lose what they have found: read what found.js has written until now, too"
    assert re.fullmatch(r'{"key":"[^"]+","found":\[\d\]}', kept or ""), gone
    page.goto("about:blank")
    page.goto(base + RACES)
    counted = root.locator(".interleavings-counted")
    expect(counted).to_have_text("You have found 1 of 2 endings.")
    expect(root.locator(".interleavings-map li").first).to_contain_text("A race: balance = 50")
    expect(view(page, "last_ticket").locator(".interleavings-counted")).to_contain_text("found 0")
    root.get_by_role("button", name="Forget").click()
    expect(counted).to_have_text("You have found 0 of 2 endings.")
    old = json.dumps({"key": "old", "found": [0]})
    page.evaluate("old => localStorage.setItem('interleavings:three_steps', old)", old)
    page.reload()  # as if the program had changed since
    expect(counted).to_have_text("You have found 0 of 2 endings.")


def test_where_nothing_may_be_kept_all_else_works(wide, base):
    page = wide.new_page()
    page.add_init_script(
        """Object.defineProperty(window, "localStorage", {get() { throw new Error("no"); }})"""
    )
    page.goto(base + RACES)
    root = view(page, "three_steps")
    play(root, "112122")
    expect(root.locator(".interleavings-counted")).to_contain_text("found 1 of 2")


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
    lane(root, 2).click(force=True)
    expect(said(root)).to_have_text("Thread 2 waits for knife: it cannot take a step.")


def test_keys_alone_will_do(timed, base):
    page, clock = timed, timed.clock
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
    page.keyboard.press("Home")
    expect(said(root)).to_contain_text("At the beginning. The interleaving is kept")
    clock.pause_at(FUTURE)
    page.keyboard.press("p")
    expect(root.locator(".interleavings-play")).to_have_text("Pause")
    clock.run_for(10_000)
    expect(said(root)).to_contain_text("A race: tickets = -1")
    clock.resume()
    for _ in range(6):  # more than there are steps: what cannot be done takes no focus away
        page.keyboard.press("ArrowLeft")
    expect(root.get_by_role("slider")).to_have_value("0")
    expect(lane(root, 1)).to_be_focused()
    page.keyboard.press("/")  # the theme's own key: search
    expect(page.locator(".md-search__input")).to_be_focused()


@pytest.mark.left_to_all
def test_an_order_is_shared_by_its_link_and_waits_to_be_played(page, base):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base)
    page.goto(base + DEADLOCK)
    root = view(page, "philosophers_in_order")
    page.locator("label", has_text="Lower number first").click()
    play(root, "221")
    text = lane(root, 1).inner_text()
    root.get_by_role("button", name="Back").click()
    root.get_by_role("button", name="Copy a link").click()
    expect(said(root)).to_have_text("The link is in the clipboard.")
    shared = page.evaluate("navigator.clipboard.readText()")
    assert shared.endswith("?philosophers_in_order=221#orders-philosophers_in_order")
    page.goto("about:blank")
    page.goto(shared)
    expect(said(root)).to_have_text("An interleaving of 3 steps came with the address: play it.")
    expect(root.get_by_role("slider")).to_have_value("0")
    for part in (".interleavings-row", ".interleavings-play"):  # its tab is open, too
        expect(root.locator(part).first).to_be_in_viewport(ratio=1)
    top = root.locator(".interleavings-live").evaluate("e => e.getBoundingClientRect().top")
    assert HEADER <= top < 2 * HEADER
    root.get_by_label("Speed").select_option("fast")
    root.get_by_role("button", name="Play").click()
    expect(said(root)).to_contain_text("Step 3: thread 1")
    assert lane(root, 1).inner_text() == text
    root.get_by_role("button", name="Restart").click()
    assert page.url == shared


@pytest.mark.left_to_all
def test_a_wrong_address_is_told_kindly_and_changes_nothing(page, base):
    page.on("dialog", lambda dialog: fail([f"a dialog: {dialog.message}"]))
    ones = view(page, "three_steps"), view(page, "last_ticket")
    for asked, other in (
        ("9", "1111"),  # no such thread; it has ended by then
        ("1" * 5000, "٣"),  # a digit, to Unicode
        ("%3Cimg%20src=x%20onerror=alert(1)%3E", "12"),
    ):
        page.goto(f"{base}{RACES}?three_steps={asked}&last_ticket={other}&toString=1")
        for root in ones if other != "12" else ones[:1]:
            expect(said(root)).to_have_text(
                "The address asks for steps that these threads cannot take; this is the beginning."
            )
            expect(root.get_by_role("button", name="Back")).to_be_disabled()
        expect(lane(ones[0], 1)).to_contain_text("line 10")
    expect(said(ones[1])).to_contain_text("An interleaving of 2 steps came")
    ones[0].get_by_role("button", name="Copy a link").click()  # to the beginning
    assert "three_steps=" not in page.url
    assert "last_ticket=12" in page.url


# Of each arrow of the graph of locks: the box that it leaves, its kind, the box at its tip.
ARROWS = """root => {
  const graph = root.querySelector(".interleavings-locks svg");
  if (!graph) return null;
  const boxes = [...graph.querySelectorAll("rect")].map((box) => {
    const at = (name) => Number(box.getAttribute(name));
    const middle = [at("x") + at("width") / 2, at("y") + at("height") / 2];
    return { middle, name: box.nextElementSibling.textContent };
  });
  const nearest = (x, y) => {
    const far = ({ middle }) => Math.hypot(middle[0] - x, middle[1] - y);
    return boxes.reduce((one, other) => (far(other) < far(one) ? other : one)).name;
  };
  return [...graph.querySelectorAll("line")].map((line) => {  // its tip is even
    const from = nearest(...["x1", "y1"].map((name) => Number(line.getAttribute(name))));
    const points = line.nextElementSibling.getAttribute("points").split(/[ ,]/).map(Number);
    const [x, y, x1, y1, x2, y2] = points;
    const along = [x - line.x1.baseVal.value, y - line.y1.baseVal.value];
    const lean = Math.abs((x2 - x1) * along[0] + (y2 - y1) * along[1]) / Math.hypot(...along);
    const apart = Math.abs(Math.hypot(x - x1, y - y1) - Math.hypot(x - x2, y - y2));
    const skew = lean + apart > 0.1 ? "skew " : "";
    return `${skew}${from} ${line.getAttribute("class")} ${nearest(x, y)}`;
  });
}"""
# Takes the steps of a way; returns what is shown before them, and after each of them.
LOOK = (
    "(root, [{ movers }, path]) => { const arrows = "
    + ARROWS
    + """;
  let block = root;
  while (!block.matches(".highlight.example")) block = block.previousElementSibling;
  const lines = [...block.querySelectorAll("code > span[id]")];
  const all = (part, which) => [...part.querySelectorAll(`.interleavings-${which}`)];
  const texts = (parts) => parts.map((part) => part.textContent);
  const lanes = all(root, "lane");
  const isSeen = (part) => {
    const [one, box] = [part, part.parentElement].map((each) => each.getBoundingClientRect());
    return one.top > box.top - 3 && one.bottom < box.bottom + 3;
  };
  const look = (last) => ({
    marked: lines.flatMap(({ dataset }, at) => dataset.mark ? [`${at + 1} ${dataset.mark}`] : []),
    listed: all(root, "row").flatMap((row) => {
      const marks = texts(all(row, "mark")).join(" ");
      return marks ? [`${texts(all(row, "number"))} ◂ ${marks}`] : [];
    }),
    lanes: lanes.map((lane) => [lane.ariaDisabled, ...texts(all(lane, "slot"))]),
    values: [...all(root, "shared")[0].querySelectorAll("dl > div")]
      .map((row) => texts([...row.children])),
    out: texts(all(root, "out")).join(""),
    arrows: arrows(root)?.sort() ?? null,
    stuck: root.querySelector(".interleavings-stuck") !== null,
    strip: all(root, "taken").map((step) => texts([...step.querySelectorAll("b, code")])),
    hidden: [...root.querySelectorAll("[aria-current=step]"), ...all(root, "row")
      .filter((row) => last && row.querySelector(`.thread-${last}`))]
      .filter((part) => !isSeen(part)).map((part) => part.textContent),
  });
  root.querySelector(".interleavings-player button").click();
  const seen = [look()];
  for (const move of path) {
    lanes[movers.indexOf(Number(move))].click();
    seen.push(look(move[0]));
  }
  return seen;
}"""
)


def passed(facts: dict, path: list[str]) -> list[int]:
    """The states on a way."""
    numbers = [0]
    for move in path:
        numbers.append(facts["steps"][numbers[-1]][move][0])
    return numbers


def standings(facts: dict, number: int) -> dict[int, list]:
    """How each thread stands in a state: line, how, its values, error, what it waits for."""
    row = facts["states"][number]
    stand = [[*facts["standings"][at], None, None][:5] for at in row[: len(facts["movers"])]]
    return dict(zip(facts["movers"], stand, strict=True))


class Words:
    """What is said of how threads, locks and so on are, by the messages that the page has."""

    def __init__(self, words: dict):
        self.words = words

    def who(self, *threads: int) -> str:
        called = [self.words["thread"].format(number=n) if n else "main" for n in threads]
        return ", ".join(called)

    def where(self, line: int, how: str, error: str | None, awaited: dict | None) -> str:
        key, one = "nowhere" if how == "ready" and not line else how, awaited or {}
        what = one.get("name") or self.words["awaited"]["kind"].format(kind=one.get("kind"))
        if one.get("thread") is not None:
            what = self.words["awaited"]["thread"].format(who=self.who(one["thread"]))
        return self.words["how"][key].format(line=line, error=error, what=what)

    def note(self, note: str, threads: list[int]) -> str:
        notes = self.words["notes"]
        return notes.get(note, notes["other"]).format(threads=self.who(*threads))

    def thing(self, held: list | None, waiting: list[int]) -> str:
        how, owner, amount, of, text, inside = held or ["not_made", None, 0, 0, "", []]
        key = "heldOften" if how == "held" and amount > 1 else how
        who = "" if owner is None else self.who(owner)
        said = [text or self.words["holdings"].get(key, "").format(who=who, amount=amount, of=of)]
        outside = [thread for thread in waiting if thread not in inside]
        said += [self.words["inside"].format(threads=self.who(*inside))] if inside else []
        said += [self.words["waiting"].format(threads=self.who(*outside))] if outside else []
        return "; ".join(said)


def to_be_seen(facts: dict, words: Words, path: list[str], lines: list[str]) -> dict:
    """What Python says of a program of these lines after these steps, as `LOOK` has it."""
    numbers, strip = [0], []
    for move in path:
        line = standings(facts, numbers[-1])[int(move[0])][0]
        strip.append([move[0].replace("0", "main"), lines[line].strip()])
        numbers.append(facts["steps"][numbers[-1]][move][0])
    names, things, stand = facts["names"], facts["things"], standings(facts, numbers[-1])
    rest = facts["states"][numbers[-1]][len(facts["movers"]) :]
    values = [[name, facts["texts"][at]] for name, at in zip(names, rest, strict=False)]
    marks, lanes, arrows = {}, [], []
    for (thing, kind), at in zip(things, rest[len(names) : -1], strict=True):
        held = facts["holdings"][at]
        waiting = [m for m, one in stand.items() if (one[4] or {}).get("name") == thing]
        values.append([thing, words.thing(held, waiting)])
        if kind in LOCKS:
            arrows += [f"{one.capitalize()} waits {thing}" for one in map(words.who, waiting)]
            if held and held[1] in stand:
                arrows.append(f"{thing} holds {words.who(held[1]).capitalize()}")
    for mover, (line, how, own, error, awaited) in stand.items():
        if line:
            marks.setdefault(line, []).append(f"{mover or 'main'}{'…' * (how == 'waits')}")
        if how in ("done", "failed"):
            known = [standings(facts, number)[mover][2] for number in numbers]
            own = next((f"last: {one}" for one in reversed(known) if one), "")
        steps = [s for m, s in facts["steps"][numbers[-1]].items() if int(m[0]) == mover]
        note = f" ({words.note(*steps[0][1:])})" if len(steps) == 1 and steps[0][1:] else ""
        where = words.where(line, how, error, awaited) + note
        lanes.append(["false" if steps else "true", where, lines[line].strip(), own])
    marked = [f"{line} ◂ {' '.join(marks[line])}" for line in sorted(marks)]
    ends = [one["verdict"] for one in facts["endings"] if numbers[-1] in one["states"]]
    has_locks = any(kind in LOCKS for _, kind in things)
    return {
        "marked": marked,
        "listed": marked,
        "lanes": lanes,
        "values": values,
        "out": facts["texts"][rest[-1]] or "nothing printed yet",
        "arrows": sorted(arrows) if has_locks else None,
        "stuck": has_locks and "deadlock" in ends,
        "strip": strip,
        "hidden": [],  # neither the last step nor where its thread stands now
    }


@pytest.mark.one_in(2)
@pytest.mark.parametrize("where", sorted(VIEWS))
def test_after_each_step_the_page_shows_the_state_that_python_has_found(page, base, where):
    """On the shortest way to each ending."""
    page.set_viewport_size(PHONE)
    page.goto(base + where)
    words = Words(json.loads(page.locator("#interleavings-words").text_content()))
    for name, source in VIEWS[where].items():
        root = view(page, name)
        facts = json.loads(root.locator("script").text_content())["facts"]
        lines = ["", *source.splitlines()]
        for path in (ending["path"] for ending in facts["endings"]):
            for taken, seen in enumerate(root.evaluate(LOOK, [facts, path])):
                assert seen == to_be_seen(facts, words, path[:taken], lines), (name, path, taken)


# Walks to an ending; returns what is said there, and how far each control has moved on the way.
WALK = """(root, [movers, path]) => {
  const lanes = [...root.querySelectorAll(".interleavings-lane")];
  const bars = ":is(.interleavings-player, .interleavings-more) :is(button, input, select)";
  const controls = [...lanes, ...root.querySelectorAll(`.interleavings-strip, ${bars}`)];
  const places = () => controls.map((control) => {
    const {left, top, width, height} = control.getBoundingClientRect();
    return [left, top, width, height];
  });
  const restart = root.querySelector(".interleavings-player button");
  restart.click();
  const before = places();
  let moved = 0;
  for (const move of path) {
    lanes[movers.indexOf(Number(move))].click();
    const far = places().flatMap((place, at) => place.map((x, of) => Math.abs(x - before[at][of])));
    moved = Math.max(moved, ...far);
  }
  const top = root.querySelector(".interleavings-program").getBoundingClientRect().top;
  const bottom = restart.getBoundingClientRect().bottom;
  return [root.querySelector("[role=status]").textContent, moved, bottom - top];
}"""
OPEN_TABS = """number => document.querySelectorAll(`.tabbed-set > input:nth-child(${number})`)
  .forEach((tab) => { tab.checked = true; })"""
ALONE = """() => {
  const kept = ".interleavings, .highlight.example";
  for (const part of document.querySelectorAll("article > *"))
    if (!part.matches(kept) && !part.querySelector(kept)) part.remove();
}"""
CHANGING = {"include": [".interleavings", ".highlight.example [data-mark]"]}


@pytest.mark.left_to_all
@pytest.mark.one_in(6)
@pytest.mark.parametrize("where", VIEWS)
def test_every_ending_is_reached_by_hand_with_program_and_controls_in_view_and_at_rest(
    browser, base, where
):
    """On a phone, where nothing is said of keys, and one of them on a wide screen; what is run is
    marked on the way."""
    found = []
    with browser.new_context(has_touch=True, reduced_motion="reduce") as context:
        page = context.new_page()
        wrong = watched(page, base)
        page.goto(base + where)
        for name in VIEWS[where]:
            root = view(page, name)
            data = json.loads(root.locator("script[type='application/json']").text_content())
            facts, words = data["facts"], data["words"]
            tab = root.evaluate(
                """root => {
                  const block = root.closest(".tabbed-block");
                  return block ? [...block.parentElement.children].indexOf(block) + 1 : 1;
                }"""
            )
            for size in (WIDE, PHONE):
                page.set_viewport_size(size)
                page.evaluate(OPEN_TABS, tab)
                endings = [*zip(facts["endings"], words["endings"], strict=True)]
                if size == WIDE:  # there is more room: the longest way will do
                    endings = [max(endings, key=lambda one: len(one[0]["path"]))]
                for ending, told in endings:
                    done, moved, height = root.evaluate(WALK, [facts["movers"], ending["path"]])
                    assert done.endswith(f": {told['text']}."), (name, done)
                    if moved > 2:  # pixels: a line of text has more than ten
                        found.append(f"{name}, {size['width']} wide: {moved} px moved")
                    if height > size["height"] - HEADER:
                        found.append(f"{name}, {size['width']} wide: {height} px high")
                assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
            many = len(facts["endings"])
            expect(root.locator(".interleavings-counted")).to_contain_text(
                f"{many} of {many} ending"
            )
            assert not root.locator(".interleavings-unknown").count()
            expect(root.locator(".interleavings-touch")).to_contain_text("Tap a thread")
            expect(root.locator(".interleavings-touch")).to_be_visible()
            expect(root.locator(".interleavings-keys")).to_be_hidden()
        if where == RACES:  # an editor says on all pages the same
            program = page.locator(".run").first
            program.get_by_role("button", name="Edit").click()
            expect(said(program)).to_have_text("The address holds what you write: share it.")
        fail(wrong + found)


@pytest.mark.left_to_all
@pytest.mark.one_in(2)
@pytest.mark.parametrize("where", [RACES, DEADLOCK])
def test_every_text_can_be_told_from_its_ground_on_the_way_and_at_an_end(page, base, axe, where):
    page.goto(base + where)
    page.evaluate(OPEN)
    page.evaluate(ALONE)  # axe-core goes through the whole page, each time
    page.evaluate(WITHOUT_LINKS)
    page.evaluate(axe)
    found = []
    for ending in (0, -1):
        for name in VIEWS[where]:
            page.evaluate(
                """([name, at]) => {
                  const root = document.getElementById(`orders-${name}`);
                  const data = root.querySelector("script[type='application/json']").textContent;
                  const {movers, endings} = JSON.parse(data).facts;
                  const lanes = [...root.querySelectorAll(".interleavings-lane")];
                  root.querySelector(".interleavings-player button").click();
                  const path = endings.at(at).path.slice(0, at ? undefined : -1);
                  for (const move of path) lanes[movers.indexOf(Number(move))].click();
                }""",
                [name, ending],
            )
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            pale = page.evaluate(FOUND, [CHANGING, ["color-contrast"]])
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
    page.goto(f"{base}{RACES}#orders-three_steps")
    expect(view(page, "three_steps").locator(".interleavings-live")).to_be_visible()
    expect(view(page, "three_steps").locator("table")).to_be_hidden()
    expect(view(page, "three_steps").locator(".interleavings-title")).to_be_in_viewport()
