"""A workbook of a round's orders, read row by row and brought in whole or not at all."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from io import BytesIO
from typing import Any

import openpyxl
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from models.officers import Officer
from models.orders import sheet
from models.orders.agencies import NAME_MOST, squeezed
from models.orders.issuing import TEXT_MOST
from models.orders.states import Source
from models.orders.tables import Addressee, Agency, Order, OrderRound, OrderUpload
from models.packs import unpacks

MOST = 5_000  # orders in one workbook
LAST_ROW = MOST + 500  # empty ones between are forgiven
LARGEST = 10_000_000  # bytes
AGENCIES_MOST = 200  # of one order


@dataclass(frozen=True)
class Fault:
    """What is wrong: in which row of the sheet (0: the file), under which heading, and why."""

    row: int
    column: str
    why: str


class Unfit(Exception):
    """The workbook cannot be brought in."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Line:
    """One order of the sheet, and the row it stands in."""

    row: int
    number: int
    source: Source
    text: str
    kind: int | None
    factors: tuple[int, ...]
    agencies: tuple[str, ...]
    due_on: date


@dataclass(frozen=True)
class Preview:
    """What bringing it in would do; `alike` names new agencies much like one that is known."""

    lines: tuple[Line, ...]
    new_agencies: tuple[str, ...]
    alike: dict[str, str] = field(default_factory=dict)


def examine(session: Session, in_round: OrderRound, data: bytes) -> Preview:
    """Read a workbook for this round; raises Unfit naming every fault with its row and column."""
    faults: list[Fault] = []
    lines = list(_lines(_cells(data), faults))
    if not lines and not faults:
        faults.append(Fault(0, "", "ไม่มีข้อสั่งการในไฟล์"))
    lines = _numbered(session, in_round, lines, faults)
    faults += _gone(session, lines)
    if faults:
        raise Unfit(sorted(faults, key=lambda fault: fault.row))
    known = list(session.scalars(select(Agency.name)))
    named = dict.fromkeys(name for line in lines for name in line.agencies)
    new = tuple(name for name in named if name not in set(known))
    alike = {name: near[0] for name in new if (near := get_close_matches(name, known, 1, 0.85))}
    return Preview(tuple(lines), new, alike)


def keep(
    session: Session, in_round: OrderRound, file_name: str, preview: Preview,
    officer: Officer, now: datetime,
) -> OrderUpload:  # fmt: skip
    """Keep what was read until the officer says yes."""
    rows = {"lines": [_packed(line) for line in preview.lines]}
    upload = OrderUpload(
        file_name=file_name[:200], round_id=in_round.id, rows=rows, officer_id=officer.id, at=now
    )
    session.add(upload)
    session.flush()
    return upload


def kept(upload: OrderUpload) -> tuple[Line, ...]:
    """The orders of a workbook that was read before."""
    return tuple(_unpacked(row) for row in upload.rows["lines"])


def bring_in(session: Session, upload: OrderUpload, officer: Officer, now: datetime) -> int:
    """Issue all orders of a workbook that was read; how many. Unfit when a number went meanwhile.

    Types and factors that stand in the sheet count as confirmed by the officer who brings it in.
    """
    locked = select(OrderRound).where(OrderRound.id == upload.round_id).with_for_update()
    in_round = session.scalars(locked).one()
    session.refresh(upload, with_for_update=True)
    if upload.done_at is not None:
        return 0
    lines, faults = kept(upload), list[Fault]()
    _taken(session, in_round, lines, faults)
    if faults:
        raise Unfit(faults)
    agencies = _agencies(session, lines, now)
    session.add_all(_order(in_round, line, agencies, officer, now) for line in lines)
    upload.done_at = now
    session.flush()
    return len(lines)


def addressed(session: Session, upload: OrderUpload) -> set[int]:
    """The ids of the agencies a workbook orders something of."""
    named = {name for line in kept(upload) for name in line.agencies}
    return set(session.scalars(select(Agency.id).where(Agency.name.in_(named))))


def _order(
    in_round: OrderRound, line: Line, agencies: dict[str, Agency], officer: Officer, now: datetime
) -> Order:
    whole = line.kind is not None and bool(line.factors)
    return Order(
        round_id=in_round.id,
        number=line.number,
        source=line.source,
        text=line.text,
        kind=line.kind,
        factors=list(line.factors),
        sorted_by_id=officer.id if whole else None,
        sorted_at=now if whole else None,
        due_on=line.due_on,
        issued_by_id=officer.id,
        issued_at=now,
        addressees=[Addressee(agency=agencies[name]) for name in line.agencies],
    )


def _agencies(session: Session, lines: Iterable[Line], now: datetime) -> dict[str, Agency]:
    named = {name for line in lines for name in line.agencies}
    known = {one.name: one for one in session.scalars(select(Agency).where(Agency.name.in_(named)))}
    for name in sorted(named - set(known)):
        # Whoever brings in the same new agency at the same moment is waited for, not tripped over.
        new = insert(Agency).values(name=name, active=True, added_at=now)
        session.execute(new.on_conflict_do_nothing(index_elements=[Agency.name]))
        known[name] = session.scalars(select(Agency).where(Agency.name == name)).one()
    return known


