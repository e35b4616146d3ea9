"""What the office tells a citizen by itself: the outcome of a look, a reminder, a kind ending."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.citizens import cards, postbacks, precheck_case
from handlers.citizens.chat import Chat
from handlers.citizens.precheck_case import write
from handlers.citizens.precheck_pictures import pair
from handlers.citizens.precheck_words import ADVICE, COLOURS, PAPERS, REASONS, SIGNS
from models.citizens import Citizen
from models.heard import Heard
from models.links import Links
from models.office import Office
from models.prechecks import Paper, PaperState, Precheck, State

MOST_EXAMPLES = 3  # drawings in one letter: a bubble has room for few


def chat_with(
    session: Session, citizen: Citizen, office: Office, now: datetime, links: Links | None = None
) -> Chat:
    """A chat in which nobody has spoken: what is said in it becomes a letter of the office's."""
    nobody = Heard(type="", occurred_at=now, webhook_event_id="")
    return Chat(session, citizen, nobody, None, now, office, links=links)


def tell(chat: Chat, precheck: Precheck, move: tuple[State, State]) -> None:
    """Say what a move of this case means for its citizen; moves nobody is told of stay unsaid."""
    if move in TOLD:
        TOLD[move](chat, precheck)


def remind(chat: Chat, precheck: Precheck) -> None:
    """Papers still lack, or nobody pressed the last button: say so once, without pressing."""
    words, receipt = chat.words, precheck.receipt
    lacking = precheck.lacking
    if lacking:
        told = words("เรื่อง {receipt} ยังขาดอีก {count} รายการค่ะ", receipt=receipt, count=len(lacking))
    else:
        told = words("เรื่อง {receipt} เอกสารครบแล้ว เหลือแค่กดส่งให้เจ้าหน้าที่ค่ะ", receipt=receipt)
    rest = words("ทำต่อจากเดิมได้เลย ถ้าไม่สะดวกแล้ว ไม่ต้องทำอะไร เรื่องจะปิดเองและรูปที่ส่งมาจะถูกลบค่ะ")
    body = [
        cards.line(precheck_case.name(chat, precheck), weight="bold"),
        cards.line(told, margin="md"),
        *(cards.bullet(paper.name_th) for paper in lacking),
        cards.small(rest, margin="lg"),
    ]
    chat.say(_card(chat, words("ยังทำเรื่องนี้ต่อไหมคะ"), body, precheck))


def _returned(chat: Chat, case: Precheck) -> None:
    words = chat.words
    refused = [paper for paper in case.papers if paper.state.lacking]
    lead = words("ตรวจแล้ว ขอเอกสารใหม่ {count} รายการค่ะ รายการที่ผ่านแล้วไม่ต้องส่งอีก", count=len(refused))
    body = [
        cards.line(precheck_case.name(chat, case), weight="bold"),
        cards.small(words("เลขที่ {receipt}", receipt=case.receipt)),
        cards.line(lead, margin="md"),
    ]
    for paper in sorted(case.papers, key=lambda paper: not paper.state.lacking):
        body.append(_verdict(chat, paper))
    foot = []
    for paper in refused:
        label = words("ถ่ายใหม่: เอกสารที่ {number}", number=paper.place)
        tap = cards.press(label, write("paper", case, d=paper.id, do="give"))
        foot.append(cards.button(tap, main=paper is refused[0]))
    officer = cards.press(words("ถามเจ้าหน้าที่"), postbacks.write("officer", p=case.procedure))
    foot.append(cards.button(officer))
    examples = _examples(chat, refused)
    quick = [cards.press(words("เรื่องของฉัน"), "mine?"), cards.to_menu(words)]
    outcome = cards.card(words("ขอเอกสารใหม่บางรายการค่ะ"), body, foot=foot, quick=quick)
    chat.say(*cards.together(*([examples] if examples else []), outcome))


