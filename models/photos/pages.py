"""Opens a PDF so far as to count its pages, and to tell whether it is locked."""

import io
import logging

from pypdf import PdfReader

from models.photos.seen import Finding, Seen

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it quotes what it reads
MOST = 10_000  # pages; whoever says more is not believed


def look_at_pdf(body: bytes) -> Seen:
    """A PDF as it was sent, with what stands in the way of reading it."""
    pages, findings = _count(body)
    return Seen("pdf", "application/pdf", body, pages=pages, findings=findings)


def _count(body: bytes) -> tuple[int, tuple[Finding, ...]]:
    try:
        reader = PdfReader(io.BytesIO(body))
        # Many are locked against printing alone: those open with no password.
        if reader.is_encrypted and not reader.decrypt(""):
            return 0, (Finding.PDF_LOCKED,)
        pages = reader.root_object["/Pages"].get_object()
        count = int(pages["/Count"])  # type: ignore[index]
    except Exception:  # whatever a stranger's file does to the reader, it is a file we cannot read
        return 0, (Finding.UNREADABLE,)
    return (count, ()) if 0 < count <= MOST else (0, (Finding.UNREADABLE,))
