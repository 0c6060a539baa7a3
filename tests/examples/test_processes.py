"""`tools.examples.processes`: nothing of a run is left, whatever it starts and however we end."""

import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from limits import LONG, posix

from tools.examples import runner
from tools.files import ROOT
from tools.interpreters import running

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

def wait():
    threading.Event().wait()

def grandparent():
    tell("child", os.getpid())
    child = Process(target=wait)
    child.start()
    tell("grandchild", child.pid)
    child.join()

def deaf():
    for number in (signal.SIGTERM, signal.SIGABRT, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    wait()

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
    wait()
"""


@posix
def test_nothing_is_left_of_a_run_whatever_it_is_and_our_own_children_live_on(tmp_path):
    """One test, since the run lasts until its limit."""
    file, nothing = tmp_path / "starts_all.py", tmp_path / "nothing.py"
    file.write_text(STARTS_ALL.replace("SLEEP", repr(shutil.which("sleep"))))
    nothing.touch()
    runner.run(nothing, running(), 10)  # the first run starts what watches over all of them
    bystander = subprocess.Popen(["sleep", "600"])
    before = psutil.Process().children(recursive=True)
    run = runner.run(file, running(), 10)
    after = psutil.Process().children(recursive=True)
    bystander.kill()
    bystander.wait()
    told = dict(line.split() for line in run.lines)
    assert len(told) == 8, run
    memory = Path("/dev/shm", told.pop("memory"))
    if sys.platform != "linux":  # only Linux gives us the orphans, and shows shared memory
        del told["daemon"]
    assert not [what for what, pid in told.items() if psutil.pid_exists(int(pid))]
    assert not memory.exists()
    assert before
    assert after == before


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
