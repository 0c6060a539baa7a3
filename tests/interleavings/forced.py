"""Force interleavings upon real threads: the same stepped code, the real locks, step by step.

Runs on any interpreter, with the standard library only: reads programs and lists of moves as JSON
from standard input, and writes what each list came to. A runner as
`tools.interleavings.scheduler` has it.
"""

import builtins
import functools
import io
import itertools
import json
import os
import queue
import sys
import threading
from collections import deque
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.interleavings import instrument, values

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class NotTaken(Exception):
    """A thread did not take the step that it was told to take."""


class Lane:
    """A real thread, which waits for its turn."""

    def __init__(self):
        self.turn, self.state, self.error = threading.Semaphore(0), "running", None
        self.joins: Lane | None = None
        self.frame, self.used = 0, False


class Player:
    """One run of a program, in a given order."""

    def __init__(self, program: instrument.Program, limit: float):
        self.program, self.limit = program, limit
        self.news = threading.Condition()
        self.own = threading.local()
        self.lanes = [Lane()]
        self.namespace = {
            "__name__": "__main__",
            "__builtins__": vars(builtins) | {"__import__": self._import},
            "__held__": functools.partial(instrument.Held, self),
        }
        for name in ("step", "round", "each", "quiet", "alive", "rounds", "after"):
            self.namespace[f"__{name}__"] = getattr(self, name)
        self.choices: list[int] = []
        self.printed = io.StringIO()
        self.namespace["print"] = functools.partial(print, file=self.printed)
        self.given = set(self.namespace)

    def _import(self, name, *rest):
        if name == "queue":
            kinds = {kind: functools.partial(Used, self, getattr(queue, kind)) for kind in QUEUES}
            return SimpleNamespace(**vars(queue) | kinds)
        if name != "threading":
            return __import__(name, *rest)
        made = {
            kind.__name__: type(kind.__name__, (kind,), {"player": self, "__module__": name})
            for kind in (Thread, Condition, Barrier)
        }
        made |= {kind: functools.partial(Used, self, getattr(threading, kind)) for kind in USED}
        return SimpleNamespace(**vars(threading) | made)

    def play(self, moves: list[str]) -> dict:
        """Let the threads take their steps; what came of it."""
        main = threading.Thread(target=self.run, daemon=True, name="MainThread")
        work = functools.partial(exec, self.program.code, self.namespace)
        main.run = functools.partial(self.run, self.lanes[0], work)
        main.start()
        for move in moves:
            number, self.choices = int(move[0]), [LETTERS.index(letter) for letter in move[1:]]
            self.until(lambda n=number: len(self.lanes) > n and self.stands(n), number)
            lane = self.lanes[number]
            lane.state = "running"
            lane.turn.release()
            self.until(lambda lane=lane: lane.state != "running", number)
        self.until(lambda: all(map(self.rests, self.lanes)), 0)
        data = {
            name: value
            for name, value in self.namespace.items()
            if name not in self.given and not name.startswith("__")
        }
        return {
            "values": values.shared_values(values.places(data), self.program.used),
            "out": self.printed.getvalue(),
            "done": [lane.state == "done" for lane in self.lanes],
            "errors": [lane.error for lane in self.lanes],
            "held": sorted(name for name, thing in values.places(data) if held(thing)),
        }

    def stands(self, number: int) -> bool:
        return self.lanes[number].state in ("before a step", "in a wait")

    def rests(self, lane: Lane) -> bool:
        """Will it stay where it is, until it is told to go on?"""
        if lane.state == "in a join":
            return lane.joins.state != "done"
        return lane.state != "running"

    def until(self, true, number: int) -> None:
        with self.news:
            if not self.news.wait_for(true, self.limit):
                states = [(lane.state, lane.error) for lane in self.lanes]
                raise NotTaken(f"thread {number} does not take its step: {states}")

    def tell(self, state: str) -> None:
        with self.news:
            self.own.lane.state = state
            self.news.notify_all()

    def rest(self, state: str) -> None:
        """Wait for the next turn; the player makes the state `running` again."""
        self.tell(state)
        self.own.lane.turn.acquire()

    def step(self, line: int, hidden: bool = False, leaving: bool = False) -> None:
        self.come()
        if not self.alone():
            self.rest("before a step")

    def round(self, line: int, hidden: bool) -> None:
        self.come()
        if len(self.lanes) > 1:
            self.rest("before a step")

    def quiet(self, threads) -> bool:
        several = threads if isinstance(threads, list | tuple) else [threads]
        is_main = self.own.lane is self.lanes[0]
        return is_main and all(isinstance(thread, threading.Thread) for thread in several)

    def each(self, line: int, items, hidden: bool, quiet: bool = False):
        for number, item in enumerate(items):
            if number and not quiet:
                self.step(line)
            yield item
        if not quiet:
            self.step(line)

    def alive(self) -> None:
        pass

    def rounds(self, items):
        return items

    def after(self, line: int, value):
        lane, frame = self.own.lane, id(sys._getframe(1))
        if (lane.used or lane.frame != frame) and not self.alone():
            self.rest("before a step")
            lane.frame, lane.used = frame, False
        return value

    def used(self) -> None:
        """A lock, a queue and so on: the second one in a line is a step."""
        lane = self.own.lane
        if lane.used and not self.alone():
            self.rest("before a step")
        lane.used = True

    def alone(self) -> bool:
        others = self.lanes[1:]
        return self.own.lane is self.lanes[0] and all(lane.state == "done" for lane in others)

    def come(self) -> None:
        """Note in which frame of the program a step begins."""
        frame = sys._getframe(1)
        while frame and frame.f_code.co_filename != self.program.name:
            frame = frame.f_back
        self.own.lane.frame, self.own.lane.used = id(frame), False

    def entered(self, held) -> None:
        pass

    left = entered

    def run(self, lane: Lane, work) -> None:
        self.own.lane = lane
        try:
            work()
        except BaseException as error:
            lane.error = f"{type(error).__name__}: {error}".removesuffix(": ")
        self.tell("done")


