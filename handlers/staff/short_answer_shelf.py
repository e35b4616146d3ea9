"""The short answers as the list shows them: what is told, and what is being written."""

from dataclasses import dataclass
from datetime import date

from handlers.staff.visit import session
from models import content
from models.content import SHORT_ANSWER, Version
from models.content.versions import all_standing


@dataclass(frozen=True)
class Shelf:
    """One short answer as the list shows it."""

    slug: str
    published: Version | None
    open: Version | None

    @property
    def version(self) -> Version:
        """What is told, or what may come to be told."""
        found = self.published or self.open
        assert found is not None
        return found

    def overdue(self, today: date) -> bool:
        """Whether what is told should be looked at again."""
        return bool(self.published) and str(self.version.page["review_due"]) <= today.isoformat()

    def matches(self, section: str, wanted: str) -> bool:
        """Whether it is of this section ("": of any) and holds the words wanted."""
        page = self.version.page
        names = [page["name_th"], page.get("name_en", ""), page["answer_th"]]
        words = " ".join([*names, *page["phrases"]])
        return section in ("", self.version.section) and wanted.casefold() in words.casefold()


def all_shelves() -> list[Shelf]:
    """Every short answer, section by section."""
    told_now = {v.slug: v for v in all_standing(session()) if v.kind == SHORT_ANSWER}
    opened = {v.slug: v for v in content.all_open(session()) if v.kind == SHORT_ANSWER}
    published = {s: v for s, v in told_now.items() if v.state == content.State.PUBLISHED}
    found = [Shelf(slug, published.get(slug), opened.get(slug)) for slug in {*published, *opened}]
    return sorted(found, key=lambda s: (s.version.section, s.version.page["name_th"], s.slug))
