"""`tools.site.page_end`: what stands at the end of a page, in a site of a few pages."""

from types import SimpleNamespace

import pytest
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Section
from mkdocs.structure.toc import AnchorLink

from tools.site import page_end
from tools.site.page_end import NoSuchExercise, Target, of_page, rules, with_anchor
from tools.site.telling import Telling


def made(address: str, content: str = "", title: str = "", toc=(), **meta):
    """A page, as the hooks see it."""
    page = SimpleNamespace(
        url=address, content=content, title=title, toc=list(toc), meta=meta, is_page=True,
        parent=None, next_page=None, file=SimpleNamespace(src_uri=f"{address.strip('/')}.md"),
    )  # fmt: skip
    file = File(page.file.src_uri, "docs", "site", use_directory_urls=True)
    file.page = page
    return page, file


@pytest.fixture
def site():
    """Two pages of a chapter, an exercise, and the page of all rules."""
    join, a = made("threads/join/", '<p id="try-it">', "Join", exercise="mend.md#cake")
    locks, b = made("threads/locks/", "", "Locks")
    _, c = made("practice/mend/", title="Mend it", toc=[AnchorLink("The cake", "cake", 2)])
    text = '<ul><li><a href="../../threads/join/">J</a>: start <code>all</code> first.</li></ul>'
    _, d = made("practice/summary/", text)
    _, e = made("practice/exercises/")
    join.parent = locks.parent = Section("Threads", [join, locks])
    join.next_page = locks
    return SimpleNamespace(join=join, locks=locks, files=Files([a, b, c, d, e]))


def test_a_page_ends_with_its_rule_its_exercise_the_next_page_and_its_place(site):
    known = rules(site.files)
    assert known == {"threads/join/": "Start <code>all</code> first."}
    end = of_page(site.join, site.files, known)
    assert end == page_end.PageEnd(
        rule=known["threads/join/"],
        try_it=True,
        exercise=Target("The cake", "../../practice/mend/#cake"),
        next=Target("Locks", "../locks/"),
        chapter="Threads",
        number=1,
        pages=("threads/join/", "threads/locks/"),
        address="threads/join/",
        ticks="../../practice/exercises/#ticks",
    )
    assert "Threads: 1 of 2" in Telling("en").render("page_end.j2", end=end)


def test_what_a_page_does_not_have_is_left_out(site):
    end = of_page(site.locks, site.files, {})
    assert (end.rule, end.try_it, end.exercise, end.next, end.number) == (
        None,
        False,
        None,
        None,
        2,
    )
    said = Telling("en").render("page_end.j2", end=end)
    assert "Threads: 2 of 2" in said
    assert "<strong>" not in said
    assert 'data-tick="read" data-id="threads/locks/" aria-pressed="false"' in said
    assert 'data-pages="threads/join/ threads/locks/"' in said


def test_a_page_in_no_chapter_has_no_card(site):
    site.join.parent = None
    assert of_page(site.join, site.files, {}) is None


@pytest.mark.parametrize("wrong", ["mend.md#cakes", "mended.md#cake", "mended.md"])
def test_an_exercise_that_does_not_exist_is_told(site, wrong):
    site.join.meta["exercise"] = wrong
    with pytest.raises(
        NoSuchExercise, match=f"exercise: {wrong}: there is no such page or heading"
    ):
        of_page(site.join, site.files, {})
    warned = []
    build = SimpleNamespace(warn=lambda *said: warned.append(said), telling=Telling("en"))
    assert page_end.renderer(site.files, build)(site.join) == ""
    problem = f"exercise: {wrong}: there is no such page or heading below practice/"
    assert warned == [("threads/join.md", 1, problem)]


def test_an_exercise_may_be_a_whole_page(site):
    site.join.meta["exercise"] = "mend.md"
    end = of_page(site.join, site.files, {})
    assert end.exercise == Target("Mend it", "../../practice/mend/")


def test_the_first_box_of_things_to_try_gets_an_id():
    box = '<div class="admonition example">'
    assert with_anchor(f"{box}{box}") == f'<div class="admonition example" id="try-it">{box}'
    assert with_anchor('<div class="language-python example highlight">').count("try-it") == 0
