"""The home page's game: what its states and counts are, and what it refuses."""

from types import SimpleNamespace

import pytest

from tools.examples.outcome import BadOutcome
from tools.examples.snippet import BadSnippet, Snippet
from tools.interleavings.facts import Refusal, Refused, Why
from tools.site import descriptions, home, previews
from tools.site.build import Build
from tools.site.telling import Telling


@pytest.fixture(scope="module")
def game() -> home.Game:
    return home.game(Snippet("locks/three_steps.py"))


NAME = "locks/three_steps.py"


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


def test_a_program_of_the_home_page_that_is_gone_is_told(tmp_path, caplog):
    build = Build(tmp_path / "docs" / "en", Telling("en"))
    page = SimpleNamespace(file=SimpleNamespace(src_uri="index.md"), url="")
    home.placed(build, page, ["<!-- home: timeline locks/three_step.py -->"])
    assert "there is no snippets/locks/three_step.py; did you mean" in caplog.text


def test_a_program_in_which_nothing_is_lost_is_no_game():
    with pytest.raises(BadSnippet, match="no game"):
        home.game(Snippet("locks/three_steps_locked.py"))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BadOutcome("outcomes.py:3: SyntaxError"), "outcomes.py:3: SyntaxError"),
        (Refused(Refusal("x/y.py", 7, Why.NO_END)), "snippets/x/y.py:7: This goes round and round"),
        (KeyError("lane"), f"{NAME}: its game cannot be made of it; a fault of ours"),
    ],
)
def test_no_program_of_the_home_page_can_end_a_build(tmp_path, monkeypatch, caplog, error, said):
    def fail(_):
        raise error

    monkeypatch.setattr(home, "game", fail)
    build = Build(tmp_path / "docs" / "en", Telling("en"))
    page = SimpleNamespace(file=SimpleNamespace(src_uri="index.md"), url="")
    lines = home.placed(build, page, ["# Home", f"<!-- home: game {NAME} -->", "Text."])
    assert said in build.filled("index.md", "\n".join(lines))
    assert f"docs/en/index.md:2: {said}" in caplog.text


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
