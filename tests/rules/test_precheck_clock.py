"""What the clock does with cases: one reminder by day, a kind ending, and nothing kept too long."""

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, sessionmaker

from bot import clock
from models import prechecks, shreddings
from models.attachments import Keeping, Why
from models.office import Office
from models.outbox import Letter
from models.prechecks import LAPSE_AFTER, PASSED_KEPT, REMIND_AFTER, By, Precheck, Reason, State
from models.retention import PICTURES, SHRED_AFTER
from models.shreddings import Shredding
from scheduler import forget
from scheduler import prechecks as job
from tests.officers import officers
from tests.people import DAY, NOON, SECOND, somying
from tests.prechecks import opened, passed, photographed, picture, returned, submitted

LATE = NOON + REMIND_AFTER


@pytest.fixture(autouse=True)
def one_office(monkeypatch: pytest.MonkeyPatch, office: Office) -> None:
    """The starter pack, opened once for all."""
    monkeypatch.setattr(Office, "published", lambda session, day=None: office)


def letters(session: Session) -> list[Letter]:
    return list(session.scalars(select(Letter).order_by(Letter.id)))


def test_a_case_left_alone_is_reminded_of_once_within_the_free_budget(session: Session) -> None:
    case = opened(session, somying(session))
    assert job.run(session, LATE - SECOND) == 0
    assert job.run(session, LATE) == 1
    assert job.run(session, LATE + DAY) == 0
    (letter,) = letters(session)
    assert (letter.duty, case.reminded_at, case.state) == (False, LATE, State.COLLECTING)
    assert case.receipt in str(letter.messages)


def test_whoever_came_back_in_time_is_not_reminded(session: Session) -> None:
    case = opened(session, somying(session))
    photographed(session, case.papers[0], NOON + DAY)
    assert job.run(session, LATE) == 0


def test_nobody_is_reminded_of_what_the_office_has(session: Session) -> None:
    citizen, cast = somying(session), officers(session)
    submitted(session, citizen)
    passed(session, somying(session, "b"), cast)
    assert job.run(session, NOON + 30 * DAY) == 0


def test_nobody_is_woken_by_a_clock_that_strikes_late(session: Session) -> None:
    opened(session, somying(session))
    night = LATE + timedelta(hours=11)  # 23.00 in Bangkok
    assert job.run(session, night) == 0
    assert job.run(session, night + timedelta(hours=11)) == 1


def test_a_case_nobody_came_back_to_ends_with_kind_words(session: Session) -> None:
    case = opened(session, somying(session))
    job.run(session, LATE)
    assert job.run(session, NOON + LAPSE_AFTER - SECOND) == 0
    assert job.run(session, NOON + LAPSE_AFTER) == 1
    assert (case.state, case.steps[-1].by) == (State.LAPSED, By.CLOCK)
    assert letters(session)[-1].duty is False


def test_no_case_ends_soon_after_a_reminder_that_came_late(session: Session) -> None:
    case = opened(session, somying(session))
    late = NOON + LAPSE_AFTER + DAY
    job.run(session, late)
    job.run(session, late + DAY)
    assert (case.state, case.reminded_at) == (State.COLLECTING, late)
    job.run(session, late + LAPSE_AFTER - REMIND_AFTER)
    assert case.state is State.LAPSED


def test_a_returned_case_has_a_reminder_and_an_ending_of_its_own(session: Session) -> None:
    case = opened(session, somying(session))
    job.run(session, LATE)
    prechecks.withdraw(session, case, LATE)
    again = returned(session, somying(session, "b"), officers(session), Reason.DARK, LATE)
    assert again.reminded_at is None
    assert job.run(session, LATE + REMIND_AFTER) == 1
    assert job.run(session, LATE + LAPSE_AFTER) == 1
    assert again.state is State.LAPSED


def test_whoever_blocked_the_account_is_left_in_peace(session: Session) -> None:
    citizen = somying(session)
    case = opened(session, citizen)
    citizen.block(NOON + DAY)
    assert job.run(session, LATE) == 0
    assert job.run(session, NOON + LAPSE_AFTER) == 0
    assert (case.state, letters(session)) == (State.LAPSED, [])


