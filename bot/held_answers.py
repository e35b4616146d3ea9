"""Answers once for the photographs that came together, while the reply is still free."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session, sessionmaker

from bot.away import away
from bot.logs import where
from bot.now import now
from handlers.citizens import apologise, precheck, precheck_news
from handlers.citizens.chat import Chat
from models import outbox, prechecks
from models.attachments import Keeping
from models.citizens import Citizen, lock
from models.heard import read
from models.inbox import FORGOTTEN, Event
from models.links import Links
from models.office import Office
from models.prechecks import Photo, Precheck

log = structlog.get_logger()
# Whoever sends photographs one by one is not interrupted after each.
QUIET = timedelta(seconds=1.5)


class HeldAnswers:
    """Sees which cases owe an answer and writes it, one transaction a case; no network."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        office_on: Callable[[datetime], Office],
        links: Links | None = None,
    ) -> None:
        """`office_on` gives what the office tells at a moment."""
        self._sessions = sessions
        self._office_on = office_on
        self._links = links

    def step(self, quiet: timedelta = QUIET) -> bool:
        """Answer every case that is ready, its last photograph `quiet` ago; False: none was."""
        moment = now()
        with self._sessions() as session:
            owed = prechecks.to_answer(session)
            ready = [(case.id, case.citizen_id) for case in owed if _ready(case, moment, quiet)]
        return any([self._take_up(case, citizen, quiet) for case, citizen in ready])

    def _take_up(self, case_id: int, citizen_id: int | None, quiet: timedelta) -> bool:
        try:
            with self._sessions.begin() as session:
                citizen = lock(session, citizen_id) if citizen_id else None
                if citizen is None and citizen_id is not None:
                    return False  # in the middle of a turn; it comes round again
                case = session.get_one(Precheck, case_id)
                prechecks.hold(session, case)
                if not _ready(case, now(), quiet):
                    return False  # answered by another worker, or another photograph came
                if citizen is not None:
                    self._answer(session, citizen, case)
                _settle(case)
        except Exception as error:  # one case that breaks must not silence the others
            if away(error):
                raise
            log.error("held_answer_failed", case=case_id, error=where(error))
            self._apologise(case_id)
        return True

    def _answer(self, session: Session, citizen: Citizen, case: Precheck) -> None:
        if not case.unanswered:
            return
        chat, event = self._chat(session, citizen, case)
        precheck.answer(chat, case)
        _write(chat, event)

    def _chat(
        self, session: Session, citizen: Citizen, case: Precheck
    ) -> tuple[Chat, Event | None]:
        """The conversation at the newest event that can still be read; or at none."""
        moment = now()
        office = self._office_on(moment)
        sent = [photo.event_id for photo in case.unanswered if photo.event_id is not None]
        event = session.get(Event, max(sent)) if sent else None
        if event is None or event.raw == FORGOTTEN:
            return precheck_news.chat_with(session, citizen, office, moment, self._links), None
        heard = read(json.loads(event.raw), event.received_at)
        return Chat(session, citizen, heard, event.id, moment, office, links=self._links), event

    def _apologise(self, case_id: int) -> None:
        """Owe no answer any more, which would break again, but say that we are sorry."""
        with self._sessions.begin() as session:
            case = session.get_one(Precheck, case_id)
            prechecks.hold(session, case)
            if case.answer_due_at is None:
                return
            if case.citizen is not None:
                chat, event = self._chat(session, case.citizen, case)
                apologise(chat)
                _write(chat, event)
            _settle(case)


def _write(chat: Chat, event: Event | None) -> None:
    if chat.messages and not chat.heard.standby:
        outbox.put(chat.session, chat.citizen, chat.messages, chat.now, answering=event)


def _settle(case: Precheck) -> None:
    for photo in case.unanswered:
        photo.answered_at = now()
    case.answer_due_at = None


def _ready(case: Precheck, moment: datetime, quiet: timedelta) -> bool:
    """Whether all that came was looked at and no more is coming, or waiting has to end."""
    if case.answer_due_at is None:
        return False
    if case.answer_due_at <= moment:
        return True
    fresh = case.unanswered
    return all(_done(photo) for photo in fresh) and (
        all(_whole(case, photo) for photo in fresh)
        or max(photo.taken_at for photo in fresh) + quiet <= moment
    )


def _done(photo: Photo) -> bool:
    status = photo.attachment.status
    return photo.looked_at is not None or status not in (Keeping.WAITING, Keeping.KEPT)


def _whole(case: Precheck, photo: Photo) -> bool:
    """Whether every photograph of its set is here; of a single one we cannot know what follows."""
    if photo.set_id is None or photo.set_total is None:
        return False
    here = [each for each in case.all_photos if each.set_id == photo.set_id]
    return len(here) >= photo.set_total
