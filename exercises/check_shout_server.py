"""Checks shout_server.py. In the folder where both are: pytest check_shout_server.py"""

import os
import socket
import struct
import time
from contextlib import ExitStack, contextmanager
from multiprocessing import Process

from tail import ask, tell


def test_one_client_is_answered(tmp_path):
    """Several lines, each as soon as it was sent."""
    if ask(one_client, tmp_path) != ["TEA\n", "CAFÉ\n", "\n"]:
        tell("A client that sends 'tea', 'café' and an empty line gets 'TEA', 'CAFÉ' and ''.")


def one_client():
    """Three answers."""
    with running() as address, visitor(address) as client:
        return [client(b"tea\n"), client("café\n".encode()), client(b"\n")]


def test_a_client_who_says_nothing_stops_nobody(tmp_path):
    """It connects and is silent; a second client comes."""
    if ask(a_silent_client_first, tmp_path) != "TEA\n":
        tell(
            "While one client was connected and silent, another one got no answer. Who accepts "
            "the second client while the server waits for the first?"
        )


def a_silent_client_first():
    """The answer to the second client."""
    with running(patience=60) as address, visitor(address), visitor(address) as second:
        return second(b"tea\n")


def test_many_clients_who_say_nothing_stop_nobody(tmp_path):
    """Forty are connected and silent; one more comes."""
    if ask(many_silent_clients_first, tmp_path) != "TEA\n":
        tell("Forty clients were connected and silent, and the next one got no answer.")


def many_silent_clients_first():
    """The answer to the last client."""
    with running(patience=60) as address, ExitStack() as silent:
        for _ in range(40):
            silent.enter_context(visitor(address))
        return next_client(address, b"tea\n")


def test_a_line_ends_with_a_line_feed_alone(tmp_path):
    """A carriage return is a character like others."""
    if ask(odd_line_ends, tmp_path) != "A\rB\n":
        tell(
            "The line 'a\\rb' has one answer, 'A\\rB'. Text files take \\r for the end of a line "
            "too, unless they are told newline='\\n'."
        )


def odd_line_ends():
    """The answer to a line with a carriage return in it."""
    with running() as address, visitor(address) as client:
        return client(b"a\rb\n")


def test_a_client_who_says_nothing_is_hung_up_on(tmp_path):
    """After `patience` seconds; one second here."""
    said, after, next_one = ask(only_a_silent_client, tmp_path)
    if said is None:
        tell(
            "A client said nothing for much longer than `patience` seconds, and the server did not "
            "hang up. Give the connection a timeout, and see that it is closed."
        )
    if after < 0.9:
        tell("The server hung up at once. A client may be silent for `patience` seconds.")
    if next_one != "RICE\n":
        tell(
            "The server hung up on a silent client, and the next one who came got no answer. Is "
            "the timeout one of the connection, and not of the listening socket?"
        )


def only_a_silent_client():
    """What a silent client reads, after how many seconds, and the answer to the next one."""
    with running(patience=1) as address:
        with visitor(address) as client:
            begin = time.monotonic()
            said, after = client(b""), time.monotonic() - begin
        return said, after, next_client(address)


def test_a_character_may_come_in_halves(tmp_path):
    """The é of café has two bytes, and the second comes later."""
    if ask(two_halves, tmp_path) != "CAFÉ\n":
        tell(
            "The two bytes of the é came one after the other, and 'CAFÉ' did not come back. One "
            "recv() is not one message: collect whole lines before you decode them."
        )


def two_halves():
    """The answer to a line that was sent in two parts."""
    with running() as address, visitor(address) as client:
        client.sock.sendall(b"caf\xc3")
        time.sleep(0.5)
        return client(b"\xa9\n")


def test_a_long_line_is_answered_whole(tmp_path):
    """Longer than what one recv() returns, or one send() sends."""
    came = ask(long_line, tmp_path)
    if came != 300_001:
        tell(
            f"The answer to a line of 300000 characters has 300001, with its end. {came} came. "
            "Do you collect the whole line, and does all of the answer go out? send() may send "
            "a part only."
        )


def long_line():
    """How much of the answer to a long line comes, through a server with small buffers."""
    with running(small=True) as address, visitor(address) as client:
        client(b"x" * 300_000 + b"\n")
        return len(client.line)


EACH = {"way": ["vanishes", "half", "garbage"], "nonsense": ["half", "garbage"]}


def test_a_bad_client_harms_nobody_else(tmp_path, way):
    """One was there before it, one comes after it."""
    experiment = {"vanishes": one_vanishes, "half": one_leaves_half, "garbage": one_sends_garbage}
    before, after = ask(experiment[way], tmp_path)
    did = {
        "vanishes": "reset its connection in the middle of a line",
        "half": "left after half a character",
        "garbage": "sent a line that is not UTF-8",
    }[way]
    if before != "TEA\n":
        tell(f"A client {did}. Another one, who had been there before, got no answer anymore.")
    if after != "RICE\n":
        tell(f"A client {did}. The next one who came got no answer.")


