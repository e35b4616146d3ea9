"""Papers through a page instead of the chat: each looked at while its sender still waits."""

from typing import Any

from flask import Blueprint, abort, jsonify, make_response, redirect, request, url_for
from werkzeug.datastructures import FileStorage

from handlers.citizens.precheck_case import GATHERING, count
from handlers.citizens.precheck_words import ADVICE, HINTS, PAPERS, REASONS, SIGNS, tips
from handlers.citizens.words import later
from handlers.pages.visit import lent, now, paper, session, speak_with, subject, words
from models import prechecks
from models.attachments import Attachment
from models.photos import Finding, Seen, look
from models.prechecks import Paper, PaperState, Photo, Precheck

PURPOSE = "upload"
LARGEST = 30 * 1024 * 1024  # bytes of one file
SETTLED = (PaperState.PASSED, PaperState.WAIVED)

TOO_LARGE = later("“{file}” ใหญ่เกิน 30 MB ค่ะ ช่วยย่อไฟล์ หรือถ่ายเป็นรูปธรรมดา")
NO_PAPER = later("“{file}” ไม่ใช่รูปหรือ PDF ค่ะ ส่งได้เฉพาะรูปถ่ายและ PDF")
SENT = later("ส่งแล้ว {count} รูป")
PROGRESS = later("ครบแล้ว {done} จาก {all} รายการ")
EMPTY = later("ยังไม่ได้เลือกไฟล์ค่ะ เลือกรูปหรือ PDF ก่อนกดส่งนะคะ")


def open_page(pages: Blueprint) -> None:
    """Add the page to those under /p."""
    pages.add_url_rule("/upload/<token>", "upload", show)
    pages.add_url_rule("/upload/<token>", "bring", bring, methods=["POST"])


def show(token: str) -> str:
    """The list of the case, with a place to put photographs for each paper."""
    return _page(_case(token))


def bring(token: str) -> Any:
    """Take photographs of one paper, or note that it is brought on the day.

    Our script asks for JSON, a plain form for the page.
    """
    case = _case(token)
    this = next((p for p in case.papers if str(p.id) == request.form.get("paper")), None)
    if this is None or this.state in SETTLED or case.state not in GATHERING:
        abort(409)
    if "bring" in request.form:
        if this.state.lacking:
            prechecks.bring(this, now())
        return _back(token, this)
    files = [file for file in request.files.getlist("file") if file.filename]
    before = this.photos if "replace" in request.form else []
    tried = [_take(case, this, file) for file in files]
    faults = list(filter(None, tried)) if files else [words()(EMPTY)]
    if len(faults) < len(files):  # something better came
        _give_way(before)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(faults=faults, **_told(case, this))
    if faults:
        return make_response(_page(case, this, faults), 422)
    return _back(token, this)


def _back(token: str, this: Paper) -> Any:
    return redirect(url_for("pages.upload", token=token) + f"#paper-{this.place}", code=303)


def _case(token: str) -> Precheck:
    """The case this address is for; raises LinkOver, LinkWrong, or refuses what has ended."""
    case = session().get(Precheck, subject(PURPOSE, token))
    if case is None or case.citizen is None:
        abort(410)
    speak_with(case.citizen)
    if case.state not in GATHERING:
        abort(409)
    return case


def _take(case: Precheck, this: Paper, file: FileStorage) -> str:
    """Look at one file and keep it, its place in the vault reserved first; why not, or ""."""
    body = file.stream.read(LARGEST + 1)
    name = file.filename or ""
    if len(body) > LARGEST:
        return words()(TOO_LARGE, file=name)
    seen = look(body)
    if seen.kind == "other" or not seen.body:
        return words()(NO_PAPER, file=name)
    assert case.citizen_id is not None
    kind = "image" if seen.kind == "image" else "file"
    attachment_id, vault_name = lent().reserve(case.citizen_id, kind)
    lent().keep(vault_name, seen.body)
    _lay(case, this, attachment_id, seen)
    return ""


def _lay(case: Precheck, this: Paper, attachment_id: int, seen: Seen) -> None:
    attachment = session().get_one(Attachment, attachment_id, with_for_update=True)
    attachment.kept(seen.content_type, len(seen.body), now())
    photo = prechecks.take_photo(session(), case, attachment_id, now(), paper=this)
    prechecks.looked(photo, seen, now())


def _give_way(photos: list[Photo]) -> None:
    for photo in photos:
        if photo.replaced_at is None:
            prechecks.remove_photo(session(), photo, now())


def _page(case: Precheck, wrong: Paper | None = None, faults: list[str] | None = None) -> str:
    rows = [_told(case, p) | {"paper": p, "settled": p.state in SETTLED} for p in case.papers]
    done, of = count(case)
    return paper("upload", case=case, rows=rows, done=done, of=of, wrong=wrong, faults=faults or [])


def _told(case: Precheck, this: Paper) -> dict[str, Any]:
    """How a paper stands, in words; the page shows the same, with and without a script."""
    say = words()
    given = this.state == PaperState.GIVEN
    done, of = count(case)
    return {
        "sign": SIGNS[this.state],
        "state": say(SENT, count=len(this.photos)) if given else say(PAPERS[this.state]),
        "given": given,
        "lacking": this.state.lacking,
        "why": _why(this),
        "tips": [say(tip) for tip in tips(this.name_th)],
        "hints": [say(HINTS[Finding(value)]) for photo in this.photos for value in photo.findings],
        "done": done,
        "of": of,
        "progress": say(PROGRESS, done=done, all=of),
    }


def _why(this: Paper) -> list[str]:
    """Of a refused paper why, in the officer's words too, and what helps."""
    if this.state != PaperState.REFUSED or this.reason is None:
        return []
    say = words()
    told = [say(REASONS[this.reason]), this.words or "", say(ADVICE[this.reason])]
    return [line for line in told if line]
