"""Closing a day at the calendar desk: who is booked is shown, moved, told once, and never lost."""

import json

import pytest
from sqlalchemy import select

from handlers.staff import appointment_closing
from models.appointments import State
from models.appointments.closing import Meanwhile
from models.audit import Act
from models.calendar import CalendarDay, Entry, Kind, add_day
from tests.people import NOON
from tests.staff.visits import DESK, TAX
from tests.visits import AFTERNOON, MARRIAGE, MORNING, TUESDAY, open_seats

ADD = "/staff/calendar/add"
FLOOD = {
    "kind": "closure",
    "day": "2026-11-24",
    "service": "section:registration",
    "name_th": "น้ำท่วม",
    "name_en": "Flood",
}


@pytest.fixture
def tuesday(visits):
    """Three people are booked on Tuesday: one of them for another section."""
    return [
        visits.book("a", place=(TUESDAY, MORNING)),
        visits.book("b", place=(TUESDAY, AFTERNOON), language="en"),
        visits.book("c", matter=TAX, place=(TUESDAY, MORNING)),
    ]


def closed(sessions) -> list[CalendarDay]:
    with sessions() as session:
        return list(
            session.scalars(
                select(CalendarDay).where(CalendarDay.kind.in_(("closure", "half_day")))
            )
        )


def test_who_is_booked_is_shown_before_anything_is_kept(
    client_of, officers, visits, tuesday, sessions
):
    page = client_of(officers.head).post(ADD, FLOOD, 200)
    assert page.h1 == "มีผู้นัด 2 ราย"
    assert "วันพุธ 25 พ.ย. 2569 ช่วงเช้า" in page.text
    assert [visits.state(number) for number in tuesday] == [State.BOOKED] * 3
    assert (closed(sessions), visits.letters()) == ([], [])


def test_one_press_closes_moves_and_tells_everybody_once(
    client_of, officers, visits, tuesday, sessions
):
    browser = client_of(officers.head)
    seen = browser.post(ADD, FLOOD, 200)
    form = next(form for form in seen.forms if "move" in form.fields)
    page = browser.post(ADD, {**FLOOD, "move": form.fields["move"]})
    assert "เลื่อนนัดให้ 2 รายแล้ว" in page.text
    assert [visits.state(number) for number in tuesday] == ["moved", "moved", "booked"]
    assert len(closed(sessions)) == 1
    letters = visits.letters()
    assert [letter.duty for letter in letters] == [True, True]
    thai, english = (json.dumps(letter.messages, ensure_ascii=False) for letter in letters)
    assert "น้ำท่วม" in thai
    assert "Flood" in english


def test_half_a_day_moves_half_of_them(client_of, officers, visits, tuesday):
    browser = client_of(officers.head)
    browser.post(ADD, FLOOD | {"half": "morning", "move": "1"})
    assert [visits.state(number) for number in tuesday] == ["moved", "booked", "booked"]


def test_a_cabinet_holiday_moves_every_section(client_of, officers, visits, tuesday):
    sent = FLOOD | {"kind": "special", "service": "office", "move": "1"}
    client_of(officers.admin).post(ADD, sent)
    assert [visits.state(number) for number in tuesday] == ["moved"] * 3


def test_a_day_nobody_booked_is_closed_without_asking(client_of, officers, visits, sessions):
    page = client_of(officers.head).post(ADD, FLOOD)
    assert "บันทึกแล้วค่ะ" in page.text
    assert len(closed(sessions)) == 1


def test_an_extra_opening_moves_nobody(client_of, officers, visits, tuesday):
    page = client_of(officers.head).post(ADD, FLOOD | {"kind": "extra_opening"})
    assert "บันทึกแล้วค่ะ" in page.text


def test_who_finds_no_seat_stays_in_the_list_until_there_is_one(
    client_of, officers, visits, tuesday, sessions
):
    with sessions.begin() as session:
        open_seats(session, 0, MARRIAGE.procedure)
    browser = client_of(officers.head)
    page = browser.post(ADD, FLOOD | {"move": "1"})
    assert "ยังไม่มีที่ว่างให้ 2 ราย" in page.text
    assert visits.state(tuesday[0]) == State.DISPLACED
    assert "ยังไม่มีที่ว่าง" in browser.get(f"{DESK}unplaced").text
    with sessions.begin() as session:
        open_seats(session, 5, MARRIAGE.procedure)
    assert "วันพุธ 25 พ.ย. 2569" in browser.get(f"{DESK}unplaced").text
    page = browser.post(f"{DESK}unplaced")
    assert "เลื่อนนัดให้ 2 รายแล้ว" in page.text
    assert "ทุกคนมีวันนัดแล้วค่ะ" in page.text
    assert len(visits.letters()) == 4  # told that there is no day yet, then which day it is


def test_who_is_stranded_by_another_way_is_told_of_on_the_first_page(
    client_of, officers, visits, tuesday, sessions
):
    with sessions.begin() as session:
        head = session.merge(officers.head)
        add_day(session, Entry(TUESDAY, Kind.SPECIAL, "วันหยุดพิเศษ"), head, NOON)
    browser = client_of(officers.head)
    assert "มีผู้นัด 2 รายในวันที่สำนักงานปิด" in browser.get("/staff/").text
    assert "มีผู้นัด 2 รายในวันที่ปิด" in browser.get("/staff/calendar/").text
    browser.post(f"{DESK}unplaced")
    assert [visits.state(number) for number in tuesday] == ["moved", "moved", "booked"]


def test_who_cannot_be_told_is_moved_and_counted(client_of, officers, visits):
    visits.book("a", place=(TUESDAY, MORNING), blocked_at=NOON)
    page = client_of(officers.head).post(ADD, FLOOD | {"move": "1"})
    assert "มี 1 รายที่ปิดรับข้อความ" in page.text
    assert visits.letters() == []


def test_what_is_there_already_moves_nobody(client_of, officers, visits, tuesday):
    browser = client_of(officers.head)
    browser.post(ADD, FLOOD | {"move": "1"})
    page = browser.post(ADD, FLOOD | {"move": "1"}, 422)
    assert "วันนี้มีรายการแบบเดียวกันอยู่แล้วค่ะ" in page.text


def test_the_undo_of_a_closure_says_that_people_keep_their_new_day(
    client_of, officers, visits, tuesday
):
    page = client_of(officers.head).post(ADD, FLOOD | {"move": "1"})
    assert "คนที่เลื่อนนัดไปแล้วยังอยู่วันใหม่" in page.text


def test_moving_people_is_written_down(client_of, officers, visits, tuesday, sessions):
    client_of(officers.head).post(ADD, FLOOD | {"move": "1"})
    with sessions() as session:
        act = session.scalars(select(Act).where(Act.action == "visits.moved")).one()
        assert act.after == {"moved": 2, "displaced": 0}


def test_an_officer_of_another_section_moves_nobody_of_this_one(
    client_of, officers, visits, tuesday
):
    client_of(officers.city).post(f"{DESK}unplaced")
    assert [visits.state(number) for number in tuesday] == ["booked"] * 3


def test_somebody_who_books_meanwhile_makes_it_begin_anew(
    client_of, officers, visits, tuesday, monkeypatch
):
    held, times = appointment_closing.hold_people, []

    def interrupted(*asked):
        times.append(1)
        if len(times) == 1:
            raise Meanwhile
        held(*asked)

    monkeypatch.setattr(appointment_closing, "hold_people", interrupted)
    client_of(officers.head).post(ADD, FLOOD | {"move": "1"})
    assert [visits.state(number) for number in tuesday] == ["moved", "moved", "booked"]
