"""A pack: the content of one district in one file, for another district to take over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.catalogue.raw import tidy
from models.content.pages import faults_at
from models.content.versions import PROCEDURE, SHORT_ANSWER

Page = dict[str, Any]
LARGEST = 5_000_000
"""Bytes of a file we open at all."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a pack: where it stands, such as a sheet and its row, and why."""

    where: str
    reason: str

    @classmethod
    def of(cls, said: str) -> "Fault":
        """From a fault that begins with its place."""
        where, _, reason = said.partition(": ")
        return cls(where, reason)


class PackFaults(Exception):
    """The pack is refused whole; nothing of it was taken over."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{fault.where}: {fault.reason}" for fault in self.faults))


@dataclass(frozen=True)
class Pack:
    """The pages of a district, tidied; `office_th` is the name of the district that gave them."""

    procedures: tuple[Page, ...]
    short_answers: tuple[Page, ...]
    office_th: str = ""

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Every page with its kind."""
        yield from ((PROCEDURE, page) for page in self.procedures)
        yield from ((SHORT_ANSWER, page) for page in self.short_answers)


def checked(pack: Pack, faults: list[Fault]) -> Pack:
    """The pack tidied, if every page of it reads; raises PackFaults with `faults` and its own.

    A page or a row that knows where it was written (`Placed`) is named by that.
    """
    tidied = Pack(tuple(map(tidy, pack.procedures)), tuple(map(tidy, pack.short_answers)),
                  pack.office_th)  # fmt: skip
    seen: dict[str, str] = {}
    for kind, page in tidied.pages():
        place = place_in(page)
        faults += map(Fault.of, faults_at(place, kind, page))
        slug = str(page.get("slug"))
        if slug in seen:
            faults.append(Fault(place, f"slug {slug!r} is used more than once: {seen[slug]}"))
        seen[slug] = place
    if not faults and not seen:
        faults.append(Fault("pack", "is empty"))
    if faults:
        raise PackFaults(faults)
    return tidied


def place_in(page: Mapping[str, Any]) -> str:
    """Where a page was written in its file."""
    return str(getattr(page, "place", "pack"))
