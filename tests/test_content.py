"""What holds for every page and every snippet, whatever it teaches."""

import ast
import keyword
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from parsed import tree_of
from saying import fail, line_at

from docs import DOCS
from tools.examples import exercise as exercises
from tools.examples import judges, recording, services
from tools.examples import outcome as outcomes
from tools.examples import page as pages
from tools.examples import snippet as snippets
from tools.files import ROOT, NotUtf8, place, read_text
from tools.interpreters import OF_CI, Build
from tools.site import page_end

PAGES = pages.every_page(DOCS)
SNIPPETS = snippets.every_snippet()
DISTRIBUTIONS = packages_distributions()
CAPSTONES = {
    snippet.name
    for one in exercises.every_exercise()
    if one.published.startswith("capstones/")
    for snippet in (one.starter, one.solution)
}
CHAPTERS = sorted({snippet.outcomes for snippet in SNIPPETS if snippet.outcomes.is_file()})
MOST_LINES, MOST_COLUMNS = 40, 72
MOST_LINES_WITH_PACKAGES = 48  # it names them, and starts and ends what they bring
MOST_LINES_MEASURED = 100  # a measured program has work, workers and clock
MOST_LINES_CAPSTONE = 300  # a whole project, from its starter to its model solution
HEADING = re.compile(r"#{1,6}\s")
EXPLICIT_ID = re.compile(r".*\{[^}]*#(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)[^}]*\}\s*")
IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(|<img\b[^>]*>")
ACTIVE = re.compile(r"(?i)<(?:script|iframe|object|embed)\b|<[^>]*\son[a-z]+=|\]\(javascript:")
CODE = re.compile(r"(`+).*?\1")
LINK = re.compile(r"\[(?P<words>[^\]]*)\]\(")
EMPTY_WORDS = {"", "click here", "here", "link", "more", "this", "this link", "this page"}
ALIKE = 0.8  # of the lines of two pages
SOURCES = DOCS / "reference/sources.md"
# What a page links to outside of the site, or a claim names, without the place in it.
SOURCE = re.compile(r"(?:\]\(|\bsource: )(https?://[^)\s#]+)")
PROGRAM_LINK = re.compile(r"\[`?(?P<words>[\w-]+\.py)`?\]\((?P<to>[^)\s#]+\.py)[)#]")
FIELDS = ["description", "exercise", "headline", "hide", "search", "tags"]  # of a front matter
ONE_TEXT, OF_TEXTS = {"description", "exercise", "headline"}, {"hide", "tags"}
# A fence of these is run by nobody: commands, which a reader types.
COMMANDS = {"console", "powershell", "sh"}
OUTPUTS = {"", "out", "output", "plain", "plaintext", "shell-session", "text", "txt", *COMMANDS}
# What these repeat stands on other pages, where the search finds it.
NOT_SEARCHED = {
    "measurements/programs.md",
    "practice/summary.md",
    "practice/theory.md",
    "reference/notes-and-today.md",
    "reference/sources.md",
}
TO_DO = re.compile(r"\b(?:TODO|FIXME|XXX|TBD)\b")
NUMBERED = re.compile(r' *\?{3}\+? \w+ "Hint (?P<hint>\d+)"|## (?P<part>\d+)\. ')
BOX = re.compile(r' *(?P<mark>!!!|\?{3}\+?) (?P<kind>\w+)(?: "(?P<title>[^"]*)")?')
# What a reader is to think of first unfolds at a press; what all are to read stands there.
FOLDED = re.compile(r"Hint\b|(?:\w+ )?[Ss]olution\b|A model answer|Mended")
OPEN = re.compile(r"The rule|The trap|Try it")
FILE_NAME = re.compile(r"[a-z][a-z0-9_]*\.py")
# What not every system has; a program may ask first.
POSIX_ONLY = re.compile(
    r"\bos\.(?:fork|forkpty|wait|wait3|wait4|waitid|WNOHANG|killpg|setsid|getpgrp|setpgrp|getpgid"
    r"|setpgid|register_at_fork|sched_\w+|nice|mkfifo|get[eu]?[ug]id|pipe2|eventfd\w*|memfd_\w+"
    r"|pidfd_open|posix_spawnp?|getloadavg|f?statvfs|sysconf|uname|chown|O_NONBLOCK)\b"
    r"|\b(?:get_context|set_start_method)\(\s*(?:method=)?[\"'](?:fork|forkserver)[\"']"
    r"|\b(?:import|from) (?:fcntl|resource|pwd|grp|pty|termios|tty|syslog|readline|curses)\b"
    r"|\bAF_UNIX\b|\bSO_REUSEPORT\b|_unix_(?:server|connection)\b|[\"'/]/(?:proc|tmp|dev|etc)/"
    r"|\bsignal\.(?:SIGKILL|SIGSTOP|SIGCONT|SIGUSR[12]|SIGCHLD|SIGALRM|SIGHUP|alarm|pause|setitimer"
    r"|pthread_\w+|sigwait\w*|sigtimedwait)\b"
    r"|\badd_signal_handler\b|\bselect\.(?:e?poll|kqueue)\b|\btime\.(?:clock_[gs]et|CLOCK_)\w+"
    r"|\b(?:preexec_fn|process_group)=|\bshell=True\b"
    # A command of the system, not a Python: `run(["sleep", "1"])`.
    r"|\b(?:subprocess\.|asyncio\.)?(?:run|Popen|check_call|check_output|create_subprocess_exec)"
    r"\(\s*(?:args=)?\[?\s*[\"'](?!python|uv\b|git\b)[a-z][\w-]*[\"'](?=\s*[,\]])"
)
# What Windows has, and does in another way, so that an example may have to leave it out.
OTHERWISE_ON_WINDOWS = re.compile(
    r"\bos\.(?:dup2|kill)\(|\.exitcode\b|\b(?:kill|terminate)\b|\bselect\(|\[\"ps\"|\bpy-spy\b"
    r"|\bremote_exec\b|\bprofiling\.|\"asyncio\", \"ps|\bcreate_server\b|\bSO_REUSEADDR\b"
)
# What macOS has not, either; how a reason says that it holds for macOS.
LINUX_ONLY = re.compile(r"\bos\.sched_\w+|(?<=[\"'/])/?proc/")
OF_MACOS = re.compile(r"\b(?:macOS|Linux|[Oo]thers?)\b|/proc\b")
# What macOS has, and does in another way; a reason that does not name macOS has to be one of these.
OTHERWISE_ON_MACOS = re.compile(
    r"\bremote_exec\b|\bprofiling\.|\"asyncio\", \"ps|\bpy-spy\b|\bSO_REUSEADDR\b|\bcreate_server\b"
)
ON_THE_INTERNET = re.compile(
    r"https?://(?!localhost\b|127\.|\{)[\w.-]+|[\"'](?:[\w-]+\.)+(?:com|org|net|io|dev)[\"']"
)
ASKS_FIRST = re.compile(
    r"sys\.platform|os\.name|hasattr\(|get_all_start_methods|except \(?(?:Value|Attribute)Error"
)


def of_every(things: Iterable) -> Callable:
    """Make a test of a function that yields what is wrong with one of these things.

    One test looks at them all and tells all that is wrong: thousands of tests of a thousandth of a
    second each cost more than what they do.
    """

    def made(wrong_with: Callable) -> Callable:
        def test() -> None:
            fail(problem for thing in things for problem in wrong_with(thing))

        test.__name__, test.__doc__ = wrong_with.__name__, wrong_with.__doc__
        return test

    return made


every_page, every_snippet, every_chapter = map(of_every, (PAGES, SNIPPETS, CHAPTERS))


@cache
def text_of(page) -> str:
    """A page's text; empty if it cannot be read: one test says so, and where."""
    try:
        return read_text(page)
    except NotUtf8:
        return ""


def source_of(snippet) -> str:
    """A program's text; empty if it cannot be read: one test says so, and where."""
    try:
        return snippet.source
    except snippets.BadSnippet:
        return ""


def needs_packages(snippet) -> bool:
    """Does its block name any? False if it cannot be read: one test says so, and where."""
    try:
        return bool(snippet.needs.packages)
    except snippets.BadSnippet:
        return False


@cache
def outside(text: str) -> list[tuple[int, str]]:
    """The lines of a page that are in no fence, with their numbers."""
    inside = {
        number
        for fence in pages.fences(text)
        for number in range(fence.line, fence.line + len(fence.body) + 2)
    }
    return [(n, line) for n, line in enumerate(text.splitlines(), 1) if n not in inside]


def prose(text: str) -> str:
    """A page with empty lines in place of its fences."""
    said = dict(outside(text))
    return "\n".join(said.get(number, "") for number in range(1, text.count("\n") + 2))


@cache
def shown() -> Counter:
    """How often each snippet is shown whole."""
    examples = (example for page in PAGES for example in pages.shown(text_of(page)))
    return Counter(shown.snippet.name for shown in examples if not shown.section)


@of_every([*PAGES, *(snippet.path for snippet in SNIPPETS)])
def test_a_file_is_utf_8(file):
    try:
        read_text(file)
    except NotUtf8 as error:
        yield str(error)


@every_snippet
def test_a_file_is_named_so_that_it_can_be_imported_and_hides_nothing(snippet):
    """A reader saves it in a folder, in which the name would hide a module of the library."""
    place, stem = f"snippets/{snippet.name}:1", snippet.path.stem
    if not FILE_NAME.fullmatch(snippet.path.name):
        yield f"{place}: name it with a-z, 0-9 and _, a letter first"
    if keyword.iskeyword(stem):
        yield f"{place}: {stem} is a word of Python's own; name it otherwise"
    if stem in sys.stdlib_module_names:
        yield f"{place}: {stem} is a module of the standard library; name it otherwise"


@every_snippet
def test_no_program_asks_the_internet(snippet):
    """A reader may be offline, and so may CI."""
    for line, text in enumerate(source_of(snippet).splitlines(), 1):
        if found := ON_THE_INTERNET.search(text.partition("#")[0]):
            yield (
                f"snippets/{snippet.name}:{line}: {found[0]} is on the internet; start a server in "
                "the program, or ask for one: services="
            )


@every_snippet
def test_what_not_every_system_has_is_stated(snippet):
    """Windows has no fork; macOS no /proc. Where a program does not ask first, its outcome says."""
    try:
        yield from of_some_systems(snippet, outcomes.outcome_of(snippet))
    except outcomes.BadOutcome:
        return  # another test says so


def test_no_two_programs_say_that_they_show_the_same():
    """One that began as a copy of another keeps its docstring easily; the index lists them all."""
    fail(said_twice({snippet.name: source_of(snippet) for snippet in SNIPPETS}))


def said_twice(sources: dict[str, str]) -> Iterator[str]:
    """Programs with the docstring of another."""
    first: dict[str, str] = {}
    for name, source in sources.items():
        says = ast.get_docstring(tree_of(source))
        if says and first.setdefault(says, name) != name:
            yield f"snippets/{name}:1: {says!r} is what {first[says]} shows; say what this does"


def test_a_docstring_of_another_program_is_found():
    sources = {"a.py": '"""Tea."""', "b.py": '"""Tea."""', "c.py": "1", "d.py": "2", "e.py": "("}
    assert list(said_twice(sources)) == [
        "snippets/b.py:1: 'Tea.' is what a.py shows; say what this does"
    ]


def not_passed(passed: dict[str, set[str]], able: dict[str, set[str]]) -> Iterator[str]:
    """Programs that have not passed where most others have; `able` says where each can run."""
    usual = {
        build
        for build in set().union(*passed.values())
        if 2 * sum(build in builds for builds in passed.values()) > len(passed)
    }
    for name, builds in passed.items():
        if missing := sorted((usual & able[name]) - builds):
            stem = Path(name).stem
            yield (
                f"snippets/{name}: it has not passed on {', '.join(missing)}, as most have: "
                f"uv python install {' '.join(missing)}; pytest docs -k {stem} --record"
            )


def test_a_program_has_passed_where_most_have():
    """Else readers are told that it passed on some versions, as if it could not on others."""
    passed, able = {}, {}
    for snippet in SNIPPETS:
        with suppress(snippets.BadSnippet, outcomes.BadOutcome):
            kept = recording.read(snippet)
            if kept and kept.passed and not snippet.needs.packages:  # not every build has all
                passed[snippet.name] = {build.name for build in kept.passed}
                able[snippet.name] = {
                    name
                    for name in OF_CI
                    if None in map(snippet.left_out, map(Build.named(name).patch, range(100)))
                }
    fail(not_passed(passed, able))


def test_a_program_that_has_not_passed_where_most_have_is_found():
    passed = {"a.py": {"3.11", "3.12"}, "b.py": {"3.11", "3.12", "3.13t"}, "tea/c.py": {"3.12"}}
    able = {"a.py": {"3.11", "3.12"}, "b.py": set(passed["b.py"]), "tea/c.py": {"3.11", "3.12"}}
    (problem,) = not_passed(passed, able)
    assert "snippets/tea/c.py: it has not passed on 3.11, as most have: uv python" in problem
    assert "pytest docs -k c --record" in problem
    able["tea/c.py"] = {"3.12"}
    assert not list(not_passed(passed, able))


def spelled_out(source: str) -> Iterator[tuple[int, str]]:
    """What a program imports, and each name of a module as if that had been imported by its own."""
    tree, means = tree_of(source), {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None)
            for one in node.names:
                yield node.lineno, f"import {module or one.name}"
                whole = f"{module}.{one.name}" if module else one.name
                means[one.asname or one.name] = whole
    for node in ast.walk(tree):
        path = ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute) else ""
        first, dot, rest = path.partition(".")
        if first in means:
            yield node.lineno, means[first] + dot + rest


