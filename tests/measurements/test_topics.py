"""Topics: their verdicts, tables and charts from made-up values, apart from any words."""

import re

import pytest
from made_results import FREE, GIL, computing, made, near, recorded

from tools.examples.snippet import Snippet
from tools.measurements.checked import checked
from tools.measurements.compare import Order
from tools.measurements.facts import Base, Dots, Label, Quantity, Rate, Raw, Source, Unit, Wrong
from tools.measurements.topics import (
    TOPICS,
    free_threading,
    gains,
    locks,
    messages,
    notes,
    one_more,
    races,
    servers,
    waiting,
    workers,
)
from tools.measurements.topics import computing as cpu
from tools.measurements.topics.gains import Expected


def by_label(table):
    """The cells of each row, by the row's label."""
    return {row[0]: row[1:] for row in table.rows}


def values(table):
    """The values of each row, by the key of its label."""
    return {row[0].key: [cell.value if cell else None for cell in row[1:]] for row in table.rows}


@pytest.mark.parametrize("topic", TOPICS)
def test_where_nothing_was_measured_no_topic_fails_or_draws(topic):
    found = TOPICS[topic](made({}))
    assert found.chart is None
    assert topic == "notes-then-and-now" or found.table is None


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_a_whole_table_of_all_programs(topic):
    found = TOPICS[topic](recorded())
    assert found.table.rows
    assert all(len(row) == len(found.table.head) for row in found.table.rows)


# Computing


def hashed(threads, python=GIL):
    """Results of hashing."""
    return made(
        {
            ("hashing", "serial"): {python: near(1.0)},
            ("hashing", "threads"): {python: near(threads)},
            ("hashing", "processes (spawn)"): {python: near(0.6)},
        }
    )


def test_computing_has_a_column_for_each_interpreter_and_a_row_for_each_way():
    found = cpu.computing(computing())
    assert found.table.head == (Label("CPython"), Raw(GIL), Raw(FREE))
    rows = by_label(found.table)
    assert rows[Label("serial")] == (Quantity(1.0, Unit.SECONDS),) * 2
    assert [cell.value for cell in rows[Label("threads")]] == pytest.approx([1.0, 1 / 0.55])
    assert rows[Label("threads")][0].unit == Unit.TIMES
    assert Label("processes", "spawn") in rows
    assert Label("processes", "fork") not in rows  # not measured


def test_computing_draws_how_many_times_as_fast():
    chart = cpu.computing(computing()).chart
    assert isinstance(chart, Dots)
    threads, by_process = chart.rows
    assert threads.label == Label("threads")
    assert threads.marks == pytest.approx({GIL: 1.0, FREE: 1 / 0.55})
    assert threads.source == Source("cpu_bound", "threads", base=Base("serial"))
    assert by_process.label == Label("processes", "spawn")
    assert (chart.ideal, chart.axis.unit, chart.axis.log) == (2, Unit.TIMES, False)


def test_a_chapter_has_one_row_of_processes_that_names_its_start_method():
    table = cpu.parallel(computing()).table
    assert [row[0] for row in table.rows] == [Label("threads"), Label("processes", "spawn")]
    assert [cell.value for cell in table.rows[1][1:]] == pytest.approx([1 / 0.52] * 2)


def test_threads_that_hash_gain():
    assert cpu.hashing(hashed(0.55)).threads.says == Expected.SHOWN
    assert cpu.hashing(hashed(1.0)).threads.says == Expected.NOT_SHOWN
    found = cpu.hashing(hashed(0.5))
    assert values(found.table)["threads"] == [2.0]
    assert found.chart.rows[0].source == Source("hashing", "threads", base=Base("serial"))


def test_subinterpreters_are_said_where_there_are_any():
    assert cpu.computing(computing()).subinterpreters is None
    results = computing()
    more = made({("cpu_bound", "subinterpreters"): {GIL: near(0.5)}})
    results.benchmarks |= more.benchmarks
    assert cpu.computing(results).subinterpreters.says == Expected.SHOWN


def test_threads_in_python_stand_beside_threads_that_hash():
    results = computing()
    results.benchmarks |= hashed(0.5).benchmarks
    found = cpu.threads_by_work(results)
    assert (found.threads.says, found.free.says) == (Expected.SHOWN, Expected.SHOWN)
    assert found.hashing.says == Expected.SHOWN
    assert [cell.value for cell in found.table.rows[0][1:]] == [1.0, 2.0]


def test_the_start_method_that_was_measured_is_judged():
    results = made(
        {
            ("cpu_bound", "serial"): {GIL: near(1.0)},
            ("cpu_bound", "processes (fork)"): {GIL: near(0.6)},
        }
    )
    found = cpu.computing(results).processes
    assert (found.says, found.gain.times) == (Expected.SHOWN, {GIL: pytest.approx(1 / 0.6)})


