"""What is under way between two sockets of a page."""

from collections import deque


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
