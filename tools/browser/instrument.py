"""Step points: where a thread may lose its turn.

CPython looks whether another thread shall run when a function begins, when a loop goes round, and
after a call returns. `fine` adds a point before each statement and between the reading and the
writing of `x += y`, as without a GIL. The points stand in the syntax tree: `sys.settrace` would
call Python while a stack is put aside, and Pyodide dies of that.
"""

import ast
import builtins
from typing import TypeVar

NAME = "__step__"
# They tell of code as it is written; a program with step points would not be what is written.
READS_CODE = {"dis", "inspect"}

Node = TypeVar("Node", bound=ast.AST)


def instrumented(source: str, name: str, fine: bool = False):
    """Compile a program with its step points. Raises SyntaxError, as CPython has it."""
    try:
        tree = ast.parse(source, name)
    except SyntaxError as error:
        raise error.with_traceback(None) from None
    if not READS_CODE & imports(tree):
        tree = ast.fix_missing_locations(StepPoints(fine).visit(tree))
    return compile(tree, name, "exec")


def imports(tree: ast.AST) -> set[str]:
    """The modules that a program imports, without what is below them."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def bind(step) -> None:
    """Let this function be called at each step point."""
    setattr(builtins, NAME, step)


class StepPoints(ast.NodeTransformer):
    """Puts calls of `__step__` into a syntax tree; positions stay those of the source."""

    def __init__(self, fine: bool):
        self.fine = fine

    def generic_visit(self, node):
        super().generic_visit(node)
        if self.fine and not isinstance(node, ast.Module):
            for name in ("body", "orelse", "finalbody"):
                block = getattr(node, name, None)
                if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                    setattr(node, name, _with_points(block))
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef):
        has_docstring = ast.get_docstring(node, clean=False) is not None
        self.generic_visit(node)
        at = 1 if has_docstring else 0
        node.body.insert(at, _point(node.body[min(at, len(node.body) - 1)]))
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        self.generic_visit(node)
        node.body = _call(node.body, node.body)
        return node

    def visit_For(self, node):
        self.generic_visit(node)
        node.body.insert(0, _point(node))
        return node

    def visit_While(self, node):
        self.generic_visit(node)
        node.test = _at(node.test, ast.BoolOp(ast.Or(), [_call(node.test), node.test]))
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        return _call(node, node)

    def visit_With(self, node):
        if len(node.items) > 1:  # one inside the other, as the language defines it
            inner = _at(node, ast.With(node.items[1:], node.body))
            return self.visit_With(_at(node, ast.With(node.items[:1], [inner])))
        self.generic_visit(node)
        node.body.insert(0, _point(node))
        return node

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        if self.fine and isinstance(node.target, ast.Name):
            read = _at(node, ast.Name(node.target.id, ast.Load()))
            value = _at(node, ast.BinOp(read, node.op, _call(node.value, node.value)))
            return _at(node, ast.Assign([node.target], value))
        return node


def _at(place: ast.AST, node: Node) -> Node:
    return ast.copy_location(node, place)


def _call(place: ast.AST, *values: ast.expr) -> ast.Call:
    return _at(place, ast.Call(_at(place, ast.Name(NAME, ast.Load())), [*values], []))


def _point(place: ast.AST) -> ast.stmt:
    return _at(place, ast.Expr(_call(place)))


def _with_points(block: list[ast.stmt]) -> list[ast.stmt]:
    plain = (ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom)
    new = []
    for statement in block:
        is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if not is_text and not isinstance(statement, plain):
            new.append(_point(statement))
        new.append(statement)
    return new
