"""Papers of an order and evidence of its reports: brought, opened, taken away and brought back."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from flask import Response, abort, flash, redirect, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from handlers.office_papers import came, handed_out
from handlers.staff.order_acts import subject
from handlers.staff.order_case import order, page
from handlers.staff.visit import lent, needs, note, now, officer, session, takes_files
from handlers.staff.words import language
from models import office_files
from models.office_files import LARGEST, WrongFile
from models.orders import Order, OrderFile
from models.orders.reporting import FILES_MOST

MOST_BYTES = 3 * LARGEST  # of one form


@dataclass(frozen=True)
class Brought:
    """A file as it came, looked at and found good; not kept yet."""

    file_name: str
    content_type: str
    content: bytes


def brought() -> list[Brought]:
    """The files that came with this form; raises WrongFile for the first that is not taken."""
    first = islice(came(), FILES_MOST)
    return [Brought(name, office_files.examine(name, content), content) for name, content in first]


def bind(one: Order, files: Sequence[Brought]) -> None:
    """Keep these files with the order; raises WrongFile when the vault is away."""
    for each in files:
        number = lent().keep_file(each.file_name, each.content_type, each.content, officer().id)
        one.files.append(OrderFile(file=office_files.kept(session(), number, now())))
    session().flush()


@needs("orders.issue")
@takes_files(MOST_BYTES)
def attach(name: str) -> Any:
    """Add papers to an order."""
    one = order(name)
    if one.withdrawn_at is not None:
        abort(409)
    try:
        files = brought()
        room = FILES_MOST - sum(each.file.here for each in one.files)
        if not files or len(files) > room:
            fault = _("เลือกไฟล์ได้ 1–%(most)s ไฟล์ต่อข้อสั่งการค่ะ", most=FILES_MOST)
            return page(one, fault), 422
        with session().begin_nested():
            bind(one, files)
    except WrongFile as wrong:
        return page(one, wrong.said(language())), 422
    note("orders.attached", subject(one), after={"files": [each.file_name for each in files]})
    flash(_("แนบไฟล์แล้วค่ะ"), "success")
    return redirect(url_for("orders.show", name=name))


@needs("orders.read")
def file(name: str) -> Response:
    """A paper or a piece of evidence, as it came."""
    one = _file(name)
    return handed_out(one.file, lent().read_file(one.file.vault_name) if one.file.here else None)


@needs("orders.issue")
def remove_file(name: str) -> Any:
    """Take a paper off its order; the order's page offers to undo that until it is shredded."""
    one, of = _paper(name)
    one.file.remove(now())
    note("orders.detached", subject(of), before={"file": one.file.file_name})
    flash(_("นำไฟล์ออกแล้วค่ะ เอากลับได้จากรายการใต้ไฟล์แนบ"), "success")
    return redirect(url_for("orders.show", name=of.name))


@needs("orders.issue")
def bring_back_file(name: str) -> Any:
    """Undo that a paper was taken off; 404 once it is shredded."""
    one, of = _paper(name)
    one.file.bring_back()
    if not one.file.here:
        abort(404)
    note("orders.attached", subject(of), after={"files": [one.file.file_name]})
    return redirect(url_for("orders.show", name=of.name))


def _file(name: str) -> OrderFile:
    return session().scalar(select(OrderFile).where(OrderFile.name == name)) or abort(404)


def _paper(name: str) -> tuple[OrderFile, Order]:
    """A paper of an order, and that order; what an agency reported cannot be taken away."""
    one = _file(name)
    of = session().get(Order, one.order_id) if one.order_id else None
    session().refresh(one.file, with_for_update=True)  # the shredder waits, or was here
    return one, of or abort(404)
