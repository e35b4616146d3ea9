"""A file of the office in a browser: as a form brings it, and as a page hands it out."""

from collections.abc import Iterator
from io import BytesIO

from flask import Response, abort, request, send_file

from models.office_files import LARGEST, OfficeFile
from models.orders.writing import Filled

SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png"})  # browsers open them


def came() -> Iterator[tuple[str, bytes]]:
    """The files of this form, their names and bytes; of one too large one byte more than may be."""
    for each in request.files.getlist("files"):
        if each.filename:
            yield each.filename, each.read(LARGEST + 1)


def filled() -> Filled:
    """The report form of an agency as it was sent, without its files."""
    form = request.form
    status = form.get("status", "")
    words = form.get(f"words_{status}", "")
    return Filled(status, words, form.get("planned", ""), form.get("after", "0"))


def handed_out(file: OfficeFile, content: bytes | None) -> Response:
    """A file as it is kept: opened where browsers can, else saved; 404 when its bytes are gone."""
    if content is None:
        abort(404)
    kind = file.content_type
    return send_file(
        BytesIO(content),
        mimetype=kind,
        as_attachment=kind not in SHOWN,
        download_name=file.file_name,
    )
