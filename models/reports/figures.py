"""The figures a report is written from: counted elsewhere, only carried here.

People (ราย), visits (ครั้ง) and questions (คำถาม) are different counts and never added together.
People are distinct within their period, so a quarter's people are no sum of its months'.
"""

from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from models.calendar.years import fiscal_year, quarter
from models.dates import BUDDHIST_ERA

LEVELS = {
    4: ("น้อย", "ปานกลาง", "มาก", "มากที่สุด"),
    5: ("น้อยที่สุด", "น้อย", "ปานกลาง", "มาก", "มากที่สุด"),
}
Row = TypeVar("Row")


@dataclass(frozen=True)
class Count:
    """How a count is called and in what it is counted, in Thai."""

    field: str
    label: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What was counted in one period; the two medians are seconds of office time, None if none."""

    people: int
    people_cumulative: int
    visits: int
    questions: int
    answered: int
    deflected: int
    escalated: int
    told: int
    median_first_response: int | None
    median_resolution: int | None
    prechecks: int
    first_time_right: int
    seats: int
    booked: int
    served: int
    no_shows: int
    clips: int


COUNTS = (
    Count("people", "ผู้ใช้บริการ (ไม่นับซ้ำ)", "ราย"),
    Count("people_cumulative", "ผู้ใช้บริการสะสม (ไม่นับซ้ำ)", "ราย"),
    Count("visits", "การเข้าใช้บริการ", "ครั้ง"),
    Count("questions", "คำถามทั้งหมด", "คำถาม"),
    Count("answered", "ระบบตอบได้ทันที", "คำถาม"),
    Count("deflected", "พบคำตอบก่อนส่งถึงเจ้าหน้าที่", "คำถาม"),
    Count("escalated", "ส่งถึงเจ้าหน้าที่", "คำถาม"),
    Count("told", "เจ้าหน้าที่ตอบแล้ว", "คำถาม"),
    Count("prechecks", "ตรวจเอกสารล่วงหน้า", "เรื่อง"),
    Count("first_time_right", "เอกสารครบตั้งแต่ครั้งแรก", "เรื่อง"),
    Count("seats", "ที่นั่งที่เปิดให้นัด", "ที่นั่ง"),
    Count("booked", "นัดหมาย", "นัด"),
    Count("served", "มารับบริการตามนัด", "นัด"),
    Count("no_shows", "ไม่มาตามนัด", "นัด"),
    Count("clips", "ดูคลิปจนจบ", "ครั้ง"),
)
WAITS = (
    Count("median_first_response", "เวลารอคำตอบแรก (มัธยฐาน)", "นาที"),
    Count("median_resolution", "เวลาจนเสร็จเรื่อง (มัธยฐาน)", "นาที"),
)


@dataclass(frozen=True, kw_only=True)
class Month(Counts):
    """A calendar month; `people_cumulative` counts since the service began (Figures.since)."""

    year_be: int
    month: int

    @property
    def first(self) -> date:
        return date(self.year_be - BUDDHIST_ERA, self.month, 1)

    @property
    def fiscal_year(self) -> int:
        return fiscal_year(self.first)

    @property
    def quarter(self) -> int:
        return quarter(self.first)


@dataclass(frozen=True, kw_only=True)
class Quarter(Counts):
    """A quarter (1–4) of the fiscal year of the figures; `people_cumulative` at its end."""

    number: int


@dataclass(frozen=True)
class Satisfaction:
    """Answers to one survey by level, `scale_max` being the best; `asked` is how many were asked.

    `counter` of the answers were given at the counter, where nobody is asked by name: they have
    no response rate. `labels` names the levels, the lowest first; `quarter` is None for the year.
    """

    survey_name: str
    scale_max: int
    counts: Mapping[int, int]
    asked: int = 0
    labels: tuple[str, ...] = ()
    quarter: int | None = None
    counter: int = 0

    @property
    def period(self) -> str:
        """The quarter, or that it is the whole year."""
        return f"ไตรมาสที่ {self.quarter}" if self.quarter else "ทั้งปี"

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts.values())

    def label(self, level: int) -> str:
        """What the survey calls this level, "มากที่สุด" or the like."""
        words = self.labels or LEVELS.get(self.scale_max, ())
        return words[level - 1] if len(words) >= level else f" {level}"


@dataclass(frozen=True)
class Channel:
    """Questions that came by one way (LINE, Facebook, counter…) before and after; None: unknown.

    The lengths of both spans are months ("12", "5.52"), "" when unknown. What `adds` may be summed
    with other ways; a single procedure, or all ways together, may not.
    """

    name: str
    before: int | None
    after: int | None
    before_months: str = ""
    after_months: str = ""
    adds: bool = True

    @property
    def uneven(self) -> bool:
        """Whether before and after are known to be of different lengths."""
        lengths = (self.before_months, self.after_months)
        known = self.after is not None and all(lengths)
        return known and Decimal(lengths[0]) != Decimal(lengths[1])


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Everything counted for a fiscal year (B.E.) of one office, up to and with `as_of`."""

    office: str
    fiscal_year: int
    since: date
    as_of: date
    months: tuple[Month, ...]
    quarters: tuple[Quarter, ...] = ()
    year: Counts | None = None
    satisfaction: tuple[Satisfaction, ...] = ()
    channels: tuple[Channel, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def month(self, year_be: int, month: int) -> Month | None:
        """That month, if it was counted."""
        found = (m for m in self.months if (m.year_be, m.month) == (year_be, month))
        return next(found, None)

    def plain(self) -> dict[str, Any]:
        """As JSON has it; `read` takes it back."""
        kept = asdict(self)
        kept["since"], kept["as_of"] = self.since.isoformat(), self.as_of.isoformat()
        return kept


def read(plain: Mapping[str, Any]) -> Figures:
    """Figures from JSON; raises ValueError naming what cannot be read."""
    try:
        return Figures(
            office=str(plain["office"]),
            fiscal_year=int(plain["fiscal_year"]),
            since=date.fromisoformat(plain["since"]),
            as_of=date.fromisoformat(plain["as_of"]),
            months=tuple(_row(Month, row) for row in plain["months"]),
            quarters=tuple(_row(Quarter, row) for row in plain.get("quarters", ())),
            year=_row(Counts, plain["year"]) if plain.get("year") else None,
            satisfaction=tuple(_survey(row) for row in plain.get("satisfaction", ())),
            channels=tuple(_row(Channel, row) for row in plain.get("channels", ())),
            notes=tuple(plain.get("notes", ())),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"ตัวเลขอ่านไม่ได้ · figures cannot be read: {fault}") from fault


def _row(kind: type[Row], plain: Mapping[str, Any]) -> Row:
    needed = [f.name for f in fields(kind) if f.name in plain or f.default is MISSING]  # type: ignore[arg-type]
    return kind(**{name: plain[name] for name in needed})


def _survey(plain: Mapping[str, Any]) -> Satisfaction:
    return Satisfaction(
        survey_name=plain["survey_name"],
        scale_max=int(plain["scale_max"]),
        counts={int(level): int(n) for level, n in plain["counts"].items()},
        asked=int(plain.get("asked", 0)),
        labels=tuple(plain.get("labels", ())),
        quarter=plain.get("quarter"),
        counter=int(plain.get("counter", 0)),
    )
