"""The only mouth of the office: letters owed to citizens, kept with what caused them."""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    Text,
    and_,
    any_,
    delete,
    func,
    or_,
    select,
    text,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.citizens import Citizen
from models.inbox import Event

MOST_MESSAGES = 5  # in one reply or push; LINE reference, "Send reply message"
# LINE promises a reply token one minute from the webhook; leave room for the call itself.
TOKEN_LIFE = timedelta(seconds=50)
# A call that has not reported back by then died with its process.
LEASE = timedelta(seconds=20)
RETRY_KEY_LIFE = timedelta(hours=24)  # LINE docs, "Retry failed API requests"
LONGEST_WAIT = timedelta(minutes=10)
SPOKEN = "messages <> '[]'"  # words are left; as it stands, so that an index may serve it
CANDIDATES = 64  # first letters looked at, so that postmen rarely reach for the same one


class State(StrEnum):
    """Where a letter stands."""

    WAITING = "waiting"
    SENDING = "sending"  # claimed by a postman until due_at
    SENT = "sent"
    PARKED = "parked"  # the month's pushes are spent: goes out free with the next reply
    UNCERTAIN = "uncertain"  # perhaps delivered; a copy would be worse than a gap
    REFUSED = "refused"  # LINE will never take it: staff must look
    BLOCKED = "blocked"  # the citizen blocked the account


class Letter(Base):
    """One to five messages to one citizen, sent once: as a reply while it can be, else pushed.

    `in_doubt` is true from just before a call until its clear outcome, so that after a crash the
    next postman knows that LINE may already have it.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index(
            "ix_letter_open",
            "citizen_id",
            "id",
            postgresql_where=text("state IN ('waiting', 'sending', 'parked', 'blocked')"),
        ),
        Index("ix_letter_due", "due_at", postgresql_where=text("state IN ('waiting', 'sending')")),
        Index("ix_letter_pushed", "sent_at", postgresql_where=text("sent_by = 'push'")),
        Index("ix_letter_unsent", "state", postgresql_where=text("state <> 'sent'")),
        Index("ix_letter_spoken", "written_at", postgresql_where=text(SPOKEN)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    retry_key: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4)
    citizen_id: Mapped[int] = mapped_column(ForeignKey("citizen.id", ondelete="CASCADE"))
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="SET NULL"), index=True
    )
    messages: Mapped[list[Any]] = mapped_column(JSONB)
    duty: Mapped[bool] = mapped_column(default=False)
    reply_token: Mapped[str | None] = mapped_column(Text)
    reply_until: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(Text, default=State.WAITING)
    in_doubt: Mapped[bool] = mapped_column(default=False)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    written_at: Mapped[datetime]
    first_push_at: Mapped[datetime | None]
    carried_by: Mapped[int | None] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[str | None] = mapped_column(Text)
    last_status: Mapped[int | None]
    line_request_id: Mapped[str | None] = mapped_column(Text)

    def can_reply(self, now: datetime) -> bool:
        """Whether the free way is still open."""
        if self.reply_token is None or self.reply_until is None:
            return False
        return now < self.reply_until or self.in_doubt

    def delivered(self, by: str, now: datetime, request_id: str | None = None) -> None:
        """LINE has it."""
        self.state, self.in_doubt = State.SENT, False
        self.sent_by, self.sent_at, self.line_request_id = by, now, request_id

    def token_died(self, now: datetime) -> None:
        """The reply token is spent or too old, and nothing was sent: another way must be found."""
        self.reply_token, self.reply_until = None, None
        self.retry(now, timedelta(0))

    def retry(self, now: datetime, wait: timedelta | None = None) -> None:
        """Surely not sent: try again after `wait`, or twice as long as the last time."""
        if wait is None:
            wait = min(timedelta(seconds=2 ** min(self.tries, 12)), LONGEST_WAIT)
        self.state, self.in_doubt, self.due_at = State.WAITING, False, now + wait

    def doubt_reply(self, now: datetime) -> None:
        """A reply neither succeeded nor failed: the same token again while it lives, then leave it.

        A token works once, so asking again can never double the answer.
        """
        self.retry(now)
        self.in_doubt = True
        if self.reply_until is None or self.due_at >= self.reply_until:
            self.state = State.UNCERTAIN

    def doubt_push(self, now: datetime) -> None:
        """A push neither succeeded nor failed: the same retry key again, while it lives."""
        if self._key_expired(now):
            self.state = State.UNCERTAIN
        else:
            self.retry(now)
            self.in_doubt = True

    def begin_push(self, now: datetime) -> None:
        """Note the first push; a key that outlived LINE's memory of it, unused, is replaced."""
        if self._key_expired(now) and not self.in_doubt:
            self.retry_key, self.first_push_at = uuid.uuid4(), None
        self.first_push_at = self.first_push_at or now
        # From here on a doubt is about the push; the dead token must not be asked about it.
        self.reply_token, self.reply_until = None, None

    def _key_expired(self, now: datetime) -> bool:
        return self.first_push_at is not None and now - self.first_push_at > RETRY_KEY_LIFE


def put(
    session: Session,
    citizen: Citizen,
    messages: list[dict[str, Any]],
    now: datetime,
    *,
    answering: Event | None = None,
    duty: bool = False,
) -> list[Letter]:
    """Owe a citizen some messages; more than five become several letters.

    `answering` is the event whose reply token the first letter may use.
    """
    letters = []
    for start in range(0, len(messages), MOST_MESSAGES):
        token = answering.reply_token if answering and start == 0 else None
        letter = Letter(
            citizen_id=citizen.id,
            event_id=answering.id if answering else None,
            messages=messages[start : start + MOST_MESSAGES],
            duty=duty,
            reply_token=token,
            reply_until=answering.received_at + TOKEN_LIFE if answering and token else None,
            due_at=now,
            written_at=now,
        )
        session.add(letter)
        session.flush()  # letters of one citizen are numbered in the order they were written
        letters.append(letter)
    return letters


