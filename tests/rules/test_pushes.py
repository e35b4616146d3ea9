"""The month's counted messages: the office keeps some for duties, LINE's own figure counts too."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import outbox, pushes
from models.pushes import Quota
from models.questions import Setting
from tests.officers import officers
from tests.people import NOON, somying

FREE = Quota(300, 0)


def pushed(session: Session, many: int, at: datetime = NOON) -> None:
    """So many counted pushes that went out."""
    citizen = somying(session)
    for _ in range(many):
        (letter,) = outbox.put(session, citizen, [{"type": "text", "text": "-"}], at)
        letter.delivered("push", at)
    session.flush()


def test_a_fifth_is_kept_for_duties_until_the_office_decides(session: Session) -> None:
    assert pushes.reserve(session, 300) == 60
    assert pushes.room(session, FREE, NOON, duty=False) == 240
    assert pushes.room(session, FREE, NOON, duty=True) == 300


def test_staff_decide_how_much_is_kept(session: Session) -> None:
    pushes.set_reserve(session, 250, officers(session).head, NOON)
    pushed(session, 50)
    assert not pushes.may_push(session, FREE, False, NOON)
    assert pushes.may_push(session, FREE, True, NOON)


def test_more_than_the_plan_cannot_be_kept(session: Session) -> None:
    head = officers(session).head
    pushes.set_reserve(session, 1000, head, NOON)
    assert pushes.reserve(session, 300) == 300
    assert pushes.room(session, FREE, NOON, duty=False) == 0
    with pytest.raises(ValueError, match="negative"):
        pushes.set_reserve(session, -1, head, NOON)


def test_what_others_sent_from_the_account_counts_as_line_counts_it(session: Session) -> None:
    pushed(session, 10)
    assert pushes.room(session, Quota(300, 290), NOON, duty=True) == 10
    assert pushes.room(session, Quota(300, 4), NOON, duty=True) == 290


def test_a_plan_without_a_limit_keeps_nothing_back(session: Session) -> None:
    assert pushes.may_push(session, Quota(None, 10_000), False, NOON)


def test_what_line_said_is_kept_a_row_for_each_figure_and_day(session: Session) -> None:
    for hours, used in ((0, 5), (1, 5), (2, 6), (24, 6)):
        pushes.note_quota(session, Quota(300, used), NOON + timedelta(hours=hours))
    rows = select(Setting.value).where(Setting.name == "line_used").order_by(Setting.id)
    assert list(session.scalars(rows)) == [5, 6, 6]
    assert pushes.last_told(session, NOON + timedelta(hours=25)) == Quota(300, 6)


def test_a_new_month_begins_at_nothing_before_line_says_so(session: Session) -> None:
    pushes.note_quota(session, Quota(300, 299), NOON)
    december = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)  # midnight in Bangkok
    assert pushes.last_told(session, december - timedelta(seconds=1)) == Quota(300, 299)
    assert pushes.last_told(session, december) == Quota(300, 0)


def test_a_plan_without_a_limit_is_remembered_as_one(session: Session) -> None:
    assert pushes.last_told(session, NOON) is None
    pushes.note_quota(session, Quota(None, 7), NOON)
    assert pushes.last_told(session, NOON) == Quota(None, 7)
