"""Photographs of papers as they arrive: laid where they belong, and answered all at once."""

from typing import Any

from handlers.citizens import (
    cards,
    precheck_case,
    precheck_papers,
    precheck_sorting,
)
from handlers.citizens.chat import Chat
from handlers.citizens.precheck_case import GATHERING, title, write
from handlers.citizens.precheck_papers import TOPIC
from handlers.citizens.precheck_words import HINTS
from handlers.citizens.words import later
from models import prechecks
from models.attachments import Attachment, Keeping
from models.photos import Finding
from models.prechecks import Paper, PaperState, Photo, Precheck, State

# Files that may show a paper, by the end of their name; what they are is seen when they came.
PICTURED = (".pdf", ".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp")
LARGEST = 30 * 1024 * 1024  # bytes; larger ones are not fetched

HERE = (Keeping.WAITING, Keeping.KEPT)
NO_PICTURE = {
    "video": later("วิดีโอใช้ตรวจเอกสารไม่ได้ค่ะ ช่วยถ่ายเป็นรูปนิ่งให้เห็นทั้งแผ่นนะคะ"),
    "audio": later("ข้อความเสียงใช้ตรวจเอกสารไม่ได้ค่ะ ช่วยส่งเป็นรูปถ่ายเอกสารนะคะ"),
    "file": later("ไฟล์ชนิดนี้ใช้ตรวจเอกสารไม่ได้ค่ะ ส่งได้เฉพาะรูปถ่ายหรือ PDF"),
    "sticker": later("ขอบคุณสำหรับสติกเกอร์ค่ะ ตอนนี้รอรูปเอกสารอยู่นะคะ"),
    "location": later("ได้รับตำแหน่งแล้วค่ะ แต่ตอนนี้รอรูปเอกสารอยู่นะคะ"),
}


def take(chat: Chat, attachment: Attachment) -> bool:
    """Lay what was sent into the case it belongs to; False when no case waits for it.

    A photograph that a case took gets its answer a little later, together with its neighbours.
    """
    cases = prechecks.open_of(chat.session, chat.citizen)
    if not cases or chat.awaits("question"):
        return False
    name, index, total = image_set(chat)
    case, paper = _place(chat, cases, name)
    if case is None:
        _which_case(chat, cases, name)
        return True
    if not case.state.takes_photos:
        _needs_none(chat, case, name)
        return True
    prechecks.take_photo(
        chat.session, case, attachment.id, chat.now, paper=paper, set_id=name, set_index=index,
        set_total=total, event_id=chat.event_id,
    )  # fmt: skip
    return True


def no_picture(chat: Chat) -> bool:
    """Say what we wait for when something else than a picture came; False when we wait for none."""
    topic = chat.awaits(TOPIC)
    told = NO_PICTURE.get(chat.heard.message_type or "")
    if topic is None or told is None:
        return False
    case = chat.session.get(Precheck, topic["case"])
    paper = _paper(case, topic["paper"]) if case else None
    if case is None or paper is None or case.state not in GATHERING:
        return False
    words = chat.words
    wanted = words("ส่งรูป: {paper}", paper=paper.name_th)
    ways = precheck_papers.ways(chat, case, paper)
    chat.say(cards.text(f"{words(told)}\n\n{wanted}", *ways))
    return True


def too_large(chat: Chat) -> bool:
    """Whether LINE says itself that the file is larger than we take."""
    size = chat.heard.message.get("fileSize")
    return isinstance(size, int) and size > LARGEST


def pictured(chat: Chat) -> bool:
    """Whether a file may show a paper, as far as its name tells."""
    name = chat.heard.message.get("fileName")
    return isinstance(name, str) and name.lower().endswith(PICTURED)


