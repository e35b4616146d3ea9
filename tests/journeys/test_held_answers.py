"""Photographs that come together are answered once, free, by one worker alone, in time."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import held_answers
from bot.held_answers import QUIET, HeldAnswers
from handlers.citizens.chat import Chat
from models.outbox import Letter
from models.prechecks import Precheck
from tests.district import District
from tests.photos.cases import begun
from tests.photos.shots import shoot

SECOND = timedelta(seconds=1)
GOOD = shoot("good", 5).jpeg


def think_and_fetch(district: District) -> None:
    """All the office does but answering what it holds."""
    worker = district.worker
    while worker.turns.round() or worker.fetcher.step():
        pass


def letters(district: District) -> list[Letter]:
    with district.sessions() as session:
        return list(session.scalars(select(Letter).order_by(Letter.id)))


def held(district: District) -> HeldAnswers:
    return district.worker.held


def owed(session: Session) -> list[Precheck]:
    return [case for case in session.scalars(select(Precheck)) if case.answer_due_at]


def test_five_photos_at_once_shuffled_get_one_free_answer(district: District) -> None:
    case = begun(district)
    district.platform.faults.shuffle_photos = True
    before = len(letters(district))
    case.phone.sends_photo(GOOD, n=5)
    think_and_fetch(district)
    assert held(district).step()
    district.settle()
    [letter] = letters(district)[before:]
    assert letter.sent_by == "reply"
    assert "5" in "".join(case.phone.last_texts())
    with district.sessions() as session:
        assert not owed(session) and not case.in_(session).unanswered


def test_photos_sent_one_by_one_are_waited_for_until_it_is_quiet(district: District) -> None:
    case = begun(district)
    before = len(letters(district))
    case.phone.sends_photo(GOOD)
    think_and_fetch(district)
    assert not held(district).step()
    case.phone.sends_photo(GOOD)
    think_and_fetch(district)
    assert not held(district).step()
    district.pass_time(QUIET)
    assert held(district).step()
    assert not held(district).step()
    assert len(letters(district)) == before + 1


def test_a_photo_line_does_not_give_gets_its_sentence_in_time(district: District) -> None:
    case = begun(district)
    district.platform.faults.content_bad = 1000
    case.phone.sends_photo(GOOD)
    district.settle()
    assert not case.phone.last_texts()
    district.pass_time(8 * SECOND)
    district.settle()
    assert "กำลังเปิดดู" in "".join(case.phone.last_texts())
    assert letters(district)[-1].sent_by == "reply"


def test_two_workers_never_answer_twice(district: District) -> None:
    case = begun(district)
    before = len(letters(district))
    case.phone.sends_photo(GOOD, n=3)
    think_and_fetch(district)
    other = HeldAnswers(district.sessions, district.worker.turns._office_on)
    _ready, answers = held_answers._ready, []

    def meanwhile(case: Precheck, moment: object, quiet: object) -> bool:
        ready = _ready(case, moment, quiet)  # type: ignore[arg-type]
        if not answers:
            answers.append(True)
            answers.append(other.step(timedelta(0)))
        return ready

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(held_answers, "_ready", meanwhile)
        held(district).step(timedelta(0))
    assert answers == [True, True]
    assert len(letters(district)) == before + 1


def test_a_worker_that_dies_before_it_commits_leaves_the_answer_to_the_next(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begun(district)
    before = len(letters(district))
    case.phone.sends_photo(GOOD)
    think_and_fetch(district)

    def dies(case: Precheck) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(held_answers, "_settle", dies)
        held(district).step(timedelta(0))
    assert len(letters(district)) == before
    assert held(district).step(timedelta(0))
    assert len(letters(district)) == before + 1


def test_an_answer_that_breaks_is_apologised_for_once_and_owed_no_more(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begun(district)

    def breaks(chat: Chat, precheck: Precheck) -> None:
        raise ValueError("a secret")

    monkeypatch.setattr(held_answers.precheck, "answer", breaks)
    case.phone.sends_photo(GOOD)
    district.settle()
    assert "ขออภัย" in "".join(case.phone.last_texts())
    assert not held(district).step(timedelta(0))


def test_a_photo_taken_back_before_its_answer_is_not_spoken_of(district: District) -> None:
    case = begun(district)
    before = len(letters(district))
    case.phone.sends_photo(GOOD)
    think_and_fetch(district)
    case.phone.unsends()
    district.settle()
    assert len(letters(district)) == before
    with district.sessions() as session:
        assert not owed(session)


def test_who_blocks_the_account_in_the_middle_loses_no_photo(district: District) -> None:
    case = begun(district)
    case.phone.sends_photo(GOOD)
    case.phone.blocks()
    district.settle()
    with district.sessions() as session:
        [photo] = case.in_(session).photos
        assert photo.looked_at and not owed(session)
