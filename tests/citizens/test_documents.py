"""The papers to bring: short questions, a list for this very case, and no guess told as truth."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from handlers.citizens import cards
from models.catalogue import Fee, Procedure, Standing, load
from models.office import Office
from tests.citizens.talk import Talk, buttons, text_of

SLUGS = sorted(load().procedures)
MARRIAGE = "documents?p=marriage-registration"
ADD_NAME = "procedure?p=add-name-house-registration"
UNSURE = "อาจต้องใช้ — รอเจ้าหน้าที่ยืนยัน"


def _paths(procedure: Procedure, answers: dict[str, bool]) -> Iterator[dict[str, bool]]:
    question = procedure.next_question(answers)
    if question is None:
        yield answers
        return
    for answer in (True, False):
        yield from _paths(procedure, {**answers, question.id: answer})


@pytest.mark.parametrize("slug", SLUGS)
def test_every_path_ends_in_exactly_the_papers_of_that_case(office: Office, slug: str) -> None:
    procedure = office.catalogue.procedures[slug]
    for answers in _paths(procedure, {}):
        letters = "".join("y" if answer else "n" for answer in answers.values())
        version = office.catalogue.version
        said = text_of(Talk(office).presses(f"documents?p={slug}&v={version}&a={letters}")).split(
            "\n"
        )
        for document in procedure.documents:
            assert (document.th in said) == (document in procedure.checklist(answers))


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_only_recalled_stands_under_amber(office: Office, slug: str) -> None:
    procedure = office.catalogue.procedures[slug]
    recalled = {d.th for d in procedure.documents if d.standing is Standing.RECALLED}
    said = Talk(office).presses(f"cases?p={slug}")
    assert set(_amber(said)) == recalled
    assert (UNSURE in text_of(said)) == bool(recalled)


def _amber(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _amber(each)
    elif isinstance(part, dict):
        if part.get("backgroundColor") == cards.AMBER:
            yield from (w for w in text_of(part).split("\n") if w not in ("•", UNSURE))
        for value in part.values():
            yield from _amber(value)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_sum_of_money_is_named_before_the_office_confirms_it(office: Office, slug: str) -> None:
    fee = office.catalogue.procedures[slug].fee
    said = text_of(Talk(office).presses(f"procedure?p={slug}&f=n"))
    assert "รอสำนักงานยืนยัน" in said.split("\nค่าธรรมเนียม\n")[1].split("\n")[0]
    assert not fee.text_th or fee.text_th not in said


@pytest.mark.parametrize("slug", SLUGS)
def test_a_remark_for_the_office_is_never_shown(office: Office, slug: str) -> None:
    procedure = office.catalogue.procedures[slug]
    notes = [getattr(fact, "note_th", None) for fact in procedure.stated()]
    said = text_of(Talk(office).presses(f"procedure?p={slug}"))
    assert not [note for note in (*notes, *procedure.conflicts) if note and note in said]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_fact_that_is_only_recalled_is_not_told(office: Office, slug: str) -> None:
    said = text_of(Talk(office).presses(f"procedure?p={slug}")).split("\n")
    procedure = office.catalogue.procedures[slug]
    facts = (procedure.where, procedure.duration, *procedure.notes, *procedure.eligibility)
    assert not [fact.text_th for fact in facts if not fact.told and fact.text_th in said]


def _verified(office: Office, slug: str) -> Office:
    """The same office after it has checked everything about one procedure."""
    checked = {"standing": Standing.VERIFIED, "verified_by": "หัวหน้าฝ่าย"}
    checked["verified_at"] = date(2026, 11, 1)  # type: ignore[assignment]
    old = office.catalogue.procedures[slug]
    new = replace(
        old,
        documents=tuple(replace(d, **checked) for d in old.documents),
        fee=Fee(amount_thb=1200, **checked),  # type: ignore[arg-type]
        where=replace(old.where, **checked),
        duration=replace(old.duration, text_th=None, days=2, hours=3, minutes=None, **checked),
        notes=(),
        eligibility=(),
        law=(),
        clip="https://example.org/clip",
    )
    procedures = MappingProxyType({**office.catalogue.procedures, slug: new})
    return replace(office, catalogue=replace(office.catalogue, procedures=procedures))


def test_what_the_office_has_checked_is_told_plainly(office: Office) -> None:
    said = text_of(Talk(_verified(office, "id-card-lost")).presses("procedure?p=id-card-lost"))
    assert "ข้อมูลเบื้องต้น" not in said
    assert "ค่าธรรมเนียม\n1,200 บาท" in said
    assert "ใช้เวลา\n2 วัน 3 ชั่วโมง" in said


def test_checked_papers_carry_no_warning(office: Office) -> None:
    said = text_of(Talk(_verified(office, "id-card-lost")).presses("cases?p=id-card-lost"))
    assert "ยืนยัน" not in said


def test_a_clip_can_be_watched_once_there_is_one(office: Office) -> None:
    said = Talk(_verified(office, "id-card-lost")).presses("procedure?p=id-card-lost")
    assert ("ดูคลิปแนะนำ", "https://example.org/clip") in buttons(said)


def test_questions_come_one_by_one_with_their_number(talk: Talk) -> None:
    assert "ข้อ 1 จาก 8" in text_of(talk.presses("documents?p=add-name-house-registration"))
    assert "ข้อ 2 จาก 8" in text_of(talk.taps("ไม่ใช่"))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_number_never_passes_the_announced_total(office: Office, slug: str) -> None:
    procedure = office.catalogue.procedures[slug]
    for answers in _paths(procedure, {}):
        talk = Talk(office)
        talk.presses(f"documents?p={slug}")
        for number, answer in enumerate(answers.values(), start=1):
            first = text_of(talk.said).split("\n")[1]
            assert first.startswith(f"ข้อ {number} จาก ")
            assert int(first.split()[-1]) >= number
            talk.taps("ใช่" if answer else "ไม่ใช่")
        assert "เอกสารที่ต้องเตรียม" in text_of(talk.said)


def test_going_back_asks_the_question_before_again(talk: Talk) -> None:
    first = talk.presses(MARRIAGE)
    talk.taps("ใช่")
    assert text_of(talk.taps("ย้อนกลับ")) == text_of(first)


def test_going_back_from_the_first_question_leads_to_the_card(talk: Talk) -> None:
    talk.presses(MARRIAGE)
    assert talk.taps("ย้อนกลับ") == Talk(talk.office).presses("procedure?p=marriage-registration")


def test_adding_a_name_first_asks_for_another_house_book(talk: Talk) -> None:
    assert "ทะเบียนบ้านเล่มอื่น" in text_of(talk.presses(ADD_NAME))


def test_a_name_in_another_book_leads_to_moving(talk: Talk) -> None:
    talk.presses(ADD_NAME)
    data = [data for _, data in buttons(talk.taps("ใช่"))]
    assert data[:2] == ["procedure?p=move-in", "procedure?p=move-destination"]


def test_a_name_in_no_book_goes_on_to_the_papers(talk: Talk) -> None:
    talk.presses(ADD_NAME)
    talk.taps("ไม่ใช่")
    assert "ข้อ 1 จาก" in text_of(talk.taps("เอกสารที่ต้องใช้"))


def test_somebody_unsure_is_told_the_difference(talk: Talk) -> None:
    talk.presses(ADD_NAME)
    talk.taps("ไม่แน่ใจ")
    assert "officer?p=add-name-house-registration" in dict(buttons(talk.said)).values()


def test_going_back_from_its_papers_does_not_ask_that_again(talk: Talk) -> None:
    talk.presses(ADD_NAME)
    card = talk.taps("ไม่ใช่")
    talk.taps("เอกสารที่ต้องใช้")
    assert text_of(talk.taps("ย้อนกลับ")) == text_of(card)


@pytest.mark.parametrize("rest", ["&v=000000000000&a=yn", "&a=q", "&a=" + "y" * 40])
def test_an_old_button_starts_the_questions_again_kindly(talk: Talk, rest: str) -> None:
    said = talk.presses(MARRIAGE + rest)
    assert "ขอเริ่มถามใหม่" in text_of(said[:1])
    assert said[1:] == Talk(talk.office).presses(MARRIAGE)


def test_cancelling_says_so(talk: Talk) -> None:
    talk.presses(MARRIAGE)
    assert "ยกเลิกแล้ว" in text_of(talk.taps("ยกเลิก"))


def test_the_answers_may_be_typed(talk: Talk) -> None:
    talk.types("จดทะเบียนสมรส")
    talk.types("เอกสารที่ต้องใช้")
    talk.types("ไม่ใช่")
    assert "ข้อ 2 จาก" in text_of(talk.said)
