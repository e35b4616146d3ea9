"""What the head does with a draft, and its writer: send, publish, send back, give up."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from handlers.staff import demand, needs, note, now, officer
from handlers.staff.content_words import told
from handlers.staff.fault_words import said
from handlers.staff.procedure_case import KIND, Case, case
from handlers.staff.procedure_showing import Reason, page
from handlers.staff.procedure_words import changes
from handlers.staff.trying_out import tried_out
from handlers.staff.visit import session
from models import content
from models.content import Version


@needs("content.edit")
def submit(slug: str) -> Any:
    """Send the draft to the head."""

    def send(draft: Version) -> None:
        content.submit(session(), draft, officer(), now())
        note("content.submitted", f"{KIND}:{slug}")
        flash(_("ส่งให้หัวหน้าตรวจแล้วค่ะ"), "success")

    return _do(slug, "content.edit", send)


@needs("content.publish")
@tried_out
def publish(slug: str) -> Any:
    """Let citizens hear it."""
    one = case(slug)

    def go(draft: Version) -> None:
        before, after = _differing(one)
        warnings = content.publish(session(), draft, officer(), now(), seen=draft.revision)
        note("content.published", f"{KIND}:{slug}", before=before, after=after)
        flash(_("เผยแพร่แล้วค่ะ ประชาชนจะเห็นข้อมูลใหม่ภายในไม่กี่วินาที"), "success")
        for warning in warnings:
            flash(said(warning), "warning")

    return _do(slug, "content.publish", go)


@needs("content.publish")
def reject(slug: str) -> Any:
    """Send it back with a reason."""
    form = Reason()
    one = case(slug)
    demand("content.publish", one.section)
    if not form.validate():
        return page(one, form), 422

    def send_back(draft: Version) -> None:
        content.reject(session(), draft, officer(), now(), form.note.data.strip())
        note("content.rejected", f"{KIND}:{slug}", after={"note": form.note.data.strip()})
        flash(_("ส่งกลับให้แก้แล้วค่ะ"), "success")

    return _do(slug, "content.publish", send_back)


@needs("content.edit")
def discard(slug: str) -> Any:
    """Give the draft up."""

    def drop(draft: Version) -> None:
        content.discard(session(), draft, officer(), now())
        note("content.discarded", f"{KIND}:{slug}")
        flash(_("ทิ้งร่างแล้วค่ะ ยังดูได้ในประวัติ"), "success")

    return _do(slug, "content.edit", drop)


def _do(slug: str, permission: str, deed: Callable[[Version], None]) -> Any:
    """Do it to the open draft the officer has seen, or say kindly why not; then show the case."""
    one = case(slug)
    demand(permission, one.section)
    if one.draft is None:
        flash(_("ไม่มีร่างที่เปิดอยู่แล้วค่ะ อาจมีผู้เผยแพร่หรือทิ้งร่างไปก่อน"), "warning")
    elif request.form.get("seen") != one.seen:
        flash(_("ร่างนี้เพิ่งมีผู้แก้ไข กรุณาอ่านฉบับล่าสุดก่อนแล้วทำอีกครั้งค่ะ"), "warning")
    else:
        try:
            deed(one.draft)
        except content.Refused as refused:
            session().rollback()
            flash("\n".join(told(refused)), "error")
    return redirect(url_for("procedures.show", slug=slug))


def _differing(one: Case) -> tuple[dict[str, Any], dict[str, Any]]:
    if one.draft is None:
        abort(409)
    before, after = one.told or {}, one.draft.page
    names = [change.field for change in changes(before, after)]
    return {n: before.get(n) for n in names}, {n: after.get(n) for n in names}
