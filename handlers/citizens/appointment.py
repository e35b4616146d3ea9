"""Booking a visit: choose a day and half of it, confirm, and the card that says all about it."""

from handlers.citizens import (
    appointment_card,
    appointment_choosing,
    appointment_days,
    beforehand,
    cards,
    documents,
    postbacks,
    precheck_case,
    welcome,
)
from handlers.citizens.appointment_case import (
    BOOKABLE,
    Errand,
    case_of,
    day_of,
    errand,
    half_of,
    matter,
    own,
)
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models import appointments, prechecks
from models.appointments import (
    AlreadyBooked,
    Barred,
    Booking,
    PastCutOff,
    Place,
    State,
    WrongMove,
    waiting,
)
from models.appointments.settling import settle
from models.catalogue import Procedure
from models.typed_dates import picked


def book(chat: Chat, values: Values) -> None:
    """The days that may be chosen; of a procedure without checked papers first what is better."""
    if not values.keys() & {"b", "c", "p"}:
        _door(chat)
        return
    about = errand(chat, values)
    if about is None:
        _cannot(chat, values)
        return
    chat.remember(about.matter.procedure)
    wanted = picked(chat.heard.params.get("date"))
    if about.moving is None and (live := live_of(chat, about)):
        _already(chat, live)
    elif wanted:
        appointment_choosing.on_day(chat, about, wanted)
    elif _detour(chat, about, values):
        return
    else:
        appointment_days.show(chat, about, day_of({"d": values.get("n", "")}))


def seat(chat: Chat, values: Values) -> None:
    """One half-day: asked once more, then taken; when it is gone, what else there is."""
    about, day, half = errand(chat, values), day_of(values), half_of(values)
    if about is None or day is None:
        _cannot(chat, values)
    elif about.moving is None and (live := live_of(chat, about)):
        _already(chat, live)
    elif half is None:
        appointment_choosing.on_day(chat, about, day)
    elif values.get("sure") == "y":
        _take(chat, about, (day, half))
    else:
        appointment_choosing.choose(chat, about, (day, half))


def tap(chat: Chat, procedure: Procedure, *, at_once: bool = False) -> list[cards.Part]:
    """To booking a visit for it, where seats are opened; `at_once` asks nothing first."""
    if procedure.appointment not in BOOKABLE or not _opened(chat, procedure):
        return []
    more = {"x": "y"} if at_once else {}
    return [cards.press(chat.words("นัดวันมา"), postbacks.write("book", p=procedure.slug, **more))]


def _opened(chat: Chat, procedure: Procedure) -> bool:
    return bool(appointments.allowances(chat.session, matter(procedure), chat.today).rules)


def _door(chat: Chat) -> None:
    """No procedure was named: those whose papers passed, and how to ask for another."""
    words = chat.words
    cases = prechecks.open_of(chat.session, chat.citizen)
    ready = [case for case in cases if case.state is prechecks.State.PASSED]
    rows = [
        cards.row(
            cards.press(
                f"{case.receipt} {precheck_case.name(chat, case)}",
                postbacks.write("book", c=case.receipt),
            ),
            words("เอกสารผ่านแล้ว เลือกวันนัดได้เลย"),
        )
        for case in ready
    ]
    told = words(
        "นัดเรื่องอะไรคะ พิมพ์ได้เลย เช่น “นัดจดทะเบียนสมรสพรุ่งนี้บ่าย” หรือเปิดเรื่องที่ต้องการแล้วกด “นัดวันมา”"
    )
    foot = [
        cards.button(cards.press(words("นัดของฉัน"), "visits?"), main=True),
        cards.button(cards.press(words("ค้นหาบริการ"), "find?")),
    ]
    quick = [cards.to_menu(words), cards.to_officer(words)]
    chat.say(cards.card(words("นัดหมาย"), [cards.line(told), *rows], foot=foot, quick=quick))


def _cannot(chat: Chat, values: Values) -> None:
    """A button about something that can no longer be booked: where it stands, kindly."""
    words = chat.words
    procedure = chat.office.catalogue.procedures.get(values.get("p", ""))
    if (booking := own(chat, values)) is not None:
        appointment_card.say(chat, booking, words("นัดนี้เปลี่ยนไปแล้วค่ะ"))
    elif (case := case_of(chat, values)) is not None:
        chat.say(precheck_case.card(chat, case))
    elif procedure is not None:
        told = words(
            "เรื่อง “{name}” ไม่ต้องนัดล่วงหน้าค่ะ มาที่สำนักงานในเวลาทำการได้เลย",
            name=procedure.name(words.language),
        )
        hours = cards.press(words("เวลาทำการ"), "hours?")
        chat.say(cards.text(told, hours, cards.to_officer(words), cards.to_menu(words)))
    else:
        welcome.lost(chat, values)


