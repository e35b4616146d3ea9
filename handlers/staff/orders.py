"""The desk of orders: what was ordered, which agencies reported, and what waits to be looked at."""

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session

from handlers.staff import (
    needs,
    order_acts,
    order_agencies,
    order_answers,
    order_case,
    order_contacts,
    order_figures,
    order_form,
    order_import,
    order_papers,
    order_rounds,
    session,
)
from handlers.staff.order_words import REVIEW, words
from handlers.staff.procedure_case import today
from models.officers import Officer
from models.orders import Review, Source, Status, agencies, issuing
from models.orders.counting import waiting_for_review, years
from models.orders.finding import Wanted, find, next_waiting

desk = Blueprint("orders", __name__, url_prefix="/staff/orders")
PAGE = 20  # orders

for address, view in (
    ("/<name>/sort", order_acts.sort),
    ("/<name>/withdraw", order_acts.withdraw),
    ("/<name>/reinstate", order_acts.reinstate),
    ("/<name>/files", order_papers.attach),
    ("/files/<name>/remove", order_papers.remove_file),
    ("/files/<name>/bring-back", order_papers.bring_back_file),
    ("/answers/<name>/remark", order_answers.remark),
    ("/import/<name>/confirm", order_import.import_confirm),
    ("/rounds/open", order_rounds.open_round),
    ("/rounds/<int:number>/redate", order_rounds.redate_round),
    ("/rounds/<int:number>/remove", order_rounds.remove_round),
    ("/agencies/add", order_agencies.add_agency),
    ("/agencies/<int:number>/rename", order_agencies.rename_agency),
    ("/agencies/<int:number>/switch", order_agencies.switch_agency),
    ("/agencies/<int:number>/contacts", order_contacts.add_contact),
    ("/contacts/<int:number>/change", order_contacts.change_contact),
    ("/contacts/<int:number>/code", order_contacts.contact_code),
    ("/contacts/<int:number>/let-go", order_contacts.let_go),
):
    desk.add_url_rule(address, view_func=view, methods=["POST"])
for address, look in (
    ("/<name>", order_case.show),
    ("/rounds", order_rounds.rounds),
    ("/agencies", order_agencies.agencies),
    ("/answers/<name>", order_answers.answer),
    ("/files/<name>", order_papers.file),
    ("/agencies/<int:number>", order_agencies.agency),
):
    desk.add_url_rule(address, view_func=look)
desk.add_url_rule("/figures", view_func=order_figures.figures)
desk.add_url_rule("/figures/paper.<any(docx, pdf):kind>", view_func=order_figures.paper)
desk.add_url_rule("/figures/orders.<any(csv, xlsx):kind>", view_func=order_figures.export)
desk.add_url_rule("/import/form.xlsx", "import_form", order_import.form)
desk.add_url_rule("/import", "import_sheet", order_import.bring, methods=["GET", "POST"])
for address, form in (
    ("/new", order_form.new),
    ("/<name>/edit", order_form.edit),
):
    desk.add_url_rule(address, view_func=form, methods=["GET", "POST"])


@desk.get("/")
@needs("orders.read")
def index() -> str:
    """The orders asked for, a page at a time."""
    wanted = asked()
    page = max(request.args.get("page", 1, type=int), 1)
    rows, count = find(session(), wanted, today(), page=page, size=PAGE)
    return render_template(
        "staff/orders/index.html",
        rows=rows,
        count=count,
        page=page,
        pages=-(-count // PAGE),
        wanted=wanted,
        years=years(session()),
        rounds=issuing.rounds(session()),
        agencies=agencies.agencies(session()),
        unseen=waiting_for_review(session()),
        following=next_waiting(session()),
        **words(),
    )


def asked() -> Wanted:
    """What the address asks for; what makes no sense is not asked."""
    given = request.args
    return Wanted(
        fiscal_year=given.get("year", type=int),
        round_id=given.get("round", type=int),
        source=given.get("source", type=Source),
        kind=given.get("kind", type=int),
        factor=given.get("factor", type=int),
        status=given.get("status", type=Status),
        review=given.get("review", type=Review),
        agency_id=given.get("agency", type=int),
        late=bool(given.get("late")),
        withdrawn=bool(given.get("withdrawn")),
        text=given.get("q", "").strip()[:200],
    )


def waiting(db: Session, who: Officer) -> int:
    """How many reports of agencies wait for an inspector to look at them."""
    return waiting_for_review(db) if who.may(REVIEW) else 0
