"""A phone nobody else sees: the real conversation about a page as written, and no trace of it."""

import uuid
from datetime import timedelta
from typing import Any

from flask import abort, jsonify, render_template, request

from handlers.citizens import Chat, hear
from handlers.citizens.postbacks import read as read_tap
from handlers.staff.content_words import told
from handlers.staff.procedure_case import office
from handlers.staff.visit import now, session
from models import content
from models.citizens import LANGUAGES, Citizen
from models.content import PageFaults, Version
from models.heard import read
from models.office import Office

TOLD = "told"
DIGITS = 19  # a number of so many may be too large for the database
Page = dict[str, Any]
# Taps that only look; the preview leaves the others to the real phone.
LOOKING = {"procedure", "answer", "documents", "cases", "clip"}


def phone(page: Page, first: str, turn: str) -> str:
    """A phone with the answer to the tap `first` on it; `turn` is the address that answers taps."""
    spoken = language()
    name_th = page["name_th"]
    name = page.get("name_en") or name_th if spoken == "en" else name_th
    return render_template(
        "staff/phone.html", language=spoken, name_th=name_th, name=name, first=first, turn=turn
    )


def turn(kind: str, page: Page) -> Any:
    """What the office answers to a tap: {"messages": [LINE messages]} or {"fault": words}."""
    data = request.args.get("data", "")
    if read_tap(data)[0] not in LOOKING:
        return jsonify(messages=[], beyond=True)
    try:
        shown = office().with_page(kind, page)
    except PageFaults as faults:
        return jsonify(fault=" ".join(told(faults)))
    return jsonify(messages=_answer(shown, data))


def page_of(kind: str, slug: str, version: str) -> Page:
    """The page to show: as told now, or one version by its number; 404 when there is none."""
    if version == TOLD:
        page = content.page_of(session(), kind, slug)
    else:
        known = version.isdecimal() and len(version) < DIGITS
        row = session().get(Version, int(version)) if known else None
        page = row.page if row and (row.kind, row.slug) == (kind, slug) else None
    return page or abort(404)


def language() -> str:
    """The language the phone speaks."""
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _answer(shown: Office, data: str) -> list[dict[str, Any]]:
    """One turn of the conversation with somebody who never was: all they leave is undone."""
    somebody = f"preview-{uuid.uuid4().hex}"
    at = int((now() - timedelta(seconds=1)).timestamp() * 1000)
    event = {
        "type": "postback",
        "timestamp": at,
        "webhookEventId": somebody,
        "source": {"type": "user", "userId": somebody},
        "postback": {"data": data},
    }
    with session().begin_nested() as trace:
        citizen = Citizen(
            line_user_id=somebody, language=language(), offered={}, first_seen_at=now()
        )
        session().add(citizen)
        session().flush()
        chat = Chat(session(), citizen, read(event, now()), None, now(), shown)
        hear(chat)
        trace.rollback()
    return chat.messages
