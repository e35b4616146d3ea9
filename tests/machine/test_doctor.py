"""The doctor: one line for each thing, right in each state, and nothing hides the rest."""

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from bot import doctor
from bot.checks import asking
from bot.checks import clock as clock_check
from bot.checks.database import skew
from bot.checks.office import OFFICE
from bot.clock import strike
from bot.now import now
from bot.settings import Settings
from models import calendar, firings, office_settings, outbox, pushes
from models.firings import Firing
from models.officers import Officer
from models.outbox import State as Letters
from models.permissions import Role
from models.pushes import Quota
from models.wellbeing import Finding, State, ok
from tests.officers import officers
from tests.people import DAY, MINUTE, NOON, SECOND, heard_from, somying

GOOD = {
    "secret_key": "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978",
    "vault_key": "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
}
CHECKS = {check.__name__: check for check in OFFICE}
HOUR = 60 * MINUTE


def at_noon(session: Session, name: str, moment: datetime = NOON) -> Finding:
    return CHECKS[name](session, moment)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(database_url=database_url, var=tmp_path, **GOOD)


def examined(settings: Settings, **how: bool) -> dict[str, Finding]:
    return {finding.name: finding for finding in doctor.examine(settings, **how)}


def test_an_event_that_waits_warns_then_fails(session: Session) -> None:
    assert at_noon(session, "events").state == State.OK
    heard_from(session, somying(session), 1)
    assert at_noon(session, "events", NOON + 59 * SECOND).state == State.OK
    assert at_noon(session, "events", NOON + 61 * SECOND).state == State.WARN
    late = at_noon(session, "events", NOON + 11 * MINUTE)
    assert (late.state, "11 นาที" in late.says, bool(late.do)) == (State.FAIL, True, True)


def test_an_office_line_brings_nothing_to_is_told_so(session: Session) -> None:
    assert at_noon(session, "heard").state == State.WARN
    heard_from(session, somying(session), 1)
    assert at_noon(session, "heard", NOON + 6 * DAY).state == State.OK
    silent = at_noon(session, "heard", NOON + 8 * DAY)
    assert (silent.state, "8 วัน" in silent.says) == (State.WARN, True)


def test_where_nothing_was_sent_nothing_is_said_to_be_taken(session: Session) -> None:
    assert "ไม่มีข้อความที่ส่ง" in at_noon(session, "letters_refused").says
    (letter,) = outbox.put(session, somying(session), [{"type": "text", "text": "-"}], NOON)
    letter.delivered("reply", NOON)
    session.flush()
    assert "LINE รับทุกข้อความ" in at_noon(session, "letters_refused").says
    assert "ไม่มีข้อความที่ส่ง" in at_noon(session, "letters_refused", NOON + 8 * DAY).says


def test_an_event_that_was_set_aside_fails(session: Session) -> None:
    heard_from(session, somying(session), 1, set_aside_at=NOON)
    assert at_noon(session, "events_set_aside").state == State.FAIL


def test_a_letter_that_waits_warns_then_fails_and_a_parked_one_does_neither(
    session: Session,
) -> None:
    (letter,) = outbox.put(session, somying(session), [{"type": "text", "text": "-"}], NOON)
    later = [at_noon(session, "letters", NOON + n * MINUTE).state for n in (4, 6, 61)]
    assert later == [State.OK, State.WARN, State.FAIL]
    letter.state = Letters.PARKED
    session.flush()
    assert at_noon(session, "letters", NOON + HOUR).state == State.OK


def test_a_refused_letter_warns_for_a_week(session: Session) -> None:
    (letter,) = outbox.put(session, somying(session), [{"type": "text", "text": "-"}], NOON)
    letter.state = Letters.REFUSED
    session.flush()
    assert at_noon(session, "letters_refused").state == State.WARN
    assert at_noon(session, "letters_refused", NOON + 8 * DAY).state == State.OK


def test_a_worker_that_never_lived_fails_and_a_silent_one_warns(session: Session) -> None:
    assert at_noon(session, "worker").state == State.FAIL
    pushes.note_quota(session, Quota(300, 1), NOON)
    assert at_noon(session, "worker", NOON + HOUR).state == State.OK
    assert at_noon(session, "worker", NOON + 3 * HOUR).state == State.WARN


