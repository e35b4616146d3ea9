"""Every card the office can show is one LINE accepts and a citizen can read."""

import json
from collections import deque
from typing import Any

import pytest

from bot.simulator.rules import messages_problems
from handlers.citizens import cards, postbacks
from handlers.citizens.chat import Chat, actions
from models.catalogue import Procedure
from models.heard import read
from models.office import Office
from tests.citizens.talk import Talk, buttons, somebody

# Conversations about what a citizen has begun, which live in rows: test_precheck_cards walks them.
KEPT = ("precheck", "mine", "data", "looked", "export", "erase")
# Where a citizen can begin without having been offered a button.
DOORS = ("menu?", "help?", "hello?", "thanks?", "language?", "privacy?", "gone?", "cancel?")
TYPED = (
    "ไฟไหม้", "ทำบัตร", "ภาษี", "asdf qwer", "บัตรประชาชนหาย", "English please",
    "ค่าธรรมเนียมจดทะเบียนสมรสเท่าไหร่", "ภาษีที่ดินกับภาษีป้ายจ่ายที่ไหน",
    "ทำใบขับขี่", "ห่วยแตก", "เธอเป็นคนหรือบอท", "เปิดกี่โมง", "กี่บาทคะ",
)  # fmt: skip


def _reachable(office: Office, language: str) -> dict[str, list[dict[str, Any]]]:
    """Every answer that tapping on and on can lead to, by the data tapped."""
    shown: dict[str, list[dict[str, Any]]] = {}
    ahead = deque(DOORS)
    for text in TYPED:
        said = Talk(office, citizen=somebody(language)).types(text)
        shown[text] = said
        ahead.extend(data for _, data in buttons(said))
    while ahead:
        data = ahead.popleft()
        outside = data.startswith(("http", "tel:", "language?to="))
        if data in shown or outside or postbacks.read(data)[0] in KEPT:
            continue
        said = Talk(office, citizen=somebody(language)).presses(data)
        shown[data] = said
        ahead.extend(data for _, data in buttons(said))
    return shown


@pytest.fixture(scope="module", params=["th", "en"])
def shown(request: pytest.FixtureRequest, office: Office) -> dict[str, list[dict[str, Any]]]:
    """All there is to see, in each language."""
    return _reachable(office, request.param)


def _language(shown: dict[str, list[dict[str, Any]]]) -> str:
    return "th" if ("เมนูหลัก", "menu?") in buttons(shown["thanks?"]) else "en"


def _parts(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, list):
        return [found for each in part for found in _parts(each)]
    if not isinstance(part, dict):
        return []
    return [part, *(found for value in part.values() for found in _parts(value))]


def test_every_procedure_and_every_question_is_reached(
    office: Office, shown: dict[str, list[dict[str, Any]]]
) -> None:
    for slug, procedure in office.catalogue.procedures.items():
        assert {f"procedure?p={slug}", f"documents?p={slug}"} <= set(shown)
        for answers in range(len(procedure.questions())):
            asked = f"documents?p={slug}&v={office.catalogue.version}&a={'n' * (answers + 1)}"
            assert asked in shown or procedure.next_question(_all_no(procedure, answers)) is None


def _all_no(procedure: Procedure, answers: int) -> dict[str, bool]:
    given: dict[str, bool] = {}
    while len(given) < answers and (question := procedure.next_question(given)):
        given[question.id] = False
    return given


def test_line_accepts_everything_said(shown: dict[str, list[dict[str, Any]]]) -> None:
    wrong = {data: found for data, said in shown.items() if (found := _faults(said))}
    assert wrong == {}


def _faults(said: list[dict[str, Any]]) -> list[dict[str, str]]:
    return messages_problems(said).details


def test_nothing_is_left_unanswered(shown: dict[str, list[dict[str, Any]]]) -> None:
    assert [data for data, said in shown.items() if not 1 <= len(said) <= 5] == []


def test_no_label_stands_for_two_things_in_one_turn(
    shown: dict[str, list[dict[str, Any]]],
) -> None:
    doubled = {
        data: labels
        for data, said in shown.items()
        if len(labels := [label for label, _ in buttons(said)]) != len(set(labels))
    }
    assert doubled == {}


