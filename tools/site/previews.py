"""Pictures that are made when the site is built: one a page for previews of links, and icons.

Material's plugin for them needs Cairo installed on the system, and fetches its fonts.
"""

import hashlib
import io
import textwrap
from collections.abc import Iterable
from pathlib import Path

from mkdocs.structure.pages import Page
from PIL import Image, ImageDraw, ImageFont

from tools import cache
from tools.files import ROOT

FONT = ROOT / "docs/theme/assets/fonts/bricolage-grotesque-latin-700-normal.woff2"
SIZE = (1200, 630)  # pixels: what Open Graph's readers crop least
PAPER, INK, ONE, TWO = "#fdfcf9", "#14181c", "#1558d6", "#c2410c"
TOUCH = "assets/touch-icon.png"
MARGIN = 80
COLUMNS, LINES = 24, 4
TURNS = (150, 75, 50, 210, 90, 120)  # pixels: two threads take turns along the edge

DOTS = 200  # of which a curve is drawn
HALF = 1.6  # of a line's width, in the mark's own units

# The mark, in a square of 24: for each thread its cubic Bézier curves, as in assets/logo.svg.
CROSSING = (
    (TWO, [((2.5, 7), (9.5, 7), (14.5, 17), (21.5, 17))]),
    (
        ONE,
        [
            ((2.5, 17), (5.5, 17), (8.1, 15.1), (10.5, 13)),
            ((13.6, 10.6), (16, 8.6), (18.6, 7), (21.5, 7)),
        ],
    ),
)


def address(page: Page) -> str:
    """Where a page's picture is published."""
    return f"previews/{page.url.strip('/') or 'index'}.png"


def of(pages: Iterable[Page], site_name: str) -> dict[str, bytes]:
    """The picture of each page, and the icon for the screens of phones, by their addresses."""
    found = {address(page): _cached(headline(page), site_name) for page in pages}
    return found | {TOUCH: touch_icon()}


def _cached(title: str, site_name: str) -> bytes:
    key = cache.key_of(title, site_name, hashlib.sha256(Path(__file__).read_bytes()).hexdigest())
    file = cache.file_of(f"previews/{key}.png", lambda: preview(title, site_name))
    return file.read_bytes()


def headline(page: Page) -> str:
    """What a page calls out: `headline` of its front matter, else its title."""
    return str(page.meta.get("headline") or page.title)


def preview(title: str, site_name: str) -> bytes:
    """A picture of a title, as PNG: the same title gives the same bytes."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    width, height = SIZE
    lines = textwrap.wrap(title, COLUMNS)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], f"{lines[LINES - 1]} …"]
    size = 96 if len(lines) < 4 else 80
    for number, line in enumerate(lines):
        draw.text((MARGIN, 150 + number * size * 1.12), line, INK, _font(size))
    image.paste(_mark(72), (MARGIN, 48))
    draw.text((MARGIN + 96, 62), site_name, INK, _font(36))
    left, turn = 0, 0
    while left < width:
        right = left + TURNS[turn % len(TURNS)]
        draw.rectangle((left, height - 24, right, height), (ONE, TWO)[turn % 2])
        left, turn = right, turn + 1
    return _png(image)


def touch_icon() -> bytes:
    """The mark on ink, 180 pixels square, as PNG."""
    image = Image.new("RGB", (180, 180), PAPER)
    image.paste(_mark(140), (20, 20))
    return _png(image)


def _mark(size: int) -> Image.Image:
    """The mark on paper: drawn large, of dots, and made small, so that its edges are smooth."""
    large = Image.new("RGB", (8 * size, 8 * size), PAPER)
    draw, scale = ImageDraw.Draw(large), size / 3
    for color, curves in CROSSING:
        for curve in curves:
            for step in range(DOTS + 1):
                x, y = _on(curve, step / DOTS)
                left, top = (x - HALF) * scale, (y - HALF) * scale
                draw.ellipse((left, top, left + 2 * HALF * scale, top + 2 * HALF * scale), color)
    return large.resize((size, size), Image.Resampling.LANCZOS)


def _on(curve: tuple[tuple[float, float], ...], t: float) -> tuple[float, float]:
    """The point of a cubic Bézier curve at `t`, 0 to 1."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    return (
        sum(weight * x for weight, (x, _) in zip(weights, curve, strict=True)),
        sum(weight * y for weight, (_, y) in zip(weights, curve, strict=True)),
    )


def _font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


def _png(image: Image.Image) -> bytes:
    content = io.BytesIO()
    image.quantize(64).save(content, "PNG", optimize=True)
    return content.getvalue()
