"""The history of a procedure: who wrote, checked and published what, and the way back."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from handlers.staff import demand, needs, note, now, officer
from handlers.staff.content_words import state_name, told
from handlers.staff.procedure_case import KIND, Page, case, starter_page
from handlers.staff.procedure_words import FIELD_NAMES, changes, lines, name_of
from handlers.staff.visit import session
from models import content
from models.content import Version

STARTER = 0  # the number of the edition the office began with


@needs("content.read")
def history(slug: str) -> str:
    """Every version, newest first, the starter pack's last."""
    one = case(slug)
    versions = content.history(session(), KIND, slug)
    return render_template(
        "staff/procedures/history.html",
        case=one,
        versions=versions,
        starter=starter_page(slug),
        state_name=state_name,
    )


@needs("content.read")
def version(slug: str, number: int) -> str:
    """One version, and how it differs from what citizens are told now."""
    one = case(slug)
    page, row = _find(slug, number)
    fields = [(name_of(name), lines(name, page)) for name in FIELD_NAMES]
    return render_template(
        "staff/procedures/version.html",
        case=one,
        number=number,
        version=row,
        changes=changes(one.told, page),
        fields=[(name, said) for name, said in fields if said],
        state_name=state_name,
    )


@needs("content.edit")
def revert(slug: str, number: int) -> Any:
    """A new draft that says what this version said; it goes to the head like any other."""
    one = case(slug)
    demand("content.edit", one.section)
    page, row = _find(slug, number)
    try:
        if row is None:
            content.open_draft(session(), KIND, slug, one.section, page, officer(), now())
        else:
            content.revert(session(), row, officer(), now())
    except content.Refused as refused:
        session().rollback()
        flash("\n".join(told(refused)), "error")
        return redirect(url_for("procedures.history", slug=slug))
    note("content.reverted", f"{KIND}:{slug}", after={"version": number})
    flash(_("เปิดร่างตามฉบับนี้แล้วค่ะ ตรวจดูแล้วส่งให้หัวหน้าเผยแพร่"), "success")
    return redirect(url_for("procedures.show", slug=slug))


def _find(slug: str, number: int) -> tuple[Page, Version | None]:
    page = starter_page(slug)
    if number == STARTER and page is not None:
        return page, None
    found = session().get(Version, number)
    if found is None or (found.kind, found.slug) != (KIND, slug):
        abort(404)
    return found.page, found
