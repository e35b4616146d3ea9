"""A project's progress: past months come out as they were, and nobody writes over others."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from models.reports import progress
from models.reports.linting import lint_progress
from models.reports.papers import Digits
from models.reports.progress_sheets import progress_of
from models.reports.text_papers import blocks_of, text_of
from models.reports.writing import two_places
from models.usage import projects
from models.usage.projects import Changed, NumberTaken
from tests.officers import officers

OFFICE = "สำนักงานเขตตัวอย่าง"
NOW = datetime(2023, 9, 22, 3, tzinfo=UTC)
# A district's innovation project of fiscal year 2566, month by month as it was printed.
REPORTED = (
    ("2023-01-25", "10.00"), ("2023-02-23", "30.00"), ("2023-03-21", "35.00"),
    ("2023-04-25", "40.00"), ("2023-05-25", "50.00"), ("2023-06-23", "55.00"),
    ("2023-07-24", "80.00"), ("2023-08-25", "90.00"), ("2023-09-22", "100.00"),
)  # fmt: skip


def said(number: int, day: str, percent: str, **more: object) -> dict[str, object]:
    plain = {"number": number, "day": day, "percent": percent, "text": "1. ประชุม", "spent": "0"}
    return {**plain, "plan_status": "เป็นไปตามแผน", "target_status": "เป็นไปตามเป้าหมาย", **more}


@pytest.fixture
def paper(session):
    """The project with its nine reports."""
    kept = projects.begin(session, 2566, "คลังคลิปคู่มือสำหรับประชาชน", officers(session).admin, NOW)
    for number, (day, percent) in enumerate(REPORTED, start=1):
        projects.add(kept, said(number, day, percent), None, NOW)
    session.flush()
    session.expire_all()
    return kept


def form(paper):
    return projects.form_of(paper, OFFICE)


def test_the_progress_of_a_real_project_comes_out_exactly(paper):
    """Seed 002: 10, 30, 35, 40, 50, 55, 80, 90, 100 per cent, 25/01 to 22/09/2566."""
    read = form(paper)
    assert [report.percent for report in read.reports] == [Decimal(p) for _, p in REPORTED]
    told = text_of(progress.paper(read, date(2023, 9, 25)))
    for number, (_, percent) in enumerate(REPORTED, start=1):
        assert f"รายงานครั้งที่ {number} ::" in told
        assert f"ความก้าวหน้าของงานฯ = {percent} %   งบประมาณที่เบิกใช้ (ครั้งที่ {number})" in told
    assert "25/01/2566" in told and "22/09/2566" in told
    assert not lint_progress(read, as_of=date(2023, 9, 25))


def test_the_dates_a_real_project_printed_are_found_to_be_of_another_year(session, paper):
    words = {**projects.about(paper), "begins": "2023-10-01", "ends": "2024-09-30"}
    projects.describe(paper, words, projects.mark(projects.about(paper)), None, NOW)
    wrong = {finding.where for finding in lint_progress(form(paper))}
    assert {"เริ่มต้นโครงการ", "สิ้นสุดโครงการ", "รายงานครั้งที่ 1 ถึง 9"} <= wrong


def test_the_workbook_has_real_days_and_a_line(paper):
    book = load_workbook(BytesIO(progress_of(form(paper))))
    page = book["ความก้าวหน้า"]
    rows = list(page.iter_rows(min_row=2, max_row=10, values_only=True))
    assert [row[2] for row in rows] == [10, 30, 35, 40, 50, 55, 80, 90, 100]
    assert rows[0][1].date() == date(2023, 1, 25)
    assert page["B2"].number_format.startswith("[$-107041E]")
    assert len(page._charts) == 1 and book["โครงการ"]["B2"].value == "ชื่อโครงการ/กิจกรรม"


def test_every_field_of_the_web_form_can_be_pasted(paper):
    told = blocks_of(progress.fields(form(paper)), Digits.THAI)
    assert "[2 ครั้งที่ 9] ความก้าวหน้าของงาน (%)\n๑๐๐.๐๐" in told
    assert "[1.1] เริ่มต้นโครงการ\n๐๑/๑๐/๒๕๖๕" in told


def test_a_month_without_a_report_is_named_and_so_are_those_since(paper):
    projects.withdraw(paper, 4, projects.mark(projects.report(paper, 4)), None, NOW)
    [gap] = [one for one in lint_progress(form(paper)) if one.check == "report-month"]
    assert gap.why == "ไม่มีรายงานของ เมษายน 2566"
    for number in (9, 8):
        projects.withdraw(paper, number, projects.mark(projects.report(paper, number)), None, NOW)
    found = lint_progress(form(paper), as_of=date(2023, 9, 1))
    [gap] = [one for one in found if one.check == "report-month"]
    assert gap.why == "ไม่มีรายงานของ เมษายน 2566, สิงหาคม 2566" and not gap.wrong
    assert "เลขไม่ต่อกัน" in "".join(one.why for one in found)


def test_a_project_that_never_reported_is_asked_for_each_month_that_is_over(session):
    kept = projects.begin(session, 2566, "โครงการเงียบ", None, NOW)
    [gap] = lint_progress(form(kept), as_of=date(2022, 12, 10))
    assert gap.why == "ไม่มีรายงานของ ตุลาคม 2565, พฤศจิกายน 2565"
    assert not lint_progress(form(kept), as_of=date(2022, 10, 31))


def test_progress_that_falls_and_money_that_does_not_add_up_are_named(paper):
    standing = projects.report(paper, 9)
    less = said(9, "2023-09-22", "85", spent="500")
    projects.correct(paper, 9, less, projects.mark(standing), None, NOW)
    found = {one.check: one.why for one in lint_progress(form(paper))}
    assert "ลดลงจากร้อยละ 90.00 เป็น 85.00" in found["falling"]
    assert "รายงานแต่ละครั้งรวมกันได้ 500 บาท" in found["money"]


def test_a_report_corrected_meanwhile_is_not_written_over(paper):
    seen = projects.mark(projects.report(paper, 3))
    projects.correct(paper, 3, said(3, "2023-03-21", "36"), seen, None, NOW)
    with pytest.raises(Changed):
        projects.correct(paper, 3, said(3, "2023-03-21", "37"), seen, None, NOW)
    with pytest.raises(Changed):
        projects.withdraw(paper, 3, seen, None, NOW)
    assert projects.report(paper, 3)["percent"] == "36"


def test_who_corrects_another_report_disturbs_nobody(paper):
    seen = {number: projects.mark(projects.report(paper, number)) for number in (3, 4)}
    for number in (3, 4):
        changed = said(number, REPORTED[number - 1][0], "38")
        projects.correct(paper, number, changed, seen[number], None, NOW + timedelta(minutes=1))
    assert paper.edited_at == NOW + timedelta(minutes=1)


def test_two_reports_never_have_one_number(paper):
    with pytest.raises(NumberTaken):
        projects.add(paper, said(9, "2023-09-30", "100"), None, NOW)
    with pytest.raises(NumberTaken):
        seen = projects.mark(projects.report(paper, 2))
        projects.correct(paper, 2, said(3, "2023-02-23", "30"), seen, None, NOW)
    assert projects.next_number(paper) == 10 and len(form(paper).reports) == 9


def test_percentages_of_a_form_are_rounded_half_up():
    assert (two_places(Decimal("2.345")), two_places(Decimal("1234.5"))) == ("2.35", "1,234.50")
