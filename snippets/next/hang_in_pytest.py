"""A test that hangs: pytest shows where, and ends."""

# /// script
# requires-python = ">=3.11"
# dependencies = ["pytest>=9"]
# ///
import subprocess
import sys
from pathlib import Path

TEST = """
from threading import Lock

def test_till():
    till = Lock()
    with till:
        with till:
            pass
"""
OPTIONS = """
[pytest]
faulthandler_timeout = 1
faulthandler_exit_on_timeout = true
"""

if __name__ == "__main__":
    Path("test_till.py").write_text(TEST)
    Path("pytest.ini").write_text(OPTIONS)
    command = [sys.executable, "-m", "pytest", "-q", "test_till.py"]
    done = subprocess.run(command, capture_output=True, text=True)
    print("pytest has ended, and not with 0:", done.returncode != 0)
    for line in done.stderr.splitlines():
        if "test_till.py" in line:
            print("it stood at", line.partition(", ")[2])
