"""`python -m bot report`: the office's papers without a browser, from its own rows or a file."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bot.evidence import kept_pieces
from bot.now import now
from bot.postgres import open_engine, open_sessions
from bot.settings import Settings, SettingsError
from models.calendar import fiscal_year
from models.content import told
from models.dates import BANGKOK
from models.orders import exporting, users
from models.orders.counting import Scope, overview
from models.reports import figures, filling, kpi, linting, monthly, progress
from models.reports import orders as order_papers
from models.reports.docx_papers import FONT, docx_of
from models.reports.evidence import Piece, pack
from models.reports.figures import Figures, Month
from models.reports.forms import KpiForm, ProgressForm, kpi_of, progress_of
from models.reports.linting import Finding
from models.reports.papers import Digits, Paper
from models.reports.pdf_papers import NoPress, pdf_of
from models.reports.progress_sheets import progress_of as progress_book
from models.reports.satisfaction_sheets import satisfaction_of
from models.reports.text_papers import blocks_of, text_of
from models.reports.workbooks import usage_of
from models.usage import Period, months_of_year, months_until, projects
from models.usage.reporting import figures_of

ENDINGS = ".docx .pdf .txt"


def main(argv: list[str]) -> int:
    """Write one paper. Exit 1 when something cannot be read, or the linter found what is wrong."""
    given = _parser().parse_args(argv)
    try:
        return int(given.do(given))
    except (OSError, ValueError, NoPress, SettingsError) as fault:
        print(fault, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot report", description=__doc__)
    verbs = parser.add_subparsers(required=True)

    def verb(name: str, do: Callable[[Any], int], about: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=about)
        made.set_defaults(do=do)
        return made

    month = verb("month", _month, "การใช้บริการรายเดือน · monthly usage (.xlsx for the whole year)")
    month.add_argument("--month", help="เช่น 2569-11 (พ.ศ.) · the last month when left out")
    form = verb("kpi", _kpi, "แบบรายงานตัวชี้วัด · the nine sections (.txt to paste)")
    project = verb("progress", _progress, "ความก้าวหน้าโครงการ · project progress")
    pleased = verb("satisfaction", _satisfaction, "ความพึงพอใจ · satisfaction")
    proof = verb("evidence", _evidence, "ชุดหลักฐาน · everything in one .zip")
    orders = verb("orders", _orders, "ติดตามข้อสั่งการ · orders followed up, three indicators")
    check = verb("check", _check, "ตรวจข้อความที่คัดลอกมา · lint a form copied as text")
    for one in (month, form, pleased, proof):
        one.add_argument("--figures", type=Path, help="ตัวเลข · figures, JSON, not those counted")
        one.add_argument("--year", type=int, help="ปีงบประมาณ พ.ศ. · fiscal year (B.E.), this one")
    for one in (form, project, proof):
        needed = one is form
        one.add_argument("--form", type=Path, required=needed, help="แบบรายงาน · the form, JSON")
    project.add_argument("--year", type=int, help="ปีงบประมาณ พ.ศ. · fiscal year (B.E.), this one")
    project.add_argument("--project", type=int, help="เลขโครงการ · which of several")
    orders.add_argument("--year", type=int, help="ปีงบประมาณ พ.ศ. · fiscal year (B.E.), this one")
    for one in (month, form, project, pleased, orders, proof):
        one.add_argument("--to", type=Path, required=True, help=f"{ENDINGS} (.xlsx, .zip)")
        one.add_argument("--thai-digits", action="store_true", help="เลขไทย · ๐–๙")
        one.add_argument("--font", default=FONT, help="ตัวอักษรใน Word · the type in .docx")
    proof.add_argument("files", nargs="*", type=Path, help="คำสั่ง ภาพถ่าย · orders, pictures")
    check.add_argument("text", type=Path)
    return parser


def _month(given: argparse.Namespace) -> int:
    counted = _figures(given)
    if given.to.suffix == ".xlsx":
        given.to.write_bytes(usage_of(counted))
        return _written(given.to)
    month = _chosen(counted, given.month)
    return _print(monthly.paper(counted, month, _today(), _digits(given)), given)


def _chosen(counted: Figures, said: str | None) -> Month:
    if not counted.months:
        raise ValueError("ไม่มีเดือนที่นับไว้ · no months were counted")
    if said is None:
        return counted.months[-1]
    year, _, number = said.partition("-")
    known = year.isdecimal() and number.isdecimal()
    month = counted.month(int(year), int(number)) if known else None
    if month is None:
        raise ValueError(f"ไม่มีตัวเลขของเดือน {said} · no such month")
    return month


def _kpi(given: argparse.Namespace) -> int:
    counted = _figures(given)
    form = filling.fill(kpi_of(_json(given.form)), counted)
    wrong = _tell(linting.lint_kpi(form, counted))
    if given.to.suffix == ".txt":
        given.to.write_text(blocks_of(kpi.fields(form)), encoding="utf-8")
        return _written(given.to) or wrong
    return _print(kpi.paper(form, _today(), counted, _digits(given)), given) or wrong


def _progress(given: argparse.Namespace) -> int:
    form = progress_of(_json(given.form)) if given.form else _project(given)
    wrong = _tell(linting.lint_progress(form, as_of=None if given.form else _today()))
    if given.to.suffix == ".xlsx":
        given.to.write_bytes(progress_book(form))
        return _written(given.to) or wrong
    return _print(progress.paper(form, _today(), _digits(given)), given) or wrong


def _project(given: argparse.Namespace) -> ProgressForm:
    """The project kept in the database of DATABASE_URL: the only one of its year, or that asked."""
    with _office() as session:
        year = given.year or fiscal_year(_today())
        kept = projects.projects(session, year)
        found = [one for one in kept if given.project in (None, one.id)]
        if len(found) != 1:
            names = "".join(f"; --project {one.id}: {one.words['project']}" for one in kept)
            raise ValueError(f"ปีงบประมาณ {year} มี {len(kept)} โครงการ · projects kept{names}")
        return projects.form_of(found[0], told(session).catalogue.office.name_th)


def _orders(given: argparse.Namespace) -> int:
    year = given.year or fiscal_year(_today())
    scope, months = Scope(fiscal_year=year), months_of_year(year)
    with _office() as session:
        counted = overview(session, scope, _today())
        pleased = users.pleased(session, Period(months[0].first, months[-1].last))
        if given.to.suffix == ".xlsx":
            with given.to.open("wb") as file:
                exporting.workbook(session, scope, file, counted, pleased)
            return _written(given.to)
        office = told(session).catalogue.office.name_th
    named = f"ปีงบประมาณ {year}"
    printed = order_papers.paper(office, named, counted, pleased, _today(), _digits(given))
    return _print(printed, given)


def _satisfaction(given: argparse.Namespace) -> int:
    counted = _figures(given)
    if given.to.suffix == ".xlsx":
        given.to.write_bytes(satisfaction_of(counted))
        return _written(given.to)
    return _print(monthly.satisfaction(counted, _today(), _digits(given)), given)


def _evidence(given: argparse.Namespace) -> int:
    counted = _figures(given)
    form = filling.fill(kpi_of(_json(given.form)), counted) if given.form else None
    with given.to.open("wb") as file:
        pieces = pack(file, counted, _pieces(given, counted, form), _today())
    print(f"{pieces} ไฟล์ในชุดหลักฐาน · files in the pack")
    return _written(given.to)


def _pieces(given: argparse.Namespace, counted: Figures, form: KpiForm | None) -> Iterator[Piece]:
    made, digits = _today(), _digits(given)
    yield Piece("รายงาน", "การใช้บริการ.xlsx", "การใช้บริการรายเดือน", [usage_of(counted)])
    pleased = monthly.satisfaction(counted, made, digits)
    yield Piece("รายงาน", "ความพึงพอใจ.docx", pleased.title, [docx_of(pleased, given.font)])
    if form:
        paper = kpi.paper(form, made, counted, digits)
        yield Piece("รายงาน", "ตัวชี้วัด.docx", paper.title, [docx_of(paper, given.font)])
    if not given.figures:
        yield from kept_pieces(Settings.from_env(), counted.fiscal_year, made)
    for path in given.files:
        yield Piece("เอกสารแนบ", path.name, "เอกสารที่แนบมา", _bytes_of(path))


def _bytes_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            yield part


def _check(given: argparse.Namespace) -> int:
    return _tell(linting.lint_text(given.text.read_text(encoding="utf-8-sig")))


def _tell(findings: list[Finding]) -> int:
    """Each finding on a line; 1 when something is wrong, 0 when it only wants a look."""
    for finding in findings:
        print(f"{'✗' if finding.wrong else '!'} {finding.where}: {finding.why}")
    return 1 if any(finding.wrong for finding in findings) else 0


def _print(paper: Paper, given: argparse.Namespace) -> int:
    ending = given.to.suffix
    if ending == ".docx":
        given.to.write_bytes(docx_of(paper, given.font))
    elif ending == ".pdf":
        given.to.write_bytes(pdf_of(paper))
    elif ending == ".txt":
        given.to.write_text(text_of(paper), encoding="utf-8")
    else:
        raise ValueError(f"ไม่รู้จักชนิดไฟล์ {given.to.name} · one of {ENDINGS}")
    return _written(given.to)


def _written(path: Path) -> int:
    print(f"เขียนแล้ว · written: {path}")
    return 0


def _figures(given: argparse.Namespace) -> Figures:
    """The figures of a file, or those counted in the database of DATABASE_URL."""
    if given.figures:
        return figures.read(_json(given.figures))
    with _office() as session:
        return _counted(session, given.year or fiscal_year(_today()))


@contextmanager
def _office() -> Iterator[Session]:
    """The office's own rows, to read from."""
    settings = Settings.from_env()
    settings.need("database_url")
    engine = open_engine(settings.database_url, pool_size=1)
    try:
        with open_sessions(engine)() as session:
            yield session
    finally:
        engine.dispose()


def _counted(session: Session, year: int) -> Figures:
    months = months_until(session, year, _today())
    if not months:
        raise ValueError(f"ปีงบประมาณ {year} ยังไม่เริ่ม · that fiscal year has not begun")
    return figures_of(session, told(session).catalogue, year, months, _today())


def _json(path: Path) -> Mapping[str, Any]:
    try:
        plain = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as fault:
        raise ValueError(f"{path}: {fault}") from fault
    if not isinstance(plain, dict):
        raise ValueError(f"{path}: not an object")
    return plain


def _digits(given: argparse.Namespace) -> Digits:
    return Digits.THAI if given.thai_digits else Digits.ARABIC


def _today() -> date:
    return now().astimezone(BANGKOK).date()
