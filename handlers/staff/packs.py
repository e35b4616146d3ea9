"""The desk of content packs: give ours to another district, or take theirs over as drafts."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import FileField

from handlers.staff import needs, note, now, officer, session
from handlers.staff.fault_words import said
from handlers.staff.forms import Form
from handlers.staff.furniture import sections
from models import content, pack_uploads, packs
from models.content import State, Version
from models.dates import BANGKOK
from models.packs import Fault, PackFaults, What

desk = Blueprint("packs", __name__, url_prefix="/staff/packs")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"xlsx": (packs.export_xlsx, WORKBOOK), "yaml": (packs.export_yaml, "application/yaml")}
SHOWN_FAULTS = 200


class Upload(Form):
    """A pack to take over."""

    pack = FileField(
        _later("ไฟล์ชุดเนื้อหา"),
        description=_later("ไฟล์ .xlsx หรือ .yaml ที่ได้จากปุ่มดาวน์โหลดของหน้านี้ ไม่เกิน 5 MB"),
        render_kw={"accept": ".xlsx,.yaml,.yml"},
    )


@desk.get("/")
@needs("packs.export")
def index() -> str:
    """What can be given, and what can be taken over."""
    return render_template("staff/packs/index.html", form=Upload(), faults=())


@desk.get("/content.<any(xlsx, yaml):kind>")
@needs("packs.export")
def download(kind: str) -> Response:
    """Everything told today, as one file; our own telephone and hours are left out of it."""
    export, mimetype = KINDS[kind]
    office = current_app.extensions["shelf"].look()
    note("packs.exported", f"pack:{kind}", after={"edition": office.edition})
    name = f"puean-khet-{now().astimezone(BANGKOK):%Y%m%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(export(office), mimetype=mimetype, headers=headers)


@desk.post("/check")
@needs("packs.import")
def check() -> Any:
    """Read a pack whole: every fault of it, or what it would change."""
    form = Upload()
    file = request.files.get("pack")
    if not form.validate_on_submit() or not file or not file.filename:
        form.pack.errors = [_("กรุณาเลือกไฟล์ก่อนค่ะ")]
        return render_template("staff/packs/index.html", form=form, faults=()), 422
    data = file.read()
    try:
        pack = packs.read_pack(data, file.filename)
        changes = packs.plan(session(), pack)
    except PackFaults as refused:
        return _refused(form, refused)
    upload = pack_uploads.keep(session(), officer(), file.filename, data, now())
    order = {one.code: one.order for one in sections()}
    return render_template(
        "staff/packs/plan.html",
        upload=upload,
        pack=pack,
        changes=sorted(changes, key=lambda c: (list(What).index(c.what), order[c.section])),
        counts={what: sum(change.what == what for change in changes) for what in What},
        what_names=_what_names(),
    )


@desk.post("/<int:number>/take-over")
@needs("packs.import")
def take_over(number: int) -> Any:
    """Open a draft for everything new or changed, as it was shown."""
    upload = pack_uploads.handed_in(session(), number, officer(), now()) or abort(404)
    try:
        pack = packs.read_pack(upload.data, upload.name)
        drafts = packs.bring_in(session(), pack, officer(), now())
    except PackFaults as refused:  # our own content has changed since
        return _refused(Upload(), refused)
    note("packs.imported", f"pack:{number}", after={"drafts": [draft.id for draft in drafts]})
    session().delete(upload)
    flash(_("เปิดร่างแล้ว %(count)s เรื่องค่ะ", count=len(drafts)), "success")
    numbers = ".".join(str(draft.id) for draft in drafts)
    return redirect(url_for("packs.drafts", numbers=numbers or "0"))


@desk.get("/drafts/<numbers>")
@needs("packs.import")
def drafts(numbers: str) -> str:
    """The drafts a pack has opened, to go on with or to throw away."""
    return render_template("staff/packs/drafts.html", drafts=_untouched(numbers), numbers=numbers)


@desk.post("/drafts/<numbers>/discard")
@needs("packs.import")
def discard(numbers: str) -> Any:
    """Undo: throw away what the pack opened, where nobody has gone on with it."""
    opened = _untouched(numbers)
    for draft in opened:
        content.discard(session(), draft, officer(), now())
    note("packs.undone", "pack", after={"drafts": [draft.id for draft in opened]})
    flash(_("ทิ้งร่างแล้ว %(count)s เรื่องค่ะ", count=len(opened)), "success")
    return redirect(url_for("packs.index"))


def _untouched(numbers: str) -> list[Version]:
    """Those of these drafts that still are as this officer opened them."""
    wanted = [int(part) for part in numbers.split(".") if part.isdecimal() and len(part) <= 18]
    found = [session().get(Version, number) for number in wanted]
    return [
        version
        for version in found
        if version
        and version.author_id == officer().id
        and (version.state, version.revision) == (State.DRAFT, 1)
    ]


def _refused(form: Upload, refused: PackFaults) -> tuple[str, int]:
    faults = [Fault(fault.where, said(fault.reason)) for fault in refused.faults]
    shown = faults[:SHOWN_FAULTS]
    page = render_template(
        "staff/packs/index.html", form=form, faults=shown, more=len(faults) - len(shown)
    )
    return page, 422


def _what_names() -> dict[What, str]:
    return {
        What.NEW: _("ใหม่"),
        What.CHANGED: _("เปลี่ยน"),
        What.SAME: _("เหมือนเดิม"),
        What.OPEN: _("มีร่างเปิดอยู่ จะไม่แตะต้อง"),
    }