class Thread(threading.Thread):
    """Says when it ends, and when main begins to wait for another's end."""

    def start(self):
        self.lane = Lane()
        self.player.lanes.append(self.lane)
        self.daemon = True
        self.run = functools.partial(self.player.run, self.lane, self.run)
        super().start()

    def join(self, timeout=None):
        if self.lane.state != "done" and timeout is None:
            self.player.own.lane.joins = self.lane
            self.player.tell("in a join")
        super().join(timeout)
        self.player.tell("running")


class WithTurn:
    """A condition's real lock; who has waited takes it again when it is its turn."""

    def __init__(self, player: Player, lock):
        self.player, self.lock = player, lock

    def __getattr__(self, name):
        return getattr(self.lock, name)

    def __enter__(self):
        return self.lock.__enter__()

    def __exit__(self, *error):
        return self.lock.__exit__(*error)

    def _release_save(self):
        saved = self.lock._release_save()
        self.player.tell("in a wait")
        return saved

    def _acquire_restore(self, saved):
        self.player.own.lane.turn.acquire()
        self.lock._acquire_restore(saved)


class Condition(threading.Condition):
    """A real condition."""

    def __init__(self, lock=None):
        super().__init__(WithTurn(self.player, lock or threading.RLock()))

    def notify(self, n=1):
        waiting = list(self._waiters)
        sets = list(itertools.combinations(waiting, min(n, len(waiting))))
        chosen = sets[self.player.choices.pop(0) if len(sets) > 1 and self.player.choices else 0]
        self._waiters = deque([*chosen, *(one for one in waiting if one not in chosen)])
        super().notify(n)


class Barrier(threading.Barrier):
    """A real barrier; who has waited goes on when it is its turn."""

    def __init__(self, parties, action=None):
        super().__init__(parties, action)
        self._cond = threading.Condition(WithTurn(self.player, threading.RLock()))


USED = ("Lock", "RLock", "Semaphore", "BoundedSemaphore", "Event")
QUEUES = ("Queue", "LifoQueue", "PriorityQueue", "SimpleQueue")


class Used:
    """A real lock, queue and so on, whose use is noticed."""

    __module__ = "threading"  # as `instrument.Held` asks

    def __init__(self, player: Player, kind, *args, **options):
        self.player, self.real = player, kind(*args, **options)

    def __getattr__(self, name):
        found = getattr(self.real, name)
        if name.startswith("_"):
            return found

        def called(*args, **options):
            self.player.used()
            if name == "acquire" and not (args or options):
                return self._acquired()
            return found(*args, **options)

        return called if callable(found) else found

    def _acquired(self):
        """Take it; if it is not free, who it is was not known before, and it is a wait."""
        if not self.real.acquire(blocking=False):
            self.player.rest("in a wait")
            self.real.acquire()
        return True

    def __enter__(self):
        self.player.used()
        return self._acquired()

    def __exit__(self, *error):
        self.player.used()
        return self.real.__exit__(*error)


def held(thing) -> bool:
    """Is this a lock, or a condition, that somebody holds?"""
    thing = getattr(thing, "real", thing)
    if not isinstance(thing, type(threading.Lock()) | type(threading.RLock()) | Condition):
        return False
    if thing.acquire(blocking=False):
        thing.release()
        return False
    return True


def main(limit: float) -> None:
    """Play every list of moves of every program; `limit` in seconds, for a step not taken."""
    found = []
    for name, source, lists in json.load(sys.stdin):
        program = instrument.instrument(source, name)
        for moves in lists:
            try:
                found.append(Player(program, limit).play(moves))
            except NotTaken as error:
                found.append({"wrong": str(error)})
    print(json.dumps(found), flush=True)
    os._exit(0)  # threads that stand in a deadlock never end


if __name__ == "__main__":
    main(float(sys.argv[1]))
