"""`tools.pictures.timeline`: what the recorder sees of a run, and that it changes nothing."""

import gzip
import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from itertools import groupby, pairwise
from multiprocessing import get_all_start_methods

import pytest
from pictured import pictured

from tools import cache, interpreters
from tools.examples import outcome as outcomes
from tools.examples import runner
from tools.examples.judge import problems
from tools.examples.recording import record as record_output
from tools.examples.recording import recorded_run
from tools.examples.snippet import BadSnippet, Snippet
from tools.pictures import KINDS, timeline
from tools.pictures.drawing import Figure
from tools.pictures.lanes import Lane, Picture, Span, State
from tools.pictures.timeline import BadTimeline, Timeline, picture
from tools.pictures.timeline import recording as timeline_recording
from tools.pictures.timeline.reading import LATE
from tools.pictures.timeline.recording import RECORDER, Recording, record, recorded
from tools.pictures.timeline.running import known, split
from tools.pictures.timeline.trace import trace
from tools.site.telling import Telling

forks = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
QUIET = ("run", "either", "unseen")  # what a lane is in where it was not seen to wait


TIMELINES = pictured("timeline")


def run_plainly(snippet: Snippet) -> runner.Run:
    outcome = outcomes.outcome_of(snippet)
    return runner.run(snippet.path, interpreters.running(), outcome.limit, outcome.arguments)


@pytest.fixture
def kitchen(tmp_path):
    """A function that writes an example and what a plain run of it prints."""

    def write(program: str, stated: str = "") -> Snippet:
        folder = tmp_path / "snippets" / "kitchen"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "cook.py").write_text(program, "utf-8")
        head = "from tools.outcomes import any_order, exact, sample\n"
        (folder / "outcomes.py").write_text(head + stated, "utf-8")
        snippet = Snippet("kitchen/cook.py", tmp_path / "snippets")
        run = run_plainly(snippet)
        record_output(snippet, run, outcomes.outcome_of(snippet))
        return snippet

    return write


@pytest.fixture
def drawn(kitchen):
    """A function that records a program; its lanes by name."""

    def draw(program: str, stated: str = "") -> dict[str, Lane]:
        return {lane.name: lane for lane in picture(record(kitchen(program, stated))).lanes}

    return draw


def told(lane: Lane) -> list[str]:
    """What a lane does: the state, and of what; on a busy machine any may be ready for a while."""
    spans = [one for one in (*lane.spans, *lane.below) if one.state not in (*QUIET, "ready")]
    return [f"{one.state} {one.what or one.detail}".strip() for one in spans]


def html(snippet: Snippet) -> str:
    found = timeline.facts(snippet)
    return Telling("en").render(KINDS["timeline"].template, facts=found, links=["x"])


WAIT_FOR_A_LOCK = """\
from threading import Event, Lock, Thread
from time import sleep

oven, taken = Lock(), Event()


def bake():
    with oven:
        taken.set()
        sleep(0.5)  # however busy the machine is, Bob comes meanwhile


def wait():
    taken.wait()
    with oven:
        pass


if __name__ == "__main__":
    cooks = [Thread(target=bake, name="Ann"), Thread(target=wait, name="Bob")]
    for cook in cooks:
        cook.start()
    for cook in cooks:
        cook.join()
"""


def test_the_wait_in_a_with_statement_is_seen_and_whose_lock_it_is(drawn):
    found = drawn(WAIT_FOR_A_LOCK)
    assert list(found) == ["MainThread", "Ann", "Bob"]
    assert "sleep" in told(found["Ann"])
    assert "held oven" in told(found["Ann"])
    (wait,) = [span for span in found["Bob"].spans if span.state == "lock"]
    assert (wait.what, wait.owners, wait.lines) == ("oven", ("Ann",), (15,))
    assert "join Ann" in told(found["MainThread"])
    assert found["Ann"].parent == 0


