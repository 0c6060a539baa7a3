"""What the text of a program tells, before any of it is run. The standard library only."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import CodeType

from tools.interleavings.changing import FUNCTIONS, Changing
from tools.interleavings.facts import Why

KNOWN = {
    "threading": {
        *("Barrier", "BoundedSemaphore", "BrokenBarrierError", "Condition", "Event", "Lock"),
        *("RLock", "Semaphore", "Thread", "Timer", "activeCount", "active_count", "currentThread"),
        *("current_thread", "enumerate", "get_ident", "local", "main_thread"),
    },
    "queue": {"Empty", "Full", "LifoQueue", "PriorityQueue", "Queue", "SimpleQueue"},
    "concurrent.futures": {"CancelledError", "Future", "ThreadPoolExecutor", "as_completed"},
    "time": {"monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "sleep", "time"},
    "random": {
        *("Random", "choice", "choices", "randint", "random", "randrange", "sample", "seed"),
        *("shuffle", "uniform"),
    },
    "logging": {
        *("CRITICAL", "DEBUG", "ERROR", "INFO", "WARNING", "basicConfig", "critical", "debug"),
        *("error", "getLogger", "info", "warning"),
    },
    "sys": {"exit", "getswitchinterval", "setswitchinterval"},
}
KNOWN["concurrent"] = {"futures"}
PURE = {
    *("__future__", "abc", "bisect", "collections", "collections.abc", "contextlib", "copy"),
    *("dataclasses", "enum", "functools", "heapq", "itertools", "math", "operator", "statistics"),
    *("string", "textwrap", "typing"),
}
OUTSIDE = {
    *("__import__", "breakpoint", "compile", "eval", "exec", "globals", "id", "input", "locals"),
    *("open", "vars"),
}
COROUTINES = (ast.Await, ast.AsyncFunctionDef, ast.AsyncWith, ast.AsyncFor)


@dataclass(frozen=True)
class Survey:
    """What the lines of a program do."""

    plain: dict[int, frozenset[str]]
    """By line: what it calls while it holds nothing but what stays the same."""
    steady: dict[int, str]
    """By line: the one thing that it calls first, if that reads only what stays the same."""


def survey(tree: ast.Module) -> Survey:
    """What the lines of a program do."""
    plain: dict[int, frozenset[str]] = {}
    steady: dict[int, str] = {}
    nodes = list(ast.walk(tree))
    shared = Counter(node.lineno for node in nodes if isinstance(node, ast.stmt))
    holding = set(_held_back(nodes))
    changing = Changing(tree)
    for node in nodes:
        if not isinstance(node, ast.stmt) or shared[node.lineno] > 1:
            continue
        first = first_call(node)
        if first and not any(map(changing.by, read_for(first))):
            steady[node.lineno] = called(first)
        for call in _calls_of(node) if node not in holding else []:
            held = _held(node, call)
            if held is not None and not any(map(changing.by, _outside_lambdas(held))):
                plain[call.lineno] = plain.get(call.lineno, frozenset()) | {called(call)}
    return Survey(plain, steady)


def _held_back(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """What runs while a `try` holds back a result or an exception."""
    for node in nodes:
        held: list[ast.AST] = list(getattr(node, "finalbody", []))
        if isinstance(node, ast.ExceptHandler):
            held += node.body
        for one in held:
            yield from ast.walk(one)


def _calls_of(statement: ast.stmt) -> list[ast.Call]:
    """The calls of a statement's own line, of each name but one: else it is not known which."""
    own: list[ast.AST] = [statement]
    if hasattr(statement, "body"):
        own = [getattr(statement, field) for field in ("test", "iter") if hasattr(statement, field)]
    calls = [node for one in own for node in ast.walk(one) if isinstance(node, ast.Call)]
    many = Counter(map(called, calls))
    return [call for call in calls if many[called(call)] == 1]


# In which order the parts of an expression are evaluated, each held until the last one is there.
PARTS = {
    ast.Expr: ("value",),
    ast.Assign: ("value",),
    ast.AnnAssign: ("value",),
    ast.Return: ("value",),
    ast.If: ("test",),
    ast.While: ("test",),
    ast.Assert: ("test",),
    ast.For: ("iter",),
    ast.Call: ("func", "args", "keywords"),
    ast.keyword: ("value",),
    ast.Attribute: ("value",),
    ast.Subscript: ("value", "slice"),
    ast.UnaryOp: ("operand",),
    ast.BinOp: ("left", "right"),
    ast.Compare: ("left", "comparators"),
    ast.Tuple: ("elts",),
    ast.List: ("elts",),
    ast.NamedExpr: ("value",),
}


