"""The home page's game: what its states and counts are, and what it refuses."""

import pytest

from tools.examples.snippet import BadSnippet, Snippet
from tools.site import descriptions, home, previews


@pytest.fixture(scope="module")
def game() -> home.Game:
    return home.game(Snippet("locks/three_steps.py"))


def walked(game: home.Game, at: int = 0) -> list[bool]:
    """Whether each interleaving loses, by walking all of them."""
    state = game.states[at]
    if state.lost is not None:
        return [state.lost]
    return [lost for to in state.to if to is not None for lost in walked(game, to)]


def test_the_counts_are_those_of_walking_every_order(game):
    found = walked(game)
    assert (len(found), sum(found)) == (game.interleavings, game.lost)
    assert 0 < game.lost < game.interleavings


def test_the_lines_are_the_steps_of_the_function(game):
    assert game.function == "pay_in"
    assert [*game.lines.values()] == ["seen = balance", "new = seen + 50", "balance = new"]


def test_the_two_orders_that_stand_there_without_a_script_end_as_they_say(game):
    assert game.in_turn[-1].value == "100"
    assert game.losing[-1].value == "50"
    assert {move.thread for move in game.losing} == {1, 2}


def test_a_program_in_which_nothing_is_lost_is_no_game():
    with pytest.raises(BadSnippet, match="no game"):
        home.game(Snippet("locks/three_steps_locked.py"))


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ('# T\n\n??? question "How `long` is [it](x.md)?"\n\n    Long.\n', "How long is it?"),
        ("# T { #t }\n\nFirst line\nsecond line.\n\nMore.\n", "First line second line."),
        ("# T\n\n```python\nx = 1\n```\n", ""),
    ],
)
def test_a_description_is_derived_from_the_page(markdown, wanted):
    assert descriptions.of(markdown) == wanted


def test_a_long_description_ends_with_a_whole_word():
    found = descriptions.of("word " * 100)
    assert len(found) <= descriptions.MOST
    assert found.endswith("word…")


def test_a_preview_is_a_small_png_and_the_same_each_time():
    first, second = (previews.preview("Waiting with join", "Site") for _ in range(2))
    assert first == second
    assert first.startswith(b"\x89PNG")
    assert len(first) < 60_000
    assert first != previews.preview("Races", "Site")
