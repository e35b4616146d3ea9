"""The desk of short answers: what each section prepares, from a draft to what citizens are told."""

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any

import regex
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from handlers.staff import (
    demand,
    needs,
    note,
    now,
    officer,
    session,
    settled,
    short_answer_phone,
)  # fmt: skip
from handlers.staff.content_words import state_name, told
from handlers.staff.films import Film, film_at
from handlers.staff.short_answer_form import ShortAnswerForm, example, filled_with, fresh
from handlers.staff.short_answer_shelf import all_shelves
from handlers.staff.short_answer_steps import LONGEST_NOTE, STEPS
from handlers.staff.trying_out import tried_out
from models import content, lessons, unanswered
from models.content import SHORT_ANSWER, Version
from models.dates import BANGKOK
from models.officers import Officer
from models.unanswered import Group

desk = Blueprint("short_answers", __name__, url_prefix="/staff/short-answers")
desk.add_url_rule("/<slug>/phone", view_func=short_answer_phone.phone)
desk.add_url_rule("/<slug>/phone/turn", view_func=short_answer_phone.turn)
SHOWN = (
    "section", "name_th", "answer_th", "phrases", "name_en", "answer_en", "clip", "clip_preview",
    "source", "verified_by", "verified_at", "review_due", "valid_from", "valid_to",
)  # fmt: skip


@desk.app_template_filter("from_iso")
def from_iso(value: str | None) -> date | None:
    """The day a page of content names; pages keep days as text."""
    return date.fromisoformat(value) if value else None


@desk.get("/")
@needs("content.read")
def index() -> str:
    """The short answers of every section, or of one."""
    section = request.args.get("section", officer().section or "")
    wanted = request.args.get("q", "").strip()
    shelves = [one for one in all_shelves() if one.matches(section, wanted)]
    return render_template(
        "staff/short_answers/index.html",
        shelves=shelves,
        section=section,
        wanted=wanted,
        today=_today(),
        state_name=state_name,
    )


@desk.route("/new", methods=["GET", "POST"])
@needs("content.edit")
def new() -> Any:
    """Write a new answer, perhaps to words that wait for one (`leader`, `last`)."""
    leader = request.args.get("leader", type=int)
    group = _group(leader)
    too_late = leader is not None and group is None
    if too_late and request.method == "GET":
        return redirect(url_for("unanswered.index"))
    phrases = [unanswered.as_phrase(words) for words, _count in group.variants] if group else []
    data = fresh(officer(), _today(), phrases) | (example() if "example" in request.args else {})
    form = ShortAnswerForm(officer(), _today(), data=data)
    if too_late:
        form.form_errors.append(_("ข้อความที่คุณเขียนยังอยู่ หากยังต้องการเก็บเป็นคำตอบใหม่ กดบันทึกอีกครั้งค่ะ"))
    elif form.validate_on_submit():
        section = form.section.data
        demand("content.edit", section)
        page = form.page({}, new_slug(section, form.name_en.data), section)
        if version := _write(form, lambda: _open(page)):
            _answers(version, group)
            flash(_("เก็บเป็นร่างแล้วค่ะ ส่งให้หัวหน้าตรวจได้เมื่อพร้อม"), "success")
            return _to(version.slug)
    shown = render_template(
        "staff/short_answers/new.html", form=form, group=group, film=_film(form)
    )
    return shown, 422 if form.is_submitted() else 200


@desk.get("/<slug>")
@needs("content.read")
def show(slug: str) -> str:
    """One answer: what is told, what is being written, and what was."""
    versions = content.history(session(), SHORT_ANSWER, slug) or abort(404)
    return render_template(
        "staff/short_answers/show.html",
        slug=slug,
        versions=versions,
        published=content.current(session(), SHORT_ANSWER, slug),
        draft=content.draft_of(session(), SHORT_ANSWER, slug),
        fields=field_names(),
        state_name=state_name,
        today=_today().isoformat(),
        film_at=film_at,
    )


@desk.route("/<slug>/edit", methods=["GET", "POST"])
@needs("content.edit")
def edit(slug: str) -> Any:
    """Write in the open draft, or open one from what is told."""
    draft = content.draft_of(session(), SHORT_ANSWER, slug)
    base = draft or content.current(session(), SHORT_ANSWER, slug) or _newest(slug)
    demand("content.edit", base.section)
    data = filled_with(base.page) | {"seen": str(draft.revision) if draft else ""}
    form = ShortAnswerForm(officer(), _today(), data=data)
    form.section.data = base.section  # a page stays with its section
    if form.validate_on_submit():
        page = form.page(base.page, slug, base.section)
        saved = _write(form, lambda: _save(draft, page, form.seen.data))
        if saved:
            note("content.saved", _subject(slug), before=base.page, after=page)
            flash(_("บันทึกร่างแล้วค่ะ"), "success")
            return _to(slug)
    given = {"form": form, "slug": slug, "draft": draft, "film": _film(form)}
    shown = render_template("staff/short_answers/edit.html", **given)
    return shown, 422 if form.is_submitted() else 200


