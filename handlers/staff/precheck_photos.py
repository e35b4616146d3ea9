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
    """One photograph, with receipt, officer and moment across it; a PDF as it was sent.

    Every answer is one look, and written down.
    """
    one = case(number)
    attachment, body = _kept(one, photo)
    kind = attachment.content_type or ""
    if kind != PDF and not kind.startswith("image/"):
        abort(415)
    note(PHOTO_SEEN, f"{PHOTO}{attachment.id}", after={"precheck": one.receipt})
    if kind == PDF:
        named = f'inline; filename="{one.receipt}-{photo}.pdf"'
        return Response(body, mimetype=PDF, headers={"Content-Disposition": named})
    across = (one.receipt, officer().name, thai_moment(now()))
    return Response(watermarked(body, across), mimetype="image/jpeg")


@needs("prechecks.read")
def veiled(number: int, photo: int) -> Response:
    """The same so small that nothing on it can be read: no look, and not written down."""
    attachment, body = _kept(case(number), photo)
    if not (attachment.content_type or "").startswith("image/"):
        abort(415)
    return Response(veil(body), mimetype="image/jpeg")


def _kept(one: Precheck, number: int) -> tuple[Attachment, bytes]:
    found = next((shot for shot in one.all_photos if shot.id == number), None) or abort(404)
    attachment = found.attachment
    body = lent().open_photo(attachment.vault_name) if attachment.status == Keeping.KEPT else None
    return attachment, body or abort(404)
