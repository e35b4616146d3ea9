"""How official papers write numbers, months and days: Buddhist era, Thai or Arabic digits."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from models.dates import BUDDHIST_ERA

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
NOTHING = "-"
"""What the forms print in an empty field."""


def thai_digits(text: str) -> str:
    """The same words with ๐–๙."""
    return text.translate(_THAI)


def arabic_digits(text: str) -> str:
    """The same words with 0–9."""
    return text.translate(_ARABIC)


def month_words(year_be: int, month: int) -> str:
    """e.g. "มีนาคม 2564"."""
    return f"{MONTHS[month - 1]} {year_be}"


def day_words(day: date) -> str:
    """e.g. "21 พฤศจิกายน 2569"."""
    return f"{day.day} {month_words(day.year + BUDDHIST_ERA, day.month)}"


def day_figures(day: date) -> str:
    """As the city's forms print a day: dd/mm/BBBB."""
    return f"{day:%d/%m}/{day.year + BUDDHIST_ERA}"


def two_places(value: Decimal | None) -> str:
    """A value of the form, two decimals rounded half up, thousands marked; "-" when none."""
    if value is None:
        return NOTHING
    return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def minutes_of(seconds: int | None) -> str:
    """A wait in words: whole minutes, from two hours on hours and minutes; "-" when unknown."""
    if seconds is None:
        return NOTHING
    minutes = (seconds + 30) // 60
    hours, rest = divmod(minutes, 60)
    if hours < 2:
        return f"{minutes:,} นาที"
    return f"{hours:,} ชม. {rest} นาที" if rest else f"{hours:,} ชม."