def test_a_bad_client_is_hung_up_on(tmp_path, nonsense):
    """It goes on listening, and has to learn that there will be no answer."""
    said = ask({"half": hear_after_half, "garbage": hear_after_garbage}[nonsense], tmp_path)
    did = {"half": "ended in the middle of a character", "garbage": "sent no UTF-8"}[nonsense]
    if said:
        tell(f"A client {did}, and was answered {said!r}. It has to be hung up on.")
    if said is None:
        tell(f"A client {did}, and its connection stayed open. It has to be hung up on.")


def hear_after_half():
    """What a client hears that sends half a character and will send no more."""
    with running(patience=60) as address, visitor(address) as client:
        client.sock.sendall(b"caf\xc3")
        client.sock.shutdown(socket.SHUT_WR)
        return client(b"")


def hear_after_garbage():
    """What a client hears that sends a line that is not UTF-8."""
    with running(patience=60) as address, visitor(address) as client:
        return client(b"caf\xc3\n")


def test_a_crowd_does_not_end_the_server(tmp_path):
    """More clients than the process may have open files; then they leave."""
    if os.name == "nt":
        import pytest

        pytest.skip("Windows has no such limit")
    if ask(crowd, tmp_path) != "RICE\n":
        tell(
            "So many clients came that the process had no file descriptor left. After they had "
            "gone the next one got no answer: accept() raises OSError then, once for each try."
        )


def crowd():
    """The answer to one who comes after a crowd."""
    with running(patience=60, files=64) as address:
        with ExitStack() as many:
            for _ in range(80):
                many.enter_context(visitor(address))
            time.sleep(0.5)
        deadline = time.monotonic() + 5
        while (answer := next_client(address)) in (None, "") and time.monotonic() < deadline:
            time.sleep(0.1)
        return answer


def one_vanishes():
    """The answers to the others, if a client resets its connection."""
    with running(patience=60) as address, visitor(address) as first:
        with visitor(address) as client:
            client.sock.sendall(b"so")
            abort = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
            client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, abort)
        return others(address, first)


def one_leaves_half():
    """The answers to the others, if a client leaves after half a character."""
    with running(patience=60) as address, visitor(address) as first:
        with visitor(address) as client:
            client.sock.sendall(b"caf\xc3")
        return others(address, first)


def one_sends_garbage():
    """The answers to the others, if a client sends a line that is not UTF-8."""
    with running(patience=60) as address, visitor(address) as first:
        with visitor(address) as client:
            client(b"caf\xc3\n", limit=1)  # whatever it is told, or nothing
        return others(address, first)


def others(address, first):
    """The answers to the client who was there before, and to one who comes now."""
    time.sleep(0.5)
    return first(b"tea\n"), next_client(address)


def next_client(address, line=b"rice\n"):
    """The answer to one who comes now; None if nobody listens anymore."""
    try:
        with visitor(address) as client:
            return client(line)
    except OSError:
        return None


@contextmanager
def running(patience=10, small=False, files=None):
    """Run the server in a process; its address. With small buffers, send() sends a part."""

    with socket.create_server(("127.0.0.1", 0)) as server:
        if small:  # each connection takes this from the socket that listens
            server.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        process = Process(target=serve_with, args=(server, patience, files))
        process.start()
        address = server.getsockname()
    try:
        with visitor(address) as client:
            client(b"hello\n", limit=20)  # a process takes a while to start
        yield address
    finally:
        process.terminate()
        process.join()


def serve_with(server, patience, files):
    """Serve, in a process that may have so many files open."""
    from shout_server import serve

    if files:
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    serve(server, patience)


@contextmanager
def visitor(address):
    """Connect; a Client that ends at the end of the block."""
    with socket.create_connection(address, timeout=5) as sock:
        yield Client(sock)


class Client:
    """Called with bytes, it sends them and returns one line; '' is a hang-up, None silence."""

    def __init__(self, sock):
        self.sock, self.line = sock, b""

    def __call__(self, data, limit=5):
        """Send, and read until a line is whole, the server has hung up, or the limit is over."""
        self.line, deadline = b"", time.monotonic() + limit
        try:
            self.sock.settimeout(limit)
            if data:  # after shutdown() even b"" is an error, and would look like a hang-up
                self.sock.sendall(data)
            while not self.line.endswith(b"\n"):
                self.sock.settimeout(max(deadline - time.monotonic(), 0.001))
                if not (piece := self.sock.recv(65536)):
                    break
                self.line += piece
        except TimeoutError:
            return None
        except ConnectionError:
            return ""
        return self.line.decode("utf-8", "replace")
