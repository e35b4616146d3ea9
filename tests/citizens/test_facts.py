"""A question about one fact is answered with that fact, and with who stands behind it."""

from datetime import date

import pytest

from bot.simulator.rules import messages_problems
from models.catalogue import Fee, Procedure, Standing
from models.office import Office
from tests.citizens.hearing import CHECKED, about, checked, hearing, with_procedure
from tests.citizens.talk import Talk, buttons, somebody, text_of

CARD = "id-card-lost"
ADD_NAME = "add-name-house-registration"
FACTS = ("fee", "place", "duration", "hours", "clip")
ASKED = "ข้อนี้เท่าไรคะ"


def _ask(office: Office, slug: str, fact: str, language: str = "th") -> Talk:
    meant = {ASKED: about(slug, fact=fact)}
    talk = Talk(hearing(office, meant), citizen=somebody(language))
    talk.types(ASKED)
    return talk


def _first_words(talk: Talk) -> str:
    return text_of(talk.said[0]["contents"]["body"]).split("\n")[0]


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("fee", "ค่าธรรมเนียม: 1,200 บาท"),
        ("place", "ทำที่ไหน: ช่อง 5 ชั้น 1"),
        ("duration", "ใช้เวลา: 2 วัน"),
        ("hours", "เวลาทำการ: เช้าวันพุธ"),
    ],
)
def test_the_fact_asked_for_comes_first(office: Office, fact: str, told: str) -> None:
    talk = _ask(checked(office, CARD), CARD, fact)
    assert _first_words(talk) == told
    assert "สำนักงานตรวจสอบแล้วเมื่อ 1 พ.ย. 2569" in text_of(talk.said)


def test_english_counts_years_as_its_readers_do(office: Office) -> None:
    talk = _ask(checked(office, CARD), CARD, "fee", "en")
    assert _first_words(talk) == "Fee: 1,200 baht"
    assert "1 Nov 2026" in text_of(talk.said)


def test_it_names_the_procedure_and_leads_on(office: Office) -> None:
    talk = _ask(office, CARD, "fee")
    assert text_of(talk.said).startswith(office.catalogue.procedures[CARD].name_th)
    assert [data for _, data in buttons(talk.said)][:3] == [
        f"documents?p={CARD}",
        f"procedure?p={CARD}",
        f"officer?p={CARD}",
    ]


def test_a_fee_nobody_confirmed_is_not_named(office: Office) -> None:
    said = Fee(amount_thb=60, standing=Standing.SOURCED, sources=("bma-bangkapi-1232",))
    talk = _ask(with_procedure(office, CARD, fee=said), CARD, "fee")
    assert _first_words(talk) == "ค่าธรรมเนียม: รอสำนักงานยืนยัน"
    assert "60" not in text_of(talk.said)


def test_a_fact_due_for_review_is_said_and_marked(office: Office) -> None:
    talk = _ask(checked(office, CARD, review_due=date(2026, 11, 20)), CARD, "fee")
    assert _first_words(talk) == "ค่าธรรมเนียม: 1,200 บาท"
    assert "รอทบทวน" in text_of(talk.said)


def test_a_fact_due_tomorrow_is_not_marked(office: Office) -> None:
    talk = _ask(checked(office, CARD, review_due=date(2026, 11, 22)), CARD, "fee")
    assert "รอทบทวน" not in text_of(talk.said)


@pytest.mark.parametrize(
    "dates", [{"valid_to": date(2026, 11, 20)}, {"valid_from": date(2026, 11, 22)}]
)
def test_a_fact_of_another_time_is_not_told_today(office: Office, dates: dict[str, date]) -> None:
    talk = _ask(checked(office, CARD, **dates), CARD, "fee")
    assert _first_words(talk) == "ค่าธรรมเนียม: รอสำนักงานยืนยัน"


