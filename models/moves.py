"""What all histories of moves have in common: who moved, and how a state is kept."""

from enum import StrEnum

from sqlalchemy import Enum


class By(StrEnum):
    """Who made a step."""

    CITIZEN = "citizen"
    CLOCK = "clock"
    OFFICER = "officer"


def kept_as_text(names: type[StrEnum]) -> Enum:
    """How such a name lies in the database: as its own text, at most 20 characters."""
    return Enum(
        names, native_enum=False, length=20, values_callable=lambda kinds: [k.value for k in kinds]
    )
