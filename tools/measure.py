"""Measure by hand, on every interpreter: `python -m tools.measure`."""

import argparse
import functools
import sys
from pathlib import Path

from tools.measurements import results as results_file
from tools.measurements import run


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.measure", description=__doc__)
    parser.add_argument(
        "--level", choices=run.LEVELS, default="full", help="how much (default: full)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the results go")
    chosen = parser.parse_args(arguments)
    file = chosen.json or run.LEVELS[chosen.level].file
    if not file.absolute().parent.is_dir() and chosen.json:
        parser.error(f"{file}: there is no folder {file.parent}")
    try:
        results = run.measure(chosen.level, functools.partial(print, flush=True))
    except KeyboardInterrupt:
        print(f"\nstopped; {file} is as it was", file=sys.stderr)
        return 130
    results_file.write(results, file)
    print(f"{len(results.benchmarks)} benchmarks in {file}")
    return 1 if results.failures else 0


if __name__ == "__main__":
    sys.exit(main())
