"""What the threads of a run did, as facts for a picture: one event for each change."""

from typing import Any

from tools.browser.scheduler import Event

MOST_EVENTS = 20_000


class Watcher:
    """Keeps what the threads did: `[step, thread's name, what, line]`."""

    def __init__(self):
        self.events: list[list] = []
        self._last: tuple | None = None
        self._names: dict[int, str] = {}

    def __call__(self, event: Event) -> None:
        """Take an event in."""
        now = (event.thread, event.what, event.line)
        if now != self._last and len(self.events) < MOST_EVENTS:
            self._last = now
            # Kept: a thread that has ended has no name any more.
            name = self._names.setdefault(event.thread, name_of(event.thread))
            self.events.append([event.step, name, event.what, event.line])


def name_of(ident: int) -> str:
    """What a program calls a thread."""
    import threading

    inner: Any = threading  # whose names for itself no type checker knows
    thread = inner._active.get(ident)
    return thread.name if thread else str(ident)


def waiting(idents: list[tuple[int, int]]) -> list[tuple[str, int]]:
    """Threads that wait, by name, each with its line."""
    return [(name_of(ident), line) for ident, line in idents]
