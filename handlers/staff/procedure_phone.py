"""The preview of a procedure: its card, its papers and its film as a citizen's phone shows them."""

from typing import Any

from flask import abort, request, url_for

from handlers.citizens.postbacks import write
from handlers.staff import needs, preview
from handlers.staff.procedure_case import KIND, Page, case, starter_page

STARTER = "starter"


@needs("content.read")
def phone(slug: str) -> str:
    """A phone with the procedure's card on it."""
    spoken = preview.language()
    turns = url_for("procedures.turn", slug=slug, version=_version(), language=spoken)
    return preview.phone(case(slug).newest, write("procedure", p=slug), turns)


@needs("content.read")
def turn(slug: str) -> Any:
    """What the office answers to a tap."""
    return preview.turn(KIND, _page(slug))


def _page(slug: str) -> Page:
    """The page to show: as told now, as the starter pack has it, or one version by its number."""
    if _version() == STARTER:
        return starter_page(slug) or abort(404)
    return preview.page_of(KIND, slug, _version())


def _version() -> str:
    return request.args.get("version", preview.TOLD)
