"""The appointments desk: who is here, how it went, what was a slip, and whose visits they are."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from handlers.staff.appointment_words import KEDMANEE
from models.appointments import State, move
from models.appointments.rows import CODE_LETTERS, Booking
from models.audit import Act
from tests.people import NOON
from tests.staff.conftest import Browser
from tests.staff.visits import DESK, TAX
from tests.visits import AFTERNOON, MONDAY, MORNING, TUESDAY


def mark(browser, visits, number, name, status=302, **more):
    return browser.post(f"{DESK}{number}/{name}", {**visits.seen(number), **more}, status)


def test_the_day_sheet_shows_morning_and_afternoon_by_number(client_of, officers, visits):
    visits.book("a")
    visits.book("b", place=(MONDAY, AFTERNOON))
    page = client_of(officers.somchai).get(DESK)
    assert page.h1 == "นัดหมาย วันจันทร์ 23 พ.ย. 2569"
    assert page.text.index("ช001") < page.text.index("บ001")
    assert "นัด 1 จาก 3" in page.text


@pytest.mark.parametrize("shown", ["{code}", "{reference}", "ช001", "ช๐๐๑", "M001"])
def test_somebody_is_checked_in_by_whatever_they_show(client_of, officers, visits, shown):
    number = visits.book()
    words = visits.ask(
        lambda visit: shown.format(code=visit.code, reference=visit.reference), number
    )
    page = client_of(officers.somchai).post(f"{DESK}arrive", {"words": words})
    assert "ช001 จดทะเบียนสมรส: มาถึงแล้ว" in page.text
    assert visits.state(number) == State.ARRIVED


def test_a_scanner_is_understood_while_the_keyboard_is_set_to_thai(client_of, officers, visits):
    thai = {meant: typed for typed, meant in KEDMANEE.items() if chr(typed) not in "/-"}
    number = visits.book()
    code = visits.ask(lambda visit: visit.code, number)
    typed = "".join(chr(thai[ord(letter)]) if ord(letter) in thai else letter for letter in code)
    client_of(officers.somchai).post(f"{DESK}arrive", {"words": typed})
    assert visits.state(number) == State.ARRIVED


def test_every_letter_of_a_code_has_its_key(visits):
    typed = {chr(meant) for meant in KEDMANEE.values()}
    assert set(CODE_LETTERS) <= typed


def test_what_is_not_found_is_said_kindly(client_of, officers, visits):
    page = client_of(officers.somchai).post(f"{DESK}arrive", {"words": "<script>"})
    assert "ไม่พบนัดจาก “<script>”" in page.text


def test_who_comes_on_another_day_is_told_their_day(client_of, officers, visits):
    number = visits.book(place=(TUESDAY, MORNING))
    page = client_of(officers.somchai).post(f"{DESK}arrive", {"words": f"B-{number:06d}"})
    assert "นัดไว้ วันอังคาร 24 พ.ย. 2569 ช่วงเช้า" in page.text
    assert visits.state(number) == State.BOOKED


def test_an_old_code_leads_to_the_visit_in_its_place(client_of, officers, visits, sessions):
    number = visits.book()
    with sessions.begin() as session:
        new = move(session, session.get_one(Booking, number), (MONDAY, AFTERNOON), NOON).id
    code = visits.ask(lambda visit: visit.code, number)
    client_of(officers.somchai).post(f"{DESK}arrive", {"words": code})
    assert visits.state(new) == State.ARRIVED


def test_a_visit_of_another_section_is_sent_to_its_counter(client_of, officers, visits):
    number = visits.book(matter=TAX)
    code = visits.ask(lambda visit: visit.code, number)
    page = client_of(officers.somchai).post(f"{DESK}arrive", {"words": code})
    assert "นัดนี้เป็นของฝ่ายรายได้" in page.text
    assert visits.state(number) == State.BOOKED


def test_a_visit_is_looked_up_without_checking_it_in(client_of, officers, visits):
    number = visits.book()
    page = client_of(officers.somchai).post(f"{DESK}find", {"words": f"b-{number:06d}"})
    assert page.h1 == f"นัด B-{number:06d}"
    assert visits.state(number) == State.BOOKED


def test_a_visit_is_served_in_so_many_minutes(client_of, officers, visits):
    number = visits.book()
    browser = client_of(officers.somchai)
    mark(browser, visits, number, "arrived")
    mark(browser, visits, number, "served", minutes="12")
    assert visits.ask(lambda visit: (visit.state, visit.minutes), number) == (State.SERVED, 12)


def test_who_must_come_back_needs_a_reason(client_of, officers, visits):
    number = visits.book()
    browser = client_of(officers.somchai)
    mark(browser, visits, number, "arrived")
    assert "กรุณาเขียนเหตุผล" in mark(browser, visits, number, "came-back").text
    mark(browser, visits, number, "came-back", reason="พยานไม่มา")
    assert visits.ask(lambda visit: (visit.state, visit.reason), number) == (
        "came_back",
        "พยานไม่มา",
    )


def test_minutes_nobody_spends_at_a_counter_are_refused(client_of, officers, visits):
    number = visits.book()
    browser = client_of(officers.somchai)
    mark(browser, visits, number, "arrived")
    assert "0–480" in mark(browser, visits, number, "served", minutes="9999").text
    mark(browser, visits, number, "served", minutes="-1", status=400)
    assert visits.state(number) == State.ARRIVED


def test_who_did_not_come_is_noted_and_a_slip_is_taken_back(client_of, officers, visits):
    number = visits.book()
    browser = client_of(officers.somchai)
    page = mark(browser, visits, number, "no-show", reason="โทรมาแจ้งว่าป่วย")
    assert visits.state(number) == State.NO_SHOW
    undo = page.form(f"{DESK}{number}/taken-back")
    browser.post(undo.action, undo.fields)
    assert visits.state(number) == State.BOOKED


def test_nobody_is_marked_before_their_day(client_of, officers, visits):
    number = visits.book(place=(TUESDAY, MORNING))
    mark(client_of(officers.somchai), visits, number, "no-show", status=409)


def test_two_officers_at_once_make_one_mark(client_of, officers, visits):
    number = visits.book()
    sent = visits.seen(number)
    browsers = [client_of(officers.somchai), client_of(officers.head)]

    def press(browser: Browser) -> str:
        return browser.post(f"{DESK}{number}/arrived", sent).text

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(press, browsers))
    assert sum("มีผู้บันทึกไว้ก่อนแล้ว" in words for words in told) == 1
    assert len(visits.ask(lambda visit: list(visit.steps), number)) == 2


def test_two_slips_taken_back_at_once_take_one_step_back(client_of, officers, visits):
    number = visits.book()
    browser = client_of(officers.somchai)
    mark(browser, visits, number, "arrived")
    mark(browser, visits, number, "served")
    sent = visits.seen(number)
    browser.post(f"{DESK}{number}/taken-back", sent)
    assert "มีผู้บันทึกไว้ก่อนแล้ว" in browser.post(f"{DESK}{number}/taken-back", sent).text
    assert visits.state(number) == State.ARRIVED


def test_a_walk_in_gets_the_next_number(client_of, officers, visits):
    visits.book()
    browser = client_of(officers.somchai)
    sent = {"procedure": "marriage-registration", "half": "morning"}
    assert "ได้คิว ช002 แล้วค่ะ" in browser.post(f"{DESK}walk-in", sent).text
    page = browser.post(f"{DESK}walk-in", sent)
    assert "เกินที่กันไว้ให้คนไม่ได้นัด" in page.text


def test_a_walk_in_entered_by_mistake_is_taken_off(client_of, officers, visits):
    browser = client_of(officers.somchai)
    page = browser.post(f"{DESK}walk-in", {"procedure": "marriage-registration", "half": "morning"})
    (undo,) = {f.action for f in page.forms if f.action.endswith("/taken-back")}
    page = browser.post(undo, page.form(undo).fields)
    assert "นำ ช001 จดทะเบียนสมรส ออกแล้วค่ะ" in page.text


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"procedure": "no-such", "half": "morning"}, 400),
        ({"procedure": "marriage-registration", "half": "night"}, 400),
        ({"procedure": "signboard-tax", "half": "morning"}, 403),
    ],
)
def test_a_walk_in_is_of_this_office_and_this_section(client_of, officers, visits, sent, status):
    client_of(officers.somchai).post(f"{DESK}walk-in", sent, status)


def test_a_walk_in_of_a_closed_half_is_told_why(client_of, officers, visits, clock):
    clock.advance(days=5)  # Saturday
    page = client_of(officers.somchai).post(
        f"{DESK}walk-in", {"procedure": "marriage-registration", "half": "afternoon"}
    )
    assert "ออกบัตรคิวไม่ได้ค่ะ" in page.text


def test_an_officer_sees_and_marks_their_own_section_alone(client_of, officers, visits):
    number = visits.book()
    browser = client_of(officers.city)
    assert "ช001" not in browser.get(DESK).text
    browser.get(f"{DESK}{number}", 403)
    mark(browser, visits, number, "arrived", 403)


def test_every_mark_is_proved_to_be_ours(client_of, officers, visits, console):
    number = visits.book()
    browser = client_of(officers.somchai)
    for path in ("find", "arrive", "walk-in", "unplaced", f"{number}/arrived", f"{number}/served"):
        browser.post(f"{DESK}{path}", visits.seen(number), 400, csrf=False)
    assert visits.state(number) == State.BOOKED


def test_the_list_is_told_again_only_when_something_changed(client_of, officers, visits):
    number = visits.book()
    browser = client_of(officers.somchai)
    version = browser.get(f"{DESK}sheet?day=2026-11-23").response.headers["X-Version"]
    poll = {"headers": {"X-Poll": "1", "HX-Request": "true"}}
    browser.get(f"{DESK}sheet?day=2026-11-23&v={version}", 204, **poll)
    mark(browser, visits, number, "arrived")
    browser.get(f"{DESK}sheet?day=2026-11-23&v={version}", 200, **poll)


def test_the_badge_counts_who_stands_at_the_counter(client_of, officers, visits):
    number = visits.book()
    browser = client_of(officers.somchai)
    mark(browser, visits, number, "arrived")
    (desk,) = [a for a in browser.get("/staff/").all("a") if a.attributes.get("href") == DESK][:1]
    assert "1" in desk.text


def test_the_month_tells_seats_booked_and_came(client_of, officers, visits):
    number = visits.book()
    visits.book("b")
    browser = client_of(officers.somchai)
    mark(browser, visits, number, "arrived")
    page = browser.get(f"{DESK}month?month=2026-11")
    assert "ช่วงเช้า 2/3 · มา 1" in page.text
    assert page.h1 == "นัดหมาย พฤศจิกายน 2569"


@pytest.mark.parametrize("path", ["?day=2570-99-99", "?day=1999-01-01", "month?month=x", "999999"])
def test_addresses_that_lead_nowhere_say_so(client_of, officers, visits, path):
    client_of(officers.somchai).get(f"{DESK}{path}", 404)


def test_who_nobody_marked_waits_in_a_list(client_of, officers, visits, clock):
    number = visits.book()
    clock.advance(days=1)
    browser = client_of(officers.somchai)
    assert "ช001 จดทะเบียนสมรส" in browser.get(f"{DESK}unplaced").text
    mark(browser, visits, number, "no-show", back="page")
    assert "ไม่มีค้างค่ะ" in browser.get(f"{DESK}unplaced").text


def test_every_mark_is_written_down(client_of, officers, visits, sessions):
    number = visits.book()
    mark(client_of(officers.somchai), visits, number, "arrived")
    with sessions() as session:
        act = session.query(Act).filter(Act.action == "visits.arrived").one()
        assert (act.subject, act.officer_id) == (f"visit:B-{number:06d}", officers.somchai.id)


def test_only_the_day_sheet_may_use_the_camera(client_of, officers, visits):
    browser = client_of(officers.somchai)
    assert "camera=(self)" in browser.get(DESK).response.headers["Permissions-Policy"]
    other = browser.get(f"{DESK}month").response.headers["Permissions-Policy"]
    assert "camera=()" in other