def test_a_deadlock_is_seen_by_what_never_ends(drawn):
    program = """\
from threading import Lock

if __name__ == "__main__":
    lock = Lock()
    with lock:
        with lock:
            pass
"""
    found = drawn(program, "cook = exact(hangs=True, limit=2)")
    last = found["MainThread"].spans[-1]
    assert (last.state, last.what, last.owners) == ("lock", "lock", ("MainThread",))
    assert (last.open, last.lines) == (True, (6,))


def test_an_rlock_taken_again_is_held_twice(drawn):
    program = """\
from threading import RLock

if __name__ == "__main__":
    lock = RLock()
    with lock:
        with lock:
            pass
"""
    below = drawn(program)["MainThread"].below
    assert [(span.what, span.detail, span.depth) for span in below] == [
        ("lock", "", 0),
        ("lock", "again", 1),
    ]
    assert below[0].begin <= below[1].begin < below[1].end <= below[0].end


def test_a_condition_taken_twice_is_held_twice_again_after_its_wait(drawn):
    program = """\
from threading import Condition, Thread
from time import sleep


def fill():
    with tray:
        with tray:
            tray.wait_for(lambda: eaten)
        sleep(0.05)


if __name__ == "__main__":
    tray, eaten = Condition(), []
    baker = Thread(target=fill, name="baker")
    baker.start()
    sleep(0.05)
    with tray:
        eaten.append("rye")
        tray.notify()
    baker.join()
"""
    lane = drawn(program)["baker"]
    (slept,) = [span for span in lane.spans if span.state == "sleep"]
    assert [span.depth for span in lane.below if span.begin <= slept.begin][-2:] == [0, 1]
    (held,) = [one for one in lane.below if one.begin <= slept.begin and slept.end <= one.end]
    assert (held.what, held.depth) == ("tray", 0)


def test_a_daemon_is_cut_off_when_its_process_ends(drawn):
    program = """\
from threading import Event, Thread

if __name__ == "__main__":
    Thread(target=Event().wait, name="radio", daemon=True).start()
"""
    found = drawn(program)
    assert found["radio"].cut
    assert found["radio"].daemon
    assert not found["MainThread"].cut


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_processes_have_lanes_and_the_locks_that_they_share(drawn, method):
    if method not in get_all_start_methods():
        pytest.skip(f"there is no {method} here")
    program = f"""\
from multiprocessing import get_context


def cook(oven, dishes, eggs):
    with oven, eggs.get_lock():
        dishes.put("soup")


if __name__ == "__main__":
    context = get_context("{method}")
    oven, dishes, eggs = context.Lock(), context.Queue(), context.Value("i", 0)
    child = context.Process(target=cook, args=(oven, dishes, eggs), name="cook")
    child.start()
    print(dishes.get())
    child.join()
"""
    found = drawn(program)
    assert list(found) == ["MainProcess", "cook"]
    assert "queue dishes" in told(found["MainProcess"])
    assert "join cook" in told(found["MainProcess"])
    assert "held oven" in told(found["cook"])
    assert "held eggs" in told(found["cook"])


def test_a_task_that_could_run_but_has_no_turn_is_seen(drawn):
    program = """\
import asyncio
import time


async def nap():
    await asyncio.sleep(0.02)


async def main():
    sleeper = asyncio.create_task(nap())
    await asyncio.sleep(0)
    time.sleep(0.09)
    await sleeper


if __name__ == "__main__":
    asyncio.run(main())
"""
    found = drawn(program)
    assert "sleep" in told(found["main()"])
    assert "sleep" in told(found["MainThread"])  # a blocked task blocks its thread
    long = [span.state for span in found["nap()"].spans if span.length > LATE]
    assert [state for state in long if state not in QUIET][-2:] == ["sleep", "ready"]


