"""What measured values say: for each topic its verdicts, its table and its chart, as facts.

The words stand in `tools/site/templates/topics/`, a template for each topic.
"""

from collections.abc import Callable

from tools.measurements.facts import Topic
from tools.measurements.results import Results
from tools.measurements.topics import (
    computing,
    free_threading,
    locks,
    messages,
    notes,
    one_more,
    races,
    servers,
    waiting,
    workers,
)

TOPICS: dict[str, Callable[[Results], Topic]] = {
    "computing": computing.computing,
    "parallel": computing.parallel,
    "hashing": computing.hashing,
    "threads-by-work": computing.threads_by_work,
    "free-threading": free_threading.free_threading,
    "cost-of-one": one_more.cost_of_one,
    "memory-of-one": one_more.memory_of_one,
    "waiting": waiting.waiting,
    "sockets": waiting.sockets,
    "talking": messages.talking,
    "talking-bytes": messages.talking_bytes,
    "sharing": messages.sharing,
    "queues-or-lock": messages.queues_or_lock,
    "locks": locks.locks,
    "lost-updates": races.lost_updates,
    "operations": races.operations,
    "scaling": workers.scaling,
    "task-size": workers.task_size,
    "task-cost": workers.task_cost,
    "echo": servers.servers,
    "notes-then-and-now": notes.notes_then_and_now,
}
