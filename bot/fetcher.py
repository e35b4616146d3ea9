"""Fetches from LINE what citizens sent, looks at it, and shreds what must be forgotten."""

from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot.line import Download, Line, LineUnreachable
from bot.now import now
from bot.vault import Vault, VaultAway, VaultError
from models import attachments, prechecks, shreddings
from models.attachments import Attachment, Keeping
from models.photos import Finding, Seen, look
from models.prechecks import Photo

log = structlog.get_logger()
LARGEST = 30 * 1024 * 1024  # bytes
GONE = (404, 410)  # LINE reference, "Get content": unknown or expired, taken back by its sender
LOST = Seen("other", "application/octet-stream", b"", findings=(Finding.UNREADABLE,))


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
            return self._look_again()
        try:
            if attachment.status == Keeping.FORGET:
                self._forget(attachment.id, attachment.vault_name)
            else:
                self._fetch(attachment)
        except VaultAway as error:  # the lease ends, and it is tried again
            log.warning("vault_away", attachment=attachment.id, error=str(error))
        return True

    def _fetch(self, attachment: Attachment) -> None:
        try:
            path = f"/v2/bot/message/{attachment.message_id}/content"
            download = self._line.download(path, LARGEST)
        except LineUnreachable:
            download = Download(0)
        # Of a picture only what was made anew goes on: its EXIF ends here.
        seen = look(download.body) if download.body is not None else None
        if seen is not None:
            self._vault.put(attachment.vault_name, seen.body)
        with self._sessions.begin() as session:
            row = session.get(Attachment, attachment.id, with_for_update=True)
            if row is not None and row.status == Keeping.WAITING:
                _note(session, row, download, seen)
        if row is None or row.status in (Keeping.FORGET, Keeping.FORGOTTEN):
            # Taken back or erased while we fetched, perhaps already shredded by another worker.
            self._vault.shred(attachment.vault_name)
        elif row.status in (Keeping.GONE, Keeping.TOO_LARGE):
            self._owe_an_answer(attachment.id)
        log.info("attachment", attachment=attachment.id, status=download.status)

    def _owe_an_answer(self, attachment_id: int) -> None:
        """A photograph that was said to be on its way is lost: its sender must hear of it.

        In a transaction of its own, which takes the citizen first, as all others do.
        """
        with self._sessions.begin() as session:
            photo = session.scalar(select(Photo).where(Photo.attachment_id == attachment_id))
            if photo is None:
                return
            case = photo.precheck
            prechecks.hold(session, case)
            if photo.answered_at and photo.replaced_at is None and case.state.takes_photos:
                photo.answered_at, case.answer_due_at = None, now()

    def _forget(self, attachment_id: int, vault_name: str) -> None:
        self._vault.shred(vault_name)
        with self._sessions.begin() as session:
            row = session.get(Attachment, attachment_id, with_for_update=True)
            if row is not None:
                shreddings.note(session, row, now())
                row.status, row.size, row.content_type = Keeping.FORGOTTEN, None, None
        log.info("attachment_forgotten", attachment=attachment_id)

    def _look_again(self) -> bool:
        """Look at one photograph that was kept before it came into a case."""
        with self._sessions() as session:
            unseen = (
                select(Attachment.id, Attachment.vault_name)
                .join(Photo, Photo.attachment_id == Attachment.id)
                .where(Photo.looked_at.is_(None), Photo.replaced_at.is_(None))
                .where(Attachment.status == Keeping.KEPT)
                .order_by(Photo.id)
                .limit(1)
            )
            found = session.execute(unseen).first()
        if found is None:
            return False
        try:
            seen = look(self._vault.get(found.vault_name))
        except VaultAway as error:
            log.warning("vault_away", attachment=found.id, error=str(error))
            return False
        except VaultError:
            seen = LOST
        with self._sessions.begin() as session:
            row = session.get(Attachment, found.id, with_for_update=True)
            if row is not None:
                _tell_its_case(session, row, seen, now())
        return True


def _note(session: Session, row: Attachment, download: Download, seen: Seen | None) -> None:
    moment = now()
    if seen is not None:
        row.kept(seen.content_type, len(seen.body), moment)
        _tell_its_case(session, row, seen, moment)
    elif download.too_large:
        row.status = Keeping.TOO_LARGE
    elif download.status in GONE:
        row.status = Keeping.GONE
    else:
        row.postpone(moment)  # 202 while LINE prepares it; anything else may pass


def _tell_its_case(session: Session, row: Attachment, seen: Seen, moment: datetime) -> None:
    """Write what was seen beside the photograph, if this is one in a case."""
    photo = session.scalar(select(Photo).where(Photo.attachment_id == row.id))
    if photo is not None and photo.looked_at is None:
        prechecks.looked(photo, seen, moment)
