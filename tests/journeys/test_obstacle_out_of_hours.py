"""The second obstacle: whoever asks when the office is closed is answered a working day later."""

from datetime import date

import pytest
from sqlalchemy import select

from models import questions
from models.alerts import Alert
from models.calendar import Entry, Half, Kind, add_day
from models.questions import Question, Wanted
from tests.district import District
from tests.journeys.asking import HOUR, MINUTE, ODD, Asking, bangkok, officer, staffed

# Friday 4 December 2026; Saturday is the father's day, Monday stands in for it.
BEFORE_THE_HOLIDAY = bangkok(4, 11, 50)
AFTER_IT = bangkok(8, 8)
MOVING = "ย้ายบ้านไปต่างประเทศต้องทำอย่างไร"


@pytest.fixture
def asking(district: District) -> Asking:
    asking = Asking(district, district.phone())
    staffed(district)
    return asking


def test_ten_to_twelve_before_a_three_day_holiday_is_still_answered_that_afternoon(
    asking: Asking,
) -> None:
    asking.it_is(BEFORE_THE_HOLIDAY)
    assert "ภายในวันศุกร์ที่ 4 ธ.ค. 2569 เวลา 13.50 น." in asking.types(MOVING)


def test_with_the_afternoon_closed_the_promise_leaps_over_the_holiday(asking: Asking) -> None:
    asking.it_is(BEFORE_THE_HOLIDAY)
    with asking.district.sessions.begin() as session:
        day = Entry(date(2026, 12, 4), Kind.CLOSURE, "ประชุมใหญ่", half=Half.AFTERNOON)
        add_day(session, day, officer(session, "admin"), asking.now)
    assert "ภายในวันอังคารที่ 8 ธ.ค. 2569 เวลา 08.50 น." in asking.types(MOVING)
    for moment in (bangkok(4, 12, 40), bangkok(5, 12), bangkok(7, 12), bangkok(8, 8, 30)):
        asking.it_is(moment)
        asking.the_clock_strikes()
        assert asking.pushed() == 0  # nobody's promise is broken by a holiday
    asking.it_is(bangkok(8, 8, 40))
    asking.the_clock_strikes()
    assert ("head", "escalated") in asking.alerts()


def test_a_promise_broken_on_the_eve_is_made_anew_for_after_the_holiday(asking: Asking) -> None:
    asking.it_is(BEFORE_THE_HOLIDAY)
    asking.types(MOVING)
    asking.it_is(bangkok(4, 15, 50))
    asking.the_clock_strikes()
    assert "ภายในวันอังคารที่ 8 ธ.ค. 2569 เวลา 08.50 น." in asking.said()


def test_the_whole_intake_is_done_at_night_and_one_sorted_list_waits_at_eight(
    asking: Asking,
) -> None:
    asking.it_is(bangkok(4, 22))
    said = asking.types(MOVING)
    assert "ตอนนี้นอกเวลาทำการ" in said
    assert "ภายในวันอังคารที่ 8 ธ.ค. 2569 เวลา 09.00 น." in said
    asking.taps("เล่าเพิ่มให้ชัด")
    asking.types("ย้ายทะเบียนบ้านไปญี่ปุ่น")
    asking.taps("ของตัวเอง")
    while "ติดตรงไหน" not in asking.said():
        asking.taps("ข้าม")
    asking.taps("มาด้วยตัวเองไม่ได้")
    asking.taps("บอกเอกสารที่ต้องใช้")
    asking.taps("ถูกต้อง ส่งเลย")
    later, third = asking.district.phone("คนที่ 2"), asking.district.phone("คนที่ 3")
    asking.it_is(bangkok(5, 2))
    later.types("แม่เสียเมื่อคืนที่บ้านต้องทำยังไงคะ")
    third.types(ODD)
    asking.district.settle()
    assert asking.pushed() == 0
    asking.it_is(AFTER_IT)
    with asking.district.sessions() as session:
        listed = questions.queue(session, Wanted(section="registration"))
        assert [one.text[:4] for one in listed] == ["แม่เ", MOVING[:4], ODD[:4]]
        assert listed[1].summary == {
            "subject": "ย้ายทะเบียนบ้านไปญี่ปุ่น",
            "case": "ของตัวเอง",
            "trouble": "มาด้วยตัวเองไม่ได้",
            "wish": "บอกเอกสารที่ต้องใช้",
        }


def test_nobodys_telephone_rings_at_night_for_what_can_wait(asking: Asking) -> None:
    asking.it_is(bangkok(4, 22))
    asking.types(MOVING)
    with asking.district.sessions() as session:
        assert {alert.due_at for alert in session.scalars(select(Alert))} == {AFTER_IT}


@pytest.mark.parametrize(
    ("words", "hour", "told"),
    [
        ("แม่เสียเมื่อคืนที่บ้านต้องทำยังไงคะ", 10, "ตอนนี้เปิดอยู่ ถึง"),
        ("แม่เสียเมื่อคืนที่บ้านต้องทำยังไงคะ", 3, "ตอนนี้ปิดอยู่ เปิดอีกครั้งวันเสาร์ที่ 5 ธ.ค. 2569 เวลา 08.00 น."),
        ("แจ้งตาย", 10, "ตอนนี้เปิดอยู่ ถึง"),
    ],
)
def test_a_death_is_told_where_to_go_now_even_on_a_holiday(
    asking: Asking, words: str, hour: int, told: str
) -> None:
    asking.it_is(bangkok(5, hour))
    said = asking.types(words)
    assert "ไม่ต้องรอคำตอบ" in said and told in said
    assert "แผนที่ / ติดต่อ" in asking.labels()


def test_an_urgent_question_is_told_at_once_and_comes_first(asking: Asking) -> None:
    asking.it_is(bangkok(5, 3))
    asking.types("แม่เสียเมื่อคืนที่บ้านต้องทำยังไงคะ")
    with asking.district.sessions() as session:
        assert asking.question(session).urgent
        assert session.scalars(select(Question)).one().section == "registration"
        assert all(alert.tries == 1 for alert in session.scalars(select(Alert)))


def test_in_the_lunch_hour_the_office_counts_as_closed(asking: Asking) -> None:
    asking.it_is(bangkok(2, 12, 30))
    assert "ภายในวันพุธที่ 2 ธ.ค. 2569 เวลา 14.00 น." in asking.types(MOVING)
    asking.it_is(asking.now + HOUR + 15 * MINUTE)
    asking.the_clock_strikes()
    assert ("head", "escalated") in asking.alerts()
