"""What the search index holds: what the pages teach, in few enough words to be loaded quickly.

The index is loaded with the first visit. The text of programs, and of what they print, would be two
thirds of it, and finds little that the words about them do not find. Material's plugin builds the
index, and can leave out pages and sections, but no part of these.
"""

import json
import re
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

EXAMPLE = r"(?:div|p) class=\"[^\"]*\bexample(?:-name|-output|-facts)?\b[^\"]*\""  # "try it" too
FOLDED = r"details class=\"(?:tip|success)\""  # hints and solutions
MEASURED = r"p class=\"measured-facts\""
PARTS = re.compile(rf"<(?:{EXAMPLE}|{FOLDED}|{MEASURED})(?=[ >])")
MEASUREMENTS = {"boost": 0.1}  # the pages that teach a thing come before its numbers
INDEX = "search/search_index.json"

SENTENCE = re.compile(r"(?<=[.?!:;])\s+(?![^<]*</code>)|(?=<(?:p|li|ol|ul)>)")
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"\w{4,}")
STEM = 6  # letters: enough to see that two words are forms of one
FEWEST = 6  # new words that a sentence must bring to its section


def without_programs(html: str) -> str:
    """The page with all that belongs to an example marked: the search plugin leaves it out."""
    return PARTS.sub(lambda m: m[0] + ' data-search-exclude="true"', html)


def make_lean(site: Path, found: Mapping[str, list[dict]]) -> dict[str, list[dict]]:
    """Rewrite the index that the plugin has written, with fewer words in it.

    `found` are the sections of each page, by its address and in the order of pages, with fewer
    words already; none of those pages that the plugin has read. Returns those of all pages.
    """
    file = site / INDEX
    index = json.loads(file.read_text("utf-8"))
    pages = {address: list(sections) for address, sections in found.items()}
    for section in index["docs"]:
        address, _, heading = section["location"].partition("#")
        section["text"] = lean(section["text"])
        if heading:  # the page itself has them
            section.pop("tags", None)
        pages.setdefault(address, []).append(section)
    index["docs"] = list(chain.from_iterable(pages.values()))
    file.write_text(json.dumps(index, separators=(",", ":")), "utf-8")
    return pages


def lean(text: str) -> str:
    """A section without the sentences that say what others said in nearly the same words."""
    known: set[str] = set()
    kept = []
    for sentence in filter(None, SENTENCE.split(text)):
        words = {word.lower()[:STEM] for word in WORD.findall(TAG.sub(" ", sentence))}
        if not kept or len(words - known) >= FEWEST:
            kept.append(sentence)
            known |= words
    return " ".join(kept)
