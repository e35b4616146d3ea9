"""The indicator's form: officers write its words, the ledger its figures; the linter reads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from handlers.staff.figures_year import Year, months_of, year_asked, years
from handlers.staff.procedure_case import today
from handlers.staff.reports_figures import figures_of, office_name
from handlers.staff.reports_words import KpiWords
from handlers.staff.visit import needs, note, now, officer, session
from models.reports import filling, kpi, linting
from models.reports.docx_papers import docx_of
from models.reports.figures import Figures
from models.reports.forms import KpiForm, kpi_of
from models.reports.linting import Finding
from models.reports.papers import Digits, in_digits
from models.reports.pdf_papers import pdf_of
from models.reports.text_papers import blocks_of
from models.reports.workbooks import usage_of
from models.usage import ReportPaper

KIND = "kpi"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Filled:
    """A form with the ledger's figures in it, and what the linter found."""

    paper: ReportPaper
    form: KpiForm
    figures: Figures

    @property
    def findings(self) -> list[Finding]:
        """What does not agree, the wrong before the doubtful."""
        return linting.lint_kpi(self.form, self.figures)


@needs("reports.write")
def index() -> str:
    """The forms of a fiscal year."""
    year = year_asked()
    rows = select(ReportPaper).where(
        ReportPaper.kind == KIND, ReportPaper.fiscal_year == year.number
    )
    papers = session().scalars(rows.order_by(ReportPaper.id)).all()
    return render_template(
        "staff/reports/kpis.html", tab="kpi", year=year, years=years(), papers=papers
    )


@needs("reports.write")
def new() -> Any:
    """Begin a form for a fiscal year."""
    year = year_asked()
    name = request.form.get("name", "").strip()[:500]
    if not name:
        flash(_("กรุณาใส่ชื่อตัวชี้วัดค่ะ"), "error")
        return redirect(url_for("reports.kpi", year=year.number))
    paper = ReportPaper(
        kind=KIND, fiscal_year=year.number, key=f"{now():%Y%m%d%H%M%S%f}",
        words={"name": name, "target": "0", "unit": "ร้อยละ", "output": True, "outcome": False},
        officer_id=officer().id, edited_at=now(),
    )  # fmt: skip
    session().add(paper)
    session().flush()
    note("reports.written", f"kpi:{paper.id}", after={"name": name})
    return redirect(url_for("reports.kpi_form", number=paper.id))


@needs("reports.write")
def edit(number: int) -> Any:
    """Write the words of a form; somebody else's newer words are never written over."""
    paper = _paper(number, hold=request.method == "POST")
    form = KpiWords(data={**KpiWords.filled(paper.words), "seen": str(paper.revision)})
    if not form.validate_on_submit():
        return _page(paper, form), 422 if form.errors else 200
    if form.seen.data != str(paper.revision):
        flash(_("มีผู้แก้แบบนี้ระหว่างที่คุณเขียน ข้อความของคุณยังอยู่ในหน้านี้ กรุณาเทียบแล้วบันทึกอีกครั้งค่ะ"), "error")
        form.seen.raw_data = None
        form.seen.data = str(paper.revision)
        return _page(paper, form), 409
    before, paper.words = paper.words, form.words()
    paper.revision += 1
    paper.officer_id, paper.edited_at = officer().id, now()
    note("reports.written", f"kpi:{number}", before=before, after=paper.words)
    flash(_("บันทึกแล้วค่ะ"), "success")
    return redirect(url_for("reports.kpi_form", number=number))


@needs("reports.write")
def blocks(number: int) -> str:
    """Every field of the city's web form, to be copied one by one."""
    filled, digits = filled_form(number), digits_asked()
    told = [(one.place, one.label, in_digits(one.text, digits)) for one in kpi.fields(filled.form)]
    return render_template(
        "staff/reports/blocks.html", tab="kpi", fields=told, digits=digits, number=number,
        endpoint="reports.kpi_blocks", back=url_for("reports.kpi_form", number=number),
        name=filled.paper.words["name"],
    )  # fmt: skip


@needs("reports.write")
def download(number: int, kind: str) -> Response:
    """The form as a paper; `?digits=thai` for Thai digits."""
    filled, digits = filled_form(number), digits_asked()
    paper = kpi.paper(filled.form, today(), filled.figures, digits)
    written: dict[str, tuple[Callable[[], Any], str]] = {
        "docx": (lambda: docx_of(paper), WORD),
        "pdf": (lambda: pdf_of(paper), "application/pdf"),
        "txt": (lambda: blocks_of(kpi.fields(filled.form), digits), "text/plain"),
    }
    make, mimetype = written[kind]
    note("reports.downloaded", f"kpi:{number}", after={"as": kind})
    return attached(make(), mimetype, f"kpi-{filled.form.fiscal_year}-{number}.{kind}")


@needs("reports.write")
def workbook() -> Response:
    """The usage of a fiscal year as a workbook with its chart."""
    year = year_asked()
    note("reports.downloaded", f"usage:{year.number}", after={"as": "xlsx"})
    return attached(usage_of(figures_of(_counted(year))), WORKBOOK, f"usage-{year.number}.xlsx")


def digits_asked() -> Digits:
    """The digits of this request: Arabic, or Thai with `?digits=thai`."""
    return Digits.THAI if request.args.get("digits") == "thai" else Digits.ARABIC


def attached(body: Any, mimetype: str, name: str) -> Response:
    """A file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, mimetype=mimetype, headers=headers)


def _paper(number: int, *, hold: bool = False) -> ReportPaper:
    rows = select(ReportPaper).where(ReportPaper.id == number, ReportPaper.kind == KIND)
    return session().scalar(rows.with_for_update() if hold else rows) or abort(404)


def filled_form(number: int) -> Filled:
    """The form of this number with the ledger's figures; 404 when there is none."""
    return _filled(_paper(number))


def _filled(paper: ReportPaper) -> Filled:
    figures = figures_of(_counted(_year(paper)))
    return Filled(paper, filling.fill(_words(paper), figures), figures)


def _year(paper: ReportPaper) -> Year:
    return Year(paper.fiscal_year, months_of(paper.fiscal_year))


def _words(paper: ReportPaper) -> KpiForm:
    """The form as officers wrote it, without the ledger's figures."""
    plain = {**paper.words, "office": office_name(), "fiscal_year": paper.fiscal_year}
    return kpi_of(plain)


def _counted(year: Year) -> Year:
    """The year once every month of it is counted: a paper cannot wait for figures."""
    return Year(year.number, months_of(year.number, wait=True)) if year.counting else year


def _page(paper: ReportPaper, form: KpiWords) -> str:
    """The page; where counting takes long it opens without figures, and asks for them by itself."""
    counting = _year(paper).counting
    filled = None if counting else _filled(paper)
    findings = filled.findings if filled else linting.lint_kpi(_words(paper))
    beside: dict[str, list[Finding]] = {}
    for finding in findings:
        beside.setdefault(finding.where.split(" ")[0], []).append(finding)
    part = "kpi_findings" if "HX-Request" in request.headers else "kpi"
    return render_template(
        f"staff/reports/{part}.html", tab="kpi", paper=paper, form=form, findings=findings,
        shown=filled.form if filled else _words(paper), beside=beside, counting=counting,
        counted=part == "kpi_findings",
    )  # fmt: skip
