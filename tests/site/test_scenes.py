"""`tools.site.scenes`: what exercises say in the page is a message."""

import ast

import pytest

from tools.browser.judge import programs
from tools.examples.exercise import every_exercise
from tools.site.scenes import told

SCENES = [one.scenes for one in every_exercise() if one.scenes]
SCENE = '''"""Judges."""


def one():
    """Ann
    sends 30."""
    b = "é"
    assert ["é", b] == 1, f"Not {b!r}, {b:>3} " "and { not \\\\r."
'''


@pytest.mark.parametrize("file", SCENES, ids=lambda file: file.stem)
def test_every_message_of_a_scene_can_be_another(file):
    source = file.read_text("utf-8")
    assert told(source, str) == source
    marked = told(source, lambda text: f"⟦{text}⟧")
    every = [one.title for one in programs("", marked)]
    for node in ast.walk(ast.parse(marked)):
        if isinstance(node, ast.Assert):
            every.append(
                ast.literal_eval(node.msg)
                if isinstance(node.msg, ast.Constant)
                else node.msg.values[0].value + node.msg.values[-1].value
            )
    assert every
    assert all(text.startswith("⟦") and text.endswith("⟧") for text in every)


def test_a_message_keeps_its_fields():
    asked = []
    german = {
        "Ann sends 30.": "Ann schickt 30.",
        "Not {b!r}, {b:>3} and {{ not \\r.": "{b:>3}, nicht {{ \\r, '{b!r}'",
    }
    source = told(SCENE, lambda text: asked.append(text) or german[text])
    assert sorted(asked) == sorted(german)
    space = {}
    exec(source, space)
    assert space["one"].__doc__ == "Ann schickt 30."
    with pytest.raises(AssertionError) as raised:
        space["one"]()
    assert str(raised.value) == "  é, nicht { \\r, ''é''"
