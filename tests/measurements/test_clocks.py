"""What a measured program times: all of the work, nothing else, and what its label says."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from saying import fail

from tools.measurements.run import programs

READ = "perf_counter()"
SAID = re.compile(r"\b(thread|process|interpreter)(?:e?s)?\b")  # in a label: what works
WORKS = re.compile(r"(?:\b|(?<=[a-z]))(Thread|Process|Interpreter)(?=[A-Z]|\b)")  # in a program
# May stand right before a clock starts, or right after it stops: other calls there look like work.
NO_WORK = {
    *("wait", "print", "send", "SystemExit", "sum", "range", "list_all", "len", "multiply"),
}
APART = [
    "workers = [kind(",  # threads and processes that nobody has started
    "with DefaultSelector(",  # of servers.py: the next thing that it measures
]


def nodes(source: str) -> Iterator[ast.AST]:
    """All parts of a program."""
    return ast.walk(ast.parse(source))


def blocks(source: str) -> Iterator[list[ast.stmt]]:
    """The statements of a program that follow each other."""
    for node in nodes(source):
        yield from parts(node)


def parts(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """The statements in one part of a program that follow each other."""
    for field in ("body", "orelse", "finalbody"):
        if isinstance(block := getattr(node, field, None), list):
            yield block


def reads(statement: ast.stmt) -> bool:
    """Does it read the clock itself, not by a statement inside of it?"""
    inside = (node for node in ast.iter_child_nodes(statement) if isinstance(node, ast.expr))
    return any(ast.unparse(node) == READ for one in inside for node in ast.walk(one))


def works(statement: ast.stmt) -> bool:
    """Does it look like a part of what is to be timed?"""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.Import | ast.ImportFrom):
        return False
    text = ast.unparse(statement)
    if text.startswith(tuple(APART)):
        return False
    calls = (node for node in ast.walk(statement) if isinstance(node, ast.Call))
    return any(ast.unparse(call.func).rpartition(".")[2] not in NO_WORK for call in calls)


def mistimed(source: str) -> Iterator[tuple[int, str]]:
    """Clocks that start after a part of the work, or stop before one; with the lines."""
    for block in blocks(source):
        started = None
        for before, one in pairwise([ast.Pass(), *block]):
            if isinstance(one, ast.Assign) and ast.unparse(one.value) == READ:
                started = one
                if works(before):
                    yield one.lineno, "the clock starts after a call; start it before"
            elif started and reads(one):
                if before is started and not works_beside_the_clock(one):
                    yield one.lineno, "nothing is done between the two looks at the clock"
                started = None
                after = block[block.index(one) + 1 :][:1]
                if any(map(works, after)):
                    yield one.lineno, "the clock stops before a call; stop it after"


def works_beside_the_clock(statement: ast.stmt) -> bool:
    """Does what reads the clock do something before?"""
    return isinstance(statement, ast.With | ast.For | ast.While)


def same_by_two_names(source: str) -> Iterator[tuple[int, str]]:
    """Two calls in a row of which only the label differs; or two labels for one thing."""
    for block in blocks(source):
        for one, other in pairwise(block):
            if all(map(is_call, (one, other))) and unlabelled(one) == unlabelled(other):
                yield other.lineno, "it does what the line before does, by another label"
    known = imported(source)
    for node in nodes(source):
        if isinstance(node, ast.Dict):
            values = [ast.unparse(value) for value in node.values]
            kinds = [one for one in values if one.partition(".")[0] in known and not one.isupper()]
            if len(kinds) > len(set(kinds)):
                yield node.lineno, "two labels stand for the same"


def imported(source: str) -> set[str]:
    """The names that it imports."""
    imports = (node for node in nodes(source) if isinstance(node, ast.Import | ast.ImportFrom))
    return {alias.asname or alias.name for node in imports for alias in node.names}


def is_call(statement: ast.stmt) -> bool:
    """Is it a call that has a label?"""
    call = isinstance(statement, ast.Expr) and statement.value
    return isinstance(call, ast.Call) and label(call) != "" and len(call.args) > 1


def label(call: ast.Call) -> str:
    """The label that it prints; empty if it has none."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def unlabelled(statement: ast.stmt) -> tuple[str, ...]:
    """What it calls, with what."""
    call = statement.value
    return tuple(map(ast.unparse, (call.func, *call.args[1:], *call.keywords)))


