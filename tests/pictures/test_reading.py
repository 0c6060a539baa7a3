"""`tools.pictures.timeline.reading` and `running`: made-up events, and exactly the lanes of them.

No program runs here; `test_timeline` has the events that real ones give.
"""

import pytest

from tools.pictures.lanes import Detail, LaneKind, Meanwhile, Span, State
from tools.pictures.timeline.reading import LATE, Reader, Track
from tools.pictures.timeline.running import LONG, SMALL, known, split

END = 100
MAIN = (1, 0)
RUN, READY, LOCK, HELD, CALL = State.RUN, State.READY, State.LOCK, Meanwhile.HELD, Meanwhile.CALL


def read(*events: tuple[float, str, dict]) -> Reader:
    """What is known after some events: when, which, and what they hold; of the first thread."""
    reader = Reader()
    for now, event, facts in events:
        reader.read({"pid": 1, "lane": 0, "event": event, **facts}, now)
    return reader


def begin(now: float, lane: int, name: str, kind: str = "thread", **facts):
    return now, "begin", {"lane": lane, "name": name, "kind": kind, "daemon": False, **facts}


def facts(track: Track) -> tuple:
    return track.name, track.kind, track.begin, track.end, track.daemon, track.of_program, track.cut


def spans(track: Track) -> list[Span]:
    """What it was in, and what went on meanwhile, if the picture ends at END."""
    return [going.span(END, True) for going in (*track.spans, *track.below)]


def test_threads_take_a_lock_wait_for_it_and_end():
    reader = read(
        (0, "born", {}),
        (1, "start", {"child": 1, "direct": True, "line": 20}),
        begin(2, 1, "Thread-1 (cook)", daemon=1, line=4),
        (3, "hold", {"lane": 1, "key": 7, "what": "oven", "line": 5}),
        (4, "hold", {"lane": 1, "key": 7, "what": "oven"}),
        (5, "wait", {"state": "lock", "what": "oven", "key": "7", "line": 21}),
        (6, "free", {"lane": 1, "key": 7, "line": 8}),
        (7, "hold", {"lane": 1, "key": 8, "line": 9}),
        (8, "free", {"lane": 1, "key": 7}),
        (9, "go", {}),
        (10, "hold", {"key": 7, "what": "oven", "line": 22}),
        (11, "end", {"lane": 1}),
        (12, "wait", {"lane": 1, "state": "io"}),  # from its last moments
        (13, "wait", {"state": "sleep", "detail": "child", "line": None}),
    )
    assert reader.parents == {(1, 1): (MAIN, True)}
    main, cook = reader.tracks[MAIN], reader.tracks[1, 1]
    assert facts(main) == ("MainThread", LaneKind.THREAD, 0, None, False, True, False)
    assert spans(main) == [
        Span(0, 5, RUN, lines=(20, 21)),
        Span(5, 9, LOCK, "oven", owners=("Thread-1 (cook)",), lines=(21,)),
        Span(9, 13, RUN, lines=(22,)),
        Span(13, END, State.SLEEP, detail=Detail.CHILD, open=True),
        Span(10, END, HELD, "oven", lines=(22,), open=True),
    ]
    assert facts(cook) == ("Thread-1 (cook)", LaneKind.THREAD, 2, 11, True, True, False)
    assert (cook.group, cook.thread) == ("cook", (1, 1))
    assert spans(cook) == [
        Span(2, 11, RUN, lines=(4, 5, 8, 9)),
        Span(3, 8, HELD, "oven", lines=(5,)),
        Span(4, 6, HELD, "oven", Detail.AGAIN, depth=1),
        Span(7, 11, HELD, lines=(9,), depth=1),
    ]


