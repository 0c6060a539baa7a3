"""Put step points into an example: the same program, which asks before each of its lines.

`tools.interleavings` runs what comes out under models of the threads; the tests run it with real
threads, on other interpreters too: so this module needs the standard library only.

The program calls what its runner puts into its namespace: `__step__(line)` before a line,
`__held__(line, manager)` around what `with` enters, `__loop__(line, items)` around what `for`
goes through, `__kept__(value)` around a result that waits for a `with` or `try` to end. Where the
main thread may only start or join threads it asks `__quiet__(threads)`, and takes no step if so:
that neither reads nor writes anything that they share, and an order in which a thread is started
later is the same as one in which it takes its first step later.
"""

import ast
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

SILENT = (
    *(ast.Pass, ast.Break, ast.Continue, ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom),
    *(ast.FunctionDef, ast.ClassDef, ast.Try),
)
THREADING = {
    *("Barrier", "BoundedSemaphore", "BrokenBarrierError", "Condition", "Event", "Lock", "RLock"),
    *("Semaphore", "Thread", "current_thread", "main_thread"),
}
KNOWN = {
    "threading": THREADING,
    "queue": {"Empty", "Full", "Queue", "SimpleQueue"},
    "time": {"sleep"},
}
PURE = {"collections", "dataclasses", "enum", "functools", "itertools", "math", "operator"}
STRANGE = {"__import__", "compile", "eval", "exec", "globals", "id", "input", "open", "vars"}
CONSTANT = (type(None), bool, int, float, str, bytes, range, tuple, frozenset)
ASKS = (ast.Yield, ast.YieldFrom, ast.Await, ast.AsyncFunctionDef, ast.AsyncWith, ast.AsyncFor)


class Refused(ValueError):
    """A program that cannot be treated faithfully; the message says where, what, and what to do."""


@dataclass(frozen=True)
class Program:
    """An example with its step points."""

    name: str
    """Its path below `snippets/`; also the name of its code's file."""
    code: CodeType
    first_calls: dict[int, str | None]
    """By line: what it calls before it has read anything else; None if that cannot be said."""
    unsteady: frozenset[int]
    """Lines whose first call is on, or is given, what a thread may have changed meanwhile."""
    used: frozenset[str]
    """The global names that its functions use."""

    def refuse(self, line: int, why: str) -> Refused:
        """The error for a line."""
        return Refused(f"snippets/{self.name}:{line}: {why}")


def instrument(source: str, name: str) -> Program:
    """Put the step points in. Raises Refused for what no runner of steps can treat."""
    tree = ast.parse(source)
    program = Program(name, compile("", name, "exec"), {}, frozenset(), frozenset())
    for node in ast.walk(tree):
        if why := _strange(node):
            raise program.refuse(node.lineno, why)
    calls: dict[int, str | None] = {}
    changing, unsteady = _changing(tree), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and not isinstance(node, SILENT):
            call = _first_call(node)
            calls[node.lineno] = _called(call) if call and node.lineno not in calls else None
            if call and changing & {_written(part) for part in _parts(call)}:
                unsteady.add(node.lineno)
    used = _used(compile(source, name, "exec"), in_function=False)
    stepped = ast.fix_missing_locations(_Stepper().visit(tree))
    return Program(
        name, compile(stepped, name, "exec"), calls, frozenset(unsteady), frozenset(used)
    )


def _strange(node: ast.AST) -> str | None:
    """Why a piece of a program is refused; None if it is not."""
    if isinstance(node, ast.Import):
        names = {alias.name: None for alias in node.names}
    elif isinstance(node, ast.ImportFrom):
        names = {node.module: {alias.name for alias in node.names}}
    elif isinstance(node, ast.Name) and node.id in STRANGE:
        return f"{node.id}() depends on more than the order of steps; leave it out"
    elif isinstance(node, ast.FunctionDef) and node.name == "__del__":
        return "when __del__() runs is not told by the order of steps; leave it out"
    elif isinstance(node, ASKS):
        return "generators and coroutines have no orders here; use plain functions"
    else:
        return None
    for module, wanted in names.items():
        if module in PURE:
            continue
        if module not in KNOWN:
            return f"{module} is not modelled for .orders; import from {', '.join(KNOWN)} only"
        if strange := (wanted or set()) - KNOWN[module]:
            return f"{module}.{min(strange)} is not modelled; there is {_words(KNOWN[module])}"
    return None


