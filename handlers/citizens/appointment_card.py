"""The card of one visit: the number in the queue, when, what to bring, where, and the ways on."""

from datetime import datetime, time, timedelta

from handlers.citizens import appointment_words, cards, documents, postbacks, visits
from handlers.citizens.chat import Chat
from handlers.citizens.words import Words
from models import calendar
from models.appointments import LIVE, Booking, State, Wish, changeable_until, waiting
from models.dates import BANGKOK, thai_moment
from models.prechecks import Precheck

MOST_PAPERS = 12  # named on the card; the rest are behind the button
PAPER = 120  # graphemes of one paper's name


def say(chat: Chat, booking: Booking, title: str, *lead: str) -> None:
    """The card under this title, with what is to be said first."""
    words = chat.words
    body = [cards.line(line) for line in lead]
    if booking.state in LIVE:
        body += [*_number(words, booking), *_facts(chat, booking), *_to_bring(chat, booking)]
        body += _where(chat)
    else:
        body += [*_facts(chat, booking), *_state(chat, booking)]
    foot = [cards.button(tap, main=at == 0) for at, tap in enumerate(_ways_on(chat, booking))]
    quick = [
        cards.press(words("นัดของฉัน"), "visits?"),
        cards.to_menu(words),
        cards.to_officer(words),
    ]
    chat.say(cards.card(title, body, foot=foot, quick=quick))


def row(chat: Chat, booking: Booking) -> cards.Part:
    """The visit in a list of several."""
    words = chat.words
    told = [
        appointment_words.when(words, booking),
        words(appointment_words.STATES[State(booking.state)]),
    ]
    if booking.state in LIVE:
        told[1:] = [words("คิว {number}", number=booking.queue_number(words.language))]
    if booking.state == State.DISPLACED:
        told = [words(appointment_words.STATES[State.DISPLACED])]
    name = appointment_words.name(chat, booking.procedure, booking.procedure_name)
    press = cards.press(f"{booking.reference} {name}", postbacks.write("visit", b=booking.id))
    return cards.row(press, " · ".join(told))


def wish_row(chat: Chat, wish: Wish) -> cards.Part:
    """A place on the waiting list, in a list of several."""
    words = chat.words
    name = appointment_words.name(chat, wish.procedure, wish.procedure_name)
    label = words("คิวสำรอง: {name}", name=name)
    if wish.state == waiting.OFFERED:
        told = words("มีที่ว่างแล้ว แตะเพื่อยืนยัน")
    else:
        told = f"{wished(words, wish)} · {ahead(chat, wish)}"
    return cards.row(cards.press(label, postbacks.write("wait", w=wish.id)), told)


def wished(words: Words, wish: Wish) -> str:
    """What somebody waits for: any day, this day, or this half of it."""
    half = [appointment_words.half(words, wish.half)] if wish.half else []
    day = appointment_words.day(words, wish.day) if wish.day else words("วันใดก็ได้")
    return " ".join([day, *half])


def ahead(chat: Chat, wish: Wish) -> str:
    """How many wait before them."""
    count = waiting.ahead_of(chat.session, wish)
    if count == 0:
        return chat.words("คุณเป็นคิวแรก")
    return chat.words("มีผู้รอก่อนหน้า {count} คน", count=count)


def changeable(chat: Chat, booking: Booking) -> datetime:
    """Until when this visit may be moved or cancelled."""
    return changeable_until(chat.session, booking, calendar.read(chat.session))


def moment(words: Words, moment: datetime) -> str:
    """A moment as its reader counts years."""
    local = moment.astimezone(BANGKOK)
    return (
        thai_moment(moment)
        if words.language == "th"
        else f"{words.day(local.date())} {local:%H:%M}"
    )


def page(chat: Chat, booking: Booking) -> list[cards.Part]:
    """The way to the private page with its QR and calendar file, until the end of that day."""
    if chat.links is None or not chat.links.public_url or booking.state not in LIVE:
        return []
    until = datetime.combine(booking.day + timedelta(days=1), time(), BANGKOK)
    # LINE's own browser opens no calendar file (LINE docs, "Open a URL in an external browser").
    address = chat.links.write("visit", booking.code, until) + "?openExternalBrowser=1"
    return [cards.link(chat.words("แสดง QR / เพิ่มในปฏิทิน"), address)]


