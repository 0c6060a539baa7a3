"""A network within the page: stream sockets of 127.0.0.1 that wait as green threads do.

Takes the place of `_socket.socket` and of `select.select`; socket, selectors and socketserver above
them are the standard library's own.
"""

import _socket
import errno
import itertools
import os
import select
import sys
from collections import deque

from tools.browser import primitives
from tools.browser.pipe import Pipe

BUFFER = 2_600_000  # bytes under way in one direction, as at most on Linux's loopback
CONSTANTS = {"SOL_SOCKET": 1, "SO_REUSEADDR": 2, "SO_SNDBUF": 7, "SO_KEEPALIVE": 9, "SO_LINGER": 13}
HOST = "127.0.0.1"

_ports, _numbers = itertools.count(40001), itertools.count(100)
_open: dict[int, "socket"] = {}
_listening: dict[int, "socket"] = {}
# Ports on which a connection was closed from this side (TIME_WAIT): may they be bound again by a
# socket that asks to reuse addresses? Only if this one had asked, too.
_closed: dict[int, bool] = {}
_selecting: deque = deque()  # the threads that wait in select


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))  # of the subclass that belongs to the number


def _wake(waiters: deque) -> None:
    for queue in (waiters, _selecting):
        while queue:
            primitives.scheduler.notify(queue)


class socket:
    """`_socket.socket`."""

    __slots__ = (
        "_backlog", "_family", "_inward", "_most", "_name", "_number", "_options", "_outward",
        "_peer", "_timeout", "_type", "_waiters", "proto",
    )  # fmt: skip

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is not None:  # takes over what accept() has made
            for name in socket.__slots__:
                if name != "_number":
                    setattr(self, name, getattr(_open[fileno], name))
            self._number = fileno
            _open[fileno] = self
            return
        self._family = _socket.AF_INET if family == -1 else family
        self._type = _socket.SOCK_STREAM if type == -1 else type
        self.proto, self._timeout, self._options = 0, None, {}
        self._number = next(_numbers)
        self._name = self._peer = ("0.0.0.0", 0)
        self._backlog = self._inward = self._outward = None
        self._most, self._waiters = 0, deque()
        _open[self._number] = self

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
        host, port = address[0], address[1] or next(_ports)
        lingers = port in _closed and not (_closed[port] and self._reuses())
        if port in _listening or lingers:
            raise _error(errno.EADDRINUSE)
        self._name = (host or "0.0.0.0", port)

    def listen(self, backlog=128):
        if not self._name[1]:
            self.bind(("0.0.0.0", 0))
        self._backlog, self._most = deque(), backlog + 1
        _listening[self._name[1]] = self

    def connect(self, address):
        server = _listening.get(address[1])
        if server is None:
            raise _error(errno.ECONNREFUSED)
        until = primitives.deadline(self._timeout)
        while len(server._backlog) >= server._most:
            self._block(server._waiters, until)
        other = socket(self._family, self._type)
        self._name, self._peer = (HOST, next(_ports)), (HOST, server._name[1])
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
        if self._backlog is None:
            raise _error(errno.EINVAL)
        until = primitives.deadline(self._timeout)
        while not self._backlog:
            self._block(self._waiters, until)
            if self._number not in _open:  # closed meanwhile
                raise _error(errno.EBADF)
        other = self._backlog.popleft()
        _wake(self._waiters)
        return other._number, other._peer

    def send(self, data, _flags=0):
        self._connected(errno.EPIPE)
        data, pipe = memoryview(data).cast("B"), self._outward
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
            pipe.reset, self._inward.reset = errno.EPIPE, errno.ECONNRESET
        _wake(pipe.waiters)
        return len(part)

    def sendall(self, data, _flags=0):
        data = memoryview(data).cast("B")
        while data:
            data = data[self.send(data) :]

    def recv(self, size, flags=0):
        self._connected()
        pipe, until = self._inward, primitives.deadline(self._timeout)
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
        self._connected()
        for pipe, those in ((self._inward, (0, 2)), (self._outward, (1, 2))):
            if how in those:
                pipe.ended = True
                _wake(pipe.waiters)

    def close(self):
        number, self._number = self._number, -1
        if _open.get(number) is not self:
            return
        del _open[number]
        if self._backlog is not None:
            _listening.pop(self._name[1], None)
            for other in self._backlog:
                other.close()
            _wake(self._waiters)
        if self._outward:
            linger = self._options.get((_socket.SOL_SOCKET, CONSTANTS["SO_LINGER"]))
            if self._inward.data or (linger and linger[:4] == b"\1\0\0\0"):
                self._outward.reset = errno.ECONNRESET
            if not self._inward.ended and not self._outward.reset:
                _closed[self._name[1]] = self._reuses()
            self._outward.ended = self._inward.abandoned = True
            _wake(self._outward.waiters)
            _wake(self._inward.waiters)

    def detach(self):
        number, self._number = self._number, -1
        return number

    def is_ready(self, write: bool) -> bool:
        """Would a call return at once?"""
        if self._backlog is not None:
            return bool(self._backlog)
        pipe = self._outward if write else self._inward
        if pipe is None:
            return False
        room = pipe.size < self._room() if write else bool(pipe.data)
        return room or pipe.ended or bool(pipe.reset)

    def _room(self):
        return self._options.get((_socket.SOL_SOCKET, CONSTANTS["SO_SNDBUF"])) or BUFFER

    def _reuses(self):
        return bool(self._options.get((_socket.SOL_SOCKET, CONSTANTS["SO_REUSEADDR"])))

    def _connected(self, number=errno.ENOTCONN):
        if self._outward is None:
            raise _error(number)

    def _block(self, waiters, until):
        if self._timeout == 0:
            raise _error(errno.EAGAIN)
        if not primitives.scheduler.wait(waiters, until):
            raise TimeoutError("timed out")


