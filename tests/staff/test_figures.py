"""The dashboard: figures as they stand, labelled, and the rows behind each of them."""

import csv
import io
import uuid
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, sessionmaker

from handlers.staff import figures_rows, figures_running
from handlers.staff.figures_words import NAMES
from models import usage
from models.appointments import State
from models.audit import Act
from models.dates import BANGKOK
from models.happenings import What
from models.officers import Officer
from models.usage import month_of
from models.usage.behind import behind
from tests.staff.conftest import Browser, Cast
from tests.staff.ledger import NOW, answered, booking, happened, lived_through

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
DESK = "/staff/figures/"
MONTH = month_of(NOW.astimezone(BANGKOK).date())
THIS = f"{MONTH.first:%Y-%m}"


def test_every_figure_is_named_as_the_reports_name_it() -> None:
    assert {name: (str(a), str(b)) for name, (a, b) in NAMES.items()} == dict(usage.LABELS)


def test_an_office_that_counted_nothing_is_told_so(client_of: SignedIn, officers: Cast) -> None:
    page = client_of(officers.somchai).get(DESK)
    assert "ยังไม่มีอะไรให้นับในปีงบประมาณนี้ค่ะ" in page.text
    assert "ปีงบประมาณนี้ยังไม่มีผู้ตอบแบบประเมินค่ะ" in page.text


