"""A copy of everything we hold of a citizen, as a file they may take away."""

import io
import json
import tempfile
import zipfile
from collections.abc import Sequence
from typing import IO, Any

from flask import Blueprint, Response, abort, send_file

from handlers.pages.visit import lent, now, paper, session, speak_with, subject
from models import audit, erasing
from models.attachments import Attachment
from models.citizens import Citizen
from models.dates import BANGKOK

PURPOSE = "export"
IN_MEMORY = 8 * 1024 * 1024  # bytes; a larger copy is put together on disk
ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/heic": "heic", "application/pdf": "pdf",
    "video/mp4": "mp4", "audio/x-m4a": "m4a",
}  # fmt: skip


def open_page(pages: Blueprint) -> None:
    """Add the page to those under /p."""
    pages.add_url_rule("/export/<token>", "export", show)
    pages.add_url_rule("/export/<token>", "copy", copy, methods=["POST"])


def show(token: str) -> str:
    """What the file will hold; fetched only by a tap, so that a preview of the link takes none."""
    _citizen(token)
    return paper("export")


def copy(token: str) -> Response:
    """The file itself."""
    citizen = _citizen(token)
    data, attachments = erasing.export(session(), citizen, now())
    audit.note(session(), None, "data.exported", f"citizen:{citizen.id}", now())
    name = f"my-data-{now().astimezone(BANGKOK):%Y-%m-%d}.zip"
    return send_file(
        _packed(data, attachments), "application/zip", as_attachment=True, download_name=name
    )


def _citizen(token: str) -> Citizen:
    citizen = session().get(Citizen, subject(PURPOSE, token))
    if citizen is None:
        abort(410)
    speak_with(citizen)
    return citizen


def _packed(data: dict[str, Any], attachments: Sequence[Attachment]) -> IO[bytes]:
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - sent after this returns
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as pack:
        told = json.dumps(data, ensure_ascii=False, indent=2, default=str)
        pack.writestr("data.json", told)
        for attachment in attachments:
            body = lent().fetch(attachment.vault_name)
            if body is not None:
                pack.writestr(_name(attachment), body)
    file.seek(io.SEEK_SET)
    return file


def _name(attachment: Attachment) -> str:
    kind = (attachment.content_type or "").split(";")[0].strip()
    return f"photos/{attachment.id}.{ENDINGS.get(kind, 'bin')}"