def _verdict(chat: Chat, paper: Paper) -> cards.Part:
    """One paper's outcome; of a refused one why, and what helps."""
    words = chat.words
    lines = [words(PAPERS[paper.state])]
    if paper.state == PaperState.REFUSED and paper.reason:
        lines = [words(REASONS[paper.reason])]
        lines += [words("เจ้าหน้าที่: {words}", words=paper.words)] if paper.words else []
        lines.append(words(ADVICE[paper.reason]))
    told, colour = f"{paper.place}. {paper.name_th}", COLOURS[paper.state]
    return cards.mark(SIGNS[paper.state], told, "\n".join(lines), color=colour)


def _examples(chat: Chat, refused: list[Paper]) -> cards.Part | None:
    """How a good photograph looks, drawn for each kind of fault."""
    words = chat.words
    reasons = list(dict.fromkeys(paper.reason for paper in refused if paper.reason))
    drawn = [(words(REASONS[r]), picture) for r in reasons if (picture := pair(words, r))]
    body = [
        part for told, picture in drawn[:MOST_EXAMPLES] for part in (cards.heading(told), picture)
    ]
    return cards.card(words("ตัวอย่างรูปที่ดี"), body) if body else None


def _passed(chat: Chat, case: Precheck) -> None:
    words = chat.words
    told = words("เอกสารผ่านแล้วค่ะ เลือกวันนัด แล้วนำเอกสารตัวจริงมาแสดงในวันนั้นนะคะ")
    body = [
        cards.line(precheck_case.name(chat, case), weight="bold"),
        cards.small(words("เลขที่ {receipt}", receipt=case.receipt)),
        cards.line(told, margin="md"),
    ]
    if case.missing_at_visit:
        body.append(cards.heading(words("อย่าลืมนำมาด้วย")))
        body += [cards.bullet(paper.name_th) for paper in case.missing_at_visit]
    chat.say(_card(chat, words("เอกสารผ่านแล้วค่ะ"), body, case))


def _referred(chat: Chat, case: Precheck) -> None:
    words = chat.words
    told = words(
        "เรื่อง {receipt} ต้องให้หน่วยงานอื่นช่วยตรวจด้วย อาจใช้เวลาเพิ่มขึ้น ได้ผลแล้วจะแจ้งทันทีค่ะ",
        receipt=case.receipt,
    )
    chat.say(cards.text(told, cards.press(words("เรื่องของฉัน"), "mine?"), cards.to_menu(words)))


def _reopened(chat: Chat, case: Precheck) -> None:
    words = chat.words
    told = words(
        "เจ้าหน้าที่ขอตรวจเรื่อง {receipt} อีกครั้งค่ะ ยังไม่ต้องเดินทางมา ผลตรวจจะแจ้งในแชตนี้",
        receipt=case.receipt,
    )
    chat.say(cards.text(told, cards.press(words("เรื่องของฉัน"), "mine?"), cards.to_menu(words)))


def _lapsed(chat: Chat, case: Precheck) -> None:
    words = chat.words
    told = words(
        "ปิดเรื่อง {receipt} “{name}” แล้วค่ะ เพราะยังส่งเอกสารไม่ครบ รูปที่ส่งมาจะถูกลบ "
        "เริ่มใหม่ได้ทุกเมื่อที่สะดวกนะคะ",
        receipt=case.receipt,
        name=precheck_case.name(chat, case),
    )
    again = cards.press(words("เริ่มตรวจเรื่องนี้ใหม่"), postbacks.write("precheck", p=case.procedure))
    chat.say(cards.text(told, again, cards.to_menu(words)))


def _card(chat: Chat, heading: str, body: list[cards.Part], case: Precheck) -> cards.Part:
    words = chat.words
    steps = precheck_case.next_steps(chat, case)
    foot = [cards.button(tap, main=tap is steps[0]) for tap in steps]
    quick = [cards.press(words("เรื่องของฉัน"), "mine?"), cards.to_menu(words)]
    return cards.card(heading, body, foot=foot, quick=quick)


TOLD: dict[tuple[State, State], Callable[[Chat, Precheck], None]] = {
    (State.CHECKING, State.RETURNED): _returned,
    (State.CHECKING, State.PASSED): _passed,
    (State.CHECKING, State.REFERRED): _referred,
    (State.PASSED, State.CHECKING): _reopened,
    (State.COLLECTING, State.LAPSED): _lapsed,
    (State.RETURNED, State.LAPSED): _lapsed,
}
