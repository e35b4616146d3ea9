"""Events: in order for each citizen, once each, and a bad one never blocks the next."""

from sqlalchemy.orm import Session, sessionmaker

from models import inbox
from models.citizens import lock
from models.inbox import PATIENCE
from tests.people import MINUTE, NOON, SECOND, heard_from, somying


def test_the_earliest_happening_comes_first_whatever_arrived_first(session: Session) -> None:
    citizen = somying(session)
    later = heard_from(session, citizen, 1, NOON + SECOND)
    earlier = heard_from(session, citizen, 2, NOON)
    assert inbox.next_event(session, citizen, NOON) is earlier
    earlier.handled_at = NOON
    assert inbox.next_event(session, citizen, NOON) is later


def test_who_waits_longest_is_visited_first(session: Session) -> None:
    first, second = somying(session, "a"), somying(session, "b")
    heard_from(session, second, 1)
    heard_from(session, first, 1)
    assert inbox.waiting_citizens(session, NOON) == [second.id, first.id]


def test_an_event_that_fails_waits_while_the_next_words_are_heard(session: Session) -> None:
    citizen = somying(session)
    poisoned = heard_from(session, citizen, 1, NOON)
    following = heard_from(session, citizen, 2, NOON + SECOND)
    assert poisoned.stumble("ValueError", NOON) is False
    assert inbox.next_event(session, citizen, NOON) is following
    following.handled_at = NOON
    assert inbox.next_event(session, citizen, NOON) is None
    assert inbox.next_event(session, citizen, NOON + PATIENCE[0]) is poisoned


def test_patience_ends_and_the_event_is_set_aside_until_reopened(session: Session) -> None:
    citizen = somying(session)
    poisoned = heard_from(session, citizen, 1)
    assert [poisoned.stumble("ValueError", NOON) for _ in range(4)] == [False, False, False, True]
    assert inbox.next_event(session, citizen, NOON + MINUTE) is None
    assert inbox.reopen(session) == 1
    session.refresh(poisoned)
    assert inbox.next_event(session, citizen, NOON) is poisoned


def test_two_workers_never_hold_the_same_citizen(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        citizen_id = somying(session).id
    with sessions.begin() as one, sessions.begin() as two:
        assert lock(one, citizen_id) is not None
        assert lock(two, citizen_id) is None


def test_a_held_citizen_can_still_be_written_to_the_inbox(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        citizen = somying(session)
    with sessions.begin() as turn:
        lock(turn, citizen.id)
        with sessions.begin() as webhook:
            heard_from(webhook, citizen, 1)


def test_words_are_forgotten_after_their_time_even_of_what_was_set_aside(session: Session) -> None:
    citizen = somying(session)
    handled = heard_from(session, citizen, 1, handled_at=NOON)
    aside = heard_from(session, citizen, 2, set_aside_at=NOON)
    fresh = heard_from(session, citizen, 3, NOON + 2 * MINUTE)
    handled.raw = aside.raw = fresh.raw = '{"message": {"text": "ความลับ"}}'
    session.flush()
    assert inbox.forget_before(session, NOON + MINUTE) == 2
    session.expire_all()
    assert (handled.raw, aside.raw, handled.reply_token) == ("{}", "{}", None)
    assert "ความลับ" in fresh.raw
