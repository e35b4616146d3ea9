"""Words the office has no answer for are kept for its officers; the others are not."""

import pytest
from sqlalchemy import select

from models.answers import Finding
from models.unanswered import Unanswered
from tests.citizens.hearing import about, hearing
from tests.citizens.talk import Talk

NEAR = (("move-in", 0.4), ("move-out", 0.3))
SAID = "เรื่องหนึ่งซึ่งไม่เหมือนใคร"


def _say(talk: Talk, finding: Finding) -> list[Unanswered]:
    assert talk.session
    talk.office = hearing(talk.office, {SAID: finding})
    talk.types(SAID)
    return list(talk.session.scalars(select(Unanswered)))


@pytest.mark.parametrize("decision", ["suggest", "human"])
def test_what_was_not_answered_is_kept_with_what_came_nearest(
    kept_talk: Talk, decision: str
) -> None:
    (kept,) = _say(kept_talk, Finding(decision, NEAR))  # type: ignore[arg-type]
    assert kept.text == SAID
    assert [name for name, _ in kept.nearest] == ["move-in", "move-out"]


@pytest.mark.parametrize(
    "finding",
    [
        about("move-in"),
        *(Finding("human", (), kind=kind) for kind in ("greeting", "thanks", "small_talk")),
        Finding("human", (), kind="abuse"),
        Finding("human", (), kind="other_agency"),
        Finding("human", (), kind="emergency", emergency=("199",)),
    ],
)
def test_what_has_its_own_reply_is_not_kept(kept_talk: Talk, finding: Finding) -> None:
    assert _say(kept_talk, finding) == []


def test_words_meant_for_an_officer_are_a_question_and_not_kept_twice(kept_talk: Talk) -> None:
    kept_talk.types("เจ้าหน้าที่")
    assert _say(kept_talk, Finding("human", NEAR)) == []