def of_another(source: str) -> Iterator[tuple[int, str]]:
    """Labels with the name of something that the program imports, and that is not measured."""
    known = imported(source)
    for node in nodes(source):
        if isinstance(node, ast.Expr) and is_call(node):
            said = " ".join(unlabelled(node)[1:])
            for word in known & set(label(node.value).split()):
                if word.lower() not in said.lower():
                    yield node.lineno, f"its label says {word}, and it measures none"


def labelled(source: str) -> Iterator[tuple[int, str, str]]:
    """Labels, each with its line and the code that comes with it."""
    known = {
        target.id: one.value
        for one in nodes(source)
        if isinstance(one, ast.Assign)
        for target in one.targets
        if isinstance(target, ast.Name)
    }

    def full(node: ast.expr) -> str:
        value = known.get(node.id, node) if isinstance(node, ast.Name) else node
        return ast.unparse(value)

    for node in nodes(source):
        match node:
            case ast.Dict():
                yield from (
                    (key.lineno, full(key), full(value))
                    for key, value in zip(node.keys, node.values, strict=True)
                    if key
                )
            case ast.Assign([ast.Subscript(_, name)], value):
                yield node.lineno, full(name), full(value)
            case ast.Tuple([ast.Constant() | ast.JoinedStr() as name, value]):
                yield node.lineno, full(name), full(value)
            case ast.Call(func, [name, *others]) if others:
                yield node.lineno, full(name), ", ".join(map(full, others))
            case ast.Call(func, [], keywords):
                told = [one for word in keywords for one in ast.walk(word.value)]
                said = [full(one) for one in told if isinstance(one, ast.Constant | ast.Name)]
                yield node.lineno, " ".join(said), ast.unparse(func)
            case ast.FunctionDef():
                calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
                said = [full(one) for one in calls if ast.unparse(one.func) == "print"]
                said += [repr(node.name.replace("_", " "))]
                yield node.lineno, " ".join(said), ast.unparse(node)
    for block in blocks(source):
        for one, other in pairwise(block):
            if isinstance(one, ast.Assign) and ast.unparse(other).startswith("print("):
                yield other.lineno, ast.unparse(other), ast.unparse(one.value)


def of_other_workers(source: str) -> Iterator[tuple[int, str]]:
    """Labels that say threads where processes work, and the like: a line that was copied."""
    for line, name, code in labelled(source):
        quoted = " ".join(re.findall(r"""['"]([^'"]*)['"]""", name))
        said = set(SAID.findall(quoted.replace("subinterp", "interp")))
        works = {one.lower() for one in WORKS.findall(code)}
        if said and works and not said & works:
            yield line, f"its label says {min(said)}, and what works is a {min(works)}"


def cold(source: str) -> Iterator[tuple[int, str]]:
    """Pools of which the first thing timed is not said to be their start, nor left out."""
    timing = {
        node.name: ast.unparse(node)
        for node in nodes(source)
        if isinstance(node, ast.FunctionDef) and READ in ast.unparse(node)
    }
    for node in nodes(source):
        if isinstance(node, ast.With) and "pool" in ast.unparse(node.items[0].context_expr).lower():
            first = node.body[0]
            call = first.value if isinstance(first, ast.Expr) else None
            timed = timing.get(ast.unparse(call.func)) if isinstance(call, ast.Call) else None
            if timed and "if turn" not in timed and "start of" not in timed:
                yield first.lineno, "it times the start of the workers along; have each work before"


