"""The third obstacle: chat tells little, is misunderstood, and two voices speak at once."""

import pytest
from sqlalchemy import select

from models.happenings import What
from models.questions import Question, State
from tests.district import District
from tests.journeys.asking import HOUR, MINUTE, ODD, Asking, bangkok, staffed

MORNING = bangkok(1, 10)


@pytest.fixture
def asking(district: District) -> Asking:
    asking = Asking(district, district.phone())
    staffed(district)
    asking.it_is(MORNING)
    return asking


def asked(asking: Asking, words: str = ODD) -> Asking:
    asking.types(words)
    return asking


def test_short_questions_make_four_lines_the_citizen_confirms(asking: Asking) -> None:
    asked(asking)
    assert "ถามเรื่องอะไรคะ" in asking.taps("เล่าเพิ่มให้ชัด")
    assert "เป็นเรื่องของใครคะ" in asking.types("เพิ่มชื่อเข้าทะเบียนบ้าน")
    assert "ตรงกับกรณีไหนคะ" in asking.taps("ของลูก")
    case = next(b.label for b in asking.phone.buttons() if "s=which&o=" in b.action["data"])
    assert "ติดตรงไหนคะ" in asking.taps(case)
    assert "อยากให้เจ้าหน้าที่ช่วยอะไร" in asking.types("เจ้าบ้านไม่ยอมให้ทะเบียนบ้าน")
    summary = asking.taps("ดูว่าทำได้หรือไม่")
    for line in ("เพิ่มชื่อเข้าทะเบียนบ้าน", f"ของลูก · {case}", "เจ้าบ้านไม่ยอม", "ดูว่าทำได้"):
        assert line in summary
    assert "ส่งสรุป" in asking.taps("ถูกต้อง ส่งเลย")
    with asking.district.sessions() as session:
        question = asking.question(session)
        assert question.summary_confirmed_at is not None
        assert question.procedure == "add-name-house-registration"
        assert question.section == "registration"


def test_any_line_may_be_skipped_gone_back_to_or_put_right(asking: Asking) -> None:
    asked(asking)
    asking.taps("เล่าเพิ่มให้ชัด")
    asking.taps("ข้าม")
    assert "ถามเรื่องอะไรคะ" in asking.taps("ย้อนกลับ")
    asking.taps("ข้าม")
    asking.taps("ของตัวเอง")
    assert "ยังไม่ได้บอก" in asking.taps("สรุปเลย")
    asking.taps("แก้ “อยากได้อะไร”")
    assert "บอกค่าธรรมเนียม" in asking.taps("บอกค่าธรรมเนียม")
    assert "สรุปคำถามของคุณ" in asking.said()


def test_it_is_gone_on_with_the_next_day(asking: Asking) -> None:
    asked(asking)
    asking.taps("เล่าเพิ่มให้ชัด")
    asking.types("เสาไฟหน้าบ้าน")
    asking.it_is(MORNING + 26 * HOUR)
    asking.types("เรื่องของฉัน")
    asking.taps(next(label for label in asking.labels() if "ดวงจันทร์" in label))
    assert "เสาไฟหน้าบ้าน" in asking.said()
    assert "เป็นเรื่องของใครคะ" in asking.taps("เล่าต่อจากเดิม")


def test_pictures_files_and_places_lie_with_the_question(asking: Asking) -> None:
    asked(asking)
    asking.taps("เล่าเพิ่มให้ชัด")
    before = asking.bubbles()
    asking.phone.sends_photo(n=3)
    asking.district.settle()
    assert asking.bubbles() == before + 1
    assert "แนบไว้กับคำถาม" in asking.said()
    asking.sends("sends_file")
    asking.sends("sends_location")
    assert "ถามเรื่องอะไรคะ" in asking.taps("ดูข้อเดิม")
    assert "แนบไว้ 5 รายการ" in asking.taps("สรุปเลย")
    with asking.district.sessions() as session:
        words = asking.question(session).words
        assert sum(one.attachment_id is not None for one in words) == 4
        assert words[-1].place and words[-1].place["latitude"]


