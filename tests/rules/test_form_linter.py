"""The linter finds the slips that forms really had, and is silent about a form without any."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.reports.figures import Figures
from models.reports.forms import KpiForm, QuarterReport
from models.reports.linting import Finding, lint_kpi, lint_progress, lint_text
from tests.reports import FIGURES, KPI, PROJECT

TOTALS = """ระยะเวลาดำเนินโครงการ ตั้งแต่เดือนมีนาคม ? กันยายน 2564
? ยอดผู้เข้าใช้บริการ เดือนมีนาคม 2564 จำนวน 470 ราย
? ยอดผู้เข้าใช้บริการสะสม เดือนเมษายน 2564 จำนวน 500 ราย
? ยอดผู้เข้าใช้บริการสะสม เดือนพฤษภาคม 2564 จำนวน 559 ราย
? ยอดผู้เข้าใช้บริการสะสม เดือนมิถุนายน 2564 จำนวน 663 ราย
? ยอดผู้เข้าใช้บริการสะสม เดือนกรกฎาคม 2564 จำนวน 1,259 ราย
? ยอดผู้เข้าใช้บริการสะสม เดือนสิงหาคม 2564 จำนวน 2,043 ราย
? ความพึงพอใจในการให้บริการ อยู่ในระดับดีมาก คิดเป็นร้อยละ 86.20"""
SPAN = """? ตั้งแต่เดือนเมษายน ? มิถุนายน 2564 มียอดผู้เข้าใช้บริการ เป็นจำนวน 653 ราย
? ผลความพึงพอใจในการให้บริการ อยู่ในระดับดีมาก

คิดเป็นร้อยละ 77.78 ระดับดีคิดเป็นร้อยละ 19.44 และระดับปานกลางคิดเป็นร้อยละ 2.78"""


def form(q1: str = "", q2: str = "", q3: str = "", q4: str = "") -> KpiForm:
    words = tuple(QuarterReport(text) for text in (q1, q2, q3, q4))
    return replace(KPI, quarters=words, begins=None, ends=None)


def found(findings: list[Finding], check: str) -> list[Finding]:
    return [finding for finding in findings if finding.check == check]


def said(q1: str = "", *, known: Figures | None = None) -> list[Finding]:
    return lint_kpi(form(q1), known)


@pytest.fixture(scope="module")
def of_2021() -> list[Finding]:
    return lint_kpi(form("", "2. คัดเลือกความคิดเห็น", SPAN, TOTALS))


def test_a_quarter_count_that_is_nearly_the_running_total_is_named(of_2021: list[Finding]):
    [slip] = found(of_2021, "period")
    assert slip.where == "6.3 ไตรมาสที่ 3"
    assert all(figure in slip.why for figure in ("653", "663", "193"))


def test_a_share_cut_off_instead_of_rounded_is_named(of_2021: list[Finding]):
    [slip] = [f for f in found(of_2021, "base") if "86.20" in f.why]
    assert "297" in slip.why and "25/29" in slip.why and "86.21" in slip.why


def test_shares_without_the_number_of_answers_are_named(of_2021: list[Finding]):
    assert {f.where for f in found(of_2021, "base")} == {"6.3 ไตรมาสที่ 3", "6.4 ไตรมาสที่ 4"}


def test_the_same_level_with_two_shares_is_named(of_2021: list[Finding]):
    [slip] = found(of_2021, "differs")
    assert "77.78" in slip.why and "86.20" in slip.why


def test_the_month_that_is_missing_is_named(of_2021: list[Finding]):
    [slip] = found(of_2021, "month")
    assert slip.why.endswith("กันยายน 2564")


def test_a_plain_month_among_running_totals_is_named(of_2021: list[Finding]):
    [slip] = found(of_2021, "labels")
    assert "มีนาคม 2564" in slip.why and not slip.wrong


def test_a_quarter_that_does_not_tell_of_its_month_is_named(of_2021: list[Finding]):
    [slip] = found(of_2021, "quarter")
    assert slip.where == "6.2 ไตรมาสที่ 2" and "มีนาคม 2564" in slip.why


def test_shares_that_make_a_hundred_are_left_alone(of_2021: list[Finding]):
    assert not found(of_2021, "sum")


OF_2023 = """1.1 รหัสโครงการและชื่อโครงการ
 รหัสโครงการ : 50990000-0001 ปีงบประมาณ พ.ศ. : 2566
 เริ่มต้นโครงการ : 2023-10-01 00:00:00 งบประมาณที่ได้รับ : 0 บาท
 สิ้นสุดโครงการ : 2024-09-30 00:00:00 งบประมาณที่ใช้ไป : 0 บาท
