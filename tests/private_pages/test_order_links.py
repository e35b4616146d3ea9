"""The link of an order: of one contact, for one order, for a while, and nothing else opens it."""

from datetime import UTC, datetime, timedelta

import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.links import LinkOver, Links
from models.orders import Addressee, OrderFile, agencies, issuing, reaching
from tests.agencies import TEXT
from tests.private_pages.agency_desk import DONE, PDF, Desk, open_desk, signed
from tests.private_pages.conftest import ADDRESS, Door


@pytest.fixture
def desk(door: Door) -> Desk:
    return open_desk(door)


def test_a_link_opens_no_other_agencys_order(desk: Desk) -> None:
    """Signed by the office itself, were it ever so careless: the two must belong together."""
    answer = desk.get(signed(desk.door, f"{desk.manee_id}:{desk.to_two}"))
    assert answer.status_code == 403 and TEXT not in answer.text
    form = desk.sends(signed(desk.door, f"{desk.manee_id}:{desk.to_two}"), DONE)
    assert form.status_code == 403 and not desk.reports()


@pytest.mark.parametrize(
    "subject", ["", ":", "1", "0:{name}", "x:{name}", "{contact}:", "{contact}:1", "{name}"]
)
def test_a_subject_that_makes_no_sense_opens_nothing(desk: Desk, subject: str) -> None:
    told = subject.format(name=desk.to_one, contact=desk.manee_id)
    assert desk.get(signed(desk.door, told)).status_code == 403


def test_a_token_of_another_purpose_or_hand_opens_nothing(desk: Desk) -> None:
    subject, soon = f"{desk.manee_id}:{desk.to_one}", datetime.now(UTC) + timedelta(days=1)
    stranger = Links(ADDRESS, "another secret").write("order", subject, soon)
    unsigned = URLSafeSerializer("", salt="page:order").dumps([subject, int(soon.timestamp())])
    good = desk.manee
    tampered = good[:-1] + ("A" if good[-1] != "A" else "B")
    for path in (
        *(signed(desk.door, subject, purpose) for purpose in ("upload", "visit", "export")),
        stranger.removeprefix(ADDRESS),
        f"/p/order/{unsigned}",
        tampered,
        good.replace("/p/order/", "/p/order/x"),
        f"/p/order/{desk.to_one}",
        f"/p/order/{subject}",
    ):
        assert desk.get(path).status_code == 404, path
        assert desk.sends(path, DONE).status_code == 404, path
        assert TEXT not in desk.get(path).text
    for purpose in ("upload", "visit", "export"):  # nor does ours open theirs
        assert desk.get(good.replace("/p/order/", f"/p/{purpose}/")).status_code == 404
    assert not desk.reports()


def test_the_halves_of_two_links_make_no_third(desk: Desk) -> None:
    """มานี's payload under ชูใจ's signature."""
    payloads, signatures = zip(*(p.rsplit(".", 1) for p in (desk.manee, desk.choojai)), strict=True)
    assert desk.get(f"{payloads[1]}.{signatures[0]}").status_code == 404


def test_a_link_ends_fourteen_days_after_the_due_day(desk: Desk, session: Session) -> None:
    contact = desk.manee_in(session)
    one = session.scalar(select(Addressee).where(Addressee.name == desk.to_one))
    assert one
    now, links = datetime.now(UTC), desk.door.links

    def lasts(days: int) -> timedelta:
        one.order.due_on = (now + timedelta(days=days)).date()
        token = reaching.link(links, contact, one, now).rsplit("/", 1)[1]
        end = now
        while end < now + timedelta(days=100):
            try:
                links.read("order", token, end)
            except LinkOver:
                break
            end += timedelta(hours=6)
        return end - now

    day = timedelta(days=1)
    assert 24 * day <= lasts(10) <= 25.5 * day
    assert lasts(80) <= 60.5 * day  # never longer
    assert 14 * day <= lasts(-40) <= 15.5 * day  # of a late order from today
    session.rollback()


def test_an_expired_link_says_what_to_do(desk: Desk) -> None:
    answer = desk.get(signed(desk.door, f"{desk.manee_id}:{desk.to_one}", days=-1))
    assert answer.status_code == 410
    assert "ลิงก์หมดอายุแล้ว" in answer.text and "พิมพ์ “ข้อสั่งการ”" in answer.text
    assert TEXT not in answer.text


def test_whoever_was_let_go_is_refused_kindly_and_what_they_reported_stays(desk: Desk) -> None:
    desk.sends(desk.manee, DONE)
    with desk.begin() as session:
        agencies.let_go(desk.manee_in(session))
    answer = desk.get(desk.manee)
    assert answer.status_code == 403 and "แจ้งผู้ดูแลข้อสั่งการ" in answer.text
    assert desk.sends(desk.manee, DONE | {"after": "9"}).status_code == 403
    assert len(desk.reports()) == 1
    assert "ซ่อมทางเท้าแล้ว 3 แห่ง" in desk.get(desk.piti).text


def test_whoever_moved_to_another_agency_opens_nothing_of_the_former(desk: Desk) -> None:
    with desk.begin() as session:
        two = session.scalars(select(Addressee).where(Addressee.name == desk.to_two)).one()
        desk.manee_in(session).agency_id = two.agency_id
    assert desk.get(desk.manee).status_code == 403


def test_a_withdrawn_order_says_so_and_takes_nothing(desk: Desk) -> None:
    with desk.begin() as session:
        one = desk.one(session)
        issuing.withdraw(one.order, "ออกซ้ำ", one.order.revision, datetime.now(UTC))
    assert desk.get(desk.manee).status_code == 410
    assert "ข้อสั่งการนี้ยกเลิกแล้ว" in desk.sends(desk.manee, DONE).text
    assert not desk.reports()


def test_evidence_of_another_agency_is_not_found_under_ones_own_link(desk: Desk) -> None:
    desk.sends(desk.choojai, DONE, (PDF, "แผน.pdf"))
    with desk.begin() as session:
        [theirs] = session.scalars(select(OrderFile.name))
    assert desk.get(f"{desk.choojai}/files/{theirs}").status_code == 200
    assert desk.get(f"{desk.manee}/files/{theirs}").status_code == 404
    assert desk.get(f"{desk.manee}/files/1").status_code == 404


def test_evidence_taken_away_is_not_found(desk: Desk) -> None:
    desk.sends(desk.manee, DONE, (PDF, "แผน.pdf"))
    with desk.begin() as session:
        [one] = session.scalars(select(OrderFile))
        one.file.remove(datetime.now(UTC))
        name = one.name
    assert desk.get(f"{desk.manee}/files/{name}").status_code == 404


def test_a_press_from_another_site_is_refused(desk: Desk) -> None:
    headers = {"Origin": "https://elsewhere.example"}
    answer = desk.door.app.test_client().post(desk.manee, data=DONE, headers=headers)
    assert answer.status_code == 403 and not desk.reports()
