"""Every answer goes out once, free while it can, whatever LINE does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.line import Line
from bot.simulator import Phone
from models import outbox
from models.citizens import Citizen
from models.outbox import Letter, State
from tests.district import District

QUESTION = "จดทะเบียนสมรส"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def answers(phone: Phone) -> int:
    """How many messages the office has sent to this phone since the last one typed."""
    return len(phone.last_texts())


def last_letter(district: District) -> Letter:
    with district.sessions() as session:
        letter = session.scalars(select(Letter).order_by(Letter.id.desc()).limit(1)).one()
    return letter


def pushes(district: District) -> int:
    return district.platform.quota.used(district.platform.now())


def owe(district: District, words: str = "นัดของคุณพรุ่งนี้ค่ะ", *, duty: bool = False) -> None:
    """Let the office write to its one citizen of its own accord."""
    with district.sessions.begin() as session:
        citizen = session.scalars(select(Citizen)).one()
        note = [{"type": "text", "text": words}]
        outbox.put(session, citizen, note, district.platform.now(), duty=duty)


def test_an_answer_is_a_free_reply(district: District) -> None:
    phone = district.phone()
    phone.types(QUESTION)
    district.settle()
    assert answers(phone) >= 1
    assert pushes(district) == 0
    assert last_letter(district).line_request_id


def test_an_answer_too_late_for_its_token_is_pushed_once(district: District) -> None:
    phone = district.phone()
    phone.types(QUESTION)
    district.pass_time(2 * MINUTE)
    district.settle()
    assert answers(phone) >= 1
    assert (last_letter(district).sent_by, pushes(district)) == ("push", 1)


@pytest.mark.parametrize("fault", ["fail_after", "reset_after"])
def test_a_reply_that_arrived_though_line_said_otherwise_is_not_pushed(
    district: District, fault: str
) -> None:
    phone = district.phone()
    setattr(district.platform.faults, fault, 1)
    phone.types(QUESTION)
    district.settle()
    district.pass_time(timedelta(seconds=2))
    district.settle()
    letter = last_letter(district)
    assert (letter.state, letter.sent_by) == (State.SENT, "reply")
    assert (answers(phone), pushes(district)) == (len(letter.messages), 0)


def test_a_reply_that_did_not_arrive_is_sent_with_the_same_token(district: District) -> None:
    phone = district.phone()
    district.platform.faults.fail_before = 1
    phone.types(QUESTION)
    district.settle()
    assert answers(phone) == 0
    district.pass_time(timedelta(seconds=2))
    district.settle()
    assert (answers(phone) >= 1, pushes(district)) == (True, 0)


def test_a_reply_that_stays_uncertain_is_left_so(district: District) -> None:
    phone = district.phone()
    district.platform.faults.fail_before = 20
    phone.types(QUESTION)
    for _ in range(8):
        district.settle()
        district.pass_time(10 * MINUTE / 60)
    district.pass_time(HOUR)
    district.settle()
    assert last_letter(district).state == State.UNCERTAIN
    assert (answers(phone), pushes(district)) == (0, 0)


def test_too_many_calls_only_delay_a_reply(district: District) -> None:
    phone = district.phone()
    district.platform.faults.rate_limited = 1
    phone.types(QUESTION)
    district.settle()
    assert answers(phone) == 0
    district.pass_time(timedelta(seconds=6))
    district.settle()
    assert (last_letter(district).sent_by, pushes(district)) == ("reply", 0)


def test_a_push_line_accepted_unheard_is_known_by_its_key(district: District) -> None:
    phone = district.phone()
    district.platform.faults.fail_after = 1
    owe(district)
    for _ in range(2):
        district.settle()
        district.pass_time(MINUTE)
    letter = last_letter(district)
    assert (letter.state, letter.last_status) == (State.SENT, 409)
    assert [t for t in phone.last_texts() if "นัดของคุณ" in t] == ["นัดของคุณพรุ่งนี้ค่ะ"]
    assert pushes(district) == 1


@pytest.mark.parametrize("fault", ["same_user", "rate_limited", "fail_before", "reset_before"])
def test_a_push_refused_for_now_goes_out_later(district: District, fault: str) -> None:
    phone = district.phone()
    setattr(district.platform.faults, fault, 2)
    owe(district)
    for _ in range(4):
        district.settle()
        district.pass_time(MINUTE)
    assert "นัดของคุณพรุ่งนี้ค่ะ" in phone.last_texts()
    assert pushes(district) == 1


def test_when_the_month_is_spent_a_letter_waits_for_the_next_free_reply(district: District) -> None:
    phone = district.phone()
    district.platform.faults.quota_reached = True
    owe(district)
    district.settle()
    assert last_letter(district).state == State.PARKED
    phone.types("เวลาทำการ")
    district.settle()
    first, *_ = phone.last_texts()
    assert first == "นัดของคุณพรุ่งนี้ค่ะ"
    with district.sessions() as session:
        assert set(session.scalars(select(Letter.state))) == {State.SENT}


def test_who_blocked_us_is_not_written_to_until_they_come_back(district: District) -> None:
    phone = district.phone()
    phone.blocks()
    district.settle()
    owe(district)
    district.settle()
    assert last_letter(district).state == State.BLOCKED
    assert pushes(district) == 0
    phone.unblocks()
    district.settle()
    assert "นัดของคุณพรุ่งนี้ค่ะ" in phone.last_texts()


def test_an_hour_without_line_costs_no_answer(district: District) -> None:
    phone = district.phone()
    nowhere = replace(district.settings, line_api_url="http://127.0.0.1:9")
    postman, line = district.worker.postman, district.line
    postman.line = Line(nowhere)
    phone.types(QUESTION)
    for _ in range(12):
        district.settle()
        district.pass_time(5 * MINUTE)
    assert answers(phone) == 0
    postman.line = line
    district.pass_time(10 * MINUTE)
    district.settle()
    assert answers(phone) >= 1
    assert pushes(district) == 1


def test_a_postman_who_dies_with_a_reply_in_his_hand_is_followed_by_a_careful_one(
    district: District,
) -> None:
    phone = district.phone()
    phone.types(QUESTION)
    while district.worker.turns.round():
        pass
    errand = district.worker.postman.take()
    assert errand is not None
    district.worker.postman.call(errand)  # LINE has it; then the process dies
    sent = answers(phone)
    district.pass_time(outbox.LEASE)
    district.settle()
    assert (answers(phone), pushes(district)) == (sent, 0)
    assert last_letter(district).state == State.SENT


def test_a_token_that_expired_is_replaced_on_the_way(district: District) -> None:
    phone = district.phone()
    district.pass_time(16 * MINUTE)  # a stateless token lives fifteen
    phone.types(QUESTION)
    district.settle()
    assert last_letter(district).sent_by == "reply"


def test_a_letter_line_will_never_take_is_set_aside_and_the_next_goes_out(
    district: District,
) -> None:
    phone = district.phone()
    with district.sessions.begin() as session:
        citizen = session.scalars(select(Citizen)).one()
        outbox.put(session, citizen, [{"type": "hologram"}], district.platform.now())
    owe(district)
    district.settle()
    with district.sessions() as session:
        states = list(session.scalars(select(Letter.state).order_by(Letter.id)))
    assert states[-2:] == [State.REFUSED, State.SENT]
    assert "นัดของคุณพรุ่งนี้ค่ะ" in phone.last_texts()


def test_no_connection_is_held_while_line_is_asked(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []
    pool = district.worker.sessions.kw["bind"].pool
    request = Line._request

    def watched(self: Line, *arguments: object) -> object:
        held.append(pool.checkedout())
        return request(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Line, "_request", watched)
    phone = district.phone()
    phone.sends_photo()
    phone.types("English")
    district.settle()
    assert len(held) > 4
    assert set(held) == {0}
