"""A check is weakened as it is told, and a weaker one is noticed."""

import wrong_solutions
from check_mutants import Check, unnoticed, weakened
from snippet_mutants import mutants
from test_exercises import EXERCISES, checks, refusals

CHECK = '''"""A check."""
def test_it(tmp_path):
    a, b = ask(what, tmp_path)
    if a != [2, 1] or b:
        tell(
            "It is wrong."
        )
    for one in found:
        if one < 40:
            tell(one)
    if a not in c:
        tell(a)
    if b != 3:
        tell(b)
    for one in found:
        one.start()


def what(limit=60):
    seen["tea"] = hot()
    serve(limit=5, patience=5)
    if account(limit=500) == 5:
        pass
'''


def test_each_way_to_weaken_a_check_is_made_and_no_other():
    assert [(mutant.kind, mutant.change) for mutant in mutants(CHECK, Check)] == [
        ("or", "if a != [2, 1] or b: -> if a != [2, 1]:"),
        ("or", "if a != [2, 1] or b: -> if b:"),
        (
            "order",
            "if a != [2, 1] or b: -> if sorted(a, key=repr) != sorted([2, 1], key=repr) or b:",
        ),
        ("length", "if a != [2, 1] or b: -> if len(a) != len([2, 1]) or b:"),
        ("first", "if a != [2, 1] or b: -> if (a)[:1] != ([2, 1])[:1] or b:"),
        (
            "shorter",
            "if a != [2, 1] or b: -> if any(a != b for a, b in zip(a, [2, 1])) or b:",
        ),
        ("tell", 'tell( / "It is wrong." / ) -> pass /  / '),
        ("loop", 'for one in found: -> for one in __import__("itertools").islice(found, 1):'),
        ("number", "if one < 40: -> if one < 4:"),
        ("tell", "tell(one) -> pass"),
        (
            "order",
            "if a not in c: -> if sorted(a, key=repr) not in [sorted(_, key=repr) for _ in c]:",
        ),
        ("length", "if a not in c: -> if len(a) not in [len(_) for _ in c]:"),
        ("first", "if a not in c: -> if (a)[:1] not in [(_)[:1] for _ in c]:"),
        ("tell", "tell(a) -> pass"),
        ("number", "if b != 3: -> if (b) - (3) < 0:"),
        ("number", "if b != 3: -> if (b) - (3) > 0:"),
        ("tell", "tell(b) -> pass"),
        ("limit", "def what(limit=60): -> def what(limit=10 * 60):"),
        ("look", 'seen["tea"] = hot() -> pass'),
        ("limit", "serve(limit=5, patience=5) -> serve(limit=10 * 5, patience=5)"),
    ]


SCENE = "assert a == 3 and b < 30\n"


def test_each_way_to_weaken_a_scene_is_made_and_no_other():
    assert [(mutant.kind, mutant.change) for mutant in mutants(SCENE, Check)] == [
        ("assert", "assert a == 3 and b < 30 -> pass"),
        ("or", "assert a == 3 and b < 30 -> assert a == 3"),
        ("or", "assert a == 3 and b < 30 -> assert b < 30"),
        ("number", "assert a == 3 and b < 30 -> assert (a) - (3) <= 0 and b < 30"),
        ("number", "assert a == 3 and b < 30 -> assert (a) - (3) >= 0 and b < 30"),
        ("number", "assert a == 3 and b < 30 -> assert a == 3 and b < 300"),
    ]


def test_a_comparison_that_forgets_the_order_is_noticed_by_what_has_another_order(tmp_path):
    """It was not, before there was a wrong solution that cooks the last order first."""
    exercise = EXERCISES["late_guests"]
    text = checks()[exercise.published]
    of_order = [
        one
        for one in weakened(exercise.name, text)
        if one.mutant.kind == "order" and one.function == "test_late_guests_get_their_dish"
    ]
    assert len(of_order) == 1
    wrong = wrong_solutions.ALL["late_guests"]
    names = ["asks whether it is empty", "the last order is cooked first"]
    found = refusals(exercise, {name: wrong[name] for name in names}, tmp_path, limit=60)
    old, new = (found[name] for name in names)
    assert unnoticed(of_order[0], text, [old])
    assert not unnoticed(of_order[0], text, [old, new])
