"""How many seats a service has in a half-day: the rule that holds, of those the office made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.appointments.rows import OFFICE, SeatRule
from models.calendar import Half


@dataclass(frozen=True)
class Matter:
    """What somebody comes for: a procedure of a section."""

    procedure: str
    section: str
    name: str

    @property
    def services(self) -> tuple[str, str]:
        """As the calendar asks for it: the procedure, then its section."""
        return (self.procedure, f"section:{self.section}")

    @property
    def scopes(self) -> tuple[str, str, str]:
        """Whose seats a visit takes: the procedure's, its section's and the office's."""
        return (*self.services, OFFICE)


@dataclass(frozen=True)
class Allowances:
    """The rules that bear on one matter; without any, it cannot be booked."""

    rules: tuple[SeatRule, ...]

    def on(self, day: date, half: Half) -> dict[str, SeatRule]:
        """By scope, the one rule that holds in that half-day: the most particular, then newest."""
        held: dict[str, SeatRule] = {}
        for rule in sorted(self.rules, key=_particular):
            if _holds(rule, day, half):
                held[rule.service] = rule
        return held

    def horizon(self, today: date) -> int:
        """Calendar days ahead that may be booked: the tightest of the rules holding today."""
        spans = [rule.horizon_days for rule in self.rules if _in_force(rule, today)]
        return min(spans, default=0)


def allowances(session: Session, matter: Matter, since: date) -> Allowances:
    """The rules for `matter` that hold on `since` or later."""
    rows = select(SeatRule).where(
        SeatRule.service.in_(matter.scopes),
        or_(SeatRule.until_day.is_(None), SeatRule.until_day >= since),
    )
    return Allowances(tuple(session.scalars(rows)))


def rules_of(session: Session, services: Iterable[str], today: date) -> Sequence[SeatRule]:
    """The rules of these services that hold today or later, for the office to look at."""
    rows = select(SeatRule).where(
        SeatRule.service.in_(list(services)),
        or_(SeatRule.until_day.is_(None), SeatRule.until_day >= today),
    )
    return session.scalars(rows.order_by(SeatRule.service, SeatRule.from_day, SeatRule.id)).all()


def add_rule(session: Session, rule: SeatRule) -> SeatRule:
    """Let a new rule hold from its day on; the one it replaces ends the day before.

    A rule for some days only ends none that goes on after it: that one holds again then.
    Bookings already made stay, even where the new rule has fewer seats.
    """
    same = select(SeatRule).where(
        SeatRule.service == rule.service,
        SeatRule.half.is_not_distinct_from(rule.half),
        SeatRule.weekday.is_not_distinct_from(rule.weekday),
        or_(SeatRule.until_day.is_(None), SeatRule.until_day >= rule.from_day),
    )
    for old in session.scalars(same.with_for_update()).all():
        if rule.until_day and (old.until_day is None or old.until_day > rule.until_day):
            continue
        if old.from_day >= rule.from_day:
            session.delete(old)
        else:
            old.until_day = rule.from_day - timedelta(days=1)
    session.add(rule)
    session.flush()
    return rule


def end_rule(session: Session, rule: SeatRule, today: date) -> None:
    """Take a rule back: what has not begun goes, what has ends yesterday."""
    if rule.from_day >= today:
        session.delete(rule)
    else:
        rule.until_day = today - timedelta(days=1)
    session.flush()


def new_rule(  # noqa: PLR0913 - one row, one call
    service: str,
    seats: int,
    from_day: date,
    now: datetime,
    *,
    walk_in: int = 0,
    half: Half | None = None,
    weekday: int | None = None,
    lead_days: int = 1,
    horizon_days: int = 30,
    cut_off_minutes: int = 0,
    until_day: date | None = None,
    added_by_id: int | None = None,
) -> SeatRule:
    """A rule not yet kept; see `SeatRule` for the units."""
    return SeatRule(
        service=service,
        seats=seats,
        walk_in=walk_in,
        half=half,
        weekday=weekday,
        lead_days=lead_days,
        horizon_days=horizon_days,
        cut_off_minutes=cut_off_minutes,
        from_day=from_day,
        until_day=until_day,
        added_at=now,
        added_by_id=added_by_id,
    )


def _holds(rule: SeatRule, day: date, half: Half) -> bool:
    return (
        _in_force(rule, day) and rule.half in (None, half) and rule.weekday in (None, day.weekday())
    )


def _in_force(rule: SeatRule, day: date) -> bool:
    return rule.from_day <= day and (rule.until_day is None or day <= rule.until_day)


def _particular(rule: SeatRule) -> tuple[bool, bool, date, int]:
    return (rule.weekday is not None, rule.half is not None, rule.from_day, rule.id)
