"""Papers for Word, Excel, PDF and pasting: right in Thai, and the same figures in each."""

import importlib.util
import re
import shutil
import subprocess
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
from openpyxl import load_workbook

from models.reports import attachments, filling, formulas, kpi, monthly, progress
from models.reports.docx_papers import docx_of
from models.reports.forms import ROUTINE, QuarterReport
from models.reports.linting import lint_kpi
from models.reports.papers import Digits, Heading, Line, Paper
from models.reports.pdf_papers import NoPress, pdf_of
from models.reports.satisfaction_sheets import satisfaction_of
from models.reports.text_papers import blocks_of, text_of
from models.reports.workbooks import listing, usage_of
from tests.reports import FIGURES, KPI, PEOPLE, PLEASED, PROJECT

MADE = date(2021, 9, 1)
FORM = filling.fill(KPI, FIGURES)
PAPERS = {
    "kpi": kpi.paper(FORM, MADE, FIGURES),
    "progress": progress.paper(PROJECT, MADE),
    "month": monthly.paper(FIGURES, FIGURES.months[-1], MADE, Digits.THAI),
    "satisfaction": monthly.satisfaction(FIGURES, MADE),
}


def press() -> str | None:
    """Why this machine cannot print PDF; None if it can."""
    try:
        pdf_of(Paper("", "", MADE, (Line("ก"),)))
    except NoPress as missing:
        return str(missing)
    return None


prints = pytest.mark.skipif(press() is not None, reason="no Pango here: PDF cannot be printed")
OFFICE = shutil.which("soffice")
opens = pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here to open papers with")


def in_pdf(body: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(body)).pages
    return folded("".join(page.extract_text() for page in pages))