@desk.post("/<slug>/<any(submit, publish, reject, discard, retire):name>")
@needs("content.edit")
@tried_out
def step(slug: str, name: str) -> Any:
    """Take one step with the draft, or with what is told."""
    chosen = STEPS[name]
    find = content.current if chosen.of_published else content.draft_of
    version = find(session(), SHORT_ANSWER, slug) or abort(404)
    demand(chosen.permission, version.section)
    reason = request.form.get("note", "").strip()[:LONGEST_NOTE]
    if chosen.missing and not reason:
        flash(chosen.missing, "error")
        return _to(slug)
    after = {"version": version.id, "note": reason}
    return _take(slug, chosen.action, chosen.done, lambda: chosen.take(version, reason), after)


@desk.post("/<slug>/revert/<int:number>")
@needs("content.edit")
def revert(slug: str, number: int) -> Any:
    """Open a draft from a version of before."""
    version = session().get(Version, number) or abort(404)
    if (version.kind, version.slug) != (SHORT_ANSWER, slug):
        abort(404)
    demand("content.edit", version.section)
    done = _("เปิดร่างจากฉบับเดิมแล้วค่ะ ตรวจแล้วส่งให้หัวหน้าได้")
    return _take(
        slug,
        "content.reverted",
        done,
        lambda: content.revert(session(), version, officer(), now()),
        {"version": number},
    )


def waiting(db: Any, who: Officer) -> int:
    """How many short answers wait for this officer to check them."""
    mine = [v for v in content.waiting(db) if v.kind == SHORT_ANSWER]
    return sum(who.may("content.publish", v.section) for v in mine)


def field_names() -> dict[str, str]:
    """The fields of a page in the order they are read, with their names."""
    names = (
        _("ฝ่ายเจ้าของเรื่อง"), _("ชื่อเรื่อง"), _("คำตอบ"), _("ประชาชนมักถามว่า"),
        _("ชื่อเรื่องภาษาอังกฤษ"), _("คำตอบภาษาอังกฤษ"), _("คลิป"), _("ลิงก์ภาพปกคลิป (.jpg)"), _("ที่มา"),
        _("ผู้ตรวจสอบ"), _("ตรวจสอบเมื่อ"), _("ทบทวนอีกครั้งภายใน"), _("ใช้ตั้งแต่"), _("ใช้ถึง"),
    )  # fmt: skip
    return dict(zip(SHOWN, names, strict=True))


def _group(leader: int | None) -> Group | None:
    """The words to be answered; None when there are none, or another officer was first."""
    if leader is None:
        return None
    if not officer().may("unanswered.teach"):
        abort(403)
    note("unanswered.seen", f"unanswered:{leader}")
    last = request.args.get("last", type=int)
    return settled.group_of(leader, last, hold=request.method == "POST")


def _open(page: dict[str, Any]) -> Version:
    return content.open_draft(
        session(), SHORT_ANSWER, page["slug"], page["section"], page, officer(), now()
    )


def _save(draft: Version | None, page: dict[str, Any], seen: str) -> Version:
    if draft is None:
        return _open(page)
    content.save(session(), draft, page, officer(), now(), int(seen) if seen.isdecimal() else 0)
    return draft


def _write(form: ShortAnswerForm, write: Callable[[], Version]) -> Version | None:
    """What was written; None when it was refused, and the form says why."""
    try:
        with session().begin_nested():
            return write()
    except content.Refused as refused:
        form.form_errors.extend(told(refused))
        return None


def _answers(version: Version, group: Group | None) -> None:
    """Write down the new answer, and that it answers words that waited."""
    note("content.drafted", _subject(version.slug), after=version.page)
    if group:
        page, phrases = (SHORT_ANSWER, version.slug), version.page["phrases"]
        lessons.teach(session(), group, officer(), now(), page, phrases)


def _take(
    slug: str, action: str, done: str, take: Callable[[], object], after: dict[str, Any]
) -> Any:
    try:
        with session().begin_nested():
            take()
        note(action, _subject(slug), after=after)
        flash(done, "success")
    except content.Refused as refused:
        flash("\n".join(told(refused)), "error")
    return _to(slug)


def _newest(slug: str) -> Version:
    versions = content.history(session(), SHORT_ANSWER, slug) or abort(404)
    return versions[0]


def new_slug(section: str, name_en: str | None) -> str:
    """A name of its own for a new page: from the English one, else from its section."""
    words = regex.findall(r"[a-z0-9]+", (name_en or "").lower())[:6]
    base = "-".join(words) or f"{section}-answer"
    numbered = (f"{base}-{number}" for number in itertools.count(2))
    return next(slug for slug in itertools.chain([base], numbered) if not _is_taken(slug))


def _is_taken(slug: str) -> bool:
    return any(
        content.page_of(session(), kind, slug) or content.history(session(), kind, slug)
        for kind in content.KINDS
    )


def _subject(slug: str) -> str:
    return f"{SHORT_ANSWER}:{slug}"


def _film(form: ShortAnswerForm) -> Film | None:
    return film_at(form.clip.data, form.clip_preview.data)


def _today() -> date:
    return now().astimezone(BANGKOK).date()


def _to(slug: str) -> Any:
    return redirect(url_for("short_answers.show", slug=slug))
