"""Ray: a worker is killed while it computes; the result is whole."""

# /// script
# requires-python = ">=3.11,<3.15"
# dependencies = ["ray"]
# ///
import os
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import ray

ACCIDENT = Path("accident").absolute()
SMALL = {"num_cpus": 2, "include_dashboard": False}


@ray.remote(max_retries=1)
def square(number):
    if number == 7 and not ACCIDENT.exists():
        ACCIDENT.touch()
        os._exit(1)  # as in a power cut
    return number**2


if __name__ == "__main__":
    ACCIDENT.unlink(missing_ok=True)  # of an earlier run
    with redirect_stdout(StringIO()):  # what Ray says of it
        with ray.init(**SMALL, logging_level="CRITICAL"):
            squares = [square.remote(number) for number in range(10)]
            total = sum(ray.get(squares))
    print("a worker was killed:", ACCIDENT.exists())
    print("total:", total, "which is right:", total == 285)
