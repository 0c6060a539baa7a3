"""What the text of a program tells, before any of it is run. The standard library only."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import CodeType

from tools.interleavings.facts import Why

KNOWN = {
    "threading": {
        *("Barrier", "BoundedSemaphore", "BrokenBarrierError", "Condition", "Event", "Lock"),
        *("RLock", "Semaphore", "Thread", "Timer", "active_count", "current_thread", "enumerate"),
        *("get_ident", "local", "main_thread"),
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
FUNCTIONS = (ast.FunctionDef, ast.Lambda)
LOOPS = (ast.For, ast.While)
# Of these, what a name leads to stays the same: a wait that reads nothing else may be put off.
STEADY = (
    *(ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.Tuple, ast.keyword, ast.Lambda),
    *(ast.Load, ast.arguments, ast.arg),
)
CHANGERS = {
    *("add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem"),
    *("popleft", "remove", "reverse", "rotate", "setdefault", "sort", "update", "setattr"),
    *("delattr", "heapq", "bisect", "operator", "shuffle", "__setitem__", "__init__", "__dict__"),
}


@dataclass(frozen=True)
class Survey:
    """What the lines of a program do."""

    plain: dict[int, str]
    """By line: what it calls with nothing of the line evaluated before, so that nothing is held."""
    steady: dict[int, str]
    """By line: the one thing that it calls first, if that reads only what stays the same."""


def survey(tree: ast.Module) -> Survey:
    """What the lines of a program do."""
    plain: dict[int, str] = {}
    steady: dict[int, str] = {}
    shared = Counter(node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt))
    holding = set(_held_back(tree))
    changing = Changing(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt) or shared[node.lineno] > 1:
            continue
        first = first_call(node)
        if first is None:
            continue
        if not any(map(changing.by, read_for(first))):
            steady[node.lineno] = called(first)
        if isinstance(first, ast.Call) and node not in holding and _once(node, called(first)):
            plain[first.lineno] = called(first)
    return Survey(plain, steady)


def _held_back(tree: ast.Module) -> Iterator[ast.AST]:
    """What runs while a `try` holds back a result or an exception."""
    for node in ast.walk(tree):
        held: list[ast.AST] = list(getattr(node, "finalbody", []))
        if isinstance(node, ast.ExceptHandler):
            held += node.body
        for one in held:
            yield from ast.walk(one)


def _once(statement: ast.stmt, name: str) -> bool:
    """Is there but one call by that name in the statement's own line?"""
    own = [statement]
    if hasattr(statement, "body"):
        own = [getattr(statement, field, None) for field in ("test", "iter", "subject")]
    calls = [n for one in own if one for n in ast.walk(one) if isinstance(n, ast.Call)]
    return [called(call) for call in calls].count(name) == 1


def refusals(tree: ast.Module) -> Iterator[tuple[int, Why, str]]:
    """The pieces of a program that no runner of steps can treat, by line."""
    modules = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    for node in ast.walk(tree):
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
    inside = (node for node in ast.walk(scope) if isinstance(node, FUNCTIONS) and node is not scope)
    seen = {name.id for one in inside for name in ast.walk(one) if isinstance(name, ast.Name)}
    for node in ast.walk(scope):
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


class Changing:
    """What may be changed while threads run, told from the text alone, and rather too much."""

    def __init__(self, tree: ast.Module):
        self.names: set[str] = set()
        self.attributes = self._attributes(tree)
        self.items = self.everything = False
        self._scope(tree)
        for node in ast.walk(tree):
            self._look_at(node)
            if isinstance(node, ast.FunctionDef):
                self._scope(node)

    def by(self, node: ast.AST) -> bool:
        """May reading this give something else later?"""
        if isinstance(node, ast.Name):
            return node.id in self.names
        if isinstance(node, ast.Attribute):
            return self.everything or node.attr in self.attributes
        if isinstance(node, ast.Subscript):
            return self.items or self.everything
        return not isinstance(node, STEADY)

    def _scope(self, scope: ast.AST) -> None:
        """Names that a scope binds more than once, and that functions inside it use."""
        bound: Counter[str] = Counter()

        def bind(node: ast.AST, again: int) -> None:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                bound[node.name] += again
                return
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                bound[node.id] += again
            if isinstance(node, ast.alias):
                bound[node.asname or node.name] += again
            if isinstance(node, ast.arg):
                bound[node.arg] += again
            for child in ast.iter_child_nodes(node):
                bind(child, 2 if isinstance(node, (*LOOPS, ast.AugAssign)) else again)

        for child in ast.iter_child_nodes(scope):
            bind(child, 1)
        inside = {
            name.id
            for function in ast.walk(scope)
            if isinstance(function, FUNCTIONS) and function is not scope
            for name in ast.walk(function)
            if isinstance(name, ast.Name)
        }
        self.names |= {name for name, many in bound.items() if many > 1} & inside

    def _look_at(self, node: ast.AST) -> None:
        if isinstance(node, ast.Global | ast.Nonlocal):
            self.names.update(node.names)
        elif isinstance(node, ast.ClassDef):
            self._class(node)
        elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            self.items = True
        elif isinstance(node, ast.AugAssign) and not isinstance(node.value, ast.Constant):
            self.items = True  # it may be a list
        word = getattr(node, "attr", getattr(node, "id", getattr(node, "name", None)))
        if word in CHANGERS and not isinstance(node, ast.FunctionDef):
            self.items = True
            self.everything |= word in ("setattr", "delattr", "__dict__")
            self.everything |= word == "__init__" and not _of_super(node)

    def _attributes(self, tree: ast.Module) -> set[str]:
        """Attributes that anything but an `__init__` sets, or that one sets twice."""

        def stored(root: ast.AST) -> list[ast.Attribute]:
            found = (node for node in ast.walk(root) if isinstance(node, ast.Attribute))
            return [node for node in found if not isinstance(node.ctx, ast.Load)]

        first: set[ast.Attribute] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name == "__init__" and node.args.args:
                own = [
                    n for n in stored(node) if getattr(n.value, "id", "") == node.args.args[0].arg
                ]
                many = Counter(one.attr for one in own)
                first |= {one for one in own if many[one.attr] == 1}
        return {node.attr for node in stored(tree) if node not in first}

    def _class(self, node: ast.ClassDef) -> None:
        """What looks like an attribute and is computed; what a module's own lines set."""
        self.everything |= any(
            isinstance(one, ast.FunctionDef) and one.name.startswith("__get") for one in node.body
        )
        self.attributes |= {
            one.name for one in node.body if isinstance(one, ast.FunctionDef) if one.decorator_list
        }


def _of_super(node: ast.AST) -> bool:
    value = getattr(node, "value", None)
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") == "super"
