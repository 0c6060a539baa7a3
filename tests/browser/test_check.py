"""Check, at an exercise: what a reader sees of the judge's verdict."""

import pytest
from playwright.sync_api import Page, expect

from browser.test_programs import controls, edit, press, said, write
from tools.examples.exercise import every_exercise
from tools.examples.snippet import Snippet

PATIENCE = 900_000  # ms; no test waits so long, unless many others run
JUDGED = [one.name for one in every_exercise() if one.scenes]
PAGES = {
    "run_all": "practice/start-and-wait/",
    "errand": "practice/start-and-wait/",
    "job_queue": "practice/job-queue/",
    "shout_server": "practice/tcp-server/",
}
MEND = "practice/mend/"


def opened(page: Page, base: str, name: str):
    page.goto(base + PAGES.get(name, MEND))
    page.evaluate(
        """() => {
          window.passed = [];
          document.addEventListener("exercise-passed", ({ detail }) => window.passed.push(detail));
        }"""
    )
    return controls(page, f"practice/{name}.py")


@pytest.mark.left_to_all
@pytest.mark.one_in(len(JUDGED), with_all=len(JUDGED))
@pytest.mark.parametrize("judged", JUDGED)
def test_a_starter_fails_and_the_solution_passes(page, base, judged):
    root = opened(page, base, judged)
    press(root, "Check")
    expect(said(root)).to_have_text("Not yet.", timeout=PATIENCE)
    expect(root.locator(".run-reason")).not_to_be_empty()
    edit(page, root, Snippet(f"practice/{judged}_solution.py").source)
    press(root, "Check")
    expect(said(root)).to_contain_text("Passed. None of", timeout=PATIENCE)
    assert page.evaluate("window.passed") == [{"id": judged.replace("_", "-")}]


def test_the_order_that_breaks_a_solution_is_played_and_a_check_is_stopped(page, base):
    root = opened(page, base, "transfer")
    press(root, "Check")
    expect(said(root)).to_have_text("Not yet.", timeout=PATIENCE)
    expect(root.locator(".run-scene")).to_have_text(
        "Ann sends 30 to Bob, and Bob 10 to Ann, at the same time."
    )
    expect(root.locator(".run-reason")).to_contain_text("It never ends: no thread can go on.")
    expect(root.locator(".run-timeline figcaption")).to_have_text(
        "2 of 6 interleavings break it. This is the shortest."
    )
    steps = root.locator(".run-steps li")
    last = steps.count()
    expect(steps.last).to_have_attribute("aria-current", "step")
    press(root, "Back")
    expect(steps.last).to_have_class("thread-2 run-later")
    press(root, "Play")
    expect(steps.last).to_have_attribute("aria-current", "step", timeout=60_000)
    expect(root.get_by_role("slider")).to_have_value(str(last - 1))
    expect(page.locator("code > .run-now")).to_contain_text("with source.lock, target.lock")
    assert page.evaluate("window.passed") == []
    edit(page, root, "def transfer(*_):\n    sum(iter(int, 1))\n\n\nAccount = print\n")
    press(root, "Check")
    expect(said(root)).to_contain_text("Scene 1 of 5", timeout=PATIENCE)
    press(root, "Stop")
    expect(said(root)).to_have_text("Stopped.")
    write(page, root, "def transfer(:\n")
    press(root, "Check")
    expect(said(root)).to_have_text("Not yet.", timeout=PATIENCE)
    expect(root.locator(".run-reason")).to_have_text("Python cannot read line 1: invalid syntax")


def test_what_a_page_cannot_judge_says_why_and_names_the_command(page, base):
    page.goto(base + MEND)
    both = page.locator(".run-home").filter(has_text="check_last_cake.py")
    expect(both).to_contain_text("Program and check run at home, not in this page: it starts proc")
    expect(both.locator("code").last).to_have_text("pytest check_last_cake.py")
    page.goto(base + PAGES["run_all"])
    check = page.locator(".run-home").filter(has_text="check_call_each.py")
    expect(check).to_contain_text("Its check runs at home, not in this page: it starts processes")
    page.goto(base + PAGES["shout_server"])
    root = controls(page, "practice/shout_server.py")
    expect(root.get_by_role("button")).to_have_text(["Edit", "Check"])