def test_hours_of_the_counter_are_told_where_a_procedure_has_none(office: Office) -> None:
    talk = _ask(office, "single-status-certificate", "hours")
    assert _first_words(talk).startswith("เวลาทำการ: จันทร์–ศุกร์")
    assert "วันเสาร์" in text_of(talk.said)


def test_asking_for_papers_leads_straight_to_the_questions(office: Office) -> None:
    assert "ข้อ 1 จาก" in text_of(_ask(office, "marriage-registration", "documents").said)


def test_papers_of_adding_a_name_come_after_the_question_before(office: Office) -> None:
    talk = _ask(office, ADD_NAME, "documents")
    assert "ทะเบียนบ้านเล่มอื่น" in text_of(talk.said)
    assert "ข้อ 1 จาก" in text_of(talk.taps("ไม่ใช่"))


def test_somebody_unsure_still_gets_to_the_papers(office: Office) -> None:
    talk = _ask(office, ADD_NAME, "documents")
    talk.taps("ไม่แน่ใจ")
    assert "ข้อ 1 จาก" in text_of(talk.taps("ไม่ใช่"))


def test_another_procedure_may_be_meant_by_the_papers(office: Office) -> None:
    talk = _ask(office, ADD_NAME, "documents")
    assert "procedure?p=move-in" in dict(buttons(talk.taps("ใช่"))).values()
    assert "ข้อ 1 จาก" in text_of(talk.taps("ไม่ใช่กรณีนี้ ไปต่อ"))


def test_without_a_clip_that_is_said(office: Office) -> None:
    assert _first_words(_ask(office, CARD, "clip")) == "เรื่องนี้ยังไม่มีคลิปค่ะ"


def test_a_clip_elsewhere_is_opened(office: Office) -> None:
    there = with_procedure(office, CARD, clip="https://example.org/clip")
    assert ("ดูคลิปแนะนำ", "https://example.org/clip") in buttons(_ask(there, CARD, "clip").said)


def test_a_wrong_guess_about_a_fact_can_be_put_right(office: Office) -> None:
    talk = _ask(office, CARD, "fee")
    assert "ไม่ใช่เรื่องนี้" in dict(buttons(talk.said))


def test_whoever_asks_where_is_shown_the_way(office: Office) -> None:
    assert ("แผนที่ / ติดต่อ", "contact?") in buttons(_ask(office, CARD, "place").said)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("fact", [*FACTS, "documents"])
def test_line_accepts_every_fact_of_every_procedure(
    office: Office, fact: str, language: str
) -> None:
    for slug, procedure in office.catalogue.procedures.items():
        said = _ask(office, slug, fact, language).said
        assert messages_problems(said).details == [], slug
        assert _told_twice(said) == [], (slug, procedure.name_en)


def _told_twice(said: list[dict[str, object]]) -> list[str]:
    labels = [label for label, _ in buttons(said)]
    return [label for label in labels if labels.count(label) > 1]


@pytest.mark.parametrize("fact", FACTS)
def test_typing_a_label_of_a_fact_does_what_tapping_does(office: Office, fact: str) -> None:
    for label, data in buttons(_ask(office, CARD, fact).said):
        assert _ask(office, CARD, fact).types(label) == _ask(office, CARD, fact).presses(data)


def test_facts_of_a_whole_card_wear_their_marks_too(office: Office) -> None:
    late = checked(office, CARD, review_due=date(2026, 11, 20))
    assert "รอทบทวน" in text_of(Talk(late).presses(f"procedure?p={CARD}"))


def test_papers_due_for_review_are_marked(office: Office) -> None:
    known: Procedure = office.catalogue.procedures[CARD]
    sure = {**CHECKED, "review_due": date(2026, 11, 20)}
    papers = tuple(type(d)(th=d.th, when=d.when, **sure) for d in known.documents)
    late = with_procedure(office, CARD, documents=papers)
    assert "รอทบทวน" in text_of(Talk(late).presses(f"cases?p={CARD}"))
