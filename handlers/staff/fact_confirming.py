"""Confirming many facts at once: ticked by an officer, sent to the head, one draft a procedure."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from handlers.staff.procedure_case import Case, Page
from handlers.staff.procedure_fields import PLACE_NAMES
from handlers.staff.procedure_words import UNITS, cases
from models.catalogue import Standing
from models.catalogue.raw import tidy

FIELDS = ("where", "fee", "duration", "hours", "documents", "eligibility", "notes", "law")
REVIEW_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class Told:
    """One fact of a procedure as it was last written, confirmed by the office or not yet."""

    slug: str
    field: str
    number: int
    row: Page

    @property
    def key(self) -> str:
        """Names the fact and its words: another once anybody rewords it."""
        said = json.dumps(self.row, sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(said.encode()).hexdigest()[:10]
        return f"{self.slug}:{self.field}:{self.number}:{digest}"

    @property
    def words(self) -> str:
        """What it says to citizens."""
        return str(self.row.get("text_th") or self.row.get("th"))

    @property
    def besides(self) -> list[str]:
        """What else is confirmed with the words: figures, the kind of place, whose paper it is."""
        said = [f"{self.row[n]:,} {unit}" for n, unit in UNITS.items() if n in self.row]
        if "kind" in self.row:
            said.append(str(PLACE_NAMES.get(self.row["kind"], self.row["kind"])))
        if self.row.get("when"):
            said.append(cases(self.row["when"]))
        if self.row.get("valid_from") or self.row.get("valid_to"):
            said.append(_("ใช้ตามช่วงวันที่ที่กำหนดไว้"))
        return said

    @property
    def confirmed(self) -> bool:
        """Whether the office stands behind it."""
        return self.row.get("standing") == Standing.VERIFIED

    @property
    def sources(self) -> list[str]:
        """Ids and addresses of where it was read."""
        return list(self.row.get("sources", ()))


def facts(one: Case) -> list[Told]:
    """Everything a procedure says that has a standing, in the order of its page."""
    return list(_facts(one))


def confirmed(page: Page, ticked: Iterable[Told], by: str, today: date) -> Page:
    """The page with the ticked facts confirmed on this day in Bangkok, due again in a year."""
    signed = {
        "standing": Standing.VERIFIED.value,
        "verified_by": by,
        "verified_at": today.isoformat(),
        "review_due": (today + REVIEW_AFTER).isoformat(),
    }
    page = dict(page)
    for fact in ticked:
        value = page[fact.field]
        rows = list(value) if isinstance(value, list) else [value]
        rows[fact.number] = {**rows[fact.number], **signed}
        page[fact.field] = rows
    return dict(tidy(page))


def _facts(one: Case) -> Iterator[Told]:
    for field in FIELDS:
        value: Any = one.newest.get(field) or []
        for number, row in enumerate(value if isinstance(value, list) else [value]):
            if row.get("text_th") or row.get("th"):
                yield Told(one.slug, field, number, row)