def test_a_clock_that_never_struck_or_stopped_fails(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        assert at_noon(session, "clock").state == State.FAIL
    strike(sessions, NOON)
    with sessions() as session:
        seen = [at_noon(session, "clock", NOON + n * MINUTE).state for n in (1, 5, 16)]
    assert seen == [State.OK, State.WARN, State.FAIL]


def test_a_clock_that_strikes_but_leaves_a_job_undone_fails_and_names_it(
    sessions: sessionmaker[Session],
) -> None:
    strike(sessions, NOON)
    with sessions.begin() as session:
        session.query(Firing).where(Firing.job == "forget").delete()
        found = at_noon(session, "clock", NOON + MINUTE)
        assert (found.state, "forget" in found.says) == (State.FAIL, True)
        assert clock_check.undone(session, NOON + MINUTE) == ["forget"]
        assert firings.last(session) == NOON


@pytest.mark.parametrize(
    ("hours", "state"),
    [(1, State.OK), (26, State.OK), (27, State.WARN), (72, State.WARN), (73, State.FAIL)],
)
def test_a_backup_grows_old(session: Session, hours: int, state: State) -> None:
    assert at_noon(session, "backup").state == State.WARN  # there is none
    made = int((NOON - hours * HOUR).timestamp())
    office_settings.note(session, office_settings.BACKUP_MADE, made, NOON)
    assert at_noon(session, "backup").state == state


def test_the_calendar_of_this_year_and_from_august_of_the_next_is_to_be_confirmed(
    session: Session,
) -> None:
    admin = officers(session).admin
    assert at_noon(session, "calendar_this_year").state == State.WARN
    calendar.confirm_year(session, 2570, admin, NOON)
    assert at_noon(session, "calendar_this_year").state == State.OK
    july, august = (datetime(2027, month, 31, 3, tzinfo=UTC) for month in (7, 8))
    assert at_noon(session, "calendar_next_year", july).state == State.OK
    assert at_noon(session, "calendar_next_year", august).state == State.WARN
    assert "2571" in at_noon(session, "calendar_next_year", august).says


def test_words_kept_too_long_fail(session: Session) -> None:
    event = heard_from(session, somying(session), 1)
    event.raw = '{"message": {"text": "ความลับ"}}'
    session.flush()
    assert at_noon(session, "retention", NOON + 91 * DAY).state == State.OK  # tonight's work
    late = at_noon(session, "retention", NOON + 93 * DAY)
    assert (late.state, "ความลับ" in late.says) == (State.FAIL, False)


def test_without_an_administrator_it_fails_and_one_without_a_code_warns(session: Session) -> None:
    assert at_noon(session, "administrators").state == State.FAIL
    assert at_noon(session, "second_factor").state == State.WARN  # nobody is not everybody
    boss = Officer(
        username="boss", name="ผู้ดูแล", role=Role.ADMINISTRATOR, created_at=NOON, password="x"
    )
    session.add(boss)
    session.flush()
    assert at_noon(session, "administrators").state == State.OK
    assert at_noon(session, "second_factor").state == State.WARN
    boss.tf_totp_secret = "x"
    session.flush()
    assert at_noon(session, "second_factor").state == State.OK


@pytest.mark.parametrize(
    ("quota", "state"),
    [(Quota(300, 10), State.OK), (Quota(300, 275), State.WARN), (Quota(None, 9), State.OK)],
)
def test_the_months_messages_run_low(session: Session, quota: Quota, state: State) -> None:
    pushes.note_quota(session, quota, NOON)
    assert at_noon(session, "quota").state == state


def test_a_database_that_is_away_fails_once_and_the_rest_is_still_looked_at(
    tmp_path: Path,
) -> None:
    away = Settings(database_url="postgresql://nobody@127.0.0.1:9/x", var=tmp_path, **GOOD)
    found = examined(away, offline=True)
    assert found["database"].state == State.FAIL
    assert (found["clock"].state, found["vault"].state) == (State.WARN, State.OK)
    assert set(CHECKS) <= set(found)


def test_a_database_without_our_tables_fails(empty_database_url: str, tmp_path: Path) -> None:
    found = examined(Settings(database_url=empty_database_url, var=tmp_path, **GOOD), offline=True)
    assert (found["database"].state, found["migrations"].state) == (State.OK, State.FAIL)


def test_a_check_that_hangs_or_breaks_is_said_so_and_hides_no_other() -> None:
    def hang() -> Finding:
        threading.Event().wait()
        return ok("")

    def crash() -> Finding:
        raise ValueError("สมหญิง 0812345678")

    found = asking.together([("a", hang), ("b", crash), ("c", lambda: ok("ดี"))], 0.2)
    assert [one.name for one in found] == ["a", "b", "c"]
    assert [one.state for one in found] == [State.FAIL, State.FAIL, State.OK]
    assert "สมหญิง" not in found[1].says and "ValueError" in found[1].says


def test_findings_are_printed_with_what_to_do_and_as_json(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("database_url", "secret_key", "vault_key"):
        monkeypatch.setenv(name.upper(), getattr(settings, name))
    monkeypatch.setenv("VAR", str(settings.var))
    assert doctor.main(["--offline", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {"name", "state", "says", "do"} == set(told[0])
    assert doctor.main(["--offline"]) == 1
    printed = capsys.readouterr().out
    assert "✗ clock: " in printed and "→" in printed
    assert settings.secret_key not in printed


def test_warnings_alone_are_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    warned = asking.cannot_tell("line_quota", asking.Unsaid("500"))
    monkeypatch.setattr(doctor, "examine", lambda *_, **__: [warned])
    assert doctor.main([]) == 0
    assert "!" in capsys.readouterr().out


def test_the_database_lives_in_our_hour(session: Session) -> None:
    assert at_noon(session, "time_zone").state == State.OK
    assert at_noon(session, "database_clock", now()).state == State.OK
    there = skew("", "", timedelta(minutes=2))
    assert (there.state, bool(there.do)) == (State.FAIL, True)


@pytest.mark.parametrize(
    ("setting", "state"),
    [
        ("log_error_verbosity = 'terse'", State.OK),
        ("log_error_verbosity = 'default'", State.WARN),
        ("log_parameter_max_length_on_error = -1", State.WARN),
        ("log_min_duration_statement = 0", State.WARN),
        ("log_statement = 'all'", State.WARN),
        ("log_statement = 'all'; SET LOCAL log_parameter_max_length = 0", State.OK),
    ],
)
def test_a_database_whose_own_log_would_hold_words_warns(
    session: Session, setting: str, state: State
) -> None:
    session.execute(text(f"SET LOCAL {setting}"))
    found = at_noon(session, "database_log")
    assert (found.state, setting.split()[0] in found.says) == (state, state == State.WARN)
