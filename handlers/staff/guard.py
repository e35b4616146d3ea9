"""The guard at the console's door: closed to everybody, then opened page by page."""

import secrets
from datetime import timedelta
from typing import Any

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    request,
    url_for,
)
from flask import session as cookie
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from handlers.staff.drafts import note_saved
from handlers.staff.visit import note, now, session
from handlers.staff.words import remember_language
from models import audit

PREFIX = "/staff"
IDLE = timedelta(hours=1)  # without a deliberate act; pages that ask by themselves do not count
WORKDAY = timedelta(hours=12)  # then everybody signs in again
STATIC = frozenset({"staff.static", "bootstrap.static"})

# What a stranger may see.
OPEN = STATIC | {
    "security.login",
    "security.two_factor_token_validation",
    "security.mf_recovery",
    "invitations.take_up",
}
# Flask-Security's own pages for whoever is signed in; its other pages stay closed.
OWN = frozenset(
    {
        "security.logout",
        "security.change_password",
        "security.two_factor_setup",
        "security.two_factor_setup_validate",
        "security.mf_recovery_codes",
        "security.verify",
    }
)
BEFORE_CHANGE = frozenset({"security.change_password", "security.logout"}) | STATIC

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self' https:",
        "frame-src 'self' https://www.youtube-nocookie.com",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
NO_SENSES = "camera=(), microphone=(), geolocation=()"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": NO_SENSES,
    "Cross-Origin-Opener-Policy": "same-origin",
}


def stand_guard(app: Flask) -> None:
    """Let through only who may see the page; say on every answer what a browser may do with it."""
    app.before_request(_admit)
    app.after_request(_seal)
    app.after_request(note_saved)


def polled() -> bool:
    """Whether the page asked by itself, without a person's act."""
    return "X-Poll" in request.headers


def with_camera(page: str) -> Response:
    """A page that may look through this device's camera, once the officer allows it."""
    response = make_response(page)
    response.headers["Permissions-Policy"] = NO_SENSES.replace("camera=()", "camera=(self)")
    return response


def start_visit() -> None:
    """Begin the count of a visit: called when somebody has just signed in.

    Nothing of what the cookie held before is good any more: somebody may have planted it.
    """
    cookie["since"] = cookie["seen"] = _clock()
    cookie["sitting"] = secrets.token_hex(16)
    cookie.pop("csrf_token", None)


def end_visit() -> str | None:
    """Forget which stay this was, and tell it: called when somebody signs out."""
    sitting: str | None = cookie.pop("sitting", None)
    return sitting


def _admit() -> Any:
    if not _ours() or request.endpoint in STATIC:
        return None
    if current_user.is_authenticated and _over():
        cookie.clear()
        logout_user()
        flash(_("ไม่มีการใช้งานนานเกินไป กรุณาเข้าสู่ระบบอีกครั้งค่ะ"), "info")
    if request.endpoint in OPEN:
        remember_language()
        return None
    if not current_user.is_authenticated:
        return _show_the_door()
    if not polled():
        cookie["seen"] = _clock()
    if current_user.must_change_password and request.endpoint not in BEFORE_CHANGE:
        return redirect(url_for("security.change_password"))
    return _check_permission()


def _check_permission() -> None:
    if request.endpoint is None or request.endpoint in OWN:
        return
    view = current_app.view_functions[request.endpoint]
    permission = getattr(view, "permission", None)
    if permission is None or not current_user.may(permission):
        abort(403)


def _show_the_door() -> Any:
    if polled() or "HX-Request" in request.headers:
        abort(401)
    if request.method == "POST":
        flash(_("สิ่งที่เพิ่งกดส่งยังไม่ได้บันทึกค่ะ"), "warning")
    readable = request.method == "GET" or "GET" in getattr(request.url_rule, "methods", ())
    came_for = request.full_path.rstrip("?") if readable else None
    return redirect(url_for("security.login", next=came_for))


def _over() -> bool:
    moment = _clock()
    idle = moment - cookie.get("seen", 0) > IDLE.total_seconds()
    late = moment - cookie.get("since", 0) > WORKDAY.total_seconds()
    # A copy of a cookie may be kept beyond the end of its stay.
    return idle or late or audit.left(session(), cookie.get("sitting", ""))


def _clock() -> int:
    return int(now().timestamp())


def _ours() -> bool:
    return request.path == PREFIX or request.path.startswith(f"{PREFIX}/")


def _seal(response: Response) -> Response:
    if not _ours() and request.endpoint not in STATIC:
        return response
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if version := g.get("version"):
        response.headers["X-Version"] = version
    if request.endpoint in STATIC:
        if "v" in request.args and response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


def refused(status: int) -> None:
    """Write down that somebody was refused."""
    note("refused", request.path, after={"status": status, "method": request.method})
