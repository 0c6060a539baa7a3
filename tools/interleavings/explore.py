"""Execute every order in which the threads of an example can take turns, on its own code.

A step is a line, from where a thread gives its turn back to where it does so again. A state is all
that decides how the program can go on: two orders that come to the same state go on alike, so each
state is explored once, and orders are counted as the ways through the graph of states.
"""

from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tools.interleavings.instrument import Program, Refused, instrument, shared_values, shown
from tools.interleavings.primitives import Model, Thread
from tools.interleavings.scheduler import World

MOST_STATES = 1500
END_OF = "the end of thread "


@dataclass
class Standing:
    """How a thread stands in a state."""

    name: str
    line: int
    leaving: bool
    """Is its next step the end of the `with` in that line?"""
    woken: bool
    """Does it stand in that line, and can go on?"""
    values: dict[str, str]
    """The plain data of its own names."""
    done: bool
    error: str | None
    waits: str | None = None
    """What it waits for, if it cannot take a step."""


@dataclass
class State:
    """What there is after some steps."""

    path: tuple[int, ...]
    """The shortest order that leads here: the numbers of the threads that take a step."""
    threads: list[Standing]
    values: dict[str, str]
    things: dict[str, tuple[str, int | None, str, list[int]]]
    """By name, each lock, queue and so on: its kind, its owner, how it is, who stands in it."""
    out: str
    steps: dict[int, tuple[int, str]] = field(default_factory=dict)
    """By thread: the state that its next step leads to, and what is to be said of that step."""


@dataclass
class Ending:
    """A way to end: all states that look the same."""

    kind: str
    """`end`, `error` (an exception ended a thread) or `deadlock`."""
    states: list[int]
    orders: int | None
    """How many orders end so; None is without end, because a thread can go round in a loop."""
    in_turn: bool
    """Is there such an order in which no thread is interrupted while it can go on?"""

    @property
    def is_bad(self) -> bool:
        """Is it a deadlock, an error, or what only interruptions bring about?"""
        return self.kind != "end" or not self.in_turn


@dataclass
class Orders:
    """All orders of an example."""

    program: Program
    states: list[State]
    endings: list[Ending]
    """The bad ones first."""

    @property
    def count(self) -> int | None:
        """How many orders there are; None is without end."""
        counts = [ending.orders for ending in self.endings]
        return None if None in counts else sum(counts)

    def shortest(self, ending: Ending) -> tuple[int, ...]:
        """The shortest order that ends so."""
        return min((self.states[number].path for number in ending.states), key=len)


def explore(source: str, name: str, kinds: dict | None = None) -> Orders:
    """Execute all orders of a program; `name` is its path below `snippets/`.

    Raises Refused for what cannot be treated faithfully, and for too many states.
    """
    program = instrument(source, name)
    known: dict[tuple, int] = {}
    states: list[State] = []

    def number_of(world: World, path: tuple[int, ...]) -> int:
        key = world.key()
        if key not in known:
            known[key] = len(states)
            states.append(_state(world, path))
        return known[key]

    @contextmanager
    def replayed(path: tuple[int, ...]) -> Iterator[World]:
        world = World(program, kinds)
        try:
            for number in path:
                world.take(world.lanes[number])
            yield world
        finally:
            world.close()

    with replayed(()) as world:
        number_of(world, ())
    for state in states:  # grows meanwhile: the states come in the order of their distance
        for number, standing in enumerate(state.threads):
            if standing.done or standing.waits:
                continue
            with replayed(state.path) as world:
                lane = world.lanes[number]
                if world.take(lane):
                    state.steps[number] = number_of(world, (*state.path, number)), world.note
                else:
                    standing.waits = _name_of(lane.refused, world)
        if len(states) > MOST_STATES:
            least = _at_least(states, len(state.path))
            raise Refused(
                f"snippets/{name}: too large: it has more than {least:,} orders and more than "
                f"{MOST_STATES:,} states; give it fewer threads, lines or rounds"
            )
    return Orders(program, states, _endings(states))


def _name_of(thing: Model, world: World) -> str:
    """What a reader calls the thing that a thread waits for."""
    if isinstance(thing, Thread):
        return f"{END_OF}{thing.lane.number}"
    names = [name for name, other in world.things().items() if thing in (other, other.inner)]
    return names[0] if names else f"a {type(thing).__name__}"


