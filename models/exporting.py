"""A citizen's right to a copy: everything held of them, as plain JSON, and the files beside it."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import audit, consents, prechecks, shreddings, unanswered
from models.appointments import Wish
from models.appointments.forgetting import told as visits
from models.attachments import Attachment, Keeping
from models.citizens import Citizen
from models.clips import ClipCompletion
from models.happenings import Happening
from models.inbox import FORGOTTEN, Event, Unsent
from models.orders import AgencyContact
from models.outbox import Letter
from models.prechecks import Paper, Precheck
from models.questions import Question
from models.surveys import SurveyAnswer, SurveyAsk

Part = list[dict[str, Any]]


def export(
    session: Session, citizen: Citizen, now: datetime
) -> tuple[dict[str, Any], list[Attachment]]:
    """Everything held of this citizen, and the attachments whose bytes the vault still has.

    The dictionary holds only what JSON can; moments are ISO 8601 in UTC.
    """
    copy: dict[str, Any] = {"made_at": now, "citizen": _citizen(citizen)}
    copy.update({name: part(session, citizen) for name, part in PARTS.items()})
    rows = select(Attachment).where(
        Attachment.citizen_id == citizen.id, Attachment.status == Keeping.KEPT
    )
    files = list(session.scalars(rows.order_by(Attachment.id)))
    return json.loads(json.dumps(copy, default=_plain)), files


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _citizen(citizen: Citizen) -> dict[str, Any]:
    names = (
        *("line_user_id", "language", "first_seen_at", "last_seen_at", "friend_at", "blocked_at"),
        *("topic", "offered"),
    )
    return {name: getattr(citizen, name) for name in names}


def _messages(session: Session, citizen: Citizen) -> Part:
    rows = select(Event).where(Event.line_user_id == citizen.line_user_id)
    told = session.scalars(rows.where(Event.raw != FORGOTTEN).order_by(Event.id))
    return [{"at": e.occurred_at, "type": e.type, "as_line_told": _read(e.raw)} for e in told]


def _read(raw: str) -> object:
    """LINE's words on it, without the token by which we answered."""
    told = json.loads(raw)
    return {k: v for k, v in told.items() if k != "replyToken"} if isinstance(told, dict) else told


def _letters(session: Session, citizen: Citizen) -> Part:
    rows = select(Letter.written_at, Letter.sent_at, Letter.state, Letter.messages)
    return _rows(session, rows.where(Letter.citizen_id == citizen.id).order_by(Letter.id))


def _questions(session: Session, citizen: Citizen) -> Part:
    rows = select(Question).where(Question.citizen_id == citizen.id).order_by(Question.id)
    return [
        {
            "receipt": q.receipt,
            "asked_at": q.asked_at,
            "promised_at": q.promised_at,
            "state": q.state,
            "words": q.text,
            "summary": q.summary,
            "conversation": [
                {"at": said.at, "by": said.by, "words": said.text, "place": said.place}
                for said in q.words
                if said.by != "note"
            ],
        }
        for q in session.scalars(rows)
    ]


def _unanswered(session: Session, citizen: Citizen) -> Part:
    missed = unanswered.Unanswered
    rows = select(missed.noted_at, missed.text).join(Event, Event.id == missed.event_id)
    rows = rows.where(Event.line_user_id == citizen.line_user_id, missed.text != "")
    return _rows(session, rows.order_by(missed.id))


def _attachments(session: Session, citizen: Citizen) -> Part:
    rows = select(Attachment).where(Attachment.citizen_id == citizen.id).order_by(Attachment.id)
    sent = session.scalars(rows).all()
    looks: dict[int, Part] = {}
    for look in audit.looks_at(session, [attachment.id for attachment in sent]):
        who = look.officer.name if look.officer else ""
        looks.setdefault(audit.photo_of(look), []).append({"at": look.at, "officer": who})
    names = ("id", "kind", "status", "sent_at", "kept_at", "content_type", "size")
    return [
        {**{name: getattr(one, name) for name in names}, "looked_at_by": looks.get(one.id, [])}
        for one in sent
    ]


def _cases(session: Session, citizen: Citizen) -> Part:
    return [_case(case) for case in prechecks.cases_of(session, citizen)]


