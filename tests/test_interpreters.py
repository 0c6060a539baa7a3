"""`tools.interpreters`: which Pythons are found, and which are chosen."""

import json
import os
import sys
from pathlib import Path

import pytest

from tools import interpreters

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows runs no scripts by #!/bin/sh")


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with no other Python than the running one; a function puts fake ones on it."""
    for name in ("PYTHONS", "PATH", "PYENV_ROOT", "XDG_DATA_HOME", "UV_PYTHON_INSTALL_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.delenv("PYTHONS")
    interpreters.running()  # is asked for before PATH is ours
    interpreters.find.cache_clear()

    def put(path: str, says: str) -> Path:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\nprintf '%s' '{says}'\n")
        file.chmod(0o755)
        return file

    yield put
    interpreters.find.cache_clear()


def facts(version, gil=True, implementation="CPython", executable="/fake/python"):
    return json.dumps(
        {
            "implementation": implementation,
            "version": version,
            "gil": gil,
            "executable": executable,
        }
    )


def names(pythons):
    return [python.name for python in pythons]


def test_the_running_one_is_what_runs_this_test():
    python = interpreters.running()
    assert python.executable == sys.executable
    assert python.version == sys.version_info[:3]
    assert str(python).startswith("CPython ")


@pytest.mark.parametrize("wanted", [None, "", ",", " "])
def test_without_names_the_running_one_is_chosen(wanted):
    assert interpreters.choose(wanted) == (interpreters.running(),)


@posix
def test_all_chooses_every_python_oldest_first(machine):
    machine("PATH/python3.99", facts([3, 99, 0]))
    machine("PYENV_ROOT/versions/3.2.1/bin/python3", facts([3, 2, 1]))
    machine("UV_PYTHON_INSTALL_DIR/cpython-3.98/bin/python3.98", facts([3, 98, 0]))
    running = interpreters.running().name
    assert names(interpreters.choose("all")) == ["3.2", running, "3.98", "3.99"]


@posix
def test_others_are_all_but_the_running_one(machine):
    machine("PATH/python3.99", facts([3, 99, 0]))
    machine("PATH/python3.98", facts([3, 98, 0]))
    assert names(interpreters.choose("others")) == ["3.98", "3.99"]


@posix
def test_names_choose_in_the_order_given_and_each_once(machine):
    machine("PATH/python3.98", facts([3, 98, 0]))
    machine("PATH/python3.99", facts([3, 99, 0]))
    assert names(interpreters.choose("3.99, 3.98,3.99")) == ["3.99", "3.98"]


@posix
def test_a_free_threaded_build_is_another_python_named_with_t(machine):
    machine("PATH/python3.99", facts([3, 99, 1]))
    machine("PATH/python3.99t", facts([3, 99, 1], gil=False))
    with_gil, free_threaded = interpreters.choose("3.99,3.99t")
    assert (str(with_gil), with_gil.gil) == ("CPython 3.99.1", True)
    assert (str(free_threaded), free_threaded.gil) == ("CPython 3.99.1t", False)


@posix
def test_another_implementation_is_named_by_it(machine):
    machine("PATH/pypy3", facts([3, 99, 0], implementation="PyPy"))
    assert str(*interpreters.choose("pypy3.99")) == "PyPy 3.99.0"


@posix
def test_of_two_with_one_name_the_newest_is_taken(machine):
    machine("PATH/python3", facts([3, 99, 9]))
    machine("PATH/python3.99", facts([3, 99, 10]))
    assert str(*interpreters.choose("3.99")) == "CPython 3.99.10"


@posix
def test_the_running_one_is_taken_even_if_there_is_a_newer_patch(machine):
    major, minor, patch = sys.version_info[:3]
    machine("PATH/python3", facts([major, minor, patch + 1], gil=interpreters.running().gil))
    assert interpreters.choose(interpreters.running().name) == (interpreters.running(),)


@posix
def test_pythons_names_an_executable_that_is_nowhere_else(machine, monkeypatch):
    file = machine("somewhere/my-python", facts([3, 99, 0]))
    monkeypatch.setenv("PYTHONS", f"{file}{os.pathsep}/not/there")
    assert names(interpreters.choose("3.99")) == ["3.99"]


@posix
@pytest.mark.parametrize(
    "says",
    ["", "Python 2.7", "{}", "[]", '{"version": 3}', facts([3, 99]).replace("gil", "lock")],
)
def test_an_executable_that_is_no_working_python_is_ignored(machine, says):
    machine("PATH/python3", says)
    assert interpreters.choose("all") == (interpreters.running(),)


@posix
def test_an_executable_that_fails_is_ignored(machine):
    machine("PATH/python3", facts([3, 99, 0])).write_text("#!/bin/sh\nexit 3\n")
    machine("PATH/python3.98", facts([3, 98, 0])).chmod(0o644)
    assert interpreters.choose("all") == (interpreters.running(),)


@posix
def test_an_unknown_name_is_an_error_that_tells_what_is_there_and_what_to_do(machine):
    machine("PATH/python3.99", facts([3, 99, 0]))
    with pytest.raises(interpreters.NoSuchInterpreter) as error:
        interpreters.choose("3.99,3.1,3.99t")
    said = str(error.value)
    assert "no Python 3.1, 3.99t on this machine" in said
    assert f"found: {interpreters.running().name}, 3.99." in said
    assert "PYTHONS" in said


@pytest.mark.parametrize(
    ("file", "is_candidate"),
    [
        ("python", True),
        ("python.exe", True),
        ("python3", True),
        ("python3.14", True),
        ("python3.14t.exe", True),
        ("pypy3.11", True),
        ("python2", False),
        ("python3-config", False),
        ("python3.11-gdb.py", False),
        ("ipython3", False),
    ],
)
def test_only_files_that_are_named_like_a_python_are_tried(machine, tmp_path, file, is_candidate):
    machine(f"PATH/{file}", "")
    assert (tmp_path / "PATH" / file in interpreters.candidates()) is is_candidate
