"""Other channels on the reports desk: typed in or brought from a sheet, and before beside after."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from handlers.staff import figures_running
from models import usage
from models.calendar import fiscal_year
from models.dates import BANGKOK
from models.happenings import What
from models.officers import Officer
from models.usage import Baseline, Entry, month_of
from tests.staff.conftest import Browser, Cast
from tests.staff.ledger import NOW, happened

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
DESK = "/staff/reports/"
MONTH = month_of(NOW.astimezone(BANGKOK).date())
BEFORE = usage.month_before(MONTH.first)
THIS, LAST = f"{MONTH.first:%Y-%m}", f"{BEFORE.first:%Y-%m}"
YEAR = fiscal_year(MONTH.first)
OF_LAST = f"?year={fiscal_year(BEFORE.first)}"


def test_another_channel_is_typed_in_and_the_older_figure_stays_in_the_history(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser = client_of(officers.reporting)
    browser.post(f"{DESK}channels/{LAST}", {"facebook-questions": "300", "phone-people": "0"})
    page = browser.post(f"{DESK}channels/{LAST}", {"facebook-questions": "315"})
    assert "315 คำถาม" in page.text and "300" not in page.text and "0 ราย" in page.text
    wrong = browser.post(f"{DESK}channels/{LAST}", {"facebook-questions": "-1"}, status=422)
    assert "ใส่จำนวนเต็ม 0 ขึ้นไปค่ะ" in wrong.text
    with sessions() as session:
        assert usage.total(session, BEFORE, "facebook", "questions") == 315


def sheet(*rows: tuple[object, ...]) -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    for row in (("month", "channel", "what", "count"), *rows):
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


def test_a_sheet_is_taken_over_with_months_written_in_any_way(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    month, year = BEFORE.first.month, BEFORE.first.year
    rows = [
        (f"{month}/{year + 543}", "facebook", "questions", 12),
        (f"{year}-{month:02d}", "phone", "questions", "1,000"),
        (BEFORE.first, "counter", "people", 7.0),
    ]
    data = {"sheet": (io.BytesIO(sheet(*rows)), "สถิติ.xlsx")}
    page = client_of(officers.reporting).post(f"{DESK}channels/import", data)
    assert "นำเข้าแล้ว 3 ตัวเลขค่ะ" in page.text
    with sessions() as session:
        counted = [(c.channel, c.count) for c in usage.entered(session, BEFORE)]
        assert counted == [("counter", 7), ("facebook", 12), ("phone", 1000)]


def test_a_sheet_may_be_written_in_thai_and_of_one_procedure(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser = client_of(officers.reporting)
    form = browser.get(f"{DESK}channels/sheet.csv").response.data.decode("utf-8-sig")
    assert form.splitlines()[0] == "เดือน,ช่องทาง,สิ่งที่นับ,จำนวน,กระบวนงาน"
    assert ",เคาน์เตอร์,คำถาม,," in form
    rows = (
        f"เดือน,ช่องทาง,สิ่งที่นับ,จำนวน,กระบวนงาน\n{LAST},เคาน์เตอร์,คำถาม,๑๒,\n"
        f"{LAST},เฟซบุ๊ก,ผู้ใช้บริการ,5,move-in\n{LAST},Facebook,ราย,7,\n"
    )
    data = {"sheet": (io.BytesIO(rows.encode()), "a.csv")}
    assert "นำเข้าแล้ว 3 ตัวเลขค่ะ" in browser.post(f"{DESK}channels/import", data).text
    with sessions() as session:
        counted = {
            (c.channel, c.what, c.procedure, c.count) for c in usage.entered(session, BEFORE)
        }
    assert counted == {
        ("counter", "questions", None, 12), ("facebook", "people", "move-in", 5),
        ("facebook", "people", None, 7),
    }  # fmt: skip
    wrong = rows.replace("move-in", "ไม่มีเรื่องนี้")
    data = {"sheet": (io.BytesIO(wrong.encode()), "a.csv")}
    page = browser.post(f"{DESK}channels/import", data, status=422)
    assert "แถวที่ 3: ไม่รู้จักกระบวนงาน “ไม่มีเรื่องนี้”" in page.text


def test_one_procedure_is_typed_in_frozen_and_compared_by_itself(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    browser = client_of(officers.reporting)
    browser.post(f"{DESK}channels/{LAST}?procedure=move-in", {"facebook-questions": "30"})
    assert browser.get(f"{DESK}channels/{LAST}").html.count('value="30"') == 0
    assert browser.get(f"{DESK}channels/{LAST}?procedure=move-in").html.count('value="30"') == 1
    browser.get(f"{DESK}channels/{LAST}?procedure=x", status=404)
    facts = {
        "name": "ย้ายเข้าปีก่อน", "channel": "facebook", "what": "questions", "count": "40",
        "procedure": "move-in", "first_day": "2024-01-01", "last_day": "2024-01-31",
        "source": "สถิติเพจ",
    }  # fmt: skip
    browser.post(f"{DESK}baselines", facts)
    page = browser.get(DESK + "compare" + OF_LAST)
    assert "ลดลงร้อยละ 25.00" in page.text and "ยาวไม่เท่ากัน" not in page.text
    browser.post(f"{DESK}baselines", {**facts, "procedure": "x"}, status=422)


def test_a_huge_districts_comparison_comes_beside_the_page(
    client_of: SignedIn, officers: Cast, monkeypatch: pytest.MonkeyPatch, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        happened(session, NOW - timedelta(minutes=1), What.ANSWERED)
        usage.freeze(session, Baseline(
            name="ก่อน", channel="line", what="questions", first_day=date(2024, 1, 1),
            last_day=date(2024, 1, 31), count=9, source="x", frozen_at=NOW,
        ))  # fmt: skip
    monkeypatch.setattr(figures_running, "AT_ONCE", 0)
    browser = client_of(officers.reporting)
    page = browser.get(DESK + "compare")
    assert "กำลังนับเดือนที่ยังไม่ปิด" in page.text and "hx-get" in page.html
    part = browser.get(f"{DESK}compare?year={YEAR}&count=1&part=1")
    assert not part.whole and "9 คำถาม" in part.text


def test_one_fault_refuses_a_whole_sheet_and_names_each_row(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    rows = (
        f"month,channel,what,count\n{LAST},facebook,questions,5\n{LAST},fax,questions,5\n"
        f"13/2569,phone,likes,-1\n{LAST},facebook,questions,6\n2599-01,phone,people,๑๒\n"
    )
    data = {"sheet": (io.BytesIO(rows.encode()), "a.csv")}
    page = client_of(officers.reporting).post(f"{DESK}channels/import", data, status=422)
    for told in (
        "แถวที่ 3: ไม่รู้จักช่องทาง “fax”",
        "แถวที่ 4: อ่านเดือน “13/2569” ไม่ได้",
        "แถวที่ 4: จำนวน “-1”",
        "แถวที่ 5: ซ้ำกับแถวก่อนหน้า",
        "แถวที่ 6: เดือน 2599-01 ยังไม่ถึง",
    ):
        assert told in page.text
    with sessions() as session:
        assert not usage.entered(session, BEFORE)


@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff\xfe", b"PK\x03\x04 no workbook", "เดือน,ช่อง".encode()]
)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_what_is_no_sheet_is_refused(
    client_of: SignedIn, officers: Cast, data: bytes, name: str
) -> None:
    sent = {"sheet": (io.BytesIO(data), name)}
    page = client_of(officers.reporting).post(f"{DESK}channels/import", sent, status=422)
    assert "ยังไม่ได้นำเข้าอะไรเลย" in page.text


def test_before_stands_beside_after_with_the_formula_of_the_district(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    """Seed 002: 841 questions before, 615 after: 26.87 % fewer."""
    browser = client_of(officers.reporting)
    facts = {
        "name": "คำถามก่อนมีคลิป", "channel": "facebook", "what": "questions", "count": "841",
        "first_day": "2023-01-01", "last_day": "31/12/2566", "source": "สถิติเพจ",
    }  # fmt: skip
    page = browser.post(f"{DESK}baselines", facts)
    assert "ยังไม่มีตัวเลขของ Facebook" in page.text
    with sessions.begin() as session:
        usage.enter(session, Entry(BEFORE, "facebook", "questions", 615), None, NOW)
    page = browser.get(DESK + "compare" + OF_LAST)
    assert "ลดลงร้อยละ 26.87" in page.text and "(841 − 615) × 100 ÷ 841" in page.text
    assert "ยาวไม่เท่ากัน" in page.text and "70.08" in page.text  # twelve months beside one
    backwards = browser.post(f"{DESK}baselines", facts | {"last_day": "2022-01-01"}, status=422)
    assert "วันสุดท้ายต้องไม่ก่อนวันแรกค่ะ" in backwards.text
    with sessions() as session:
        assert session.scalars(select(Baseline)).one().last_day == date(2023, 12, 31)
