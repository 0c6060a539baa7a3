"""How readers are told what was found: templates, and the words of one language.

All words stand in templates (`*.j2`, below `tools/`), as gettext messages; what a template is given
are facts: numbers, names, `enum.StrEnum`s, and texts of the examples. A language is a catalogue,
`locale/<code>/LC_MESSAGES/messages.po`; English, the language of the messages, needs none.
"""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError, numbers
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tools.files import BUILD, ROOT
from tools.site import quantities

TEMPLATES = (ROOT / "tools/site/templates", ROOT / "tools")
LOCALES = ROOT / "tools/site/locale"


class Compiled(FileSystemBytecodeCache):
    """Compiled templates, cached in `build/` while they and what compiles them stay the same."""

    def __init__(self, made_by: str):
        """`made_by` is a digest of all that decides what a template is compiled to."""
        folder = BUILD / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))
        self.made_by = made_by

    def get_source_checksum(self, source: str) -> str:
        """A digest of the template and of that."""
        return super().get_source_checksum(f"{self.made_by}{source}")


class Telling:
    """The templates and the words of one language."""

    def __init__(self, language: str, locales: Path | None = None):
        """Read the catalogue of a language: `en`, `zh`, `en_XA`. Raises UnknownLocaleError."""
        self.language = language
        try:
            self.locale = Locale.parse(language)
        except UnknownLocaleError:  # a variety that only its catalogue knows
            self.locale = Locale.parse(language.partition("_")[0])
        self.catalogue = (locales or LOCALES) / language / "LC_MESSAGES/messages.po"
        self.translations = _translations(self.catalogue)
        self.environment = Environment(
            autoescape=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
            loader=FileSystemLoader(TEMPLATES),
            lstrip_blocks=True,
            trim_blocks=True,
            undefined=StrictUndefined,
        )
        self.environment.policies["ext.i18n.trimmed"] = True
        self.environment.install_gettext_translations(self.translations, newstyle=True)  # type: ignore[attr-defined]
        self.environment.filters |= {
            "code": lambda text: Markup("<code>{}</code>").format(text),
            "duration": self.duration,
            "listing": self.listing,
            "message": self.message,
            "number": self.number,
            "quantity": self.quantity,
            "share": self.share,
        }

    def render(self, template: str, **facts: object) -> Markup:
        """The HTML of a template, which is given these facts."""
        return Markup(self.environment.get_template(template).render(facts))

    def message(self, text: str) -> str:
        """A message that stands elsewhere, in a chapter's outcomes.py: a reason, a name."""
        return self.translations.ugettext(text) if text else ""

    def number(self, value: float, digits: int = 2) -> str:
        """`12,345`, `0.52`: whole numbers whole, others with so many significant digits."""
        if value == int(value):
            return numbers.format_decimal(int(value), locale=self.locale)
        rounded = float(f"{value:.{digits}g}")
        places = max(0, digits - 1 - _magnitude(rounded))
        return numbers.format_decimal(
            rounded, format=f"#,##0.{'0' * places}" if places else "#,##0", locale=self.locale
        )

    def duration(self, milliseconds: float) -> str:
        """`0.42 ms`, `12 ms`, `1.2 s`: the units of the SI are the same in every language."""
        if milliseconds >= 1000:
            return f"{self.number(float(f'{milliseconds / 1000:.3g}'), 3)} s"
        digits = 2 if milliseconds < 10 else len(f"{milliseconds:.0f}")
        return f"{self.number(float(f'{milliseconds:.{digits}g}'), digits)} ms"

    def quantity(self, value: float, unit: str) -> str:
        """A measured value and its unit: see `quantities.written`."""
        return quantities.written(value, unit, self.locale)

    def share(self, part: float) -> str:
        """`42%`."""
        return numbers.format_percent(part, locale=self.locale)

    def listing(
        self, items: Iterable[object], style: Literal["standard", "or"] = "standard"
    ) -> str:
        """`a, b and c`; with style `or`, `a, b or c`. HTML among them stays HTML."""
        found = list(items)
        joined = format_list([str(item) for item in found], style=style, locale=self.locale)
        return Markup(joined) if any(isinstance(item, Markup) for item in found) else joined


def _magnitude(value: float) -> int:
    return int(f"{value:e}".partition("e")[2]) if value else 0


def _translations(file: Path) -> NullTranslations:
    if not file.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with file.open("rb") as po:
        write_mo(compiled, read_po(po))
    compiled.seek(0)
    return Translations(compiled)
