"""One paper at a time: asking for it, bringing it on the day instead, photographing it again."""

from collections.abc import Callable
from datetime import timedelta

from handlers.citizens import cards, precheck_case, welcome
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from handlers.citizens.precheck_case import GATHERING, own, paper_of, title, write
from handlers.citizens.precheck_words import ADVICE, REASONS, tips
from models import prechecks
from models.prechecks import Paper, PaperState, Precheck

TOPIC = "paper"
LINK_LIFE = timedelta(hours=1)


def next_(chat: Chat, values: Values) -> None:
    """Go on with whatever still lacks."""
    case = own(chat, values)
    if case is None or case.state not in GATHERING:
        precheck_case.show(chat, values)
        return
    ask_next(chat, case)


def ask_next(chat: Chat, case: Precheck) -> None:
    """Ask for the first paper that lacks; when none does, offer the summary."""
    words = chat.words
    if case.lacking:
        ask(chat, case, case.lacking[0])
        return
    told = words("เอกสารครบทุกรายการแล้วค่ะ ดูสรุปแล้วกดส่งให้เจ้าหน้าที่ได้เลย")
    summary = cards.press(words("ดูสรุปก่อนส่ง"), write("summary", case))
    chat.leave_topic()
    chat.say(cards.text(told, summary, _list(chat, case), cards.to_menu(words)))


def paper(chat: Chat, values: Values) -> None:
    """A row of the list was tapped, or something is to be done with that paper."""
    case = own(chat, values)
    this = paper_of(case, values) if case else None
    if case is None or this is None:
        welcome.lost(chat, values)
    elif case.state not in GATHERING or this.state in (PaperState.PASSED, PaperState.WAIVED):
        settled(chat, case, this)
    else:
        DOING.get(values.get("do", ""), _options)(chat, case, this)


def settled(chat: Chat, case: Precheck, this: Paper) -> None:
    """Nothing is to be done about this paper now: say why."""
    words = chat.words
    if this.state == PaperState.PASSED:
        told = words("“{paper}” ผ่านแล้วค่ะ ไม่ต้องส่งอีก", paper=title(this))
    elif this.state == PaperState.WAIVED:
        told = words("เจ้าหน้าที่แจ้งว่าไม่ต้องใช้ “{paper}” แล้วค่ะ", paper=title(this))
    else:
        told = words("ตอนนี้เรื่องนี้แก้ไขรายการไม่ได้ค่ะ ({state})", state=precheck_case.state(chat, case))
    chat.say(cards.text(told, _list(chat, case), cards.to_menu(words)))


def ask(chat: Chat, case: Precheck, this: Paper) -> None:
    """Ask for photographs of this paper; what is sent next belongs to it."""
    if this.state == PaperState.BRINGING:
        prechecks.ask_again(this, chat.now)
    chat.wait_for(TOPIC, case=case.id, paper=this.id)
    chat.say(cards.text(prompt(chat, case, this), *ways(chat, case, this)))


def prompt(chat: Chat, case: Precheck, this: Paper) -> str:
    """The words that ask for it: its name, what was wrong last time, what to cover."""
    words = chat.words
    lines = [words("ส่งรูป: {paper}", paper=this.name_th)]
    if this.state == PaperState.REFUSED and this.reason:
        lines.append(words("ครั้งก่อน: {reason}", reason=words(REASONS[this.reason])))
        lines += [this.words] if this.words else []
        lines.append(words(ADVICE[this.reason]))
    lines += map(words, tips(this.name_th))
    done, of = precheck_case.count(case)
    lines.append(words("ครบแล้ว {done} จาก {all} รายการ · ส่งหลายรูปพร้อมกันได้", done=done, all=of))
    return "\n\n".join(lines)


def ways(chat: Chat, case: Precheck, this: Paper) -> list[cards.Part]:
    """How a paper may be given, and the ways out of giving it now."""
    words = chat.words
    return [
        cards.camera(words("ถ่ายรูป")),
        cards.album(words("เลือกจากอัลบั้ม")),
        cards.press(words("นำมาวันนัด"), write("paper", case, d=this.id, do="bring")),
        *precheck_case.page(chat, case),
        _list(chat, case),
        cards.press(words("พักไว้ก่อน"), write("pause", case)),
    ]


def page(chat: Chat, values: Values) -> None:
    """A private page to send papers through, for those who keep them out of the chat."""
    words = chat.words
    case = own(chat, values)
    if case is None or case.state not in GATHERING:
        precheck_case.show(chat, values)
        return
    address = chat.links.write("upload", case.id, chat.now + LINK_LIFE) if chat.links else ""
    if not address:
        told = words("ขออภัยค่ะ ตอนนี้ส่งผ่านหน้าเว็บไม่ได้ ส่งรูปในแชตนี้ได้เลยค่ะ")
        chat.say(cards.text(told, _list(chat, case), cards.to_menu(words)))
        return
    told = words(
        "หน้านี้เป็นของคุณคนเดียว เปิดได้ 1 ชั่วโมง รูปที่ส่งจะไม่ค้างในแชต รับทั้งรูปและ PDF โปรดอย่าส่งต่อลิงก์ให้ผู้อื่นนะคะ"
    )
    open_ = cards.link(words("เปิดหน้าส่งเอกสาร"), address)
    back = cards.press(words("ส่งเสร็จแล้ว"), write("case", case))
    chat.say(
        cards.card(
            words("ส่งผ่านหน้าเว็บ"),
            [cards.line(told)],
            foot=[cards.button(open_, main=True), cards.button(back)],
            quick=[cards.to_menu(words)],
        )
    )


def _options(chat: Chat, case: Precheck, this: Paper) -> None:
    """What can be done with a paper that was given already; one that lacks is asked for."""
    if this.state.lacking:
        ask(chat, case, this)
        return
    words = chat.words

    def tap(label: str, do: str) -> cards.Part:
        return cards.press(label, write("paper", case, d=this.id, do=do))

    if this.state == PaperState.BRINGING:
        taps = [tap(words("ส่งรูปแทน"), "give")]
        told = words("ตั้งใจจะนำมาวันนัด")
    else:
        taps = [tap(words("เพิ่มรูป"), "give"), tap(words("ถ่ายใหม่ทั้งหมด"), "replace"),
                cards.press(words("ไม่ใช่เอกสารนี้"), write("sort", case, d=this.id))]  # fmt: skip
        told = words("ส่งแล้ว {count} รูป", count=len(this.photos))
    body = [cards.line(this.name_th, weight="bold"), cards.small(told, margin="sm")]
    foot = [*map(cards.button, taps), cards.button(_list(chat, case))]
    chat.say(cards.card(words("เอกสารที่ {number}", number=this.place), body, foot=foot))


def _bring(chat: Chat, case: Precheck, this: Paper) -> None:
    """It comes along on the day, without a photograph."""
    if this.state.lacking:
        prechecks.bring(this, chat.now)
    told = chat.words("จดไว้แล้วค่ะ นำ “{paper}” มาวันนัดนะคะ", paper=title(this))
    chat.say(cards.text(told))
    ask_next(chat, case)


def _replace(chat: Chat, case: Precheck, this: Paper) -> None:
    """Its photographs go, and new ones are asked for."""
    for photo in this.photos:
        prechecks.remove_photo(chat.session, photo, chat.now)
    ask(chat, case, this)


def _list(chat: Chat, case: Precheck) -> cards.Part:
    return cards.press(chat.words("ดูรายการ"), write("case", case))


DOING: dict[str, Callable[[Chat, Precheck, Paper], None]] = {
    "give": ask,
    "bring": _bring,
    "replace": _replace,
}
