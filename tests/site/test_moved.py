"""`tools.site.moved`: what stands where a page was."""

import logging

import pytest
from bs4 import BeautifulSoup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from tools.site import moved
from tools.site.telling import Telling


@pytest.fixture
def made(tmp_path):
    def make(**extra):
        config = MkDocsConfig()
        config.load_dict({"site_name": "Tea", "site_url": "https://a.example/b/", "extra": extra})
        names = ("index.md", "threads/brew.md")
        files = Files([File(n, str(tmp_path), str(tmp_path), True) for n in names])
        config.validate()
        config.plugins._current_plugin = "tea"
        files.append(File.generated(config, "snippets/threads/brew.py", content="print(7)\n"))
        return moved.files_for(config, Telling("en"), files)

    return make


def test_an_old_address_leads_to_the_new_one_and_to_the_same_id(made):
    (page,) = made(moved={"tea.md": "threads/brew.md"})
    assert page.dest_uri == "tea/index.html"
    html = BeautifulSoup(page.content_string, "html.parser")
    assert html.find("a")["href"] == "../threads/brew/"
    assert html.find("meta", {"http-equiv": "refresh"})["content"] == "1; url=../threads/brew/"
    assert html.find("link")["href"] == "https://a.example/b/threads/brew/"
    assert 'location.replace("../threads/brew/" + location.hash)' in html.find("script").string


def test_at_the_old_address_of_a_program_it_can_still_be_had(made):
    (program,) = made(moved={"snippets/tea.py": "snippets/threads/brew.py"})
    assert program.dest_uri == "snippets/tea.py"
    assert program.content_string == "print(7)\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("tea.md", "cup.md", "moved: tea.md: no page is cup.md; name what it is now"),
        ("tea.md", "tea.md", "moved: tea.md: no page is tea.md"),
        (
            "tea.md",
            "snippets/threads/brew.py",
            "moved: tea.md: no page is snippets/threads/brew.py",
        ),
        ("snippets/tea.py", "index.md", "moved: snippets/tea.py: no program is index.md"),
        (
            "snippets/tea.py",
            "snippets/cup.py",
            "moved: snippets/tea.py: no program is snippets/cup",
        ),
        ("index.md", "threads/brew.md", "moved: index.md is still there; take out the one or the"),
    ],
)
def test_what_leads_nowhere_is_a_warning(made, caplog, old, new, said):
    with caplog.at_level(logging.WARNING):
        assert made(moved={old: new}) == []
    assert said in caplog.text


def test_where_nothing_has_moved_nothing_is_made(made):
    assert made() == made(moved=None) == []
