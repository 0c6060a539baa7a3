"""Which sentence is shown is decided by thresholds: made-up results of many machines."""

import pyperf
import pytest
from made_results import FREE, GIL, computing, made, recorded

from tools.measurements import topics as lessons


def said(topic, results):
    """All sentences of a topic."""
    return " ".join(lessons.show(topic, results).sentences)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ([1.0, 1.1], [1.0, 1.1], "same"),
        ([1.0, 1.1], [1.12, 1.2], "same"),  # apart, but not clearly
        ([1.0, 1.1], [1.3, 1.4], "less"),
        ([1.3, 1.4], [1.0, 1.1], "more"),
        ([1.0, 3.0], [2.0, 2.1], "same"),  # they overlap
        ([1.0], [10.0], "less"),
        ([1.0] * 9 + [3.0], [2.0] * 10, "less"),  # one of ten was disturbed
        ([1.0] * 8 + [3.0] * 2, [2.0] * 10, "same"),
    ],
)
def test_values_differ_only_if_they_do_so_clearly(one, other, verdict):
    assert lessons.compare(one, other) == verdict


def test_two_cores_show_the_lesson():
    text = said("parallel", computing())
    assert "threads gained nothing: there is no clear difference" in text
    assert "Without a GIL, threads were clearly faster" in text
    assert "processes were clearly faster than one after the other: 1.9 times as fast" in text
    assert "With 2 cores, 2.0 times is ideal" in text
    assert "This run" not in text


def test_one_core_has_nothing_to_gain_and_the_page_says_so():
    text = said("parallel", computing(processes=1.0, free=1.05, usable=1))
    assert "Only one core could be used here, so processes had nothing to gain" in text
    assert "This run" not in text
    assert lessons.cores(computing(usable=8, quota=1.5)) == 1


def test_sixty_four_cores_are_not_the_ideal_of_twelve_tasks():
    results = computing(processes=1 / 11, free=1 / 11, usable=64)
    assert "With 64 cores, 12 times is ideal" in said("parallel", results)
    assert lessons.ideal(computing(usable=8)) == 6


def test_a_busy_machine_that_shows_no_gain_is_not_given_the_lessons_sentence():
    text = said("parallel", computing(processes=0.98, load=7.5))
    assert "**This run does not show the lesson.** On 3.14 and 3.14t, processes" in text
    assert "load was 7.5" in text
    assert "processes were clearly faster" not in text


def test_threads_that_gain_with_a_gil_contradict_the_page():
    text = said("parallel", computing(threads=0.5))
    assert "**This run contradicts the lesson.** On 3.14, threads were clearly faster" in text
    assert "gained nothing" not in text


def test_threads_that_lose_with_a_gil_are_told_so():
    assert "on 3.14 they were clearly slower" in said("parallel", computing(threads=1.5))


def test_without_a_free_threaded_build_the_page_says_that():
    results = computing(pythons=(GIL,))
    assert "No free-threaded build was at hand" in said("parallel", results)
    assert "No free-threaded build was at hand" in said("free-threading", results)


@pytest.mark.parametrize(
    ("one", "text"),
    [(1.5, "took 1.5 times as long"), (1.02, "do not clearly differ"), (0.5, "was faster")],
)
def test_what_one_thread_costs_without_a_gil(one, text):
    serial = {"3.14": [1.0, 1.01], "3.14t": [one, one * 1.01]}
    assert text in said("free-threading", made({("cpu_bound", "serial"): serial}))


@pytest.mark.parametrize("topic", lessons.TOPICS)
def test_where_nothing_was_measured_no_topic_fails_or_draws(topic):
    shown = lessons.show(topic, made({}))
    assert shown.sentences
    assert not shown.rows or all(lessons.MISSING in row for row in shown.rows)


def test_lost_updates_are_counted_and_luck_is_named():
    def lost(gil_plain, free_plain, call):
        values = {
            ("lost_updates", "plain"): {GIL: [1000 - gil_plain], FREE: [1000 - free_plain]},
            ("lost_updates", "with_a_call"): {GIL: [1000 - call], FREE: [1000 - call]},
        }
        results = made(values)
        for key, benchmark in results.benchmarks.items():
            facts = {"name": "x", "of": 1000}
            run = pyperf.Run(benchmark.get_values(), metadata=facts, collect_metadata=False)
            results.benchmarks[key] = pyperf.Benchmark([run])
        return results

    shown = lessons.show("lost-updates", lost(0, 700, 200))
    assert shown.rows == [["3.14", "0", "200"], ["3.14t", "700", "200"]]
    text = " ".join(shown.sentences)
    assert "With a GIL, on 3.14, the plain loop lost none." in text
    assert "On 3.14t, the plain loop lost updates." in text
    assert "which this page says it does not" in said("lost-updates", lost(5, 700, 200))
    assert "On 3.14t, the plain loop lost none in these runs. That is luck." in said(
        "lost-updates", lost(0, 0, 200)
    )
    assert "with a call lost none in these runs" in said("lost-updates", lost(0, 0, 0))


