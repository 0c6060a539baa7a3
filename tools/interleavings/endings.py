"""What the interleavings of a program come to, told from the graph of its states."""

from collections import Counter, deque
from collections.abc import Iterable, Sequence

from tools.interleavings.facts import Ending, Kind, State, thread_of

Graph = Sequence[State]


def of(states: Graph) -> tuple[Ending, ...]:
    """All ways to end, the bad ones first."""
    groups: dict[tuple, list[int]] = {}
    for number, state in enumerate(states):
        if state.may_end or not state.steps:
            groups.setdefault(_comes_to(state), []).append(number)
    circles = _without_end(states, {number for group in groups.values() for number in group})
    for circle in circles:
        groups.setdefault((Kind.LIVELOCK, *_round(states, circle)), []).extend(circle)
    finals, ways = _in_turn(states), _shortest(states)
    found = []
    for (kind, *_), numbers in groups.items():
        shortest = min((ways[number] for number in numbers), key=len)
        count = _count_to(states, set(numbers), absorbing=kind is Kind.LIVELOCK)
        in_turn = not finals.isdisjoint(numbers)
        found.append(Ending(kind, tuple(numbers), count, in_turn, shortest))
    return tuple(sorted(found, key=lambda ending: not ending.is_bad))


def _comes_to(state: State) -> tuple:
    """What tells endings apart: values, errors, who is stuck; the lines printed, in any order."""
    stuck = tuple((n, t.line, t.awaited) for n, t in enumerate(state.threads) if not t.done)
    errors = tuple((n, t.error) for n, t in enumerate(state.threads) if t.error)
    printed = tuple(sorted(state.out.splitlines()))
    kind = Kind.ERROR if errors else Kind.END
    if not state.may_end:
        kind = Kind.DEADLOCK
    else:
        stuck = ()  # daemon threads are cut off
    return kind, stuck, errors, tuple(state.values.items()), printed


def _round(states: Graph, circle: Iterable[int]) -> tuple:
    """What tells rounds without an end apart: who goes round, what the others stand in."""
    numbers = sorted(circle)
    movers = {thread_of(move) for number in numbers for move in states[number].steps}
    threads = enumerate(states[numbers[0]].threads)
    stuck = tuple((n, t.error or t.line) for n, t in threads if n not in movers)
    return tuple(sorted(movers)), stuck, tuple(states[numbers[0]].values.items())


def _without_end(states: Graph, ends: set[int]) -> list[set[int]]:
    """The circles of states that no step leads out of."""
    before = _before(states)
    reaching = _closure(ends, before)
    lost = {number for number in range(len(states)) if number not in reaching}
    after = {n: {step.to for step in states[n].steps.values()} for n in lost}
    circles: list[set[int]] = []
    for number in lost:
        if any(number in circle for circle in circles):
            continue
        ahead = _closure({number}, after)
        if all(number in _closure({other}, after) for other in ahead):
            circles.append(ahead)
    return circles


def _before(states: Graph) -> dict[int, set[int]]:
    before: dict[int, set[int]] = {number: set() for number in range(len(states))}
    for number, state in enumerate(states):
        for step in state.steps.values():
            before[step.to].add(number)
    return before


def _closure(start: set[int], edges: dict[int, set[int]]) -> set[int]:
    found, todo = set(start), deque(start)
    while todo:
        for number in edges[todo.popleft()] - found:
            found.add(number)
            todo.append(number)
    return found


def _shortest(states: Graph) -> dict[int, tuple[str, ...]]:
    """The shortest way to each state."""
    ways: dict[int, tuple[str, ...]] = {0: ()}
    todo = deque([0])
    while todo:
        number = todo.popleft()
        for move, step in states[number].steps.items():
            if step.to not in ways:
                ways[step.to] = (*ways[number], move)
                todo.append(step.to)
    return ways


def _in_turn(states: Graph) -> set[int]:
    """The last states of the interleavings in which a thread goes on for as long as it can.

    A thread that comes to a state for the second time waits in a loop: there others may go on.
    """
    finals: set[int] = set()
    seen: set[tuple[int, int]] = set()
    todo = [(0, thread_of(move)) for move in states[0].steps]
    finals |= {0} if not todo else set()
    while todo:
        start, thread = todo.pop()
        if (start, thread) in seen:
            continue
        seen.add((start, thread))
        visited, left = _turn(states, start, thread)
        finals |= {n for n in visited if states[n].may_end or not states[n].steps}
        for number in left:
            others = {thread_of(move) for move in states[number].steps}
            todo += [(number, other) for other in others if other != thread]
    return finals


def _turn(states: Graph, start: int, thread: int) -> tuple[set[int], set[int]]:
    """The states that a thread comes to by itself, and those in which others may go on."""
    visited, left = set(), set()
    todo = [(start, frozenset[int]())]
    while todo:
        number, before = todo.pop()
        moves = [m for m in states[number].steps if thread_of(m) == thread]
        if number in before or not moves:
            left.add(number)
        if number not in visited:
            todo += [(states[number].steps[move].to, before | {number}) for move in moves]
        visited.add(number)
    return visited, left


def _count_to(states: Graph, ends: set[int], absorbing: bool) -> int | None:
    """How many ways there are from the first state to one of these; None is without end."""
    reaching = _closure(ends, _before(states))

    def out(number: int) -> list[int]:
        if absorbing and number in ends:
            return []
        return [step.to for step in states[number].steps.values() if step.to in reaching]

    left: Counter[int] = Counter(to for number in reaching for to in out(number))
    ways = Counter({0: 1})
    free = deque(number for number in reaching if not left[number])
    done = 0
    while free:  # states all of whose predecessors are counted
        number = free.popleft()
        done += 1
        for to in out(number):
            ways[to] += ways[number]
            left[to] -= 1
            if not left[to]:
                free.append(to)
    return sum(ways[number] for number in ends) if done == len(reaching) else None
