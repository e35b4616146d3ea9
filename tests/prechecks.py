"""Cases for the tests: สมหญิง's papers for a marriage, in whatever state a story begins."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from models import attachments, consents, prechecks
from models.attachments import Attachment
from models.catalogue import Procedure, load
from models.citizens import Citizen
from models.prechecks import Paper, Photo, Precheck, Reason
from tests.officers import Officers
from tests.people import DAY, NOON

PROCEDURES = load().procedures
MARRIAGE = PROCEDURES["marriage-registration"]


def agreed(session: Session, citizen: Citizen, now: datetime = NOON) -> consents.Consent:
    """The citizen's yes to having papers checked."""
    return consents.give(session, citizen, consents.PRECHECK, now)


def opened(
    session: Session,
    citizen: Citizen,
    now: datetime = NOON,
    *,
    procedure: Procedure = MARRIAGE,
    answers: Mapping[str, bool] | None = None,
) -> Precheck:
    """A case that has just begun."""
    consent = agreed(session, citizen, now)
    return prechecks.open_case(session, citizen, procedure, answers or {}, consent, now, edition=0)


def picture(
    session: Session, citizen: Citizen, message_id: str, now: datetime = NOON
) -> Attachment:
    """A photograph of this citizen's, safe in the vault."""
    attachment = attachments.expect(session, citizen, message_id, "image", now, now)
    attachment.kept("image/jpeg", 100_000, now)
    session.flush()
    return attachment


def photographed(session: Session, paper: Paper, now: datetime = NOON, number: int = 1) -> Photo:
    """A photograph of this paper, in its case."""
    case = paper.precheck
    assert case.citizen is not None
    name = f"{case.id}-{paper.place}-{number}-{now.timestamp():.0f}"
    attachment = picture(session, case.citizen, name, now)
    return prechecks.take_photo(session, case, attachment.id, now, paper=paper)


def submitted(session: Session, citizen: Citizen, now: datetime = NOON) -> Precheck:
    """A case with a photograph of every paper, which waits for an officer."""
    case = opened(session, citizen, now)
    for paper in case.papers:
        photographed(session, paper, now)
    prechecks.submit(session, case, now, now + DAY)
    return case


def on_the_desk(
    session: Session, citizen: Citizen, cast: Officers, now: datetime = NOON
) -> Precheck:
    """A case that สมชาย has taken."""
    case = submitted(session, citizen, now)
    prechecks.take(session, case, cast.somchai, now, seen=case.revision)
    return case


def passed(session: Session, citizen: Citizen, cast: Officers, now: datetime = NOON) -> Precheck:
    """A case whose papers are all in order."""
    case = on_the_desk(session, citizen, cast, now)
    for paper in case.papers:
        prechecks.pass_paper(session, case, cast.somchai, now, seen=case.revision, paper=paper)
    prechecks.finish_look(session, case, cast.somchai, now, seen=case.revision)
    return case


def returned(
    session: Session,
    citizen: Citizen,
    cast: Officers,
    reason: Reason = Reason.BLURRED,
    now: datetime = NOON,
) -> Precheck:
    """A case whose first paper is asked for again, and whose others passed."""
    case = on_the_desk(session, citizen, cast, now)
    first, *rest = case.papers
    prechecks.refuse_paper(
        session, case, cast.somchai, now, seen=case.revision, paper=first, reason=reason
    )
    for paper in rest:
        prechecks.pass_paper(session, case, cast.somchai, now, seen=case.revision, paper=paper)
    prechecks.finish_look(session, case, cast.somchai, now, seen=case.revision)
    return case
