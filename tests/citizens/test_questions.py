"""A question in the citizen's own words: answered, narrowed down, or passed to a person."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.office import Office
from models.questions import Question
from models.unsending import forget_message
from tests.citizens.talk import Talk, buttons, somebody, text_of

ODD = "เสาไฟฟ้าคิดถึงดวงจันทร์ค่ะ"
NOISE = "ฟหกดสวาง"  # a cat on the keyboard


def _asked(talk: Talk) -> list[Question]:
    assert talk.session
    return list(talk.session.scalars(select(Question).order_by(Question.id)))


def test_a_clear_question_is_answered_with_the_card(talk: Talk) -> None:
    assert "ทำบัตรประจำตัวประชาชน กรณีบัตรหาย" in text_of(talk.types("บัตรประชาชนหาย"))


def test_a_wrong_guess_can_be_put_right(talk: Talk) -> None:
    talk.types("ย้ายเข้า")
    said = talk.taps("ไม่ใช่เรื่องนี้")
    assert "หมายถึงเรื่องไหน" in text_of(said)
    assert "procedure?p=move-in" not in dict(buttons(said)).values()


def test_a_wrong_guess_without_a_second_one_leads_to_a_person(talk: Talk) -> None:
    said = talk.presses("others?s=&e=")
    assert "ส่งให้เจ้าหน้าที่" in dict(buttons(said))


def test_a_vague_question_gets_at_most_three_suggestions_and_a_person(talk: Talk) -> None:
    said = talk.types("ทำบัตร")
    assert "หมายถึงเรื่องไหน" in text_of(said)
    found = [label for label, data in buttons(said) if data.startswith("procedure?")]
    assert 1 <= len(found) <= 3
    assert "ไม่ใช่ ส่งให้เจ้าหน้าที่" in dict(buttons(said))


def test_what_says_nothing_is_answered_honestly_and_troubles_nobody(kept_talk: Talk) -> None:
    said = kept_talk.types(NOISE)
    assert "ไม่พบคำตอบ" in text_of(said)
    assert _asked(kept_talk) == []


def test_the_words_written_before_are_sent_on_as_they_were(kept_talk: Talk) -> None:
    kept_talk.types(NOISE)
    said = kept_talk.taps("ส่งให้เจ้าหน้าที่")
    (question,) = _asked(kept_talk)
    assert question.text == NOISE
    assert question.receipt in text_of(said)


def test_tapping_send_twice_gives_the_same_receipt(kept_talk: Talk) -> None:
    kept_talk.types(NOISE)
    send = dict(buttons(kept_talk.said))["ส่งให้เจ้าหน้าที่"]
    assert text_of(kept_talk.presses(send)) == text_of(kept_talk.presses(send))
    assert len(_asked(kept_talk)) == 1


def test_words_taken_back_cannot_be_sent_any_more(kept_talk: Talk) -> None:
    assert kept_talk.session
    kept_talk.sends({"type": "text", "text": NOISE, "id": "m-1"})
    send = dict(buttons(kept_talk.said))["ส่งให้เจ้าหน้าที่"]
    forget_message(kept_talk.session, kept_talk.citizen, "m-1", kept_talk.now)
    assert "พิมพ์คำถามถึงเจ้าหน้าที่" in text_of(kept_talk.presses(send))
    assert _asked(kept_talk) == []


def test_a_strangers_words_cannot_be_sent(office: Office, kept_talk: Talk) -> None:
    kept_talk.types(NOISE)
    send = dict(buttons(kept_talk.said))["ส่งให้เจ้าหน้าที่"]
    Talk(office, kept_talk.session, citizen=somebody()).presses(send)
    assert _asked(kept_talk) == []


def test_somebody_who_wants_a_person_is_asked_and_gets_a_receipt(kept_talk: Talk) -> None:
    assert "พิมพ์คำถามถึงเจ้าหน้าที่" in text_of(kept_talk.types("คุยกับเจ้าหน้าที่"))
    said = kept_talk.types("บัตรประชาชนหายที่ต่างจังหวัด ต้องกลับมาทำที่เขตไหมคะ")
    (question,) = _asked(kept_talk)
    assert question.text == "บัตรประชาชนหายที่ต่างจังหวัด ต้องกลับมาทำที่เขตไหมคะ"
    assert question.receipt in text_of(said)
    assert "ภายในวันจันทร์ที่ 23 พ.ย. 2569 เวลา 09.00 น." in text_of(said)


def test_after_the_receipt_the_next_words_are_a_new_matter(kept_talk: Talk) -> None:
    kept_talk.types("เจ้าหน้าที่")
    kept_talk.types(ODD)
    kept_talk.types("บัตรประชาชนหาย")
    assert len(_asked(kept_talk)) == 1


def test_a_question_from_a_card_knows_what_it_is_about(kept_talk: Talk) -> None:
    kept_talk.presses("procedure?p=marriage-registration")
    assert "จดทะเบียนสมรส" in text_of(kept_talk.taps("ถามเจ้าหน้าที่"))
    kept_talk.types("แฟนอยู่ต่างประเทศ มาไม่ได้ค่ะ")
    assert _asked(kept_talk)[0].nearest[0] == "marriage-registration"


@pytest.mark.parametrize("word", ["ยกเลิก", "ย้อนกลับ", "cancel", "เมนู"])
def test_turning_away_sends_nothing(kept_talk: Talk, word: str) -> None:
    kept_talk.types("เจ้าหน้าที่")
    kept_talk.types(word)
    kept_talk.types(NOISE)
    assert _asked(kept_talk) == []


def test_cancelling_says_that_nothing_was_sent(talk: Talk) -> None:
    talk.types("เจ้าหน้าที่")
    assert "ยังไม่ได้ส่งคำถาม" in text_of(talk.taps("ยกเลิก"))


def test_a_greeting_does_not_become_the_question(kept_talk: Talk) -> None:
    kept_talk.types("เจ้าหน้าที่")
    kept_talk.types("สวัสดีค่ะ")
    kept_talk.types(ODD)
    assert [question.text for question in _asked(kept_talk)] == [ODD]


def test_coming_back_days_later_one_is_asked_again(kept_talk: Talk) -> None:
    kept_talk.types("เจ้าหน้าที่")
    kept_talk.now += timedelta(days=3)
    assert "ยังต้องการส่งคำถามอยู่ไหม" in text_of(kept_talk.types("ย้ายเข้าใช้อะไรบ้าง"))
    assert _asked(kept_talk) == []
    kept_talk.taps("ส่งให้เจ้าหน้าที่")
    assert [question.text for question in _asked(kept_talk)] == ["ย้ายเข้าใช้อะไรบ้าง"]


def test_days_later_one_may_look_for_the_answer_instead(kept_talk: Talk) -> None:
    kept_talk.types("เจ้าหน้าที่")
    kept_talk.now += timedelta(days=3)
    kept_talk.types("ย้ายเข้าใช้อะไรบ้าง")
    said = kept_talk.taps("ค้นหาคำตอบก่อน")
    assert "procedure?p=move-in" in dict(buttons(said)).values()
    assert _asked(kept_talk) == []


def test_words_from_before_the_request_are_not_taken_for_the_question(kept_talk: Talk) -> None:
    kept_talk.types("เจ้าหน้าที่")
    kept_talk.types(NOISE, ago=timedelta(seconds=5))
    assert _asked(kept_talk) == []
    kept_talk.types("คำถามจริงของดิฉันค่ะ")
    assert [question.text for question in _asked(kept_talk)] == ["คำถามจริงของดิฉันค่ะ"]


def test_a_late_tap_from_before_does_not_end_the_request(kept_talk: Talk) -> None:
    kept_talk.types("เจ้าหน้าที่")
    kept_talk.presses("menu?", ago=timedelta(seconds=5))
    kept_talk.types(ODD)
    assert [question.text for question in _asked(kept_talk)] == [ODD]


@pytest.mark.parametrize("words", ["ไฟไหม้", "ช่วยด้วย ไฟไหม้บ้านข้างๆ", "เหตุด่วนค่ะ", "EMERGENCY"])
def test_danger_gets_the_emergency_numbers_first(talk: Talk, words: str) -> None:
    said = talk.types(words)
    assert {"tel:191", "tel:199", "tel:1669"} <= {data for _, data in buttons(said[:1])}


def test_words_of_a_suggestion_can_be_sent_to_an_officer(kept_talk: Talk) -> None:
    kept_talk.types("ทำบัตร")
    assert "รับคำถามแล้ว" in text_of(kept_talk.taps("ไม่ใช่ ส่งให้เจ้าหน้าที่"))
    assert [question.text for question in _asked(kept_talk)] == ["ทำบัตร"]


def test_danger_written_as_a_question_is_also_kept(kept_talk: Talk) -> None:
    kept_talk.types("เจ้าหน้าที่")
    said = kept_talk.types("ไฟไหม้บ้าน ทะเบียนบ้านหายหมดเลยค่ะ")
    assert ("โทร 199 ดับเพลิง", "tel:199") in buttons(said[:1])
    assert len(_asked(kept_talk)) == 1
