"""Photographs a citizen sent with a question: veiled, and on asking, looked at and written down."""

from flask import Response, abort

from handlers.staff import needs, precheck_photos
from handlers.staff.question_case import question
from handlers.staff.visit import session
from models.attachments import Attachment


@needs("questions.read")
def photo(number: int, words: int) -> Response:
    """One photograph, with receipt, officer and moment across it. Every answer is one look."""
    one, attachment = question(number), _sent(number, words)
    return precheck_photos.look(attachment, one.receipt, words, {"question": one.receipt})


@needs("questions.read")
def veiled(number: int, words: int) -> Response:
    """The same so small that nothing on it can be read: no look, and not written down."""
    return precheck_photos.veil_over(_sent(number, words))


def _sent(number: int, words: int) -> Attachment:
    said = next((said for said in question(number).words if said.id == words), None) or abort(404)
    return session().get(Attachment, said.attachment_id or 0) or abort(404)
