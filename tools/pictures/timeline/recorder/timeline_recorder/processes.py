"""Processes: those of `multiprocessing`, and those that are forked; their locks and pipes."""

import os
import sys

from .imports import when_imported
from .locks import Held
from .logbook import local, log, now
from .names import first_line_of, frame_of_program, leave_to_parent, line_of, name_of, named
from .waits import holds, replace, waiting, watch


@when_imported("multiprocessing.process")
def record_processes(process):
    """When each begins, who started it, and who finds that it has ended."""
    bootstrap, start = process.BaseProcess._bootstrap, process.BaseProcess.start

    def run(child, *arguments, **options):
        line = first_line_of(child._target or type(child).run)
        leave_to_parent()
        log("begin", kind="process", name=child.name, daemon=child.daemon, line=line)
        try:
            return bootstrap(child, *arguments, **options)
        finally:
            log("end")

    def start_it(child):
        waiting(None, {}, start, child)  # a forked child has its begin before this
        facts = {"name": child.name, "daemon": child.daemon, "direct": True}
        log("start", child=0, of=child.pid, line=line_of(frame_of_program()), **facts)

    replace(process.BaseProcess, "_bootstrap", run)
    replace(process.BaseProcess, "start", start_it)
    watch(process.BaseProcess, "join", "join", lambda child, *_, **__: {"what": child.name})
    join = process.BaseProcess.join

    def join_it(child, *arguments, **options):
        join(child, *arguments, **options)
        if child.exitcode is not None:
            log("gone", of=child.pid)

    replace(process.BaseProcess, "join", join_it)


def record_forks():
    """Children that the program forks itself, and its waits for them."""
    fork = os.fork

    def fork_it():
        child = fork()
        if child and (frame := frame_of_program()):
            log("start", child=0, of=child, line=line_of(frame), direct=True)
        return child

    replace(os, "fork", fork_it)
    for name in ("waitpid", "wait", "wait3", "wait4"):
        _record_wait(name)


def _record_wait(name):
    original = getattr(os, name)

    def wait(*arguments):
        asks = arguments and os.WNOHANG & arguments[-1] and name != "wait"
        found = waiting(None if asks else "join", {"detail": "child"}, original, *arguments)
        if found[0]:  # also at the end of the program, when no line of it runs any more
            log("gone", of=found[0])
        return found

    replace(os, name, wait)


@when_imported("multiprocessing.connection")
def record_connections(connection):
    """What comes through a pipe, and whose end is waited for."""
    for name in ("recv", "recv_bytes", "poll"):
        watch(connection.Connection, name, "io")
    watch(connection, "wait", "io")
    wait = connection.wait

    def wait_for(things, timeout=None):  # who waits for sentinels, finds that children have ended
        ready = wait(things, timeout)
        for child in tuple(sys.modules["multiprocessing.process"]._children):
            if child.pid and child.sentinel in ready:
                log("gone", of=child.pid)
        return ready

    replace(connection, "wait", wait_for)


@when_imported("multiprocessing.synchronize")
def record_locks(synchronize):
    """Locks and semaphores between processes, and what is made of them."""

    def methods(lock):
        # A lock that only forked children share has no name: they have it at the same address.
        held = Held(lock._semlock, lock._semlock.name or f"address {lock._semlock.handle}")
        is_lock = isinstance(lock, (synchronize.Lock, synchronize.RLock))

        def acquire(block=True, timeout=None):
            held._name = held._name or name_of(lock, frame_of_program())
            if not held._name:  # the library's own
                return lock._semlock.acquire(block, timeout)
            if not is_lock:
                return waiting(
                    "signal", {"what": held._name}, lock._semlock.acquire, block, timeout
                )
            if not local.waits:
                return held.acquire(block, timeout)
            got = lock._semlock.acquire(block, timeout)  # a condition takes it again
            if got:
                holds(held._key, held._name)
            return got

        def release():
            moment = now()
            lock._semlock.release()
            if is_lock and held._name:
                log("free", key=held._key, **moment)

        lock.acquire, lock.release = acquire, release

    # A lock gets its methods when it is made, and again in each process to which it is sent.
    synchronize.SemLock._make_methods = methods
    synchronize.SemLock.__enter__ = lambda lock: lock.acquire()
    synchronize.SemLock.__exit__ = lambda lock, *_: lock.release()
    for kind, name in (("Condition", "wait"), ("Condition", "wait_for"), ("Event", "wait")):
        watch(getattr(synchronize, kind), name, "signal", named)