def test_a_picture_before_its_question_lies_with_it_too(asking: Asking) -> None:
    asking.types("เจ้าหน้าที่")
    asking.phone.sends_photo(n=2)
    asking.district.settle()
    asking.types(ODD)
    with asking.district.sessions() as session:
        assert len([one for one in asking.question(session).words if one.attachment_id]) == 2


def test_what_is_taken_back_leaves_thread_and_summary(asking: Asking) -> None:
    asked(asking)
    asking.taps("เล่าเพิ่มให้ชัด")
    asking.types("เลขบัตรของฉันคือความลับ")
    asking.sends("unsends")
    with asking.district.sessions() as session:
        question = asking.question(session)
        assert "ความลับ" not in str((question.summary, [one.text for one in question.words]))


def test_while_an_officer_types_the_bot_is_silent(asking: Asking) -> None:
    asked(asking)
    asking.is_taken()
    assert asking.types("เพิ่มเติมนะคะ") == "ส่งถึงเจ้าหน้าที่แล้วค่ะ"
    before = asking.bubbles()
    asking.types("จดทะเบียนสมรสใช้อะไรบ้าง")  # the bot knows an answer, and keeps it to itself
    asking.types("ขอบคุณค่ะ")
    asking.types("สวัสดีค่ะ")
    asking.types("เล่าเพิ่มให้ชัด")  # typed, it is talk with the officer and not the button
    asking.phone.sends_photo()
    asking.sends("sends_sticker")
    assert asking.bubbles() == before
    assert [text for _, text in asking.thread()] == [
        "เพิ่มเติมนะคะ", "จดทะเบียนสมรสใช้อะไรบ้าง", "ขอบคุณค่ะ", "สวัสดีค่ะ", "เล่าเพิ่มให้ชัด", "", "(สติกเกอร์)",
    ]  # fmt: skip
    asking.it_is(asking.now + HOUR)
    assert asking.types("ยังรออยู่นะคะ") == "ส่งถึงเจ้าหน้าที่แล้วค่ะ"
    assert asking.pushed() == 0


def test_commands_and_buttons_still_work_while_an_officer_has_it(asking: Asking) -> None:
    asked(asking)
    asking.is_taken()
    assert "เมนูหลัก" in asking.types("เมนู")
    assert "เจ้าหน้าที่กำลังดูแล" in asking.taps("คุยกับเจ้าหน้าที่")
    asking.types("เมนู")
    asking.taps("ตรวจเอกสารล่วงหน้า")
    assert asking.thread() == []


def test_danger_is_warned_of_even_then(asking: Asking) -> None:
    asked(asking)
    asking.is_taken()
    asking.types("ไฟไหม้บ้านข้างๆ ช่วยด้วย")
    assert "โทร 199 ดับเพลิง" in asking.labels()
    assert asking.thread() == [("citizen", "ไฟไหม้บ้านข้างๆ ช่วยด้วย")]


def test_a_tap_on_a_short_question_goes_to_the_officer_who_came_meanwhile(asking: Asking) -> None:
    asked(asking)
    asking.taps("เล่าเพิ่มให้ชัด")
    asking.types("เสาไฟหน้าบ้าน")
    asking.is_taken()
    assert asking.taps("ของตัวเอง") == "ส่งถึงเจ้าหน้าที่แล้วค่ะ"
    assert asking.thread()[-1] == ("citizen", "ของตัวเอง")


def test_what_was_asked_back_is_answered_to_the_officer(asking: Asking) -> None:
    asked(asking)
    asking.is_taken()
    asking.is_asked_back("อยู่บ้านเลขที่เท่าไหร่คะ")
    assert "somchai" in asking.said() and "อยู่บ้านเลขที่เท่าไหร่คะ" in asking.said()
    asking.types("ใช่")
    assert [by for by, _ in asking.thread()] == ["officer", "citizen"]


