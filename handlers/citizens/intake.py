"""Short questions that turn a vague matter into a clear one: four lines the citizen confirms.

What was told so far lies with the question, so that it can be gone on with at any time.
"""

from handlers.citizens import cards, handover_question, handover_thread, welcome
from handlers.citizens.chat import Chat
from handlers.citizens.handover_receipt import promise
from handlers.citizens.handover_thread import own, write
from handlers.citizens.intake_steps import (
    Step,
    options,
    part,
    procedure,
    step_of,
    steps_of,
)
from handlers.citizens.postbacks import Values
from models import questions
from models.calendar import read
from models.questions import Question, State
from models.questions.asking import BETWEEN
from models.questions.telling import NEW

TOPIC = "intake"
SKIP = "skip"


def hear(chat: Chat, values: Values) -> None:
    """A tap among the short questions: an option, a skip, a step back, or where one left off."""
    question = own(chat, values)
    if question is None:
        welcome.lost(chat, values)
        return
    if question.state is not State.WAITING:
        _too_late(chat, question, values)
        return
    step = step_of(values.get("s", ""))
    tapped = values.get("o", "")
    edit = values.get("e") == "1"
    if step is None:
        _ask(chat, question, _open(chat, question), edit=False)
    elif not tapped:
        _ask(chat, question, step, edit=edit)
    else:
        chosen = [one for one in options(chat, question, step) if one.key == tapped]
        if chosen and step.name == "subject":
            question.procedure = tapped
        if chosen:
            _note(question, step, chosen[0].th)
        _on(chat, question, step, edit=edit)


def heard(chat: Chat, question: Question, text: str) -> None:
    """Words typed while we asked about this question: the answer to a step, or just more."""
    topic = chat.awaits(TOPIC)
    step = step_of(topic["step"]) if topic else None
    handover_thread.add(chat, question, text)
    if topic is None or step is None or question.state is not State.WAITING:
        handover_thread.added(chat, question)
        return
    if step.name == "subject":
        finding = chat.office.matcher.find(text)
        known = [slug for slug, _ in finding.nearest if finding.decision == "answer"]
        question.procedure = known[0] if known else question.procedure
    _note(question, step, " ".join(text.replace(BETWEEN, " ").split()))
    _on(chat, question, step, edit=bool(topic.get("edit")))


def shown(chat: Chat, question: Question) -> None:
    """A picture, a file or a place came while we asked: it lies with the question, go on."""
    topic = chat.awaits(TOPIC)
    if topic is None:
        handover_thread.added(chat, question)
        return
    words = chat.words
    told = words(
        "แนบไว้กับคำถาม {receipt} แล้วค่ะ ส่งเพิ่มได้ หรือตอบข้อเดิมต่อได้เลย", receipt=question.receipt
    )
    again = cards.press(words("ดูข้อเดิม"), write(TOPIC, question, s=topic["step"]))
    finish = cards.press(words("สรุปเลย"), write("confirm", question))
    chat.say(cards.text(told, again, finish))


def confirm(chat: Chat, values: Values) -> None:
    """The summary to look at; said to be right, it goes to the officers."""
    question = own(chat, values)
    if question is None:
        welcome.lost(chat, values)
    elif not question.state.open:
        handover_question.show(chat, values)
    elif values.get("sure") == "y" and question.summary:
        _confirmed(chat, question)
    else:
        _summary(chat, question)


def _ask(chat: Chat, question: Question, step: Step | None, *, edit: bool) -> None:
    """Ask one of the short questions; after the last one, show the summary."""
    if step is None:
        _summary(chat, question)
        return
    words, steps = chat.words, steps_of(chat, question)
    chat.wait_for(TOPIC, q=question.id, step=step.name, edit=edit)
    more = {"e": 1} if edit else {}
    place = steps.index(step) if step in steps else 0
    hint = words("แตะเลือก หรือพิมพ์เองได้ ส่งรูป ไฟล์ หรือตำแหน่งมาประกอบได้ด้วยค่ะ")
    body = [
        cards.small(words("ข้อ {number} จาก {all}", number=place + 1, all=len(steps))),
        cards.line(words(step.ask), size="lg", margin="md", weight="bold"),
    ]
    for one in options(chat, question, step):
        body.append(
            cards.row(cards.press(one.said, write(TOPIC, question, s=step.name, o=one.key, **more)))
        )
    body.append(cards.small(hint, margin="lg"))
    skip = cards.press(words("ข้าม"), write(TOPIC, question, s=step.name, o=SKIP, **more))
    finish = cards.press(words("สรุปเลย"), write("confirm", question))
    before = cards.press(
        words("ย้อนกลับ"),
        write(TOPIC, question, s=steps[place - 1].name) if place else write("question", question),
    )
    title = words("คำถาม {receipt}", receipt=question.receipt)
    chat.say(cards.card(title, body, foot=[cards.side_by_side(before, skip, finish)]))


