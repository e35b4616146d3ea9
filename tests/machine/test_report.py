"""`python -m bot report`: the papers without a browser."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.office_files import OfficeFiles
from bot.postgres import open_engine, open_sessions
from bot.report import main
from bot.settings import Settings
from bot.vault import Vault
from models import innovation
from models.happenings import What, note
from models.usage import evidence, projects
from tests.office_papers import PDF
from tests.officers import officers
from tests.people import NOON, somying
from tests.reports import FIGURES

FORM = {
    "office": "สำนักงานเขตตัวอย่าง",
    "fiscal_year": 2564,
    "name": "ร้อยละความพึงพอใจ",
    "target": "80",
    "unit": "ร้อยละ",
    "result": "77.78",
    "begins": "2021-03-01",
    "ends": "2021-08-31",
    "plan": {"issue": "ด้านที่ ๗"},
    "quarters": [{}, {}, {"words": "ประชุมคณะทำงาน", "percent": 50}, {}],
}
PROJECT = {
    "office": "สำนักงานเขตตัวอย่าง",
    "project": "คลังคลิป",
    "code": "50990000-0001",
    "fiscal_year": 2566,
    "begins": "2023-10-01",
    "ends": "2024-09-30",
    "reports": [{"number": 1, "day": "2023-01-25", "text": "1. ประชุม", "percent": 10}],
}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, plain in (("figures", FIGURES.plain()), ("form", FORM), ("project", PROJECT)):
        written = json.dumps(plain, ensure_ascii=False)
        (tmp_path / f"{name}.json").write_text(written, encoding="utf-8")
    return tmp_path


def report(files: Path, *words: str) -> int:
    return main([str(files / word) if "." in word and word[0] != "-" else word for word in words])


def test_the_month_is_written_for_word_excel_and_reading(files: Path):
    for name in ("m.docx", "m.xlsx", "m.txt"):
        assert report(files, "month", "--figures", "figures.json", "--to", name) == 0
    assert "สิงหาคม 2564" in (files / "m.txt").read_text("utf-8")
    words = ("month", "--figures", "figures.json", "--to", "j.txt", "--month", "2564-06")
    assert report(files, *words, "--thai-digits") == 0
    assert "มิถุนายน ๒๕๖๔" in (files / "j.txt").read_text("utf-8")


def test_the_indicator_is_filled_and_linted(files: Path, capsys: pytest.CaptureFixture[str]):
    words = ("kpi", "--figures", "figures.json", "--form", "form.json", "--to")
    assert report(files, *words, "kpi.txt") == 0
    pasted = (files / "kpi.txt").read_text("utf-8")
    assert "[6.3] ไตรมาสที่ 3\nประชุมคณะทำงาน\n- ผู้ใช้บริการในไตรมาส" in pasted
    assert report(files, *words, "kpi.docx") == 0
    assert "✗" not in capsys.readouterr().out


def test_what_is_wrong_in_a_project_is_told(files: Path, capsys: pytest.CaptureFixture[str]):
    assert report(files, "progress", "--form", "project.json", "--to", "p.docx") == 1
    assert "✗ เริ่มต้นโครงการ: ปีงบประมาณ 2566" in capsys.readouterr().out
    assert (files / "p.docx").exists()


def test_the_evidence_holds_papers_and_what_was_attached(files: Path):
    (files / "คำสั่ง.pdf").write_bytes(b"%PDF-1.7")
    words = ("evidence", "--figures", "figures.json", "--form", "form.json", "--to", "e.zip")
    assert report(files, *words, "คำสั่ง.pdf") == 0
    names = set(zipfile.ZipFile(files / "e.zip").namelist())
    assert {"รายงาน/ตัวชี้วัด.docx", "รายงาน/การใช้บริการ.xlsx", "เอกสารแนบ/คำสั่ง.pdf"} <= names


def test_a_form_copied_as_text_is_checked(files: Path, capsys: pytest.CaptureFixture[str]):
    (files / "old.txt").write_text("ตามคำสั่งที่ 29/2566 ลงวันที่ 25 มกราคม 2565", "utf-8")
    assert report(files, "check", "old.txt") == 1
    assert "29/2566" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("month", "--figures", "none.json", "--to", "m.txt"),
        ("month", "--figures", "form.json", "--to", "m.txt"),
        ("month", "--figures", "figures.json", "--to", "m.odt"),
        ("month", "--figures", "figures.json", "--to", "m.txt", "--month", "2564-13"),
        ("kpi", "--figures", "figures.json", "--form", "project.json", "--to", "k.txt"),
    ],
)
def test_what_cannot_be_read_or_written_is_one_line(
    files: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
):
    assert report(files, *words) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_figures_come_from_the_offices_own_rows_when_no_file_is_given(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(database_url, pool_size=1)
    with open_sessions(engine).begin() as session:
        citizen = somying(session)
        for what in (What.WROTE, What.ANSWERED):
            note(session, citizen, what, NOON)
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("DEMO_CLOCK", str(tmp_path / "clock"))
    (tmp_path / "clock").write_text(str((NOON - datetime.now(UTC)).total_seconds()))
    paper = tmp_path / "month.txt"
    assert main(["month", "--month", "2569-11", "--to", str(paper)]) == 0
    written = paper.read_text(encoding="utf-8")
    (people,) = [line for line in written.splitlines() if "ผู้ใช้บริการ (ไม่นับซ้ำ)" in line]
    assert "1" in people.split()


def test_a_year_that_has_not_begun_is_refused_in_a_line(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    assert main(["month", "--year", "2650", "--to", str(tmp_path / "month.txt")]) == 1
    assert "2650" in capsys.readouterr().err


def test_the_pack_holds_what_officers_kept_and_the_forms_of_the_innovation(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(database_url, pool_size=2)
    sessions = open_sessions(engine)
    files = OfficeFiles(sessions, lambda: Vault.open(Settings(var=tmp_path)))
    number = files.keep("คำสั่ง.pdf", "application/pdf", PDF, None)
    with sessions.begin() as session:
        about = evidence.About(2570, 1, "คำสั่งแต่งตั้งคณะทำงาน", "order")
        evidence.add(session, about, number, None, NOON)
        words = {"title": "คิวออนไลน์", "problem": "รอนาน", "idea": "จองคิวก่อนมา"}
        head = officers(session).head
        one = innovation.hand_in(session, (2570, "registration"), words, head, NOON)
        chosen = {place.name: "2026-11-20" if place.kind == "day" else "4" for place in
                  innovation.FORMS[2].fields}  # fmt: skip
        innovation.write(one, 2, chosen, one.revision, NOON)
        innovation.advance(session, one, one.revision, NOON)
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.setenv("DEMO_CLOCK", str(tmp_path / "clock"))
    (tmp_path / "clock").write_text(str((NOON - datetime.now(UTC)).total_seconds()))
    assert main(["evidence", "--year", "2570", "--to", str(tmp_path / "e.zip")]) == 0
    pack = zipfile.ZipFile(tmp_path / "e.zip")
    assert pack.read("หลักฐาน ไตรมาสที่ 1/01 คำสั่ง.pdf") == PDF
    assert "หลักฐาน/รายการหลักฐาน.csv" in pack.namelist()
    assert "นวัตกรรม/แบบฟอร์ม 2.docx" in pack.namelist()


def test_the_progress_of_a_project_comes_from_the_offices_own_rows(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    engine = open_engine(database_url, pool_size=1)
    with open_sessions(engine).begin() as session:
        kept = [projects.begin(session, 2566, name, None, NOON) for name in ("คลังคลิป", "ทางม้าลาย")]
        for number, percent in enumerate(("10", "30", "35"), start=1):
            said = {"number": number, "day": f"2023-0{number}-25", "text": "ประชุม"}
            projects.add(kept[0], {**said, "percent": percent, "spent": "0"}, None, NOON)
        first = str(kept[0].id)
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("DEMO_CLOCK", str(tmp_path / "clock"))
    april = datetime(2023, 4, 2, tzinfo=UTC)
    (tmp_path / "clock").write_text(str((april - datetime.now(UTC)).total_seconds()))
    paper = tmp_path / "progress.txt"
    words = ["progress", "--year", "2566", "--to", str(paper)]
    assert main(words) == 1
    assert f"--project {first}: คลังคลิป" in capsys.readouterr().err
    assert main([*words, "--project", first]) == 0
    assert "ความก้าวหน้าของงานฯ = 35.00 %" in paper.read_text(encoding="utf-8")
    assert main([*words[:-1], str(tmp_path / "p.xlsx"), "--project", first]) == 0
    assert (tmp_path / "p.xlsx").read_bytes()[:2] == b"PK"
