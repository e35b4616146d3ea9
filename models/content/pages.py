"""One page by itself: what is told now, and whether what an officer wrote can be read."""

from typing import Any

from sqlalchemy.orm import Session

from models import short_answers
from models.catalogue import assembling, checking
from models.catalogue.assembling import place_of
from models.catalogue.raw import tidy
from models.content import versions
from models.content.overlay import starter_catalogue
from models.content.refusals import PageFaults
from models.content.versions import PROCEDURE, Version

Page = dict[str, Any]


def page_of(session: Session, kind: str, slug: str) -> Page | None:
    """The page as it is told now: the published one, else the starter pack's, else None."""
    published = versions.standing(session, kind, slug)
    if published:
        return published.page if published.state == versions.State.PUBLISHED else None
    return starter_page(kind, slug)


def starter_page(kind: str, slug: str) -> Page | None:
    """The page of the starter pack, tidied; it has procedures only."""
    return starter_catalogue().pages.get(slug) if kind == PROCEDURE else None


def faults_of(kind: str, page: Page) -> list[str]:
    """Every reason why this page, by itself, cannot be used; each begins with its field.

    References to other pages and names used twice show only when it is published.
    """
    page = tidy(page)
    own = f"{place_of(page)}: "
    return [fault.removeprefix(own) for fault in faults_at(place_of(page), kind, page)]


def faults_at(place: str, kind: str, page: Page) -> list[str]:
    """The same, each with the place where it was written."""
    faults: list[str] = []
    starter = starter_catalogue()
    sections = [section.code for section in starter.sections]
    if kind != PROCEDURE:
        short_answers.read(place, page, starter.words, sections, faults)
    else:
        one = assembling.procedure(place, page, starter.words, starter.conditions, faults)
        faults += checking.procedure_faults(place, one, starter.conditions, starter.sources)
        faults += checking.label_faults([(place, one.short_th)])
        faults += checking.phrase_faults({place: one})
        if one.section and one.section not in sections:
            faults.append(f"{place}: section {one.section!r} is not in sections.yaml")
        if one.slug and not short_answers.SLUG.fullmatch(one.slug):
            faults.append(f"{place}: slug must be small Latin letters, digits and hyphens")
    return list(dict.fromkeys(faults))


def readable(version: Version, page: Page) -> Page:
    """The page tidied, once it reads and is still this version's; raises PageFaults."""
    page = tidy(page)
    faults = faults_of(version.kind, page)
    for name in ("slug", "section"):
        if page.get(name) not in (None, getattr(version, name)):
            faults.append(f"{name} must stay {getattr(version, name)!r}")
    if faults:
        raise PageFaults(faults)
    return page
