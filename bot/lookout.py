"""Looks the office over for its console: its own rows at once, LINE only when somebody asks.

No page waits long for a check that is slow: it shows what was last seen, and how long ago.
"""

import threading
import time
from dataclasses import replace
from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy.orm import Session, sessionmaker

from bot.checks import LOCAL, OFFICE, SLOW, SWITCHES, each, together
from bot.checks.asking import Question, RowCheck
from bot.checks.waiting import span
from bot.doctor import line_questions
from bot.logs import where
from bot.now import now
from bot.postgres import hurry
from bot.settings import Settings
from models import audit
from models.officers import Officer
from models.wellbeing import BETWEEN, TOLD, TOLD_OF, Finding, State, warn

log = structlog.get_logger()
FRESH = 10.0  # seconds a finding is shown again without looking
# What must be counted over all that is kept is counted rarely.
RARELY = {"retention": timedelta(minutes=10).total_seconds()}
AT_FIRST, PATIENCE = 5.0, 1.0  # seconds a page waits: for what was never seen, for a newer look
SIDE_BY_SIDE = 3  # checks at once: the other connections to the database are for the pages
LATE = 60.0  # seconds without a newer look, after which what was well is not called well
# All processes are opened together: until then these may be on their way.
OPENING, OPENED_LAST = 60.0, ("clock", "worker")
THERE = 20.0  # seconds for LINE, the vault and the mail server together
UNSEEN = warn(
    "ยังตรวจไม่เสร็จ · not yet looked at",
    "ดูหน้านี้อีกครั้งในหนึ่งนาที · look at this page again in a minute",
)
SLOWLY = (
    "เครื่องหรือฐานข้อมูลตอบช้า ดูภาระของเครื่อง แล้วตรวจใหม่"
    " · the machine or the database is slow: see what keeps it busy"
)


class Lookout:
    """What one web process saw lately. Safe to share among threads."""

    def __init__(self, sessions: sessionmaker[Session], settings: Settings) -> None:
        self._sessions, self._settings = sessions, settings
        rows = [(check.__name__, partial(self._ask_rows, check)) for check in OFFICE]
        here = [(check.__name__, partial(check, settings)) for check in LOCAL]
        self._questions: tuple[Question, ...] = (*rows, *here)
        self._opened = time.monotonic()
        self._slots = threading.Semaphore(SIDE_BY_SIDE)
        self._changed = threading.Condition()  # guards the next two
        self._seen: dict[str, tuple[float, Finding]] = {}
        self._looking: dict[str, float] = {}  # since when

    def findings(self) -> list[Finding]:
        """How the office stands, as far as its rows and this machine tell; within seconds."""
        with self._changed:
            for question in self._questions:
                self._look(question)
            self._changed.wait_for(lambda: not self._wait(), timeout=self._wait())
            return [self._shown(name) for name, _ in self._questions]

    def ask_line(self, officer_id: int) -> None:
        """Ask LINE, the vault and the mail server, beside the request; told in the audit."""
        threading.Thread(target=self._ask_line, args=(officer_id,), daemon=True).start()

    def _look(self, question: Question) -> None:
        """Look again where the last look is old, and nobody is looking."""
        name = question[0]
        if name not in self._looking and self._age(name) > RARELY.get(name, FRESH):
            self._looking[name] = time.monotonic()
            threading.Thread(target=self._find, args=(question,), daemon=True).start()

    def _find(self, question: Question) -> None:
        name = question[0]
        with self._slots:
            [finding] = each([question])
        with self._changed:
            self._seen[name] = time.monotonic(), finding
            del self._looking[name]
            self._changed.notify_all()

    def _wait(self) -> float:
        """How many more seconds a page waits for those who look; 0 when for none."""
        ends = [
            since + (PATIENCE if name in self._seen else AT_FIRST)
            for name, since in self._looking.items()
        ]
        return max(0.0, max(ends, default=0.0) - time.monotonic())

    def _age(self, name: str) -> float:
        """Seconds since `name` was last seen."""
        return time.monotonic() - self._seen[name][0] if name in self._seen else float("inf")

    def _shown(self, name: str) -> Finding:
        if name not in self._seen:
            return replace(UNSEEN, name=name)
        finding, overdue = self._seen[name][1], self._age(name) - RARELY.get(name, FRESH)
        opening = time.monotonic() - self._opened < OPENING
        if opening and name in OPENED_LAST and finding.state is State.FAIL:
            finding = replace(finding, state=State.WARN)
        return _aged(finding, self._age(name), overdue > LATE) if overdue > 0 else finding

    def _ask_rows(self, check: RowCheck) -> Finding:
        with self._sessions() as session:
            hurry(session)
            return check(session, now())

    def _ask_line(self, officer_id: int) -> None:
        slow = [(check.__name__, partial(check, self._settings)) for check in SLOW]
        found = [*together([*line_questions(self._settings), *slow], THERE), *SWITCHES]
        told = {"findings": [finding.as_json() for finding in found]}
        try:
            with self._sessions.begin() as session:
                who = session.get(Officer, officer_id)
                audit.note(session, who, TOLD, TOLD_OF, now(), after=told)
        except Exception as error:  # nobody waits for this thread: the page says it had no answer
            log.error("line_not_told", error=where(error))


def _aged(finding: Finding, age: float, late: bool) -> Finding:
    """A finding of some time ago, saying so; what was well so long ago is to be seen to."""
    (th, en), (says_th, _, says_en) = span(age), finding.says.partition(BETWEEN)
    says = f"{says_th} (เห็นเมื่อ {th}ก่อน){BETWEEN}{says_en or says_th} (seen {en} ago)"
    if late and finding.state is State.OK:
        return replace(warn(says, SLOWLY), name=finding.name)
    return replace(finding, says=says)
