"""The link a new officer is given: it opens once, to choose a password."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from flask_security import hash_password
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from handlers.staff.accounts import write, wrong_with
from handlers.staff.forms import Form
from handlers.staff.sign_in import heed_failures
from handlers.staff.visit import lent, note, now, session
from models import audit
from models.officers import Officer, invited

desk = Blueprint("invitations", __name__, url_prefix="/staff/invitation")


class FirstPassword(Form):
    """A password, twice."""

    password = PasswordField(
        _later("รหัสผ่านใหม่"),
        [InputRequired(_later("กรุณาตั้งรหัสผ่านค่ะ")), Length(max=200)],
        description=_later("อย่างน้อย 10 ตัวอักษร ใช้ภาษาไทยได้"),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _later("รหัสผ่านใหม่อีกครั้ง"),
        [EqualTo("password", _later("รหัสผ่านสองช่องไม่ตรงกันค่ะ"))],
        render_kw={"autocomplete": "new-password"},
    )


@desk.route("/<secret>", methods=["GET", "POST"])
def take_up(secret: str) -> Any:
    """Choose the first password, or a new one after a reset."""
    heed_failures()
    officer = invited(session(), secret, now())
    if officer is None:
        note(audit.SIGN_IN_FAILED, "officer:?", after={"with": "invitation"})
        return render_template("staff/sign_in/invitation_over.html"), 404
    form = FirstPassword()
    if form.validate_on_submit() and _strong(form, officer):
        officer.choose_password(hash_password(form.password.data))
        write(officer, "invitation.taken_up", None)
        flash(_("ตั้งรหัสผ่านแล้ว เข้าสู่ระบบได้เลยค่ะ"), "success")
        return redirect(url_for("security.login"))
    page = render_template("staff/sign_in/invitation.html", form=form, invited=officer)
    return page, 422 if form.is_submitted() else 200


def link(secret: str) -> str:
    """The whole address of an invitation, to be handed to the officer."""
    path = url_for("invitations.take_up", secret=secret)
    base = lent().public_url
    return base + path if base else url_for("invitations.take_up", secret=secret, _external=True)


def _strong(form: FirstPassword, officer: Officer) -> bool:
    faults = wrong_with(form.password.data, officer)
    form.password.errors = [*form.password.errors, *(faults or [])]
    return not faults
