"""Small programs with threads, made by Hypothesis.

Each line touches one shared thing, or does so through a call that takes steps: then free threads,
which no line holds together, can come to nothing that steps of whole lines do not come to.
"""

import re

from hypothesis import strategies as st

IMPORTS = {
    "queue": ("Empty", "LifoQueue", "Queue"),
    "threading": (
        *("Barrier", "BoundedSemaphore", "Condition", "Event", "Lock", "RLock", "Semaphore"),
        "Thread",
    ),
}
# By name; what stands below may need what stands above.
SHARED = {
    "number": "number = 0",
    "log": "log = []",
    "table": "table = {}",
    "lock": "lock = Lock()",
    "again": "again = RLock()",
    "room": "room = Condition()",
    "flag": "flag = Event()",
    "places": "places = Semaphore(1)",
    "few": "few = BoundedSemaphore(1)",
    "gate": "gate = Barrier(2)",
    "box": "box = Queue(1)",
    "stack": "stack = LifoQueue()",
    "Account": """
class Account:
    total = 0

    def __init__(self):
        self.balance = 0
        self.guard = Lock()

    def pay(self, amount):
        with self.guard:
            if self.balance:
                return self.balance
            self.balance = amount
        return 0
""",
    "read": """
def read():
    return number


read.calls = 0
""",
    "count": """
def count():
    try:
        return len(log)
    finally:
        table["counted"] = 1
""",
    "under": """
def under():
    with lock:
        return len(log)
""",
    "make": """
def make():
    made = 0

    def bump():
        nonlocal made
        seen = made
        made = seen + 1
        return seen

    return bump
""",
    "account": "account = Account()",
    "bump": "bump = make()",
}
MAIN = """

if __name__ == "__main__":
    threads = [{threads}]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
DATA = (
    *("number = {k}", "seen = number", "number = seen", "number = seen + 1", "seen = {k}"),
    *("log.append({k})", "log.append(seen)", "seen = len(log)", "seen = log.pop()"),
    *("table['x'] = {k}", "seen = table.get('x', 0)", "print(seen)", "read.calls = seen"),
    *("seen = read.calls", "Account.total = {k}", "seen = Account.total"),
    *("seen = read()", "log.append(read())", "number = read() + 1", "seen = read() + read()"),
    *("seen = count()", "log.append(count())", "seen = under()", "log.append(under())"),
    *("seen = bump()", "log.append(bump())", "seen = account.pay({k})"),
    *("return", "raise ValueError", "assert number"),
)
WAITS = (
    *("lock.acquire()", "lock.release()", "again.acquire()", "again.release()"),
    *("places.acquire()", "places.release()", "few.acquire()", "few.release()"),
    *("seen = lock.acquire(False)", "seen = lock.acquire(timeout=0.001)", "seen = lock.locked()"),
    *("flag.set()", "flag.clear()", "flag.wait()", "log.append(flag.wait(0.001))"),
    *("gate.wait()", "gate.wait()", "log.append(gate.wait())", "gate.wait(0.001)", "gate.abort()"),
    *("box.put({k})", "seen = box.get()", "log.append(box.get())", "seen = box.get_nowait()"),
    *("box.task_done()", "box.join()", "stack.put({k})", "log.append(stack.get())"),
    *("threads[{n}].join()", "seen = threads[{n}].is_alive()", "threads[{n}].join(0.001)"),
)
BLOCKS = (
    *("with lock:", "with again:", "with places:", "with few:", "with room:"),
    *("if number:", "if seen:", "if not log:", "for turn in (1, 2):", "for seen in log[:2]:"),
)
ROOM = (
    *("room.notify()", "room.notify_all()", "room.wait()", "room.wait(0.001)"),
    *("room.wait_for(lambda: number)", "seen = room.wait_for(lambda: log, 0.001)"),
)
ENDS = (
    ("except Exception:", "log.append('caught')"),
    ("finally:", "table['tidy'] = 1"),
    ("except Empty:", "number = 5"),
)


@st.composite
def body(draw, depth: int = 2) -> list[str]:
    """The lines of a block."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3 if depth == 2 else 2))):
        kind = draw(st.integers(0, 9 if depth else 5))
        if kind < 6:
            text = draw(st.sampled_from(DATA if kind < 3 else WAITS))
            lines.append(text.format(k=draw(st.integers(1, 2)), n=draw(st.integers(0, 1))))
        elif kind == 6:
            lines += ["with room:", f"    {draw(st.sampled_from(ROOM))}"]
        elif kind == 7:
            end, last = draw(st.sampled_from(ENDS))
            lines += ["try:", *_in(draw(body(depth - 1))), end, f"    {last}"]
        else:
            lines += [draw(st.sampled_from(BLOCKS)), *_in(draw(body(depth - 1)))]
    return lines


def _in(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


@st.composite
def programs(draw) -> str:
    """A program with two or three threads."""
    works = [draw(body()) for _ in range(draw(st.sampled_from([2, 2, 2, 3])))]
    functions = [
        "\n".join(["", "", f"def work{number}(seen=0):", "    global number", *_in(lines), ""])
        for number, lines in enumerate(works)
    ]
    threads = ", ".join(f"Thread(target=work{number})" for number in range(len(works)))
    return _with_what_it_uses("".join(functions) + MAIN.format(threads=threads))


def _with_what_it_uses(text: str) -> str:
    """The program with what it shares; nothing more, for each state would have that, too."""
    for name, made in reversed(SHARED.items()):
        if _is_used(name, text):
            text = f"{made}\n{text}"
    lines = [
        f"from {module} import {', '.join(used)}\n"
        for module, names in IMPORTS.items()
        if (used := [name for name in names if _is_used(name, text)])
    ]
    return "".join(lines) + text


def _is_used(name: str, text: str) -> bool:
    return re.search(rf"\b{name}\b", text) is not None
