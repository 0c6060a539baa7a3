"""Made-up results of measuring, for machines that are not here."""

import pyperf

from tools.examples.recording import recorded_run
from tools.measurements import run as measure

GIL, FREE = "3.14", "3.14t"


def made(values: dict, usable=2, pythons=(GIL, FREE), quota=None, load=0.1, notes=()):
    """Results: {(program, label[, x]): {python: values}} on a machine with so many cores."""
    stamp = {
        "format": measure.FORMAT,
        "level": "full",
        "time": "2026-01-02T03:04:05+00:00",
        "commit": None,
        "machine": {
            "cpu": "a cpu", "system": "Linux 6", "machine": "x86_64", "cores": usable,
            "usable": usable, "quota": quota, "memory": 8e9, "load": load,
        },
        "pythons": [
            {"name": name, "full": f"CPython {name}", "gil": not name.endswith("t"), "build": ""}
            for name in pythons
        ],
    }  # fmt: skip
    results = measure.Results(stamp, notes=list(notes))
    for (program, label, *x), by_python in values.items():
        for python, found in by_python.items():
            where = (program, label, x[0] if x else None, python)
            facts = {"name": " ".join(map(str, where))}
            run = pyperf.Run(found, metadata=facts, collect_metadata=False)
            results.benchmarks[where] = pyperf.Benchmark([run])
    return results


def recorded(pythons=("3.11", "3.12", "3.13", "3.13t", "3.14", "3.15")):
    """Results on six interpreters, each with the values of the programs' recorded outputs."""
    values, wholes = {}, {}
    for program in measure.programs():
        found, _ = measure.read(recorded_run(program).lines)
        for (label, x, _, of), numbers in found.items():
            where = (program.path.stem, label, *([] if x is None else [x]))
            values[where] = dict.fromkeys(pythons, numbers)
            wholes[program.path.stem, label] = of
    results = made(values, pythons=pythons)
    for (program, label, x, python), benchmark in results.benchmarks.items():
        if of := wholes[program, label]:
            facts = {"name": "x", "of": of}
            run = pyperf.Run(benchmark.get_values(), metadata=facts, collect_metadata=False)
            results.benchmarks[program, label, x, python] = pyperf.Benchmark([run])
    return results


def computing(serial=1.0, threads=1.0, processes=0.52, free=0.55, **machine):
    """Results of cpu_bound."""
    near = [0.99, 1.0, 1.01]
    return made(
        {
            ("cpu_bound", "serial"): {p: [serial * n for n in near] for p in (GIL, FREE)},
            ("cpu_bound", "threads"): {
                GIL: [threads * n for n in near],
                FREE: [free * n for n in near],
            },
            ("cpu_bound", "processes (spawn)"): {
                p: [processes * n for n in near] for p in (GIL, FREE)
            },
        },
        **machine,
    )
