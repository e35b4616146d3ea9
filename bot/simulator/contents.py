"""Photos, clips and files citizens sent, kept until they are unsent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Upload:
    """A file on its way from a phone; `duration` in milliseconds, for clips and recordings."""

    data: bytes
    content_type: str
    file_name: str = ""
    duration: int = 5000


@dataclass
class Content:
    kind: str  # "image", "video", "audio" or "file"
    upload: Upload
    gone: bool = False


class Contents:
    """Sent files by message id."""

    def __init__(self) -> None:
        self._by_id: dict[str, Content] = {}

    def keep(self, message_id: str, kind: str, upload: Upload) -> None:
        self._by_id[message_id] = Content(kind, upload)

    def get(self, message_id: str) -> Content | None:
        return self._by_id.get(message_id)

    def shred(self, message_id: str) -> None:
        """The citizen took the message back: nobody may fetch it again."""
        content = self._by_id.get(message_id)
        if content:
            content.gone = True
            content.upload = Upload(b"", content.upload.content_type)

    def expire(self, message_id: str) -> None:
        """As if LINE had cleaned up: the message is no longer known."""
        self._by_id.pop(message_id, None)
