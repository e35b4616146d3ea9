"""One order on the desk: what it says, what it is taken for, and how far each agency is."""

from typing import Any

from flask import abort, render_template
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from handlers.staff.order_words import words
from handlers.staff.visit import needs, session
from models import office_files
from models.office_files import ACCEPT
from models.orders import Addressee, Agency, Order, issuing
from models.orders.reporting import FILES_MOST
from models.orders.suggesting import suggest


def order(name: str) -> Order:
    """The order of this name; 404 when there is none."""
    return session().scalar(select(Order).where(Order.name == name)) or abort(404)


@needs("orders.read")
def show(name: str) -> str:
    """What it says and where each agency is with it."""
    return page(order(name))


def page(one: Order, fault: str = "", **kept: Any) -> str:
    """The page of an order; `fault` and what was filled in when something could not be taken."""
    rows = select(Addressee).join(Addressee.agency).options(selectinload(Addressee.agency))
    answers = session().scalars(rows.where(Addressee.order == one).order_by(Agency.name)).all()
    return render_template(
        "staff/orders/show.html",
        order=one,
        answers=answers,
        files=[each for each in one.files if each.file.here],
        removed=[each for each in one.files if each.file.can_come_back],
        undo_within=office_files.UNDO_WITHIN,
        fault=fault,
        kept=kept,
        accept=ACCEPT,
        files_most=FILES_MOST,
        **words(),
    )


def propose(one: Order) -> None:
    """Let the machine say what it takes the order for, as long as nobody sorted it."""
    if one.sorted_at is None:
        found = suggest(session(), one.text)
        issuing.propose(one, found.kind, found.factors)