@pytest.mark.parametrize("waits", ["sleep(0.01)", "Event().wait(0.01)"])
def test_a_thread_whose_time_is_up_sleeps_no_longer_while_another_has_the_gil(drawn, waits):
    program = f"""\
import gc
from threading import Event, Thread
from time import sleep


def nap():
    {waits}


if __name__ == "__main__":
    gc.disable()
    pantry = [[] for _ in range(1_000_000)]
    napper = Thread(target=nap, name="napper")
    napper.start()
    gc.collect()
    napper.join()
"""
    found = [span for span in drawn(program)["napper"].spans if span.state not in QUIET]
    wait, after = found[:2]
    assert wait.state in ("sleep", "signal")
    assert wait.length < 10 + LATE + 1
    assert (after.state, after.begin) == ("ready", wait.end)


def test_the_calls_of_a_pool_are_named(drawn):
    program = """\
from concurrent.futures import ThreadPoolExecutor


def cook(dish):
    return dish.upper()


if __name__ == "__main__":
    with ThreadPoolExecutor(1) as kitchen:
        print(*kitchen.map(cook, ["soup", "fish"]))
"""
    (worker,) = [lane for name, lane in drawn(program).items() if name != "MainThread"]
    assert told(replace(worker, spans=())) == ["call cook('soup')", "call cook('fish')"]


def test_names_that_a_program_chooses_are_data(kitchen):
    program = """\
from threading import Thread

if __name__ == "__main__":
    thread = Thread(target=print, args=("<b>",), name="<script>alert(1)</script>")
    thread.start()
    thread.join()
"""
    snippet = kitchen(program)
    shown = html(snippet)
    assert shown.count("<script") == 1
    assert "&lt;script&gt;alert(1)" in shown


def test_a_recording_that_does_not_do_what_the_example_does_fails_and_names_it(kitchen):
    snippet = kitchen('print("soup")\n')
    text = snippet.recording.read_text("utf-8")
    snippet.recording.write_text(text.replace("soup", "fish"), "utf-8")
    with pytest.raises(BadTimeline, match=r"kitchen/cook\.py, recorded .*differs"):
        record(snippet)


@pytest.mark.parametrize(
    "stops", ["os.kill(7, signal.SIGSTOP)", 'run(["kill", "-STOP", "7"])', "cook.suspend()"]
)
def test_a_process_that_is_stopped_is_not_drawn_as_ready(kitchen, stops):
    with pytest.raises(BadTimeline, match=r"cook\.py:2: .*STOP|cook\.py:2: \.suspend"):
        timeline.facts(kitchen(f"print()\nif 0: {stops}\n"))


def test_a_recorder_that_changes_an_example_is_noticed(kitchen):
    program = "import threading\n\nprint(threading.Lock.__module__)\n"
    with pytest.raises(BadTimeline, match="the output differs"):
        record(kitchen(program))


@pytest.fixture
def counted(monkeypatch, tmp_path):
    """Recordings are kept in a folder of the test; a list of the snippets that were recorded."""
    made = []

    def again(snippet: Snippet) -> Recording:
        made.append(snippet.name)
        return record(snippet)

    monkeypatch.setattr(cache, "FOLDER", tmp_path / "cache")
    monkeypatch.setattr(timeline_recording, "record", again)
    return made


def test_nothing_is_recorded_again_while_nothing_changes(kitchen, counted):
    snippet = kitchen('print("soup")\n')
    first = recorded(snippet)
    assert recorded(snippet) == first
    assert len(counted) == 1

    recorded(kitchen('print("soup")  # hot\n'))
    assert len(counted) == 2


def test_what_tests_record_beside_other_tests_is_not_published(kitchen, counted, monkeypatch):
    snippet = kitchen('print("soup")\n')
    monkeypatch.setenv("MEASURE", "smoke")
    recorded(snippet)
    monkeypatch.delenv("MEASURE")
    recorded(snippet)
    assert len(counted) == 2


