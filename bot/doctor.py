"""Looks the office over before citizens do: what is set, what waits, what LINE says of us."""

import argparse
import json
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial

import sqlalchemy
from sqlalchemy.orm import Session, sessionmaker

from bot.checks import ASK_LINE, LOCAL, OFFICE, SLOW, SWITCHES, together
from bot.checks.asking import Question
from bot.line import Line
from bot.now import now
from bot.postgres import database_url, open_engine, open_sessions
from bot.settings import Settings
from models import audit
from models.wellbeing import TOLD, TOLD_OF, Finding, State, worst

LONGEST = 45.0  # seconds for all checks together; LINE's test call may take ten of them
PATIENCE = {"connect_timeout": "3", "options": "-c statement_timeout=8000"}  # libpq's names
MARKS = {State.OK: "✓", State.WARN: "!", State.FAIL: "✗", State.LOOK: "?"}


def main(argv: list[str]) -> int:
    """Print each finding; exit 0 when nothing fails, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bot doctor", description=__doc__)
    parser.add_argument("--offline", action="store_true", help="ไม่ติดต่อ LINE · do not ask LINE")
    parser.add_argument("--json", action="store_true", help="พิมพ์เป็น JSON · print a JSON list")
    parser.add_argument(
        "--tell", action="store_true", help="ให้คอนโซลแสดงผลหนึ่งวัน · show the console what LINE says"
    )
    asked = parser.parse_args(argv)
    settings = Settings.from_env()
    findings = examine(settings, offline=asked.offline)
    if asked.tell and not asked.offline:
        tell(settings, findings)
    if asked.json:
        print(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False, indent=1))
    else:
        _print(settings, findings)
    return 1 if worst(findings) == State.FAIL else 0


def examine(settings: Settings, *, offline: bool = False) -> list[Finding]:
    """Look at everything, side by side; what LINE cannot tell comes last."""
    questions = [*_machine(settings), *_office(settings)]
    if not offline:
        questions += line_questions(settings)
    return together(questions, LONGEST) + ([] if offline else list(SWITCHES))


def tell(settings: Settings, findings: list[Finding]) -> None:
    """Leave what LINE and other machines said where the console shows it for a day."""
    seen_there = {ask.__name__ for ask in (*LOCAL, *OFFICE)}
    told = [one.as_json() for one in findings if one.name not in seen_there]
    engine = open_engine(database_url(settings), pool_size=1)
    with open_sessions(engine).begin() as session:
        audit.note(session, None, TOLD, TOLD_OF, now(), after={"findings": told})
    engine.dispose()


def line_questions(settings: Settings) -> list[Question]:
    """What is asked of LINE."""
    line = Line(settings)
    return [(ask.__name__, partial(ask, line, settings)) for ask in ASK_LINE]


def _machine(settings: Settings) -> list[Question]:
    return [(ask.__name__, partial(ask, settings)) for ask in (*LOCAL, *SLOW)]


class _Rows:
    """The office's database, opened when first asked of: it may be away, or have to be started."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._lock = settings, threading.Lock()
        self._opened: sessionmaker[Session] | None = None

    def ask(self, check: Callable[[Session, datetime], Finding]) -> Finding:
        with self._lock:
            self._opened = self._opened or self._open()
        with self._opened() as session:
            return check(session, now())

    def _open(self) -> sessionmaker[Session]:
        url = sqlalchemy.make_url(database_url(self._settings))
        url = url.set(query=PATIENCE | dict(url.query))
        return open_sessions(open_engine(url.render_as_string(hide_password=False), pool_size=4))


def _office(settings: Settings) -> list[Question]:
    rows = _Rows(settings)
    return [(check.__name__, partial(rows.ask, check)) for check in OFFICE]


def _print(settings: Settings, findings: list[Finding]) -> None:
    for name, value in settings.shown().items():
        print(f"  {name} = {value or '—'}")
    for finding in findings:
        print(MARKS[finding.state], f"{finding.name}: {finding.says}")
        if finding.do:
            print(f"    → {finding.do}")
    counts = Counter(finding.state for finding in findings)
    print(" ".join(f"{MARKS[state]} {counts[state]}" for state in State))