def test_a_permit_may_be_given_back_for_another_and_all_at_once():
    reader = read(
        (0, "born", {}),
        begin(1, 1, "a"),
        (2, "hold", {"lane": 1, "key": 7, "what": "x"}),
        (3, "hold", {"lane": 1, "key": 7, "what": "x"}),
        (4, "free", {"key": 7}),
        (5, "hold", {"key": 7, "what": "x"}),
        (6, "hold", {"key": 7, "what": "x"}),
        (7, "free", {"key": 7, "all": True}),
        (8, "wait", {"state": "lock", "key": "7"}),
        (9, "free", {"key": "unknown"}),
    )
    main, other = reader.tracks[MAIN], reader.tracks[1, 1]
    assert [(span.begin, span.end, span.detail) for span in spans(other)[1:]] == [
        (2, END, ""),
        (3, 4, "again"),
    ]
    assert [(span.begin, span.end, span.detail) for span in spans(main)[2:]] == [
        (5, 7, ""),
        (6, 7, "again"),
    ]
    assert spans(main)[1].owners == ("a",)
    assert (main.of_program, other.of_program) == (True, False)


def test_who_goes_on_long_after_its_time_was_up_was_ready_meanwhile():
    reader = read(
        (0, "born", {}),
        (1, "wait", {"state": "sleep", "due": 10, "line": 3}),
        (11 + LATE, "go", {}),  # as late as systems wake
        (20, "wait", {"state": "signal", "due": 10, "line": 4}),
        (31 + LATE, "go", {}),
        (50, "wait", {"state": "signal", "line": 5}),
        (90, "go", {}),
    )
    assert spans(reader.tracks[MAIN]) == [
        Span(0, 1, RUN, lines=(3,)),
        Span(1, 11 + LATE, State.SLEEP, lines=(3,)),
        Span(11 + LATE, 20, RUN, lines=(4,)),
        Span(20, 30, State.SIGNAL, lines=(4,)),
        Span(30, 31 + LATE, READY, lines=(4,)),
        Span(31 + LATE, 50, RUN, lines=(5,)),
        Span(50, 90, State.SIGNAL, lines=(5,)),
        Span(90, END, RUN, open=True),
    ]


def test_a_task_has_its_turns_and_is_late_where_its_time_was_up_long_before():
    def of_task(now: float, event: str, **facts):
        return now, event, {"task": "t", "thread": 3, **facts}

    sleep = {"state": "sleep", "due": 2}
    reader = read(
        (0, "born", {}),
        (1, "start", {"child": "t"}),
        begin(2, 0, "visit(3)", "task", task="t", thread=3, line=7),
        of_task(3, "run"),
        of_task(4, "await", what="nap", line=8, **sleep),
        of_task(6 + LATE, "run"),
        of_task(20, "await", line=9, **sleep),
        of_task(23 + LATE, "run", line=10),
        of_task(30, "await", state="join", detail="tasks"),
        of_task(50, "run"),
    )
    task = reader.tracks[1, "t"]
    assert facts(task) == ("visit(3)", LaneKind.TASK, 2, None, False, True, False)
    assert (task.group, task.thread, task.due) == ("visit", (1, 3), None)
    assert reader.parents == {(1, "t"): (MAIN, False)}
    assert spans(task) == [
        Span(2, 2, RUN, lines=(7,)),
        Span(2, 3, READY, detail=Detail.FIRST_TURN),
        Span(3, 4, RUN),
        Span(4, 11, State.SLEEP, "nap", lines=(8,)),
        Span(11, 20, RUN),
        Span(20, 22, State.SLEEP, lines=(9, 10)),
        Span(22, 28, READY, detail=Detail.LATE, lines=(9, 10)),
        Span(28, 30, RUN),
        Span(30, 50, State.JOIN, detail=Detail.TASKS),
        Span(50, END, RUN, open=True),
    ]
    alone = read(begin(0, 0, "t", "task", task="t")).tracks[1, "t"]
    assert (alone.thread, alone.of_program) == (MAIN, False)


def test_a_task_that_is_only_seen_to_wait_is_of_the_program():
    reader = read(begin(0, 1, "t"), (1, "await", {"lane": 1, "state": "io"}))
    assert reader.tracks[1, 1].of_program is True
    assert spans(reader.tracks[1, 1]) == [Span(0, 1, RUN), Span(1, END, State.IO, open=True)]


