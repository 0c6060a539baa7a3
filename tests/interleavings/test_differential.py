"""The explorer against real threads: what they come to, it has found.

PROGRAMS=5000 with --all --all tries more than CI does; `-s` then shows how many were compared and
refused. With SEED=2 they are others.
"""

import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from generated import programs
from hypothesis import HealthCheck, given, seed, settings

from tools import interpreters
from tools.interleavings.explore import explore
from tools.interleavings.facts import Exploration, Kind, Refused

FREELY = Path(__file__).with_name("freely.py")
PROGRAMS = int(os.environ.get("PROGRAMS", "200"))
SEED = int(os.environ.get("SEED", "0"))
PARTS = 6  # of which one is enough, and three for CI
RUNS = 5
MOST = 400  # states
FEW = 60  # interleavings that are followed one by one, too
counted: Counter[str] = Counter()


class Threads:
    """Real threads of an interpreter."""

    def __init__(self, python: interpreters.Interpreter):
        command = [python.executable, str(FREELY)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)

    def endings(self, source: str) -> list[dict]:
        """What some runs of a program come to."""
        self.process.stdin.write(json.dumps([source, RUNS, counted["compared"]]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@pytest.fixture(scope="module")
def real():
    """This interpreter's, and those of a free-threaded build where there is one."""
    free = [python for python in interpreters.choose("all") if not python.gil]
    started = [Threads(python) for python in [interpreters.running(), *free[:1]]]
    yield started
    for threads in started:
        threads.process.kill()
    print(dict(counted))


def comes_to(found: Exploration) -> set[str]:
    """The endings as the real threads tell them."""
    kinds = (Kind.END, Kind.ERROR, Kind.DEADLOCK)
    ended = (number for end in found.endings if end.kind in kinds for number in end.states)
    return {
        told(
            state.values,
            sorted(state.out.splitlines()),
            [t.error.partition(":")[0] if t.error else None for t in state.threads],
            [t.done for t in state.threads],
        )
        for state in (found.states[number] for number in ended)
    }


def told(values: dict, out: list, errors: list, done: list) -> str:
    return json.dumps([sorted(values.items()), out, errors, done])


def summary(found: Exploration) -> dict:
    """How many interleavings come to what, as far as states of one ending look alike."""
    return {
        (end.kind, *sorted(comes_to(Exploration(found.states, (end,))))): end.interleavings
        for end in found.endings
    }


@pytest.mark.one_in(PARTS, with_all=2)
@pytest.mark.parametrize("part", range(PARTS))
def test_what_real_threads_come_to_the_explorer_has_found(real, part):
    @seed(PARTS * SEED + part)
    @settings(
        max_examples=-(-PROGRAMS // PARTS),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(source=programs())
    def compare(source):
        try:
            found = explore(source, "made/up.py", most=MOST)
        except Refused as refused:
            counted[f"refused: {refused.refusal.why}"] += 1
            return
        counted["compared"] += 1
        expected = comes_to(found)
        for threads in real:
            for ending in threads.endings(source):
                counted["endings seen"] += 1
                assert told(**ending) in expected
        if found.count is not None and found.count <= FEW:
            counted["followed one by one"] += 1
            assert summary(explore(source, "made/up.py", merge=False, most=5_000)) == summary(found)

    compare()
