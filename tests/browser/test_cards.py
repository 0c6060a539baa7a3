"""The card of a program: what a reader sees of what Python says, which a test lets it say."""

import json

import pytest
from playwright.sync_api import Page, expect

from browser.test_programs import RACES, THREE_STEPS, controls, press, said
from tools.examples.recording import recorded_run
from tools.examples.snippet import Snippet

MEND, EXERCISE = "practice/mend/", "practice/transfer.py"
# In place of run/python.js.
PYTHON = """
export const isLoaded = () => !window.coming;
export const load = async (count = () => {}) => { count(1_500_000); await window.coming; };
export const start = async (...asked) => { window.asked = asked; return () => {}; };
"""
# Presses a button, and lets Python say something; returns what is shown then.
ANSWERED = """async ([name, action, messages]) => {
  const root = document.querySelector(`.run[data-name="${name}"]`);
  const all = (which, part = root) => [...part.querySelectorAll(which)];
  const texts = (...some) => all(...some).map((part) => part.textContent);
  const [button] = all(`.run-${action}`);
  window.asked?.[2]({ failed: "over" });  // what goes on
  window.asked = null;
  button.click();
  for (let tries = 0; !window.asked && tries < 1000; tries++)
    await new Promise((done) => setTimeout(done, 5));
  const [job, request, tell] = window.asked;
  const [going] = texts(".run-said");
  const busy = texts(".run-bar button");
  for (const message of messages) tell(message);
  await new Promise((done) => setTimeout(done));
  const before = (one) => one.compareDocumentPosition(root) & Node.DOCUMENT_POSITION_FOLLOWING;
  const block = all(".highlight.example", root.parentElement).filter(before).at(-1);
  const marks = (line) => [...line.classList].filter((one) => one.startsWith("run-"));
  const [out] = all(".run-out");
  return {
    asked: [job, request],
    going,
    busy: busy.filter((text) => !texts(".run-bar button").includes(text)),
    said: texts(".run-said")[0],
    passed: all(".run-said.run-passed").length - all(".run-said.run-refused").length,
    out: out.hidden ? null : out.textContent,
    errors: texts(".run-err"),
    at_end: out.scrollTop + out.clientHeight > out.scrollHeight - 2,
    marks: all("code > span[id]", block)
      .flatMap((line, at) => marks(line).map((one) => [at + 1, one])),
    found: texts(".run-found > div > p"),
    endings: all(".run-endings > li").map((one) => [
      one.className, ...texts("p:first-child", one),
      one.querySelector(".run-share").style.getPropertyValue("--share"),
      ...texts("pre, .run-interleaving, button", one),
    ]),
    figure: texts(".run-timeline figcaption"),
  };
}"""


@pytest.fixture
def told(page: Page, base: str):
    """Presses a button of a program, lets Python answer, and tells what is shown; and its words."""
    page.route("**/run/python.js", lambda route: route.fulfill(
        body=PYTHON, content_type="text/javascript"
    ))  # fmt: skip

    def opened(where: str, name: str):
        page.goto(base + where)
        facts = json.loads(page.locator("#run-facts").text_content())

        def answered(action: str, *messages: dict) -> dict:
            return page.evaluate(ANSWERED, [name, action, messages])

        return answered, facts

    return opened


def ending(how: str = "exit", printed: str = "", count: int | None = 1, **others) -> dict:
    return {"how": how, "printed": printed, "count": count, "seeds": []} | others


