"""An officer's own page: who the office takes them for, password, second factor, language."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import refresh

from handlers.staff.visit import needs, officer
from handlers.staff.words import LANGUAGES

desk = Blueprint("me", __name__, url_prefix="/staff/me")


@desk.get("/")
@needs("console")
def index() -> str:
    """What is known about oneself, and what one may change."""
    return render_template("staff/me/index.html", languages={"th": "ไทย", "en": "English"})


@desk.post("/language")
@needs("console")
def speak() -> Any:
    """Use the console in this language from now on."""
    if request.form.get("language") in LANGUAGES:
        officer().language = request.form["language"]
        refresh()
        flash(_("เปลี่ยนภาษาแล้วค่ะ"), "success")
    return redirect(url_for("me.index"))