# Without a GIL


@pytest.mark.parametrize(
    ("one", "order"), [(1.5, Order.MORE), (1.02, Order.SAME), (0.5, Order.LESS)]
)
def test_what_one_thread_costs_without_a_gil(one, order):
    serial = {("cpu_bound", "serial"): {GIL: near(2.0), FREE: near(2 * one)}}
    (pair,) = free_threading.free_threading(made(serial)).pairs
    assert (pair.free, pair.same) == (FREE, GIL)
    assert pair.order == order
    assert pair.ratio == pytest.approx(one)
    assert pair.threads.says == Expected.NOT_MEASURED


def test_builds_that_were_compiled_in_different_ways_are_told_apart():
    results = computing()
    (pair,) = free_threading.free_threading(results).pairs
    assert pair.compiled_alike
    assert pair.threads.says == Expected.SHOWN
    results.stamp["pythons"][1]["build"] = "GCC, PGO"
    (pair,) = free_threading.free_threading(results).pairs
    assert not pair.compiled_alike
    assert pair.builds == ("GCC, PGO", "")


def test_a_free_threaded_build_alone_is_compared_with_nothing():
    found = free_threading.free_threading(
        made({("cpu_bound", "serial"): {FREE: near(1.0)}}, pythons=(FREE,))
    )
    assert not found.pairs
    assert found.table is None


def test_of_several_builds_without_a_gil_the_newest_is_shown():
    results = recorded(("3.13", "3.13t", "3.14", "3.14t"))
    for told in map(repr, (workers.scaling(results), checked(results))):
        assert "3.14t" in told
        assert "3.13t" not in told


def test_a_version_of_one_build_is_left_out_and_the_others_are_compared():
    versions = ("3.13", "3.13t", "3.14", "3.14t", "3.15", "3.15t")
    serial = {name: near(1.0) for name in versions if name != "3.14"}
    found = free_threading.free_threading(made({("cpu_bound", "serial"): serial}, pythons=versions))
    assert [pair.free for pair in found.pairs] == ["3.13t", "3.15t"]
    assert [row[0].text for row in found.table.rows] == ["3.13", "3.13t", "3.15", "3.15t"]


def test_the_two_builds_stand_under_each_other():
    table = free_threading.free_threading(computing()).table
    assert [row[0] for row in table.rows] == [Raw(GIL), Raw(FREE)]
    assert [row[2].value for row in table.rows] == [1.0, 0.55]


# What one more costs


def costs(task=1e-6, thread=5e-5, fork=1e-3, spawn=0.1):
    """Results of starting one more of each kind."""
    return made(
        {
            ("cost_of_one", "task"): {GIL: near(task)},
            ("cost_of_one", "thread"): {GIL: near(thread)},
            ("cost_of_one", "subinterpreter"): {GIL: near(0.01)},
            ("cost_of_process", "process (fork)"): {GIL: near(fork)},
            ("cost_of_process", "process (spawn)"): {GIL: near(spawn)},
            ("memory_of_one", "memory of a thread"): {GIL: near(1e5)},
            ("memory_of_process", "memory of a process (spawn)"): {GIL: near(1e7)},
        }
    )


def test_the_order_of_costs_is_shown_only_where_it_was_seen():
    found = one_more.cost_of_one(costs())
    assert found.is_shown
    assert [label.key for label in found.ranking.names] == ["task", "thread"] + ["process"] * 2
    assert found.ranking.least == Label("task")
    assert found.ranking.most == Label("process", "spawn")
    assert found.ratio == pytest.approx(1e5)


def test_an_order_that_is_clear_and_another_one_is_not_the_lessons():
    found = one_more.cost_of_one(costs(thread=0.01))
    assert found.ranking.is_clear
    assert not found.is_shown
    assert found.ranking.names[1] == Label("process", "fork")


def test_what_costs_about_the_same_is_no_order():
    found = one_more.cost_of_one(costs(thread=1e-3))
    assert not found.is_shown
    assert found.ranking.ties == ((Label("thread"), Label("process", "fork")),)


def test_costs_stand_beside_memory():
    found = one_more.cost_of_one(costs())
    rows = values(found.table)
    assert rows["thread"] == [5e-5, 1e5]
    assert rows["subinterpreter"] == [0.01, None]
    assert found.table.rows[1][2].unit == Unit.BYTES
    assert Source("cost_of_process", "process (spawn)") in [row.source for row in found.chart.rows]