def test_every_label_of_a_turn_is_remembered_with_its_data(
    office: Office, shown: dict[str, list[dict[str, Any]]]
) -> None:
    for said in shown.values():
        talk = Talk(office)
        from_here = {
            words: action["data"]
            for action in actions(said)
            if action["type"] == "postback"
            for words in (action["label"], action["displayText"])
        }
        assert from_here.items() <= _offered(talk, said).items()


def _offered(talk: Talk, said: list[dict[str, Any]]) -> dict[str, str]:
    chat = Chat(None, talk.citizen, read({}, talk.now), None, talk.now, talk.office)  # type: ignore[arg-type]
    chat.say(*said)
    return talk.citizen.offered


def test_typing_any_label_does_what_tapping_it_does(
    office: Office, shown: dict[str, list[dict[str, Any]]]
) -> None:
    language = _language(shown)
    # The questions about papers all carry the same few labels: one of each procedure will do.
    for data in (data for data in shown if "&v=" not in data and "?" in data):
        for label, meaning in buttons(shown[data]):
            if postbacks.read(meaning)[0] in KEPT:
                continue
            talk = Talk(office, citizen=somebody(language))
            talk.presses(data)
            typed = talk.types(f" {label} ")
            if meaning.startswith(("http", "tel:")):
                assert meaning.removeprefix("tel:") in str(typed)
            else:
                other = Talk(office, citizen=somebody(language))
                other.presses(data)
                assert typed == other.presses(meaning), (data, label)


def test_text_wraps_and_follows_the_readers_font_size(
    shown: dict[str, list[dict[str, Any]]],
) -> None:
    for said in shown.values():
        for message in said:
            for part in _parts(message.get("contents")):
                if part.get("type") == "text":
                    assert part["wrap"] is True
                if part.get("type") in ("text", "button"):
                    assert part["scaling"] is True


def test_no_quick_reply_is_cut_short(shown: dict[str, list[dict[str, Any]]]) -> None:
    for said in shown.values():
        for message in said:
            for item in message.get("quickReply", {}).get("items", []):
                assert "…" not in item["action"]["label"]


def test_a_bubble_stays_small_even_when_its_thai_is_escaped(
    shown: dict[str, list[dict[str, Any]]],
) -> None:
    for data, said in shown.items():
        for message in said:
            if message["type"] == "flex":
                assert len(json.dumps(message["contents"])) <= 30 * 1024, data


def test_only_the_last_message_of_a_turn_has_quick_replies(
    shown: dict[str, list[dict[str, Any]]],
) -> None:
    for said in shown.values():
        assert not any("quickReply" in message for message in said[:-1])


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (cards.INK, cards.WHITE),
        (cards.GREY, cards.WHITE),
        (cards.GREEN, cards.WHITE),
        (cards.WHITE, cards.GREEN),
        (cards.AMBER_INK, cards.AMBER),
        (cards.AMBER_INK, cards.WHITE),
        ("#111111", cards.PALE),
    ],
)
def test_colours_can_be_told_apart_by_weak_eyes(ink: str, ground: str) -> None:
    light, dark = sorted([_luminance(ink), _luminance(ground)], reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2.2, 1.4.3


def _luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_long_name_is_cut_between_signs_a_reader_sees() -> None:
    assert cards.shorten("ที่กี่ซี่ขี่นี่", 3) == "ที่…นี่"


def test_a_long_name_keeps_both_its_ends() -> None:
    assert cards.shorten("abcdefghij", 5) == "ab…ij"


def test_a_text_is_cut_as_line_counts_it() -> None:
    assert cards.clip("😀😀😀", 5) == "😀😀…"


def test_a_long_name_is_whole_in_the_chat_though_cut_in_the_label() -> None:
    action = cards.press("ก" * 50, "menu?")
    assert (len(str(action["label"])), action["displayText"]) == (40, "ก" * 50)


def test_data_survives_the_way_there_and_back() -> None:
    data = postbacks.write("section", c="งาน & ขยะ", n=2)
    assert postbacks.read(data) == ("section", {"c": "งาน & ขยะ", "n": "2"})
