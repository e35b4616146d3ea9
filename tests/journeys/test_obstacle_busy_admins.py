"""The first obstacle: people want an answer now, and those who answer are busy at the counter."""

import pytest
from sqlalchemy import select

from bot.simulator import Phone
from models import questions
from models.happenings import What
from models.questions import Question, State, Wanted
from tests.district import District
from tests.journeys.asking import HOUR, MINUTE, ODD, Asking, bangkok, officer, staffed

MORNING = bangkok(1, 10)  # a Tuesday, 10.00
MOVING = "ย้ายบ้านไปต่างประเทศต้องทำอย่างไร"


@pytest.fixture
def asking(district: District) -> Asking:
    asking = Asking(district, district.phone())
    staffed(district)
    asking.it_is(MORNING)
    return asking


def test_words_nobody_prepared_for_are_promised_an_answer_at_once_and_for_nothing(
    asking: Asking,
) -> None:
    before = asking.bubbles()
    said = asking.types(MOVING)
    assert asking.bubbles() == before + 1
    assert "Q-0" in said and "รับคำถามแล้ว" in said
    assert "ภายในวันอังคารที่ 1 ธ.ค. 2569 เวลา 11.0" in said
    assert len([label for label in asking.labels() if label.startswith("ตอบตรงแล้ว")]) == 3
    assert {"เล่าเพิ่มให้ชัด", "ยกเลิกคำถาม"} <= set(asking.labels())
    assert asking.pushed() == 0
    assert "รอเจ้าหน้าที่ตอบ" in asking.types("เรื่องของฉัน")
    assert asking.happened(What.ASKED) == asking.happened(What.UNKNOWN) == 1
    assert asking.alerts() == [(who, "new") for who in ("somchai", "malee", "head")]


def test_one_of_the_nearest_was_right_and_nobody_need_answer(asking: Asking) -> None:
    asking.types(MOVING)
    near = (b.label for b in asking.phone.buttons() if b.action["data"].startswith("near?"))
    assert "ตรงกับที่ถามไหมคะ" in asking.taps(next(near))
    assert "ปิดคำถาม" in asking.taps("ตอบตรงแล้ว")
    assert asking.state() is State.DEFLECTED
    assert asking.happened(What.DEFLECTED) == 1
    asking.it_is(MORNING + 3 * HOUR)
    assert asking.the_clock_strikes() == 0


def test_it_may_be_closed_from_the_receipt_or_cancelled(asking: Asking) -> None:
    asking.types(MOVING)
    asking.taps("ตอบตรงแล้ว (2)")
    assert asking.state() is State.DEFLECTED
    asking.types(ODD)
    asking.taps("ยกเลิกคำถาม")
    assert asking.state() is State.WAITING
    asking.taps("ยกเลิกคำถามนี้")
    assert asking.state() is State.WITHDRAWN


@pytest.mark.parametrize("noise", ["ฟหกดสวาง", "zxcv", "1234567890", "?!", "อืม"])
def test_noise_troubles_nobody_until_it_is_sent(asking: Asking, noise: str) -> None:
    assert "ส่งให้เจ้าหน้าที่" in (asking.types(noise), *asking.labels())
    with asking.district.sessions() as session:
        assert session.query(Question).count() == 0


def test_who_writes_in_pieces_asks_one_question(asking: Asking) -> None:
    asking.types(ODD)
    assert "เพิ่มไว้ในคำถาม" in asking.types("คือว่ามันสูงมากแล้วก็เศร้าค่ะ")
    asking.it_is(asking.now + HOUR)
    asking.types(MOVING)
    with asking.district.sessions() as session:
        asked = session.scalars(select(Question).order_by(Question.id)).all()
        assert [len(question.words) for question in asked] == [1, 0]


def test_ten_ask_the_same_and_one_answer_goes_to_each_once(asking: Asking) -> None:
    phones = [asking.phone, *(asking.district.phone(f"คนที่ {n}") for n in range(2, 11))]
    for phone in phones:
        phone.types(MOVING)
    asking.district.settle()
    with asking.desk() as (session, question, who):
        group = [question, *questions.alike(session, question)]
        assert len(group) == 10
        promises = sorted(one.promised_at for one in group if one.promised_at)
        assert promises[0] < promises[-1]  # the tenth was told how long the queue is
        for one in sorted(group, key=lambda one: one.citizen_id):
            asking.answer(session, one, who, "แจ้งย้ายปลายทางต่างประเทศค่ะ", ())
    for phone in phones:
        assert _heard(phone, "แจ้งย้ายปลายทางต่างประเทศค่ะ") == 1
    with asking.district.sessions() as session:
        assert questions.count(session, Wanted()) == 0


