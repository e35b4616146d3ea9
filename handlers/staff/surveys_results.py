"""What people answered, in a span of time: every share with its sum, its base and its rate."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from flask import abort, request
from sqlalchemy import select

from handlers.staff.procedure_case import today
from handlers.staff.visit import session
from models.calendar import fiscal_year
from models.dates import BANGKOK
from models.reports import formulas
from models.reports.figures import Satisfaction
from models.reports.formulas import NothingCounted, Result
from models.surveys import Survey, SurveyAnswer
from models.usage import Period, months_of_year, quarter_of_year, reporting

MOST_WORDS = 100
OLDEST = 2560  # B.E.; nobody was asked before


@dataclass(frozen=True)
class Told:
    """The answers of a span: the figures, and the sums when anybody answered."""

    satisfaction: Satisfaction
    rate: Decimal | None
    shares: Sequence[tuple[int, str, int, Result]]  # level, its name, how many, share
    sums: Sequence[Result]
    satisfied: Result | None

    @property
    def n(self) -> int:
        """How many answered."""
        return self.satisfaction.n


def result(survey: Survey, period: Period) -> Told:
    """What came of a survey in this span."""
    told = reporting.of_survey(session(), survey, period)
    try:
        satisfied = formulas.share_satisfied(told, survey.satisfied_from)
        sums = [satisfied, formulas.percent_of_mean(told)]
        each = formulas.shares(told)
    except NothingCounted:
        return Told(told, formulas.response_rate(told), [], [], None)
    with suppress(NothingCounted):  # when nobody was satisfied
        sums.append(formulas.mean_of_satisfied(told, survey.satisfied_from))
    shares = [(level, told.label(level), told.counts[level], one) for level, one in each.items()]
    return Told(told, formulas.response_rate(told), shares, sums, satisfied)


def heard(survey: Survey, period: Period) -> Sequence[SurveyAnswer]:
    """The words people added, the latest first; of each its level and month, no day."""
    rows = select(SurveyAnswer).where(
        SurveyAnswer.survey_id == survey.id, SurveyAnswer.words != "",
        SurveyAnswer.at >= period.start, SurveyAnswer.at < period.end,
    )  # fmt: skip
    return session().scalars(rows.order_by(SurveyAnswer.id.desc()).limit(MOST_WORDS)).all()


def period_asked() -> Period:
    """The fiscal year of the address (`?year=2570`), or its quarter; by default this year."""
    this = fiscal_year(today())
    year = request.args.get("year", this, type=int)
    quarter = request.args.get("quarter", 0, type=int)
    if not OLDEST <= year <= this or quarter not in range(5):
        abort(404)
    if quarter:
        return quarter_of_year(year, quarter)
    months = months_of_year(year)
    return Period(months[0].first, months[-1].last)


def years(survey: Survey) -> list[int]:
    """The fiscal years in which it was asked, this one first."""
    begun = fiscal_year(survey.begun_at.astimezone(BANGKOK).date())
    return list(range(fiscal_year(today()), begun - 1, -1))