def test_the_order_of_costs_is_said_only_where_it_was_seen():
    def costs(thread):
        return made(
            {
                ("cost_of_one", "task"): {GIL: [1e-6, 1.1e-6]},
                ("cost_of_one", "thread"): {GIL: [thread, thread * 1.1]},
                ("cost_of_process", "process (fork)"): {GIL: [1e-3, 1.2e-3]},
                ("cost_of_process", "process (spawn)"): {GIL: [0.1, 0.11]},
            }
        )

    assert "task, thread, process (fork) and process (spawn)" in said("cost-of-one", costs(5e-5))
    text = said("cost-of-one", costs(1.1e-3))
    assert "does not show the whole order" in text
    assert "thread and process (fork)" in text


def test_the_size_from_which_a_pool_pays_off():
    def sizes(**processes):
        serial = {("task_size", "serial", n): {GIL: [n * 1e-6]} for n in (10, 100, 1000)}
        pool = {
            ("task_size", "processes", int(n.removeprefix("n"))): {GIL: [value * 1e-6]}
            for n, value in processes.items()
        }
        return made(serial | pool)

    assert "paid off from 1.0 ms" in said("task-size", sizes(n10=90, n100=110, n1000=600))
    assert "paid off for every size" in said("task-size", sizes(n10=5, n100=60, n1000=600))
    assert "paid off for no size" in said("task-size", sizes(n10=90, n100=190, n1000=1100))
    # A small size that was better by chance does not count without the larger ones.
    assert "paid off from 1.0 ms" in said("task-size", sizes(n10=5, n100=110, n1000=600))


def test_the_notes_comparisons_are_shown_as_ratios():
    values = {
        ("cpu_bound", "threads"): {GIL: [2.0]},
        ("cpu_bound", "processes (spawn)"): {GIL: [1.0]},
        ("waiting", "threads", 100): {GIL: [0.1]},
        ("waiting", "processes", 100): {GIL: [0.6]},
    }
    rows = lessons.show("notes-then-and-now", made(values)).rows
    assert [row[1:] for row in rows] == [["3.9×", "2.0×"], ["7.0×", "6.0×"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.00012, "120 µs"), (1.0, "1.0 s"), (0.0995, "100 ms"), (12.34, "12 s"), (3e-8, "30 ns"),
     (0.000999, "1.0 ms"), (2500.0, "2,500 s")],
)  # fmt: skip
def test_durations_have_two_digits(value, text):
    assert lessons.seconds(value) == text


def test_sizes_and_missing_values_are_written():
    assert [lessons.size(n) for n in (100, 65536, 1e6, None)] == ["100 B", "66 kB", "1.0 MB", "–"]


def test_more_workers_gain_only_where_it_is_clear():
    values = {
        ("scaling", "threads", 1): {GIL: [1.0, 1.2], FREE: [1.0, 1.02]},
        ("scaling", "threads", 2): {GIL: [0.8, 1.1], FREE: [0.5, 0.52]},
    }
    text = said("scaling", made(values))
    assert "Threads on 3.14: more of them brought no clear gain." in text
    assert "Threads on 3.14t: at most 2.0 times as fast as one, with 2." in text


def test_builds_that_were_compiled_in_different_ways_are_not_compared_unsaid():
    results = made({("cpu_bound", "serial"): {GIL: [1.0], FREE: [0.6]}})
    assert "compiled in different ways" not in said("free-threading", results)
    results.stamp["pythons"][1]["build"] = "GCC, PGO"
    assert "compiled in different ways" in said("free-threading", results)


def test_points_are_in_the_order_of_the_axis():
    """As text, 160 comes before 40, and a line would go back."""
    values = {("waiting", "threads", n): {GIL: [0.1 * n]} for n in (160, 10, 4000, 40)}
    assert list(made(values).points("waiting", "threads", GIL)) == [10, 40, 160, 4000]


@pytest.mark.parametrize("topic", lessons.TOPICS)
def test_every_topic_has_sentences_a_table_and_a_chart_of_all_programs(topic):
    shown = lessons.show(topic, recorded())
    assert shown.sentences
    assert shown.rows
    assert all(len(row) == len(shown.head) for row in shown.rows)
    if shown.chart:
        assert len(shown.sources) >= 1
        assert shown.chart().startswith("<svg")
