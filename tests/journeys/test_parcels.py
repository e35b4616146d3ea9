"""What may not be pushed waits under the menu, and goes out free, to the last letter."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

import richmenus
from bot.menu_deployment import Deployment
from bot.simulator import Phone
from bot.simulator.reading import words_of
from bot.worker import open_worker
from models import outbox
from models.citizens import Citizen
from models.inbox import Event
from models.office import Office
from models.outbox import Letter, State
from tests.district import District

BAND = "มีคำตอบรออยู่ แตะเพื่อรับ"


@pytest.fixture
def somying(district: District) -> Phone:
    """สมหญิง, in a district whose menus stand and whose month is spent."""
    Deployment(district.line, lambda line: None).run(richmenus.read_all())
    phone = district.phone()
    district.platform.faults.quota_reached = True
    return phone


def owe(district: District, *words: str) -> None:
    """Let the office write one letter to its one citizen of its own accord."""
    with district.sessions.begin() as session:
        citizen = session.scalars(select(Citizen)).one()
        messages = [{"type": "text", "text": each} for each in words]
        outbox.put(session, citizen, messages, district.platform.now())
    district.settle()


def menu(phone: Phone) -> str:
    """The alias of the menu under this chat."""
    platform = phone.platform
    shown = platform.rich_menu_of(phone.person)
    assert shown is not None
    return {menu_id: alias for alias, menu_id in platform.rich_menus.aliases.items()}[shown.id]


def states(district: District) -> set[str]:
    with district.sessions() as session:
        return set(session.scalars(select(Letter.state)))


def pushes(district: District) -> int:
    return district.platform.quota.used(district.platform.now())


def said(phone: Phone, words: Sequence[str]) -> list[str]:
    """Those of `words` the office has said on this phone, in the order it said them."""
    heard = [words_of(bubble.message) for bubble in phone.screen if bubble.by == "office"]
    return [each for each in heard if each in words]


def test_the_menu_says_that_an_answer_waits_until_it_is_collected(
    district: District, somying: Phone
) -> None:
    assert menu(somying) == "main"
    owe(district, "บัตรของคุณพร้อมแล้วค่ะ")
    assert (states(district), menu(somying)) == ({State.SENT, State.PARKED}, "answer-waiting")
    somying.taps(BAND)
    district.settle()
    assert somying.last_texts() == ["บัตรของคุณพร้อมแล้วค่ะ"]
    assert (states(district), menu(somying)) == ({State.SENT}, "main")
    assert pushes(district) == 0


@pytest.mark.parametrize("words", ["รับคำตอบ", "get my answers"])
def test_the_typed_command_does_the_same_where_there_is_no_menu(
    district: District, somying: Phone, words: str
) -> None:
    owe(district, "บัตรของคุณพร้อมแล้วค่ะ")
    somying.types(words)
    district.settle()
    assert somying.last_texts() == ["บัตรของคุณพร้อมแล้วค่ะ"]
    assert menu(somying) == "main"


def test_any_other_touch_brings_it_along_too(district: District, somying: Phone) -> None:
    owe(district, "บัตรของคุณพร้อมแล้วค่ะ")
    somying.taps("เวลาทำการ")
    district.settle()
    assert somying.last_texts()[0] == "บัตรของคุณพร้อมแล้วค่ะ"
    assert (menu(somying), pushes(district)) == ("main", 0)


def test_letters_that_fill_a_reply_of_their_own_are_collected_tap_by_tap(
    district: District, somying: Phone
) -> None:
    words = [f"ข้อ {number}" for number in range(1, 9)]
    owe(district, *words[:2])
    owe(district, *words[2:7])  # five: no room beside anything else
    owe(district, words[7])
    for _ in range(2):
        assert menu(somying) == "answer-waiting"
        somying.taps(BAND)
        district.settle()
    assert menu(somying) == "answer-waiting"
    somying.taps(BAND)
    district.settle()
    assert said(somying, words) == words
    assert (menu(somying), pushes(district)) == ("main", 0)


def test_the_menu_that_says_so_is_in_the_language_of_the_citizen(
    district: District, somying: Phone
) -> None:
    owe(district, "บัตรของคุณพร้อมแล้วค่ะ", "ข้อสอง", "ข้อสาม", "ข้อสี่", "ข้อห้า")
    somying.taps("ภาษา English")
    district.settle()
    assert menu(somying) == "answer-waiting-en"
    somying.taps("An answer is here")
    district.settle()
    assert menu(somying) == "main-en"


def test_a_tap_when_nothing_waits_is_answered_and_puts_the_menu_right(
    district: District, somying: Phone
) -> None:
    somying.person.rich_menu_id = district.platform.rich_menus.aliases["answer-waiting"]
    somying.taps(BAND)
    district.settle()
    assert "ไม่มีคำตอบรออยู่" in somying.last_texts()[0]
    assert menu(somying) == "main"


def test_a_collected_answer_whose_token_died_waits_again(
    district: District, somying: Phone
) -> None:
    owe(district, "บัตรของคุณพร้อมแล้วค่ะ")
    somying.taps(BAND)
    while district.worker.turns.round():
        pass
    district.pass_time(timedelta(minutes=2))
    district.settle()
    assert (states(district), menu(somying)) == ({State.SENT, State.PARKED}, "answer-waiting")
    somying.taps(BAND)
    district.settle()
    assert somying.last_texts() == ["บัตรของคุณพร้อมแล้วค่ะ"]
    with district.sessions() as session:
        assert session.scalars(select(Event).where(Event.handled_at.is_(None))).all() == []


def test_a_new_month_sends_what_nobody_came_for(district: District, somying: Phone) -> None:
    owe(district, "บัตรของคุณพร้อมแล้วค่ะ")
    district.platform.faults.quota_reached = False
    district.pass_time(timedelta(days=31))
    district.settle()
    assert said(somying, ["บัตรของคุณพร้อมแล้วค่ะ"]) == ["บัตรของคุณพร้อมแล้วค่ะ"]
    assert (menu(somying), pushes(district)) == ("main", 1)


def test_a_worker_that_stopped_before_it_told_the_menu_tells_it_when_it_starts(
    district: District, somying: Phone, office: Office
) -> None:
    owe(district, "บัตรของคุณพร้อมแล้วค่ะ")
    somying.person.rich_menu_id = None
    assert menu(somying) == "main"
    worker = open_worker(district.settings, district.settings.database_url, office)
    worker.settle()
    worker.sessions.kw["bind"].dispose()
    assert menu(somying) == "answer-waiting"
