"""Programs in a real browser: each that can run there gives the outcome that it is judged by."""

import json
import math
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from saying import fail

from browser.visits import WIDE, watched
from tools.examples.judge import problems
from tools.examples.outcome import Outcome, outcome_of
from tools.examples.recording import recorded_run
from tools.examples.runner import Run
from tools.examples.snippet import Snippet, every_snippet
from tools.interpreters import Interpreter
from tools.site import can_run, in_page, npm

RACES, THREE_STEPS = "locks/races/", "locks/three_steps.py"
PATIENCE = 300  # seconds; a program that never ends is told to hang, others end
START = """([base, job, request, limit, output, most]) => new Promise(async (resolve, reject) => {
  const log = [];
  const python = await import(base + "run/python.js");
  await python.load();  // of no program's time
  let end = null;
  const stop = () => { end?.(); resolve({ log, end: null }); };
  let timer = setTimeout(stop, output ? most : limit);
  end = await python.start(job, request, (message) => {
    log.push(message);
    if (output > 0 && (output -= message.out?.length ?? 0) <= 0) {
      clearTimeout(timer);
      timer = setTimeout(stop, limit);
    }
    if (message.failed) reject(new Error(message.failed));
    if (message.end) { clearTimeout(timer); resolve({ log, end: message.end }); }
  });
})"""
CAN = [one for one in every_snippet() if can_run.obstacle(one, (3, 14)) is None]


@pytest.fixture(scope="module")
def loaded(browser, base, build) -> Iterator[tuple[Page, list[str]]]:
    """A page that all share, for it takes seconds to load Python; and what goes wrong on it."""
    if not (build.folder / "run" / "tools.zip").is_file():
        pytest.fail(f"the site was built without Run:\n{build.said}", pytrace=False)
    with browser.new_context(viewport=WIDE, reduced_motion="reduce") as context:
        page = context.new_page()
        wrong = watched(page, base)
        page.goto(base + RACES)
        yield page, wrong


@pytest.fixture
def home(loaded) -> Page:
    """The page that all share, for what a reader does not see."""
    return loaded[0]


@pytest.fixture
def races(loaded) -> Iterator[Locator]:
    """The controls of a program on the page that all share, and that all leave as it was."""
    page, wrong = loaded
    root = controls(page, THREE_STEPS)
    yield root
    for name in ("Stop", "Reset"):
        if (button := root.get_by_role("button", name=name, exact=True)).count():
            button.click()
    fail(wrong)


def asked(name: str, source: str, **others) -> dict:
    plain = {"arguments": [], "seed": None, "skip_waits": True, "seeds": 100}
    return {"path": f"/snippets/{name}", "source": source} | plain | others


def started(
    page: Page, base: str, job: str, request: dict, seconds: float = 60, output: int = 0
) -> dict:
    """What comes of a job. Its time counts from when so many characters have been written."""
    times = [seconds * 1000, output, PATIENCE * 1000]
    return page.evaluate(START, [base, job, request, *times])


def ran(answer: dict, outcome: Outcome) -> Run:
    """The run as a runner at home would tell of it."""
    said = {name: "".join(one.get(name, "") for one in answer["log"]) for name in ("out", "err")}
    end = answer["end"] or {}
    python = Interpreter("CPython", in_page.python_version(), True, "")
    return Run(
        python,
        "linux",
        said["out"],
        said["err"],
        end.get("status"),
        arguments=tuple(outcome.arguments),
        left=tuple(f"work/{leaf}" for leaf in outcome.leaves if "/" not in leaf),  # nobody looks
        busy=math.inf,  # a page has one core: nothing shows what two would do
    )


@pytest.mark.one_in(40, with_all=3)
@pytest.mark.parametrize("program", CAN, ids=lambda program: program.name)
def test_each_program_gives_its_outcome(home, base, program: Snippet):
    outcome, recorded = outcome_of(program), recorded_run(program)
    request = asked(program.name, program.source, arguments=list(outcome.arguments))
    seconds = outcome.limit if outcome.hangs else PATIENCE
    answer = started(home, base, "run", request, seconds, len(recorded.stdout))
    run = ran(answer, outcome)
    assert not problems(program, run, outcome, recorded)


