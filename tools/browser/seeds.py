"""One program with many seeds, in one interpreter: how it ends, and with which of them."""

import contextlib
import io
import itertools
import sys
import traceback
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tools.browser import network, primitives, program
from tools.browser.scheduler import Deadlock, Scheduler, TooLong
from tools.browser.stacks import Stacks
from tools.browser.watcher import waiting

MOST_STEPS = 200_000
MOST_ENDINGS = 40  # that are told apart


class Ended(StrEnum):
    """How a run ended."""

    EXIT = "exit"
    ERROR = "error"
    DEADLOCK = "deadlock"
    ENDLESS = "endless"
    """It was stopped after so many steps."""


@dataclass(frozen=True)
class Ending:
    """How a run ended, and what it had printed."""

    how: Ended
    printed: str
    waiting: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    """At a deadlock: each thread and its line."""


@dataclass
class Found:
    """The endings so far, each with its seeds."""

    seeds: dict[Ending, list[int]] = field(default_factory=dict)

    def add(self, seed: int, ending: Ending) -> None:
        """Take in how the run with a seed ended."""
        self.seeds.setdefault(ending, []).append(seed)

    def facts(self) -> list[dict]:
        """For the page: the most frequent first."""
        many = sorted(self.seeds.items(), key=lambda item: -len(item[1]))[:MOST_ENDINGS]
        return [
            {"how": e.how, "printed": e.printed[:2000], "count": len(s), "seeds": s[:5]}
            for e, s in many
        ]


def scheduler(seed: int, stacks: Stacks, path: str, **options) -> Scheduler:
    """For a run of the program at `path`; the options are those of Scheduler."""
    return Scheduler(stacks, seed=seed, most_steps=MOST_STEPS, program=path, **options)


def ending(code, source: str, scheduler: Scheduler) -> Ending:
    """Run compiled code, by a scheduler of its own; nothing of the run is left."""
    primitives.begin(scheduler)
    stuck: tuple[tuple[str, int], ...] = ()
    printed, how = io.StringIO(), Ended.EXIT
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            program.execute(scheduler.program, source, scheduler, code)
            _join_all()
        except SystemExit:
            pass
        except Deadlock as deadlock:
            how, stuck = Ended.DEADLOCK, tuple(waiting(*deadlock.args))
        except TooLong:
            how = Ended.ENDLESS
        except BaseException as error:
            how = Ended.ERROR
            traceback.print_exception(program.cleaned(error))
    _forget()
    return Ending(how, printed.getvalue(), stuck)


def _join_all() -> None:
    """What the interpreter does at the end of a program, but so that it can go on."""
    futures = sys.modules.get("concurrent.futures.thread")
    if futures:
        futures._python_exit()
    primitives._shutdown()


def _forget() -> None:
    """As if no thread had ever been: names and numbers begin anew."""
    import threading

    network.known.forget()
    inner: Any = threading  # whose names for itself no type checker knows
    for ident in [*inner._active]:
        if ident != 1:
            del inner._active[ident]
    inner._limbo.clear()
    inner._dangling.clear()
    inner._counter = itertools.count(1).__next__
    futures: Any = sys.modules.get("concurrent.futures.thread")
    if futures:
        futures._shutdown = False
        futures._threads_queues.clear()
        futures.ThreadPoolExecutor._counter = itertools.count().__next__