2. รายงานความก้าวหน้าของโครงการ
- รายงานครั้งที่1 :: 25/01/2566 : 1. ตามคำสั่ง ที่ 29/2566 ลงวันที่ 25 มกราคม 2565
 2. ตามหนังสือ ที่ กท 9901/131 ลงวันที่ 25 มกราคม 2565
 3. ประชุมในวันอังคารที่ 31 มกราคม 2566
 :: ความก้าวหน้าของงานฯ = 10.00 % งบประมาณที่เบิกใช้ (ครั้งที่ 1) = 0 บาท
- รายงานครั้งที่2 :: 23/02/2566 : 1. ตามหนังสือ กท 9901/905 ลงวันที่ 14 กุมภาพันธ์ 2566
 :: ความก้าวหน้าของงานฯ = 30.00 % งบประมาณที่เบิกใช้ (ครั้งที่ 2) = 0 บาท
รายงานครั้งที่3 :: 25/04/2566 : 1. ประชุม
2. แจ้งผล
3. ปรับแก้
4. แต่งตั้ง
4. ตรวจสอบ
5. เสนอ
รายงานครั้งที่4 :: ความก้าวหน้าของงานฯ = 35.00 % งบประมาณที่เบิกใช้ (ครั้งที่ 3) = 0 บาท
:: 25/05/2566 : 1. ตามหนังสือที่ กท 9901/71 ลงวันที่ 27 เมษายน 2566"""


@pytest.fixture(scope="module")
def of_2023() -> list[Finding]:
    return lint_text(OF_2023)


def test_a_project_outside_its_fiscal_year_is_named(of_2023: list[Finding]):
    wrong = found(of_2023, "fiscal-year")
    assert {f.where for f in wrong} == {"เริ่มต้นโครงการ", "สิ้นสุดโครงการ", "รายงานครั้งที่ 1 ถึง 4"}
    assert any("2566" in f.why and "ปีงบประมาณ 2567" in f.why for f in wrong)


def test_days_of_the_christian_era_are_named(of_2023: list[Finding]):
    assert ["2023-10-01" in f.why for f in found(of_2023, "era")] == [True, False]


def test_an_order_dated_in_another_year_is_named(of_2023: list[Finding]):
    [slip] = found(of_2023, "order-year")
    assert "29/2566" in slip.why and slip.where == "รายงานครั้งที่ 1"


def test_a_letter_dated_a_year_early_is_named(of_2023: list[Finding]):
    assert any("พิมพ์ปีผิด" in f.why for f in found(of_2023, "letter-date"))


def test_letter_numbers_that_go_back_are_named(of_2023: list[Finding]):
    [slip] = found(of_2023, "letter-number")
    assert "905" in slip.why and "71" in slip.why


def test_an_item_numbered_twice_is_named(of_2023: list[Finding]):
    [slip] = found(of_2023, "numbering")
    assert (slip.where, slip.why) == ("รายงานครั้งที่ 3", "ข้อ 4 มีสองครั้งติดกัน")


def test_progress_printed_under_the_next_report_is_named(of_2023: list[Finding]):
    [slip] = found(of_2023, "shifted")
    assert slip.where == "รายงานครั้งที่ 4"


def test_a_right_weekday_is_left_alone_and_a_wrong_one_named(of_2023: list[Finding]):
    assert not found(of_2023, "weekday")
    [slip] = found(said("ประชุมวันพุธที่ 31 มกราคม 2566"), "weekday")
    assert "วันอังคาร" in slip.why


@pytest.mark.parametrize(
    ("words", "check"),
    [
        (
            "ผู้ใช้บริการสะสม เดือนตุลาคม 2563 จำนวน 90 ราย\nผู้ใช้บริการสะสม เดือนพฤศจิกายน 2563 จำนวน 80 ราย",
            "falling",
        ),
        (
            "ผู้ใช้บริการ เดือนตุลาคม 2563 จำนวน 90 ราย\nผู้ใช้บริการ เดือนพฤศจิกายน 2563 จำนวน 80 ครั้ง",
            "units",
        ),
        (
            "ผู้ใช้บริการ เดือนตุลาคม 2563 จำนวน 90 ราย\nผู้ใช้บริการ เดือนตุลาคม 2563 จำนวน 91 ราย",
            "differs",
        ),
        ("ผู้ตอบ 36 ราย ระดับดีมากร้อยละ 77.78 ระดับดีร้อยละ 19.44", "sum"),
        ("ผู้ตอบ 29 ราย ระดับดีมากร้อยละ 86.20", "rounding"),
        ("ความพึงพอใจ ผู้ตอบ 90 คน เฉลี่ย 4.67 คะแนน คิดเป็นร้อยละ 94.30", "mean"),
        (
            "ก่อนดำเนินการ 841 คำถาม หลังดำเนินการ 615 คำถาม ลดลง 226 คำถาม คิดเป็นร้อยละ 26.78",
            "reduction",
        ),
        ("ประชุมเมื่อวันที่ ๒๕ มกราคม ๒๐๒๑", "era"),
        ("ประชุมเมื่อวันที่ 30 กุมภาพันธ์ 2564", "era"),
        ("ผู้ใช้บริการ เดือนเมษายน 2021 จำนวน 30 ราย", "era"),
    ],
)
def test_each_kind_of_slip_is_named_with_its_place(words: str, check: str):
    [slip] = found(said(words), check)
    assert "6.1" in slip.where and slip.why


@pytest.mark.parametrize(
    "words",
    [
        "ผู้ตอบ 29 ราย ระดับดีมากร้อยละ 86.21",
        "ความพึงพอใจ จำนวน 1,047 คน ได้ 4.67 คะแนน คิดเป็นร้อยละ 93.40",
        "ก่อนดำเนินการ 841 คำถาม หลังดำเนินการ 615 คำถาม ลดลง 226 คำถาม คิดเป็นร้อยละ 26.87",
        "1. หนึ่ง\n2. สอง\nผลลัพธ์\n1. หนึ่ง\n2. สอง",
        "ความพึงพอใจไม่น้อยกว่าร้อยละ 80 ของผู้ตอบ",
    ],
)
def test_what_is_right_is_left_alone(words: str):
    assert not said(words)


def test_words_without_any_section_are_read_as_one_place():
    [slip] = lint_text("ตามคำสั่งที่ 29/2566 ลงวันที่ 25 มกราคม 2565")
    assert (slip.where, slip.check) == ("ส่วนต้น", "order-year")


def test_words_that_differ_from_the_ledger_are_named():
    words = "ผู้ใช้บริการสะสม เดือนมิถุนายน 2564 จำนวน 653 ราย"
    [slip] = found(said(words, known=FIGURES), "ledger")
    assert "653" in slip.why and "663" in slip.why


def test_target_and_result_in_two_units_are_named():
    assert found(lint_kpi(replace(KPI, result_unit="จำนวนนวัตกรรม")), "units")


def test_a_project_form_in_order_has_no_findings():
    assert not lint_progress(PROJECT)


def test_reports_that_go_back_are_named():
    first, second, *rest = PROJECT.reports
    early = replace(second, day=date(2023, 1, 20), percent=Decimal(5), number=3)
    wrong = lint_progress(replace(PROJECT, reports=(first, early)))
    assert {f.check for f in wrong} == {"report-number", "order", "falling"}