def of_no_package(snippet, distributions: Mapping[str, list[str]]) -> Iterator[str]:
    """What a program imports and neither Python, nor a package that it names, nor a file brings."""
    source = source_of(snippet)
    asked = list(map(Requirement, snippet.needs.packages))
    more = (
        name for one in asked for extra in one.extras for name in (extra, f"{one.name}-{extra}")
    )
    named = set(map(canonicalize_name, [*(one.name for one in asked), *more]))
    for line, said in spelled_out(source):
        module = said.removeprefix("import ").partition(".")[0]
        brought = named & set(map(canonicalize_name, distributions.get(module, [])))
        own = snippet.path.with_name(f"{module}.py").exists() or f"{module}.py" in source
        known = module in sys.stdlib_module_names or module not in distributions
        if said.startswith("import ") and not (known or brought or own):
            what = f'# /// script, # dependencies = ["{distributions[module][0]}"], # ///'
            yield f"snippets/{snippet.name}:{line}: {module} is a package; name it: {what}"


@every_snippet
def test_a_program_names_the_packages_that_it_imports(snippet):
    """Here they are installed; at a reader's they are not."""
    with suppress(snippets.BadSnippet):
        yield from of_no_package(snippet, DISTRIBUTIONS)


def test_a_package_that_is_not_named_is_found(tmp_path):
    snippet = snippets.Snippet("a.py", tmp_path)
    block = '# /// script\n# dependencies = ["PyYAML"]\n# ///\n'
    snippet.path.write_text("import os\nimport yaml.nodes\nimport tea\n", "utf-8")
    assert list(of_no_package(snippet, DISTRIBUTIONS)) == [
        'snippets/a.py:2: yaml is a package; name it: # /// script, # dependencies = ["PyYAML"], '
        "# ///"
    ]
    snippet = snippets.Snippet("b.py", tmp_path)
    snippet.path.write_text(f"{block}from yaml import nodes\n", "utf-8")
    assert not list(of_no_package(snippet, DISTRIBUTIONS))


