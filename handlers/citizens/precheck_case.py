"""One case of papers checked beforehand, as its citizen sees it: the list, and what comes next."""

import re

from handlers.citizens import cards, postbacks, welcome
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from handlers.citizens.precheck_words import COLOURS, HINTS, PAPERS, SIGNS, STATES
from handlers.citizens.words import later
from models import prechecks
from models.attachments import Keeping
from models.dates import thai_moment
from models.photos import Finding
from models.prechecks import OPEN, Paper, PaperState, Precheck, State

# Where a case still takes photographs.
GATHERING = frozenset({State.COLLECTING, State.RETURNED})
# Where it lies with the office.
WITH_OFFICE = frozenset({State.WAITING, State.CHECKING, State.REFERRED})
NAME = 60  # graphemes of a paper's name within a sentence
REMARK = re.compile(r"\s+[(—]|,? เช่น |\s+พร้อม")


LOST = {
    Keeping.TOO_LARGE: later("{count} รูปใหญ่เกิน 30 MB รับไว้ไม่ได้ค่ะ ลองถ่ายเป็นรูปธรรมดาหรือย่อไฟล์ก่อนส่ง"),
    Keeping.GONE: later("{count} รูปดึงจาก LINE ไม่ได้แล้วค่ะ ช่วยส่งใหม่อีกครั้งนะคะ"),
}


def number(values: Values, key: str) -> int | None:
    """A number of ours that a button carries, if it is one."""
    value = values.get(key, "")
    # Longer numbers are no ids of ours and would not fit the column.
    return int(value) if value.isdecimal() and value.isascii() and len(value) <= 9 else None


def own(chat: Chat, values: Values) -> Precheck | None:
    """The citizen's own case that a button is about; somebody else's is none.

    What of it was lost on its way from LINE is said first.
    """
    case_id = number(values, "c")
    case = chat.session.get(Precheck, case_id) if case_id else None
    if case is None or case.citizen_id != chat.citizen.id:
        return None
    chat.say(*(cards.text(told) for told in lose(chat, case)))
    return case


def lose(chat: Chat, case: Precheck) -> list[str]:
    """What could not be fetched leaves the case, so that it is asked for again; said in words."""
    lines = []
    for status, told in LOST.items():
        gone = [photo for photo in case.photos if photo.attachment.status == status]
        if gone and case.state.takes_photos:
            lines.append(chat.words(told, count=len(gone)))
            for photo in gone:
                prechecks.remove_photo(chat.session, photo, chat.now)
    return lines


def paper_of(case: Precheck, values: Values) -> Paper | None:
    """The paper of this case that a button is about."""
    wanted = number(values, "d")
    return next((paper for paper in case.papers if paper.id == wanted), None)


def gathering(chat: Chat) -> list[Precheck]:
    """The citizen's cases that still take photographs, the one touched last first."""
    cases = prechecks.open_of(chat.session, chat.citizen)
    taking = [case for case in cases if case.state in GATHERING]
    return sorted(taking, key=lambda case: case.touched_at, reverse=True)


def write(verb: str, case: Precheck, /, **values: object) -> str:
    """What a button about this case carries."""
    return postbacks.write(verb, c=case.id, **values)


def show(chat: Chat, values: Values) -> None:
    """A case: its papers, how they stand, and the ways on."""
    case = own(chat, values)
    if case is None:
        welcome.lost(chat, values)
        return
    chat.say(card(chat, case))


def card(chat: Chat, case: Precheck, *, alone: bool = True) -> cards.Part:
    """The list of one case; not `alone` when the turn goes on by itself to what comes next."""
    words = chat.words
    body = [
        cards.line(name(chat, case), weight="bold"),
        cards.small(
            words("เลขที่ {receipt} · {state}", receipt=case.receipt, state=state(chat, case))
        ),
        *progress(chat, case),
        *_promise(chat, case),
        *(_row(chat, case, paper) for paper in case.papers),
    ]
    heading = words("ตรวจเอกสารล่วงหน้า")
    if not alone:
        return cards.card(heading, body)
    foot = [cards.button(tap, main=at == 0) for at, tap in enumerate(next_steps(chat, case))]
    mine = cards.press(words("เรื่องของฉัน"), "mine?")
    quick = [mine, cards.to_menu(words), cards.to_officer(words)]
    return cards.card(heading, body, foot=foot, quick=quick)


