"""The officers' side of a case: one desk at a time, a verdict for each paper, one outcome."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session, sessionmaker

from models import prechecks
from models.officers import Officer
from models.prechecks import Changed, NotYet, NotYours, PaperState, Precheck, Reason, State
from models.prechecks import WrongState as Wrong
from tests.officers import Officers, officers
from tests.people import DAY, NOON, somying
from tests.prechecks import on_the_desk, opened, passed, photographed, returned, submitted


@pytest.fixture
def cast(session: Session) -> Officers:
    return officers(session)


@pytest.fixture
def case(session: Session, cast: Officers) -> Precheck:
    """A case on สมชาย's desk."""
    return on_the_desk(session, somying(session), cast)


def test_taking_a_case_lays_it_on_the_officers_desk(case: Precheck, cast: Officers) -> None:
    assert (case.state, case.officer) == (State.CHECKING, cast.somchai)
    assert case.steps[-1].officer_id == cast.somchai.id


def test_only_the_section_takes_its_cases(session: Session, cast: Officers) -> None:
    case = submitted(session, somying(session))
    with pytest.raises(NotYours):
        prechecks.take(session, case, cast.city, NOON, seen=case.revision)
    prechecks.take(session, case, cast.admin, NOON, seen=case.revision)


def test_nobody_decides_on_what_changed_since_they_saw_it(
    session: Session, case: Precheck, cast: Officers
) -> None:
    seen = case.revision
    photographed(session, case.papers[0], number=2)
    with pytest.raises(Changed) as refusal:
        prechecks.pass_paper(session, case, cast.somchai, NOON, seen=seen, paper=case.papers[0])
    assert refusal.value.precheck is case and case.papers[0].state is PaperState.GIVEN


def test_a_colleague_decides_nothing_on_anothers_desk(
    session: Session, case: Precheck, cast: Officers
) -> None:
    with pytest.raises(NotYours):
        prechecks.waive_paper(
            session, case, cast.malee, NOON, seen=case.revision, paper=case.papers[0]
        )


def race(sessions: sessionmaker[Session], case_id: int, seen: int, *who: int) -> list[str]:
    """Officers who take the same case in the same moment; what each was told."""
    meet, told = threading.Barrier(len(who)), []

    def take(officer_id: int) -> None:
        try:
            with sessions.begin() as session:
                case, officer = (
                    session.get_one(Precheck, case_id),
                    session.get_one(Officer, officer_id),
                )
                meet.wait(60)
                prechecks.take(session, case, officer, NOON, seen=seen)
            told.append("taken")
        except Changed:
            told.append("changed")

    threads = [threading.Thread(target=take, args=(one,)) for one in who]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(told)


