"""Run programs on real threads that pause at random at their steps, and say what they came to.

Runs on any interpreter, with the standard library only. Reads jobs from standard input, a line of
JSON each: a program, how many runs, a seed; writes a line for each: the different endings that
were seen.

Between its steps nothing holds a thread back: it is free to run beside all others. The locks that
the library's own Condition, Event, Semaphore, Barrier, Queue and Thread are built on are real
ones, with a wrapper that knows who waits for which: so a deadlock is known without a limit of
time.
"""

import _thread
import builtins
import functools
import io
import json
import random
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.interleavings import instrument, values

POLL = 0.004  # seconds after which a thread that waits says that it still does
MOST_STEPS = 3000
NAMES = ("step", "round", "each", "quiet", "alive", "rounds", "after")


class Lane:
    """A real thread: what it waits for, and how often it has found that it still does."""

    def __init__(self, seed: str):
        self.chance = random.Random(seed)
        self.waits, self.polls, self.moves, self.steps = None, 0, 0, 0
        self.done, self.error = False, None
        self.over = Watched()
        self.over.acquire()


class Here(threading.local):
    """The lane of the thread that asks."""

    lane: Lane | None = None
    player: "Player | None" = None


class Watched:
    """A real lock; a thread that waits for it is known to."""

    def __init__(self):
        self.lock = _thread.allocate_lock()

    def acquire(self, blocking=True, timeout=-1):
        lane = HERE.lane
        if not blocking or timeout != -1 or lane is None:
            return self.lock.acquire(blocking, timeout)
        if self.lock.acquire(False):
            return True
        lane.waits = self
        while not self.lock.acquire(True, POLL):
            lane.polls += 1
            if HERE.player.dead:
                raise SystemExit
        lane.waits = None
        lane.moves += 1
        return True

    def release(self):
        self.lock.release()

    def locked(self):
        return self.lock.locked()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def _at_fork_reinit(self):
        self.lock = _thread.allocate_lock()


class Player:
    """One run of a program."""

    def __init__(self, program: instrument.Program, seed: str):
        self.program, self.seed, self.dead = program, seed, False
        self.lanes: list[Lane] = []
        self.printed = io.StringIO()
        self.namespace = {
            "__name__": "__main__",
            "__builtins__": vars(builtins) | {"__import__": self._import},
            "__held__": functools.partial(instrument.Held, self),
            "print": functools.partial(print, file=self.printed),
            **{f"__{name}__": getattr(self, name) for name in NAMES},
        }
        self.given = set(self.namespace)

    def _import(self, name, *rest):
        if name != "threading":
            return __import__(name, *rest)
        made = type("Thread", (Thread,), {"player": self, "__module__": name})
        return SimpleNamespace(**vars(threading) | {"Thread": made})

    def ended(self) -> dict:
        """Run it to its end, or until nobody can go on."""
        work = functools.partial(exec, self.program.code, self.namespace)
        lane = self.lane()
        _thread.start_new_thread(self.run, (lane, work))
        while not all(one.done for one in self.lanes) and not self.stuck():
            time.sleep(0.001)
        data = {
            name: value
            for name, value in self.namespace.items()
            if name not in self.given and not name.startswith("__")
        }
        found = {
            "values": values.shared_values(values.places(data), self.program.used),
            "out": sorted(self.printed.getvalue().splitlines()),
            "errors": [one.error for one in self.lanes],
            "done": [one.done for one in self.lanes],
        }
        self.dead = True
        return found

    def stuck(self) -> bool:
        """Has every thread that is left found anew that it waits, and none has moved meanwhile?"""
        left = [(one, one.waits, one.polls, one.moves) for one in self.lanes if not one.done]
        if any(waits is None for _, waits, _, _ in left):
            return False
        while any(one.polls < polls + 2 for one, _, polls, _ in left):
            if any((one.waits, one.moves) != (waits, moves) for one, waits, _, moves in left):
                return False
            time.sleep(0.001)
        return all((one.waits, one.moves) == (waits, moves) for one, waits, _, moves in left)

    def lane(self) -> Lane:
        made = Lane(f"{self.seed} {len(self.lanes)}")
        self.lanes.append(made)
        return made

    def run(self, lane: Lane, work) -> None:
        HERE.lane, HERE.player = lane, self
        try:
            work()
        except SystemExit:
            pass
        except BaseException as error:
            lane.error = type(error).__name__
        if not self.dead:
            lane.done = True
            lane.over.release()

    # What the program calls.

    def step(self, line: int, hidden: bool = False, leaving: bool = False) -> None:
        lane = HERE.lane
        lane.steps += 1
        if self.dead or lane.steps > MOST_STEPS:
            raise SystemExit
        pause = lane.chance.random()
        if pause < 0.25:
            time.sleep(0)
        elif pause < 0.5:
            time.sleep(lane.chance.random() * 0.0004)

    def round(self, line: int, hidden: bool) -> None:
        self.step(line)

    def each(self, line: int, items, hidden: bool, quiet: bool = False):
        for item in items:
            yield item
            self.step(line)

    def quiet(self, threads) -> bool:
        return False

    def alive(self) -> None:
        pass

    def rounds(self, items):
        return items

    def after(self, line: int, value):
        self.step(line)
        return value

    def entered(self, held) -> None:
        pass

    left = entered


class Thread(threading.Thread):
    """A real thread with a lane; who joins it waits for a lock that is watched."""

    lane: Lane | None = None

    def start(self):
        if self.lane is None:
            self.lane = self.player.lane()
            self.daemon = True
            self.run = functools.partial(self.player.run, self.lane, self.run)
        super().start()

    def join(self, timeout=None):
        lane = self.lane
        if lane and timeout is None and lane is not HERE.lane and not lane.done:
            lane.over.acquire()
            lane.over.release()
        super().join(timeout)


def main() -> None:
    """Do jobs until there are no more."""
    threading.Lock = threading._allocate_lock = Watched
    threading._CRLock = None
    sys.setswitchinterval(1e-5)
    for line in sys.stdin:
        source, runs, seed = json.loads(line)
        program = instrument.instrument(source, "made/up.py")
        seen = {}
        for number in range(runs):
            ended = Player(program, f"{seed} {number}").ended()
            seen[json.dumps(ended, sort_keys=True)] = ended
        print(json.dumps(list(seen.values())), flush=True)


HERE = Here()

if __name__ == "__main__":
    main()
