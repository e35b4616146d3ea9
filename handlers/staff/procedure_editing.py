"""Writing in a procedure: one form, whose rows come and go, and whose words are never lost."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from handlers.staff import demand, needs, note, now, officer, procedure_paper, procedure_rows
from handlers.staff.content_words import told
from handlers.staff.films import film_at
from handlers.staff.procedure_case import KIND, Case, case, today
from handlers.staff.procedure_fields import ProcedureForm
from handlers.staff.procedure_words import Change, changes, name_of
from handlers.staff.visit import session
from models import content
from models.content import State


@needs("content.edit")
def edit(slug: str) -> Any:
    """The form; on POST, what the pressed button says: save, save and send, or change a row."""
    one = case(slug)
    demand("content.edit", one.section)
    if request.method == "GET":
        return _page(one, _filled(procedure_paper.filled(one.newest), one.seen))
    form = ProcedureForm()
    asked = request.form.get("do", "save")
    if asked not in ("save", "send"):
        return _other_rows(one, form, asked)
    if not form.validate():
        return _page(one, form), 422
    if form.seen.data != one.seen:
        return _both(one, form)
    return _saved(one, form, send=asked == "send")


def _saved(one: Case, form: ProcedureForm, *, send: bool) -> Any:
    page = _written(one, form)
    if page == one.newest and not send:
        flash(_("ไม่มีอะไรเปลี่ยน จึงไม่ได้บันทึกร่างใหม่ค่ะ"), "info")
        return redirect(url_for("procedures.show", slug=one.slug))
    try:
        draft = _keep(one, page)
        if send:
            content.submit(session(), draft, officer(), now())
    except (content.Changed, content.AlreadyOpen):
        session().rollback()
        return _both(case(one.slug), form)
    except content.Refused as refused:
        return _page(one, form, told(refused)), 422
    _note(one, page, "content.submitted" if send else "content.saved")
    flash(_("ส่งให้หัวหน้าตรวจแล้วค่ะ") if send else _("บันทึกร่างแล้วค่ะ"), "success")
    return redirect(url_for("procedures.show", slug=one.slug))


def _keep(one: Case, page: dict[str, Any]) -> content.Version:
    if one.draft is None:
        return content.open_draft(session(), KIND, one.slug, one.section, page, officer(), now())
    if page != one.draft.page or one.draft.state != State.DRAFT:
        content.save(session(), one.draft, page, officer(), now(), one.draft.revision)
        session().flush()
    return one.draft


def _note(one: Case, page: dict[str, Any], action: str) -> None:
    differing = [change.field for change in changes(one.newest, page)]
    before = {name: one.newest.get(name) for name in differing}
    after = {name: page.get(name) for name in differing}
    note(action, f"{KIND}:{one.slug}", before=before, after=after)


def _other_rows(one: Case, form: ProcedureForm, asked: str) -> Any:
    """The form again with a row more, fewer or elsewhere, or with a field as the other wrote it."""
    data = form.data
    if asked.startswith("take:"):
        name = asked.removeprefix("take:")
        theirs = procedure_paper.filled(one.newest)
        if name in data:
            data[name] = theirs.get(name)
        return _both(one, _filled(data, form.seen.data), status=200)
    focus = procedure_rows.act(data, asked)
    if focus is None:
        return _page(one, form, [_("ไม่รู้จักปุ่มนี้ค่ะ กรุณาโหลดหน้าใหม่")]), 422
    return _page(one, _filled(procedure_paper.again(data), form.seen.data), focus=focus)


def _both(one: Case, form: ProcedureForm, status: int = 409) -> Any:
    """Somebody saved in between: both are shown, and nothing is lost on either side."""
    mine = _written(one, form)
    again = _filled(procedure_paper.filled(mine), one.seen)
    return _page(one, again, differing=changes(one.newest, mine)), status


def _written(one: Case, form: ProcedureForm) -> dict[str, Any]:
    signer = procedure_paper.Signer(officer().name, today())
    return procedure_paper.written(form.data, one.newest, signer)


def _filled(data: dict[str, Any], seen: str) -> ProcedureForm:
    return ProcedureForm(formdata=None, data={**data, "seen": seen})


def _named(identity: str) -> str:
    """What officers call a field by its id, e.g. "documents-1-th": the second paper."""
    name, _dash, rest = identity.partition("-")
    number = rest.partition("-")[0]
    return f"{name_of(name)} {int(number) + 1}" if number.isdecimal() else name_of(name)


def _page(
    one: Case,
    form: ProcedureForm,
    faults: list[str] | None = None,
    *,
    focus: str = "",
    differing: list[Change] | None = None,
) -> str:
    return render_template(
        "staff/procedures/edit.html",
        case=one,
        form=form,
        faults=faults or [],
        wrong=[(name, f"{_named(name)}: {words}") for name, words in form.wrong()],
        focus=focus,
        differing=differing,
        film=film_at(form.clip.data, form.clip_preview.data),
    )