def test_no_other_program_is_left_out_than_those_with_an_obstacle():
    python = in_page.python_version()
    reasons = {one.name: can_run.obstacle(one, python) for one in every_snippet()}
    assert len(CAN) == sum(reason is None for reason in reasons.values())
    assert {*reasons.values()} == {*can_run.Obstacle, None}, "a reason that no program has any more"
    assert reasons["threads/start_function.py"] is None
    assert reasons["processes/adopted.py"] == can_run.Obstacle.PROCESSES


def test_seeds_lose_updates_and_give_the_same_again(home, base):
    program = Snippet(THREE_STEPS)
    request = asked(program.name, program.source, seeds=30)
    first, second = (started(home, base, "many", request)["end"] for _ in range(2))
    assert first == second
    endings = {one["printed"]: one for one in first["endings"]}
    assert endings.keys() == {"balance: 50\n", "balance: 100\n"}
    for printed, ending in endings.items():
        for seed in ending["seeds"][:2]:
            again = started(home, base, "run", request | {"seed": seed})
            assert "".join(one.get("out", "") for one in again["log"]) == printed


def test_with_a_lock_no_seed_loses_an_update(home, base):
    program = Snippet("locks/three_steps_locked.py")
    found = started(home, base, "many", asked(program.name, program.source))["end"]
    assert [(one["how"], one["printed"]) for one in found["endings"]] == [
        ("exit", "balance: 100\n")
    ]


@pytest.mark.parametrize(
    ("source", "how"),
    [
        ("while True:\n    pass\n", "endless"),
        ("from threading import Lock\nlock = Lock()\nlock.acquire()\nlock.acquire()\n", "deadlock"),
        ("1 / 0\n", "error"),
        ("raise SystemExit(3)\n", "exit"),
    ],
)
def test_seeds_tell_how_a_program_ends(home, base, source, how):
    found = started(home, base, "many", asked("x.py", source, seeds=1))["end"]
    assert [one["how"] for one in found["endings"]] == [how]


def test_a_syntax_error_is_told_as_cpython_does(home, base):
    answer = started(home, base, "run", asked("x.py", "for\n"))
    said = "".join(one.get("err", "") for one in answer["log"])
    assert said.splitlines()[0] == '  File "/snippets/x.py", line 1'
    assert said.splitlines()[-1] == "SyntaxError: invalid syntax"


# A worker that is none says something, is ended in some way, and says something more.
LATE = """async base => {
  const python = await import(base + "run/python.js");
  await python.load();
  const { Worker } = window, heard = [];
  let worker = null, ended = 0;
  window.Worker = class {
    constructor() { worker = this; }
    postMessage() {}
    terminate() { ended++; }
  };
  const ways = [(end) => end(), () => worker.onmessage({ data: { end: {} } }),
    () => worker.onmessage({ data: { failed: "no" } }), () => worker.onerror({ message: "torn" })];
  for (const way of ways) {
    const end = await python.start("run", {}, (message) => heard.push(JSON.stringify(message)));
    worker.onmessage({ data: { out: "a" } });
    way(end);
    worker.onmessage({ data: { out: "late" } });
  }
  window.Worker = Worker;
  return [heard, ended];
}"""


def test_after_its_end_nothing_is_heard_of_a_run(home, base):
    heard, ended = home.evaluate(LATE, base)
    out = {"out": "a"}
    told = [out, out, {"end": {}}, out, {"failed": "no"}, out, {"failed": "torn"}]
    assert [json.loads(one) for one in heard] == told
    assert ended == 4


# What a reader sees and does.


def controls(page: Page, name: str) -> Locator:
    return page.locator(f'.run[data-name="{name}"]')


def press(root: Locator, name: str) -> None:
    root.get_by_role("button", name=name, exact=True).click()


def edit(page: Page, root: Locator, text: str) -> None:
    """Open the editor, unless it is open, and replace what stands in it."""
    if root.get_by_role("button", name="Edit", exact=True).count():
        press(root, "Edit")
    write(page, root, text)


