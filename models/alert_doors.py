"""The doors by which officers let themselves be alerted: they open and close them themselves."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.alerts import AlertDoor, Door
from models.citizens import Citizen
from models.officers import Officer

CODE_LASTS = timedelta(minutes=15)
CODE_LETTERS, CODE_LENGTH = "ABCDEFGHJKMNPQRSTUVWXYZ23456789", 8  # none is mistaken for another


def doors_of(session: Session, officer: Officer) -> Sequence[AlertDoor]:
    """The officer's open doors, oldest first."""
    rows = select(AlertDoor).where(AlertDoor.officer_id == officer.id, AlertDoor.ended_at.is_(None))
    return session.scalars(rows.order_by(AlertDoor.id)).all()


def open_browser(
    session: Session, officer: Officer, subscription: dict[str, Any], now: datetime
) -> AlertDoor:
    """Reach the officer in this browser (W3C Push API subscription: endpoint, p256dh, auth).

    A browser rings for whoever switched it on last.
    """
    endpoint, keys = str(subscription["endpoint"]), subscription["keys"]
    address = {"endpoint": endpoint, "keys": {name: str(keys[name]) for name in ("p256dh", "auth")}}
    rows = select(AlertDoor).where(
        AlertDoor.kind == Door.WEB_PUSH,
        AlertDoor.address["endpoint"].astext == endpoint,
        AlertDoor.ended_at.is_(None),
    )
    for known in session.scalars(rows.with_for_update()):
        known.ended_at = now
    return _open(session, officer, Door.WEB_PUSH, address, now)


def open_mail(session: Session, officer: Officer, now: datetime) -> AlertDoor:
    """Reach the officer at the address of their account; ValueError when it has none."""
    if not officer.email:
        raise ValueError("no address")
    for door in doors_of(session, officer):
        if door.kind is Door.EMAIL:
            return door
    return _open(session, officer, Door.EMAIL, {}, now)


def ask_for_line(session: Session, officer: Officer, now: datetime) -> str:
    """A code that links the LINE account it is typed from, once, within `CODE_LASTS`."""
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    until = (now + CODE_LASTS).isoformat()
    asked = _open(session, officer, Door.LINE, {"code": _hashed(code), "until": until}, now)
    asked.ended_at = now  # closed until the code is typed
    return code


def link(session: Session, code: str, citizen: Citizen, now: datetime) -> Officer | None:
    """Open the LINE door this code was asked for; None when there is none, or it is too late."""
    rows = select(AlertDoor).where(
        AlertDoor.kind == Door.LINE,
        AlertDoor.address["code"].astext == _hashed(code),
    )
    door = session.scalar(rows.with_for_update())
    if door is None or datetime.fromisoformat(door.address["until"]) < now:
        return None
    if not door.officer.active:
        return None
    for known in doors_of(session, door.officer):
        if known.kind is Door.LINE:
            known.ended_at = now
    door.address, door.added_at, door.ended_at = {"citizen_id": citizen.id}, now, None
    return door.officer


def close(door: AlertDoor, now: datetime) -> None:
    """Ring there no more; what it needed is dropped."""
    door.ended_at, door.address = door.ended_at or now, {}


def _open(
    session: Session, officer: Officer, kind: Door, address: dict[str, Any], now: datetime
) -> AlertDoor:
    door = AlertDoor(officer_id=officer.id, kind=kind, address=address, added_at=now)
    session.add(door)
    session.flush()
    return door


def _hashed(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
