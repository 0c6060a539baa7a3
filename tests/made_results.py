"""Made-up results of measuring, for machines that are not here."""

import functools

from tools.examples.recording import read as recording
from tools.measurements import printed
from tools.measurements import results as results_file
from tools.measurements import run as measure

GIL, FREE = "3.14", "3.14t"
NEAR = (0.98, 0.99, 1.0, 1.01, 1.02)  # five values, as near each other as on a quiet machine


def near(value):
    """Five values around one."""
    return [value * n for n in NEAR]


def made(values: dict, usable=2, pythons=(GIL, FREE), quota=None, load=0.1, notes=()):
    """Results: {(program, label[, x]): {python: values}} on a machine with so many cores.

    In place of values may stand (how many went wrong in each run, of how many).
    """
    stamp = {
        "format": results_file.FORMAT,
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
    results = results_file.Results(stamp, notes=list(notes))
    for (program, label, *x), by_python in values.items():
        for python, found in by_python.items():
            where = (program, label, x[0] if x else None, python)
            of = found[1] if isinstance(found, tuple) else None
            numbers = [of - wrong for wrong in found[0]] if of else found
            results.benchmarks[where] = results_file.benchmark(
                where, "wrong" if of else "s", of, [numbers]
            )
    return results


@functools.cache
def recorded(pythons=("3.11", "3.12", "3.13", "3.13t", "3.14", "3.15")):
    """Results on six interpreters, each with the values of the programs' recorded outputs."""
    values = {}
    for program in measure.programs():
        kept_run = recording(program)
        assert kept_run, program.name
        found, _ = printed.read(kept_run.run.lines)
        for (label, x, _, of), numbers in found.items():
            where = (program.path.stem, label, *([] if x is None else [x]))
            enough = numbers * 2
            some = ([round(of - n) for n in enough], of) if of else enough
            values[where] = dict.fromkeys(pythons, some)
    return made(values, pythons=pythons)


def computing(serial=1.0, threads=1.0, processes=0.52, free=0.55, **machine):
    """Results of cpu_bound."""
    return made(
        {
            ("cpu_bound", "serial"): {p: near(serial) for p in (GIL, FREE)},
            ("cpu_bound", "threads"): {GIL: near(threads), FREE: near(free)},
            ("cpu_bound", "processes (spawn)"): {p: near(processes) for p in (GIL, FREE)},
        },
        **machine,
    )
