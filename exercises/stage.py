"""Two clerks at work in a program of a reader: one is stopped at a moment, the other goes on.

The first clerk stops before the step of its work that has a certain number. Then the other goes as
far as it gets: to its end, or to a lock that the first one holds. Then the first goes on. A step is
one that may touch what both share: a step of the program itself, or a statement for SQLite. Nothing
depends on how long anything takes. When the site is built this is appended to checks that use it.
"""

import ast
import functools
import linecache
import operator
import sys
import types
from _thread import allocate_lock, get_ident, start_new_thread

from tail import HERE, NAME

RUNS, STOPPED, WAITS, DONE = "runs", "stopped", "waits", "done"
GRACE = 10  # seconds, for what waits in a way that is not seen here


class Stuck(BaseException):
    """This lock is never given back."""


class PowerCut(BaseException):
    """The process is gone, in the middle of its work."""


@functools.cache
def program():
    """The path of the program."""
    return str(HERE / f"{NAME}.py")


def outcome_of(work):
    """What work returns, `ok` for nothing, or the name of the error that it ends with."""
    try:
        found = work()
    except (Exception, Stuck, PowerCut) as error:
        return type(error).__name__
    return "ok" if found is None else found


def load():
    """The program, as a process has it that has just been started: nothing is shared."""
    sys.modules[NAME] = module = types.ModuleType(NAME)
    module.__file__ = program()
    vars(module).update(moment_=moment, then_=then, change_=change)
    exec(_with_moments(), vars(module))
    return module


@functools.cache
def _with_moments():
    tree = Moments().visit(ast.parse((HERE / f"{NAME}.py").read_text("utf-8")))
    return compile(ast.fix_missing_locations(tree), program(), "exec")


def moment(line):
    """Here others may come."""
    if clerk := STAGE.clerks.get(get_ident()):
        clerk.step(line)


def then(line, value):
    """A value; after it is known, and before it is used, others may come."""
    moment(line)
    return value


def change(line, step, before, value):
    """What `before += value` leaves; others may come between the look and the change."""
    moment(line)
    return getattr(operator, f"i{step}")(before, value)


class Moments(ast.NodeTransformer):
    """Puts a moment before each statement of a function, and where one looks and then changes."""

    OPERATORS = {  # noqa: RUF012
        "Add": "add", "Sub": "sub", "Mult": "mul", "FloorDiv": "floordiv", "BitOr": "or",
        "BitAnd": "and",
    }  # fmt: skip

    def __init__(self):
        self.depth = 0

    def visit_FunctionDef(self, node):
        """Go into a function."""
        told = ast.get_docstring(node)
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1
        node.body = node.body[1:] if told else node.body  # a docstring comes first
        return node

    def generic_visit(self, node):
        """Put a moment before each statement of a block."""
        super().generic_visit(node)
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if self.depth and isinstance(block, list) and not isinstance(node, ast.ClassDef):
                made = [(ast.Expr(self.call("moment_", one)), one) for one in block]
                setattr(node, name, [statement for both in made for statement in both])
        return node

    def visit_Assign(self, node):
        """Others may come between the look and the change."""
        self.generic_visit(node)
        if self.depth and any(not isinstance(one, ast.Name) for one in node.targets):
            node.value = self.call("then_", node, node.value)
        return node

    def visit_AugAssign(self, node):
        """Others may come between the look and the change."""
        self.generic_visit(node)
        step = self.OPERATORS.get(type(node.op).__name__)
        if not self.depth or not step or isinstance(node.target, ast.Name):
            return node
        look = ast.parse(ast.unparse(node.target), mode="eval").body
        value = self.call("change_", node, ast.Constant(step), look, node.value)
        return ast.copy_location(ast.Assign([node.target], value), node)

    def visit_Call(self, node):
        """Others may come between the look at what is handed over and the call."""
        self.generic_visit(node)
        if (
            self.depth
            and node.args
            and not isinstance(node.args[-1], ast.Starred | ast.GeneratorExp)
        ):
            node.args[-1] = self.call("then_", node, node.args[-1])
        return node

    def visit_comprehension_of(self, node):
        """Others may come between one look and the next."""
        self.generic_visit(node)
        name = "value" if isinstance(node, ast.DictComp) else "elt"
        if self.depth:
            setattr(node, name, self.call("then_", node, getattr(node, name)))
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_comprehension_of

    def call(self, name, node, *values):
        """A call with the line of a node."""
        made = ast.Call(ast.Name(name, ast.Load()), [ast.Constant(node.lineno), *values], [])
        return ast.copy_location(made, node)


