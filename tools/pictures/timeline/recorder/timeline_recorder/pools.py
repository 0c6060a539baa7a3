"""Pools: which call a worker makes when, and who waits for a result."""

from .imports import when_imported
from .logbook import log
from .names import call_text, first_line_of
from .waits import about, replace, watch


@when_imported("concurrent.futures._base")
def record_futures(base):
    """The wait for a result."""
    watch(base.Future, "result", "join", about("result"))
    watch(base.Future, "exception", "join", about("result"))
    watch(base, "wait", "join", about("results"))


@when_imported("concurrent.futures.thread")
def record_threads(pool):
    """The calls of a pool of threads."""
    original = pool._WorkItem.run

    def run(item, *arguments):
        task = getattr(item, "task", None) or (item.fn, item.args)  # Python 3.14 has `task`
        log("call", what=call_text(*task[:2]), line=first_line_of(task[0]))
        try:
            original(item, *arguments)
        finally:
            log("return")

    replace(pool._WorkItem, "run", run)


def noted(function):
    """A function whose calls are noted."""

    def call(*arguments):
        log("call", what=call_text(function, arguments), line=first_line_of(function))
        try:
            return function(*arguments)
        finally:
            log("return")

    return call


@when_imported("concurrent.futures.process")
def record_processes(pool):
    """The calls that `map` has a pool of processes make; sent by its name, so it keeps it."""
    original = pool._process_chunk

    def chunk(function, arguments):
        return original(noted(function), arguments)

    replace(pool, "_process_chunk", chunk)


def _noting(original):
    def chunk(arguments):
        function, *iterables = arguments
        return original((noted(function), *iterables))

    return chunk


@when_imported("multiprocessing.pool")
def record_pool(pool):
    """The calls that `map` has a `multiprocessing.Pool` make, and the wait for them."""
    for name in ("mapstar", "starmapstar"):
        replace(pool, name, _noting(getattr(pool, name)))
    watch(pool.ApplyResult, "get", "join", about("results"))
    watch(pool.IMapIterator, "next", "join", about("result"))
    pool.IMapIterator.__next__ = pool.IMapIterator.next  # the class has it by both names
