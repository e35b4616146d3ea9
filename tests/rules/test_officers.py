"""What officers may do, and how doors close and open."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from models import audit, officers
from models.officers import LastAdministrator, NameTaken, Officer
from models.passwords import weakness
from models.permissions import PERMISSIONS, Role
from tests.people import NOON


def officer(role: Role = Role.OFFICER, section: str | None = "registration") -> Officer:
    return Officer(
        username=f"{role}-{section}",
        name="สมชาย ใจเย็น",
        role=role,
        section=section,
        active=True,
        failed_logins=0,
        created_at=NOON,
    )


@pytest.mark.parametrize(
    ("role", "permission", "section", "allowed"),
    [
        (Role.OFFICER, "content.edit", "registration", True),
        (Role.OFFICER, "content.edit", "city-law", False),
        (Role.OFFICER, "content.publish", "registration", False),
        (Role.HEAD, "content.publish", "registration", True),
        (Role.HEAD, "content.publish", "city-law", False),
        (Role.HEAD, "content.read", "city-law", True),
        (Role.REPORTING, "content.read", "city-law", True),
        (Role.REPORTING, "content.edit", "registration", False),
        (Role.HEAD, "people.manage", None, False),
        (Role.ADMINISTRATOR, "content.publish", "city-law", True),
        (Role.ADMINISTRATOR, "audit.read", None, True),
    ],
)
def test_who_may_do_what_for_which_section(
    role: Role, permission: str, section: str | None, allowed: bool
) -> None:
    somebody = officer(role, "registration" if role.of_section else None)
    assert somebody.may(permission, section) is allowed


def test_a_deactivated_officer_may_do_nothing() -> None:
    somebody = officer(Role.ADMINISTRATOR, None)
    somebody.deactivate()
    assert not any(somebody.may(permission) for permission in PERMISSIONS)


def test_a_permission_nobody_wrote_down_is_an_error() -> None:
    with pytest.raises(KeyError):
        officer().may("content.dance")


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour() -> None:
    somebody = officer()
    assert [somebody.fail(NOON) for _ in range(5)] == [False] * 4 + [True]
    assert somebody.locked(NOON + timedelta(minutes=14))
    assert not somebody.locked(NOON + timedelta(minutes=15))


def test_an_invitation_opens_for_its_officer_until_it_ends(session: Session) -> None:
    somebody = officer()
    secret = somebody.invite(NOON)
    session.add(somebody)
    session.flush()
    assert officers.invited(session, secret, NOON + timedelta(days=6)) is somebody
    assert officers.invited(session, secret, NOON + timedelta(days=7)) is None
    assert officers.invited(session, "", NOON) is None


def test_two_officers_never_share_a_name(session: Session) -> None:
    session.add(officer())
    session.flush()
    with pytest.raises(NameTaken, match="username"):
        officers.keep_names_apart(session, officer())


def test_the_last_administrator_cannot_leave(session: Session) -> None:
    first, second = officer(Role.ADMINISTRATOR, None), officer(Role.ADMINISTRATOR, None)
    second.username = "second"
    session.add_all([first, second])
    session.flush()
    officers.keep_an_administrator(session, second.id)
    second.deactivate()
    session.flush()
    with pytest.raises(LastAdministrator):
        officers.keep_an_administrator(session, first.id)


def test_the_first_word_of_an_act_finds_all_acts_of_its_kind(session: Session) -> None:
    for action in ("content.saved", "content.published", "contents.other"):
        audit.note(session, None, action, "procedure:x", NOON)
    session.flush()
    _, count = audit.read(session, audit.Wanted(action="content"), page=1, size=10)
    assert count == 2


@given(st.text(max_size=9))
def test_a_short_password_is_always_weak(password: str) -> None:
    assert weakness(password, "somchai") == "short"


@pytest.mark.parametrize(
    "password", ["ขอให้งานราบรื่น-2569", "correct horse battery", "ก ข ค ง จ ฉ ช ซ"]
)
def test_a_long_and_mixed_password_is_taken(password: str) -> None:
    assert weakness(password, "somchai") is None
