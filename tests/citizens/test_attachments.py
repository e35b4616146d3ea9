"""Photographs, clips and the rest: kept, answered once, gone when taken back."""

from typing import Any

import pytest
from sqlalchemy import select

from models.attachments import Attachment, Keeping
from models.inbox import FORGOTTEN, Event
from tests.citizens.talk import Talk, text_of


def _kept(talk: Talk) -> list[Attachment]:
    assert talk.session
    return list(talk.session.scalars(select(Attachment).order_by(Attachment.id)))


def _photo(number: int, total: int = 3, **more: Any) -> dict[str, Any]:
    image_set = {"id": "set-1", "index": number, "total": total}
    provider = {"type": "line"}
    return {
        "type": "image", "id": f"p-{number}", "contentProvider": provider, "imageSet": image_set,
        **more,
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["image", "video", "audio", "file"])
def test_what_is_sent_is_kept_and_answered(kept_talk: Talk, kind: str) -> None:
    assert "ได้รับ" in text_of(kept_talk.sends({"type": kind, "contentProvider": {"type": "line"}}))
    assert [(a.kind, a.status) for a in _kept(kept_talk)] == [(kind, Keeping.WAITING)]


@pytest.mark.parametrize("kind", ["sticker", "location", "hologram", ""])
def test_there_is_nothing_to_fetch_of_a_sticker_or_a_place(kept_talk: Talk, kind: str) -> None:
    assert kept_talk.sends({"type": kind})
    assert _kept(kept_talk) == []


def test_what_lies_elsewhere_is_not_fetched_from_line(kept_talk: Talk) -> None:
    provider = {"type": "external", "originalContentUrl": "https://example.org/a.jpg"}
    assert kept_talk.sends({"type": "image", "contentProvider": provider})
    assert _kept(kept_talk) == []


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2), (2, 3, 1)])
def test_photos_sent_together_are_all_kept_and_answered_once(
    kept_talk: Talk, order: tuple[int, ...]
) -> None:
    answers = [kept_talk.sends(_photo(number)) for number in order]
    assert [bool(answer) for answer in answers] == [True, False, False]
    assert len(_kept(kept_talk)) == 3


def test_photos_of_a_phone_that_does_not_number_them_are_answered_once(kept_talk: Talk) -> None:
    answers = [kept_talk.sends(_photo(n, imageSet={"id": "set-2"})) for n in (1, 2)]
    assert [bool(answer) for answer in answers] == [True, False]


def test_single_photos_are_each_answered(kept_talk: Talk) -> None:
    plain = {"type": "image", "contentProvider": {"type": "line"}}
    assert kept_talk.sends(plain)
    assert kept_talk.sends(plain)


def test_a_photo_does_not_end_the_wait_for_a_question(kept_talk: Talk) -> None:
    kept_talk.types("เจ้าหน้าที่")
    assert "ช่วยพิมพ์คำถาม" in text_of(kept_talk.sends(_photo(1)))
    assert "รับคำถามแล้ว" in text_of(kept_talk.types("รูปนี้ใช้ยื่นได้ไหมคะ"))


def test_a_message_taken_back_is_gone_here_too_in_silence(kept_talk: Talk) -> None:
    assert kept_talk.session
    kept_talk.sends(_photo(1))
    assert kept_talk.happens("unsend", unsend={"messageId": "p-1"}) == []
    event = kept_talk.session.scalar(
        select(Event).where(Event.message_id == "p-1", Event.type == "message")
    )
    assert event is not None
    assert event.raw == FORGOTTEN
    assert [a.status for a in _kept(kept_talk)] == [Keeping.FORGET]


def test_taking_back_nothing_harms_nothing(kept_talk: Talk) -> None:
    assert kept_talk.happens("unsend") == []
