"""Each component has a style sheet; that those pages load it that have it, `test_site` sees."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import material
import pytest
from coloraide import Color
from saying import fail, line_at
from test_site import STYLES

from tools.files import ROOT, place

RULE = re.compile(r"(?P<who>[^{};/]+)\{(?P<has>[^{}]*)\}")
HIDES = re.compile(r"(?P<who>[^{};]+)\{[^{}]*?(?:display:\s*none|visibility:\s*hidden)")
# What a reader is told of an example, and what warns: on no screen without it.
TOLD = re.compile(
    r"\.(?:example-(?:facts|output|stderr|stale|name)|admonition|quiz)(?![\w-])[^ :>+~]*$"
)

SHEETS = sorted((ROOT / "docs/theme").rglob("*.css"))
MATERIAL = Path(material.__file__).parent / "templates/assets/stylesheets"
DEFINED = re.compile(r"(?<!var\()(--[\w-]+)[\"']?\s*[:,]")  # in a style, or by a script
USED = re.compile(r"var\(\s*(--[\w-]+)")


def lost(css: str, defined: set[str], used: set[str]) -> Iterator[str]:
    """Custom properties that one side has renamed: used without a definition, or the reverse."""
    for number, line in enumerate(css.splitlines(), 1):
        for name in re.findall(r"var\(\s*(--[\w-]+)\s*\)", line):
            if name not in defined:
                yield f"{number}: {name} is defined nowhere; was it renamed?"
        for name in DEFINED.findall(line):
            if name not in used:
                yield f"{number}: {name} is used nowhere; was it renamed?"


def test_a_property_is_both_defined_and_used():
    ours = (
        file
        for folder in ("docs/theme", "tools")
        for file in (ROOT / folder).rglob("*.*")
        if file.suffix in (".css", ".js", ".html", ".j2", ".py")
    )
    theirs = "".join(file.read_text("utf-8") for file in MATERIAL.glob("*.css"))
    text = theirs + "".join(file.read_text("utf-8") for file in ours)
    defined, used = set(DEFINED.findall(text)), set(USED.findall(text) + DEFINED.findall(theirs))
    fail(
        f"{place(sheet)}:{found}"
        for sheet in SHEETS
        for found in lost(sheet.read_text("utf-8"), defined, used)
    )


def test_a_property_that_was_renamed_on_one_side_is_found_with_its_line():
    css = "a {\n  color: var(--ink);\n  top: var(--x, 0);\n  --edge: 1px;\n}"
    assert not list(lost(css, {"--ink"}, {"--edge"}))
    assert [one[:9] for one in lost(css, set(), set())] == ["2: --ink ", "4: --edge"]


FOREIGN = re.compile(r"cm-|s\d+$")  # the editor's own; a number is put after the s of a series
NO_CLASS = re.compile(r"/\*.*?\*/|[\w-]+:[^{;]*;|url\([^)]*\)", re.DOTALL)


def of_nothing(css: str, made: set[str]) -> Iterator[str]:
    """Classes that nothing has any more; of one such as `thread-1`, `thread-` is enough."""
    css = NO_CLASS.sub(lambda found: "\n" * found[0].count("\n"), css)
    for number, line in enumerate(css.splitlines(), 1):
        for name in re.findall(r"\.([a-zA-Z][\w-]*)", line):
            begin = name[: name.rfind("-") + 1]
            if not ({name, begin} & made or FOREIGN.match(name)):
                yield f"{number}: nothing has the class {name}; was it renamed?"


def test_a_class_that_has_a_style_is_there():
    ours = [file for folder in ("docs", "tools") for file in (ROOT / folder).rglob("*.*")]
    theirs = MATERIAL.parents[1].rglob("*.html")
    read = [file for file in ours if file.suffix in (".js", ".html", ".j2", ".py", ".md")]
    text = "".join(file.read_text("utf-8") for file in (*read, *theirs))
    for file in MATERIAL.glob("*.css"):
        text += " ".join(re.findall(r"\.([a-zA-Z][\w-]*)", file.read_text("utf-8")))
    made = set(re.findall(r"[\w-]+", text))
    fail(
        f"{place(sheet)}:{found}"
        for sheet in SHEETS
        for found in of_nothing(sheet.read_text("utf-8"), made)
    )
    css = "/* .no */\n.tea {\n  top: 0.5em;\n}\n.thread-1 .pot:hover {}"
    assert list(of_nothing(css, {"tea", "thread-"})) == [
        "5: nothing has the class pot; was it renamed?"
    ]


GIVEN = re.compile(
    r"(?:class(?:Name)?(?::| =)|classList\.(?:add|remove|toggle)\()\s*"
    r"(?:\"(?P<whole>[^\"]+)\"|`(?P<filled>[^`]+)`)"
)
LOOKED_FOR = re.compile(r"\.classList\.contains\(\"([\w-]+)\"|\.([a-zA-Z][\w-]*)")


def of_no_style(script: str, known: set[str]) -> Iterator[str]:
    """Classes that a script gives, and nothing knows; of `thread-1`, `thread-` is enough."""
    for number, line in enumerate(script.splitlines(), 1):
        for given in GIVEN.finditer(line):
            for name in re.sub(r"\$\{[^}]*\}", "\0", given["whole"] or given["filled"]).split():
                begin, filled, _ = name.partition("\0")
                if not any(one.startswith(begin) if filled else one == begin for one in known):
                    yield f"{number}: nothing knows the class {begin}; was it renamed?"


def test_a_class_that_a_script_gives_is_known():
    scripts = sorted((ROOT / "docs/theme").rglob("*.js"))
    read = [*SHEETS, *scripts, *MATERIAL.glob("*.css"), *(ROOT / "tests/browser").glob("*.py")]
    text = "\n".join(file.read_text("utf-8") for file in read)
    known = {name for pair in LOOKED_FOR.findall(text) for name in pair}
    fail(
        f"{place(file)}:{found}"
        for file in scripts
        for found in of_no_style(file.read_text("utf-8"), known)
    )
    script = 'make("p", { className: "tea pot" });\nrow.classList.add(`thread-${n} lid-${n}`);'
    assert list(of_no_style(script, {"tea", "thread-1"})) == [
        "1: nothing knows the class pot; was it renamed?",
        "2: nothing knows the class lid-; was it renamed?",
    ]


def twice(sheets: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Custom properties that one rule has in two sheets: who renames one of them sees nothing."""
    seen: dict[tuple[str, str], str] = {}
    for name, css in sheets:
        for rule in RULE.finditer(css):
            for prop in DEFINED.findall(rule["has"]):
                key = " ".join(rule["who"].split()), prop
                if seen.setdefault(key, name) != name:
                    yield f"{name}: {prop} stands in {seen[key]} for {key[0]}, too; let one have it"