ENDLESS = "endlessly many"
SHOWN = recorded_run(Snippet(THREE_STEPS)).stdout
TRACE = 'File "/x.py", line 2\n  File "/snippets/locks/three_steps.py", line 12, in f\n'
FIRST, LAST = TRACE.replace("12", "9"), TRACE + 'File "/y.py", line 3\n'
BAD, GOOD = {"bad": True, "moves": ["1", "2b", "1"]}, {"bad": False, "moves": ["1"]}
EVENTS = [[0, "a", "run", 9, ""], [1, "b", "run", 10, ""], [2, "b", "end", 0, ""]]
REFUSED = {"line": 2, "why": "too_long", "what": "", "number": 12345}
SOME_RUNS = [
    ending(printed=SHOWN, count=440, seeds=[1, 2, 5, 7]),
    ending(printed="", count=40, seeds=[3]),
    ending("livelock", "a\n", 20),
]
RUNS = [  # a button, what Python says, the key of the message, its values, what else is shown
    ("run", {"end": {"status": 0}}, "ended", {"status": 0}, {"marks": [], "out": None}),
    ("run", {"out": "a\n" * 200}, "running", {}, {"out": "a\n" * 200, "at_end": True}),
    (
        *("run", {"err": FIRST + LAST, "end": {"status": 3}}, "ended_badly", {"status": 3}),
        {"out": FIRST + LAST, "errors": [FIRST + LAST], "marks": [[12, "run-fails"]]},
    ),
    (
        *("run", {"end": {"waiting": [["a", 11], ["b", 10]]}}, "deadlock", {}),
        {"marks": [[10, "run-waits"], [11, "run-waits"]]},
    ),
    ("run", {"failed": "no room"}, "failed", {"error": "no room"}, {"marks": []}),
    ("run", {"events": EVENTS, "end": {"status": 0}}, "ended", {"status": 0}, {"figure": []}),
    ("many", {"endings": [ending()], "seeds": 40}, "counting", {"seeds": 40, "all": 500}, {}),
    (
        *("many", {"end": {"endings": SOME_RUNS, "seeds": 500}}, "counted", {"seeds": 500}),
        {
            "found": ["They ended in 3 ways."],
            "endings": [
                ["run-exit", "440 of 500 runs print what is shown below", "0.88", SHOWN.strip()]
                + [f"Seed {seed} again" for seed in (1, 2, 5)],
                ["run-exit", "40 of 500 runs", "0.08", "(nothing printed)", "Seed 3 again"],
                ["run-livelock", "20 of 500 runs go round forever", "0.04", "a"],
            ],
        },
    ),
    (
        *("explore", {"end": {"endings": [ending(count=18, **BAD), ending(count=1002, **GOOD)],
                              "interleavings": 1020}}),
        *("interleavings_bad", {"bad": 18, "interleavings": 1020}),
        {"endings": [
            ["run-exit", "18 of 1,020 interleavings", "0.01764", "(nothing printed)", "12b1"],
            ["run-exit", "1,002 of 1,020 interleavings", "0.98235", "(nothing printed)", "1"],
        ]},
    ),
    (
        *("explore", {"end": {"endings": [ending("deadlock", "a\n", None, **BAD)]}}),
        *("interleavings_some_bad", {}),
        {"found": ["All of them ended alike."], "endings": [[
            *("run-deadlock", f"{ENDLESS} of {ENDLESS} interleavings never end: a deadlock"),
            *("0", "a", "12b1"),
        ]]},
    ),
    (
        *("explore", {"end": {"endings": [ending(count=20, **GOOD)], "interleavings": 20}}),
        *("interleavings_good", {"interleavings": 20}, {}),
    ),
    ("explore", {"end": {"endings": [ending(**GOOD)]}}, "interleavings_all_good", {}, {}),
    ("explore", {"end": {"refused": REFUSED}}, "refused", {"line": 2}, {"endings": []}),
]  # fmt: skip


def asked(name: str, **others) -> dict:
    plain = {"arguments": [], "seed": None, "skip_waits": False}
    return {"path": f"/snippets/{name}", "source": Snippet(name).source} | plain | others


def test_a_card_asks_for_its_program_and_tells_how_it_ended(told):
    answered, facts = told(RACES, THREE_STEPS)
    words = facts["words"]
    requests = {"run": {}, "explore": {}, "many": {"seed": 0, "seeds": 500}}
    for action, message, key, values, wanted in RUNS:
        seen, goes_on = answered(action, message), not message.keys() & {"end", "failed"}
        assert seen["asked"] == [action, asked(THREE_STEPS, **requests[action])]
        assert seen["going"] == words["running"]
        assert seen["busy"] == ([] if goes_on else [words["stop"]])
        why = words["refused_too_long"].format(number="12,345")
        text = words[key].format(why=why, python=facts["python"], **values)
        waiting = message.get("end", {}).get("waiting", [])
        waits = [words["waits"].format(thread=thread, line=line) for thread, line in waiting]
        assert seen["said"] == " ".join([text, *waits])
        for one in seen["endings"]:
            one[2] = one[2][:7]  # of a share, some digits
        assert seen | wanted == seen, wanted


