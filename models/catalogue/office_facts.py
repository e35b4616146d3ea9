"""The office itself: its sections, its hours, and the sources it quotes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from models.catalogue.standing import Fact


@dataclass(frozen=True)
class Source:
    """Where a fact was read; `url` is None when no address was kept."""

    id: str
    name_th: str
    """What officers call it; no two are called the same."""
    kind: str
    """One of `SOURCE_KINDS`; "own-knowledge" means that no page was read."""
    url: str | None = None
    note: str | None = None

    @property
    def is_page(self) -> bool:
        """Whether somebody else could read the same thing."""
        return self.kind != "own-knowledge"


SOURCE_KINDS = (
    "own-knowledge",
    "bma",
    "bma-blog",
    "bma-pr",
    "dopa",
    "government",
    "local-government",
    "news",
    "private",
)


@dataclass(frozen=True, kw_only=True)
class Section:
    """A ฝ่าย of the office, or a unit that sits in it without being one (`attached`)."""

    code: str
    order: int
    name_th: str
    name_en: str
    short_th: str
    """Thai name for a button: at most 20 graphemes, unique."""
    duties_th: str
    attached: bool = False
    sources: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """Its name in "th" or "en"."""
        return self.name_en if language == "en" else self.name_th


@dataclass(frozen=True)
class Session:
    """Half a working day in which a citizen can be given a time; Bangkok wall clock."""

    th: str
    en: str
    opens: time
    closes: time

    def name(self, language: str) -> str:
        """Its name in "th" or "en"."""
        return self.en if language == "en" else self.th


@dataclass(frozen=True, kw_only=True)
class OfficeInfo:
    """Name, address and hours; `hours` is keyed counter, saturday, sunday_holiday and more."""

    name_th: str
    name_en: str
    address_th: str
    address_en: str
    phone: str
    map_query: str
    """What to type into a map to find the office."""
    sessions: tuple[Session, ...]
    sessions_sources: tuple[str, ...]
    hours: Mapping[str, Fact]

    def name(self, language: str) -> str:
        """The office's name in "th" or "en"."""
        return self.name_en if language == "en" else self.name_th

    def address(self, language: str) -> str:
        """The office's address in "th" or "en"."""
        return self.address_en if language == "en" else self.address_th
