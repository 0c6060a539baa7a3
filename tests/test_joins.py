"""An example waits for each thread and process that it starts, or is listed with what else ends it.

Without a `join()` the output is the same on most runs: who takes one out by mistake, or marks as a
daemon what is waited for, would not be told by any judge.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from mutate_snippets import copied
from saying import fail
from test_luck import able

from tools.examples import trial
from tools.examples.outcome import outcome_of
from tools.examples.snippet import Snippet, every_snippet

STARTED = re.compile(r"(?:Thread|Process|Timer)\b")
NOT_JOINED = {
    # Their ends are the lesson.
    *("gil/sort_seen_empty.py", "next/workers_left_behind.py", "processes/broken_daemon_late.py"),
    *("processes/end_of_program.py", "processes/reaped_by_the_way.py", "threads/begun_or_ended.py"),
    *("processes/daemon_and_baker.py", "threads/daemon_cut_off.py", "threads/daemon_flag.py"),
    *("threads/daemon_long_song.py", "threads/daemon_short_song.py"),
    *("threads/interrupted_join.py", "threads/main_ends_first.py"),
    # The program waits for what is the last thing they do, or lets them end: an answer, a barrier.
    *("capstones/broken_course_late_copy.py", "capstones/course_late_copy.py"),
    *("choosing/what_limits.py", "gil/own_gil.py", "gil/who_lets_go.py"),
    *("locks/logging_after_fork.py", "next/stacks_on_signal.py", "processes/growing_backlog.py"),
    "threads/event_and_barrier.py",
    *("threads/one_at_a_time.py", "threads/same_process.py", "threads/shout_server.py"),
    "threads/tcp_threads.py",
}
# Of two by one function, the other is not waited for, and terminated.
DAEMONS = {"processes/ask_or_terminate.py"}
WATCHED = """
import atexit, multiprocessing.process, multiprocessing.util, os, sys, threading

def watched(kind):
    born, ended = [], []
    start, join, alive = kind.start, kind.join, kind.is_alive
    def started(self):
        start(self)
        if sys._getframe(1).f_globals.get("__name__") == "__main__":
            born.append(self)
    def waited(self, timeout=None):
        join(self, timeout)
        if timeout is None or not alive(self):
            ended.append(self)
    def asked(self):
        if not alive(self):
            ended.append(self)
        return alive(self)
    kind.start, kind.join, kind.is_alive = started, waited, asked
    return born, ended

def tell(kinds, me=os.getpid()):
    if os.getpid() == me:
        with open(TOLD, "w", encoding="utf-8") as told:
            for born, ended in kinds:
                for one in born:
                    print(one.daemon, one in ended, one.name, file=told)

if sys._getframe(1).f_globals["__name__"] == "__main__":
    kinds = [watched(threading.Thread), watched(multiprocessing.process.BaseProcess)]
    atexit.register(tell, kinds)
"""
STARTING = [
    one
    for one in every_snippet()
    if STARTED.search(one.text)
    if not one.is_measured and not one.needs.packages
    if not outcome_of(one).hangs and not outcome_of(one).os_exit
]


def problems(snippet: Snippet, source: str, folder: Path) -> Iterator[str]:
    """Of which threads and processes an example does not wait, and which daemons it waits for."""
    told, text = folder / "told.txt", re.sub(r"daemon *= *True", "", source)
    code = WATCHED.replace("TOLD", repr(str(told)))
    other = Snippet(snippet.name, copied(folder, snippet.path.parent.name))
    other.path.write_text(f"exec({code!r}, {{}}); {source}", "utf-8")
    trial.run_once(other, outcome_of(snippet), able(snippet))
    lines = told.read_text("utf-8").splitlines() if told.exists() else []  # none if it hung
    for daemon, joined, name in (line.split(" ", 2) for line in lines):
        if (daemon, joined) == ("False", "False") and snippet.name not in NOT_JOINED:
            yield f"{name} is not waited for: join it, or list the program in NOT_JOINED"
        about_daemons = "daemon" in text.lower() or snippet.name in DAEMONS
        if (daemon, joined) == ("True", "True") and not about_daemons:
            yield f"{name} is a daemon, and waited for: take daemon=True off"


@pytest.mark.one_in(24)
@pytest.mark.parametrize("snippet", STARTING, ids=lambda one: one.name)
def test_an_example_waits_for_what_it_starts(snippet, tmp_path):
    fail(
        f"snippets/{snippet.name}: {problem} (tests/test_joins.py)"
        for problem in sorted(set(problems(snippet, snippet.source, tmp_path)))
    )


def test_each_that_is_listed_is_an_example():
    assert {*NOT_JOINED, *DAEMONS} <= {snippet.name for snippet in STARTING}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("threads/stop_by_event.py", "    baker.join()\n", "", "(bake) is not waited for: join it"),
        (
            "threads/stop_by_event.py",
            "target=bake,",
            "daemon=True, target=bake,",
            "(bake) is a daemon, and waited for",
        ),
        ("processes/exit_codes.py", ".join()", ".join(timeout=0)", " is not waited for: join it"),
    ],
)
def test_what_is_not_waited_for_is_found(name, old, new, said, tmp_path):
    snippet = Snippet(name)
    assert old in snippet.source
    assert said in "\n".join(problems(snippet, snippet.source.replace(old, new), tmp_path))
