"""The three indicators of the orders' project as its paper of 2024 states them, and the counts."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal

from models.orders.counting import TARGET_REPORTED, TARGET_SATISFIED, Overview
from models.orders.states import FACTORS, KINDS, Status
from models.reports import formulas
from models.reports.attachments import survey
from models.reports.figures import Satisfaction
from models.reports.formulas import NothingCounted, Result
from models.reports.papers import Block, Chart, Digits, Heading, Line, Paper, Signature, Table
from models.reports.writing import NOTHING, day_words

TITLE = "รายงานผลการติดตามการดำเนินการตามข้อสั่งการของปลัดกรุงเทพมหานคร\nและข้อเสนอแนะของผู้ตรวจราชการ"
SYSTEM = "มีระบบมาตรฐานการติดตามผลการดำเนินการตามข้อสั่งการด้วยเทคโนโลยีสารสนเทศ"
INDICATOR = ("ตัวชี้วัด", "เป้าหมาย", "ผล", "การบรรลุ")


def verdict(result: Result | None, target: Decimal) -> str:
    """Whether a share reaches its target, in the paper's words."""
    if result is None:
        return "ยังไม่มีข้อมูล"
    return "ผ่าน" if result.value >= target else "ไม่ผ่าน"


def satisfied(answers: Satisfaction | None) -> Result | None:
    """Users who chose "มาก" or better × 100 ÷ all who answered; None before anybody did."""
    with suppress(NothingCounted):
        return formulas.share_satisfied(answers, answers.scale_max - 1) if answers else None
    return None


def reported(counted: Overview) -> Result | None:
    """The share of agencies that reported; None before anybody was asked."""
    with suppress(NothingCounted):
        return counted.reported
    return None


def paper(
    office: str,
    scope: str,
    counted: Overview,
    answers: Satisfaction | None,
    made: date,
    digits: Digits = Digits.ARABIC,
) -> Paper:
    """The report of a fiscal year or a round, named by `scope`."""
    blocks: list[Block] = [
        Heading(TITLE, level=1),
        Line(office, centred=True),
        Line(f"{scope} ข้อมูล ณ วันที่ {day_words(made)}"),
        *_indicators(counted, answers),
        *_statuses(counted),
        _by("จำแนกตามประเภทข้อสั่งการ", KINDS, counted.kinds),
        _by("จำแนกตามปัจจัยผลกระทบ (หนึ่งข้อมีได้หลายปัจจัย)", FACTORS, counted.factors),
        Heading("การรายงานของแต่ละหน่วยงาน"),
        _agencies(counted),
        *(survey(answers) if answers else []),
        Signature("ผู้รายงาน"),
    ]
    return Paper(f"ติดตามข้อสั่งการ {scope}", office, made, tuple(blocks), digits)


def indicators(counted: Overview, answers: Satisfaction | None) -> tuple[tuple[str, ...], ...]:
    """The three indicators, a row each: what it is, its target, what came of it, the verdict."""
    return (
        (f"1. {SYSTEM}", "1 ระบบ", "1 ระบบ", "ผ่าน"),
        _indicator(
            "2. ร้อยละความพึงพอใจของผู้ใช้นวัตกรรม ระดับมากขึ้นไป",
            TARGET_SATISFIED,
            satisfied(answers),
        ),
        _indicator(
            "3. ร้อยละความสำเร็จของการติดตามผลการดำเนินการตามข้อสั่งการ",
            TARGET_REPORTED,
            reported(counted),
        ),
    )


def _indicators(counted: Overview, answers: Satisfaction | None) -> list[Block]:
    rows = indicators(counted, answers)
    return [
        Heading("ตัวชี้วัดความสำเร็จ"),
        Table(INDICATOR, rows, (52, 16, 16, 16), frozenset({0, 3})),
        *_sums((satisfied(answers), reported(counted))),
        Line(
            f"หน่วยงานนับว่ารายงานแล้วเมื่อรายงานครบทุกข้อที่ได้รับ อีก {counted.begun:,} หน่วยงานรายงานแล้วบางข้อ"
        ),
    ]


def _indicator(name: str, target: Decimal, result: Result | None) -> tuple[str, ...]:
    value = f"ร้อยละ {result.value}" if result else NOTHING
    return (name, f"ร้อยละ {target}", value, verdict(result, target))


def _sums(results: Sequence[Result | None]) -> list[Block]:
    return [
        Line(f"{one.formula} = {one.sum} = {one.value} (N = {one.n:,})", indent=1)
        for one in results
        if one is not None
    ]


def _statuses(counted: Overview) -> list[Block]:
    total = sum(counted.statuses.values())
    rows = tuple((s.name_th, f"{counted.statuses[s]:,}", _share(counted.statuses[s], total))
                 for s in Status)  # fmt: skip
    late = f"เลยกำหนดและยังไม่รายงาน {counted.late:,} รายการ"
    afterwards = f"รายงานหลังกำหนด {counted.reported_late:,} รายการ"
    whole = f"ข้อสั่งการ {counted.orders:,} ข้อ ถึงหน่วยงานรวม {total:,} รายการ"
    return [
        Heading("สถานะการรายงาน"),
        Line(f"{whole} {late} {afterwards}", keep=True),
        Table(("สถานะ", "รายการ", "ร้อยละ"), rows, (60, 20, 20)),
        Chart(
            "สถานะการรายงาน",
            tuple(status.name_th for status in Status),
            tuple(counted.statuses[status] for status in Status),
            "รายการ",
        ),
    ]


def _share(part: int, whole: int) -> str:
    return str(formulas.share(part, whole).value) if whole else NOTHING


def _by(title: str, names: dict[int, str], counted: dict[int, int]) -> Table:
    rows = tuple((f"{n}. {name}", f"{counted.get(n, 0):,}") for n, name in names.items())
    return Table((title, "ข้อ"), rows, (80, 20))


def _agencies(counted: Overview) -> Block:
    if not counted.agencies:
        return Line(NOTHING)
    rows = tuple(
        (one.name, f"{one.orders:,}", f"{one.reported:,}", f"{one.late:,}")
        for one in counted.agencies
    )
    return Table(("หน่วยงาน", "ข้อที่ได้รับ", "รายงานแล้ว", "เลยกำหนด"), rows, (58, 14, 14, 14))
