"""What other channels counted, typed in or brought from a sheet; and before beside after."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from handlers.staff.days import DayField
from handlers.staff.figures_words import CHANNELS, NAMES
from handlers.staff.figures_year import month_asked, year_asked, years
from handlers.staff.forms import Form
from handlers.staff.procedure_case import today
from handlers.staff.reports_sheet import HEADS, SheetFaults, read_sheet
from handlers.staff.visit import needs, note, now, officer, session
from models import usage
from models.calendar import fiscal_year
from models.dates import BUDDHIST_ERA
from models.reports import formulas
from models.reports.formulas import NothingCounted, Result
from models.usage import CHANNELS as OTHERS
from models.usage import COUNTED, Baseline, Entry, Period

MOST = 1_000_000_000  # of anything in a month
ALL = "all"


class BaselineForm(Form):
    """A figure of before, to be frozen."""

    name = StringField(_later("ชื่อ"), [InputRequired(_later("กรุณาตั้งชื่อค่ะ")), Length(max=200)])
    channel = SelectField(_later("ช่องทาง"))
    what = SelectField(_later("สิ่งที่นับ"))
    first_day = DayField(_later("วันแรก"), [InputRequired(_later("กรุณาใส่วันที่ค่ะ"))])
    last_day = DayField(_later("วันสุดท้าย"), [InputRequired(_later("กรุณาใส่วันที่ค่ะ"))])
    count = IntegerField(
        _later("จำนวน"), [InputRequired(_later("กรุณาใส่จำนวนค่ะ")), NumberRange(0, MOST)]
    )
    source = StringField(
        _later("ที่มา"), [InputRequired(_later("กรุณาบอกที่มาค่ะ")), Length(max=300)],
        description=_later("เช่น แบบรายงาน เลขที่หนังสือ หรือสถิติของเพจ"),
    )  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """A baseline beside what was counted after; `result` None when either is not known."""

    baseline: Baseline
    after: int | None
    result: Result | None
    missing: list[str]
    """The months of the other channel nobody has entered."""


@needs("reports.write")
def index() -> str:
    """What was entered for the months of a fiscal year."""
    return _page()


@needs("reports.write")
def month(code: str) -> Any:
    """The figures of one month, channel by channel; empty is not counted, 0 is none."""
    period = month_asked(code)
    standing = {(one.channel, one.what): one.count for one in usage.entered(session(), period)
                if one.procedure is None}  # fmt: skip
    typed = {key: request.form.get("-".join(key), "").strip() for key in _cells()}
    wrong = {key for key, text in typed.items() if text and not _whole(text)}
    if request.method == "POST" and not wrong:
        changed = {key: int(text) for key, text in typed.items() if text}
        changed = {key: n for key, n in changed.items() if standing.get(key) != n}
        _enter([Entry(period, *key, count) for key, count in changed.items()])
        flash(_("บันทึกแล้ว %(count)s ตัวเลขค่ะ", count=len(changed)), "success")
        return redirect(url_for("reports.channels", year=fiscal_year(period.first)))
    values = typed if wrong else {key: str(standing.get(key, "")) for key in _cells()}
    page = render_template(
        "staff/reports/channel_month.html", tab="channels", period=period, code=code,
        values=values, wrong=wrong, channels=_names(), counted=COUNTED, names=NAMES,
    )  # fmt: skip
    return page, 422 if wrong else 200


@needs("reports.write")
def template() -> Response:
    """A sheet to fill in."""
    page = io.StringIO()
    page.write("\ufeff")
    writer = csv.writer(page)
    writer.writerow(HEADS)
    before = usage.month_before(today())
    month = f"{before.first.month}/{before.first.year + BUDDHIST_ERA}"
    for channel in OTHERS:
        writer.writerow([month, channel, "questions", ""])
    headers = {"Content-Disposition": 'attachment; filename="other-channels.csv"'}
    return Response(page.getvalue(), mimetype="text/csv", headers=headers)


@needs("reports.write")
def bring_in() -> Any:
    """Take over a whole sheet; with one fault in it, nothing of it."""
    file = request.files.get("sheet")
    if not file or not file.filename:
        return _page(faults=[_("กรุณาเลือกไฟล์ก่อนค่ะ")]), 422
    try:
        entries = read_sheet(file.read(), file.filename, today())
    except SheetFaults as refused:
        return _page(faults=refused.faults), 422
    _enter(entries)
    flash(_("นำเข้าแล้ว %(count)s ตัวเลขค่ะ", count=len(entries)), "success")
    return redirect(url_for("reports.channels"))


@needs("reports.write")
def compare() -> str:
    """Each figure of before beside the year asked for."""
    return _compared(_form())


@needs("reports.write")
def freeze() -> Any:
    """Keep a figure of before for good."""
    form = _form()
    first, last = form.first_day, form.last_day
    valid = form.validate_on_submit()
    if valid and first.data and last.data and last.data < first.data:
        form.last_day.errors = [_("วันสุดท้ายต้องไม่ก่อนวันแรกค่ะ")]
    if form.errors:
        return _compared(form), 422
    fields = {name: field.data for name, field in form._fields.items() if name != "csrf_token"}
    kept = usage.freeze(session(), Baseline(**fields, officer_id=officer().id, frozen_at=now()))
    note("reports.baseline", f"baseline:{kept.id}", after={"name": kept.name, "count": kept.count})
    flash(_("เก็บตัวเลขก่อนดำเนินการแล้วค่ะ"), "success")
    return redirect(url_for("reports.compare"))


def _enter(entries: list[Entry]) -> None:
    for entry in entries:
        usage.enter(session(), entry, officer(), now())
        subject = f"channel:{entry.month.first:%Y-%m}:{entry.channel}:{entry.what}"
        note("reports.channel", subject, after={"count": entry.count})


def _page(faults: list[str] | None = None) -> str:
    year = year_asked()
    rows = [one for one in usage.entered(session(), year.whole) if one.procedure is None]
    entered = {(one.month, one.channel, one.what): one.count for one in rows}
    return render_template(
        "staff/reports/channels.html", tab="channels", year=year, years=years(), entered=entered,
        channels=_names(), counted=COUNTED, names=NAMES, faults=faults or [], heads=HEADS,
    )  # fmt: skip


def _form() -> BaselineForm:
    form = BaselineForm()
    form.channel.choices = [(ALL, str(_("ทุกช่องทางรวมกัน"))), ("line", "LINE"), *_names().items()]
    form.what.choices = [(what, str(NAMES[what][0])) for what in COUNTED]
    return form


def _compared(form: BaselineForm) -> str:
    rows = [_beside(one, year_asked().whole) for one in usage.baselines(session())]
    return render_template(
        "staff/reports/compare.html", tab="compare", form=form, rows=rows, year=year_asked(),
        years=years(), channels={ALL: _("ทุกช่องทางรวมกัน"), "line": "LINE", **_names()}, names=NAMES,
    )  # fmt: skip


def _beside(before: Baseline, span: Period) -> Compared:
    """The same thing in this year; of every channel only when all of them are entered."""
    ways = [*OTHERS, "line"] if before.channel == ALL else [before.channel]
    counts = {way: _after(way, before.what, span) for way in ways}
    missing = [str(CHANNELS[way]) for way, count in counts.items() if count is None]
    after = None if missing else sum(count or 0 for count in counts.values())
    try:
        result = None if after is None else formulas.reduction(before.count, after)
    except NothingCounted:
        result = None
    return Compared(before, after, result, missing)


def _after(channel: str, what: str, span: Period) -> int | None:
    if channel != "line":
        return usage.total(session(), span, channel, what)
    return year_asked().total(what)


def _cells() -> list[tuple[str, str]]:
    return [(channel, what) for channel in OTHERS for what in COUNTED]


def _names() -> dict[str, str]:
    return {code: str(CHANNELS[code]) for code in OTHERS}


def _whole(text: str) -> bool:
    return text.isdecimal() and text.isascii() and int(text) <= MOST
