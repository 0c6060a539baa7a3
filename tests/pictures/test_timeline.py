"""`tools.pictures.timeline`: what the recorder sees of a run, and that it changes nothing."""

import gzip
import json

import pytest

from docs import DOCS
from tools import cache as kept
from tools import interpreters
from tools.examples import outcome as outcomes
from tools.examples import page as pages
from tools.examples import runner
from tools.examples.judge import problems
from tools.examples.recording import record, recorded_run
from tools.examples.snippet import Snippet
from tools.pictures import lanes
from tools.pictures import timeline as timelines
from tools.pictures.lanes import Lane


def with_timelines() -> list[Snippet]:
    """The examples whose pages ask for a timeline."""
    found = {}
    for page in pages.every_page(DOCS):
        for example in pages.shown(page.read_text("utf-8")):
            if "timeline" in example.fence.extras:
                found[example.snippet.name] = example.snippet
    return list(found.values())


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
        record(snippet, run, outcomes.outcome_of(snippet))
        return snippet

    return write


@pytest.fixture
def drawn(kitchen):
    """A function that records a program; its lanes by name."""

    def draw(program: str, stated: str = "") -> dict[str, Lane]:
        recording = timelines.record(kitchen(program, stated))
        return {lane.name: lane for lane in timelines.picture(recording).lanes}

    return draw


def told(lane: Lane) -> list[str]:
    return [span.words for span in [*lane.spans, *lane.below] if span.state != "run"]


WAIT_FOR_A_LOCK = """\
from threading import Event, Lock, Thread
from time import sleep

oven, taken = Lock(), Event()


def bake():
    with oven:
        taken.set()
        sleep(0.05)


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
    assert "sleeps" in told(found["Ann"])
    assert "holds oven" in told(found["Ann"])
    (wait,) = [span for span in found["Bob"].spans if span.state == "lock"]
    assert wait.words == "waits for oven, held by Ann"
    assert wait.lines == [15]
    assert "waits for Ann" in told(found["MainThread"])
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
    assert (last.words, last.open, last.lines) == ("waits for lock, held by MainThread", True, [6])


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
    assert [(span.words, span.depth) for span in below] == [
        ("holds lock", 0),
        ("holds lock again", 1),
    ]
    assert below[0].begin <= below[1].begin < below[1].end <= below[0].end


def test_a_daemon_is_cut_off_when_its_process_ends(drawn):
    program = """\
from threading import Event, Thread

if __name__ == "__main__":
    Thread(target=Event().wait, name="radio", daemon=True).start()
"""
    found = drawn(program)
    assert found["radio (daemon)"].cut
    assert not found["MainThread"].cut


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_processes_have_lanes_and_the_locks_that_they_share(drawn, method):
    from multiprocessing import get_all_start_methods

    if method not in get_all_start_methods():
        pytest.skip(f"there is no {method} here")
    program = f"""\
from multiprocessing import get_context


def cook(oven, dishes):
    with oven:
        dishes.put("soup")


if __name__ == "__main__":
    context = get_context("{method}")
    oven, dishes = context.Lock(), context.Queue()
    child = context.Process(target=cook, args=(oven, dishes), name="cook")
    child.start()
    print(dishes.get())
    child.join()
"""
    found = drawn(program)
    assert list(found) == ["MainProcess", "cook"]
    assert "waits in the queue dishes" in told(found["MainProcess"])
    assert "waits for cook" in told(found["MainProcess"])
    assert "holds oven" in told(found["cook"])


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
    assert "sleeps" in told(found["main()"])
    assert "sleeps" in told(found["MainThread"])  # a blocked task blocks its thread
    long = [span.state for span in found["nap()"].spans if span.end - span.begin > timelines.LATE]
    assert long == ["sleep", "ready"]


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
    assert [span.words for span in worker.below] == ["calls cook('soup')", "calls cook('fish')"]


def test_names_that_a_program_chooses_are_data(kitchen):
    program = """\
from threading import Thread

if __name__ == "__main__":
    thread = Thread(target=print, args=("<b>",), name="<script>alert(1)</script>")
    thread.start()
    thread.join()
