"""Manuals to read here or print, and the poster by which people add the office as a friend."""

from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from handlers.staff import DESKS
from handlers.staff.reports_figures import office_name
from handlers.staff.reports_kpi import attached
from handlers.staff.reports_papers import MIMETYPES
from handlers.staff.visit import needs, officer
from models import manuals
from models.permissions import Role
from models.reports.pdf_papers import NoPress, press

desk = Blueprint("manuals", __name__, url_prefix="/staff/manuals")
READ = "content.read"


@desk.get("/")
@needs(READ)
def index() -> str:
    """The manuals with what each is about, and the poster's form."""
    return _page()


@desk.get(f"/<any({', '.join(manuals.NAMES)}):name>.pdf")
@needs(READ)
def manual(name: str) -> Any:
    """One manual, to print."""
    return _print(manuals.read(name))


@desk.get("/mine.pdf")
@needs("console")
def mine() -> Any:
    """The manual of whoever asks: an inspector and an agency's people have no desk of manuals."""
    return _print(manuals.own(Role(officer().role)))


@desk.get("/poster.pdf")
@needs(READ)
def poster() -> Any:
    """The poster with the QR of the LINE ID in the address, `?id=@…`."""
    if "id" not in request.args:
        return _page()
    line_id = request.args["id"].strip().lower()
    try:
        html = manuals.poster(office_name(), line_id)
    except ValueError:
        return _page(line_id=line_id, wrong=True), 422
    return _printed(html, "poster.pdf")


def _print(manual: manuals.Manual) -> Response | tuple[str, int]:
    return _printed(manuals.html_of(manual, office_name()), f"manual-{manual.name}.pdf")


def _printed(html: str, name: str) -> Response | tuple[str, int]:
    try:
        return attached(press(html), MIMETYPES["pdf"], name)
    except NoPress:
        return _page(fault=_("เครื่องนี้ยังพิมพ์ PDF ไม่ได้ กรุณาให้ผู้ดูแลระบบติดตั้ง Pango ก่อนค่ะ")), 503


def _page(**more: Any) -> str:
    told = {"line_id": "", "wrong": False, "fault": ""} | more
    mine = {desk.name: desk for desk in DESKS if officer().may(desk.permission)}
    return render_template("staff/manuals/index.html", manuals=manuals.manuals(), mine=mine, **told)