def write(page: Page, root: Locator, text: str) -> None:
    """Replace what stands in the editor."""
    page.locator(".run-editor .cm-content").focus()
    expect(page.locator(".run-editor .cm-content")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def said(root: Locator) -> Locator:
    return root.get_by_role("status")


ENDED = re.compile("Ended: exit status 0")


def test_nothing_is_loaded_before_a_click(page, base):
    asked_for = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto(base + RACES)
    root = controls(page, THREE_STEPS)
    expect(root.get_by_role("button", name="Run", exact=True)).to_be_visible()
    assert [url for url in asked_for if "/run/" in url] == [
        base + "run/run.css",
        base + "run/run.js",
    ]


def test_a_run_prints(races):
    press(races, "Run")
    expect(said(races)).to_have_text(ENDED, timeout=PATIENCE * 1000)
    expect(races.locator(".run-out")).to_have_text("balance: 100\n")


def test_an_endless_program_is_stopped_and_the_next_runs(races):
    edit(races.page, races, 'print("begun")\nwhile True:\n    pass\n')
    press(races, "Run")
    expect(races.locator(".run-out")).to_have_text("begun\n", timeout=PATIENCE * 1000)
    press(races, "Stop")
    expect(said(races)).to_have_text("Stopped.")
    press(races, "Reset")
    press(races, "Run")
    expect(said(races)).to_have_text(ENDED, timeout=PATIENCE * 1000)


def test_an_error_is_marked_at_its_line(races):
    edit(races.page, races, "x = 1\n\nx.y\n")
    races.page.keyboard.press("Control+Enter")
    expect(said(races)).to_contain_text("exit status 1", timeout=PATIENCE * 1000)
    expect(races.locator(".run-err").last).to_contain_text("AttributeError: 'int' object")
    assert "tools/browser" not in races.locator(".run-out").text_content()
    expect(races.page.locator(".run-editor .run-fails")).to_have_text("x.y")
    press(races, "Run 500 times")  # of what the last run has left nothing stays
    expect(said(races)).to_have_text(re.compile("^500 runs"), timeout=PATIENCE * 1000)
    expect(races.page.locator(".run-editor .run-fails")).to_have_count(0)
    expect(races.locator(".run-out")).to_be_hidden()


def test_a_deadlock_says_who_waits_where(races):
    edit(races.page, races, Snippet("locks/broken_lock_twice.py").source)
    press(races, "Run")
    expect(said(races)).to_contain_text("It never ends", timeout=PATIENCE * 1000)
    expect(said(races)).to_contain_text(re.compile(r"waits in line \d+"))
    expect(races.page.locator(".run-waits").first).to_be_visible()


def test_many_runs_show_who_lost_and_one_of_them_again(races):
    press(races, "Run 500 times")
    expect(said(races)).to_have_text(re.compile("^500 runs"), timeout=PATIENCE * 1000)
    lost = races.locator(".run-endings li").filter(has_text="balance: 50")
    expect(races.locator(".run-endings li")).to_have_count(2)
    expect(races.locator(".run-endings")).to_contain_text("print what is shown below")
    lost.get_by_role("button").first.click()
    expect(races.locator(".run-out")).to_have_text("balance: 50\n", timeout=PATIENCE * 1000)
    expect(races.locator(".run-timeline .lanes .s-run")).not_to_have_count(0)


def test_all_orders_of_an_edited_program_are_run_in_the_page(races):
    press(races, "Run all interleavings")
    expect(said(races)).to_contain_text("18 of 20 interleavings end badly", timeout=PATIENCE * 1000)
    expect(races.locator(".run-interleaving").first).to_have_text("112122")
    edit(races.page, races, Snippet("locks/three_steps_locked.py").source)
    press(races, "Run all interleavings")
    expect(said(races)).to_contain_text("No interleaving ends badly", timeout=PATIENCE * 1000)
    write(races.page, races, "from threading import Thread\nprint(open('x'))\n")
    press(races, "Run all interleavings")
    expect(said(races)).to_contain_text(
        "because of line 2. open() depends on more than", timeout=PATIENCE * 1000
    )


def test_an_edited_program_is_shared_and_not_run_by_itself(page, base):
    page.goto(base + RACES)
    root = controls(page, THREE_STEPS)
    edit(page, root, 'print("mine: ü")\n')
    page.wait_for_url("**#edited=locks/three_steps.py:*")
    other = page.context.new_page()
    asked_for = []
    other.on("request", lambda request: asked_for.append(request.url))
    other.goto(page.url)
    root = controls(other, THREE_STEPS)
    expect(said(root)).to_contain_text("has not been run")
    expect(other.locator(".run-editor .cm-content")).to_have_text('print("mine: ü")')
    assert not [url for url in asked_for if "pyodide" in url]
    press(root, "Reset")
    assert "#" not in other.url
    expect(other.locator(".run-editor .cm-content")).to_contain_text("balance")


@pytest.mark.left_to_all
def test_a_hostile_address_does_nothing(page, base):
    page.goto(base + RACES)
    expect(controls(page, THREE_STEPS).get_by_role("button").first).to_be_visible()
    for hostile in (
        "#edited=locks/three_steps.py:AAAA",
        "#edited=locks/three_steps.py:!!!!",
        "#edited=../../x.py:S0ktLtEoLinKzEvXBAA",
        "#edited=locks/three_steps.py:" + "A" * 30_000,
        "#edited=<img src=x onerror=alert(1)>:S0ktLtEoLinKzEvXBAA",
        "#edited=",
    ):
        page.goto(base + RACES + hostile)  # no page is loaded: the script hears of it
    page.wait_for_timeout(500)
    expect(page.locator(".run-editor")).to_have_count(0)
    page.goto(base + RACES + "#edited=locks/three_steps.py:S0ktLtEoLinKzEvXBAA")  # it does hear
    expect(page.locator(".run-editor")).to_have_count(1)
    page.goto("about:blank")
    page.goto(base + RACES + "#edited=locks/three_steps.py:AAAA")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".run-editor")).to_have_count(0)


