"""The built site in a real browser: what a reader sees and does, on a phone too."""

import io
import json
import re
import urllib.request
import zipfile
from itertools import product
from pathlib import Path
from urllib.parse import urljoin

import pytest
from made_results import recorded
from playwright.sync_api import Page, Route, expect
from saying import fail

from browser.visits import PHONE, WIDE, forget, named, watched
from tools.examples import snippet as snippets
from tools.measurements import calculator
from tools.measurements.facts import Label
from tools.measurements.topics import TOPICS
from tools.site import numbers
from tools.site.telling import Telling


@pytest.fixture
def shown(addresses: list[str], site: Path, base: str) -> list[str]:
    """The addresses of the pages that show examples; at least one of them does."""
    found = [
        address
        for address in addresses
        if 'class="example-name"' in local(site, base, address).read_text("utf-8")
    ]
    assert found
    return found


def local(site: Path, base: str, address: str) -> Path:
    """The file of an address."""
    path = site / address.removeprefix(base)
    return path / "index.html" if path.is_dir() else path


# What a script sees of an element, for a message: `div.tabbed-labels 'A function A sub'`.
NAME = """
const name = e => [e.tagName.toLowerCase(), ...e.classList].join(".")
  + " '" + e.textContent.trim().replace(/\\s+/g, " ").slice(0, 40) + "'";
const everyTab = look => {  // look at the page once for each tab, all boxes open
  document.querySelectorAll("details").forEach(box => box.open = true);
  const tabs = [...document.querySelectorAll(".tabbed-set > input")];
  const most = Math.max(1, ...tabs.map(t => 1 + [...t.parentElement.children].indexOf(t)));
  for (let n = 1; n <= most; n++) {
    document.querySelectorAll(`.tabbed-set > input:nth-child(${n})`).forEach(t => t.checked = true);
    look();
  }
};
"""

TOO_WIDE = (
    "width => {"
    + NAME
    + """
  const found = new Set(), root = document.documentElement;
  everyTab(() => {
    const right = e => e.getBoundingClientRect().right;
    const room = e => right(e) - parseFloat(getComputedStyle(e).paddingRight);
    const outside = e => right(e) > width + 1;
    for (const e of document.querySelectorAll("main *")) {
      const over = e.scrollWidth > e.clientWidth + 1 && e.clientWidth;
      const how = getComputedStyle(e).overflowX;
      if (over && ["auto", "scroll"].includes(how))
        found.add(`scrolls sideways (${e.scrollWidth} in ${e.clientWidth} px): ${name(e)}`);
      if (over && ["hidden", "clip"].includes(how) && e.closest("article"))
        found.add(`is cut off (${e.scrollWidth} in ${e.clientWidth} px): ${name(e)}`);
      if (e.clientWidth && e.matches(".example-name > a") && right(e) > room(e.parentElement) + 1)
        found.add(`lies under the copy button: ${name(e)}`);
    }
    if (root.scrollWidth > width) {
      const culprits = [...document.querySelectorAll("body *")].filter(outside);
      const inner = culprits.filter(e => !culprits.some(c => c !== e && e.contains(c)));
      found.add(`the page is ${root.scrollWidth} px wide: ${inner.slice(0, 3).map(name)}`);
    }
  });
  return [...found];
}"""
)

# Where a line of code wraps, the rest must stand further in than the line's first character.
NOT_SET_IN = (
    "() => {"
    + NAME
    + """
  const found = new Set(); let wrapped = 0;
  everyTab(() => {
    for (const line of document.querySelectorAll(".highlight code > span[id]")) {
      const words = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), rects = [];
      for (let text; text = words.nextNode();) {
        const from = text.data.search(/\\S/);
        if (from < 0) continue;
        const range = document.createRange();
        range.setStart(text, from); range.setEnd(text, text.data.trimEnd().length);
        rects.push(...range.getClientRects());
      }
      if (!rects.length) continue;
      const rest = rects.filter(r => r.top > rects[0].bottom - 3);
      wrapped += rest.length > 0;
      if (rest.some(r => r.left <= rects[0].left + 1))
        found.add(`the wrapped part is not set in: ${name(line)}`);
    }
  });
  return [[...found], wrapped];
}"""
)

