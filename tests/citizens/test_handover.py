"""Words become a question by themselves: whose it is, what is urgent, and what a tap does later."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models import audit
from models.alerts import Alert, AlertDoor, Door
from models.answers import Finding
from models.attachments import expect
from models.questions import Question, State
from tests.citizens.hearing import hearing
from tests.citizens.talk import Talk, buttons, text_of
from tests.officers import officers
from tests.people import somying

SAID = "เรื่องหนึ่งซึ่งไม่เหมือนใครเลย"


def _said(talk: Talk, *near: str, **finding: object) -> Question:
    pairs = tuple((name, 0.03) for name in near)
    found = Finding("human", pairs, **finding)  # type: ignore[arg-type]
    talk.office = hearing(talk.office, {SAID: found})
    talk.types(SAID)
    return _asked(talk)[-1]


def _asked(talk: Talk) -> list[Question]:
    assert talk.session
    return list(talk.session.scalars(select(Question).order_by(Question.id)))


@pytest.mark.parametrize(
    ("near", "section"),
    [
        (("move-in", "move-out", "tree-trimming"), "registration"),
        (("tree-trimming", "move-in", "elderly-allowance"), None),
        (("elderly-allowance", "death-notification", "tree-trimming"), None),
        (("death-notification", "elderly-allowance", "tree-trimming"), "registration"),
        ((), None),
    ],
)
def test_a_question_goes_to_the_section_most_of_the_nearest_belong_to(
    kept_talk: Talk, near: tuple[str, ...], section: str | None
) -> None:
    assert _said(kept_talk, *near).section == section


def test_the_receipt_speaks_english(kept_talk: Talk) -> None:
    kept_talk.types("English")
    _said(kept_talk, "move-in")
    assert "An officer answers by Monday 23 Nov 2026 at 09:00" in text_of(kept_talk.said)


def test_who_has_three_waiting_adds_to_the_newest(kept_talk: Talk) -> None:
    for _ in range(5):
        _said(kept_talk)
        kept_talk.now += timedelta(hours=1)
    asked = _asked(kept_talk)
    assert [len(question.words) for question in asked] == [0, 0, 2]


def test_cancelling_tells_that_a_sent_question_still_waits(kept_talk: Talk) -> None:
    question = _said(kept_talk)
    said = kept_talk.types("ยกเลิก")
    assert "ยังรอเจ้าหน้าที่ตอบอยู่" in text_of(said)
    kept_talk.taps(f"ยกเลิก {question.receipt}")
    kept_talk.taps("ยกเลิกคำถามนี้")
    assert question.state is State.WITHDRAWN


@pytest.mark.parametrize("verb", ["fits", "unask", "intake", "confirm", "understood", "unclear"])
def test_a_late_tap_on_a_closed_question_shows_how_it_stands(kept_talk: Talk, verb: str) -> None:
    question = _said(kept_talk, "move-in")
    kept_talk.presses(f"fits?q={question.id}&p=move-in")
    said = kept_talk.presses(f"{verb}?q={question.id}&p=move-in&sure=y")
    assert "ได้คำตอบที่เตรียมไว้แล้ว" in text_of(said)
    assert question.state is State.DEFLECTED


def test_joined_words_sent_once_more_show_their_question(kept_talk: Talk) -> None:
    first = _said(kept_talk)
    _said(kept_talk)
    event_id = first.words[0].event_id
    said = kept_talk.presses(f"send?e={event_id}")
    assert first.receipt in text_of(said)
    assert len(_asked(kept_talk)) == 1


def test_understood_typed_without_a_question_harms_nothing(kept_talk: Talk) -> None:
    assert kept_talk.types("เข้าใจแล้ว")
    assert buttons(kept_talk.types("ไม่เข้าใจ"))


def test_only_an_answer_the_office_has_can_be_the_right_one(kept_talk: Talk) -> None:
    question = _said(kept_talk, "move-in")
    kept_talk.presses(f"fits?q={question.id}&p=nothing-of-ours")
    assert question.state is State.WAITING


def test_the_section_a_confirmed_matter_belongs_to_is_told(kept_talk: Talk) -> None:
    session = kept_talk.session
    assert session
    cast, procedures = officers(session), kept_talk.office.catalogue.procedures.values()
    other = next(one for one in procedures if one.section != "registration")
    cast.city.section = other.section
    session.add(
        AlertDoor(officer_id=cast.city.id, kind=Door.EMAIL, address={}, added_at=kept_talk.now)
    )
    question = _said(kept_talk, "move-in", "move-out")
    assert not session.scalars(select(Alert)).all()
    question.procedure, question.summary = other.slug, {"subject": "อีกเรื่อง"}
    kept_talk.presses(f"confirm?q={question.id}&sure=y")
    assert question.section == cast.city.section
    assert session.scalars(select(Alert.subject)).all() == [f"question:{question.id}"]


def test_who_looked_at_a_picture_shown_with_a_question_is_told(kept_talk: Talk) -> None:
    session = kept_talk.session
    assert session
    kept_talk.types("สวัสดี")
    cast, now = officers(session), kept_talk.now
    mine = expect(session, kept_talk.citizen, "900", "image", now, now)
    anothers = expect(session, somying(session, "f"), "901", "image", now, now)
    for officer, picture in ((cast.malee, mine), (cast.city, anothers)):
        audit.note(session, officer, audit.PHOTO_SEEN, f"{audit.PHOTO}{picture.id}", now)
    kept_talk.presses("looked?")
    told = text_of(kept_talk.said)
    assert (cast.malee.name in told, cast.city.name in told) == (True, False)
