"""When the office is open, where it is, and how to call it."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

from handlers.citizens import cards, standings
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from handlers.citizens.words import later
from models import calendar
from models.dates import BANGKOK

# The hours an office may publish (models/catalogue/office.yaml), in the order a citizen asks.
HOURS = (
    ("counter", later("วันทำการ")),
    ("saturday", later("วันเสาร์")),
    ("sunday_holiday", later("วันอาทิตย์และวันหยุด")),
    ("lunch", later("ช่วงพักเที่ยง")),
    ("service_center", later("ศูนย์บริการ")),
)


def hours(chat: Chat, values: Values) -> None:
    """Opening hours; what the office has not confirmed is said so."""
    chat.say(hours_card(chat))


def contact(chat: Chat, values: Values) -> None:
    """Address, map and telephone."""
    chat.say(contact_card(chat))


def hours_card(chat: Chat) -> cards.Part:
    """Every opening hour the office publishes."""
    words, office = chat.words, chat.office.catalogue.office
    facts = [(label, office.hours[name]) for name, label in HOURS if name in office.hours]
    body = [
        cards.fact(words(label), fact.text_th or "", standings.remark(chat, fact))
        for label, fact in facts
        if fact.told and fact.in_force(chat.today)
    ]
    unknown = words("ยังไม่ได้ลงเวลาทำการ โปรดโทรสอบถามก่อนมาค่ะ")
    today = [cards.line(said) for said in today_told(chat)]
    return cards.card(
        words("เวลาทำการ"),
        [*today, *(body or [cards.line(unknown)])],
        foot=[cards.button(cards.press(words("แผนที่ / ติดต่อ"), "contact?"))],
        quick=[cards.to_menu(words), cards.to_officer(words)],
    )


def today_told(chat: Chat) -> Iterator[str]:
    """Why the office is closed today, all day or half of it, and when it opens again."""
    words, known = chat.words, calendar.read(chat.session)
    why = known.why_closed if words.language == "th" else known.why_closed_en
    openings = known.openings(chat.today)
    try:
        again = known.next_opening(chat.now).astimezone(BANGKOK)
    except calendar.NeverOpen:
        return  # nobody has set the hours yet
    if not openings:
        when = words("{day} เวลา {hour} น.", day=words.day(again.date()), hour=f"{again:%H.%M}")
        yield words("วันนี้ปิด: {why} เปิดอีกครั้ง {when}", why=why(chat.today), when=when)
        if any(known.openings(chat.today, (one,)) for one in known.hours if one):
            yield words("บางบริการยังเปิดวันนี้ ดูรายการด้านล่างค่ะ")
    elif len(openings) < len(calendar.Half):
        shut = next(half for half in calendar.Half if half != openings[0].half)
        reason, hours = why(chat.today, half=shut), openings[0].words
        yield words("วันนี้เปิดเฉพาะ {hours} น.: {why}", hours=hours, why=reason)


def contact_card(chat: Chat) -> cards.Part:
    """Where the office is and its number."""
    words, office = chat.words, chat.office.catalogue.office
    return cards.card(
        office.name(words.language),
        [
            cards.fact(words("ที่อยู่"), office.address(words.language)),
            cards.fact(words("โทรศัพท์"), office.phone),
        ],
        foot=[
            cards.button(cards.link(words("เปิดแผนที่"), map_of(office.map_query)), main=True),
            cards.button(cards.link(words("โทรหาสำนักงาน"), cards.telephone(office.phone))),
            cards.button(cards.press(words("เวลาทำการ"), "hours?")),
        ],
        quick=[cards.to_menu(words), cards.to_officer(words)],
    )


# Questions about the office itself, as the matcher calls them.
OFFICE: dict[str, Callable[[Chat], cards.Part]] = {
    "office-hours": hours_card,
    "office-place": contact_card,
    "office-phone": contact_card,
}
ROWS = {
    "office-hours": (later("เวลาทำการ"), "hours?"),
    "office-place": (later("ที่ตั้งสำนักงาน"), "contact?"),
    "office-phone": (later("เบอร์โทรสำนักงาน"), "contact?"),
}


def row(chat: Chat, name: str) -> cards.Part:
    """A question about the office, in a list of suggestions."""
    label, data = ROWS[name]
    return cards.row(cards.press(chat.words(label), data))


def map_of(place: str) -> str:
    """The address of the map that shows the place."""
    # Google Maps URLs, "Search": opens the app or the page, no key needed.
    return f"https://www.google.com/maps/search/?api=1&query={quote(place)}"