def test_no_property_has_its_value_in_two_sheets():
    fail(twice((place(sheet), sheet.read_text("utf-8")) for sheet in SHEETS))
    found = list(twice([("a", ":root {\n--x: 1;\n}"), ("b", "b {}\n:root { --x: 2; }")]))
    assert found == ["b: --x stands in a for :root, too; let one have it"]


SERIES = re.compile(r"\.(?P<name>s\d+) *\{\s*--series: (?P<color>[^;]+);")


def alike(css: str) -> list[str]:
    """The series of a chart that have the colour of another one."""
    series = {found["name"]: found["color"] for found in SERIES.finditer(css)}
    return [name for name, color in series.items() if [*series.values()].count(color) > 1]


def test_each_series_of_a_chart_has_a_colour_of_its_own():
    css = (ROOT / "docs/theme/assets/charts.css").read_text("utf-8")
    assert len(SERIES.findall(css)) > 4
    assert not alike(css)
    theme = (ROOT / "docs/theme/theme.css").read_text("utf-8")
    colours = re.findall(r"--chart-\d+: *(#\w+)", theme)  # of both schemes
    assert len(colours) == len(set(colours)) > 12
    assert alike(css.replace("var(--chart-3)", "var(--chart-2)")) == ["s2", "s3"]


def hidden(css: str) -> Iterator[tuple[int, str]]:
    """The lines of a style sheet that hide what has to be seen."""
    for rule in HIDES.finditer(css):
        for who in rule["who"].split(","):
            if TOLD.search(who.strip()):
                yield line_at(css, rule.end()), who.strip()


def test_each_style_sheet_is_needed_somewhere(site):
    pages = [file.read_text("utf-8") for file in site.rglob("index.html")]
    unused = [name for name in STYLES if not any(f"assets/{name}" in page for page in pages)]
    fail(f"{name}: nowhere needed" for name in unused)


def test_no_style_sheet_hides_what_readers_are_told():
    assert SHEETS
    fail(
        f"{place(sheet)}:{line}: {who} is hidden, and says what a reader has to know; show it"
        for sheet in SHEETS
        for line, who in hidden(sheet.read_text("utf-8"))
    )


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a {}\n@media screen {\n  .x .example-facts {\n    display: none;\n  }\n}", [4]),
        ("p, .admonition.warning {\n  visibility: hidden }", [2]),
        (".example-facts strong { display: none }\n.quiz-mark { display: none }", []),
    ],
)
def test_what_is_hidden_is_found_with_its_line(css, found):
    assert [line for line, _ in hidden(css)] == found


CONTENT = re.compile(r"\bcontent:(?P<shows>[^;}]*)")
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
ESCAPED = re.compile(r"\\[0-9a-f]{1,6}")


