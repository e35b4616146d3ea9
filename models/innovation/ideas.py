"""Ideas and how far they got: handed in, one chosen, a project, developed, followed up."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import office_settings
from models.innovation.forms import CRITERIA, lacking
from models.office_files import OfficeFile
from models.officers import Officer
from models.usage.tables import Evidence, Idea

Words = dict[str, Any]
STAGES = ("idea", "selected", "project", "developed", "followed_up")
# Which forms must be complete to come to a stage; for "developed", a file that proves step 4.
FORMS_FOR = {"selected": (2,), "project": (3, 4), "developed": (), "followed_up": (5,)}
DEVELOPING = 4
PROOF = "หลักฐานของขั้นตอนที่ 4"
OFFICE_KIND = "office_kind"
# How many ideas a unit must hand in, by what kind of unit it is.
OFFICES = {
    1: ("สำนักงานเขต", 15),
    2: ("หน่วยงานระดับสำนัก", 20),
    3: ("ส่วนราชการในสังกัดสำนักปลัดกรุงเทพมหานคร และส่วนราชการอื่น", 10),
}


class Changed(Exception):
    """Somebody else changed the idea in the meantime; what they did stands."""


class Fixed(Exception):
    """The idea was withdrawn, or is chosen and cannot be."""


class NotReady(Exception):
    """The next step cannot be taken yet; `lacks` says what is missing."""

    def __init__(self, lacks: list[str]) -> None:
        super().__init__(", ".join(lacks))
        self.lacks = lacks


class OneAlready(Exception):
    """Another idea of the year is chosen; a unit develops one."""

    def __init__(self, other: Idea) -> None:
        super().__init__(str(other.id))
        self.other = other


def office_kind(session: Session) -> int:
    """A key of OFFICES; a district unless somebody said otherwise."""
    return office_settings.value(session, OFFICE_KIND) or 1


def decide_office(session: Session, kind: int, officer: Officer, now: datetime) -> None:
    """Say which kind of unit this office is, a key of OFFICES."""
    if kind not in OFFICES:
        raise ValueError(f"not one of {list(OFFICES)}: {kind}")
    office_settings.decide(session, OFFICE_KIND, kind, officer, now)


def needed(session: Session) -> int:
    """How many ideas this office must hand in each fiscal year."""
    return OFFICES[office_kind(session)][1]


def ideas(session: Session, year: int) -> Sequence[Idea]:
    """What stands of a fiscal year (B.E.): what got furthest first, then as it came."""
    rows = select(Idea).where(Idea.fiscal_year == year, Idea.withdrawn_at.is_(None))
    found = session.scalars(rows.order_by(Idea.id)).all()
    return sorted(found, key=lambda one: -STAGES.index(one.stage))


def withdrawn(session: Session, year: int) -> Sequence[Idea]:
    """What was withdrawn of a fiscal year, the latest first."""
    rows = select(Idea).where(Idea.fiscal_year == year, Idea.withdrawn_at.is_not(None))
    return session.scalars(rows.order_by(Idea.withdrawn_at.desc(), Idea.id)).all()


def idea(session: Session, number: int, *, hold: bool = False) -> Idea | None:
    """The idea of this number, held against others when it is to be changed."""
    rows = select(Idea).where(Idea.id == number)
    return session.scalar(rows.with_for_update() if hold else rows)


def chosen(session: Session, year: int) -> Idea | None:
    """The one idea of a fiscal year that was chosen."""
    rows = select(Idea).where(
        Idea.fiscal_year == year, Idea.stage != "idea", Idea.withdrawn_at.is_(None)
    )
    return session.scalar(rows.order_by(Idea.id).limit(1))


def count_by_section(found: Iterable[Idea]) -> Counter[str]:
    """How many ideas each section handed in."""
    return Counter(one.section for one in found)


def hand_in(
    session: Session, place: tuple[int, str], words: Words, officer: Officer, now: datetime
) -> Idea:
    """Hand in Form 1 for a fiscal year and a section. Raises NotReady."""
    if lacks := lacking(1, words):
        raise NotReady(lacks)
    one = Idea(
        fiscal_year=place[0], section=place[1], title=words["title"], forms={"1": words},
        stage="idea", revision=1, officer_id=officer.id, written_at=now,
    )  # fmt: skip
    session.add(one)
    session.flush()
    return one


def words_of(one: Idea, number: int) -> Words:
    """What form `number` says so far."""
    found: Words = one.forms.get(str(number), {})
    return found


def write(one: Idea, number: int, words: Words, seen: int, now: datetime) -> None:
    """Write form `number` anew. Raises Changed, Fixed of a withdrawn idea, NotReady of Form 1."""
    _unchanged(one, seen)
    if one.withdrawn_at is not None:
        raise Fixed
    if number == 1 and (lacks := lacking(1, words)):
        raise NotReady(lacks)
    if number == 1:
        one.title = words["title"]
    one.forms = {**one.forms, str(number): words}
    _moved(one, now)


def withdraw(one: Idea, seen: int, now: datetime) -> None:
    """Take an idea back; Fixed once it was chosen. Raises Changed."""
    _unchanged(one, seen)
    if one.stage != "idea":
        raise Fixed
    one.withdrawn_at = one.withdrawn_at or now
    _moved(one, now)


def bring_back(one: Idea, now: datetime) -> None:
    """Undo that an idea was withdrawn."""
    one.withdrawn_at = None
    _moved(one, now)


def missing(session: Session, one: Idea) -> list[str]:
    """What is still to be done before the next stage, a line for each form; none at the last."""
    if one.stage == STAGES[-1]:
        return []
    after = STAGES[STAGES.index(one.stage) + 1]
    lacks = [
        f"แบบฟอร์ม {number}: {', '.join(labels)}"
        for number in FORMS_FOR[after]
        if (labels := lacking(number, words_of(one, number)))
    ]
    if after == "developed" and not _proofs(session, one):
        lacks.append(PROOF)
    return lacks


def advance(session: Session, one: Idea, seen: int, now: datetime) -> None:
    """Take the next step. Raises Changed, Fixed, NotReady, and OneAlready when it is to choose."""
    # All of the year are held, so that two who choose at once do not choose two.
    rows = select(Idea.id).where(Idea.fiscal_year == one.fiscal_year).order_by(Idea.id)
    session.execute(rows.with_for_update())
    session.refresh(one)
    _unchanged(one, seen)
    if one.withdrawn_at is not None or one.stage == STAGES[-1]:
        raise Fixed
    if lacks := missing(session, one):
        raise NotReady(lacks)
    other = chosen(session, one.fiscal_year)
    if one.stage == "idea" and other is not None:
        raise OneAlready(other)
    one.stage = STAGES[STAGES.index(one.stage) + 1]
    _moved(one, now)


def step_back(one: Idea, seen: int, now: datetime) -> None:
    """Undo the last step; what the forms say stays. Raises Changed, and Fixed at the first."""
    _unchanged(one, seen)
    if one.stage == STAGES[0]:
        raise Fixed
    one.stage = STAGES[STAGES.index(one.stage) - 1]
    _moved(one, now)


def points(one: Idea) -> int | None:
    """What the judges gave it together, of 25; None until every criterion has its points."""
    given = [words_of(one, 2).get(criterion.name) for criterion in CRITERIA]
    known = [number for number in given if isinstance(number, int)]
    return sum(known) if len(known) == len(CRITERIA) else None


def _proofs(session: Session, one: Idea) -> int:
    rows = select(func.count(Evidence.id)).join(OfficeFile)
    here = rows.where(OfficeFile.kept_at.is_not(None), OfficeFile.removed_at.is_(None))
    mine = here.where(Evidence.idea_id == one.id, Evidence.step == DEVELOPING)
    return session.scalar(mine) or 0


def _unchanged(one: Idea, seen: int) -> None:
    if one.revision != seen:
        raise Changed


def _moved(one: Idea, now: datetime) -> None:
    one.revision += 1
    one.written_at = now