def live_of(chat: Chat, about: Errand) -> Booking | None:
    """The visit they have for this matter already; one of an earlier day is done with."""
    live = appointments.live_of(chat.session, chat.citizen, about.matter.procedure)
    if live is None or live.state == State.DISPLACED:
        return None
    return None if settle(chat.session, live, chat.now) else live


def _already(chat: Chat, live: Booking) -> None:
    appointment_card.say(chat, live, chat.words("มีนัดเรื่องนี้อยู่แล้วค่ะ"))


def _detour(chat: Chat, about: Errand, values: Values) -> bool:
    """Ask first what belongs before a day: another procedure perhaps, or papers to be checked."""
    procedure = chat.office.catalogue.procedures.get(about.matter.procedure)
    if procedure is None or about.precheck or about.moving or "x" in values or "n" in values:
        return False
    if not _opened(chat, procedure):
        return False
    if procedure.first_question and values.get("f") != "n":
        beforehand.ask(chat, procedure, procedure.first_question, values.get("f", ""), then="book")
        return True
    if documents.checked_ahead(procedure):
        _offer_precheck(chat, about, procedure)
        return True
    return False


def _offer_precheck(chat: Chat, about: Errand, procedure: Procedure) -> None:
    words = chat.words
    cases = prechecks.open_of(chat.session, chat.citizen)
    case = next((one for one in cases if one.procedure == procedure.slug), None)
    if case is None:
        told = words("ส่งรูปเอกสารให้ตรวจก่อนนัด จะได้มาครั้งเดียวเสร็จค่ะ ถ้ามั่นใจว่าเอกสารครบแล้ว นัดได้เลย")
        better = documents.precheck_tap(chat, procedure)
    else:
        told = words(
            "เรื่อง {receipt} ยังตรวจเอกสารไม่เสร็จค่ะ รอผลก่อนจะได้มาครั้งเดียวเสร็จ หรือจะนัดไว้ก่อนก็ได้",
            receipt=case.receipt,
        )
        better = cards.press(
            words("ดูเรื่อง {receipt}", receipt=case.receipt), precheck_case.write("case", case)
        )
    body = [
        cards.line(procedure.name(words.language), weight="bold"),
        cards.line(told, margin="md"),
    ]
    at_once = cards.press(words("นัดเลย ไม่ตรวจก่อน"), about.write("book", x="y"))
    foot = [cards.button(better, main=True), cards.button(at_once)]
    quick = [cards.to_menu(words), cards.to_officer(words)]
    chat.say(cards.card(words("ก่อนเลือกวันนัด"), body, foot=foot, quick=quick))


def _take(chat: Chat, about: Errand, place: Place) -> None:
    words = chat.words
    try:
        booking = _booked(chat, about, place)
    except Barred as barred:
        choice = appointment_choosing.look(chat, about, place)
        bar = choice.bar or barred.bar
        appointment_choosing.refuse(chat, about, place, bar, choice.why)
    except AlreadyBooked as already:
        _already(chat, already.booking)
    except (PastCutOff, WrongMove):
        _cannot(chat, {"b": str(about.moving.id)} if about.moving else {})
    else:
        title = words("เลื่อนนัดแล้วค่ะ") if about.moving else words("นัดเรียบร้อยแล้วค่ะ")
        appointment_card.say(chat, booking, title)


def _booked(chat: Chat, about: Errand, place: Place) -> Booking:
    moving = about.moving
    if moving is not None and moving.state == State.BOOKED:
        booking = appointments.move(chat.session, moving, place, chat.now)
    else:
        case = about.precheck
        booking = appointments.book(
            chat.session, chat.citizen, about.matter, place, chat.now,
            precheck_id=case.id if case else None,
        )  # fmt: skip
    wish = waiting.wish_of(chat.session, chat.citizen, about.matter.procedure)
    if wish is not None:  # they have a day now
        waiting.leave(chat.session, wish, chat.now)
    return booking
