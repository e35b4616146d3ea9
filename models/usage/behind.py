"""The rows behind a figure: everything that was counted, one by one, and nobody's name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, Text, and_, cast, distinct, func, select

from models.appointments import Booking
from models.appointments import State as Visit
from models.happenings import Happening, What
from models.prechecks import Precheck
from models.prechecks import State as Case
from models.prechecks.tables import Step
from models.questions import Question
from models.surveys import SurveyAnswer
from models.usage.periods import Period, year_of

PERSON_LETTERS = 10
DAY = cast(func.timezone("Asia/Bangkok", Happening.at), Date)
CAME = (Visit.ARRIVED, Visit.SERVED, Visit.CAME_BACK)
Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Behind:
    """The rows of one figure in the order they happened, and what their columns are called."""

    columns: tuple[str, ...]
    rows: Rows


def behind(figure: str, period: Period) -> Behind:
    """What was counted for a figure of `models.usage.LABELS`; raises KeyError for another.

    People are told apart by a code of this period alone: the same person has another code in
    another month, so that two lists laid side by side tell nothing.
    """
    rows = FIGURES[figure](period)
    return Behind(tuple(str(column["name"]) for column in rows.column_descriptions), rows)


def answers_behind(survey_id: int, period: Period) -> Behind:
    """The answers to a survey: the level alone, for words may say who wrote them."""
    rows = _columns(SurveyAnswer.at, SurveyAnswer.level, "channel", of=SurveyAnswer)
    rows = rows.where(
        SurveyAnswer.survey_id == survey_id,
        SurveyAnswer.at >= period.start,
        SurveyAnswer.at < period.end,
    )
    rows = rows.order_by(SurveyAnswer.at, SurveyAnswer.id)
    return Behind(("at", "level", "channel", "procedure", "section"), rows)


def _columns(*first: Any, of: Any) -> Rows:
    named = [getattr(of, one) if isinstance(one, str) else one for one in first]
    return select(*named, of.procedure, of.section)


def _happened(*whats: What) -> Callable[[Period], Rows]:
    def rows(period: Period) -> Rows:
        columns = (Happening.at, Happening.what, _person(period), "channel")
        found = _columns(*columns, of=Happening).where(_within(Happening.at, period))
        return found.where(Happening.what.in_(whats)).order_by(Happening.at, Happening.id)

    return rows


def _people(period: Period) -> Rows:
    first = func.min(Happening.at).label("first_at")
    days = func.count(distinct(DAY)).label("days")
    rows = select(first, _person(period), days).where(
        _within(Happening.at, period), Happening.person.is_not(None)
    )
    return rows.group_by(Happening.person).order_by(first, Happening.person)


def _people_of_year(period: Period) -> Rows:
    return _people(Period(year_of(period.first).first, period.last))


def _visits(period: Period) -> Rows:
    rows = select(DAY.label("day"), _person(period)).where(
        _within(Happening.at, period), Happening.person.is_not(None)
    )
    return rows.group_by(DAY, Happening.person).order_by(DAY, Happening.person)


def _questions(*wanted: Any, also: tuple[Any, ...] = ()) -> Callable[[Period], Rows]:
    def rows(period: Period) -> Rows:
        asked = Question.asked_at.label("at")
        number, answered = _number("Q", Question), Question.first_answered_at.label("answered_at")
        found = _columns(asked, number, answered, *wanted, of=Question)
        found = found.where(_within(Question.asked_at, period), *also)
        return found.order_by(Question.asked_at, Question.id)

    return rows


def _handed_in(period: Period) -> Rows:
    rows = _columns(Precheck.submitted_at.label("at"), _number("P", Precheck), "state", of=Precheck)
    rows = rows.where(_within(Precheck.submitted_at, period))
    return rows.order_by(Precheck.submitted_at, Precheck.id)


def _first_time_right(period: Period) -> Rows:
    passed = select(Step.precheck_id, func.min(Step.at).label("at")).where(
        Step.to_state == Case.PASSED, _within(Step.at, period)
    )
    each = passed.group_by(Step.precheck_id).subquery()
    returned = select(Step.precheck_id).where(Step.to_state == Case.RETURNED)
    rows = _columns(each.c.at, _number("P", Precheck), "state", of=Precheck)
    rows = rows.join(each, each.c.precheck_id == Precheck.id)
    return rows.where(Precheck.id.not_in(returned)).order_by(each.c.at, Precheck.id)


def _bookings(*states: Visit) -> Callable[[Period], Rows]:
    def rows(period: Period) -> Rows:
        found = _columns("day", "half", _number("B", Booking), "state", of=Booking)
        found = found.where(
            Booking.day.between(period.first, period.last),
            Booking.source == "line",
            Booking.state.in_(states),
        )
        return found.order_by(Booking.day, Booking.half, Booking.id)

    return rows


def _person(period: Period) -> ColumnElement[str]:
    code = func.md5(cast(Happening.person, Text) + str(period.first))
    return func.substr(code, 1, PERSON_LETTERS).label("person")


def _number(letter: str, kind: Any) -> ColumnElement[str]:
    digits = cast(kind.id, Text)
    longest = func.greatest(func.length(digits), 6)
    return (f"{letter}-" + func.lpad(digits, longest, "0")).label("number")


def _within(moment: Any, period: Period) -> ColumnElement[bool]:
    return and_(moment >= period.start, moment < period.end)


FIRST_ANSWER = Question.first_answered_at.is_not(None)
FIGURES: Mapping[str, Callable[[Period], Rows]] = {
    "people": _people,
    "people_cumulative": _people_of_year,
    "new_friends": _happened(What.JOINED),
    "visits": _visits,
    "questions": _happened(What.ANSWERED, What.SUGGESTED, What.UNKNOWN),
    "answered": _happened(What.ANSWERED),
    "suggested": _happened(What.SUGGESTED),
    "unknown": _happened(What.UNKNOWN),
    "escalated": _happened(What.ASKED),
    "deflected": _happened(What.DEFLECTED),
    "told": _happened(What.TOLD),
    "median_first_response": _questions(also=(FIRST_ANSWER,)),
    "median_resolution": _questions(
        Question.done_at, also=(FIRST_ANSWER, Question.done_at.is_not(None))
    ),
    "broken_promises": _questions(
        Question.promised_at, Question.apologised_at, also=(Question.apologised_at.is_not(None),)
    ),
    "prechecks": _handed_in,
    "first_time_right": _first_time_right,
    "booked": _bookings(*CAME, Visit.BOOKED, Visit.NO_SHOW),
    "served": _bookings(*CAME),
    "no_shows": _bookings(Visit.NO_SHOW),
    "clips": _happened(What.FILMED),
}
