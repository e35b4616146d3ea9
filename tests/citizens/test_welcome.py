"""Adding, blocking and coming back, in whatever order the news arrives."""

from datetime import timedelta

from models.office import Office
from models.retention import PICTURES, WORDS
from tests.citizens.talk import Talk, buttons, somebody, text_of

EARLIER = timedelta(minutes=5)


def test_a_new_friend_is_greeted_with_topics_and_the_privacy_notice(kept_talk: Talk) -> None:
    said = kept_talk.happens("follow", follow={"isUnblocked": False})
    data = [data for _, data in buttons(said)]
    assert {"find?", "sections?", "hours?", "contact?", "officer?", "privacy?"} <= set(data)
    assert {"language?to=th", "language?to=en"} <= set(data)
    assert f"{WORDS.days} วัน" in text_of(said)
    assert kept_talk.citizen.greeted_at == kept_talk.now


def test_the_notice_states_the_very_days_things_are_kept(talk: Talk) -> None:
    said = text_of(talk.types("อ่านประกาศความเป็นส่วนตัว"))
    assert f"ข้อความ {WORDS.days} วัน รูปและไฟล์ {PICTURES.days} วัน" in said


def test_who_comes_back_is_greeted_shortly(kept_talk: Talk) -> None:
    kept_talk.happens("follow", ago=3 * EARLIER)
    kept_talk.happens("unfollow", ago=2 * EARLIER)
    said = kept_talk.happens("follow", ago=EARLIER)
    assert "ยินดีต้อนรับกลับมา" in text_of(said)
    assert kept_talk.citizen.blocked_at is None


def test_blocking_is_remembered_in_silence(kept_talk: Talk) -> None:
    assert kept_talk.happens("unfollow") == []
    assert kept_talk.citizen.blocked_at == kept_talk.now


def test_old_news_of_following_does_not_undo_a_block(kept_talk: Talk) -> None:
    kept_talk.happens("unfollow")
    assert kept_talk.happens("follow", ago=EARLIER) == []
    assert kept_talk.citizen.blocked_at == kept_talk.now


def test_old_news_of_blocking_does_not_undo_following(kept_talk: Talk) -> None:
    kept_talk.happens("follow")
    kept_talk.happens("unfollow", ago=EARLIER)
    assert kept_talk.citizen.blocked_at is None


def test_nothing_is_said_to_somebody_who_has_blocked_us(talk: Talk) -> None:
    talk.happens("unfollow")
    assert talk.types("เมนู", ago=EARLIER) == []
    assert talk.types("เมนู") == []


def test_who_writes_after_blocking_has_come_back(talk: Talk) -> None:
    talk.happens("unfollow", ago=EARLIER)
    assert talk.types("เมนู")
    assert talk.citizen.blocked_at is None


def test_a_follow_while_another_module_speaks_is_noted_in_silence(kept_talk: Talk) -> None:
    assert kept_talk.happens("follow", mode="standby") == []
    assert kept_talk.citizen.friend_at == kept_talk.now


def test_a_new_friend_who_reads_english_is_greeted_in_english(office: Office, session) -> None:  # type: ignore[no-untyped-def]
    said = Talk(office, session, citizen=somebody("en")).happens("follow")
    assert "Sample District Office" in text_of(said)
