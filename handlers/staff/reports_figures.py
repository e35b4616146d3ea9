"""The figures of a fiscal year as its papers want them: months, quarters, surveys and channels."""

from datetime import timedelta
from typing import Any

from handlers.staff.appointment_seats import seats_of
from handlers.staff.figures_words import CHANNELS
from handlers.staff.figures_year import Year, of_survey, satisfaction
from handlers.staff.furniture import sections
from handlers.staff.procedure_case import today, whole
from handlers.staff.visit import session
from models import calendar, surveys, usage
from models.dates import BUDDHIST_ERA
from models.reports.figures import Channel, Counts, Figures, Month, Quarter, Satisfaction
from models.usage import Period

SECONDS = 60  # of an office minute, in which waiting times are counted
NOTES = (
    "ผู้ใช้บริการนับไม่ซ้ำภายในช่วงเวลาที่รายงาน จึงรวมรายเดือนเป็นยอดทั้งปีไม่ได้",
    "เวลารอเป็นนาทีทำการ ค่ากลาง (มัธยฐาน)",
)


def figures_of(year: Year) -> Figures:
    """Everything counted for a fiscal year so far."""
    last = min(year.last.period.last, today())
    return Figures(
        office=office_name(),
        fiscal_year=year.number,
        since=year.whole.first,
        as_of=last,
        months=tuple(_month(month.period, month.figures) for month in year.months),
        quarters=tuple(_quarters(year)),
        year=Counts(**_counts(Period(year.whole.first, last), _counted(year, year.whole))),
        satisfaction=tuple(_satisfaction(year)),
        channels=tuple(_channels(year)),
        notes=NOTES,
    )


def office_name() -> str:
    """The office as its papers call it."""
    return whole().catalogue.office.name_th


def _month(period: Period, figures: usage.Figures) -> Month:
    number, year_be = period.first.month, period.first.year + BUDDHIST_ERA
    return Month(**_counts(period, figures), year_be=year_be, month=number)


def _quarters(year: Year) -> list[Quarter]:
    begun = [n for n in (1, 2, 3, 4) if usage.quarter_of_year(year.number, n).first <= today()]
    spans = [(number, usage.quarter_of_year(year.number, number)) for number in begun]
    return [Quarter(**_counts(span, _counted(year, span)), number=number) for number, span in spans]


def _counted(year: Year, span: Period) -> usage.Figures:
    return usage.figures(session(), span, year.whole.start)


def _counts(period: Period, figures: usage.Figures) -> dict[str, Any]:
    """The fields of a count; waits in seconds, no wait as None."""
    waits = ("median_first_response", "median_resolution")
    kept = {name: figures.get(name) or 0 for name in Counts.__dataclass_fields__}
    return {
        **kept,
        **{name: _seconds(figures.get(name)) for name in waits},
        "seats": _seats(period),
    }


def _seconds(minutes: int | None) -> int | None:
    return None if minutes is None else minutes * SECONDS


def _seats(period: Period) -> int:
    """The seats that could be booked on the open days of a period, all sections together."""
    known, codes = calendar.read(session()), [one.code for one in sections()]
    days = (period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1))
    return sum(
        seats_of(codes, day, opening.half).booked or 0
        for day in days
        for opening in known.openings(day)
    )


def _satisfaction(year: Year) -> list[Satisfaction]:
    """Each survey for the whole year, then for its quarters."""
    found = satisfaction(year)
    every = [survey for _, survey in found]
    for survey, _ in found:
        for number in (1, 2, 3, 4):
            span = usage.quarter_of_year(year.number, number)
            counts, asked = surveys.results(session(), survey, span.start, span.end)
            if any(counts.values()):
                plain = of_survey(survey, dict(counts), asked)
                every.append(Satisfaction(**{**vars(plain), "quarter": number}))
    return every


def _channels(year: Year) -> list[Channel]:
    """Questions by channel: the newest baseline of each, and the months of this year."""
    kept = usage.baselines(session())
    before = {o.channel: o.count for o in kept if o.what == "questions" and not o.procedure}
    found = [Channel("LINE", before.get("line"), year.total("questions"))]
    for code in usage.CHANNELS:
        after = usage.total(session(), year.whole, code, "questions")
        found.append(Channel(str(CHANNELS[code]), before.get(code), after))
    return [one for one in found if one.before is not None or one.after is not None]
