"""`exercises/stage.py` and `watched.py`: two clerks meet at every moment; what waits is seen."""

import itertools
import sqlite3
import sys
import threading
from inspect import signature

import pytest
from saying import fail

from tools.files import ROOT

TILL = """
from watched import WatchedLock as Lock

class Till:
    def __init__(self):
        self.coins, self.log = 0, []
        self.lock, self.other = Lock(), Lock()

    def put(self, coins):
        self.coins += coins

    def put_in_two_steps(self, coins):
        self.coins = self.coins + coins

    def put_locked(self, coins):
        with self.lock:
            self.coins += coins

    def take(self):
        return [self.coins for _ in range(2)]

    def there(self):
        with self.lock:
            with self.other:
                self.log += [1]

    def back(self):
        with self.other:
            with self.lock:
                self.log += [2]

    def twice(self):
        with self.lock:
            self.put_locked(1)

    def keep(self):
        self.lock.acquire()
        self.log += [3]
"""


@pytest.fixture
def stage(tmp_path, monkeypatch):
    """The stage, for a program of the test."""
    monkeypatch.syspath_prepend(ROOT / "exercises")
    for name in ("tail", "stage", "watched"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sqlite3, "connect", sqlite3.connect)
    monkeypatch.setitem(sys.modules, "till", None)
    import stage

    monkeypatch.setattr(stage, "NAME", "till")
    monkeypatch.setattr(stage, "HERE", tmp_path)
    (tmp_path / "till.py").write_text(TILL, "utf-8")
    yield stage
    for name in ("tail", "stage", "watched"):
        sys.modules.pop(name, None)


def meetings(stage, first, other):
    """A till, its clerks and where the first stood, for each moment."""
    for moment in itertools.count():
        till = stage.load().Till()
        one = stage.Clerk(lambda till=till: first(till), moment)
        two = stage.Clerk(lambda till=till: other(till))
        stage.STAGE.play(one, two)
        if one.place is None:
            return
        yield till, one, two


@pytest.mark.parametrize("put", ["put", "put_in_two_steps"])
def test_an_update_is_lost_between_the_look_and_the_change(stage, put):
    left = {
        till.coins
        for till, _, _ in meetings(
            stage, lambda till: getattr(till, put)(1), lambda till: till.put(2)
        )
    }
    assert left == {1, 3}


def test_nothing_is_lost_under_a_lock_for_which_the_other_waits(stage):
    met = list(meetings(stage, lambda till: till.put_locked(1), lambda till: till.put_locked(2)))
    assert len(met) >= 3
    assert {till.coins for till, _, _ in met} == {3}
    assert not stage.STAGE.stuck


def test_a_reader_is_stopped_between_two_looks(stage):
    seen = {
        str(one.outcome)
        for _, one, _ in meetings(stage, lambda till: till.take(), lambda till: till.put(1))
    }
    assert seen == {"[0, 0]", "[0, 1]", "[1, 1]"}


def test_a_deadlock_is_seen_and_the_others_go_on(stage):
    stuck = []
    for till, one, two in meetings(stage, lambda till: till.there(), lambda till: till.back()):
        stuck.append(stage.STAGE.stuck)
        assert ("Stuck" in (one.outcome, two.outcome)) is stage.STAGE.stuck
        assert len(till.log) == 2 - stage.STAGE.stuck
    assert set(stuck) == {True, False}


@pytest.mark.parametrize("act", ["twice", "keep"])
def test_a_lock_that_is_never_free_is_seen(stage, act):
    met = meetings(stage, lambda till: getattr(till, act)(), lambda till: till.put_locked(1))
    outcomes = [(stage.STAGE.stuck, one.outcome, two.outcome) for _, one, two in met]
    assert any(stuck for stuck, *_ in outcomes)
    assert all(("Stuck" in both) is stuck for stuck, *both in outcomes)


def test_where_the_first_stood_is_told(stage):
    places = [
        one.place for _, one, _ in meetings(stage, lambda till: till.put(1), lambda till: None)
    ]
    assert places == ["line 10 of till.py, `self.coins += coins`"] * 2


def test_a_list_is_changed_in_place(stage):
    """As it is without moments: whoever has the list sees the change."""
    till = stage.load().Till()
    log = till.log
    till.there()
    assert log == [1]


