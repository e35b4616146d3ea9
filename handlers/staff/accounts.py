"""Officers as Flask-Security knows them: passwords, and wrong ones counted."""

from collections.abc import Callable
from typing import Any, ClassVar

from blinker import NamedSignal
from flask import Flask
from flask_babel import gettext as _
from flask_login import user_logged_out
from flask_security import SQLAlchemyUserDatastore, UserMixin
from flask_security.password_util import PasswordUtil
from flask_security.signals import (
    password_changed,
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
)
from sqlalchemy.orm import Session

from handlers.staff.guard import end_visit, start_visit
from handlers.staff.visit import now, place, session
from models import audit
from models.officers import Officer, lock
from models.passwords import weakness

ISSUER = "เพื่อนเขต"


class Account(Officer, UserMixin):  # type: ignore[misc]
    """An officer at the door."""

    roles: ClassVar[list[str]] = []  # type: ignore[misc, assignment]  # ours are a table: models/permissions.py

    def track_failed_authn(self, auth_type: str, tfa: bool = False) -> None:
        """Count a wrong password or code; too many close the account for a while."""
        closed = self.fail(now())
        write(self, audit.SIGN_IN_FAILED, {"with": "code" if tfa else auth_type})
        if closed:
            write(self, "sign_in.locked", None)

    def get_security_payload(self) -> dict[str, Any]:
        """Nothing about officers is told in JSON."""
        return {}


class Accounts(SQLAlchemyUserDatastore):
    """Officers in the transaction of the request, which is committed at the edge alone."""

    def __init__(self) -> None:
        super().__init__(_Request(), Account, type("Role", (), {}))

    def commit(self) -> None:
        """Leave it to the edge."""
        session().flush()


class _Request:
    """What Flask-Security takes for a database."""

    @property
    def session(self) -> Session:
        return session()


class Passwords(PasswordUtil):
    """The office's own rule for passwords, said in the officer's language."""

    def validate(
        self, password: str, is_register: bool, **about: Any
    ) -> tuple[list[str] | None, str]:
        """What is wrong with this password, and the form in which it is kept."""
        chosen = self.normalize(password)
        return wrong_with(chosen, about["user"]), chosen


def wrong_with(password: str, officer: Officer) -> list[str] | None:
    """What an officer should hear about a password that is too easy to guess."""
    said = {
        "short": _("รหัสผ่านต้องยาวอย่างน้อย 10 ตัวอักษรค่ะ"),
        "long": _("รหัสผ่านยาวเกินไปค่ะ"),
        "plain": _("รหัสผ่านเดาง่ายเกินไป กรุณาใช้ตัวอักษรที่หลากหลายขึ้นค่ะ"),
        "name": _("รหัสผ่านต้องไม่มีชื่อผู้ใช้อยู่ในนั้นค่ะ"),
    }
    fault = weakness(password, officer.username)
    return [said[fault]] if fault else None


def write(officer: Officer, action: str, after: dict[str, Any] | None) -> None:
    """Write down what happened to this officer's own door."""
    who, about = officer, f"officer:{officer.username}"
    audit.note(session(), who, action, about, now(), after=after, ip=place())


def listen(app: Flask) -> None:
    """Write down what Flask-Security does with the accounts of this application."""
    listeners: dict[NamedSignal, Callable[..., None]] = {
        user_authenticated: _came_in,
        user_logged_out: _left,
        password_changed: _changed_password,
        tf_profile_changed: _second_factor_on,
        tf_disabled: _second_factor_off,
    }
    for signal, listener in listeners.items():
        signal.connect(listener, app)


def _came_in(_: object, user: Account, authn_via: list[str] | None, **__: object) -> None:
    if authn_via == ["change"]:
        return  # still the same visit, with the new password
    start_visit()
    officer = lock(session(), user.id)
    officer.forgive()
    officer.signed_in_at = now()
    write(officer, "sign_in.done", None)


def _left(_: object, user: Account, **__: object) -> None:
    sitting = end_visit()
    if sitting:
        about = f"{audit.SITTING}{sitting}"
        audit.note(session(), user, audit.SIGNED_OUT, about, now(), ip=place())


def _changed_password(_: object, user: Account, **__: object) -> None:
    user.must_change_password = False
    write(user, "password.changed", None)


def _second_factor_on(_: object, user: Account, **__: object) -> None:
    write(user, "second_factor.on", None)


def _second_factor_off(_: object, user: Account, **__: object) -> None:
    write(user, "second_factor.off", None)