VERDICTS = [  # what the judge says, the key of the message, its values
    ({"interleavings": 1_234_567, "runs": 0}, "interleavings", {"interleavings": "1.23 million"}),
    ({"interleavings": 999_999, "runs": 1}, "both", {"interleavings": "999,999", "runs": "1"}),
    ({"interleavings": 0, "runs": 1234}, "runs", {"runs": "1,234"}),
    ({"interleavings": None, "runs": 7}, "endless", {}),
]
WAITING = [["a", 3], ["b", 99], ["c", 0]]
WAITS = "a waits in line 3. b waits in the scene: join(). c waits in the library."
BROKEN = [  # how, what it said, its line, who waits, the reason that is told
    ("error", "Ann has 7", 0, [], "Ann has 7"),
    ("error", "KeyError: 'x'", 4, [], "It ends with an error in line 4: KeyError: 'x'"),
    ("deadlock", "", 0, WAITING, f"It never ends: no thread can go on. {WAITS}"),
]
SHARES = [  # how many it breaks, of how many, with a seed; what is told of them
    (2, 6, None, "2 of 6 interleavings break it. This is the shortest."),
    (3, 1_500_000, None, "3 of 1.5 million interleavings break it. This is the shortest."),
    (6, 6, None, "Every interleaving breaks it. This is the shortest."),
    (3, None, None, "Some of endlessly many interleavings break it. This is the shortest."),
    (None, None, None, "Some of endlessly many interleavings break it. This is the shortest."),
    (3, 10, 7, "3 of 10 runs broke it. This is the shortest of them, with seed 7."),
    (10, 10, 7, "Every run breaks it. This is one of the shortest, with seed 7."),
]


def test_a_card_asks_for_a_check_and_tells_the_verdict(told):
    answered, facts = told(MEND, EXERCISE)
    words = facts["words"]
    going = {"scene": 2, "scenes": 5, "title": "A scene."}
    for runs, text in ((0, "Scene 2 of 5: A scene."), (30, "Scene 2 of 5: A scene. 30 runs …")):
        assert answered("check", {"judging": going | {"runs": runs}})["said"] == text
    for verdict, key, values in VERDICTS:
        seen = answered("check", {"end": {"verdict": verdict | {"scenes": 5}}})
        assert seen["asked"] == ["check", asked(EXERCISE, exercise="transfer")]
        assert seen["said"] == words[f"passed_{key}"].format(scenes=5, **values)
        assert seen["passed"] == 1
    broken = {"title": "A scene.", "scene": "def f(): ...", "check": {99: "join()"}}
    plain = dict(zip(("how", "said", "line", "waiting"), BROKEN[0], strict=False))
    for how, says, line, waiting, reason in BROKEN:
        one = {"how": how, "said": says, "line": line, "waiting": waiting, "events": []}
        one |= {"bad": 1, "of": 2, "seed": None}
        seen = answered("check", {"end": {"verdict": broken | {"broken": one}}})
        assert seen["said"] == words["not_passed"]
        assert seen["passed"] == -1
        assert seen["found"] == ["A scene.", reason]
        assert seen["marks"] == ([[line, "run-fails"]] if line else [])
    for bad, of, seed, text in SHARES:
        one = plain | {"events": EVENTS, "bad": bad, "of": of, "seed": seed}
        seen = answered("check", {"end": {"verdict": broken | {"broken": one}}})
        assert seen["figure"] == [text]


@pytest.mark.left_to_all
def test_a_run_that_is_stopped_while_python_comes_does_not_begin(told, page):
    answered, facts = told(RACES, THREE_STEPS)
    root, words = controls(page, THREE_STEPS), facts["words"]
    page.evaluate("() => { window.coming = new Promise((come) => { window.come = come; }); }")
    press(root, "Run")
    expect(root.get_by_role("progressbar")).to_have_js_property("value", 1_500_000)
    expect(said(root)).to_have_text(
        words["loading"].format(done="1.5", all=f"{facts['bytes'] / 1e6:.1f}")
    )
    press(root, "Stop")
    page.evaluate("window.come()")
    expect(root.get_by_role("progressbar")).to_have_count(0)
    expect(said(root)).to_have_text("Stopped.")
    assert not page.evaluate("window.asked")
    page.evaluate("window.coming = null")
    many = {"endings": SOME_RUNS, "seeds": 500}
    answered("many", {"end": many})
    press(root, "Seed 3 again")
    expect(said(root)).to_have_text(words["running_seed"].format(seed=3))
    job, request = page.evaluate("window.asked.slice(0, 2)")
    assert (job, request) == ("run", asked(THREE_STEPS, seed=3, watch=True))
    page.evaluate("message => window.asked[2](message)", {"events": EVENTS, "end": {"status": 0}})
    expect(root.locator(".run-timeline figcaption")).to_have_text(words["timeline"].format(seed=3))
    answered("run", {"out": "x" * 200_001})
    page.evaluate("window.asked[2]({ out: 'y' })")
    expect(said(root)).to_have_text(words["flooded"])
    expect(root.get_by_role("button", name="Run", exact=True)).to_be_visible()
