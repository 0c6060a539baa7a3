"""Results: every value that was measured, with a stamp that says where and when.

They are kept in the format of pyperf, which can read, show and compare the file, too.
"""

import io
import json
from dataclasses import dataclass, field
from typing import Any

import pyperf

from tools.files import ROOT, write_whole

FORMAT = 2
PYPERF_UNITS = {"s": "second", "B": "byte"}  # what is counted is an integer to pyperf


class BadResults(ValueError):
    """A file of results cannot be used; the message says which and why."""


@dataclass
class Results:
    """What was measured, where and when."""

    stamp: dict[str, Any]
    """The machine, the interpreters, the commit, the time: see `run.stamped`."""
    failures: list[dict[str, str]] = field(default_factory=list)
    """The programs that failed: `program`, `python`, `why`."""
    notes: list[dict[str, str]] = field(default_factory=list)
    """What programs say of their own limits: `program`, `python`, `text`."""
    benchmarks: dict[tuple[str, str, int | None, str], pyperf.Benchmark] = field(
        default_factory=dict
    )
    """All values, by (program, label, x or None, name of the interpreter)."""

    @property
    def pythons(self) -> list[str]:
        """The short names of the interpreters: `3.14`, `3.13t`."""
        return [python["name"] for python in self.stamp["pythons"]]

    @property
    def with_gil(self) -> list[str]:
        """The interpreters with a GIL."""
        return [python["name"] for python in self.stamp["pythons"] if python["gil"]]

    @property
    def without_gil(self) -> list[str]:
        """The interpreters without."""
        return [python["name"] for python in self.stamp["pythons"] if not python["gil"]]

    @property
    def main_python(self) -> str:
        """The one shown where there is room for one: the newest CPython with a GIL."""
        usual = [name for name in self.with_gil if name[0].isdigit()]
        return (usual or self.pythons)[-1]

    @property
    def cores(self) -> float:
        """How many cores could be used: affinity, and the quota of a container, 1.5 maybe."""
        machine = self.stamp["machine"]
        quota = machine["quota"]
        return machine["usable"] if quota is None else min(machine["usable"], quota)

    @property
    def workers(self) -> int:
        """How many workers the measured programs started: they know nothing of a quota."""
        return self.stamp["machine"]["usable"]

    @property
    def load(self) -> float:
        """How busy the machine was before: the load of the last minute."""
        return self.stamp["machine"]["load"]

    def build(self, python: str) -> str:
        """How an interpreter was compiled. Raises StopIteration for one that is not there."""
        return next(p["build"] for p in self.stamp["pythons"] if p["name"] == python)

    def values(self, program: str, label: str, python: str, x: int | None = None) -> list[float]:
        """Every value of one benchmark, in seconds, bytes, or a number; empty if there is none.

        Of what was counted, the values tell how many were right: see `of`.
        """
        found = self.benchmarks.get((program, label, x, python))
        return list(found.get_values()) if found else []

    def of(self, program: str, label: str, python: str, x: int | None = None) -> int:
        """How many there would be if all were right. Raises KeyError."""
        return self.benchmarks[program, label, x, python].get_metadata()["of"]

    def counted(
        self, program: str, label: str, python: str, x: int | None = None
    ) -> tuple[list[int], int] | None:
        """How many went wrong in each run, and of how many; None if that was not counted."""
        values = self.values(program, label, python, x)
        if not values:
            return None
        of = self.of(program, label, python, x)
        return [of - round(value) for value in values], of

    def median(self, program: str, label: str, python: str, x: int | None = None) -> float | None:
        """The median of one benchmark; None if there is none."""
        found = self.benchmarks.get((program, label, x, python))
        return found.median() if found else None

    def points(self, program: str, label: str, python: str) -> dict[int, float]:
        """The medians of all benchmarks with this label, by their x, in its order."""
        found = {
            x: benchmark.median()
            for (p, named, x, on), benchmark in self.benchmarks.items()
            if (p, named, on) == (program, label, python) and x is not None
        }
        return dict(sorted(found.items()))

    def labels(self, program: str, python: str) -> list[str]:
        """The labels of a program's benchmarks, in the order in which they were measured."""
        found = (label for p, label, _, on in self.benchmarks if (p, on) == (program, python))
        return list(dict.fromkeys(found))

    def dumps(self) -> str:
        """The text of a file of results."""
        whole: dict[str, Any] = {"benchmarks": [], "version": "1.0"}
        if self.benchmarks:
            text = io.StringIO()
            pyperf.BenchmarkSuite(list(self.benchmarks.values())).dump(text)
            whole = json.loads(text.getvalue())
        whole |= {"stamp": self.stamp, "failures": self.failures, "notes": self.notes}
        return json.dumps(whole, indent=1)


def benchmark(
    where: tuple[str, str, int | None, str], unit: str, of: int | None, values: list[list[float]]
) -> pyperf.Benchmark:
    """One benchmark of pyperf: a run for each process, which printed these values."""
    program, label, x, python = where
    by_x = "" if x is None else f" x {x}"
    facts: dict[str, Any] = {
        "name": f"{program}: {label}{by_x} [{python}]",
        "unit": PYPERF_UNITS.get(unit, "integer"),
        "program": program,
        "label": label,
        "python": python,
    }
    facts |= {name: n for name, n in (("x", x), ("of", of)) if n is not None}
    runs = [pyperf.Run(one, metadata=facts, collect_metadata=False) for one in values]
    return pyperf.Benchmark(runs)


def loads(text: str) -> Results:
    """Read what `Results.dumps` has made. Raises BadResults."""
    try:
        whole = json.loads(text)
        if whole["stamp"]["format"] != FORMAT:
            raise BadResults("of another version of the project")
        results = Results(whole["stamp"], whole["failures"], whole["notes"])
        for found in pyperf.BenchmarkSuite.loads(text) if whole["benchmarks"] else ():
            facts = found.get_metadata()
            key = (facts["program"], facts["label"], facts.get("x"), facts["python"])
            results.benchmarks[key] = found
        results.stamp["pythons"][0]["name"]
    except BadResults:
        raise
    except Exception as error:  # pyperf raises whatever its input makes it stumble over
        raise BadResults(f"no file of results ({type(error).__name__}: {error})") from None
    return results


def read(file) -> Results:
    """The results that a file holds. Raises BadResults that names the file."""
    place = file.relative_to(ROOT).as_posix()
    try:
        return loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise BadResults(f"{place} is not there") from None
    except (OSError, UnicodeError) as error:
        raise BadResults(f"{place} cannot be read: {error}") from None
    except BadResults as error:
        raise BadResults(f"{place} is {error}") from None


def write(results: Results, file) -> None:
    """Write a file of results, whole or not at all."""
    write_whole(file, results.dumps().encode())