def test_what_is_rung_by_somebody_else_is_not_stuck(stage):
    """A condition is one, with a lock that another thread releases."""
    import watched

    bell = watched.WatchedLock(bell=True)
    bell.acquire()
    ringer = threading.Thread(target=bell.release)

    def wait():
        ringer.start()
        bell.acquire()
        return "rung"

    one, two = stage.Clerk(wait), stage.Clerk(lambda: "done")
    stage.STAGE.play(one, two)
    ringer.join()
    assert [one.outcome, two.outcome, stage.STAGE.stuck] == ["rung", "done", False]


def test_locks_of_the_program_are_watched(stage, monkeypatch):
    import watched

    for name in ("Lock", "RLock", "_allocate_lock"):
        monkeypatch.setattr(threading, name, getattr(threading, name))
    watched.watch_locks()
    made = [threading.Lock(), threading.RLock(), threading._allocate_lock()]
    monkeypatch.undo()  # at once: other threads of this process make locks, too
    assert [type(lock) for lock in made] == [watched.WatchedLock] * 3
    assert [(lock.again, lock.bell) for lock in made] == [
        (False, False),
        (True, False),
        (False, True),
    ]


def test_a_process_without_power_leaves_what_it_had_committed(stage, tmp_path):
    import watched

    watched.watch_databases()

    def work():
        db = sqlite3.connect(tmp_path / "till.db", isolation_level=None)
        db.execute("CREATE TABLE till (coins)")
        db.execute("BEGIN")
        db.execute("INSERT INTO till VALUES (1)")
        db.execute("COMMIT")

    left = []
    for moment in range(5):
        (tmp_path / "till.db").unlink(missing_ok=True)
        clerk = stage.Clerk(work, moment, "statements", watched.cut_power)
        clerk.run()
        stage.STAGE.power_back()
        with sqlite3.connect(tmp_path / "till.db") as db:
            tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            left.append(tables and db.execute("SELECT count(*) FROM till").fetchone()[0])
        db.close()
        assert clerk.outcome == ("PowerCut" if moment < 4 else "ok")
    assert left == [0, 0, 0, 0, 1]


def test_whoever_writes_is_waited_for_unless_there_is_no_patience(stage, tmp_path):
    import watched

    watched.watch_databases()
    path = tmp_path / "till.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE till (coins)")
    db.close()

    def put(coins, timeout):
        db = sqlite3.connect(path, timeout=timeout, isolation_level=None)
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO till VALUES (?)", [coins])
        db.execute("COMMIT")
        db.close()

    for timeout, outcome in ((30, "ok"), (0, "OperationalError")):
        one = stage.Clerk(lambda: put(1, 30), 1, "statements")
        two = stage.Clerk(lambda timeout=timeout: put(2, timeout))
        stage.STAGE.play(one, two)
        assert [one.outcome, two.outcome] == ["ok", outcome]


def test_no_two_clerks_run_a_statement_at_once(stage):
    """What fails has locked the database for a moment: for both, it would seem to be for good."""
    import watched

    met, connection = threading.Barrier(2), watched.WatchedConnection(":memory:")

    def meet():
        try:
            met.wait(timeout=0.2)
        except threading.BrokenBarrierError:
            return "alone"
        return "met"

    clerks = [stage.Clerk(lambda: watched.told(connection, meet, None)) for _ in range(2)]
    threads = [threading.Thread(target=clerk.run) for clerk in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    assert [clerk.outcome for clerk in clerks] == ["alone", "alone"]


def test_what_waits_has_its_time_limit_where_the_check_looks_for_it(stage, monkeypatch):
    """Else a wait without a limit is hurried, or one with a limit is not."""
    import tail

    hurried = []
    monkeypatch.setattr(tail, "hurry", lambda *facts: hurried.append(facts[:3]))
    tail.time_flies()
    assert len(hurried) > 5
    fail(
        f"exercises/tail.py: the time limit of {owner.__name__}.{name}() is no argument {place}"
        for owner, name, place in hurried
        if name != "sleep"  # a function in C, of one argument
        and [*signature(getattr(owner, name)).parameters][place : place + 1] != ["timeout"]
    )
