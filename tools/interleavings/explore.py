"""Execute every interleaving of an example's threads, on its own code.

A step is a line, from where a thread gives its turn back to where it does so again. An
interleaving is the moves in their order: which thread takes a step, and which way where the step
itself has several (of two waiters a notification wakes one or the other). A state that is the
same as another (`snapshot`) is followed once, and interleavings are counted as the ways through
the graph of states.

A thread cannot be put back to where it was: to try another move from a state, the program is run
again from its beginning, by the moves that led there.
"""

from collections import Counter
from dataclasses import dataclass, field

from tools.interleavings import between, endings
from tools.interleavings.facts import (
    Awaited,
    EndOf,
    Exploration,
    How,
    Named,
    Nameless,
    Refused,
    Standing,
    State,
    Step,
    Thing,
    Why,
    thread_of,
)
from tools.interleavings.fibers import GreenletFiber
from tools.interleavings.greenlets import More, World
from tools.interleavings.instrument import Program, instrument
from tools.interleavings.primitives.threads import Thread
from tools.interleavings.scheduler import Detail, Model
from tools.interleavings.snapshot import key_of
from tools.interleavings.values import shared_values, shown

MOST_STATES = 2500
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def explore(
    source: str,
    name: str,
    kinds: dict[str, type[Model]] | None = None,
    merge: bool = True,
    most: int | None = None,
) -> Exploration:
    """Execute all interleavings of a program; `name` is its path below `snippets/`.

    `kinds` are models instead of the usual ones; without `merge` each interleaving is followed by
    itself. Raises Refused for what cannot be treated faithfully, and for more than `most` states.
    """
    program = instrument(source, name)
    details: frozenset[Detail] = frozenset()
    while True:
        try:
            return _Explorer(program, details, kinds, merge, most or MOST_STATES).explored()
        except More as more:  # a difference that this program can tell: once more, with those steps
            details |= {more.detail}
        except Refused:
            raise
        except Exception as error:  # ours, or the program's where nobody expects it
            raise program.refused(1, Why.NOT_RUN, type(error).__name__) from error


@dataclass
class _Node:
    """A state while it is explored."""

    path: tuple[str, ...]
    """Moves that lead here."""
    threads: list[Standing]
    values: dict[str, str]
    things: dict[str, Thing]
    out: str
    may_end: bool
    untried: list[str]
    """Moves that have not been followed yet."""
    steps: dict[str, Step] = field(default_factory=dict)
    through: dict[str, dict[str, int]] = field(default_factory=dict)
    """By move: what it goes through within a line, and which line."""
    resized: dict[str, set[str]] = field(default_factory=dict)
    """By move: what it makes larger or smaller."""

    def fact(self) -> State:
        """What is known in the end."""
        steps = dict(sorted(self.steps.items()))
        return State(tuple(self.threads), self.values, self.things, self.out, self.may_end, steps)