@pytest.mark.parametrize("left", [0, 20, None])
def test_a_kept_recording_that_cannot_be_read_is_made_again(kitchen, counted, left):
    snippet = kitchen('print("soup")\n')
    recorded(snippet)
    (file,) = cache.FOLDER.rglob("*.json.gz")
    whole = gzip.compress(b"[]") if left is None else file.read_bytes()[:left]
    file.write_bytes(whole)
    assert recorded(snippet).events
    assert len(counted) == 2


def test_the_trace_has_the_waits_in_the_format_of_chrome(kitchen):
    found = record(kitchen(WAIT_FOR_A_LOCK))
    events = json.loads(gzip.decompress(trace(found.events)))["traceEvents"]
    assert all({"ph", "pid", "tid", "name"} <= set(event) for event in events)
    (begin,) = [event for event in events if event["name"] == "lock"]
    of_it = [event for event in events if event["tid"] == begin["tid"] and "ts" in event]
    end = of_it[of_it.index(begin) + 1]
    (waits,) = [
        span for lane in picture(found).lanes for span in lane.spans if span.state == "lock"
    ]
    assert end["ts"] - begin["ts"] == pytest.approx(waits.length * 1000), "ts is in microseconds"
    assert depths(events) == [0, 0, 0]


def depths(events: list[dict]) -> list[int]:
    """How many slices are open at the end, for each thread; no end is without a begin."""
    open_now: dict[int, int] = {}
    for event in events:
        if event["ph"] in "BE":
            step = 1 if event["ph"] == "B" else -1
            open_now[event["tid"]] = open_now.get(event["tid"], 0) + step
            assert open_now[event["tid"]] >= 0, event
    return list(open_now.values())


@pytest.mark.parametrize("name", ["next/wait_together.py", "next/ten_orders.py"])
def test_the_slices_of_tasks_and_calls_end(name):
    found = recorded(Snippet(name))
    events = json.loads(gzip.decompress(trace(found.events)))["traceEvents"]
    assert set(depths(events)) == {0}


def test_the_trace_has_the_calls_of_the_programs_own_functions(kitchen):
    found = record(kitchen(WAIT_FOR_A_LOCK))
    events = json.loads(gzip.decompress(trace(found.events)))["traceEvents"]
    calls = {
        event["name"] for event in events if event["ph"] == "B" and "line" not in event["args"]
    }
    assert {"<module>", "bake", "wait"} <= calls
    assert not any("sitecustomize" in name or "timeline_recorder" in name for name in calls)


@pytest.mark.parametrize("name", interpreters.OF_CI)
def test_the_recorder_sees_the_same_on_every_build(kitchen, name):
    snippet = kitchen(WAIT_FOR_A_LOCK)
    python = {python.name: python for python in interpreters.find()}.get(name)
    if not python:
        pytest.skip(f"needs Python {name}")
    found = record(snippet, python)
    main, ann, bob = picture(found).lanes
    assert (main.name, ann.name, bob.name) == ("MainThread", "Ann", "Bob")
    assert "join Ann" in told(main)
    assert told(ann) == ["sleep", "held oven"]
    assert [what for what in told(bob) if what.startswith(("lock", "held"))] == [
        "lock oven",
        "held oven",
    ]
    assert {"bake", "wait"} <= {e["what"] for e in found.events if e["event"] == "enter"}


def test_there_are_timelines_of_all_that_takes_time():
    assert len(TIMELINES) >= 12


@pytest.mark.one_in(3)
@pytest.mark.parametrize("snippet", TIMELINES, ids=lambda snippet: snippet.name)
def test_recording_does_not_change_the_lesson(snippet):
    """The same outcome with the recorder (or `record` raises) and without."""
    record(snippet)
    outcome = outcomes.outcome_of(snippet)
    found = problems(snippet, run_plainly(snippet), outcome, recorded_run(snippet))
    assert not found


