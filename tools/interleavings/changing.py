"""What may change while threads run, told from the text of a program alone, and rather too much."""

import ast
from collections import Counter
from collections.abc import Iterable

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


class Changing:
    """What may be changed while threads run, told from the text alone, and rather too much."""

    def __init__(self, tree: ast.Module):
        self.names: set[str] = set()
        nodes = list(ast.walk(tree))
        self.attributes = self._attributes(nodes)
        self.items = self.everything = False
        self._scope(tree)
        for node in nodes:
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

    def _attributes(self, nodes: list[ast.AST]) -> set[str]:
        """Attributes that anything but an `__init__` sets, or that one sets twice."""

        def stored(some: Iterable[ast.AST]) -> list[ast.Attribute]:
            found = (node for node in some if isinstance(node, ast.Attribute))
            return [node for node in found if not isinstance(node.ctx, ast.Load)]

        first: set[ast.Attribute] = set()
        for node in nodes:
            if isinstance(node, ast.FunctionDef) and node.name == "__init__" and node.args.args:
                mine = node.args.args[0].arg
                own = [n for n in stored(ast.walk(node)) if getattr(n.value, "id", "") == mine]
                many = Counter(one.attr for one in own)
                first |= {one for one in own if many[one.attr] == 1}
        return {node.attr for node in stored(nodes) if node not in first}

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
