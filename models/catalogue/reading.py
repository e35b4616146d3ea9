"""From the pages of the starter pack to the facts the office works with."""

from collections.abc import Callable, Mapping
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
AnyFact = TypeVar("AnyFact", bound=Fact)


def source(page: Page) -> Source:
    """A place where facts were read."""
    return _closed(
        page,
        Source(
            id=page.text("id"),
            name_th=page.text("name_th"),
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
            hours=_hours(page.page("hours")),
        ),
    )


def _hours(page: Page | None) -> dict[str, Fact]:
    if page is None:
        return {}
    facts = {name: _dated(page, name, _fact) for name in page.data}
    return {name: fact for name, fact in facts.items() if fact}


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
            where=_where(page),
            fee=_dated(page, "fee", _fee) or Fee(),
            duration=_dated(page, "duration", _duration) or Duration(),
            hours=_dated(page, "hours", _fact) or Fact(),
            clip=page.maybe_text("clip"),
            clip_preview=page.maybe_text("clip_preview"),
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


def backing(page: Page) -> dict[str, Any]:
    """The fields every stated thing shares; without a standing it is only recalled."""
    standing = page.choice("standing", tuple(Standing))
    known = standing in tuple(Standing)
    return {
        "standing": Standing(standing) if known else Standing.RECALLED,
        "sources": page.texts("sources"),
        **signature(page),
    }


def signature(page: Page) -> dict[str, Any]:
    """Who stands behind it, and for which days."""
    return {
        "verified_by": page.maybe_text("verified_by"),
        "verified_at": page.day("verified_at"),
        "review_due": page.day("review_due"),
        "valid_from": page.day("valid_from"),
        "valid_to": page.day("valid_to"),
    }


def _wording(page: Page) -> dict[str, Any]:
    words = {"text_th": page.maybe_text("text_th"), "note_th": page.maybe_text("note_th")}
    return words | backing(page)


def _dated(page: Page, name: str, read: Callable[[Page], AnyFact]) -> AnyFact | None:
    """A fact with the values it has on other days; None when nothing is written."""
    values = [read(inside) for inside in page.one_or_more(name)]
    return replace(values[0], others=tuple(values[1:])) if values else None


def _fact(page: Page) -> Fact:
    return _closed(page, Fact(**_wording(page)))


def _facts(page: Page, name: str) -> tuple[Fact, ...]:
    return tuple(_fact(p) for p in page.pages(name))


def _fee(page: Page) -> Fee:
    return _closed(page, Fee(amount_thb=page.whole("amount_thb"), **_wording(page)))


def _duration(page: Page) -> Duration:
    return _closed(
        page,
        Duration(
            days=page.whole("days"),
            hours=page.whole("hours"),
            minutes=page.whole("minutes"),
            **_wording(page),
        ),
    )


def _where(page: Page) -> Place:
    found = _dated(page, "where", _place)
    if found is None:
        page.fault("where", "is missing")
    return found or Place(kind="other")


def _place(page: Page) -> Place:
    return _closed(page, Place(kind=page.choice("kind", PLACES), **_wording(page)))


def _document(page: Page) -> Document:
    return _closed(
        page,
        Document(th=page.text("th"), when=page.maybe_text("when"), **backing(page)),
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
