"""A real notebook: a child cannot find what a cell has defined."""

# /// script
# requires-python = ">=3.11"
# dependencies = ["ipykernel", "nbclient", "nbformat"]
# ///
import logging
import os
from pathlib import Path

from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

IN_THE_CELL = """
import multiprocessing as mp
ctx = mp.get_context("spawn")
def greet(): pass
"""
TO_A_FILE = """%%writefile greeting.py
def greet(): pass
"""
FROM_THE_FILE = "from greeting import greet"
START = """
child = ctx.Process(target=greet)
child.start()
child.join()
print("exit code", child.exitcode)
"""

if __name__ == "__main__":
    Path("greeting.py").unlink(missing_ok=True)  # of an earlier run
    cells = [IN_THE_CELL, START, TO_A_FILE, FROM_THE_FILE, START]
    notebook = new_notebook(cells=[new_code_cell(c) for c in cells])
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    quiet = ["--log-level=CRITICAL"]
    client = NotebookClient(notebook, extra_arguments=quiet)
    client.execute(env=os.environ | {"PYTHONDEVMODE": ""})
    for number, cell in enumerate(notebook.cells, 1):
        parts = [o.text for o in cell.outputs if o.name == "stdout"]
        if said := "".join(parts).strip():
            print(f"cell {number}: {said}")