class Clerk:
    """Somebody at work. `outcome` is what it came to, `place` is where it was stopped."""

    def __init__(self, work, stop=None, by="steps", accident=None):
        """It stops before the step, or statement, of this number, or has an accident there."""
        self.work, self.stop, self.by, self.accident = work, stop, by, accident
        self.state, self.hope, self.ident = RUNS, bool, None
        self.outcome = self.place = None
        self.count, self.gives_way = 0, False

    def run(self):
        """Do the work."""
        self.ident = get_ident()
        STAGE.clerks[self.ident] = self
        self.outcome = outcome_of(self.work)
        del STAGE.clerks[self.ident]
        with STAGE.guard:
            self.state = DONE
            STAGE.next_turn()

    def step(self, line):
        """Count the steps of the program."""
        if self.by == "steps":
            self.moment(line)

    def statement(self):
        """Count the statements for SQLite."""
        if self.by == "statements":
            frame = sys._getframe(1)
            while frame.f_code.co_filename != program() and frame.f_back:
                frame = frame.f_back
            self.moment(frame.f_lineno)

    def moment(self, line):
        """Stop, or have the accident, if it is time."""
        self.count += 1
        if self.stop is None or self.count - 1 != self.stop:
            return
        self.place = self.at(line)
        if self.accident:
            self.accident()
            return
        with STAGE.guard:
            if self.stop is None:
                return
            self.state = STOPPED
            STAGE.ring()
            STAGE.wait(lambda: self.state == RUNS)

    def stands(self):
        """Will it go no further alone? A thread that is no clerk may help it. With the guard."""
        return self.state in (STOPPED, DONE) or (self.state == WAITS and not self.hope())

    def at(self, line):
        """The place of a line, in words."""
        return f"line {line} of {NAME}.py, `{linecache.getline(program(), line).strip()}`"


class Stage:
    """Where clerks meet. Their states are read and changed under `guard`, which is a plain lock."""

    def __init__(self):
        self.guard, self.bells, self.turns = allocate_lock(), [], 0
        self.statement = allocate_lock()  # with whoever runs one
        self.clerks, self.playing = {}, ()
        self.stuck, self.power, self.connections = False, True, []

    def wait(self, ready, limit=-1):
        """Wait until something is so; with the guard."""
        while not ready():
            bell = allocate_lock()
            bell.acquire()
            self.bells.append(bell)
            self.guard.release()
            rung = bell.acquire(timeout=limit)
            self.guard.acquire()
            if not rung:
                self.bells.remove(bell)
                return

    def ring(self):
        """Let all who wait look again; with the guard."""
        for bell in self.bells:
            bell.release()
        self.bells.clear()

    def next_turn(self):
        """Something was done that others may have waited for; with the guard."""
        self.turns += 1
        self.ring()

    def play(self, first, other):
        """Let the first come to its moment, then the other as far as it gets, then both."""
        self.playing, self.stuck = (first, other), False
        with self.guard:
            start_new_thread(first.run, ())
            self.wait(first.stands, GRACE)
            start_new_thread(other.run, ())
            self.wait(lambda: other.state in (WAITS, DONE), GRACE)
            first.stop = None  # from now on it is too late
            if first.state == STOPPED:
                first.state = RUNS
                self.ring()
            self.wait(lambda: first.state == other.state == DONE)

    def hopeless(self):
        """Does every clerk wait for what no clerk will do? With the guard."""
        return all(
            clerk.state == DONE or (clerk.state == WAITS and not clerk.hope())
            for clerk in self.playing
        )

    def let_wait(self, clerk, hope):
        """Let a clerk wait for its hope; returns whether that came true. With the guard."""
        clerk.state, clerk.hope = WAITS, hope
        self.ring()
        self.wait(lambda: hope() or self.hopeless())
        clerk.state = RUNS
        return hope()

    def give_way(self, clerk):
        """Let a clerk that was refused begin again when the other is done.

        No sleep lasts here: each could make the other fail as often as it tries.
        """
        clerk.gives_way = False
        others = [one for one in self.playing if one is not clerk]
        with self.guard:
            self.let_wait(clerk, lambda: all(one.state == DONE for one in others))

    def power_back(self):
        """Whoever was at work is gone, with all that was not committed."""
        for connection in self.connections:
            connection.end()
        self.connections.clear()
        self.power = True


STAGE = Stage()