def _case(case: Precheck) -> dict[str, Any]:
    names = ("receipt", "procedure", "procedure_name", "section", "answers", "state")
    moments = ("opened_at", "submitted_at", "promised_at", "ended_at", "reminded_at")
    told = {name: getattr(case, name) for name in names + moments}
    steps = [
        {"at": s.at, "from": s.from_state, "to": s.to_state, "by": s.by, "why": s.why}
        for s in case.steps
    ]
    notes = [{"at": note.at, "words": note.text} for note in case.notes]
    sent = ("agency", "why", "sent_at", "result", "answered_at")
    return {
        **told,
        "papers": [_paper(paper) for paper in case.papers],
        "unsorted": [photo.attachment_id for photo in case.unsorted],
        "steps": steps,
        "notes": notes,
        "referrals": [{name: getattr(r, name) for name in sent} for r in case.referrals],
    }


def _paper(paper: Paper) -> dict[str, Any]:
    names = ("name_th", "state", "reason", "words", "decided_at")
    photos = [
        {"attachment": p.attachment_id, "taken_at": p.taken_at, "findings": p.findings,
         "replaced_at": p.replaced_at}
        for p in [*paper.photos, *paper.earlier]
    ]  # fmt: skip
    return {**{name: getattr(paper, name) for name in names}, "photos": photos}


def _consents(session: Session, citizen: Citizen) -> Part:
    names = ("purpose", "version", "given_at", "withdrawn_at")
    return [{n: getattr(c, n) for n in names} for c in consents.all_of(session, citizen)]


def _films(session: Session, citizen: Citizen) -> Part:
    rows = select(ClipCompletion.tracking_id, ClipCompletion.completed_at)
    return _rows(session, rows.where(ClipCompletion.citizen_id == citizen.id))


def _shredded(session: Session, citizen: Citizen) -> Part:
    names = ("attachment_id", "at", "why", "kept_since")
    gone = shreddings.of_citizen(session, citizen.id)
    return [{name: getattr(one, name) for name in names} for one in gone]


def _erasures(session: Session, citizen: Citizen) -> Part:
    forgotten = shreddings.erasures_of(session, citizen.id)
    return [{"at": one.at, "counts": one.counts} for one in forgotten]


def _wishes(session: Session, citizen: Citizen) -> Part:
    rows = select(Wish.procedure_name, Wish.day, Wish.half, Wish.state, Wish.joined_at)
    return _rows(session, rows.where(Wish.citizen_id == citizen.id).order_by(Wish.id))


def _unsent(session: Session, citizen: Citizen) -> Part:
    rows = select(Unsent.message_id, Unsent.unsent_at).where(Unsent.citizen_id == citizen.id)
    return _rows(session, rows.order_by(Unsent.unsent_at))


def _rows(session: Session, rows: Select[*tuple[Any, ...]]) -> Part:
    return [dict(row._mapping) for row in session.execute(rows)]


def _surveys(session: Session, citizen: Citizen) -> Part:
    """What they were asked; their answer as long as something leads from them to it."""
    rows = select(
        SurveyAsk.subject,
        SurveyAsk.asked_at,
        SurveyAsk.answered_at,
        SurveyAnswer.level,
        SurveyAnswer.words,
    ).outerjoin(SurveyAnswer, SurveyAnswer.id == SurveyAsk.answer_id)
    return _rows(session, rows.where(SurveyAsk.citizen_id == citizen.id).order_by(SurveyAsk.id))


def _counted(session: Session, citizen: Citizen) -> Part:
    rows = select(Happening.at, Happening.what, Happening.procedure, Happening.section)
    return _rows(session, rows.where(Happening.person == citizen.person).order_by(Happening.id))


def _agencies(session: Session, citizen: Citizen) -> Part:
    rows = select(AgencyContact).where(AgencyContact.citizen_id == citizen.id)
    return [
        {"agency": contact.agency.name, "name": contact.name, "email": contact.email}
        for contact in session.scalars(rows)
    ]


# Each part of the copy, by the name of the table it comes from.
PARTS: Mapping[str, Callable[[Session, Citizen], Part]] = {
    "event": _messages,
    "letter": _letters,
    "question": _questions,
    "booking": visits,
    "survey_ask": _surveys,
    "wish": _wishes,
    "unanswered": _unanswered,
    "attachment": _attachments,
    "precheck": _cases,
    "consent": _consents,
    "clip_completion": _films,
    "shredding": _shredded,
    "erasure": _erasures,
    "unsent": _unsent,
    "agency_contact": _agencies,
    "happening": _counted,
}
