"""Checks doorbell.py. In the folder where both are: pytest check_doorbell.py"""

from tail import HERE, NAME, run, tell


def test_the_bell_rings_once(tmp_path):
    """And the letters are counted as before."""
    lines = run([HERE / f"{NAME}.py"], tmp_path).splitlines()
    if lines.count("ring") > 1:
        tell(
            f"The bell rang {lines.count('ring')} times. The process of the helper loads the file "
            "too: what in it happens on loading, and not only when it is run as a program?"
        )
    if lines.count("ring") < 1:
        tell("Run as a program, doorbell.py has to ring once. It does not ring at all.")
    if "letters on the doormat: 7" not in lines:
        tell(f"The program has to go on counting the letters. It printed: {lines}")


def test_importing_rings_no_bell(tmp_path):
    """Nor does importing start anything else."""
    if said := run(["-c", f"import {NAME}"], tmp_path):
        tell(f"Importing doorbell must do nothing. It printed:\n{said}")


# Python runs a file of this name at its start, here in every process of the program that is not
# forked; the arguments of one that is spawned say so.
TELLTALE = """
import pathlib, sys
if "--multiprocessing-fork" in sys.orig_argv:
    pathlib.Path("spawned").touch()
"""


def test_the_program_still_spawns_its_helper(tmp_path):
    """Taking the helper away, or forking it, would be no mend."""
    (tmp_path / "sitecustomize.py").write_text(TELLTALE, "utf-8")
    run([HERE / f"{NAME}.py"], tmp_path)
    if not (tmp_path / "spawned").exists():
        tell("The helper has to stay, and it has to be spawned: get_context('spawn').")
