"""`tools.examples.page`: which examples a page shows, and where."""

import itertools
import re

import markdown
import pytest

from tools.examples import page as pages

INCLUDE = '--8<-- "threads/join.py"'
EXTENSIONS = {
    "admonition": {},
    "attr_list": {},
    "pymdownx.details": {},
    "pymdownx.highlight": {"pygments_lang_class": True},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
}
CONTAINERS = {
    "page": ("", ""),
    "tab": ('=== "Tab"\n\n', "    "),
    "admonition": ("!!! note\n\n", "    "),
    "details": ('??? note "More"\n\n', "    "),
    "list": ("- item\n\n", "    "),
    "numbered list": ("1. item\n\n", "    "),
    "tab with tabs": ('=== "Tab"\n\n', "\t"),
    "blockquote": ("", "> "),
}
# Of Python, in each container: 6.
FENCES = f"""
```python
{INCLUDE}
```

~~~py

{INCLUDE}
~~~

`````{{.python3 title="a b" .x}}
```
{INCLUDE}
```
`````

````{{ #id .python }}
{INCLUDE}
````

```pycon
>>> 1
```
``` python
```

```text
{INCLUDE}
```

```
{INCLUDE}
```

````markdown
```python
{INCLUDE}
```
````
"""


@pytest.fixture
def folder(tmp_path):
    """A folder of snippets."""
    (tmp_path / "threads").mkdir()
    (tmp_path / "threads/join.py").write_text(
        "".join(
            f"# --8<-- [{mark}]\n"
            for mark in ("end:turned", "start:turned", "start:empty", "end:empty", "start:middle")
        )
        + "1\n# --8<-- [end:middle]\n"
    )
    (tmp_path / "threads/join_waits.py").write_text("")
    (tmp_path / "threads/outcomes.py").write_text("")
    return tmp_path


def inside(containers: tuple[str, ...], text: str) -> str:
    """A text in a container in a container in ..."""
    for container in reversed(containers):
        head, indent = CONTAINERS[container]
        text = head + "".join(f"{indent}{line}\n" for line in text.splitlines())
    return text


def python_of(text: str) -> list[pages.Fence]:
    return [fence for fence in pages.fences(text) if fence.is_python]


def rendered(text: str) -> int:
    """How many blocks of Python a reader sees."""
    html = markdown.markdown(text, extensions=list(EXTENSIONS), extension_configs=EXTENSIONS)
    return len(re.findall(r"<div [^>]*language-py", html))


@pytest.mark.parametrize("outer", CONTAINERS)
def test_our_fences_are_those_that_are_rendered_at_any_depth(outer):
    for inner, innermost in itertools.product(CONTAINERS, ("page", outer)):
        if {outer, inner} == {"blockquote", "tab with tabs"}:
            continue  # where a tab in a quote ends is a question of its own
        text = inside((outer, inner, innermost), FENCES)
        found = python_of(text)
        assert len(found) == rendered(text) == 6, text
        assert text.splitlines()[found[0].line - 1].endswith("```python")


# Each is a page of which only the last fence, after the mistake, is a block of Python.
@pytest.mark.parametrize(
    "text",
    [
        '=== "A"\n\n    ```text\n    never closed\n\n=== "B"\n\n    ```python\n    1\n    ```\n',
        "- ```python\n- item\n\n```python\n1\n```\n",
        "> ```python\n> 1\n\nText\n\n```python\n1\n```\n",
        "!!! note\n\n    ```text\n\n    ~~~\n\nText\n\n```python\n1\n```\n",
        "````text\n```python\n1\n```\n````\n\n~~~python\n1\n~~~\n",
        "```text\n    ```\n```\n\n```python\n1\n```\n",
        "> ```text\n> > ```\n\nText\n\n```python\n1\n```\n",
    ],
)
def test_an_unclosed_fence_hides_no_later_one(text):
    found = python_of(text)
    assert [fence.line for fence in found] == [text.rstrip().count("\n") - 1]
    assert rendered(text) == 1


