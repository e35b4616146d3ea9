"""Every tap and every typed word leads somewhere, and nothing garbled does harm."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from handlers.citizens import PRESSED, TYPED, apologise, postbacks
from handlers.citizens.chat import MOST_OFFERED, Chat, normalised
from models.heard import read
from models.office import Office
from tests.citizens.talk import SATURDAY, Talk, buttons, somebody, text_of

quickly = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("typed", sorted(TYPED))
def test_a_typed_command_does_what_its_button_does(
    office: Office, session: Session, typed: str
) -> None:
    typing, tapping = Talk(office, session), Talk(office, session)
    assert typing.types(typed) == tapping.presses(TYPED[typed])


def test_every_command_leads_to_a_conversation() -> None:
    assert {postbacks.read(data)[0] for data in TYPED.values()} <= set(PRESSED)


def test_commands_are_heard_in_any_case_and_with_stray_spaces(talk: Talk) -> None:
    assert talk.types("  MENU\u200b ") == talk.presses("menu?")


@pytest.mark.parametrize(
    "data", ["", "?", "gone", "gone?x=1", "%%%", "menu2?", "x" * 300, "a=b&c", "\ud83d?"]
)
def test_a_button_nobody_knows_leads_to_the_main_topics(talk: Talk, data: str) -> None:
    first, second = talk.presses(data)
    assert "ปุ่มนี้ใช้ไม่ได้แล้ว" in text_of([first])
    assert ("ค้นหาบริการ", "find?") in buttons([second])


@pytest.mark.parametrize("verb", sorted(PRESSED))
def test_a_known_verb_with_nonsense_is_still_answered(kept_talk: Talk, verb: str) -> None:
    nonsense = "sure=n&d=0x&p=none&c=none&n=x&a=zz&f=z&v=old&e=99999999999999999999&s=a~b&to=xx"
    assert kept_talk.presses(f"{verb}?{nonsense}")
    assert kept_talk.presses(verb)


def test_the_same_label_said_again_means_the_newer_button(talk: Talk) -> None:
    talk.types("บัตรประชาชนหาย")
    talk.types("จดทะเบียนสมรส")
    assert "จดทะเบียนสมรส" in text_of(talk.types("เอกสารที่ต้องใช้"))


def test_a_newer_button_wins_though_the_older_was_spaced_differently(talk: Talk) -> None:
    talk.citizen.offered = {"เมนูหลัก ": "hours?"}
    talk.presses("thanks?")
    assert talk.types("เมนูหลัก") == Talk(talk.office).presses("menu?")


def test_remembered_buttons_stay_few(talk: Talk) -> None:
    for section in talk.office.catalogue.sections:
        talk.presses(f"section?c={section.code}")
        talk.presses(f"section?c={section.code}&n=2")
    assert len(talk.citizen.offered) <= MOST_OFFERED


def test_what_was_just_said_is_never_forgotten_for_lack_of_room(talk: Talk) -> None:
    talk.citizen.offered = {f"ปุ่มเก่า {n}": "menu?" for n in range(MOST_OFFERED)}
    for label, _ in buttons(talk.presses("sections?")):
        assert label in talk.citizen.offered


@quickly
@given(text=st.text(max_size=300))
def test_free_text_is_always_answered(office: Office, text: str) -> None:
    assert Talk(office).types(text)


@quickly
@given(text=st.text(alphabet="กขคงจฉชซดตทนบปพมยรลวสหอะาิีุูเแโใไ่้๊๋์็ ", min_size=1, max_size=80))
def test_thai_looking_text_is_always_answered(office: Office, text: str) -> None:
    assert Talk(office).types(text)


@quickly
@given(data=st.text(max_size=300))
def test_any_postback_is_answered(office: Office, session: Session, data: str) -> None:
    assert Talk(office, session).presses(data)


@quickly
@given(words=st.text(max_size=60))
def test_words_compare_the_same_however_often_they_are_normalised(words: str) -> None:
    assert normalised(normalised(words)) == normalised(words)


@pytest.mark.parametrize("kind", ["beacon", "accountLink", "videoPlayComplete", "hologram", ""])
def test_happenings_nobody_spoke_in_are_met_with_silence(talk: Talk, kind: str) -> None:
    assert talk.happens(kind) == []


def test_a_chat_another_module_controls_is_met_with_silence(talk: Talk) -> None:
    assert talk.types("เมนู", mode="standby") == []


@pytest.mark.parametrize("kind", ["group", "room"])
def test_groups_and_rooms_are_met_with_silence(talk: Talk, kind: str) -> None:
    assert talk.types("เมนู", source={"type": kind, "userId": talk.citizen.line_user_id}) == []


def test_somebody_unknown_is_met_with_silence(talk: Talk) -> None:
    assert talk.types("เมนู", source={"type": "user"}) == []


def test_an_apology_says_that_the_message_was_kept(office: Office) -> None:
    heard = read({"type": "message"}, SATURDAY)
    chat = Chat(None, somebody(), heard, None, SATURDAY, office)  # type: ignore[arg-type]
    apologise(chat)
    assert "เก็บข้อความไว้แล้ว" in text_of(chat.messages)
