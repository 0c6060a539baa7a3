"""`tools.examples.runner`: an example runs as a reader would run it, and nothing of it is left."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from limits import LONG, posix

from tools.examples import runner, surroundings
from tools.examples.runner import MOST_OUTPUT
from tools.interpreters import running

# What one program sees of the world it runs in.

LOOK_AROUND = """
import json, os, sys, tempfile, warnings
json.dump({
    "name": __name__,
    "file": __file__,
    "arguments": sys.argv,
    "executable": sys.executable,
    "folder": os.getcwd(),
    "home": os.path.expanduser("~"),
    "temp": tempfile.gettempdir(),
    "ours": os.environ.get("PYTEST_CURRENT_TEST"),
    "path list": sys.path,
    "variables": list(os.environ),
    "dev mode": [sys.flags.dev_mode, os.environ["PYTHONMALLOC"]],
    "utf-8": [sys.flags.utf8_mode, sys.stdout.encoding, sys.stderr.encoding],
    "unbuffered": sys.stdout.write_through,
}, sys.stdout)
open("left", "w").write("")
tempfile.mkstemp()
tempfile.mkdtemp()
"""


@pytest.fixture(scope="module")
def looked(tmp_path_factory):
    """What the program saw, and its run."""
    file = tmp_path_factory.mktemp("looked") / "look.py"
    file.write_text(LOOK_AROUND)
    run = runner.run(file, running(), LONG)
    return json.loads(run.stdout) | {"run": run, "path": file}


def test_the_file_itself_runs_as_main(looked):
    path = str(looked["path"].resolve())
    assert looked["name"] == "__main__"
    assert looked["file"] == path
    assert looked["arguments"] == [path]
    assert looked["executable"] == running().executable


def test_it_sees_nothing_of_our_environment(looked):
    assert "PYTEST_CURRENT_TEST" in os.environ
    assert looked["ours"] is None


def test_it_has_a_home_of_its_own_which_is_gone_afterwards(looked):
    home = Path(looked["home"])
    places = {Path(looked[what]).resolve() for what in ("temp", "folder", "home")}
    assert len(places) == 3
    assert {place.parent for place in places} == {home.resolve().parent}
    assert home.resolve() not in (Path.home().resolve(), Path(tempfile.gettempdir()).resolve())
    assert not home.exists()
    assert not home.parent.exists()


@pytest.mark.parametrize("read", ["sys.stdin.read()", "input()", "next(sys.stdin)"])
def test_it_cannot_read_standard_input_and_hears_so(run, read):
    done = run(f"import sys\nprint(repr({read}))\n")
    assert (done.status, done.stdout) == (1, "")
    assert "OSError: [Errno 9] Bad file descriptor" in done.stderr


def test_it_can_read_what_is_typed(tmp_path):
    file = tmp_path / "program.py"
    file.write_text("print(input(), input())\ninput()\n")
    done = runner.run(file, running(), LONG, typed="é\n2\n")
    assert done.stdout == "é 2\n"
    assert "EOFError" in done.stderr


def test_it_sees_nothing_of_what_watches_its_end(looked):
    assert not [place for place in looked["path list"] if "inside" in place]
    assert not {"PYTHONPATH", "EXAMPLE_ENDED"} & set(looked["variables"])


def test_what_it_leaves_in_its_folders_is_named(looked):
    names = looked["run"].left
    assert "work/left" in names
    assert len([name for name in names if name.startswith("tmp/tmp")]) == 2
    assert len(names) == 3


def test_it_writes_utf_8_at_once(looked):
    assert looked["utf-8"] == [1, "utf-8", "utf-8"]
    assert looked["unbuffered"]


def test_python_checks_all_it_can_and_warns(looked):
    assert looked["dev mode"] == [True, "default"]
    assert "look.py:18: ResourceWarning: unclosed file" in looked["run"].stderr


def test_python_is_set_as_is_known_here_and_hashes_as_it_likes(looked, run):
    """What would make each run the same as the last, and a reader's another, is not set."""
    set_here = {name for name in looked["variables"] if name.startswith("PYTHON")}
    assert set_here == {
        *("PYTHONDEVMODE", "PYTHONDONTWRITEBYTECODE", "PYTHONFAULTHANDLER", "PYTHONMALLOC"),
        *("PYTHONUNBUFFERED", "PYTHONUTF8"),
    }
    first, second = (run("print(hash('soup'), hash('tea'))").stdout for _ in range(2))
    assert first != second


