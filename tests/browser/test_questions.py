"""Questions with choices in a real browser: by mouse, by keyboard, without a script."""

import re

import pytest
from playwright.sync_api import expect

PAGE = "locks/mutex/"


@pytest.fixture
def quiz(page, base):
    """The first question of a page."""
    page.goto(base + PAGE)
    return page.locator(".quiz").first


def test_a_reader_commits_before_the_answer_opens(quiz):
    answer, said = quiz.locator("details"), quiz.get_by_role("status")
    answer.locator("summary").click()
    expect(answer).not_to_have_attribute("open", re.compile(""))
    expect(said).to_contain_text("Choose first")
    expect(quiz.get_by_role("radio").first).to_be_focused()
    quiz.get_by_label("Some number from 0 to 99").check()
    answer.locator("summary").click()
    expect(answer).to_have_attribute("open", "")
    expect(said).to_contain_text("Not so.")
    expect(quiz.locator(".quiz-is-wrong")).to_contain_text("your choice")
    expect(quiz.locator(".quiz-is-right")).to_contain_text("99")
    expect(quiz.locator("input:enabled")).to_have_count(0)


def test_the_keys_are_enough(quiz):
    page = quiz.page
    quiz.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(quiz.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(quiz.get_by_role("status")).to_have_text("Right.")
    expect(quiz).to_have_accessible_name(re.compile("How many tickets"))


def test_without_a_script_the_choices_are_a_list_and_the_answer_opens(browser, base):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(base + PAGE)
        quiz = page.locator(".quiz").first
        expect(quiz.locator("li")).to_have_count(4)
        expect(quiz.locator("input").first).to_be_hidden()
        quiz.get_by_text("The answer", exact=True).click()
        expect(quiz.locator("details")).to_contain_text("All of them read 100")
