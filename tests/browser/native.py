"""Judge an exercise without a browser: the page's own code, upon greenlets.

Run as a program of its own, because it replaces threads: `python native.py EXERCISE FILE SCENES`,
two files, which prints the verdict as JSON. Names of scenes may follow: then these alone judge.
"""

import _thread
import json
import re
import sys
from pathlib import Path
from typing import ClassVar

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import greenlet  # noqa: E402

from tools.browser import judge, primitives, program  # noqa: E402
from tools.browser.stacks import Stack, Stacks  # noqa: E402


class GreenletStacks(Stacks):
    """A greenlet for each stack."""

    main = greenlet.getcurrent()
    # One that is forgotten would be ended, by an exception in it.
    kept: ClassVar[list[greenlet.greenlet]] = []

    def switch(self, here: Stack, there: Stack) -> None:
        here.gate = greenlet.getcurrent()
        self._opened(there).switch()

    def leave(self, there: Stack) -> None:
        greenlet.getcurrent().parent = self._opened(there)  # where a greenlet's end leads to

    def pause(self, seconds: float | None) -> None:
        raise AssertionError("with a seed nobody waits for the clock")

    def _opened(self, stack: Stack) -> greenlet.greenlet:
        if stack.body:
            body, stack.body = stack.body, None
            opened = greenlet.greenlet(lambda *_: body(), self.main)
            self.kept.append(opened)
            return opened
        gate, stack.gate = stack.gate, None
        return gate


def install() -> None:
    """What the page does, and what `threading` wants of `_thread` before Python 3.13."""
    program.install()
    if not hasattr(_thread, "_set_sentinel"):
        return
    import threading

    thread = sys.modules["_thread"]
    ends: dict[int, primitives.lock] = {}

    def set_sentinel():
        ends[thread.get_ident()] = lock = primitives.lock()
        return lock

    def start_new_thread(function, args, kwargs=None):
        def body():
            try:
                function(*args, **(kwargs or {}))
            finally:
                if (lock := ends.pop(thread.get_ident(), None)) and lock.locked():
                    lock.release()

        return primitives.start_joinable_thread(body, daemon=True).ident

    def shutdown():
        for one in threading.enumerate():
            if one is not threading.main_thread() and not one.daemon:
                one.join()
        threading._shutdown_locks.clear()

    threading._set_sentinel = set_sentinel
    threading._start_new_thread = start_new_thread
    primitives._shutdown = shutdown


def main(exercise: str, file: str, scenes_file: str, *only: str) -> None:
    install()
    scenes = Path(scenes_file).read_text("utf-8")
    if only:  # what has another name is no scene
        others = "|".join(only)
        scenes = re.sub(rf"(?m)^def (?!_|(?:{others})\()", "def _other_", scenes)
    path = f"/snippets/practice/{exercise}.py"
    source = Path(file).read_text("utf-8")
    verdict = judge.judge(path, source, scenes, GreenletStacks, lambda going: None)
    sys.stdout.write(json.dumps(verdict))
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
    import os

    os._exit(0)  # whatever stacks are left
