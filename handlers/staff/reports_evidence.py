"""Evidence of the reports: files brought, listed by quarter, opened, taken away, brought back."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask import send_file as sent
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from handlers.staff.figures_year import OLDEST, this_year
from handlers.staff.procedure_case import today
from handlers.staff.reports_evidence_words import EvidenceForm
from handlers.staff.visit import lent, needs, note, now, officer, session, takes_files
from handlers.staff.words import language
from models import innovation
from models.calendar import fiscal_year
from models.office_files import ACCEPT, LARGEST, OfficeFile, WrongFile, examine
from models.officers import Officer
from models.usage import Evidence, Idea, evidence

MOST_AT_ONCE = 64 * 1024 * 1024  # bytes of one form: several files, where no script runs
SHOWN_BEFORE = 5  # fiscal years one can choose
INLINE = ("application/pdf", "image/jpeg", "image/png")


@needs("reports.write")
def index() -> str:
    """The evidence of a fiscal year, quarter by quarter, and the form that brings more."""
    form = EvidenceForm(data=_asked())
    return _page(form)


@needs("reports.write")
@takes_files(MOST_AT_ONCE)
def add() -> Any:
    """Keep the files of a form, each looked at; our script sends one at a time and reads JSON."""
    form = EvidenceForm()
    _offer(form)
    files = [file for file in request.files.getlist("files") if file.filename]
    valid = form.validate_on_submit()
    faults = [] if files else [_("ยังไม่ได้เลือกไฟล์ค่ะ")]
    if valid and files:
        faults = list(filter(None, (_take(form, file) for file in files)))
    told = faults + [error for errors in form.errors.values() for error in errors]
    back = form.back(year_asked())
    if request.accept_mimetypes.best == "application/json":
        return jsonify(faults=told, next=back)
    if kept := len(files) - len(faults) if valid and files else 0:
        flash(_("เก็บหลักฐานแล้ว %(count)s ไฟล์ค่ะ", count=kept), "success")
    return (_page(form, faults), 422) if told else redirect(back)


@needs("reports.write")
def show(number: int) -> Response:
    """One file: a picture or PDF to look at, Word and Excel to keep."""
    file = _evidence(number).file
    body = lent().read_file(file.vault_name) if file.here else None
    if body is None:
        abort(404)
    return opened(file, body)


@needs("reports.write")
def remove(number: int) -> Any:
    """Take a file away; it can be brought back for a month."""
    one = _evidence(number, hold=True)
    one.file.remove(now())
    note("reports.evidence_removed", f"evidence:{number}", before={"file": one.file.file_name})
    flash(_("นำ “%(file)s” ออกแล้ว เอากลับได้ภายใน 30 วันค่ะ", file=one.file.file_name), "success")
    return redirect(url_for("reports.files", year=one.fiscal_year))


@needs("reports.write")
def put_back(number: int) -> Any:
    """Bring back a file that was taken away."""
    one = _evidence(number, hold=True)
    one.file.bring_back()
    if not one.file.here:
        abort(404)
    note("reports.evidence_returned", f"evidence:{number}", after={"file": one.file.file_name})
    flash(_("เอา “%(file)s” กลับมาแล้วค่ะ", file=one.file.file_name), "success")
    return redirect(url_for("reports.files", year=one.fiscal_year))


def opened(file: OfficeFile, body: bytes) -> Response:
    """A file as an answer, under the name it was brought with."""
    return sent(
        BytesIO(body),
        mimetype=file.content_type,
        as_attachment=file.content_type not in INLINE,
        download_name=file.file_name,
    )


def year_asked() -> int:
    """The fiscal year of `?year=`, this one without; 404 for one no report can be of."""
    year = request.args.get("year", this_year(), type=int)
    if not OLDEST <= year <= this_year() + 1:
        abort(404)
    return year


def years_shown(year: int) -> list[int]:
    """The fiscal years one can choose, the newest first, this one among them."""
    latest = this_year()
    return sorted({*range(latest - SHOWN_BEFORE + 1, latest + 1), year}, reverse=True)


def _asked() -> dict[str, Any]:
    """What a link to the form has filled in already."""
    quarter = (today().month + 2) % 12 // 3 + 1 if year_asked() == fiscal_year(today()) else 0
    return {
        "quarter": request.args.get("quarter", quarter, type=int),
        "idea": request.args.get("idea", 0, type=int),
        "step": request.args.get("step", 0, type=int),
    }


def _offer(form: EvidenceForm) -> None:
    form.idea.choices = [(0, _("ไม่เกี่ยวกับนวัตกรรม")), *((i.id, i.title) for i in _ideas())]


def _ideas() -> Sequence[Idea]:
    """The ideas of this year that were chosen; the others need no proof."""
    return [idea for idea in innovation.ideas(session(), year_asked()) if idea.stage != "idea"]


def _take(form: EvidenceForm, file: FileStorage) -> str:
    """Look at one file and keep it; why not, or ""."""
    body, name = file.stream.read(LARGEST + 1), file.filename or ""
    try:
        kind = examine(name, body)
        number = lent().keep_file(name, kind, body, officer().id)
        one = evidence.add(session(), form.about(year_asked()), number, officer(), now())
    except WrongFile as wrong:
        return wrong.said(language())
    told = {"file": one.file.file_name, "title": one.title}
    note("reports.evidence_added", f"evidence:{one.id}", after=told)
    return ""


def _evidence(number: int, *, hold: bool = False) -> Evidence:
    return evidence.found(session(), number, hold=hold) or abort(404)


def _page(form: EvidenceForm, faults: list[str] | None = None) -> str:
    year = year_asked()
    _offer(form)
    rows = evidence.of_year(session(), year)
    parts = [(quarter, [one for one in rows if one.quarter == quarter]) for quarter in
             (None, *evidence.QUARTERS)]  # fmt: skip
    away = evidence.taken_away(session(), year)
    ids = {one.officer_id for one in (*rows, *away)} - {None}
    who = {number: session().get_one(Officer, number).name for number in ids}
    return render_template(
        "staff/reports/files.html", tab="files", form=form, faults=faults or [], who=who,
        parts=[(quarter, found) for quarter, found in parts if found], away=away,
        year={"number": year}, years=years_shown(year), accept=ACCEPT, kinds=evidence.KINDS,
    )  # fmt: skip
