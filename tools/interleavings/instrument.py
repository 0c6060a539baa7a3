"""Put step points into an example: the same program, which asks before each of its lines.

`greenlets` runs what comes out under models of the threads; the tests run it on real threads, on
other interpreters too: so this module and those below it need the standard library only.

What the program then calls is `scheduler.Runner`: each method by its name between underscores.
"""

import ast
import functools
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType

from tools.interleavings.facts import Refusal, Refused, Why
from tools.interleavings.survey import Survey, refusals, seen_by_others, survey, used

# These read and change no value that threads share, so a step before them would say nothing. What
# stands in the blocks of those that have some gets steps of its own.
SILENT = (
    *(ast.Pass, ast.Break, ast.Continue, ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom),
    *(ast.FunctionDef, ast.ClassDef, ast.Try, ast.TryStar),
)


@dataclass(frozen=True)
class Program:
    """An example with its step points."""

    name: str
    """Its path below `snippets/`; also the name of its code's file."""
    code: CodeType
    survey: Survey
    used: frozenset[str]
    """The global names that its functions use."""
    goes_through: bool
    """Has it a comprehension?"""

    def refused(self, line: int, why: Why, what: str = "", number: int = 0) -> Refused:
        """The error for a line."""
        return Refused(Refusal(self.name, line, why, what, number))


@functools.lru_cache(maxsize=1)  # one that is explored in two ways is so at once
def instrument(source: str, name: str) -> Program:
    """Put the step points in. Raises Refused for what no runner of steps can treat."""
    try:
        tree = ast.parse(source)
        plain = compile(source, name, "exec")
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        message = getattr(error, "msg", str(error))
        raise Refused(Refusal(name, line, Why.SYNTAX, message)) from None
    for line, why, what in refusals(tree):
        raise Refused(Refusal(name, line, why, what))
    lines = survey(tree)
    comprehends = any(isinstance(node, ast.comprehension) for node in ast.walk(tree))
    stepped = ast.fix_missing_locations(_Stepper().visit(_Rounds().visit(tree)))
    code = compile(stepped, name, "exec")
    return Program(name, code, lines, frozenset(used(plain)), comprehends)


class _Rounds(ast.NodeTransformer):
    """Has the rounds of a comprehension counted: it has no steps, and may have no end."""

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        node.iter = _call("rounds", node.iter)
        return node


class _Rests(ast.NodeTransformer):
    """Asks after each call in a line that is not the last thing that the line does.

    Whoever waits in that call, or takes steps in it, may be overtaken before the rest of the line.
    """

    def __init__(self, line: int, last: ast.expr | None):
        self.line, self.last = line, last

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if node is self.last:
            return node
        return ast.copy_location(_call("after", self.line, node), node)

    def visit_ListComp(self, node: ast.expr) -> ast.AST:
        return node if node is self.last else _call("after", self.line, node)

    visit_SetComp = visit_DictComp = visit_ListComp

    def visit_Lambda(self, node: ast.expr) -> ast.AST:
        return node  # it runs elsewhere, or inside a model

    visit_GeneratorExp = visit_Lambda

    @classmethod
    def of(cls, node: ast.stmt, private: Callable[[str], bool]) -> None:
        """Put them into a statement; what it assigns to private names, nobody else can see."""
        asks = cls(node.lineno, _last(node, private))
        for part in (node, *getattr(node, "items", [])):
            for field, value in ast.iter_fields(part):
                if isinstance(value, ast.expr):
                    setattr(part, field, asks.visit(value))
                elif field == "targets":
                    setattr(part, field, [asks.visit(target) for target in value])


def _last(node: ast.stmt, private: Callable[[str], bool]) -> ast.expr | None:
    """The expression after which a line does nothing more that others can see."""
    for field in ("test", "iter"):
        if inner := getattr(node, field, None):
            while isinstance(inner, ast.UnaryOp):
                inner = inner.operand
            return inner
    if isinstance(node, ast.Expr | ast.Return):
        return node.value
    targets = getattr(node, "targets", [getattr(node, "target", None)])
    own = all(isinstance(one, ast.Name) and private(one.id) for one in targets)
    return node.value if isinstance(node, ast.Assign | ast.AnnAssign) and own else None


