"""Words the office could not answer wait in groups of like ones, and are forgotten in time."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import lessons, unanswered
from models.likeness import Said, gather
from models.officers import Officer
from models.permissions import Role
from models.retention import WORDS
from models.unanswered import State, Unanswered
from models.unsending import forget_message
from scheduler import forget
from tests.people import DAY, MINUTE, NOON, heard_from, somying


def note(session: Session, *messages: str, guess: str = "") -> list[Unanswered]:
    """Words nobody could answer, a minute apart, all near to `guess`."""
    nearest = [(guess, 0.3)] if guess else []
    noted = [
        unanswered.note(session, words, nearest, NOON + i * MINUTE)
        for i, words in enumerate(messages)
    ]
    return [message for message in noted if message]


@pytest.fixture
def somchai(session: Session) -> Officer:
    """An officer of the registration section."""
    somchai = Officer(
        username="somchai", name="สมชาย", role=Role.OFFICER, section="registration", created_at=NOON
    )
    session.add(somchai)
    session.flush()
    return somchai


def test_the_same_words_wait_as_one_group_however_they_are_spelled(session: Session) -> None:
    note(session, "ขอใช้ห้องประชุมเขต", "ขอใช้ ห้องประชุมเขต ค่ะ", "ขอใช้ห้องประชุมเขต!!")
    (group,) = unanswered.groups(session)
    assert (group.count, len(group.variants)) == (3, 1)


def test_a_slip_of_typing_joins_its_group_and_another_matter_does_not(session: Session) -> None:
    note(
        session,
        "ขอใช้ห้องประชุมของสำนักงานเขตได้ไหม",
        "ขอใช้ห้องประชุมของสำนักงานเขตได้ไมห",
        "หมาจรจัดเยอะมากในซอย",
    )
    assert [g.count for g in unanswered.groups(session)] == [2, 1]


def test_birth_and_death_are_never_one_group_for_sharing_letters(session: Session) -> None:
    note(session, "ขอใบเกิดใหม่", guess="birth")
    note(session, "ขอใบตายใหม่", guess="death")
    assert len(unanswered.groups(session)) == 2


def test_looser_likeness_is_enough_when_the_matcher_thinks_of_the_same_thing() -> None:
    one, other = "ยืมเก้าอี้เขตจัดงานศพ", "ขอยืมเก้าอี้กับเต็นท์จัดงาน"
    assert gather([Said(one), Said(other)]) == [[0], [1]]
    assert gather([Said(one, "lend"), Said(other, "lend")]) == [[0, 1]]


def test_the_same_words_always_give_the_same_groups(session: Session) -> None:
    note(session, *(f"ถามเรื่องที่ {i} ของซอย {i % 3}" for i in range(30)))
    first = [[m.id for m in g.messages] for g in unanswered.groups(session)]
    assert first == [[m.id for m in g.messages] for g in unanswered.groups(session)]


def test_the_biggest_group_comes_first_and_among_equals_the_newest(session: Session) -> None:
    note(session, "ขอใช้ห้องประชุม", "หมาจรจัดในซอย", "หมาจรจัดในซอย", "ไฟถนนดับ")
    assert [g.words for g in unanswered.groups(session)] == [
        "หมาจรจัดในซอย",
        "ไฟถนนดับ",
        "ขอใช้ห้องประชุม",
    ]


def test_the_newest_can_come_first_instead(session: Session) -> None:
    note(session, "หมาจรจัดในซอย", "หมาจรจัดในซอย", "ไฟถนนดับ")
    newest, _ = unanswered.groups(session, newest_first=True)
    assert newest.words == "ไฟถนนดับ"


def test_a_group_is_named_by_its_words_said_most_often(session: Session) -> None:
    note(session, "ขอใช้ห้องประชุมของเขตได้ไมห", *["ขอใช้ห้องประชุมของเขตได้ไหม"] * 2)
    (group,) = unanswered.groups(session)
    assert group.words == "ขอใช้ห้องประชุมของเขตได้ไหม"


def test_one_event_is_kept_once(session: Session) -> None:
    event = heard_from(session, somying(session), 1)
    for _ in range(2):
        unanswered.note(session, "ไฟถนนดับ", [], NOON, event.id)
    assert unanswered.waiting(session) == 1


@pytest.mark.parametrize("words", ["", "   ", "???", "😀"])
def test_what_has_no_words_is_not_kept(session: Session, words: str) -> None:
    assert unanswered.note(session, words, [], NOON) is None


def test_a_very_long_story_is_cut_short(session: Session) -> None:
    (message,) = note(session, "เรื่องยาว" * 500)
    assert len(message.text) == unanswered.KEPT


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("บัตร 1-1017-00000-00-0 หาย", "บัตร ••• หาย"),
        ("โทร ๐๘๑ ๐๐๐ ๐๐๐๐ ได้ไหม", "โทร ••• ได้ไหม"),
        ("ส่งมาที่ somying@example.com", "ส่งมาที่ •••"),
        ("แบบ ท.ร.14 ปี 2569", "แบบ ท.ร.14 ปี 2569"),
    ],
)
def test_numbers_of_cards_and_telephones_are_not_kept(
    session: Session, said: str, kept: str
) -> None:
    (message,) = note(session, said)
    assert message.text == kept


def test_nothing_hidden_goes_into_a_phrase() -> None:
    assert unanswered.as_phrase("โทร ••• ได้ไหม  081-000-0000") == "โทร ได้ไหม"


def test_taught_words_wait_no_longer(session: Session, somchai: Officer) -> None:
    note(session, "ขอใช้ห้องประชุม", "หมาจรจัดในซอย")
    newest, _ = unanswered.groups(session)
    lessons.teach(session, newest, somchai, NOON, ("procedure", "dog"), ["หมาจรจัดในซอย"])
    assert [g.words for g in unanswered.groups(session)] == ["ขอใช้ห้องประชุม"]
    ((decision, words),) = lessons.decisions(session, State.TAUGHT, 10)
    assert (decision.slug, words) == ("dog", ["หมาจรจัดในซอย"])


def test_only_what_the_officer_saw_is_decided(session: Session, somchai: Officer) -> None:
    seen = note(session, "ไฟถนนดับ")[0]
    note(session, "ไฟถนนดับ")
    group = unanswered.group(session, seen.id, seen.id)
    assert group
    lessons.dismiss(session, group, somchai, NOON, "ไม่ใช่เรื่องของเขต")
    assert unanswered.waiting(session) == 1


def test_words_dismissed_once_do_not_come_back(session: Session, somchai: Officer) -> None:
    note(session, "ขอเลขเด็ด")
    (group,) = unanswered.groups(session)
    lessons.dismiss(session, group, somchai, NOON, "ไม่ใช่เรื่องของเขต")
    note(session, "ขอเลขเด็ดค่ะ")
    assert unanswered.waiting(session) == 0


def test_taught_words_that_come_again_wait_again_and_say_so(
    session: Session, somchai: Officer
) -> None:
    note(session, "หมาจรจัดในซอย")
    (group,) = unanswered.groups(session)
    decision = lessons.teach(session, group, somchai, NOON, ("procedure", "dog"), [])
    (again,) = note(session, "หมาจรจัดในซอย")
    assert unanswered.waiting(session) == 1
    assert lessons.taught_before(session, [again.key]) == {again.key: decision}


def test_a_decision_can_be_undone(session: Session, somchai: Officer) -> None:
    note(session, "ขอเลขเด็ด", "ขอเลขเด็ด")
    (group,) = unanswered.groups(session)
    decision = lessons.dismiss(session, group, somchai, NOON, "ไม่ใช่เรื่องของเขต")
    assert lessons.undo(session, decision, NOON) == 2
    session.expire_all()
    assert unanswered.waiting(session) == 2
    assert not lessons.decisions(session, State.DISMISSED, 10)


def test_a_group_that_no_longer_waits_is_not_found(session: Session, somchai: Officer) -> None:
    (message,) = note(session, "ขอเลขเด็ด")
    (group,) = unanswered.groups(session)
    lessons.dismiss(session, group, somchai, NOON, "ไม่ใช่เรื่องของเขต")
    assert unanswered.group(session, message.id) is None


def test_words_taken_back_are_forgotten(session: Session) -> None:
    citizen = somying(session)
    event = heard_from(session, citizen, 1)
    unanswered.note(session, "ความลับของฉัน", [("birth", 0.2)], NOON, event.id)
    forget_message(session, citizen, event.message_id or "", NOON)
    session.expire_all()
    kept = session.scalars(select(Unanswered)).one()
    assert (kept.text, kept.key, kept.nearest) == ("", "", [])
    assert unanswered.groups(session) == []


def test_words_are_forgotten_when_the_privacy_notice_says(session: Session) -> None:
    old = note(session, "ไฟถนนดับ")[0]
    new = unanswered.note(session, "หมาจรจัดในซอย", [], NOON + DAY)
    assert new
    forget.run(session, NOON + WORDS + timedelta(hours=1))
    session.expire_all()
    assert (old.text, new.text) == ("", "หมาจรจัดในซอย")
