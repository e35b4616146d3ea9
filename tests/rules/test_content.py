"""What an officer may do with a page, and what becomes of it: nobody alone, nothing lost."""

import threading
from datetime import date

import pytest
from sqlalchemy.orm import Session, sessionmaker

from models import content
from models.content import PROCEDURE, SHORT_ANSWER, State, Version
from models.office import Office
from tests.officers import Officers, officers
from tests.pages import FEE, LOST_CARD, PARKING, answered, drafted, page, published
from tests.people import MINUTE, NOON
from tests.waiting import until_blocked


@pytest.fixture
def cast(session: Session) -> Officers:
    return officers(session)


# From draft to published


def test_a_published_fact_is_told_and_a_draft_is_not(session: Session, cast: Officers) -> None:
    version = drafted(session, cast, fee=FEE)
    assert content.told(session).catalogue.procedures[LOST_CARD].fee.amount_thb != 111

    content.submit(session, version, cast.somchai, NOON)
    content.publish(session, version, cast.head, NOON + MINUTE)

    office = content.told(session)
    fee = office.catalogue.procedures[LOST_CARD].fee
    assert (fee.text_th, fee.verified_by, fee.verified_at) == (
        "111 บาท",
        "ฝ่ายทะเบียน",
        date(2026, 11, 20),
    )
    assert office.edition == content.edition(session) == 1
    assert (version.published_by, version.published_at) == (cast.head, NOON + MINUTE)


def test_whoever_wrote_in_it_cannot_publish_it(session: Session, cast: Officers) -> None:
    version = drafted(session, cast)
    content.save(session, version, page(fee=FEE), cast.head, NOON, seen=1)
    content.submit(session, version, cast.somchai, NOON)
    with pytest.raises(content.OwnWork):
        content.publish(session, version, cast.head, NOON)
    content.publish(session, version, cast.admin, NOON)


def test_an_administrator_may_publish_own_work(session: Session, cast: Officers) -> None:
    version = content.open_draft(
        session, PROCEDURE, LOST_CARD, "registration", page(fee=FEE), cast.admin, NOON
    )
    content.submit(session, version, cast.admin, NOON)
    content.publish(session, version, cast.admin, NOON)
    assert version.state is State.PUBLISHED


def test_another_section_changes_nothing(session: Session, cast: Officers) -> None:
    with pytest.raises(content.NotAllowed):
        content.open_draft(session, PROCEDURE, LOST_CARD, "city-law", None, cast.city, NOON)
    version = drafted(session, cast)
    for deed in (
        lambda: content.save(session, version, page(), cast.city, NOON, seen=1),
        lambda: content.submit(session, version, cast.city, NOON),
        lambda: content.publish(session, version, cast.city, NOON),
        lambda: content.reject(session, version, cast.city, NOON, "ไม่"),
        lambda: content.discard(session, version, cast.city, NOON),
        lambda: content.revert(session, version, cast.city, NOON),
        lambda: content.retire(session, PROCEDURE, LOST_CARD, cast.city, NOON),
        lambda: content.teach(session, PROCEDURE, LOST_CARD, ["ก"], cast.city, NOON),
    ):
        with pytest.raises(content.NotAllowed):
            deed()
    assert (version.state, version.revision) == (State.DRAFT, 1)


def test_an_officer_cannot_publish(session: Session, cast: Officers) -> None:
    version = drafted(session, cast)
    content.submit(session, version, cast.somchai, NOON)
    with pytest.raises(content.NotAllowed):
        content.publish(session, version, cast.malee, NOON)


def test_what_was_not_sent_to_the_head_is_not_published(session: Session, cast: Officers) -> None:
    version = drafted(session, cast)
    with pytest.raises(content.WrongState):
        content.publish(session, version, cast.head, NOON)
    content.submit(session, version, cast.somchai, NOON)
    content.save(session, version, page(fee=FEE), cast.malee, NOON, seen=1)
    with pytest.raises(content.WrongState):
        content.publish(session, version, cast.head, NOON)


