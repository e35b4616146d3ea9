"""An office that came back from a backup says nothing a second time, and loses nothing parked."""

import pytest
from sqlalchemy.orm import Session

from models import coming_back, inbox, outbox
from models.coming_back import Undone
from models.orders import noticing
from models.orders.noticing import ISSUED, News
from models.outbox import Letter, State
from tests.agencies import open_agencies
from tests.people import DAY, NOON, heard_from, somying

WORDS = [{"type": "text", "text": "ค่ะ"}]


def letter(session: Session, state: State) -> Letter:
    [written] = outbox.put(session, somying(session, state.value[0]), WORDS, NOON)
    written.state = state
    session.flush()
    return written


@pytest.mark.parametrize("state", [State.WAITING, State.SENDING])
def test_what_was_about_to_go_counts_as_perhaps_delivered(session: Session, state: State) -> None:
    going = letter(session, state)
    assert coming_back.settle(session, NOON) == Undone(letters=1, held=0, events=0)
    session.refresh(going)
    assert going.state == State.UNCERTAIN
    assert outbox.claim(session, NOON + DAY) is None


def test_word_of_orders_that_waited_for_the_mail_is_not_mailed_again(session: Session) -> None:
    known = open_agencies(session)
    news = [News(known.to_one, ISSUED)]
    noticing.told(session, known.manee, news, NOON, door=noticing.MAIL_WAITS)
    assert coming_back.settle(session, NOON).letters == 1
    assert noticing.mail(session, NOON) == []


def test_what_is_parked_is_never_pushed_but_rides_with_the_next_reply(session: Session) -> None:
    parked = letter(session, State.PARKED)
    coming_back.settle(session, NOON)
    for duty in (True, False):
        assert outbox.release(session, NOON + 40 * DAY, most=10, duty=duty) == set()
    event = heard_from(session, somying(session, "z"), 1)
    [reply] = outbox.put(session, somying(session, "y"), WORDS, NOON, answering=event)
    reply.citizen_id = parked.citizen_id
    session.flush()
    assert outbox.carry_parked(session, reply) == [parked]


def test_what_waits_for_a_friend_to_come_back_goes_the_same_way(session: Session) -> None:
    blocked = letter(session, State.BLOCKED)
    assert coming_back.settle(session, NOON).held == 1
    session.refresh(blocked)
    assert (blocked.state, blocked.in_doubt) == (State.BLOCKED, True)


def test_events_nobody_answered_are_laid_before_staff_who_can_have_them_answered(
    session: Session,
) -> None:
    citizen = somying(session)
    heard_from(session, citizen, 1)
    heard_from(session, citizen, 2, handled_at=NOON)
    assert coming_back.settle(session, NOON).events == 1
    assert inbox.waiting_citizens(session, NOON) == []
    assert inbox.reopen(session) == 1
    assert inbox.waiting_citizens(session, NOON) == [citizen.id]


@pytest.mark.parametrize("state", [State.SENT, State.REFUSED, State.UNCERTAIN])
def test_what_was_over_stays_as_it_is(session: Session, state: State) -> None:
    over = letter(session, state)
    assert coming_back.settle(session, NOON) == Undone(0, 0, 0)
    session.refresh(over)
    assert over.state == state
