"""Queues of threads, and of processes."""

from .imports import when_imported
from .names import named
from .waits import waiting, watch


@when_imported("queue")
def record_queues(queue):
    """`get`, `put` and `join` of queues, and the queue of a pool's threads."""
    for name in ("get", "put", "join"):
        watch(queue.Queue, name, "queue", named)
    real = queue.SimpleQueue

    class SimpleQueue(real):
        def get(self, *arguments, **options):
            return waiting("queue", named(self), super().get, *arguments, **options)

    queue.SimpleQueue = SimpleQueue


@when_imported("multiprocessing.queues")
def record_process_queues(queues):
    """`get` and `put` of queues between processes."""
    for kind in (queues.Queue, queues.SimpleQueue):
        for name in ("get", "put"):
            watch(kind, name, "queue", named)
    watch(queues.JoinableQueue, "join", "queue", named)
