"""Words the office could not answer: gathered by likeness until somebody teaches or lets go."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import regex
from sqlalchemy import ForeignKey, Index, Text, func, select, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import likeness
from models.answers import wording
from models.base import Base
from models.officers import Officer

KEPT = 500  # characters of a message
LOOKED_AT = 2000  # different waiting messages put into groups at once, the newest ones
HIDDEN = "•••"
# Numbers of cards, telephones and accounts, and e-mail addresses: nobody needs them to teach.
_PRIVATE = regex.compile(r"\d(?:[ -]?\d){5,}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class State(StrEnum):
    """What became of words the office could not answer."""

    WAITING = "waiting"
    TAUGHT = "taught"
    DISMISSED = "dismissed"


class Decision(Base):
    """What an officer decided about like words: taught to a page, or dismissed with a reason."""

    __tablename__ = "unanswered_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[State] = mapped_column(Text)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    decided_at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str | None] = mapped_column(Text)  # of the page taught, as in content_version
    slug: Mapped[str | None] = mapped_column(Text)
    phrases: Mapped[list[Any]] = mapped_column(JSONB, default=list)  # as added to the page
    reason: Mapped[str] = mapped_column(Text, default="")
    undone_at: Mapped[datetime | None]

    officer: Mapped[Officer] = relationship()


class Unanswered(Base):
    """One message nobody could answer: its words alone, not who wrote them.

    Forgotten words leave an empty row behind, so that how many there were stays known.
    """

    __tablename__ = "unanswered"
    __table_args__ = (
        Index(
            "ix_unanswered_waiting",
            "id",
            postgresql_where=text("decision_id IS NULL AND key <> ''"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="SET NULL"), unique=True
    )
    text: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text, index=True)  # squeezed; equal keys are the same words
    nearest: Mapped[list[Any]] = mapped_column(JSONB, default=list)  # [[id, p], …], best first
    noted_at: Mapped[datetime] = mapped_column(index=True)
    decision_id: Mapped[int | None] = mapped_column(
        ForeignKey("unanswered_decision.id", ondelete="SET NULL"), index=True
    )

    decision: Mapped[Decision | None] = relationship()

    @property
    def guess(self) -> str | None:
        """What the matcher thought nearest."""
        return self.nearest[0][0] if self.nearest else None


@dataclass(frozen=True)
class Group:
    """Like words that wait together, oldest first."""

    messages: tuple[Unanswered, ...]

    @property
    def leader(self) -> int:
        """Names the group while it waits: the id of its oldest message."""
        return self.messages[0].id

    @property
    def last(self) -> int:
        """The id of its newest message: what an officer has seen ends here."""
        return self.messages[-1].id

    @property
    def count(self) -> int:
        """How many messages."""
        return len(self.messages)

    @property
    def newest_at(self) -> datetime:
        """When it was last written."""
        return self.messages[-1].noted_at

    @property
    def variants(self) -> tuple[tuple[str, int], ...]:
        """The different ways of saying it and how often each came, most frequent first."""
        often = Counter(message.key for message in self.messages)
        first = {message.key: message.text for message in reversed(self.messages)}
        return tuple((first[key], count) for key, count in often.most_common())

    @property
    def words(self) -> str:
        """How it is said most often."""
        return self.variants[0][0]

    @property
    def nearest(self) -> tuple[str, ...]:
        """Ids of the entries the matcher thought near, the most likely first."""
        weight: Counter[str] = Counter()
        for message in self.messages:
            for entry, p in message.nearest:
                weight[entry] += p
        return tuple(entry for entry, _ in weight.most_common())


def note(
    session: Session,
    words: str,
    nearest: Iterable[tuple[str, float]],
    now: datetime,
    event_id: int | None = None,
) -> Unanswered | None:
    """Keep words the office could not answer, once per event; None when nothing was said.

    `nearest` are the matcher's (entry id, probability), best first. Words dismissed before are
    dismissed again.
    """
    kept = without_numbers(" ".join(words.split()))[:KEPT].replace("\x00", "")
    key = wording.squeezed(wording.spelled(kept))
    if not key or (event_id is not None and _known(session, event_id)):
        return None
    message = Unanswered(event_id=event_id, text=kept, key=key, noted_at=now)
    message.nearest = [[entry, round(float(p), 4)] for entry, p in nearest]
    message.decision_id = _dismissed_before(session, key)
    session.add(message)
    session.flush()
    return message


def without_numbers(words: str) -> str:
    """The words with numbers of cards and telephones, and e-mail addresses, made unreadable."""
    return str(_PRIVATE.sub(HIDDEN, words))


def as_phrase(words: str) -> str:
    """The words as a phrase to teach: nothing hidden in them, single spaces."""
    return " ".join(without_numbers(words).replace(HIDDEN, " ").split())


def groups(session: Session, newest_first: bool = False) -> list[Group]:
    """All that waits, in groups of like words: the biggest first, or those written last."""
    rows = select(Unanswered).where(_WAITS).order_by(Unanswered.id.desc())
    by_key: dict[str, list[Unanswered]] = {}
    for message in session.scalars(rows):
        if message.key in by_key or len(by_key) < LOOKED_AT:
            by_key.setdefault(message.key, []).append(message)
    alike = [messages[::-1] for messages in reversed(by_key.values())]
    said = [likeness.Said(messages[-1].key, messages[-1].guess) for messages in alike]
    found = [_group(alike[i] for i in places) for places in likeness.gather(said)]
    if newest_first:
        return sorted(found, key=lambda g: (g.newest_at, g.last), reverse=True)
    return sorted(found, key=lambda g: (g.count, g.newest_at, g.last), reverse=True)


def group(session: Session, leader: int, last: int | None = None) -> Group | None:
    """The group led by this message, up to the message `last`; None when it no longer waits."""
    for found in groups(session):
        if found.leader == leader:
            seen = tuple(m for m in found.messages if last is None or m.id <= last)
            return Group(seen) if seen else None
    return None


def waiting(session: Session) -> int:
    """How many messages wait."""
    return session.scalar(select(func.count(Unanswered.id)).where(_WAITS)) or 0


def forget_event(session: Session, event_id: int) -> None:
    """The citizen took the message back: drop the words, keep that there were some."""
    rows = update(Unanswered).where(Unanswered.event_id == event_id)
    session.execute(rows.values(**_NOTHING))


def forget_before(session: Session, moment: datetime) -> int:
    """Drop words noted before `moment`; how many messages there were."""
    old = update(Decision).where(Decision.decided_at < moment, Decision.phrases != [])
    session.execute(old.values(phrases=[]))
    rows = update(Unanswered).where(Unanswered.noted_at < moment, Unanswered.text != "")
    done = session.execute(rows.values(**_NOTHING))
    return done.rowcount  # type: ignore[attr-defined,no-any-return]


_WAITS = Unanswered.decision_id.is_(None) & (Unanswered.key != "")
_NOTHING: dict[str, Any] = {"text": "", "key": "", "nearest": []}


def _group(alike: Iterable[list[Unanswered]]) -> Group:
    return Group(tuple(sorted((m for same in alike for m in same), key=lambda m: m.id)))


def _known(session: Session, event_id: int) -> bool:
    return bool(session.scalar(select(Unanswered.id).where(Unanswered.event_id == event_id)))


def _dismissed_before(session: Session, key: str) -> int | None:
    row = select(Decision.id).join(Unanswered, Unanswered.decision_id == Decision.id)
    row = row.where(Unanswered.key == key, Decision.state == State.DISMISSED)
    return session.scalar(row.order_by(Decision.id.desc()).limit(1))
