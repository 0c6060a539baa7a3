"""A network within the page: stream sockets of 127.0.0.1 that wait as green threads do.

Takes the place of `_socket.socket` and of `select.select`; socket, selectors and socketserver above
them are the standard library's own.
"""

import _socket
import errno
import os
import select
import sys
from collections import deque
from typing import Any

from tools.browser import primitives
from tools.browser.pipe import Ends, Known, Pipe

BUFFER = 2_600_000  # bytes under way in one direction, as at most on Linux's loopback
CONSTANTS = {"SOL_SOCKET": 1, "SO_REUSEADDR": 2, "SO_SNDBUF": 7, "SO_KEEPALIVE": 9, "SO_LINGER": 13}
HOST = "127.0.0.1"

# `_socket` and `select` are one module each for the whole page, and their functions are handed
# nothing of a run: so what the sockets of a run share stands here, and is forgotten between runs.
known = Known()


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))  # of the subclass that belongs to the number


def _wake(waiters: deque) -> None:
    for queue in (waiters, known.selecting):
        while queue:
            primitives.scheduler.notify(queue)


class socket:
    """`_socket.socket`."""

    __slots__ = (
        "_backlog", "_ends", "_family", "_most", "_name", "_number", "_options", "_peer",
        "_timeout", "_type", "_waiters", "proto",
    )  # fmt: skip

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is not None:  # takes over what accept() has made
            for name in socket.__slots__:
                if name != "_number":
                    setattr(self, name, getattr(known.open[fileno], name))
            self._number = fileno
            known.open[fileno] = self
            return
        self._family = _socket.AF_INET if family == -1 else family
        self._type = _socket.SOCK_STREAM if type == -1 else type
        self.proto, self._timeout, self._options = 0, None, {}
        self._number = next(known.numbers)
        self._name = self._peer = ("0.0.0.0", 0)
        self._ends: Ends | None = None  # once it is connected
        self._backlog: deque[socket] = deque()
        self._most = 0  # in the backlog; above 0 once it listens
        self._waiters: deque = deque()
        known.open[self._number] = self

    family = property(lambda self: self._family)
    type = property(lambda self: self._type)
    timeout = property(lambda self: self._timeout)

    def fileno(self):
        return self._number

    def gettimeout(self):
        return self._timeout

    def settimeout(self, seconds):
        self._timeout = None if seconds is None else float(seconds)

    def setblocking(self, flag):
        self._timeout = None if flag else 0.0

    def getblocking(self):
        return self._timeout != 0

    def setsockopt(self, level, name, value, *_):
        self._options[level, name] = value

    def getsockopt(self, level, name, _size=0):
        return self._options.get((level, name), 0)

    def getsockname(self):
        return self._name

    def getpeername(self):
        self._connected()
        return self._peer

    def bind(self, address):
        host, port = address[0], address[1] or next(known.ports)
        lingers = port in known.closed and not (known.closed[port] and self._reuses())
        if port in known.listening or lingers:
            raise _error(errno.EADDRINUSE)
        self._name = (host or "0.0.0.0", port)

    def listen(self, backlog=128):
        if not self._name[1]:
            self.bind(("0.0.0.0", 0))
        self._backlog, self._most = deque(), max(0, backlog) + 1
        known.listening[self._name[1]] = self

    def connect(self, address):
        server = known.listening.get(address[1])
        if server is None:
            raise _error(errno.ECONNREFUSED)
        until = primitives.deadline(self._timeout)
        while len(server._backlog) >= server._most:
            self._block(server._waiters, until)
        other = socket(self._family, self._type)
        self._name, self._peer = (HOST, next(known.ports)), (HOST, server._name[1])
        other._name, other._peer = self._peer, self._name
        other._options = dict(server._options)
        connected(self, other)
        server._backlog.append(other)
        _wake(server._waiters)

    def connect_ex(self, address):
        try:
            self.connect(address)
        except OSError as error:
            return error.errno
        return 0

    def _accept(self):
        if not self._most:
            raise _error(errno.EINVAL)
        until = primitives.deadline(self._timeout)
        while not self._backlog:
            self._block(self._waiters, until)
            if self._number not in known.open:  # closed meanwhile
                raise _error(errno.EBADF)
        other = self._backlog.popleft()
        _wake(self._waiters)
        return other._number, other._peer

    def send(self, data, _flags=0):
        ends = self._connected(errno.EPIPE)
        data, pipe = memoryview(data).cast("B"), ends.outward
        until = primitives.deadline(self._timeout)
        while True:
            if pipe.reset or pipe.ended:
                raise _error(pipe.reset or errno.EPIPE)
            if (free := self._room() - pipe.size) > 0:
                break
            self._block(pipe.waiters, until)
        part = bytes(data[:free])
        if part:
            pipe.put(part)
        if pipe.abandoned:  # the other end answers with a reset
            pipe.reset, ends.inward.reset = errno.EPIPE, errno.ECONNRESET
        _wake(pipe.waiters)
        return len(part)

    def sendall(self, data, _flags=0):
        data = memoryview(data).cast("B")
        while data:
            data = data[self.send(data) :]

    def recv(self, size, flags=0):
        pipe, until = self._connected().inward, primitives.deadline(self._timeout)
        while not pipe.data:
            if pipe.reset:
                raise _error(errno.ECONNRESET)
            if pipe.ended:
                return b""
            self._block(pipe.waiters, until)
        found = pipe.take(size, peek=bool(flags & _socket.MSG_PEEK))
        _wake(pipe.waiters)
        return found

    def recv_into(self, buffer, size=0, _flags=0):
        data = self.recv(size or len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def shutdown(self, how):
        ends = self._connected()
        for pipe, those in ((ends.inward, (0, 2)), (ends.outward, (1, 2))):
            if how in those:
                pipe.ended = True
                _wake(pipe.waiters)

    def close(self):
        number, self._number = self._number, -1
        if known.open.get(number) is not self:
            return
        del known.open[number]
        if self._most:
            known.listening.pop(self._name[1], None)
            for other in self._backlog:
                other.close()
            _wake(self._waiters)
        if self._ends:
            inward, outward = self._ends.inward, self._ends.outward
            linger = self._options.get((_socket.SOL_SOCKET, CONSTANTS["SO_LINGER"]))
            if inward.data or (linger and linger[:4] == b"\1\0\0\0"):
                outward.reset = errno.ECONNRESET
            if not inward.ended and not outward.reset:
                known.closed[self._name[1]] = self._reuses()
            outward.ended = inward.abandoned = True
            _wake(outward.waiters)
            _wake(inward.waiters)

    def detach(self):
        number, self._number = self._number, -1
        return number

    def is_ready(self, write: bool) -> bool:
        """Would a call return at once?"""
        if self._most or self._ends is None:
            return bool(self._backlog)
        pipe = self._ends.outward if write else self._ends.inward
        room = pipe.size < self._room() if write else bool(pipe.data)
        return room or pipe.ended or bool(pipe.reset)

    def _room(self):
        return self._options.get((_socket.SOL_SOCKET, CONSTANTS["SO_SNDBUF"])) or BUFFER

    def _reuses(self):
        return bool(self._options.get((_socket.SOL_SOCKET, CONSTANTS["SO_REUSEADDR"])))

    def _connected(self, number=errno.ENOTCONN) -> Ends:
        if self._ends is None:
            raise _error(number)
        return self._ends

    def _block(self, waiters, until):
        if self._timeout == 0:
            raise _error(errno.EAGAIN)
        if not primitives.scheduler.wait(waiters, until):
            raise TimeoutError("timed out")


def connected(one: socket, other: socket) -> None:
    """Make them the two ends of a connection."""
    here, there = Pipe(), Pipe()
    one._ends, other._ends = Ends(here, there), Ends(there, here)


def socketpair(_family=None, _type=1, _proto=0):
    import socket

    module: Any = socket  # its own class is a subclass of the one above
    one, other = module.socket(1), module.socket(1)
    connected(one, other)
    return one, other


class _Select:
    """A function that does not become a method where a class keeps it."""

    def __call__(self, readers, writers, _strange, timeout=None):
        until = primitives.deadline(timeout)
        while True:
            found = [_ready(readers, False), _ready(writers, True), []]
            if any(found) or not primitives.scheduler.wait(known.selecting, until):
                return tuple(found)


def _ready(files, write):
    sockets = [
        (one, known.open.get(one if isinstance(one, int) else one.fileno())) for one in files
    ]
    return [one for one, found in sockets if found is None or found.is_ready(write)]


def _getaddrinfo(host, port, *_, **__):
    address = HOST if host in (None, "localhost") else host
    return [(_socket.AF_INET, _socket.SOCK_STREAM, 6, "", (address, int(port or 0)))]


def install() -> None:
    """Replace them, once."""
    _socket.socket = _socket.SocketType = socket
    _socket.socketpair, _socket.getaddrinfo = socketpair, _getaddrinfo
    _socket.close = lambda number: known.open[int(number)].close()
    for name, value in CONSTANTS.items():
        if not hasattr(_socket, name):
            setattr(_socket, name, value)
    select.select = _Select()
    for name in ("poll", "epoll"):
        if hasattr(select, name):
            delattr(select, name)
    for name in ("socket", "selectors", "socketserver"):
        sys.modules.pop(name, None)
