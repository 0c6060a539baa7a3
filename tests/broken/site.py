"""What only the build of the site, or its tests, can see."""

from site_copy import BAKE, SITE

from broken.way import KITCHEN, LAST, PAGE, Break, snippet
from docs import AT

IN_THE_SITE = [
    Break(
        "a duplicate id in the built page",
        PAGE,
        ("{ #serve }", "{ #bake }"),
        (r"kitchen\.md:3,9: the id bake",),
        SITE,
    ),
    Break(
        "a dead link",
        PAGE,
        KITCHEN + "\n[Go](kitchens.md).\n",
        (
            rf"{AT}/kitchen\.md:{LAST + 2}: Doc file 'kitchen\.md'",
            rf"{AT}/kitchen\.md:{LAST + 2}: there is nothing at",
        ),
        SITE,
    ),
    Break(
        "a dead anchor",
        PAGE,
        KITCHEN + "\n[Go](#cook).\n",
        (
            rf"{AT}/kitchen\.md:{LAST + 2}: Doc file 'kitchen\.md'",
            rf"{AT}/kitchen\.md:{LAST + 2}: .*#cook has no such anchor",
        ),
        SITE,
    ),
    Break(
        "a page that the navigation forgets",
        f"{AT}/kitchen-cellar.md",
        "# Cellar { #cellar }\n",
        (r"- kitchen-cellar\.md",),
        SITE,
    ),
    Break(
        "a misspelt include, in the build",
        PAGE,
        ("kitchen/bake.py", "kitchen/bakes.py"),
        (rf"{AT}/kitchen\.md:5: there is no snippets/kitchen/bakes\.py",),
        SITE,
    ),
    Break(
        "an example that is not what its timeline would show",
        snippet("bake.py"),
        ("loaves = []", "loaves = ['rye']"),
        (rf"{AT}/kitchen\.md:5: kitchen/bake\.py, recorded for its timeline: the output",),
        SITE,
    ),
    Break(
        "all interleavings of what is not modeled",
        PAGE,
        (
            '```python\n    --8<-- "kitchen/serve.py"',
            '```{.python .interleavings}\n    --8<-- "kitchen/serve.py"',
        ),
        (r"kitchen\.md:13: snippets/kitchen/serve\.py:3: multiprocessing is not modeled here",),
        SITE,
        shows=("serve",),
    ),
    Break(
        "an image without alt, over two lines",
        PAGE,
        KITCHEN + '\n<img\n  src="../assets/logo.svg">\n',
        (rf"{AT}/kitchen\.md:{LAST + 3}: 'logo\.svg': an image without alt",),
        SITE,
    ),
    Break(
        "two pictures with the same ids",
        PAGE,
        KITCHEN + '\n```{.python .timeline}\n--8<-- "kitchen/bake.py"\n```\n',
        (rf"{AT}/kitchen\.md:5: \.timeline of a bake\.py stands in line {LAST + 2}, too",),
        SITE,
    ),
    Break(
        "a page that is not UTF-8, in the build",
        PAGE,
        KITCHEN.encode() + b"\ncr\xe8me\n",
        (rf"{AT}/kitchen\.md:{LAST + 2}: not UTF-8",),
        SITE,
    ),
    Break(
        "an indented block of code",
        PAGE,
        KITCHEN + "\nLook:\n\n    print('typed')\n",
        (rf"kitchen\.md:{LAST + 4}: a code block is no fence",),
        SITE,
    ),
    Break(
        "a changed program above an old output, in the build",
        snippet("bake.py"),
        ('"""A thread bakes bread."""', '"""A thread bakes rye."""'),
        (r"kitchen\.md:5: .*bake\.py was changed after its output was recorded; run: pytest",),
        SITE,
    ),
    Break(
        "an output that was changed by hand, in the build",
        snippet("bake.out"),
        ("passed on ", "passed on pypy3.11 "),
        (r"kitchen\.md:5: .*bake\.out was changed by hand, or by a merge; run: pytest",),
        SITE,
    ),
    Break(
        "an output of which nobody knows where it passed, in the build",
        snippet("bake.out"),
        "$ python bake.py  # CPython 3.13.5, Linux\nloaves: 1\n",
        (r"kitchen\.md:5: .*bake\.out names no Python on which kitchen/bake\.py has passed; run",),
        SITE,
    ),
    Break(
        "a snippet that is not UTF-8, in the build",
        snippet("bake.py"),
        BAKE.encode() + b"# cr\xe8me\n",
        (r"kitchen\.md:5: snippets/kitchen/bake\.py:11: not UTF-8",),
        SITE,
    ),
    Break(
        "half a line of Python, in the build",
        snippet("bake.py"),
        ("    loaves = []", "    loaves = ["),
        (r"kitchen\.md:5: .*bake\.py was changed after its output was recorded; run: pytest",),
        SITE,
    ),
    Break(
        "a fence that is never closed, in the build",
        PAGE,
        KITCHEN + "\n```text\nsoup\n",
        (rf"kitchen\.md:{LAST + 2}: this fence is never closed",),
        SITE,
    ),
    Break(
        "a link to a reference that there is not",
        PAGE,
        KITCHEN + "\nSee [the manual][manual] of it.\n",
        (rf"{AT}/kitchen\.md:{LAST + 2}: '\[the manual\]\[manual\]': a link to a reference",),
        SITE,
    ),
    Break(
        "a link to the machine of its author",
        PAGE,
        KITCHEN + "\nGo [home](http://127.0.0.1:8000/#home).\n",
        (rf"{AT}/kitchen\.md:{LAST + 2}: 'http://127\.0\.0\.1:8000/#home': .*your own machine",),
        SITE,
    ),
    Break(
        "HTML that hides a page from search engines",
        PAGE,
        KITCHEN + '\n<meta name="robots" content="noindex">\n',
        (rf"{AT}/kitchen\.md:{LAST + 2}: <meta .*hides the page; take it out",),
        SITE,
    ),
]
