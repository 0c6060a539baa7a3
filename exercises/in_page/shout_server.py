"""Judges shout_server.py in the page: each function is a scene, and what has to hold after it."""

import socket
from contextlib import ExitStack
from threading import Thread
from time import monotonic, sleep

SEEDS = 30  # of each scene: little in them hangs on an order
HASTY = False  # a server's patience is over only while everybody waits


def one_client():
    """A client sends tea, café and an empty line, each after the answer to the one before."""
    with _visitor(_running()) as client:
        answers = [_ask(client, line) for line in (b"tea\n", b"caf\xc3\xa9\n", b"\n")]
    assert answers == ["TEA\n", "CAFÉ\n", "\n"], f"It was answered {answers}."


def one_is_silent():
    """A client connects and says nothing; a second one comes."""
    address = _running()
    begin = monotonic()
    with _visitor(address), _visitor(address) as second:
        answer, after = _ask(second, b"tea\n"), monotonic() - begin
    assert answer == "TEA\n", f"The second one got {answer!r}."
    assert after < 30, f"It got its answer after {after:.0f} seconds. Who accepts it meanwhile?"


def many_are_silent():
    """Forty clients connect and say nothing; one more comes."""
    address, begin = _running(), monotonic()
    with ExitStack() as silent:
        for _ in range(40):
            silent.enter_context(_visitor(address))
        with _visitor(address) as last:
            answer, after = _ask(last, b"tea\n"), monotonic() - begin
    assert answer == "TEA\n", f"The last one got {answer!r}."
    assert after < 30, (
        f"It got its answer after {after:.0f} seconds, when others had been hung up on."
    )


def halves():
    """The é of café has two bytes, and the second one comes a second later."""
    with _visitor(_running()) as client:
        client.sendall(b"caf\xc3")
        sleep(1)
        answer = _ask(client, b"\xa9\n")
    assert answer == "CAFÉ\n", (
        f"It was answered {answer!r}. One recv() is not one message: collect whole lines before "
        "you decode them."
    )


def carriage_return():
    r"""A client sends a line with a carriage return in it: a\rb."""
    with _visitor(_running()) as client:
        answer = _ask(client, b"a\rb\n")
    assert answer == "A\rB\n", (
        f"It was answered {answer!r}. Text files take \\r for the end of a line too, unless they "
        "are told newline='\\n'."
    )


def long_line():
    """A client sends a line of 30000 characters, and the server's buffers are small."""
    with _visitor(_running(small=True)) as client:
        answer = _ask(client, b"x" * 30_000 + b"\n")
    assert len(answer) == 30_001, (
        f"Of its answer {len(answer)} characters came, and not 30001. Does all of it go out? "
        "send() may send a part."
    )


def silence():
    """A client says nothing for an hour; patience is five seconds. Then another one comes."""
    address = _running(patience=5)
    with _visitor(address) as client:
        begin = monotonic()
        while client.recv(100):
            pass  # a goodbye
        after = monotonic() - begin
    assert after > 4, f"It was hung up on after {after:.0f} seconds, and not after five."
    with _visitor(address) as other:
        answer = _ask(other, b"rice\n")
    assert answer == "RICE\n", (
        f"The next one got {answer!r}. Is the timeout one of the connection, and not of the "
        "listening socket?"
    )


def one_vanishes():
    """A client resets its connection in the middle of a line. Others come before and after it."""
    address = _running()
    with _visitor(address) as first:
        with _visitor(address) as client:
            client.sendall(b"so")
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        _others(address, first)


def one_leaves_half():
    """A client sends half a character, and then no more. Others come before and after it."""
    address = _running()
    with _visitor(address) as first:
        with _visitor(address) as client:
            client.sendall(b"caf\xc3")
            client.shutdown(socket.SHUT_WR)
            said = client.recv(100)
        assert said == b"", f"It was answered {said!r}, and has to be hung up on."
        _others(address, first)


def one_sends_garbage():
    """A client sends a line that is not UTF-8. Others come before and after it."""
    address = _running()
    with _visitor(address) as first:
        with _visitor(address) as client:
            said = _ask(client, b"caf\xc3\n")
        assert said == "", f"It was answered {said!r}, and has to be hung up on."
        _others(address, first)


def _others(address, first):
    """The one who was there before is answered, and one who comes now."""
    sleep(1)
    answer = _ask(first, b"tea\n")
    assert answer == "TEA\n", f"The one who was there before got {answer!r}."
    with _visitor(address) as client:
        answer = _ask(client, b"rice\n")
    assert answer == "RICE\n", f"The one who came after got {answer!r}."


def _running(patience=60, small=False):
    """The address of a server that runs in a thread."""
    server = socket.create_server(("127.0.0.1", 0))
    if small:  # each connection takes this from the socket that listens
        server.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    Thread(target=serve, args=(server, patience), daemon=True).start()
    return server.getsockname()


def _visitor(address):
    """A connection, which ends at the end of its block."""
    return socket.create_connection(address)


def _ask(client, data):
    """Send; what comes back until a line is whole, or the server has hung up."""
    line = b""
    try:
        client.sendall(data)
        while not line.endswith(b"\n") and (piece := client.recv(65536)):
            line += piece
    except ConnectionError:
        line = b""
    return line.decode("utf-8", "replace")
