"""The forms of the innovation process as papers: ideas, the choice, the project, the follow-up."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from models.innovation import CRITERIA, FORMS, MOST_POINTS, FormField, points, words_of
from models.reports.docx_papers import docx_of
from models.reports.evidence import Piece
from models.reports.papers import Block, Digits, Heading, Line, NewPage, Paper, Signature, Table
from models.reports.writing import NOTHING, day_words
from models.usage.tables import Idea

SIGNED_BY = {
    1: ("ผู้เสนอความคิดเห็น", "proposer", "position"),
    2: ("ประธานคณะผู้บริหาร/คณะทำงาน", "", ""),
    3: ("ผู้รับผิดชอบโครงการ", "responsible", "position"),
    4: ("ผู้นำเสนอโครงการ", "", ""),
    5: ("ผู้บริหารหน่วยงาน", "approver", ""),
}


@dataclass(frozen=True)
class Unit:
    """Whose papers these are: the office, the names of its sections, how many ideas it owes."""

    office: str
    section: Callable[[str], str]
    needed: int


def paper(
    number: int, one: Idea, all_of_year: Sequence[Idea], unit: Unit, made: date,
    digits: Digits = Digits.ARABIC,
) -> Paper:  # fmt: skip
    """Form `number` (1 to 5) of one idea; Form 2 beside all ideas of its year."""
    blocks = [*_head(number, one, unit)]
    if number == 2:
        blocks += _collected(all_of_year, unit)
    blocks += [*_fields(number, one), _signature(number, one)]
    title = f"แบบฟอร์ม {number} {one.title}"
    return Paper(title, unit.office, made, tuple(blocks), digits)


def bundle(
    all_of_year: Sequence[Idea], unit: Unit, made: date, digits: Digits = Digits.ARABIC
) -> Paper:
    """Every Form 1 of a fiscal year, each on a page of its own, as they are handed in together."""
    blocks: list[Block] = []
    for one in sorted(all_of_year, key=lambda idea: idea.id):
        blocks += [NewPage()] if blocks else []
        blocks += [*_head(1, one, unit), *_fields(1, one), _signature(1, one)]
    year = all_of_year[0].fiscal_year if all_of_year else ""
    return Paper(f"แบบฟอร์ม 1 ปีงบประมาณ {year}", unit.office, made, tuple(blocks), digits)


def pieces(one: Idea, all_of_year: Sequence[Idea], unit: Unit, made: date) -> Iterator[Piece]:
    """The forms of the chosen idea for the pack of evidence, and every Form 1 of its year."""
    every = bundle(all_of_year, unit, made)
    yield Piece("นวัตกรรม", "แบบฟอร์ม 1 ทุกชุด.docx", every.title, [docx_of(every)])
    for number in FORMS:
        if number > 1 and words_of(one, number):
            form = paper(number, one, all_of_year, unit, made)
            yield Piece("นวัตกรรม", f"แบบฟอร์ม {number}.docx", form.title, [docx_of(form)])


def _head(number: int, one: Idea, unit: Unit) -> list[Block]:
    sheet = FORMS[number]
    head: list[Block] = [
        Line(f"แบบฟอร์ม {number}", centred=True, keep=True),
        Heading(sheet.title, level=1),
        Line(f"ปีงบประมาณ พ.ศ. {one.fiscal_year}", centred=True),
        Line(unit.office, "หน่วยงาน"),
        Line(unit.section(one.section), "เสนอโดย"),
    ]
    return head if number == 1 else [*head, Line(one.title, "ชื่อแนวคิด")]


def _collected(all_of_year: Sequence[Idea], unit: Unit) -> list[Block]:
    """How many were handed in of how many, and what each was given."""
    told = f"ความคิดเห็นที่รวบรวมได้ {len(all_of_year)} ชุด จากที่ต้องจัดส่งไม่น้อยกว่า {unit.needed} ชุด"
    rows = tuple(
        (str(place), one.title, unit.section(one.section), _sum(one))
        for place, one in enumerate(sorted(all_of_year, key=lambda idea: idea.id), start=1)
    )
    full = len(CRITERIA) * MOST_POINTS
    head = ("ที่", "ความคิดเห็น", "ฝ่าย", f"คะแนน\n(เต็ม {full})")
    return [Line(told), Table(head, rows, (8, 48, 28, 16), words=frozenset({1, 2}))]


def _sum(one: Idea) -> str:
    given = points(one)
    return NOTHING if given is None else str(given)


def _fields(number: int, one: Idea) -> list[Block]:
    words, blocks = words_of(one, number), list[Block]()
    for place in FORMS[number].fields:
        if place.name == CRITERIA[0].name and number == 2:
            blocks.append(_marks(one))
        if place.kind != "points":
            blocks.append(Line(_said(place, words.get(place.name)), place.label))
    return blocks


def _marks(one: Idea) -> Table:
    words = words_of(one, 2)
    rows = [(mark.label, str(words.get(mark.name, NOTHING))) for mark in CRITERIA]
    rows.append(("รวม", _sum(one)))
    return Table(("เกณฑ์การคัดเลือก", f"คะแนน (เต็ม {MOST_POINTS})"), tuple(rows), (75, 25))


def _said(place: FormField, value: object) -> str:
    if value in (None, ""):
        return NOTHING
    if place.kind == "day":
        return day_words(date.fromisoformat(str(value)))
    return f"{value:,}" if isinstance(value, int) else str(value)


def _signature(number: int, one: Idea) -> Signature:
    role, name, position = SIGNED_BY[number]
    words = words_of(one, number)
    return Signature(role, str(words.get(name, "")), str(words.get(position, "")))
