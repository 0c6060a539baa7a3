"""One program, run in five ways: where does a child find greet()?"""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import multiprocessing as mp
def greet():
    print("good morning", end="; ")
if __name__ == "__main__":
    mp.set_start_method("spawn")
    child = mp.Process(target=greet)
    child.start()
    child.join()
    print("exit code", child.exitcode)
"""


def run(way, *arguments, given=None):
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, input=given, text=True, capture_output=True
    )
    print(f"{way}: {done.stdout.strip()}")
    if "AttributeError" in done.stderr:
        print("    the child cannot find greet()")


if __name__ == "__main__":
    shop = Path("shop")
    shop.mkdir(exist_ok=True)
    for name in "greeting.py", "__main__.py":
        shop.joinpath(name).write_text(PROGRAM)
    run("python shop/greeting.py", "shop/greeting.py")
    run("python -m shop.greeting", "-m", "shop.greeting")
    run("python -m shop", "-m", "shop")
    run("python -c '...'", "-c", PROGRAM)
    run("typed after >>>", "-iq", given=f"exec({PROGRAM!r})\n")
