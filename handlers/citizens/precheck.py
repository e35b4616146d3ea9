"""Papers checked before the visit: what can be checked, consent, a few questions, a case begun."""

from handlers.citizens import (
    appointment,
    beforehand,
    cards,
    documents,
    facts,
    postbacks,
    precheck_case,
    precheck_papers,
    precheck_sorting,
    welcome,
)
from handlers.citizens.chat import Chat
from handlers.citizens.conditions import Answers, Asking
from handlers.citizens.postbacks import Values
from handlers.citizens.precheck_photos import answer
from models import consents, prechecks
from models.catalogue import Procedure
from models.consents import PRECHECK, VERSION, Consent
from models.prechecks import Precheck
from models.retention import SHRED_AFTER

__all__ = ["answer", "consent", "hear"]

# Where losing a day over a missing paper hurts most; any other that gains by it can be asked for.
OFFERED = (
    "add-name-house-registration",
    "marriage-registration",
    "divorce-registration",
    "child-legitimation",
    "adoption-registration",
)


def hear(chat: Chat, values: Values) -> None:
    """Begin with a procedure, or go on with its open case; without one, what can be checked."""
    procedure = chat.office.catalogue.procedures.get(values.get("p", ""))
    if procedure is None:
        _door(chat)
        return
    chat.remember(procedure.slug)
    running = _running(chat, procedure)
    if running:
        chat.say(precheck_case.card(chat, running))
    elif not documents.checked_ahead(procedure):
        _no_need(chat, procedure)
    elif procedure.first_question and values.get("f") != "n":
        first = procedure.first_question
        beforehand.ask(chat, procedure, first, values.get("f", ""), then="precheck")
    elif given := consents.current(chat.session, chat.citizen, PRECHECK):
        _questions(chat, procedure, values, given)
    else:
        _ask_consent(chat, procedure, values)


def consent(chat: Chat, values: Values) -> None:
    """Yes or no to keeping photographs of papers; a yes counts for the wording it was given to."""
    procedure = chat.office.catalogue.procedures.get(values.get("p", ""))
    if procedure is None:
        welcome.lost(chat, values)
    elif values.get("y") == str(VERSION):
        consents.give(chat.session, chat.citizen, PRECHECK, chat.now)
        hear(chat, values)
    elif values.get("y") == "n":
        _declined(chat, procedure)
    else:
        hear(chat, values)


def _door(chat: Chat) -> None:
    """What it is good for, the cases that are open, and a few procedures to begin with."""
    words, procedures = chat.words, chat.office.catalogue.procedures
    told = words("ถ่ายรูปเอกสารส่งให้เจ้าหน้าที่ตรวจก่อนมาสำนักงาน ผ่านแล้วค่อยนัดวันมา จะได้มาครั้งเดียวเสร็จค่ะ")
    body = [cards.line(told)]
    running = prechecks.open_of(chat.session, chat.citizen)
    if running:
        body += [
            cards.heading(words("เรื่องที่ทำค้างอยู่")),
            *(precheck_case.row(chat, c) for c in running),
        ]
    body.append(cards.heading(words("เริ่มเรื่องใหม่")))
    begun = {case.procedure for case in running}
    for slug in OFFERED:
        if slug in procedures and slug not in begun and documents.checked_ahead(procedures[slug]):
            press = cards.press(
                procedures[slug].name(words.language), postbacks.write("precheck", p=slug)
            )
            body.append(cards.row(press))
    other = words("เรื่องอื่น พิมพ์ชื่อเรื่อง แล้วกด “ตรวจเอกสารล่วงหน้า” ในรายการเอกสารค่ะ")
    body.append(cards.small(other, margin="lg"))
    quick = [cards.to_menu(words), cards.to_officer(words)]
    chat.say(cards.card(words("ตรวจเอกสารล่วงหน้า"), body, quick=quick))


def _running(chat: Chat, procedure: Procedure) -> Precheck | None:
    cases = prechecks.open_of(chat.session, chat.citizen)
    return next((case for case in cases if case.procedure == procedure.slug), None)


