"""Ticks for exercises that a reader has passed: a button under the check of each.

What is ticked is kept in the reader's browser, by docs/theme/ticks/ticks.js.
"""

import re
from collections.abc import Iterator

from tools.site.telling import Telling

# A heading with its id, or the paragraph that names the check of the exercise below it.
PARTS = re.compile(
    r'<h[1-6] id="(?P<id>[^"]+)"|<p>(?:(?!</p>).)*/check_\w+\.py"(?:(?!</p>).)*</p>', re.DOTALL
)


def with_buttons(html: str, telling: Telling) -> str:
    """A page with a button under each check."""
    return "".join(_parts(html, telling))


def _parts(html: str, telling: Telling) -> Iterator[str]:
    end, exercise, done = 0, "", set()
    for part in PARTS.finditer(html):
        yield html[end : part.end()]
        end = part.end()
        if part["id"]:
            exercise = part["id"]
        elif exercise and exercise not in done:
            done.add(exercise)
            yield telling.render("tick.j2", exercise=exercise)
    yield html[end:]
