"""What every page of the console finds in place: dates, names of sections, addresses of files."""

import hashlib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import flask_bootstrap
from flask import Flask, request, url_for
from flask_babel import gettext as _

from handlers.staff.drafts import draft_key, saved_form
from handlers.staff.guard import STATIC
from handlers.staff.start import waiting_desks
from handlers.staff.visit import lent, officer, session
from handlers.staff.words import language
from models.catalogue import Section, load
from models.dates import BANGKOK, BUDDHIST_ERA, MONTHS, thai_moment
from models.officers import Officer
from models.orders import Agency
from models.permissions import Role

FOLDERS = {
    "staff.static": Path(__file__).parent / "static",
    "bootstrap.static": Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5",
}


def furnish(app: Flask) -> None:
    """Give every template of `app` its filters and functions."""
    app.jinja_env.filters.update(moment=_moment, day=thai_day)
    app.jinja_env.globals.update(
        desks=waiting_desks,
        draft_key=draft_key,
        here_with=here_with,
        language=language,
        lent=lent,
        may=lambda permission, section=None: officer().may(permission, section),
        officer=officer,
        saved_form=saved_form,
        section_name=section_name,
        sections=sections,
        whose=whose,
    )
    app.context_processor(lambda: {"here": request.blueprint})
    app.url_defaults(_name_edition)


@cache
def sections() -> tuple[Section, ...]:
    """The sections of the office, in their order."""
    return tuple(sorted(load().sections, key=lambda section: section.order))


def section_name(code: str | None) -> str:
    """The name of a section in the language of this request; its code when nobody knows it."""
    for section in sections():
        if section.code == code:
            return section.name_th if language() == "th" else section.name_en
    return code or ""


def whose(somebody: Officer) -> str:
    """An officer's role, and the section or the agency they work for."""
    role = _(Role(somebody.role).name_th)
    agency = session().get(Agency, somebody.agency_id) if somebody.agency_id else None
    if agency is not None:
        return f"{role} · {agency.name}"
    return f"{role} · {section_name(somebody.section)}" if somebody.section else role


def thai_day(value: date | datetime | None) -> str:
    """A day, e.g. "21 พ.ย. 2569"; nothing for none."""
    if value is None:
        return ""
    local = value.astimezone(BANGKOK) if isinstance(value, datetime) else value
    return f"{local.day} {MONTHS[local.month - 1]} {local.year + BUDDHIST_ERA}"


def here_with(**changed: object) -> str:
    """The address of this page with some of its arguments changed; None takes one away."""
    arguments = request.args.to_dict() | (request.view_args or {}) | changed
    kept = {name: value for name, value in arguments.items() if value is not None}
    return url_for(str(request.endpoint), **kept)


def _moment(value: datetime | None) -> str:
    return thai_moment(value) if value else ""


def _name_edition(endpoint: str, values: dict[str, Any]) -> None:
    """Name the edition of a static file in its address, so that browsers may keep it for ever."""
    if endpoint in STATIC and "filename" in values:
        values.setdefault("v", _edition(FOLDERS[endpoint] / values["filename"]))


@cache
def _edition(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
