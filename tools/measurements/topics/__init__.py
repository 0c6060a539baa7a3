"""What measured values say: for each topic its sentences, its table and its chart.

Which sentence is shown is decided here, by thresholds, from the same values as the table, so that
the two cannot disagree. No page has a measured digit of its own.
"""

import itertools
import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tools.measurements import charts
from tools.measurements.charts import Axis
from tools.measurements.run import Results

CLEARLY = 1.15  # how many times one median must at least be another
NEARLY_ALL = 0.9  # of all pairs of values
MISSING = "–"
TASKS = 12  # of cpu_bound.py and hashing.py
METHODS = ("spawn", "forkserver", "fork")
# What the class notes had measured, in seconds, on a computer that they do not name.
NOTES = {
    "computing": {"processes": 1.47, "threads": 5.70},
    "waiting": {"processes": 21.15, "threads": 3.01},
}


class Source(NamedTuple):
    """Where the values of one row or one line of a chart come from.

    With a base, a value is that many times as fast: the base's time over its own.
    """

    program: str
    label: str
    x: int | None = None
    base: str | None = None
    base_x: int | None = None


@dataclass(frozen=True)
class Shown:
    """What a reader sees of a topic. Sentences are Markdown, cells are plain text."""

    sentences: list[str]
    head: list[str]
    rows: list[list[str]]
    chart: Callable[[], str] | None = None
    """Draws it: text of an SVG."""
    sources: Sequence[Source] = ()
    """One for each row or line of the chart, in its order, for a reader's own results."""


@dataclass(frozen=True)
class Gain:
    """How a way of working compares with another one, on several interpreters."""

    faster: list[str]
    same: list[str]
    slower: list[str]
    times: dict[str, float]
    """How many times as fast, by interpreter."""

    @property
    def range(self) -> str:
        """`1.6 to 1.9 times`, or `1.7 times`."""
        low, high = (_two_digits(end(self.times.values())) for end in (min, max))
        return f"{low} times" if low == high else f"{low} to {high} times"


# How a value is written.


def seconds(value: float | None) -> str:
    """A duration with two significant digits: `1.2 ms`."""
    if value is None:
        return MISSING
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)):
        if value >= 0.995 * size or unit == "ns":
            return f"{_two_digits(value / size)} {unit}"
    raise AssertionError


def size(value: float | None) -> str:
    """A number of bytes with two significant digits: `32 kB`."""
    if value is None:
        return MISSING
    for unit, of in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3), ("B", 1)):
        if value >= 0.995 * of or unit == "B":
            return f"{_two_digits(value / of)} {unit}"
    raise AssertionError


def times(value: float | None) -> str:
    """A ratio with two significant digits: `1.9×`."""
    return MISSING if value is None else f"{_two_digits(value)}×"


def number(value: float | None) -> str:
    """A number with commas."""
    return MISSING if value is None else f"{value:,.0f}"


def _two_digits(value: float) -> str:
    if value <= 0:
        return "0"
    value = float(f"{value:.1e}")
    digits = 1 - math.floor(math.log10(value))
    return f"{round(value, digits):,.{max(digits, 0)}f}"


# How values compare.


def compare(one: list[float], other: list[float]) -> str:
    """`less`, `more` or `same`: how the first values stand to the second ones.

    They differ clearly only if their medians are a good part apart, and if of all pairs of a first
    and a second value nearly all are in that order. (That share is the common language effect size:
    McGraw and Wong, Psychological Bulletin 111, 1992.)
    """
    pairs = list(itertools.product(one, other))
    apart = statistics.median(one) / statistics.median(other)
    if apart * CLEARLY < 1 and sum(a < b for a, b in pairs) >= NEARLY_ALL * len(pairs):
        return "less"
    if apart > CLEARLY and sum(a > b for a, b in pairs) >= NEARLY_ALL * len(pairs):
        return "more"
    return "same"


def gain(results: Results, program: str, label: str, base: str, pythons: Iterable[str]) -> Gain:
    """Compare the times of two labels of a program on each interpreter that has both."""
    found, ratio = {"less": [], "same": [], "more": []}, {}
    for python in pythons:
        values = results.values(program, label, python)
        of_base = results.values(program, base, python)
        if values and of_base:
            found[compare(values, of_base)].append(python)
            ratio[python] = results.median(program, base, python) / results.median(
                program, label, python
            )
    return Gain(found["less"], found["same"], found["more"], ratio)


