"""A wrong page never gets through: a small copy of the site is broken, one way at a time.

Each way must make the run fail, and what it says must name the page or the snippet, and the line.
"""

import re
from dataclasses import dataclass

import pytest
from site_copy import BAKE, EXAMPLES, KITCHEN, SITE, change, run_pytest

TYPED = "```python\nprint('typed')\n```\n"
INTERLEAVED = '```{.python .interleavings}\n    --8<-- "kitchen/serve.py"'
STUCK = '''\
"""Two locks, two orders."""

from threading import Barrier, Lock, Thread


def take(first, second):
    with first:
        both.wait()
        with second:
            pass


if __name__ == "__main__":
    pan, pot, both = Lock(), Lock(), Barrier(2)
    cooks = [
        Thread(target=take, args=locks)
        for locks in [(pan, pot), (pot, pan)]
    ]
    for cook in cooks:
        cook.start()
    for cook in cooks:
        cook.join()
    print("loaves: 1")
'''


@dataclass(frozen=True)
class Break:
    """One way to break the copy, and what must be said of it."""

    name: str
    file: str
    change: str | tuple[str, str] | None
    """The file's new text; or an old and a new part of it; or None: the file goes."""
    said: tuple[str, ...]
    """Regular expressions; each is found in what the run says."""
    ran: tuple[str, ...] = EXAMPLES


def snippet(name: str) -> str:
    """The path of a snippet of the copy."""
    return f"snippets/kitchen/{name}"


def shown(name: str) -> str:
    """What a failure says first: where the page shows the snippet, and on what it ran."""
    before, _, _ = KITCHEN.partition(f'--8<-- "kitchen/{name}"')
    line = before.count("\n")
    return rf"docs/en/kitchen\.md:{line}: snippets/kitchen/{re.escape(name)} on CPython"