def posix_only(source: str) -> list[tuple[int, str]]:
    """What not every system has of what a program uses, with the lines."""
    used = [(line_at(source, found.start()), found[0]) for found in POSIX_ONLY.finditer(source)]
    named = [(line, POSIX_ONLY.match(text)) for line, text in spelled_out(source)]
    return sorted(used + [(line, found[0]) for line, found in named if found])


def of_some_systems(snippet, outcome) -> Iterator[str]:
    """What it needs of a system and does not state."""
    source, name = source_of(snippet), snippet.path.stem
    used = posix_only(source)
    if used and outcome.platforms is None and not ASKS_FIRST.search(source):
        line, what = used[0]
        what = what.lstrip("\"'")
        yield (
            f"snippets/{snippet.name}:{line}: not every system has {what}; state in "
            f'{place(snippet.outcomes)}: {name} = exact(platforms=POSIX, because="...")'
        )
    for problem in [*of_windows(snippet, outcome), *of_macos(snippet, outcome)]:
        yield f"{place(snippet.outcomes)}: {name}: {problem}"


def lent(snippet, outcome) -> bool:
    """Has it a server, or packages? These may be what a system does not have."""
    return bool(outcome.services or needs_packages(snippet))


def of_windows(snippet, outcome) -> Iterator[str]:
    """Is it left out by a program that does the same there? None of our runners would notice."""
    source, platforms = source_of(snippet), outcome.platforms or ("win32",)
    if "win32" in platforms or lent(snippet, outcome) or posix_only(source):
        return
    if not OTHERWISE_ON_WINDOWS.search(source):
        yield (
            f"{outcome.because!r}, and nothing in the program is known to be otherwise on Windows: "
            "leave platforms= out, or name that in OTHERWISE_ON_WINDOWS in tests/test_content.py"
        )


