"""What the office still has to add to its answers; nothing of it hinders publishing."""

from collections.abc import Iterable

from models.catalogue import Catalogue, Procedure
from models.short_answers import ShortAnswer

CLIP, OWNER, REVIEW = "คลิป · clip", "ผู้ตรวจสอบ · who verified it", "วันทบทวน · review date"


def lacks_of(answer: Procedure | ShortAnswer) -> str:
    """The clip, whoever answers for every fact, the day to look again: those that are missing."""
    stated = [answer] if isinstance(answer, ShortAnswer) else list(answer.stated())
    lacks = [
        *([CLIP] if not answer.clip else []),
        *([OWNER] if not all(said.verified_by for said in stated) else []),
        *([REVIEW] if not all(said.review_due for said in stated) else []),
    ]
    return f"{answer.slug}: ยังไม่มี {', '.join(lacks)}" if lacks else ""


def lacking(catalogue: Catalogue, short_answers: Iterable[ShortAnswer] = ()) -> list[str]:
    """A line for each answer that lacks something."""
    answers: list[Procedure | ShortAnswer] = [*catalogue.procedures.values(), *short_answers]
    return [line for line in map(lacks_of, answers) if line]
