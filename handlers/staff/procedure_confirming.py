"""The page on which a section confirms the facts of its procedures, a tick for each."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _

from handlers.staff import demand, needs, note, now, officer
from handlers.staff.content_words import told
from handlers.staff.fact_confirming import Told, confirmed, facts
from handlers.staff.furniture import here_with
from handlers.staff.procedure_case import KIND, Case, all_cases, case, today
from handlers.staff.procedure_words import name_of
from handlers.staff.sources import address_of, named
from handlers.staff.visit import session
from models import content
from models.content import State

AT_ONCE = 6  # procedures on a page, so that it is read and not only ticked


@dataclass(frozen=True)
class Sheet:
    """One procedure on the page: its facts that wait, and how many are confirmed already."""

    case: Case
    waiting: list[Told]
    confirmed: int


@needs("content.edit")
def confirm() -> Any:
    """What waits to be confirmed, of one procedure or of a section, those with most first."""
    if request.method == "POST":
        return _ticked()
    slug = request.args.get("slug", "")
    section = request.args.get("section", officer().section or "")
    chosen = [case(slug)] if slug else [c for c in all_cases() if section in ("", c.section)]
    sheets = [sheet(one) for one in chosen if officer().may("content.edit", one.section)]
    waiting = [one for one in sheets if one.waiting]
    return render_template(
        "staff/procedures/confirm.html",
        sheets=waiting[:AT_ONCE],
        more=len(waiting[AT_ONCE:]),
        counts=(sum(len(one.waiting) for one in sheets), sum(one.confirmed for one in sheets)),
        slug=slug,
        section=section,
        name_of=name_of,
        named=named,
        address_of=address_of,
    )


def sheet(one: Case) -> Sheet:
    """A procedure as the page shows it."""
    said = facts(one) if one.told else []
    waiting = [fact for fact in said if not fact.confirmed]
    return Sheet(one, waiting, len(said) - len(waiting))


def _ticked() -> Any:
    keys = request.form.getlist("fact")
    slugs = dict.fromkeys(key.partition(":")[0] for key in keys)
    sent, kept, changed = 0, 0, 0
    for one in map(case, slugs):
        demand("content.edit", one.section)
        ticked = [fact for fact in sheet(one).waiting if fact.key in keys]
        changed += sum(key.partition(":")[0] == one.slug for key in keys) - len(ticked)
        if ticked and _confirm(one, ticked):
            sent += len(ticked)
        elif ticked:
            kept += len(ticked)
    _tell(sent, kept, changed)
    return redirect(here_with())


def _confirm(one: Case, ticked: list[Told]) -> bool:
    """Write the ticks down; whether they are with the head now.

    What a colleague is still writing is not sent over their head.
    """
    page = confirmed(one.newest, ticked, officer().name, today())
    free = one.draft is None or one.draft.state == State.CHECKING
    try:
        with session().begin_nested():
            draft = _written(one, page)
            if free:
                content.submit(session(), draft, officer(), now())
    except content.Refused as refused:
        flash("\n".join([one.newest["name_th"], *told(refused)]), "error")
        return False
    after = {"confirmed": [f"{name_of(fact.field)}: {fact.words}" for fact in ticked]}
    note("content.submitted" if free else "content.saved", f"{KIND}:{one.slug}", after=after)
    return free


def _written(one: Case, page: dict[str, Any]) -> content.Version:
    if one.draft is None:
        return content.open_draft(session(), KIND, one.slug, one.section, page, officer(), now())
    content.save(session(), one.draft, page, officer(), now(), one.draft.revision)
    return one.draft


def _tell(sent: int, kept: int, changed: int) -> None:
    if sent:
        flash(_("ยืนยัน %(count)s ข้อ และส่งให้หัวหน้าตรวจแล้วค่ะ", count=sent), "success")
    if kept:
        words = _("%(count)s ข้ออยู่ในเรื่องที่มีร่างค้างอยู่ กรุณาดูที่ร่างของเรื่องนั้นแล้วส่งหัวหน้าค่ะ", count=kept)
        flash(words, "warning")
    if changed:
        words = _("%(count)s ข้อเพิ่งมีผู้แก้หรือยืนยันไปก่อน จึงไม่ได้เปลี่ยนค่ะ", count=changed)
        flash(words, "warning")
    if not (sent or kept or changed):
        flash(_("ยังไม่ได้เลือกข้อใดค่ะ"), "warning")