def test_the_head_publishes_only_what_the_head_saw(session: Session, cast: Officers) -> None:
    version = drafted(session, cast)
    content.save(session, version, page(fee=FEE), cast.somchai, NOON, seen=1)
    content.submit(session, version, cast.somchai, NOON)
    with pytest.raises(content.Changed):
        content.publish(session, version, cast.head, NOON, seen=1)
    content.publish(session, version, cast.head, NOON, seen=2)


def test_a_draft_sent_back_says_why_and_can_be_written_again(
    session: Session, cast: Officers
) -> None:
    version = drafted(session, cast)
    content.submit(session, version, cast.somchai, NOON)
    content.reject(session, version, cast.head, NOON, "ค่าธรรมเนียมยังไม่มีแหล่งอ้างอิง")
    assert content.draft_of(session, PROCEDURE, LOST_CARD) is version
    assert (version.state, version.note) == (State.REJECTED, "ค่าธรรมเนียมยังไม่มีแหล่งอ้างอิง")

    content.save(session, version, page(fee=FEE), cast.somchai, NOON, seen=version.revision)
    content.submit(session, version, cast.somchai, NOON)
    content.publish(session, version, cast.head, NOON)
    assert content.current(session, PROCEDURE, LOST_CARD) is version


# Two at the same page


def test_a_stale_save_is_refused_and_overwrites_nothing(session: Session, cast: Officers) -> None:
    version = drafted(session, cast)
    content.save(session, version, page(description_th="ของสมชาย"), cast.somchai, NOON, seen=1)
    with pytest.raises(content.Changed) as refused:
        content.save(session, version, page(description_th="ของมาลี"), cast.malee, NOON, seen=1)
    assert refused.value.version.page["description_th"] == "ของสมชาย"
    assert version.revision == 2


def test_only_one_draft_of_a_page_is_open(session: Session, cast: Officers) -> None:
    first = drafted(session, cast)
    with pytest.raises(content.AlreadyOpen) as refused:
        drafted(session, cast)
    assert refused.value.version is first
    content.discard(session, first, cast.somchai, NOON)
    assert drafted(session, cast).id != first.id