def cores(results: Results) -> int:
    """How many cores the measured programs could use: affinity, and the quota of a container."""
    machine = results.stamp["machine"]
    return max(1, min(machine["usable"], math.floor(machine["quota"] or machine["usable"])))


def ideal(results: Results) -> float:
    """How many times as fast the tasks of `cpu_bound` and `hashing` can be, all at once."""
    rounds = math.ceil(TASKS / cores(results))
    return TASKS / rounds


def expect_gain(found: Gain, who: str, results: Results, where: str = "") -> str:
    """The sentence where a lesson says: this uses several cores. `where` begins it."""
    if not found.times:
        return f"{who.capitalize()}: not measured here."
    where = where or f"On {'every interpreter' if len(found.times) > 1 else listed(found.times)}"
    available = cores(results)
    if available == 1:
        return (
            f"Only one core could be used here, so {who} had nothing to gain: they were "
            f"{found.range} as fast as one after the other. Look at this on a machine with more."
        )
    if not found.same and not found.slower:
        return (
            f"{where}, {who} were clearly faster than one after the other: {found.range} as fast. "
            f"With {available} cores, {_two_digits(ideal(results))} times is ideal."
        )
    return (
        f"**This run does not show the lesson.** On {listed(found.same + found.slower)}, {who} "
        f"brought no clear gain here, though {available} cores could be used; over all, they were "
        f"{found.range} as fast ({_busy(results)})."
    )


def expect_no_gain(found: Gain, who: str, results: Results) -> str:
    """The sentence where a lesson says: this cannot use a second core."""
    if not found.times:
        return f"{who.capitalize()}: not measured here."
    if found.faster:
        return (
            f"**This run contradicts the lesson.** On {listed(found.faster)}, {who} were clearly "
            f"faster than one after the other, which a GIL should prevent. Do not trust these "
            f"numbers ({_busy(results)})."
        )
    if found.slower:
        return (
            f"With a GIL, {who} gained nothing: {found.range} as fast as one after the other; "
            f"on {listed(found.slower)} they were clearly slower."
        )
    return (
        f"With a GIL, {who} gained nothing: there is no clear difference from one after the other."
    )


def _busy(results: Results) -> str:
    load = results.stamp["machine"]["load"]
    return f"the machine's load was {load:.1f} when the measuring began"


