"""The people who write to the office, known only by the name LINE gives them."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base

LANGUAGES = ("th", "en")
MENU_LEASE = timedelta(minutes=1)  # an exchange of the menu that did not report back by then


class Citizen(Base):
    """One LINE user of this office's account; the row is also the lock of their conversation.

    `menu_due_at` is set while the menu under their chat is to be exchanged, from that moment on.
    `person` is what the figures know them by, see `models.happenings`.
    """

    __tablename__ = "citizen"
    __table_args__ = (
        Index(
            "ix_citizen_menu_due_at",
            "menu_due_at",
            postgresql_where=text("menu_due_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    line_user_id: Mapped[str] = mapped_column(Text, unique=True)
    person: Mapped[uuid.UUID] = mapped_column(
        default=uuid.uuid4, server_default=text("gen_random_uuid()")
    )
    language: Mapped[str] = mapped_column(Text, server_default="th", default="th")
    friend_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    friendship_at: Mapped[datetime | None]
    greeted_at: Mapped[datetime | None]
    offered: Mapped[dict[str, str]] = mapped_column(
        server_default=text("'{}'::jsonb"), default=dict
    )
    topic: Mapped[dict[str, Any] | None]
    topic_at: Mapped[datetime | None]
    menu_due_at: Mapped[datetime | None]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]

    def befriend(self, at: datetime) -> bool:
        """Note a follow that happened at `at`; False when something newer is already known."""
        if not self._newest(at):
            return False
        self.friend_at, self.blocked_at = at, None
        return True

    def block(self, at: datetime) -> bool:
        """Note an unfollow that happened at `at`; False when something newer is already known."""
        if not self._newest(at):
            return False
        self.blocked_at, self.topic, self.topic_at = at, None, None
        return True

    def wait_for(self, topic: dict[str, Any] | None, at: datetime) -> None:
        """Remember what the conversation waits for (None: nothing), since `at`."""
        self.topic, self.topic_at = topic, at if topic else None

    def speak(self, language: str, at: datetime) -> None:
        """Use this language from now on, in the menu too."""
        self.language, self.menu_due_at = language, at

    def seen(self, at: datetime) -> None:
        """Move the last sign of life forward, never back."""
        if self.last_seen_at is None or self.last_seen_at < at:
            self.last_seen_at = at

    def _newest(self, at: datetime) -> bool:
        # LINE may deliver follow and unfollow in either order: the later happening is the truth.
        if self.friendship_at is not None and at < self.friendship_at:
            return False
        self.friendship_at = at
        return True


def lock(session: Session, citizen_id: int) -> Citizen | None:
    """Take a citizen's row for one turn; None when another worker has it.

    NO KEY UPDATE, so that a webhook may keep further events of this person meanwhile.
    """
    row = select(Citizen).where(Citizen.id == citizen_id)
    return session.scalar(row.with_for_update(skip_locked=True, key_share=True))


def claim_menu(session: Session, now: datetime) -> Citizen | None:
    """Take the next citizen whose menu is to be exchanged; comes back when the lease ends."""
    row = select(Citizen).where(Citizen.menu_due_at <= now).order_by(Citizen.menu_due_at).limit(1)
    citizen = session.scalar(row.with_for_update(skip_locked=True, key_share=True))
    if citizen is not None:
        citizen.menu_due_at = now + MENU_LEASE
    return citizen
