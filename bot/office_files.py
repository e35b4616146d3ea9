"""The office's own files: each reserved before its bytes come, read back, and shredded in time."""

from collections.abc import Callable

import structlog
from sqlalchemy.orm import Session, sessionmaker

from bot.now import now
from bot.vault import Vault, VaultAway, VaultError
from models import office_files
from models.office_files import Wrong, WrongFile

log = structlog.get_logger()


class OfficeFiles:
    """Moves files between officers and the vault. Safe to share among threads."""

    def __init__(self, sessions: sessionmaker[Session], vault: Callable[[], Vault]) -> None:
        """`vault` opens it when it is first needed."""
        self._sessions = sessions
        self._vault = vault

    def keep(self, file_name: str, content_type: str, content: bytes, officer: int | None) -> int:
        """Put a file that was examined into the vault; the id of its row.

        Whoever asks must say office_files.kept() in their own transaction, else it is shredded.
        A photograph is kept without the place and device it tells of. Raises WrongFile when it is
        torn, or the vault away.
        """
        content = office_files.discreet(file_name, content_type, content)
        with self._sessions.begin() as session:
            file = office_files.reserve(session, file_name, content_type, content, officer, now())
        try:
            self._vault().put(file.vault_name, content)
        except VaultAway as error:
            log.warning("vault_away", office_file=file.id, error=type(error).__name__)
            raise WrongFile(Wrong.AWAY, file_name) from error
        return file.id

    def read(self, vault_name: str) -> bytes | None:
        """The bytes of a file; None when they are gone or cannot be had now."""
        try:
            return self._vault().get(vault_name)
        except VaultError as error:
            log.warning("office_file_missing", error=type(error).__name__)
            return None

    def step(self) -> bool:
        """Shred one file that was let go or never came; False when there is none."""
        try:
            with self._sessions.begin() as session:
                for file in office_files.to_shred(session, now(), limit=1):
                    # Held meanwhile, so that nobody brings it back just now.
                    self._vault().shred(file.vault_name)
                    file.shredded_at = now()
                    log.info("office_file_shredded", office_file=file.id)
                    return True
        except VaultAway as error:
            log.warning("vault_away", error=type(error).__name__)
        return False
