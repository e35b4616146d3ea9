"""The console's edge: one transaction per request, committed here and nowhere else."""

from collections.abc import Callable
from functools import cache

import structlog
from flask import Flask, Response, current_app, g
from sqlalchemy import Engine
from sqlalchemy.exc import DataError
from werkzeug.middleware.proxy_fix import ProxyFix

from bot import vapid
from bot.hearing_out import HeardOut
from bot.logs import where
from bot.lookout import Lookout
from bot.now import now
from bot.office_files import OfficeFiles
from bot.postgres import open_sessions
from bot.settings import Settings
from bot.vault import Vault, VaultError
from handlers.staff.console import open_console
from handlers.staff.visit import Lent

log = structlog.get_logger()

Samples = tuple[tuple[str, str, str], ...]  # username, password, who: officers of the demo


def attach(app: Flask, settings: Settings, engine: Engine, samples: Samples = ()) -> None:
    """Open /staff in `app`, or, without a SECRET_KEY, a page there that says what is missing."""
    if not settings.secret_key:
        _keep_closed(app)
        return
    app.secret_key = settings.secret_key
    app.config["SECRET_KEY_FALLBACKS"] = list(settings.secret_keys_old)
    app.after_request(_commit)  # the first to be registered is the last to be called
    app.teardown_request(_close)
    sessions, vault = open_sessions(engine), cache(lambda: Vault.open(settings))
    files = OfficeFiles(sessions, vault)
    lookout = Lookout(sessions, settings)
    lent = Lent(
        sessions,
        now,
        settings.public_url,
        samples,
        _photos(vault),
        vapid_public=vapid.public(settings),
        sends_mail=bool(settings.smtp_url),
        wellbeing=lookout.findings,
        ask_line=lookout.ask_line,
        keep_file=files.keep,
        read_file=files.read,
    )
    open_console(app, lent)
    app.log_exception = _log_exception  # type: ignore[method-assign, assignment]
    if settings.public_url.startswith("https://"):
        # TLS ends at a proxy before us; what it says of the caller is believed, one step back.
        told = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)
        app.wsgi_app = HeardOut(told)  # type: ignore[method-assign, assignment]


def _commit(response: Response) -> Response:
    if "session" not in g:
        return response
    try:
        g.session.commit()
    except DataError as error:  # written at the last moment, and nothing the database can hold
        refusal = current_app.make_response(current_app.handle_user_exception(error))
        return current_app.process_response(refusal)
    return response


def _close(_: BaseException | None) -> None:
    if "session" in g:
        g.pop("session").close()


def _log_exception(about: tuple[object, ...]) -> None:
    # Not the message, which may hold an officer's or a citizen's words.
    error = about[1]
    assert isinstance(error, BaseException)
    log.error("page_failed", error=where(error))


def _photos(vault: Callable[[], Vault]) -> Callable[[str], bytes | None]:
    """What opens a citizen's photograph by its name in the vault, itself opened when needed."""

    def open_photo(name: str) -> bytes | None:
        try:
            return vault().get(name)
        except VaultError as error:
            log.warning("photo_missing", error=type(error).__name__)
            return None

    return open_photo


def _keep_closed(app: Flask) -> None:
    sentence = "คอนโซลยังไม่เปิด: ยังไม่ได้ตั้งค่า SECRET_KEY (the console is closed: set SECRET_KEY)"
    log.warning("console_closed", reason="SECRET_KEY is not set")

    @app.route("/staff/")
    @app.route("/staff/<path:rest>")
    def closed(rest: str = "") -> tuple[str, int, dict[str, str]]:
        return sentence + "\n", 503, {"Content-Type": "text/plain; charset=utf-8"}
