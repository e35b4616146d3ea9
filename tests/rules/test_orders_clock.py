"""What the clock tells an agency's people of their orders: each thing once, in office hours."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session, sessionmaker

from bot import clock
from models import pushes
from models.dates import BANGKOK
from models.links import LENT, MAILS, Links
from models.office import Office
from models.orders import OrderNotice, Remark, issuing
from models.outbox import Letter
from models.pushes import Quota
from scheduler import orders as job
from tests.agencies import DUE, Agencies, issued, open_agencies, remarked, reported
from tests.people import DAY, NOON, somying

LINKS = Links("https://line.district.example", "a secret of this test")
MORNING = NOON - timedelta(hours=2)  # 10.00 in Bangkok, a Friday


@pytest.fixture(autouse=True)
def one_office(monkeypatch: pytest.MonkeyPatch, office: Office) -> None:
    """The starter pack, opened once for all."""
    monkeypatch.setattr(Office, "published", lambda session, day=None: office)


@pytest.fixture
def cast(session: Session) -> Agencies:
    """มานี and ชูใจ are in LINE, ปิติ is not and has no address either."""
    session.info[LENT] = LINKS
    known = open_agencies(session, MORNING)
    known.manee.citizen_id = somying(session, "a").id
    known.choojai.citizen_id = somying(session, "b").id
    session.flush()
    return known


def letters(session: Session) -> list[Letter]:
    return list(session.scalars(select(Letter).order_by(Letter.id)))


def told(session: Session, contact: object) -> list[str]:
    rows = select(OrderNotice.what).where(OrderNotice.contact_id == contact.id)
    return list(session.scalars(rows.order_by(OrderNotice.id)))


def at(days_before: int) -> datetime:
    """10.00 in Bangkok so many days before the order is due; negative: after."""
    day = DUE - timedelta(days=days_before)
    return datetime(day.year, day.month, day.day, 10, tzinfo=BANGKOK)


def test_a_new_order_is_told_once_with_a_link_of_ones_own(session: Session, cast: Agencies) -> None:
    assert job.run(session, MORNING) == 2
    assert job.run(session, MORNING + DAY * 3) == 0
    first, second = letters(session)
    assert first.duty and second.duty
    assert "ข้อสั่งการใหม่" in str(first.messages) and cast.order.text[:40] in str(first.messages)
    links = [_link(letter) for letter in (first, second)]
    read = [LINKS.read("order", link.rsplit("/", 1)[1], MORNING) for link in links]
    assert read == [
        f"{cast.manee.id}:{cast.to_one.name}",
        f"{cast.choojai.id}:{cast.to_two.name}",
    ]


def _link(letter: Letter) -> str:
    [foot] = [m["contents"]["footer"]["contents"] for m in letter.messages]
    return foot[0]["action"]["uri"]


def test_reminders_come_a_week_and_a_day_before_on_the_day_and_after(
    session: Session, cast: Agencies
) -> None:
    job.run(session, MORNING)
    for days in range(14, -12, -1):
        for hour in range(3):
            job.run(session, at(days) + timedelta(hours=hour))
    expected = ["issued", "before-7", "before-1", "due", "late-3", "late-7"]
    assert told(session, cast.manee) == expected
    titles = [str(letter.messages[0]["altText"]).split(" · ")[0] for letter in letters(session)]
    assert titles[::2] == [
        "ข้อสั่งการใหม่", "ใกล้ครบกำหนดรายงาน", "ใกล้ครบกำหนดรายงาน", "ครบกำหนดรายงานวันนี้",
        "เลยกำหนดรายงานแล้ว", "เลยกำหนดรายงานแล้ว",
    ]  # fmt: skip


def test_whoever_reported_hears_no_more(session: Session, cast: Agencies) -> None:
    job.run(session, MORNING)
    reported(session, cast.to_one, cast.piti, MORNING)
    assert job.run(session, at(0)) == 1
    assert told(session, cast.manee) == ["issued"]


def test_an_inspector_who_asks_again_is_told_once(session: Session, cast: Agencies) -> None:
    job.run(session, MORNING)
    reported(session, cast.to_one, cast.manee, MORNING)
    remark = remarked(session, cast.to_one, cast.napa, Remark.ASKED_AGAIN, "ขอรูปถ่ายหลังซ่อม", MORNING)
    assert job.run(session, MORNING + timedelta(minutes=10)) == 1
    assert job.run(session, MORNING + timedelta(minutes=20)) == 0
    assert told(session, cast.manee) == ["issued", f"remark-{remark.id}"]
    assert "ขอรูปถ่ายหลังซ่อม" in str(letters(session)[-1].messages)


def test_a_comment_rings_at_nobodys_door(session: Session, cast: Agencies) -> None:
    job.run(session, MORNING)
    reported(session, cast.to_one, cast.manee, MORNING)
    remarked(session, cast.to_one, cast.napa, Remark.COMMENT, "ดีมากค่ะ", MORNING)
    assert job.run(session, MORNING + timedelta(minutes=10)) == 0


def test_nobody_is_told_while_the_office_is_closed(session: Session, cast: Agencies) -> None:
    assert job.run(session, MORNING + timedelta(hours=10)) == 0  # 20.00
    assert job.run(session, MORNING + DAY) == 0  # a Saturday
    assert job.run(session, MORNING + 3 * DAY) == 2


def test_what_falls_on_a_monday_is_announced_on_friday(session: Session, cast: Agencies) -> None:
    job.run(session, MORNING)
    monday = DUE + 3 * DAY
    order = issuing.lock(session, cast.order.name)
    assert order
    order.due_on = monday
    job.run(session, at(4))
    assert job.run(session, at(0)) == 2  # the Friday
    assert told(session, cast.manee)[-1] == "before-1"


def test_a_whole_round_is_one_letter_each(session: Session, cast: Agencies) -> None:
    for _ in range(11):
        issued(session, [cast.one], cast.napa, MORNING)
    assert job.run(session, MORNING) == 2
    first, _ = letters(session)
    assert len(told(session, cast.manee)) == 12
    shown = str(first.messages)
    assert shown.count("/p/order/") == 5 and "ดูอีก 7 ข้อ" in shown


def asked_of_the_database(session: Session, deed: Callable[[], object]) -> int:
    """How many statements a deed takes."""
    statements: list[object] = []

    def note(*about: object) -> None:
        statements.append(about)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    deed()
    event.remove(session.get_bind(), "before_cursor_execute", note)
    return len(statements)


def test_many_orders_ask_no_more_of_the_database_than_few(session: Session, cast: Agencies) -> None:
    session.expire_all()
    few = asked_of_the_database(session, lambda: job.run(session, MORNING))
    for _ in range(20):
        issued(session, [cast.one, cast.two], cast.napa, MORNING)
    session.expire_all()
    assert asked_of_the_database(session, lambda: job.run(session, MORNING)) <= few + 4


def test_who_left_or_blocked_us_and_a_withdrawn_order_are_left_in_peace(
    session: Session, cast: Agencies
) -> None:
    cast.manee.active = False
    assert cast.choojai.citizen
    cast.choojai.citizen.block(MORNING)
    assert job.run(session, MORNING) == 0
    cast.choojai.citizen.befriend(MORNING + timedelta(minutes=1))
    issuing.withdraw(cast.order, "ออกซ้ำ", cast.order.revision, MORNING)
    assert job.run(session, MORNING) == 0
    assert not letters(session)


def test_an_agency_switched_off_is_told_nothing(session: Session, cast: Agencies) -> None:
    cast.one.active = False
    assert job.run(session, MORNING) == 1


def test_when_the_month_is_spent_a_mail_is_written_instead(
    session: Session, cast: Agencies
) -> None:
    session.info[MAILS] = True
    pushes.note_quota(session, Quota(limit=301, used=300), MORNING)
    assert job.run(session, MORNING) == 2
    doors = list(session.scalars(select(OrderNotice.door).order_by(OrderNotice.id)))
    assert doors == ["line", "email_waiting"]
    assert len(letters(session)) == 1


def test_without_a_mail_server_the_letter_waits_for_a_touch(
    session: Session, cast: Agencies
) -> None:
    pushes.note_quota(session, Quota(limit=300, used=300), MORNING)
    assert job.run(session, MORNING) == 2
    assert len(letters(session)) == 2


def test_three_clocks_tell_it_once(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        known = open_agencies(session, MORNING)
        known.manee.citizen_id = somying(session).id
    meet = threading.Barrier(3)

    def strike(minutes: int) -> None:
        meet.wait(60)
        clock.strike(sessions, MORNING + timedelta(minutes=minutes))

    # Not even the same due time: one clock is ten minutes ahead, and does another firing.
    clocks = [threading.Thread(target=strike, args=(minutes,)) for minutes in (0, 0, 10)]
    for one in clocks:
        one.start()
    for one in clocks:
        one.join(120)
    with sessions() as session:
        assert [notice.what for notice in session.scalars(select(OrderNotice))] == ["issued"]
        assert len(letters(session)) == 1
