"""One visit to one page: who comes, at what moment, what they may do, and what is written down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import abort, current_app, g, request
from flask_login import current_user
from sqlalchemy.orm import Session

from models import audit
from models.office_files import Wrong, WrongFile
from models.officers import Officer
from models.permissions import PERMISSIONS
from models.wellbeing import Finding

View = TypeVar("View", bound=Callable[..., Any])


def _nowhere(file_name: str, *_rest: object) -> int:
    raise WrongFile(Wrong.AWAY, file_name)


@dataclass(frozen=True)
class Lent:
    """What the machine lends to the console."""

    sessions: Callable[[], Session]
    clock: Callable[[], datetime]
    public_url: str = ""  # how officers reach us; empty: as they just did
    sample_officers: tuple[tuple[str, str, str], ...] = ()  # username, password, who; demo only
    open_photo: Callable[[str], bytes | None] = lambda _name: None  # by vault name; None when gone
    vapid_public: str = ""  # what browsers ask for alerts with; empty: they cannot be switched on
    sends_mail: bool = False
    wellbeing: Callable[[], list[Finding]] = list  # how the office stands, seen just now
    ask_line: Callable[[int], None] = lambda _officer: None  # answered in the audit, by and by
    # Name, content type and bytes of a file that was examined, and whose it is: the id of its
    # OfficeFile, which goes to the shredder unless this request says office_files.kept().
    keep_file: Callable[[str, str, bytes, int | None], int] = _nowhere
    read_file: Callable[[str], bytes | None] = lambda _name: None  # by vault name


def lent() -> Lent:
    """What the machine lent to the console of this application."""
    return current_app.extensions["staff"]  # type: ignore[no-any-return]


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


def officer() -> Officer:
    """Who is signed in. Only to be asked behind the guard."""
    return current_user._get_current_object()  # type: ignore[no-any-return]


def place() -> str | None:
    """The network address the request came from."""
    return request.remote_addr


def needs(permission: str) -> Callable[[View], View]:
    """Open a view to those who have `permission`; a view without this is closed to everybody."""
    if permission not in PERMISSIONS:
        raise ValueError(f"no such permission: {permission}")

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def takes_files(most: int) -> Callable[[View], View]:
    """Let a form bring files of `most` bytes together; other forms stay as small as they are."""

    def mark(view: View) -> View:
        view.most_bytes = most  # type: ignore[attr-defined]
        return view

    return mark


def make_room() -> None:
    """Ask no less of a form than its view takes; before anybody reads the form."""
    view = current_app.view_functions.get(request.endpoint or "")
    most = getattr(view, "most_bytes", None)
    if most is not None:
        request.max_content_length = most


def demand(permission: str, section: str | None) -> None:
    """Refuse the request unless the officer may do this for this section (None: no section's)."""
    if not officer().may(permission, section or ""):
        abort(403)


def note(
    action: str,
    subject: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> audit.Act:
    """Write down what the officer does, sees or is refused; kept with the request itself."""
    who = officer() if current_user.is_authenticated else None
    return audit.note(
        session(), who, action, subject, now(), before=before, after=after, ip=place()
    )


def unchanged(version: object) -> bool:
    """Whether the page asking again (`?v=`) already shows this version: then answer 204.

    The answer of this request carries the version, for the next time the page asks.
    """
    g.version = str(version)
    return request.args.get("v") == str(version)
