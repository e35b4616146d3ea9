"""A citizen's photographs, for officers of the section alone: veiled, and on asking, looked at."""

from flask import Response, abort

from handlers.staff import needs
from handlers.staff.precheck_case import case
from handlers.staff.visit import lent, note, now, officer
from models.attachments import Attachment, Keeping
from models.audit import PHOTO, PHOTO_SEEN
from models.dates import thai_moment
from models.photos import veiled as veil
from models.photos import watermarked
from models.prechecks import Precheck

PDF = "application/pdf"


@needs("prechecks.read")
def photo(number: int, photo: int) -> Response:
    """One photograph, with receipt, officer and moment across it; a PDF as it was sent."""
    one = case(number)
    return look(_attachment(one, photo), one.receipt, photo, {"precheck": one.receipt})


@needs("prechecks.read")
def veiled(number: int, photo: int) -> Response:
    """The same so small that nothing on it can be read: no look, and not written down."""
    return veil_over(_attachment(case(number), photo))


def look(attachment: Attachment, receipt: str, number: int, of: dict[str, str]) -> Response:
    """What a citizen sent, marked with who looks; one look, written down as being `of` a matter."""
    body, kind = _body(attachment), attachment.content_type or ""
    if kind != PDF and not kind.startswith("image/"):
        abort(415)
    note(PHOTO_SEEN, f"{PHOTO}{attachment.id}", after=of)
    if kind == PDF:
        named = f'inline; filename="{receipt}-{number}.pdf"'
        return Response(body, mimetype=PDF, headers={"Content-Disposition": named})
    across = (receipt, officer().name, thai_moment(now()))
    return Response(watermarked(body, across), mimetype="image/jpeg")


def veil_over(attachment: Attachment) -> Response:
    """A picture so small that nothing on it can be read."""
    if not (attachment.content_type or "").startswith("image/"):
        abort(415)
    return Response(veil(_body(attachment)), mimetype="image/jpeg")


def _attachment(one: Precheck, number: int) -> Attachment:
    found = next((shot for shot in one.all_photos if shot.id == number), None) or abort(404)
    return found.attachment


def _body(attachment: Attachment) -> bytes:
    body = lent().open_photo(attachment.vault_name) if attachment.status == Keeping.KEPT else None
    return body or abort(404)