def test_a_worker_of_a_pool_has_calls_within_each_other():
    reader = read(
        begin(0, 5, "pool_0"),
        (1, "call", {"lane": 5, "what": "fib(3)", "line": 4}),
        (2, "call", {"lane": 5}),
        (3, "hold", {"lane": 5, "key": 1}),
        (4, "return", {"lane": 5}),
        (5, "return", {"lane": 5}),
        (6, "return", {"lane": 5}),
        (7, "call", {"lane": 5, "what": "last"}),
        (8, "end", {"lane": 5}),
    )
    worker = reader.tracks[1, 5]
    assert (worker.of_program, worker.group) == (True, "pool")
    edges = [(span.begin, span.end, span.lines) for span in spans(worker)]
    assert edges[:8] == [
        (0, 1, (4,)),
        (1, 2, (4,)),
        (2, 4, ()),
        (4, 5, ()),
        (5, 6, ()),
        (6, 7, ()),
        (7, 8, ()),
        (1, 5, (4,)),
    ]
    assert spans(worker)[7:] == [
        Span(1, 5, CALL, "fib(3)", lines=(4,)),
        Span(2, 4, CALL, depth=1),
        Span(3, 8, HELD, depth=2),
        Span(7, 8, CALL, "last", depth=1),
    ]
    assert {span.state for span in spans(worker)[:7]} == {RUN}
    only = read(begin(0, 5, "p"), (1, "call", {"lane": 5})).tracks[1, 5]
    assert only.of_program is True


def process(now: float, pid: int, name: str | None = None, **facts):
    return now, "start", {"of": pid, "child": 0, "name": name, **facts}


def test_processes_have_the_name_that_is_known_and_end_with_their_first_thread():
    reader = read(
        (0, "born", {}),
        process(1, 2, "cook", direct=1, daemon=1),
        process(2, 3),
        (3, "born", {"pid": 2}),
        (4, "born", {"pid": 4}),
        process(5, 4, "late"),
        process(6, 2, "other", daemon=0),
        begin(7, 0, "named", "process", pid=3),
        process(8, 3, "other"),
        begin(9, 1, "inner", pid=3),
        begin(9, 1, "mine", pid=2),
        (10, "hold", {"pid": 3, "lane": 1, "key": 1}),
        (11, "end", {"pid": 3}),
        (12, "gone", {"of": 2}),
        (13, "gone", {"of": 3}),
        (14, "gone", {"of": 99}),
        (15, "end", {"pid": 2}),
        (16, "end", {"lane": 0}),
        begin(17, 0, "cook-7", "process", pid=2),
        (18, "born", {"pid": 5}),
    )
    found = {key: facts(track) for key, track in reader.tracks.items()}
    of = LaneKind.PROCESS
    assert found == {
        (1, 0): ("MainThread", LaneKind.THREAD, 0, 16, False, True, False),
        (2, 0): ("cook-7", of, 1, 12, False, False, True),
        (3, 0): ("named", of, 2, 11, False, False, False),
        (4, 0): ("late", of, 4, None, False, False, False),
        (3, 1): ("inner", LaneKind.THREAD, 9, 11, False, False, True),
        (2, 1): ("mine", LaneKind.THREAD, 9, 12, False, False, True),
        (5, 0): ("5", of, 18, None, False, False, False),
    }
    assert reader.tracks[2, 0].group == "cook"
    assert [reader.tracks[pid, 0].thread for pid in (2, 4, 5)] == [(2, 0), (4, 0), (5, 0)]
    assert spans(reader.tracks[3, 1])[1] == Span(10, 11, HELD)
    assert reader.parents[2, 0] == (MAIN, False)
    child = read((0, "born", {}), process(1, 2, daemon=1)).tracks[2, 0]
    assert facts(child) == ("2", of, 1, None, True, False, False)
    assert child.thread == (2, 0)


def test_what_is_seen_of_a_process_before_it_begins_is_kept():
    reader = read((0, "born", {}), (1, "enter", {"line": 3}), begin(2, 0, "x", "process", line=4))
    assert spans(reader.tracks[MAIN]) == [Span(0, END, RUN, lines=(3, 4), open=True)]


def test_what_comes_from_an_unknown_thread_is_passed_over():
    reader = read(
        (0, "wait", {"lane": 9, "state": "io", "line": 3}),
        (1, "enter", {"lane": 9}),
        (2, "start", {"lane": 9, "child": 4}),
    )
    assert reader.tracks == {}
    assert reader.parents == {(1, 4): ((1, 9), False)}
    assert read((0, "born", {}), (1, "enter", {"line": 3})).tracks[MAIN].end is None


