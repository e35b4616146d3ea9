"""Officers let in from the command line: links, slips, and what is refused."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot import officers as command
from bot.settings import SettingsError
from models.audit import Act
from models.officers import Officer
from models.orders import agencies
from models.permissions import Role
from tests.people import NOON

Sessions = sessionmaker[Session]
Run = Callable[..., str]


@pytest.fixture
def run(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """`python -m bot officer …`, and what it prints."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("PUBLIC_URL", "https://khet.example.org")

    def say(*words: str) -> str:
        assert command.main(list(words)) == 0
        return capsys.readouterr().out

    return say


def only(sessions: Sessions) -> Officer:
    with sessions() as session:
        return session.scalars(select(Officer)).one()


def test_an_invitation_is_a_link_on_the_office_own_address(run: Run, sessions: Sessions) -> None:
    told = run("add", "Ari.D", "--name", "อารี ดูแล", "--role", "administrator")
    assert re.search(r"^https://khet\.example\.org/staff/invitation/\S{40,}$", told, re.MULTILINE)
    officer = only(sessions)
    assert (officer.username, officer.role, officer.password) == ("ari.d", "administrator", None)


def test_a_slip_carries_a_password_to_be_changed_at_first_sign_in(
    run: Run, sessions: Sessions
) -> None:
    told = run("add", "somchai", "--section", "registration", "--slip")
    assert re.match(r"somchai  \w{4}-\w{4}-\w{4}-\w{4}\n", told)
    officer = only(sessions)
    assert officer.must_change_password and officer.password
    assert told.split()[1] not in officer.password


def test_a_reset_makes_a_new_link_and_ends_every_visit(run: Run, sessions: Sessions) -> None:
    first = run("add", "ari", "--role", "administrator")
    before = only(sessions)
    second = run("reset", "ari")
    after = only(sessions)
    assert first != second
    assert before.invitation_hash != after.invitation_hash
    assert before.fs_uniquifier != after.fs_uniquifier


def test_a_reporter_is_invited_for_an_agency_alone(run: Run, sessions: Sessions) -> None:
    with sessions.begin() as session:
        number = agencies.add(session, "สำนักตัวอย่าง", NOON).id
    run("add", "arun", "--role", "agency", "--agency", " สำนักตัวอย่าง")
    assert only(sessions).agency_id == number
    with pytest.raises(SettingsError, match="--agency goes with"):
        command.main(["add", "napa", "--role", "reporting", "--agency", "สำนักตัวอย่าง"])


def test_deactivating_and_listing(run: Run, sessions: Sessions) -> None:
    assert "ยังไม่มีเจ้าหน้าที่" in run("list")
    run("add", "ari", "--role", "administrator")
    run("add", "somchai", "--section", "registration")
    run("deactivate", "somchai")
    told = run("list")
    assert "ari" in told and "officer/registration" in told and "ระงับ" in told


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["add", "ari"], "already|taken"),
        (["add", "ภาษาไทย", "--role", "administrator"], "username"),
        (["add", "somchai"], "section needed"),
        (["add", "somchai", "--section", "moon"], "section needed"),
        (["add", "napa", "--role", "reporting", "--section", "revenue"], "no section"),
        (["add", "arun", "--role", "agency"], "--agency goes with"),
        (["add", "arun", "--role", "agency", "--agency", "ไม่มีจริง"], "no such agency"),
        (["reset", "nobody"], "no such officer"),
        (["deactivate", "ari"], "last administrator"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(
    run: Run, words: list[str], reason: str
) -> None:
    run("add", "ari", "--role", "administrator")
    words = [*words, "--section", "registration"] if words == ["add", "ari"] else words
    with pytest.raises(SettingsError, match=reason):
        command.main(words)


def test_what_was_done_at_the_keyboard_is_in_the_audit_log(run: Run, sessions: Sessions) -> None:
    run("add", "ari", "--role", "administrator")
    run("reset", "ari")
    with sessions() as session:
        acts = session.scalars(select(Act).order_by(Act.id)).all()
    assert [act.action for act in acts] == ["officer.invited", "officer.reset"]
    assert {act.subject for act in acts} == {"officer:ari"}


def test_the_cast_of_the_demo_is_put_into_an_empty_office_alone(sessions: Sessions) -> None:
    for _ in range(2):
        with sessions.begin() as session:
            command.seed(session)
    with sessions() as session:
        rows = session.scalars(select(Officer)).all()
    assert [row.username for row in rows] == [username for username, *_ in command.CAST]
    assert {row.role for row in rows} == set(Role) - {Role.REPORTING}
