"""Counts what happened in a period, from rows alone: people, visits and questions are apart.

A person counts once in a period, however often they come (ราย). A visit is one person on one day
(ครั้ง). A question is one message or request that wanted an answer (คำถาม).
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import Date, Select, cast, func, select
from sqlalchemy.orm import Session

from models.appointments import Booking
from models.appointments import State as Visit
from models.calendar import Calendar, read
from models.happenings import Happening, What
from models.prechecks import Precheck
from models.prechecks import State as Case
from models.prechecks.tables import Step
from models.questions import Question
from models.questions.promises import services
from models.usage.periods import Period

Figures = dict[str, int | None]
# What every figure counts, in the words and the unit of the report.
LABELS: Mapping[str, tuple[str, str]] = {
    "people": ("ผู้ใช้บริการ", "ราย"),
    "people_cumulative": ("ผู้ใช้บริการสะสม", "ราย"),
    "new_friends": ("เพิ่มเพื่อนใหม่", "ราย"),
    "visits": ("การเข้าใช้บริการ", "ครั้ง"),
    "questions": ("คำถามทั้งหมด", "คำถาม"),
    "answered": ("ตอบอัตโนมัติ", "คำถาม"),
    "suggested": ("เสนอตัวเลือก", "คำถาม"),
    "unknown": ("ยังไม่มีคำตอบเตรียมไว้", "คำถาม"),
    "escalated": ("ส่งถึงเจ้าหน้าที่", "คำถาม"),
    "deflected": ("คำตอบที่เตรียมไว้ตรงแล้ว", "คำถาม"),
    "told": ("เจ้าหน้าที่ตอบแล้ว", "คำถาม"),
    "median_first_response": ("มัธยฐานเวลาตอบครั้งแรก", "นาทีทำการ"),
    "median_resolution": ("มัธยฐานเวลาจนเรียบร้อย", "นาทีทำการ"),
    "broken_promises": ("ตอบช้ากว่ากำหนด", "คำถาม"),
    "prechecks": ("ตรวจเอกสารล่วงหน้า", "เรื่อง"),
    "first_time_right": ("เอกสารผ่านในครั้งแรก", "เรื่อง"),
    "booked": ("นัดหมาย", "ครั้ง"),
    "served": ("มารับบริการตามนัด", "ครั้ง"),
    "no_shows": ("ไม่มาตามนัด", "ครั้ง"),
    "clips": ("ดูคลิปจบ", "ครั้ง"),
}


def figures(session: Session, period: Period, since: datetime | None = None) -> Figures:
    """Every figure of a period; people are cumulated from `since`, by default its start."""
    calendar = read(session)
    counted: Figures = {**_happenings(session, period)}
    counted["people_cumulative"] = people(session, since or period.start, period.end)
    for part in PARTS:
        counted.update(part(session, period, calendar))
    return {name: counted.get(name) for name in LABELS}


def people(session: Session, start: datetime, end: datetime) -> int:
    """How many different people there were."""
    rows = select(Happening.person).where(
        Happening.at >= start, Happening.at < end, Happening.person.is_not(None)
    )
    return _count(session, rows.group_by(Happening.person))


def _happenings(session: Session, period: Period) -> Figures:
    what = Happening.what
    day = cast(func.timezone("Asia/Bangkok", Happening.at), Date)
    visits = select(Happening.person, day).where(
        Happening.at >= period.start, Happening.at < period.end, Happening.person.is_not(None)
    )
    # Groups are hashed and shared among processors; count(distinct …) would sort them all.
    each = visits.group_by(Happening.person, day).subquery()
    row = session.execute(
        select(
            func.count().filter(what == What.JOINED),
            func.count().filter(what.in_([What.ANSWERED, What.SUGGESTED, What.UNKNOWN])),
            func.count().filter(what == What.ANSWERED),
            func.count().filter(what == What.SUGGESTED),
            func.count().filter(what == What.UNKNOWN),
            func.count().filter(what == What.ASKED),
            func.count().filter(what == What.DEFLECTED),
            func.count().filter(what == What.TOLD),
            func.count().filter(what == What.FILMED),
        ).where(Happening.at >= period.start, Happening.at < period.end)
    ).one()
    names = (
        "new_friends", "questions", "answered", "suggested", "unknown",
        "escalated", "deflected", "told", "clips",
    )  # fmt: skip
    counted: Figures = dict(zip(names, row, strict=True))
    counted["visits"] = session.scalar(select(func.count()).select_from(each)) or 0
    counted["people"] = people(session, period.start, period.end)
    return counted


def waiting_times(session: Session, period: Period, calendar: Calendar | None = None) -> Figures:
    """Medians of the questions of a period, in minutes of office hours, and promises broken."""
    known = calendar or read(session)
    rows = select(
        Question.section, Question.asked_at, Question.first_answered_at, Question.done_at,
        Question.apologised_at,
    ).where(Question.asked_at >= period.start, Question.asked_at < period.end)  # fmt: skip
    asked = session.execute(rows).all()

    def minutes(section: str | None, a: datetime, b: datetime) -> int:
        return known.minutes_between(a, b, services(section))

    first = [minutes(q.section, q.asked_at, q.first_answered_at) for q in asked
             if q.first_answered_at]  # fmt: skip
    done = [minutes(q.section, q.asked_at, q.done_at) for q in asked
            if q.done_at and q.first_answered_at]  # fmt: skip
    return {
        "median_first_response": round(median(first)) if first else None,
        "median_resolution": round(median(done)) if done else None,
        "broken_promises": sum(q.apologised_at is not None for q in asked),
    }


def _prechecks(session: Session, period: Period, calendar: Calendar) -> Figures:
    """Cases that passed in the period, and those that had never been sent back."""
    passed = select(Step.precheck_id).where(
        Step.to_state == Case.PASSED, Step.at >= period.start, Step.at < period.end
    )
    returned = select(Step.precheck_id).where(Step.to_state == Case.RETURNED)
    handed_in = select(Precheck.id).where(
        Precheck.submitted_at >= period.start, Precheck.submitted_at < period.end
    )
    right = select(Precheck.id).where(Precheck.id.in_(passed), Precheck.id.not_in(returned))
    return {
        "prechecks": _count(session, handed_in),
        "first_time_right": _count(session, right),
    }


def _visits(session: Session, period: Period, calendar: Calendar) -> Figures:
    on = Booking.day.between(period.first, period.last)
    online = select(Booking.id).where(on, Booking.source == "line")
    came = (Visit.ARRIVED, Visit.SERVED, Visit.CAME_BACK)
    kept = (*came, Visit.BOOKED, Visit.NO_SHOW)
    return {
        "booked": _count(session, online.where(Booking.state.in_(kept))),
        "served": _count(session, online.where(Booking.state.in_(came))),
        "no_shows": _count(session, online.where(Booking.state == Visit.NO_SHOW)),
    }


# What the parts count from matters, whose rows go after `CASES`; the rest from happenings.
FROM_CASES = frozenset({
    "median_first_response", "median_resolution", "broken_promises", "prechecks",
    "first_time_right", "booked", "served", "no_shows",
})  # fmt: skip
PARTS: tuple[Callable[[Session, Period, Calendar], Figures], ...] = (
    waiting_times,
    _prechecks,
    _visits,
)


def _count(session: Session, rows: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0