def test_a_picture_that_ends_before_a_state_cuts_it():
    track = Track("x", 0, MAIN)
    assert (track.group, track.of_program, track.cut, track.due) == ("", False, False, None)
    track.stop(10)
    track.stop(20, cut=True)
    assert (track.end, track.cut) == (10, False)
    assert track.now.span(5, True) == Span(0, 5, RUN)
    assert track.now.span(20, True) == Span(0, 10, RUN)
    assert Track("x", 3, MAIN).now.span(20, False) == Span(3, 20, RUN)


def test_a_state_that_has_ended_ends_no_later():
    reader = read((0, "born", {}), (5, "end", {}), begin(9, 0, "MainThread", "task"))
    assert [(span.begin, span.end) for span in spans(reader.tracks[MAIN])] == [(0, 5), (9, END)]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Thread-12 (cook)", "cook"),
        ("my Thread-1 (cook)", "my Thread-1 "),
        ("visit(3)", "visit"),
        ("Ann", "Ann"),
        ("pool_0_1", "pool_0"),
        ("ThreadPoolExecutor-0_12", "ThreadPoolExecutor-0"),
        ("cook 7", "cook"),
        ("7up", "7up"),
    ],
)
def test_names_that_differ_in_a_number_are_one_group(name, group):
    assert read(begin(0, 1, name)).tracks[1, 1].group == group


def noted(pid: int, lane: int, t: int, cpu: int, **more) -> dict:
    return {"pid": pid, "lane": lane, "t": 10**6 * t, "cpu": 10**6 * cpu, **more}


def test_times_that_follow_each_other_are_one_and_count_from_the_first_event():
    events = [
        noted(1, 0, 10, 0),
        noted(1, 0, 20, 9),  # just enough
        noted(1, 5, 30, 30, thread=0),  # a task in that thread
        noted(1, 1, 35, 35),
        noted(1, 0, 40, 40),
        noted(1, 0, 50, 50),
    ]
    assert known(events, 10**7, True) == {(1, 0): [(0, 20, RUN), (30, 40, RUN)]}
    assert known(events, 0, False) == {(1, 0): [(10, 50, RUN)]}


def test_who_used_hardly_any_of_a_long_time_did_not_run():
    times = (0, 0), (LONG, 0), (2 * LONG, LONG // 10), (3 * LONG - 1, LONG // 10), (4 * LONG, LONG)
    found = known([noted(1, 0, at, cpu) for at, cpu in times], 0, True)
    assert found == {(1, 0): [(0, 2 * LONG, State.UNSEEN)]}  # then too short, then too much
    other = noted(1, 1, 1, 1)
    assert known([noted(1, 0, 0, 0), other, noted(1, 0, LONG, 0)], 0, True)[1, 0]


def test_the_parts_of_a_span_keep_what_it_is_about_and_the_last_alone_is_open():
    first, last = Span(0, 30, RUN, lines=(3,)), Span(40, 100, RUN, "x", open=True)
    wait = Span(30, 40, State.IO)
    edges = [(0, 10), (20, 30), (30, 60), (90, 90.0999), (92, 92.2)]
    times = [(*edge, RUN) for edge in edges]
    assert split([first, wait, last], times, 100) == [
        Span(0, 10, RUN, lines=(3,)),
        Span(10, 20, State.EITHER, lines=(3,)),
        Span(20, 30, RUN, lines=(3,)),
        wait,
        Span(40, 60, RUN, "x"),
        Span(60, 92, State.EITHER, "x"),
        Span(92, 92.2, RUN, "x"),
        Span(92.2, 100, State.EITHER, "x", open=True),
    ]
    assert split([Span(0, 100, RUN)], [(0, 100 * SMALL / 100, RUN)], 100)[0].state is RUN
    short = Span(10, 20, RUN)  # what only touches it is not of it
    assert split([short], [(0, 10, RUN), (10, 20, RUN), (20, 30, RUN)], 10**6) == [short]
