"""What may be ticked into an answer: the facts of a procedure, in the words the phone tells."""

from dataclasses import dataclass

from handlers.citizens import facts
from handlers.citizens.chat import Chat
from handlers.citizens.precheck_news import chat_with
from handlers.staff.procedure_case import office
from handlers.staff.visit import now, session
from handlers.staff.words import language
from models.questions import Question

MOST = 3  # procedures offered at once, the likeliest first


@dataclass(frozen=True)
class Told:
    """One fact as the citizen would read it; `key` is how forms and answers name it."""

    key: str
    words: str
    remark: str  # who stands behind it
    known: bool  # something a citizen may be told, not that it is still awaited


@dataclass(frozen=True)
class Subject:
    """A procedure the question may be about, with what is known of it."""

    slug: str
    name: str
    facts: tuple[Told, ...]


def subjects(one: Question, chosen: str = "") -> list[Subject]:
    """The procedures whose facts may be ticked: the one chosen, then the likeliest."""
    known = office().catalogue.procedures
    slugs = dict.fromkeys([chosen, one.procedure or "", *one.nearest])
    return [_subject(one, slug) for slug in slugs if slug in known][:MOST]


def names() -> list[tuple[str, str]]:
    """Every procedure, by its name."""
    known = office().catalogue.procedures.values()
    return sorted(((page.slug, page.name(language())) for page in known), key=lambda row: row[1])


def ticked(wanted: list[str]) -> list[str]:
    """Those of the ticks that name a fact there is, once each."""
    known = office().catalogue.procedures
    keys = [key for key in dict.fromkeys(wanted) if key.count(":") == 1]
    return [key for key in keys if key.split(":")[0] in known and key.split(":")[1] in facts.LABELS]


def _subject(one: Question, slug: str) -> Subject:
    chat = chat_with(session(), one.citizen, office(), now())
    known = chat.office.catalogue.procedures[slug]
    return Subject(
        slug, known.name(language()), tuple(_told(chat, slug, name) for name in facts.LABELS)
    )


def _told(chat: Chat, slug: str, name: str) -> Told:
    said = facts.alone(chat, chat.office.catalogue.procedures[slug], name)
    first, *rest = [str(part["text"]) for part in said]
    awaited = first.endswith(chat.words("รอสำนักงานยืนยัน"))
    return Told(f"{slug}:{name}", first, " · ".join(rest), known=not awaited)