def made_meanwhile(source: str) -> Iterator[tuple[int, str]]:
    """Pools that are made while the clock goes, where no start is measured."""
    for function in nodes(source):
        if not isinstance(function, ast.FunctionDef) or "start of" in ast.unparse(function):
            continue
        for block in (part for node in ast.walk(function) for part in parts(node)):
            begun = False
            for one in block:
                if begun and any(isinstance(n, ast.With) and is_pool(n) for n in ast.walk(one)):
                    yield one.lineno, "it times the start of a pool along; make the pool before"
                begun = (begun and not reads(one)) or ast.unparse(one).endswith(f" = {READ}")


def is_pool(node: ast.With) -> bool:
    """Does it make a pool?"""
    made = [ast.unparse(item.context_expr).lower() for item in node.items]
    return any("pool" in one and one.endswith(")") for one in made)


RULES = mistimed, same_by_two_names, of_another, of_other_workers, cold, made_meanwhile


def test_a_measured_program_times_what_it_says():
    fail(
        f"snippets/{program.name}:{line}: {what}"
        for program in programs()
        for rule in RULES
        for line, what in rule(program.source)
    )


TIMED = """\
def seconds(make, number):
    workers = [kind(target=make) for _ in range(number)]
    begin = perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return perf_counter() - begin
"""
LATE = "the clock starts after a call; start it before"
EARLY = "the clock stops before a call; stop it after"
COLD = """\
def measure(pool):
    begin = perf_counter()
    pool.map(work)
    print(f"threads: {perf_counter() - begin}")
with Pool(2) as pool:
    measure(pool)
"""
MADE = """\
def measure():
    begin = perf_counter()
    with Pool(2) as pool:
        pool.map(work)
    print(f"threads: {perf_counter() - begin}")
"""
MEASURE = 'from threading import Lock, RLock\nmeasure("Lock", Lock())\nmeasure("free RLock", {})\n'


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (TIMED, []),
        (
            TIMED.replace("    begin = perf_counter()\n", "").replace(
                "start()\n", "start()\n    begin = perf_counter()\n"
            ),
            [(5, LATE)],
        ),
        ("begin = clock()\nrun()\nbegin = perf_counter()\nprint(perf_counter() - begin)", [3, 4]),
        ("begin = perf_counter()\nrun()\ntook = perf_counter() - begin\nfinish()", [(3, EARLY)]),
        ("gate.wait()\nbegin = perf_counter()\nrun()\nprint(perf_counter() - begin)", []),
        (MEASURE.format("RLock()"), []),
        (MADE, [(3, "it times the start of a pool along; make the pool before")]),
        (MADE.replace("threads", "start of threads"), []),
        (COLD, [(6, "it times the start of the workers along; have each work before")]),
        (COLD.replace("    measure", "    pool.map(get_ready)\n    measure"), []),
        (COLD.replace("    print", "    if turn: print"), []),
        (MEASURE.format("Lock()"), [3, 3]),
        (MEASURE.format("Lock(1)"), [(3, "its label says RLock, and it measures none")]),
        (
            'import cf\npools = {"threads": cf.Pool, "processes": cf.Pool}',
            [(2, "two labels stand for the same")],
        ),
        ('import cf\npools = {"threads": cf.Pool, "processes": cf.Ps}', []),
        ('took = run(Thread)\nprint(f"threads x 2: {took} s")', []),
        ('took = run(Process)\nprint(f"threads x 2: {took} s")', [2]),
        ('spawn = cf.ProcessPool(2)\nfor name, pool in [("threads", spawn)]: ...', [2]),
        ('make("processes", Thread)\npools["interpreters"] = cf.InterpreterPool', [1]),
        ('BY = "process per client"\nThread(target=serve, args=(BY,))', [2]),
        ("def time_threads():\n    Process(target=nothing).start()", [1]),
    ],
)
def test_a_clock_or_a_label_that_is_wrong_is_found(source, found):
    said = [one for rule in RULES for one in rule(source)]
    assert said == found or [line for line, _ in said] == found