def test_people_visits_and_questions_are_different_figures_with_their_units(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    person = uuid.uuid4()
    with sessions.begin() as session:
        for what in (What.WROTE, What.ANSWERED, What.UNKNOWN, What.ANSWERED):
            happened(session, NOW, what, person)
    page = client_of(officers.somchai).get(DESK)
    assert "ผู้ใช้บริการสะสม 1 ราย" in page.text and "การเข้าใช้บริการ 1 ครั้ง" in page.text
    assert "คำถามทั้งหมด 3 คำถาม" in page.text and "ตอบอัตโนมัติร้อยละ 67" in page.text
    assert "ไม่นับซ้ำภายในเดือน" in page.text


def test_satisfaction_is_told_with_n_and_its_formula(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        answered(session, {5: 28, 4: 7, 3: 1})
    page = client_of(officers.somchai).get(DESK)
    for words in ("N = 36", "77.78", "19.44", "2.78", "4.75 × 100 ÷ 5", "ไม่มีอัตราตอบกลับ"):
        assert words in page.text
    link = page.links["ดูคำตอบทีละรายการ"]
    assert "36 รายการ" in client_of(officers.somchai).get(link).text


def test_a_plot_draws_what_its_table_says(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        happened(session, NOW, What.WROTE)
    page = client_of(officers.somchai).get(DESK)
    drawn = [one.attributes.get("data-plot") for one in page.all("div", class_="plot")]
    assert drawn == ["table-usage"]
    assert [table for table in page.all("table") if table.attributes.get("id") == "table-usage"]


@pytest.mark.parametrize("figure", sorted(NAMES))
def test_behind_each_figure_lie_as_many_rows_as_it_says(session: Session, figure: str) -> None:
    officer = Officer(username="x", name="x", role="administrator", created_at=NOW)
    session.add(officer)
    lived_through(session, officer, days=40, crowd=60)
    session.add(booking(900, NOW, State.CANCELLED))
    session.add(booking(901, NOW, State.SERVED, "counter"))
    counted = usage.figures(session, MONTH, usage.year_of(MONTH.first).start)
    rows = session.execute(behind(figure, MONTH).rows).all()
    if figure.startswith("median"):
        assert (counted[figure] is None) == (not rows)
    else:
        assert len(rows) == counted[figure]


def test_rows_are_paged_and_carry_no_lasting_number_of_a_person(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    person = uuid.uuid4()
    with sessions.begin() as session:
        for number in range(101):
            happened(session, NOW - timedelta(seconds=number), What.ANSWERED, person)
    browser = client_of(officers.reporting)
    page = browser.get(f"{DESK}rows/questions?month={THIS}")
    assert "101 รายการ" in page.text and "1 / 2" in page.text
    assert str(person) not in page.html
    assert len(browser.get(f"{DESK}rows/questions?month={THIS}&page=2").all("tr")) == 2


def test_the_same_person_has_another_code_in_another_month(session: Session) -> None:
    person = uuid.uuid4()
    months = [MONTH, usage.month_before(MONTH.first)]
    for month in months:
        happened(session, month.start, What.ANSWERED, person)
    codes = {session.execute(behind("questions", month).rows).one().person for month in months}
    assert len(codes) == 2


@pytest.mark.parametrize(
    "path", ["rows/people", "rows/people?month=2026", "rows/nobody?month=2026-11",
             "rows/people?month=2600-01", "?year=2500", "?year=2700",
             "rows/satisfaction?survey=7"],
)  # fmt: skip
def test_what_was_not_counted_is_not_found(client_of: SignedIn, officers: Cast, path: str) -> None:
    client_of(officers.somchai).get(DESK + path, status=404)


def test_a_closed_month_shows_what_was_frozen_and_what_changed_since(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    before = usage.month_before(MONTH.first)
    with sessions.begin() as session:
        happened(session, before.start, What.WROTE)
        usage.close(session, before, NOW)
        happened(session, before.start, What.WROTE)
        usage.adjust(session, before, NOW, "นำเข้าข้อมูลที่ตกหล่น")
    page = client_of(officers.somchai).get(f"{DESK}rows/people?month={before.first:%Y-%m}")
    assert "ตัวเลขที่ปิดไว้ 2 ราย" in page.text and "ปรับจาก 1 เป็น 2" in page.text
    assert "นำเข้าข้อมูลที่ตกหล่น" in page.text


def test_figures_changed_by_hand_are_told_on_the_first_page(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        frozen = usage.close(session, usage.month_before(MONTH.first), NOW)
        frozen.figures = {**frozen.figures, "people": 9999}
    page = client_of(officers.somchai).get(f"{DESK}?year={usage.periods.fiscal_year(frozen.month)}")
    assert "ผลตรวจสอบไม่ตรงค่ะ" in page.text


def test_a_file_holds_every_row_and_the_download_is_written_down(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        for number in range(3):
            happened(session, NOW - timedelta(seconds=number), What.ANSWERED)
    browser = client_of(officers.somchai)
    told = browser.get(f"{DESK}rows/answered.csv?month={THIS}").response.get_data(as_text=True)
    rows = list(csv.reader(io.StringIO(told.removeprefix("\ufeff"))))
    assert told[0] == "\ufeff" and len(rows) == 4 and rows[1][1] == "ตอบอัตโนมัติ"
    body = browser.get(f"{DESK}rows/answered.xlsx?month={THIS}").response.data
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    assert sheet.max_row == 4 and sheet["A2"].is_date and "107041E" in sheet["A2"].number_format
    with sessions() as session:
        assert (
            session.scalar(select(func.count(Act.id)).where(Act.action == "figures.exported")) == 2
        )


@pytest.mark.parametrize("words", ["=1+1", "+66", "-1", "@x", "\t=1", "\r=1"])
def test_nothing_becomes_a_formula_in_a_spreadsheet(words: str) -> None:
    assert figures_rows.harmless(words) == f"'{words}"
    assert figures_rows.harmless("ย้ายเข้า") == "ย้ายเข้า"


def test_a_hundred_thousand_rows_are_handed_out_a_thousand_at_a_time(sessions: Sessions) -> None:
    with sessions.begin() as session:
        session.execute(
            text(
                "INSERT INTO happening (at, what, person, channel)"
                " SELECT :at, 'filmed', gen_random_uuid(), 'line' FROM generate_series(1, 100000)"
            ),
            {"at": NOW},
        )
    pieces = figures_rows.as_csv(sessions, behind("clips", MONTH), ["x"] * 6, {})
    sizes = [len(piece) for piece in pieces]
    assert len(sizes) == 101 and max(sizes) < 200_000


def test_a_long_count_does_not_keep_the_page_waiting(
    client_of: SignedIn, officers: Cast, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures_running, "AT_ONCE", 1)
    with sessions.begin() as session:
        for _ in range(3):
            happened(session, NOW, What.WROTE)
    browser = client_of(officers.somchai)
    page = browser.get(DESK)
    assert "กำลังนับเดือนที่ยังไม่ปิด" in page.text and "ผู้ใช้บริการสะสม – ราย" in page.text
    asked = next(e.attributes["hx-get"] for e in page.all("div") if "hx-get" in e.attributes)
    assert "ผู้ใช้บริการสะสม 3 ราย" in browser.get(asked).text
    assert "ผู้ใช้บริการสะสม 3 ราย" in browser.get(DESK).text
