"""Pages that show what nobody runs, or hide what they show."""

from broken.way import KITCHEN, LAST, PAGE, Break, snippet
from docs import AT

TYPED = "```python\nprint('typed')\n```\n"

PAGES = [
    Break(
        "a missing file",
        snippet("bake.py"),
        None,
        (r"kitchen\.md:5: there is no .*bake\.py, but its .out: .* git restore snippets",),
    ),
    Break(
        "a misspelt include",
        PAGE,
        ("kitchen/bake.py", "kitchen/bakes.py"),
        (r"kitchen\.md:5: there is no snippets/kitchen/bakes\.py; did you mean kitchen/bake\.py",),
    ),
    Break(
        "an include without quotes",
        PAGE,
        ('"kitchen/bake.py"', "kitchen/bake.py"),
        (r"kitchen\.md:5: .* is not an include",),
    ),
    Break(
        "Python typed into the page",
        PAGE,
        KITCHEN + "\n" + TYPED,
        (rf"kitchen\.md:{LAST + 2}: Python is typed",),
    ),
    Break(
        "Python typed as a session",
        PAGE,
        KITCHEN + "\n```pycon\n>>> 1\n1\n```\n",
        (rf"kitchen\.md:{LAST + 2}: Python is typed",),
    ),
    Break(
        "Python typed into a tab, in a list",
        PAGE,
        KITCHEN + '\n1. so\n\n    === "tab"\n\n        ```py\n        print(1)\n        ```\n',
        (rf"kitchen\.md:{LAST + 6}: Python is typed",),
    ),
    Break(
        "a retry",
        PAGE,
        ("{.python .timeline}", "{.python .timeline retry:3}"),
        (r"kitchen\.md:5: .*run once",),
    ),
    Break(
        "a heading without an id",
        PAGE,
        ("## Serve { #serve }", "## Serve"),
        (r"kitchen\.md:9: give the heading an id",),
    ),
    Break(
        "a duplicate heading id",
        PAGE,
        ("{ #serve }", "{ #bake }"),
        (r"kitchen\.md:9: the id bake is that of line 3",),
    ),
    Break(
        "a picture that there is not",
        PAGE,
        (".timeline", ".time"),
        (r"kitchen\.md:5: no example has \.time; there are \.timeline",),
    ),
    Break(
        "an image without alt",
        PAGE,
        KITCHEN + '\n<img src="kitchen.png">\n\n![](kitchen.png)\n',
        (rf"kitchen\.md:{LAST + 2}: an image without alt", rf"kitchen\.md:{LAST + 4}: an image"),
    ),
    Break(
        "a page that is there twice",
        f"{AT}/kitchen-again.md",
        KITCHEN,
        (rf"{AT}/kitchen(-again)?\.md:1: the same page as {AT}/kitchen",),
    ),
    Break(
        "a page of a chapter without an exercise",
        f"{AT}/kitchen/soup.md",
        "---\ntags:\n  - soup\n---\n# Soup { #soup }\n\n    exercise: none\n",
        (r"kitchen/soup\.md:1: no exercise; its front matter says which one",),
    ),
    Break(
        "options after the language of a fence",
        PAGE,
        ("```{.python .timeline}", "```python {.timeline}"),
        (r"kitchen\.md:5: options of a fence stand in braces",),
    ),
    Break(
        "braces that touch the language of a fence",
        PAGE,
        ("```{.python .timeline}", "```python{.timeline}"),
        (r"kitchen\.md:5: options of a fence stand in braces",),
    ),
    Break(
        "a fence that is never closed",
        PAGE,
        KITCHEN + "\n```text\nsoup\n",
        (rf"kitchen\.md:{LAST + 2}: this fence is never closed",),
    ),
    Break(
        "Python by its name as NumPy",
        PAGE,
        KITCHEN + "\n```numpy\nprint('typed')\n```\n",
        (rf"kitchen\.md:{LAST + 2}: Python is typed",),
    ),
    Break(
        "a session typed into a console",
        PAGE,
        KITCHEN + "\n```console\n$ python\n>>> 1\n1\n```\n",
        (rf"kitchen\.md:{LAST + 2}: .*what is typed after >>> is run by nobody",),
    ),
    Break(
        "a page that is not UTF-8",
        PAGE,
        KITCHEN.encode() + b"\ncr\xe8me\n",
        (rf"{AT}/kitchen\.md:{LAST + 2}: not UTF-8",),
    ),
    Break(
        "a section that has no end",
        PAGE,
        KITCHEN + '\n```python\n--8<-- "kitchen/bake.py:baking"\n```\n',
        (rf"kitchen\.md:{LAST + 2}: snippets/kitchen/bake\.py has no line .*start:baking",),
    ),
    Break(
        "front matter that cannot be read",
        PAGE,
        "---\ntitle: Kitchen\ntags: [a\n---\n" + KITCHEN,
        (rf"{AT}/kitchen\.md:\d: the front matter is no YAML: ",),
    ),
    Break(
        "a script in a page",
        PAGE,
        KITCHEN + "\n<script>alert(1)</script>\n",
        (rf"{AT}/kitchen\.md:{LAST + 2}: <script in a page; put scripts into docs/theme/",),
    ),
    Break(
        "what a page does when it is clicked",
        PAGE,
        KITCHEN + '\n<p onclick="alert(1)">soup</p>\n',
        (rf"{AT}/kitchen\.md:{LAST + 2}: <p onclick= in a page",),
    ),
    Break(
        "a link whose words say nothing",
        PAGE,
        KITCHEN + "\nSee [here](index.md).\n",
        (rf"{AT}/kitchen\.md:{LAST + 2}: \[here\] does not say where it leads",),
    ),
    Break(
        "a dash that a word processor has made of two",
        PAGE,
        KITCHEN + "\nType `pytest \N{EN DASH}all`.\n",
        (rf"{AT}/kitchen\.md:{LAST + 2}: .*EN DASH; type what is on a keyboard",),
    ),
    Break(
        "emphasis that has no end",
        PAGE,
        KITCHEN + "\nThis is **hot*, and `so`.\n",
        (rf"{AT}/kitchen\.md:{LAST + 2}: a \*\* without a second one",),
    ),
    Break(
        "front matter below an empty line",
        PAGE,
        "\n---\nhide: [toc]\n---\n" + KITCHEN,
        (rf"{AT}/kitchen\.md:1: something stands above the front matter",),
    ),
    Break(
        "a heading without words",
        PAGE,
        KITCHEN + "\n## { #empty }\n",
        (rf"{AT}/kitchen\.md:{LAST + 2}: a heading without words",),
    ),
    Break(
        "a second heading of the first level",
        PAGE,
        KITCHEN + "\n# Again { #again }\n",
        (rf"{AT}/kitchen\.md:{LAST + 2}: a second heading of the first level",),
    ),
    Break(
        "a level of headings left out",
        PAGE,
        KITCHEN + "\n#### Deep { #deep }\n",
        (rf"{AT}/kitchen\.md:{LAST + 2}: a heading of level 4 below one of 2",),
    ),
    Break(
        "a cell that no column has",
        PAGE,
        KITCHEN + "\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n",
        (rf"{AT}/kitchen\.md:{LAST + 4}: 3 cells; the head of the table has 2",),
    ),
    Break(
        "a title that another page has",
        PAGE,
        ("# Kitchen {", "# Home {"),
        (rf"{AT}/\S+\.md:1: 'Home' is the title of {AT}/\S+\.md, too",),
    ),
    Break(
        "a field of the front matter that nothing reads",
        PAGE,
        "---\nexcercise: mend.md#transfer\n---\n" + KITCHEN,
        (rf"{AT}/kitchen\.md:2: nothing reads excercise: here; write exercise:",),
    ),
    Break(
        "a link that names one program and leads to another",
        PAGE,
        KITCHEN + "\nSee [serve.py](../snippets/kitchen/bake.py).\n",
        (rf"{AT}/kitchen\.md:{LAST + 2}: serve\.py is named, and linked is \.\./snippets/",),
    ),
    Break(
        "tags that are no list",
        PAGE,
        "---\ntags: soup\n---\n" + KITCHEN,
        (r"kitchen\.md:2: tags: is a list",),
    ),
    Break(
        "a tag with a colon",
        PAGE,
        "---\ntags:\n  - soup: how to cook it\n---\n" + KITCHEN,
        (r'kitchen\.md:3: write "soup: how to cook it", in quotes',),
    ),
    Break(
        "a merge, and a comment that is never closed",
        PAGE,
        KITCHEN + "\n>>>>>>> tea\n\n<!-- ask Ann\n",
        (rf"kitchen\.md:{LAST + 2}: >+ tea: a merge", rf"kitchen\.md:{LAST + 4}: end this comment"),
    ),
    Break(
        "an address that leads to another",
        PAGE,
        KITCHEN + "\n[https://a.example/b](https://a.example/c)\n",
        (rf"kitchen\.md:{LAST + 2}: https://a\.example/b is written, and linked is",),
    ),
    Break(
        "hints and parts in another order",
        PAGE,
        KITCHEN + '\n## 2. Soup { #soup }\n\n??? tip "Hint 2"\n\n    Stir.\n',
        tuple(rf"kitchen\.md:{line}: 2 where 1 is next" for line in (LAST + 2, LAST + 4)),
    ),
    Break(
        "a hint that is open, a solution, and a rule that is folded",
        PAGE,
        KITCHEN
        + '\n!!! tip "Hint"\n\n    Stir.\n\n!!! success "A solution"\n\n    Salt.\n'
        + '\n???+ note "A model answer"\n\n    Yes.\n\n??? success "The rule"\n\n    Taste.\n',
        (
            *(rf"kitchen\.md:{LAST + line}: .* write \?{{3}}" for line in (2, 6, 10)),
            rf"kitchen\.md:{LAST + 14}: .* write !!!",
        ),
    ),
    Break(
        "something left to do",
        PAGE,
        KITCHEN + "\nTODO: ask Ann.\n",
        (rf"kitchen\.md:{LAST + 2}: TODO is left",),
    ),
    Break(
        "an output that is typed",
        PAGE,
        KITCHEN + "\n```text\nloaves: 1\n```\n\n```console\n$ python bake.py\nloaves: 1\n```\n",
        tuple(
            rf"kitchen\.md:{line}: text that no run has printed" for line in (LAST + 3, LAST + 8)
        ),
    ),
    Break(
        "a page that the search leaves out",
        PAGE,
        "---\nsearch:\n  exclude: true\n---\n" + KITCHEN,
        (r"kitchen\.md:3: exclude: true: the search would not find it",),
    ),
]
