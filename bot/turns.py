"""The thinking half of the worker: a citizen's next event becomes one turn, one transaction."""

import json
import time
from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy.orm import Session, sessionmaker
from structlog.contextvars import bound_contextvars

from bot.away import away
from bot.logs import where
from bot.now import now
from handlers.citizens import apologise, hear
from handlers.citizens.chat import Chat
from models import inbox, outbox
from models.citizens import Citizen, lock
from models.heard import read
from models.inbox import Event
from models.links import Links
from models.office import Office

log = structlog.get_logger()
TURNS_AT_A_VISIT = 10  # then other citizens come first


class Turns:
    """Events in, letters out, no network. Every line logged in a turn names its event."""

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

    def round(self, leaving: Callable[[], bool] = lambda: False) -> bool:
        """Visit every citizen who waits, until `leaving`; False when nobody waits."""
        with self._sessions() as session:
            waiting = inbox.waiting_citizens(session, now())
        busy = False
        for citizen_id in waiting:
            for _ in range(TURNS_AT_A_VISIT):
                if leaving() or not self.turn(citizen_id):
                    break
                busy = True
        return busy

    def turn(self, citizen_id: int) -> bool:
        """Handle this citizen's next event in one transaction; False when there is none for us."""
        event_id, began = None, time.monotonic()
        try:
            with self._sessions.begin() as session:
                citizen = lock(session, citizen_id)
                event = inbox.next_event(session, citizen, now()) if citizen else None
                if citizen is None or event is None:
                    return False
                event_id = event.id
                with bound_contextvars(event_id=event_id):
                    self._handle(session, citizen, event)
        except Exception as error:  # whatever breaks, this event must not break the next
            if event_id is None or away(error):
                raise
            self._stumble(citizen_id, event_id, error)
            return True
        took = round((time.monotonic() - began) * 1000)
        log.info("turn", event_id=event_id, webhook_event_id=event.webhook_event_id, ms=took)
        return True

    def _handle(self, session: Session, citizen: Citizen, event: Event) -> None:
        moment = now()
        event.handled_at = moment
        chat = self._chat(session, citizen, event)
        if event.type == "message" and inbox.was_unsent(session, event.message_id or ""):
            event.forget()
            return
        citizen.seen(event.occurred_at)
        hear(chat)
        if chat.messages and not chat.heard.standby:
            _write(session, chat, event)

    def _chat(self, session: Session, citizen: Citizen, event: Event) -> Chat:
        heard = read(json.loads(event.raw), event.received_at)
        moment = now()
        return Chat(
            session=session,
            citizen=citizen,
            heard=heard,
            event_id=event.id,
            now=moment,
            office=self._office_on(moment),
            links=self._links,
        )

    def _stumble(self, citizen_id: int, event_id: int, error: Exception) -> None:
        log.error("turn_failed", event_id=event_id, error=where(error))
        with self._sessions.begin() as session:
            citizen = session.get_one(Citizen, citizen_id, with_for_update={"key_share": True})
            event = session.get_one(Event, event_id)
            given_up = event.handled_at is None and event.stumble(where(error), now())
        if not given_up:
            return
        try:  # apart, so that an apology that breaks as well does not undo the setting aside
            with self._sessions.begin() as session:
                chat = self._chat(session, session.merge(citizen), event)
                apologise(chat)
                if not chat.heard.standby:
                    _write(session, chat, event)
        except Exception as second:
            log.error("apology_failed", event_id=event_id, error=where(second))


def _write(session: Session, chat: Chat, event: Event) -> None:
    outbox.put(session, chat.citizen, chat.messages, chat.now, answering=event)
