"""Checks last_cake.py. In the folder where both are: pytest check_last_cake.py"""

import re

from tail import HERE, NAME, run, tell

# Python runs a file of this name at its start, here in every process of the program that is not
# forked. It counts the processes, and no sleep of the program lasts.
COUNTED = """
import multiprocessing.process, pathlib, time
pause, time.sleep = time.sleep, lambda seconds: None
start = multiprocessing.process.BaseProcess.start
def counted(self):
    start(self)
    pathlib.Path(f"guest-{self.pid}").touch()
multiprocessing.process.BaseProcess.start = counted
"""

# Writing to the plate takes a second, so that all who look too early have the time to do so.
SLOW_HAND = f"""{COUNTED}
import builtins, io
quick = io.open
def slow(file, mode="r", *more, **options):
    if str(file).endswith("plate.txt") and set(mode) & set("wax+"):
        pause(1)
    return quick(file, mode, *more, **options)
builtins.open = io.open = slow
"""


# The same, and every child is spawned, as on Windows and macOS.
SPAWNED = f"""{SLOW_HAND}
import multiprocessing
multiprocessing.set_start_method("spawn", force=True)
"""


def test_the_one_piece_is_eaten_once(tmp_path):
    """The quick way, as you run the program."""
    eat(tmp_path, COUNTED, "Nobody may look at the plate between another's look and bite.")


def test_a_bite_may_take_long(tmp_path):
    """However long it takes to write the file."""
    eat(tmp_path, SLOW_HAND, "Nobody may look at the plate between another's look and bite.")


def test_all_guests_have_the_same_lock(tmp_path):
    """Under every start method, also where a child loads the file again."""
    eat(
        tmp_path,
        SPAWNED,
        "This happened under the start method spawn, where each child loads the file and makes "
        "what stands at its top level anew, a lock too. Do all guests have the same lock?",
    )


def eat(tmp_path, at_start, advice):
    """Run the program, each of its processes with some code at its start; judge what it prints."""
    (tmp_path / "sitecustomize.py").write_text(at_start, "utf-8")
    said = run([HERE / f"{NAME}.py"], tmp_path)
    found = re.search(r"eaten: (-?\d+)\s+pieces left: (-?\d+)", said)
    if not found:
        tell(f"The program has to go on printing 'pieces eaten' and 'pieces left', not:\n{said}")
    if len(list(tmp_path.glob("guest-*"))) != 3:
        tell("Three guests have to come, and each is a process of its own.")
    eaten, left = map(int, found.groups())
    if eaten > 1:
        tell(f"There was one piece, and {eaten} guests have eaten it. {advice}")
    if (eaten, left) != (1, 0):
        tell(f"There was one piece; it has to be eaten. Eaten: {eaten}, left: {left}.")
