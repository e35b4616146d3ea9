"""Facts are confirmed many at a time, each by a tick of somebody who has read it."""

from datetime import date

import pytest
from sqlalchemy.orm import Session, sessionmaker

from handlers.staff.fact_confirming import confirmed, facts
from handlers.staff.procedure_case import Case
from models import content
from models.content import PROCEDURE, State
from models.content.overlay import starter_catalogue
from tests.staff.conftest import Browser, Cast
from tests.staff.pages import Page
from tests.staff.test_procedures import HERE, SLUG, ClientOf, head, somchai, write  # noqa: F401

DESK = "/staff/procedures/confirm"
ONE = f"{DESK}?slug={SLUG}"
DAY = date(2026, 11, 21)


def keys(page: Page, field: str = "") -> list[str]:
    """The ticks a page offers."""
    boxes = page.all("input", name="fact")
    return [one.attributes["value"] for one in boxes if f":{field}" in one.attributes["value"]]


def starter(slug: str = SLUG) -> Case:
    return Case(slug, starter_catalogue().pages[slug], None, None)


@pytest.mark.parametrize("slug", starter_catalogue().pages)
def test_every_fact_of_a_procedure_can_be_confirmed(slug: str) -> None:
    one = starter(slug)
    page = confirmed(one.newest, facts(one), "สมชาย ใจเย็น", DAY)
    assert not content.faults_of(PROCEDURE, page)
    assert all(fact.confirmed for fact in facts(Case(slug, page, None, None)))


def test_a_tick_changes_nothing_but_who_stands_behind_it() -> None:
    one = starter()
    (where,) = [fact for fact in facts(one) if fact.field == "where"]
    page = confirmed(one.newest, [where], "สมชาย ใจเย็น", DAY)
    signed = {"verified_by": "สมชาย ใจเย็น", "verified_at": "2026-11-21", "review_due": "2027-11-21"}
    assert page["where"] == one.newest["where"] | signed | {"standing": "verified"}
    assert {**page, "where": None} == {**one.newest, "where": None}


def test_ticked_facts_go_to_the_head_in_one_draft(
    somchai: Browser,  # noqa: F811
    head: Browser,  # noqa: F811
    sessions: sessionmaker[Session],
) -> None:
    page = somchai.get(ONE)
    ticks = [*keys(page, "where"), *keys(page, "fee")]
    page = somchai.post(ONE, {"fact": ticks})
    assert "ยืนยัน 2 ข้อ และส่งให้หัวหน้าตรวจแล้วค่ะ" in page.text
    assert not {*ticks} & {*keys(page)}
    with sessions() as session:
        draft = content.draft_of(session, PROCEDURE, SLUG)
        assert draft and draft.state == State.CHECKING
        assert draft.page["fee"]["verified_by"] == "สมชาย ใจเย็น"
    page = head.get(HERE)
    head.post(f"{HERE}/publish", page.form(f"{HERE}/publish").fields)
    turn = head.get(f"{HERE}/phone/turn?version=told&data=procedure?p={SLUG}")
    assert "สำนักงานเขต/ที่ว่าการอำเภอแห่งใดก็ได้" in str(turn.response and turn.response.json)


def test_a_whole_section_is_confirmed_from_one_page(somchai: Browser) -> None:  # noqa: F811
    page = somchai.get(DESK)
    slugs = {key.partition(":")[0] for key in keys(page)}
    assert len(slugs) == 6
    assert "รอยืนยัน" in somchai.get("/staff/procedures/").text
    page = somchai.post(DESK, {"fact": keys(page)})
    assert f"ยืนยัน {len(keys(page)) or ''}"[:6] in page.text
    assert not slugs & {key.partition(":")[0] for key in keys(page)}


def test_a_fact_reworded_meanwhile_is_not_confirmed(
    somchai: Browser,  # noqa: F811
    head: Browser,  # noqa: F811
) -> None:
    ticks = keys(somchai.get(ONE), "fee")
    write(head, **{"fee-0-text_th": "ไม่เสียค่าธรรมเนียมเลยค่ะ"})
    page = somchai.post(ONE, {"fact": ticks})
    assert "1 ข้อเพิ่งมีผู้แก้หรือยืนยันไปก่อน" in page.text
    assert "ผู้ตรวจ สมชาย ใจเย็น" not in somchai.get(HERE).text


def test_what_a_colleague_still_writes_is_not_sent_over_their_head(
    somchai: Browser,  # noqa: F811
    head: Browser,  # noqa: F811
    sessions: sessionmaker[Session],
) -> None:
    write(head, name_en="Half a sentence")
    page = somchai.post(ONE, {"fact": keys(somchai.get(ONE), "fee")})
    assert "1 ข้ออยู่ในเรื่องที่มีร่างค้างอยู่" in page.text
    with sessions() as session:
        draft = content.draft_of(session, PROCEDURE, SLUG)
        assert draft and draft.state == State.DRAFT
        assert draft.page["name_en"] == "Half a sentence"
        assert draft.page["fee"]["standing"] == "verified"


def test_nothing_ticked_is_said(somchai: Browser) -> None:  # noqa: F811
    assert "ยังไม่ได้เลือกข้อใดค่ะ" in somchai.post(ONE).text


def test_another_section_confirms_nothing_of_ours(
    somchai: Browser,  # noqa: F811
    client_of: ClientOf,
    officers: Cast,
) -> None:
    city = client_of(officers.city)
    assert not keys(city.get(ONE))
    city.post(DESK, {"fact": keys(somchai.get(ONE), "fee")}, status=403)
    client_of(officers.reporting).get(DESK, status=403)