# Opens all boxes and notes what is copied; returns how many copy buttons there are.
BUTTONS = """() => {
  document.querySelectorAll("details").forEach(box => box.open = true);
  document.querySelectorAll("code.long").forEach(code => code.style.contentVisibility = "visible");
  document.addEventListener("copy", () => { window.copied = document.activeElement.value; }, true);
  const which = ".highlight.example:not(.example-part) .md-code__button[data-md-type=copy]";
  window.buttons = [...document.querySelectorAll(which)];
  return window.buttons.length;
}"""
# Clicks one button; where the name above it leads to, and what was copied. A browser lets a page
# copy for a few seconds after something that a user did: each call of evaluate() counts as that.
COPIED = """index => {
  const button = window.buttons[index];
  for (let tab = button; tab = tab.parentElement.closest(".tabbed-block");) {
    const number = [...tab.parentElement.children].indexOf(tab);
    tab.closest(".tabbed-set").children[number].checked = true;
  }
  window.copied = null;
  button.click();
  const name = button.closest(".highlight").previousElementSibling.querySelector("a");
  return [name?.href ?? "no link", window.copied];
}"""


def test_the_copy_button_yields_the_file(page, base, shown):
    """On every tenth page; all have the same button."""
    found = []
    for address in shown[::10]:
        page.goto(address)
        buttons = page.evaluate(BUTTONS)
        assert buttons, f"{address}: no copy button; mkdocs.yml: features: content.code.copy"
        for index in range(buttons):
            link, text = page.evaluate(COPIED, index)
            name = link.partition("/snippets/")[2]
            # Material takes the last line end off.
            if not name or text != snippets.Snippet(name).source.rstrip():
                where = named(address, base)
                found.append(f"{where}: the copy button of {link} copies {str(text)[:200]!r}")
    fail(found)


def test_a_hand_can_copy_too(page, base, shown):
    """Click the button; then select the code with the mouse's means: no line numbers, no gaps."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base)
    page.goto(shown[0])
    block = page.locator(".highlight.example:not(.example-part)").locator("visible=true").first
    name = block.locator("xpath=preceding-sibling::p[1]/a")
    link = name.evaluate("a => a.href")
    source = snippets.Snippet(link.partition("/snippets/")[2]).source.rstrip()
    block.locator(".md-code__button").click()
    expect(page.locator(".md-dialog--active, .md-dialog[data-md-state]")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == source
    block.locator("code").evaluate("code => getSelection().selectAllChildren(code)")
    page.keyboard.press("ControlOrMeta+c")
    assert page.evaluate("navigator.clipboard.readText()").rstrip() == source


@pytest.mark.left_to_all
def test_the_lines_of_a_long_program_are_counted(page, base):
    """It is laid out when it comes into view, and contained until then, its counters as well."""
    page.goto(f"{base}practice/course-selection/")
    program = page.locator("code.long").locator("visible=true").first
    program.scroll_into_view_if_needed()
    lines = program.locator("> span[id]").count()
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    told = {node.get("name", {}).get("value", "").strip() for node in tree["nodes"]}
    fail([f"no line {line}" for line in range(1, lines + 1) if str(line) not in told])


def test_the_name_of_an_example_leads_to_its_file(site, base, shown):
    found = []
    for address in shown:
        text = local(site, base, address).read_text("utf-8")
        names = re.findall(r'<p class="example-name"><a href="([^"]+)"[^>]*>(.+?)</a>', text)
        assert len(names) == text.count('class="example-name"')
        for href, name in names:
            link = urljoin(address, href)
            snippet = snippets.Snippet(link.partition("/snippets/")[2])
            with urllib.request.urlopen(link) as answer:
                same = answer.read() == snippet.path.read_bytes()
            if not same or not name.replace("<wbr>", "").startswith(snippet.name):
                where = named(address, base)
                found.append(f"{where}: {name} leads to {link}, another file")
    fail(found)


def test_the_zip_holds_every_example(base):
    with urllib.request.urlopen(urljoin(base, "snippets/snippets.zip")) as answer:
        held = zipfile.ZipFile(io.BytesIO(answer.read())).namelist()
    wanted = {f"snippets/{snippet.name}" for snippet in snippets.every_snippet()}
    fail([f"snippets.zip lacks {name}" for name in sorted(wanted.difference(held))])


def test_what_one_test_has_kept_is_gone_for_the_next(often, base):
    page = often.new_page()
    page.goto(base)
    often.grant_permissions(["clipboard-read"], origin=base)
    page.evaluate(
        """async () => {
          localStorage.setItem("kept", 1);
          document.cookie = "kept=1";
          await (await caches.open("kept")).put("/kept", new Response("kept"));
          await navigator.serviceWorker.register("offline-worker.js");
        }"""
    )
    found = """async () => [
      localStorage.length,
      document.cookie,
      (await caches.keys()).length,
      (await navigator.serviceWorker.getRegistrations()).length,
      (await navigator.permissions.query({ name: "clipboard-read" })).state,
    ]"""
    kept = page.evaluate(found)
    forget(often, base)
    assert len(often.pages) == 1
    page = often.new_page()
    page.goto(base)
    clean = page.evaluate(found)
    page.close()
    assert all(old != new for old, new in zip(kept, clean, strict=True)), (kept, clean)
    assert clean[1:4] == ["", 0, 0]


def test_the_first_paint_follows_the_system(browser, base):
    """Without Material's script, which runs at the end of the page, after the first paint."""
    for scheme, name in (("dark", "slate"), ("light", "default")):
        with browser.new_context(color_scheme=scheme) as context:
            context.route("**/bundle.*.js", lambda route: route.abort())
            page = context.new_page()
            page.goto(base)
            body = page.locator("body")
            expect(body, f"{scheme} system").to_have_attribute("data-md-color-scheme", name)


