"""Exchanges the menu under one citizen's chat; LINE asks nothing for that, and no push."""

import structlog
from sqlalchemy.orm import Session, sessionmaker

from bot.line import Answer, Line, LineUnreachable
from bot.now import now
from models.citizens import Citizen, claim_menu
from models.parcels import waits_for
from richmenus import alias_for

log = structlog.get_logger()


class MenuExchange:
    """Brings each menu to the citizen's language, and to whether an answer waits for them.

    What fails is tried again later.
    """

    def __init__(self, sessions: sessionmaker[Session], line: Line) -> None:
        self._sessions = sessions
        self._line = line

    def step(self) -> bool:
        """Exchange one menu; False when none is due."""
        with self._sessions.begin() as session:
            citizen = claim_menu(session, now())
            waiting = citizen is not None and waits_for(session, citizen)
        if citizen is None:
            return False
        due = citizen.menu_due_at
        try:
            answer = self._link(citizen, waiting)
        except LineUnreachable:
            return True  # the lease ends, and it is tried again
        if answer.status == 429 or answer.status >= 500:
            return True
        with self._sessions.begin() as session:
            row = session.get(Citizen, citizen.id, with_for_update={"key_share": True})
            if row is not None and row.menu_due_at == due:  # nobody chose anew meanwhile
                row.menu_due_at = None
        log.info("menu_exchanged", citizen=citizen.id, waiting=waiting, status=answer.status)
        return True

    def _link(self, citizen: Citizen, waiting: bool) -> Answer:
        alias = alias_for(citizen.language, waiting=waiting)
        found = self._line.call("GET", f"/v2/bot/richmenu/alias/{alias}")
        menu = found.json.get("richMenuId")
        if not (found.ok and isinstance(menu, str)):
            return found  # no such menu was deployed: the default one stays
        linked = self._line.call("POST", f"/v2/bot/user/{citizen.line_user_id}/richmenu/{menu}")
        if linked.status == 404:
            raise LineUnreachable("the menu was replaced meanwhile", in_doubt=False)
        return linked
