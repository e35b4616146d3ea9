"""Before beside after: figures of before are frozen, and laid beside the year asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from handlers.staff.days import DayField
from handlers.staff.figures_words import CHANNELS, NAMES, wording
from handlers.staff.figures_year import Year, year_asked, years
from handlers.staff.forms import Form
from handlers.staff.procedure_case import today
from handlers.staff.reports_sheet import LARGEST_COUNT
from handlers.staff.visit import needs, note, now, officer, session
from models import usage
from models.reports import formulas
from models.reports.formulas import NothingCounted, Result
from models.usage import CHANNELS as OTHERS
from models.usage import COUNTED, Baseline, comparing
from models.usage.channels import ALL
from models.usage.comparing import LINE, Compared


class BaselineForm(Form):
    """A figure of before, to be frozen."""

    name = StringField(_later("ชื่อ"), [InputRequired(_later("กรุณาตั้งชื่อค่ะ")), Length(max=200)])
    channel = SelectField(_later("ช่องทาง"))
    what = SelectField(_later("สิ่งที่นับ"))
    procedure = SelectField(_later("กระบวนงาน"), default="")
    first_day = DayField(_later("วันแรก"), [InputRequired(_later("กรุณาใส่วันที่ค่ะ"))])
    last_day = DayField(_later("วันสุดท้าย"), [InputRequired(_later("กรุณาใส่วันที่ค่ะ"))])
    count = IntegerField(
        _later("จำนวน"), [InputRequired(_later("กรุณาใส่จำนวนค่ะ")), NumberRange(0, LARGEST_COUNT)]
    )
    source = StringField(
        _later("ที่มา"), [InputRequired(_later("กรุณาบอกที่มาค่ะ")), Length(max=300)],
        description=_later("เช่น แบบรายงาน เลขที่หนังสือ หรือสถิติของเพจ"),
    )  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A comparison with its sums: as counted, and of the monthly averages if lengths differ."""

    compared: Compared
    result: Result | None
    each_month: Result | None

    def missing(self, ways: Mapping[str, str]) -> list[str]:
        """What the channels are called that nobody entered a month of."""
        return [ways[way] for way in self.compared.missing]


@needs("reports.write")
def compare() -> str:
    """Each figure of before beside the year asked for; `?part=1` for the comparisons alone."""
    year = year_asked()
    if "part" in request.args:
        return _shown("compared", year)
    return _shown("compare", year, _form())


@needs("reports.write")
def freeze() -> Any:
    """Keep a figure of before for good."""
    form = _form()
    first, last = form.first_day, form.last_day
    valid = form.validate_on_submit()
    if valid and first.data and last.data and last.data < first.data:
        form.last_day.errors = [_("วันสุดท้ายต้องไม่ก่อนวันแรกค่ะ")]
    if form.errors:
        return _shown("compare", year_asked(), form), 422
    fields = {name: field.data for name, field in form._fields.items() if name != "csrf_token"}
    fields["procedure"] = fields["procedure"] or None
    kept = usage.freeze(session(), Baseline(**fields, officer_id=officer().id, frozen_at=now()))
    note("reports.baseline", f"baseline:{kept.id}", after={"name": kept.name, "count": kept.count})
    flash(_("เก็บตัวเลขก่อนดำเนินการแล้วค่ะ"), "success")
    return redirect(url_for("reports.compare"))


def _form() -> BaselineForm:
    form = BaselineForm()
    form.channel.choices = list(_ways().items())
    form.what.choices = [(what, str(NAMES[what][0])) for what in COUNTED]
    form.procedure.choices = [("", str(_("ทุกกระบวนงาน"))), *wording()["procedure"].items()]
    return form


def _ways() -> dict[str, str]:
    others = {code: str(CHANNELS[code]) for code in OTHERS}
    return {ALL: str(_("ทุกช่องทางรวมกัน")), LINE: "LINE", **others}


def _shown(page: str, year: Year, form: BaselineForm | None = None) -> str:
    return render_template(
        f"staff/reports/{page}.html", tab="compare", form=form, year=year, years=years(),
        rows=[] if year.counting else _rows(year), ways=_ways(), names=NAMES, formulas=formulas,
        procedures=wording()["procedure"],
    )  # fmt: skip


def _rows(year: Year) -> list[Row]:
    months = [(month.period, month.figures) for month in year.months]
    return [_row(one) for one in comparing.compare(session(), months, today())]


def _row(one: Compared) -> Row:
    way, result, each = one.way, None, None
    try:
        if way.after is not None:
            result = formulas.reduction(way.before or 0, way.after)
            each = formulas.reduction_each_month(way) if way.uneven else None
    except NothingCounted:
        pass
    return Row(one, result, each)