class _Stepper(ast.NodeTransformer):
    """Puts a step before each statement that does something."""

    def __init__(self):
        self.hidden = False
        """Does a `try` hold back a result or an exception while this runs?"""
        self.shared: set[str] = set()
        """The names of this scope that others can see."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        # Its body runs where it is called: no `try` around the definition holds anything back then.
        before = self.hidden, self.shared
        self.hidden, self.shared = False, seen_by_others(node)
        self._blocks(node)
        self.hidden, self.shared = before
        return node

    def visit_Module(self, node: ast.Module) -> ast.AST:
        self.shared = seen_by_others(node)
        return self._blocks(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = [self.visit(one) for one in node.body]  # its methods; no steps of its own
        return node

    def _blocks(self, node: ast.AST) -> ast.AST:
        for field in ("body", "orelse", "finalbody"):
            if block := getattr(node, field, None):
                self._block(node, field, block, self.hidden or field == "finalbody")
        for case in getattr(node, "cases", []):
            self._blocks(case)
        for handler in getattr(node, "handlers", []):
            self._block(handler, "body", handler.body, hidden=True)
            if _catches_all(handler):
                handler.body.insert(0, ast.copy_location(ast.Expr(_call("alive")), handler))
        return node

    def _block(self, node: ast.AST, field: str, block: list, hidden: bool) -> None:
        before, self.hidden = self.hidden, hidden
        setattr(node, field, [new for one in block for new in self._stepped(one)])
        self.hidden = before

    def _stepped(self, node: ast.stmt) -> list[ast.stmt]:
        line = node.lineno
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            return [self.visit(node)]
        _Rests.of(node, lambda name: name not in self.shared)
        asks = self._step(line)
        step = ast.copy_location(ast.Expr(asks), node)
        if isinstance(node, ast.With):
            return self._with(node, list(node.items), step)
        threads = _started_or_joined(node)
        self._blocks(node)
        if isinstance(node, SILENT) or _is_docstring(node):
            return [node]
        if threads:  # `quiet` says whether anybody could tell when; if not, no step is asked for
            quiet = _call("quiet", ast.Name(threads, ast.Load()))
            step.value = ast.BoolOp(ast.Or(), [quiet, asks])
            if isinstance(node, ast.For):
                node.iter = _call("each", line, node.iter, self.hidden, quiet)
            return [step, node]
        if isinstance(node, ast.While):
            # The step stands within the test, which is evaluated again at each round; `round` gives
            # None, so that the test itself decides.
            again = ast.copy_location(_call("round", line, self.hidden), node.test)
            node.test = ast.BoolOp(ast.Or(), [again, node.test])
            return [node]
        if isinstance(node, ast.For):  # the step above is its first round's, `each` asks at others
            node.iter = _call("each", line, node.iter, self.hidden)
        return [step, node]

    def _step(self, line: int) -> ast.Call:
        return _call("step", line, True) if self.hidden else _call("step", line)

    def _with(self, node: ast.With, items: list, step: ast.stmt) -> list[ast.stmt]:
        """One `with` inside another for each thing that is entered, as the language defines it.

        `Held` stands around each, since a `with` does two things that others can see at different
        times: the step before it enters, and the one that `Held` asks for leaves.
        """
        first, *others = items
        held = _call("held", node.lineno, first.context_expr, self.hidden or _gives_back(node))
        if others:
            body = self._with(node, others, step)
        else:
            body = [new for one in node.body for new in self._stepped(one)]
        outer = ast.With([ast.withitem(held, first.optional_vars)], body)
        return [step, ast.copy_location(outer, node)]


def _call(name: str, *args: ast.expr | int) -> ast.Call:
    values = [arg if isinstance(arg, ast.expr) else ast.Constant(arg) for arg in args]
    return ast.Call(ast.Name(f"__{name}__", ast.Load()), values, [])


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _catches_all(handler: ast.ExceptHandler) -> bool:
    """Would it catch what ends a thread that is of no more use?"""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or getattr(kind, "id", "") == "BaseException" for kind in kinds)


def _gives_back(node: ast.With) -> bool:
    """Is there a `return` in its block that holds a result back until the block is left?"""
    return any(
        isinstance(inner, ast.Return) and not isinstance(inner.value, ast.Constant | None)
        for inner in ast.walk(node)
    )


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


class Held:
    """What `with` enters. To leave it is a step of its own, unless the example defines how."""

    def __init__(self, runner, line: int, manager, hidden: bool):
        self.runner, self.line, self.manager, self.hidden = runner, line, manager, hidden

    def __enter__(self):
        entered = self.manager.__enter__()
        self.runner.entered(self)
        return entered

    def __exit__(self, *error):
        if type(self.manager).__module__ != "__main__":
            self.runner.step(self.line, self.hidden or error[0] is not None, leaving=True)
        self.runner.left(self)
        return self.manager.__exit__(*error)
