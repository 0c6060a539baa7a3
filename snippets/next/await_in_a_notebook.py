"""A real notebook: its cells run in an event loop already."""

# /// script
# requires-python = ">=3.11"
# dependencies = ["ipykernel", "nbclient", "nbformat"]
# ///
import logging
import os

from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

CELLS = """
import asyncio
async def main():
    await asyncio.sleep(0)
    print("soup is served")
---
try:
    asyncio.run(main())
except RuntimeError as error:
    print(error)
---
await main()
"""

if __name__ == "__main__":
    cells = [new_code_cell(text) for text in CELLS.split("---\n")]
    notebook = new_notebook(cells=cells)
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    quiet = ["--log-level=CRITICAL"]
    client = NotebookClient(notebook, extra_arguments=quiet)
    client.execute(env=os.environ | {"PYTHONDEVMODE": ""})
    for number, cell in enumerate(notebook.cells, 1):
        parts = [o.text for o in cell.outputs if o.name == "stdout"]
        if said := "".join(parts).strip():
            print(f"cell {number}: {said}")
