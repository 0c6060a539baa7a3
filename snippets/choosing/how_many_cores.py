"""The cores of the machine are not always yours."""

# /// script
# requires-python = ">=3.13"
# ///

import os
import subprocess
import sys

ASK = "import os; print(os.cpu_count(), os.process_cpu_count())"

if __name__ == "__main__":
    machine = os.cpu_count()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print("this program may use one core only")
    print("cpu_count() has changed:", os.cpu_count() != machine)
    print("process_cpu_count():", os.process_cpu_count())

    command = [sys.executable, "-X", "cpu_count=7", "-c", ASK]
    told = subprocess.run(
        command, capture_output=True, text=True, check=True
    )
    print("both, with -X cpu_count=7:", told.stdout.strip())