@pytest.mark.parametrize(
    "text", ["```python\n1\n", "```python\n1\n~~~\n", "````python\n1\n```\n", "`python`\n"]
)
def test_a_fence_that_is_never_closed_is_none(text):
    assert python_of(text) == []
    assert rendered(text) == 0


def test_a_fence_knows_its_line_indent_and_text():
    (fence,) = pages.fences("Text\n\n- item\n\n    ~~~~{.python .x}\n    a\n\n      b\n    ~~~~\n")
    assert fence == pages.Fence(5, "    ", "~~~~", "{.python .x}", ("a", "", "  b"))


@pytest.mark.parametrize(
    ("info", "is_python"),
    [
        ("python", True),
        ("py", True),
        ("python3", True),
        ("pycon", True),
        ("Python", True),
        (".python", True),
        ("{.python}", True),
        ('{ .py hl_lines="1 2" }', True),
        ("{#here .python}", True),
        ('{title="x" .py3}', True),
        ("{python}", True),
        ("python{.x}", True),
        ("numpy", True),
        ("", False),
        ("text", False),
        ("{.text .python-like}", False),
        ("{#python}", False),
        ("console", False),
        ("bash", False),
        ("no-such-language", False),
    ],
)
def test_python_is_known_by_any_of_its_names(info, is_python):
    assert bool(python_of(f"```{info}\n1\n```\n")) is is_python


@pytest.mark.parametrize("info", ["python", "py", "{.python}", "{ .python }", "{#x .py3}"])
@pytest.mark.parametrize("body", [INCLUDE, f"\n{INCLUDE}\n", '-8<- "threads/join.py"'])
def test_a_fence_with_one_include_is_an_example(folder, info, body):
    (example,) = pages.examples(f"Text\n\n```{info}\n{body}\n```\n", folder)
    assert isinstance(example, pages.Shown)
    assert example.section is None
    assert example.snippet.name == "threads/join.py"
    assert example.snippet.path.is_file()
    assert example.fence.line == 3


@pytest.mark.parametrize("container", CONTAINERS)
def test_an_example_is_found_in_any_container(folder, container):
    (example,) = pages.examples(inside((container,), f"```python\n{INCLUDE}\n```"), folder)
    assert isinstance(example, pages.Shown)
    assert example.snippet.name == "threads/join.py"


def test_a_marked_part_is_an_example_of_its_snippet(folder):
    text = '```python\n--8<-- "threads/join.py:middle"\n```\n'
    (example,) = pages.examples(text, folder)
    assert (example.snippet.name, example.section) == ("threads/join.py", "middle")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("print(1)", "Python is typed into the page"),
        ("", "Python is typed into the page"),
        (f"{INCLUDE}\nprint(1)", "Python is typed into the page"),
        (f"{INCLUDE}\n{INCLUDE}", "Python is typed into the page"),
        ("--8<--\nthreads/join.py\n--8<--", "Python is typed into the page"),
        ("--8<-- threads/join.py", "is not an include"),
        ("--8<-- 'threads/join.py'", "is not an include"),
        ('--8<--"threads/join.py"', "is not an include"),
        ('-->8-- "threads/join.py"', "Python is typed into the page"),
        ('--8<-- "threads/join.py:1:2"', "is not an include"),
        ('--8<-- "threads/join.txt"', "is not an include"),
        (f"{INCLUDE} ", "no space around it"),
        (f"  {INCLUDE}", "no space around it"),
        ('--8<-- "threads/jion.py"', "no snippets/threads/jion.py; did you mean threads/join.py?"),
        ('--8<-- "join_wait.py"', "no snippets/join_wait.py; did you mean threads/join_waits.py?"),
        ('--8<-- "zzz.py"', "there is no snippets/zzz.py"),
        ('--8<-- "./threads/join.py"', "did you mean threads/join.py?"),
        ('--8<-- "threads/outcomes.py"', "there is no snippets/threads/outcomes.py"),
        ('--8<-- "threads/join.py:end"', "has no line '# --8<-- [start:end]'"),
        ('--8<-- "threads/join.py:empty"', "has no line '# --8<-- [start:empty]', or after it no"),
        ('--8<-- "threads/join.py:turned"', "has no line '# --8<-- [start:turned]'"),
    ],
)
def test_any_other_python_fence_is_wrong_and_says_how(folder, body, problem):
    (example,) = pages.examples(f"```python\n{body}\n```\n", folder)
    assert isinstance(example, pages.Wrong)
    assert problem in example.problem