class _Explorer:
    """One exploration."""

    def __init__(self, program: Program, details, kinds, merge: bool, most: int):
        self.program, self.details, self.kinds = program, details, kinds
        self.merge, self.most = merge, most
        self.nodes: list[_Node] = []
        self.known: dict[tuple, int] = {}
        self.names: dict[int, str] = {}

    def explored(self) -> Exploration:
        """All states and endings."""
        self._begin()
        # The newest state first: a run that goes on from where it stands needs no replay.
        todo = [0]
        while todo:
            number = todo.pop()
            if self.nodes[number].untried:
                todo.append(number)
                todo += self._follow(number)
        for node in self.nodes:
            if found := between.clash(node.through, node.resized):
                raise self.program.refused(found[0], Why.GONE_THROUGH, found[1])
        states = tuple(node.fact() for node in self.nodes)
        return Exploration(states, endings.of(states))

    def _begin(self) -> None:
        world = World(self.program, self.details, self.kinds)
        self._arrive(world, ())
        world.close()

    def _follow(self, number: int) -> list[int]:
        """Take a move that is untried, and go on while the states are new; these."""
        found: list[int] = []
        world = self._replayed(number)
        try:
            while self.nodes[number].untried:
                to = self._take(world, number, self.nodes[number].untried.pop(0))
                if to is None or to < len(self.nodes) - 1 or to in found:
                    break  # nothing happened, or what comes then is known, or will be
                found.append(to)
                number = to
        finally:
            world.close()
        return found

    def _replayed(self, number: int) -> World:
        """A run that has come to a state."""
        node = self.nodes[number]
        world = World(self.program, self.details, self.kinds)
        for move in node.path:
            world.take(world.fibers[thread_of(move)], _choices(move))
        if [self._line(fiber) for fiber in world.fibers] != [one.line for one in node.threads]:
            world.close()
            raise self.program.refused(node.threads[0].line, Why.NOT_THE_SAME_TWICE)
        return world

    def _take(self, world: World, number: int, move: str) -> int | None:
        """Take a move; the number of the state that it leads to, None if it cannot be taken."""
        node, fiber = self.nodes[number], world.fibers[thread_of(move)]
        asked, sizes = _choices(move), between.sizes(world)
        if not world.take(fiber, asked):
            # It was ready before its line, and would wait within it: so it waits, in this state.
            awaited = _awaited(fiber.refused, world)
            before = node.threads[fiber.number]
            node.threads[fiber.number] = Standing(
                before.name, How.WAITS, before.line, before.values, awaited=awaited
            )
            return None
        taken = world.taken
        made = [chosen for chosen, _ in taken.choices]
        # The step chose the first of several wherever nothing was asked: the others are moves, too.
        for at in range(len(asked), len(made)):
            others = range(1, taken.choices[at][1])
            node.untried += [_move(fiber.number, [*made[:at], other]) for other in others]
        move = _move(fiber.number, made)
        node.through[move] = between.gone_through(world, sizes)
        node.resized[move] = between.resized(sizes)
        to = self._arrive(world, (*node.path, move))
        node.steps[move] = Step(to, taken.note, taken.threads)
        return to

    def _arrive(self, world: World, path: tuple[str, ...]) -> int:
        """The number of the state in which a run is."""
        key = key_of(world) if self.merge else None
        if key is not None and key in self.known:
            return self.known[key]
        if len(self.nodes) >= self.most:
            raise self._too_large(_at_least([node.fact() for node in self.nodes]))
        number = len(self.nodes)
        if key is not None:
            self.known[key] = number
        self.nodes.append(self._node(world, path))
        return number

    def _too_large(self, interleavings: int) -> Refused:
        """By how much, in what could be counted."""
        line = self.nodes[0].threads[0].line
        if interleavings < 2:
            return self.program.refused(line, Why.TOO_LONG, number=self.most)
        return self.program.refused(line, Why.TOO_MANY_STATES, number=interleavings)

    def _node(self, world: World, path: tuple[str, ...]) -> _Node:
        """What a reader can be told of a run."""
        things = {name: thing.fact() for name, thing in world.things().items()}
        return _Node(
            path,
            [self._standing(fiber, world) for fiber in world.fibers],
            shared_values(world.reached(), self.program.used),
            {name: fact for name, fact in things.items() if fact},
            "".join(world.out),
            world.may_end,
            [str(fiber.number) for fiber in world.fibers if fiber.ready],
        )

    def _standing(self, fiber: GreenletFiber, world: World) -> Standing:
        how = _how(fiber)
        awaited = _awaited(fiber.waits.on, world) if how is How.WAITS and fiber.waits else None
        own: dict[str, str] = {}
        frame = next(self._frames(fiber), None)
        if frame and frame.f_code.co_name != "<module>":
            told = {name: shown(value) for name, value in frame.f_locals.items()}
            own = {name: text for name, text in told.items() if text is not None}
        if fiber.number not in self.names:  # as it is called where it first appears
            self.names[fiber.number] = fiber.thread.label()
        name = self.names[fiber.number]
        return Standing(name, how, self._line(fiber), own, fiber.error, awaited)

    def _line(self, fiber: GreenletFiber) -> int:
        if fiber.done or fiber.ending:
            return 0
        frame = next(self._frames(fiber), None)
        return frame.f_lineno if frame else 0

    def _frames(self, fiber: GreenletFiber):
        """Its frames in the example's own file, the innermost first."""
        if not fiber.done:
            name = self.program.name
            yield from (frame for frame in fiber.frames() if frame.f_code.co_filename == name)


def _how(fiber: GreenletFiber) -> How:
    if fiber.done:
        return How.FAILED if fiber.error else How.DONE
    if fiber.waits:
        if fiber.waits.ready():
            return How.GOES_ON
        return How.MAY_TIME_OUT if fiber.waits.is_over else How.WAITS
    if fiber.ending:
        return How.ENDING
    if fiber.inside:
        return How.GOES_ON
    return How.LEAVING if fiber.leaving else How.READY


def _awaited(thing: Model, world: World) -> Awaited:
    """What a reader calls the thing that a thread waits for."""
    if isinstance(thing, Thread) and thing._fiber:
        return EndOf(thing._fiber.number)
    for name, other in world.things().items():
        if thing is other or thing is other.inner:
            return Named(name)
    return Nameless(type(thing).__name__)


def _move(thread: int, choices: list[int]) -> str:
    """`2`, or `2b`: the first way is not named at the end."""
    return f"{thread}{''.join(LETTERS[choice] for choice in choices)}".rstrip("a")


def _choices(move: str) -> list[int]:
    return [LETTERS.index(letter) for letter in move[1:]]


def _at_least(states: list[State], depth: int = 60) -> int:
    """How many interleavings there are at least: those that have begun differently."""
    ended, ways = 0, Counter({0: 1})
    for _ in range(depth):
        after: Counter[int] = Counter()
        for number, many in ways.items():
            for step in states[number].steps.values():
                after[step.to] += many
            ended += 0 if states[number].steps else many
        ways = after
    return ended + ways.total()
