"""What officers decide about words nobody could answer: taught, let go, or let wait again."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from models.officers import Officer
from models.unanswered import Decision, Group, State, Unanswered


class Settled(Exception):
    """Another officer decided about these words first; nothing was written."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"decision {decision.id}")
        self.decision = decision


def settled(session: Session, leader: int) -> Decision | None:
    """What was decided about the words this message led; None while they wait or are forgotten."""
    message = session.get(Unanswered, leader)
    return message.decision if message else None


def hold(session: Session, held: Group) -> None:
    """Keep these words for this transaction, so that two officers decide one after the other.

    Raises Settled when somebody has decided about any of them meanwhile.
    """
    rows = select(Unanswered).where(Unanswered.id.in_([m.id for m in held.messages]))
    rows = rows.order_by(Unanswered.id).with_for_update(of=Unanswered)
    for message in session.scalars(rows, execution_options={"populate_existing": True}):
        if message.decision:
            raise Settled(message.decision)


def teach(
    session: Session,
    taught: Group,
    officer: Officer,
    now: datetime,
    page: tuple[str, str],
    phrases: Sequence[str],
) -> Decision:
    """Write down that these words were taught to `page` (kind, slug) as `phrases`.

    Raises Settled, like `dismiss`.
    """
    kind, slug = page
    decision = Decision(state=State.TAUGHT, officer_id=officer.id, decided_at=now, reason="")
    decision.kind, decision.slug, decision.phrases = kind, slug, list(phrases)
    return _decide(session, taught, decision)


def dismiss(
    session: Session, dismissed: Group, officer: Officer, now: datetime, reason: str
) -> Decision:
    """Let these words go, and the same words when they come again."""
    decision = Decision(state=State.DISMISSED, officer_id=officer.id, decided_at=now, phrases=[])
    decision.reason = reason
    return _decide(session, dismissed, decision)


def undo(session: Session, decision: Decision, now: datetime) -> int:
    """Let the words of this decision wait again; how many messages there are."""
    decision.undone_at = now
    rows = update(Unanswered).where(Unanswered.decision_id == decision.id)
    done = session.execute(rows.values(decision_id=None))
    return done.rowcount  # type: ignore[attr-defined,no-any-return]


def decisions(session: Session, state: State, most: int) -> list[tuple[Decision, list[str]]]:
    """What was decided lately and still stands, newest first, each with the different words."""
    rows = select(Decision).options(joinedload(Decision.officer))
    rows = rows.where(Decision.state == state, Decision.undone_at.is_(None))
    found = list(session.scalars(rows.order_by(Decision.id.desc()).limit(most)))
    words: dict[int, dict[str, str]] = {decision.id: {} for decision in found}
    messages = select(Unanswered).where(Unanswered.decision_id.in_(words), Unanswered.key != "")
    for message in session.scalars(messages.order_by(Unanswered.id)):
        words[message.decision_id or 0].setdefault(message.key, message.text)
    return [(decision, list(words[decision.id].values())) for decision in found]


def taught_before(session: Session, keys: Iterable[str]) -> dict[str, Decision]:
    """For words taught before that came again unanswered: the last decision, by key."""
    rows = (
        select(Unanswered.key, Decision)
        .join(Decision, Decision.id == Unanswered.decision_id)
        .where(Unanswered.key.in_(set(keys)), Decision.state == State.TAUGHT)
        .order_by(Decision.id)
    )
    return {key: decision for key, decision in session.execute(rows)}


def _decide(session: Session, group: Group, decision: Decision) -> Decision:
    hold(session, group)
    session.add(decision)
    session.flush()
    for message in group.messages:
        message.decision_id = decision.id
    session.flush()
    return decision