def claim(session: Session, now: datetime) -> Letter | None:
    """Take the next letter to send, in order for each citizen; it comes back when the lease ends.

    A citizen's letter waits for the earlier ones that are due or on their way, never for one that
    is parked or put off. Each citizen's first open letter is found in one pass over the open ones:
    an anti-join per letter grows with the square of a burst.
    """
    going = or_(
        and_(Letter.state == State.WAITING, Letter.due_at <= now),
        and_(Letter.state == State.SENDING, Letter.carried_by.is_(None)),
    )
    place = func.row_number().over(partition_by=Letter.citizen_id, order_by=Letter.id)
    queue = select(Letter.id, Letter.due_at, place.label("place")).where(going).subquery()
    first = (
        select(queue.c.id)
        .where(queue.c.place == 1, queue.c.due_at <= now)
        .order_by(queue.c.due_at, queue.c.id)
        .limit(CANDIDATES)
    )
    row = (
        select(Letter)
        .where(Letter.id == any_(func.array(first.scalar_subquery())))
        .where(Letter.state.in_([State.WAITING, State.SENDING]), Letter.due_at <= now)
        .where(Letter.carried_by.is_(None))
        .order_by(Letter.due_at, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    letter = session.scalar(row)
    if letter is None:
        return None
    letter.tries += 1
    letter.state, letter.due_at = State.SENDING, now + LEASE
    return letter


def carry_parked(session: Session, letter: Letter) -> list[Letter]:
    """Let a free reply take along the older parked letters that fit beside its own messages.

    A reply in doubt takes the same ones again, never new ones: perhaps LINE has it already.
    """
    riding = Letter.carried_by == letter.id
    rows = (
        select(Letter)
        .where(Letter.citizen_id == letter.citizen_id, Letter.id < letter.id)
        .where(riding if letter.in_doubt else or_(Letter.state == State.PARKED, riding))
        .order_by(Letter.id)
        .with_for_update(skip_locked=True)
    )
    room, taken = MOST_MESSAGES - len(letter.messages), []
    for parked in session.scalars(rows):
        if len(parked.messages) > room:
            continue
        room -= len(parked.messages)
        parked.state, parked.carried_by = State.SENDING, letter.id
        parked.due_at = letter.due_at
        taken.append(parked)
    return taken


def refuse_riders(session: Session, letter: Letter) -> bool:
    """LINE refused a reply with riders: one of them may be why. Whether there were any."""
    riders = session.scalars(select(Letter).where(Letter.carried_by == letter.id)).all()
    for rider in riders:
        rider.state, rider.carried_by, rider.last_status = State.REFUSED, None, 400
    return bool(riders)


def settle_carried(session: Session, letter: Letter, now: datetime) -> bool:
    """Give the letters that rode along the fate of the one that carried them; if there were any."""
    riders = session.scalars(select(Letter).where(Letter.carried_by == letter.id)).all()
    for rider in riders:
        if letter.state == State.SENT:
            rider.delivered("reply", now, letter.line_request_id)
        elif letter.state == State.UNCERTAIN:
            rider.state, rider.carried_by = State.UNCERTAIN, None
        elif not letter.in_doubt:
            rider.state, rider.carried_by = State.PARKED, None
    return bool(riders)


def pushed_since(session: Session, moment: datetime) -> int:
    """How many counted pushes went out, or may have, since `moment`; derived from the letters."""
    begun = and_(Letter.first_push_at >= moment, Letter.in_doubt)
    sent = and_(Letter.sent_by == "push", Letter.sent_at >= moment)
    rows = select(func.count()).select_from(Letter).where(or_(sent, begun))
    return session.scalar(rows) or 0


def release(session: Session, now: datetime, *, most: int, duty: bool) -> set[int]:
    """Let parked letters go out as pushes after all, oldest first; whose (ids of citizens)."""
    rows = (
        select(Letter)
        .where(Letter.state == State.PARKED, ~Letter.in_doubt, Letter.duty if duty else true())
        .order_by(Letter.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    released = session.scalars(rows).all()
    for letter in released:
        letter.retry(now, timedelta(0))
    return {letter.citizen_id for letter in released}


def forget_before(session: Session, moment: datetime) -> int:
    """Drop the words of letters written before `moment`, and letters nobody came for; how many."""
    settled, old = (State.SENT, State.UNCERTAIN, State.REFUSED), Letter.written_at < moment
    said = update(Letter).where(old, Letter.state.in_(settled), text(SPOKEN))
    left = delete(Letter).where(old, Letter.state.in_([State.PARKED, State.BLOCKED]))
    emptied = session.execute(said.values(messages=[], reply_token=None))
    dropped = session.execute(left)
    return emptied.rowcount + dropped.rowcount  # type: ignore[attr-defined,no-any-return]


def unblock(session: Session, citizen: Citizen, now: datetime) -> None:
    """The citizen is a friend again: what was held back may go out with the next reply."""
    session.execute(
        update(Letter)
        .where(Letter.citizen_id == citizen.id, Letter.state == State.BLOCKED)
        .values(state=State.PARKED, due_at=now)
    )