def of_macos(snippet, outcome) -> Iterator[str]:
    """Is it left out without a reason that holds for it, or named without what the program uses?"""
    source, because = source_of(snippet), outcome.because
    linux_only = LINUX_ONLY.search(source)
    known = linux_only or OTHERWISE_ON_MACOS.search(source)
    if "darwin" in (outcome.platforms or ()):
        if linux_only and not ASKS_FIRST.search(source):
            yield f'macOS has no {linux_only[0]}; state platforms=["linux"], because="..."'
    elif outcome.platforms and not OF_MACOS.search(because):
        yield f"{because!r} is no reason to leave macOS out; state platforms=POSIX, or say why"
    elif outcome.platforms and not (known or "macOS" in because or lent(snippet, outcome)):
        yield (
            f"{because!r}, and nothing in the program is known to be otherwise on macOS: state "
            "platforms=POSIX, or name that in OTHERWISE_ON_MACOS in tests/test_content.py"
        )


@every_snippet
def test_snippet_is_shown_whole_on_a_page(snippet):
    if not shown()[snippet.name]:
        yield f"snippets/{snippet.name}:1: no page shows it; show it on one, or remove it"


@every_snippet
def test_snippet_is_short_enough_to_read_on_a_phone(snippet):
    lines = source_of(snippet).splitlines()
    place = f"snippets/{snippet.name}"
    for n, line in enumerate(lines, 1):
        if len(line) > MOST_COLUMNS:
            yield f"{place}:{n}: {len(line)} columns; at most {MOST_COLUMNS}"
    most = MOST_LINES_WITH_PACKAGES if needs_packages(snippet) else MOST_LINES
    if snippet.name.startswith("measurements/"):
        most = MOST_LINES_MEASURED
    if snippet.name in CAPSTONES:
        most = MOST_LINES_CAPSTONE
    if len(lines) > most:
        yield f"{place}:{len(lines)}: {len(lines)} lines; at most {most}"


@every_snippet
def test_snippet_says_what_it_shows_and_has_a_main_guard(snippet):
    source = source_of(snippet)
    if not source and snippet.path.read_bytes():
        return
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        yield f"snippets/{snippet.name}:{error.lineno}: {error.msg}"
        return
    if "\n" in (ast.get_docstring(tree) or "\n"):
        yield f"snippets/{snippet.name}:1: begin with a docstring of one line"
    guarded = any(
        isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"
        for node in tree.body
    )
    if not guarded and not snippet.is_broken:
        yield f"snippets/{snippet.name}:1: put what runs under: if __name__ == '__main__':"


