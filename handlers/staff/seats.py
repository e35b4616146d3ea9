"""The desk of seats: how many may book each half-day, set by the heads of sections."""

from itertools import groupby
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.staff.appointment_words import day_name
from handlers.staff.procedure_case import today
from handlers.staff.seats_form import RuleForm, filled_from
from handlers.staff.seats_view import HalfDay, ahead, shown
from handlers.staff.seats_words import (
    CUT_OFFS,
    HALVES,
    MANAGE,
    choices,
    demand_manage,
    known,
    name_of,
    when,
)
from handlers.staff.visit import needs, note, officer, session
from models.appointments import OFFICE, SeatRule, add_rule, end_rule, rules_of
from models.officers import Officer

desk = Blueprint("seats", __name__, url_prefix="/staff/seats")
FIRST = {"seats": 30, "walk_in": 30, "lead_days": 1, "horizon_days": 30, "cut_off": 0}


@desk.get("/")
@needs("seats.manage")
def index() -> str:
    """Every rule that holds today or later, by service."""
    codes = [known(code) for _group, own in choices() for code, _name in own]
    rules = rules_of(session(), codes, today())
    found = [(service, list(own)) for service, own in groupby(rules, lambda one: one.service)]
    found.sort(key=lambda pair: codes.index(pair[0]))
    short = {service: sum(one.short for one in ahead(service)) for service, _own in found}
    return _page("index", found=found, short=short)


@desk.get("/of/<service>")
@needs("seats.manage")
def show(service: str) -> str:
    """What holds for a service in the days ahead."""
    asked = known(service)
    demand_manage(asked)
    return _page("show", service=asked, halves_ahead=_by_day(shown(ahead(asked))))


@desk.route("/add", methods=["GET", "POST"])
@needs("seats.manage")
def add() -> Any:
    """A new rule: filled in, looked at, then kept."""
    form = RuleForm(data=_first())
    if not form.validate_on_submit():
        return _page("add", form=form), 422 if form.is_submitted() else 200
    rule = form.rule()
    demand_manage(rule.service)
    if request.form.get("do") != "keep":
        return _looked_at(form, rule)
    add_rule(session(), rule)
    note("seats.added", _subject(rule), after=_facts(rule))
    flash(_("บันทึกจำนวนที่รับของ %(service)s แล้วค่ะ", service=name_of(rule.service)), "success")
    return redirect(url_for("seats.index"))


@desk.post("/<int:number>/end")
@needs("seats.manage")
def end(number: int) -> Any:
    """Take a rule back."""
    rule = session().get(SeatRule, number, with_for_update=True) or abort(404)
    demand_manage(rule.service)
    if rule.until_day is not None and rule.until_day < today():
        abort(409)
    note("seats.ended", _subject(rule), before=_facts(rule))
    end_rule(session(), rule, today())
    flash(_("เลิกใช้แล้วค่ะ ผู้ที่นัดไว้แล้วยังมาตามนัดเดิม"), "success")
    return redirect(url_for("seats.index"))


def notice(db: Session, who: Officer) -> tuple[str, str] | None:
    """What the first page tells heads: nobody can book until there are seats."""
    if not who.may(MANAGE) or db.scalar(select(func.count()).select_from(SeatRule)):
        return None
    sentence = _("ยังไม่ได้ตั้งจำนวนที่รับ ประชาชนจึงยังนัดหมายไม่ได้ค่ะ")
    return str(sentence), url_for("seats.index")


def _looked_at(form: RuleForm, rule: SeatRule) -> str:
    """What the rule would come to; it is not kept."""
    service = rule.service
    with session().begin_nested() as trial:
        add_rule(session(), rule)
        halves = ahead(service)
        rows = _by_day(shown(halves))
        page = _page(
            "look",
            form=form,
            service=service,
            when_told=when(rule),
            halves_ahead=rows,
            short=sum(one.short for one in halves),
        )
        trial.rollback()
    return page


def _page(name: str, **more: Any) -> str:
    return render_template(
        f"staff/seats/{name}.html",
        cut_offs=CUT_OFFS,
        day_name=day_name,
        halves=HALVES,
        name_of=name_of,
        office=OFFICE,
        today=today(),
        when=when,
        **more,
    )


def _by_day(halves: list[HalfDay]) -> list[tuple[Any, list[HalfDay]]]:
    return [(day, list(own)) for day, own in groupby(halves, lambda one: one.day)]


def _first() -> dict[str, Any]:
    """What the form begins with: a rule to change, or what many offices start with."""
    number = request.args.get("rule", type=int)
    rule = session().get(SeatRule, number) if number else None
    if rule:
        demand_manage(rule.service)
        return dict(filled_from(rule))
    mine = officer().section
    service = request.args.get("service") or (f"section:{mine}" if mine else OFFICE)
    return {**FIRST, "service": service, "from_day": today()}


def _subject(rule: SeatRule) -> str:
    return f"seats:{rule.service}"


def _facts(rule: SeatRule) -> dict[str, Any]:
    kept = ("seats", "walk_in", "half", "weekday", "lead_days", "horizon_days", "cut_off_minutes")
    days = {"from": str(rule.from_day), "until": rule.until_day and str(rule.until_day)}
    return {name: getattr(rule, name) for name in kept} | days
