"""The calendar desk: what officers see of the year, and what heads and administrators change."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import calendar
from models.audit import Act
from models.calendar import CalendarDay, Entry, Kind
from models.officers import Officer
from tests.people import NOON
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]

MONTH = "/staff/calendar/?month=2026-12"
MONDAY = date(2026, 12, 14)
CABINET = {
    "kind": "special",
    "day": "2026-12-14",
    "service": "office",
    "name_th": "วันหยุดพิเศษสิ้นปี",
    "name_en": "Special holiday",
    "source": "มติคณะรัฐมนตรี 1 ธ.ค. 2569",
}
TRAINING = CABINET | {"kind": "closure", "service": "section:registration", "name_th": "อบรมทั้งฝ่าย"}


def why(sessions: Sessions, *service: str, day: date = MONDAY) -> str | None:
    with sessions() as session:
        return calendar.read(session).why_closed(day, service)


def test_the_month_shows_holidays_in_the_buddhist_era_and_why(
    client_of: SignedIn, officers: Cast
) -> None:
    page = client_of(officers.somchai).get(MONTH)
    assert "ธันวาคม 2569" in page.text and "วันรัฐธรรมนูญ" in page.text
    assert "คำนวณไว้ให้ รอสำนักงานยืนยัน" in page.text
    assert "นำออก" not in page.text and "เพิ่มวันหยุด" not in page.text


def test_the_month_of_a_service_shows_its_own_days(client_of: SignedIn, officers: Cast) -> None:
    browser = client_of(officers.somchai)
    saturday = "/staff/calendar/day/2026-12-12?service="
    assert "ปิด: วันเสาร์" in browser.get(saturday + "id-card-lost").text
    assert "ช่วงเช้า 08.00–12.00" in browser.get(saturday + "birth-notification").text
    browser.get("/staff/calendar/?service=no-such-thing", status=404)
    browser.get("/staff/calendar/?month=2569", status=404)
    browser.get("/staff/calendar/day/yesterday", status=404)
    browser.get("/staff/calendar/year/1", status=404)


def test_a_cabinet_holiday_is_added_undone_and_written_down(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser = client_of(officers.admin)
    page = browser.post("/staff/calendar/add", CABINET)
    assert "วันหยุดพิเศษสิ้นปี" in page.text
    assert "เพิ่มโดย อารี ดูแล" in page.text and "มติคณะรัฐมนตรี 1 ธ.ค. 2569" in page.text
    assert why(sessions) == "วันหยุดพิเศษสิ้นปี"
    with sessions() as session:
        act = session.scalars(select(Act).where(Act.action == "calendar.day_added")).one()
        assert (act.subject, act.officer_id) == ("calendar:2026-12-14", officers.admin.id)
        assert (act.after or {})["name"] == "วันหยุดพิเศษสิ้นปี"
    undo = next(form for form in page.forms if "/undo/" in form.action)
    page = browser.post(undo.action)
    assert "เคยมี แต่นำออกแล้ว" in page.text and why(sessions) is None
    browser.post(undo.action, status=409)


def test_a_holiday_is_removed_and_comes_back_by_undo(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser, day = client_of(officers.admin), date(2026, 12, 10)
    with sessions() as session:
        number = session.scalars(select(CalendarDay.id).where(CalendarDay.day == day)).one()
    page = browser.post(f"/staff/calendar/days/{number}/remove")
    assert why(sessions, day=day) is None and "นำออกโดย อารี ดูแล" in page.text
    browser.post(f"/staff/calendar/days/{number}/remove", status=409)
    browser.post(next(form.action for form in page.forms if "/undo/" in form.action))
    assert why(sessions, day=day) == "วันรัฐธรรมนูญ"


def test_several_days_are_closed_at_once_and_opened_at_once(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser = client_of(officers.admin)
    flood = CABINET | {"kind": "closure", "until": "16/12/2569", "name_th": "น้ำท่วม"}
    page = browser.post("/staff/calendar/add", flood)
    assert why(sessions, day=date(2026, 12, 16)) == "น้ำท่วม"
    browser.post(next(form.action for form in page.forms if "/undo/" in form.action))
    assert why(sessions, day=date(2026, 12, 15)) is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name_th": ""}, "กรุณาบอกชื่อวันหรือเหตุผลค่ะ"),
        ({"day": ""}, "กรุณาใส่วันที่ค่ะ"),
        ({"until": "2027-02-01"}, "ไม่เกิน 31 วันค่ะ"),
        ({"until": "2026-12-01"}, "ต้องไม่ก่อนวันแรก"),
        ({"half": "morning"}, "วันหยุดราชการเป็นทั้งวัน"),
        ({"service": "section:registration"}, "วันหยุดราชการใช้กับทั้งสำนักงาน"),
        ({"day": "2026-12-10"}, "มีรายการแบบเดียวกันอยู่แล้วค่ะ"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(
    client_of: SignedIn, officers: Cast, wrong: dict[str, str], said: str
) -> None:
    page = client_of(officers.admin).post("/staff/calendar/add", CABINET | wrong, status=422)
    assert said in page.text


def test_a_head_closes_half_a_day_of_the_own_section_alone(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser = client_of(officers.head)
    browser.post("/staff/calendar/add", TRAINING | {"half": "afternoon"})
    with sessions() as session:
        known = calendar.read(session)
        assert len(known.openings(MONDAY, ("move-in", "section:registration"))) == 1
        assert len(known.openings(MONDAY)) == 2
    browser.post("/staff/calendar/add", CABINET, status=422)
    browser.post("/staff/calendar/add", TRAINING | {"service": "section:revenue"}, status=422)
    page = browser.get("/staff/calendar/day/2026-12-14")
    assert "ปิดครึ่งวัน · ช่วงบ่าย" in page.text and "นำออก" in page.text


def test_a_head_takes_no_holiday_away_and_confirms_no_year(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser = client_of(officers.head)
    with sessions() as session:
        holiday = session.scalars(select(CalendarDay.id).limit(1)).one()
    browser.post(f"/staff/calendar/days/{holiday}/remove", status=403)
    browser.post("/staff/calendar/year/2570/confirm", status=403)
    browser.post("/staff/calendar/year/2570/unconfirm", status=403)
    browser.post("/staff/calendar/hours/office/confirm", status=403)
    browser.get("/staff/calendar/hours/office", status=403)
    browser.get("/staff/calendar/hours/section:revenue", status=403)
    assert "ผู้ดูแลระบบเป็นผู้ยืนยัน" in browser.get("/staff/calendar/year/2570").text


def test_nobody_undoes_what_another_did(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    client_of(officers.head).post("/staff/calendar/add", TRAINING)
    with sessions() as session:
        act = session.scalars(select(Act.id).where(Act.action == "calendar.day_added")).one()
    browser = client_of(officers.admin)
    assert "/undo/" not in browser.get(f"/staff/calendar/?done={act}").html
    browser.post(f"/staff/calendar/undo/{act}", status=404)


def test_an_unconfirmed_year_is_warned_of_until_it_is_confirmed(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser = client_of(officers.admin)
    warning = "ปฏิทินปีงบประมาณ 2570 ยังไม่ได้ยืนยัน"
    assert warning in browser.get("/staff/").text and warning in browser.get(MONTH).text
    assert warning in client_of(officers.head).get("/staff/").text
    assert warning not in client_of(officers.somchai).get("/staff/").text
    page = browser.get("/staff/calendar/year/2570")
    assert "ยังไม่มีวันพืชมงคลในปีนี้" in page.text and "243 วัน" in page.text
    page = browser.post("/staff/calendar/year/2570/confirm")
    assert "อารี ดูแล ยืนยันเมื่อ" in page.text
    assert warning not in browser.get("/staff/").text
    browser.post("/staff/calendar/year/2570/confirm", status=409)
    browser.post("/staff/calendar/year/2699/confirm", status=404)
    browser.post(next(form.action for form in page.forms if "/undo/" in form.action))
    assert warning in browser.get("/staff/").text
    browser.post("/staff/calendar/year/2570/unconfirm", status=409)


def test_hours_wait_for_the_office_and_are_confirmed(client_of: SignedIn, officers: Cast) -> None:
    browser = client_of(officers.admin)
    page = browser.get("/staff/calendar/hours")
    assert "รอสำนักงานยืนยัน" in page.text and "วันจันทร์–วันศุกร์" in page.text
    assert "เขตบางกะปิ" in page.text
    before = page.text.count("รอสำนักงานยืนยัน")
    page = browser.post("/staff/calendar/hours/office/confirm")
    assert page.text.count("รอสำนักงานยืนยัน") == before - 1
    browser.post("/staff/calendar/hours/office/confirm", status=409)
    page = browser.post(next(form.action for form in page.forms if "/undo/" in form.action))
    assert page.text.count("รอสำนักงานยืนยัน") == before


def test_a_head_sets_the_hours_of_a_procedure_over_lunch_and_takes_it_back(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser, lost = client_of(officers.head), "/staff/calendar/hours/id-card-lost"
    form = next(f for f in browser.get(lost).forms if f.action == lost)
    week = dict(form.fields) | {"0-morning-end": "12:00", "0-afternoon-start": "12:00"}
    page = browser.post(lost, week)
    assert "08.00–12.00 12.00–16.00" in page.text
    browser.post(lost, week | {"0-afternoon-start": "11:00"}, status=422)
    browser.post(lost, week | {"0-afternoon-start": ""}, status=422)
    browser.post(next(form.action for form in page.forms if "/undo/" in form.action))
    with sessions() as session:
        assert not calendar.hours_of(session, "id-card-lost")
    browser.post(next(form.action for form in page.forms if "/undo/" in form.action), status=409)


def test_the_office_cannot_be_left_without_hours(client_of: SignedIn, officers: Cast) -> None:
    page = client_of(officers.admin).post(
        "/staff/calendar/hours/office", {"0-morning-start": ""}, status=422
    )
    assert "ต้องเปิดอย่างน้อยหนึ่งช่วง" in page.text


def test_the_english_console_names_days_in_english(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser = client_of(officers.admin)
    browser.post("/staff/me/language", {"language": "en"})
    with sessions.begin() as session:
        entry = Entry(MONDAY, Kind.CLOSURE, "ไฟดับ")
        calendar.add_day(session, entry, officers.admin, NOON)
    text = browser.get(MONTH).text
    assert "December 2569" in text and "Constitution Day" in text and "ไฟดับ" in text
