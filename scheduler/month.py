"""Closes the month that is over, and cuts what still leads from a person to their answer."""

from datetime import datetime

from sqlalchemy.orm import Session

from models import surveys, usage


def close(session: Session, now: datetime) -> int:
    """Freeze the figures of last month; 0 when that is done. Asked daily: a 1st may be missed."""
    return usage.close_last(session, now)


def loosen(session: Session, now: datetime) -> int:
    """Make yesterday's answers nobody's; how many."""
    return surveys.loosen(session, now)
