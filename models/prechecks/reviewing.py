"""What officers do with a case: each act checks that nobody was quicker."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from models.moves import By
from models.officers import Officer
from models.prechecks.holding import hold
from models.prechecks.papers import Paper, Photo
from models.prechecks.refusals import Changed, NotYet, NotYours, WrongState
from models.prechecks.states import PaperState, Reason, State
from models.prechecks.tables import Note, Precheck, Referral

CHECK = "prechecks.check"


def take(
    session: Session, precheck: Precheck, officer: Officer, now: datetime, *, seen: int
) -> None:
    """Lay a waiting case on this officer's desk."""
    _come(session, precheck, officer, seen)
    precheck.move(State.CHECKING, now, By.OFFICER, officer_id=officer.id)
    precheck.officer_id = officer.id
    session.flush()


def put_back(
    session: Session, precheck: Precheck, officer: Officer, now: datetime, *, seen: int
) -> None:
    """Let the case wait for anybody again; a colleague may do so for one who is away."""
    _come(session, precheck, officer, seen)
    precheck.move(State.WAITING, now, By.OFFICER, officer_id=officer.id)
    precheck.officer_id = None
    session.flush()


def hand_over(  # noqa: PLR0913 - an act of an officer, and to whom and why
    session: Session,
    precheck: Precheck,
    officer: Officer,
    now: datetime,
    *,
    seen: int,
    to: Officer | str,
    why: str,
) -> None:
    """Let the case wait for a colleague, or for another section (its code); `why` tells them.

    Raises NotYours when that colleague may not check it.
    """
    _come(session, precheck, officer, seen)
    if isinstance(to, Officer) and not to.may(CHECK, precheck.section):
        raise NotYours(precheck)
    precheck.move(State.WAITING, now, By.OFFICER, officer_id=officer.id, why=why)
    if isinstance(to, Officer):
        precheck.officer_id = to.id
    else:
        precheck.officer_id, precheck.section = None, to
    session.flush()


def pass_paper(
    session: Session,
    precheck: Precheck,
    officer: Officer,
    now: datetime,
    *,
    seen: int,
    paper: Paper,
) -> None:
    """This paper is good; raises WrongState when there is no photograph of it."""
    _look(session, precheck, officer, seen)
    if not paper.photos:
        raise WrongState(paper.state)
    _decide(paper, PaperState.PASSED, officer, now)


def refuse_paper(  # noqa: PLR0913 - an act of an officer, the paper, and why
    session: Session,
    precheck: Precheck,
    officer: Officer,
    now: datetime,
    *,
    seen: int,
    paper: Paper,
    reason: Reason,
    words: str = "",
) -> None:
    """This paper must be photographed again; `words` tell the citizen more than the reason."""
    _look(session, precheck, officer, seen)
    _decide(paper, PaperState.REFUSED, officer, now)
    paper.reason, paper.words = reason, words or None


def waive_paper(
    session: Session,
    precheck: Precheck,
    officer: Officer,
    now: datetime,
    *,
    seen: int,
    paper: Paper,
) -> None:
    """This paper is not needed."""
    _look(session, precheck, officer, seen)
    _decide(paper, PaperState.WAIVED, officer, now)


def undecide(
    session: Session,
    precheck: Precheck,
    officer: Officer,
    now: datetime,
    *,
    seen: int,
    paper: Paper,
) -> None:
    """Take back what was decided about this paper."""
    _look(session, precheck, officer, seen)
    if not paper.state.decided:
        raise WrongState(paper.state)
    _decide(paper, paper.state, officer, now)
    paper.decided_by_id = paper.decided_at = None
    if paper.all_photos:
        paper.settle()
    else:
        paper.state = PaperState.BRINGING


def move_photo(  # noqa: PLR0913 - an act of an officer, the photograph and its paper
    session: Session,
    precheck: Precheck,
    officer: Officer,
    now: datetime,
    *,
    seen: int,
    photo: Photo,
    paper: Paper,
) -> None:
    """The photograph shows this paper: the citizen put it elsewhere, or nowhere."""
    _look(session, precheck, officer, seen)
    before, photo.paper = photo.paper, paper
    for touched in (before, paper):
        if touched is not None and not touched.state.decided:
            touched.settle()
    precheck.changed(now, By.OFFICER)
    session.flush()


