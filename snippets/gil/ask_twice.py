"""Two questions: what was built, and what is on in this process?"""
# /// script
# requires-python = ">=3.13"
# ///

import subprocess
import sys
import sysconfig


def answer():
    free = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    print(f"free-threaded build {free},", end=" ")
    print(f"GIL on {sys._is_gil_enabled()}")


def ask(*options):
    python = subprocess.run(
        [sys.executable, *options, __file__, "answer"],
        capture_output=True,
        text=True,
    )
    said = python.stdout or python.stderr
    print(" ".join(["python", *options]))
    print(f"    {said.splitlines()[0]}")


if __name__ == "__main__":
    if "answer" in sys.argv:
        answer()
    else:
        ask()
        ask("-X", "gil=1")
        ask("-X", "gil=0")
