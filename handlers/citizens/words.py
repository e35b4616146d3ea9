"""The office's words: Thai in the code, English from locale/en/citizens.po."""

from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from models.dates import BANGKOK, BUDDHIST_ERA, MONTHS

LOCALE = Path(__file__).parent / "locale"


class Words:
    """Says a Thai sentence in the citizen's language, filling in its {placeholders}."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._translations = _translations(language)

    def __call__(self, thai: str, /, **values: object) -> str:
        words = self._translations.gettext(thai)
        return words.format(**values) if values else words

    def day(self, day: date) -> str:
        """A day as its reader counts years: Buddhist era in Thai, common era in English."""
        if self.language == "th":
            return f"{day.day} {MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"
        return format_date(day, "d MMM y", locale="en")

    def moment(self, moment: datetime) -> str:
        """A promised moment, e.g. "วันจันทร์ที่ 23 พ.ย. 2569 เวลา 09.00 น."."""
        local = moment.astimezone(BANGKOK)
        weekday, day = format_date(local, "EEEE", locale=self.language), self.day(local.date())
        if self.language == "th":
            return f"{weekday}ที่ {day} เวลา {local:%H.%M} น."
        return f"{weekday} {day} at {local:%H:%M}"


def later(thai: str) -> str:
    """Mark words of a table for translation; they are said later, through `Words`."""
    return thai


@cache
def _translations(language: str) -> NullTranslations:
    book = LOCALE / language / "citizens.po"
    if not book.exists():
        return NullTranslations()  # Thai needs no book: its words are the code's own
    compiled = BytesIO()
    with book.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
