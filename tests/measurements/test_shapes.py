"""The shape of what each topic tells: heads, rows, axes, and where each value comes from."""

import pytest
from made_results import recorded

from tools.measurements.facts import Dots
from tools.measurements.topics import TOPICS

# Of each topic: what stands above its columns, before its rows, along its axes.
SHAPES = {
    "computing": (
        ["CPython", "3.11", "3.12", "3.13", "3.13t", "3.14", "3.15"],
        [
            "serial",
            "threads",
            "processes (fork)",
            "processes (forkserver)",
            "processes (spawn)",
            "subinterpreters",
        ],
        (("times as fast", "times", False),),
    ),
    "parallel": (
        ["CPython", "3.11", "3.12", "3.13", "3.13t", "3.14", "3.15"],
        ["threads", "subinterpreters", "processes (spawn)"],
        (),
    ),
    "hashing": (
        ["CPython", "3.11", "3.12", "3.13", "3.13t", "3.14", "3.15"],
        ["serial", "threads", "processes (spawn)"],
        (("times as fast", "times", False),),
    ),
    "threads-by-work": (
        ["CPython", "threads, pure Python", "threads, hashing"],
        ["3.11", "3.12", "3.13", "3.13t", "3.14", "3.15"],
        (),
    ),
    "free-threading": (
        ["CPython", "serial", "threads", "memory of a thread"],
        ["3.13", "3.13t"],
        (),
    ),
    "cost-of-one": (
        ["one more", "start and end", "memory"],
        [
            "task",
            "thread",
            "subinterpreter",
            "process (fork)",
            "process (forkserver)",
            "process (spawn)",
        ],
        (("start and end of one", "s", True),),
    ),
    "memory-of-one": (
        ["CPython", "3.11", "3.12", "3.13", "3.13t", "3.14", "3.15"],
        [
            "task",
            "thread",
            "subinterpreter",
            "process (fork)",
            "process (forkserver)",
            "process (spawn)",
        ],
        (("memory of one more", "B", True),),
    ),
    "waiting": (
        ["at once", "asyncio", "threads", "processes (forkserver)"],
        ["10 number", "100 number", "1000 number"],
        (("at once", "number", True), ("until all have ended", "s", True)),
    ),
    "sockets": (
        ["at once", "asyncio", "threads"],
        ["10 number"],
        (("at once", "number", True), ("until all have ended", "s", True)),
    ),
    "talking": (
        ["message of", "100 B", "10000 B", "1e+06 B"],
        ["pipe", "process queue", "thread queue"],
        (("size of the message", "B", True), ("one message", "s", True)),
    ),
    "talking-bytes": (
        ["message of", "100 B", "10000 B", "1e+06 B"],
        ["pipe, bytes", "shared memory", "process queue, bytes"],
        (("size of the message", "B", True), ("one message", "s", True)),
    ),
    "sharing": (["one change of", "time"], ["Value", "Array", "shared memory", "Manager"], ()),
    "queues-or-lock": (["one", "time"], ["message through a queue", "step under a free lock"], ()),
    "locks": (
        ["CPython", "3.11", "3.12", "3.13", "3.13t", "3.14", "3.15"],
        [
            "no lock",
            "free lock",
            "free RLock",
            "own lock x 2",
            "own lock x 4",
            "contended lock x 2",
            "contended lock x 4",
        ],
        (("one step", "s", True),),
    ),
    "lost-updates": (
        ["CPython", "plain", "with_a_call"],
        ["3.11", "3.12", "3.13", "3.13t", "3.14", "3.15"],
        (("lost of a hundred", "percent", False),),
    ),
    "operations": (
        ["operation", "3.11", "3.12", "3.13", "3.13t", "3.14", "3.15"],
        [
            "x += 1",
            "d[k] += 1",
            "lst.append(y)",
            "lst.pop()",
            "lst.pop(0)",
            "lst.sort()",
            "y in lst",
            "d.setdefault(k, y)",
            "next(it)",
            "deque.append(y)",
            "next(count)",
        ],
        (),
    ),
    "scaling": (
        ["workers", "1 number", "2 number", "4 number"],
        [
            "threads, 3.15",
            "processes (spawn), 3.15",
            "subinterpreters, 3.15",
            "threads, 3.13t",
            "processes (spawn), 3.13t",
            "subinterpreters, 3.13t",
            "ideal",
        ],
        (("workers", "number", False), ("times as fast as one", "times", False)),
    ),
    "task-size": (
        ["work in one task", "1e-05 s", "0.0001 s", "0.001 s", "0.01 s"],
        [
            "serial",
            "processes (spawn)",
            "processes, chunks (spawn)",
            "threads",
            "subinterpreters",
        ],
        (("work in one task", "us", True), ("time of one task", "s", True)),
    ),
    "task-cost": (
        ["one task by", "time"],
        ["thread pool", "process pool (spawn)", "subinterpreter pool", "RQ", "Celery", "Dask"],
        (),
    ),
    "echo": (
        ["server", "start of one client", "half within", "99 of 100 within"],
        ["thread per client", "process per client (forkserver)", "thread pool", "asyncio"],
        (("99 of 100 answers within", "s", True),),
    ),
    "notes-then-and-now": (
        ["comparison", "notes", "here"],
        ["threads of processes, computing", "one process of one thread, sleeping"],
        (),
    ),
}


