"""`tools.examples.exercise`: what belongs to an exercise is found by its name."""

import pytest

from tools.examples.exercise import BadExercise, every_exercise, solutions


@pytest.fixture
def made(tmp_path):
    """A function that makes empty files; returns the exercises that they are."""

    def make(*names):
        for name in names:
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("", "utf-8")
        return every_exercise(tmp_path / "exercises", tmp_path / "snippets")

    return make


def test_an_exercise_is_where_its_solution_is(made):
    found = made(
        "exercises/check_tea.py",
        "exercises/tail.py",
        "snippets/threads/tea.py",
        "snippets/capstones/tea.py",
        "snippets/capstones/tea_solution.py",
    )
    assert [one.name for one in found] == ["tea"]
    assert found[0].starter.name == "capstones/tea.py"
    assert found[0].solution.name == "capstones/tea_solution.py"
    assert found[0].published == "capstones/check_tea.py"


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (["snippets/practice/tea.py"], "needs one tea_solution.py in snippets/, has none"),
        (
            ["snippets/practice/tea_solution.py", "snippets/capstones/tea_solution.py"],
            "has snippets/capstones/tea_solution.py, snippets/practice/tea_solution.py",
        ),
        (["snippets/practice/tea_solution.py"], "no snippets/practice/tea.py to begin with"),
    ],
)
def test_a_check_without_its_exercise_is_named(made, there, said):
    with pytest.raises(BadExercise, match=r"check_tea\.py:1: .*") as error:
        made("exercises/check_tea.py", *there)
    assert said in str(error.value)


def test_a_solution_needs_no_check_to_be_found(made, tmp_path):
    made("snippets/practice/tea_solution.py", "snippets/practice/tea.py")
    found = solutions(tmp_path / "snippets")
    assert [snippet.name for snippet in found] == ["practice/tea_solution.py"]
