"""Outputs that are not those of the program, and outcomes that say nothing or too much."""

from broken.way import BAKED, Break, shown, snippet
from docs import AT

STATED = [
    Break(
        "a changed output line",
        snippet("bake.out"),
        ("loaves: 1", "loaves: 7"),
        (*BAKED, "-loaves: 7"),
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
        shows=("greet",),
    ),
    Break(
        "a mistake in outcomes.py",
        snippet("outcomes.py"),
        ('any_order("The die decides.")', "any_order(limits=3)"),
        (r"kitchen\.md:5: snippets/kitchen/outcomes\.py:\d: TypeError",),
        shows=("greet",),
    ),
    Break(
        "a changed program above an old output",
        snippet("bake.py"),
        ('"""A thread bakes bread."""', '"""A thread bakes rye."""'),
        (
            *BAKED,
            r"snippets/kitchen/bake\.py was changed after its output was recorded",
            f"record it: pytest {AT}/kitchen\\.md -k bake --record",
        ),
    ),
    Break(
        "a changed word in the output of a sample",
        snippet("roll.out"),
        ("rolled ", "rolled  "),
        (shown("roll.py", "roll"), r"snippets/kitchen/roll\.out was changed by hand"),
        shows=("roll",),
    ),
    Break(
        "an .out that says nothing of where it passed",
        snippet("bake.out"),
        "$ python bake.py  # CPython 3.13.5, Linux\nloaves: 1\n",
        (*BAKED, r"bake\.out does not say of which program it is, and where that passed"),
    ),
    Break(
        "a Python on which it has not passed",
        snippet("bake.out"),
        ("passed on ", "passed on pypy3.11 "),
        (*BAKED, r"snippets/kitchen/bake\.out was changed by hand, or by a merge"),
    ),
    Break(
        "a changed seal",
        snippet("bake.out"),
        ("; sealed ", "; sealed 0"),
        (*BAKED, r"snippets/kitchen/bake\.out was changed by hand"),
    ),
    Break(
        "the same lines in another order",
        snippet("greet.py"),
        ("    for guest in sample(", "    print('hello', 'Cem')\n    for guest in sample("),
        (shown("greet.py", "greet"), "the sorted lines differ from the recorded"),
        shows=("greet",),
    ),
    Break(
        "a check that asserts True",
        snippet("outcomes.py"),
        ('assert run.lines in [[f"rolled {n}"] for n in range(1, 7)]', "assert True"),
        (r"snippets/kitchen/outcomes\.py:\d+: roll: its check asserts nothing of the run",),
        shows=("roll",),
    ),
    Break(
        "a check that asserts nothing",
        snippet("outcomes.py"),
        ("assert run.lines in", "run.lines in"),
        (r"snippets/kitchen/outcomes\.py:\d+: roll: its check asserts nothing of the run",),
        shows=("roll",),
    ),
    Break(
        "a check that passes anything",
        snippet("outcomes.py"),
        ('assert run.lines in [[f"rolled {n}"] for n in range(1, 7)]', "assert run.status == 0"),
        (r"outcomes\.py:\d+: its check passes an empty output",),
        shows=("roll",),
    ),
    Break(
        "a check that reads the beginning of a line",
        snippet("outcomes.py"),
        (
            'run.lines in [[f"rolled {n}"] for n in range(1, 7)]',
            'run.stdout[:7] == "rolled " and len(run.lines) < 2',
        ),
        (r"outcomes\.py:\d+: its check passes line 1 with \dzyzzyva for \d, too",),
        shows=("roll",),
    ),
    Break(
        "a forgotten @sample",
        snippet("outcomes.py"),
        ("@sample\n", ""),
        (r"snippets/kitchen/outcomes\.py:\d+: roll: a function, and no outcome; write @sample",),
        shows=("roll",),
    ),
    Break(
        "an example that is stated twice",
        snippet("outcomes.py"),
        ("bake = exact(limit=3)\n", "bake = exact(limit=3)\nbake = any_order()\n"),
        (r"snippets/kitchen/outcomes\.py:6: bake: stated in line 5 already",),
    ),
    Break(
        "any message on standard error",
        snippet("outcomes.py"),
        ("exact(limit=3)", 'exact(stderr=[r".*"])'),
        (r"snippets/kitchen/outcomes\.py:5: bake: stderr='\.\*' fits any message",),
    ),
    Break(
        "a long limit without a reason",
        snippet("outcomes.py"),
        ("limit=3", "limit=31"),
        (r"snippets/kitchen/outcomes\.py:5: bake: a limit above 30 s needs a reason: slow=",),
    ),
    Break(
        "a system that there is not",
        snippet("outcomes.py"),
        ("exact(limit=3)", 'exact(platforms=["windows"])'),
        (r"kitchen/outcomes\.py:\d+: ValueError: platforms: 'windows' is none of linux, darwin",),
    ),
]