def overlaps(lanes) -> list[tuple[Span, Span]]:
    """Spans of lanes of one process that are both said to be running at one instant."""
    spans = sorted((span for lane in lanes for span in lane.of(State.RUN)), key=lambda s: s.begin)
    return [(one, two) for one, two in pairwise(spans) if two.begin < one.end - 1e-9]


def threads_by_process(found: Recording) -> list[list[Lane]]:
    """The lanes of threads of each process; a task runs in its thread, and is none."""
    shown: dict[str, list[Lane]] = {}
    owner = ""
    for lane in picture(found).lanes:
        if lane.kind == "process" or not shown:
            owner = lane.name
        if lane.kind != "task":
            shown.setdefault(owner, []).append(lane)
    return list(shown.values())


@pytest.mark.skipif(not interpreters.running().gil, reason="needs Python with a GIL")
@pytest.mark.parametrize("snippet", TIMELINES, ids=lambda snippet: snippet.name)
def test_with_a_gil_no_picture_shows_two_threads_running_at_one_instant(snippet):
    for lanes in threads_by_process(recorded(snippet)):
        assert not overlaps(lanes)


COMPUTE = """\
from threading import Barrier, Thread

all_here = Barrier(3)


def compute():
    all_here.wait()
    for _ in range(300):  # many times as long as a thread keeps the GIL that others want
        sum(range(20_000))


if __name__ == "__main__":
    threads = [Thread(target=compute) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


@pytest.mark.skipif(not interpreters.running().gil, reason="needs Python with a GIL")
def test_threads_that_compute_by_turns_are_not_all_said_to_run(kitchen):
    found = record(kitchen(COMPUTE))
    (lanes,) = threads_by_process(found)
    assert not overlaps(lanes)
    assert any(lane.of(State.EITHER) for lane in lanes[1:])


def test_one_thread_that_computes_alone_is_known_to_run():
    events = [
        {"pid": 1, "lane": 0, "thread": 0, "t": at * 10**6, "cpu": at * 10**6, "event": event}
        for at, event in ((0, "born"), (70, "enter"), (100, "end"))
    ]
    found = Recording(events, None, 1, True, "CPython", "linux")
    (lane,) = picture(found).lanes
    assert [(s.begin, s.end, s.state) for s in lane.spans] == [(0, 100, "run")]
    events[1]["cpu"] -= 10 * 10**6  # a seventh of the time it had no core, or waited unseen
    (lane,) = picture(found).lanes
    assert [(s.begin, s.end, s.state) for s in lane.spans] == [(0, 70, "either"), (70, 100, "run")]


def test_a_thread_whose_processor_time_is_not_known_is_not_said_to_run():
    first, last = ({"pid": 1, "lane": 0, "t": t, "cpu": t} for t in (0, 100))
    assert known([first, last], 0, True) == {(1, 0): [(0, 100 / 1e6, State.RUN)]}
    assert not known([first, last | {"cpu": None}], 0, True).get((1, 0))
    assert not known([first | {"cpu": None}, last], 0, True).get((1, 0))
    assert not known([first | {"cpu": 95}, last], 0, True).get((1, 0))  # 5 of 100
    other = {"pid": 1, "lane": 1, "t": 50, "cpu": 0}
    assert not known([first, other, last], 0, True).get((1, 0))  # the other one had the GIL
    assert known([first, other, last], 0, False)[1, 0]
    assert known([first, other | {"pid": 2}, last], 0, True)[1, 0]


def test_a_little_running_amid_what_is_not_known_is_not_drawn():
    span = Span(0, 100, State.RUN)
    parts = split([span], [(10, 10.05, State.RUN), (20, 40, State.RUN)], 100)
    assert [(s.begin, s.end, s.state) for s in parts] == [
        (0, 20, "either"),
        (20, 40, "run"),
        (40, 100, "either"),
    ]
    short = Span(10, 10.05, State.RUN)  # but all of a span, however short
    assert split([short], [(10, 10.05, State.RUN)], 100) == [short]
    wait = Span(0, 5, State.IO)
    assert split([wait], [(0, 5, State.RUN)], 100) == [wait]


def test_whatever_threads_note_two_are_never_known_to_run_at_once():
    chance = random.Random(7)
    for _ in range(300):
        times = sorted(chance.sample(range(1000), 30))
        cpu = dict.fromkeys(range(3), 0)
        events = []
        for time in times:
            thread = chance.randrange(3)
            cpu[thread] = chance.choice([time, cpu[thread] + chance.randrange(50)])
            events.append({"pid": 1, "lane": thread, "t": time, "cpu": cpu[thread]})
        spans = sorted(pair for all_ in known(events, 0, True).values() for pair in all_)
        assert all(one[1] <= two[0] for one, two in pairwise(spans))


POOL = """\
from multiprocessing import Pool


