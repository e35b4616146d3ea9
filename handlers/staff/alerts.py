"""How an officer is told that work waits: by this browser, by e-mail, or by their own LINE."""

import json
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from handlers.staff.visit import lent, needs, note, now, officer, session
from models import alert_doors, alerts
from models.alerts import AlertDoor, Door

desk = Blueprint("alerts", __name__, url_prefix="/staff/me/alerts")
LONGEST = 2000  # characters of an endpoint; those known have some hundred


@desk.get("/")
@needs("console")
def index() -> str:
    """The doors of this officer, and how to open another."""
    return _page()


@desk.post("/browser")
@needs("console")
def browser() -> Any:
    """Alert in this browser from now on; the page's script has asked it for a subscription."""
    try:
        subscription = json.loads(request.form.get("subscription", ""))
        if not _may_be_rung(subscription["endpoint"]):
            abort(400)
        door = alert_doors.open_browser(session(), officer(), subscription, now())
    except (ValueError, KeyError, TypeError):
        abort(400)
    return _opened(door)


@desk.post("/mail")
@needs("console")
def mail() -> Any:
    """Alert by e-mail."""
    if not (lent().sends_mail and officer().email):
        abort(409)
    return _opened(alert_doors.open_mail(session(), officer(), now()))


@desk.post("/line")
@needs("console")
def line() -> str:
    """A code to be typed from one's own LINE, shown once."""
    return _page(code=alert_doors.ask_for_line(session(), officer(), now()))


@desk.post("/<int:number>/close")
@needs("console")
def close(number: int) -> Any:
    """Alert there no more."""
    door = session().get(AlertDoor, number)
    if door is None or door.officer_id != officer().id:
        abort(404)
    alert_doors.close(door, now())
    note("alerts.ended", f"officer:{officer().id}", before={"kind": door.kind})
    flash(_("ปิดการแจ้งเตือนทางนี้แล้วค่ะ"), "success")
    return redirect(url_for("alerts.index"))


@desk.post("/test")
@needs("console")
def test() -> Any:
    """Ring at every open door, to see that it works."""
    moment = now()
    alerts.tell(session(), [officer()], f"test:{int(moment.timestamp())}", "test", moment)
    flash(_("กำลังส่งการแจ้งเตือนทดลอง ควรถึงภายในหนึ่งนาทีค่ะ"), "success")
    return redirect(url_for("alerts.index"))


def _may_be_rung(endpoint: str) -> bool:
    """Whether this looks like a push service out there, and not like a machine of ours."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    named = "." in host and not host.replace(".", "").isdecimal() and ":" not in host
    return parts.scheme == "https" and named and len(endpoint) <= LONGEST


def _opened(door: AlertDoor) -> Any:
    note("alerts.added", f"officer:{officer().id}", after={"kind": door.kind})
    flash(_("เปิดการแจ้งเตือนทางนี้แล้วค่ะ ลองกด “ส่งทดลอง” ได้เลย"), "success")
    return redirect(url_for("alerts.index"))


def _page(code: str | None = None) -> str:
    doors = alert_doors.doors_of(session(), officer())
    return render_template(
        "staff/alerts/index.html",
        code=code,
        doors=doors,
        kinds={door.kind for door in doors},
        minutes=int(alert_doors.CODE_LASTS.total_seconds() // 60),
        names={
            Door.WEB_PUSH: _("เบราว์เซอร์"),
            Door.EMAIL: _("อีเมล"),
            Door.LINE: _("LINE ของคุณ"),
        },
    )