def answer(chat: Chat, case: Precheck) -> None:
    """One answer to every photograph of this case the citizen has heard nothing about.

    `chat.heard` is the newest of them. Says nothing when none is left to answer.
    """
    fresh = case.unanswered
    came = [photo for photo in fresh if photo.attachment.status in HERE]
    lines = precheck_case.lose(chat, case)
    if came:
        lines = [*_received(chat, case, came), *_hints(chat, came), *lines]
    if not lines:
        return
    if case.state not in GATHERING:
        lines += [_with_office(chat, case)] if came else []
        chat.say(cards.text("\n\n".join(lines), _mine(chat), cards.to_menu(chat.words)))
    elif case.unsorted:
        chat.say(cards.text("\n\n".join(lines)))
        precheck_sorting.ask_which(chat, case)
    else:
        _go_on(chat, case, lines, came)


def image_set(chat: Chat) -> tuple[str | None, int | None, int | None]:
    """Name, place and size of the set a photograph was sent in; older phones tell only the name.

    LINE reference, "Image": imageSet.
    """
    told: Any = chat.heard.message.get("imageSet")
    told = told if isinstance(told, dict) else {}
    name, index, total = told.get("id"), told.get("index"), told.get("total")
    return (
        name if isinstance(name, str) else None,
        index if isinstance(index, int) else None,
        total if isinstance(total, int) else None,
    )


def _place(
    chat: Chat, cases: list[Precheck], name: str | None
) -> tuple[Precheck | None, Paper | None]:
    """The case this photograph belongs to, and the paper it was asked for."""
    for case in cases:
        for photo in case.all_photos if name else ():
            if photo.set_id == name:
                return case, photo.paper
    topic = chat.awaits(TOPIC)
    for case in cases if topic else ():
        if topic and case.id == topic["case"] and case.state in GATHERING:
            return case, _paper(case, topic["paper"])
    for ready in (GATHERING, frozenset(State)):
        fit = [case for case in cases if case.state in ready]
        if fit:
            return (fit[0] if len(fit) == 1 else None), None
    return None, None


def _paper(case: Precheck, paper_id: int) -> Paper | None:
    """A paper that still takes photographs; of one that was settled meanwhile none."""
    open_ = (p for p in case.papers if p.state not in (PaperState.PASSED, PaperState.WAIVED))
    return next((paper for paper in open_ if paper.id == paper_id), None)


def _which_case(chat: Chat, cases: list[Precheck], name: str | None) -> None:
    """Several cases are open: the photograph waits until the citizen says which it is for."""
    if _asked_already(chat, name):
        return
    words = chat.words
    taking = [case for case in cases if case.state in GATHERING] or cases
    rows = [
        cards.row(
            cards.press(f"{case.receipt} {precheck_case.name(chat, case)}", write("use", case)),
            precheck_case.state(chat, case),
        )
        for case in taking
    ]
    told = words("ได้รับรูปแล้วค่ะ คุณมีหลายเรื่องที่เปิดอยู่ รูปนี้เป็นของเรื่องไหนคะ")
    chat.say(cards.card(words("รูปนี้ของเรื่องไหนคะ"), [cards.line(told), *rows],
                        quick=[_mine(chat), cards.to_menu(words)]))  # fmt: skip


def _needs_none(chat: Chat, case: Precheck, name: str | None) -> None:
    """Everything passed: nothing more is needed."""
    if _asked_already(chat, name):
        return
    words = chat.words
    told = words(
        "ได้รับรูปแล้วค่ะ แต่เอกสารของเรื่อง {receipt} ผ่านครบแล้ว ไม่ต้องส่งเพิ่มค่ะ",
        receipt=case.receipt,
    )
    chat.say(cards.text(told, _mine(chat), cards.to_menu(words)))


def _asked_already(chat: Chat, name: str | None) -> bool:
    """Whether another photograph of the same set was answered; notes this one's set."""
    topic = chat.citizen.topic or {}
    if name is None:
        return False
    chat.citizen.topic = {**topic, "image_set": name}
    return topic.get("image_set") == name


