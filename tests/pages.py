"""Pages that the officers of the tests write, and their way to the citizens."""

from copy import deepcopy
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from models import content
from models.catalogue import load
from models.content import PROCEDURE, SHORT_ANSWER, Version
from models.packs import xlsx
from tests.officers import Officers
from tests.people import NOON

LOST_CARD = "id-card-lost"
FEE = {
    "text_th": "111 บาท",
    "amount_thb": 111,
    "standing": "verified",
    "sources": ["https://www.bora.dopa.go.th/card"],
    "verified_by": "ฝ่ายทะเบียน",
    "verified_at": "2026-11-20",
    "review_due": "2027-11-20",
}
PARKING = {
    "slug": "parking",
    "section": "registration",
    "name_th": "ที่จอดรถของสำนักงานเขต",
    "name_en": "Parking at the office",
    "answer_th": "จอดรถได้ที่ลานด้านหลังอาคารค่ะ สอบถาม {phone}",
    "answer_en": "Park behind the building. Call {phone}.",
    "phrases": ["มีที่จอดรถไหม", "จอดรถตรงไหน"],
    "verified_by": "ฝ่ายทะเบียน",
    "verified_at": "2026-11-20",
    "review_due": "2027-11-20",
}


def page(**changes: Any) -> dict[str, Any]:
    """The starter page of a lost identity card, changed."""
    found = deepcopy(content.starter_page(PROCEDURE, LOST_CARD)) or {}
    return found | changes


def drafted(session: Session, cast: Officers, **changes: Any) -> Version:
    """A draft of it that สมชาย wrote."""
    return content.open_draft(
        session, PROCEDURE, LOST_CARD, "registration", page(**changes), cast.somchai, NOON
    )


def published(session: Session, cast: Officers, **changes: Any) -> Version:
    """The same, checked and published by the head."""
    version = drafted(session, cast, **changes)
    content.submit(session, version, cast.somchai, NOON)
    content.publish(session, version, cast.head, NOON)
    return version


def answered(session: Session, cast: Officers, **changes: Any) -> Version:
    """A short answer, written and published."""
    written = PARKING | changes
    version = content.open_draft(
        session, SHORT_ANSWER, str(written["slug"]), "registration", written, cast.somchai, NOON
    )
    content.submit(session, version, cast.somchai, NOON)
    content.publish(session, version, cast.head, NOON)
    return version


@cache
def starter_pages() -> tuple[dict[str, Any], ...]:
    return tuple(load().pages.values())


def written(*procedures: Any, answers: Any = (), write: Any = xlsx.write) -> bytes:
    """A file of these pages."""
    return write(procedures, answers, "สำนักงานเขตสมมติ")