def cook(dish):
    return dish.upper()


if __name__ == "__main__":
    with Pool(4) as pool:
        print(pool.map(cook, ["soup", "fish", "cake"]))
"""


def test_processes_that_are_ended_at_once_do_not_end_the_build(drawn):
    found = drawn(POOL)
    assert len(found) == 5
    workers = [lane for name, lane in found.items() if name != "MainProcess"]
    assert all(lane.daemon for lane in workers)
    calls = [what for lane in workers for what in told(lane) if what.startswith("call")]
    assert sorted(calls) == ["call cook('cake')", "call cook('fish')", "call cook('soup')"]
    assert "join results" in told(found["MainProcess"])


@pytest.mark.parametrize("method", get_all_start_methods())
def test_a_child_that_is_ended_before_it_can_say_anything_has_a_lane(drawn, method):
    program = f"""\
from multiprocessing import get_context
from time import sleep

if __name__ == "__main__":
    child = get_context("{method}").Process(target=sleep, args=(9,), name="cook")
    child.start()
    child.kill()
    child.join()
"""
    found = drawn(program)
    assert list(found) == ["MainProcess", "cook"]
    assert found["cook"].cut
    assert found["cook"].parent == 0
    assert found["cook"].end <= found["MainProcess"].end


@forks
def test_forked_children_have_lanes_and_the_wait_for_them_is_seen(drawn):
    program = """\
import os
import time

if __name__ == "__main__":
    child = os.fork()
    if not child:
        time.sleep(0.05)
        os._exit(0)
    os.waitpid(child, 0)
"""
    main, child = drawn(program).values()
    assert "join child" in told(main)
    assert told(child) == ["sleep"]
    assert (child.kind, child.parent, child.cut) == ("process", 0, False)


@forks
def test_a_child_ends_where_its_sentinel_tells_so(drawn):
    """Also if nobody joins it, or not yet: here Python terminates it at the end of the program."""
    program = """\
import multiprocessing
import threading
import time
from multiprocessing import connection

if __name__ == "__main__":
    fork = multiprocessing.get_context("fork")
    radio = fork.Process(target=time.sleep, args=(60,), name="radio", daemon=True)
    radio.start()
    fork.Process(target=time.sleep, args=(0.5,), name="baker").start()
    wait = threading.Thread(target=connection.wait, args=([radio.sentinel],), daemon=True)
    wait.start()
"""
    found = drawn(program)
    radio, baker = found["radio"], found["baker"]
    assert (radio.cut, baker.cut) == (True, False)
    assert radio.spans[-1].end < baker.spans[-1].end


@forks
def test_waits_that_are_not_of_threading_are_seen_in_children_too(drawn):
    program = """\
import multiprocessing
import os
import select
import time


def wait(here, ready, told, pipe):
    ready.wait()
    with told:
        here.release()
        told.wait_for(lambda: True)
        told.wait()
    os.read(pipe, 1)
    time.sleep(0.001)
    select.select([pipe], [], [])


