"""What is done to the HTML of every page, so that it reads well when narrow, and is light.

By patterns, of what Pygments and Markdown are known to write: a parser of HTML would write all the
rest of the page anew, too.
"""

import re

INDENTED = re.compile(r'(<span id="__line-\d+-\d+")>((?:<span class="\w+">)?( +))')
PLAIN = re.compile(r'<span class="(?:n|w)">([^<]*)</span>')  # names, spaces: as their surroundings
INLINE = re.compile(r"(?<=<code>)[^<]+(?=</code>)")
PROGRAM = re.compile(r"<pre>(?:<span></span>)?<code>.*?</code></pre>", re.DOTALL)
LINE = '<span id="__line-'
LONG = 48  # lines; what is longer is laid out when it comes into view
EMPTY_HEAD = re.compile(r"<th([^>]*)></th>")  # a screen reader would announce a heading, and none
# Within a name: after a dot or an underscore, before an argument, where camelCase goes on. The
# ending of a file's name stays with it.
JOINT = re.compile(
    r"(?<=[A-Za-z\])])\.(?=[A-Za-z])(?!(?:py|txt|md|db|json)\b)|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])|(?<=[a-z_])\((?=[^)]{4})"
    r"|(?<=[a-z])/(?=[a-z])|(?<=[a-z])(?=[A-Z][a-z])"
)

KEPT = r'<span class="option">\g<0></span>'
OPTION = re.compile(r"(?<![\w-])--?\w+")  # a line may end at a hyphen, but for the first ones
# In a program: an option in a string, the first word of a comment beside its "#", and a star or a
# sign with what it stands before.
IN_STRING = re.compile(r'(?<=<span class="s[12]">)[^<]+')
IN_PROGRAM = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]{0,22}(?![\w-])")
PREFIX = re.compile(r'(<span class="o)(">(?:\*\*?|[-+~])</span>)(?!\s)')
COMMENT = re.compile(r'(?<=<span class="c1">)# [^\s<]{1,12}(?![^\s<])')
# What no line may part: a number and its unit, a name and its version, a point and what it follows,
# keys that are pressed together.
# Elements, and what stands in code, are passed over.
TOGETHER = re.compile(
    r"(<(code|kbd|pre|script|style|title)\b.*?</\2>|<[^>]*>)"
    r"|(\bCtrl-\w+)"
    r"|(?<=\d)\s+(?=(?:[nµm]?s|min|h|[kMGT]?i?B|[kMG]?Hz|px|%|UTC)(?![\w-]))"
    r"|(?:(?<=Python)|(?<=\bPEP)|(?<=PyPy))\s+(?=\d)|\s+(?=·\s)",
    re.DOTALL,
)


def polished(html: str) -> str:
    """A page whose code can be set in any width."""
    html = EMPTY_HEAD.sub(r"<td\1></td>", PLAIN.sub(r"\1", breakable(html)))
    html = PROGRAM.sub(lambda program: _told_if_long(_kept(program[0])), html)
    # Tell the style sheet how far in a line of code starts: it wraps further in.
    return INDENTED.sub(lambda m: f'{m[1]} style="--in:{len(m[3])}">{m[2]}', html)


def breakable(html: str) -> str:
    """HTML whose names break where their parts meet, and nowhere else."""
    return INLINE.sub(lambda code: JOINT.sub(r"\g<0><wbr>", _options_kept(code[0])), html)


def _options_kept(code: str) -> str:
    return OPTION.sub(KEPT, code)


def _kept(program: str) -> str:
    """A program no line of which ends within an option, or with a "#" or a "*" before a word."""
    program = PREFIX.sub(r"\1 option\2", program)
    program = IN_STRING.sub(lambda text: IN_PROGRAM.sub(KEPT, text[0]), program)
    return COMMENT.sub(KEPT, program)


def bound(page: str) -> str:
    """A page in which no line parts what belongs together."""
    return TOGETHER.sub(_together, page)


def _together(found: re.Match) -> str:
    if found[3]:
        return f'<span class="option">{found[3]}</span>'
    return found[1] or "\N{NO-BREAK SPACE}"


def _told_if_long(program: str) -> str:
    lines = program.count(LINE)
    if lines <= LONG:
        return program
    return program.replace("<code>", f'<code class="long" style="--lines:{lines}">', 1)
