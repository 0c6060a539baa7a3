"""`tools.site.markup`: what is done to the HTML of every page."""

import re

import pytest

from tools.site.markup import bound, polished


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("max_tasks_per_child", ["max_", "tasks_", "per_", "child"]),
        ("concurrent.futures", ["concurrent.", "futures"]),
        ("ProcessPoolExecutor", ["Process", "Pool", "Executor"]),
        ("Queue(maxsize=2)", ["Queue(", "maxsize=2)"]),
        ("get()", ["get()"]),
        ("append(x)", ["append(x)"]),
        ("__name__", ["__name__"]),
        ("3.14.10", ["3.14.10"]),
        ("maxsize", ["maxsize"]),
        ("two_at_the_queue.py", ["two_", "at_", "the_", "queue.py"]),
        ("os.python", ["os.", "python"]),
    ],
)
def test_an_identifier_may_break_where_its_parts_meet(code, parts):
    assert polished(f"<p><code>{code}</code></p>") == f"<p><code>{'<wbr>'.join(parts)}</code></p>"


def test_no_line_ends_at_the_hyphen_that_begins_an_option():
    page = polished("<p><code>pytest -k not_slow --with-pool x-y</code></p>")
    assert '<span class="option">-k</span> not_<wbr>slow' in page
    assert '<span class="option">--with</span>-pool x-y' in page


@pytest.mark.parametrize(
    ("token", "kept"),
    [
        (
            '<span class="s2">&quot;-m x --no-dashboard -X&quot;</span>',
            ["-m", "--no-dashboard", "-X"],
        ),
        ('<span class="s2">&quot;- ended: x-y&quot;</span>', []),
        ('<span class="c1"># nobody sets it</span>', ["# nobody"]),
        ('<span class="c1"># https://example.org/a</span>', []),
        ('<span class="o">-</span> x', []),
    ],
)
def test_no_line_of_a_program_ends_within_an_option_or_with_the_sign_of_a_comment(token, kept):
    page = polished(f"<pre><span></span><code>{token}</code></pre>")
    assert re.findall('<span class="option">(.*?)</span>', page) == kept
    assert re.sub('<span class="option">(.*?)</span>', r"\1", page) == (
        f"<pre><span></span><code>{token}</code></pre>"
    )


@pytest.mark.parametrize(
    ("code", "kept"),
    [("{}args", "*"), ("{}options", "**"), ('{}<span class="mi">1</span>', "-"), ("{} 2", "")],
)
def test_no_line_of_a_program_parts_a_star_or_a_sign_from_what_follows(code, kept):
    operator = f'<span class="o">{kept or "*"}</span>'
    page = f"<pre><span></span><code>{code.format(operator)}</code></pre>"
    expected = page.replace('class="o"', 'class="o option"') if kept else page
    assert polished(page) == expected


def test_text_and_programs_have_no_such_places():
    page = "<p>max_tasks</p><pre><span></span><code><span>max_tasks\n</span></code></pre>"
    assert polished(page) == page


@pytest.mark.parametrize(
    "text",
    ["10_µs.", "<b>1.5_s</b>", "by 8_% (x86)", "4_kB,", "20:29_UTC", "PEP_703", "CPython_3.14"],
)
def test_no_line_parts_a_number_and_its_unit(text):
    assert bound(text.replace("_", "\n")) == text.replace("_", "\N{NO-BREAK SPACE}")


def test_no_line_parts_keys_that_are_pressed_together():
    page = "<title>Ctrl-C</title><p>press Ctrl-C</p><code>Ctrl-C</code>"
    kept = '<p>press <span class="option">Ctrl-C</span></p>'
    assert bound(page) == page.replace("<p>press Ctrl-C</p>", kept)


def test_no_line_begins_with_a_point():
    assert bound("<a>x</a> ·\n<a>y</a>") == "<a>x</a>\N{NO-BREAK SPACE}·\n<a>y</a>"


@pytest.mark.parametrize(
    "text", ["3 sons", "2 a", "<a b='5 s'>", "<pre><code>5 s</code> 5 s</pre>"]
)
def test_nothing_else_is_bound(text):
    assert bound(text) == text


def test_plain_tokens_need_no_element_of_their_own():
    line = '<span class="n">put</span><span class="p">(</span><span class="w"> </span>'
    assert polished(line) == 'put<span class="p">(</span> '


def test_a_long_program_tells_its_length():
    line = '<span id="__line-0-{}">x\n</span>'
    short = "".join(map(line.format, range(48)))
    program = "<pre><span></span><code>{}</code></pre>"
    assert polished(program.format(short)) == program.format(short)
    assert '<code class="long" style="--lines:49">' in polished(program.format(short + line))


def test_a_corner_of_a_table_is_no_heading():
    row = '<th style="text-align: left;"></th><th>Linux</th>'
    assert polished(row) == '<td style="text-align: left;"></td><th>Linux</th>'


def test_a_line_of_code_tells_how_far_in_it_starts():
    line = '<span id="__line-0-7">    <span class="k">return</span>'
    assert polished(line) == (
        '<span id="__line-0-7" style="--in:4">    <span class="k">return</span>'
    )
