"""How far the office may stand behind what it says, and the facts that carry that standing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """Who stands behind a fact: the office, a public page, or nobody yet."""

    VERIFIED = "verified"
    """An officer checked it: `verified_by` and `verified_at` say who and when."""
    SOURCED = "sourced"
    """A public page says so; it still waits for the office."""
    RECALLED = "recalled"
    """Common knowledge only; it must never be stated to a citizen as true."""


@dataclass(frozen=True, kw_only=True)
class Stated:
    """Anything said about a procedure, with its standing and the ids of its sources."""

    standing: Standing = Standing.RECALLED
    sources: tuple[str, ...] = ()
    verified_by: str | None = None
    verified_at: date | None = None
    review_due: date | None = None

    @property
    def backed(self) -> bool:
        """Whether more than memory stands behind it."""
        return self.standing is not Standing.RECALLED

    def overdue(self, today: date) -> bool:
        """Whether the day to look again has come; `today` is the day in Bangkok."""
        return self.review_due is not None and self.review_due <= today


@dataclass(frozen=True, kw_only=True)
class Fact(Stated):
    """One fact in Thai words; `text_th` is None when nothing is known yet."""

    text_th: str | None = None
    note_th: str | None = None
    """A remark for the office's own eyes, never for a citizen."""

    @property
    def told(self) -> bool:
        """Whether the fact may be told to a citizen: something is said, and it is backed."""
        return self.text_th is not None and self.backed


@dataclass(frozen=True, kw_only=True)
class Fee(Fact):
    """What a procedure costs; `amount_thb` in whole baht when it is one plain figure."""

    amount_thb: int | None = None


@dataclass(frozen=True, kw_only=True)
class Duration(Fact):
    """How long a procedure takes, as pages publish it: days, hours and minutes together."""

    days: int | None = None
    hours: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class Place(Fact):
    """Where a procedure is done; `kind` is one of `PLACES`."""

    kind: str


PLACES = (
    "any_district",
    "home_district",
    "place_of_residence",
    "place_of_event",
    "house_location",
    "property_location",
    "business_location",
    "military_domicile",
    "other",
)


@dataclass(frozen=True, kw_only=True)
class Document(Stated):
    """One paper to bring; `when` is the id of the condition that calls for it, if any."""

    th: str
    when: str | None = None