def test_a_host_on_the_internet_is_found():
    assert ON_THE_INTERNET.search('urlopen("https://example.com/menu")')
    assert ON_THE_INTERNET.search('create_connection(("example.org", 80))')
    assert not ON_THE_INTERNET.search('urlopen(f"http://{host}"), urlopen("http://127.0.0.1:80")')


class Tea:
    """A snippet as those tests see it."""

    name, path, outcomes = "tea/pot.py", Path("pot.py"), ROOT / "snippets/tea/outcomes.py"
    needs = snippets.Needs()

    def __init__(self, source):
        self.source = source


@pytest.mark.parametrize(
    ("source", "facts", "said"),
    [
        ("os.fork()", {}, "snippets/tea/pot.py:1: not every system has os.fork; state in "),
        (
            'run(["sleep", "1"])',
            {},
            'snippets/tea/pot.py:1: not every system has run(["sleep"; state',
        ),
        ('run([sys.executable, "tea.py"])', {}, ""),
        (
            "from os import fork as new\nnew()",
            {},
            "snippets/tea/pot.py:2: not every system has os.f",
        ),
        (
            "import os as system\nsystem.fork()",
            {},
            "snippets/tea/pot.py:2: not every system has os.",
        ),
        ("import os, fcntl", {}, "snippets/tea/pot.py:1: not every system has import fcntl"),
        (
            "from signal import SIGUSR1\nSIGUSR1",
            {},
            "snippets/tea/pot.py:2: not every system has sig",
        ),
        (
            "get_context(method='fork')",
            {},
            "snippets/tea/pot.py:1: not every system has get_context(",
        ),
        ("open('/tmp/tea', 'w')", {}, "snippets/tea/pot.py:1: not every system has /tmp/"),
        (
            "run('sleep 1', shell=True)",
            {},
            "snippets/tea/pot.py:1: not every system has shell=T",
        ),
        (
            "import select\nselect.epoll()",
            {},
            "snippets/tea/pot.py:2: not every system has select.e",
        ),
        ("from tea import fork\nfork()", {}, ""),
        ("self.os.fork", {}, "snippets/tea/pot.py:1: not every system has os.fork"),
        (
            "loop.add_signal_handler(1, stop)",
            {},
            "snippets/tea/pot.py:1: not every system has add_",
        ),
        ("os.fork()", {"platforms": ["linux"]}, "snippets/tea/outcomes.py: pot: '' is no reason "),
        (
            "os.fork()",
            {"platforms": ["linux"], "because": "Windows cannot fork"},
            "snippets/tea/outcomes.py: pot: 'Windows cannot fork' is no reason to leave macOS ",
        ),
        ("os.fork()", {"platforms": outcomes.POSIX, "because": "Windows cannot fork"}, ""),
        ("os.fork()", {"platforms": ["linux"], "because": "macOS forks otherwise"}, ""),
        ('open("/proc/1")', {"platforms": ["linux"], "because": "the others have no /proc"}, ""),
        (
            "os.fork()",
            {"platforms": ["linux"], "because": "the others cannot fork"},
            "snippets/tea/outcomes.py: pot: 'the others cannot fork', and nothing in the program ",
        ),
        ("sys.remote_exec()", {"platforms": ["linux"], "because": "the others ask for rights"}, ""),
        (
            'open("/proc/1")',
            {"platforms": outcomes.POSIX, "because": "Windows has no /proc"},
            "snippets/tea/outcomes.py: pot: macOS has no /proc/; state ",
        ),
        (
            "asyncio.run(tea())",
            {"platforms": outcomes.POSIX, "because": "Windows has another event loop"},
            "snippets/tea/outcomes.py: pot: 'Windows has another event loop', and nothing ",
        ),
        ("os.kill(7, 2)", {"platforms": outcomes.POSIX, "because": "Windows kills"}, ""),
        ("print()", {"platforms": ["linux", "win32"], "because": "macOS prints otherwise"}, ""),
        (
            "print()",
            {"platforms": outcomes.POSIX, "because": "no server", "services": [services.port]},
            "",
        ),
        ("print()", {}, ""),
    ],
)
def test_a_system_that_is_left_out_without_a_reason_is_found(source, facts, said):
    found = list(of_some_systems(Tea(source), outcomes.exact(**facts)))
    assert len(found) == bool(said)
    assert all(one.startswith(said) for one in found)


def test_no_recording_is_left_without_its_snippet():
    names = {snippet.recording for snippet in SNIPPETS}
    left = sorted(set(snippets.FOLDER.rglob("*.out")) - names)
    places = (file.relative_to(ROOT).as_posix() for file in left)
    fail(f"{place}:1: its snippet is gone; remove it" for place in places)


@every_chapter
def test_outcomes_name_snippets_and_only_broken_ones_may_fail(file):
    """A program broken on purpose says so by its name; the reader must not copy it unwarned."""
    place = file.relative_to(ROOT).as_posix()
    try:
        stated = outcomes.stated(file)
    except outcomes.BadOutcome as error:
        yield str(error)
        return
    for stem, outcome in sorted(stated.items()):
        snippet = file.with_name(f"{stem}.py")
        if not snippet.is_file():
            yield f"{place}:1: {stem} has no {stem}.py beside it; remove it"
        elif (outcome.hangs or outcome.status != 0) and not stem.startswith("broken_"):
            name = snippet.relative_to(ROOT).as_posix()
            yield f"{name}:1: it may fail, so its name must begin with broken_"


