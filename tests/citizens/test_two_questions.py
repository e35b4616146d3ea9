"""Two questions in one message get two answers, and no button means two things."""

import pytest

from bot.simulator.rules import messages_problems
from models.office import Office
from tests.citizens.hearing import about, checked, hearing, with_answer
from tests.citizens.talk import Talk, buttons, somebody, text_of

ASKED = "แจ้งเกิดแล้วจดทะเบียนสมรสด้วย"
BIRTH, MARRIAGE = "birth-notification", "marriage-registration"


def _ask(office: Office, *names: str, language: str = "th", **more: object) -> Talk:
    talk = Talk(hearing(office, {ASKED: about(*names, **more)}), citizen=somebody(language))
    talk.types(ASKED)
    return talk


def _labels(said: list[dict[str, object]]) -> list[str]:
    return [label for label, _ in buttons(said)]


def test_both_are_answered_each_on_its_card(office: Office) -> None:
    first, second = _ask(office, BIRTH, MARRIAGE).said
    known = office.catalogue.procedures
    assert text_of(first).startswith(f"1. {known[BIRTH].name_th}")
    assert text_of(second).startswith(f"2. {known[MARRIAGE].name_th}")


def test_the_papers_of_each_can_be_reached(office: Office) -> None:
    talk = _ask(office, BIRTH, MARRIAGE)
    offered = dict(buttons(talk.said))
    assert offered["เอกสารที่ต้องใช้ (1)"] == f"documents?p={BIRTH}"
    assert "จดทะเบียนสมรส" in text_of(talk.types("เอกสารที่ต้องใช้ (2)"))


def test_a_fact_of_both_is_told_of_both(office: Office) -> None:
    sure = checked(checked(office, BIRTH), MARRIAGE)
    for card in _ask(sure, BIRTH, MARRIAGE, fact="fee").said:
        assert "ค่าธรรมเนียม: 1,200 บาท" in text_of(card)


def test_three_questions_get_two_answers(office: Office) -> None:
    assert len(_ask(office, BIRTH, MARRIAGE, "move-in").said) == 2


def test_two_answers_lead_to_the_menu_and_a_person(office: Office) -> None:
    labels = _labels(_ask(office, BIRTH, MARRIAGE).said)
    assert {"เมนูหลัก", "ถามเจ้าหน้าที่"} <= set(labels)


def test_the_same_answer_is_not_given_twice(office: Office) -> None:
    assert len(_ask(office, BIRTH, BIRTH).said) == 1


def test_a_second_one_nobody_knows_leaves_the_first_whole(office: Office) -> None:
    said = _ask(office, BIRTH, "gone").said
    assert "เอกสารที่ต้องใช้" in _labels(said)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("fact", [None, "fee", "documents", "clip", "hours"])
@pytest.mark.parametrize(
    "names",
    [
        (BIRTH, MARRIAGE),
        ("add-name-house-registration", "move-in"),
        ("office-hours", "office-place"),
        ("parking", "office-phone"),
        (BIRTH, "parking"),
    ],
)
def test_line_accepts_both_and_every_label_is_its_own(
    office: Office, names: tuple[str, str], fact: str | None, language: str
) -> None:
    film = {"clip": "https://example.org/a.mp4", "clip_preview": "https://example.org/a.jpg"}
    said = _ask(with_answer(office, **film), *names, language=language, fact=fact).said
    assert messages_problems(said).details == []
    assert len(_labels(said)) == len(set(_labels(said)))
    assert "quickReply" not in said[0]
    assert "quickReply" in said[1]


def test_typing_any_label_of_two_answers_does_what_tapping_does(office: Office) -> None:
    for label, data in buttons(_ask(office, BIRTH, MARRIAGE).said):
        typed, tapped = _ask(office, BIRTH, MARRIAGE), _ask(office, BIRTH, MARRIAGE)
        assert typed.types(label) == tapped.presses(data)


def test_a_wrong_pair_is_not_offered_again(office: Office) -> None:
    talk = _ask(office, BIRTH, MARRIAGE)
    said = talk.taps("ไม่ใช่เรื่องนี้")
    assert f"procedure?p={BIRTH}" not in dict(buttons(said)).values()
