"""Films: shown in the chat where LINE can say that they were seen whole, opened elsewhere."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.simulator.rules import messages_problems
from models.clips import LONGEST_ID, completed, completions
from models.office import Office
from tests.citizens.hearing import about, hearing, with_procedure
from tests.citizens.talk import SATURDAY, Talk, buttons, somebody, text_of

CARD = "id-card-lost"
MP4, JPG = "https://example.org/card.mp4", "https://example.org/card.jpg"


@pytest.fixture
def filmed(office: Office) -> Office:
    """The office with a film about a lost card, and somebody asking for it."""
    there = with_procedure(office, CARD, clip=MP4, clip_preview=JPG)
    return hearing(there, {"มีคลิปไหม": about(CARD, fact="clip")})


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_film_is_sent_as_a_message_that_reports_back(filmed: Office, language: str) -> None:
    talk = Talk(filmed, citizen=somebody(language))
    talk.presses(f"procedure?p={CARD}")
    _, film = talk.presses(f"clip?p={CARD}")
    assert (film["type"], film["originalContentUrl"], film["trackingId"]) == ("video", MP4, CARD)
    assert messages_problems(talk.said).details == []


def test_asking_for_the_film_brings_it(filmed: Office) -> None:
    said = Talk(filmed).types("มีคลิปไหม")
    assert said[-1]["type"] == "video"
    assert "ไม่ใช่เรื่องนี้" in dict(buttons(said))


def test_typing_the_label_brings_it_too(filmed: Office) -> None:
    talk = Talk(filmed)
    talk.presses(f"procedure?p={CARD}")
    assert talk.types("ดูคลิปแนะนำ") == Talk(filmed).presses(f"clip?p={CARD}")


@pytest.mark.parametrize(
    ("clip", "preview"),
    [(MP4, None), ("https://example.org/watch?v=1", JPG), ("http://example.org/a.mp4", JPG)],
)
def test_what_line_cannot_play_is_opened(office: Office, clip: str, preview: str | None) -> None:
    there = with_procedure(office, CARD, clip=clip, clip_preview=preview)
    assert ("ดูคลิปแนะนำ", clip) in buttons(Talk(there).presses(f"procedure?p={CARD}"))


def test_a_film_taken_away_leads_to_the_menu(office: Office) -> None:
    assert "ปุ่มนี้ใช้ไม่ได้แล้ว" in text_of(Talk(office).presses(f"clip?p={CARD}"))


def _watches(talk: Talk, film: object) -> list[dict[str, object]]:
    return talk.happens("videoPlayComplete", videoPlayComplete={"trackingId": film})


def test_a_film_seen_whole_is_noted_in_silence(kept_talk: Talk) -> None:
    assert kept_talk.session
    assert _watches(kept_talk, CARD) == []
    assert completions(kept_talk.session) == {CARD: 1}


def test_seen_again_the_same_day_it_counts_once(kept_talk: Talk) -> None:
    assert kept_talk.session
    _watches(kept_talk, CARD)
    _watches(kept_talk, CARD)
    assert completions(kept_talk.session) == {CARD: 1}


def test_seen_again_tomorrow_it_counts_again(kept_talk: Talk) -> None:
    assert kept_talk.session
    _watches(kept_talk, CARD)
    kept_talk.now += timedelta(days=1)
    _watches(kept_talk, CARD)
    assert completions(kept_talk.session) == {CARD: 2}


def test_two_people_count_twice(office: Office, session: Session) -> None:
    for _ in range(2):
        _watches(Talk(office, session), CARD)
    assert completions(session) == {CARD: 2}


def test_the_second_note_of_a_day_says_so(session: Session) -> None:
    citizen = somebody()
    session.add(citizen)
    session.flush()
    notes = [completed(session, citizen, CARD, SATURDAY) for _ in range(2)]
    assert notes == [True, False]


@pytest.mark.parametrize("film", [None, 7, {}, []])
def test_a_garbled_report_is_let_go(kept_talk: Talk, film: object) -> None:
    assert kept_talk.session
    _watches(kept_talk, film)
    assert completions(kept_talk.session) == {}


def test_an_endless_name_of_a_film_is_cut(kept_talk: Talk) -> None:
    assert kept_talk.session
    _watches(kept_talk, "ก" * 5000)
    assert completions(kept_talk.session) == {"ก" * LONGEST_ID: 1}
