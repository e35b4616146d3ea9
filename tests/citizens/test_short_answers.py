"""A short answer of a section: its words, who stands behind them, its film, only while it holds."""

from datetime import date

import pytest

from bot.simulator.rules import messages_problems
from models.answers import Finding
from models.catalogue import Standing
from models.office import Office
from tests.citizens.hearing import about, hearing, with_answer
from tests.citizens.talk import Talk, buttons, somebody, text_of

ASKED = "จอดรถตรงไหน"
FILM = {"clip": "https://example.org/parking.mp4", "clip_preview": "https://example.org/p.jpg"}


def _ask(office: Office, language: str = "th", **more: object) -> Talk:
    talk = Talk(
        hearing(with_answer(office, **more), {ASKED: about("parking")}), citizen=somebody(language)
    )
    talk.types(ASKED)
    return talk


def test_it_is_told_with_its_section_and_standing(office: Office) -> None:
    said = text_of(_ask(office, source="ประกาศสำนักงานเขต 1/2569").said)
    assert said.split("\n") == [
        "ที่จอดรถของสำนักงาน",
        "จอดได้ที่ลานด้านหลัง 40 คัน",
        "ฝ่ายปกครอง",
        "ที่มา: ประกาศสำนักงานเขต 1/2569",
        "สำนักงานตรวจสอบแล้วเมื่อ 1 พ.ย. 2569",
    ]


def test_english_is_said_in_english(office: Office) -> None:
    said = text_of(_ask(office, "en", name_en="Parking", answer_en="Behind the office.").said)
    assert "Behind the office." in said
    assert "Thai only" not in said


def test_where_there_is_no_english_that_is_said(office: Office) -> None:
    assert "Thai only" in text_of(_ask(office, "en").said)


def test_an_answer_due_for_review_is_told_and_marked(office: Office) -> None:
    said = text_of(_ask(office, review_due=date(2026, 11, 21)).said)
    assert "40 คัน" in said and "รอทบทวน" in said


@pytest.mark.parametrize(
    "dates", [{"valid_to": date(2026, 11, 20)}, {"valid_from": date(2026, 11, 22)}]
)
def test_an_answer_of_another_time_is_not_told(office: Office, dates: dict[str, date]) -> None:
    assert "ไม่พบคำตอบ" in text_of(_ask(office, **dates).said)


def test_what_is_only_recalled_is_not_told(office: Office) -> None:
    assert "ไม่พบคำตอบ" in text_of(_ask(office, standing=Standing.RECALLED).said)


def test_an_answer_that_holds_no_more_does_not_bring_the_next_best(office: Office) -> None:
    near = Finding("answer", (("parking", 0.9), ("move-in", 0.1)))
    past = with_answer(office, valid_to=date(2026, 11, 20))
    said = Talk(hearing(past, {ASKED: near})).types(ASKED)
    assert "หมายถึงเรื่องไหนคะ" in text_of(said)


def test_it_can_be_chosen_among_suggestions(office: Office) -> None:
    near = Finding("suggest", (("parking", 0.4), ("move-in", 0.3), ("office-phone", 0.2)))
    talk = Talk(hearing(with_answer(office), {ASKED: near}))
    talk.types(ASKED)
    assert "40 คัน" in text_of(talk.types("ที่จอดรถของสำนักงาน"))


def test_a_question_from_it_knows_what_it_is_about(office: Office) -> None:
    assert "เรื่อง “ที่จอดรถของสำนักงาน”" in text_of(_ask(office).taps("ถามเจ้าหน้าที่"))


def test_its_film_is_shown_in_the_chat(office: Office) -> None:
    said = _ask(office, **FILM).taps("ดูคลิปแนะนำ")
    assert said[-1]["trackingId"] == "parking"
    assert messages_problems(said).details == []


def test_its_film_elsewhere_is_opened(office: Office) -> None:
    talk = _ask(office, clip="https://example.org/watch")
    assert ("ดูคลิปแนะนำ", "https://example.org/watch") in buttons(talk.said)


def test_a_button_of_an_answer_taken_away_leads_to_the_menu(office: Office) -> None:
    assert "ปุ่มนี้ใช้ไม่ได้แล้ว" in text_of(Talk(office).presses("answer?s=parking"))


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("film", [{}, FILM, {"clip": "https://example.org/watch"}])
def test_line_accepts_it_and_typing_is_tapping(
    office: Office, film: dict[str, str], language: str
) -> None:
    said = _ask(office, language, **film).said
    assert messages_problems(said).details == []
    for label, data in buttons(said):
        if not data.startswith("https:"):
            tapped = _ask(office, language, **film).presses(data)
            assert _ask(office, language, **film).types(label) == tapped
