"""Photographs and files: fetched once, patiently, and forgotten on time."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import attachments
from models.attachments import GIVE_UP, LEASE, Attachment, Keeping
from tests.people import DAY, MINUTE, NOON, SECOND, somying


def expect(session: Session, message_id: str = "1") -> Attachment:
    citizen = somying(session)
    attachments.expect(session, citizen, message_id, "image", NOON, NOON)
    attachments.expect(session, citizen, message_id, "image", NOON, NOON)
    return session.scalars(select(Attachment)).one()


def test_expecting_twice_changes_nothing_and_a_dead_fetcher_is_replaced(session: Session) -> None:
    photo = expect(session)
    assert attachments.claim(session, NOON) is photo
    assert attachments.claim(session, NOON + LEASE - SECOND) is None
    assert attachments.claim(session, NOON + LEASE) is photo


def test_lines_bad_hour_is_waited_out_and_half_a_day_is_the_end(session: Session) -> None:
    photo = expect(session)
    moment = NOON
    while moment - NOON < 2 * 60 * MINUTE:
        photo.postpone(moment)
        assert photo.status == Keeping.WAITING
        assert moment < photo.due_at <= moment + 15 * MINUTE
        moment = photo.due_at
    photo.postpone(NOON + GIVE_UP + SECOND)
    assert photo.status == Keeping.GONE


def test_what_is_too_old_goes_to_the_shredder(session: Session) -> None:
    photo = expect(session)
    photo.status = Keeping.KEPT
    session.flush()
    assert attachments.forget_before(session, NOON + DAY, NOON + DAY) == 1
    session.refresh(photo)
    assert photo.status == Keeping.FORGET
    assert attachments.forget_before(session, NOON + DAY, NOON + DAY) == 0
