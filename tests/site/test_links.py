"""`tools.site.links`: a warning about a link says where the link stands."""

import logging

import pytest

from tools.site import links
from tools.site.links import NameTheLine


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("Doc file 'threads/join.md' contains a link 'no.md', but", "/en/threads/join.md:3,5: "),
        ("Doc file 'threads/join.md' contains a link '#no', but", "/en/threads/join.md:4: "),
        ("Doc file 'threads/join.md' contains a link 'pot.png', but", "/en/threads/join.md:7: "),
        ("Doc file 'threads/join.md' contains an unrecognized relative link 'x y'", ""),
        ("Doc file 'gone.md' contains a link 'no.md'", ""),
        ("Doc file 'claims.md' contains a link '../threads/old.md#id'", "/en/claims.yml:2: "),
        ("Another warning: 100%", ""),
    ],
)
def test_a_warning_about_a_link_names_its_lines(tmp_path, message, place):
    page = tmp_path / "en" / "threads" / "join.md"
    page.parent.mkdir(parents=True)
    (tmp_path / "en" / "claims.yml").write_text("- number: 1\n  page: threads/old.md#id\n")
    page.write_text("# Join\n\n[a](no.md) [b](yes.md)\n[c](#no)\n[d](no.md)\n\n[e]: pot.png\n")
    record = logging.LogRecord("mkdocs", logging.WARNING, "", 0, "%s", (message,), None)
    assert NameTheLine(tmp_path / "en").filter(record)
    where = f"{tmp_path.name}{place}" if place else ""
    assert record.getMessage() == f"{where}{message}"


@pytest.mark.parametrize(
    ("there", "todo"),
    [
        ("lock/joins.md", "name docs/en/lock/joins.md there; if docs/en/lock/join.md was "
         "published, say in extra: moved: lock/join.md: lock/joins.md"),
        ("about.md", "take it out, or bring it back: git restore docs/en/lock/join.md"),
    ],
)  # fmt: skip
def test_a_page_that_the_navigation_misses_is_told_with_what_to_do(tmp_path, there, todo):
    page = tmp_path / "docs" / "en" / there
    page.parent.mkdir(parents=True)
    page.touch()
    (tmp_path / "mkdocs.yml").write_text("nav:\n  - index.md\n  - lock/join.md\n")
    said = (
        "A reference to 'lock/join.md' is included in the 'nav' configuration, which is not found"
    )
    record = logging.LogRecord("mkdocs", logging.WARNING, "", 0, said, (), None)
    assert NameTheLine(tmp_path / "docs" / "en", tmp_path).filter(record)
    assert record.getMessage() == f"mkdocs.yml:3: there is no docs/en/lock/join.md; {todo}"


def test_a_second_build_names_its_own_lines_only(tmp_path):
    before = [list(logger.filters) for logger in links.LOGGERS]
    links.name_the_lines(tmp_path / "one")
    links.name_the_lines(tmp_path / "two")
    for logger, old in zip(links.LOGGERS, before, strict=True):
        ours = [known for known in logger.filters if isinstance(known, NameTheLine)]
        assert [known.docs for known in ours] == [tmp_path / "two"]
        logger.filters[:] = old
