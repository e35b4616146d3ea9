"""Writes the five forms: any officer Form 1 of their section, the others who keep the reports."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from handlers.staff.days import DayField
from handlers.staff.forms import Form
from handlers.staff.furniture import section_name
from handlers.staff.ideas_case import may_choose, mine, one_asked, own_sections
from handlers.staff.reports_evidence import year_asked
from handlers.staff.reports_evidence_words import clean
from handlers.staff.visit import needs, note, now, officer, session
from models import innovation
from models.innovation import FORMS, MOST_POINTS, Changed, FormField
from models.usage import Idea

LONGEST, LONGEST_LINE, MOST_PEOPLE = 8000, 500, 1_000_000_000
Words = dict[str, Any]


class Sheet(Form):
    """What every form has: the revision it was filled from."""

    seen = HiddenField()

    def words(self, which: int) -> Words:
        """The words to keep, from what stands in the fields."""
        return {place.name: _kept(self[place.name].data) for place in FORMS[which].fields}


@needs("ideas.write")
def new() -> Any:
    """Hand in an idea for this officer's section."""
    form = _blank()
    if not form.validate_on_submit():
        return _page(form, 1), 422 if form.errors else 200
    one = innovation.hand_in(
        session(), (year_asked(), form.section.data), form.words(1), officer(), now()
    )
    note("ideas.handed_in", f"idea:{one.id}", after={"title": one.title, "section": one.section})
    flash(_("ส่งความคิดเห็นแล้ว ขอบคุณค่ะ"), "success")
    return redirect(url_for("ideas.show", number=one.id))


@needs("ideas.write")
def edit(number: int, which: int) -> Any:
    """Write a form of an idea; a colleague's newer words are never written over."""
    one = one_asked(number, hold=request.method == "POST")
    if not (mine(one) if which == 1 else may_choose()):
        abort(403)
    standing = innovation.words_of(one, which)
    filled = {**_filled(which, standing), "seen": str(one.revision)}
    form = _sheet(which)(data=filled)
    if not form.validate_on_submit():
        return _page(form, which, one), 422 if form.errors else 200
    try:
        innovation.write(one, which, form.words(which), _number(form.seen.data), now())
    except Changed:
        theirs = _theirs(form, which, standing)
        flash(_("มีผู้แก้เรื่องนี้ระหว่างที่คุณเขียน ข้อความของคุณยังอยู่ในหน้านี้ กรุณาเทียบแล้วบันทึกอีกครั้งค่ะ"), "error")
        form.seen.raw_data, form.seen.data = None, str(one.revision)
        return _page(form, which, one, theirs), 409
    subject, after = f"idea:{number}", innovation.words_of(one, which)
    note("ideas.written", subject, before=standing, after=after)
    flash(_("บันทึกแล้วค่ะ"), "success")
    return redirect(url_for("ideas.show", number=number) + f"#form-{which}")


def _blank() -> Any:
    """Form 1 for a new idea, its proposer filled in."""
    form = _handing_in()(data={"proposer": officer().name, "section": officer().section})
    form.section.choices = [(code, section_name(code)) for code in own_sections()]
    return form


def _page(form: Any, which: int, one: Idea | None = None, theirs: object = None) -> str:
    return render_template(
        "staff/ideas/form.html", form=form, sheet=FORMS[which], idea=one, theirs=theirs,
        year=one.fiscal_year if one else year_asked(),
    )  # fmt: skip


@cache
def _sheet(which: int) -> Any:
    """The form of a sheet, a field for each of its places; only Form 1 must be whole at once."""
    places = {place.name: _field(place, whole=which == 1) for place in FORMS[which].fields}
    return type(f"Sheet{which}", (Sheet,), places)


@cache
def _handing_in() -> Any:
    section = SelectField(_later("ฝ่าย"), [InputRequired(_later("กรุณาเลือกฝ่ายค่ะ"))])
    return type("HandingIn", (_sheet(1),), {"section": section})


def _field(place: FormField, *, whole: bool) -> Any:
    must = whole and place.needed
    first = DataRequired(_later("กรุณากรอกช่องนี้ค่ะ")) if must else Optional()
    label = _later(place.label)
    if place.kind == "day":
        return DayField(label, [first])
    if place.kind == "points":
        return IntegerField(label, [first, NumberRange(0, MOST_POINTS)])
    if place.kind == "count":
        return IntegerField(label, [first, NumberRange(0, MOST_PEOPLE)])
    if place.kind == "line":
        return StringField(label, [first, Length(max=LONGEST_LINE)], [clean])
    return TextAreaField(label, [first, Length(max=LONGEST)], [clean], render_kw={"rows": 4})


def _filled(which: int, words: Mapping[str, Any]) -> Words:
    """What stands in the fields, from the words kept."""
    days = {place.name for place in FORMS[which].fields if place.kind == "day"}
    return {
        name: date.fromisoformat(value) if name in days and value else value
        for name, value in words.items()
    }


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _theirs(form: Any, which: int, standing: Words) -> list[tuple[str, str]]:
    """What a colleague wrote where one's own words differ: the field's name and their words."""
    own = form.words(which)
    return [
        (str(form[name].label.text), str(standing.get(name) or ""))
        for name in own
        if (own[name] or "") != (standing.get(name) or "")
    ]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
