"""A bare question is about what was last talked of, if that was lately and today."""

from datetime import UTC, datetime, timedelta

import pytest

from models.answers import Finding
from models.office import Office
from tests.citizens.hearing import Hearing, about, checked, hearing
from tests.citizens.talk import Talk, buttons, text_of

MOVE, BIRTH, MARRIAGE = "move-in", "birth-notification", "marriage-registration"
FEE = Finding("human", (), fact="fee")
MEANT = {
    "ย้ายเข้านะ": about(MOVE),
    "เกิดกับสมรส": about(BIRTH, MARRIAGE),
    "แล้วกี่บาท": FEE,
    "how much?": FEE,
    "แล้วใช้เอกสารอะไร": Finding("human", (), fact="documents"),
    "อะไรสักอย่าง": Finding("suggest", ((BIRTH, 0.3),)),
    "ขอบใจนะ": Finding("human", (), kind="thanks"),
}


@pytest.fixture
def talk(office: Office) -> Talk:
    """A conversation with an office that has checked what it says of moving in."""
    return Talk(hearing(checked(office, MOVE), MEANT))


def _last(talk: Talk) -> str | None:
    assert isinstance(talk.office.matcher, Hearing)
    return talk.office.matcher.lasts[-1]


@pytest.mark.parametrize("words", ["แล้วกี่บาท", "how much?"])
def test_a_fee_is_asked_of_what_was_just_answered(talk: Talk, words: str) -> None:
    talk.types("ย้ายเข้านะ")
    assert "ค่าธรรมเนียม: 1,200 บาท" in text_of(talk.types(words))


def test_papers_are_asked_of_what_was_just_answered(talk: Talk) -> None:
    talk.types("ย้ายเข้านะ")
    said = text_of(talk.types("แล้วใช้เอกสารอะไร"))
    assert "ข้อ 1 จาก" in said and "ย้ายเข้า" in said


def test_one_question_may_follow_another(talk: Talk) -> None:
    talk.types("ย้ายเข้านะ")
    talk.types("แล้วใช้เอกสารอะไร")
    assert "1,200 บาท" in text_of(talk.types("แล้วกี่บาท"))


@pytest.mark.parametrize("tap", [f"procedure?p={MOVE}", f"documents?p={MOVE}", f"cases?p={MOVE}"])
def test_what_was_tapped_counts_as_talked_of(talk: Talk, tap: str) -> None:
    talk.presses(tap)
    assert "1,200 บาท" in text_of(talk.types("แล้วกี่บาท"))


@pytest.mark.parametrize("turn", ["menu?", "cancel?", "officer?", "hours?", "find?"])
def test_looking_elsewhere_does_not_forget_it(talk: Talk, turn: str) -> None:
    talk.types("ย้ายเข้านะ")
    talk.presses(turn)
    talk.presses("cancel?")
    assert "1,200 บาท" in text_of(talk.types("แล้วกี่บาท"))


def test_a_thank_you_does_not_forget_it(talk: Talk) -> None:
    talk.types("ย้ายเข้านะ")
    talk.types("ขอบใจนะ")
    assert "1,200 บาท" in text_of(talk.types("แล้วกี่บาท"))


def test_after_half_an_hour_it_is_asked_what_is_meant(talk: Talk) -> None:
    talk.types("ย้ายเข้านะ")
    talk.now += timedelta(minutes=31)
    assert "ถามถึงเรื่องไหนคะ" in text_of(talk.types("แล้วกี่บาท"))
    assert _last(talk) is None


def test_within_half_an_hour_it_still_counts(talk: Talk) -> None:
    talk.types("ย้ายเข้านะ")
    talk.now += timedelta(minutes=29)
    assert "1,200 บาท" in text_of(talk.types("แล้วกี่บาท"))


def test_the_day_before_never_counts(talk: Talk) -> None:
    talk.now = datetime(2026, 11, 21, 16, 55, tzinfo=UTC)  # five to midnight in Bangkok
    talk.types("ย้ายเข้านะ")
    talk.now += timedelta(minutes=10)
    assert "ถามถึงเรื่องไหนคะ" in text_of(talk.types("แล้วกี่บาท"))


def test_words_written_before_the_answer_are_not_about_it(talk: Talk) -> None:
    talk.types("ย้ายเข้านะ")
    talk.types("แล้วกี่บาท", ago=timedelta(seconds=5))
    assert _last(talk) is None


@pytest.mark.parametrize("words", ["อะไรสักอย่าง", "แมวร้องเพลง"])
def test_a_new_matter_not_understood_ends_the_old_one(talk: Talk, words: str) -> None:
    talk.types("ย้ายเข้านะ")
    talk.types(words)
    assert "ถามถึงเรื่องไหนคะ" in text_of(talk.types("แล้วกี่บาท"))


def test_after_two_answers_a_fee_is_told_of_both(talk: Talk) -> None:
    talk.types("เกิดกับสมรส")
    first, second = talk.types("แล้วกี่บาท")
    assert "ค่าธรรมเนียม: " in text_of(first) and "ค่าธรรมเนียม: " in text_of(second)
    assert "สมรส" in text_of(second)


def test_after_two_answers_naming_one_is_about_that_one(office: Office) -> None:
    talk = Talk(hearing(office, {**MEANT, "แจ้งเกิดกี่บาท": about(BIRTH, fact="fee")}))
    talk.types("เกิดกับสมรส")
    assert len(talk.types("แจ้งเกิดกี่บาท")) == 1


def test_blocking_forgets_what_was_talked_of(talk: Talk) -> None:
    talk.types("ย้ายเข้านะ")
    talk.happens("unfollow")
    assert talk.citizen.topic is None


def test_waiting_for_a_question_and_remembering_do_not_mix(kept_talk: Talk) -> None:
    kept_talk.office = hearing(kept_talk.office, MEANT)
    kept_talk.types("ย้ายเข้านะ")
    kept_talk.types("เจ้าหน้าที่")
    assert "รับคำถามแล้ว" in text_of(kept_talk.types("แล้วกี่บาท"))


def test_a_fact_of_nothing_leads_to_the_search_and_a_person(talk: Talk) -> None:
    labels = dict(buttons(talk.types("แล้วกี่บาท")))
    assert {"ค้นหาบริการ", "ถามเจ้าหน้าที่"} <= set(labels)


def test_a_polite_ending_does_not_change_an_answer(talk: Talk) -> None:
    talk.presses(f"documents?p={MARRIAGE}")
    assert "ข้อ 2 จาก" in text_of(talk.types("ไม่ใช่ค่ะ"))
