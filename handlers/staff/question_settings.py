"""What a section arranges for its questions: a busy counter, canned answers, the minutes."""

from datetime import datetime, time
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from handlers.staff import demand, needs
from handlers.staff.furniture import sections
from handlers.staff.precheck_words import due
from handlers.staff.question_telling import BLANKS, unknown_blanks
from handlers.staff.visit import note, now, officer, session
from models import questions
from models.dates import BANGKOK
from models.questions import CannedAnswer
from models.questions.desk import (
    LIMITS,
    begin_busy,
    canned_for,
    end_busy,
    set_minutes,
    write_canned,
)

ANSWER = "questions.answer"
LONGEST_TITLE, LONGEST_TEXT = 60, 1500  # characters
MORE = (15, 30, 60, 120)  # minutes of office hours a busy counter asks for


@needs("questions.answer")
def busy() -> Any:
    """Say that the counter of a section is busy until a time of today, or that it no longer is."""
    section = _section()
    if "end" in request.form:
        if end_busy(session(), section, now()):
            note("questions.busy", _named(section), after={"busy": False})
            flash(_("ปิดป้ายเคาน์เตอร์ยุ่งแล้วค่ะ สัญญาใหม่กลับเป็นเวลาปกติ"), "success")
        return redirect(url_for("questions.index"))
    more, until = request.form.get("more", type=int), _until(request.form.get("until", ""))
    if more not in MORE:
        abort(400)
    if until is None or until <= now():
        flash(_("เลือกเวลาสิ้นสุดที่ยังมาไม่ถึงของวันนี้ค่ะ"), "warning")
        return redirect(url_for("questions.index"))
    begin_busy(session(), section, more, until, officer(), now())
    after = {"busy": True, "minutes": more, "until": until.isoformat()}
    note("questions.busy", _named(section), after=after)
    told = {"more": more, "until": due(until, now())}
    flash(_("คำถามใหม่จะได้กำหนดตอบช้าลง %(more)s นาทีทำการ จนถึง %(until)s", **told), "success")
    return redirect(url_for("questions.index"))


@needs("questions.settings")
def settings() -> Any:
    """How long the office promises to take; heads alone decide."""
    if request.method == "GET":
        return render_template("staff/questions/settings.html", limits=LIMITS, **_minutes())
    given = {name: request.form.get(name, type=int) for name in LIMITS}
    before = _minutes()["minutes"]
    try:
        with session().begin_nested():
            for name, value in given.items():
                if value != before[name]:
                    set_minutes(session(), name, -1 if value is None else value, officer(), now())
    except ValueError:
        flash(_("ใส่จำนวนนาทีให้อยู่ในช่วงที่บอกไว้ค่ะ"), "error")
        page = render_template("staff/questions/settings.html", limits=LIMITS, **_minutes())
        return page, 422
    note("questions.minutes", "questions", before=before, after=given)
    flash(_("บันทึกแล้วค่ะ มีผลกับคำถามที่เข้ามาใหม่"), "success")
    return redirect(url_for("questions.settings"))


@needs("questions.answer")
def canned() -> Any:
    """The answers a section uses often, to look through, and to add to."""
    if request.method == "GET":
        return _canned()
    return _write(None, _section())


@needs("questions.answer")
def change_canned(number: int) -> Any:
    """Write one anew, or end it; what it said before stays in the book."""
    row = session().get(CannedAnswer, number, with_for_update=True) or abort(404)
    demand(ANSWER, row.section)
    if row.ended_at is not None:
        flash(_("มีผู้แก้คำตอบนี้ไปก่อนแล้ว ด้านล่างคือฉบับล่าสุดค่ะ"), "warning")
        return _canned(request.form), 409
    if "end" not in request.form:
        return _write(row, row.section)
    row.ended_at = now()
    note("questions.canned", f"canned:{row.id}", before={"title": row.title, "text": row.text})
    flash(_("เลิกใช้ “%(title)s” แล้วค่ะ", title=row.title), "success")
    return redirect(url_for("questions.canned"))


def _write(instead: CannedAnswer | None, section: str | None) -> Any:
    title = request.form.get("title", "").strip()
    text = request.form.get("text", "").replace("\r\n", "\n").strip()
    if fault := _fault(title, text):
        return _canned({**request.form, "number": str(instead.id if instead else "")}, fault), 422
    row = write_canned(session(), section, title, text, officer(), now(), instead=instead)
    before = {"title": instead.title, "text": instead.text} if instead else None
    after = {"title": title, "text": text}
    note("questions.canned", f"canned:{row.id}", before=before, after=after)
    flash(_("เก็บ “%(title)s” แล้วค่ะ", title=title), "success")
    return redirect(url_for("questions.canned"))


def _fault(title: str, text: str) -> str:
    if not title or len(title) > LONGEST_TITLE:
        return str(_("ใส่ชื่อสั้น ๆ ไม่เกิน %(most)s ตัวอักษรค่ะ", most=LONGEST_TITLE))
    if not text or len(text) > LONGEST_TEXT:
        return str(_("ใส่ข้อความไม่เกิน %(most)s ตัวอักษรค่ะ", most=LONGEST_TEXT))
    if unknown := unknown_blanks(text):
        named = ", ".join(f"{{{name}}}" for name in unknown)
        return str(_("ไม่รู้จัก %(named)s ในข้อความค่ะ", named=named))
    return ""


def _canned(kept: Any = None, fault: str = "") -> str:
    mine = [one for one in sections() if officer().may(ANSWER, one.code)]
    return render_template(
        "staff/questions/canned.html",
        rows=canned_for(session(), officer().section),
        may_change=lambda row: officer().may(ANSWER, row.section or ""),
        choices=mine,
        for_all=officer().section is None,
        blanks=" ".join(f"{{{name}}}" for name in BLANKS),
        kept=kept or {},
        fault=fault,
    )


def _section() -> str | None:
    """The section a form is about; only who belongs to none may speak for all."""
    code = request.form.get("section", "") or officer().section
    if code is None:
        return None
    if code not in [one.code for one in sections()]:
        abort(400)
    demand(ANSWER, code)
    return code


def _named(section: str | None) -> str:
    return f"section:{section}" if section else "office"


def _until(text: str) -> datetime | None:
    """The moment of today written as 15:30; None for anything else."""
    try:
        at = time.fromisoformat(text)
    except ValueError:
        return None
    return datetime.combine(now().astimezone(BANGKOK).date(), at.replace(tzinfo=None), BANGKOK)


def _minutes() -> dict[str, Any]:
    return {
        "minutes": {name: questions.setting(session(), name) for name in LIMITS},
    }
