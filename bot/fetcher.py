"""Fetches from LINE what citizens sent, one thing at a time, and shreds what must be forgotten."""

import structlog
from sqlalchemy.orm import Session, sessionmaker

from bot.line import Download, Line, LineUnreachable
from bot.now import now
from bot.vault import Vault
from models import attachments
from models.attachments import Attachment, Keeping

log = structlog.get_logger()
LARGEST = 30 * 1024 * 1024  # bytes
GONE = (404, 410)  # LINE reference, "Get content": unknown or expired, taken back by its sender


class Fetcher:
    """Moves attachments between LINE and the vault. No connection is held while it does."""

    def __init__(self, sessions: sessionmaker[Session], line: Line, vault: Vault) -> None:
        self._sessions = sessions
        self._line = line
        self._vault = vault

    def step(self) -> bool:
        """Do one thing; False when there is nothing to do."""
        with self._sessions.begin() as session:
            attachment = attachments.claim(session, now())
        if attachment is None:
            return False
        if attachment.status == Keeping.FORGET:
            self._forget(attachment.id, attachment.vault_name)
        else:
            self._fetch(attachment)
        return True

    def _fetch(self, attachment: Attachment) -> None:
        try:
            path = f"/v2/bot/message/{attachment.message_id}/content"
            download = self._line.download(path, LARGEST)
        except LineUnreachable:
            download = Download(0)
        if download.body is not None:
            self._vault.put(attachment.vault_name, download.body)
        with self._sessions.begin() as session:
            row = session.get(Attachment, attachment.id, with_for_update=True)
            if row is not None and row.status == Keeping.WAITING:
                _note(row, download)
        if row is None or row.status in (Keeping.FORGET, Keeping.FORGOTTEN):
            # Taken back or erased while we fetched, perhaps already shredded by another worker.
            self._vault.shred(attachment.vault_name)
        log.info("attachment", attachment=attachment.id, status=download.status)

    def _forget(self, attachment_id: int, vault_name: str) -> None:
        self._vault.shred(vault_name)
        with self._sessions.begin() as session:
            row = session.get(Attachment, attachment_id, with_for_update=True)
            if row is not None:
                row.status, row.size, row.content_type = Keeping.FORGOTTEN, None, None
        log.info("attachment_forgotten", attachment=attachment_id)


def _note(row: Attachment, download: Download) -> None:
    moment = now()
    if download.body is not None:
        row.status, row.kept_at = Keeping.KEPT, moment
        row.content_type, row.size = download.content_type, len(download.body)
    elif download.too_large:
        row.status = Keeping.TOO_LARGE
    elif download.status in GONE:
        row.status = Keeping.GONE
    else:
        row.postpone(moment)  # 202 while LINE prepares it; anything else may pass
