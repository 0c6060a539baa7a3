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
        ("Doc file 'threads/join.md' contains an unrecognized relative link 'x y'", ""),
        ("Doc file 'gone.md' contains a link 'no.md'", ""),
        ("Another warning: 100%", ""),
    ],
)
def test_a_warning_about_a_link_names_its_lines(tmp_path, message, place):
    page = tmp_path / "en" / "threads" / "join.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Join\n\n[a](no.md) [b](yes.md)\n[c](#no)\n[d](no.md)\n")
    record = logging.LogRecord("mkdocs", logging.WARNING, "", 0, "%s", (message,), None)
    assert NameTheLine(tmp_path / "en").filter(record)
    where = f"{tmp_path.name}{place}" if place else ""
    assert record.getMessage() == f"{where}{message}"


def test_a_second_build_names_its_own_lines_only(tmp_path):
    before = list(links.LOGGER.filters)
    links.name_the_lines(tmp_path / "one")
    links.name_the_lines(tmp_path / "two")
    ours = [known for known in links.LOGGER.filters if isinstance(known, NameTheLine)]
    assert [known.docs for known in ours] == [tmp_path / "two"]
    links.LOGGER.filters[:] = before