def test_a_run_says_who_ran_where_and_how_it_ended(looked):
    run = looked["run"]
    assert (run.python, run.platform, run.status) == (running(), sys.platform, 0)
    assert (run.still_running, run.flooded) == ((), False)


# How it ends.


@pytest.mark.parametrize(
    ("program", "status"),
    [("raise SystemExit(3)", 3), ("1/0", 1), ("def", 1), ("import os; os._exit(7)", 7)],
)
def test_its_exit_status_is_kept(run, program, status):
    assert run(program).status == status


@posix
def test_a_signal_that_ended_it_is_a_negative_status(run):
    assert run("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)").status == -9


def test_both_outputs_are_kept_apart_and_windows_line_ends_are_none(run):
    done = run("import sys\nsys.stdout.buffer.write(b'1\\r\\n2')\nsys.stderr.write('é\\n')\n")
    assert (done.stdout, done.lines, done.stderr) == ("1\n2", ["1", "2"], "é\n")


def test_bytes_that_are_no_utf_8_are_shown_as_such(run):
    assert run(r"import sys; sys.stdout.buffer.write(b'a\xff\xc3z')").stdout == r"a\xff\xc3z"


@posix
def test_a_hang_is_stopped_at_its_limit_and_shows_the_stack_of_every_thread(run):
    hang = """
import threading
def first(lock): lock.acquire()
def second(event): event.wait()
lock = threading.Lock()
lock.acquire()
threading.Thread(target=first, args=(lock,)).start()
threading.Thread(target=second, args=(threading.Event(),)).start()
print("here", flush=True)
lock.acquire()
"""
    done = run(hang, limit=2)
    assert (done.status, done.stdout) == (None, "here\n")
    for place in ("line 3 in first", "line 4 in second", "line 10 in <module>"):
        assert f'program.py", {place}' in done.stacks


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_flood_is_stopped_and_cut(run, name):
    done = run(f"import sys\nwhile True: sys.{name}.write('é' * 5000)\n")
    assert done.flooded
    assert done.status is None
    assert MOST_OUTPUT / 2 <= len(getattr(done, name)) <= MOST_OUTPUT


def test_a_flood_that_ends_by_itself_is_cut_too(run):
    done = run(f"print('x' * {3 * MOST_OUTPUT})")
    assert (done.flooded, done.status, len(done.stdout)) == (True, 0, MOST_OUTPUT)


# What it tells, and what it leaves.


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("__import__('socket').gethostname()", "the host's name"),
        ("os.getcwd()", "the path of its working folder"),
        ("__import__('tempfile').gettempdir()", "the path of its temporary folder"),
        ("os.path.expanduser('~')", "the path of the home folder"),
        ("__file__", "the path of its own file"),
        ("sys.executable", "the path of the interpreter"),
        ("[sys.executable]", "the path of the interpreter"),
        ("os.environ['PATH']", "PATH"),
        ("platform.platform()", "the platform"),
        ("platform.release()", "the platform"),
        ("platform.machine()", "the platform"),
        ("platform.system()", "the platform"),
        ("sys.platform", "the platform"),
        ("os.path.dirname(sys.executable)", "the path of the interpreter"),
        ("__import__('time').strftime('%d.%m.%Y')", "today's date"),
        ("__import__('time').ctime()", "today's date"),
    ],
)
def test_what_its_output_tells_of_the_machine_is_named(run, expression, what):
    assert what in run(f"import os, platform, sys\nprint('I am on', {expression})\n").told


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one core is what a program may speak of")
@pytest.mark.parametrize("line", ["{} cores", "cores: {}", "cpu_count() = {}", "{} CPUs at once"])
def test_the_number_of_cores_in_an_output_is_named(run, line):
    assert run(f"print({line.format(os.cpu_count())!r})").told == ("the number of its cores",)
    assert run("import os\nprint(os.cpu_count())").told == ("the number of its cores",)
    assert not run(f"print({os.cpu_count()})").told


