"""How far the office may stand behind what it says, and the facts that carry that standing."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self


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
    """Anything said about a procedure, with its standing and its sources.

    A source is an id of sources.yaml, or an https address. All days are days in Bangkok.
    """

    standing: Standing = Standing.RECALLED
    sources: tuple[str, ...] = ()
    verified_by: str | None = None
    verified_at: date | None = None
    review_due: date | None = None
    valid_from: date | None = None
    """The first day on which it holds."""
    valid_to: date | None = None
    """The last day on which it holds."""

    @property
    def backed(self) -> bool:
        """Whether more than memory stands behind it."""
        return self.standing is not Standing.RECALLED

    def overdue(self, today: date) -> bool:
        """Whether the day to look again has come; `today` is the day in Bangkok."""
        return self.review_due is not None and self.review_due <= today

    def in_force(self, today: date) -> bool:
        """Whether it holds on that day."""
        begun = self.valid_from is None or self.valid_from <= today
        return begun and (self.valid_to is None or today <= self.valid_to)

    def ended(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.valid_to is not None and self.valid_to < today


@dataclass(frozen=True, kw_only=True)
class Fact(Stated):
    """One fact in Thai words; `text_th` is None when nothing is known yet."""

    text_th: str | None = None
    note_th: str | None = None
    """A remark for the office's own eyes, never for a citizen."""
    others: tuple[Self, ...] = ()
    """The values it has on other days, such as a fee before and after it was raised."""

    def values(self) -> tuple[Self, ...]:
        """Whatever it says on any day; nothing when it says nothing."""
        return tuple(value for value in (self, *self.others) if value.text_th is not None)

    def on(self, day: date) -> Self:
        """The value that holds on that day; one that says nothing when none does."""
        values = [replace(value, others=()) for value in self.values()]
        chosen = next((value for value in values if value.in_force(day)), None)
        others = tuple(value for value in values if value is not chosen)
        if not values:
            return self
        return replace(chosen or self._silence(), others=others)

    def _silence(self) -> Self:
        return type(self)()

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

    def _silence(self) -> Self:
        return type(self)(kind=self.kind)


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
