"""An agency's people in the chat: a code makes them known, their open orders come with links."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.simulator.rules import messages_problems
from models import erasing
from models.audit import Act
from models.links import Links
from models.office import Office
from models.orders import AgencyContact, OrderNotice, agencies, issuing
from tests.agencies import TEXT, Agencies, issued, open_agencies, reported
from tests.citizens.talk import SATURDAY, Talk, buttons, somebody, text_of
from tests.people import DAY, NOON

LINKS = Links("https://line.district.example", "a secret of this test")


@pytest.fixture
def cast(session: Session) -> Agencies:
    return open_agencies(session)


@pytest.fixture
def talk(office: Office, session: Session) -> Talk:
    """Somebody who is nobody's contact yet."""
    talk = Talk(office, session, links=LINKS)
    session.add(talk.citizen)
    session.flush()
    return talk


@pytest.fixture
def manee(talk: Talk, cast: Agencies) -> Talk:
    """มานี, known in LINE."""
    cast.manee.citizen_id = talk.citizen.id
    return talk


@pytest.mark.parametrize(
    "said", ["{code}", "{lower}", "เชื่อม {code}", "link {lower}", " เชื่อม  {lower} "]
)
def test_a_code_makes_its_reader_known_and_shows_what_waits(
    talk: Talk, cast: Agencies, said: str
) -> None:
    code = agencies.invite(cast.manee, SATURDAY)
    told = talk.types(said.format(code=code, lower=code.lower()))
    assert cast.manee.citizen_id == talk.citizen.id
    assert "คุณเป็นผู้รายงานของสำนักสมมติหนึ่ง" in text_of(told)
    assert TEXT[:40] in text_of(told)
    assert not messages_problems(told).details


def test_a_code_opens_once(talk: Talk, cast: Agencies, office: Office, session: Session) -> None:
    code = agencies.invite(cast.manee, SATURDAY)
    talk.types(code)
    other = Talk(office, session, links=LINKS)
    session.add(other.citizen)
    session.flush()
    assert "รหัสนี้ใช้ไม่ได้" in text_of(other.types(f"เชื่อม {code}"))
    assert cast.manee.citizen_id == talk.citizen.id


def test_a_code_too_old_or_of_somebody_let_go_opens_nothing(talk: Talk, cast: Agencies) -> None:
    old = agencies.invite(cast.manee, SATURDAY - 8 * DAY)
    gone = agencies.invite(cast.piti, SATURDAY)
    agencies.let_go(cast.piti)
    for code in (old, gone):
        assert "รหัสนี้ใช้ไม่ได้" in text_of(talk.types(f"เชื่อม {code}"))
    assert cast.manee.citizen_id is None and cast.piti.citizen_id is None


def test_after_five_wrong_codes_even_the_right_one_waits_an_hour(
    talk: Talk, cast: Agencies
) -> None:
    code = agencies.invite(cast.manee, SATURDAY)
    for number in range(5):
        assert "รหัสนี้ใช้ไม่ได้" in text_of(talk.types(f"เชื่อม AAAAAAAAA{number + 2}"))
    assert "พักหนึ่งชั่วโมง" in text_of(talk.types(code))
    assert cast.manee.citizen_id is None
    talk.now += timedelta(hours=1, minutes=1)
    talk.types(code)
    assert cast.manee.citizen_id == talk.citizen.id


def test_wrong_codes_are_written_down_without_the_code(talk: Talk, session: Session) -> None:
    talk.types("เชื่อม AAAAAAAAA2")
    [act] = session.scalars(select(Act).where(Act.action == agencies.WRONG))
    assert act.subject == f"citizen:{talk.citizen.id}" and not (act.before or act.after)


@pytest.mark.parametrize("words", ["DEPARTMENT", "department", "บัตรหาย", "ABCDE"])
def test_ordinary_words_are_no_codes(talk: Talk, session: Session, words: str) -> None:
    told = talk.types(words)
    assert "รหัส" not in text_of(told)
    assert session.scalar(select(func.count(Act.id)).where(Act.action == agencies.WRONG)) == 0


