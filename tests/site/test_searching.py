"""`tools.site.searching`: what the search index holds."""

import gzip
import json

import pytest

from tools.site.searching import INDEX, lean, make_lean, without_programs

MOST = 90_000  # bytes, as they are sent: compressed


@pytest.mark.parametrize(
    "part",
    [
        '<div class="language-python example highlight">',
        '<p class="example-facts">',
        '<div class="admonition example" id="try-it">',
        '<details class="tip">',
        '<details class="success">',
        '<p class="measured-facts">',
    ],
)
def test_programs_and_tasks_are_marked_for_the_search_plugin(part):
    assert 'data-search-exclude="true"' in without_programs(part)


@pytest.mark.parametrize(
    "part",
    ['<div class="admonition success">', '<details class="question">', "<p>example</p>", "<table>"],
)
def test_what_a_page_teaches_is_not_marked(part):
    assert without_programs(part) == part


def test_a_sentence_that_brings_few_new_words_is_left_out():
    first, again, other = (
        "Cooks bake bread.",
        "Bread is baked, bread.",
        "Waiters carry empty plates away from tables.",
    )
    assert lean(f"{first} {again} {other}") == f"{first} {other}"


def test_code_within_a_sentence_stays_in_it():
    text = "<p>Orders wait in a <code>multiprocessing</code> queue until somebody comes.</p>"
    assert lean(text) == text


def test_no_code_is_parted():
    text = "<p>It prints <code>alive: False</code>.</p>"
    assert lean(text) == text


def test_only_pages_have_aliases_and_the_rest_of_the_index_stays(tmp_path):
    page = {"location": "a/", "title": "A", "text": "Cooks bake bread.", "tags": ["oven"]}
    part = {**page, "location": "a/#b", "boost": 2}
    index = {"config": {"lang": ["en"]}, "docs": [page, part]}
    file = tmp_path / INDEX
    file.parent.mkdir()
    file.write_text(json.dumps(index), "utf-8")
    make_lean(tmp_path, {})
    del part["tags"]
    assert json.loads(file.read_text("utf-8")) == {**index, "docs": [page, part]}


def test_the_index_is_small_and_holds_no_program(site):
    raw = (site / INDEX).read_bytes()
    texts = [section["text"] for section in json.loads(raw)["docs"]]
    assert not [text for text in texts if 'if __name__ == "__main__":\n' in text]
    size = len(gzip.compress(raw, mtime=0))
    assert size <= MOST, f"the search index has {size} bytes, compressed; at most {MOST}"
