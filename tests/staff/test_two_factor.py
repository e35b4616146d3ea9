"""The second factor: an authenticator app, and codes for the day the phone is lost."""

import time
from collections.abc import Callable

import pytest
from passlib.totp import TOTP
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.audit import Act
from models.officers import Officer
from tests.staff.conftest import Browser, Cast, Clock

SignedIn = Callable[[Officer], Browser]


def code(app: TOTP, steps: int = 0) -> str:
    """What the app shows now, or `steps` half-minutes from now."""
    return str(app.generate(time.time() + 30 * steps).token)


@pytest.fixture
def app(client_of: SignedIn, officers: Cast) -> TOTP:
    """สมชาย's authenticator app, set up in the console."""
    browser = client_of(officers.somchai)
    page = browser.post("/staff/two-factor", {"setup": "authenticator"}, 200)
    app = TOTP(key=page.all("code", class_="secret")[0].text.replace("-", "").replace(" ", ""))
    form = next(form for form in page.forms if form.action.startswith("/staff/two-factor/"))
    page = browser.post(form.action, {"code": code(app, -1)})
    assert "เปิดใช้อยู่" in page.text
    return app


def test_with_an_app_the_password_alone_is_not_enough(
    app: TOTP, stranger: Browser, officers: Cast
) -> None:
    page = stranger.sign_in("somchai")
    assert page.h1 == "รหัสจากแอปยืนยันตัวตน"
    stranger.get("/staff/", status=302)
    assert stranger.post("/staff/sign-in/code", {"code": code(app)}).h1 == "หน้าแรก"


def test_a_code_is_good_for_one_sign_in(
    app: TOTP, stranger: Browser, client_of: SignedIn, officers: Cast
) -> None:
    used = code(app)
    stranger.sign_in("somchai")
    stranger.post("/staff/sign-in/code", {"code": used})
    stranger.post("/staff/sign-out")
    stranger.sign_in("somchai")
    assert "รหัสไม่ถูกต้อง" in stranger.post("/staff/sign-in/code", {"code": used}, 200).text


def test_wrong_codes_close_the_account_like_wrong_passwords(
    app: TOTP, stranger: Browser, officers: Cast
) -> None:
    stranger.sign_in("somchai")
    for _ in range(5):
        stranger.post("/staff/sign-in/code", {"code": "000000"}, 200)
    assert "พักการเข้าใช้ถึง" in stranger.post("/staff/sign-in/code", {"code": code(app)}, 200).text


def test_a_recovery_code_stands_in_for_the_app_once(
    app: TOTP, stranger: Browser, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    stranger.sign_in("somchai")
    stranger.post("/staff/sign-in/code", {"code": code(app)})
    page = stranger.post("/staff/two-factor/recovery-codes", {}, 200)
    kept = [item.text for item in page.all("code")]
    assert len(kept) == 8
    with sessions() as session:
        row = session.get_one(Officer, officers.somchai.id)
        assert not set(kept) & set(row.mf_recovery_codes or [])
        assert row.tf_totp_secret and app.base32_key not in row.tf_totp_secret
    stranger.post("/staff/sign-out")
    stranger.sign_in("somchai")
    assert stranger.post("/staff/sign-in/recovery-code", {"code": kept[0]}).h1 == "หน้าแรก"
    stranger.post("/staff/sign-out")
    stranger.sign_in("somchai")
    page = stranger.post("/staff/sign-in/recovery-code", {"code": kept[0]}, 200)
    assert "รหัสสำรองไม่ถูกต้อง" in page.text


def test_long_after_signing_in_the_password_is_asked_before_the_app_is_changed(
    client_of: SignedIn, officers: Cast
) -> None:
    browser = client_of(officers.somchai)
    with browser.client.session_transaction("/staff/") as cookie:
        cookie["fs_paa"] -= 45 * 60
    page = browser.get("/staff/two-factor", follow=True)
    assert page.h1 == "ยืนยันรหัสผ่านอีกครั้ง"


def test_the_app_can_be_given_up_and_both_are_written_down(
    app: TOTP, stranger: Browser, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    stranger.sign_in("somchai")
    stranger.post("/staff/sign-in/code", {"code": code(app)})
    assert "ยังไม่ได้เปิดใช้" in stranger.post("/staff/two-factor", {"setup": "disable"}).text
    with sessions() as session:
        done = session.scalars(select(Act.action).order_by(Act.id)).all()
    assert [action for action in done if action.startswith("second")] == [
        "second_factor.on",
        "second_factor.off",
    ]


def test_the_second_page_of_the_door_shows_nothing_to_somebody_without_the_first(
    stranger: Browser, officers: Cast, clock: Clock
) -> None:
    for path in ("/staff/sign-in/code", "/staff/sign-in/recovery-code"):
        assert stranger.get(path, follow=True).h1 == "เข้าสู่ระบบสำหรับเจ้าหน้าที่"
