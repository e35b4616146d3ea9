"""A citizen's side of a case: opened once, filled with photographs, submitted, withdrawn."""

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import prechecks
from models.attachments import Attachment, Keeping, Why
from models.citizens import Citizen
from models.prechecks import AlreadyUsed, NotYet, PaperState, Precheck, Reason, State, WrongState
from models.prechecks.collecting import ANSWER_WITHIN
from tests.officers import officers
from tests.people import DAY, MINUTE, NOON, SECOND, heard_from, somying
from tests.prechecks import (
    PROCEDURES,
    agreed,
    opened,
    passed,
    photographed,
    picture,
    returned,
    submitted,
)


def test_a_case_begins_with_the_papers_the_answers_call_for(session: Session) -> None:
    procedure = PROCEDURES["marriage-registration"]
    first = procedure.questions()[0]
    case = opened(session, somying(session), answers={first.id: True})
    wanted = procedure.checklist({first.id: True})
    assert (case.state, case.receipt) == (State.COLLECTING, f"P-{case.id:06d}")
    assert [(p.place, p.name_th, p.when) for p in case.papers] == [
        (place, document.th, document.when) for place, document in enumerate(wanted, start=1)
    ]
    assert {paper.state for paper in case.papers} == {PaperState.ASKED}


def test_whoever_begins_again_is_given_the_open_case(session: Session) -> None:
    citizen = somying(session)
    assert opened(session, citizen) is opened(session, citizen, NOON + DAY)


def test_an_ended_case_makes_room_for_another(session: Session) -> None:
    citizen = somying(session)
    first = opened(session, citizen)
    prechecks.withdraw(session, first, NOON)
    assert opened(session, citizen) is not first


def test_a_citizen_may_have_cases_of_different_procedures(session: Session) -> None:
    citizen = somying(session)
    one, two = (
        opened(session, citizen, procedure=PROCEDURES[slug])
        for slug in ("marriage-registration", "change-first-name")
    )
    assert prechecks.open_of(session, citizen) == [two, one]