def spoken(css: str) -> Iterator[int]:
    """The lines of a style sheet that put words on a page: no catalogue would have them."""
    for content in CONTENT.finditer(css):
        texts = "".join(ESCAPED.sub("", a + b) for a, b in QUOTED.findall(content["shows"]))
        if re.search(r"[^\W\d_]{2}", texts):
            yield line_at(css, content.start())


def test_no_style_sheet_has_words():
    fail(
        f"{place(sheet)}:{line}: words stand in templates, as messages; attr(data-title) shows one"
        for sheet in SHEETS
        for line in spoken(sheet.read_text("utf-8"))
    )
    assert list(spoken('a { color: red }\nb::before { content: "Passed " }')) == [2]
    assert not list(
        spoken(r'b { content: "\200b" } c { content: attr(data-title) } d { content: "" }')
    )


COLOR = re.compile(r"(--[\w-]+):\s*(#[0-9a-f]{3}(?:[0-9a-f]{3})?)\s*;")
SLATE = "slate"
OF_BOTH = {"--chart-grid", "--quiz-edge"}  # lines that are seen on light and on dark ground


def colours(sheets: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Custom properties that are colours, by light and by dark."""
    light, dark = {}, {}
    for css in sheets:
        for rule in RULE.finditer(css):
            (dark if SLATE in rule["who"] else light).update(COLOR.findall(rule["has"]))
    return light, dark


def not_seen(sheets: Iterable[str]) -> Iterator[str]:
    """Colours that one scheme lacks, or that cannot be told from what they stand on or beside."""
    light, dark = colours(sheets)
    for name in sorted(light.keys() - dark.keys() - OF_BOTH):
        yield f"{name}: in the dark, too, it is {light[name]}"
    for scheme, has in (("light", light), ("dark", light | dark)):
        for name, color in has.items():
            if not re.fullmatch(r"--(thread|chart)-\d+", name):
                continue
            grounds = {"--md-default-bg-color": 3.0}
            if name.startswith("--thread"):
                grounds["--thread-text"] = 4.5
            for ground, least in grounds.items():
                if (found := Color(color).contrast(has[ground])) < least:
                    yield f"{name}, {scheme}: {found:.1f} to 1 beside {ground}; at least {least}"


def test_each_colour_is_seen_by_light_and_in_the_dark():
    texts = [sheet.read_text("utf-8") for sheet in SHEETS]
    light, _ = colours(texts)
    assert len({name for name in light if name.startswith("--thread-")}) > 6
    fail(not_seen(texts))


def test_a_colour_that_is_not_seen_is_found():
    ground = ":root { --md-default-bg-color: #fff; --thread-text: #fff; }\n"
    ground += "[x=slate] { --md-default-bg-color: #111; --thread-text: #000; }\n"
    right = ground + ":root { --thread-1: #00f; }\n[x=slate] { --thread-1: #aaf; }"
    assert not [*not_seen([right])]
    found = " ".join(not_seen([right.replace("[x=slate] { --thread-1: #aaf; }", "")]))
    assert "--thread-1: in the dark, too" in found
    assert "--thread-1, dark: 2.2 to 1 beside --md-default-bg-color" in found


TYPED = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)(?=\()|(?<![-\w])(?:black|white|"
    r"red|green|blue|orange|yellow|purple|gr[ae]y|silver|brown)(?![-\w])"
)
MIXED_WITH = re.compile(r"color-mix\([^;]*")  # a colour that is darker or lighter than another


def typed(css: str) -> Iterator[str]:
    """Colours that a rule has as they are: they stay what they are in the dark."""
    css = re.sub(r"/\*.*?\*/", lambda found: "\n" * found[0].count("\n"), css, flags=re.DOTALL)
    for number, line in enumerate(css.splitlines(), 1):
        name, _, value = line.rpartition("{")[2].partition(":")
        found = TYPED.search(MIXED_WITH.sub("", value))
        if found and not name.strip().startswith("--"):
            yield (
                f"{number}: {found[0]} is the same by light and in the dark; use var(--...), which "
                "both schemes have"
            )


def test_a_rule_takes_its_colours_from_the_scheme():
    fail(f"{place(sheet)}:{found}" for sheet in SHEETS for found in typed(sheet.read_text("utf-8")))
    right = (
        "a:hover {\n --x: #fff;\n color: var(--red);\n background: color-mix(in srgb, #000 9%);\n}"
    )
    assert not [*typed(right)]
    wrong = "a {\n  color: #a8271b;\n  border: 1px solid white;\n  fill: rgb(1 2 3);\n}"
    assert [one[:2] for one in typed(wrong)] == ["2:", "3:", "4:"]
