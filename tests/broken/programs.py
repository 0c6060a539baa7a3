"""Programs that do what they should not."""

from site_copy import BAKE

from broken.way import BAKED, Break, shown, snippet

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

LOCKED = '''\
"""Two bakers and one count."""

from threading import Lock, Thread

lock = Lock()
loaves = 0


def bake():
    global loaves
    with lock:
        loaves += 1
    if True:
        print(loaves)


if __name__ == "__main__":
    bakers = [Thread(target=bake) for _ in range(2)]
    for baker in bakers:
        baker.start()
    for baker in bakers:
        baker.join()
    print("loaves: 1")
'''

PROGRAMS = [
    Break(
        "a lock for each who takes it",
        snippet("bake.py"),
        BAKE.replace("Thread\n", "Lock, Thread\n").replace(
            '    print("loaves:"', '    with Lock():\n        print("loaves:"'
        ),
        (r"snippets/kitchen/bake\.py:10: Lock\(\) is a new one for each who comes here",),
    ),
    Break(
        "a lock that not all take",
        snippet("bake.py"),
        LOCKED,
        (r"snippets/kitchen/bake\.py:14: loaves is used without the lock under which it is",),
    ),
    Break(
        "threads one by one, so that a lock is never wanted by two",
        snippet("bake.py"),
        LOCKED.replace("start()\n    for baker in bakers:\n", "start()\n"),
        (r"snippets/kitchen/bake\.py:19: each thread is joined before the next one is started",),
    ),
    Break(
        "an exception only in a task of a pool",
        snippet("bake.py"),
        BAKE.replace("threading import Thread", "concurrent.futures import ThreadPoolExecutor")
        .replace('baker = Thread(target=loaves.append, args=("rye",))', 'loaves.append("rye")')
        .replace("baker.start()", "baker = ThreadPoolExecutor()")
        .replace("baker.join()", "baker.submit(loaves.push)"),
        (r"snippets/kitchen/bake\.py:9: baker\.submit\(loaves\.push\): nobody asks what came",),
    ),
    Break(
        "a host on the internet",
        snippet("bake.py"),
        ("    loaves = []", "    loaves = []\n    menu = 'https://example.com/menu'"),
        (r"snippets/kitchen/bake\.py:7: https://example\.com is on the internet",),
    ),
    Break(
        "a command that Windows does not have",
        snippet("bake.py"),
        ("    loaves", "    import subprocess\n    subprocess.run(['sleep', '0'])\n    loaves"),
        (r"snippets/kitchen/bake\.py:7: not every system has subprocess\.run",),
    ),
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
        (shown("serve.py", "serve"), "not expected: OSError: no soup left"),
        shows=("serve",),
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
        "a wrong result, shown in a tab",
        snippet("serve.py"),
        ('put("soup")', 'put("stew")'),
        (shown("serve.py", "serve"), "-served: soup"),
        shows=("serve",),
    ),
    Break(
        "a wrong result, shown in an admonition",
        snippet("greet.py"),
        ('"Bob"', '"Bea"'),
        (shown("greet.py", "greet"), "-hello Bob"),
        shows=("greet",),
    ),
    Break(
        "an illegal sample, shown in a list",
        snippet("roll.py"),
        ("1, 6", "7, 7"),
        (shown("roll.py", "roll"), r"kitchen/outcomes\.py:\d+: assert"),
        shows=("roll",),
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
        (shown("broken_pot.py", "broken_pot"), "exit status 0; expected 1"),
        shows=("broken_pot",),
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
        (shown("serve.py", "serve"), "RuntimeError", r"serve\.py:1: put what runs"),
        shows=("serve",),
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
        "a bad PEP 723 block",
        snippet("bake.py"),
        '# /// script\n# requires-python = ">>3"\n# ///\n' + BAKE,
        (r"kitchen\.md:5: snippets/kitchen/bake\.py:1: the '# /// script' block",),
    ),
    Break(
        "a line too wide for a phone",
        snippet("bake.py"),
        ("loaves = []", "loaves = []" + "  # " + "-" * 60),
        (r"bake\.py:6: 79 columns",),
    ),
    Break(
        "standard input is read",
        snippet("bake.py"),
        ("    loaves = []", "    loaves = []\n    input()"),
        (*BAKED, r"not expected: OSError: .* \(nobody types"),
    ),
    Break(
        "a file left in the working folder",
        snippet("bake.py"),
        ("    loaves = []", "    loaves = []\n    open('flour.txt', 'w').close()"),
        (*BAKED, r"left behind: work/flour\.txt; use a tempfile\.TemporaryDirectory"),
    ),
    Break(
        "a file left in the temporary folder",
        snippet("bake.py"),
        ("    loaves = []", "    loaves = []\n    __import__('tempfile').mkdtemp('flour')"),
        (*BAKED, r"left behind: tmp/tmp\w+flour"),
    ),
    Break(
        "a file left beside the program",
        snippet("bake.py"),
        (
            "    loaves = []",
            "    loaves = []\n    from pathlib import Path\n"
            "    Path(__file__).with_name('flour.txt').touch()",
        ),
        (*BAKED, r"left behind: snippets/kitchen/flour\.txt"),
    ),
    Break(
        "an end by os._exit",
        snippet("bake.py"),
        ("len(loaves))", "len(loaves), flush=True)\n    __import__('os')._exit(0)"),
        (*BAKED, r"it left by os\._exit\(\)"),
    ),
    Break(
        "an output that tells where it was made",
        snippet("bake.py"),
        ("len(loaves)", "__import__('os').getcwd()"),
        (*BAKED, r"its output tells the path of its working folder: a reader's is another"),
    ),
    Break(
        "an output that tells whose machine it was",
        snippet("bake.py"),
        ("len(loaves)", "__import__('socket').gethostname()"),
        (*BAKED, r"its output tells the host's name"),
    ),
    Break(
        "a version of Python that CI does not have",
        snippet("bake.py"),
        '# /// script\n# requires-python = ">=3.99"\n# ///\n' + BAKE,
        (r"kitchen\.md:5: snippets/kitchen/bake\.py: needs Python >=3\.99, and CI has",),
    ),
    Break(
        "a package that nobody has",
        snippet("bake.py"),
        '# /// script\n# dependencies = ["flour-and-water"]\n# ///\n' + BAKE,
        (r"kitchen\.md:5: .* needs flour-and-water, which requirements\.txt does not bring",),
    ),
    Break(
        "a package that is not installed, and not asked for",
        snippet("bake.py"),
        ("from threading", "import flour_and_water\nfrom threading"),
        (*BAKED, r"after its docstring: # /// script, # dependencies = \[\"flour_and_water\"\]"),
    ),
    Break(
        "an empty snippet",
        snippet("bake.py"),
        "",
        (r"snippets/kitchen/bake\.py:1: begin with a docstring of one line",),
    ),
    Break(
        "a snippet that is not UTF-8",
        snippet("bake.py"),
        BAKE.encode() + b"# cr\xe8me\n",
        (r"kitchen\.md:5: snippets/kitchen/bake\.py:11: not UTF-8",),
    ),
    Break(
        "a name that cannot be imported",
        snippet("Bake-2.py"),
        BAKE,
        (r"snippets/kitchen/Bake-2\.py:1: name it with a-z, 0-9 and _, a letter first",),
    ),
    Break(
        "a word of Python's own for a name",
        snippet("class.py"),
        BAKE,
        (r"snippets/kitchen/class\.py:1: class is a word of Python's own",),
    ),
    Break(
        "a package that is installed here, and not asked for",
        snippet("bake.py"),
        ("from threading", "import yaml\nfrom threading"),
        (r"snippets/kitchen/bake\.py:3: yaml is a package; name it: .* = \[\"PyYAML\"\]",),
    ),
    Break(
        "a name of the standard library",
        snippet("queue.py"),
        BAKE,
        (r"snippets/kitchen/queue\.py:1: queue is a module of the standard library",),
    ),
    Break(
        "what Windows does not have, by another name",
        snippet("bake.py"),
        (
            "    loaves = []",
            "    loaves = []\n    from os import fork, _exit as end\n    fork() or end(0)",
        ),
        (r"snippets/kitchen/bake\.py:8: not every system has os\.fork; state in snippets/kitchen",),
    ),
    Break(
        "what Windows does not have",
        snippet("bake.py"),
        ("    loaves = []", "    loaves = []\n    import os\n    os.fork() or os._exit(0)"),
        (r"snippets/kitchen/bake\.py:8: not every system has os\.fork; state in snippets/kitchen",),
    ),
    Break(
        "an output that turns the text around it",
        snippet("bake.py"),
        ('"loaves:"', '"\\u202eloaves:"'),
        (*BAKED, r"its output has the character U\+202E, which no page can show"),
    ),
    Break(
        "colors of a terminal",
        snippet("bake.py"),
        ('"loaves:"', '"\\x1b[31mloaves:"'),
        (*BAKED, r"its output has the character U\+001B, which no page can show"),
    ),
    Break(
        "what is true today",
        snippet("bake.py"),
        ("len(loaves))", "__import__('datetime').date.today())"),
        (*BAKED, r"its output tells today's date: a reader's is another"),
    ),
]