def _received(chat: Chat, case: Precheck, came: list[Photo]) -> list[str]:
    words = chat.words
    lines = []
    for paper in dict.fromkeys(photo.paper for photo in came):
        count = sum(photo.paper is paper for photo in came)
        if paper is None:
            lines.append(words("ได้รับ {count} รูปแล้วค่ะ", count=count))
        else:
            name = title(paper)
            lines.append(words("ได้รับ “{paper}” {count} รูปแล้วค่ะ", paper=name, count=count))
    if any(photo.looked_at is None for photo in came):
        lines.append(words("กำลังเปิดดูรูป ถ้ามีอะไรไม่ชัดจะบอกอีกครั้งนะคะ"))
    return lines


def _hints(chat: Chat, came: list[Photo]) -> list[str]:
    """What a machine saw: warned of kindly, never in the way."""
    words, lines = chat.words, []
    for number, photo in enumerate(came, start=1):
        which = words("รูปที่ {number}", number=number) + ": " if len(came) > 1 else ""
        lines += [f"⚠ {which}{words(HINTS[Finding(value)])}" for value in photo.findings]
    if lines:
        lines.append(words("ถ้าเห็นว่าอ่านได้ชัดแล้ว ส่งต่อได้เลยค่ะ"))
    return ["\n".join(lines)] if lines else []


def _with_office(chat: Chat, case: Precheck) -> str:
    words, receipt = chat.words, case.receipt
    if case.state.takes_photos:
        return words("เรื่อง {receipt} ส่งให้เจ้าหน้าที่แล้ว รูปนี้แนบเพิ่มไว้ให้เจ้าหน้าที่ดูด้วยแล้วค่ะ", receipt=receipt)
    return words("เรื่อง {receipt}: {state}", receipt=receipt, state=precheck_case.state(chat, case))


def _go_on(chat: Chat, case: Precheck, lines: list[str], came: list[Photo]) -> None:
    """Ask for what lacks next, and let what just came be taken back or put right."""
    words = chat.words
    mend = _mend(chat, case, came)
    _, of = precheck_case.count(case)
    if case.lacking:
        paper = case.lacking[0]
        # From our own moment on: what was sent before these words belongs to what was asked before.
        chat.citizen.wait_for(
            {**(chat.citizen.topic or {}), "kind": TOPIC, "case": case.id, "paper": paper.id},
            chat.now,
        )
        lines.append(words("ถัดไป") + "\n" + precheck_papers.prompt(chat, case, paper))
        ways = precheck_papers.ways(chat, case, paper)
        chat.say(cards.text("\n\n".join(lines), *ways[:2], *mend, *ways[2:]))
        return
    lines.append(words("ครบ {all} รายการแล้วค่ะ ดูสรุปแล้วกดส่งให้เจ้าหน้าที่ได้เลย", all=of))
    summary = cards.press(words("ดูสรุปก่อนส่ง"), write("summary", case))
    listed = cards.press(words("ดูรายการ"), write("case", case))
    chat.say(cards.text("\n\n".join(lines), summary, *mend, listed))


def _mend(chat: Chat, case: Precheck, came: list[Photo]) -> list[cards.Part]:
    """Once more, one page more, or another paper: for what just came."""
    words = chat.words
    paper = next((photo.paper for photo in reversed(came) if photo.paper), None)
    if paper is None:
        return []

    def tap(label: str, do: str) -> cards.Part:
        return cards.press(label, write("paper", case, d=paper.id, do=do))

    taps = [tap(words("ถ่ายใหม่"), "replace")] if any(p.findings for p in came) else []
    taps.append(tap(words("เพิ่มรูปเอกสารเดิม"), "give"))
    return [*taps, cards.press(words("ไม่ใช่เอกสารนี้"), write("sort", case, d=paper.id))]


def _mine(chat: Chat) -> cards.Part:
    return cards.press(chat.words("เรื่องของฉัน"), "mine?")