def test_memory_goes_from_the_least_to_the_most():
    found = one_more.memory_of_one(costs())
    assert found.ranking.names == (Label("thread"), Label("process", "spawn"))
    assert found.ranking.medians == (1e5, 1e7)
    assert found.python == GIL
    assert values(found.table) == {"thread": [1e5], "process": [1e7]}
    assert found.chart.rows[0].source == Source("memory_of_one", "memory of a thread")
    assert found.chart.axis.unit == Unit.BYTES


# Waiting


def waits(threads=0.2, processes=1.1, method="fork", **more):
    """Results of many that sleep."""
    return made(
        {
            ("waiting", "asyncio", 10): {GIL: near(0.1)},
            ("waiting", "asyncio", 1000): {GIL: near(0.15)},
            ("waiting", "threads", 10): {GIL: near(0.1)},
            ("waiting", "threads", 100): {GIL: near(threads)},
            ("waiting", "threads", 1000): {GIL: near(0.4)},
            ("waiting", f"processes ({method})", 10): {GIL: near(0.2)},
            ("waiting", f"processes ({method})", 100): {GIL: near(processes)},
        },
        **more,
    )


def test_waiting_is_compared_where_both_were_tried_with_the_most():
    found = waiting.waiting(waits())
    assert found.threads == waiting.AgainstProcesses(100, Order.LESS)
    assert waiting.waiting(waits(threads=2.0)).threads.order == Order.MORE
    assert waiting.waiting(waits(threads=1.1)).threads.order == Order.SAME


def test_without_threads_there_is_nothing_to_hold_against_processes():
    results = waits()
    for n in (10, 100, 1000):
        del results.benchmarks["waiting", "threads", n, GIL]
    found = waiting.waiting(results)
    assert [way.label.key for way in found.ways] == ["asyncio", "processes"]
    assert found.threads is None


def test_each_way_of_waiting_is_held_against_the_ideal_and_told_for_each_worker():
    asyncio, threads, processes = waiting.waiting(waits()).ways
    assert (asyncio.label, asyncio.most) == (Label("asyncio"), 1000)
    assert asyncio.of_ideal == pytest.approx(1.5)
    assert asyncio.each == pytest.approx(0.05 / 1000)
    assert threads.each == pytest.approx(0.3 / 1000)
    assert processes.label == Label("processes", "fork")
    assert processes.each == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("program", "pattern", "number"),
    [
        ("waiting", r"sleep(?:\(|, args=\()(0\.\d+)", waiting.WAIT),
        ("sockets", r"sleep\((0\.\d+)\)", waiting.WAIT),
        ("sockets_asyncio", r"sleep\((0\.\d+)\)", waiting.WAIT),
        ("cpu_bound", r"tasks = \[.* range\((\d+)\)\]", gains.TASKS),
        ("hashing", r"(?:tasks|expected) = .* \* (\d+)", gains.TASKS),
    ],
)
def test_what_a_topic_knows_of_a_program_is_so(program, pattern, number):
    """Else each value is held against a false ideal."""
    source = Snippet(f"measurements/{program}.py").source
    assert {float(found) for found in re.findall(pattern, source)} == {number}, (
        f"snippets/measurements/{program}.py: {pattern} and the topic that says {number} differ"
    )


def test_a_wait_shorter_than_the_sleep_costs_nothing():
    results = made({("waiting", "threads", 10): {GIL: near(0.09)}})
    (threads,) = waiting.waiting(results).ways
    assert threads.each == 0


def test_waiting_has_a_row_for_each_number_and_a_line_for_each_way():
    found = waiting.waiting(waits(method="spawn"))
    assert [row[0].value for row in found.table.rows] == [10, 100, 1000]
    assert found.table.head[3] == Label("processes", "spawn")
    assert found.table.rows[1][1] is None  # asyncio was not tried with a hundred
    assert found.chart.ideal == {10: 0.1, 1000: 0.1}
    assert [line.label.key for line in found.chart.lines] == ["asyncio", "threads", "processes"]
    assert found.chart.lines[0].points == {10: 0.1, 1000: 0.15}
    assert (found.chart.x.log, found.chart.y.log) == (True, True)


def test_what_a_program_says_of_its_limits_is_kept_from_its_last_run():
    said = [
        {"program": "waiting", "python": GIL, "text": "old"},
        {"program": "waiting", "python": GIL, "text": "only 5 are safe"},
        {"program": "waiting", "python": FREE, "text": "another"},
        {"program": "sockets", "python": GIL, "text": "another program"},
    ]
    assert waiting.waiting(waits(notes=said)).notes == ("only 5 are safe",)
    both = waiting.notes(made({}, notes=said), ["waiting", "sockets", "talking"], GIL)
    assert both == ("only 5 are safe", "another program")


