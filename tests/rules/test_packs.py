"""A pack carries one district's content to another: whole or not at all, never its telephone."""

import zipfile
from copy import deepcopy
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from models import content, packs
from models.content import PROCEDURE, State
from models.office import Office
from models.packs import PackFaults, What, yaml_file
from models.packs.sheets import DOCUMENTS, FACTS, PROCEDURES, SHEETS
from tests.officers import officers
from tests.pages import FEE, LOST_CARD, PARKING, page, starter_pages, written
from tests.people import NOON


def faults_of(data: bytes) -> list[str]:
    """Why this file is refused, each fault with its place."""
    with pytest.raises(PackFaults) as refused:
        packs.read_pack(data, "ชุดเนื้อหา")
    return [f"{fault.where}: {fault.reason}" for fault in refused.value.faults]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_a_file_of_anything_is_refused_with_a_reason(data: bytes) -> None:
    assert faults_of(data)
    assert faults_of(b"PK" + data)


# A workbook


def book_of(*pages: Any, **more: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(written(*pages, **more)))


def saved(book: openpyxl.Workbook) -> bytes:
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def column(sheet: Any, heading: str) -> int:
    """The number of the column under this heading."""
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def test_no_cell_is_a_formula_or_a_link() -> None:
    tricky = page(name_th='=HYPERLINK("https://x")', description_th="+1", conflicts=["@a", "-b"])
    book = book_of(tricky)
    for sheet in book:
        assert all(cell.data_type in ("s", "n") for row in sheet for cell in row), sheet.title
        assert not sheet._hyperlinks


def test_each_sheet_is_headed_in_thai_and_refused_by_row() -> None:
    book = book_of(page(), starter_pages()[0])
    facts, main = book[FACTS.name], book[PROCEDURES.name]
    facts.cell(3, column(facts, "สถานะข้อมูล"), "เชื่อได้")
    facts.cell(2, column(facts, "รหัส"), "no-such-page")
    main.cell(3, column(main, "ชื่อภาษาอังกฤษ")).value = None
    main.cell(1, 40, "หมายเหตุของฉัน")
    book[DOCUMENTS.name].cell(4, 30, "ลอยอยู่")

    faults = "\n".join(faults_of(saved(book)))

    assert f"{FACTS.name} แถว 3: standing is 'เชื่อได้', not one of" in faults
    assert f"{FACTS.name} แถว 2: slug 'no-such-page' has no row in {PROCEDURES.name}" in faults
    assert f"{PROCEDURES.name} แถว 3: name_en is missing" in faults
    assert f"{PROCEDURES.name} แถว 1: heading 'หมายเหตุของฉัน' is not known here" in faults
    assert f"{DOCUMENTS.name} แถว 4: column 30 has no heading" in faults
    for sheet in SHEETS:
        assert sheet.columns[0].heading == "รหัส"


def test_what_an_officer_types_into_a_spreadsheet_is_understood() -> None:
    book = book_of(page(fee=FEE))
    facts = book[FACTS.name]
    row = next(r for r in range(2, 9) if facts.cell(r, 2).value == "ค่าธรรมเนียม")
    facts.cell(row, column(facts, "จำนวนเงิน (บาท)"), "120")
    facts.cell(row, column(facts, "ทบทวนภายใน"), date(2028, 1, 31))
    facts.cell(row, column(facts, "ข้อความ"), 120)
    fee = packs.read_pack(saved(book), "x").procedures[0]["fee"]
    assert (fee["amount_thb"], fee["review_due"], fee["text_th"]) == (120, "2028-01-31", "120")


def test_a_missing_sheet_and_a_repeated_slug_are_named() -> None:
    book = book_of(page(), page())
    del book[FACTS.name]
    faults = faults_of(saved(book))
    assert f"{FACTS.name}: sheet is missing" in faults
    assert f"{PROCEDURES.name} แถว 3: slug 'id-card-lost' is used more than once" in faults


def test_a_workbook_that_swells_is_not_unpacked() -> None:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"0" * 70_000_000)
    assert faults_of(kept.getvalue()) == ["file: is too large once unpacked"]


# A yaml file


