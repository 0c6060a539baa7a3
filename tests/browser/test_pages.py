"""Every page in a real browser: nothing goes wrong, it fits a phone, and axe-core finds nothing."""

import pytest
from playwright.sync_api import Browser
from saying import fail

from browser.axe_core import FOUND, OPEN, SHORTEN, WITHOUT_LINKS
from browser.focus import UNSEEN
from browser.test_browser import NOT_SET_IN, TOO_WIDE
from browser.visits import PHONE, WIDE, named, watched

LOOKS = [(screen, scheme) for screen in (PHONE, WIDE) for scheme in ("light", "dark")]
UNLIKE_OTHERS = ("404", "measurements/numbers")  # what is on these is on no others
WHOLE = {"include": ["html"]}
OWN = WHOLE | {"exclude": [".md-header", ".md-sidebar", ".md-footer"]}  # these are on every page
SOUND = "<p>first <b>bold</b></p><ul><li>one <b>bold</b></li></ul>"
NAMED = "<p id=a>tea</p><p id=b>tea</p><p id=c>tea</p><button aria-labelledby=c></button>"
# What of a page is not on paper: what only a screen can do, and what its reader has left closed. An
# answer is there, committed or not.
NOT_ON_PAPER = """() => {
  const absent = `details:not([open], .quiz > details), .quiz :is(summary, .quiz-said, .quiz-mark),
    .headerlink, .run, .tick, .ticks, .timeline-told, .timeline-play, .game-live, .game-static,
    .interleavings-live, svg, script, style, title`;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set(), found = [];
  while (walker.nextNode()) {
    const { data, parentElement: part } = walker.currentNode;
    if (!data.trim() || !part.closest("article") || part.closest(absent)) continue;
    if (seen.has(part)) continue;
    seen.add(part);
    if (!part.checkVisibility({ visibilityProperty: true }))
      found.push(`not on paper: ${data.trim().slice(0, 40)}`);
  }
  return found.slice(0, 3);
}"""
ON_PAPER = """<article><p>a</p><p style='display: none'>b</p><div class=run hidden>c</div>
  <details><summary>d</summary>e</details><div class=quiz><details><p>f</details></div></article>"""
# What is there, and cannot be read: a box that hides a part of what is in it; a program or an
# output that is not shown though nothing around it is closed.
CUT_OFF = """() => {
  const name = part => part.textContent.trim().slice(0, 40);
  const cut = [...document.querySelectorAll("article, article *")].filter(part => {
    const { overflowX, overflowY } = getComputedStyle(part);
    const hides = over => over === "hidden" || over === "clip";
    return part instanceof HTMLElement && part.clientHeight > 1 && part.textContent.trim() && (
      (hides(overflowY) && part.scrollHeight > part.clientHeight + 2) ||
      (hides(overflowX) && part.scrollWidth > part.clientWidth + 2));
  });
  const unseen = [...document.querySelectorAll("article .highlight")].filter(part =>
    part.parentElement.checkVisibility() && !part.checkVisibility({ visibilityProperty: true }));
  return [...cut.map(part => `cut off: ${name(part)}`),
          ...unseen.map(part => `not shown: ${name(part)}`)].slice(0, 3);
}"""
CUT = """<article><p style='height: 9px; overflow: hidden'>a<br>b</p><p>c</p>
  <div class=highlight style='display: none'>d</div><div class=highlight>e</div>
  <div hidden><div class=highlight>f</div></div></article>"""
WRONG = '<p><img src="data:,"></p><p><a href="x"></a></p><p style="color: #999">pale</p>'


