"""One visit to a private page: what the machine lends, at what moment, in whose language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, g, render_template, request
from sqlalchemy.orm import Session

from handlers.citizens.words import Words
from models.citizens import Citizen
from models.links import Links


@dataclass(frozen=True)
class Lent:
    """What the machine lends to the pages.

    `reserve` commits a place for something a citizen sends (their id, its kind) and gives the id
    of the attachment and its name in the vault; `keep` puts bytes there, `fetch` reads them back
    or gives None when they are gone, and refuses the request while nobody can tell.
    `keep_file` and `read_file` are for the office's own files, as the console's.
    """

    sessions: Callable[[], Session]
    clock: Callable[[], datetime]
    links: Links
    reserve: Callable[[int, str], tuple[int, str]]
    keep: Callable[[str, bytes], None]
    fetch: Callable[[str], bytes | None]
    keep_file: Callable[[str, str, bytes, int | None], int]
    read_file: Callable[[str], bytes | None]


def lent() -> Lent:
    """What the machine lent to the pages of this application."""
    return current_app.extensions["pages"]  # type: ignore[no-any-return]


def session() -> Session:
    """The one transaction of this request; it is committed, or rolled back, at the edge."""
    if "session" not in g:
        g.session = lent().sessions()
    return g.session  # type: ignore[no-any-return]


def now() -> datetime:
    """The moment of this request, the same wherever it is asked."""
    if "now" not in g:
        g.now = lent().clock()
    return g.now  # type: ignore[no-any-return]


def subject(purpose: str, token: str) -> int:
    """Whose page, or which case's: raises LinkOver or LinkWrong."""
    return int(lent().links.read(purpose, token, now()))


def speak_with(citizen: Citizen) -> None:
    """Use this citizen's language from here on."""
    g.words = Words(citizen.language)


def words() -> Words:
    """The words of this visit; before anybody is known, those of their browser, Thai first."""
    if "words" not in g:
        g.words = Words(request.accept_languages.best_match(["th", "en"]) or "th")
    return g.words  # type: ignore[no-any-return]


def paper(name: str, **told: Any) -> str:
    """A page, in the words of this visit."""
    return render_template(f"pages/{name}.html", words=words(), **told)
