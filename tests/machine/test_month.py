"""The night a month ends: closed once, by whichever clock comes first, or by a later night's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot import clock
from bot.clock import strike
from models import happenings, surveys
from models.happenings import What
from models.surveys import SurveyAsk
from models.usage import ClosedMonth, closed, month_of
from scheduler import TIMETABLE
from tests.people import NOON, somying

FIRST_NIGHT = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)  # 01.00 on 1 December in Bangkok
NOVEMBER = month_of(date(2026, 11, 1))
Sessions = sessionmaker[Session]


@pytest.fixture(autouse=True)
def timetable(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = tuple(job for job in TIMETABLE if job.name in ("month", "surveys"))
    assert len(ours) == 2
    monkeypatch.setattr(clock, "TIMETABLE", ours)


def months(sessions: Sessions) -> list[date]:
    with sessions() as session:
        return list(session.scalars(select(ClosedMonth.month).order_by(ClosedMonth.month)))


def test_the_month_closes_once_with_three_clocks(sessions: Sessions) -> None:
    with sessions.begin() as session:
        happenings.note(session, somying(session), What.WROTE, NOON)
    with ThreadPoolExecutor(3) as clocks:
        done = list(clocks.map(lambda _: strike(sessions, FIRST_NIGHT), range(3)))
    assert [name for names in done for name in names].count("month") == 1
    assert months(sessions) == [NOVEMBER.first]
    with sessions() as session:
        frozen = closed(session, NOVEMBER)
        assert frozen and frozen.figures["people"] == 1


def test_until_it_is_over_the_month_stays_open(sessions: Sessions) -> None:
    strike(sessions, NOVEMBER.end - timedelta(minutes=1))
    assert NOVEMBER.first not in months(sessions)


def test_a_clock_that_was_down_on_the_first_closes_it_later(sessions: Sessions) -> None:
    with sessions.begin() as session:
        happenings.note(session, somying(session), What.WROTE, NOON)
    strike(sessions, FIRST_NIGHT + timedelta(days=9))
    strike(sessions, FIRST_NIGHT + timedelta(days=10))
    assert months(sessions) == [NOVEMBER.first]


def test_a_day_later_the_clock_cuts_what_leads_to_an_answer(sessions: Sessions) -> None:
    with sessions.begin() as session:
        citizen, survey = somying(session), surveys.running(session, "visit")
        assert survey
        surveys.ask(session, survey, citizen, "visit:1", NOON)
        surveys.answer(session, citizen, survey, "visit:1", 5, NOON)
    strike(sessions, NOON + timedelta(hours=23))
    with sessions() as session:
        assert session.scalars(select(SurveyAsk.answer_id)).one() is not None
    strike(sessions, NOON + timedelta(hours=26))
    with sessions() as session:
        assert session.scalars(select(SurveyAsk.answer_id)).one() is None
