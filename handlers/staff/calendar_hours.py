"""The weekly hours on the calendar desk: shown as a table, written as times of day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from flask_babel import gettext as _

from handlers.staff.calendar_undo import write_down
from handlers.staff.calendar_words import WHOLE_OFFICE, may_edit, weekday_name
from handlers.staff.procedure_case import whole
from handlers.staff.visit import now, officer, session
from models import calendar
from models.calendar import HOLIDAY, Half, NotTimes, Opening

WEEKDAYS = (*range(7), HOLIDAY)
Times = dict[str, str]  # "0-morning-start" -> "08.00"


@dataclass(frozen=True)
class Own:
    """The hours one service has of its own; `sure` once this office confirmed them."""

    service: str | None
    rows: list[tuple[str, tuple[str, ...]]]  # days in a row with the same sessions, and these
    sure: bool
    sources: tuple[str, ...]

    @property
    def code(self) -> str:
        """How addresses name the service."""
        return self.service or WHOLE_OFFICE

    @property
    def editable(self) -> bool:
        """Whether whoever is signed in may change them."""
        return may_edit(self.service)


@dataclass
class Week:
    """A week as it stands in the form: times by field, and what is wrong by weekday."""

    times: Times
    openings: dict[int, list[Opening]] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)

    @classmethod
    def known(cls, service: str | None) -> "Week":
        """The hours a service keeps now, its own or those it follows."""
        rows = calendar.hours_of(session(), service) or calendar.hours_of(session(), None)
        times = {}
        for row in rows:
            times[f"{row.weekday}-{row.half}-start"] = f"{row.start:%H.%M}"
            times[f"{row.weekday}-{row.half}-end"] = f"{row.end:%H.%M}"
        return cls(times)

    @classmethod
    def written(cls, form: Mapping[str, str], service: str | None) -> "Week":
        """The hours that were filled in; only other services than the office may have none."""
        week = cls({name: value.strip() for name, value in form.items()})
        for weekday in WEEKDAYS:
            try:
                week.openings[weekday] = list(week._read(weekday))
                calendar.refuse_nonsense(week.openings[weekday])
            except (ValueError, NotTimes):
                week.faults[weekday] = _("ใส่เวลาเปิดและปิดให้ครบ เวลาปิดอยู่หลังเวลาเปิด และสองช่วงไม่ทับกันค่ะ")
        if service is None and not any(week.openings.values()):
            week.faults[0] = _("สำนักงานต้องเปิดอย่างน้อยหนึ่งช่วงในสัปดาห์ค่ะ")
        return week

    def _read(self, weekday: int) -> Iterator[Opening]:
        for half in Half:
            start, end = (
                self.times.get(f"{weekday}-{half}-{edge}", "") for edge in ("start", "end")
            )
            if start or end:
                yield Opening(_time(start), _time(end), half)


def weeks() -> list[Own]:
    """Every service with hours of its own, the office first."""
    return [
        _own(service, sure) for service, sure in calendar.services_with_hours(session()).items()
    ]


def keep(service: str | None, week: Week) -> int | None:
    """Set the hours; the number of the act."""
    before = _facts(calendar.hours_of(session(), service))
    openings = {weekday: own for weekday, own in week.openings.items() if own}
    calendar.set_hours(session(), officer(), now(), service, openings)
    after = _facts(calendar.hours_of(session(), service))
    subject = f"calendar.hours:{service or WHOLE_OFFICE}"
    return write_down("calendar.hours_set", subject, {"service": service, **after}, before=before)


def _own(service: str | None, sure: bool) -> Own:
    rows = calendar.hours_of(session(), service)
    days: dict[int, tuple[str, ...]] = {}
    for row in rows:
        days[row.weekday] = (*days.get(row.weekday, ()), row.opening.words)
    facts = whole().catalogue.office.hours
    names = {row.source for row in rows if row.source in facts}
    said = {_source(one) for name in sorted(names) for one in facts[name].sources}
    return Own(service, list(_grouped(days)), sure, tuple(sorted(said)))


def _source(number: str) -> str:
    known = whole().catalogue.sources.get(number)
    return known.name_th if known else number


def _grouped(days: dict[int, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Neighbouring days with the same sessions as one line: "วันจันทร์–วันศุกร์"."""
    run: list[int] = []
    for weekday in (*WEEKDAYS, None):
        alike = run and weekday is not None and days.get(weekday) == days.get(run[-1])
        if run and not (alike and weekday != HOLIDAY):
            first, last = weekday_name(run[0]), weekday_name(run[-1])
            name = first if len(run) == 1 else f"{first}–{last}"
            yield name, days.get(run[0], ())
            run = []
        if weekday is not None:
            run.append(weekday)


def _time(written: str) -> time:
    """A time written as 8.00 or 08:00; raises ValueError."""
    hour, minute = written.replace(".", ":").split(":")
    return time(int(hour), int(minute))


def _facts(rows: Any) -> dict[str, Any]:
    said: dict[str, list[str]] = {}
    for row in rows:
        said.setdefault(str(row.weekday), []).append(row.opening.words)
    return {weekday: ", ".join(words) for weekday, words in said.items()}