def _held(node: ast.AST, call: ast.Call) -> list[ast.AST] | None:
    """What has been evaluated when a call is made, but for its own parts; None: not known."""
    if node is call:
        return []
    parts: list[ast.AST] = []
    for field in PARTS.get(type(node), ()):
        value = getattr(node, field)
        parts += value if isinstance(value, list) else [value] if value else []
    for at, part in enumerate(parts):
        if call in ast.walk(part):
            inner = _held(part, call)
            return None if inner is None else [*parts[:at], *inner]
    return None


def refusals(tree: ast.Module) -> Iterator[tuple[int, Why, str]]:
    """The pieces of a program that no runner of steps can treat, by line."""
    nodes = list(ast.walk(tree))
    modules = {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name not in PURE | KNOWN.keys():
                    yield node.lineno, Why.NO_MODULE, alias.name
        elif isinstance(node, ast.ImportFrom):
            yield from _names(node)
        elif isinstance(node, ast.Name) and node.id in OUTSIDE:
            yield node.lineno, Why.OUTSIDE, node.id
        elif isinstance(node, ast.FunctionDef) and node.name == "__del__":
            yield node.lineno, Why.FINALIZER, node.name
        elif isinstance(node, COROUTINES):
            yield node.lineno, Why.COROUTINE, ""
        elif isinstance(node, ast.Attribute) and _sets(node, modules):
            yield node.lineno, Why.MODULE_CHANGED, ast.unparse(node)


def _sets(node: ast.Attribute, names: set[str]) -> bool:
    """Is it an attribute of one of these that is given a new value?"""
    return not isinstance(node.ctx, ast.Load) and getattr(node.value, "id", "") in names


def _names(node: ast.ImportFrom) -> Iterator[tuple[int, Why, str]]:
    module = node.module or "."
    for alias in node.names:
        if module not in PURE | KNOWN.keys():
            yield node.lineno, Why.NO_MODULE, module
        elif module in KNOWN and alias.name not in KNOWN[module]:
            yield node.lineno, Why.NO_NAME, f"{module}.{alias.name}"


def used(code: CodeType, in_function: bool = False) -> set[str]:
    """The global names that functions use; names of attributes are among them."""
    inner = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    own = set(code.co_names) if in_function else set()
    return own.union(*(used(one, in_function=True) for one in inner))


def seen_by_others(scope: ast.AST) -> set[str]:
    """The names of a module or a function that other functions can see or change."""
    nodes = list(ast.walk(scope))
    inside = (node for node in nodes if isinstance(node, FUNCTIONS) and node is not scope)
    seen = {name.id for one in inside for name in ast.walk(one) if isinstance(name, ast.Name)}
    for node in nodes:
        if isinstance(node, ast.Global | ast.Nonlocal):
            seen.update(node.names)
    return seen


# Which call comes first in a line, and which is the only one.


def called(node: ast.Call | ast.With) -> str:
    """The name of what is called."""
    if isinstance(node, ast.With):
        return "with"
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def read_for(node: ast.Call | ast.With) -> list[ast.AST]:
    """All that is read to make a call, or to enter a `with`."""
    if isinstance(node, ast.With):
        given: list[ast.AST] = [item.context_expr for item in node.items]
    else:
        given = [*node.args, *node.keywords, node.func]
    return list(_outside_lambdas(given))


def _outside_lambdas(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    for node in nodes:
        yield node
        if not isinstance(node, ast.Lambda):
            yield from _outside_lambdas(ast.iter_child_nodes(node))


def _calls_in(nodes: Iterable[ast.AST]) -> bool:
    known = (ast.Call, ast.NamedExpr, ast.Yield, ast.YieldFrom)
    return any(isinstance(node, known) for node in nodes)


def first_call(node: ast.AST) -> ast.Call | ast.With | None:
    """What a statement calls before it has called or computed anything else."""
    if isinstance(node, ast.With):
        return None if _calls_in(read_for(node)) else node
    for field in ("value", "test", "iter", "operand", "left"):
        if isinstance(inner := getattr(node, field, None), ast.AST):
            is_read_first = not isinstance(node, ast.AugAssign | ast.Attribute)
            return first_call(inner) if is_read_first else None
    if isinstance(node, ast.BoolOp):
        return first_call(node.values[0])
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Name) and node.args and (found := first_call(node.args[0])):
        return found  # print(gate.acquire())
    return None if _calls_in(read_for(node)) else node
