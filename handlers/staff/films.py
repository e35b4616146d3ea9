"""Films at other addresses: which of them can be played inside a page of the console, and how."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from models.catalogue.checking import is_address

YOUTUBE = ("www.youtube.com", "youtube.com", "m.youtube.com", "youtu.be")
YOUTUBE_ID = re.compile(r"[\w-]{11}")


@dataclass(frozen=True)
class Film:
    """A film by its address, with the address of its first picture."""

    address: str
    preview: str | None = None

    @property
    def in_chat(self) -> bool:
        """Whether it plays inside the chat, so that LINE tells when it was seen to its end."""
        return self.plays and self.preview is not None

    @property
    def plays(self) -> bool:
        """Whether a browser plays it as it is."""
        return urlsplit(self.address).path.endswith(".mp4")

    @property
    def frame(self) -> str | None:
        """YouTube's player without its cookies, for the address of a YouTube film."""
        parts = urlsplit(self.address)
        if parts.hostname not in YOUTUBE:
            return None
        named = parse_qs(parts.query).get("v", [parts.path.rsplit("/", 1)[-1]])[0]
        known = YOUTUBE_ID.fullmatch(named)
        return f"https://www.youtube-nocookie.com/embed/{named}" if known else None


def film_at(address: str | None, preview: str | None = None) -> Film | None:
    """The film at an address; None when there is none, or it is no https address."""
    return Film(address, preview or None) if address and is_address(address) else None