def test_of_two_officers_at_once_one_has_the_case(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        cast = officers(session)
        case = submitted(session, somying(session))
        ids = (case.id, case.revision, cast.somchai.id, cast.malee.id)
    assert race(sessions, *ids) == ["changed", "taken"]
    with sessions.begin() as session:
        steps = session.get_one(Precheck, ids[0]).steps
        assert [step.to_state for step in steps].count(State.CHECKING) == 1


def test_a_case_put_back_waits_for_anybody(
    session: Session, case: Precheck, cast: Officers
) -> None:
    prechecks.put_back(session, case, cast.malee, NOON, seen=case.revision)
    assert (case.state, case.officer_id) == (State.WAITING, None)


def test_a_case_handed_over_waits_for_the_colleague(
    session: Session, case: Precheck, cast: Officers
) -> None:
    prechecks.hand_over(
        session, case, cast.somchai, NOON, seen=case.revision, to=cast.malee, why="ลาพัก"
    )
    assert (case.state, case.officer_id) == (State.WAITING, cast.malee.id)
    assert case.steps[-1].why == "ลาพัก"
    assert prechecks.queue(session, officer_id=cast.malee.id) == [case]


def test_a_case_is_not_handed_to_somebody_who_may_not_check_it(
    session: Session, case: Precheck, cast: Officers
) -> None:
    with pytest.raises(NotYours):
        prechecks.hand_over(
            session, case, cast.somchai, NOON, seen=case.revision, to=cast.city, why=""
        )


def test_a_case_handed_to_another_section_is_theirs(
    session: Session, case: Precheck, cast: Officers
) -> None:
    prechecks.hand_over(
        session, case, cast.somchai, NOON, seen=case.revision, to="city-law", why="ผิดฝ่าย"
    )
    assert (case.section, case.officer_id) == ("city-law", None)
    prechecks.take(session, case, cast.city, NOON, seen=case.revision)


def test_a_look_ends_only_when_each_paper_is_decided(
    session: Session, case: Precheck, cast: Officers
) -> None:
    first, *rest = case.papers
    prechecks.pass_paper(session, case, cast.somchai, NOON, seen=case.revision, paper=first)
    with pytest.raises(NotYet) as refusal:
        prechecks.finish_look(session, case, cast.somchai, NOON, seen=case.revision)
    assert list(refusal.value.lacking) == rest


def test_one_refused_paper_returns_the_case_and_asks_for_that_one_alone(
    session: Session, cast: Officers
) -> None:
    case = returned(session, somying(session), cast)
    assert (case.state, case.lacking) == (State.RETURNED, [case.papers[0]])
    assert case.papers[0].reason is Reason.BLURRED


def test_a_case_whose_papers_are_in_order_has_passed(session: Session, cast: Officers) -> None:
    case = passed(session, somying(session), cast)
    assert (case.state, case.lacking, case.ended_at) == (State.PASSED, [], None)


def test_a_verdict_taken_back_leaves_the_paper_as_it_was(
    session: Session, case: Precheck, cast: Officers
) -> None:
    paper = case.papers[0]
    by = cast.somchai
    prechecks.refuse_paper(
        session, case, by, NOON, seen=case.revision, paper=paper, reason=Reason.DARK, words="มืด"
    )
    assert (paper.words, paper.decided_by) == ("มืด", by)
    prechecks.undecide(session, case, by, NOON, seen=case.revision, paper=paper)
    assert (paper.state, paper.reason, paper.words) == (PaperState.GIVEN, None, None)
    with pytest.raises(Wrong):
        prechecks.undecide(session, case, by, NOON, seen=case.revision, paper=paper)


def test_a_waived_paper_taken_back_is_brought_as_before(session: Session, cast: Officers) -> None:
    case = opened(session, somying(session))
    brought, *rest = case.papers
    prechecks.bring(brought, NOON)
    for paper in rest:
        photographed(session, paper)
    prechecks.submit(session, case, NOON, NOON + DAY)
    by = cast.somchai
    prechecks.take(session, case, by, NOON, seen=case.revision)
    with pytest.raises(Wrong):
        prechecks.pass_paper(session, case, by, NOON, seen=case.revision, paper=brought)
    prechecks.waive_paper(session, case, by, NOON, seen=case.revision, paper=brought)
    prechecks.undecide(session, case, by, NOON, seen=case.revision, paper=brought)
    assert brought.state is PaperState.BRINGING


def test_a_case_at_two_agencies_comes_back_with_the_last_answer(
    session: Session, case: Precheck, cast: Officers
) -> None:
    sent = [
        prechecks.refer(
            session, case, cast.somchai, NOON, seen=case.revision, agency=agency, why="ตรวจสอบ"
        )
        for agency in ("สถานทูต", "กรมการปกครอง")
    ]
    states = []
    for referral in sent:
        prechecks.referral_back(
            session, case, cast.malee, NOON + DAY,
            seen=case.revision, referral=referral, result="ถูกต้อง",
        )  # fmt: skip
        states.append(case.state)
    assert states == [State.REFERRED, State.CHECKING]
    assert (sent[0].answered_by, case.officer) == (cast.malee, cast.somchai)


def test_a_passed_case_can_be_looked_at_once_more(session: Session, cast: Officers) -> None:
    case = passed(session, somying(session), cast)
    prechecks.reopen(session, case, cast.malee, NOON, seen=case.revision, why="ชื่อไม่ตรง")
    assert (case.state, case.officer) == (State.CHECKING, cast.malee)


def test_a_visit_that_is_done_ends_the_case(session: Session, cast: Officers) -> None:
    case = passed(session, somying(session), cast)
    prechecks.close(session, case, cast.malee, NOON, seen=case.revision)
    assert (case.state, case.ended_at) == (State.CLOSED, NOON)


def test_colleagues_leave_each_other_notes(
    session: Session, case: Precheck, cast: Officers
) -> None:
    prechecks.add_note(session, case, cast.malee, NOON, seen=case.revision, text="โทรแล้ว")
    assert [(note.text, note.officer) for note in case.notes] == [("โทรแล้ว", cast.malee)]


def test_an_officer_lays_a_photograph_with_its_paper(
    session: Session, case: Precheck, cast: Officers
) -> None:
    photo = case.papers[0].photos[0]
    prechecks.move_photo(
        session, case, cast.somchai, NOON, seen=case.revision, photo=photo, paper=case.papers[1]
    )
    assert (photo.paper, case.papers[0].state) == (case.papers[1], PaperState.ASKED)


def test_the_queue_shows_the_oldest_promise_first_and_one_section(
    session: Session, cast: Officers
) -> None:
    late = submitted(session, somying(session, "a"), NOON + DAY)
    soon = submitted(session, somying(session, "b"), NOON)
    opened(session, somying(session, "c"))
    assert prechecks.queue(session) == [soon, late]
    assert prechecks.queue(session, section="city-law") == []
    assert prechecks.queue(session, states=(State.COLLECTING,)) != []


ACTS: dict[str, Callable[..., object]] = {
    "take": prechecks.take,
    "put_back": prechecks.put_back,
    "finish_look": prechecks.finish_look,
    "close": prechecks.close,
}


@pytest.mark.parametrize("act", ACTS)
def test_no_act_is_done_to_an_ended_case(session: Session, cast: Officers, act: str) -> None:
    case = submitted(session, somying(session))
    prechecks.withdraw(session, case, NOON)
    with pytest.raises(Wrong):
        ACTS[act](session, case, cast.somchai, NOON, seen=case.revision)