def _number(words: Words, booking: Booking) -> list[cards.Part]:
    number = booking.queue_number(words.language)
    return [
        cards.small(words("คิวที่"), align="center"),
        cards.line(number, size="4xl", weight="bold", color=cards.GREEN, align="center"),
    ]


def _facts(chat: Chat, booking: Booking) -> list[cards.Part]:
    words = chat.words
    half = appointment_words.half(words, booking.half)
    hours = appointment_words.hours(calendar.read(chat.session), booking)
    told = words("{half} {hours} น.", half=half, hours=hours) if hours else half
    return [
        cards.fact(words("วัน"), f"{appointment_words.day(words, booking.day)}\n{told}"),
        cards.fact(
            words("เรื่อง"), appointment_words.name(chat, booking.procedure, booking.procedure_name)
        ),
        cards.fact(words("เลขที่นัด"), booking.reference),
    ]


def _state(chat: Chat, booking: Booking) -> list[cards.Part]:
    return [
        cards.fact(chat.words("สถานะ"), chat.words(appointment_words.STATES[State(booking.state)]))
    ]


def _to_bring(chat: Chat, booking: Booking) -> list[cards.Part]:
    """What is still missing after the papers were checked; without that, the whole list."""
    words = chat.words
    case = chat.session.get(Precheck, booking.precheck_id) if booking.precheck_id else None
    if case is not None:
        missing = [paper.name_th for paper in case.missing_at_visit]
        told = words("เอกสารตัวจริงของรูปที่ผ่านการตรวจแล้ว")
        return [cards.heading(words("อย่าลืมนำมา")), cards.bullet(told), *_bullets(missing)]
    known = chat.office.catalogue.procedures.get(booking.procedure)
    papers = known.checklist({}) if known else ()
    if not papers:
        return []
    listed = documents.listed(chat, list(papers[:MOST_PAPERS]))
    rest = [cards.small(words("บางกรณีมีเพิ่มเติม กด “เอกสารที่ต้องใช้” เพื่อดูของคุณค่ะ"), margin="md")]
    more = rest if known and (known.questions() or len(papers) > MOST_PAPERS) else []
    return [cards.heading(words("อย่าลืมนำมา")), *listed, *more]


def _bullets(names: list[str]) -> list[cards.Part]:
    return [cards.bullet(cards.shorten(name, PAPER)) for name in names[:MOST_PAPERS]]


def _where(chat: Chat) -> list[cards.Part]:
    office = chat.office.catalogue.office
    language = chat.words.language
    told = f"{office.name(language)}\n{office.address(language)}"
    return [cards.fact(chat.words("สถานที่"), told)]


def _ways_on(chat: Chat, booking: Booking) -> list[cards.Part]:
    words = chat.words
    if booking.state == State.DISPLACED:
        again = postbacks.write("reschedule", b=booking.id)
        off = postbacks.write("unbook", b=booking.id)
        return [cards.press(words("เลือกวันใหม่"), again), cards.press(words("ยกเลิกนัด"), off)]
    if booking.state not in LIVE:
        new = postbacks.write("book", p=booking.procedure)
        return [cards.press(words("นัดใหม่"), new)]
    place = chat.office.catalogue.office.map_query
    taps = [*page(chat, booking), cards.link(words("เปิดแผนที่"), visits.map_of(place))]
    if booking.precheck_id is None:
        listed = postbacks.write("documents", p=booking.procedure)
        taps.append(cards.press(words("เอกสารที่ต้องใช้"), listed))
    if booking.state == State.BOOKED and chat.now < changeable(chat, booking):
        taps += [
            cards.press(words("เลื่อนนัด"), postbacks.write("reschedule", b=booking.id)),
            cards.press(words("ยกเลิกนัด"), postbacks.write("unbook", b=booking.id)),
        ]
    return taps