def short(cell):
    """A cell as it would be said shortly."""
    if cell.kind == "quantity":
        return f"{cell.value:g} {cell.unit}"
    if cell.kind == "raw":
        return cell.text
    method = f" ({cell.method})" if cell.method else ""
    on = f", {cell.on}" if cell.on else ""
    return f"{cell.key}{method}{on}" + (f" x {cell.count}" if cell.count else "")


def test_each_topic_has_a_shape():
    assert SHAPES.keys() == TOPICS.keys()


@pytest.mark.parametrize("topic", TOPICS)
def test_heads_rows_and_axes(topic):
    head, rows, wanted = SHAPES[topic]
    found = TOPICS[topic](recorded())
    assert [short(cell) for cell in found.table.head] == head
    assert [short(row[0]) for row in found.table.rows] == rows
    assert all(len(row) == len(head) for row in found.table.rows)
    axes = ()
    if found.chart:
        dots = isinstance(found.chart, Dots)
        axes = (found.chart.axis,) if dots else (found.chart.x, found.chart.y)
        assert found.chart.values == axes[-1]
    assert tuple((axis.key, axis.unit, axis.log) for axis in axes) == wanted


@pytest.mark.parametrize("topic", TOPICS)
def test_what_is_said_of_one_interpreter_names_it_and_how_busy_it_was(topic):
    found = TOPICS[topic](recorded())
    assert getattr(found, "python", "3.15") == "3.15"
    assert getattr(found, "load", 0.1) == 0.1
    assert getattr(found, "cores", 2) == 2


def drawn():
    """Each row and line of each chart, with its topic."""
    for topic, facts in TOPICS.items():
        chart = facts(recorded()).chart
        if isinstance(chart, Dots):
            yield from ((topic, one, one.marks.items()) for one in chart.rows)
        elif chart:
            yield from ((topic, one, one.points.items()) for one in chart.lines)


def test_each_value_of_a_chart_is_that_of_its_source():
    """A reader's own results are drawn from these sources."""
    results = recorded()
    for topic, one, points in drawn():
        source = one.source
        assert points
        for where, value in points:
            by_python = isinstance(where, str)
            python = where if by_python else one.label.on or results.main_python
            x = source.x if by_python else where
            own = results.median(source.program, source.label, python, x)
            if topic == "lost-updates":
                wrong, of = results.counted(source.program, source.label, python)
                wanted = 100 * max(wrong) / of
            elif source.base:
                base = source.base
                wanted = results.median(source.program, base.label, python, base.x) / own
            else:
                wanted = own
            assert value == pytest.approx(wanted), (topic, source, where)


def test_each_label_of_a_chart_is_that_of_its_row_in_the_table():
    for topic, one, _ in drawn():
        name = short(one.label)
        head, rows, _ = SHAPES[topic]
        assert name in rows or name in head
