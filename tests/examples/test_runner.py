"""`tools.examples.runner`: an example runs as a reader would run it, and nothing of it is left."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
import pytest

from tools.examples import runner
from tools.examples.runner import MOST_OUTPUT
from tools.files import ROOT
from tools.interpreters import running

LONG = 600  # a limit that only a failing test reaches
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals and no fork")
linux = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux gives us the orphans, and shows shared memory"
)


@pytest.fixture
def run(tmp_path):
    """A function that writes a program and runs it."""

    def run(program: str, limit: float = LONG) -> runner.Run:
        file = tmp_path / "program.py"
        file.write_text(program, "utf-8")
        return runner.run(file, running(), limit)

    return run


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
    "dev mode": sys.flags.dev_mode,
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
    assert looked["dev mode"]
    assert "look.py:18: ResourceWarning: unclosed file" in looked["run"].stderr


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


# What it leaves behind.

# The child's standard input ends when the parent has ended.
START_CHILD = """
import os, subprocess, sys
reads, _ = os.pipe()
subprocess.Popen([sys.executable, "-c", {code!r}], stdin=reads)
"""


def test_a_child_that_outlives_it_and_ends_in_time_is_waited_for(run):
    code = "import sys, time; sys.stdin.read(); time.sleep(0.5); print('the child too')"
    done = run(START_CHILD.format(code=code))
    assert (done.stdout, done.status, done.still_running) == ("the child too\n", 0, ())


def test_a_child_left_running_is_named_and_ended(run):
    code = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
    done = run(START_CHILD.format(code=code), limit=4)
    assert done.status == 0
    assert len(done.still_running) == 1
    assert done.still_running[0].startswith(f"pid {int(done.stdout)} (")
    assert "time.sleep(600)" in done.still_running[0]
    assert not psutil.pid_exists(int(done.stdout))


def test_a_child_that_floods_after_its_end_is_ended(run):
    code = "import sys; sys.stdin.read()\nwhile True: print('x' * 5000)"
    done = run(START_CHILD.format(code=code))
    assert done.flooded
    assert len(done.still_running) == 1


# Starts all that is hard to end, tells the pid of each, and hangs.
STARTS_ALL = """
import os, signal, subprocess, sys, threading
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

def tell(what, pid):
    os.write(1, f"{what} {pid}\\n".encode())  # several processes tell: one write a line

def grandparent():
    tell("child", os.getpid())
    child = Process(target=threading.Event().wait)
    child.start()
    tell("grandchild", child.pid)
    child.join()

