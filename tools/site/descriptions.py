"""What a page is about, for search engines and previews of links: derived from the page itself.

mkdocs-meta-descriptions-plugin takes the first paragraph; most pages here begin with a question.
"""

import re

MOST = 200  # characters
QUESTION = re.compile(r'(?m)^\?\?\?\+? question "(?P<text>.+)"$')
PARAGRAPH = re.compile(r"(?m)^(?![#<!?|{`\s=*-]|\d+\.)(?P<text>[^\n]+(?:\n(?!\n)[^\n]+)*)")
FENCE = re.compile(r"(?ms)^(```+|~~~+).*?^\1$")
LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
MARKS = re.compile(r"[`*]|\{[^}]*\}")


def of(markdown: str) -> str:
    """The question with which a page begins, else its first paragraph; empty if it has neither."""
    found = QUESTION.search(markdown) or PARAGRAPH.search(FENCE.sub("", markdown))
    if not found:
        return ""
    plain = " ".join(MARKS.sub("", LINK.sub(r"\1", found["text"])).split())
    if len(plain) <= MOST:
        return plain
    return plain[: MOST - 1].rsplit(" ", 1)[0] + "…"