def _no_need(chat: Chat, procedure: Procedure) -> None:
    """Some papers are quicker looked at over the counter."""
    words = chat.words
    told = words(
        "เรื่อง “{name}” ไม่ต้องส่งเอกสารมาตรวจก่อนค่ะ เตรียมเอกสารแล้วมาที่สำนักงานได้เลย",
        name=procedure.name(words.language),
    )
    chat.say(cards.text(told, facts.papers(chat, procedure), cards.to_menu(words)))


def _ask_consent(chat: Chat, procedure: Procedure, values: Values) -> None:
    words = chat.words
    parts = (
        (words("เราเก็บอะไร"), words("รูปเอกสารที่คุณส่ง และคำตอบเรื่องกรณีของคุณ")),
        (words("เก็บไว้ทำไม"), words("ให้เจ้าหน้าที่ตรวจว่าเอกสารครบและถูกต้องก่อนคุณมา ไม่ใช้เรื่องอื่น")),
        (
            words("ใครเห็นข้อมูล"),
            words("เจ้าหน้าที่ของฝ่ายที่รับผิดชอบ และหน่วยงานที่ต้องช่วยตรวจ ทุกครั้งที่เปิดดูมีการบันทึกไว้"),
        ),
        (
            words("เก็บนานเท่าไร"),
            words("เก็บแบบเข้ารหัสจนจบเรื่อง แล้วลบภายใน {days} วัน", days=SHRED_AFTER.days),
        ),
        (words("สิทธิของคุณ"), words("ถอนเรื่อง ขอดู ขอสำเนา หรือลบได้ทุกเมื่อ พิมพ์ “เรื่องของฉัน”")),
    )
    keep = {key: values[key] for key in ("v", "a", "f") if key in values}
    yes = postbacks.write("consent", p=procedure.slug, y=VERSION, **keep)
    no = postbacks.write("consent", p=procedure.slug, y="n")
    version = words("ข้อความยินยอมฉบับที่ {version}", version=VERSION)
    chat.say(
        cards.card(
            words("ขอความยินยอมก่อนเริ่มค่ะ"),
            [
                *(cards.fact(label, told) for label, told in parts),
                cards.small(version, margin="lg"),
            ],
            foot=[
                cards.button(cards.press(words("ยินยอม"), yes), main=True),
                cards.button(cards.press(words("ไม่ยินยอม"), no)),
                cards.button(cards.press(words("อ่านประกาศความเป็นส่วนตัว"), "privacy?")),
            ],
            quick=[cards.to_menu(words)],
        )
    )


def _declined(chat: Chat, procedure: Procedure) -> None:
    words = chat.words
    told = words(
        "ไม่เป็นไรค่ะ เราจะไม่เก็บรูปเอกสารของคุณ เตรียมเอกสารตามรายการ แล้วมาที่สำนักงานในเวลาทำการได้เลยค่ะ"
    )
    hours = cards.press(words("เวลาทำการ"), "hours?")
    book = appointment.tap(chat, procedure, at_once=True)
    papers = facts.papers(chat, procedure)
    chat.say(cards.text(told, *book, papers, hours, cards.to_menu(words)))


def _questions(chat: Chat, procedure: Procedure, values: Values, given: Consent) -> None:
    """The next question; once all are answered, the case with its own list."""
    keep = (("f", "n"),) if procedure.first_question else ()
    asking = Asking(chat, procedure, "precheck", keep)
    answers = asking.heard(values)
    if answers is None:
        asking.begin_again()
        answers = {}
    if not asking.ask(answers):
        _begin(chat, procedure, answers, given)


def _begin(chat: Chat, procedure: Procedure, answers: Answers, given: Consent) -> None:
    case = prechecks.open_case(
        chat.session, chat.citizen, procedure, answers, given, chat.now,
        edition=chat.office.edition,
    )  # fmt: skip
    sent = precheck_sorting.loose(chat, case)
    chat.say(precheck_case.card(chat, case, alone=False))
    precheck_papers.ask_next(chat, case)
    chat.offer(*sent)