def test_a_promise_about_to_break_rises_and_a_broken_one_is_apologised_for_once(
    asking: Asking,
) -> None:
    asking.types(MOVING)
    asking.it_is(MORNING + 46 * MINUTE)
    asking.the_clock_strikes()
    assert ("head", "escalated") in asking.alerts()
    asking.it_is(MORNING + 61 * MINUTE)
    asking.the_clock_strikes()
    assert "ขออภัยค่ะ คำถาม Q-" in asking.said()
    assert "ภายในวันอังคารที่ 1 ธ.ค. 2569 เวลา 13." in asking.said()
    for minutes in (62, 200, 600):
        asking.it_is(MORNING + minutes * MINUTE)
        asking.the_clock_strikes()
    assert _heard(asking.phone, "ยังไม่ได้ตอบตามเวลาที่แจ้งไว้") == 1
    assert asking.pushed() == 1


def test_two_broken_promises_to_one_citizen_cost_one_message(asking: Asking) -> None:
    asking.types(MOVING)
    asking.it_is(MORNING + 30 * MINUTE)
    asking.types(ODD)
    asking.it_is(MORNING + 5 * HOUR)
    asking.the_clock_strikes()
    assert _heard(asking.phone, "ยังไม่ได้ตอบตามเวลาที่แจ้งไว้") == 2
    assert asking.pushed() == 1


def test_an_officer_who_leaves_in_the_middle_lets_the_bot_and_colleagues_come_back(
    asking: Asking,
) -> None:
    asking.types(MOVING)
    asking.is_taken()
    for minutes in (20, 40, 59):
        asking.it_is(MORNING + minutes * MINUTE)
        asking.types("ยังอยู่ไหมคะ")
    asking.it_is(MORNING + 61 * MINUTE)
    asking.the_clock_strikes()
    assert asking.state() is State.WAITING
    assert ("malee", "released") in asking.alerts()
    assert "08.00" in asking.types("เวลาทำการ")
    asking.is_taken("malee")
    asking.is_answered("ไปที่ฝ่ายทะเบียนค่ะ", "malee")
    assert _heard(asking.phone, "ไปที่ฝ่ายทะเบียนค่ะ") == 1
    assert len(asking.thread()) == 4  # three words of the citizen and one answer: nothing lost


def test_who_blocked_the_account_gets_the_answer_when_they_are_back(asking: Asking) -> None:
    asking.types(MOVING)
    asking.sends("blocks")
    asking.is_taken()
    asking.is_answered("ไปที่ฝ่ายทะเบียนค่ะ")
    asking.it_is(MORNING + 3 * HOUR)
    asking.the_clock_strikes()
    assert _heard(asking.phone, "ไปที่ฝ่ายทะเบียนค่ะ") == 0
    asking.sends("unblocks")
    asking.types("เมนู")
    assert _heard(asking.phone, "ไปที่ฝ่ายทะเบียนค่ะ") == 1


def test_who_blocked_the_account_is_not_apologised_to(asking: Asking) -> None:
    asking.types(MOVING)
    asking.sends("blocks")
    asking.it_is(MORNING + 3 * HOUR)
    asking.the_clock_strikes()
    asking.sends("unblocks")
    asking.types("เมนู")
    assert _heard(asking.phone, "ยังไม่ได้ตอบตามเวลา") == 0


def test_an_officer_who_is_no_more_is_not_waited_for(asking: Asking) -> None:
    asking.types(MOVING)
    asking.is_taken()
    with asking.district.sessions.begin() as session:
        officer(session, "somchai").deactivate()
    asking.types("เพิ่มเติมนะคะ")
    assert ("malee", "words") in asking.alerts()


def _heard(phone: Phone, words: str) -> int:
    """In how many messages on this phone these words stand."""
    return sum(words in str(bubble.message) for bubble in phone.screen if bubble.by == "office")
