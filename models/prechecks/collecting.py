"""What a citizen does with a case: opens it, sends photographs, submits, or wants no more."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.attachments import Attachment, Why
from models.catalogue import Procedure
from models.citizens import Citizen
from models.consents import Consent
from models.inbox import Event
from models.moves import By
from models.prechecks.ending import shred
from models.prechecks.finding import open_case_of
from models.prechecks.holding import hold, hold_of
from models.prechecks.papers import Paper, Photo
from models.prechecks.refusals import AlreadyUsed, NotYet, WrongState
from models.prechecks.states import PaperState, Reason, State
from models.prechecks.tables import Precheck, Step

# Photographs that come together are answered together, well within a reply token's minute.
ANSWER_WITHIN = timedelta(seconds=8)


def open_case(  # noqa: PLR0913 - who, for what, on which terms
    session: Session,
    citizen: Citizen,
    procedure: Procedure,
    answers: Mapping[str, bool],
    consent: Consent,
    now: datetime,
    *,
    edition: int,
) -> Precheck:
    """Begin a case, with the papers these answers call for; the one already open is given back."""
    known = open_case_of(session, citizen, procedure.slug)
    if known is not None:
        return known
    precheck = Precheck(
        citizen_id=citizen.id,
        consent_id=consent.id,
        procedure=procedure.slug,
        procedure_name=procedure.name_th,
        section=procedure.section,
        answers=dict(answers),
        edition=edition,
        state=State.COLLECTING,
        revision=1,
        opened_at=now,
        touched_at=now,
    )
    precheck.papers = list(_papers(procedure, answers))
    precheck.steps = [Step(from_state=None, to_state=State.COLLECTING, at=now, by=By.CITIZEN)]
    try:
        with session.begin_nested():
            session.add(precheck)
    except IntegrityError:  # begun elsewhere in the same moment
        known = open_case_of(session, citizen, procedure.slug)
        if known is None:
            raise
        return known
    return precheck


def take_photo(  # noqa: PLR0913 - one photograph, and what LINE says of it
    session: Session,
    precheck: Precheck,
    attachment_id: int,
    now: datetime,
    *,
    paper: Paper | None = None,
    set_id: str | None = None,
    set_index: int | None = None,
    set_total: int | None = None,
    event_id: int | None = None,
) -> Photo:
    """Put a photograph into a case, for `paper` or still unsorted; the same again changes nothing.

    One that came with an event is to be answered, soon and together with its neighbours. Raises
    WrongState when the case takes none, AlreadyUsed when it lies in another case.
    """
    hold(session, precheck)
    known = session.scalar(select(Photo).where(Photo.attachment_id == attachment_id))
    if known is not None:
        if known.precheck_id != precheck.id:
            raise AlreadyUsed
        return known
    if not precheck.state.takes_photos:
        raise WrongState(precheck.state)
    photo = Photo(attachment_id=attachment_id, event_id=event_id, findings=[], taken_at=now)
    photo.set_id, photo.set_index, photo.set_total = set_id, set_index, set_total
    photo.place = _place(precheck, set_id)
    photo.precheck = precheck
    session.add(photo)
    _lay(photo, paper, now)
    _owe_answer(session, precheck, photo, now)
    precheck.changed(now, By.CITIZEN)
    session.flush()
    return photo


def sort_photo(photo: Photo, paper: Paper | None, now: datetime) -> None:
    """The photograph shows this paper, not the one it lay with; None takes it from its paper.

    Raises WrongState when the case takes no photographs any more.
    """
    precheck = hold_of(photo)
    if not precheck.state.takes_photos:
        raise WrongState(precheck.state)
    if photo.paper is paper or photo.replaced_at is not None:
        return
    before = photo.paper
    _lay(photo, paper, now)
    _leave(before)
    precheck.changed(now, By.CITIZEN)


def remove_photo(session: Session, photo: Photo, now: datetime) -> None:
    """Take a photograph out of the case and shred it; its paper is asked for again if bare.

    Raises WrongState when the case takes no photographs any more.
    """
    precheck = hold_of(photo)
    if not precheck.state.takes_photos:
        raise WrongState(precheck.state)
    # The fetcher takes the attachment before the photograph: so do we, or both wait forever.
    attachment = session.get_one(Attachment, photo.attachment_id, with_for_update=True)
    attachment.shred(Why.REPLACED, now)
    session.flush()
    _take_out(photo, now)


def lose_photo(photo: Photo, now: datetime) -> None:
    """The citizen unsent a photograph: it leaves the case, whose history says so once submitted.

    A verdict already given stands; a paper left bare before its verdict is asked for again.
    """
    precheck, paper = hold_of(photo), photo.paper
    if photo.replaced_at is not None:
        return
    _take_out(photo, now)
    if precheck.submitted_at is not None:
        why = f"ยกเลิกการส่งรูป: {paper.name_th}" if paper else "ยกเลิกการส่งรูป"
        precheck.remark(now, By.CITIZEN, why=why)


def bring(paper: Paper, now: datetime) -> None:
    """The citizen brings this paper on the day, without a photograph.

    Raises WrongState for a paper that lacks nothing.
    """
    precheck = _collecting(paper)
    if not paper.state.lacking:
        raise WrongState(paper.state)
    paper.state = PaperState.BRINGING
    precheck.changed(now, By.CITIZEN)


def ask_again(paper: Paper, now: datetime) -> None:
    """The citizen would rather photograph a paper they wanted to bring."""
    precheck = _collecting(paper)
    if paper.state is not PaperState.BRINGING:
        raise WrongState(paper.state)
    paper.settle()
    precheck.changed(now, By.CITIZEN)


def submit(session: Session, precheck: Precheck, now: datetime, promised_at: datetime) -> None:
    """Ask the office to look, which it promises to have done by `promised_at`.

    Raises NotYet with the papers that lack something, or with all when no photograph is there.
    """
    hold(session, precheck)
    if precheck.state not in (State.COLLECTING, State.RETURNED):
        raise WrongState(precheck.state)
    if precheck.lacking:
        raise NotYet(precheck.lacking)
    if not precheck.photos:
        raise NotYet(precheck.papers)
    precheck.move(State.WAITING, now, By.CITIZEN)
    precheck.submitted_at, precheck.promised_at = now, promised_at
    session.flush()


def withdraw(session: Session, precheck: Precheck, now: datetime, *, why: str = "") -> None:
    """End the case as the citizen wishes; its photographs are shredded at once."""
    hold(session, precheck)
    precheck.move(State.WITHDRAWN, now, By.CITIZEN, why=why)
    shred(session, precheck, Why.WITHDRAWN, now)
    session.flush()


def _papers(procedure: Procedure, answers: Mapping[str, bool]) -> Iterator[Paper]:
    for place, document in enumerate(procedure.checklist(answers), start=1):
        yield Paper(place=place, name_th=document.th, when=document.when, state=PaperState.ASKED)


def _place(precheck: Precheck, set_id: str | None) -> int:
    """After the others, or where the first of its set lies."""
    for photo in precheck.all_photos:
        if set_id is not None and photo.set_id == set_id:
            return photo.place
    return max((photo.place for photo in precheck.all_photos), default=0) + 1


def _leave(paper: Paper | None) -> None:
    """A photograph was taken from this paper: does it still show something?"""
    if paper is not None and paper.state is PaperState.GIVEN:
        paper.settle()


def _take_out(photo: Photo, now: datetime) -> None:
    if photo.replaced_at is None:
        photo.replaced_at = now
        _leave(photo.paper)
        photo.precheck.changed(now, By.CITIZEN)


def _lay(photo: Photo, paper: Paper | None, now: datetime) -> None:
    """Lay a photograph with a paper, which is thereby given; refused ones give way to it."""
    if paper is not None and paper.state is PaperState.REFUSED:
        for old in paper.photos:
            # A further page does not make the first one worthless.
            if paper.reason is not Reason.PAGES_MISSING:
                old.replaced_at = now
    photo.paper = paper
    if paper is not None:
        paper.state = PaperState.GIVEN


def _owe_answer(session: Session, precheck: Precheck, photo: Photo, now: datetime) -> None:
    event = session.get(Event, photo.event_id) if photo.event_id is not None else None
    if event is None:
        photo.answered_at = now  # whoever put it in without an event says so themselves
        return
    due = event.received_at + ANSWER_WITHIN
    precheck.answer_due_at = min(precheck.answer_due_at or due, due)


def _collecting(paper: Paper) -> Precheck:
    precheck = hold_of(paper)
    if precheck.state not in (State.COLLECTING, State.RETURNED):
        raise WrongState(precheck.state)
    return precheck
