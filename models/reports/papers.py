"""A paper before it is printed: headings, lines, tables, charts; one for Word, PDF and text."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.reports.writing import thai_digits

SHORT = 8  # rows that one need not turn a page for


class Digits(StrEnum):
    """Which digits a paper is printed in: memos like Thai ones, the city's forms Arabic."""

    ARABIC = "arabic"
    THAI = "thai"


def in_digits(text: str, digits: Digits) -> str:
    """Text in these digits; what holds Latin letters (links, codes) stays as it is."""
    if digits is Digits.ARABIC:
        return text
    parts = re.split(r"(\s+)", text)
    return "".join(p if re.search(r"[A-Za-z]", p) else thai_digits(p) for p in parts)


@dataclass(frozen=True)
class Heading:
    """A heading of a paper (level 1) or of a part of it (2)."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Line:
    """Words on lines of their own, with a bold label before them; a line break begins a new one.

    What is to be kept stays on the page of what follows it.
    """

    text: str
    label: str = ""
    indent: int = 0
    centred: bool = False
    keep: bool = False

    @property
    def lines(self) -> list[str]:
        """What stands behind the label, then the lines below: several all go below it."""
        lines = self.text.split("\n")
        return ["", *lines] if self.label and len(lines) > 1 else lines


@dataclass(frozen=True)
class Table:
    """Rows below a head; `widths` are shares of the line, columns after the first are figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    words: frozenset[int] = frozenset({0})

    @property
    def short(self) -> bool:
        """Whether it is left whole, on one page."""
        return len(self.rows) <= SHORT


@dataclass(frozen=True)
class Chart:
    """Bars, one for each label; the table beside it holds the same figures."""

    title: str
    labels: tuple[str, ...]
    values: tuple[int, ...]
    unit: str


@dataclass(frozen=True)
class Signature:
    """Where the officer signs, with name and position if they are known.

    `before` is what is signed for; it stays on the same page.
    """

    role: str
    name: str = ""
    position: str = ""
    before: str = ""


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a page of its own."""


Block = Heading | Line | Table | Chart | Signature | NewPage


@dataclass(frozen=True)
class Paper:
    """A whole paper; `made` is the day it is printed on."""

    title: str
    office: str
    made: date
    blocks: tuple[Block, ...]
    digits: Digits = Digits.ARABIC

    def words(self, text: str) -> str:
        """Text in the paper's digits."""
        return in_digits(text, self.digits)


DOTS = "." * 34


def signing(signature: Signature) -> list[str]:
    """The lines one signs on; dots where a name is not known."""
    return [
        f"ลงชื่อ{DOTS}({signature.role})",
        f"({signature.name or DOTS})",
        f"ตำแหน่ง {signature.position or DOTS}",
    ]
