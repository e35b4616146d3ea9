"""What makes a catalogue sound once every page reads well: references, standings and labels."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

import regex

from models.catalogue.office_facts import OfficeInfo, Section, Source
from models.catalogue.procedure import Condition, Procedure
from models.catalogue.raw import DATED
from models.catalogue.standing import Document, Duration, Fact, Fee, Standing, Stated

LABEL_LIMIT = 20
"""Graphemes LINE shows on a quick reply or a template button (Messaging API reference)."""


def graphemes(text: str) -> int:
    """Length of a label as LINE counts it: Thai vowel and tone marks take no room of their own."""
    return len(regex.findall(r"\X", text))


def label_faults(places: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Faults of (place, short name) pairs: too long for a button, or used twice."""
    named = list(places)
    count = Counter(short for _, short in named)
    for place, short in named:
        if graphemes(short) > LABEL_LIMIT:
            yield f"{place}: short_th {short!r} is longer than {LABEL_LIMIT} graphemes"
        if short and count[short] > 1:
            yield f"{place}: short_th {short!r} is used more than once"


def phrase_faults(procedures: Mapping[str, Procedure]) -> Iterator[str]:
    """Faults of the English phrases of procedures by place: none, not ASCII, or said twice.

    The English name of any procedure counts as said, too.
    """
    count = Counter(
        said.casefold() for p in procedures.values() for said in (p.name_en, *p.asks_en)
    )
    for place, procedure in procedures.items():
        if not procedure.asks_en:
            yield f"{place}: asks_en is missing"
        for ask in procedure.asks_en:
            if not ask.isascii():
                yield f"{place}: asks_en {ask!r} is not plain English letters"
            if count[ask.casefold()] > 1:
                yield f"{place}: asks_en {ask!r} is used more than once"


def condition_faults(conditions: Mapping[str, Condition]) -> Iterator[str]:
    """Faults between conditions: unknown ones, and circles that would never be asked."""
    for condition in conditions.values():
        place = f"conditions.yaml: {condition.id}"
        for other in (*condition.only_if, *condition.unless):
            if other not in conditions:
                yield f"{place}: depends on {other!r}, which is not a condition"
        if _circles(condition, conditions):
            yield f"{place}: depends on itself through only_if or unless"


def office_faults(office: OfficeInfo, sources: Mapping[str, Source]) -> Iterator[str]:
    """Faults of the office page: its hours and sessions."""
    for name, hours in office.hours.items():
        for fact in hours.values():
            yield from _standing_faults(f"office.yaml: hours: {name}", fact, sources)
    yield from _unknown("office.yaml", office.sessions_sources, sources)
    if not office.sessions:
        yield "office.yaml: sessions is missing"
    for session in office.sessions:
        if session.opens >= session.closes:
            yield f"office.yaml: sessions {session.th!r} closes before it opens"


def section_faults(section: Section, sources: Mapping[str, Source]) -> Iterator[str]:
    """Faults of one section."""
    yield from _unknown(f"sections.yaml: {section.code}", section.sources, sources)


def procedure_faults(
    place: str,
    procedure: Procedure,
    conditions: Mapping[str, Condition],
    sources: Mapping[str, Source],
) -> Iterator[str]:
    """Faults of one procedure that need nothing but itself, the conditions and the sources."""
    for said in procedure.stated():
        yield from _standing_faults(f"{place}: {_words(said)}", said, sources)
    yield from _unknown(place, procedure.listed_in, sources)
    if not procedure.documents:
        yield f"{place}: documents is missing"
    if not procedure.asks:
        yield f"{place}: asks is missing"
    for document in procedure.documents:
        if document.when is not None and document.when not in conditions:
            yield f"{place}: {_words(document)}: when is {document.when!r}, not a condition"
    yield from _unreachable(place, procedure)
    yield from _wordless(place, procedure)
    yield from address_faults(place, clip=procedure.clip, clip_preview=procedure.clip_preview)
    for name in DATED:
        yield from _overlaps(f"{place}: {name}", getattr(procedure, name))


def address_faults(place: str, **addresses: str | None) -> Iterator[str]:
    """Faults of addresses a citizen's phone would be asked to open."""
    for name, address in addresses.items():
        if address is not None and not is_address(address):
            yield f"{place}: {name} must be an https address"


def is_address(text: str) -> bool:
    """Whether this is an https address: LINE opens no other, and none with spaces."""
    return regex.fullmatch(r"https://[^\s/]+\.[^\s]+", text) is not None


def link_faults(place: str, procedure: Procedure, slugs: Iterable[str]) -> Iterator[str]:
    """Faults of the procedures it points to."""
    first = procedure.first_question.yes_leads_to if procedure.first_question else ()
    for slug in (*procedure.see_also, *first):
        if slug not in slugs:
            yield f"{place}: points to {slug!r}, which is not a procedure"


def _standing_faults(place: str, said: Stated, sources: Mapping[str, Source]) -> Iterator[str]:
    yield from _unknown(place, said.sources, sources)
    signed = said.verified_by is not None and said.verified_at is not None
    pages = [s for s in said.sources if is_address(s) or (s in sources and sources[s].is_page)]
    if said.valid_from and said.valid_to and said.valid_to < said.valid_from:
        yield f"{place}: valid_to is before valid_from"
    if said.standing is Standing.VERIFIED and not signed:
        yield f"{place}: is verified without verified_by and verified_at"
    if said.standing is Standing.SOURCED and not pages:
        yield f"{place}: is sourced, but none of its sources is a page"


def _unknown(place: str, quoted: Iterable[str], sources: Mapping[str, Source]) -> Iterator[str]:
    for name in quoted:
        if name not in sources and not is_address(name):
            yield f"{place}: source {name!r} is not in sources.yaml"


def _overlaps(place: str, fact: Fact) -> Iterator[str]:
    """Faults of a fact that would have two values on one day."""
    spans = sorted((v.valid_from or date.min, v.valid_to or date.max) for v in fact.values())
    for earlier, later in pairwise(spans):
        if later[0] <= earlier[1]:
            yield f"{place} has two values on the same day"


def _unreachable(place: str, procedure: Procedure) -> Iterator[str]:
    asked = {condition.id for condition in procedure.conditions}
    for condition in procedure.conditions:
        if condition.only_if and not asked & set(condition.only_if):
            parents = ", ".join(condition.only_if)
            yield f"{place}: {condition.id} is never asked: no document depends on {parents}"


def _wordless(place: str, procedure: Procedure) -> Iterator[str]:
    for fee in (procedure.fee, *procedure.fee.others):
        if fee.text_th is None and fee.amount_thb is not None:
            yield f"{place}: fee has an amount but no text_th"
    for duration in (procedure.duration, *procedure.duration.others):
        if duration.text_th is None and (duration.days or duration.hours or duration.minutes):
            yield f"{place}: duration has a length but no text_th"


def _words(said: Stated) -> str:
    if isinstance(said, Document):
        return f"document {said.th[:40]!r}"
    if isinstance(said, Fee | Duration):
        return type(said).__name__.lower()
    return repr(getattr(said, "text_th", ""))[:40]


def _circles(condition: Condition, conditions: Mapping[str, Condition]) -> bool:
    waiting = [*condition.only_if, *condition.unless]
    met: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name == condition.id:
            return True
        if name not in met and name in conditions:
            met.add(name)
            waiting += [*conditions[name].only_if, *conditions[name].unless]
    return False