def test_the_palette_toggles_and_is_remembered(browser, base, addresses):
    another = next(address for address in addresses if address.count("/") > base.count("/"))
    with browser.new_context(
        viewport=WIDE, color_scheme="dark", reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        wrong = watched(page, base)
        page.goto(base)

        def expect_palette(scheme: str, media: str) -> None:
            body = page.locator("body")
            expect(body, page.url).to_have_attribute("data-md-color-scheme", scheme)
            expect(body, page.url).to_have_attribute("data-md-color-media", media)

        toggle = page.locator("[data-md-component=palette] label:visible")
        system = "(prefers-color-scheme)"
        expect_palette("slate", system)
        for scheme, media in (
            ("default", "(prefers-color-scheme: light)"),
            ("slate", "(prefers-color-scheme: dark)"),
            ("slate", system),
            ("default", "(prefers-color-scheme: light)"),
        ):
            toggle.click()
            expect_palette(scheme, media)
        page.goto(another)
        expect_palette("default", "(prefers-color-scheme: light)")
        toggle.click()
        toggle.click()
        expect_palette("slate", system)
        page.emulate_media(color_scheme="light")
        expect_palette("default", system)
    fail(wrong)


def test_the_page_for_missing_pages_leads_home(wide, base):
    page = wide.new_page()
    answer = page.goto(base + "no/such/page/")
    assert answer.status == 404
    wrong = watched(page, base)
    colour = "e => getComputedStyle(e).backgroundColor"
    missing = page.locator(".md-header").evaluate(colour)
    page.locator("article a", has_text="home").click()
    expect(page).to_have_url(base)
    assert page.locator(".md-header").evaluate(colour) == missing, "the 404 page has no style"
    fail(wrong)


@pytest.fixture
def calculator_page(page, base) -> Page:
    """The page with the calculator."""
    page.goto(f"{base}choosing/which-tool/")
    return page


def fill(page: Page, fields: dict[str, object]) -> None:
    """Fill in fields of the calculator."""
    for name, value in fields.items():
        page.locator(f"[data-calculator] [name={name}]").fill(str(value))


MADE_UP = (  # tools with costs such as quick measurements do not have
    calculator.Tool(Label("a"), each=((10, 1e-4), (1000, 3e-4), (10_000, 2e-3)), at_once=0),
    calculator.Tool(Label("b"), 0.5, 0.1, ((1, 1e-5),), 1e-8, 1.5, None, on_cores=True),
    calculator.Tool(Label("c"), byte=1e-12, slower=2.0, at_once=7),
    calculator.Tool(Label("d"), each=((1, 2.345e-9), (100, 2.345e-7)), at_once=0),
)


def test_the_calculator_computes_what_the_machinery_computes(page, base):
    """Two languages, one formula."""
    made_up = [json.dumps({"name": one.label.key} | one.plain()) for one in MADE_UP]

    def add(route: Route) -> None:
        answer = route.fetch()
        head, costs, tail = answer.text().partition('"tools": [')
        route.fulfill(response=answer, body=f"{head}{costs}{', '.join(made_up)}, {tail}")

    where = f"{base}choosing/which-tool/"
    page.route(where, add)
    page.goto(where)
    costs = json.loads(page.locator("#costs").text_content())["tools"]
    assert len(costs) > len(MADE_UP)
    english = Telling("en")
    ways = ((0, 0, 0, 1), (0, 50, 0, 1), (20, 0, 1000, 4), (0.5, 100, 1, 64))
    for tasks, way in product((1, 100, 40_000), ways):
        values = zip(("compute", "wait", "payload", "cores"), way, strict=True)
        fields = {"tasks": tasks, **dict(values)}
        fill(page, fields)
        rows = page.locator(".calculated tbody tr").evaluate_all(
            "all => all.map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent))"
        )
        asked = calculator.in_seconds(fields)
        wanted = {}
        for facts in costs:
            costs_of = {name: value for name, value in facts.items() if name != "name"}
            tool = calculator.Tool(Label(facts["name"]), **costs_of)
            wanted[facts["name"]] = calculator.predict(tool, *asked)
        told = {name: english.quantity(took, "s") for name, took in wanted.items()}
        assert {name: text.replace("\N{NO-BREAK SPACE}", " ") for name, text in rows} == told
        order = [wanted[name] for name, _ in rows]
        assert order == sorted(order)


def test_the_calculator_says_what_is_wrong_with_which_field(calculator_page):
    rows = calculator_page.locator(".calculated tbody")
    for field, value, said in (
        ("cores", "0", "Cores: from 1 to 1024, please."),
        ("tasks", "1000001", "Tasks: from 1 to 1000000, please."),
        ("tasks", "1.5", "Tasks: a whole number, please."),
        ("wait", "", "Waiting in each, ms: type a number, please."),
    ):
        fill(calculator_page, {field: value})
        expect(rows).to_have_text(said)
        expect(calculator_page.locator("[data-calculator-link]")).to_be_hidden()
        fill(calculator_page, {field: "2"})
        expect(rows.locator("tr").first).not_to_contain_text("please")


def test_a_link_holds_what_was_filled_in_and_a_hostile_one_does_nothing(calculator_page, base):
    page = calculator_page
    fill(page, {"tasks": 77, "wait": 0.5})
    link = page.locator("[data-calculator-link]").get_attribute("href")
    page.goto(f"{base}choosing/which-tool/{link}")
    expect(page.locator("[data-calculator] [name=tasks]")).to_have_value("77")
    expect(page.locator("[data-calculator] [name=wait]")).to_have_value("0.5")
    page.goto(f"{base}choosing/which-tool/?tasks=<b>x</b>&wait=Infinity&cores=&action=javascript:1")
    expect(page.locator("[data-calculator] [name=tasks]")).to_have_value("100")
    expect(page.locator("[data-calculator] [name=wait]")).to_have_value("50")
    expect(page.locator("[data-calculator] [name=cores]")).to_have_value("4")


TOUCHING = """() => [...document.querySelectorAll("figure .chart")].flatMap((chart) => {
    const texts = [...chart.querySelectorAll("text")];
    const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
    const small = boxes.filter(([, box]) => box.height < 11).map(([text]) => `small: ${text}`);
    const touching = boxes.flatMap(([one, a], at) => boxes.slice(at + 1)
        .filter(([, b]) => a.left < b.right && b.left < a.right
            && a.top + 2 < b.bottom && b.top + 2 < a.bottom)
        .map(([other]) => `touch: ${one} | ${other}`));
    const size = parseFloat(getComputedStyle(texts[0]).fontSize) * chart.getScreenCTM().a;
    return [...small, ...touching, ...(size < 11 ? [`${size} px`] : [])];
})"""


WRAPPED = (  # as Material's script wraps tables when a page loads
    ("<table>", '<div class="md-typeset__scrollwrap"><div class="md-typeset__table"><table>'),
    ("</table>", "</table></div></div>"),
)


@pytest.mark.left_to_all
def test_what_is_told_of_six_interpreters_fits_a_phone_and_labels_are_large_and_apart(
    browser, base
):
    """The site of the tests is measured with one interpreter, the published one with many."""
    told = numbers.Numbers(recorded(), Telling("en"))
    with browser.new_context(viewport=PHONE, has_touch=True) as context:
        page = context.new_page()
        page.goto(f"{base}measurements/numbers/")
        found = []
        for topic in TOPICS:
            html = str(told.topic(topic))
            for old, new in WRAPPED:
                html = html.replace(old, new)
            page.locator("article").evaluate("(article, html) => article.innerHTML = html", html)
            wrong = page.evaluate(TOO_WIDE, PHONE["width"]) + page.evaluate(TOUCHING)
            found += [f"{topic}: {what}" for what in wrong]
    fail(found)


def test_a_readers_own_results_are_drawn_where_the_same_values_of_ours_are(page, base, site):
    """The site's own file as the reader's: each ring lies on a mark."""
    page.goto(f"{base}measurements/numbers/")
    page.locator("[data-compare]").set_input_files(site / "measurements" / "measurements.json")
    expect(page.locator(".compare [role=status]")).to_contain_text("are yours")
    assert page.locator("figure .mine circle").count() > 20
    apart = page.evaluate(
        """() => [...document.querySelectorAll("figure[data-sources]")].map((figure) => {
            const marks = [...figure.querySelectorAll(".chart use")];
            const at = marks.map((use) => [use.x.baseVal.value, use.y.baseVal.value]);
            const dots = figure.querySelector(".chart").dataset.kind === "dots";
            return Math.max(0, ...[...figure.querySelectorAll(".mine circle")].map((ring) => {
                const [x, y] = [ring.cx.baseVal.value, ring.cy.baseVal.value];
                return Math.min(...at.map(([a, b]) => Math.hypot(a - x, dots ? 0 : b - y)));
            }));
        })"""
    )
    assert apart
    assert max(apart) < 0.5  # units of the drawing


def test_a_file_that_holds_no_results_is_told_kindly(page, base):
    page.goto(f"{base}measurements/numbers/")
    for number, text in enumerate(("", "{}", "[1]", '{"benchmarks": []}', "<html>")):
        name = f"mine{number}.json"
        file = {"name": name, "mimeType": "application/json", "buffer": text.encode()}
        page.locator("[data-compare]").set_input_files(file)
        said = f"{name} is not a file of results"
        expect(page.locator(".compare [role=status]")).to_contain_text(said)
        assert page.locator(".mine").count() == 0


@pytest.fixture
def timeline(page, base):
    """The first timeline of the page on joins, the program above it, and what is told."""
    page.goto(f"{base}threads/join/")
    figure = page.locator("figure.timeline").first
    code = page.locator(".highlight.example").first
    expect(code).to_contain_text("oven.join()")
    return figure, code, figure.locator(".timeline-told")


def test_a_bar_that_is_pointed_at_shows_its_line(timeline):
    figure, code, told = timeline
    figure.locator('.lane[data-name="oven"] .s-sleep').hover()
    expect(told).to_contain_text("oven: sleeps")
    expect(told).to_contain_text("sleep(0.2)")
    expect(code.locator(".picked")).to_have_count(1)
    expect(code.locator(".picked")).to_contain_text("sleep(0.2)")
    expect(code.locator(".picked")).to_have_attribute("style", re.compile(r"--thread-1\b"))


def test_a_line_that_is_pointed_at_shows_its_bars(timeline):
    figure, code, told = timeline
    code.locator("code > span").filter(has_text="oven.join()").hover()
    expect(told).to_have_text(re.compile(r"Line \d+, bars: \d+"))
    expect(figure.locator('.lane[data-name="MainThread"] .picked.s-join')).to_have_count(1)


def test_the_keyboard_goes_from_bar_to_bar_and_from_line_to_line(timeline):
    figure, code, told = timeline
    page = figure.page
    code.locator("pre").focus()
    page.keyboard.press("ArrowDown")
    expect(told).to_have_text(re.compile(r"Line \d+, "))
    lines = [told.text_content()]
    for _ in range(4):  # at the end it stays
        page.keyboard.press("ArrowDown")
        lines.append(told.text_content())
    numbers = [int(re.match(r"Line (\d+)", line)[1]) for line in lines]
    assert numbers == sorted(numbers) != numbers[:1] * 5
    assert numbers[0] < 10 <= numbers[-1], "here texts and numbers have the same order"
    page.keyboard.press("Tab")  # to what lies between, in the end to the picture
    for _ in range(10):
        if figure.locator(".timeline-view").evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(figure.locator('.lane[data-name="oven"] .picked')).to_have_count(1)
    expect(told).to_contain_text("oven:")


# How far a picture is shown; of each bar its place, whether it is to come, how much of it is shown.
PARTLY = """view => [
  view.classList.contains("partly") ? parseFloat(view.style.getPropertyValue("--edge")) : 100,
  [...view.querySelectorAll(".lane .span")].map((bar) => [
    ...["x", "width"].map((one) => parseFloat(bar.querySelector("rect").getAttribute(one))),
    bar.classList.contains("later"), parseFloat(bar.style.getPropertyValue("--w")),
  ]),
]"""


def test_a_picture_plays_and_marks_the_lines_at_work(timeline):
    figure, code, _ = timeline
    bars = figure.locator(".lane .span")
    figure.get_by_role("button", name="Play").click()
    expect(figure.locator(".later").first).to_be_attached()
    expect(code.locator(".picked").first).to_be_attached()
    figure.get_by_role("button", name="Pause").click()
    expect(figure.get_by_role("button", name="Play")).to_be_visible()
    edge, shown = figure.locator(".timeline-view").evaluate(PARTLY)
    assert 0 <= edge < 100
    for x, width, later, w in shown:
        assert later == (x > edge)
        assert w == pytest.approx(min(width, max(0, edge - x)), abs=0.01)
    figure.get_by_role("button", name="Play").click()
    expect(figure.get_by_role("button", name="Play")).to_be_visible()  # it has come to its end
    expect(figure.locator(".later")).to_have_count(0)
    widths = bars.evaluate_all("all => all.map(e => e.style.getPropertyValue('--w'))")
    rects = bars.evaluate_all("all => all.map(e => e.querySelector('rect').getAttribute('width'))")
    assert [float(w.rstrip("%")) for w in widths] == [float(r.rstrip("%")) for r in rects]


def test_a_screen_reader_is_told_the_bar_to_which_the_keys_went(timeline):
    figure, _, told = timeline
    view = figure.get_by_role("listbox")
    view.focus()
    figure.page.keyboard.press("ArrowRight")
    figure.page.keyboard.press("ArrowRight")
    active = view.get_attribute("aria-activedescendant")
    bar = figure.page.locator(f"[id='{active}']")
    expect(bar).to_have_attribute("role", "option")
    expect(bar).to_have_attribute("aria-selected", "true")
    assert told.text_content().startswith(bar.get_attribute("aria-label"))
    read = """view => [...view.querySelectorAll("svg *")].filter((part) =>
      part.matches("text, line, .jump") && part.closest("[aria-hidden=true]") === null).length"""
    assert view.evaluate(read) == 0, "beside the bars, their labels and the axis are read, too"
    assert view.locator("svg[aria-hidden]").count() == 0


def test_without_a_script_the_picture_and_its_words_are_there(browser, base):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{base}threads/join/")
        figure = page.locator("figure.timeline").first
        expect(figure.locator(".lane")).to_have_count(2)
        figure.locator("summary").click()
        expect(figure.locator("details li").nth(1)).to_contain_text("sleeps")


@pytest.mark.left_to_all
def test_the_pattern_of_a_state_is_drawn_in_every_tab(page, base):
    page.goto(f"{base}locks/mutex/")
    page.get_by_text("With a lock", exact=True).first.click()
    figure = page.locator("figure.timeline:visible")
    expect(figure).to_have_count(1)
    for pattern in figure.locator(".pattern").all()[:5]:
        name = pattern.evaluate('e => e.style.fill.match(/#([^"]+)/)[1]')
        assert page.locator(f"[id='{name}']").evaluate("e => e.ownerSVGElement.checkVisibility()")


def test_only_pages_with_pictures_load_their_script(base, site):
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8")
        assert ("timelines.js" in text) is ('<figure class="timeline"' in text), file
