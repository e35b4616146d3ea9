"""The people of the office who use the console: who they are, and how they are let in."""

import hashlib
import re
import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Boolean, ForeignKey, Text, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.permissions import PERMISSIONS, WITHIN_SECTION, Role

FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)
INVITATION_LASTS = timedelta(days=7)
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,31}")


class NameTaken(Exception):
    """Another officer signs in by this; `field` is "username" or "email"."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class LastAdministrator(Exception):
    """Without this one, nobody could let people in any more."""


class Officer(Base):
    """One person who signs in to the console. Never deleted, so that what they did keeps a name.

    Flask-Security reads and writes `password`, `active`, `fs_uniquifier`, `tf_…` and `mf_…`
    under exactly these names (its documentation, "Models"). An officer without a password has
    not yet taken up the invitation.
    """

    __tablename__ = "officer"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(Text, unique=True)  # lower case
    email: Mapped[str | None] = mapped_column(Text, unique=True)  # lower case
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[Role] = mapped_column(Text)
    section: Mapped[str | None] = mapped_column(Text)  # code of models/catalogue/sections.yaml
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))  # of Role.AGENCY alone
    language: Mapped[str] = mapped_column(Text, server_default="th", default="th")
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"), default=True)
    password: Mapped[str | None] = mapped_column(Text)
    must_change_password: Mapped[bool] = mapped_column(
        Boolean, server_default=text("false"), default=False
    )
    failed_logins: Mapped[int] = mapped_column(server_default="0", default=0)
    locked_until: Mapped[datetime | None]
    signed_in_at: Mapped[datetime | None]
    invitation_hash: Mapped[str | None] = mapped_column(Text, unique=True)
    invitation_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    fs_uniquifier: Mapped[str] = mapped_column(Text, unique=True, default=lambda: uuid.uuid4().hex)
    tf_primary_method: Mapped[str | None] = mapped_column(Text)
    tf_totp_secret: Mapped[str | None] = mapped_column(Text)
    tf_last_counter: Mapped[int | None]  # the code last used, so that none is used twice
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(ARRAY(Text)))

    def may(self, permission: str, section: str | None = None) -> bool:
        """Whether this officer may do `permission`, for `section` or (None) anywhere at all.

        Raises KeyError for a permission that is not in the table.
        """
        if not (self.active and self.role in PERMISSIONS[permission]):
            return False
        bound = permission in WITHIN_SECTION and Role(self.role).of_section
        return not bound or section is None or section == self.section

    def invite(self, now: datetime) -> str:
        """Let this officer choose a password once, within a week; the secret of the link.

        Whatever let them in before stops to do so.
        """
        secret = secrets.token_urlsafe(32)
        self.invitation_hash, self.invitation_until = _hashed(secret), now + INVITATION_LASTS
        self.password, self.tf_primary_method, self.tf_totp_secret = None, None, None
        self.mf_recovery_codes, self.tf_last_counter = None, None
        self.must_change_password = False
        self.forgive()
        self.sign_out_everywhere()
        return secret

    def choose_password(self, hashed: str) -> None:
        """Keep the hash of the password this officer chose."""
        self.password, self.must_change_password = hashed, False
        self.invitation_hash = self.invitation_until = None
        self.forgive()
        self.sign_out_everywhere()

    def deactivate(self) -> None:
        """Close the door at once, on every device."""
        self.active = False
        self.invitation_hash = self.invitation_until = None
        self.sign_out_everywhere()

    def fail(self, now: datetime) -> bool:
        """Count a wrong password; True when this one locks the account for a while."""
        self.failed_logins += 1
        if self.failed_logins < FAILURES_ALLOWED:
            return False
        self.failed_logins, self.locked_until = 0, now + LOCKED_FOR
        return True

    def locked(self, now: datetime) -> bool:
        """Whether too many wrong passwords keep this account shut."""
        return self.locked_until is not None and now < self.locked_until

    def forgive(self) -> None:
        """Forget the wrong passwords."""
        self.failed_logins, self.locked_until = 0, None

    def sign_out_everywhere(self) -> None:
        """End every session of this officer, on every device."""
        self.fs_uniquifier = uuid.uuid4().hex


def everybody(session: Session) -> Sequence[Officer]:
    """All officers: those who can sign in first, then by section and name."""
    order = (Officer.active.desc(), Officer.section.nulls_first(), Officer.name, Officer.id)
    return session.scalars(select(Officer).order_by(*order)).all()


def called(session: Session, name: str) -> Officer | None:
    """The officer who signs in by this username or e-mail."""
    column = Officer.email if "@" in name else Officer.username
    return session.scalar(select(Officer).where(column == name.strip().lower()))


def lock(session: Session, officer_id: int) -> Officer:
    """The officer's row, taken for this transaction."""
    row = select(Officer).where(Officer.id == officer_id).with_for_update()
    return session.scalars(row.execution_options(populate_existing=True)).one()


def invited(session: Session, secret: str, now: datetime) -> Officer | None:
    """The officer to whom this secret was given, if it still opens the door."""
    row = select(Officer).where(Officer.invitation_hash == _hashed(secret), Officer.active)
    return session.scalar(row.where(Officer.invitation_until > now).with_for_update())


def keep_names_apart(session: Session, officer: Officer) -> None:
    """Raise NameTaken when another officer has this username or e-mail."""
    with session.no_autoflush:
        for field in ("username", "email"):
            value = getattr(officer, field)
            same = select(Officer.id).where(getattr(Officer, field) == value)
            if value and session.scalar(same.where(Officer.id.is_distinct_from(officer.id))):
                raise NameTaken(field)


def keep_an_administrator(session: Session, leaving: int) -> None:
    """Raise LastAdministrator when none is left but the one numbered `leaving`.

    Takes the administrators' rows, so that two who leave at once cannot both go.
    """
    rows = select(Officer.id).where(Officer.role == Role.ADMINISTRATOR, Officer.active)
    if not set(session.scalars(rows.order_by(Officer.id).with_for_update())) - {leaving}:
        raise LastAdministrator


def nobody_yet(session: Session) -> bool:
    """Whether the office has no officer at all."""
    return not session.scalar(select(func.count()).select_from(Officer))


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