def test_sockets_have_no_processes():
    results = made(
        {
            ("sockets", "threads", 10): {GIL: near(0.2)},
            ("sockets_asyncio", "asyncio", 10): {GIL: near(0.1)},
        }
    )
    found = waiting.sockets(results)
    assert [way.label.key for way in found.ways] == ["asyncio", "threads"]
    assert found.threads is None
    assert found.chart.lines[0].source == Source("sockets_asyncio", "asyncio")


# Messages


def talks(queue=1e-6, pipe=1e-5, big=1e-2):
    """Results of messages between threads and between processes."""
    return made(
        {
            ("talking", "thread queue", 100): {GIL: near(queue)},
            ("talking", "thread queue", 1000): {GIL: near(queue)},
            ("talking", "pipe", 100): {GIL: near(pipe)},
            ("talking", "pipe", 1000): {GIL: near(big)},
            ("talking", "process queue", 100): {GIL: near(5e-5)},
            ("talking", "process queue", 1000): {GIL: near(5e-5)},
            ("talking_bytes", "shared memory", 100): {GIL: near(1e-9)},
            ("lock_costs", "free lock"): {GIL: near(1e-7)},
        }
    )


def test_the_cheapest_and_the_dearest_message_of_each_size():
    found = messages.talking(talks())
    assert (found.sizes.smallest.size, found.sizes.largest.size) == (100, 1000)
    assert found.sizes.smallest.ranking.least == Label("thread queue")
    assert found.sizes.smallest.ranking.most == Label("process queue")
    assert found.sizes.largest.ranking.most == Label("pipe")


def test_the_largest_message_is_the_largest_that_any_way_was_tried_with():
    results = talks()
    results.benchmarks |= made({("talking", "pipe", 10_000): {GIL: near(1.0)}}).benchmarks
    largest = messages.talking(results).sizes.largest
    assert (largest.size, largest.ranking.names) == (10_000, (Label("pipe"),))


def test_a_program_is_compared_with_itself_only():
    found = messages.talking(talks())
    assert Label("shared memory") not in found.sizes.smallest.ranking.names
    other = messages.talking_bytes(talks())
    assert other.sizes.smallest.ranking.names == (Label("shared memory"),)


def test_no_message_is_the_cheapest_where_two_cost_the_same():
    ranking = messages.talking(talks(queue=1e-5)).sizes.smallest.ranking
    assert ranking.least is None
    assert ranking.most == Label("process queue")


def test_messages_have_a_row_for_each_way():
    found = messages.talking(talks())
    assert values(found.table)["pipe"] == [1e-5, 1e-2]
    assert found.table.head[1:] == (Quantity(100, Unit.BYTES), Quantity(1000, Unit.BYTES))
    assert found.chart.lines[0].source == Source("talking", "thread queue")
    assert found.chart.x.unit == Unit.BYTES
    assert found.chart.y.unit == Unit.SECONDS


@pytest.mark.parametrize(
    ("queue", "order"), [(1e-6, Order.MORE), (1e-7, Order.SAME), (1e-8, Order.LESS)]
)
def test_a_message_stands_against_a_step_under_a_lock(queue, order):
    found = messages.queues_or_lock(talks(queue=queue))
    assert found.against.order == order
    assert found.against.ratio == pytest.approx(queue / 1e-7)
    assert [row[1].value for row in found.table.rows] == [queue, 1e-7]
    assert [row[0].key for row in found.table.rows] == [
        "message through a queue",
        "step under a free lock",
    ]


def test_the_smallest_message_is_the_one_that_is_compared():
    results = talks()
    results.benchmarks |= made({("talking", "thread queue", 1000): {GIL: near(9.0)}}).benchmarks
    assert messages.queues_or_lock(results).against.ratio == pytest.approx(10)


def test_without_a_lock_or_a_queue_there_is_no_verdict():
    for left_out in (("lock_costs",), ("talking",)):
        results = talks()
        results.benchmarks = {
            key: found for key, found in results.benchmarks.items() if key[0] not in left_out
        }
        found = messages.queues_or_lock(results)
        assert (found.against, found.table) == (None, None)


def test_what_processes_share_is_ranked():
    results = talks()
    shared = {"Value": 1e-6, "Array": 1e-6, "Manager": 1e-4}
    results.benchmarks |= made(
        {("sharing", way): {GIL: near(took)} for way, took in shared.items()}
    ).benchmarks
    found = messages.sharing(results)
    assert found.ranking.most == Label("Manager")
    assert found.ranking.least is None
    assert found.messages.sizes.smallest.ranking.names == (Label("shared memory"),)
    assert values(found.table) == {"Value": [1e-6], "Array": [1e-6], "Manager": [1e-4]}


# Locks


