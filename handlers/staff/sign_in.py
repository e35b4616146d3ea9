"""The door: sign in by name and password, with a second factor for those who set one up."""

from typing import Any

from flask import abort
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from flask_security.forms import ChangePasswordForm, LoginForm, TwoFactorVerifyCodeForm, VerifyForm
from flask_security.recovery_codes import MfRecoveryForm
from flask_security.utils import validate_redirect_url
from sqlalchemy import select
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from handlers.staff.accounts import Account
from handlers.staff.forms import Form
from handlers.staff.visit import now, place, session
from models import audit
from models.dates import thai_moment
from models.officers import Officer, lock

WRONG = _later("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง หากใส่ผิดครบ 5 ครั้ง บัญชีจะพักการเข้าใช้ 15 นาทีค่ะ")


class SignIn(LoginForm):
    """Username or e-mail, and password."""

    Meta = Form.Meta
    email = None
    remember = None
    username = StringField(
        _later("ชื่อผู้ใช้หรืออีเมล"),
        [InputRequired(_later("กรุณาใส่ชื่อผู้ใช้หรืออีเมลค่ะ")), Length(max=200)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "autofocus": True},
    )
    password = PasswordField(
        _later("รหัสผ่าน"),
        [InputRequired(_later("กรุณาใส่รหัสผ่านค่ะ")), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )

    def validate(self, **about: Any) -> bool:
        """Whether these two open the door now. Wrong ones are counted, by account and place."""
        heed_failures()
        if self.next.data and not validate_redirect_url(self.next.data):
            self.next.data = ""  # to another site: not from here
        self.ifield, self.user = self.username, _account(self.username.data or "")
        if self.user and self.user.locked(now()):
            return self._refuse(closed(self.user))
        if super().validate(**about):
            return True
        if self.user is None and self.username.data and self.password.data:
            # Not which name: people type their password there by mistake.
            audit.note(session(), None, audit.SIGN_IN_FAILED, "officer:?", now(), ip=place())
        if self.user and self.user.locked(now()):
            return self._refuse(closed(self.user))
        # One answer for a wrong name and a wrong password, so that names cannot be tried out.
        return self._refuse(str(WRONG)) if self.username.data and self.password.data else False

    def _refuse(self, sentence: str) -> bool:
        for field in self:
            field.errors = []
        self.form_errors = [sentence]
        return False


class Code(TwoFactorVerifyCodeForm):
    """The code an authenticator app shows."""

    Meta = Form.Meta
    code = StringField(
        _later("รหัสจากแอป"),
        [InputRequired(_later("กรุณาใส่รหัสค่ะ"))],
        filters=[lambda value: value and "".join(value.split())],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )

    def validate(self, **about: Any) -> bool:
        """Whether the code is right, and the account not closed."""
        if self.is_setup:
            return super().validate(**about)
        return _heed_lock(self) and super().validate(**about)


class RecoveryCode(MfRecoveryForm):
    """One of the codes written down for the day the phone is lost."""

    Meta = Form.Meta
    code = StringField(
        _later("รหัสสำรอง"),
        [InputRequired(_later("กรุณาใส่รหัสค่ะ"))],
        filters=[lambda value: value and value.strip()],
        render_kw={"autocomplete": "off", "autocapitalize": "none"},
    )

    def validate(self, **about: Any) -> bool:
        """Whether the code is right; wrong ones count like wrong passwords."""
        if not _heed_lock(self):
            return False
        if super().validate(**about):
            return True
        if self.code.data and self.user:
            self.user.track_failed_authn("recovery code", True)
        return False


class ChangePassword(ChangePasswordForm):
    """The password one has, and the new one twice."""

    Meta = Form.Meta
    password = PasswordField(
        _later("รหัสผ่านปัจจุบัน"),
        [InputRequired(_later("กรุณาใส่รหัสผ่านค่ะ"))],
        render_kw={"autocomplete": "current-password"},
    )
    new_password = PasswordField(
        _later("รหัสผ่านใหม่"),
        [InputRequired(_later("กรุณาตั้งรหัสผ่านค่ะ"))],
        description=_later("อย่างน้อย 10 ตัวอักษร ใช้ภาษาไทยได้"),
        render_kw={"autocomplete": "new-password"},
    )
    new_password_confirm = PasswordField(
        _later("รหัสผ่านใหม่อีกครั้ง"),
        [EqualTo("new_password", _later("รหัสผ่านสองช่องไม่ตรงกันค่ะ"))],
        render_kw={"autocomplete": "new-password"},
    )


class Verify(VerifyForm):
    """The password once more, before a change to one's own door."""

    Meta = Form.Meta
    password = PasswordField(
        _later("รหัสผ่านปัจจุบัน"),
        [InputRequired(_later("กรุณาใส่รหัสผ่านค่ะ"))],
        render_kw={"autocomplete": "current-password"},
    )


def heed_failures() -> None:
    """Hear no more sign-ins from a place where too many failed lately."""
    if audit.too_many_failures(session(), place(), now()):
        abort(429)


def closed(officer: Officer) -> str:
    """Until when an account is shut."""
    assert officer.locked_until is not None
    until = thai_moment(officer.locked_until)
    return str(_("ใส่ผิดหลายครั้ง บัญชีนี้พักการเข้าใช้ถึง %(until)s ค่ะ", until=until))


def _heed_lock(form: Any) -> bool:
    heed_failures()
    lock(session(), form.user.id)
    if form.user.locked(now()):
        form.code.errors = [closed(form.user)]
        return False
    return True


def _account(name: str) -> Account | None:
    """The account of this name, taken, so that tries side by side are counted one by one."""
    column = Account.email if "@" in name else Account.username
    row = select(Account).where(column == name.strip().lower())
    return session().scalar(row.with_for_update())