def _on(chat: Chat, question: Question, step: Step, *, edit: bool) -> None:
    """The next question; after a line was put right, the summary again."""
    steps = steps_of(chat, question)
    after = steps[steps.index(step) + 1 :] if step in steps else []
    # Whose it is and which case it is make one line: who puts it right is asked both.
    if edit and not (after and after[0].line == step.line):
        after = []
    _ask(chat, question, next(iter(after), None), edit=edit)


def _open(chat: Chat, question: Question) -> Step | None:
    told = question.summary or {}
    return next((step for step in steps_of(chat, question) if not told.get(step.line)), None)


def _note(question: Question, step: Step, told: str) -> None:
    lines = question.summary or {}
    question.summary = {**lines, step.line: part(lines.get(step.line, ""), told, step)}


def _summary(chat: Chat, question: Question) -> None:
    words, told = chat.words, question.summary or {}
    chat.leave_topic()
    body: list[cards.Part] = [cards.line(words("เข้าใจถูกไหมคะ แตะบรรทัดที่อยากแก้ได้เลย"))]
    for name, label in handover_question.LINES.items():
        first = {"case": "whose"}.get(name, name)
        line = handover_question.line(chat, told.get(name, "")) or words("ยังไม่ได้บอก")
        mend = cards.press(
            words("แก้ “{line}”", line=words(label)), write(TOPIC, question, s=first, e=1)
        )
        body.append({**cards.fact(words(label), line), "action": mend})
    shown_ = sum(1 for one in question.words if one.attachment_id or one.place)
    if shown_:
        body.append(cards.small(words("แนบไว้ {count} รายการ", count=shown_), margin="lg"))
    sure = cards.press(words("ถูกต้อง ส่งเลย"), write("confirm", question, sure="y"))
    mend = cards.press(words("ตอบใหม่ทีละข้อ"), write(TOPIC, question, s="subject"))
    foot = [cards.button(mend, main=not told)]
    if told:
        foot.insert(0, cards.button(sure, main=True))
    quick = [cards.press(words("เรื่องของฉัน"), "mine?"), cards.to_menu(words)]
    chat.say(cards.card(words("สรุปคำถามของคุณ"), body, foot=foot, quick=quick))


def _confirmed(chat: Chat, question: Question) -> None:
    questions.summarise(question, question.summary or {}, chat.now)
    known = procedure(chat, question)
    if known is not None and question.state is State.WAITING and question.officer_id is None:
        _belongs_to(chat, question, known.section)
    chat.leave_topic()
    words = chat.words
    thanks = words("ขอบคุณค่ะ ส่งสรุปของคำถาม {receipt} ให้เจ้าหน้าที่แล้ว", receipt=question.receipt)
    told = "\n\n".join([thanks, *promise(chat, question)])
    chat.say(cards.text(told, cards.press(words("เรื่องของฉัน"), "mine?"), cards.to_menu(words)))


def _belongs_to(chat: Chat, question: Question, section: str) -> None:
    """The citizen said themselves what it is about; a section that did not know hears of it."""
    before, question.section = question.section, section
    if before not in (None, section):
        questions.tell_section(chat.session, question, NEW, chat.now, read(chat.session))


def _too_late(chat: Chat, question: Question, values: Values) -> None:
    """An officer has it already: what was tapped is told to them, and the bot asks no more."""
    step = step_of(values.get("s", ""))
    offered = options(chat, question, step) if step else ()
    chosen = [one for one in offered if one.key == values.get("o")]
    if question.state is not State.OWNED or not chosen:
        handover_question.show(chat, values)
        return
    handover_thread.pass_tap(chat, question, chosen[0].th)
