"""The preview: the real conversation about a procedure as written, on a phone nobody else sees."""

import uuid
from datetime import timedelta
from typing import Any

from flask import abort, jsonify, render_template, request

from handlers.citizens import Chat, hear
from handlers.citizens.postbacks import read as read_tap
from handlers.citizens.postbacks import write
from handlers.staff import needs, now
from handlers.staff.content_words import told
from handlers.staff.procedure_case import KIND, Page, case, office, starter_page
from handlers.staff.visit import session
from models import content
from models.citizens import LANGUAGES, Citizen
from models.content import PageFaults, Version
from models.heard import read

TOLD, STARTER = "told", "starter"
# Taps that only look; the preview leaves the others to the real phone.
LOOKING = {"procedure", "documents", "cases", "clip"}


@needs("content.read")
def phone(slug: str) -> str:
    """A phone with the procedure's card on it."""
    return render_template(
        "staff/procedures/phone.html",
        case=case(slug),
        version=request.args.get("version", TOLD),
        language=_language(),
        first=write("procedure", p=slug),
    )


@needs("content.read")
def turn(slug: str) -> Any:
    """What the office answers to a tap: {"messages": [LINE messages]} or {"fault": words}."""
    page = _page(slug, request.args.get("version", TOLD))
    data = request.args.get("data", "")
    if read_tap(data)[0] not in LOOKING:
        return jsonify(messages=[], beyond=True)
    try:
        shown = office().with_page(KIND, page)
    except PageFaults as faults:
        return jsonify(fault=" ".join(told(faults)))
    return jsonify(messages=_answer(shown, data))


def _answer(told: Any, data: str) -> list[dict[str, Any]]:
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
            line_user_id=somebody, language=_language(), offered={}, first_seen_at=now()
        )
        session().add(citizen)
        session().flush()
        chat = Chat(session(), citizen, read(event, now()), None, now(), told)
        hear(chat)
        trace.rollback()
    return chat.messages


def _page(slug: str, version: str) -> Page:
    """The page to show: as told now, as the starter pack has it, or one version by its number."""
    if version == TOLD:
        page = content.page_of(session(), KIND, slug)
    elif version == STARTER:
        page = starter_page(slug)
    else:
        row = session().get(Version, int(version)) if version.isdecimal() else None
        page = row.page if row and (row.kind, row.slug) == (KIND, slug) else None
    if page is None:
        abort(404)
    return page


def _language() -> str:
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]
