"""A workbook of a round's orders is read row by row, and brought in whole or not at all."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from threading import Barrier
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from models.officers import Officer
from models.orders import (
    Agency,
    Order,
    OrderRound,
    OrderUpload,
    Source,
    agencies,
    exporting,
    issuing,
    sheet,
)
from models.orders.counting import Scope, overview
from models.orders.importing import Fault, Unfit, bring_in, examine, keep, kept
from models.orders.reporting import Told, report
from models.orders.states import Status
from tests.officers import Officers, officers
from tests.people import NOON

DUE = date(2026, 11, 30)
GOOD = (1, "ปลัด", "ให้สำรวจทางเท้า", 5, "2,3", "เขตดี; เขตงาม", "30/11/2569")


@pytest.fixture
def cast(session: Session) -> Officers:
    return officers(session)


@pytest.fixture
def in_round(session: Session) -> OrderRound:
    return issuing.open_round(session, 2570, 1, DUE, NOON)


def book(*rows: tuple[Any, ...], heads: tuple[str, ...] = sheet.COLUMNS) -> bytes:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.title = sheet.NAME
    for row in (heads, *rows):
        page.append(row)
    kept_in = io.BytesIO()
    made.save(kept_in)
    return kept_in.getvalue()


def row(**changed: Any) -> tuple[Any, ...]:
    names = ("number", "source", "text", "kind", "factors", "agencies", "due")
    return tuple((dict(zip(names, GOOD, strict=True)) | changed).values())


def faults(session: Session, in_round: OrderRound, data: bytes) -> list[Fault]:
    with pytest.raises(Unfit) as refused:
        examine(session, in_round, data)
    return list(refused.value.faults)


def test_a_good_row_says_what_it_says(session: Session, in_round: OrderRound) -> None:
    (line,) = examine(session, in_round, book(GOOD)).lines
    assert (line.row, line.number, line.source) == (2, 1, Source.SECRETARY)
    assert (line.kind, line.factors, line.due_on) == (5, (2, 3), DUE)
    assert line.agencies == ("เขตดี", "เขตงาม")


@pytest.mark.parametrize(
    "written",
    [DUE, datetime.combine(DUE, time(9)), "2026-11-30", "30/11/2569", "30-11-2026", "๓๐/๑๑/๒๕๖๙",
     "30 พ.ย. 2569", "30 พฤศจิกายน พ.ศ. 2569"],
)  # fmt: skip
def test_days_are_read_as_people_write_them(
    session: Session, in_round: OrderRound, written: object
) -> None:
    (line,) = examine(session, in_round, book(row(due=written))).lines
    assert line.due_on == DUE


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"number": "ก"}, sheet.NUMBER),
        ({"number": 0}, sheet.NUMBER),
        ({"source": "ใครก็ได้"}, sheet.SOURCE),
        ({"text": "  "}, sheet.WORDS),
        ({"text": "ก" * 5001}, sheet.WORDS),
        ({"kind": 11}, sheet.KIND),
        ({"factors": "1,9"}, sheet.TOUCHED),
        ({"agencies": " ; "}, sheet.TO),
        ({"agencies": "ก" * 201}, sheet.TO),
        ({"due": "31/02/2569"}, sheet.DUE),
        ({"due": None}, sheet.DUE),
    ],
)
def test_a_fault_is_named_by_its_row_and_column(
    session: Session, in_round: OrderRound, changed: dict[str, Any], column: str
) -> None:
    found = faults(session, in_round, book(GOOD, row(**({"number": 2} | changed))))
    assert [(fault.row, fault.column) for fault in found] == [(3, column)]


def test_every_fault_of_a_sheet_is_told_at_once(session: Session, in_round: OrderRound) -> None:
    found = faults(session, in_round, book(row(kind=12, due="เมื่อไรก็ได้"), row(number=2, text="")))
    assert [fault.row for fault in found] == [2, 2, 3]


def test_a_number_twice_in_the_sheet_or_in_the_round_is_refused(
    session: Session, in_round: OrderRound, cast: Officers
) -> None:
    there = issuing.Wording(Source.SECRETARY, "มีอยู่แล้ว", DUE, 7)
    issuing.issue(session, in_round, there, [agencies.add(session, "เขตดี", NOON)], cast.head, NOON)
    found = faults(session, in_round, book(GOOD, GOOD, row(number=7)))
    assert [fault.row for fault in found] == [2, 3, 4]


def test_rows_without_a_number_get_the_next_free_ones(
    session: Session, in_round: OrderRound
) -> None:
    preview = examine(session, in_round, book(row(number=None), row(number=4), row(number=None)))
    assert [line.number for line in preview.lines] == [5, 4, 6]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a workbook", book()])
def test_what_holds_no_orders_is_refused(
    session: Session, in_round: OrderRound, data: bytes
) -> None:
    assert len(faults(session, in_round, data)) == 1


def test_a_missing_heading_is_named(session: Session, in_round: OrderRound) -> None:
    (fault,) = faults(session, in_round, book(heads=sheet.COLUMNS[:-1]))
    assert (fault.row, fault.column) == (1, sheet.DUE)


def test_new_agencies_are_shown_and_slips_of_known_ones_pointed_out(
    session: Session, in_round: OrderRound
) -> None:
    agencies.add(session, "สำนักการระบายน้ำ", NOON)
    preview = examine(session, in_round, book(row(agencies="สำนักการระบายนำ้\nสำนักการคลัง")))
    assert preview.new_agencies == ("สำนักการระบายนำ้", "สำนักการคลัง")
    assert preview.alike == {"สำนักการระบายนำ้": "สำนักการระบายน้ำ"}


def test_an_agency_that_was_switched_off_is_named_with_its_row(
    session: Session, in_round: OrderRound
) -> None:
    agencies.add(session, "เขตดี", NOON).active = False
    session.flush()
    (fault,) = faults(session, in_round, book(GOOD))
    assert (fault.row, fault.column, "เขตดี" in fault.why) == (2, sheet.TO, True)


def test_what_was_read_is_brought_in_once(
    session: Session, in_round: OrderRound, cast: Officers
) -> None:
    preview = examine(session, in_round, book(GOOD, row(number=2, kind=None)))
    upload = keep(session, in_round, "รอบ 1.xlsx", preview, cast.head, NOON)
    assert kept(upload) == preview.lines
    assert [bring_in(session, upload, cast.head, NOON) for _ in range(2)] == [2, 0]
    first, second = session.scalars(select(Order).order_by(Order.number)).all()
    assert (first.kind, first.sorted_by_id, second.sorted_at) == (5, cast.head.id, None)
    assert [one.agency.name for one in first.addressees] == ["เขตดี", "เขตงาม"]


def test_two_who_bring_in_orders_to_the_same_new_agency_at_once_are_both_taken(
    sessions: sessionmaker[Session],
) -> None:
    with sessions.begin() as session:
        officer = officers(session).admin
        rounds = [issuing.open_round(session, 2570, number, DUE, NOON) for number in (1, 2)]
        data = book(row(agencies="เขตใหม่; เขตงาม"), row(number=2, agencies="เขตงาม; เขตใหม่"))
        found = [keep(session, one, "ก.xlsx", examine(session, one, data), officer, NOON)
                 for one in rounds]  # fmt: skip
        uploads = [one.id for one in found]
        who = officer.id
    both = Barrier(2)

    def bring(name: int) -> int:
        with sessions.begin() as session:
            upload = session.get_one(OrderUpload, name)
            both.wait(10)
            return bring_in(session, upload, session.get_one(Officer, who), NOON)

    with ThreadPoolExecutor(2) as hands:
        assert list(hands.map(bring, uploads)) == [2, 2]
    with sessions() as session:
        assert session.scalars(select(Agency.name).order_by(Agency.name)).all() == [
            "เขตงาม",
            "เขตใหม่",
        ]


def test_a_number_taken_meanwhile_refuses_the_whole(
    session: Session, in_round: OrderRound, cast: Officers
) -> None:
    preview = examine(session, in_round, book(GOOD, row(number=2)))
    upload = keep(session, in_round, "รอบ 1.xlsx", preview, cast.head, NOON)
    there = issuing.Wording(Source.SECRETARY, "มาก่อน", DUE, 2)
    issuing.issue(session, in_round, there, [agencies.add(session, "เขตดี", NOON)], cast.head, NOON)
    with pytest.raises(Unfit):
        bring_in(session, upload, cast.head, NOON)
    assert session.scalar(select(func.count()).select_from(Order)) == 1


def test_five_thousand_orders_come_in_and_one_more_is_too_many(
    session: Session, in_round: OrderRound, cast: Officers
) -> None:
    many = [row(number=n, agencies=f"เขต {n % 50}; เขต {n % 49}") for n in range(1, 5_002)]
    assert faults(session, in_round, book(*many))[0].row == 5_002
    preview = examine(session, in_round, book(*many[:5_000]))
    upload = keep(session, in_round, "ทั้งรอบ.xlsx", preview, cast.head, NOON)
    assert bring_in(session, upload, cast.head, NOON) == 5_000
    assert session.scalar(select(func.count()).select_from(Agency)) == 50


def test_what_goes_out_says_what_was_reported_and_no_formula(
    session: Session, in_round: OrderRound, cast: Officers
) -> None:
    preview = examine(session, in_round, book(GOOD))
    upload = keep(session, in_round, "รอบ 1.xlsx", preview, cast.head, NOON)
    bring_in(session, upload, cast.head, NOON)
    order = session.scalars(select(Order)).one()
    someone = agencies.add_contact(session, order.addressees[0].agency, "อรุณ", None, NOON)
    for words in ("เริ่มแล้ว", "=SUM(1)"):
        told = Told(Status.UNDERWAY, words, DUE + timedelta(days=9))
        report(session, order.addressees[0], told, someone, NOON)
    second, first = list(csv.DictReader(io.StringIO("".join(exporting.lines(session, Scope())))))
    assert (first["สถานะ"], first["คำรายงานล่าสุด"]) == ("อยู่ระหว่างดำเนินการ", "'=SUM(1)")
    assert (second["หน่วยงาน"], second["สถานะ"]) == ("เขตงาม", "ยังไม่รายงาน")
    written = io.BytesIO()
    assert exporting.workbook(session, Scope(), written, overview(session, Scope(), DUE)) == 2
    page = openpyxl.load_workbook(written)[sheet.NAME]
    assert page is not None
    assert (page["H3"].value, page["M3"].value) == (datetime.combine(DUE, time()), "=SUM(1)")
    assert page["M3"].data_type == "s"


def test_the_blank_form_takes_orders_as_it_is(session: Session, in_round: OrderRound) -> None:
    form = openpyxl.load_workbook(io.BytesIO(exporting.blank()))
    form[sheet.NAME].append(GOOD)
    filled = io.BytesIO()
    form.save(filled)
    assert len(examine(session, in_round, filled.getvalue()).lines) == 1


CELLS = st.none() | st.text(max_size=20) | st.integers() | st.floats() | st.dates() | st.booleans()


@settings(max_examples=200, deadline=None)
@given(CELLS)
def test_a_cell_of_anything_is_read_or_refused(cell: object) -> None:
    for reader in (
        sheet.number_of, sheet.source_of, sheet.kind_of, sheet.factors_of, sheet.day_of,
    ):  # fmt: skip
        try:
            reader(cell)
        except sheet.Unreadable:
            continue
    assert all(sheet.agencies_of(cell))
