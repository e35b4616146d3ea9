"""The desk of words nobody could answer: one click teaches them, another lets them go."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from handlers.staff import demand, needs, note, now, officer, session, settled
from handlers.staff.content_words import told
from handlers.staff.short_answer_form import LONGEST_PHRASE, lines
from handlers.staff.targets import Target, search, suggest, targets
from handlers.staff.trying_out import tried_out
from models import content, lessons, unanswered
from models.content import Version
from models.officers import Officer
from models.unanswered import HIDDEN, Decision, Group, State

desk = Blueprint("unanswered", __name__, url_prefix="/staff/unanswered")
ON_A_PAGE = 20
SUGGESTED = 3
LATELY = 50  # decisions shown
AT_ONCE = 120  # characters: longer stories are read and shortened before they are taught
LONGEST_REASON = 300


@desk.get("/")
@needs("unanswered.read")
def index() -> str:
    """Groups of like words that wait, the biggest or the newest first."""
    known = targets()
    newest, section = request.args.get("order") == "newest", request.args.get("section", "")
    groups = unanswered.groups(session(), newest_first=newest)
    if section:
        groups = [g for g in groups if _section(g, known) == section]
    page = min(max(request.args.get("page", 1, int), 1), _pages(len(groups)))
    shown = groups[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    _opened("unanswered", shown)
    return render_template(
        "staff/unanswered/index.html",
        groups=[(g, suggest(known, g.nearest, g.words, SUGGESTED)) for g in shown],
        taught_before=lessons.taught_before(session(), {m.key for g in shown for m in g.messages}),
        counts=(len(groups), sum(g.count for g in groups)),
        done=_done(),
        known=known,
        newest=newest,
        section=section,
        page=page,
        pages=_pages(len(groups)),
        at_once=_at_once,
    )


@desk.get("/<any(taught, dismissed):state>")
@needs("unanswered.read")
def decided(state: str) -> str:
    """What was decided lately, to look at or to undo."""
    decisions = lessons.decisions(session(), State(state), LATELY)
    note("unanswered.seen", f"unanswered:{state}", after={"decisions": len(decisions)})
    return render_template(
        "staff/unanswered/decided.html", state=state, decisions=decisions, known=targets()
    )


@desk.get("/<int:leader>")
@needs("unanswered.read")
def show(leader: int) -> Any:
    """One group: every way it was said, and where it could be taught."""
    group = settled.group_of(leader, _last())
    if group is None:
        return redirect(url_for("unanswered.index"))
    _opened(f"unanswered:{leader}", [group])
    phrases = [unanswered.as_phrase(words) for words, _count in group.variants]
    return _page(group, "\n".join(dict.fromkeys(phrases)))


@desk.get("/<int:leader>/pages")
@needs("unanswered.read")
def pages(leader: int) -> str:
    """The part of that page that lists where it could be taught, for what is typed."""
    group, known = unanswered.group(session(), leader, _last()) or abort(404), targets()
    wanted = request.args.get("q", "")
    return render_template("staff/unanswered/pages.html", choices=_choices(group, known, wanted))


@desk.post("/<int:leader>/teach")
@needs("unanswered.teach")
@tried_out
def teach(leader: int) -> Any:
    """Add the words to a page: published at once by a head, into a draft by others."""
    group = settled.group_of(leader, _last(), hold=True)
    if group is None:
        return redirect(url_for("unanswered.index"))
    phrases = lines(request.form.get("phrases"))
    target = _target(request.form.get("page", ""))
    faults = _faults(phrases, target)
    if target and not faults:
        demand("unanswered.teach", target.section)
        try:
            with session().begin_nested():
                version = content.teach(
                    session(), target.kind, target.slug, phrases, officer(), now()
                )
        except content.Refused as refused:
            faults["page"] = told(refused)
        else:
            return _taught(group, target, phrases, version)
    return _page(group, "\n".join(phrases), faults), 422


@desk.post("/<int:leader>/dismiss")
@needs("unanswered.teach")
def dismiss(leader: int) -> Any:
    """Let the words go, saying why."""
    group = settled.group_of(leader, _last(), hold=True)
    if group is None:
        return redirect(url_for("unanswered.index"))
    reason = request.form.get("reason", "").strip()[:LONGEST_REASON]
    if not reason:
        faults = {"reason": [_("กรุณาบอกเหตุผลค่ะ")]}
        return _page(group, "\n".join(w for w, _count in group.variants), faults), 422
    decision = lessons.dismiss(session(), group, officer(), now(), reason)
    note("unanswered.dismissed", f"unanswered:{leader}", after={"reason": reason})
    flash(_("ไม่ใช้ %(count)s ข้อความแล้วค่ะ", count=group.count), "success")
    return redirect(url_for("unanswered.index", done=decision.id))


@desk.post("/decisions/<int:number>/undo")
@needs("unanswered.teach")
@tried_out
def undo(number: int) -> Any:
    """Let the words wait again, and take the phrases back from the page."""
    decision = session().get(Decision, number, with_for_update={"of": Decision}) or abort(404)
    if decision.undone_at:
        abort(409)
    if decision.state == State.TAUGHT:
        _untaught(decision)
    count = lessons.undo(session(), decision, now())
    note("unanswered.undone", f"unanswered.decision:{number}", after={"messages": count})
    flash(_("%(count)s ข้อความกลับมารอแล้วค่ะ", count=count), "success")
    return redirect(url_for("unanswered.index"))


def waiting(db: Session, _who: Officer) -> int:
    """How many messages wait."""
    return unanswered.waiting(db)


def _last() -> int | None:
    return request.values.get("last", type=int)


def _page(group: Group, phrases: str, faults: dict[str, list[str]] | None = None) -> str:
    known = targets()
    wanted = request.args.get("q", "")
    return render_template(
        "staff/unanswered/show.html",
        group=group,
        phrases=phrases,
        wanted=wanted,
        chosen=request.form.get("page", ""),
        reason=request.form.get("reason", ""),
        choices=_choices(group, known, wanted),
        faults=faults or {},
        hides=any(HIDDEN in words for words, _count in group.variants),
    )


def _choices(group: Group, known: dict[str, Target], wanted: str) -> list[Target]:
    found = search(known, wanted) if wanted.strip() else []
    return found or suggest(known, group.nearest, group.words, SUGGESTED)


def _faults(phrases: list[str], target: Target | None) -> dict[str, list[str]]:
    faults = {}
    if not phrases:
        faults["phrases"] = [_("กรุณาใส่ถ้อยคำอย่างน้อยหนึ่งแบบค่ะ")]
    elif any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
        long = _("มีบรรทัดที่ยาวเกินไป แต่ละบรรทัดไม่เกิน %(most)s ตัวอักษรค่ะ", most=LONGEST_PHRASE)
        faults["phrases"] = [long]
    elif any(
        unanswered.without_numbers(phrase) != phrase or HIDDEN in phrase for phrase in phrases
    ):
        faults["phrases"] = [_("ยังมีหมายเลขหรืออีเมลของประชาชนอยู่ กรุณาลบออกก่อนค่ะ")]
    if target is None:
        faults["page"] = [_("กรุณาเลือกเรื่องที่เป็นคำตอบค่ะ")]
    return faults


def _target(key: str) -> Target | None:
    kind, _colon, slug = key.partition(":")
    target = targets().get(slug)
    return target if target and target.kind == kind else None


def _taught(group: Group, target: Target, phrases: list[str], version: Version) -> Any:
    decision = lessons.teach(
        session(), group, officer(), now(), (target.kind, target.slug), phrases
    )
    live = version.state == content.State.PUBLISHED
    after = {"phrases": len(phrases), "published": live}
    note("unanswered.taught", f"{target.kind}:{target.slug}", after=after)
    if live:
        flash(_("สอน “%(name)s” แล้วค่ะ ประชาชนถามแบบนี้ได้เลย", name=target.name), "success")
    else:
        flash(_("เพิ่มในร่างของ “%(name)s” แล้วค่ะ จะใช้เมื่อหัวหน้าเผยแพร่", name=target.name), "success")
    return redirect(url_for("unanswered.index", done=decision.id))


def _untaught(decision: Decision) -> None:
    page = content.draft_of(session(), decision.kind or "", decision.slug or "")
    told_now = content.page_of(session(), decision.kind or "", decision.slug or "")
    section = page.section if page else (told_now or {}).get("section")
    demand("unanswered.teach", section)
    try:
        with session().begin_nested():
            kind, slug = decision.kind or "", decision.slug or ""
            content.unteach(session(), kind, slug, decision.phrases, officer(), now())
    except content.Refused:
        flash(_("ถ้อยคำยังอยู่ในหน้าเรื่องนั้น กรุณาแก้ที่หน้าเรื่องด้วยค่ะ"), "warning")


def _done() -> Decision | None:
    """What this officer has just decided, so that the page can offer to undo it."""
    number = request.args.get("done", type=int)
    decision = session().get(Decision, number) if number else None
    mine = decision and decision.officer_id == officer().id and not decision.undone_at
    return decision if mine else None


def _opened(subject: str, groups: list[Group]) -> None:
    """Words of citizens may say who they are: looking at them is written down."""
    if groups:
        note("unanswered.seen", subject, after={"messages": sum(g.count for g in groups)})


def _section(group: Group, known: dict[str, Target]) -> str | None:
    return next((known[slug].section for slug in group.nearest if slug in known), None)


def _at_once(words: str) -> bool:
    """Whether words can be taught as they stand: short, and nothing hidden in them."""
    return HIDDEN not in words and len(words) <= AT_ONCE


def _pages(count: int) -> int:
    return max(1, -(-count // ON_A_PAGE))
