"""The projects' progress: officers write the words and a report a month, the linter reads along."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms import Field as Entry

from handlers.staff.figures_year import year_asked, years
from handlers.staff.procedure_case import today
from handlers.staff.reports_figures import office_name
from handlers.staff.reports_kpi import WORD, WORKBOOK, attached, digits_asked
from handlers.staff.reports_progress_words import (
    PLAN_STATUS,
    TARGET_STATUS,
    ProjectWords,
    ReportWords,
)
from handlers.staff.visit import needs, note, now, officer, session
from models.reports import linting, progress
from models.reports.docx_papers import docx_of
from models.reports.forms import ProgressForm
from models.reports.linting import Finding
from models.reports.papers import in_digits
from models.reports.pdf_papers import pdf_of
from models.reports.progress_sheets import progress_of
from models.reports.text_papers import blocks_of
from models.usage import ReportPaper, projects

TAB = "progress"
# Beside which field of a report a finding is told; what is not named here stands at its words.
BESIDE = {
    "falling": "percent", "order": "day", "fiscal-year": "day", "report-number": "number",
    "report-month": "day", "shifted": "spent",
}  # fmt: skip
PLACES = {
    "เริ่มต้นโครงการ": "begins", "สิ้นสุดโครงการ": "ends", "งบประมาณที่ใช้ไป": "spent",
    "1.3 หลักการและเหตุผล": "reasons", "1.4 วัตถุประสงค์": "objectives", "1.5 เป้าหมาย": "goals",
}  # fmt: skip


@dataclass(frozen=True)
class Read:
    """A project as its form has it, and what the linter found in it."""

    paper: ReportPaper
    form: ProgressForm
    findings: list[Finding]

    def of_report(self, number: int) -> list[Finding]:
        """What was found in this report."""
        return [finding for finding in self.findings if number in _reports_in(finding)]


@needs("reports.write")
def index() -> str:
    """The projects of a fiscal year, and how far each has come."""
    year = year_asked()
    read = [_read(paper) for paper in projects.projects(session(), year.number)]
    return _shown("projects", year=year, years=years(), read=read)


@needs("reports.write")
def new() -> Any:
    """Begin a project in a fiscal year."""
    year, name = year_asked(), request.form.get("project", "").strip()[:500]
    if not name:
        flash(_("กรุณาใส่ชื่อโครงการค่ะ"), "error")
        return redirect(url_for("reports.progress", year=year.number))
    paper = projects.begin(session(), year.number, name, officer(), now())
    note("reports.written", _subject(paper), after={"project": name})
    return redirect(url_for("reports.project_words", number=paper.id))


@needs("reports.write")
def show(number: int) -> str:
    """A project: its reports drawn and told, what does not agree, and its papers."""
    return _shown("project", read=_read(_project(number)))


@needs("reports.write")
def about(number: int) -> Any:
    """Write what is said about a project; a colleague's newer words are never written over."""
    paper = _project(number, hold=request.method == "POST")
    standing = projects.about(paper)
    filled = {**ProjectWords.filled(standing), "seen": projects.mark(standing)}
    form = ProjectWords(data=filled)
    page = {"paper": paper, "form": form, "beside": _beside_words(_read(paper))}
    if not form.validate_on_submit():
        return _shown("project_words", **page), 422 if form.errors else 200
    try:
        projects.describe(paper, form.words(), form.seen.data or "", officer(), now())
    except projects.Changed:
        _show_theirs(form, filled)
        return _shown("project_words", **page, theirs=_theirs(form, filled)), 409
    note("reports.written", _subject(paper), before=standing, after=projects.about(paper))
    return _saved(paper)


@needs("reports.write")
def report(number: int, nth: int = 0) -> Any:
    """Hand in a report of a project (`nth` 0), or correct one."""
    paper = _project(number, hold=request.method == "POST")
    standing: dict[str, Any] | None = projects.report(paper, nth) if nth else {}
    if standing is None:
        abort(404)
    told = ReportWords.filled(standing) if standing else {"number": projects.next_number(paper)}
    filled: dict[str, Any] = {**told, "seen": projects.mark(standing)}
    form = ReportWords(data=filled)
    page = {
        "paper": paper, "form": form, "nth": nth, "plan_words": PLAN_STATUS,
        "target_words": TARGET_STATUS, "beside": _beside_report(_read(paper), nth),
    }  # fmt: skip
    if not form.validate_on_submit():
        return _shown("project_report", **page), 422 if form.errors else 200
    try:
        _keep(paper, nth, form)
    except projects.NumberTaken:
        form.number.errors = [_("มีรายงานครั้งที่ %(nth)s แล้วค่ะ", nth=form.number.data)]
        return _shown("project_report", **page), 422
    except projects.Changed:
        _show_theirs(form, filled)
        return _shown("project_report", **page, theirs=_theirs(form, filled)), 409
    note("reports.written", _subject(paper), before=standing, after=form.words())
    return _saved(paper)