def connected(one: socket, other: socket) -> None:
    """Make them the two ends of a connection."""
    one._inward, one._outward = Pipe(), Pipe()
    other._inward, other._outward = one._outward, one._inward


def socketpair(_family=None, _type=1, _proto=0):
    import socket as module

    one, other = module.socket(1), module.socket(1)
    connected(one, other)
    return one, other


class _Select:
    """A function that does not become a method where a class keeps it."""

    def __call__(self, readers, writers, _strange, timeout=None):
        until = primitives.deadline(timeout)
        while True:
            found = [_ready(readers, False), _ready(writers, True), []]
            if any(found) or not primitives.scheduler.wait(_selecting, until):
                return tuple(found)


def _ready(files, write):
    sockets = [(one, _open.get(one if isinstance(one, int) else one.fileno())) for one in files]
    return [one for one, known in sockets if known is None or known.is_ready(write)]


def _getaddrinfo(host, port, *_, **__):
    address = HOST if host in (None, "localhost") else host
    return [(_socket.AF_INET, _socket.SOCK_STREAM, 6, "", (address, int(port or 0)))]


def forget() -> None:
    """As if no socket had ever been: ports and numbers begin anew."""
    global _ports, _numbers
    _ports, _numbers = itertools.count(40001), itertools.count(100)
    for known in (_open, _listening, _closed, _selecting):
        known.clear()


def install() -> None:
    """Replace them, once."""
    _socket.socket = _socket.SocketType = socket
    _socket.socketpair, _socket.getaddrinfo = socketpair, _getaddrinfo
    _socket.close = lambda number: _open[number].close()
    for name, value in CONSTANTS.items():
        if not hasattr(_socket, name):
            setattr(_socket, name, value)
    select.select = _Select()
    for name in ("poll", "epoll"):
        vars(select).pop(name, None)
    for name in ("socket", "selectors", "socketserver"):
        sys.modules.pop(name, None)
