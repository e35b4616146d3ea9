"""The preview of a short answer: its card and its film as a citizen's phone shows them."""

from typing import Any

from flask import request, url_for

from handlers.citizens.postbacks import write
from handlers.staff import needs, preview
from models.content import SHORT_ANSWER


@needs("content.read")
def phone(slug: str) -> str:
    """A phone with the answer on it."""
    spoken = preview.language()
    turns = url_for("short_answers.turn", slug=slug, version=_version(), language=spoken)
    page = preview.page_of(SHORT_ANSWER, slug, _version())
    return preview.phone(page, write("answer", s=slug), turns)


@needs("content.read")
def turn(slug: str) -> Any:
    """What the office answers to a tap, as on a day on which the answer holds."""
    page = dict(preview.page_of(SHORT_ANSWER, slug, _version()))
    for name in ("valid_from", "valid_to"):
        page.pop(name, None)
    return preview.turn(SHORT_ANSWER, page)


def _version() -> str:
    return request.args.get("version", preview.TOLD)
