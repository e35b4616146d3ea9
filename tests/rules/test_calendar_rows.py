"""The calendar as it is kept: seeded once, corrected by officers, confirmed."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, sessionmaker

from models import calendar
from models.calendar import (
    AlreadyThere,
    CalendarDay,
    Entry,
    Half,
    Kind,
    NotSo,
    NotTimes,
    Opening,
    OpeningHours,
)
from models.calendar.reading import unconfirmed_year
from tests.officers import Officers
from tests.officers import officers as cast_of
from tests.people import NOON

IN_FY2568 = datetime(2024, 11, 1, tzinfo=UTC)
MAY_1, PLOUGHING = date(2026, 5, 1), date(2026, 5, 13)
MONDAY = date(2026, 11, 23)
CABINET = Entry(MONDAY, Kind.SPECIAL, "วันหยุดพิเศษ", source="มติ ครม. 17 พ.ย. 2569")


@pytest.fixture
def cast(session: Session) -> Officers:
    return cast_of(session)


@pytest.fixture
def past(session: Session) -> Session:
    """The calendar filled in as in November 2024, for the fiscal years 2568 to 2570."""
    session.execute(delete(CalendarDay))
    calendar.seed(session, IN_FY2568)
    return session


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (MAY_1, None),
        (date(2027, 5, 3), None),
        (PLOUGHING, "วันพืชมงคล"),
        (date(2025, 5, 9), "วันพืชมงคล"),
        (date(2026, 6, 1), "ชดเชยวันวิสาขบูชา"),
        (date(2026, 1, 2), "วันหยุดพิเศษ (เพิ่มเติม)"),
        (date(2025, 8, 11), "วันหยุดพิเศษ (เพิ่มเติม)"),
        (date(2026, 1, 10), "วันเสาร์"),
    ],
)
def test_the_office_keeps_the_holidays_of_the_government(past: Session, day: date, why: str | None):
    assert calendar.read(past).why_closed(day) == why


def test_a_day_of_several_names_is_closed_and_says_them_all(past: Session):
    closed = calendar.read(past)
    assert not closed.openings(date(2026, 12, 7))
    assert "ชดเชยวันชาติ และชดเชยวันพ่อแห่งชาติ" in (closed.why_closed(date(2026, 12, 7)) or "")
    assert "and National Father's Day" in (closed.why_closed_en(date(2026, 12, 7)) or "")


@pytest.mark.parametrize(
    ("year", "quarters"),
    [(2568, [60, 62, 56, 61]), (2569, [61, 61, 57, 62]), (2570, [61, 62, 58, 62])],
)
def test_working_days_of_each_quarter(past: Session, year: int, quarters: list[int]):
    known = calendar.read(past)
    spans = [calendar.quarter_span(year, number) for number in range(1, 5)]
    assert [known.working_days(*span) for span in spans] == quarters


def test_a_fresh_office_has_this_and_two_more_fiscal_years(session: Session):
    known = calendar.read(session)
    years = {calendar.fiscal_year(day) for day in known.days}
    assert years == {2570, 2571, 2572} and not known.confirmed_years


def test_saturday_takes_births_deaths_and_moves_and_other_days_deaths_alone(session: Session):
    known = calendar.read(session)
    saturday, sunday, holiday = date(2026, 11, 21), date(2026, 11, 22), date(2026, 12, 10)
    for slug in ("birth-notification", "death-notification", "move-in", "move-out"):
        assert len(known.openings(saturday, (slug, "section:registration"))) == 2
    assert not known.openings(saturday) and not known.openings(saturday, ("id-card-lost",))
    for day in (sunday, holiday):
        assert known.openings(day, ("death-notification",))
        assert not known.openings(day, ("birth-notification",))
    assert calendar.services_with_hours(session)[None] is False


def test_seeding_again_changes_nothing(session: Session):
    assert calendar.seed(session, NOON) == 0
    assert calendar.seed(session, NOON.replace(year=2027)) > 0


def test_two_releases_at_once_seed_once(sessions: sessionmaker[Session]):
    with sessions.begin() as session:
        session.execute(delete(CalendarDay))
    with sessions.begin() as one:
        assert calendar.seed(one, NOON)
    with sessions.begin() as other:
        assert calendar.seed(other, NOON) == 0
        twice = select(CalendarDay.day).group_by(CalendarDay.day).having(func.count() > 1)
        assert not other.scalars(twice).all()


def test_what_an_officer_removed_never_comes_back(session: Session, cast: Officers):
    row = session.scalars(select(CalendarDay).where(CalendarDay.day == date(2027, 5, 4))).one()
    calendar.remove_day(session, row, cast.admin, NOON)
    calendar.set_hours(session, cast.admin, NOON, "move-in", {})
    assert calendar.seed(session, NOON) == 0
    known = calendar.read(session)
    assert known.openings(date(2027, 5, 4))
    assert not known.openings(date(2026, 11, 21), ("move-in", "section:registration"))


def test_a_confirmed_year_is_left_as_the_office_found_it(session: Session, cast: Officers):
    session.execute(delete(CalendarDay))
    calendar.confirm_year(session, 2571, cast.admin, NOON)
    calendar.seed(session, NOON)
    assert {calendar.fiscal_year(day) for day in calendar.read(session).days} == {2570, 2572}


def test_a_cabinet_holiday_counts_at_once_and_can_be_taken_back(session: Session, cast: Officers):
    row = calendar.add_day(session, CABINET, cast.admin, NOON)
    assert calendar.read(session).why_closed(MONDAY) == "วันหยุดพิเศษ"
    with pytest.raises(AlreadyThere):
        calendar.add_day(session, CABINET, cast.admin, NOON)
    calendar.remove_day(session, row, cast.admin, NOON)
    assert calendar.read(session).openings(MONDAY)
    with pytest.raises(NotSo):
        calendar.remove_day(session, row, cast.admin, NOON)
    calendar.restore_day(session, row)
    assert not calendar.read(session).openings(MONDAY)
    with pytest.raises(NotSo):
        calendar.restore_day(session, row)


def test_a_removal_cannot_be_undone_over_a_holiday_added_meanwhile(
    session: Session, cast: Officers
):
    row = calendar.add_day(session, CABINET, cast.admin, NOON)
    calendar.remove_day(session, row, cast.admin, NOON)
    calendar.add_day(session, CABINET, cast.admin, NOON)
    with pytest.raises(AlreadyThere):
        calendar.restore_day(session, row)


def test_closures_of_two_sections_stand_beside_each_other(session: Session, cast: Officers):
    for section in ("section:registration", "section:revenue"):
        entry = Entry(MONDAY, Kind.CLOSURE, "อบรม", service=section)
        calendar.add_day(session, entry, cast.admin, NOON)
    known = calendar.read(session)
    assert known.openings(MONDAY) and not known.openings(MONDAY, ("x", "section:revenue"))


def test_hours_are_replaced_and_the_old_ones_kept(session: Session, cast: Officers):
    through = [
        Opening(time(8), time(12), Half.MORNING),
        Opening(time(12), time(16, 30), Half.AFTERNOON),
    ]
    calendar.set_hours(session, cast.admin, NOON, "section:revenue", {0: through})
    chain = ("land-building-tax", "section:revenue")
    known = calendar.read(session)
    assert known.is_open(datetime(2026, 11, 23, 5, 30, tzinfo=UTC), chain)
    assert not known.openings(date(2026, 11, 24), chain)
    calendar.set_hours(session, cast.admin, NOON, "section:revenue", {})
    assert calendar.read(session).openings(date(2026, 11, 24), chain)
    ended = select(OpeningHours).where(OpeningHours.ended_at.is_not(None))
    assert len(session.scalars(ended).all()) == 2


@pytest.mark.parametrize(
    "openings",
    [
        [Opening(time(12), time(8), Half.MORNING)],
        [Opening(time(8), time(13), Half.MORNING), Opening(time(12), time(16), Half.AFTERNOON)],
        [Opening(time(8), time(12), Half.AFTERNOON), Opening(time(13), time(16), Half.MORNING)],
        [Opening(time(8), time(9), Half.MORNING), Opening(time(9), time(12), Half.MORNING)],
    ],
)
def test_times_that_make_no_sense_are_refused(
    session: Session, cast: Officers, openings: list[Opening]
):
    with pytest.raises(NotTimes):
        calendar.set_hours(session, cast.admin, NOON, None, {0: openings})


def test_hours_wait_until_an_officer_confirms_them(session: Session, cast: Officers):
    calendar.confirm_hours(session, None, cast.admin, NOON)
    assert calendar.services_with_hours(session)[None] is True
    with pytest.raises(NotSo):
        calendar.confirm_hours(session, None, cast.admin, NOON)
    calendar.unconfirm_hours(session, None)
    assert calendar.services_with_hours(session)[None] is False
    with pytest.raises(NotSo):
        calendar.unconfirm_hours(session, None)


def test_the_next_fiscal_year_asks_to_be_confirmed_before_it_begins(
    session: Session, cast: Officers
):
    assert unconfirmed_year(session, date(2026, 11, 20)) == 2570
    calendar.confirm_year(session, 2570, cast.admin, NOON)
    assert unconfirmed_year(session, date(2026, 11, 20)) is None
    assert unconfirmed_year(session, date(2027, 7, 2)) is None
    assert unconfirmed_year(session, date(2027, 7, 3)) == 2571
    with pytest.raises(AlreadyThere):
        calendar.confirm_year(session, 2570, cast.admin, NOON)
    calendar.unconfirm_year(session, 2570)
    assert not calendar.read(session).confirmed(2570)
    with pytest.raises(NotSo):
        calendar.unconfirm_year(session, 2570)
