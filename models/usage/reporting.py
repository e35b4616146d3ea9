"""The figures of a fiscal year as its papers want them: months, quarters, surveys and channels."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import calendar, surveys
from models.appointments.opened import every_rule, seats_opened
from models.catalogue import Catalogue
from models.dates import BUDDHIST_ERA
from models.reports.figures import Channel, Counts, Month, Quarter, Satisfaction
from models.reports.figures import Figures as Reported
from models.surveys import Survey
from models.usage.channels import ALL, total
from models.usage.comparing import LINE, compare
from models.usage.counting import Figures
from models.usage.periods import Period, months_of_year, quarter_of_year
from models.usage.summing import People, summed
from models.usage.tables import CHANNELS

SECONDS = 60  # of an office minute, in which waiting times are counted
NAMES = {
    LINE: "LINE",
    ALL: "ทุกช่องทางรวมกัน",
    "facebook": "Facebook",
    "website": "เว็บไซต์",
    "counter": "เคาน์เตอร์",
    "phone": "โทรศัพท์",
}
NOTES = (
    "ผู้ใช้บริการนับไม่ซ้ำภายในช่วงเวลาที่รายงาน จึงรวมรายเดือนเป็นยอดทั้งปีไม่ได้",
    "เวลารอเป็นนาทีทำการ ค่ากลาง (มัธยฐาน)",
)
Months = Sequence[tuple[Period, Figures]]


def figures_of(
    session: Session,
    catalogue: Catalogue,
    year: int,
    months: Months,
    today: date,
    people: People | None = None,
) -> Reported:
    """Everything counted for a fiscal year (B.E.) so far; `months` are those that have begun.

    Quarters and the year come from the months, so that no figure differs in two places; `people`
    counts the different people of a quarter.
    """
    every = months_of_year(year)
    whole = Period(every[0].first, every[-1].last)
    so_far = Period(whole.first, min(months[-1][0].last, today))
    begun = [n for n in (1, 2, 3, 4) if quarter_of_year(year, n).first <= months[-1][0].first]
    seats = {span: _seats(session, catalogue, span) for span, _ in months}

    def counts(span: Period) -> dict[str, Any]:
        own = [n for month, n in seats.items() if span.first <= month.first <= span.last]
        return _counts(summed(session, span, months, people), sum(own))

    return Reported(
        office=catalogue.office.name_th,
        fiscal_year=year,
        since=whole.first,
        as_of=so_far.last,
        months=tuple(_month(span, _counts(known, seats[span])) for span, known in months),
        quarters=tuple(Quarter(**counts(quarter_of_year(year, n)), number=n) for n in begun),
        year=Counts(**counts(whole)),
        satisfaction=tuple(_satisfaction(session, year, whole)),
        channels=tuple(_channels(session, catalogue, whole, months, today)),
        notes=NOTES,
    )


def satisfaction_of(session: Session, span: Period) -> list[tuple[Survey, Satisfaction]]:
    """What each survey found in a period; those nobody was asked in it are left out."""
    found = []
    for survey in surveys.surveys(session):
        told = of_survey(session, survey, span)
        if told.asked or told.n:
            found.append((survey, told))
    return found


def of_survey(
    session: Session, survey: Survey, span: Period, quarter: int | None = None
) -> Satisfaction:
    """What a survey found in a period, as the formulas want it."""
    found = surveys.results(session, survey, span.start, span.end)
    return Satisfaction(
        survey.name, survey.scale_max, dict(found.counts), asked=found.asked,
        labels=tuple(level[0] for level in survey.levels), quarter=quarter, counter=found.counter,
    )  # fmt: skip


def pleased(
    session: Session,
    office: str,
    year: int,
    today: date,
    *,
    quarter: int | None = None,
    survey: Survey | None = None,
) -> Reported:
    """The satisfaction of a fiscal year (B.E.) alone, or of one quarter or one survey of it."""
    every = months_of_year(year)
    whole = Period(every[0].first, every[-1].last)
    span = quarter_of_year(year, quarter) if quarter else whole
    wanted = [survey] if survey else [one for one, _ in satisfaction_of(session, span)]
    found = []
    for one in wanted:
        if not quarter:
            found.append(of_survey(session, one, whole))
        for number in [quarter] if quarter else (1, 2, 3, 4):
            part = of_survey(session, one, quarter_of_year(year, number), number)
            found += [part] if part.n or quarter else []
    return Reported(
        office=office, fiscal_year=year, since=span.first, as_of=min(span.last, today), months=(),
        satisfaction=tuple(found),
    )  # fmt: skip


def _month(span: Period, counts: Mapping[str, Any]) -> Month:
    return Month(**counts, year_be=span.first.year + BUDDHIST_ERA, month=span.first.month)


def _counts(counted: Figures, seats: int) -> dict[str, Any]:
    """The fields of a count; waits in seconds, no wait as None."""
    waits = ("median_first_response", "median_resolution")
    kept = {name: counted.get(name) or 0 for name in Counts.__dataclass_fields__}
    return {**kept, **{name: _seconds(counted.get(name)) for name in waits}, "seats": seats}


def _seconds(minutes: int | None) -> int | None:
    return None if minutes is None else minutes * SECONDS


def _seats(session: Session, catalogue: Catalogue, span: Period) -> int:
    """The seats that could be booked on the open days of a period, all sections together."""
    known, rules = calendar.read(session), every_rule(session, span.first)
    codes = [section.code for section in catalogue.sections]
    own = {code: [one.slug for one in catalogue.of_section(code)] for code in codes}
    days = (span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1))
    return sum(
        seats_opened(rules, own, day, opening.half).booked or 0
        for day in days
        for opening in known.openings(day)
    )


def _satisfaction(session: Session, year: int, whole: Period) -> list[Satisfaction]:
    """Each survey for the whole year, then for its quarters."""
    found = satisfaction_of(session, whole)
    every = [told for _, told in found]
    for survey, _ in found:
        for number in (1, 2, 3, 4):
            told = of_survey(session, survey, quarter_of_year(year, number), number)
            every += [told] if told.n else []
    return every


def _channels(
    session: Session, catalogue: Catalogue, whole: Period, months: Months, today: date
) -> list[Channel]:
    """Questions by channel, before beside after as far as it is known; then single procedures."""
    newest = {
        (one.baseline.channel, one.baseline.procedure): one
        for one in compare(session, months, today)
        if one.baseline.what == "questions"
    }
    asked = sum(counted.get("questions") or 0 for _, counted in months)
    found = []
    for code in (LINE, *CHANNELS):
        known = newest.pop((code, None), None)
        after = asked if code == LINE else total(session, whole, code, "questions")
        found.append(known.way if known else Channel(code, None, after))
    found = [one for one in found if one.before is not None or one.after is not None]
    rest = [
        replace(one.way, name=_of(slug, one.way, catalogue)) for (_, slug), one in newest.items()
    ]
    return [replace(one, name=NAMES[one.name]) for one in found] + rest


def _of(slug: str | None, way: Channel, catalogue: Catalogue) -> str:
    """The channel, with the procedure it is about."""
    page = catalogue.procedures.get(slug or "")
    about = page.name("th") if page else slug
    return f"{NAMES[way.name]} · {about}" if about else NAMES[way.name]