def _state(world: World, path: tuple[int, ...]) -> State:
    """What a reader can be told of a world."""
    found = []
    for lane in world.lanes:
        frames = lane.frames() if not lane.done else []
        own = {}
        for frame in frames[:1]:
            if frame.f_code.co_name != "<module>":
                own = {name: shown(value) for name, value in frame.f_locals.items()}
        waits = None
        if lane.waits and not lane.ready:
            waits = _name_of(lane.waits[1], world)
        found.append(
            Standing(
                lane.name,
                frames[0].f_lineno if frames else 0,
                lane.leaving and not lane.waits,
                bool(lane.waits) and lane.ready,
                {name: text for name, text in own.items() if text is not None},
                lane.done,
                lane.error,
                waits,
            )
        )
    facts = {}
    for name, thing in world.things().items():
        if isinstance(thing, Thread):
            continue
        owner, said, inside = thing.facts()
        kind = type(thing).__name__
        facts[name] = (kind, owner and owner.number, said, [lane.number for lane in inside])
    return State(
        path, found, shared_values(world.data, world.program.used), facts, "".join(world.out)
    )


def _at_least(states: list[State], depth: int) -> int:
    """How many orders there are at least: as many as have begun differently after `depth` steps."""
    ended, ways = 0, Counter({0: 1})
    for _ in range(depth):
        after: Counter[int] = Counter()
        for number, many in ways.items():
            for to, _ in states[number].steps.values():
                after[to] += many
            ended += 0 if states[number].steps else many
        ways = after
    return ended + ways.total()


def _endings(states: list[State]) -> list[Ending]:
    """All ways to end, with the number of orders for each."""
    groups: dict[tuple, list[int]] = {}
    for number, state in enumerate(states):
        if not state.steps:
            groups.setdefault(_looks(state), []).append(number)
    in_turn = _in_turn(states)
    endings = []
    for looks, numbers in groups.items():
        many = _orders_to(states, set(numbers))
        endings.append(Ending(looks[0], numbers, many, bool(in_turn & set(numbers))))
    return sorted(endings, key=lambda ending: not ending.is_bad)


def _looks(state: State) -> tuple:
    """What tells endings apart: the kind, the shared values, what was printed, who is stuck."""
    stuck = tuple((n, t.line, t.waits) for n, t in enumerate(state.threads) if not t.done)
    errors = tuple((n, t.error) for n, t in enumerate(state.threads) if t.error)
    kind = "deadlock" if stuck else "error" if errors else "end"
    return kind, stuck, errors, tuple(state.values.items()), state.out


def _in_turn(states: list[State]) -> set[int]:
    """The last states of the orders in which a thread goes on for as long as it can."""
    seen: set[tuple[int, int | None]] = set()
    todo: list[tuple[int, int | None]] = [(0, None)]
    while todo:
        number, thread = here = todo.pop()
        if here in seen:
            continue
        seen.add(here)
        steps = states[number].steps
        going = [thread] if thread in steps else list(steps)
        todo += [(steps[one][0], one) for one in going]
    return {number for number, _ in seen if not states[number].steps}


def _orders_to(states: list[State], ends: set[int]) -> int | None:
    """How many ways there are from the first state to one of these; None is without end."""
    before: dict[int, list[int]] = {number: [] for number in range(len(states))}
    for number, state in enumerate(states):
        for to, _ in state.steps.values():
            before[to].append(number)
    reaching, todo = set(ends), deque(ends)
    while todo:
        for number in before[todo.popleft()]:
            if number not in reaching:
                reaching.add(number)
                todo.append(number)
    left = {n: sum(1 for b in before[n] if b in reaching) for n in reaching}
    ways = Counter({0: 1})
    free = deque(number for number in reaching if not left[number])
    done = 0
    while free:  # states all of whose predecessors are counted
        number = free.popleft()
        done += 1
        for to, _ in states[number].steps.values():
            if to in reaching:
                ways[to] += ways[number]
                left[to] -= 1
                if not left[to]:
                    free.append(to)
    return sum(ways[number] for number in ends) if done == len(reaching) else None
