"""Make of matplotlib's SVG one that takes its colours and its font from the page around it."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

# What no chart uses by itself, each replaced by a class that has a colour of the theme.
TEXT, GRID = "#010101", "#020202"
SERIES = [f"#03030{n}" for n in range(1, 9)]
CORNER = "corner"  # begins the ids of the marks in the corners of the axes
SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
# What a page does without: frames, dates, and the styles that charts.css has once for all charts.
DROPPED = {"metadata", "style", "clipPath", "title"}
DIGITS = re.compile(r"(\d+\.\d)\d+")
UNTURNED = re.compile(r"rotate\(-0(?:\.0+)? [^)]*\)")


def for_page(
    source: bytes, title: str, kind: str, log: Sequence[bool], values: Sequence[Sequence[float]]
) -> str:
    """The text of the SVG, with what a script must know of its axes.

    `log` says which axis is logarithmic; `values` are those in two opposite corners.
    """
    root = ElementTree.fromstring(source)
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
    _drop(root)
    places = [_corner(root, number) for number in range(len(values))]
    for element in root.iter():
        _restyle(element)
        _shorten(element)
    _name_ids(root, f"chart-{hashlib.sha256(source).hexdigest()[:8]}")
    _unwrap(root)
    facts = {"log": list(log), "values": [list(corner) for corner in values], "places": places}
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib = {
        "class": "chart",
        "role": "img",
        "aria-label": title,
        "data-kind": kind,
        "data-axes": json.dumps(facts),
    } | root.attrib
    return ElementTree.tostring(root, "unicode", short_empty_elements=True)


def _parents(root: Element) -> Iterator[tuple[Element, Element]]:
    return ((parent, child) for parent in list(root.iter()) for child in list(parent))


def _drop(root: Element) -> None:
    for parent, child in _parents(root):
        child.tail = None
        if child.tag in DROPPED or not isinstance(child.tag, str):
            parent.remove(child)
        elif child.tag != "text" and not (child.text or "").strip():
            child.text = None
    root.text = None


def _corner(root: Element, number: int) -> list[float]:
    """Where a corner of the axes is; its mark is removed."""
    for parent, child in _parents(root):
        if child.get("id") == f"{CORNER}{number}":
            parent.remove(child)
            use = next(child.iter("use"))
            return [float(use.attrib["x"]), float(use.attrib["y"])]
    raise LookupError(f"the chart has no {CORNER}{number}")


def _restyle(element: Element) -> None:
    """Replace styles by classes that the theme knows."""
    rules = (rule.partition(":") for rule in element.attrib.pop("style", "").split(";"))
    style = {name.strip(): value.strip() for name, _, value in rules}
    fill, stroke = style.get("fill"), style.get("stroke")
    if element.tag == "text":
        if anchor := style.get("text-anchor"):
            element.set("text-anchor", anchor)
    elif stroke in SERIES:
        line = "line " if fill == "none" else ""
        element.set("class", f"{line}s{SERIES.index(stroke) + 1}")
    elif stroke == GRID:
        element.set("class", "grid")
    elif kept := {k: v for k, v in style.items() if k in ("fill", "stroke", "stroke-dasharray")}:
        said = ";".join(f"{name}:{value}" for name, value in kept.items())
        element.set("style", said.replace(TEXT, "var(--chart-text)"))


def _shorten(element: Element) -> None:
    """One digit after the point is a tenth of a pixel; what is not turned needs no turning."""
    for name, value in list(element.attrib.items()):
        if name == "clip-path" or (name == "transform" and UNTURNED.fullmatch(value)):
            del element.attrib[name]
        elif name == f"{XLINK}href":
            element.set("href", element.attrib.pop(name))
        elif name == "d":
            element.set(name, " ".join(DIGITS.sub(r"\1", value).split()))
        elif name in ("x", "y", "transform", "viewBox"):
            element.set(name, DIGITS.sub(r"\1", value))


def _name_ids(root: Element, chart: str) -> None:
    """Ids that nothing refers to go; the others are this chart's own on a page with several."""
    used = {element.attrib["href"][1:] for element in root.iter() if "href" in element.attrib}
    for element in root.iter():
        if (name := element.attrib.pop("id", None)) in used:
            element.set("id", f"{chart}-{name}")
        if href := element.get("href"):
            element.set("href", f"#{chart}-{href[1:]}")


def _unwrap(root: Element) -> None:
    """Put what stands in groups and definitions that say nothing into what is around them."""
    for parent in list(root.iter()):
        found = []
        for child in parent:
            _unwrap(child)
            if child.tag == "g" and not child.attrib:
                found += list(child)
            elif child.tag != "defs" or len(child):
                found.append(child)
        parent[:] = found