def listed(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    names = list(names)
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def with_gil(results: Results) -> list[str]:
    """The interpreters with a GIL."""
    return [python["name"] for python in results.stamp["pythons"] if python["gil"]]


def without_gil(results: Results) -> list[str]:
    """The interpreters without."""
    return [python["name"] for python in results.stamp["pythons"] if not python["gil"]]


def main_python(results: Results) -> str:
    """The one shown where a table has room for one: the newest CPython with a GIL."""
    usual = [name for name in with_gil(results) if name[0].isdigit()]
    return (usual or results.pythons)[-1]


def processes(results: Results, program: str, python: str) -> str:
    """The label of the processes under the start method that most systems have."""
    labels = [f"processes ({method})" for method in METHODS]
    found = [label for label in labels if results.values(program, label, python)]
    return (found or labels)[0]


def only(head: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """A table without the columns in which nothing was measured."""
    kept = [n for n in range(len(head)) if not n or any(row[n] != MISSING for row in rows)]
    return [head[n] for n in kept], [[row[n] for n in kept] for row in rows]


def turned(head: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """A table with its rows as columns: short names stand above, so that it fits a phone."""
    first, *others = (list(column) for column in zip(head, *rows, strict=True))
    return first, others


# The topics.


def computing(results: Results) -> Shown:
    """Twelve tasks in pure Python."""
    gil, free = with_gil(results), without_gil(results)
    base = ("cpu_bound", "serial")
    sentences = [
        expect_no_gain(gain(results, base[0], "threads", base[1], gil), "threads", results)
    ]
    if free:
        found = gain(results, base[0], "threads", base[1], free)
        sentences.append(expect_gain(found, "threads", results, "Without a GIL"))
    else:
        sentences.append("No free-threaded build was at hand when this page was built.")
    by_process = _merged(
        gain(results, base[0], processes(results, base[0], python), base[1], [python])
        for python in results.pythons
    )
    sentences.append(expect_gain(by_process, "processes", results))
    subs = gain(results, base[0], "subinterpreters", base[1], results.pythons)
    if subs.times:
        sentences.append(expect_gain(subs, "subinterpreters", results))
    ways = ["threads", *[f"processes ({m})" for m in reversed(METHODS)], "subinterpreters"]
    return _speedups(results, "cpu_bound", ways, sentences, "Speed of 12 tasks in pure Python")


def parallel(results: Results) -> Shown:
    """The same in a table that fits a chapter: one row for processes."""
    rows = []
    for python in results.pythons:
        ways = ("threads", "subinterpreters", processes(results, "cpu_bound", python))
        ratios = [gain(results, "cpu_bound", way, "serial", [python]).times for way in ways]
        rows.append([python, *[times(ratio.get(python)) for ratio in ratios]])
    head, rows = only(["CPython", "threads", "subinterpreters", "processes"], rows)
    head, rows = turned(head, rows) if len(head) > 1 else ([], [])
    return Shown(computing(results).sentences, head, rows)


def hashing(results: Results) -> Shown:
    """Twelve tasks in C that releases the GIL."""
    found = gain(results, "hashing", "threads", "serial", results.pythons)
    sentences = [
        expect_gain(found, "threads that hash", results)
        + " Their work is done by C code that has released the GIL."
    ]
    return _speedups(results, "hashing", ["threads", "processes"], sentences, "Speed of hashing")


def _speedups(results, program, ways, sentences, title) -> Shown:
    rows, marks = [], {}
    for python in results.pythons:
        ratios = {way: gain(results, program, way, "serial", [python]).times for way in ways}
        cells = [times(ratios[way].get(python)) for way in ways]
        serial = results.median(program, "serial", python)
        if serial:
            rows.append([python, seconds(serial), *cells])
        for way in ways:
            if ratios[way]:
                marks.setdefault(way, {})[python] = ratios[way][python]
    head, rows = turned(*only(["CPython", "serial", *ways], rows)) if rows else ([], [])
    axis = Axis("times as fast as one after the other", lambda v: f"{v:g}×")
    alternative = f"{title}, as many times as one after the other. {_plain(sentences)}"
    return Shown(
        sentences,
        head,
        rows,
        lambda: charts.dots(alternative, marks, axis, ideal(results)),
        [Source(program, way, base="serial") for way in marks],
    )


def threads_by_work(results: Results) -> Shown:
    """Threads in Python beside threads in C, for each interpreter."""
    gil, free = with_gil(results), without_gil(results)
    found = gain(results, "cpu_bound", "threads", "serial", gil)
    sentences = [expect_no_gain(found, "threads in pure Python", results)]
    if free:
        found = gain(results, "cpu_bound", "threads", "serial", free)
        sentences.append(expect_gain(found, "threads in pure Python", results, "Without a GIL"))
    found = gain(results, "hashing", "threads", "serial", results.pythons)
    sentences.append(expect_gain(found, "threads that hash", results))
    rows = []
    for python in results.pythons:
        cells = [
            times(gain(results, program, "threads", "serial", [python]).times.get(python))
            for program in ("cpu_bound", "hashing")
        ]
        rows.append([python, *cells])
    head, rows = only(["CPython", "threads, pure Python", "threads, hashing"], rows)
    return Shown(sentences, head, rows if len(head) > 1 else [])


def free_threading(results: Results) -> Shown:
    """What one thread costs without a GIL, and what several gain."""
    sentences, rows = [], []
    for free in without_gil(results):
        same = free.removesuffix("t")
        one, other = (results.values("cpu_bound", "serial", name) for name in (free, same))
        if not one or not other:
            continue
        ratio = times(
            results.median("cpu_bound", "serial", free)
            / results.median("cpu_bound", "serial", same)
        ).replace("×", " times")
        sentences.append(
            {
                "more": f"One thread of pure Python took {ratio} as long on {free} as on {same}.",
                "less": f"One thread of pure Python was faster on {free} than on {same}: it took "
                f"{ratio} as long, which is not what the documentation leads you to expect.",
                "same": f"One thread of pure Python: {free} and {same} do not clearly differ.",
            }[compare(one, other)]
        )
        builds = {p["name"]: p["build"] for p in results.stamp["pythons"]}
        if builds[free] != builds[same]:
            sentences.append(
                f"But the two were compiled in different ways ({same}: {builds[same]}; {free}: "
                f"{builds[free]}), so this is not the GIL alone."
            )
        sentences.append(
            expect_gain(
                gain(results, "cpu_bound", "threads", "serial", [free]),
                f"threads on {free}",
                results,
            )
        )
        for name in (same, free):
            rows.append(
                [
                    name,
                    seconds(results.median("cpu_bound", "serial", name)),
                    seconds(results.median("cpu_bound", "threads", name)),
                    size(_memory(results, "thread", name)),
                ]
            )
    if not rows:
        sentences = ["No free-threaded build was at hand when this page was built."]
    head = ["CPython", "one after the other", "threads", "memory of a thread"]
    return Shown(sentences, *only(head, rows))


def cost_of_one(results: Results) -> Shown:
    """What one more worker costs."""
    kinds = ["task", "thread", "subinterpreter", *[f"process ({m})" for m in reversed(METHODS)]]
    python = main_python(results)
    cost = {kind: results.values(_cost_program(kind), kind, python) for kind in kinds}
    cost = {kind: values for kind, values in cost.items() if values}
    order = [
        kind for kind in ("task", "thread", "process (fork)", "process (spawn)") if kind in cost
    ]
    pairs = list(itertools.pairwise(order))
    wrong = [f"{a} and {b}" for a, b in pairs if compare(cost[a], cost[b]) != "less"]
    if not cost:
        sentences = ["What one worker costs was not measured here."]
    elif wrong:
        sentences = [
            f"**This run does not show the whole order:** between {listed(wrong)} there is no "
            f"clear difference here ({_busy(results)})."
        ]
    else:
        first, last = order[0], order[-1]
        ratio = _cost(results, last, python) / _cost(results, first, python)
        sentences = [
            f"From the cheapest to the dearest to start: {listed(order)}. On {python}, a {last} "
            f"costs {_two_digits(ratio)} times as much as a {first}."
        ]
    rows = [
        [
            kind,
            seconds(_cost(results, kind, python)),
            size(_memory(results, kind, python)),
        ]
        for kind in cost
    ]
    marks = {
        kind: {name: value for name in results.pythons if (value := _cost(results, kind, name))}
        for kind in kinds
    }
    marks = {kind: row for kind, row in marks.items() if row}
    axis = Axis("start and end of one", seconds, log=True)
    title = f"What one worker costs. {_plain(sentences)}"
    return Shown(
        sentences,
        *only(["one more", "start and end", "memory"], rows),
        lambda: charts.dots(title, marks, axis),
        [Source(_cost_program(kind), kind) for kind in marks],
    )


def memory_of_one(results: Results) -> Shown:
    """What one more waiting worker takes, on every interpreter."""
    kinds = ["task", "thread", "subinterpreter", *[f"process ({m})" for m in reversed(METHODS)]]
    marks = {
        kind: {name: value for name in results.pythons if (value := _memory(results, kind, name))}
        for kind in kinds
    }
    marks = {kind: row for kind, row in marks.items() if row}
    if not marks:
        return Shown(["Memory was not measured here: it is read on Linux only."], [], [])
    head = ["CPython", *results.pythons]
    rows = [
        [kind, *[size(row.get(name)) for name in results.pythons]] for kind, row in marks.items()
    ]
    python = main_python(results)
    ordered = sorted((row[python], kind) for kind, row in marks.items() if python in row)
    sentences = [
        f"On {python}, from the least to the most: "
        + listed(f"{kind} ({size(value)})" for value, kind in ordered)
        + "."
    ]
    axis = Axis("memory of one more", size, log=True)
    return Shown(
        sentences,
        head,
        rows,
        lambda: charts.dots(f"Memory of one worker. {_plain(sentences)}", marks, axis),
        [Source(_memory_program(kind), f"memory of a {kind}") for kind in marks],
    )


def _cost_program(kind: str) -> str:
    return "cost_of_process" if kind.startswith("process") else "cost_of_one"


def _cost(results: Results, kind: str, python: str) -> float | None:
    return results.median(_cost_program(kind), kind, python)


def _memory(results: Results, kind: str, python: str) -> float | None:
    return results.median(_memory_program(kind), f"memory of a {kind}", python)


def _memory_program(kind: str) -> str:
    return "memory_of_process" if kind.startswith("process") else "memory_of_one"


def waiting(results: Results) -> Shown:
    """Many sleeps at once."""
    ways = dict.fromkeys(("asyncio", "threads", "processes"), "waiting")
    return _waits(results, ways, "Time until all of N sleeping tasks have ended")


def sockets(results: Results) -> Shown:
    """Many clients at once."""
    ways = {"asyncio": "sockets_asyncio", "threads": "sockets"}
    return _waits(results, ways, "Time until N clients have their answers")


WAIT = 0.1  # seconds that each task of `waiting` and `sockets` waits: their ideal


def _waits(results: Results, ways: dict[str, str], title: str) -> Shown:
    """`ways` names the program of each way of waiting."""
    python = main_python(results)
    found = {way: results.points(program, way, python) for way, program in ways.items()}
    series = {way: points for way, points in found.items() if points}
    if not series:
        return Shown([f"{title}: not measured here."], [], [])
    counts = sorted({x for points in series.values() for x in points})
    sentences = [
        f"Each waits {seconds(WAIT)}, and that is the ideal for any number. On {python}, "
        + listed(
            f"{way} needed {_two_digits(points[max(points)] / WAIT)} times that for {max(points):,}"
            for way, points in series.items()
        )
        + "."
    ]
    common = [
        n for n in counts if all(n in series.get(way, ()) for way in ("threads", "processes"))
    ]
    if common:
        one, other = (
            results.values(ways[way], way, python, common[-1]) for way in ("threads", "processes")
        )
        sentences.append(
            {
                "less": f"For {common[-1]:,}, threads were clearly faster than processes.",
                "same": f"For {common[-1]:,}, there is no clear difference between threads and "
                "processes.",
                "more": f"**This run contradicts the lesson:** for {common[-1]:,}, processes were "
                f"clearly faster than threads ({_busy(results)}).",
            }[compare(one, other)]
        )
    for program in dict.fromkeys(ways.values()):
        sentences += notes(results, program, python)
    head = ["at once", *series]
    rows = [[f"{n:,}", *[seconds(points.get(n)) for points in series.values()]] for n in counts]
    ideal = {counts[0]: WAIT, counts[-1]: WAIT}
    return Shown(
        sentences,
        head,
        rows,
        lambda: charts.lines(
            f"{title}. {_plain(sentences)}",
            series,
            Axis("at once", number, log=True),
            Axis("until all have ended", seconds, log=True),
            ideal,
        ),
        [Source(ways[way], way) for way in series],
    )


def talking(results: Results) -> Shown:
    """Handing over messages of several sizes."""
    python = main_python(results)
    ways = {
        "thread queue": "talking",
        "process queue": "talking",
        "pipe": "talking",
        "pickle": "talking",
        "pipe, bytes": "talking_bytes",
        "shared memory": "talking_bytes",
    }
    found = {way: results.points(program, way, python) for way, program in ways.items()}
    series = {way: points for way, points in found.items() if points}
    if not series:
        return Shown(["Handing over was not measured here."], [], [])
    sizes = sorted({x for points in series.values() for x in points})
    sentences = []
    for n in (sizes[0], sizes[-1]):
        ordered = sorted((points[n], way) for way, points in series.items() if n in points)
        (least, cheap), (most, dear) = ordered[0], ordered[-1]
        sentences.append(
            f"For messages of {size(n)}, the cheapest way is {cheap} ({seconds(least)} each), the "
            f"dearest is {dear} ({seconds(most)}), on {python}."
        )
    rows = [[way, *[seconds(points.get(n)) for n in sizes]] for way, points in series.items()]
    return Shown(
        sentences,
        ["message of", *map(size, sizes)],
        rows,
        lambda: charts.lines(
            f"Time to hand over one message. {_plain(sentences)}",
            series,
            Axis("size of the message", size, log=True),
            Axis("one message", seconds, log=True),
        ),
        [Source(ways[way], way) for way in series],
    )


def queues_or_lock(results: Results) -> Shown:
    """One message between threads against one step under a lock."""
    python = main_python(results)
    queue = results.points("talking", "thread queue", python)
    lock = results.median("lock_costs", "free lock", python)
    if not queue or not lock:
        return Shown(["Queue and lock were not measured here."], [], [])
    one = min(queue)
    ratio = _two_digits(queue[one] / lock)
    if queue[one] > lock * CLEARLY:
        said = (
            f"Handing over one small message takes {ratio} times as long as one step under a lock "
            f"that is free, on {python}."
        )
    else:
        said = (
            "**This run does not show the lesson:** a message through a queue was not clearly "
            f"dearer than a step under a lock, on {python} ({_busy(results)})."
        )
    return Shown(
        [said],
        ["one", "time"],
        [
            ["message through a queue", seconds(queue[one])],
            ["step under a free lock", seconds(lock)],
        ],
    )


CROWD = "contended lock"


def locks(results: Results) -> Shown:
    """A step without a lock, with a free one, with a contended one."""
    sources = {way: Source("lock_costs", way) for way in ("no lock", "free lock", "free RLock")}
    for n in sorted(
        {x for name in results.pythons for x in results.points("lock_costs", CROWD, name)}
    ):
        sources[f"{CROWD}, {n} threads"] = Source("lock_costs", CROWD, n)
    series, rows = {}, []
    for way, source in sources.items():
        found = {
            name: results.median(source.program, source.label, name, source.x)
            for name in results.pythons
        }
        if found := {name: value for name, value in found.items() if value}:
            series[way] = found
    if not series:
        return Shown(["Locks were not measured here."], [], [])
    for way, row in series.items():
        rows.append([way, *[seconds(row.get(name)) for name in results.pythons]])
    python = main_python(results)
    bare, free = (results.values("lock_costs", way, python) for way in ("no lock", "free lock"))
    sentences = []
    if bare and free:
        added = series["free lock"][python] - series["no lock"][python]
        sentences.append(
            f"A lock that nobody else wants adds {seconds(added)} to a step, on {python}."
            if compare(free, bare) == "more"
            else f"A lock that nobody else wants made no clear difference, on {python}."
        )
    for kind, names in (("With a GIL", with_gil(results)), ("Without a GIL", without_gil(results))):
        ratios = [
            row[name] / series["free lock"][name]
            for way, row in series.items()
            if way.startswith("contended")
            for name in names
            if name in row and name in series.get("free lock", {})
        ]
        if ratios:
            sentences.append(
                f"{kind}, a step under a lock that others want, too, "
                + (
                    f"took up to {_two_digits(max(ratios))} times as long as under a free one."
                    if max(ratios) > CLEARLY
                    else "did not take clearly longer than under a free one."
                )
            )
    axis = Axis("one step", seconds, log=True)
    return Shown(
        sentences,
        ["CPython", *results.pythons],
        rows,
        lambda: charts.dots(f"What a lock costs. {_plain(sentences)}", series, axis),
        [sources[way] for way in series],
    )


def lost_updates(results: Results) -> Shown:
    """The same loop on each interpreter."""
    rows, marks, plain_lost, call_lost = [], {}, [], []
    for python in results.pythons:
        row = [python]
        for loop, lossy in (("plain", plain_lost), ("with_a_call", call_lost)):
            kept = results.values("lost_updates", loop, python)
            if not kept:
                row.append(MISSING)
                continue
            of = results.of("lost_updates", loop, python)
            lost = [of - value for value in kept]
            row.append(" · ".join(number(value) for value in lost))
            marks.setdefault(loop, {})[python] = 100 * max(lost) / of
            if any(lost):
                lossy.append(python)
        rows.append(row)
    if not marks:
        return Shown(["Lost updates were not counted here."], [], [])
    of = results.of("lost_updates", "plain", next(iter(marks["plain"])))
    gil = [name for name in with_gil(results) if name in marks["plain"]]
    free = [name for name in without_gil(results) if name in marks["plain"]]
    sentences = [f"Each run makes {number(of)} updates, and the table says how many it lost."]
    lossless = [name for name in gil if name not in plain_lost]
    if lossless:
        sentences.append(f"With a GIL, on {listed(lossless)}, the plain loop lost none.")
    for name in plain_lost:
        sentences.append(
            f"On {name}, the plain loop lost updates"
            + ("." if name in free else ", **which this page says it does not**.")
        )
    for name in free:
        if name not in plain_lost:
            sentences.append(f"On {name}, the plain loop lost none in these runs. That is luck.")
    if call_lost:
        sentences.append(f"The loop with a call lost updates on {listed(call_lost)}.")
    else:
        sentences.append("The loop with a call lost none in these runs. That is luck.")
    axis = Axis("updates lost, of a hundred", lambda v: f"{v:g}")
    return Shown(
        sentences,
        ["CPython", "plain", "with a call"],
        rows,
        lambda: charts.dots(f"Lost updates. {_plain(sentences)}", marks, axis),
        [Source("lost_updates", loop) for loop in marks],
    )


def scaling(results: Results) -> Shown:
    """The same work with more and more workers."""
    pythons = [main_python(results), *without_gil(results)[-1:]]
    series, sources, sentences = {}, [], []
    for python in dict.fromkeys(pythons):
        for way in ("threads", "processes"):
            points = results.points("scaling", way, python)
            if 1 not in points:
                continue
            speed = {n: points[1] / value for n, value in points.items()}
            best = max(speed, key=speed.get)
            one, most = (results.values("scaling", way, python, n) for n in (1, best))
            sentences.append(
                f"{way.capitalize()} on {python}: "
                + (
                    f"at most {_two_digits(speed[best])} times as fast as one, with {best}."
                    if compare(most, one) == "less"
                    else "more of them brought no clear gain."
                )
            )
            series[f"{way}, {python}"] = speed
            sources.append(Source("scaling", way, base=way, base_x=1))
    if not series:
        return Shown(["More and more workers were not measured here."], [], [])
    available = cores(results)
    counts = sorted({n for points in series.values() for n in points})
    ideal = {n: min(n, available) for n in counts}
    rows = [
        [way, *[times(p.get(n)) for n in counts]] for way, p in (*series.items(), ("ideal", ideal))
    ]
    return Shown(
        sentences,
        ["workers", *map(str, counts)],
        rows,
        lambda: charts.lines(
            f"Speed by number of workers. {_plain(sentences)}",
            series,
            Axis("workers", number),
            Axis("times as fast as one worker", lambda v: f"{v:g}×"),
            ideal,
        ),
        sources,
    )


def task_size(results: Results) -> Shown:
    """From which size of a task on a process pool pays off."""
    python = main_python(results)
    ways = ("serial", "processes", "processes, chunks")
    series = {way: points for way in ways if (points := results.points("task_size", way, python))}
    if "serial" not in series or "processes" not in series:
        return Shown(["The size of tasks was not measured here."], [], [])
    sizes = sorted(series["serial"])
    sentences = []
    for way in list(series)[1:]:
        words = "one task at a time" if way == "processes" else "tasks sent in chunks"
        pays = None
        for n in reversed(sizes):
            if (
                compare(
                    results.values("task_size", way, python, n),
                    results.values("task_size", "serial", python, n),
                )
                != "less"
            ):
                break
            pays = n
        if pays is None:
            said = "paid off for no size measured here"
            if cores(results) == 1:
                said += ", for only one core could be used"
        elif pays == sizes[0]:
            said = f"paid off for every size measured, from {seconds(pays * 1e-6)} of work on"
        else:
            said = f"paid off from {seconds(pays * 1e-6)} of work in each task on"
        sentences.append(f"With {words}, a process pool {said}, on {python}.")
    rows = [
        [seconds(n * 1e-6), *[seconds(points.get(n)) for points in series.values()]] for n in sizes
    ]
    return Shown(
        sentences,
        ["work in one task", *series],
        rows,
        lambda: charts.lines(
            f"Time of one task by its size. {_plain(sentences)}",
            series,
            Axis("work in one task", lambda v: seconds(v * 1e-6), log=True),
            Axis("time of one task", seconds, log=True),
        ),
        [Source("task_size", way) for way in series],
    )


SERVERS = {
    "thread per client": "echo_load",
    "process per client": "echo_load",
    "thread pool": "echo_load",
    "asyncio": "echo_load_asyncio",
}


def echo(results: Results) -> Shown:
    """The echo server under load."""
    python = main_python(results)
    rows, rates, said = [], {}, []
    for kind, program in SERVERS.items():
        if values := results.values(program, kind, python):
            middle, slow = (
                results.median(program, f"{kind}, {what}", python)
                for what in ("median", "99th percentile")
            )
            rate = results.median(program, kind, python)
            rows.append([kind, number(rate), seconds(middle), seconds(slow)])
            said.append((rate, kind, values))
        marks = {name: results.median(program, kind, name) for name in results.pythons}
        if marks := {name: value for name, value in marks.items() if value}:
            rates[kind] = marks
    if not said:
        return Shown(["The servers were not measured here."], [], [])
    (_, best, most), (_, worst, fewest) = max(said), min(said)
    sentences = [
        f"On {python}, {best} answered the most requests a second, {worst} the fewest."
        if compare(most, fewest) == "more"
        else f"On {python}, there is no clear difference between these servers."
    ]
    axis = Axis("requests a second", number)
    return Shown(
        sentences,
        ["server", "requests a second", "half took at most", "99 of 100 took at most"],
        rows,
        lambda: charts.dots(f"Echo servers under load. {_plain(sentences)}", rates, axis),
        [Source(SERVERS[kind], kind) for kind in rates],
    )


def notes_then_and_now(results: Results) -> Shown:
    """The two headline comparisons of the class notes, as ratios."""
    python = main_python(results)
    rows = []
    then = NOTES["computing"]["threads"] / NOTES["computing"]["processes"]
    threads = results.median("cpu_bound", "threads", python)
    other = results.median("cpu_bound", processes(results, "cpu_bound", python), python)
    now = threads / other if threads and other else None
    rows.append(
        ["12 tasks that compute: threads took, of processes' time", times(then), times(now)]
    )
    then = NOTES["waiting"]["processes"] / NOTES["waiting"]["threads"]
    one, two = (results.points("waiting", way, python) for way in ("processes", "threads"))
    common = sorted(set(one) & set(two))
    now = one[common[-1]] / two[common[-1]] if common else None
    count = f" ({common[-1]:,} here)" if common else ""
    rows.append(
        [
            f"4,000 tasks that sleep{count}: processes took, of threads' time",
            times(then),
            times(now),
        ]
    )
    return Shown(
        [
            f"The two comparisons of the class notes, and what {python} says here. The first one "
            f"depends on the number of cores: {cores(results)} could be used here."
        ],
        ["comparison", "notes", "here"],
        rows,
    )


def notes(results: Results, program: str, python: str) -> list[str]:
    """What a program said of its own limits when it ran last."""
    said = [
        note["text"]
        for note in results.notes
        if (note["program"], note["python"]) == (program, python)
    ]
    return [f"{text[0].upper()}{text[1:].rstrip('.')}." for text in said[-1:]]


def _merged(gains: Iterable[Gain]) -> Gain:
    whole = Gain([], [], [], {})
    for one in gains:
        whole.faster.extend(one.faster)
        whole.same.extend(one.same)
        whole.slower.extend(one.slower)
        whole.times.update(one.times)
    return whole


def _plain(sentences: list[str]) -> str:
    return " ".join(sentences).replace("**", "")


TOPICS: dict[str, Callable[[Results], Shown]] = {
    "computing": computing,
    "parallel": parallel,
    "hashing": hashing,
    "threads-by-work": threads_by_work,
    "free-threading": free_threading,
    "cost-of-one": cost_of_one,
    "memory-of-one": memory_of_one,
    "waiting": waiting,
    "sockets": sockets,
    "talking": talking,
    "queues-or-lock": queues_or_lock,
    "locks": locks,
    "lost-updates": lost_updates,
    "scaling": scaling,
    "task-size": task_size,
    "echo": echo,
    "notes-then-and-now": notes_then_and_now,
}


def show(topic: str, results: Results) -> Shown:
    """What a reader sees of a topic; no chart where there is nothing to draw."""
    shown = TOPICS[topic](results)
    return shown if shown.rows else Shown(shown.sentences, [], [])