@every_chapter
def test_outcomes_can_fail(file):
    try:
        yield from judges.weak(file)
    except outcomes.BadOutcome as error:
        yield str(error)


@every_page
def test_headings_have_explicit_ids_that_differ(page):
    """An id, once published, stays, in every language: so it is not made from the words."""
    seen: dict[str, int] = {}
    for number, line in outside(text_of(page)):
        if not HEADING.match(line.strip()):
            continue
        match = EXPLICIT_ID.fullmatch(line)
        if not line.partition("{")[0].strip("# "):
            yield f"{place(page)}:{number}: a heading without words"
        elif not match:
            words = line.strip()
            yield f"{place(page)}:{number}: give the heading an id: {words} {{ #some-words }}"
        elif match["id"] in seen:
            first = seen[match["id"]]
            yield f"{place(page)}:{number}: the id {match['id']} is that of line {first}"
        else:
            seen[match["id"]] = number


@every_page
def test_headings_go_down_a_level_at_a_time(page):
    """They are the outline that a screen reader reads out, and the table of contents."""
    before = 0
    for number, line in outside(text_of(page)):
        if match := HEADING.match(line.strip()):
            level = len(match[0].strip())
            if before and level == 1:
                yield f"{place(page)}:{number}: a second heading of the first level"
            elif level > before + 1:
                yield f"{place(page)}:{number}: a heading of level {level} below one of {before}"
            before = level


@every_page
def test_the_rows_of_a_table_are_as_long_as_its_head(page):
    """What is too much is left out of the page without a word."""
    head = 0
    for number, line in outside(text_of(page)):
        row = line.strip()
        if not row.startswith("|"):
            head = 0
            continue
        cells = len(re.findall(r"(?<!\\)\|", CODE.sub("", row).rstrip("|")))
        head = head or cells
        if cells != head:
            yield f"{place(page)}:{number}: {cells} cells; the head of the table has {head}"


@every_page
def test_front_matter_can_be_read(page):
    """What cannot is published as text, or forgotten."""
    text = text_of(page)
    if not text.startswith("---\n"):
        if re.match(r"\s*(?:<!--.*?-->\s*)?---\n\w+:", text, re.DOTALL):
            yield f"{place(page)}:1: something stands above the front matter, so it is text"
        return
    try:
        facts = yaml.safe_load(text.partition("\n---\n")[0])
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        yield f"{place(page)}:{line}: the front matter is no YAML: {error.problem}"
    else:
        if not isinstance(facts, dict):
            yield f"{place(page)}:1: the front matter is no list of `name: value`"
            return
        yield from misread(place(page), text.partition("\n---\n")[0])
        for name in facts.keys() - FIELDS:
            line = next(
                n for n, line in enumerate(text.splitlines(), 1) if line.startswith(str(name))
            )
            meant = get_close_matches(str(name), FIELDS, 1) or [", ".join(FIELDS)]
            yield f"{place(page)}:{line}: nothing reads {name}: here; write {meant[0]}:"


def misread(name: str, matter: str) -> Iterator[str]:
    """Values of a front matter that YAML takes for something else than was meant."""
    for field, value in yaml.compose(matter).value:
        line, parts = f"{name}:{field.start_mark.line + 1}", [value]
        if field.value in OF_TEXTS:
            if not isinstance(value, yaml.SequenceNode):
                yield f"{line}: {field.value}: is a list, a line for each: - deadlock"
                continue
            parts = value.value
        elif field.value not in ONE_TEXT:
            continue
        for part in parts:
            if part.tag != "tag:yaml.org,2002:str":
                said = " ".join(matter[part.start_mark.index : part.end_mark.index].split())
                yield f'{name}:{part.start_mark.line + 1}: write "{said}", in quotes'


@pytest.mark.parametrize(
    ("matter", "said"),
    [
        ("tags:\n  - lock\n  - deadlock: how to", 'tea.md:4: write "deadlock: how to", in quotes'),
        ("tags:\n  - 3.10", 'tea.md:3: write "3.10", in quotes'),
        ("tags:\n  - no\nexercise: a.md", 'tea.md:3: write "no", in quotes'),
        ("tags: lock", "tea.md:2: tags: is a list, a line for each: - deadlock"),
        ("description: 7", 'tea.md:2: write "7", in quotes'),
        ('search:\n  boost: 0.6\ntags:\n  - "a: b"\nexercise: tea.md#pot', ""),
    ],
)
def test_a_value_that_is_taken_for_something_else_is_found(matter, said):
    assert list(misread("tea.md", f"---\n{matter}\n")) == [said] * bool(said)


