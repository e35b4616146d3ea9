"""How LINE draws our messages, lent to the console so that a preview looks as the phone does."""

from flask import Blueprint


def looks() -> Blueprint:
    """The phone page's own scripts and styles; templates find them as `looks.static`."""
    return Blueprint(
        "looks", "bot", static_folder="simulator/static", static_url_path="/looks", url_prefix="/"
    )
