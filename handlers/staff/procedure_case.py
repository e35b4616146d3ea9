"""One procedure on the desk: what citizens are told of it, what is being written, what is due."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, current_app

from handlers.staff.visit import now, session
from models import content
from models.content import State, Version
from models.content.overlay import starter_catalogue
from models.content.versions import all_standing
from models.dates import BANGKOK
from models.office import Office

KIND = "procedure"
Page = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A procedure; `told` is None once it was taken away, `standing` while the starter speaks."""

    slug: str
    told: Page | None
    standing: Version | None
    draft: Version | None

    @property
    def newest(self) -> Page:
        """The page as last written, published or not."""
        return self.draft.page if self.draft else self.told or (self.standing.page)  # type: ignore[union-attr]

    @property
    def section(self) -> str:
        """The code of its section."""
        return str(self.newest["section"])

    @property
    def states(self) -> list[str]:
        """Where it stands, as the list tells it: the open draft first."""
        open_one = [self.draft.state.value] if self.draft else []
        return [*open_one, self.standing.state.value if self.standing else "starter"]

    @property
    def seen(self) -> str:
        """What a form was filled from: given back on saving, so that no one's words are lost."""
        if self.draft:
            return f"draft-{self.draft.id}-{self.draft.revision}"
        return f"told-{self.standing.id if self.standing else 0}"


def case(slug: str) -> Case:
    """The procedure of this name; answers the request with 404 when there is none."""
    standing = content.standing(session(), KIND, slug)
    told = standing.page if standing else starter_page(slug)
    if told is None:
        abort(404)
    published = told if standing is None or standing.state == State.PUBLISHED else None
    return Case(slug, published, standing, content.draft_of(session(), KIND, slug))


def all_cases() -> list[Case]:
    """Every procedure, those of the starter pack and those written since, section by section."""
    standing = {v.slug: v for v in all_standing(session()) if v.kind == KIND}
    drafts = {v.slug: v for v in content.all_open(session()) if v.kind == KIND}
    pages = starter_catalogue().pages
    order = {section.code: section.order for section in starter_catalogue().sections}
    found = [
        _of(slug, standing.get(slug), drafts.get(slug)) for slug in {**pages, **standing, **drafts}
    ]
    return sorted(found, key=lambda c: (order.get(c.section, 99), c.newest.get("order", 99)))


def starter_page(slug: str) -> Page | None:
    """What the starter pack says."""
    return starter_catalogue().pages.get(slug)


def whole() -> content.Told:
    """Everything told on any day, read once for each edition."""
    number = content.edition(session())
    kept = current_app.extensions.get("edition")
    if kept is None or kept[0] != number:
        kept = current_app.extensions["edition"] = (number, content.told(session()))
    return kept[1]


def due() -> list[content.Review]:
    """Everything to look at again, the short answers too."""
    return content.overdue(whole(), today())


def office() -> Office:
    """The office as citizens hear it at this moment."""
    shelf = current_app.extensions["shelf"]
    shelf.look()
    return shelf.office  # type: ignore[no-any-return]


def today() -> date:
    """The day in Bangkok."""
    return now().astimezone(BANGKOK).date()


def _of(slug: str, standing: Version | None, draft: Version | None) -> Case:
    told = standing.page if standing else starter_page(slug)
    gone = standing is not None and standing.state != State.PUBLISHED
    return Case(slug, None if gone else told, standing, draft)