"""
    snippet = kitchen(program)
    shown = lanes.figure([timelines.picture(timelines.record(snippet))], "", "")
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_a_recording_that_does_not_do_what_the_example_does_fails_and_names_it(kitchen):
    snippet = kitchen('print("soup")\n')
    text = snippet.recording.read_text("utf-8")
    snippet.recording.write_text(text.replace("soup", "fish"), "utf-8")
    with pytest.raises(timelines.BadTimeline, match=r"kitchen/cook\.py, recorded .*another"):
        timelines.record(snippet)


def test_a_recorder_that_changes_an_example_is_noticed(kitchen):
    program = "import threading\n\nprint(threading.Lock.__module__)\n"
    with pytest.raises(timelines.BadTimeline, match="the output is another"):
        timelines.record(kitchen(program))


@pytest.fixture
def counted(monkeypatch, tmp_path):
    """Recordings are kept in a folder of the test; a list of the snippets that were recorded."""
    real, made = timelines.record, []

    def record(snippet: Snippet) -> timelines.Recording:
        made.append(snippet.name)
        return real(snippet)

    monkeypatch.setattr(kept, "FOLDER", tmp_path / "kept")
    monkeypatch.setattr(timelines, "record", record)
    return made


def test_nothing_is_recorded_again_while_nothing_changes(kitchen, counted):
    snippet = kitchen('print("soup")\n')
    first = timelines.recording(snippet)
    assert timelines.recording(snippet) == first
    assert len(counted) == 1

    timelines.recording(kitchen('print("soup")  # hot\n'))
    assert len(counted) == 2


def test_what_tests_record_beside_other_tests_is_not_published(kitchen, counted, monkeypatch):
    snippet = kitchen('print("soup")\n')
    monkeypatch.setenv("MEASURE", "smoke")
    timelines.recording(snippet)
    monkeypatch.delenv("MEASURE")
    timelines.recording(snippet)
    assert len(counted) == 2


@pytest.mark.parametrize("left", [0, 20, None])
def test_a_kept_recording_that_cannot_be_read_is_made_again(kitchen, counted, left):
    snippet = kitchen('print("soup")\n')
    timelines.recording(snippet)
    (file,) = kept.FOLDER.rglob("*.json.gz")
    whole = gzip.compress(b"[]") if left is None else file.read_bytes()[:left]
    file.write_bytes(whole)
    assert timelines.recording(snippet).events
    assert len(counted) == 2


def test_the_trace_has_the_waits_in_the_format_of_chrome(kitchen):
    recording = timelines.record(kitchen(WAIT_FOR_A_LOCK))
    events = json.loads(gzip.decompress(timelines.trace(recording)))["traceEvents"]
    assert all({"ph", "pid", "tid", "name"} <= set(event) for event in events)
    assert "lock" in {event["name"] for event in events}
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
    recording = timelines.recording(Snippet(name))
    events = json.loads(gzip.decompress(timelines.trace(recording)))["traceEvents"]
    assert set(depths(events)) == {0}


def test_the_trace_has_the_calls_of_functions_where_viztracer_runs(kitchen):
    pytest.importorskip("viztracer")
    recording = timelines.record(kitchen(WAIT_FOR_A_LOCK))
    events = json.loads(gzip.decompress(timelines.trace(recording)))["traceEvents"]
    calls = [event["name"] for event in events if event["ph"] == "X"]
    assert any(name.startswith("bake (") for name in calls)
    assert not any("sitecustomize" in name for name in calls)


def test_there_are_timelines_of_all_that_takes_time():
    assert len(with_timelines()) >= 12


@pytest.mark.parametrize("snippet", with_timelines(), ids=lambda snippet: snippet.name)
def test_recording_does_not_change_the_lesson(snippet):
    """The same outcome with the recorder (or `record` raises) and without."""
    timelines.record(snippet)
    outcome = outcomes.outcome_of(snippet)
    found = problems(snippet, run_plainly(snippet), outcome, recorded_run(snippet))
    assert not found
