"""How a measured quantity is written: two significant digits, and the units of the SI."""

import math
from decimal import ROUND_HALF_UP, Context

from babel import Locale, numbers

STEPS = {
    "s": (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)),
    "B": (("GB", 1e9), ("MB", 1e6), ("kB", 1e3), ("B", 1.0)),
}

# Half a digit is rounded up, as toPrecision() does it in the calculator of the page.
TWO_DIGITS = Context(prec=2, rounding=ROUND_HALF_UP)


def written(value: float, unit: str, locale: Locale) -> str:
    """`1.2 ms`, `32 kB`, `1.9×`, `4,000`: a value as a language writes it.

    `unit` is one of `measurements.facts.Unit`, or `two` for the two digits alone.
    """
    if unit == "us":
        value, unit = value * 1e-6, "s"
    if unit == "number":
        return numbers.format_decimal(round(value), locale=locale)
    if unit in STEPS:
        for name, size in STEPS[unit]:
            if value >= 0.995 * size:
                return f"{two_digits(value / size, locale)} {name}"
        name, size = STEPS[unit][-1]
        return f"{two_digits(value / size, locale)} {name}"
    return two_digits(value, locale) + {"times": "×", "percent": "", "two": ""}[unit]


def two_digits(value: float, locale: Locale) -> str:
    """`1.0`, `0.52`, `120`; nothing has no digits: `0`."""
    if value <= 0:
        return "0"
    value = float(TWO_DIGITS.create_decimal(value))
    places = max(0, 1 - math.floor(math.log10(value)))
    pattern = f"#,##0.{'0' * places}" if places else "#,##0"
    return numbers.format_decimal(value, format=pattern, locale=locale)
