"""A busy counter, canned answers, the minutes of promises: who may, how it ends, what it does."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import questions
from models.dates import BANGKOK
from models.officers import Officer
from models.questions import Busy, CannedAnswer, Setting
from models.questions.desk import busy_now
from tests.staff.asked import DESK, Asked
from tests.staff.conftest import Browser, Cast, Clock

ClientOf = Callable[[Officer], Browser]
BUSY, CANNED, SETTINGS = f"{DESK}busy", f"{DESK}canned", f"{DESK}settings"


@pytest.fixture
def somchai(client_of: ClientOf, officers: Cast, asked: Asked) -> Browser:
    return client_of(officers.somchai)


@pytest.fixture
def morning(clock: Clock) -> None:
    """Nine in the morning of today, so that the day has hours left."""
    local = datetime.now(UTC).astimezone(BANGKOK)
    clock.advance(seconds=(local.replace(hour=9, minute=0) - local).total_seconds())


@pytest.mark.usefixtures("morning")
def test_a_busy_counter_is_shown_to_the_section_and_ends_by_hand(
    somchai: Browser, client_of: ClientOf, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    somchai.post(BUSY, {"more": 60, "until": "12:00"})
    told = "ช้าลง 60 นาทีทำการ จนถึง วันนี้ 12.00 น."
    assert told in client_of(officers.head).get(DESK).text
    assert "เคาน์เตอร์ยุ่ง:" not in client_of(officers.city).get(DESK).text
    client_of(officers.head).post(BUSY, {"end": 1})
    assert "เคาน์เตอร์ยุ่ง:" not in somchai.get(DESK).text
    with sessions() as session:
        assert session.scalars(select(Busy)).one().ended_at


@pytest.mark.usefixtures("morning")
def test_it_ends_by_itself(somchai: Browser, sessions: sessionmaker[Session]) -> None:
    somchai.post(BUSY, {"more": 30, "until": "12:00"})
    with sessions() as session:
        until = session.scalars(select(Busy.until_at)).one()
        before = until - timedelta(seconds=1)
        assert busy_now(session, "registration", before)
        assert questions.busy_minutes(session, "registration", before) == 30
        assert not busy_now(session, "registration", until)
        assert questions.busy_minutes(session, "registration", until) == 0


@pytest.mark.usefixtures("morning")
def test_hours_that_are_over_and_odd_minutes_switch_nothing_on(
    somchai: Browser, sessions: sessionmaker[Session]
) -> None:
    for until in ("08:00", "", "25:99"):
        assert "ยังมาไม่ถึง" in somchai.post(BUSY, {"more": 30, "until": until}).text
    somchai.post(BUSY, {"more": 9999, "until": "12:00"}, 400)
    with sessions() as session:
        assert not session.scalars(select(Busy)).all()


@pytest.mark.usefixtures("morning")
def test_nobody_speaks_for_another_section_but_the_administrator(
    client_of: ClientOf, officers: Cast, asked: Asked
) -> None:
    given = {"more": 30, "until": "12:00", "section": "registration"}
    client_of(officers.city).post(BUSY, given, 403)
    admin = client_of(officers.admin)
    admin.post(BUSY, given | {"section": "nowhere"}, 400)
    admin.post(BUSY, given | {"section": ""})
    assert "เคาน์เตอร์ยุ่ง:" in client_of(officers.city).get(DESK).text


def test_canned_answers_are_added_changed_and_ended(
    somchai: Browser, asked: Asked, sessions: sessionmaker[Session]
) -> None:
    assert "ยังไม่มีคำตอบสำเร็จรูปค่ะ" in somchai.get(CANNED).text
    somchai.post(CANNED, {"title": "ทักทาย", "text": "สวัสดีค่ะ {name} ดูแล {receipt}"})
    page = somchai.get(f"{DESK}{asked.question()}")
    [button] = [b for b in page.all("button") if "data-words" in b.attributes]
    assert button.attributes["data-words"] == "สวัสดีค่ะ สมชาย ใจเย็น ดูแล Q-000001"
    somchai.post(f"{CANNED}/1", {"title": "ทักทาย", "text": "ยินดีค่ะ"})
    assert "ยินดีค่ะ" in somchai.get(CANNED).text
    assert "มีผู้แก้คำตอบนี้ไปก่อนแล้ว" in somchai.post(f"{CANNED}/1", {"end": 1}, 409).text
    somchai.post(f"{CANNED}/2", {"end": 1})
    assert "ยินดีค่ะ" not in somchai.get(f"{DESK}1").text
    with sessions() as session:
        rows = session.scalars(select(CannedAnswer)).all()
        assert len(rows) == len([row for row in rows if row.ended_at]) == 2


def test_a_canned_answer_with_an_unknown_blank_is_not_kept(somchai: Browser) -> None:
    page = somchai.post(CANNED, {"title": "ก", "text": "คุณ {citizen}"}, 422)
    assert "ไม่รู้จัก {citizen}" in page.text
    assert "คุณ {citizen}" in page.text
    for title, text in (("", "ข"), ("ก" * 61, "ข"), ("ก", "")):
        somchai.post(CANNED, {"title": title, "text": text}, 422)


def test_canned_answers_of_another_section_or_of_all_are_theirs(
    somchai: Browser, client_of: ClientOf, officers: Cast
) -> None:
    somchai.post(CANNED, {"title": "ของทะเบียน", "text": "ก"})
    client_of(officers.admin).post(CANNED, {"title": "ของทุกฝ่าย", "text": "ข", "section": ""})
    city = client_of(officers.city)
    page = city.get(CANNED)
    assert "ของทุกฝ่าย" in page.text
    assert "ของทะเบียน" not in page.text
    city.post(f"{CANNED}/1", {"end": 1}, 403)
    somchai.post(f"{CANNED}/2", {"end": 1}, 403)
    city.post(CANNED, {"title": "ก", "text": "ข", "section": "registration"}, 403)


def test_heads_alone_decide_how_long_promises_take(
    somchai: Browser, client_of: ClientOf, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    somchai.get(SETTINGS, 403)
    somchai.post(SETTINGS, {"promise_minutes": 5, "minutes_each": 1}, 403)
    head = client_of(officers.head)
    assert "60" in str([f.attributes.get("value") for f in head.get(SETTINGS).all("input")])
    for wrong in ("4", "961", "", "x"):
        head.post(SETTINGS, {"promise_minutes": wrong, "minutes_each": 10}, 422)
    head.post(SETTINGS, {"promise_minutes": 90, "minutes_each": 10})
    with sessions() as session:
        assert questions.setting(session, "promise_minutes") == 90
        assert [row.name for row in session.scalars(select(Setting))] == ["promise_minutes"]