def test_a_small_packed_text_that_is_a_huge_one_is_refused(home, base):
    found = home.evaluate(
        """async (base) => {
          const { packed, unpacked } = await import(base + "run/address.js");
          const small = await packed("x = 1  # é");
          const texts = Array.from({ length: 99 }, (_, n) => `é${String.fromCodePoint(n * 499)}`);
          const some = await Promise.all(texts.map(packed));
          const again = await Promise.all(some.map(unpacked));
          const same = again.every((text, at) => text === texts[at] && /^[\\w-]+$/.test(some[at]));
          const huge = await packed("a".repeat(1_000_000));
          return [await unpacked(small), same, huge.length < 20_000, await unpacked(huge)];
        }""",
        base,
    )
    assert found == ["x = 1  # é", True, True, None]


def test_the_keyboard_leaves_the_editor(races):
    edit(races.page, races, "x = 1")
    races.page.keyboard.press("Escape")
    races.page.keyboard.press("Tab")
    expect(races.get_by_role("button", name="Run", exact=True)).to_be_focused()


def test_a_browser_that_cannot_says_so(page, base):
    page.add_init_script("delete WebAssembly.Suspending")
    page.goto(base + RACES)
    root = controls(page, THREE_STEPS)
    expect(root.locator(".run-said")).to_contain_text("Firefox from 153")
    expect(root.get_by_role("button")).to_have_count(0)


def test_a_program_of_processes_names_the_command_for_home(page, base):
    page.goto(base + "processes/identity/")
    first = page.locator(".run-home").first
    expect(first).to_contain_text("it starts processes")
    expect(first.locator("code")).to_have_text(re.compile(r"^uv run http\S+/snippets/\S+\.py$"))


def test_the_facts_of_a_page_are_json_without_markup(site):
    text = (site / RACES / "index.html").read_text("utf-8")
    facts = json.loads(re.search(r"<script[^>]*run-facts[^>]*>(.*?)</script>", text, re.S)[1])
    assert facts["bytes"] == in_page.bytes_fetched(in_page.published())
    assert npm.packages().is_dir()


