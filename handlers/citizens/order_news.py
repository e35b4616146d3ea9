"""What the office tells an agency's people of their orders: new ones, reminders, asked again."""

from collections.abc import Sequence
from datetime import date

import regex

from handlers.citizens import cards
from handlers.citizens.chat import Chat
from handlers.citizens.precheck_news import chat_with
from handlers.citizens.words import Words, later
from models.dates import BUDDHIST_ERA
from models.orders import Addressee, AgencyContact, Order, Remark
from models.orders.noticing import ASKED_AGAIN, ISSUED, News
from models.orders.reaching import link

__all__ = ["asked_for", "chat_with", "due", "heading", "listed", "numbered", "short", "tell"]

MOST = 5  # orders in one card
LONGEST = 220  # graphemes of an order's words in a card of one; the page has them whole
SHORT = 90  # among several

NEW = later("ข้อสั่งการใหม่")
AGAIN = later("ขอข้อมูลเพิ่มเรื่องข้อสั่งการ")
SOON = later("ใกล้ครบกำหนดรายงาน")
TODAY = later("ครบกำหนดรายงานวันนี้")
OVERDUE = later("เลยกำหนดรายงานแล้ว")
SEVERAL = later("ข้อสั่งการที่รอรายงาน")
REPORT = later("รายงานผล")
EVERY = later("ดูข้อสั่งการทั้งหมด")


def tell(chat: Chat, contact: AgencyContact, news: Sequence[News]) -> None:
    """All there is to tell in one card: of one order whole, of several a line or two each."""
    if len(news) == 1:
        _one(chat, contact, news[0])
    else:
        rows = [one.addressee for one in news]
        listed(chat, contact, rows, heading(chat.words, news, chat.today))


def _one(chat: Chat, contact: AgencyContact, news: News) -> None:
    words, addressee = chat.words, news.addressee
    body = [
        cards.line(numbered(words, addressee.order), weight="bold"),
        cards.small(contact.agency.name),
        cards.line(short(addressee.order.text, LONGEST), margin="md"),
    ]
    asked = asked_for(addressee) if news.what.startswith(ASKED_AGAIN) else ""
    if asked:
        body.append(cards.strip(words("ผู้ตรวจราชการขอข้อมูลเพิ่ม"), cards.line(short(asked, LONGEST))))
    body.append(cards.fact(words("กำหนดรายงาน"), due(words, addressee.order, chat.today)))
    address = link(chat.links, contact, addressee, chat.now)
    if address:
        theirs = words("ลิงก์นี้เป็นของคุณคนเดียว โปรดอย่าส่งต่อนะคะ")
        body.append(cards.small(theirs, margin="lg"))
    foot = [cards.button(cards.link(words(REPORT), address), main=True)] if address else []
    foot.append(cards.button(cards.press(words(EVERY), "orders?")))
    chat.say(cards.card(heading(words, [news], chat.today), body, foot=foot))


def listed(
    chat: Chat, contact: AgencyContact, rows: Sequence[Addressee], title: str, start: int = 0
) -> None:
    """Some orders of one agency in one card, from the one at `start`, and the way to the rest."""
    words, body = chat.words, [cards.small(contact.agency.name)]
    for addressee in rows[start : start + MOST]:
        order = addressee.order
        body.append(cards.heading(numbered(words, order)))
        body.append(cards.line(short(order.text, SHORT)))
        body.append(cards.small(due(words, order, chat.today)))
        address = link(chat.links, contact, addressee, chat.now)
        if address:
            tap = cards.link(words("รายงาน{which}", which=numbered(words, order)), address)
            body.append(cards.button(tap, main=True))
    rest = len(rows) - start - MOST
    foot = [cards.button(cards.press(words(EVERY), f"orders?c={contact.id}"))]
    if rest > 0:
        more = words("ดูอีก {count} ข้อ", count=rest)
        foot = [cards.button(cards.press(more, f"orders?c={contact.id}&n={start + MOST}"))]
    elif start == 0 and len(rows) <= MOST:
        foot = []
    chat.say(cards.card(title, body, foot=foot, quick=[cards.to_menu(words)]))


def heading(words: Words, news: Sequence[News], today: date) -> str:
    """What a card or a mail about these is called."""
    if all(one.what == ISSUED for one in news):
        return words(NEW)
    if len(news) > 1:
        return words(SEVERAL)
    if news[0].what.startswith(ASKED_AGAIN):
        return words(AGAIN)
    days = (news[0].addressee.order.due_on - today).days
    return words(SOON if days > 0 else OVERDUE if days < 0 else TODAY)


def numbered(words: Words, order: Order) -> str:
    """Which order it is, as the paper counts."""
    which = order.round
    year = which.fiscal_year if words.language == "th" else which.fiscal_year - BUDDHIST_ERA
    return words(
        "ข้อ {number} รอบที่ {round}/{year}", number=order.number, round=which.number, year=year
    )


def due(words: Words, order: Order, today: date) -> str:
    """The due day and how far away it is."""
    days, day = (order.due_on - today).days, words.day(order.due_on)
    if days < 0:
        return words("{day} (เลยกำหนดแล้ว {days} วัน)", day=day, days=-days)
    if days == 0:
        return words("{day} (วันนี้)", day=day)
    return words("{day} (อีก {days} วัน)", day=day, days=days)


def asked_for(addressee: Addressee) -> str:
    """What the inspector asked for last; "" when nothing."""
    asked = [one.words for one in addressee.remarks if one.kind == Remark.ASKED_AGAIN]
    return asked[-1] if asked else ""


def short(text: str, graphemes: int) -> str:
    """The beginning, for it says what the order is about."""
    signs = regex.findall(r"\X", " ".join(text.split()))
    return "".join(signs if len(signs) <= graphemes else [*signs[: graphemes - 1], "…"])
