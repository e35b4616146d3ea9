"""Days as people type them, Thai or English, either era: understood, asked about, or left alone."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import regex

from models.calendar import Half
from models.dates import BUDDHIST_ERA

ERA_BEGINS, ERA_ENDS = 2400, 2700  # years a citizen counts in the Buddhist era
BACK, AHEAD = 1, 8  # years around today in which a typed year is believed
DAY = timedelta(days=1)
WEEK = 7
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

MONTHS = (
    ("มกราคม", "มกรา", "ม.ค.", "january", "jan"),
    ("กุมภาพันธ์", "กุมภา", "ก.พ.", "february", "feb"),
    ("มีนาคม", "มีนา", "มี.ค.", "march", "mar"),
    ("เมษายน", "เมษา", "เม.ย.", "april", "apr"),
    ("พฤษภาคม", "พฤษภา", "พ.ค.", "may"),
    ("มิถุนายน", "มิถุนา", "มิ.ย.", "june", "jun"),
    ("กรกฎาคม", "กรกฎา", "ก.ค.", "july", "jul"),
    ("สิงหาคม", "สิงหา", "ส.ค.", "august", "aug"),
    ("กันยายน", "กันยา", "ก.ย.", "september", "sept", "sep"),
    ("ตุลาคม", "ตุลา", "ต.ค.", "october", "oct"),
    ("พฤศจิกายน", "พฤศจิกา", "พ.ย.", "november", "nov"),
    ("ธันวาคม", "ธันวา", "ธ.ค.", "december", "dec"),
)
WEEKDAYS = (
    ("จันทร์", "monday", "mon"),
    ("อังคาร", "tuesday", "tues", "tue"),
    ("พุธ", "wednesday", "wed"),
    ("พฤหัสบดี", "พฤหัส", "thursday", "thurs", "thur", "thu"),
    ("ศุกร์", "friday", "fri"),
    ("เสาร์", "saturday", "sat"),
    ("อาทิตย์", "sunday", "sun"),
)
HALVES = (
    (Half.MORNING, r"(?:ใน)?(?:ตอน|ช่วง|ภาค)?เช้า|\bmorning\b|\ba\.?m\b\.?"),
    (Half.AFTERNOON, r"(?:ใน)?(?:ตอน|ช่วง|ภาค)?บ่าย|\bafternoon\b|\bp\.?m\b\.?"),
)
# Words around a day that say nothing about it.
FILLERS = regex.compile(
    r"ขอเป็น|เป็น|ขอ|เอา|สะดวก|ได้ไหม|ได้มั้ย|ไหม|มั้ย|ก็ได้|ได้|ครับ|คับ|ค่ะ|คะ|นะ|จ้า|ของ|ที่|วัน|ตอน|"
    r"\b(?:please|on|the|in|at|of|is|ok|okay|can|i|come|for)\b|[\s,.!?ๆ()]+"
)


@dataclass(frozen=True)
class Wanted:
    """A day that was meant, and the half of it if one was said."""

    day: date
    half: Half | None = None


@dataclass(frozen=True)
class Unsure:
    """Words about a day that could mean any of `days`, or no day there is: to be asked about."""

    days: tuple[date, ...]
    half: Half | None = None


Meant = Wanted | Unsure
Days = tuple[date, ...]  # one: meant; several: unsure; none: no such day
Reading = tuple["regex.Pattern[str]", Callable[["regex.Match[str]", date, str], Days]]


def read(words: str, today: date, language: str = "th") -> Meant | None:
    """The day these words name and nothing else; None when they are about something else too.

    Days without a year are the next ones from `today` on. In English 3/4 could be two days.
    """
    found = cut(words, today, language)
    if found is None:
        return None
    meant, rest = found
    if beside := WEEKDAY.search(rest):  # "วันศุกร์ที่ 25 ธ.ค.": they must agree
        rest = f"{rest[: beside.start()]} {rest[beside.end() :]}"
        if isinstance(meant, Wanted) and beside["w"] not in WEEKDAYS[meant.day.weekday()]:
            meant = Unsure((meant.day,), meant.half)
    return None if FILLERS.sub("", rest) else meant


def cut(words: str, today: date, language: str = "th") -> tuple[Meant, str] | None:
    """The day within a sentence, and the sentence without it; None when it names none."""
    text = _plain(words)
    half, without = _half(text)
    for pattern, means in READINGS:
        match = pattern.search(without)
        if match:
            days = means(match, today, language)
            rest = f"{without[: match.start()]} {without[match.end() :]}"
            meant = Wanted(days[0], half) if len(days) == 1 else Unsure(days, half)
            return meant, " ".join(rest.split())
    return None


def picked(value: object) -> date | None:
    """The day a date picker sends (2026-12-25); phones set to the Buddhist era may send 2569."""
    parts = str(value).split("T")[0].split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    year, month, day = (int(part) for part in parts)
    return _date(year - BUDDHIST_ERA if ERA_BEGINS <= year <= ERA_ENDS else year, month, day)


def _plain(words: str) -> str:
    # The two ways of writing "am" as one sign or two are the same to a reader.
    return words.translate(DIGITS).replace("\u0e4d\u0e32", "\u0e33").casefold().strip()


def _half(text: str) -> tuple[Half | None, str]:
    said = [(half, match) for half, words in HALVES if (match := regex.search(words, text))]
    if len(said) != 1:
        return None, text  # both, or none: the whole day
    half, match = said[0]
    return half, f"{text[: match.start()]} {text[match.end() :]}"


def _numbers(match: "regex.Match[str]", today: date, language: str) -> Days:
    first, second, year = int(match["a"]), int(match["b"]), match["y"]
    orders = [(first, second)]
    if language == "en" and first != second:
        orders.append((second, first))
    days = [_dated(day, month, year, today) for day, month in orders]
    if not any(days):  # 12/25: only one way round makes a day
        days = [_dated(second, first, year, today)]
    return tuple(dict.fromkeys(filter(None, days)))


def _named(match: "regex.Match[str]", today: date, language: str) -> Days:
    month = next(n for n, names in enumerate(MONTHS, 1) if _month(match["m"]) in _spelt(names))
    day = _dated(int(match["d"]), month, match["y"], today)
    return (day,) if day else ()


def _iso(match: "regex.Match[str]", today: date, language: str) -> Days:
    day = picked(f"{match['y']}-{match['m']}-{match['d']}")
    return (day,) if day else ()


def _from_now(match: "regex.Match[str]", today: date, language: str) -> Days:
    return (today + int(match["n"]) * DAY,)


def _in(days: int) -> Callable[["regex.Match[str]", date, str], Days]:
    return lambda match, today, language: (today + days * DAY,)


def _weekday(match: "regex.Match[str]", today: date, language: str) -> Days:
    said = match["w"]
    wanted = next(n for n, names in enumerate(WEEKDAYS) if said in names)
    coming = today + ((wanted - today.weekday()) % WEEK) * DAY
    of_next_week = today + (WEEK - today.weekday() + wanted) * DAY
    which = match["which"] or match["before"] or ""
    if which in ("หน้า", "next"):
        # English "next Friday" on a Monday is understood either way.
        unsure = language == "en" and coming != of_next_week and coming != today
        return (coming, of_next_week) if unsure else (of_next_week,)
    if which:
        return (coming,)
    # On a Friday, "Friday" may be today or in a week.
    return (coming, coming + WEEK * DAY) if coming == today else (coming,)


def _of_month(match: "regex.Match[str]", today: date, language: str) -> Days:
    wanted, year, month = int(match["d"]), today.year, today.month
    for _ in range(3):  # two months in a row never both lack a 31st
        day = _date(year, month, wanted)
        if day and day >= today:
            return (day,)
        year, month = (year + 1, 1) if month == len(MONTHS) else (year, month + 1)
    return ()


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if not year:
        coming = (_date(today.year + later, month, day) for later in range(AHEAD + 1))
        return next((one for one in coming if one and one >= today), None)
    return next(
        (found for era in _years(int(year), today) if (found := _date(era, month, day))), None
    )


def _years(written: int, today: date) -> list[int]:
    """What a written year can be, in the common era: two figures are tried in both eras."""
    near = range(today.year - BACK, today.year + AHEAD + 1)
    if written < 100:
        buddhist = [year for year in near if (year + BUDDHIST_ERA) % 100 == written]
        return buddhist + [year for year in near if year % 100 == written]
    year = written - BUDDHIST_ERA if ERA_BEGINS <= written <= ERA_ENDS else written
    return [year] if year in near else []


def _date(year: int, month: int, day: int) -> date | None:
    if not (1 <= year <= 9998 and 1 <= month <= len(MONTHS)):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def _month(words: str) -> str:
    return words.replace(".", "").replace(" ", "")


def _spelt(names: tuple[str, ...]) -> set[str]:
    return {_month(name) for name in names}


def _any_of(names: tuple[tuple[str, ...], ...]) -> str:
    """One pattern for all names, longest first; dots may be left out or have spaces after them."""
    every = sorted((name for group in names for name in group), key=len, reverse=True)
    told = []
    for name in every:
        spelt = regex.escape(name).replace(r"\.", r"\.?\s?").removesuffix(r"\s?")
        told.append(rf"\b{spelt}\b\.?" if name.isascii() else spelt)
    return "|".join(told)


WEEKDAY = regex.compile(rf"(?:วัน)?(?P<w>{_any_of(WEEKDAYS)})")
_YEAR = (
    r"(?:\s*(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|ปี|,|\s|\bof\b)*\s*(?P<y>\d{4}|\d{2})(?!\d|\s*(?:โมง|น\.)))?"
)
_DAY = r"(?<!\d)(?P<d>\d{1,2})"
READINGS: tuple[Reading, ...] = tuple(
    (regex.compile(pattern), means)
    for pattern, means in (
        (r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)", _iso),
        (
            r"(?<!\d)(?P<a>\d{1,2})\s*(?P<s>[/.\-])\s*(?P<b>\d{1,2})\s*(?P=s)\s*(?P<y>\d{4}|\d{2})(?!\d)",
            _numbers,
        ),
        (r"(?<!\d)(?P<a>\d{1,2})\s*/\s*(?P<b>\d{1,2})(?P<y>(?!))?(?![\d/])", _numbers),
        (
            rf"{_DAY}(?:st|nd|rd|th)?\s*(?:of\s+)?(?:เดือน)?\s*(?P<m>{_any_of(MONTHS)}){_YEAR}",
            _named,
        ),
        (
            rf"(?P<m>{_any_of(MONTHS)})\s*(?P<d>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?"
            r"(?:,?\s*(?P<y>\d{4}))?(?!\d)",
            _named,
        ),
        (r"อีก\s*(?P<n>\d{1,3})\s*วัน|\bin\s+(?P<n>\d{1,3})\s+days?\b", _from_now),
        (r"มะรืน(?:นี้)?|\b(?:the\s+)?day\s+after\s+tomorrow\b", _in(2)),
        (r"พรุ่งนี้|พรุ้งนี้|พุ่งนี้|\btomorrow\b", _in(1)),
        (r"วันนี้|\btoday\b", _in(0)),
        (
            rf"(?:(?P<before>\bnext|\bthis)\s+)?(?:วัน)?(?P<w>{_any_of(WEEKDAYS)})"
            r"(?:\s*(?:ที่)?(?:จะ)?(?P<which>หน้า|นี้|ถึง))?",
            _weekday,
        ),
        (r"วันที่\s*(?P<d>\d{1,2})(?!\d)|\bthe\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\b", _of_month),
    )
)
