"""The door of the console: who gets in, who does not, and what is remembered of it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.audit import Act, note
from models.officers import Officer
from tests.staff.conftest import PASSWORD, Browser, Cast, Clock

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
WRONG = "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"


def change(sessions: Sessions, officer: Officer, **values: object) -> None:
    with sessions.begin() as session:
        row = session.get_one(Officer, officer.id)
        for name, value in values.items():
            setattr(row, name, value)


def acts(sessions: Sessions) -> list[tuple[str, str | None]]:
    with sessions() as session:
        rows = session.scalars(select(Act).order_by(Act.id)).all()
        return [(act.action, act.officer.username if act.officer else None) for act in rows]


def test_an_officer_signs_in_by_username(stranger: Browser, officers: Cast) -> None:
    page = stranger.sign_in("somchai")
    assert page.h1 == "หน้าแรก"
    assert "สมชาย ใจเย็น" in page.text


def test_capital_letters_in_the_username_do_not_matter(stranger: Browser, officers: Cast) -> None:
    assert stranger.sign_in(" SomChai ").h1 == "หน้าแรก"


def test_an_officer_signs_in_by_email(
    stranger: Browser, officers: Cast, sessions: Sessions
) -> None:
    change(sessions, officers.somchai, email="somchai@example.org")
    assert stranger.sign_in("Somchai@Example.org").h1 == "หน้าแรก"


def test_signing_in_leads_to_the_page_one_came_for(stranger: Browser, officers: Cast) -> None:
    door = stranger.get("/staff/me/", follow=True)
    form = door.form("/staff/sign-in")
    page = stranger.post(
        "/staff/sign-in", {**form.fields, "username": "somchai", "password": PASSWORD}
    )
    assert page.h1 == "บัญชีของฉัน"


def test_signing_in_never_leads_to_another_site(stranger: Browser, officers: Cast) -> None:
    stranger.get("/staff/sign-in?next=https://example.org/")
    page = stranger.post(
        "/staff/sign-in",
        {"username": "somchai", "password": PASSWORD, "next": "//example.org/"},
        follow=False,
        status=302,
    )
    assert page.location == "/staff/"


@pytest.mark.parametrize(
    ("username", "password"), [("somchai", "ไม่ใช่รหัสนี้-1"), ("nobody", PASSWORD), ("", ""), ("x", "")]
)
def test_a_wrong_name_or_password_stays_outside(
    stranger: Browser, officers: Cast, username: str, password: str
) -> None:
    page = stranger.sign_in(username, password, status=200)
    assert page.h1 == "เข้าสู่ระบบสำหรับเจ้าหน้าที่"
    stranger.get("/staff/", status=302)


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(
    stranger: Browser, officers: Cast
) -> None:
    told = [
        stranger.sign_in(name, "ไม่ใช่รหัสนี้-1", status=200).text.replace(name, "")
        for name in ("somchai", "nobody")
    ]
    assert told[0] == told[1]
    assert WRONG in told[0]


def test_the_fifth_wrong_password_closes_the_account_for_a_quarter_of_an_hour(
    stranger: Browser, officers: Cast, clock: Clock
) -> None:
    for _ in range(4):
        assert WRONG in stranger.sign_in("somchai", "ไม่ใช่รหัสนี้-1", status=200).text
    assert "พักการเข้าใช้ถึง" in stranger.sign_in("somchai", "ไม่ใช่รหัสนี้-1", status=200).text
    assert "พักการเข้าใช้ถึง" in stranger.sign_in("somchai", PASSWORD, status=200).text
    clock.advance(minutes=16)
    assert stranger.sign_in("somchai").h1 == "หน้าแรก"


def test_the_right_password_forgives_the_wrong_ones(stranger: Browser, officers: Cast) -> None:
    for _ in range(2):
        for _ in range(4):
            stranger.sign_in("somchai", "ไม่ใช่รหัสนี้-1", status=200)
        stranger.sign_in("somchai")
        stranger.post("/staff/sign-out")


def test_a_place_from_which_too_many_sign_ins_fail_is_not_heard_for_a_while(
    stranger: Browser, officers: Cast, sessions: Sessions, clock: Clock
) -> None:
    from bot.now import now

    with sessions.begin() as session:
        for _ in range(30):
            note(session, None, "sign_in.failed", "officer:?", now(), ip="127.0.0.1")
    page = stranger.sign_in("somchai", status=429)
    assert page.h1 == "ลองหลายครั้งเกินไป"
    clock.advance(minutes=16)
    assert stranger.sign_in("somchai").h1 == "หน้าแรก"


def test_a_deactivated_officer_stays_outside(
    stranger: Browser, officers: Cast, sessions: Sessions
) -> None:
    change(sessions, officers.somchai, active=False)
    assert stranger.sign_in("somchai", status=200).h1 == "เข้าสู่ระบบสำหรับเจ้าหน้าที่"


def test_somebody_deactivated_is_out_at_once(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser = client_of(officers.somchai)
    change(sessions, officers.somchai, active=False)
    browser.get("/staff/", status=302)


def test_an_invited_officer_without_a_password_cannot_sign_in(
    stranger: Browser, officers: Cast, sessions: Sessions
) -> None:
    change(sessions, officers.somchai, password=None)
    assert WRONG in stranger.sign_in("somchai", status=200).text


def test_signing_out_closes_the_console(client_of: SignedIn, officers: Cast) -> None:
    browser = client_of(officers.somchai)
    assert browser.post("/staff/sign-out").h1 == "เข้าสู่ระบบสำหรับเจ้าหน้าที่"
    browser.get("/staff/", status=302)


def test_a_form_without_its_token_is_refused_kindly(client_of: SignedIn, officers: Cast) -> None:
    browser = client_of(officers.somchai)
    page = browser.post("/staff/me/language", {"language": "en"}, 400, csrf=False)
    assert "เปิดไว้นานเกินไป" in page.text


def test_a_first_password_must_be_changed_before_anything_else(
    stranger: Browser, officers: Cast, sessions: Sessions
) -> None:
    change(sessions, officers.somchai, must_change_password=True)
    page = stranger.sign_in("somchai")
    assert page.h1 == "เปลี่ยนรหัสผ่าน"
    assert stranger.get("/staff/me/", status=302).location == "/staff/password"
    new = "คนละรหัสกับของเดิม-77"
    page = stranger.post(
        "/staff/password",
        {"password": PASSWORD, "new_password": new, "new_password_confirm": new},
    )
    assert page.h1 == "บัญชีของฉัน"
    stranger.post("/staff/sign-out")
    assert stranger.sign_in("somchai", new).h1 == "หน้าแรก"


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("สั้นไป", "อย่างน้อย 10 ตัวอักษร"),
        ("aaaaaaaaaaaa", "เดาง่ายเกินไป"),
        ("1234567890", "เดาง่ายเกินไป"),
        ("my-somchai-password", "ต้องไม่มีชื่อผู้ใช้"),
        (PASSWORD, "ต้องต่างจากรหัสผ่านเดิม"),
    ],
)
def test_a_password_easy_to_guess_is_not_taken(
    client_of: SignedIn, officers: Cast, new: str, told: str
) -> None:
    page = client_of(officers.somchai).post(
        "/staff/password",
        {"password": PASSWORD, "new_password": new, "new_password_confirm": new},
        status=200,
    )
    assert told in page.text


def test_a_new_password_ends_the_visits_on_other_devices(
    client_of: SignedIn, officers: Cast
) -> None:
    here, elsewhere = client_of(officers.somchai), client_of(officers.somchai)
    new = "คนละรหัสกับของเดิม-77"
    here.post(
        "/staff/password", {"password": PASSWORD, "new_password": new, "new_password_confirm": new}
    )
    here.get("/staff/")
    elsewhere.get("/staff/", status=302)


def test_an_hour_without_an_act_ends_the_visit(
    client_of: SignedIn, officers: Cast, clock: Clock
) -> None:
    browser = client_of(officers.somchai)
    clock.advance(minutes=50)
    browser.get("/staff/")
    clock.advance(minutes=61)
    page = browser.get("/staff/", follow=True)
    assert "ไม่มีการใช้งานนานเกินไป" in page.text


def test_words_sent_after_that_hour_are_said_to_be_unsaved(
    client_of: SignedIn, officers: Cast, clock: Clock
) -> None:
    browser = client_of(officers.somchai)
    browser.get("/staff/ideas/new")
    clock.advance(minutes=61)
    page = browser.post("/staff/ideas/new", {"title": "ส่งรูปเอกสารมาก่อน"})
    assert "สิ่งที่เพิ่งกดส่งยังไม่ได้บันทึก" in page.text
    assert "/staff/ideas/new" in page.html


def test_a_page_that_asks_by_itself_does_not_keep_the_visit_alive(
    client_of: SignedIn, officers: Cast, clock: Clock
) -> None:
    browser = client_of(officers.somchai)
    asking = {"X-Poll": "1", "HX-Request": "true"}
    for _ in range(3):
        clock.advance(minutes=19)
        browser.get("/staff/badges", headers=asking)
    clock.advance(minutes=19)
    browser.get("/staff/badges", status=401, headers=asking)


def test_after_a_working_day_everybody_signs_in_again(
    client_of: SignedIn, officers: Cast, clock: Clock
) -> None:
    browser = client_of(officers.somchai)
    for _ in range(16):
        clock.advance(minutes=44)
        browser.get("/staff/")
    clock.advance(minutes=44)
    browser.get("/staff/", status=302)


def test_coming_in_and_failing_to_are_written_down_without_what_was_typed(
    stranger: Browser, officers: Cast, sessions: Sessions
) -> None:
    stranger.sign_in("my-secret-typed-here", PASSWORD, status=200)
    stranger.sign_in("somchai", "ไม่ใช่รหัสนี้-1", status=200)
    stranger.sign_in("somchai")
    assert acts(sessions) == [
        ("sign_in.failed", None),
        ("sign_in.failed", "somchai"),
        ("sign_in.done", "somchai"),
    ]
    with sessions() as session:
        rows = session.scalars(select(Act)).all()
        assert all("typed" not in f"{row.subject}{row.after}" for row in rows)
        assert {row.ip for row in rows} == {"127.0.0.1"}


def test_the_console_speaks_english_to_whoever_asks_for_it(
    client_of: SignedIn, officers: Cast
) -> None:
    browser = client_of(officers.somchai)
    page = browser.post("/staff/me/language", {"language": "en"})
    assert page.h1 == "My account"
    assert page.all("html")[0].attributes["lang"] == "en"
    assert browser.post("/staff/me/language", {"language": "th"}).h1 == "บัญชีของฉัน"


def test_the_sign_in_page_speaks_english_before_anybody_is_known(
    stranger: Browser, officers: Cast
) -> None:
    assert stranger.get("/staff/sign-in?language=en").h1 == "Staff sign-in"
