"""The five steps of the innovation process, and how far an idea is in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _later

from handlers.staff.visit import session
from models import innovation
from models.usage import Idea

NAMES = {
    1: _later("รวบรวมความคิดเห็น"),
    2: _later("คัดเลือกหนึ่งความคิดเห็น"),
    3: _later("เสนอโครงการ"),
    4: _later("พัฒนานวัตกรรม"),
    5: _later("สำรวจผลการใช้ประโยชน์"),
}
NEXT = {  # what the button to the next stage says
    "idea": _later("เลือกความคิดเห็นนี้"),
    "selected": _later("เสนอโครงการแล้ว"),
    "project": _later("พัฒนาเสร็จแล้ว"),
    "developed": _later("ติดตามผลครบแล้ว"),
}
STANDS = {
    "idea": _later("เสนอแล้ว"),
    "selected": _later("ได้รับการคัดเลือก"),
    "project": _later("เสนอโครงการแล้ว"),
    "developed": _later("พัฒนาเสร็จแล้ว"),
    "followed_up": _later("ติดตามผลครบแล้ว"),
}


@dataclass(frozen=True)
class Step:
    """One step: done, or the one that is to be done now."""

    number: int
    name: Any
    done: bool
    now: bool


def steps(one: Idea | None, found: Sequence[Idea]) -> list[Step]:
    """The five steps of the year, for the idea that was chosen or might be."""
    enough = len(found) >= innovation.needed(session())
    reached = innovation.STAGES.index(one.stage) if one else 0
    done = [enough, *(reached >= number for number in range(1, len(innovation.STAGES)))]
    first = next((at for at, is_done in enumerate(done) if not is_done), None)
    return [Step(number, NAMES[number], done[number - 1], number - 1 == first) for number in NAMES]