def test_the_command_lists_ones_own_open_orders_with_links(manee: Talk, cast: Agencies) -> None:
    told = manee.types("ข้อสั่งการ")
    assert "สำนักสมมติหนึ่ง" in text_of(told) and "สำนักสมมติสอง" not in text_of(told)
    links = [address for _, address in buttons(told) if "/p/order/" in address]
    subjects = [LINKS.read("order", one.rsplit("/", 1)[1], SATURDAY) for one in links]
    assert subjects == [f"{cast.manee.id}:{cast.to_one.name}"]
    assert not messages_problems(told).details


def test_many_orders_are_turned_over_like_pages(
    manee: Talk, cast: Agencies, session: Session
) -> None:
    for _ in range(11):
        issued(session, [cast.one], cast.napa, NOON)
    seen: list[str] = []
    said = manee.types("ข้อสั่งการ")
    while True:
        seen += [address for _, address in buttons(said) if "/p/order/" in address]
        assert not messages_problems(said).details
        more = [label for label, _ in buttons(said) if label.startswith("ดูอีก")]
        if not more:
            break
        said = manee.taps(more[0])
    assert len(set(seen)) == 12


def test_what_was_reported_accepted_or_withdrawn_is_not_listed(
    manee: Talk, cast: Agencies, session: Session
) -> None:
    other = issued(session, [cast.one], cast.napa, NOON)
    reported(session, cast.to_one, cast.manee, NOON)
    issuing.withdraw(other, "ออกซ้ำ", other.revision, NOON)
    assert "รายงานครบทุกข้อแล้ว" in text_of(manee.types("ข้อสั่งการ"))


def test_a_citizen_who_is_nobodys_contact_is_told_kindly(talk: Talk, cast: Agencies) -> None:
    told = text_of(talk.types("ข้อสั่งการ"))
    assert "สำหรับผู้รายงานของหน่วยงาน" in told and TEXT[:20] not in told


@pytest.mark.parametrize("lost", ["let go", "agency", "erased"])
def test_whoever_is_no_contact_any_more_sees_nothing(
    manee: Talk, cast: Agencies, session: Session, lost: str
) -> None:
    if lost == "let go":
        agencies.let_go(cast.manee)
    elif lost == "agency":
        cast.one.active = False
    else:
        erasing.erase(session, manee.citizen, SATURDAY)
    session.flush()
    assert TEXT[:20] not in text_of(manee.types("ข้อสั่งการ"))
    assert TEXT[:20] not in text_of(manee.presses(f"orders?c={cast.manee.id}"))


def test_another_contacts_number_in_a_button_shows_nothing_of_theirs(
    manee: Talk, cast: Agencies
) -> None:
    told = text_of(manee.presses(f"orders?c={cast.choojai.id}&n=0"))
    assert "สำนักสมมติสอง" not in told


def test_without_an_address_of_the_office_the_list_has_no_links(
    manee: Talk, cast: Agencies
) -> None:
    manee.links = None
    told = manee.types("ข้อสั่งการ")
    assert TEXT[:40] in text_of(told)
    assert not [a for _, a in buttons(told) if a.startswith("http")]


def test_in_english(office: Office, session: Session, cast: Agencies) -> None:
    talk = Talk(office, session, citizen=somebody("en"), links=LINKS)
    session.add(talk.citizen)
    session.flush()
    cast.manee.citizen_id = talk.citizen.id
    told = talk.types("my orders")
    assert "No. 1, round 1/2027" in text_of(told) and "1 orders wait" in text_of(told)


def test_what_was_shown_when_they_came_is_not_told_again_by_the_clock(
    talk: Talk, cast: Agencies, session: Session
) -> None:
    talk.types(agencies.invite(cast.manee, SATURDAY))
    rows = select(OrderNotice.what, AgencyContact.name).join(
        AgencyContact, AgencyContact.id == OrderNotice.contact_id
    )
    assert session.execute(rows).all() == [("issued", "มานี รายงาน")]