if __name__ == "__main__":
    fork = multiprocessing.get_context("fork")
    here, ready, told = fork.Semaphore(0), fork.Event(), fork.Condition()
    out, into = os.pipe()
    child = fork.Process(target=wait, args=(here, ready, told, out), name="cook")
    child.start()
    ready.set()
    here.acquire()
    with told:
        told.notify()
    for _ in "ab":
        os.write(into, b"x")
    child.join()
"""
    *waits, end, held = [what for what, _ in groupby(told(drawn(program)["cook"]))]
    assert waits == ["signal ready", "signal told", "io", "sleep", "io"], end
    assert held == "held told"


@forks
def test_who_waits_in_a_call_that_is_not_recorded_is_not_said_to_be_ready_or_running(drawn):
    """And no line of the parent, in which a child was forked, is told of the child."""
    program = """\
import multiprocessing
import sqlite3
import time


def sell(counting):
    counting.wait()
    sqlite3.connect("stock.db", isolation_level=None).execute("CREATE TABLE sold (what)")


if __name__ == "__main__":
    fork = multiprocessing.get_context("fork")
    counting = fork.Event()
    till = fork.Process(target=sell, args=[counting], name="till")
    till.start()
    stock = sqlite3.connect("stock.db", isolation_level=None)
    stock.execute("BEGIN IMMEDIATE")
    counting.set()
    time.sleep(0.4)
    stock.execute("ROLLBACK")
    till.join()
"""
    till = drawn(program, 'cook = exact(leaves=["stock.db"])')["till"]
    (unseen,) = (one for one in till.of(State.UNSEEN) if one.length > 200)
    assert max(one.length for one in till.of(State.EITHER)) < unseen.length
    start = 1 + program.splitlines().index("    till.start()")
    assert not [one for one in till.spans if start in one.lines]


def test_a_task_that_waits_in_a_queue_says_in_which(drawn):
    program = """\
import asyncio


class Dish:
    pass


async def serve(dishes, plate):
    await dishes.get()
    await asyncio.wait([asyncio.ensure_future(asyncio.sleep(0.01))])


async def main():
    dishes = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(serve(dishes, Dish()))
        await asyncio.sleep(0.01)
        dishes.put_nowait("soup")


if __name__ == "__main__":
    asyncio.run(main())
"""
    found = drawn(program)
    (serve,) = [lane for name, lane in found.items() if name.startswith("serve(")]
    assert "0x" not in serve.name
    assert serve.name.endswith(", Dish)")
    assert told(serve)[-2:] == ["queue dishes", "join tasks"]


def test_a_task_says_which_lock_it_waits_for_and_that_a_future_is_no_task(drawn):
    program = """\
import asyncio


async def cook(lid, soup):
    async with lid:
        await soup


async def main():
    lid, soup = asyncio.Lock(), asyncio.get_running_loop().create_future()
    await lid.acquire()
    cooking = asyncio.create_task(cook(lid, soup))
    await asyncio.sleep(0.01)
    lid.release()
    await asyncio.sleep(0.01)
    soup.set_result("hot")
    await cooking


if __name__ == "__main__":
    asyncio.run(main())
"""
    found = drawn(program)
    (cook,) = [lane for name, lane in found.items() if name.startswith("cook(")]
    assert [one for one in told(cook) if " " in one] == ["lock lid", "join result"]
    assert told(found["main()"])[-1] == "join tasks"


def test_an_example_has_what_it_is_lent_when_its_timeline_is_recorded(kitchen):
    program = """\
import os

if "TIMELINE_FOLDER" in os.environ:
    int(os.environ["PORT"])
"""
    stated = "from tools.outcomes import port\ncook = exact(services=[port])"
    assert record(kitchen(program, stated)).stopped is None


def test_a_program_that_never_ends_is_drawn_to_its_limit_and_not_beyond(kitchen):
    program = """\
from time import sleep

if __name__ == "__main__":
    while True:
        sleep(0.3)