@needs("reports.write")
def withdraw(number: int, nth: int) -> Any:
    """Take back a report handed in by mistake."""
    paper = _project(number, hold=True)
    standing = projects.report(paper, nth) or abort(404)
    try:
        projects.withdraw(paper, nth, request.form.get("seen", ""), officer(), now())
    except projects.Changed:
        flash(_("มีผู้แก้รายงานนี้เมื่อครู่ กรุณาดูอีกครั้งก่อนลบค่ะ"), "error")
        return redirect(url_for("reports.project_report", number=number, nth=nth))
    note("reports.withdrawn", _subject(paper), before=standing)
    flash(_("ลบรายงานครั้งที่ %(nth)s แล้วค่ะ", nth=nth), "success")
    return redirect(url_for("reports.project", number=number))


@needs("reports.write")
def blocks(number: int) -> str:
    """Every field of the city's web form, to be copied one by one."""
    paper, digits = _project(number), digits_asked()
    told = [
        (field.place, field.label, in_digits(field.text, digits))
        for field in progress.fields(_form(paper))
    ]
    back = url_for("reports.project", number=number)
    return render_template(
        "staff/reports/blocks.html", tab=TAB, fields=told, digits=digits, back=back,
        name=paper.words["project"], endpoint="reports.project_blocks", number=number,
    )  # fmt: skip


@needs("reports.write")
def download(number: int, kind: str) -> Response:
    """The form as a paper or a workbook; `?digits=thai` for Thai digits on paper."""
    form, digits = _form(_project(number)), digits_asked()
    paper = progress.paper(form, today(), digits)
    written: dict[str, tuple[Callable[[], Any], str]] = {
        "docx": (lambda: docx_of(paper), WORD),
        "pdf": (lambda: pdf_of(paper), "application/pdf"),
        "xlsx": (lambda: progress_of(form), WORKBOOK),
        "txt": (lambda: blocks_of(progress.fields(form), digits), "text/plain"),
    }
    make, mimetype = written[kind]
    note("reports.downloaded", f"progress:{number}", after={"as": kind})
    return attached(make(), mimetype, f"progress-{form.fiscal_year}-{number}.{kind}")


def _project(number: int, *, hold: bool = False) -> ReportPaper:
    return projects.project(session(), number, hold=hold) or abort(404)


def _form(paper: ReportPaper) -> ProgressForm:
    return projects.form_of(paper, office_name())


def _read(paper: ReportPaper) -> Read:
    form = _form(paper)
    return Read(paper, form, linting.lint_progress(form, as_of=today()))


def _keep(paper: ReportPaper, nth: int, form: ReportWords) -> None:
    if nth:
        projects.correct(paper, nth, form.words(), form.seen.data or "", officer(), now())
    else:
        projects.add(paper, form.words(), officer(), now())


def _saved(paper: ReportPaper) -> Any:
    flash(_("บันทึกแล้วค่ะ"), "success")
    return redirect(url_for("reports.project", number=paper.id))


def _show_theirs(form: ProjectWords | ReportWords, standing: Mapping[str, Any]) -> None:
    """Say that somebody wrote meanwhile; saving once more then writes these words over theirs."""
    flash(_("มีผู้แก้ส่วนนี้ระหว่างที่คุณเขียน ข้อความของคุณยังอยู่ในหน้านี้ กรุณาเทียบแล้วบันทึกอีกครั้งค่ะ"), "error")
    form.seen.raw_data = None
    form.seen.data = standing["seen"]


def _theirs(form: ProjectWords | ReportWords, standing: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a colleague wrote where one's own words differ: the field's name and their words."""
    fields: Iterable[Entry] = (field for field in form if field.name in standing)
    return [
        (str(field.label.text), str(standing[field.name]))
        for field in fields
        if field.name != "seen" and (field.data or "") != (standing[field.name] or "")
    ]


def _reports_in(finding: Finding) -> set[int]:
    """The numbers of the reports a finding is about: "รายงานครั้งที่ 1 ถึง 4", or each one named."""
    if not finding.where.startswith("รายงานครั้งที่"):
        return set()
    said = [int(number) for number in re.findall(r"\d+", finding.where)]
    return set(range(said[0], said[-1] + 1)) if " ถึง " in finding.where else set(said)


def _beside_words(read: Read) -> dict[str, list[Finding]]:
    """What was found in the project's words, by field."""
    beside: dict[str, list[Finding]] = {}
    for finding in read.findings:
        if finding.where in PLACES:
            beside.setdefault(PLACES[finding.where], []).append(finding)
    return beside


def _beside_report(read: Read, nth: int) -> dict[str, list[Finding]]:
    """What was found in a report, by field; a new one is told which months wait for it."""
    beside: dict[str, list[Finding]] = {}
    waiting = [one for one in read.findings if one.check == "report-month" and not nth]
    for finding in (*read.of_report(nth), *waiting):
        beside.setdefault(BESIDE.get(finding.check, "text"), []).append(finding)
    return beside


def _subject(paper: ReportPaper) -> str:
    return f"progress:{paper.id}"


def _shown(name: str, **more: Any) -> str:
    return render_template(f"staff/reports/{name}.html", tab=TAB, **more)
