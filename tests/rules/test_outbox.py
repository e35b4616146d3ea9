"""Letters: in order for each citizen, free while they can be, never twice, never lost."""

import pytest
from sqlalchemy.orm import Session

from models import outbox
from models.outbox import LEASE, TOKEN_LIFE, Letter, State
from models.pushes import Quota, may_push, month_start
from tests.people import DAY, MINUTE, NOON, SECOND, heard_from, somying

WORDS = [{"type": "text", "text": "ค่ะ"}]


def letter(session: Session, person: str = "a", **more: object) -> Letter:
    [written] = outbox.put(session, somying(session, person), WORDS, NOON, **more)  # type: ignore[arg-type]
    return written


def test_seven_messages_become_two_letters_and_only_the_first_can_reply(session: Session) -> None:
    citizen = somying(session)
    event = heard_from(session, citizen, 1)
    first, second = outbox.put(session, citizen, WORDS * 7, NOON, answering=event)
    assert (len(first.messages), len(second.messages)) == (5, 2)
    assert first.can_reply(NOON) and not second.can_reply(NOON)


def test_a_reply_is_possible_until_its_token_dies(session: Session) -> None:
    citizen = somying(session)
    [answer] = outbox.put(session, citizen, WORDS, NOON, answering=heard_from(session, citizen, 1))
    assert answer.can_reply(NOON + TOKEN_LIFE - SECOND)
    assert not answer.can_reply(NOON + TOKEN_LIFE)


def test_letters_of_one_citizen_go_in_order_and_one_at_a_time(session: Session) -> None:
    citizen = somying(session)
    first, second = outbox.put(session, citizen, WORDS * 6, NOON)
    assert outbox.claim(session, NOON) is first
    assert outbox.claim(session, NOON) is None
    first.delivered("push", NOON)
    assert outbox.claim(session, NOON) is second


def test_letters_of_two_citizens_go_side_by_side(session: Session) -> None:
    both = {letter(session, "a"), letter(session, "b")}
    assert {outbox.claim(session, NOON), outbox.claim(session, NOON)} == both


def test_a_letter_that_is_put_off_does_not_hold_up_the_next(session: Session) -> None:
    first, second = outbox.put(session, somying(session), WORDS * 6, NOON)
    first.retry(NOON, MINUTE)
    assert outbox.claim(session, NOON) is second


def test_the_letter_of_a_dead_postman_comes_back(session: Session) -> None:
    lost = letter(session)
    assert outbox.claim(session, NOON) is lost
    assert outbox.claim(session, NOON + LEASE - SECOND) is None
    assert outbox.claim(session, NOON + LEASE) is lost


def test_a_doubtful_reply_is_tried_while_its_token_lives_and_then_left(session: Session) -> None:
    citizen = somying(session)
    event = heard_from(session, citizen, 1)
    [doubtful] = outbox.put(session, citizen, WORDS, NOON, answering=event)
    doubtful.doubt_reply(NOON)
    assert (doubtful.state, doubtful.in_doubt) == (State.WAITING, True)
    doubtful.doubt_reply(NOON + TOKEN_LIFE)
    assert doubtful.state == State.UNCERTAIN
    assert outbox.claim(session, NOON + DAY) is None


def test_a_doubtful_push_is_tried_with_its_key_for_a_day(session: Session) -> None:
    doubtful = letter(session)
    key = doubtful.retry_key
    doubtful.begin_push(NOON)
    doubtful.doubt_push(NOON + DAY)
    assert (doubtful.state, doubtful.retry_key) == (State.WAITING, key)
    doubtful.doubt_push(NOON + DAY + SECOND)
    assert doubtful.state == State.UNCERTAIN


def test_a_push_that_surely_failed_for_a_day_gets_a_fresh_key(session: Session) -> None:
    unlucky = letter(session)
    key = unlucky.retry_key
    unlucky.begin_push(NOON)
    unlucky.retry(NOON)
    unlucky.begin_push(NOON + DAY + SECOND)
    assert unlucky.retry_key != key


def test_parked_letters_ride_along_with_a_free_reply(session: Session) -> None:
    citizen = somying(session)
    [parked] = outbox.put(session, citizen, WORDS * 2, NOON)
    parked.state = State.PARKED
    [free] = outbox.put(session, citizen, WORDS, NOON, answering=heard_from(session, citizen, 1))
    assert outbox.claim(session, NOON) is free
    assert outbox.carry_parked(session, free) == [parked]
    free.delivered("reply", NOON, "req")
    session.flush()
    outbox.settle_carried(session, free, NOON)
    assert (parked.state, parked.sent_by) == (State.SENT, "reply")


def test_parked_letters_that_do_not_fit_stay(session: Session) -> None:
    citizen = somying(session)
    [parked] = outbox.put(session, citizen, WORDS * 5, NOON)
    parked.state = State.PARKED
    [free] = outbox.put(session, citizen, WORDS, NOON, answering=heard_from(session, citizen, 1))
    assert outbox.carry_parked(session, free) == []
    assert parked.state == State.PARKED


@pytest.mark.parametrize(
    ("fate", "state"), [(State.UNCERTAIN, State.UNCERTAIN), (State.REFUSED, State.PARKED)]
)
def test_riders_share_the_fate_of_what_carried_them(
    session: Session, fate: State, state: State
) -> None:
    citizen = somying(session)
    [parked] = outbox.put(session, citizen, WORDS, NOON)
    parked.state = State.PARKED
    [free] = outbox.put(session, citizen, WORDS, NOON, answering=heard_from(session, citizen, 1))
    outbox.carry_parked(session, free)
    free.state = fate
    session.flush()
    outbox.settle_carried(session, free, NOON)
    assert parked.state == state


def test_the_reserve_is_kept_for_duties(session: Session) -> None:
    quota = Quota(limit=10, used=8)
    assert not may_push(session, quota, False, NOON)
    assert may_push(session, quota, True, NOON)
    assert not may_push(session, Quota(limit=10, used=10), True, NOON)
    assert may_push(session, Quota(limit=None, used=10**6), False, NOON)


def test_our_own_pushes_of_the_month_count_even_when_lines_figure_lags(session: Session) -> None:
    for person in "abc":
        letter(session, person).delivered("push", NOON)
    session.flush()
    assert not may_push(session, Quota(limit=3, used=0), True, NOON)
    assert may_push(session, Quota(limit=3, used=0), True, NOON + 20 * DAY)


def test_the_month_begins_at_midnight_in_bangkok() -> None:
    assert month_start(NOON).isoformat() == "2026-11-01T00:00:00+07:00"
