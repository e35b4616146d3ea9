"""What citizens send is kept or forgotten as they wish, and what breaks never blocks them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import turns
from bot.simulator.events import redelivered
from bot.simulator.phone import ONE_PIXEL_PNG
from handlers.citizens.chat import Chat
from models.attachments import Attachment, Keeping
from models.inbox import Event
from models.photos import look
from models.questions import Question
from tests.district import District

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def attachments(district: District) -> list[Attachment]:
    with district.sessions() as session:
        return list(session.scalars(select(Attachment).order_by(Attachment.id)))


def test_a_photo_nobody_asked_for_is_kept_encrypted_and_kindly_answered(
    district: District,
) -> None:
    phone = district.phone()
    phone.sends_photo(ONE_PIXEL_PNG)
    district.settle()
    [photo] = attachments(district)
    assert photo.status == Keeping.KEPT
    assert district.vault.get(photo.vault_name) == look(ONE_PIXEL_PNG).body
    files = [path for path in (district.settings.var / "vault").rglob("*") if path.is_file()]
    assert files and all(b"JFIF" not in path.read_bytes() for path in files)
    assert phone.last_texts()


def test_five_photos_at_once_are_all_kept_and_answered_once(district: District) -> None:
    phone = district.phone()
    district.platform.faults.shuffle_photos = True
    before = len(phone.screen)
    phone.sends_photo(n=5)
    district.settle()
    assert [photo.status for photo in attachments(district)] == [Keeping.KEPT] * 5
    assert sum(bubble.by == "office" for bubble in phone.screen[before:]) == 1


@pytest.mark.parametrize("act", ["sends_video", "sends_audio", "sends_file", "sends_sticker"])
def test_everything_else_is_answered_too(district: District, act: str) -> None:
    phone = district.phone()
    getattr(phone, act)()
    district.settle()
    assert phone.last_texts()


def test_lines_bad_hour_costs_no_photo(district: District) -> None:
    phone = district.phone()
    district.platform.faults.content_bad = 4
    phone.sends_photo()
    for _ in range(8):
        district.settle()
        district.pass_time(HOUR / 6)
    assert [photo.status for photo in attachments(district)] == [Keeping.KEPT]


def test_a_photo_line_no_longer_has_is_noted_as_gone(district: District) -> None:
    phone = district.phone()
    phone.sends_photo()
    district.platform.contents.expire(phone.screen[-1].id)
    district.settle()
    assert [photo.status for photo in attachments(district)] == [Keeping.GONE]


@pytest.mark.parametrize("settled_between", [True, False])
def test_an_unsent_photo_leaves_nothing_behind(district: District, settled_between: bool) -> None:
    phone = district.phone()
    phone.sends_photo()
    if settled_between:
        district.settle()
    phone.unsends()
    district.settle()
    assert {photo.status for photo in attachments(district)} <= {Keeping.FORGOTTEN}
    assert not [p for p in (district.settings.var / "vault").rglob("*") if p.is_file()]


def test_an_unsent_question_is_forgotten_with_its_words(district: District) -> None:
    phone = district.phone()
    phone.types("เจ้าหน้าที่")
    district.settle()
    phone.types("เลขบัตรของฉันคือความลับ")
    district.settle()
    phone.unsends()
    district.settle()
    with district.sessions() as session:
        assert all("ความลับ" not in event.raw for event in session.scalars(select(Event)))
        assert [question.text for question in session.scalars(select(Question))] == [""]


def test_an_unsend_that_comes_before_its_message_still_counts(district: District) -> None:
    phone = district.phone()
    courier = district.platform.courier
    held: list[list[dict[str, object]]] = []
    phone._acts.deliver = lambda events: held.append(list(events)) or 200  # type: ignore[func-returns-value]
    phone.types("ลืมเรื่องนี้เถอะ")
    phone.unsends()
    message, unsend = held
    assert courier.deliver(unsend) == 200
    district.settle()
    before = len(phone.screen)
    assert courier.deliver(message) == 200
    district.settle()
    assert len(phone.screen) == before
    with district.sessions() as session:
        assert all("ลืมเรื่องนี้" not in event.raw for event in session.scalars(select(Event)))


def test_duplicates_and_redeliveries_are_answered_once(district: District) -> None:
    phone = district.phone()
    district.platform.faults.duplicate_webhooks = True
    before = len(phone.screen)
    phone.types("เวลาทำการ")
    district.settle()
    with district.sessions() as session:
        assert session.query(Event).count() == 2  # the follow and the question
    assert sum(bubble.by == "citizen" for bubble in phone.screen[before:]) == 1
    assert redelivered({"type": "x", "deliveryContext": {}})["deliveryContext"] == {
        "isRedelivery": True
    }


def test_an_event_that_breaks_is_set_aside_and_the_next_words_are_answered(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = district.phone()
    _poison(monkeypatch, "พิษ")
    phone.types("พิษ")
    district.settle()
    phone.types("เวลาทำการ")
    district.settle()
    assert "08.00" in "".join(phone.last_texts())
    for _ in range(4):
        district.pass_time(20 * SECOND)
        district.settle()
    with district.sessions() as session:
        poisoned = session.scalars(select(Event).where(Event.set_aside_at.is_not(None))).one()
    assert poisoned.last_error is not None
    assert poisoned.last_error.startswith("ValueError in test_keeping.py")
    assert "ขออภัย" in "".join(phone.last_texts())


def test_nothing_is_said_while_another_module_controls_the_chat(district: District) -> None:
    phone = district.phone()
    before = len(phone.screen)
    standby = {
        "type": "message",
        "mode": "standby",
        "timestamp": int(district.platform.now().timestamp() * 1000),
        "webhookEventId": "01STANDBY",
        "deliveryContext": {"isRedelivery": False},
        "source": {"type": "user", "userId": phone.user_id},
        "message": {"type": "text", "id": "1", "text": "เวลาทำการ", "quoteToken": "q"},
    }
    assert district.platform.courier.deliver([standby]) == 200
    district.settle()
    assert len(phone.screen) == before


def test_who_waits_long_sees_that_we_are_at_it(district: District) -> None:
    phone = district.phone()
    phone.types("เวลาทำการ")
    district.pass_time(3 * SECOND)
    assert district.worker.soothe() == 1
    assert district.worker.soothe() == 0
    assert phone.person.loading_until is not None


def _poison(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    hear = turns.hear

    def fragile(chat: Chat) -> None:
        if chat.heard.text == words:
            raise ValueError(words)
        hear(chat)

    monkeypatch.setattr(turns, "hear", fragile)
