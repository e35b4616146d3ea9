"""What other channels counted, typed in or brought from a sheet."""

import csv
import io
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from handlers.staff.figures_words import CHANNELS, NAMES, wording
from handlers.staff.figures_year import month_asked, year_asked, years
from handlers.staff.procedure_case import today
from handlers.staff.reports_sheet import HEADS, SheetFaults, is_count, read_sheet, written
from handlers.staff.visit import needs, note, now, officer, session
from models import usage
from models.calendar import fiscal_year
from models.dates import BUDDHIST_ERA
from models.usage import CHANNELS as OTHERS
from models.usage import COUNTED, Entry


@needs("reports.write")
def index() -> str:
    """What was entered for the months of a fiscal year."""
    return _page()


@needs("reports.write")
def month(code: str) -> Any:
    """The figures of one month, channel by channel; empty is not counted, 0 is none.

    `?procedure=` asks for those of one procedure alone.
    """
    period, procedures = month_asked(code), wording()["procedure"]
    of = request.args.get("procedure") or None
    if of is not None and of not in procedures:
        abort(404)
    standing = {(one.channel, one.what): one.count for one in usage.entered(session(), period)
                if one.procedure == of}  # fmt: skip
    typed = {key: request.form.get("-".join(key), "").strip() for key in _cells()}
    wrong = {key for key, text in typed.items() if text and not is_count(text)}
    if request.method == "POST" and not wrong:
        changed = {key: int(text) for key, text in typed.items() if text}
        changed = {key: n for key, n in changed.items() if standing.get(key) != n}
        _enter([Entry(period, *key, count, of) for key, count in changed.items()])
        flash(_("บันทึกแล้ว %(count)s ตัวเลขค่ะ", count=len(changed)), "success")
        return redirect(url_for("reports.channels", year=fiscal_year(period.first)))
    values = typed if wrong else {key: str(standing.get(key, "")) for key in _cells()}
    page = render_template(
        "staff/reports/channel_month.html", tab="channels", period=period, code=code,
        values=values, wrong=wrong, channels=_names(), counted=COUNTED, names=NAMES,
        procedures=procedures, of=of,
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
        writer.writerow([month, written(channel), written("questions"), "", ""])
    headers = {"Content-Disposition": 'attachment; filename="other-channels.csv"'}
    return Response(page.getvalue(), mimetype="text/csv", headers=headers)


@needs("reports.write")
def bring_in() -> Any:
    """Take over a whole sheet; with one fault in it, nothing of it."""
    file = request.files.get("sheet")
    if not file or not file.filename:
        return _page(faults=[_("กรุณาเลือกไฟล์ก่อนค่ะ")]), 422
    try:
        known = wording()["procedure"]
        entries = read_sheet(file.read(), file.filename, today(), known)
    except SheetFaults as refused:
        return _page(faults=refused.faults), 422
    _enter(entries)
    flash(_("นำเข้าแล้ว %(count)s ตัวเลขค่ะ", count=len(entries)), "success")
    return redirect(url_for("reports.channels"))


def _enter(entries: list[Entry]) -> None:
    for entry in entries:
        usage.enter(session(), entry, officer(), now())
        of = f":{entry.procedure}" if entry.procedure else ""
        subject = f"channel:{entry.month.first:%Y-%m}:{entry.channel}:{entry.what}{of}"
        note("reports.channel", subject, after={"count": entry.count})


def _page(faults: list[str] | None = None) -> str:
    year = year_asked()
    rows = [one for one in usage.entered(session(), year.whole) if one.procedure is None]
    entered = {(one.month, one.channel, one.what): one.count for one in rows}
    return render_template(
        "staff/reports/channels.html", tab="channels", year=year, years=years(), entered=entered,
        channels=_names(), counted=COUNTED, names=NAMES, faults=faults or [], heads=HEADS,
    )  # fmt: skip


def _cells() -> list[tuple[str, str]]:
    return [(channel, what) for channel in OTHERS for what in COUNTED]


def _names() -> dict[str, str]:
    return {code: str(CHANNELS[code]) for code in OTHERS}