# What a page tells of a run of two threads; the second begins in the check of an exercise.
TOLD = """async base => {
  const { lanes, timeline } = await import(base + "run/timeline.js");
  const { player } = await import(base + "run/player.js");
  const events = [
    [0, "Main", "run", 1], [1, "cook", "run", 5], [2, "cook", "wait", 6],
    [2, "Main", "run", 2, "x = 1"], [3, "Main", "end", 0], [3, "cook", "run", 6],
    [5, "cook", "end", 0],
  ];
  const known = { step_said: "{step} of {steps}: {thread}", thread_waits: "waits: {code}",
    steps: "{steps} steps" };
  const words = new Proxy(known, { get: (known, key) => known[key] ?? key });
  const spans = Object.fromEntries([...lanes(events).found].map(([thread, some]) =>
    [thread, some.map(({ state, begin, end, lines }) => [state, begin, end, ...lines].join(" "))]));
  const drawn = timeline(events, "", words);
  const colours = [...drawn.querySelectorAll("[class^=thread-]")].map((one) => one.classList[0]);
  const barsOf = (figure) => [...figure.querySelectorAll(".span > rect:first-of-type")]
    .map((bar) => `${bar.getAttribute("x")} ${bar.getAttribute("width")}`);
  const bars = barsOf(drawn);
  const stuck = [[0, "Main", "run", 1], [3, "Main", "wait", 2], [3, "cook", "wait", 5]];
  const hung = [undefined, 1].map((more) => timeline(stuck, "", words, more))
    .map((figure) => [...barsOf(figure), figure.querySelector(".time:last-child").textContent]);
  const marked = [], said = [];
  const shown = player(events, (line) => `line ${line}`, (line) => line === 5, words,
    (lines, colour) => marked.push([...lines, colour].join(" ")));
  document.body.append(shown);
  await new Promise((done) => setTimeout(done));
  const rows = [...shown.querySelectorAll("li")].map((row) => [row.className, row.innerText]);
  const [play, back, on] = shown.querySelectorAll("button");
  const slider = shown.querySelector("input");
  const tell = () => said.push([shown.querySelector(".run-step-said").textContent, slider.value,
    shown.querySelectorAll(".run-later").length, back.disabled, on.disabled]);
  tell();
  back.click();
  tell();
  slider.value = "0";
  slider.dispatchEvent(new Event("input"));
  tell();
  on.click();
  tell();
  const { setInterval, clearInterval } = window, timers = [];  // time goes on by a call of tick()
  window.setInterval = (does, ms) => timers.push({ does, ms });
  window.clearInterval = (number) => delete timers[number - 1];
  const tick = () => { for (const { does } of timers.filter(Boolean)) does(); };
  const paces = () => timers.filter(Boolean).map(({ ms }) => ms);
  const plays = () => [slider.value, play.textContent, ...paces()];
  const played = [];
  const presses = [play, 0, play, 0, play, 0, 0, 0, 0, 0, play, on];
  for (const press of presses) {
    if (press) press.click();
    else tick();
    played.push(plays().join(" "));
  }
  const many = Array.from({ length: 41 }, () => events[0]);
  const long = player(many, String, () => false, words, () => {});
  long.querySelector("button").click();
  played.push(timers.at(-1).ms);
  Object.assign(window, { setInterval, clearInterval });
  shown.remove();
  return { spans, bars, hung, colours, rows, said, marked, played };
}"""


def test_a_timeline_and_a_player_tell_who_did_what_and_when(page, base):
    page.goto(base + RACES)
    told = page.evaluate(TOLD, base)
    assert told["spans"] == {
        "Main": ["run 0 1 1", "ready 1 2", "run 2 3 2"],
        "cook": ["run 1 2 5", "wait 2 3 6", "run 3 5 6"],
    }
    assert told["colours"] == ["thread-0", "thread-1"], "as in the rows of the player below it"
    assert told["bars"] == ["0% 20%", "20% 20%", "40% 20%", "20% 20%", "40% 20%", "60% 40%"]
    for_no_time, for_a_step = told["hung"]  # and each that waits does so to the end
    assert for_no_time == ["0% 100%", "100% 0.15%", "100% 0.15%", "3 steps"]
    assert for_a_step == ["0% 75%", "75% 25%", "75% 25%", "4 steps"]
    assert [" ".join([*name.split()[:1], text]) for name, text in told["rows"]] == [
        "thread-0 Main1line 1",
        "thread-1 cookin_checkline 5",
        "thread-1 cook6waits: line 6",
        "thread-0 Main2line 2x = 1",
        "thread-0 Mainthread_ends",
        "thread-1 cook6line 6",
        "thread-1 cookthread_ends",
    ]
    assert told["said"] == [
        ["7 of 7: cook", "6", 0, False, True],
        ["6 of 7: cook", "5", 1, False, False],
        ["1 of 7: Main", "0", 6, True, False],
        ["2 of 7: cook", "1", 5, False, False],
    ]
    assert told["marked"][:3] == ["1", "6 1", "1 0"]
    begun, rest = ["2 pause 900", "3 pause 900"], ["3 play", "3 play", "4 pause 900"]
    ends = ["5 pause 900", "6 pause 900", "6 play", "6 play", "6 play", "0 pause 900", "1 play"]
    assert told["played"] == [*begun, *rest, *ends, 250], "play, pause, and again from the start"