"""
    found = record(kitchen(program, "cook = exact(hangs=True, limit=2)"))
    drawn = picture(found)
    assert drawn.length <= 2000
    assert drawn.length == max(lane.end for lane in drawn.lanes)
    sleeps = drawn.lanes[0].of(State.SLEEP)
    assert all(span.length < 600 for span in sleeps)
    assert sleeps[-1].open


def test_a_long_quiet_end_is_left_out_and_marked(kitchen):
    program = "from threading import Event\n\nEvent().wait()\n"
    drawn = picture(record(kitchen(program, "cook = exact(hangs=True, limit=2)")))
    begin, end = drawn.jump
    assert 0 < begin < 500 < end < drawn.length <= 2000


LOCKS = """\
from threading import Lock

lock = Lock()
for _ in range(20_000):
    with lock:
        pass
"""


def test_of_very_many_events_the_first_are_drawn_and_that_is_said(kitchen, counted):
    snippet = kitchen(LOCKS)
    found = timeline.facts(snippet)
    shown = html(snippet)
    assert found.drawn == timeline.MOST
    assert f"Only its first {timeline.MOST:,} events are drawn." in shown
    assert len(shown) < 600_000
    assert not found.picture.lanes[0].cut


@pytest.mark.parametrize("text", [WAIT_FOR_A_LOCK, COMPUTE, POOL], ids=["lock", "compute", "pool"])
def test_whatever_is_missing_of_a_recording_a_picture_can_be_drawn(kitchen, text):
    whole, chance = record(kitchen(text)), random.Random(11)
    for share in (0.02, 0.2, 0.7):
        for _ in range(60):
            events = [event for event in whole.events if chance.random() > share]
            cut = [*events[: chance.randrange(1, len(whole.events))], whole.events[-1]]
            drawn = picture(replace(whole, events=cut))
            for lane in drawn.lanes:
                for span in (*lane.spans, *lane.below):
                    assert lane.begin <= span.begin <= span.end <= lane.end + 1e-9


def test_a_fault_of_ours_is_told_as_what_to_do(kitchen, counted, monkeypatch):
    monkeypatch.setattr(timeline, "picture", lambda found: found["x"])
    with pytest.raises(BadSnippet, match=r"kitchen/cook\.py: .*show it without \.timeline"):
        timeline.facts(kitchen('print("soup")\n'))


def test_timelines_of_one_page_have_one_axis_or_say_that_they_have_not():
    def of(length: float, jump=None) -> Timeline:
        shown = Picture((Lane("MainThread", 0, length),), length, jump)
        found = Recording([], None, 1, True, "CPython", "linux")
        return Timeline(Figure("x", (shown,)), "kitchen/cook.py", found)

    def axes(*found: Timeline) -> list[tuple[str, float]]:
        return [(one.axis, one.picture.length) for one in timeline.together(found)]

    assert axes(of(100)) == [("alone", 100)]
    assert axes(of(100), of(300)) == [("same", 300), ("same", 300)]
    assert axes(of(100), of(900)) == [("other", 100), ("other", 900)]
    assert axes(of(900, (5, 890)), of(800)) == [("other", 900), ("other", 800)]


def test_a_lock_is_free_before_another_thread_may_have_it(tmp_path):
    """Told after the release, it would be free while the next one holds it already."""
    program = """
from types import SimpleNamespace
from timeline_recorder import locks

done = []
locks.now = lambda: done.append("looks at the clock") or {"t": 1}
locks.log = lambda what, **told: done.append(f"notes {what} at {told['t']}")
locks.Held(SimpleNamespace(release=lambda: done.append("gives it back")), 7).release()
print(*done, sep="\\n")
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ
        | {"PYTHONPATH": str(RECORDER), "TIMELINE_FOLDER": str(tmp_path), "TIMELINE_PROGRAM": "x"},
        capture_output=True,
        text=True,
    )
    looked, *others = done.stdout.splitlines()
    assert looked == "looks at the clock", done.stderr
    assert sorted(others) == ["gives it back", "notes free at 1"]