def deaf():
    for number in (signal.SIGTERM, signal.SIGABRT, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    threading.Event().wait()

if __name__ == "__main__":
    tell("itself", os.getpid())
    Process(target=grandparent).start()
    memory = SharedMemory(create=True, size=10)
    tell("memory", memory.name)

    child = Process(target=deaf)
    child.start()
    tell("deaf", child.pid)

    stopped = subprocess.Popen(["sleep", "600"])
    os.kill(stopped.pid, signal.SIGSTOP)
    tell("stopped", stopped.pid)

    zombie = subprocess.Popen(["true"])
    tell("zombie", zombie.pid)

    if (fork := os.fork()) == 0:
        os.setsid()
        if os.fork() == 0:
            tell("daemon", os.getpid())
            os.execve(SLEEP, ["sleep", "600"], {})
        os._exit(0)
    os.waitpid(fork, 0)
    threading.Event().wait()
"""


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """The pids that the program told, after its run, and what was there before and after."""
    file = tmp_path_factory.mktemp("ended") / "starts_all.py"
    file.write_text(STARTS_ALL.replace("SLEEP", repr(shutil.which("sleep"))))
    bystander = subprocess.Popen(["sleep", "600"])
    before = psutil.Process().children(recursive=True)
    run = runner.run(file, running(), 10)
    after = psutil.Process().children(recursive=True)
    bystander.kill()
    bystander.wait()
    told = dict(line.split() for line in run.lines)
    assert len(told) == 8, run
    return told | {"run": run, "before": before, "after": after}


@posix
@pytest.mark.parametrize(
    "what",
    [
        "itself",
        "child",
        "grandchild",
        "deaf",
        "stopped",
        "zombie",
        pytest.param("daemon", marks=linux),
    ],
)
def test_no_process_survives_a_run_whatever_it_is(ended, what):
    assert not psutil.pid_exists(int(ended[what]))


@linux
def test_shared_memory_of_a_stopped_run_is_gone(ended):
    assert not Path("/dev/shm", ended["memory"]).exists()


@posix
def test_no_zombie_of_a_run_is_left_to_us_and_our_own_children_live_on(ended):
    assert len(ended["before"]) >= 1
    assert ended["after"] == ended["before"]


# Several at once.

MEET = """
import pathlib, subprocess, sys, time
folder = pathlib.Path({folder!r})
(folder / "{own}").touch()
while not (folder / "{other}").exists():
    time.sleep(0.02)
subprocess.run([sys.executable, "-c", "print('child of {own}')"])
"""
RUN = """
import sys
from pathlib import Path
from tools import interpreters
from tools.examples import runner
run = runner.run(Path(sys.argv[1]), interpreters.running(), 60)
print(run.stdout, run.stderr, run.status, run.still_running)
"""


def test_runs_of_several_processes_do_not_disturb_each_other(tmp_path):
    started = []
    for own, other in [("left", "right"), ("right", "left")]:
        file = tmp_path / f"{own}.py"
        file.write_text(MEET.format(folder=str(tmp_path), own=own, other=other))
        command = [sys.executable, "-c", RUN, file]
        started.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True))
    said = [process.communicate()[0] for process in started]
    assert said == ["child of left\n  0 ()\n", "child of right\n  0 ()\n"]


def test_a_run_asked_for_by_another_thread_waits_for_the_one_before(tmp_path):
    programs = {
        "hangs": ("import threading; threading.Event().wait()", 1),
        "lasts": ("import time; time.sleep(2); print('done')", LONG),
    }
    found = {}

    def run(name, program, limit):
        file = tmp_path / f"{name}.py"
        file.write_text(program)
        found[name] = runner.run(file, running(), limit)

    threads = [threading.Thread(target=run, args=(n, *p)) for n, p in programs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found["hangs"].status is None
    assert (found["lasts"].stdout, found["lasts"].status) == ("done\n", 0)


def test_an_example_hears_ctrl_c_also_where_we_were_told_to_ignore_it(run):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        done = run("import signal; print(signal.getsignal(signal.SIGINT))")
    finally:
        signal.signal(signal.SIGINT, before)
    assert "default_int_handler" in done.stdout


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
    ],
)
def test_what_its_output_tells_of_the_machine_is_named(run, expression, what):
    assert what in run(f"import os, platform, sys\nprint('I am on', {expression})\n").told


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one core is what a program may speak of")
@pytest.mark.parametrize("line", ["{} cores", "cores: {}", "cpu_count() = {}", "{} CPUs at once"])
def test_the_number_of_cores_in_an_output_is_named(run, line):
    assert run(f"print({line.format(os.cpu_count())!r})").told == ("the number of its cores",)


@pytest.mark.parametrize(
    "line", ["root of all", "on Linux", "2 soups, 4 cooks", "/usr/bin", "home"]
)
def test_an_output_may_tell_anything_else(run, line):
    assert run(f"print({line!r})").told == ()


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
        ("import os; open('a', 'w').close(); os.kill(os.getpid(), 9)", ("work/a",)),
    ],
)
def test_what_it_leaves_behind_is_named(run, program, left):
    assert run(program).left == left


HOLD = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open({file!r}, "w").write(f"{{os.getpid()}} {{child.pid}} {{os.getcwd()}}")
time.sleep(600)
"""


def lives(pid: str) -> bool:
    """Is there such a process? Orphans are ours here, so a dead one may be a zombie."""
    try:
        return psutil.Process(int(pid)).status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


@pytest.mark.parametrize("signal_name", ["SIGKILL", "SIGTERM", "SIGINT"])
@posix
def test_an_example_ends_when_its_runner_is_ended(tmp_path, signal_name):
    told, program = tmp_path / "told", tmp_path / "hold.py"
    program.write_text(HOLD.format(file=str(told)))
    runs = subprocess.Popen(
        [sys.executable, "-c", RUN, program], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    while not (told.exists() and len(told.read_text().split()) == 3):
        time.sleep(0.05)
    own, child, folder = told.read_text().split()
    runs.send_signal(getattr(signal, signal_name))
    runs.wait()
    while lives(own) or lives(child) or Path(folder).exists():
        time.sleep(0.05)