def test_an_answer_not_understood_comes_back_until_it_is(asking: Asking) -> None:
    asked(asking)
    asking.is_taken()
    asking.is_answered("ไปที่ฝ่ายโยธาค่ะ", facts=("move-in:fee", "move-in:place", "move-out:fee"))
    said = asking.said()
    assert "ไปที่ฝ่ายโยธาค่ะ" in said and "somchai" in said and "ค่าธรรมเนียม: " in said
    assert "ส่งคำถาม" in asking.taps("ยังไม่เข้าใจ")
    assert asking.state() is State.WAITING
    assert ("somchai", "reopened") in asking.alerts()
    asking.types("ชั้นไหนคะ")
    assert asking.thread()[-1] == ("citizen", "ชั้นไหนคะ")
    asking.is_taken()
    asking.is_answered("ชั้น 2 ค่ะ")
    assert "ปิดคำถาม" in asking.taps("เข้าใจแล้ว")
    assert asking.state() is State.DONE
    assert "ปิดคำถาม" in asking.taps("เข้าใจแล้ว")  # twice does no harm


def test_an_hour_later_words_are_looked_up_again(asking: Asking) -> None:
    asked(asking)
    asking.is_answered("ไปที่ฝ่ายโยธาค่ะ")
    asking.taps("ยังไม่เข้าใจ")
    asking.it_is(MORNING + HOUR)
    assert "หมายถึงเรื่องไหน" in asking.types("ทำบัตร")


def test_the_bot_is_back_as_soon_as_it_is_answered(asking: Asking) -> None:
    asked(asking)
    asking.is_taken()
    asking.types("จดทะเบียนสมรส")
    asking.is_answered("ค่ะ")
    assert "จดทะเบียนสมรส" in asking.types("จดทะเบียนสมรส")


def test_an_answer_nobody_objects_to_is_done_after_a_week(asking: Asking) -> None:
    asked(asking)
    asking.is_answered("ไปที่ฝ่ายโยธาค่ะ")
    asking.it_is(MORNING + 7 * 24 * HOUR + MINUTE)
    asking.the_clock_strikes()
    assert asking.state() is State.DONE
    asking.types("เรื่องของฉัน")
    asking.taps(next(label for label in asking.labels() if "ดวงจันทร์" in label))
    assert "ไปที่ฝ่ายโยธาค่ะ" in asking.said()
    asking.taps("ถามต่อเรื่องนี้")
    assert asking.state() is State.WAITING


def test_somebody_elses_question_is_not_touched(asking: Asking) -> None:
    asked(asking)
    with asking.district.sessions() as session:
        number = session.scalars(select(Question.id)).one()
    stranger = Asking(asking.district, asking.district.phone("คนอื่น"))
    for verb in ("question", "unask", "fits", "intake", "confirm", "understood", "unclear", "near"):
        data = {"data": f"{verb}?q={number}&sure=y&p=move-in&s=subject&o=move-in"}
        stranger.phone._acts._postback(stranger.phone.person, data)
        asking.district.settle()
    with asking.district.sessions() as session:
        question = asking.question(session)
        assert (question.state, question.summary, question.procedure) == (
            State.WAITING, None, question.nearest[0],
        )  # fmt: skip


def test_happenings_are_counted_once_each(asking: Asking) -> None:
    asking.types("ค่าธรรมเนียมจดทะเบียนสมรสเท่าไหร่คะ")
    asking.types("ทำบัตร")
    asked(asking)
    asking.phone.watches("id-card-lost")
    asking.district.settle()
    counted = {what: asking.happened(what) for what in What}
    assert counted == {
        What.JOINED: 1, What.WROTE: 3, What.ANSWERED: 1, What.SUGGESTED: 1, What.UNKNOWN: 1,
        What.ASKED: 1, What.DEFLECTED: 0, What.TOLD: 0, What.FILMED: 1,
    }  # fmt: skip
