"""The desk of seats: heads set them for their own section, after seeing what they come to."""

import pytest
from sqlalchemy import select

from models.appointments import SeatRule
from models.audit import Act
from tests.visits import MONDAY, MORNING

DESK = "/staff/seats/"
RULE = {
    "service": "section:registration",
    "weekday": "",
    "half": "",
    "seats": "1",
    "walk_in": "2",
    "lead_days": "1",
    "horizon_days": "30",
    "cut_off": "60",
    "from_day": "2026-11-23",
    "until_day": "",
}


def rules(sessions, service="section:registration"):
    with sessions() as session:
        found = select(SeatRule).where(SeatRule.service == service).order_by(SeatRule.id)
        return list(session.scalars(found))


def test_without_seats_the_desk_says_that_nobody_can_book(client_of, officers):
    browser = client_of(officers.head)
    assert "ประชาชนจึงยังนัดหมายไม่ได้ค่ะ" in browser.get(DESK).text
    assert "ยังไม่ได้ตั้งจำนวนที่รับ" in browser.get("/staff/").text


def test_a_rule_is_looked_at_before_it_is_kept(client_of, officers, visits, sessions):
    for letter in "ab":
        visits.book(letter, place=(MONDAY, MORNING))
    page = client_of(officers.head).post(f"{DESK}add", {**RULE, "do": "look"}, 200)
    assert page.h1 == "ตรวจก่อนบันทึก"
    assert "มี 1 ช่วงที่คนนัดไว้มากกว่าจำนวนที่รับ" in page.text
    assert "รับ 1 · นัดแล้ว 2 · กันไว้ 2" in page.text
    assert [rule.seats for rule in rules(sessions)] == [3]


def test_what_was_looked_at_is_kept_and_ends_what_held_before(
    client_of, officers, visits, sessions
):
    browser = client_of(officers.head)
    page = browser.post(f"{DESK}add", {**RULE, "do": "look"}, 200)
    form = page.form(f"{DESK}add")
    assert form.fields["seats"] == "1"
    page = browser.post(f"{DESK}add", {**RULE, "do": "keep"})
    assert "บันทึกจำนวนที่รับของ ฝ่ายทะเบียน แล้วค่ะ" in page.text
    before, after = rules(sessions)
    assert (str(before.until_day), after.cut_off_minutes) == ("2026-11-22", 60)
    with sessions() as session:
        act = session.scalars(select(Act).where(Act.action == "seats.added")).one()
        assert act.after["seats"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"seats": "-1"},
        {"seats": "many"},
        {"walk_in": "501"},
        {"horizon_days": "0"},
        {"horizon_days": "9999"},
        {"from_day": "2026-11-01"},
        {"from_day": ""},
        {"until_day": "2026-11-22"},
        {"weekday": "9"},
        {"half": "night"},
        {"cut_off": "7"},
        {"service": "section:city-law"},
        {"service": "office"},
        {"service": "no-such"},
    ],
)
def test_what_makes_no_sense_or_is_of_others_is_not_kept(
    client_of, officers, visits, sessions, wrong
):
    client_of(officers.head).post(f"{DESK}add", {**RULE, **wrong, "do": "keep"}, 422)
    assert len(rules(sessions)) == 1


def test_a_rule_of_one_half_of_one_weekday_holds_there_alone(client_of, officers, visits, sessions):
    browser = client_of(officers.head)
    browser.post(f"{DESK}add", {**RULE, "weekday": "0", "half": "morning", "do": "keep"})
    page = browser.get(f"{DESK}of/section:registration")
    assert "รับ 1 · นัดแล้ว 0 · กันไว้ 2" in page.text
    assert "รับ 3 · นัดแล้ว 0 · กันไว้ 1" in page.text


def test_a_rule_is_taken_back(client_of, officers, visits, sessions):
    (rule,) = rules(sessions)
    page = client_of(officers.head).post(f"{DESK}{rule.id}/end")
    assert "เลิกใช้แล้วค่ะ" in page.text
    assert [str(one.until_day) for one in rules(sessions)] == ["2026-11-22"]


def test_a_rule_is_changed_from_what_it_says_now(client_of, officers, visits, sessions):
    (rule,) = rules(sessions)
    page = client_of(officers.head).get(f"{DESK}add?rule={rule.id}")
    assert page.form(f"{DESK}add").fields["seats"] == "3"


def test_heads_set_only_the_seats_of_their_section(client_of, officers, visits, sessions):
    browser = client_of(officers.head)
    (tax,) = rules(sessions, "section:revenue")
    browser.post(f"{DESK}{tax.id}/end", status=403)
    browser.get(f"{DESK}add?rule={tax.id}", 403)
    browser.get(f"{DESK}of/section:revenue", 403)
    assert "ฝ่ายรายได้" not in browser.get(DESK).text


def test_an_administrator_sets_the_office_too(client_of, officers, visits, sessions):
    browser = client_of(officers.admin)
    browser.post(f"{DESK}add", {**RULE, "service": "office", "do": "keep"})
    assert [rule.seats for rule in rules(sessions, "office")] == [1]
    assert "รับ 1" in browser.get(f"{DESK}of/office").text


def test_officers_do_not_set_seats(client_of, officers, visits):
    client_of(officers.somchai).get(DESK, 403)


def test_setting_seats_is_proved_to_be_ours(client_of, officers, visits, sessions):
    (rule,) = rules(sessions)
    browser = client_of(officers.head)
    browser.post(f"{DESK}add", {**RULE, "do": "keep"}, 400, csrf=False)
    browser.post(f"{DESK}{rule.id}/end", status=400, csrf=False)
    assert [one.until_day for one in rules(sessions)] == [None]
