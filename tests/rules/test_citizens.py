"""Citizens: friends and blocked, whichever way the news arrives."""

from hypothesis import given
from hypothesis import strategies as st

from models.citizens import Citizen
from tests.people import NOON, SECOND


def test_a_late_unfollow_does_not_undo_a_newer_follow() -> None:
    citizen = Citizen()
    assert citizen.befriend(NOON + SECOND)
    assert not citizen.block(NOON)
    assert citizen.blocked_at is None


@given(st.permutations(range(6)))
def test_the_latest_happening_is_the_truth_in_any_order(order: list[int]) -> None:
    citizen = Citizen()
    for place in order:
        (citizen.befriend if place % 2 else citizen.block)(NOON + place * SECOND)
    assert citizen.blocked_at is None  # the last of the six, number five, was a follow
    assert citizen.friend_at == NOON + 5 * SECOND


def test_blocking_ends_what_the_conversation_waited_for() -> None:
    citizen = Citizen()
    citizen.wait_for({"kind": "question"}, NOON)
    citizen.block(NOON + SECOND)
    assert citizen.topic is None


def test_the_last_sign_of_life_never_moves_back() -> None:
    citizen = Citizen()
    citizen.seen(NOON)
    citizen.seen(NOON - SECOND)
    assert citizen.last_seen_at == NOON