PAGE = "docs/en/kitchen.md"
LAST = KITCHEN.count("\n")
BAKED = (shown("bake.py"),)
BREAKS = [
    Break(
        "a syntax error", snippet("bake.py"), ("loaves = []", "loaves = ["), (*BAKED, r"bake\.py:6")
    ),
    Break(
        "a wrong result",
        snippet("bake.py"),
        ("len(loaves)", "2"),
        (*BAKED, "-loaves: 1\n.*loaves: 2"),
    ),
    Break(
        "a changed output line",
        snippet("bake.out"),
        ("loaves: 1", "loaves: 7"),
        (*BAKED, "-loaves: 7"),
    ),
    Break(
        "an exception only in a thread",
        snippet("bake.py"),
        ("target=loaves.append", "target=loaves.push"),
        (*BAKED, "AttributeError"),
    ),
    Break(
        "an exception only in a running thread",
        snippet("bake.py"),
        ('args=("rye",)', 'args=("rye", 1)'),
        (*BAKED, "not expected: TypeError"),
    ),
    Break(
        "an exception only in a child process",
        snippet("serve.py"),
        ('    dishes.put("soup")', '    dishes.put("soup")\n    raise OSError("no soup left")'),
        (shown("serve.py"), "not expected: OSError: no soup left"),
    ),
    Break(
        "a hang",
        snippet("bake.py"),
        ("baker.join()", "__import__('threading').Event().wait()"),
        (*BAKED, r"had not ended after 3 s", r'bake\.py", line 9'),
    ),
    Break(
        "a deadlock",
        snippet("bake.py"),
        STUCK,
        (*BAKED, r"had not ended after 3 s", r'bake\.py", line 9 in take'),
    ),
    Break(
        "a child left running",
        snippet("bake.py"),
        (
            "    baker.join()",
            "    import subprocess, sys\n"
            "    code = 'import time; time.sleep(60)'\n"
            "    subprocess.Popen([sys.executable, '-c', code]).returncode = 0\n"
            "    baker.join()",
        ),
        (*BAKED, r"left running when it ended: pid \d+ \(python.* -c import time"),
    ),
    Break(
        "a missing file",
        snippet("bake.py"),
        None,
        (r"kitchen\.md:5: there is no .*kitchen/bake\.py",),
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
        "a wrong result, shown in a tab",
        snippet("serve.py"),
        ('put("soup")', 'put("stew")'),
        (shown("serve.py"), "-served: soup"),
    ),
    Break(
        "a wrong result, shown in an admonition",
        snippet("greet.py"),
        ('"Bob"', '"Bea"'),
        (shown("greet.py"), "-hello Bob"),
    ),
    Break(
        "an illegal sample, shown in a list",
        snippet("roll.py"),
        ("1, 6", "7, 7"),
        (shown("roll.py"), r"kitchen/outcomes\.py:\d+: assert"),
    ),
    Break(
        "Python typed into a tab, in a list",
        PAGE,
        KITCHEN + '\n1. so\n\n    === "tab"\n\n        ```py\n        print(1)\n        ```\n',
        (rf"kitchen\.md:{LAST + 6}: Python is typed",),
    ),
    Break(
        "a snippet that nobody shows",
        snippet("lost.py"),
        BAKE,
        (r"snippets/kitchen/lost\.py:1: no page shows it",),
    ),
    Break(
        "a broken_ snippet that no longer breaks",
        snippet("broken_pot.py"),
        ("pots = {}", 'pots = {"big": "a pot"}'),
        (shown("broken_pot.py"), "exit status 0; expected 1"),
    ),
    Break(
        "a snippet that fails and is not named broken_",
        snippet("outcomes.py"),
        ("bake = exact(limit=3)", "bake = exact(status=3)"),
        (r"snippets/kitchen/bake\.py:1: .*broken_",),
    ),
    Break(
        "a main guard that is lost",
        snippet("serve.py"),
        ('if __name__ == "__main__":', "if True:"),
        (shown("serve.py"), "RuntimeError", r"serve\.py:1: put what runs"),
    ),
    Break(
        "a non-zero exit",
        snippet("bake.py"),
        ("    print", "    __import__('atexit').register(__import__('os')._exit, 3)\n    print"),
        (*BAKED, "exit status 3; expected 0"),
    ),
    Break(
        "unexpected standard error",
        snippet("bake.py"),
        ('"loaves:", len(loaves)', '"loaves:", len(loaves), file=__import__("sys").stderr'),
        (*BAKED, "not expected: loaves: 1"),
    ),
    Break(
        "a file left open, which Python only warns about",
        snippet("bake.py"),
        ("    loaves = []", "    loaves = []\n    open(__file__)"),
        (*BAKED, "not expected: .*ResourceWarning"),
    ),
    Break(
        "a missing .out",
        snippet("bake.out"),
        None,
        (*BAKED, r"there is no snippets/kitchen/bake\.out"),
    ),
    Break(
        "an .out written by hand",
        snippet("bake.out"),
        "loaves: 1\n",
        (r"kitchen\.md:5: snippets/kitchen/bake\.out:1: not ",),
    ),
    Break(
        "an .out whose program is gone",
        snippet("gone.out"),
        "$ python gone.py\n",
        (r"snippets/kitchen/gone\.out:1: its snippet is gone",),
    ),
    Break(
        "an outcome whose program is gone",
        snippet("outcomes.py"),
        ("greet = ", "great = "),
        (r"snippets/kitchen/outcomes\.py:1: great has no great\.py",),
    ),
    Break(
        "a mistake in outcomes.py",
        snippet("outcomes.py"),
        ("any_order()", "any_order(limits=3)"),
        (r"kitchen\.md:5: snippets/kitchen/outcomes\.py:\d: TypeError",),
    ),
    Break(
        "a bad PEP 723 block",
        snippet("bake.py"),
        '# /// script\n# requires-python = ">>3"\n# ///\n' + BAKE,
        (r"kitchen\.md:5: snippets/kitchen/bake\.py:1: the '# /// script' block",),
    ),
    Break(
        "a retry",
        PAGE,
        ("{.python .timeline}", "{.python .timeline retry:3}"),
        (r"kitchen\.md:5: .*run once",),
    ),
    Break(
        "a line too wide for a phone",
        snippet("bake.py"),
        ("loaves = []", "loaves = []" + "  # " + "-" * 60),
        (r"bake\.py:6: 79 columns",),
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
        "a duplicate id in the built page",
        PAGE,
        ("{ #serve }", "{ #bake }"),
        (r"kitchen\.md:3,9: the id bake",),
        SITE,
    ),
    Break(
        "a dead link",
        "docs/en/index.md",
        ("[the kitchen](kitchen.md)", "[the kitchen](kitchens.md)"),
        (r"docs/en/index\.md:3: Doc file 'index\.md'", r"docs/en/index\.md:3: there is nothing at"),
        SITE,
    ),
    Break(
        "a dead anchor",
        "docs/en/index.md",
        ("kitchen.md#bake", "kitchen.md#cook"),
        (
            r"docs/en/index\.md:3: Doc file 'index\.md'",
            r"docs/en/index\.md:3: .*#cook has no such anchor",
        ),
        SITE,
    ),
    Break(
        "a page that the navigation forgets",
        "docs/en/cellar.md",
        "# Cellar { #cellar }\n",
        (r"not included in the \"nav\"", r"cellar\.md"),
        SITE,
    ),
    Break(
        "a misspelt include, in the build",
        PAGE,
        ("kitchen/bake.py", "kitchen/bakes.py"),
        (r"docs/en/kitchen\.md:5: there is no snippets/kitchen/bakes\.py",),
        SITE,
    ),
    Break(
        "an example that is not what its timeline would show",
        snippet("bake.py"),
        ("loaves = []", "loaves = ['rye']"),
        (r"docs/en/kitchen\.md:5: kitchen/bake\.py, recorded for its timeline: the output",),
        SITE,
    ),
    Break(
        "a picture that there is not",
        PAGE,
        (".timeline", ".time"),
        (r"kitchen\.md:5: no example has \.time; there are \.timeline",),
    ),
    Break(
        "all interleavings of what is not modelled",
        PAGE,
        ('```python\n    --8<-- "kitchen/serve.py"', INTERLEAVED),
        (r"kitchen\.md:13: snippets/kitchen/serve\.py:3: multiprocessing is not modelled here",),
        SITE,
    ),
    Break(
        "an indented block of code",
        PAGE,
        KITCHEN + "\nLook:\n\n    print('typed')\n",
        (rf"kitchen\.md:{LAST + 4}: a code block is no fence",),
        SITE,
    ),
]


def test_the_sound_copy_passes(sound):
    done = run_pytest(sound)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("way", BREAKS, ids=lambda way: way.name)
def test_the_run_fails_and_says_where(site_copy, way):
    change(site_copy, way.file, way.change)
    done = run_pytest(site_copy, *way.ran)
    assert done.returncode == 1, f"it passed, or did not run:\n{done.stdout}"
    for pattern in way.said:
        assert re.search(pattern, done.stdout), f"{pattern!r} is not said:\n{done.stdout}"
    own = re.search(r"(?m)^(tools|conftest).*\.py:\d+", done.stdout)
    assert not own, f"a traceback of ours for a mistake of theirs:\n{done.stdout}"
