"""Threads for the Python in a reader's browser, which has none of its own.

Pyodide is CPython compiled to WebAssembly, with one stack and one thread. JSPI lets that stack be
put aside and taken up again, so a thread here is a stack, and a scheduler says which one goes on.
Only `_thread`, the clock, the sockets and the selector of asyncio are replaced; threading, queue,
concurrent.futures and asyncio above them are the standard library's own.

These modules run in the browser. They import each other, the standard library and, in `stacks` and
`jobs`, `pyodide`; the rest of the project's tools is not there.
"""