@pytest.mark.parametrize(
    "part", range(len(LOOKS)), ids=lambda n: f"{LOOKS[n][0]['width']}-{LOOKS[n][1]}"
)
def test_no_page_has_an_error_a_foreign_request_scrolls_sideways_or_is_hard_to_use(
    browser, base, addresses, axe, part, pytestconfig
):
    """Each fourth page, and one in twenty is judged by axe-core, in one look; with --all each page
    is both, with --all given twice in all looks."""
    found, wrapped, thorough = [], 0, pytestconfig.option.all
    mine = addresses[part :: len(LOOKS) * (1 if thorough else 4)]
    with browser.new_context(has_touch=True, reduced_motion="reduce") as context:
        page = context.new_page()
        wrong = watched(page, base)
        for number, address in enumerate(mine):
            where = named(address, base)
            page.emulate_media(color_scheme=LOOKS[part][1])
            page.set_viewport_size(PHONE)
            page.goto(address)
            said = []
            if thorough or number % 5 == 0:
                page.emulate_media(media="print")
                said += page.evaluate(NOT_ON_PAPER)
                page.emulate_media(media="screen")
            not_set_in, lines = page.evaluate(NOT_SET_IN)
            said += not_set_in + page.evaluate(TOO_WIDE, PHONE["width"])
            wrapped += lines
            page.evaluate(OPEN)
            said += page.evaluate(UNSEEN)
            said += page.evaluate(CUT_OFF)
            page.set_viewport_size(WIDE)
            said += page.evaluate(CUT_OFF)
            page.set_viewport_size(PHONE)
            unlike, looks = where.startswith(UNLIKE_OTHERS), []
            if thorough > 1 or (thorough and unlike):
                looks = LOOKS
            elif thorough or unlike or number % 5 == 0:
                looks = [LOOKS[part]]
            if looks:
                page.evaluate(SHORTEN)
                page.evaluate(axe)
            if looks and number:
                page.evaluate(WITHOUT_LINKS)
            for screen, scheme in looks:
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size(screen)
                hard = page.evaluate(FOUND, [OWN if number else WHOLE, None])
                said += [f"{screen['width']} px wide, {scheme}: {what}" for what in hard]
            found += [f"{where}: {what}" for what in said]
    fail(wrong + found)
    assert wrapped or not thorough, (
        f"no line of code wraps on a phone, on {len(mine)} pages: is this still seen?"
    )


# In a program, what is on two lines and has to be on one; on any page, a name that is cut off.
PARTED = """() => {
  const lines = part => {
    const range = document.createRange(); // without the space that is generated after it
    range.selectNodeContents(part.firstChild);
    return range.getClientRects().length;
  };
  const parted = [...document.querySelectorAll(".highlight .o, .highlight .option")]
    .filter(part => part.checkVisibility() && lines(part) > 1)
    .map(part => `on two lines: ${part.textContent}`);
  for (const star of document.querySelectorAll(".highlight .o.option")) {
    const range = document.createRange();
    range.setStart(star.firstChild, 0);
    const next = star.nextSibling.firstChild ?? star.nextSibling;
    range.setEnd(next, 1);
    const tops = [...range.getClientRects()].map(rect => Math.round(rect.top / 9));
    if (new Set(tops).size > 1) parted.push(`from what follows: ${star.textContent}`);
  }
  const cut = [...document.querySelectorAll(".md-footer__title .md-ellipsis")]
    .filter(title => title.checkVisibility() && title.scrollWidth > title.clientWidth)
    .map(title => `cut off: ${title.textContent.trim()}`);
  return [...parted, ...cut];
}"""
PARTED_IN = ("practice/atm-and-cart/", "beyond/job-libraries/", "locks/deadlock/")


@pytest.mark.left_to_all
def test_on_a_phone_no_arrow_or_option_is_parted_and_the_next_page_is_named_whole(page, base):
    page.set_viewport_size(PHONE)
    found = []
    for where in PARTED_IN:
        page.goto(base + where)
        assert page.locator(".highlight .option").count() > 1
        found += [f"{where}: {what}" for what in page.evaluate(PARTED)]
    fail(found)


def test_a_focus_that_is_not_seen_is_found(browser: Browser):
    page = browser.new_page()
    buttons = "<button>Seen</button><p><button style='outline: none'>Not</button></p>"
    page.set_content(f"<main>{buttons}</main>")
    found = page.evaluate(UNSEEN)
    page.close()
    assert found == ["the focus is not seen on button in p: give it an outline"]


@pytest.mark.parametrize(
    ("content", "script", "said"),
    [
        (ON_PAPER, NOT_ON_PAPER, ["not on paper: b", "not on paper: f"]),
        (CUT, CUT_OFF, ["cut off: ab", "not shown: d"]),
    ],
    ids=["not on paper", "cut off or not shown"],
)
def test_what_a_reader_would_miss_is_found(browser: Browser, content, script, said):
    page = browser.new_page()
    page.set_content(content)
    found = page.evaluate(script)
    page.close()
    assert found == said


def test_what_is_hard_to_use_is_found(page, axe):
    """Where it is like nothing on the page: what is like something has been taken away."""
    if not axe:
        pytest.skip("no axe-core, for npm cannot be had: pages were looked at without it")
    page.set_content(f"<main><article>{SOUND * 2}{NAMED}{WRONG}</article></main>")
    page.evaluate(OPEN)
    page.evaluate(SHORTEN)
    assert page.locator("p").count() == 6
    assert page.locator("#b").count() == 0
    assert page.locator("li").count() == 1
    page.evaluate(axe)
    found = " ".join(page.evaluate(FOUND, [WHOLE, None]))
    assert "image-alt" in found
    assert "link-name" in found
    assert "color-contrast" in found
