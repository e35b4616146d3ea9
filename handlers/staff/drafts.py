"""What an officer typed and has not saved: kept in their own browser, to be read by them alone."""

import hmac
from base64 import b64encode

from flask import Response, current_app, request
from flask import session as cookie
from flask_login import current_user

from handlers.staff.visit import officer

SAVED = (302, 303)  # how a form answers once it was taken


def draft_key() -> str:
    """What seals this officer's drafts in the browser: 32 bytes in base64.

    It is told to pages behind the door alone, so nobody reads them after the stay has ended; and
    it changes when the officer is signed out everywhere.
    """
    secret = str(current_app.secret_key).encode()
    whose = f"drafts:{officer().id}:{officer().fs_uniquifier}"
    return b64encode(hmac.digest(secret, whose.encode(), "sha256")).decode()


def note_saved(response: Response) -> Response:
    """Remember which form was just taken, for the next page to forget its draft."""
    taken = request.method == "POST" and response.status_code in SAVED
    if taken and current_user.is_authenticated:
        cookie["kept"] = request.path
    return response


def saved_form() -> str:
    """The address of the form that was taken just before this page; told once, "" for none."""
    return str(cookie.pop("kept", ""))
