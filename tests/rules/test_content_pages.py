"""What a page must be before it is kept, and on which days what it says is told."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import content
from models.content import PROCEDURE, SHORT_ANSWER
from models.office import Office
from tests.officers import Officers, officers
from tests.pages import FEE, LOST_CARD, answered, drafted, page, published
from tests.people import NOON


@pytest.fixture
def cast(session: Session) -> Officers:
    return officers(session)


# What a page must be


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"fee": FEE | {"verified_by": None}}, "verified without verified_by"),
        ({"fee": FEE | {"verified_at": "2569-11-20"}}, "common era"),
        ({"fee": FEE | {"sources": ["หน้าเว็บ"]}}, "'หน้าเว็บ' is not in sources.yaml"),
        ({"name_th": "ก\x00ข"}, "holds a sign that cannot be shown"),
        ({"description_th": "ก" * 5001}, "is longer than 5000 signs"),
        ({"description_th": "โทร {fax}"}, "{fax} is not one of"),
        ({"price": 5}, "price is not a field known here"),
        ({"section": "city-law"}, "section must stay 'registration'"),
        ({"slug": "other"}, "slug must stay 'id-card-lost'"),
        ({"clip": "https://x y"}, "clip must be an https address"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_page_that_does_not_read_is_not_kept(
    session: Session, cast: Officers, changes: dict[str, Any], fault: str
) -> None:
    version = drafted(session, cast)
    with pytest.raises(content.PageFaults) as refused:
        content.save(session, version, page(**changes), cast.somchai, NOON, seen=1)
    assert fault in "\n".join(refused.value.faults)
    assert version.revision == 1


def test_a_short_answer_names_every_fault_at_once(session: Session) -> None:
    faults = "\n".join(
        content.faults_of(SHORT_ANSWER, {"slug": "Bad Slug", "section": "x", "clip": "ftp://a"})
    )
    for missing in ("name_th", "answer_th", "phrases", "verified_by", "verified_at", "review_due"):
        assert f"{missing} is missing" in faults
    assert "slug must be small Latin letters" in faults
    assert "section 'x' is not in sections.yaml" in faults
    assert "clip must be an https address" in faults


def test_a_page_that_breaks_the_edition_is_not_published(session: Session, cast: Officers) -> None:
    twin = drafted(session, cast, short_th="จดทะเบียนสมรส")
    content.submit(session, twin, cast.somchai, NOON)
    with pytest.raises(content.PageFaults) as refused:
        content.publish(session, twin, cast.head, NOON)
    assert "short_th 'จดทะเบียนสมรส' is used more than once" in "\n".join(refused.value.faults)
    assert content.edition(session) == 0


def test_a_short_answer_may_not_take_a_procedures_slug(session: Session, cast: Officers) -> None:
    with pytest.raises(content.PageFaults, match="is a procedure's"):
        answered(session, cast, slug=LOST_CARD)


def test_a_broken_page_leaves_the_last_good_one_in_place(session: Session, cast: Officers) -> None:
    published(session, cast, fee=FEE)
    broken = published(session, cast, fee=FEE | {"amount_thb": 120})
    broken.page = broken.page | {"price": 5}
    session.flush()

    office = content.told(session)
    assert office.catalogue.procedures[LOST_CARD].fee.amount_thb == 111
    assert "price is not a field known here" in "\n".join(office.left_out)
    assert office.edition == 2


# Days


def test_a_fee_has_two_values_by_date(session: Session, cast: Officers) -> None:
    before = FEE | {"text_th": "20 บาท", "amount_thb": 20, "valid_to": "2026-11-30"}
    after = FEE | {"text_th": "60 บาท", "amount_thb": 60, "valid_from": "2026-12-01"}
    published(session, cast, fee=[before, after])
    told = {
        day: content.told(session).on(day).catalogue.procedures[LOST_CARD].fee.amount_thb
        for day in (date(2026, 11, 30), date(2026, 12, 1))
    }
    assert list(told.values()) == [20, 60]


def test_two_values_on_one_day_are_a_fault() -> None:
    both = [FEE | {"valid_to": "2026-12-01"}, FEE | {"valid_from": "2026-12-01"}]
    assert "fee has two values on the same day" in "\n".join(
        content.faults_of(PROCEDURE, page(fee=both))
    )


def test_a_fact_that_has_ended_is_not_told(session: Session, cast: Officers) -> None:
    published(session, cast, fee=FEE | {"valid_to": "2026-11-30"})
    fee = content.told(session).on(date(2026, 12, 1)).catalogue.procedures[LOST_CARD].fee
    assert (fee.text_th, fee.amount_thb, fee.told) == (None, None, False)


def test_a_short_answer_is_told_on_its_days_with_our_own_telephone(
    session: Session, cast: Officers
) -> None:
    answered(session, cast, valid_from="2026-12-01", valid_to="2026-12-31")
    assert content.told(session).on(date(2026, 11, 30)).short_answers == {}
    office = content.told(session).on(date(2026, 12, 31))
    answer = office.short_answers["parking"]
    assert answer.answer("th").endswith(office.catalogue.office.phone)
    assert answer.answer("en") == "Park behind the building. Call 0 2000 0000."


def test_what_is_due_is_listed_by_section_and_day(session: Session, cast: Officers) -> None:
    published(session, cast, fee=FEE, hours=FEE | {"valid_to": "2026-12-31", "amount_thb": None})
    answered(session, cast, review_due="2026-11-25")
    office = Office.published(session)
    assert content.overdue(office, date(2026, 11, 24)) == []

    due = content.overdue(office, date(2027, 11, 20))
    assert [(r.slug, r.what, r.due, r.reason) for r in due] == [
        ("parking", "answer", date(2026, 11, 25), content.DUE),
        (LOST_CARD, "hours", date(2026, 12, 31), content.ENDED),
        (LOST_CARD, "fee", date(2027, 11, 20), content.DUE),
    ]
    assert {r.section for r in due} == {"registration"}


# Phrases


def test_a_page_that_steals_anothers_phrase_is_not_published(
    session: Session, cast: Officers
) -> None:
    theirs = content.starter_page(PROCEDURE, "marriage-registration") or {}
    with pytest.raises(content.PageFaults) as refused:
        answered(session, cast, name_en=theirs["name_en"])
    assert "marriage-registration" in "\n".join(refused.value.faults)
    assert content.edition(session) == 0


def test_a_published_short_answer_is_found_and_one_not_in_force_is_not(
    session: Session, cast: Officers
) -> None:
    answered(session, cast, valid_to="2026-12-31")
    for day, found in ((date(2026, 12, 31), True), (date(2027, 1, 1), False)):
        finding = Office.published(session, day).matcher.find("มีที่จอดรถไหมคะ")
        assert (finding.nearest[:1] == (("parking", 1.0),)) is found