@pytest.mark.parametrize(
    "line", ["root of all", "on Linux", "2 soups, 4 cooks", "/usr/bin", "home"]
)
def test_an_output_may_tell_anything_else(run, line):
    assert run(f"print({line!r})").told == ()


@pytest.mark.parametrize(
    ("program", "what"),
    [
        ("print('a guest waits')", ()),
        ("print('a gu' + 'est waits')", ("the user's name",)),
        ("guests = 1\nprint('a gu' + 'est waits')", ("the user's name",)),
    ],
)
def test_a_name_that_the_program_has_itself_is_not_its_users(run, monkeypatch, program, what):
    monkeypatch.setattr(surroundings.getpass, "getuser", lambda: "guest")
    assert run(program).told == what


@pytest.mark.parametrize(
    ("program", "cut_short"),
    [
        ("print('a')", False),
        ("raise SystemExit(3)", False),
        ("1/0", False),
        ("import os; print('a', flush=True); os._exit(0)", True),
        ("import os; os._exit(3)", True),
        ("import threading, os; threading.Thread(target=os._exit, args=(0,)).start()", True),
        ("import multiprocessing as m, os\nif __name__ == '__main__':\n"
         " p = m.get_context('spawn').Process(target=os._exit, args=(0,)); p.start(); p.join()",
         False),
    ],
)  # fmt: skip
def test_a_program_that_is_ended_from_within_is_noticed(run, program, cut_short):
    assert run(program).cut_short is cut_short
    assert run(program, development=False).cut_short is cut_short


@posix
def test_a_fork_that_ends_as_programs_do_says_nothing_of_its_parent(run):
    program = "import os\nif os.fork():\n    os.wait()\n    os._exit(0)\n"
    assert run(program).cut_short


@pytest.mark.parametrize(
    ("program", "left"),
    [
        ("open('a.txt', 'w').close()", ("work/a.txt",)),
        ("import os; open('a', 'w').close(); os.remove('a')", ()),
        ("import os; open(os.environ['TMPDIR'] + '/b', 'w').close()", ("tmp/b",)),
        ("import pathlib; pathlib.Path(__file__).with_name('c.txt').touch()", ("c.txt",)),
        ("import pathlib; pathlib.Path(__file__).write_text('')", ("program.py",)),
        ("import pathlib; pathlib.Path.home().joinpath('.cache').mkdir()", ()),
        ("import pathlib; pathlib.Path.home().joinpath('d.txt').touch()", ("home/d.txt",)),
        ("import os; open('a', 'w').close(); os.kill(os.getpid(), 9)", ("work/a",)),
    ],
)
def test_what_it_leaves_behind_is_named(run, program, left):
    assert run(program).left == left


def test_what_is_built_in_the_checkout_meanwhile_is_not_left_by_an_example(tmp_path, monkeypatch):
    monkeypatch.setattr(surroundings, "ROOT", tmp_path)
    monkeypatch.setattr(surroundings, "FOLDER", tmp_path / "snippets")
    program = tmp_path / "snippets" / "threads" / "a.py"
    program.parent.mkdir(parents=True)
    program.touch()
    before = surroundings.seen(program)
    for name in ("build", "site", "mutants", "snippets/threads/build", "mine"):
        (tmp_path / name).mkdir()
    assert surroundings.seen(program).keys() - before == {"snippets/threads/build", "mine"}


def test_what_it_has_started_gets_no_time_beyond_its_limit(tmp_path, monkeypatch):
    asked = []
    left = lambda *_: asked.append(True) or ["the child"]  # noqa: E731
    monkeypatch.setattr(runner.processes, "alive", left)
    monkeypatch.setattr(runner.processes, "name", str)
    monkeypatch.setattr(runner.processes, "end_all", lambda *_: None)
    for name in (runner.STDOUT, runner.STDERR):
        (tmp_path / name).touch()
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
        over = time.monotonic()
        run = runner._watch(process, running(), tmp_path, "x", set(), deadline=over)
    assert run.still_running == ("the child",)
    assert asked == [True]
