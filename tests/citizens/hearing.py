"""An office whose hearing is set by hand: conversations are tried apart from the matcher."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from models.answers import Finding
from models.catalogue import Duration, Fact, Fee, Standing
from models.office import Office
from models.short_answers import ShortAnswer

CHECKED: dict[str, Any] = {
    "standing": Standing.VERIFIED,
    "verified_by": "หัวหน้าฝ่าย",
    "verified_at": date(2026, 11, 1),
}
NOTHING = Finding("human", ())


@dataclass
class Hearing:
    """Finds what it was told each message means; remembers what it was told was talked of last."""

    meant: Mapping[str, Finding]
    lasts: list[str | None] = field(default_factory=list)

    def find(self, text: str, *, last: str | None = None) -> Finding:
        """The finding set for this message; for a bare follow-up, about `last`."""
        self.lasts.append(last)
        found = self.meant.get(text, NOTHING)
        if found.fact and not found.nearest and last:
            return replace(found, decision="answer", nearest=((last, 1.0),))
        return found


def about(*names: str, **more: Any) -> Finding:
    """A sure finding: the first name, and `also` the others."""
    return Finding("answer", ((names[0], 0.9),), also=names[1:], **more)


def hearing(office: Office, meant: Mapping[str, Finding]) -> Office:
    """The same office, understanding these messages so."""
    return replace(office, matcher=Hearing(meant))  # type: ignore[arg-type]


def with_procedure(office: Office, slug: str, **facts: Any) -> Office:
    """The same office with some facts of one procedure changed."""
    known = office.catalogue.procedures
    procedures = MappingProxyType({**known, slug: replace(known[slug], **facts)})
    return replace(office, catalogue=replace(office.catalogue, procedures=procedures))


def checked(office: Office, slug: str, **dates: date) -> Office:
    """The same office, having checked fee, place, time and hours of one procedure."""
    known, sure = office.catalogue.procedures[slug], {**CHECKED, **dates}
    return with_procedure(
        office,
        slug,
        fee=Fee(amount_thb=1200, **sure),
        where=replace(known.where, text_th="ช่อง 5 ชั้น 1", **sure),
        duration=Duration(days=2, **sure),
        hours=Fact(text_th="เช้าวันพุธ", **sure),
    )


def with_answer(office: Office, **more: Any) -> Office:
    """The same office with one short answer about parking."""
    page: dict[str, Any] = {
        "slug": "parking",
        "section": "administration",
        "name_th": "ที่จอดรถของสำนักงาน",
        "answer_th": "จอดได้ที่ลานด้านหลัง 40 คัน",
        "phrases": ("จอดรถที่ไหน",),
        **CHECKED,
    }
    answer = ShortAnswer(**{**page, **more})
    return replace(office, short_answers=MappingProxyType({answer.slug: answer}))
