"""Predict how long each tool takes for given tasks, from what one of each costs here.

The browser computes the same: `docs/theme/assets/calculator.js`. A test compares the two.
"""

import html
import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from tools.measurements import topics as lessons
from tools.measurements.run import Results

SCRIPT = "assets/calculator.js"
THREADS_AT_ONCE = 1000  # as many as the prediction lets wait at the same time
FIELDS = {
    "tasks": ("Tasks", 100, 1, 1_000_000, "1"),
    "compute": ("Computing in each, ms", 5, 0, 1_000_000, "any"),
    "wait": ("Waiting in each, ms", 50, 0, 1_000_000, "any"),
    "payload": ("Data sent with each, kB", 1, 0, 1_000_000, "any"),
    "cores": ("Cores", 4, 1, 1024, "1"),
}


@dataclass(frozen=True)
class Tool:
    """One way to do many tasks, and what it costs; durations in seconds."""

    name: str
    start: float = 0.0
    """For each worker of a pool that has a worker for each core."""
    each: float = 0.0
    """For each task: to start it, or to hand it over."""
    byte: float = 0.0
    """For each byte of the payload of a task."""
    slower: float = 1.0
    """By how much computing is slower than in plain code."""
    at_once: float | None = 1
    """How many tasks can wait at once; None is one for each core, infinity has no bound."""
    on_cores: bool = False
    """Does it compute on several cores?"""


def tools(results: Results) -> list[Tool]:
    """The tools for which all costs were measured."""
    python = lessons.main_python(results)
    found = [Tool("plain code")]
    if task := results.median("cost_of_one", "task", python):
        found.append(Tool("asyncio", each=task, at_once=math.inf))
    for name in (python, *lessons.without_gil(results)[-1:]):
        gil = name == python
        thread = results.median("cost_of_one", "thread", name)
        slower = _slower(results, "threads", name, 1 if gil else lessons.ideal(results), python)
        if thread and slower:
            found.append(
                Tool(
                    "threads" if gil else f"threads, {name}",
                    each=thread,
                    slower=slower,
                    at_once=THREADS_AT_ONCE,
                    on_cores=not gil,
                )
            )
    way = lessons.processes(results, "cpu_bound", python)
    start = results.median("cpu_bound", f"start of {way}", python)
    calls = results.points("task_size", "processes", python)
    alone = results.points("task_size", "serial", python)
    sent = results.points("talking", "pipe", python)
    slower = _slower(results, way, python, lessons.ideal(results), python)
    if start and calls and sent and slower:
        smallest, largest = min(calls), max(sent)
        cores = lessons.cores(results)
        found.append(
            Tool(
                "pool of processes",
                start=start / cores,
                each=max(0.0, calls[smallest] - alone[smallest] / cores),
                byte=sent[largest] / largest,
                slower=slower,
                at_once=None,
                on_cores=True,
            )
        )
    return found


def _slower(results: Results, way: str, name: str, ideal: float, base: str) -> float | None:
    """How many times the ideal of plain code on `base` this way takes to compute."""
    one = results.median("cpu_bound", "serial", base)
    took = results.median("cpu_bound", way, name)
    return max(1.0, took / (one / ideal)) if one and took else None


def predict(
    tool: Tool, tasks: int, compute: float, wait: float, payload: float, cores: int
) -> float:
    """Seconds that `tasks` take: each computes and waits for so many seconds.

    `payload` is in bytes. What is supposed: tasks are equal, need nothing of each other, and
    nothing else runs; waiting costs no CPU time; results are small.
    """
    at_once = cores if tool.at_once is None else tool.at_once
    hand_over = tasks * (tool.each + payload * tool.byte)
    work = tasks * compute * tool.slower / (min(cores, tasks) if tool.on_cores else 1)
    rounds = 1 if math.isinf(at_once) else math.ceil(tasks / at_once)
    return tool.start * min(cores, tasks) + hand_over + work + rounds * wait


def checks(results: Results) -> Iterator[tuple[str, float]]:
    """How many times as long as measured the predictions are, for what was measured apart."""
    python = lessons.main_python(results)
    cores = lessons.cores(results)
    by_name = {tool.name: tool for tool in tools(results)}
    cases = [
        ("asyncio", "waiting", "asyncio", 4000, (4000, 0, lessons.WAIT)),
        ("threads", "waiting", "threads", 1000, (1000, 0, lessons.WAIT)),
    ]
    alone = results.points("task_size", "serial", python)
    for size, seconds in list(alone.items())[1:]:  # the costs come from the smallest
        cases.append(("pool of processes", "task_size", "processes", size, (1000, seconds, 0)))
    for name, program, label, x, (tasks, compute, wait) in cases:
        took = results.median(program, label, python, x)
        if name in by_name and took:
            predicted = predict(by_name[name], tasks, compute, wait, 0, cores)
            if program == "task_size":  # it says the time of one, in a pool that is warm
                predicted = (predicted - by_name[name].start * cores) / tasks
            yield f"{name}, {program} x {x}", predicted / took


def as_html(results: Results, script: str) -> str:
    """The form, the prediction for what stands in it, and the costs for the script."""
    found = tools(results)
    first = {name: value for name, (_, value, *_) in FIELDS.items()}
    inputs = "".join(
        f'<label>{label}<input type="number" name="{name}" value="{value}" min="{least}" '
        f'max="{most}" step="{step}" inputmode="decimal"></label>'
        for name, (label, value, least, most, step) in FIELDS.items()
    )
    rows = sorted((predict(tool, *in_seconds(first)), tool.name) for tool in found)
    body = "".join(
        f"<tr><td>{html.escape(name)}</td><td>{lessons.seconds(took)}</td></tr>"
        for took, name in rows
    )
    costs = json.dumps([_plain(tool) for tool in found]).replace("<", "\\u003c")
    return (
        f'<div><form class="calculator" data-calculator>{inputs}</form>'
        '<div class="calculated"><table><thead><tr><th>Tool</th><th>All tasks, predicted</th></tr>'
        f'</thead><tbody aria-live="polite">{body}</tbody></table></div>'
        f'<script type="application/json" id="costs">{costs}</script>'
        f'<script src="{html.escape(script)}" defer></script></div>'
    )


def in_seconds(fields: dict) -> tuple:
    """What stands in the form, in seconds and bytes."""
    return (
        int(fields["tasks"]),
        fields["compute"] / 1000,
        fields["wait"] / 1000,
        fields["payload"] * 1000,
        int(fields["cores"]),
    )


def _plain(tool: Tool) -> dict:
    """Without infinity, which JSON does not know: -1."""
    facts = asdict(tool)
    return facts | {"at_once": -1 if facts["at_once"] == math.inf else facts["at_once"]}