@pytest.mark.parametrize(
    ("info", "problem"),
    [
        ("python notest", "in braces"),
        ("python retry:3", "in braces"),
        ('{.python hl_lines="3"}', 'no example has hl_lines="3"'),
        ('python title="x"', "in braces"),
        ("python {.x}", "in braces"),
        ("python{.x}", "in braces"),
        ('python{ title="x" }', "in braces"),
        ("{.python .notest}", "no notest"),
        ("{.python retry=3}", "no retry"),
        ("{.python .picture}", "no example has .picture; there are .timeline, .interleavings"),
    ],
)
def test_options_that_break_a_page_or_its_test_are_wrong(folder, info, problem):
    extras = ("timeline", "interleavings")
    (example,) = pages.examples(f"```{info}\n{INCLUDE}\n```\n", folder, extras)
    assert isinstance(example, pages.Wrong)
    assert problem in example.problem


def test_a_fence_may_ask_for_more(folder):
    (example,) = pages.examples(f"```{{.python .timeline}}\n{INCLUDE}\n```\n", folder)
    assert example.fence.extras == ("timeline",)
    assert isinstance(example, pages.Shown)


def test_a_part_of_an_example_has_no_extras(folder):
    (folder / "threads/join.py").write_text("# --8<-- [start:one]\n1\n# --8<-- [end:one]\n")
    text = '```{.python .timeline}\n--8<-- "threads/join.py:one"\n```\n'
    (example,) = pages.examples(text, folder)
    assert "of a whole example" in example.problem


def test_every_page_is_found(tmp_path):
    for name in ("index.md", "threads/join.md", "threads/join.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    found = [page.relative_to(tmp_path).as_posix() for page in pages.every_page(tmp_path)]
    assert found == ["index.md", "threads/join.md"]


@pytest.mark.parametrize(
    "fence",
    [
        "```\nprint(1)\n```",
        '```text\n--8<-- "threads/join.py"\n```',
        '```yaml\n--8<-- "threads/join.out"\n```',
    ],
)
def test_a_fence_that_hides_an_example_is_a_problem(fence):
    assert [example.problem for example in pages.examples(fence)] == [
        "a fence names its language; a snippet's is python, and a session is none: "
        "what is typed after >>> is run by nobody"
    ]


@pytest.mark.parametrize("language", ["console", "text", "bash", "{.console .x}"])
def test_a_session_that_is_typed_in_is_a_problem(language):
    (wrong,) = pages.examples(f"```{language}\n$ python\n>>> 1 + 1\n2\n```\n")
    assert "what is typed after >>> is run by nobody" in wrong.problem
    assert not pages.examples(f"```{language}\n$ python x.py\n2 >> 1\n```\n")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Text\n\n```python\n1\n", [3]),
        ("```text\n1\n", [1]),
        ("```text\n1\n```\n\n~~~\n", [5]),
        ("!!! note\n\n    ```text\n    1\n\nText\n\n```text\n1\n```\n", [3]),
        ("```text\n1\n```\n", []),
        ("````text\n```\n````\n", []),
    ],
)
def test_a_fence_that_is_never_closed_is_a_problem(text, lines):
    found = pages.examples(text)
    assert [wrong.fence.line for wrong in found] == lines
    assert all(wrong.problem == "this fence is never closed" for wrong in found)