def locked(bare=1e-7, free=2e-7, own=1e-5, shared=2e-5, waited=4e-5):
    """Results of locks."""
    return made(
        {
            ("lock_costs", "no lock"): {GIL: near(bare)},
            ("lock_costs", "free lock"): {GIL: near(free)},
            ("lock_costs", "own lock", 2): {GIL: near(9.0), FREE: near(9.0)},
            ("lock_costs", "own lock", 4): {GIL: near(own), FREE: near(own)},
            ("lock_costs", "contended lock", 2): {GIL: near(9.0), FREE: near(9.0)},
            ("lock_costs", "contended lock", 4): {GIL: near(shared), FREE: near(shared)},
            ("lock_costs", "wait for the lock", 4): {GIL: near(waited)},
        }
    )


@pytest.mark.parametrize(
    ("free", "order"), [(2e-7, Order.MORE), (1e-7, Order.SAME), (5e-8, Order.LESS)]
)
def test_a_free_lock_costs_what_it_adds(free, order):
    found = locks.locks(locked(free=free))
    assert found.free.order == order
    assert found.free.added == pytest.approx(free - 1e-7)
    assert found.python == GIL


@pytest.mark.parametrize(
    ("shared", "order"), [(2e-5, Order.MORE), (1e-5, Order.SAME), (5e-6, Order.LESS)]
)
def test_one_lock_for_all_stands_against_a_lock_for_each(shared, order):
    (found,) = locks.locks(locked(shared=shared)).contention
    assert (found.pythons, found.threads, found.order) == ((GIL, FREE), 4, order)
    assert found.ratio.low == pytest.approx(shared / 1e-5)
    assert found.ratio.low == pytest.approx(found.ratio.high)
    assert found.waited.high == pytest.approx(4e-5 / (4 * shared))


def test_what_contention_costs_alike_is_told_together_from_the_least_to_the_most():
    results = made(
        {
            ("lock_costs", "own lock", 4): dict.fromkeys(("3.11", "3.12", "3.13"), near(1e-5)),
            ("lock_costs", "contended lock", 4): {
                "3.11": near(2e-5),
                "3.12": near(1e-5),
                "3.13": near(4e-5),
            },
            ("lock_costs", "wait for the lock", 4): {"3.11": near(4e-5), "3.13": near(4e-5)},
        },
        pythons=("3.11", "3.12", "3.13"),
    )
    more, same = locks.locks(results).contention
    assert (more.order, more.pythons) == (Order.MORE, ("3.11", "3.13"))
    assert (more.ratio.low, more.ratio.high) == pytest.approx((2, 4))
    assert (more.waited.low, more.waited.high) == pytest.approx((0.25, 0.5))
    assert (same.order, same.pythons, same.waited) == (Order.SAME, ("3.12",), None)


def test_locks_have_a_row_for_each_way_and_number_of_threads():
    found = locks.locks(locked())
    labels = [row[0] for row in found.table.rows]
    assert labels == [
        Label("no lock"),
        Label("free lock"),
        Label("own lock", count=2),
        Label("own lock", count=4),
        Label("contended lock", count=2),
        Label("contended lock", count=4),
    ]
    assert found.table.rows[0][2] is None
    assert found.chart.rows[-1].source == Source("lock_costs", "contended lock", 4)
    assert found.chart.rows[-1].marks == {GIL: 2e-5, FREE: 2e-5}


def test_without_locks_there_is_no_verdict():
    found = locks.locks(made({("lock_costs", "no lock"): {GIL: near(1.0)}}))
    assert (found.free, found.contention) == (None, ())


def test_contention_is_told_of_the_most_threads_that_both_were_tried_with():
    def on(python, **counts):
        return {
            ("lock_costs", f"{kind} lock", n): {python: near(n * 1e-5)}
            for kind, tried in counts.items()
            for n in tried
        }

    results = made(on(GIL, own=(2, 4), contended=(4, 8)))
    results.benchmarks |= made(on(FREE, own=(2,), contended=(4,))).benchmarks
    (found,) = locks.locks(results).contention
    assert (found.pythons, found.threads, found.ratio) == ((GIL,), 4, locks.Range(1, 1))


# Races