def strike(sessions: sessionmaker[Session], moment: datetime, clocks: int) -> list[list[str]]:
    """So many clocks strike in the same moment; the jobs each of them did."""
    meet, done = threading.Barrier(clocks), []

    def one() -> None:
        meet.wait(60)
        done.append(clock.strike(sessions, moment))

    threads = [threading.Thread(target=one) for _ in range(clocks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return done


def test_three_clocks_write_one_reminder(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        opened(session, somying(session))
    done = strike(sessions, LATE, 3)
    assert sorted(names.count("prechecks") for names in done) == [0, 0, 1]
    with sessions.begin() as session:
        assert session.scalar(select(func.count(Letter.id))) == 1


def test_a_citizen_who_comes_back_while_the_clock_strikes_keeps_the_case(
    sessions: sessionmaker[Session],
) -> None:
    with sessions.begin() as session:
        citizen = somying(session)
        case = opened(session, citizen)
        case.reminded_at = NOON + REMIND_AFTER
        ids = (case.id, picture(session, citizen, "back").id)
    late, told = NOON + LAPSE_AFTER, []

    def strike_late() -> None:
        with sessions.begin() as session:
            told.append(prechecks.lapse(session, ids[0], late))

    clock_hand = threading.Thread(target=strike_late)
    with sessions.begin() as session:
        case = session.get_one(Precheck, ids[0])
        assert list(prechecks.to_lapse(session, late)) == [case.id]
        prechecks.take_photo(session, case, ids[1], late, paper=case.papers[0])
        clock_hand.start()
        clock_hand.join(0.5)  # it waits for us
    clock_hand.join(60)
    assert told == [None]


def test_the_clock_waits_for_nobody_who_is_busy(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        somchai = opened(session, somying(session, "b"))
        busy = opened(session, somying(session))
        ids = (busy.id, somchai.id)
    with sessions.begin() as turn, sessions.begin() as session:
        prechecks.hold(turn, turn.get_one(Precheck, ids[0]))
        session.execute(text("SET LOCAL lock_timeout = '2s'"))
        reminded = [prechecks.remind(session, one, LATE) for one in ids]
    assert [case.id for case in reminded if case] == [ids[1]]


def test_a_passed_case_is_closed_when_its_time_is_over(session: Session) -> None:
    case = passed(session, somying(session), officers(session))
    assert job.clear(session, NOON + PASSED_KEPT - SECOND) == 0
    job.clear(session, NOON + PASSED_KEPT)
    assert (case.state, case.steps[-1].by) == (State.CLOSED, By.CLOCK)


def test_photographs_of_an_open_case_outlive_those_no_case_needs(session: Session) -> None:
    citizen = somying(session)
    case = submitted(session, citizen)
    loose = picture(session, citizen, "loose")
    forget.run(session, NOON + PICTURES + DAY)
    session.refresh(loose)
    assert (loose.status, loose.why) == (Keeping.FORGET, Why.EXPIRED)
    assert {photo.attachment.status for photo in case.photos} == {Keeping.KEPT}


@pytest.mark.parametrize(
    "end, why", [(State.LAPSED, Why.EXPIRED), (State.CLOSED, Why.CLOSED)], ids=str
)
def test_photographs_go_to_the_shredder_some_time_after_the_end(
    session: Session, end: State, why: Why
) -> None:
    citizen = somying(session)
    if end is State.CLOSED:
        case = passed(session, citizen, officers(session))
    else:
        case = opened(session, citizen)
        photographed(session, case.papers[0])
    case.move(end, NOON, By.CLOCK)
    job.clear(session, NOON + SHRED_AFTER - SECOND)
    assert {photo.attachment.status for photo in case.photos} == {Keeping.KEPT}
    assert job.clear(session, NOON + SHRED_AFTER) == len(case.photos)
    gone = {(photo.attachment.status, photo.attachment.why) for photo in case.photos}
    assert gone == {(Keeping.FORGET, why)}
    assert job.clear(session, NOON + SHRED_AFTER + DAY) == 0


def test_refused_photographs_that_were_retaken_go_with_their_case(session: Session) -> None:
    case = returned(session, somying(session), officers(session))
    photographed(session, case.papers[0], NOON + DAY)
    case.move(State.LAPSED, NOON + DAY, By.CLOCK)
    assert job.clear(session, NOON + DAY + SHRED_AFTER) == len(case.all_photos)
    assert len(case.all_photos) == len(case.photos) + 1


def test_a_shredding_is_written_down_once_with_its_reason(session: Session) -> None:
    citizen = somying(session)
    attachment = picture(session, citizen, "1")
    attachment.shred(Why.UNSENT, NOON + DAY)
    attachment.shred(Why.ERASED, NOON + DAY)
    for _ in range(2):
        shreddings.note(session, attachment, NOON + 2 * DAY)
    (row,) = session.scalars(select(Shredding))
    assert (row.attachment_id, row.citizen_id) == (attachment.id, citizen.id)
    assert (row.why, row.at, row.kept_since) == (Why.UNSENT, NOON + 2 * DAY, NOON)


def test_of_what_was_never_kept_no_shredding_is_written(session: Session) -> None:
    citizen = somying(session)
    attachment = picture(session, citizen, "1")
    attachment.kept_at = None
    shreddings.note(session, attachment, NOON)
    assert not session.scalars(select(Shredding)).all()