def test_two_drafts_begun_at_once_become_one(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        cast = officers(session)
    found: list[str] = []

    def begin() -> None:
        try:
            with sessions.begin() as mine:
                drafted(mine, cast)
            found.append("opened")
        except content.AlreadyOpen:
            found.append("already open")

    with sessions.begin() as slow:
        drafted(slow, cast)
        other = threading.Thread(target=begin)
        other.start()
        until_blocked(sessions)
    other.join()
    assert found == ["already open"]


def test_publishing_takes_turns_so_that_no_edition_is_overlooked(
    sessions: sessionmaker[Session],
) -> None:
    with sessions.begin() as session:
        cast = officers(session)
        published(session, cast, fee=FEE)
        answer = content.open_draft(
            session, SHORT_ANSWER, "parking", "registration", PARKING, cast.somchai, NOON
        )
        content.submit(session, answer, cast.somchai, NOON)

    def second() -> None:
        with sessions.begin() as mine:
            content.publish(mine, mine.get_one(Version, answer.id), cast.head, NOON)

    with sessions.begin() as slow:
        content.retire(slow, PROCEDURE, LOST_CARD, cast.head, NOON)
        other = threading.Thread(target=second)
        other.start()
        until_blocked(sessions)
    other.join()
    with sessions() as session:
        assert content.edition(session) == 3


# History


def test_history_keeps_every_version_and_the_edition_only_grows(
    session: Session, cast: Officers
) -> None:
    first = published(session, cast, fee=FEE)
    dearer = FEE | {"text_th": "120 บาท", "amount_thb": 120}
    second = published(session, cast, fee=dearer)
    again = content.revert(session, first, cast.somchai, NOON)
    content.submit(session, again, cast.somchai, NOON)
    content.publish(session, again, cast.head, NOON)

    assert content.history(session, PROCEDURE, LOST_CARD) == [again, second, first]
    assert [first.state, second.state, again.state] == [
        State.REPLACED,
        State.REPLACED,
        State.PUBLISHED,
    ]
    assert [first.edition, second.edition, again.edition] == [1, 2, 3]
    assert second.page["fee"]["amount_thb"] == 120
    assert content.page_of(session, PROCEDURE, LOST_CARD) == first.page


def test_an_older_draft_published_later_begins_a_later_edition(
    session: Session, cast: Officers
) -> None:
    older = drafted(session, cast, fee=FEE)
    newer = answered(session, cast)
    content.submit(session, older, cast.somchai, NOON)
    content.publish(session, older, cast.head, NOON)
    assert older.id < newer.id
    assert content.edition(session) == older.edition == 2


def test_a_retired_answer_is_gone_at_once_and_can_come_back(
    session: Session, cast: Officers
) -> None:
    version = answered(session, cast)
    content.retire(session, SHORT_ANSWER, "parking", cast.head, NOON, "ลานจอดรถปิดปรับปรุง")
    assert content.told(session).short_answers == {}
    assert content.current(session, SHORT_ANSWER, "parking") is None

    again = content.revert(session, version, cast.somchai, NOON)
    content.submit(session, again, cast.somchai, NOON)
    content.publish(session, again, cast.head, NOON)
    assert "parking" in content.told(session).short_answers
    assert len(content.history(session, SHORT_ANSWER, "parking")) == 3


def test_a_retired_procedure_is_linked_from_nowhere(session: Session, cast: Officers) -> None:
    content.retire(session, PROCEDURE, "move-in", cast.head, NOON)
    catalogue = content.told(session).catalogue
    assert "move-in" not in catalogue.procedures
    first = catalogue.procedures["add-name-house-registration"].first_question
    assert first and first.yes_leads_to == ("move-destination",)
    assert all("move-in" not in p.see_also for p in catalogue.procedures.values())


# Teaching


def test_a_phrase_taught_by_an_officer_waits_in_a_draft(session: Session, cast: Officers) -> None:
    words = ["บัตรตกน้ำหายไปเลย", "my id fell in the river"]
    version = content.teach(session, PROCEDURE, LOST_CARD, words, cast.somchai, NOON)
    assert version.state is State.DRAFT
    assert "บัตรตกน้ำหายไปเลย" in version.page["asks"]
    assert "my id fell in the river" in version.page["asks_en"]
    assert content.edition(session) == 0


def test_a_phrase_taught_by_the_head_is_told_at_once_and_can_be_taken_back(
    session: Session, cast: Officers
) -> None:
    words = ["บัตรตกน้ำหายไปเลย"]
    content.teach(session, PROCEDURE, LOST_CARD, words, cast.head, NOON)
    asks = content.told(session).catalogue.procedures[LOST_CARD].asks
    assert words[0] in asks

    content.unteach(session, PROCEDURE, LOST_CARD, words, cast.head, NOON)
    assert words[0] not in content.told(session).catalogue.procedures[LOST_CARD].asks
    assert content.edition(session) == 2


def test_a_head_who_teaches_into_an_open_draft_publishes_nothing_else(
    session: Session, cast: Officers
) -> None:
    draft = drafted(session, cast, fee=FEE)
    assert content.teach(session, PROCEDURE, LOST_CARD, ["บัตรหล่น"], cast.head, NOON) is draft
    assert (draft.state, draft.page["fee"]) == (State.DRAFT, FEE)
    assert content.edition(session) == 0


def test_a_draft_is_looked_at_before_it_is_told(session: Session, cast: Officers) -> None:
    office = Office.published(session, date(2026, 11, 20))
    shown = office.with_page(PROCEDURE, page(fee=FEE))
    assert shown.catalogue.procedures[LOST_CARD].fee.amount_thb == 111
    assert office.catalogue.procedures[LOST_CARD].fee.amount_thb != 111
    assert office.with_page(SHORT_ANSWER, PARKING).short_answers["parking"].name("en")


def test_a_phrase_that_cannot_be_taught_leaves_no_draft_behind(
    session: Session, cast: Officers
) -> None:
    with pytest.raises(content.PageFaults):
        content.teach(session, PROCEDURE, LOST_CARD, ["get married"], cast.head, NOON)
    assert content.draft_of(session, PROCEDURE, LOST_CARD) is None