def test_two_sessions_that_open_the_same_case_at_once_open_one(
    sessions: sessionmaker[Session],
) -> None:
    with sessions.begin() as session:
        citizen_id = somying(session).id
    meet, found = threading.Barrier(2), []

    def open_it() -> None:
        with sessions.begin() as session:
            citizen = session.get_one(Citizen, citizen_id)
            agreed(session, citizen)
            meet.wait(60)
            found.append(opened(session, citizen).id)

    both = [threading.Thread(target=open_it) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(60)
    with sessions.begin() as session:
        cases = session.scalars(select(Precheck.id)).all()
    assert found == [cases[0], cases[0]] and len(cases) == 1


def test_the_same_photograph_twice_changes_nothing(session: Session) -> None:
    citizen = somying(session)
    case = opened(session, citizen)
    one = photographed(session, case.papers[0])
    seen = case.revision
    assert photographed(session, case.papers[0]) is one
    assert (case.revision, len(case.photos)) == (seen, 1)


def test_a_photograph_lies_in_one_case_only(session: Session) -> None:
    citizen = somying(session)
    case = opened(session, citizen)
    other = opened(session, citizen, procedure=PROCEDURES["change-first-name"])
    photo = photographed(session, case.papers[0])
    with pytest.raises(AlreadyUsed):
        prechecks.take_photo(session, other, photo.attachment_id, NOON)


def test_photographs_of_one_set_lie_in_its_order_however_they_arrive(session: Session) -> None:
    citizen = somying(session)
    case = opened(session, citizen)
    photographed(session, case.papers[0])
    for index in (3, 1, 2):
        attachment = picture(session, citizen, f"set-{index}")
        prechecks.take_photo(
            session, case, attachment.id, NOON,
            paper=case.papers[0], set_id="S", set_index=index, set_total=3,
        )  # fmt: skip
    assert [photo.set_index for photo in case.papers[0].photos] == [None, 1, 2, 3]


def test_photographs_that_came_in_the_chat_are_to_be_answered_together(session: Session) -> None:
    citizen = somying(session)
    case = opened(session, citizen)
    for number, at in ((1, NOON), (2, NOON + SECOND)):
        event = heard_from(session, citizen, number, at)
        attachment = picture(session, citizen, event.message_id or "", at)
        prechecks.take_photo(
            session, case, attachment.id, at, paper=case.papers[0], event_id=event.id
        )
    assert case.answer_due_at == NOON + ANSWER_WITHIN
    assert prechecks.to_answer(session) == [case]
    assert case.unanswered == case.photos


def test_a_photograph_without_an_event_owes_no_answer(session: Session) -> None:
    case = opened(session, somying(session))
    photographed(session, case.papers[0])
    assert (case.answer_due_at, case.unanswered) == (None, [])


def test_an_unsorted_photograph_waits_beside_the_papers(session: Session) -> None:
    citizen = somying(session)
    case = opened(session, citizen)
    photo = prechecks.take_photo(session, case, picture(session, citizen, "1").id, NOON)
    assert case.unsorted == [photo]
    prechecks.sort_photo(photo, case.papers[1], NOON)
    assert (case.unsorted, case.papers[1].state) == ([], PaperState.GIVEN)


def test_sorting_a_photograph_elsewhere_asks_for_the_first_paper_again(session: Session) -> None:
    case = opened(session, somying(session))
    photo = photographed(session, case.papers[0])
    prechecks.sort_photo(photo, case.papers[1], NOON)
    assert [p.state for p in case.papers[:2]] == [PaperState.ASKED, PaperState.GIVEN]


def test_a_removed_photograph_is_shredded_and_its_paper_asked_for(session: Session) -> None:
    case = opened(session, somying(session))
    photo = photographed(session, case.papers[0])
    prechecks.remove_photo(session, photo, NOON)
    assert (case.photos, case.papers[0].state) == ([], PaperState.ASKED)
    gone = session.get_one(Attachment, photo.attachment_id)
    assert (gone.status, gone.why) == (Keeping.FORGET, Why.REPLACED)


def test_a_paper_with_another_photograph_left_is_still_given(session: Session) -> None:
    case = opened(session, somying(session))
    first = photographed(session, case.papers[0])
    photographed(session, case.papers[0], number=2)
    prechecks.remove_photo(session, first, NOON)
    assert case.papers[0].state is PaperState.GIVEN


def test_a_paper_may_be_brought_on_the_day_and_photographed_after_all(session: Session) -> None:
    case = opened(session, somying(session))
    paper = case.papers[0]
    prechecks.bring(paper, NOON)
    assert case.missing_at_visit == [paper]
    prechecks.ask_again(paper, NOON)
    assert paper.state is PaperState.ASKED
    prechecks.bring(paper, NOON)
    photographed(session, paper)
    assert paper.state is PaperState.GIVEN


def test_what_is_given_need_not_be_brought(session: Session) -> None:
    case = opened(session, somying(session))
    photographed(session, case.papers[0])
    with pytest.raises(WrongState):
        prechecks.bring(case.papers[0], NOON)


def test_a_case_that_lacks_a_paper_is_not_submitted(session: Session) -> None:
    case = opened(session, somying(session))
    for paper in case.papers[1:]:
        photographed(session, paper)
    with pytest.raises(NotYet) as refusal:
        prechecks.submit(session, case, NOON, NOON + DAY)
    assert refusal.value.lacking == (case.papers[0],)


def test_a_case_without_any_photograph_is_not_submitted(session: Session) -> None:
    case = opened(session, somying(session))
    for paper in case.papers:
        prechecks.bring(paper, NOON)
    with pytest.raises(NotYet):
        prechecks.submit(session, case, NOON, NOON + DAY)


def test_a_submitted_case_waits_with_its_promise(session: Session) -> None:
    case = submitted(session, somying(session))
    assert (case.state, case.submitted_at, case.promised_at) == (State.WAITING, NOON, NOON + DAY)


def test_a_retaken_photograph_takes_the_place_of_the_refused_one(session: Session) -> None:
    cast = officers(session)
    case = returned(session, somying(session), cast)
    paper = case.papers[0]
    (old,) = paper.photos
    new = photographed(session, paper, NOON + DAY)
    assert (paper.photos, paper.earlier, paper.state) == ([new], [old], PaperState.GIVEN)
    prechecks.submit(session, case, NOON + DAY, NOON + 2 * DAY)
    assert (case.state, case.officer_id) == (State.WAITING, cast.somchai.id)


def test_a_missing_page_joins_the_pages_that_are_there(session: Session) -> None:
    case = returned(session, somying(session), officers(session), Reason.PAGES_MISSING)
    paper = case.papers[0]
    photographed(session, paper, NOON + DAY)
    assert (len(paper.photos), paper.earlier) == (2, [])


def test_a_photograph_laid_with_a_refused_paper_by_mistake_leaves_it_refused(
    session: Session,
) -> None:
    case = returned(session, somying(session), officers(session))
    photo = photographed(session, case.papers[0], NOON + DAY)
    prechecks.sort_photo(photo, case.papers[1], NOON + DAY)
    assert (case.papers[0].state, case.papers[0].reason) == (PaperState.REFUSED, Reason.BLURRED)


def test_a_further_photograph_taken_back_leaves_a_passed_paper_passed(session: Session) -> None:
    case = returned(session, somying(session), officers(session))
    paper = case.papers[1]
    photo = photographed(session, paper, NOON + DAY)
    assert paper.state is PaperState.GIVEN
    prechecks.remove_photo(session, photo, NOON + DAY)
    assert paper.state is PaperState.PASSED


def test_a_passed_case_takes_no_more_photographs(session: Session) -> None:
    citizen = somying(session)
    case = passed(session, citizen, officers(session))
    with pytest.raises(WrongState):
        prechecks.take_photo(session, case, picture(session, citizen, "late").id, NOON)


def test_withdrawing_ends_a_case_and_shreds_its_photographs(session: Session) -> None:
    case = submitted(session, somying(session))
    prechecks.withdraw(session, case, NOON + DAY)
    assert (case.state, case.ended_at) == (State.WITHDRAWN, NOON + DAY)
    whys = {(photo.attachment.status, photo.attachment.why) for photo in case.photos}
    assert whys == {(Keeping.FORGET, Why.WITHDRAWN)}
    with pytest.raises(WrongState):
        prechecks.withdraw(session, case, NOON + DAY)


def test_loose_photographs_are_those_that_lie_in_no_case(session: Session) -> None:
    citizen = somying(session)
    case = opened(session, citizen)
    photographed(session, case.papers[0])
    earlier = picture(session, citizen, "old", NOON - 2 * DAY)
    loose = picture(session, citizen, "loose", NOON - MINUTE)
    gone = picture(session, citizen, "gone", NOON - MINUTE)
    gone.shred(Why.UNSENT, NOON)
    session.flush()
    assert prechecks.loose(session, citizen, NOON - DAY) == [loose]
    assert prechecks.loose(session, citizen, NOON - 3 * DAY) == [earlier, loose]


def test_the_conversation_and_a_page_take_turns_with_a_case(
    sessions: sessionmaker[Session],
) -> None:
    with sessions.begin() as session:
        citizen = somying(session)
        case_id = opened(session, citizen).id
        attachments = [picture(session, citizen, f"{number}").id for number in range(6)]

    def send(attachment_id: int) -> None:
        with sessions.begin() as session:
            case = session.get_one(Precheck, case_id)
            prechecks.take_photo(session, case, attachment_id, NOON, paper=case.papers[0])

    senders = [threading.Thread(target=send, args=(one,)) for one in attachments]
    for thread in senders:
        thread.start()
    for thread in senders:
        thread.join(60)
    with sessions.begin() as session:
        case = session.get_one(Precheck, case_id)
        assert sorted(photo.place for photo in case.photos) == [1, 2, 3, 4, 5, 6]
        assert case.revision == 1 + len(attachments)
