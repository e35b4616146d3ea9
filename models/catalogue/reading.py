"""From the pages of the starter pack to the facts the office works with."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from models.catalogue.office_facts import SOURCE_KINDS, OfficeInfo, Section, Session, Source
from models.catalogue.page import Page
from models.catalogue.procedure import (
    APPOINTMENTS,
    PRECHECKS,
    Condition,
    FirstQuestion,
    Procedure,
)
from models.catalogue.standing import (
    PLACES,
    Document,
    Duration,
    Fact,
    Fee,
    Place,
    Standing,
)

Row = TypeVar("Row")


def source(page: Page) -> Source:
    """A place where facts were read."""
    return _closed(
        page,
        Source(
            id=page.text("id"),
            kind=page.choice("kind", SOURCE_KINDS),
            url=page.maybe_text("url"),
            note=page.maybe_text("note"),
        ),
    )


def section(page: Page) -> Section:
    """A ฝ่าย or an attached unit."""
    return _closed(
        page,
        Section(
            code=page.text("code"),
            order=page.whole("order") or 0,
            name_th=page.text("name_th"),
            name_en=page.text("name_en"),
            short_th=page.text("short_th"),
            duties_th=page.text("duties_th"),
            attached=page.flag("attached", default=False),
            sources=page.texts("sources"),
        ),
    )


def condition(page: Page) -> Condition:
    """A circumstance and its yes/no question."""
    return _closed(
        page,
        Condition(
            id=page.text("id"),
            th=page.text("th"),
            question_th=page.text("question_th"),
            question_en=page.text("question_en"),
            only_if=page.texts("only_if"),
            unless=page.texts("unless"),
        ),
    )


def office(page: Page) -> OfficeInfo:
    """The office's own name, address, sessions and hours."""
    hours = page.page("hours")
    return _closed(
        page,
        OfficeInfo(
            name_th=page.text("name_th"),
            name_en=page.text("name_en"),
            address_th=page.text("address_th"),
            address_en=page.text("address_en"),
            phone=page.text("phone"),
            map_query=page.text("map_query"),
            sessions=tuple(_session(p) for p in page.pages("sessions")),
            sessions_sources=page.texts("sessions_sources"),
            hours={name: _fact(hours.page(name)) for name in hours.data} if hours else {},
        ),
    )


def procedure(page: Page, conditions: Mapping[str, Condition]) -> Procedure:
    """One procedure; `conditions` gives the questions its papers depend on."""
    documents = tuple(_document(p) for p in page.pages("documents"))
    return _closed(
        page,
        Procedure(
            slug=page.text("slug"),
            section=page.text("section"),
            order=page.whole("order") or 0,
            name_th=page.text("name_th"),
            name_en=page.text("name_en"),
            short_th=page.text("short_th"),
            description_th=page.text("description_th"),
            asks=page.texts("asks"),
            asks_en=page.texts("asks_en"),
            documents=documents,
            conditions=_conditions(page, documents, conditions),
            where=_place(page),
            fee=_fee(page.page("fee")),
            duration=_duration(page.page("duration")),
            hours=_fact(page.page("hours")),
            clip=page.maybe_text("clip"),
            eligibility=_facts(page, "eligibility"),
            notes=_facts(page, "notes"),
            law=_facts(page, "law"),
            appointment=page.choice("appointment", APPOINTMENTS),
            precheck_useful=page.choice("precheck_useful", PRECHECKS),
            precheck_why_th=page.maybe_text("precheck_why_th"),
            sensitive=page.flag("sensitive", default=True),
            first_question=_first_question(page.page("first_question")),
            see_also=page.texts("see_also"),
            listed_in=page.texts("listed_in"),
            conflicts=page.texts("conflicts"),
        ),
    )


def _closed(page: Page, row: Row) -> Row:
    """The row, after every field nobody read has been noted as a fault."""
    page.close()
    return row


def _session(page: Page) -> Session:
    return _closed(
        page,
        Session(page.text("th"), page.text("en"), page.clock("opens"), page.clock("closes")),
    )


def _backing(page: Page) -> dict[str, Any]:
    """The fields every stated thing shares; without a standing it is only recalled."""
    standing = page.choice("standing", tuple(Standing))
    known = standing in tuple(Standing)
    return {
        "standing": Standing(standing) if known else Standing.RECALLED,
        "sources": page.texts("sources"),
        "verified_by": page.maybe_text("verified_by"),
        "verified_at": page.day("verified_at"),
        "review_due": page.day("review_due"),
    }


def _wording(page: Page) -> dict[str, Any]:
    words = {"text_th": page.maybe_text("text_th"), "note_th": page.maybe_text("note_th")}
    return words | _backing(page)


def _fact(page: Page | None) -> Fact:
    return _closed(page, Fact(**_wording(page))) if page else Fact()


def _facts(page: Page, name: str) -> tuple[Fact, ...]:
    return tuple(_fact(p) for p in page.pages(name))


def _fee(page: Page | None) -> Fee:
    if page is None:
        return Fee()
    return _closed(page, Fee(amount_thb=page.whole("amount_thb"), **_wording(page)))


def _duration(page: Page | None) -> Duration:
    if page is None:
        return Duration()
    return _closed(
        page,
        Duration(
            days=page.whole("days"),
            hours=page.whole("hours"),
            minutes=page.whole("minutes"),
            **_wording(page),
        ),
    )


def _place(page: Page) -> Place:
    inside = page.page("where")
    if inside is None:
        page.fault("where", "is missing")
        return Place(kind="other")
    return _closed(inside, Place(kind=inside.choice("kind", PLACES), **_wording(inside)))


def _document(page: Page) -> Document:
    return _closed(
        page,
        Document(th=page.text("th"), when=page.maybe_text("when"), **_backing(page)),
    )


def _first_question(page: Page | None) -> FirstQuestion | None:
    if page is None:
        return None
    return _closed(
        page,
        FirstQuestion(
            th=page.text("th"),
            en=page.text("en"),
            yes_th=page.text("yes_th"),
            yes_en=page.text("yes_en"),
            yes_leads_to=page.texts("yes_leads_to"),
            unsure_th=page.text("unsure_th"),
            unsure_en=page.text("unsure_en"),
        ),
    )


def _conditions(
    page: Page, documents: tuple[Document, ...], known: Mapping[str, Condition]
) -> tuple[Condition, ...]:
    """The conditions of the documents in order, in the procedure's own wording if it has one."""
    wording = page.page("questions")
    needed = dict.fromkeys(d.when for d in documents if d.when in known)
    found = [known[name] for name in needed if name is not None]
    if wording is None:
        return tuple(found)
    for name in wording.data:
        if name not in needed:
            wording.fault(str(name), "is a condition none of the documents depends on")
    return tuple(_worded(c, wording) for c in found)


def _worded(condition: Condition, wording: Page) -> Condition:
    words = wording.page(condition.id)
    if words is None:
        return condition
    return _closed(
        words, replace(condition, question_th=words.text("th"), question_en=words.text("en"))
    )
