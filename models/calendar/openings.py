"""The two sessions of an office day, and what may change a day."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from models.dates import BANGKOK

# Whom a question about hours concerns, the most particular first: a procedure's slug, then
# "section:<code>"; empty for the whole office.
Service = tuple[str, ...]
OFFICE: Service = ()
HOLIDAY = 7  # the row of opening hours for public holidays, after the weekdays 0 (Monday) to 6


class NeverOpen(Exception):
    """This service has no opening anywhere ahead."""


class Half(StrEnum):
    """A session: seats, closures and hours are counted by it."""

    MORNING = "morning"
    AFTERNOON = "afternoon"

    @property
    def name_th(self) -> str:
        """The session in the office's words."""
        return "ช่วงเช้า" if self is Half.MORNING else "ช่วงบ่าย"

    @property
    def name_en(self) -> str:
        """The session in English."""
        return self.value


class Kind(StrEnum):
    """What makes a day unlike other days of its week."""

    HOLIDAY = "holiday"  # of the year's list, substitutions among them
    SPECIAL = "special"  # added by the cabinet
    CLOSURE = "closure"
    HALF_DAY = "half_day"  # one session closed
    EXTRA_OPENING = "extra_opening"

    @property
    def of_office(self) -> bool:
        """Whether it is a public holiday: it concerns the whole office and all of the day."""
        return self in (Kind.HOLIDAY, Kind.SPECIAL)


@dataclass(frozen=True, order=True)
class Opening:
    """One session of one day, Bangkok time: open from `start` until just before `end`."""

    start: time
    end: time
    half: Half

    def on(self, day: date) -> tuple[datetime, datetime]:
        """The moments it begins and ends on that day."""
        return (
            datetime.combine(day, self.start, BANGKOK),
            datetime.combine(day, self.end, BANGKOK),
        )

    @property
    def words(self) -> str:
        """E.g. "08.00–12.00"."""
        return f"{self.start:%H.%M}–{self.end:%H.%M}"


@dataclass(frozen=True)
class Change:
    """What one row of the calendar does to its day; `service` None is the whole office."""

    number: int
    service: str | None
    kind: Kind
    half: Half | None
    name_th: str
    name_en: str

    @property
    def halves(self) -> tuple[Half, ...]:
        """The sessions it concerns."""
        return (self.half,) if self.half else tuple(Half)