def lost(gil_plain, free_plain, call, gil_call=None):
    """Results of lost updates, of a thousand."""
    return made(
        {
            ("lost_updates", "plain"): {
                GIL: ([gil_plain, 0], 1000),
                FREE: ([free_plain, free_plain // 2], 1000),
            },
            ("lost_updates", "with_a_call"): {
                GIL: ([call if gil_call is None else gil_call], 1000),
                FREE: ([call], 1000),
            },
        }
    )


def test_lost_updates_are_counted_and_luck_is_told_apart():
    found = races.lost_updates(lost(0, 700, 200))
    assert found.of == 1000
    assert (found.lossless, found.contradicting) == ((GIL,), ())
    assert (found.lossy, found.lucky) == ((FREE,), ())
    assert found.with_a_call == (GIL, FREE)
    assert found.table.rows[0][1:] == (Wrong((0, 0), 1000), Wrong((200,), 1000))
    assert found.table.rows[1][1] == Wrong((700, 350), 1000)
    assert races.lost_updates(lost(5, 700, 200)).contradicting == (GIL,)
    assert races.lost_updates(lost(5, 700, 200)).lossless == ()
    assert races.lost_updates(lost(0, 0, 200)).lucky == (FREE,)
    assert races.lost_updates(lost(0, 0, 0)).with_a_call == ()
    assert races.lost_updates(lost(0, 0, 7, gil_call=0)).with_a_call == (FREE,)


def test_the_worst_run_is_the_one_that_is_drawn():
    plain, call = races.lost_updates(lost(0, 700, 200)).chart.rows
    assert plain.marks == {GIL: 0, FREE: 70}
    assert (plain.label, plain.source) == (Label("plain"), Source("lost_updates", "plain"))
    assert call.label == Label("with_a_call")
    assert call.marks == {GIL: 20, FREE: 20}


def tried():
    """Results of operations."""
    return made(
        {
            ("operations", "x += 1"): {GIL: ([0, 0], 100), FREE: ([30, 20], 100)},
            ("operations", "lst.append(y)"): {GIL: ([0], 100), FREE: ([0], 100)},
            ("operations", "next(it)"): {GIL: ([1], 100)},
        }
    )


def test_operations_are_told_apart_by_where_they_went_wrong():
    found = races.operations(tried())
    assert found.wrong_with_gil == ("next(it)",)
    assert found.wrong_without_gil == ("x += 1",)
    assert found.never == ("lst.append(y)",)
    assert found.with_gil == (GIL,)
    add, *_ = found.operations
    assert (add.safe_on, add.wrong_on) == ([GIL], [FREE])
    assert found.table.rows[0] == (Raw("x += 1"), Rate(0, 200), Rate(50, 200))
    assert found.table.rows[0][2].share == 0.25
    assert found.table.rows[2][2] is None


def seen_values(control_gil=5, control_free=7):
    """Results of seen_where."""
    return made(
        {
            ("seen_where", "three_steps"): {GIL: ([0, 0], 100), FREE: ([0, 3], 100)},
            ("seen_where", "with a call"): {
                GIL: ([control_gil], 100),
                FREE: ([control_free], 100),
            },
        }
    )


def test_where_a_race_was_seen_and_where_never():
    found = races.seen(seen_values(), "three_steps")
    assert (found.on, found.never_on, found.unclear_on) == ((FREE,), (GIL,), ())
    assert found.tries == 200  # of each run, where it was not seen


def test_never_is_said_only_where_the_same_tries_saw_what_is_there():
    found = races.seen(seen_values(control_gil=0), "three_steps")
    assert (found.on, found.never_on, found.unclear_on) == ((FREE,), (), (GIL,))


def test_once_is_enough_to_be_seen():
    results = seen_values(control_gil=1)
    results.benchmarks |= made({("seen_where", "three_steps"): {FREE: ([0, 1], 100)}}).benchmarks
    assert races.seen(results, "three_steps") == races.Seen((FREE,), (GIL,), (), 200)


def test_what_was_not_tried_was_not_seen():
    assert races.seen(seen_values(), "last_ticket") is None


def hung_values(**labels):
    """Results of hung_where, by what follows the program's name."""
    found = {"never seen": {GIL: [300, 300]}, "seen": {FREE: [40]}, **labels}
    return made({("hung_where", f"cooks, {label}"): values for label, values in found.items()})


def test_what_is_tried_until_it_is_seen_is_never_seen_in_all_its_tries():
    results = hung_values()
    results.benchmarks |= made({("hung_where", "cooks with a call, seen"): {GIL: [1]}}).benchmarks
    found = races.seen(results, "cooks")
    assert found == races.Seen((FREE,), (GIL,), (), 600)


def test_without_a_call_that_hangs_nothing_is_said_to_never_hang():
    found = races.seen(hung_values(), "cooks")
    assert found == races.Seen((FREE,), (), (GIL,), 600)


def test_what_one_run_saw_is_seen_and_so_it_may_be_everywhere():
    found = races.seen(hung_values(seen={GIL: [5], FREE: [40]}), "cooks")
    assert found == races.Seen((GIL, FREE), (), (), 0)
    at_once = {"seen": {GIL: [300, 300], FREE: [1]}}
    assert races.seen(hung_values(**at_once), "cooks") == races.Seen((GIL, FREE), (), (), 0)


# Workers


def scaled(gil=1.0, free=0.5, more=0.49, **machine):
    """Results of more and more threads."""
    return made(
        {
            ("scaling", "threads", 1): {GIL: near(1.0), FREE: near(1.0)},
            ("scaling", "threads", 2): {GIL: near(gil), FREE: near(free)},
            ("scaling", "threads", 4): {GIL: near(gil), FREE: near(more)},
            ("scaling", "start of threads", 1): {GIL: near(0.1)},
        },
        **machine,
    )


def test_the_smallest_number_that_is_not_clearly_slower_is_named():
    gil, free = workers.scaling(scaled()).ways
    assert (gil.label, gil.order, gil.workers) == (Label("threads", on=GIL), Order.SAME, 1)
    assert gil.factor == 1
    assert (free.order, free.workers) == (Order.LESS, 2)  # four are a bit faster, not clearly
    assert free.factor == pytest.approx(2.0)
    _, free = workers.scaling(scaled(more=0.3)).ways
    assert free.workers == 4
    assert free.factor == pytest.approx(1 / 0.3)


def test_scaling_is_drawn_beside_the_ideal_of_the_cores_that_can_be_used():
    found = workers.scaling(scaled(usable=4, quota=1.5))
    assert found.chart.ideal == {1: 1, 2: 1.5, 4: 1.5}
    assert found.cores == 1.5
    assert found.chart.lines[1].points == pytest.approx({1: 1.0, 2: 2.0, 4: 1 / 0.49})
    assert found.chart.lines[0].source == Source("scaling", "threads", base=Base("threads", 1))
    assert [row[0].key for row in found.table.rows] == ["threads", "threads", "ideal"]
    assert [cell.value for cell in found.table.rows[-1][1:]] == [1, 1.5, 1.5]


def test_what_was_not_tried_with_one_worker_does_not_scale():
    results = made(
        {
            ("scaling", "threads", 1): {GIL: near(1.0)},
            ("scaling", "subinterpreters", 2): {GIL: near(1.0)},
        }
    )
    (threads,) = workers.scaling(results).ways
    assert (threads.label, threads.workers) == (Label("threads", on=GIL), 1)


def sizes(**processes):
    """Results of tasks of several sizes, in microseconds."""
    serial = {("task_size", "serial", n): {GIL: near(n * 1e-6)} for n in (10, 100, 1000)}
    pool = {
        ("task_size", "processes (spawn)", int(n.removeprefix("n"))): {GIL: near(value * 1e-6)}
        for n, value in processes.items()
    }
    return made(serial | pool)


def pays(**processes):
    """From which size a pool pays off, and whether from the smallest one."""
    (way,) = workers.task_size(sizes(**processes)).ways
    assert way.label == Label("processes", "spawn")
    return way.smallest, way.everywhere


def test_the_size_from_which_a_pool_pays_off():
    assert pays(n10=90, n100=110, n1000=600) == (pytest.approx(1e-3), False)
    assert pays(n10=5, n100=60, n1000=600) == (pytest.approx(1e-5), True)
    assert pays(n10=90, n100=190, n1000=1100) == (None, False)
    # A small size that was better by chance does not count without the larger ones.
    assert pays(n10=5, n100=110, n1000=600) == (pytest.approx(1e-3), False)


def test_without_the_plain_loop_nothing_is_said_to_pay_off():
    results = sizes(n10=90)
    for n in (10, 100, 1000):
        del results.benchmarks["task_size", "serial", n, GIL]
    assert workers.task_size(results).ways == ()


def test_too_few_tasks_say_nothing():
    results = sizes(n10=90, n100=110, n1000=600)
    results.benchmarks |= made({("task_size", "processes (spawn)", 1000): {GIL: [1.0]}}).benchmarks
    (way,) = workers.task_size(results).ways
    assert way.too_few
    (way,) = workers.task_size(sizes(n10=90, n100=110, n1000=600)).ways
    assert not way.too_few


def test_sizes_of_tasks_are_the_columns():
    found = workers.task_size(sizes(n10=90, n100=110, n1000=600))
    assert found.table.head[1].value == pytest.approx(1e-5)
    assert found.table.head[1].unit == Unit.SECONDS
    assert [row[1].value for row in found.table.rows] == pytest.approx([1e-5, 9e-5])
    assert found.chart.lines[1].source == Source("task_size", "processes (spawn)")
    assert found.chart.x.unit == Unit.MICROSECONDS


def test_what_a_task_costs_by_each_tool():
    results = made(
        {
            ("task_cost", "thread pool", 100): {GIL: near(1e-5)},
            ("task_cost", "thread pool", 1000): {GIL: near(9.0)},
            ("task_cost", "process pool (spawn)", 100): {GIL: near(1e-4)},
            ("task_cost_rq", "one task"): {GIL: near(1e-2)},
            ("task_cost_celery", "one task"): {GIL: near(1.01e-2)},
        }
    )
    found = workers.task_cost(results)
    labels = [row[0] for row in found.table.rows]
    assert labels == [
        Label("thread pool"),
        Label("process pool", "spawn"),
        Raw("RQ"),
        Raw("Celery"),
    ]
    assert [row[1].value for row in found.table.rows] == [1e-5, 1e-4, 1e-2, 1.01e-2]
    first, second = found.clear  # RQ and Celery do not clearly differ
    assert (first.than, first.one) == (Label("thread pool"), Label("process pool", "spawn"))
    assert first.ratio == pytest.approx(10)
    assert (second.than, second.one) == (Label("process pool", "spawn"), Raw("RQ"))


def test_tools_are_compared_on_the_newest_python_that_has_them_all():
    older, pythons = "3.12", ("3.11", "3.12", GIL)
    pools = {python: near(1e-5) for python in pythons}
    results = made(
        {
            ("task_cost", "thread pool", 100): pools,
            ("task_cost_rq", "one task"): {older: near(1e-2), GIL: near(2e-2)},
            ("task_cost_dask", "one task"): {older: near(3e-3)},
            ("task_cost_celery", "one task"): {"3.11": near(4e-3)},
            ("task_cost", "process pool (spawn)", 100): {"3.11": near(4e-3)},
        },
        pythons=pythons,
    )
    found = workers.task_cost(results)
    assert found.python == older
    assert [row[0] for row in found.table.rows] == [Label("thread pool"), Raw("RQ"), Raw("Dask")]
    assert [row[1].value for row in found.table.rows] == [1e-5, 1e-2, 3e-3]


# Servers


def served(**slow):
    """Results of servers: the waits of their slowest clients."""
    found = {}
    for number, (kind, value) in enumerate(slow.items(), 1):
        found |= {
            ("servers", f"{kind}, start"): {GIL: near(number)},
            ("servers", f"{kind}, median"): {GIL: near(1e-4)},
            ("servers", f"{kind}, 99th percentile"): {GIL: near(value)},
        }
    return made(found)


def test_servers_are_first_or_last_only_if_clearly():
    found = servers.servers(served(asyncio=1.0, threads=2.0, processes=2.1))
    assert found.slow.least == Label("asyncio")
    assert found.slow.most is None
    assert found.middle.least is None
    assert found.start.least == Label("asyncio")
    assert found.start.most == Label("processes")


def test_starting_is_told_apart_from_serving():
    found = servers.servers(served(asyncio=1.0, threads=2.0))
    assert values(found.table) == {"asyncio": [1, 1e-4, 1.0], "threads": [2, 1e-4, 2.0]}
    assert found.chart.rows[0].marks == {GIL: 1.0}
    assert found.chart.rows[0].source == Source("servers", "asyncio, 99th percentile")


# The class notes


def test_the_notes_comparisons_are_ratios_without_the_sleep():
    results = waits(threads=0.2, processes=0.7)
    results.benchmarks |= made(
        {
            ("cpu_bound", "threads"): {GIL: near(2.0)},
            ("cpu_bound", "processes (forkserver)"): {GIL: near(0.5)},
        }
    ).benchmarks
    found = notes.notes_then_and_now(results)
    computed, slept = found.table.rows
    assert [cell.value for cell in computed[1:]] == pytest.approx([5.70 / 1.47, 4.0])
    assert {cell.unit for cell in (*computed[1:], *slept[1:])} == {Unit.TIMES}
    assert notes.each(1.1, 0.1, 100) == pytest.approx(0.01)
    assert [cell.value for cell in slept[1:]] == pytest.approx([19.15 / 1.01, 6.0])
    assert found.sleepers == 100
    assert found.cores == 2


def test_a_worker_that_costs_nothing_gives_no_ratio():
    results = waits(threads=0.1)
    results.benchmarks |= computing().benchmarks
    computed, slept = notes.notes_then_and_now(results).table.rows
    assert computed[2]
    assert slept[2] is None
    results.benchmarks |= waits(threads=0.2, processes=0.1).benchmarks
    assert notes.notes_then_and_now(results).table.rows[1][2] is None
    results.benchmarks |= waits(threads=0.1).benchmarks
    results.benchmarks.pop(("cpu_bound", "threads", None, GIL))
    assert len(notes.notes_then_and_now(results).table.head) == 2  # nothing is known of here