def add_note(
    session: Session, precheck: Precheck, officer: Officer, now: datetime, *, seen: int, text: str
) -> Note:
    """Leave words for colleagues."""
    _come(session, precheck, officer, seen)
    note = Note(officer_id=officer.id, text=text, at=now)
    precheck.notes.append(note)
    precheck.changed(now, By.OFFICER)
    session.flush()
    return note


def refer(  # noqa: PLR0913 - an act of an officer, the agency and why
    session: Session,
    precheck: Precheck,
    officer: Officer,
    now: datetime,
    *,
    seen: int,
    agency: str,
    why: str,
) -> Referral:
    """Send the case to another agency; several may look at it at once."""
    _come(session, precheck, officer, seen)
    _own(precheck, officer, lambda state: state in (State.CHECKING, State.REFERRED))
    referral = Referral(officer_id=officer.id, agency=agency, why=why, sent_at=now)
    precheck.referrals.append(referral)
    if precheck.state is State.CHECKING:
        precheck.move(State.REFERRED, now, By.OFFICER, officer_id=officer.id, why=agency)
    else:
        precheck.changed(now, By.OFFICER)
    session.flush()
    return referral


def referral_back(  # noqa: PLR0913 - an act of an officer, and the agency's answer
    session: Session,
    precheck: Precheck,
    officer: Officer,
    now: datetime,
    *,
    seen: int,
    referral: Referral,
    result: str,
) -> None:
    """Write down an agency's answer; the last one brings the case back to its desk."""
    _come(session, precheck, officer, seen)
    if precheck.state is not State.REFERRED or referral.answered_at is not None:
        raise WrongState(precheck.state)
    referral.result, referral.answered_at, referral.answered_by_id = result, now, officer.id
    if all(sent.answered_at for sent in precheck.referrals):
        more = {"officer_id": officer.id, "why": referral.agency}
        precheck.move(State.CHECKING, now, By.OFFICER, **more)
    else:
        precheck.changed(now, By.OFFICER)
    session.flush()


def finish_look(
    session: Session, precheck: Precheck, officer: Officer, now: datetime, *, seen: int
) -> State:
    """End the look: passed, or returned when a paper is asked for again.

    Raises NotYet with the papers nothing was decided about.
    """
    _look(session, precheck, officer, seen)
    undecided = [paper for paper in precheck.papers if paper.state is PaperState.GIVEN]
    if undecided:
        raise NotYet(undecided)
    to = State.RETURNED if precheck.lacking else State.PASSED
    precheck.move(to, now, By.OFFICER, officer_id=officer.id)
    # From now on it is the citizen's turn, with a reminder of its own.
    precheck.touched_at, precheck.reminded_at = now, None
    session.flush()
    return to


def reopen(
    session: Session, precheck: Precheck, officer: Officer, now: datetime, *, seen: int, why: str
) -> None:
    """Look once more at a case that had passed."""
    _come(session, precheck, officer, seen)
    if precheck.state is not State.PASSED:
        raise WrongState(precheck.state)
    precheck.move(State.CHECKING, now, By.OFFICER, officer_id=officer.id, why=why)
    precheck.officer_id = officer.id
    session.flush()


def close(
    session: Session, precheck: Precheck, officer: Officer, now: datetime, *, seen: int
) -> None:
    """The visit is done."""
    _come(session, precheck, officer, seen)
    precheck.move(State.CLOSED, now, By.OFFICER, officer_id=officer.id)
    session.flush()


def _come(session: Session, precheck: Precheck, officer: Officer, seen: int) -> None:
    """Take the case for this act, if it is this officer's to act on and as they saw it."""
    hold(session, precheck)
    if not officer.may(CHECK, precheck.section):
        raise NotYours(precheck)
    if precheck.revision != seen:
        raise Changed(precheck)


def _look(session: Session, precheck: Precheck, officer: Officer, seen: int) -> None:
    """The same, for what only the officer may do who has the case on the desk."""
    _come(session, precheck, officer, seen)
    _own(precheck, officer, lambda state: state is State.CHECKING)


def _own(precheck: Precheck, officer: Officer, fits: Callable[[State], bool]) -> None:
    if not fits(precheck.state):
        raise WrongState(precheck.state)
    if precheck.officer_id != officer.id:
        raise NotYours(precheck)


def _decide(paper: Paper, state: PaperState, officer: Officer, now: datetime) -> None:
    paper.state, paper.reason, paper.words = state, None, None
    paper.decided_by_id, paper.decided_at = officer.id, now
    paper.precheck.changed(now, By.OFFICER)