def row(chat: Chat, case: Precheck) -> cards.Part:
    """The case in a list of several."""
    words = chat.words
    said = [case.receipt, state(chat, case)]
    if case.state in GATHERING:
        done, of = count(case)
        said.append(words("ครบแล้ว {done} จาก {all} รายการ", done=done, all=of))
    elif case.state in WITH_OFFICE and case.promised_at:
        said.append(words("จะแจ้งผลภายใน {moment}", moment=moment(chat, case)))
    press = cards.press(f"{case.receipt} {name(chat, case)}", write("case", case))
    return cards.row(press, " · ".join(said[1:]))


def name(chat: Chat, case: Precheck) -> str:
    """What the case is about, in the citizen's language as far as the office still tells it."""
    known = chat.office.catalogue.procedures.get(case.procedure)
    return known.name(chat.words.language) if known else case.procedure_name


def state(chat: Chat, case: Precheck) -> str:
    """Where the case stands, in words."""
    return chat.words(STATES[case.state])


def count(case: Precheck) -> tuple[int, int]:
    """How many papers are settled for now, and how many there are."""
    wanted = [paper for paper in case.papers if paper.state != PaperState.WAIVED]
    return len(wanted) - len(case.lacking), len(wanted)


def progress(chat: Chat, case: Precheck) -> list[cards.Part]:
    """How far the list is filled, in figures and as a bar."""
    done, of = count(case)
    told = chat.words("ครบแล้ว {done} จาก {all} รายการ", done=done, all=of)
    return [cards.progress(done, of), cards.small(told, margin="sm")]


def title(paper: Paper) -> str:
    """The name of a paper as one says it in a sentence: without what follows in brackets."""
    name = REMARK.split(paper.name_th, maxsplit=1)[0]
    return cards.shorten(name, NAME)


def moment(chat: Chat, case: Precheck) -> str:
    """The promised moment in words; "" when none was promised."""
    return thai_moment(case.promised_at) if case.promised_at else ""


def next_steps(chat: Chat, case: Precheck) -> list[cards.Part]:
    """What the citizen may do with this case now, the best first."""
    words = chat.words
    if case.state not in OPEN:
        again = postbacks.write("precheck", p=case.procedure)
        return [cards.press(words("เริ่มตรวจเรื่องนี้ใหม่"), again)]
    withdraw = cards.press(words("ถอนเรื่องนี้"), write("withdraw", case))
    if case.state in GATHERING and case.lacking:
        onward = cards.press(words("ส่งเอกสารถัดไป"), write("next", case))
        return [onward, *page(chat, case), withdraw]
    if case.state in GATHERING:
        return [cards.press(words("ดูสรุปก่อนส่ง"), write("summary", case)), withdraw]
    if case.state == State.PASSED:
        book = cards.press(words("เลือกวันนัด"), postbacks.write("book", c=case.receipt))
        return [book, withdraw]
    return [withdraw]


def page(chat: Chat, case: Precheck) -> list[cards.Part]:
    """The tap that asks for a private page; none where the office has no address of its own."""
    if chat.links is None or not chat.links.public_url:
        return []
    return [cards.press(chat.words("ส่งผ่านหน้าเว็บ"), write("page", case))]


def _promise(chat: Chat, case: Precheck) -> list[cards.Part]:
    if case.state not in WITH_OFFICE or case.promised_at is None:
        return []
    if case.promised_at < chat.now:
        told = chat.words("ขออภัยที่ตรวจช้ากว่ากำหนด เรื่องของคุณยังอยู่ในคิวค่ะ")
    else:
        told = chat.words("จะแจ้งผลภายใน {moment}", moment=moment(chat, case))
    return [cards.small(told, margin="md", color=cards.GREEN)]


def _row(chat: Chat, case: Precheck, paper: Paper) -> cards.Part:
    words = chat.words
    remark = words(PAPERS[paper.state])
    if paper.state == PaperState.GIVEN:
        remark = words("ส่งแล้ว {count} รูป", count=len(paper.photos))
        seen = dict.fromkeys(value for photo in paper.photos for value in photo.findings)
        remark = "\n".join([remark, *(f"⚠ {words(HINTS[Finding(value)])}" for value in seen)])
    tap = None
    if case.state in GATHERING and paper.state not in (PaperState.PASSED, PaperState.WAIVED):
        # Whole names on twenty buttons would not fit into a bubble: the row says it, not the tap.
        label = words("เอกสารที่ {number}", number=paper.place)
        tap = cards.press(label, write("paper", case, d=paper.id))
    told, colour = f"{paper.place}. {paper.name_th}", COLOURS[paper.state]
    return cards.mark(SIGNS[paper.state], told, remark, tap, color=colour)
