"""What is done to the HTML of every page, so that it reads well when narrow, and is light."""

import re

INDENTED = re.compile(r'(<span id="__line-\d+-\d+")>((?:<span class="\w+">)?( +))')
PLAIN = re.compile(r'<span class="(?:n|w)">([^<]*)</span>')  # names, spaces: as their surroundings
INLINE = re.compile(r"(?<=<code>)[^<]+(?=</code>)")
# Within a name: after a dot or an underscore, before an argument, where camelCase goes on.
JOINT = re.compile(
    r"(?<=[A-Za-z\])])\.(?=[A-Za-z])|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])|(?<=[a-z_])\((?=[^)]{4})"
    r"|(?<=[a-z])/(?=[a-z])|(?<=[a-z])(?=[A-Z][a-z])"
)


def polished(html: str) -> str:
    """A page whose code can be set in any width."""
    html = INLINE.sub(lambda code: JOINT.sub(r"\g<0><wbr>", code[0]), html)
    html = PLAIN.sub(r"\1", html)
    # Tell the style sheet how far in a line of code starts: it wraps further in.
    return INDENTED.sub(lambda m: f'{m[1]} style="--in:{len(m[3])}">{m[2]}', html)
