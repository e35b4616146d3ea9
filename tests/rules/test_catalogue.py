"""The rules of the catalogue: sound pages, honest standings, and checklists that follow answers."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import catalogue as pack
from models.catalogue import (
    Catalogue,
    Condition,
    Document,
    Place,
    Procedure,
    Standing,
    load,
)
from models.catalogue.checking import LABEL_LIMIT, graphemes

FOLDER = Path(pack.__file__).parent
PAGES = sorted(FOLDER.glob("*/*.yaml"))


@cache
def starter() -> Catalogue:
    return load()


# The starter pack


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_procedure_page_is_complete_in_both_languages(page: Path) -> None:
    procedure = starter().procedures[page.stem]

    assert procedure.name("th") and procedure.name("en").isascii()
    assert 0 < graphemes(procedure.short_th) <= LABEL_LIMIT
    assert len(procedure.asks) >= 5
    assert 3 <= len(procedure.asks_en) <= 5
    assert procedure.documents
    for condition in procedure.questions():
        assert condition.question("th").endswith("คะ")
        assert condition.question("en").endswith("?")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_nothing_claims_more_standing_than_its_sources_give(page: Path) -> None:
    sources = starter().sources
    for said in starter().procedures[page.stem].stated():
        read = any(sources[name].is_page for name in said.sources)
        assert said.standing is (Standing.SOURCED if read else Standing.RECALLED), said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_remembered_price_is_carried(page: Path) -> None:
    procedure = starter().procedures[page.stem]
    assert "recalled_thb" not in page.read_text(encoding="utf-8")
    assert procedure.fee.backed or not procedure.fee.amount_thb


def test_the_pack_holds_67_procedures_in_ten_sections_and_one_attached_unit() -> None:
    catalogue = starter()
    by_section = {s.code: len(catalogue.of_section(s.code)) for s in catalogue.sections}

    assert len(catalogue.procedures) == 67 == sum(by_section.values())
    assert [s.code for s in catalogue.sections if s.attached] == ["recruiting"]
    assert len(by_section) == 11 and all(by_section.values())
    assert len(catalogue.conditions) == 44


def test_every_condition_is_asked_somewhere() -> None:
    asked = {c.id for p in starter().procedures.values() for c in p.questions()}
    assert asked == set(starter().conditions)


def test_button_names_differ_from_one_another() -> None:
    shorts = [p.short_th for p in starter().procedures.values()]
    assert len(set(shorts)) == len(shorts)


def test_adding_a_name_asks_first_whether_it_stands_in_another_book() -> None:
    first = starter().procedures["add-name-house-registration"].first_question

    assert first is not None
    assert first.yes_leads_to == ("move-in", "move-destination")
    assert "ทะเบียนบ้านเล่มอื่น" in first.question("th")
    assert first.when_unsure("th") and first.when_unsure("en")


def test_a_death_can_be_registered_on_any_day() -> None:
    assert "ทุกวัน" in (starter().procedures["death-notification"].hours.text_th or "")


def test_the_sample_office_keeps_two_sessions_with_a_noon_break() -> None:
    morning, afternoon = starter().office.sessions
    assert (morning.opens.hour, morning.closes.hour) == (8, 12)
    assert (afternoon.opens.hour, afternoon.closes.hour) == (13, 16)


def test_thai_marks_take_no_room_on_a_button() -> None:
    assert graphemes("ติดต่อเจ้าหน้าที่") == 11


# Standing


def test_a_procedure_is_verified_only_when_everything_said_is() -> None:
    signed = {"standing": Standing.VERIFIED, "verified_by": "ก", "verified_at": date(2026, 1, 5)}
    checked = a_procedure(Document(th="บัตร", **signed))

    assert checked.verified
    assert not replace(checked, documents=(*checked.documents, Document(th="พยาน"))).verified
    assert not replace(checked, where=Place(kind="other", text_th="เขตใดก็ได้")).verified


def test_a_fact_is_overdue_from_its_review_day_on() -> None:
    document = Document(th="บัตร", review_due=date(2026, 3, 1))
    assert not document.overdue(date(2026, 2, 28))
    assert document.overdue(date(2026, 3, 1))


def test_a_recalled_fact_is_not_told() -> None:
    fee = starter().procedures["road-drain-repair"].fee
    assert fee.amount_thb == 0
    assert not fee.told


# Questions and checklists


def a_procedure(*documents: Document, conditions: tuple[Condition, ...] = ()) -> Procedure:
    return Procedure(
        slug="sample",
        section="registration",
        name_th="ตัวอย่าง",
        name_en="Sample",
        short_th="ตัวอย่าง",
        description_th="ตัวอย่าง",
        asks=("ตัวอย่าง",),
        asks_en=("sample paper",),
        documents=documents,
        conditions=conditions,
        where=Place(kind="other"),
    )


def marriage() -> Procedure:
    return starter().procedures["marriage-registration"]


def interview(procedure: Procedure, says_yes: set[str]) -> dict[str, bool]:
    """Answer whatever is asked until nothing more is."""
    answers: dict[str, bool] = {}
    while (condition := procedure.next_question(answers)) is not None:
        assert condition.id not in answers, "asked twice"
        answers[condition.id] = condition.id in says_yes
    return answers


def test_an_ordinary_couple_brings_four_papers() -> None:
    answers = interview(marriage(), says_yes=set())
    assert [d.when for d in marriage().checklist(answers)] == [None] * 4


def test_the_310_days_are_asked_only_of_the_divorced_or_widowed() -> None:
    assert "remarry-within-310-days" not in interview(marriage(), {"minor", "foreigner"})
    assert "remarry-within-310-days" in interview(marriage(), {"divorced-before"})
    assert "remarry-within-310-days" in interview(marriage(), {"widowed"})


def test_being_under_18_is_asked_only_of_minors() -> None:
    assert "under-18" not in interview(marriage(), says_yes=set())
    assert "under-18" in interview(marriage(), says_yes={"minor"})


def test_a_changed_answer_takes_back_the_papers_that_hung_on_it() -> None:
    answers = interview(marriage(), {"minor", "under-18"}) | {"minor": False}
    assert not {"minor", "under-18"} & {d.when for d in marriage().checklist(answers)}


def test_a_child_born_in_a_hospital_is_not_asked_to_prove_the_lack_of_one() -> None:
    late = starter().procedures["late-birth-notification"]
    assert "born-outside-hospital" not in interview(late, {"born-in-hospital"})
    assert "born-outside-hospital" in interview(late, says_yes=set())


def test_questions_speak_of_the_procedure_at_hand() -> None:
    social = starter().procedures["social-assistance"]
    assert "ทุนการศึกษา" in social.questions()[-1].question("th")


procedures = st.sampled_from(sorted(starter().procedures.values(), key=lambda p: p.slug))
conditions = st.sets(st.sampled_from(sorted(starter().conditions)))


@given(procedures, conditions)
def test_an_interview_ends_with_exactly_the_papers_it_called_for(
    procedure: Procedure, says_yes: set[str]
) -> None:
    answers = interview(procedure, says_yes)

    yes = {name for name, answer in answers.items() if answer}
    assert procedure.checklist(answers) == tuple(
        d for d in procedure.documents if d.when is None or d.when in yes
    )


@given(procedures, conditions)
def test_a_question_that_hangs_on_another_waits_for_its_yes(
    procedure: Procedure, says_yes: set[str]
) -> None:
    answers = interview(procedure, says_yes)
    for condition in procedure.questions():
        called = any(answers.get(parent) for parent in condition.only_if)
        barred = any(answers.get(other) for other in condition.unless)
        expected = (not condition.only_if or called) and not barred
        assert (condition.id in answers) is expected


@given(procedures, st.dictionaries(st.sampled_from(sorted(starter().conditions)), st.booleans()))
def test_papers_for_everybody_are_on_every_checklist(
    procedure: Procedure, answers: dict[str, bool]
) -> None:
    listed = procedure.checklist(answers)
    assert {d for d in procedure.documents if d.when is None} <= set(listed)
    assert all(d.when is None or answers[d.when] for d in listed)
