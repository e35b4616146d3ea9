"""Looks the office over for its console: its own rows at once, LINE only when somebody asks."""

import threading
import time
from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from bot.checks import LOCAL, OFFICE, SLOW, SWITCHES, each, together
from bot.checks.asking import RowCheck
from bot.doctor import line_questions
from bot.logs import where
from bot.now import now
from bot.settings import Settings
from models import audit
from models.officers import Officer
from models.wellbeing import TOLD, Finding

log = structlog.get_logger()
FRESH = 10.0  # seconds a finding is shown again without looking
# What must be counted over all that is kept is counted rarely.
RARELY = {"retention": timedelta(minutes=10).total_seconds()}
LONGEST_STATEMENT = 5000  # milliseconds; a page waits for it
HERE = 3.0  # seconds for what this machine tells of itself
THERE = 20.0  # seconds for LINE, the vault and the mail server together


class Lookout:
    """What one web process saw lately. Safe to share among threads."""

    def __init__(self, sessions: sessionmaker[Session], settings: Settings) -> None:
        self._sessions, self._settings = sessions, settings
        self._lock = threading.Lock()
        self._seen: dict[str, tuple[float, Finding]] = {}

    def findings(self) -> list[Finding]:
        """How the office stands, as far as its rows and this machine tell."""
        with self._lock:  # one looks, the others wait for what it sees
            here = [(check.__name__, partial(check, self._settings)) for check in LOCAL]
            wanted = [(check.__name__, partial(self._ask, check)) for check in OFFICE]
            due = [one for one in wanted if self._stale(one[0])]
            self._keep(each(due))
            self._keep(together([one for one in here if self._stale(one[0])], HERE))
            return [self._seen[name][1] for name, _ in (*wanted, *here)]

    def ask_line(self, officer_id: int) -> None:
        """Ask LINE, the vault and the mail server, beside the request; told in the audit."""
        threading.Thread(target=self._ask_line, args=(officer_id,), daemon=True).start()

    def _ask(self, check: RowCheck) -> Finding:
        with self._sessions() as session:
            session.execute(text(f"SET LOCAL statement_timeout = {LONGEST_STATEMENT}"))
            return check(session, now())

    def _stale(self, name: str) -> bool:
        seen = self._seen.get(name)
        return seen is None or time.monotonic() - seen[0] > RARELY.get(name, FRESH)

    def _keep(self, findings: list[Finding]) -> None:
        self._seen |= {finding.name: (time.monotonic(), finding) for finding in findings}

    def _ask_line(self, officer_id: int) -> None:
        slow = [(check.__name__, partial(check, self._settings)) for check in SLOW]
        found = [*together([*line_questions(self._settings), *slow], THERE), *SWITCHES]
        told = {"findings": [finding.as_json() for finding in found]}
        try:
            with self._sessions.begin() as session:
                who = session.get(Officer, officer_id)
                audit.note(session, who, TOLD, "wellbeing:line", now(), after=told)
        except Exception as error:  # nobody waits for this thread: the page says it had no answer
            log.error("line_not_told", error=where(error))