@every_page
def test_nothing_is_left_of_a_merge_nor_of_a_comment(page):
    """A comment that is never closed takes the rest of the page with it."""
    for number, line in outside(text_of(page)):
        if re.match(r"<{7} |={7}$|>{7} ", line):
            yield f"{place(page)}:{number}: {line}: a merge has left this; keep one of the sides"
        if "<!--" in CODE.sub("", line) and "-->" not in line:
            yield f"{place(page)}:{number}: end this comment in its line: -->"


@every_page
def test_marks_come_in_pairs(page):
    """One asterisk or backquote too few is published, and what it was to mark is not marked."""
    text = re.sub(
        r"\A---\n.*?\n---\n",
        lambda head: "\n" * head[0].count("\n"),
        prose(text_of(page)),
        flags=re.DOTALL,
    )
    for block in re.finditer(r"(?:.*\S.*\n)+", text):
        bare = re.sub(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", "", block[0], flags=re.DOTALL)
        bare = re.sub(r"(?m)^[ >]*\* |\]\([^)\s]*\)|<!--.*?-->|\\.", "", bare)
        many = {
            "**": bare.count("**"),
            "*": bare.count("*") - 2 * bare.count("**"),
            "`": bare.count("`"),
        }
        for mark in (mark for mark, count in many.items() if count % 2):
            line = line_at(text, block.start())
            yield f"{place(page)}:{line}: a {mark} without a second one in this block"


@every_page
def test_no_output_is_typed(page):
    """It would be nobody's, and stay as it is when the program changes."""
    for fence in pages.fences(text_of(page)):
        if fence.language not in OUTPUTS:
            continue
        for number, line in enumerate(fence.body, fence.line + 1):
            typed = fence.language not in COMMANDS
            if typed or (fence.language == "console" and not line.strip().startswith(("$", ">"))):
                yield (
                    f"{place(page)}:{number}: text that no run has printed; show the program, and "
                    "its output stands below it (commands: ```console, each after a $)"
                )
                break


@every_page
def test_the_search_finds_it(page):
    text, name = text_of(page), page.relative_to(DOCS).as_posix()
    for number, line in enumerate(text.splitlines(), 1):
        hides = re.match(r"\s+exclude: *true|.*data-search-exclude", line)
        if hides and name not in NOT_SEARCHED and (number, line) in outside(text):
            yield (
                f"{place(page)}:{number}: {line.strip()}: the search would not find it; take it "
                "out (a page that repeats others: NOT_SEARCHED in tests/test_content.py)"
            )


@of_every([*PAGES, *(snippet.path for snippet in SNIPPETS), *CHAPTERS])
def test_nothing_is_left_to_do(file):
    """Readers see it, also what a sample's check says of itself."""
    for number, line in enumerate(text_of(file).splitlines(), 1):
        if found := TO_DO.search(line):
            yield f"{place(file)}:{number}: {found[0]} is left; write what belongs there"


DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", DOCS / "claims.yml"]
TYPESET = re.compile("[\u2010-\u2015\u2018-\u201f\u2212\u00a0\u00ad\u200b\u202f\ufeff]")


@of_every([*PAGES, *(file for file in DOCUMENTS if file.is_file())])
def test_all_can_be_typed(file):
    """What a word processor makes of --json is no option, and nobody sees the difference."""
    for number, line in enumerate(text_of(file).splitlines(), 1):
        if found := TYPESET.search(line):
            name = unicodedata.name(found[0])
            yield f"{place(file)}:{number}: {found[0]!r} is {name}; type what is on a keyboard"


@every_page
def test_numbered_titles_go_up_by_one(page):
    """Hints unfold one by one, and questions are called by their numbers."""
    last: dict[str, int] = {}
    for number, line in outside(text_of(page)):
        if HEADING.match(line):
            last.pop("Hint", None)
        if not (title := NUMBERED.match(line)):
            continue
        kind = "Hint" if title["hint"] else "##"
        now, expected = int(title["hint"] or title["part"]), last.get(kind, 0) + 1
        if now != expected:
            yield f"{place(page)}:{number}: {now} where {expected} is next; number them in order"
        last[kind] = now


@every_page
def test_what_a_reader_is_to_think_of_first_is_folded(page):
    """A solution that stands open below its task is read before the task is done."""
    for number, line in outside(text_of(page)):
        if not (box := BOX.match(line)):
            continue
        title = box["title"] or ""
        if (box["kind"] == "question" or FOLDED.match(title)) and box["mark"] != "???":
            yield f"{place(page)}:{number}: {box[0].strip()} is open at once: write ???"
        if OPEN.match(title) and box["mark"] != "!!!":
            yield f"{place(page)}:{number}: {box[0].strip()} is folded, and many miss it: write !!!"


@every_page
def test_a_page_brings_no_script_of_its_own(page):
    """Scripts are checked and loaded as files of the theme; a page is text."""
    for number, line in outside(text_of(page)):
        if found := ACTIVE.search(CODE.sub("", line)):
            yield f"{place(page)}:{number}: {found[0]} in a page; put scripts into docs/theme/"


@every_page
def test_a_link_says_where_it_leads(page):
    """Who hears all links of a page hears only their words."""
    for number, line in outside(text_of(page)):
        for link in LINK.finditer(line):
            if link["words"].strip(" .").lower() in EMPTY_WORDS:
                yield f"{place(page)}:{number}: [{link['words']}] does not say where it leads"
        for link in re.finditer(r"\[(https?://[^\]\s]+)\]\((https?://[^)\s]+)\)", line):
            if link[1].rstrip("/") != link[2].rstrip("/"):
                yield f"{place(page)}:{number}: {link[1]} is written, and linked is {link[2]}"


@every_page
def test_a_link_that_names_a_program_leads_to_it(page):
    """One is easily copied from the exercise above, with the other's file."""
    for number, line in outside(text_of(page)):
        for link in PROGRAM_LINK.finditer(line):
            if link["words"] != link["to"].rpartition("/")[2]:
                named = f"{link['words']} is named, and linked is {link['to']}"
                yield f"{place(page)}:{number}: {named}; let both be one"


def sources_amiss(listed: str, texts: dict[str, str]) -> Iterable[str]:
    """What differs between the page of sources and the links of all others."""
    used = {link.rstrip("/"): name for name, text in texts.items() for link in SOURCE.findall(text)}
    have = {link.rstrip("/") for link in SOURCE.findall(listed)}
    for link in sorted(used.keys() - have):
        line = line_at(texts[used[link]], texts[used[link]].index(link))
        yield f"{used[link]}:{line}: name {link} in {place(SOURCES)}, too"
    for link in sorted(have - used.keys()):
        yield f"{place(SOURCES)}:{line_at(listed, listed.index(link))}: no page links to {link}"


def test_the_page_of_sources_has_them_all():
    """And none that no page has: it says so, and is kept by hand."""
    if SOURCES in PAGES:  # small copies have none
        claims = DOCS / "claims.yml"
        texts = {place(file): text_of(file) for file in [*PAGES, claims] if file != SOURCES}
        fail(sources_amiss(text_of(SOURCES), texts))


def test_a_source_that_is_missing_or_left_over_is_found():
    soup, fish = "[soup](https://soup.org/hot#pot)", "  source: https://fish.org/"
    assert not list(
        sources_amiss("[a](https://soup.org/hot), [b](https://fish.org)", {"p": soup, "c": fish})
    )
    missing, left_over = sources_amiss("\n[b](https://fish.org)", {"p": f"a\n\n{soup}"})
    assert missing.startswith("p:3: name https://soup.org/hot in ")
    assert left_over.endswith(":2: no page links to https://fish.org")


@every_page
def test_an_image_says_what_it_shows(page):
    """Who does not see it, hears its alt; one that says nothing has alt="" and is a decoration."""
    for number, line in outside(text_of(page)):
        for image in IMAGE.finditer(line):
            tag = BeautifulSoup(image[0], "html.parser").img
            says = image["alt"].strip() if image["alt"] is not None else tag and tag.get("alt")
            if not says:
                yield f"{place(page)}:{number}: an image without alt: {image[0]}"


def test_no_page_is_there_twice():
    """A copy has the ids of the other, or most of its lines."""
    lines = [set(text_of(page).splitlines()) - {""} for page in PAGES]
    ids = [set(re.findall(r"\{ *#([-a-z0-9]+)", text_of(page))) for page in PAGES]
    fail(
        f"{place(page)}:1: the same page as {place(PAGES[other])}; remove one of them"
        for number, page in enumerate(PAGES)
        for other in range(number)
        if (len(ids[number]) > 1 and ids[number] == ids[other])
        or len(lines[number] & lines[other]) > ALIKE * max(len(lines[number]), len(lines[other]))
    )


def test_no_two_pages_have_one_title():
    """Neither a reader of search results nor one of the navigation could tell them apart."""
    first: dict[str, str] = {}
    found = []
    for page in PAGES:
        title = re.search(r"(?m)^# (.+?)(?: *\{.*)?$", text_of(page))
        other = first.setdefault(title[1].lower(), place(page)) if title else place(page)
        if title and other != place(page):
            found.append(f"{place(page)}:1: {title[1]!r} is the title of {other}, too")
    fail(found)


@every_page
def test_every_rule_stands_on_the_page_of_all_rules(page):
    """The card at the end of a page takes it from there."""
    name = page.relative_to(DOCS)
    summary = DOCS / page_end.SUMMARY
    link = f"](../{name.as_posix()})"
    if '!!! success "The rule"' not in text_of(page) or name.parts[0] == "practice":
        return
    if link not in text_of(summary):
        yield f"{place(summary)}:1: it has no rule of {name.as_posix()}"


@every_page
def test_every_page_of_a_chapter_names_an_exercise(page):
    """The card at its end links to it; a page of sources has nothing to practise."""
    name = page.relative_to(DOCS)
    if len(name.parts) == 1 or name.parts[0] == "practice" or name.stem == "sources":
        return
    front, *_ = text_of(page).removeprefix("---\n").partition("\n---\n")
    if not re.search("(?m)^exercise: ", front):
        yield f"{place(page)}:1: no exercise; its front matter says which one, as join.md does"
