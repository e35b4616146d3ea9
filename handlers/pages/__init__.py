"""Pages for citizens: private ones opened from the chat by a signed address, and the counter's."""

from flask import Blueprint, Flask

from handlers.pages import appointment, export, guard, order, survey, upload
from handlers.pages.visit import Lent

__all__ = ["Lent", "open_pages"]


def open_pages(app: Flask, lent: Lent) -> None:
    """Put the pages into `app`, under /p. Whoever commits `flask.g.session` keeps what they do."""
    app.extensions["pages"] = lent
    pages = Blueprint(
        "pages",
        __name__,
        url_prefix=guard.PREFIX,
        template_folder="templates",
        static_folder="static",
    )
    guard.stand_guard(pages)
    upload.open_page(pages)
    export.open_page(pages)
    appointment.open_page(pages)
    survey.open_page(pages)
    order.open_page(pages)
    if "csrf" in app.extensions:
        # There is no sign-in to ride on: the address itself is the secret, and guard.py looks
        # where a request comes from.
        app.extensions["csrf"].exempt(pages)
    app.register_blueprint(pages)
