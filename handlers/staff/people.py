"""The administrator's desk: who may use the console, as what, and how they are let in."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    Email,
    InputRequired,
    Length,
    Optional,
    Regexp,
    ValidationError,
)

from handlers.staff.forms import Form
from handlers.staff.furniture import section_name, sections
from handlers.staff.invitations import link
from handlers.staff.visit import needs, note, now, officer, session
from models import officers
from models.officers import LastAdministrator, NameTaken, Officer
from models.orders.agencies import agencies
from models.permissions import Role

desk = Blueprint("people", __name__, url_prefix="/staff/people")
FIELDS = ("name", "username", "email", "role", "section", "agency_id")


def _plain(value: str | None) -> str | None:
    return value.strip().lower() or None if value else None


class Person(Form):
    """Who somebody is, and what they are in the console."""

    name = StringField(
        _later("ชื่อและนามสกุล"),
        [DataRequired(_later("กรุณาใส่ชื่อค่ะ")), Length(max=120)],
        filters=[lambda value: value and value.strip()],
    )
    username = StringField(
        _later("ชื่อผู้ใช้"),
        [
            InputRequired(_later("กรุณาใส่ชื่อผู้ใช้ค่ะ")),
            Regexp(
                officers.USERNAME.pattern + r"\Z",
                message=_later("ใช้ a–z 0–9 จุด ขีด 3–32 ตัว ขึ้นต้นด้วยตัวอักษรหรือตัวเลขค่ะ"),
            ),
        ],
        filters=[_plain],
        description=_later("ใช้เข้าสู่ระบบ เช่น somchai.j"),
        render_kw={"autocomplete": "off", "autocapitalize": "none"},
    )
    email = StringField(
        _later("อีเมล (ไม่บังคับ)"),
        [Optional(), Length(max=200), Email(_later("อีเมลไม่ถูกต้องค่ะ"))],
        filters=[_plain],
        description=_later("ใช้แทนชื่อผู้ใช้ได้ ระบบไม่ส่งอีเมล"),
        render_kw={"autocomplete": "off", "autocapitalize": "none"},
    )
    role = SelectField(_later("หน้าที่"))
    section = SelectField(
        _later("ฝ่าย"), description=_later("เฉพาะเจ้าหน้าที่และหัวหน้าฝ่าย แก้ไขได้เฉพาะเรื่องของฝ่ายนี้")
    )
    agency = SelectField(
        _later("หน่วยงาน"),
        description=_later("เฉพาะผู้รายงานของหน่วยงาน เห็นข้อสั่งการของหน่วยงานนี้เท่านั้น"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [SelectChoice(role.value, _(role.name_th)) for role in Role]
        named = [SelectChoice(one.code, section_name(one.code)) for one in sections()]
        self.section.choices = [SelectChoice("", _("ทุกฝ่าย")), *named]
        theirs = self.agency.data  # an agency switched off stays the agency of its people
        known = [one for one in agencies(session()) if one.active or str(one.id) == str(theirs)]
        offered = [SelectChoice(str(one.id), one.name) for one in known]
        self.agency.choices = [SelectChoice("", _("ไม่ใช่คนของหน่วยงาน")), *offered]

    def validate_section(self, field: SelectField) -> None:
        """Officers and heads belong to a section; the others to none."""
        if self.role.data not in set(Role):
            return  # its own field says so
        if not Role(self.role.data).of_section:
            field.data = ""
        elif not field.data:
            raise ValidationError(_("กรุณาเลือกฝ่ายค่ะ"))

    def validate_agency(self, field: SelectField) -> None:
        """A reporter belongs to an agency; nobody else does."""
        if self.role.data != Role.AGENCY:
            field.data = ""
        elif not field.data:
            raise ValidationError(_("กรุณาเลือกหน่วยงานค่ะ"))

    def write_on(self, person: Officer) -> bool:
        """Put what was filled in on the officer; False, and why beside the field, if not."""
        person.name, person.username = self.name.data, self.username.data
        person.email, person.role = self.email.data, Role(self.role.data)
        person.section = self.section.data or None
        person.agency_id = int(self.agency.data) if self.agency.data else None
        try:
            officers.keep_names_apart(session(), person)
        except NameTaken as taken:
            self[taken.field].errors = [_("มีเจ้าหน้าที่คนอื่นใช้อยู่แล้วค่ะ")]
            return False
        return True


@desk.get("/")
@needs("people.manage")
def index() -> str:
    """Everybody who has, or had, a place in the console."""
    return render_template(
        "staff/people/index.html", people=officers.everybody(session()), moment_now=now()
    )


@desk.route("/new", methods=["GET", "POST"])
@needs("people.manage")
def new() -> Any:
    """Invite somebody."""
    asked = request.args.get("role", Role.OFFICER)
    form = Person(role=asked, agency=request.args.get("agency", ""))
    person = Officer(created_at=now())
    if form.validate_on_submit() and form.write_on(person):
        secret = person.invite(now())
        session().add(person)
        session().flush()  # the audit row names its officer
        note("officer.invited", _subject(person), after=_facts(person))
        return _hand_over(person, secret)
    page = render_template("staff/people/new.html", form=form)
    return page, 422 if form.is_submitted() else 200


@desk.route("/<int:number>", methods=["GET", "POST"])
@needs("people.manage")
def edit(number: int) -> Any:
    """Change who somebody is, or what they are."""
    person = _person(number)
    before = _facts(person)
    form = Person(obj=person, agency=str(person.agency_id or ""))
    with session().no_autoflush:
        if form.validate_on_submit() and form.write_on(person) and _still_managed(person, before):
            after = _facts(person)
            note("officer.changed", _subject(person), before=before, after=after)
            flash(_("บันทึกแล้วค่ะ"), "success")
            return redirect(url_for("people.index"))
    if form.is_submitted():
        session().expire(person)  # nothing of a refused form may reach the database
    page = render_template("staff/people/edit.html", form=form, person=person)
    return page, 422 if form.is_submitted() else 200


@desk.post("/<int:number>/reset")
@needs("people.manage")
def reset(number: int) -> str:
    """Shut somebody out and give them a new link; also takes their second factor off."""
    person = _person(number)
    if not person.active or person.id == officer().id:
        abort(409)
    secret = person.invite(now())
    note("officer.reset", _subject(person))
    return _hand_over(person, secret)


@desk.post("/<int:number>/deactivate")
@needs("people.manage")
def deactivate(number: int) -> Any:
    """Shut somebody out for good."""
    if number == officer().id:
        abort(409)
    try:
        officers.keep_an_administrator(session(), number)
    except LastAdministrator:
        abort(409)
    person = _person(number)
    person.deactivate()
    note("officer.deactivated", _subject(person))
    flash(_("ระงับ %(name)s แล้วค่ะ", name=person.name), "success")
    return redirect(url_for("people.index"))


@desk.post("/<int:number>/activate")
@needs("people.manage")
def activate(number: int) -> str:
    """Let somebody back in, by a new link."""
    person = _person(number)
    person.active = True
    secret = person.invite(now())
    note("officer.activated", _subject(person))
    return _hand_over(person, secret)


def _hand_over(person: Officer, secret: str) -> str:
    """The only page that ever shows the link."""
    return render_template("staff/people/link.html", person=person, link=link(secret))


def _still_managed(person: Officer, before: dict[str, Any]) -> bool:
    """Whether an administrator is left when this one becomes something else."""
    if before["role"] == Role.ADMINISTRATOR and person.role != Role.ADMINISTRATOR:
        try:
            officers.keep_an_administrator(session(), person.id)
        except LastAdministrator:
            flash(_("ต้องมีผู้ดูแลระบบอย่างน้อยหนึ่งคนค่ะ"), "error")
            return False
    return True


def _person(number: int) -> Officer:
    return session().get(Officer, number, with_for_update=True) or abort(404)


def _subject(person: Officer) -> str:
    return f"officer:{person.username}"


def _facts(person: Officer) -> dict[str, Any]:
    return {field: getattr(person, field) for field in FIELDS}
