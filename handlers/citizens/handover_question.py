"""A citizen's question as they see it afterwards: where it stands, what was answered, its end."""

from handlers.citizens import cards, welcome
from handlers.citizens.chat import Chat
from handlers.citizens.handover_receipt import promise
from handlers.citizens.handover_thread import MORE, own, write
from handlers.citizens.postbacks import Values
from handlers.citizens.words import later
from models import questions
from models.calendar import read
from models.questions import Question, State
from models.questions.telling import REOPENED

STATES = {
    State.WAITING: later("รอเจ้าหน้าที่ตอบ"),
    State.OWNED: later("เจ้าหน้าที่กำลังดูแล"),
    State.ANSWERED: later("ตอบแล้ว"),
    State.DONE: later("เรียบร้อยแล้ว"),
    State.DEFLECTED: later("ได้คำตอบที่เตรียมไว้แล้ว"),
    State.WITHDRAWN: later("ยกเลิกแล้ว"),
}
LINES = {
    "subject": later("เรื่อง"),
    "case": later("ของใคร / กรณี"),
    "trouble": later("ติดตรงไหน"),
    "wish": later("อยากได้อะไร"),
}


def show(chat: Chat, values: Values) -> None:
    """One question of the citizen's: what was asked, where it stands, what was answered."""
    question = own(chat, values)
    if question is None:
        welcome.lost(chat, values)
        return
    words = chat.words
    body = [
        cards.line(f"“{cards.shorten(question.text, 300)}”", weight="bold"),
        cards.small(words(STATES[question.state]), margin="sm"),
    ]
    if question.state.open:
        body += [cards.line(line, margin="md") for line in promise(chat, question)]
    body += summary(chat, question)
    body += _answers(chat, question)
    foot = [cards.button(tap, main=n == 0) for n, tap in enumerate(_steps(chat, question))]
    quick = [cards.press(words("เรื่องของฉัน"), "mine?"), cards.to_menu(words)]
    title = words("คำถาม {receipt}", receipt=question.receipt)
    chat.say(cards.card(title, body, foot=foot, quick=quick))


def summary(chat: Chat, question: Question) -> list[cards.Part]:
    """The lines the citizen told so far."""
    words, told = chat.words, question.summary or {}
    return [cards.fact(words(LINES[n]), line(chat, told[n])) for n in LINES if told.get(n)]


def line(chat: Chat, told: str) -> str:
    """A line of the summary, its ready-made parts in the citizen's language."""
    return " · ".join(chat.words(part) for part in told.split(" · ") if part)


def unask(chat: Chat, values: Values) -> None:
    """The citizen wants no answer any more: asked once, then done."""
    question = own(chat, values)
    if question is None:
        welcome.lost(chat, values)
        return
    words = chat.words
    if not question.state.open:
        show(chat, values)
    elif values.get("sure") != "y":
        told = words("ยกเลิกคำถาม {receipt} ไหมคะ เจ้าหน้าที่จะไม่ตอบคำถามนี้", receipt=question.receipt)
        keep = cards.press(words("ไม่ยกเลิก รอคำตอบ"), write("question", question))
        sure = cards.press(words("ยกเลิกคำถามนี้"), write("unask", question, sure="y"))
        foot = [cards.button(keep, main=True), cards.button(sure)]
        chat.say(cards.card(words("ยกเลิกคำถาม"), [cards.line(told)], foot=foot))
    else:
        questions.withdraw(question, chat.now)
        told = words("ยกเลิกคำถาม {receipt} แล้วค่ะ ถามใหม่ได้ทุกเมื่อนะคะ", receipt=question.receipt)
        chat.say(cards.text(told, cards.to_menu(words), cards.to_officer(words)))


def understood(chat: Chat, values: Values) -> None:
    """The answer was understood."""
    question = own(chat, values) or _answered_last(chat)
    if question is None:
        welcome.thanks(chat, values)
        return
    if question.state is State.ANSWERED:
        questions.understood(question, chat.now)
    words = chat.words
    if question.state is not State.DONE:
        show(chat, {"q": str(question.id)})
        return
    told = words("ขอบคุณค่ะ ปิดคำถาม {receipt} แล้ว มีเรื่องอื่นพิมพ์ถามได้เลยนะคะ", receipt=question.receipt)
    chat.say(cards.text(told, cards.to_menu(words), cards.press(words("เรื่องของฉัน"), "mine?")))


def unclear(chat: Chat, values: Values) -> None:
    """It was not: the question waits again, and the next words say where it is unclear."""
    question = own(chat, values) or _answered_last(chat)
    if question is None:
        welcome.help_(chat, values)
        return
    if question.state not in (State.ANSWERED, State.DONE):
        show(chat, {"q": str(question.id)})
        return
    questions.not_understood(chat.session, question, chat.now)
    calendar = read(chat.session)
    questions.tell_owner(chat.session, question, REOPENED, chat.now, calendar)
    chat.wait_for(MORE, q=question.id)
    words = chat.words
    sorry = words("ขออภัยค่ะ ส่งคำถาม {receipt} กลับให้เจ้าหน้าที่แล้ว", receipt=question.receipt)
    which = words("ช่วยพิมพ์บอกว่าตรงไหนยังไม่ชัด หรือส่งรูปมาได้เลยค่ะ")
    told = "\n\n".join([sorry, *promise(chat, question), which])
    chat.say(cards.text(told, cards.press(words("เรื่องของฉัน"), "mine?"), cards.to_menu(words)))


def _answers(chat: Chat, question: Question) -> list[cards.Part]:
    """What the officer said last."""
    words = chat.words
    said = [one for one in question.words if one.by == "officer" and one.text]
    if not said or question.state.open:
        return []
    who = said[-1].officer.name if said[-1].officer else words("เจ้าหน้าที่")
    return [cards.heading(words("คำตอบ")), cards.line(said[-1].text), cards.small(who)]


def _steps(chat: Chat, question: Question) -> list[cards.Part]:
    """What the citizen may do with it now, the best first."""
    words = chat.words
    if question.state.open:
        cancel = cards.press(words("ยกเลิกคำถาม"), write("unask", question))
        if question.summary_confirmed_at is not None or question.state is State.OWNED:
            return [cancel]
        begun = words("เล่าต่อจากเดิม") if question.summary else words("เล่าเพิ่มให้ชัด")
        return [cards.press(begun, write("intake", question)), cancel]
    if question.state is State.ANSWERED:
        return [
            cards.press(words("เข้าใจแล้ว"), write("understood", question)),
            cards.press(words("ยังไม่เข้าใจ"), write("unclear", question)),
        ]
    if question.state is State.DONE:
        return [cards.press(words("ถามต่อเรื่องนี้"), write("unclear", question))]
    return [cards.press(words("ถามเจ้าหน้าที่อีกครั้ง"), "officer?")]


def _answered_last(chat: Chat) -> Question | None:
    """The newest answer that nobody said anything about, for whoever types instead of tapping."""
    mine = questions.questions_of(chat.session, chat.citizen)
    return next((one for one in mine if one.state is State.ANSWERED), None)