def folded(text: str) -> str:
    """As a reader's search folds: ำ is its two halves, spaces do not count."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def in_docx(body: bytes) -> str:
    document = docx.Document(BytesIO(body))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_quarters_are_filled_with_the_ledgers_figures():
    third = FORM.quarters[2].text
    assert "เมษายน - มิถุนายน 2564 จำนวน 193 ราย" in third
    assert "มิถุนายน 2564 จำนวน 663 ราย" in third
    assert "ระดับดีมากร้อยละ 77.78 ระดับดีร้อยละ 19.44 ระดับปานกลางร้อยละ 2.78" in third
    assert all(f"{total:,} ราย" in FORM.summary for total in PEOPLE.values())
    assert "841 คำถาม หลังดำเนินการ 615 คำถาม ลดลง 226 คำถาม คิดเป็นร้อยละ 26.87" in FORM.summary


def test_what_the_ledger_fills_in_passes_the_linter():
    assert lint_kpi(FORM, FIGURES) == []


def test_an_officers_words_stay_before_the_figures():
    words = (QuarterReport("ประชุมคณะทำงาน", percent=Decimal(50)), *KPI.quarters[1:])
    first = filling.fill(replace(KPI, quarters=words), FIGURES).quarters[0]
    assert first.text == "ประชุมคณะทำงาน\nผลการดำเนินงานคิดเป็นร้อยละ 50.00"
    assert filling.fill(replace(KPI, summary="สรุปเอง"), FIGURES).summary == "สรุปเอง"


def test_the_form_has_its_nine_sections_in_order():
    told = kpi.fields(replace(FORM, supports="", evidence=()))
    assert [field.place for field in told] == [
        *("1", "2", "3", "4", "5", "5"),
        *("6.1", "6.2", "6.3", "6.4", "6.5", "7", "8", "9"),
    ]
    assert {field.place: field.text for field in told}["7"] == "-"
    assert [field.text for field in told[4:6]] == ["80.00 (ร้อยละ)", "77.78 (ร้อยละ)"]
    assert blocks_of(told).startswith("[1] ชื่อตัวชี้วัด\nร้อยละความพึงพอใจ")


def test_the_months_tell_how_many_came_for_the_first_time():
    [_, _, table, *_] = attachments.usage(FIGURES)
    assert [row[2] for row in table.rows] == ["470", "30", "59", "104", "596", "784"]
    later = replace(FIGURES, since=date(2020, 1, 1))
    [_, _, table, *_] = attachments.usage(later)
    assert [row[2] for row in table.rows][:2] == ["-", "30"]


COUNTER = replace(PLEASED, asked=0, counter=36)
BOTH = replace(PLEASED, counter=11)


def test_the_counters_answers_have_no_response_rate():
    assert formulas.response_rate(COUNTER) is None
    assert formulas.response_rate(BOTH) == Decimal("50.00")
    for told in (
        text_of(monthly.satisfaction(replace(FIGURES, satisfaction=(COUNTER,)), MADE)),
        "\n".join(filling.satisfaction_lines(COUNTER)),
    ):
        assert "ตอบที่เคาน์เตอร์ 36 ราย (ไม่มีอัตราตอบกลับ)" in told
        assert "อัตราการตอบร้อยละ" not in told and "100.00 %" not in told
    told = attachments.answered_by(BOTH)
    assert "จากที่ถาม 50 ราย ตอบกลับ 25 ราย อัตราการตอบร้อยละ 50.00" in told
    assert "ตอบที่เคาน์เตอร์ 11 ราย" in told


def test_satisfaction_alone_is_a_workbook_with_its_sums_and_bars():
    body = satisfaction_of(replace(FIGURES, satisfaction=(COUNTER, BOTH)))
    book = load_workbook(BytesIO(body))
    [head, *rows] = book["ความพึงพอใจ"].iter_rows(values_only=True)
    assert head[-2:] == ("ผู้ถูกถามในแชต", "ตอบที่เคาน์เตอร์")
    assert [row[3:] for row in rows][0] == (28, 77.78, 36, 0, 36)
    sums = [row[3:] for row in book["สูตร"].iter_rows(min_row=2, max_row=5, values_only=True)]
    assert ("4.75 × 100 ÷ 5", 36, 95) in [row[1:] for row in sums]
    assert len(book["กราฟ"]._charts) == 2


def test_a_quarter_of_satisfaction_says_which():
    told = text_of(
        monthly.satisfaction(replace(FIGURES, satisfaction=(replace(COUNTER, quarter=2),)), MADE)
    )
    assert "ไตรมาสที่ 2 ประจำปีงบประมาณ พ.ศ. 2564" in told


def test_routine_work_says_so_in_place_of_the_plan():
    assert ROUTINE in text_of(kpi.paper(replace(FORM, plan=None), MADE))


def test_the_progress_form_certifies_and_counts_its_reports():
    told = text_of(PAPERS["progress"])
    assert [f"รายงานครั้งที่ {n} ::" in told for n in range(1, 11)] == [True] * 9 + [False]
    assert "ความก้าวหน้าของงานฯ = 100.00 %" in told and "25/09/2566" in told
    assert "จัดพิมพ์จากระบบงานจริง" in told


@pytest.mark.parametrize("name", PAPERS)
def test_word_keeps_the_office_type_for_thai_too(name: str):
    document = docx.Document(BytesIO(docx_of(PAPERS[name])))
    normal = document.styles["Normal"].element.rPr
    faces = normal.find(docx.oxml.ns.qn("w:rFonts"))
    assert {value for key, value in faces.attrib.items()} == {"TH Sarabun New"}
    assert len(faces.attrib) == 4
    size = normal.find(docx.oxml.ns.qn("w:szCs"))
    assert size.get(docx.oxml.ns.qn("w:val")) == "32"
    lang = normal.find(docx.oxml.ns.qn("w:lang"))
    assert lang.get(docx.oxml.ns.qn("w:bidi")) == "th-TH"
    bold = [run for p in document.paragraphs for run in p.runs if run.bold]
    assert bold and all(run._r.rPr.find(docx.oxml.ns.qn("w:bCs")) is not None for run in bold)


def test_word_uses_the_type_an_office_asks_for():
    body = docx_of(PAPERS["progress"], "TH SarabunPSK")
    styles = zipfile.ZipFile(BytesIO(body)).read("word/styles.xml").decode()
    assert "TH SarabunPSK" in styles and "TH Sarabun New" not in styles


def test_what_belongs_together_stays_on_one_page_in_word():
    document = docx.Document(BytesIO(docx_of(PAPERS["satisfaction"])))
    together = [p.text for p in document.paragraphs if p.paragraph_format.keep_with_next]
    assert any(text.startswith("สูตร:") for text in together)
    rows = document.tables[-1].rows
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in rows]
    assert kept == [True] * (len(rows) - 1) + [False]


def test_a_chart_is_described_for_who_cannot_see_it():
    document = docx.Document(BytesIO(docx_of(PAPERS["kpi"])))
    [picture] = document.inline_shapes
    assert "แผนภูมิแท่ง" in picture._inline.docPr.get("descr")


@prints
@pytest.mark.parametrize("name", PAPERS)
def test_each_word_of_a_paper_is_found_in_its_pdf(name: str):
    paper = PAPERS[name]
    printed = in_pdf(pdf_of(paper))
    assert folded("สำนักงาน") in printed and folded("จำนวน") in printed or name == "progress"
    for line in text_of(paper).splitlines():
        for word in line.replace("|", " ").split():
            assert folded(word) in printed, word


@prints
def test_every_tone_above_sara_am_is_found_in_light_and_bold():
    words = "น้ำ ซ้ำ ค่ำ ป้ำ ฟ้ำ ก๋ำ ปั๊ม สำนักงาน ญี่ปุ่น ตัวชี้วัด"
    for block in (Line(words), Heading(words)):
        printed = in_pdf(pdf_of(Paper("ก", "ข", MADE, (block,))))
        assert folded(words) in printed


@prints
def test_lines_break_between_words():
    """Written as two letters, จำนวน would be no word of the dictionary, and be broken within."""
    text = "นับจำนวนครั้งที่เข้ามาใช้และจำนวนคนที่กำหนดโดยสำนักงานเขต" * 6
    broken = pypdf.PdfReader(BytesIO(pdf_of(Paper("ก", "ข", MADE, (Line(text),)))))
    lines = unicodedata.normalize("NFKC", broken.pages[0].extract_text()).split("\n")
    words = [unicodedata.normalize("NFKC", w) for w in ("จำนวน", "กำหนด", "สำนักงาน")]
    assert sum(line.count(word) for line in lines for word in words) == 6 * 4


@prints
def test_the_word_for_question_is_never_broken():
    for before in range(60, 90, 3):
        text = f"{'x' * before} 1,480 คำถาม ระบบตอบ 12 คำถาม ได้ทันที"
        [page] = pypdf.PdfReader(BytesIO(pdf_of(Paper("ก", "ข", MADE, (Line(text),))))).pages
        told = unicodedata.normalize("NFKC", page.extract_text())
        assert told.count(unicodedata.normalize("NFKC", "คำถาม")) == 2


@prints
def test_thai_digits_are_everywhere_but_in_links():
    paper = Paper("ก", "ข", MADE, (Line("ข้อ 12 ดู https://example.org/25"),), Digits.THAI)
    printed = in_pdf(pdf_of(paper))
    assert "ข้อ๑๒" in printed and "https://example.org/25" in printed and "หน้า๑/๑" in printed


@prints
def test_words_of_an_officer_are_never_markup():
    paper = Paper("ก", "ข", MADE, (Line('<img src="file:///etc/hostname"> & <b>x</b>'),))
    assert '<imgsrc="file:///etc/hostname">&<b>x</b>' in in_pdf(pdf_of(paper))


def test_where_pdf_cannot_be_printed_one_is_told_why(monkeypatch: pytest.MonkeyPatch):
    assert importlib.util.find_spec("weasyprint")
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(NoPress, match="Pango"):
        pdf_of(PAPERS["progress"])


def test_the_sheet_has_real_days_of_the_buddhist_era_and_a_chart():
    body = usage_of(FIGURES)
    book = load_workbook(BytesIO(body))
    page = book["รายเดือน"]
    assert page["A2"].value.date() == date(2021, 3, 1)
    assert page["A2"].number_format == "[$-107041E]mmmm yyyy"
    assert [page.cell(row, 3).value for row in range(2, 8)] == list(PEOPLE.values())
    assert page.sheet_format.defaultRowHeight == 24
    names = zipfile.ZipFile(BytesIO(body)).namelist()
    assert [name for name in names if "charts/chart" in name]
    shares = [row[4].value for row in book["ความพึงพอใจ"].iter_rows(min_row=2, max_row=4)]
    assert shares == [77.78, 19.44, 2.78]


def test_a_sheet_of_a_year_without_a_month_opens_too():
    book = load_workbook(BytesIO(usage_of(replace(FIGURES, months=(), satisfaction=()))))
    assert book["รายเดือน"].max_row == 1


def test_a_list_holds_words_as_words():
    kept = BytesIO()
    assert listing(kept, "รายการ", ["วัน", "เรื่อง"], [(MADE, "=1+1"), (None, "ข")]) == 2
    page = load_workbook(kept)["รายการ"]
    assert (page["B2"].value, page["B2"].data_type) == ("=1+1", "s")
    assert page["A2"].value.date() == MADE


def opened(body: bytes, ending: str, into: str, folder: Path) -> str:
    """The words LibreOffice sees in a file, all its sheets."""
    (folder / f"paper.{ending}").write_bytes(body)
    command = [str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", into, "--outdir", str(folder / "seen"), f"{folder}/paper.{ending}"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folded("".join(file.read_text("utf-8-sig") for file in (folder / "seen").iterdir()))


@opens
@pytest.mark.parametrize("name", PAPERS)
def test_libreoffice_opens_a_word_paper_without_loss(name: str, tmp_path: Path):
    body = docx_of(PAPERS[name])
    seen = opened(body, "docx", "txt:Text (encoded):UTF8", tmp_path)
    assert not [word for word in in_docx(body).split() if folded(word) not in seen]


@opens
def test_libreoffice_opens_the_sheet_without_loss(tmp_path: Path):
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
    seen = opened(usage_of(FIGURES), "xlsx", every_sheet, tmp_path)
    told = ("มีนาคม 2564", "2,043", "ไตรมาสที่ 3", "193", "77.78", "26.87", "คำถามทั้งหมด")
    assert not [word for word in told if folded(word) not in seen]
