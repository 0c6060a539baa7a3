"""What is under way between two sockets of a page, and what all of them have in common."""

import itertools
from collections import deque
from dataclasses import dataclass, field
from typing import Any


class Pipe:
    """One direction of a connection."""

    def __init__(self):
        self.data: deque[bytes] = deque()
        self.size = 0
        self.ended = False  # nothing more will be written
        self.abandoned = False  # nobody will read
        self.reset: int | None = None  # the error of whoever uses it now
        self.waiters: deque = deque()

    def put(self, data: bytes) -> None:
        """Send bytes."""
        self.data.append(data)
        self.size += len(data)

    def take(self, size: int, peek: bool) -> bytes:
        """Receive at most so many bytes; there are some. With `peek` they stay."""
        found = self.data.popleft()
        while len(found) < size and self.data:
            found += self.data.popleft()
        rest = found if peek else found[size:]
        if rest:
            self.data.appendleft(rest)
        found = found[:size]
        self.size -= 0 if peek else len(found)
        return found


@dataclass(frozen=True)
class Ends:
    """What a connected socket reads from, and what it writes to."""

    inward: Pipe
    outward: Pipe


@dataclass
class Known:
    """The sockets of a run, and its ports."""

    open: dict[int, Any] = field(default_factory=dict)
    """By number."""
    listening: dict[int, Any] = field(default_factory=dict)
    """By port."""
    closed: dict[int, bool] = field(default_factory=dict)
    """Ports on which a connection was closed from this side (TIME_WAIT): may they be bound again by
    a socket that asks to reuse addresses? Only if this one had asked, too."""
    selecting: deque = field(default_factory=deque)
    """The threads that wait in select."""
    ports: itertools.count = field(default_factory=lambda: itertools.count(40001))
    numbers: itertools.count = field(default_factory=lambda: itertools.count(100))

    def forget(self) -> None:
        """As if no socket had ever been: ports and numbers begin anew."""
        self.__init__()
