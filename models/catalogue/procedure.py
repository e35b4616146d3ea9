"""A procedure of the district office, and the rules that turn answers into a checklist."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from models.catalogue.standing import Document, Duration, Fact, Fee, Place, Standing, Stated

Said = TypeVar("Said", bound=Stated)


@dataclass(frozen=True)
class Condition:
    """A circumstance that calls for further papers, with the yes/no question that finds out."""

    id: str
    th: str
    question_th: str
    question_en: str
    only_if: tuple[str, ...] = ()
    """Asked only once one of these conditions was answered yes."""
    unless: tuple[str, ...] = ()
    """Asked only while none of these conditions was answered yes."""

    def question(self, language: str) -> str:
        """The yes/no question in "th" or "en"."""
        return self.question_en if language == "en" else self.question_th


@dataclass(frozen=True)
class FirstQuestion:
    """A question put before all others, because a yes means another procedure is wanted."""

    th: str
    en: str
    yes_th: str
    yes_en: str
    yes_leads_to: tuple[str, ...]
    """Slugs of the procedures a yes leads to."""
    unsure_th: str
    unsure_en: str

    def question(self, language: str) -> str:
        """The question in "th" or "en"."""
        return self.en if language == "en" else self.th

    def when_yes(self, language: str) -> str:
        """What to say before offering `yes_leads_to`."""
        return self.yes_en if language == "en" else self.yes_th

    def when_unsure(self, language: str) -> str:
        """What to say to somebody who does not know."""
        return self.unsure_en if language == "en" else self.unsure_th


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """Everything the office knows about one procedure; `conditions` are in asking order."""

    slug: str
    section: str
    order: int = 0
    """Its place in the list of its section: what people ask for most comes first."""
    name_th: str
    name_en: str
    short_th: str
    """Thai name for a button: at most 20 graphemes, unique in the pack."""
    description_th: str
    asks: tuple[str, ...]
    """How citizens ask for it in Thai, in their own words."""
    asks_en: tuple[str, ...]
    """How citizens ask for it in English: ASCII, and no two procedures share a phrase."""
    documents: tuple[Document, ...]
    conditions: tuple[Condition, ...] = ()
    where: Place
    fee: Fee = field(default_factory=Fee)
    duration: Duration = field(default_factory=Duration)
    hours: Fact = field(default_factory=Fact)
    """Hours of this procedure where they differ from the counter's."""
    clip: str | None = None
    """Address of a short film that explains the procedure."""
    clip_preview: str | None = None
    """Address of its first picture (JPEG), so that an mp4 plays inside the chat."""
    eligibility: tuple[Fact, ...] = ()
    notes: tuple[Fact, ...] = ()
    law: tuple[Fact, ...] = ()
    appointment: str = "walk-in"
    """One of `APPOINTMENTS`."""
    precheck_useful: str = "none"
    """How much checking papers before the visit helps: one of `PRECHECKS`."""
    precheck_why_th: str | None = None
    sensitive: bool = True
    """Whether its papers hold more personal data than a name and an address."""
    first_question: FirstQuestion | None = None
    see_also: tuple[str, ...] = ()
    listed_in: tuple[str, ...] = ()
    """Sources showing that district offices offer it at all."""
    conflicts: tuple[str, ...] = ()
    """What pages disagree about, for the office to settle; never shown to a citizen."""

    def name(self, language: str) -> str:
        """Its name in "th" or "en"."""
        return self.name_en if language == "en" else self.name_th

    def questions(self) -> tuple[Condition, ...]:
        """Every condition its papers depend on, in asking order."""
        return self.conditions

    def next_question(self, answers: Mapping[str, bool]) -> Condition | None:
        """The first question still open, or None once the checklist is settled."""
        for condition in self.conditions:
            if condition.id not in answers and self._arises(condition, answers):
                return condition
        return None

    def checklist(self, answers: Mapping[str, bool]) -> tuple[Document, ...]:
        """The papers everybody brings and those the answers call for, in office order."""
        met = {c.id for c in self.conditions if self._met(c, answers)}
        return tuple(d for d in self.documents if d.when is None or d.when in met)

    def stated(self) -> Iterator[Document | Fact]:
        """Everything said about it that has a standing."""
        yield from self.documents
        for fact in (self.where, self.fee, self.duration, self.hours):
            yield from fact.values()
        yield from (*self.eligibility, *self.notes, *self.law)

    def on(self, day: date) -> "Procedure":
        """The procedure as it is told on that day: only what holds then."""
        documents = _in_force(self.documents, day)
        called_for = {document.when for document in documents}
        return replace(
            self,
            documents=documents,
            conditions=tuple(c for c in self.conditions if c.id in called_for),
            where=self.where.on(day),
            fee=self.fee.on(day),
            duration=self.duration.on(day),
            hours=self.hours.on(day),
            eligibility=_in_force(self.eligibility, day),
            notes=_in_force(self.notes, day),
            law=_in_force(self.law, day),
        )

    @property
    def verified(self) -> bool:
        """Whether the office has checked every single thing said about it."""
        return all(said.standing is Standing.VERIFIED for said in self.stated())

    def _met(self, condition: Condition, answers: Mapping[str, bool]) -> bool:
        """Answered yes, and still worth asking after the other answers."""
        return answers.get(condition.id, False) and self._arises(condition, answers)

    def _arises(self, condition: Condition, answers: Mapping[str, bool]) -> bool:
        calls = [self._met(c, answers) for c in self.conditions if c.id in condition.only_if]
        bars = [c for c in self.conditions if c.id in condition.unless]
        if condition.only_if and not any(calls):
            return False
        return not any(self._met(bar, answers) or self._open(bar, answers) for bar in bars)

    def _open(self, condition: Condition, answers: Mapping[str, bool]) -> bool:
        return condition.id not in answers and self._arises(condition, answers)


def _in_force(said: tuple[Said, ...], day: date) -> tuple[Said, ...]:
    return tuple(one for one in said if one.in_force(day))


APPOINTMENTS = ("walk-in", "bookable", "recommended", "required", "none")
PRECHECKS = ("high", "some", "none")
