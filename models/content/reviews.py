"""What the office should look at again, section by section, the longest overdue first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.catalogue import Procedure
from models.catalogue.standing import Stated
from models.content.versions import PROCEDURE, SHORT_ANSWER

if TYPE_CHECKING:
    from models.content.overlay import Told
    from models.office import Office

DUE, ENDED = "due", "ended"


@dataclass(frozen=True)
class Review:
    """One thing to look at again: `due` is the day it should have happened.

    `reason` is DUE (the day to look again has come) or ENDED (its last day has passed, and
    nothing has taken its place). `what` names the fact: "fee", "duration", "where", "hours",
    "document", "eligibility", "notes", "law" or "answer"; `text_th` is what it says.
    """

    kind: str
    slug: str
    section: str
    name_th: str
    what: str
    text_th: str
    due: date
    reason: str


def overdue(office: "Office | Told", today: date) -> list[Review]:
    """Everything to look at again, in the order of the sections, then by day.

    `office` must be the whole one, not that of a single day.
    """
    order = {section.code: section.order for section in office.catalogue.sections}
    found = [
        review
        for procedure in office.catalogue.procedures.values()
        for review in _of_procedure(procedure, today)
    ]
    for answer in office.short_answers.values():
        if reason := _reason(answer, today):
            found.append(
                Review(
                    SHORT_ANSWER, answer.slug, answer.section, answer.name_th, "answer",
                    answer.answer_th, *reason,
                )
            )  # fmt: skip
    return sorted(found, key=lambda r: (order[r.section], r.due, r.slug, r.what))


def _of_procedure(procedure: Procedure, today: date) -> Iterator[Review]:
    for what, said, text in _said(procedure, today):
        if reason := _reason(said, today):
            yield Review(
                PROCEDURE, procedure.slug, procedure.section, procedure.name_th, what, text, *reason
            )


def _said(procedure: Procedure, today: date) -> Iterator[tuple[str, Stated, str]]:
    for name in ("where", "fee", "duration", "hours"):
        values = getattr(procedure, name).values()
        # A value that has ended is no loss while another one holds or is about to.
        live = [value for value in values if not value.ended(today)] or values
        yield from ((name, value, value.text_th) for value in live)
    yield from (("document", document, document.th) for document in procedure.documents)
    for name in ("eligibility", "notes", "law"):
        yield from ((name, fact, fact.text_th or "") for fact in getattr(procedure, name))


def _reason(said: Stated, today: date) -> tuple[date, str] | None:
    if said.valid_to is not None and said.ended(today):
        return said.valid_to, ENDED
    if said.review_due is not None and said.overdue(today):
        return said.review_due, DUE
    return None
