"""Puts the console together: its pages, its guard, its words, and the libraries it stands on."""

import importlib
from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_security import Security
from flask_wtf import CSRFProtect

from handlers.staff import (
    DESKS,
    accounts,
    alerts,
    guard,
    invitations,
    me,
    refusals,
    second_factors,
    sign_in,
    start,
)
from handlers.staff.furniture import furnish
from handlers.staff.visit import Lent, make_room
from handlers.staff.words import BOOKS, language

LARGEST = 10 * 1024 * 1024  # bytes of one upload: a content pack

SETTINGS: dict[str, Any] = {
    "BOOTSTRAP_SERVE_LOCAL": True,
    "MAX_CONTENT_LENGTH": LARGEST,
    "PERMANENT_SESSION_LIFETIME": timedelta(days=1),
    "SESSION_COOKIE_NAME": "console",
    "SESSION_COOKIE_PATH": guard.PREFIX,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_REFRESH_EACH_REQUEST": False,
    "WTF_CSRF_TIME_LIMIT": None,  # as long as the visit
    "SECURITY_URL_PREFIX": guard.PREFIX,
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_URL": "/sign-out",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_CHANGE_URL": "/password",
    "SECURITY_VERIFY_URL": "/verify",
    "SECURITY_TWO_FACTOR_SETUP_URL": "/two-factor",
    "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/sign-in/code",
    "SECURITY_TWO_FACTOR_RESCUE_URL": "/sign-in/rescue",
    "SECURITY_TWO_FACTOR_SELECT_URL": "/sign-in/select",
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL": "/two-factor/recovery-codes",
    "SECURITY_MULTI_FACTOR_RECOVERY_URL": "/sign-in/recovery-code",
    "SECURITY_POST_LOGIN_VIEW": "start.index",
    "SECURITY_POST_LOGOUT_VIEW": "security.login",
    "SECURITY_POST_CHANGE_VIEW": "me.index",
    "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "security.two_factor_setup",
    "SECURITY_LOGIN_USER_TEMPLATE": "staff/sign_in/sign_in.html",
    "SECURITY_CHANGE_PASSWORD_TEMPLATE": "staff/sign_in/password.html",
    "SECURITY_VERIFY_TEMPLATE": "staff/sign_in/verify.html",
    "SECURITY_TWO_FACTOR_SETUP_TEMPLATE": "staff/sign_in/two_factor.html",
    "SECURITY_TWO_FACTOR_VERIFY_CODE_TEMPLATE": "staff/sign_in/code.html",
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES_TEMPLATE": "staff/sign_in/recovery_codes.html",
    "SECURITY_MULTI_FACTOR_RECOVERY_TEMPLATE": "staff/sign_in/recovery_code.html",
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": True,  # argon2id needs no second hash under a secret of ours
    "SECURITY_PASSWORD_CONFIRM_REQUIRED": True,
    "SECURITY_CHANGEABLE": True,
    "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,  # the office runs without a mail server
    "SECURITY_TWO_FACTOR": True,
    "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,  # seconds a clock may be wrong
    "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
    "SECURITY_TOTP_ISSUER": accounts.ISSUER,
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": 8,
    "SECURITY_FRESHNESS": timedelta(minutes=30),
    "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=10),
    "SECURITY_API_ENABLED_METHODS": ["session"],
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"username": {}}, {"email": {}}],
    "SECURITY_REGISTERABLE": False,
    "SECURITY_FLASH_MESSAGES": True,
}


def open_console(app: Flask, lent: Lent) -> None:
    """Put the console into `app`, under /staff. `app.secret_key` must be set.

    What was signed with SECRET_KEY_FALLBACKS, newest first, is still good.
    """
    app.extensions["staff"] = lent
    former = app.config.get("SECRET_KEY_FALLBACKS") or []
    app.config.update(SETTINGS | second_factors.keys(str(app.secret_key), former))
    app.config["SESSION_COOKIE_SECURE"] = lent.public_url.startswith("https://")
    guard.stand_guard(app)  # before everything else that looks at a request
    app.before_request(make_room)
    refusals.open_refusals(app)
    app.register_blueprint(_paper())
    Babel(app, default_locale="th", default_timezone="Asia/Bangkok", locale_selector=language)
    app.extensions["babel"].instance.domain_instance = BOOKS
    Bootstrap5(app)
    CSRFProtect(app)
    _open_doors(app)
    for pages in (start, me, alerts, invitations):
        app.register_blueprint(pages.desk)
    for desk in DESKS:
        app.register_blueprint(importlib.import_module(f"handlers.staff.{desk.name}").desk)
    furnish(app)


def _paper() -> Blueprint:
    """The templates and the static files of all desks."""
    return Blueprint(
        "staff",
        __name__,
        url_prefix=guard.PREFIX,
        template_folder="templates",
        static_folder="static",
    )


def _open_doors(app: Flask) -> None:
    security = Security(
        app,
        accounts.Accounts(),
        login_form=sign_in.SignIn,
        change_password_form=sign_in.ChangePassword,
        two_factor_verify_code_form=sign_in.Code,
        mf_recovery_form=sign_in.RecoveryCode,
        verify_form=sign_in.Verify,
        password_util_cls=accounts.Passwords,
        totp_cls=second_factors.Codes,
    )
    security.i18n_domain = BOOKS
    accounts.listen(app)