def _cells(data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows that hold anything, by heading, with their number in the sheet."""
    try:
        if len(data) > LARGEST or not unpacks(data):
            raise ValueError("too large")
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        page = book[sheet.NAME] if sheet.NAME in book.sheetnames else book.worksheets[0]
        page.reset_dimensions()  # what the file says about its own size may be wrong
        width = len(sheet.COLUMNS) + 10
        rows = list(page.iter_rows(max_row=LAST_ROW + 1, max_col=width, values_only=True))
    except Exception as error:  # a file from anywhere can break its reader in any way
        raise Unfit([Fault(0, "", "เปิดไฟล์ไม่ได้ กรุณาใช้แบบฟอร์ม .xlsx ที่ดาวน์โหลดจากหน้านี้")]) from error
    heads = [sheet.plain(cell) for cell in rows[0]] if rows else []
    if missing := [name for name in sheet.NEEDED if heads.count(name) != 1]:
        raise Unfit([Fault(1, name, "ไม่มีหัวคอลัมน์นี้ หรือมีซ้ำ") for name in missing])
    for number, cells in enumerate(rows[1:], start=2):
        if any(cell not in (None, "") for cell in cells):
            yield number, {head: cell for head, cell in zip(heads, cells, strict=True) if head}


def _lines(rows: Iterable[tuple[int, dict[str, Any]]], faults: list[Fault]) -> Iterator[Line]:
    for count, (row, cells) in enumerate(rows, start=1):
        if count > MOST:
            faults.append(Fault(row, "", f"มีเกิน {MOST:,} ข้อ"))
            return
        line = _line(row, cells, faults)
        if line is not None:
            yield line


def _line(row: int, cells: dict[str, Any], faults: list[Fault]) -> Line | None:
    before = len(faults)

    def read(column: str, reader: Callable[[object], Any], why: str) -> Any:
        try:
            return reader(cells.get(column))
        except sheet.Unreadable as cell:
            said = f"“{str(cell)[:40]}” " if str(cell) else ""
            faults.append(Fault(row, column, f"{said}{why}"))
            return None

    number = read(sheet.NUMBER, sheet.number_of, "ไม่ใช่เลขลำดับ 1–99999")
    source = read(sheet.SOURCE, sheet.source_of, "ใช้ได้: ปลัด หรือ ผู้ตรวจราชการ")
    kind = read(sheet.KIND, sheet.kind_of, "ใช้เลขประเภท 1–10 หรือเว้นว่าง")
    factors = read(sheet.TOUCHED, sheet.factors_of, "ใช้เลขปัจจัย 1–5 คั่นด้วยจุลภาค หรือเว้นว่าง")
    due_on = read(sheet.DUE, sheet.day_of, "อ่านวันที่ไม่ได้ เขียนเช่น 30/11/2569")
    text = sheet.plain(cells.get(sheet.WORDS), keep=True)
    agencies = sheet.agencies_of(cells.get(sheet.TO))
    faults += [Fault(row, *fault) for fault in _lengths(text, agencies)]
    if len(faults) > before:
        return None
    return Line(row, number or 0, source, text, kind, factors, agencies, due_on)


def _lengths(text: str, agencies: Sequence[str]) -> Iterator[tuple[str, str]]:
    if not text:
        yield sheet.WORDS, "ยังไม่มีข้อความ"
    if len(text) > TEXT_MOST:
        yield sheet.WORDS, f"ยาวเกิน {TEXT_MOST:,} ตัวอักษร"
    if not agencies:
        yield sheet.TO, "ยังไม่มีหน่วยงาน"
    if len(agencies) > AGENCIES_MOST:
        yield sheet.TO, f"มีเกิน {AGENCIES_MOST} หน่วยงาน"
    for name in agencies:
        if len(squeezed(name)) > NAME_MOST:
            yield sheet.TO, f"ชื่อหน่วยงานยาวเกิน {NAME_MOST} ตัวอักษร"


def _numbered(
    session: Session, in_round: OrderRound, lines: list[Line], faults: list[Fault]
) -> list[Line]:
    """Each with a number of its own; those without get the next free ones, in their order."""
    here = select(func.max(Order.number)).where(Order.round_id == in_round.id)
    given = [line.number for line in lines if line.number]
    following = max([session.scalar(here) or 0, *given])
    numbered = []
    for line in lines:
        following += 0 if line.number else 1
        numbered.append(line if line.number else Line(**{**vars(line), "number": following}))
    _taken(session, in_round, numbered, faults)
    return numbered


def _taken(
    session: Session, in_round: OrderRound, lines: Sequence[Line], faults: list[Fault]
) -> None:
    there = set(session.scalars(select(Order.number).where(Order.round_id == in_round.id)))
    often = Counter(line.number for line in lines)
    for line in lines:
        if line.number in there:
            faults.append(Fault(line.row, sheet.NUMBER, f"ลำดับ {line.number} มีอยู่แล้วในรอบนี้"))
        elif often[line.number] > 1:
            faults.append(Fault(line.row, sheet.NUMBER, f"ลำดับ {line.number} ซ้ำกันในไฟล์"))


def _gone(session: Session, lines: Sequence[Line]) -> Iterator[Fault]:
    """Nobody of an agency that was switched off would hear of an order."""
    gone = set(session.scalars(select(Agency.name).where(Agency.active.is_(False))))
    for line in lines:
        for name in line.agencies:
            if name in gone:
                yield Fault(line.row, sheet.TO, f"เลิกใช้หน่วยงาน “{name}” แล้ว เปิดใช้อีกครั้งก่อน หรือแก้ชื่อ")


def _packed(line: Line) -> dict[str, Any]:
    return {**vars(line), "due_on": line.due_on.isoformat()}


def _unpacked(row: dict[str, Any]) -> Line:
    return Line(
        **{
            **row,
            "source": Source(row["source"]),
            "factors": tuple(row["factors"]),
            "agencies": tuple(row["agencies"]),
            "due_on": date.fromisoformat(row["due_on"]),
        }
    )
