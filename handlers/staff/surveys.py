"""The desk of surveys: what is asked, what people answered, and the poster for the counter."""

from typing import Any

import qrcode
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from handlers.staff import surveys_report
from handlers.staff.procedure_case import office
from handlers.staff.surveys_form import SurveyForm, filled_from
from handlers.staff.surveys_results import heard, period_asked, result, years
from handlers.staff.surveys_words import ABOUT
from handlers.staff.visit import lent, needs, note, now, officer, session
from models import survey_wording
from models.surveys import Survey, surveys

desk = Blueprint("surveys", __name__, url_prefix="/staff/surveys")
desk.add_url_rule("/report.<any(docx, pdf, xlsx):kind>", "report", surveys_report.download)
COUNTER = "counter"


@desk.get("/")
@needs("surveys.read")
def index() -> str:
    """The surveys that run, by kind, then those that ended; with what came of each this year."""
    found = surveys(session())
    kinds = list(ABOUT)
    running = sorted(
        (one for one in found if one.ended_at is None), key=lambda one: kinds.index(one.about)
    )
    ended = [one for one in found if one.ended_at is not None]
    period = period_asked()
    results = {one.id: result(one, period) for one in found}
    return _page("index", running=running, ended=ended, results=results, period=period)


@desk.get("/<int:number>")
@needs("surveys.read")
def show(number: int) -> str:
    """What people answered in a fiscal year or a quarter of it, with every sum and its N."""
    survey = _survey(number)
    period = period_asked()
    return _page(
        "show",
        survey=survey,
        period=period,
        years=years(survey),
        year=request.args.get("year", type=int),
        quarter=request.args.get("quarter", 0, type=int),
        result=result(survey, period),
        words=heard(survey, period),
    )


@desk.route("/new", methods=["GET", "POST"])
@needs("surveys.write")
def new() -> Any:
    """Begin a survey; the one of the same kind that runs now ends."""
    form = SurveyForm()
    if not form.validate_on_submit():
        return _page("edit", form=form, survey=None), 422 if form.is_submitted() else 200
    survey = survey_wording.begin(session(), form.wording(), officer(), now())
    note("surveys.begun", _subject(survey), after=_facts(survey))
    flash(_("เริ่มถามด้วยแบบสอบถามนี้แล้วค่ะ"), "success")
    return redirect(url_for("surveys.show", number=survey.id))


@desk.route("/<int:number>/edit", methods=["GET", "POST"])
@needs("surveys.write")
def edit(number: int) -> Any:
    """Ask otherwise; once somebody was asked, a new survey takes over from this one."""
    survey = _survey(number, lock=request.method == "POST")
    if survey.ended_at is not None:
        abort(409)
    form = SurveyForm(data=filled_from(survey))
    form.about.data = survey.about  # a survey keeps its kind
    if not form.validate_on_submit():
        begun = survey_wording.begun(session(), survey)
        page = _page("edit", form=form, survey=survey, begun=begun)
        return page, 422 if form.is_submitted() else 200
    before = _facts(survey)
    after = survey_wording.change(session(), survey, form.wording(), officer(), now())
    note("surveys.changed", _subject(after), before=before, after=_facts(after))
    told = _("บันทึกแล้วค่ะ") if after is survey else _("เริ่มแบบสอบถามใหม่แล้วค่ะ คำตอบเดิมเก็บไว้กับถ้อยคำเดิม")
    flash(told, "success")
    return redirect(url_for("surveys.show", number=after.id))


@desk.post("/<int:number>/end")
@needs("surveys.write")
def end(number: int) -> Any:
    """Ask no more."""
    survey = _survey(number, lock=True)
    if survey.ended_at is not None:
        abort(409)
    survey_wording.end(survey, now())
    note("surveys.ended", _subject(survey), before=_facts(survey))
    flash(_("เลิกถามแล้วค่ะ คำตอบที่ได้มายังอยู่ครบ"), "success")
    return redirect(url_for("surveys.index"))


@desk.get("/<int:number>/poster")
@needs("surveys.read")
def poster(number: int) -> str:
    """A sheet of A4 for the counter: the question, a QR, and the address beneath it."""
    survey = _survey(number)
    if survey.about != COUNTER:
        abort(404)
    code = request.args.get("section") or None
    known = office().catalogue
    names = {one.code: one.name("th") for one in known.sections}  # for those who read Thai
    if code is not None and code not in names:
        abort(404)
    address = _address(survey, code)
    size, path = _drawn(address)
    return _page(
        "poster", survey=survey, names=names, code=code, address=address, size=size, path=path,
        office=known.office.name("th"),
    )  # fmt: skip


def _drawn(address: str) -> tuple[int, str]:
    """The address as a QR that survives a scratch: its width in squares, and an SVG path."""
    picture = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=4)
    picture.add_data(address)
    rows = picture.get_matrix()
    dark = (
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, filled in enumerate(row) if filled
    )
    return len(rows), "".join(dark)


def _address(survey: Survey, section: str | None) -> str:
    base = (lent().public_url or request.host_url).rstrip("/")
    return f"{base}/p/survey/{survey.id}" + (f"/{section}" if section else "")


def _survey(number: int, *, lock: bool = False) -> Survey:
    return session().get(Survey, number, with_for_update=lock or None) or abort(404)


def _page(name: str, **more: Any) -> str:
    return render_template(f"staff/surveys/{name}.html", about=ABOUT, counter=COUNTER, **more)


def _subject(survey: Survey) -> str:
    return f"survey:{survey.id}"


def _facts(survey: Survey) -> dict[str, Any]:
    kept = ("about", "name", "question_th", "question_en", "levels", "satisfied_from")
    return {name: getattr(survey, name) for name in kept}
