"""Between a procedure's page and the form an officer fills in: nothing is lost either way."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.staff.procedure_asking import asked, boxes, said_of, slugs_of, wordings_of
from handlers.staff.procedure_fields import ROWS
from models.catalogue import Standing
from models.catalogue.raw import tidy

Page = dict[str, Any]

SINGLE = ("where", "fee", "duration", "hours")  # one value, or one for each span of time
PLAIN = (
    "name_th", "name_en", "short_th", "description_th", "appointment",
    "clip", "clip_preview", "asks", "asks_en",
)  # fmt: skip
DAYS = ("verified_at", "review_due", "valid_from", "valid_to")
SAYS = ("text_th", "note_th", "th", "amount_thb", "days", "hours", "minutes")


@dataclass(frozen=True)
class Signer:
    """Who vouches for what is marked as verified without a name, and on which day in Bangkok."""

    name: str
    today: date


def filled(page: Page) -> dict[str, Any]:
    """What the form shows of a page: every list of rows as a list, even when there is one value."""
    data = {name: page[name] for name in PLAIN if name in page}
    for name in ROWS:
        rows = page.get(name) or []
        data[name] = [_shown(row) for row in (rows if isinstance(rows, list) else [rows])]
    first = page.get("first_question") or {}
    data["first_question"] = {**first, "yes_leads_to": boxes(first.get("yes_leads_to"))}
    data["questions"] = asked(data["documents"], page.get("questions") or {})
    data["see_also"] = boxes(page.get("see_also"))
    return data


def again(data: dict[str, Any]) -> dict[str, Any]:
    """What the form shows of what was typed in it: a row for each case that is asked about now."""
    typed = {row["condition"]: row for row in data["questions"]}
    first = data["first_question"]
    return {
        **data,
        "first_question": {**first, "yes_leads_to": boxes(first["yes_leads_to"])},
        "questions": asked(data["documents"], typed),
        "see_also": boxes(data["see_also"]),
    }


def written(data: dict[str, Any], page: Page, signer: Signer) -> Page:
    """The page as filled in; fields the form does not show stay as they are in `page`.

    `data` is the form's, raw words included where they could not be read.
    """
    changed: Page = {name: data.get(name) for name in PLAIN}
    for name in ROWS:
        old = [_said(row) for row in filled(page)[name]]
        rows = [
            _signed(number, dict(tidy(row)), old, signer)
            for number, row in enumerate(data.get(name) or [])
            if _says(name, row)
        ]
        changed[name] = rows[0] if name in SINGLE and len(rows) == 1 else rows
        if not rows and isinstance(page.get(name), dict) and not _says(name, page[name]):
            changed[name] = page[name]  # said nothing before either
    changed["questions"] = wordings_of(data.get("questions") or (), changed["documents"])
    changed["first_question"] = said_of(data.get("first_question"))
    changed["see_also"] = slugs_of(data.get("see_also"), page.get("slug"))
    return dict(tidy({**page, **changed}))


def _shown(row: Page) -> Page:
    return row | {name: date.fromisoformat(row[name]) for name in DAYS if row.get(name)}


def _says(name: str, row: Page) -> bool:
    """Whether the row holds anything; the place always does, by its kind."""
    return name == "where" or any(row.get(said) not in (None, "") for said in SAYS)


def _signed(number: int, row: Page, old: list[tuple[Page, Page]], signer: Signer) -> Page:
    """The row with the name of whoever vouches for it; nobody vouches for another's new words."""
    if row.get("standing") != Standing.VERIFIED:
        return row
    words, signature = _said(row)
    before = old[number] if number < len(old) else None
    reworded = before and before[1] == signature and words not in [said for said, _ in old]
    fresh = {"verified_by": signer.name, "verified_at": signer.today.isoformat()}
    return {**row, **fresh} if reworded else {**fresh, **row}


def _said(row: Page) -> tuple[Page, Page]:
    """What a row says, and who vouched for it when."""
    row = dict(tidy(row))
    words = {name: row[name] for name in (*SAYS, "when", "kind") if name in row}
    return words, {name: row[name] for name in ("verified_by", "verified_at") if name in row}
