"""Handing papers in to be checked, putting them aside for now, and taking them back for good."""

from handlers.citizens import cards, postbacks, precheck_case, precheck_papers, welcome
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from handlers.citizens.precheck_case import GATHERING, own, write
from models import calendar, prechecks
from models.dates import thai_moment
from models.prechecks import OPEN, NotYet, Precheck

PROMISE = 240  # minutes of opening hours within which an officer will have looked


def summary(chat: Chat, values: Values) -> None:
    """What will be handed in, to be looked over once more."""
    case = _gathering(chat, values)
    if case is None:
        return
    words = chat.words
    if case.lacking:
        precheck_papers.ask_next(chat, case)
    elif not case.photos:
        told = words("ยังไม่มีรูปเอกสารเลยค่ะ ส่งอย่างน้อยหนึ่งรายการ เจ้าหน้าที่จึงจะตรวจให้ได้")
        listed = cards.press(words("ดูรายการ"), write("case", case))
        chat.say(cards.text(told, listed, cards.to_menu(words)))
    else:
        chat.say(_summary(chat, case))


def submit(chat: Chat, values: Values) -> None:
    """Hand the case in: the receipt, and until when an officer will have looked."""
    case = _gathering(chat, values)
    if case is None:
        return
    section = f"section:{case.section}"
    open_hours = calendar.read(chat.session)
    promised = open_hours.after(chat.now, PROMISE, (case.procedure, section))
    try:
        prechecks.submit(chat.session, case, chat.now, promised)
    except NotYet:
        summary(chat, values)
        return
    chat.leave_topic()
    words = chat.words
    rest = words("ระหว่างนี้ไม่ต้องทำอะไร และยังไม่ต้องเดินทางมาค่ะ ผลตรวจจะแจ้งในแชตนี้")
    chat.say(
        cards.card(
            words("ส่งให้เจ้าหน้าที่แล้วค่ะ"),
            [
                cards.fact(words("เลขที่รับเรื่อง"), case.receipt),
                cards.fact(words("เรื่อง"), precheck_case.name(chat, case)),
                cards.fact(words("จะแจ้งผลภายใน"), thai_moment(promised)),
                cards.line(rest, margin="lg"),
            ],
            foot=[cards.button(cards.press(words("เรื่องของฉัน"), "mine?"))],
            quick=[cards.to_menu(words), cards.to_officer(words)],
        )
    )


def withdraw(chat: Chat, values: Values) -> None:
    """Take a case back: asked once more, then its photographs go."""
    case = own(chat, values)
    if case is None:
        welcome.lost(chat, values)
    elif case.state not in OPEN:
        chat.say(precheck_case.card(chat, case))
    elif values.get("sure") != "y":
        _are_you_sure(chat, case)
    else:
        prechecks.withdraw(chat.session, case, chat.now)
        chat.leave_topic()
        words = chat.words
        told = words(
            "ถอนเรื่อง {receipt} แล้วค่ะ รูปเอกสารกำลังถูกลบ จะเริ่มใหม่เมื่อไรก็ได้", receipt=case.receipt
        )
        again = postbacks.write("precheck", p=case.procedure)
        chat.say(
            cards.text(told, cards.press(words("เริ่มตรวจเรื่องนี้ใหม่"), again), cards.to_menu(words))
        )


def pause(chat: Chat, values: Values) -> None:
    """Stop for now; everything stays where it is."""
    if _gathering(chat, values) is None:
        return
    chat.leave_topic()
    words = chat.words
    told = words("พักไว้แล้วค่ะ สิ่งที่ส่งมาแล้วยังอยู่ครบ กลับมาทำต่อได้ทุกเมื่อ โดยพิมพ์ “เรื่องของฉัน” หรือส่งรูปต่อได้เลย")
    mine = cards.press(words("เรื่องของฉัน"), "mine?")
    chat.say(cards.text(told, mine, cards.to_menu(words)))


def _gathering(chat: Chat, values: Values) -> Precheck | None:
    """The citizen's case, while something can still be done about it; else says where it stands."""
    case = own(chat, values)
    if case is not None and case.state in GATHERING:
        return case
    precheck_case.show(chat, values)
    return None


def _summary(chat: Chat, case: Precheck) -> cards.Part:
    words = chat.words
    given = [paper for paper in case.papers if paper.photos]
    body = [
        cards.line(precheck_case.name(chat, case), weight="bold"),
        cards.heading(words("เอกสารที่ส่งตรวจ")),
        *(
            cards.mark(
                str(paper.place), paper.name_th, words("{count} รูป", count=len(paper.photos))
            )
            for paper in given
        ),
    ]
    if case.missing_at_visit:
        body.append(cards.heading(words("นำมาวันนัด")))
        body += [cards.bullet(paper.name_th) for paper in case.missing_at_visit]
    foot = [
        cards.button(cards.press(words("ส่งให้เจ้าหน้าที่ตรวจ"), write("submit", case)), main=True),
        cards.button(cards.press(words("แก้ไขรายการ"), write("case", case))),
        cards.button(cards.press(words("พักไว้ก่อน"), write("pause", case))),
    ]
    return cards.card(words("สรุปก่อนส่ง"), body, foot=foot, quick=[cards.to_menu(words)])


def _are_you_sure(chat: Chat, case: Precheck) -> None:
    words = chat.words
    told = words(
        "รูปเอกสารทั้งหมดของเรื่อง {receipt} จะถูกลบ และเจ้าหน้าที่จะไม่ตรวจต่อค่ะ", receipt=case.receipt
    )
    sure = cards.press(words("ถอนเรื่องและลบรูป"), write("withdraw", case, sure="y"))
    keep = cards.press(words("ไม่ถอน"), write("case", case))
    body = [
        cards.line(precheck_case.name(chat, case), weight="bold"),
        cards.line(told, margin="md"),
    ]
    foot = [cards.button(keep, main=True), cards.button(sure)]
    chat.say(cards.card(words("ถอนเรื่องนี้ไหมคะ"), body, foot=foot))
