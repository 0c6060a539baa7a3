"""The data of a program as a reader sees it. The standard library only: real threads use it too."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

CONSTANT = (type(None), bool, int, float, str, bytes, range, tuple, frozenset)
BRACKETS = {list: "[…]", tuple: "(…)", deque: "deque([…])", set: "{…}", frozenset: "{…}"}
LIBRARY = ("threading", "queue")
ITS_OWN = {
    *("maxsize", "queue", "mutex", "not_empty", "not_full", "all_tasks_done", "unfinished_tasks"),
    *("is_shutdown", "args", "kwargs", "interval", "finished", "function", "daemon", "name"),
}


def shown(value: Any) -> str | None:
    """Plain data as a reader sees it, equal for what is equal; None for what is not plain data.

    Nothing of the program's own is called for that: it might take steps, or never end.
    """
    if value is None or type(value) in (bool, int, float, str, bytes, range):
        return repr(value)
    kind = type(value)
    if issubclass(kind, dict):
        told = [(shown(key), shown(item)) for key, item in dict.items(value)]
        pairs = [(key, item) for key, item in told if key is not None and item is not None]
        plain = len(pairs) == len(told)
        return f"{{{', '.join(f'{k}: {v}' for k, v in sorted(pairs))}}}" if plain else None
    base = next((one for one in BRACKETS if issubclass(kind, one)), None)
    if base is None:
        return None
    known = [shown(item) for item in base.__iter__(value)]
    items = [item for item in known if item is not None]
    if len(items) < len(known):
        return None
    if base in (set, frozenset):
        items.sort()
    return BRACKETS[base].replace("…", ", ".join(items) + "," * (base is tuple and len(items) == 1))


def in_short(value: Any) -> str:
    """The same, or for what is not plain data, what kind of thing it is."""
    return shown(value) or f"<{type(value).__name__}>"


def places(namespace: dict) -> Iterator[tuple[str, object]]:
    """All that a program's global names lead to, by how the program would write it."""
    seen: set[int] = set()

    def below(name: str, value: object) -> Iterator[tuple[str, object]]:
        yield name, value
        if id(value) in seen or shown(value) is not None:
            return
        seen.add(id(value))
        for path, item in _inner(name, value).items():
            yield from below(path, item)

    for name, value in namespace.items():
        if not name.startswith("__"):
            yield from below(name, value)


def _inner(name: str, value: Any) -> dict[str, object]:
    """What a value leads to: items, attributes of objects, of classes and of functions."""
    if type(value) in (list, tuple):
        return {f"{name}[{number}]": item for number, item in enumerate(value)}
    if type(value) is dict:
        return {f"{name}[{in_short(key)}]": item for key, item in value.items()}
    own = type(value).__module__ == "__main__" or getattr(value, "__module__", "") == "__main__"
    if not own or not hasattr(value, "__dict__"):
        return {}
    of_library = any(base.__module__ in LIBRARY for base in type(value).__mro__)
    return {
        f"{name}.{key}": item
        for key, item in vars(value).items()
        if not (key.startswith("__") and key.endswith("__")) and not callable(item)
        if not (of_library and (key.startswith("_") or key in ITS_OWN))
    }


def shared_values(reached: Iterable[tuple[str, object]], used: frozenset[str]) -> dict[str, str]:
    """The plain data among what a program's global names lead to.

    What no function uses, and cannot be changed from elsewhere, is the main thread's own.
    """
    found = {
        name: shown(value)
        for name, value in reached
        if name in used or not isinstance(value, CONSTANT) or not name.isidentifier()
    }
    return {name: text for name, text in found.items() if text is not None}