def test_a_fault_of_a_yaml_file_names_its_line() -> None:
    data = written(page(price=5), write=yaml_file.write)
    line = data.decode().splitlines().index("- slug: id-card-lost") + 1
    assert f"บรรทัด {line}: price is not a field known here" in faults_of(data)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("format: other", "does not say format"),
        ("format: puean-khet-content/1", "is empty"),
        ("format: puean-khet-content/1\nprocedures: [1]", "must be a list of pages"),
        ("format: puean-khet-content/1\nsecrets: 1", "secrets is not a field known here"),
        ("a: &a [1]\nb: *a", "has an alias"),
        ("a: 1\na: 2", "is written twice"),
        ("!!python/object/apply:os.system [id]", "is not yaml"),
        ("[" * 5000, "is not yaml"),
    ],
)
def test_a_yaml_file_of_another_kind_is_refused(text: str, reason: str) -> None:
    assert reason in "\n".join(faults_of(text.encode()))


# Taking over


def test_what_will_change_is_said_and_only_drafts_are_made(session: Session) -> None:
    cast = officers(session)
    given = packs.read_pack(
        written(page(fee=FEE), *starter_pages()[:1], answers=[PARKING], write=yaml_file.write), "x"
    )
    same = starter_pages()[0]["slug"]
    assert {c.slug: c.what for c in packs.plan(session, given)} == {
        LOST_CARD: What.CHANGED,
        same: What.SAME,
        "parking": What.NEW,
    }
    drafts = packs.bring_in(session, given, cast.admin, NOON)
    assert [(d.slug, d.state) for d in drafts] == [
        (LOST_CARD, State.DRAFT),
        ("parking", State.DRAFT),
    ]
    assert content.edition(session) == 0
    assert {c.what for c in packs.plan(session, given)} == {What.OPEN, What.SAME}
    assert packs.bring_in(session, given, cast.admin, NOON) == []


def test_only_administrators_take_a_pack_over(session: Session) -> None:
    cast = officers(session)
    pack = packs.read_pack(written(page(fee=FEE)), "x")
    with pytest.raises(content.NotAllowed):
        packs.bring_in(session, pack, cast.head, NOON)


def test_a_pack_that_does_not_fit_is_refused_whole(session: Session) -> None:
    cast = officers(session)
    twin = page(slug="twin", short_th="จดทะเบียนสมรส")
    moved = deepcopy(page()) | {"section": "city-law"}
    pack = packs.read_pack(written(moved, twin, answers=[PARKING]), "x")
    with pytest.raises(PackFaults) as refused:
        packs.bring_in(session, pack, cast.admin, NOON)
    faults = [f"{fault.where}: {fault.reason}" for fault in refused.value.faults]
    assert f"{PROCEDURES.name} แถว 2: section must stay 'registration'" in faults
    assert any(f"{PROCEDURES.name} แถว 3: short_th 'จดทะเบียนสมรส'" in fault for fault in faults)
    assert content.all_open(session) == []


def test_our_telephone_and_hours_stay_ours(session: Session) -> None:
    told = content.told(session).catalogue
    theirs = page(
        hours={"text_th": "วันอังคาร 10.00–11.00 น.", "standing": "recalled"},
        description_th=f"สอบถาม {told.office.phone} หรือมาที่ {told.office.address_th}",
        notes=[{"text_th": "จองคิวที่ 0 2999 8888", "standing": "recalled"}],
    )
    carried = packs.portable(theirs, told.words)
    assert carried["description_th"] == "สอบถาม {phone} หรือมาที่ {address}"

    (change,) = packs.plan(session, packs.read_pack(written(carried), "x"))
    assert change.page.get("hours") == page().get("hours")
    assert change.telephones == ("0 2999 8888",)


def test_an_exported_office_comes_home_unchanged(session: Session) -> None:
    cast = officers(session)
    written_here = page(fee=FEE, description_th="สอบถาม 0 2000 0000")
    draft = content.open_draft(
        session, PROCEDURE, LOST_CARD, "registration", written_here, cast.admin, NOON
    )
    content.submit(session, draft, cast.admin, NOON)
    content.publish(session, draft, cast.admin, NOON)
    office = Office.published(session)
    for data in (packs.export_xlsx(office), packs.export_yaml(office)):
        assert b"0 2000 0000" not in data
        plan = packs.plan(session, packs.read_pack(data, "x"))
        assert {change.what for change in plan} == {What.SAME}
        assert len(plan) == 67


def test_a_yaml_export_is_plain_data(session: Session) -> None:
    data = yaml.safe_load(packs.export_yaml(Office.published(session)))
    assert set(data) == {"format", "office_th", "procedures", "short_answers"}
    assert "phone" not in data and len(data["procedures"]) == 67