def _used(code: CodeType, in_function: bool = True) -> set[str]:
    """The global names that functions use; names of attributes are among them."""
    inner = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    used = set(code.co_names) if in_function else set()
    return used.union(*map(_used, inner))


def _words(names: set[str]) -> str:
    return ", ".join(sorted(names))


class _Stepper(ast.NodeTransformer):
    """Puts a step before each statement that does something."""

    def __init__(self):
        self.in_function = self.guarded = False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        before = self.in_function, self.guarded
        self.in_function, self.guarded = True, False
        self._blocks(node)
        self.in_function, self.guarded = before
        return node

    def visit_Module(self, node: ast.Module) -> ast.AST:
        return self._blocks(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = [self.visit(one) if isinstance(one, SILENT) else one for one in node.body]
        return node

    def _blocks(self, node: ast.AST) -> ast.AST:
        for field in ("body", "orelse", "finalbody"):
            if block := getattr(node, field, None):
                setattr(node, field, [new for one in block for new in self._stepped(one)])
        for other in getattr(node, "handlers", []) + getattr(node, "cases", []):
            self._blocks(other)
        return node

    def _stepped(self, node: ast.stmt) -> list[ast.stmt]:
        line = node.lineno
        step = ast.copy_location(ast.Expr(_call("__step__", line)), node)
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            return [self.visit(node)]
        if isinstance(node, ast.With):
            return self._with(node, list(node.items), step)
        if isinstance(node, ast.Return):
            if node.value and self.guarded:
                node.value = _call("__kept__", node.value)
            return [step, node]
        threads = None if self.in_function else _started_or_joined(node)
        before, self.guarded = self.guarded, self.guarded or isinstance(node, ast.Try)
        self._blocks(node)
        self.guarded = before
        if isinstance(node, SILENT) or _is_docstring(node):
            return [node]
        if threads:
            quiet = _call("__quiet__", ast.Name(threads, ast.Load()))
            step.value = ast.BoolOp(ast.Or(), [quiet, step.value])
            if isinstance(node, ast.For):
                node.iter = _call("__loop__", line, node.iter, quiet)
            return [step, node]
        if isinstance(node, ast.While):
            asked = ast.copy_location(_call("__step__", line), node.test)
            node.test = ast.BoolOp(ast.Or(), [asked, node.test])
            return [node]
        if isinstance(node, ast.For):
            node.iter = _call("__loop__", line, node.iter)
        return [step, node]

    def _with(self, node: ast.With, items: list, step: ast.stmt) -> list[ast.stmt]:
        """One `with` inside another for each thing that is entered, as the language defines it."""
        first, *others = items
        held = _call("__held__", node.lineno, first.context_expr)
        before, self.guarded = self.guarded, True
        if others:
            body = self._with(node, others, step)
        else:
            body = [new for one in node.body for new in self._stepped(one)]
        self.guarded = before
        outer = ast.With([ast.withitem(held, first.optional_vars)], body)
        return [step, ast.copy_location(outer, node)]


def _call(name: str, *args: int | ast.expr) -> ast.Call:
    values = [arg if isinstance(arg, ast.AST) else ast.Constant(arg) for arg in args]
    return ast.Call(ast.Name(name, ast.Load()), values, [])


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _started_or_joined(node: ast.stmt) -> str | None:
    """The name of the thread, or of several, that a statement may only start or join."""
    if isinstance(node, ast.For):
        own = node.target.id if isinstance(node.target, ast.Name) else ""
        body = {_started_or_joined(one) for one in node.body}
        return node.iter.id if isinstance(node.iter, ast.Name) and body == {own} else None
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or call.args or call.keywords:
        return None
    if not isinstance(call.func, ast.Attribute) or not isinstance(call.func.value, ast.Name):
        return None
    return call.func.value.id if call.func.attr in ("start", "join") else None


def _first_call(node: ast.AST) -> ast.Call | ast.With | None:
    """What a statement calls before it has read anything else that may change."""
    if isinstance(node, ast.With):
        return None if any(isinstance(part, ast.Call) for part in _parts(node)) else node
    for field in ("value", "test", "operand", "left"):
        if isinstance(inner := getattr(node, field, None), ast.AST):
            is_read_first = not isinstance(node, ast.AugAssign | ast.Attribute)
            return _first_call(inner) if is_read_first else None
    if isinstance(node, ast.BoolOp):
        return _first_call(node.values[0])
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Name) and node.args and (found := _first_call(node.args[0])):
        return found  # print(gate.acquire())
    calls = any(isinstance(part, ast.Call | ast.NamedExpr) for part in _parts(node))
    return None if calls else node


def _parts(node: ast.Call | ast.With) -> list[ast.AST]:
    """All that is read to make a call, or to enter a `with`."""
    if isinstance(node, ast.With):
        return [part for item in node.items for part in ast.walk(item.context_expr)]
    given = [*node.args, *(word.value for word in node.keywords), node.func]
    return [part for one in given if not isinstance(one, ast.Lambda) for part in ast.walk(one)]


def _called(node: ast.Call | ast.With) -> str:
    """The name of what is called."""
    if isinstance(node, ast.With):
        return "with"
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _written(node: ast.AST) -> str | None:
    """How a variable, an attribute (`.lock`) or an item (`forks[]`) is named, whosever it is."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f".{node.attr}"
    if isinstance(node, ast.Subscript):
        return f"{_written(node.value)}[]"
    return None


def _changing(tree: ast.Module) -> set[str | None]:
    """What functions other than `__init__` give new values to, but for their own variables."""
    changing: set[str | None] = set()
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name != "__init__":
            for node in ast.walk(function):
                if isinstance(node, ast.Global | ast.Nonlocal):
                    changing.update(node.names)
                elif isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
                    changing.add(None if isinstance(node, ast.Name) else _written(node))
    return changing - {None}


class Held:
    """What `with` enters. To leave it is a step of its own, unless the example defines how."""

    def __init__(self, step, line: int, manager):
        self.step, self.line, self.manager = step, line, manager

    def __enter__(self):
        return self.manager.__enter__()

    def __exit__(self, *error):
        if type(self.manager).__module__ != "__main__":
            self.step(self.line, leaving=True)
        return self.manager.__exit__(*error)


def shown(value: object) -> str | None:
    """Plain data as a reader sees it, equal for what is equal; None for what is not plain data."""
    if value is None or type(value) in (bool, int, float, str, bytes, range):
        return repr(value)
    if type(value) is dict:
        pairs = [(shown(key), shown(item)) for key, item in value.items()]
        plain = all(key and item for key, item in pairs)
        return f"{{{', '.join(f'{k}: {v}' for k, v in sorted(pairs))}}}" if plain else None
    if type(value) not in (list, tuple, set, frozenset, deque):
        return None
    items = [shown(item) for item in value]
    if not all(items):
        return None
    return repr(value) if type(value) in (list, tuple, deque) else f"{{{', '.join(sorted(items))}}}"


def places(namespace: dict) -> Iterator[tuple[str, object]]:
    """All that a program's global names lead to, by how the program would write it."""
    seen: set[int] = set()

    def below(name: str, value: object) -> Iterator[tuple[str, object]]:
        yield name, value
        if id(value) in seen or shown(value) is not None:
            return
        seen.add(id(value))
        if type(value) in (list, tuple):
            inner = {f"{name}[{number}]": item for number, item in enumerate(value)}
        elif type(value) is dict:
            inner = {f"{name}[{key!r}]": item for key, item in value.items()}
        elif type(value).__module__ == "__main__" and hasattr(value, "__dict__"):
            inner = {f"{name}.{key}": item for key, item in vars(value).items()}
        else:
            return
        for path, item in inner.items():
            yield from below(path, item)

    for name, value in namespace.items():
        if not name.startswith("__"):
            yield from below(name, value)


def shared_values(namespace: dict, used: frozenset[str]) -> dict[str, str]:
    """The plain data that threads can reach by a program's global names.

    What no function uses, and cannot be changed from elsewhere, is the main thread's own.
    """
    found = {
        name: shown(value)
        for name, value in places(namespace)
        if name in used or not isinstance(value, CONSTANT) or not name.isidentifier()
    }
    return {name: text for name, text in found.items() if text is not None}
