"""What the office mails to an agency's people who have no LINE here, or when its month is spent."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.citizens.order_news import asked_for, due, heading, numbered, short
from handlers.citizens.words import Words
from models.dates import BANGKOK
from models.links import Links
from models.orders import AgencyContact
from models.orders.noticing import ASKED_AGAIN, News
from models.orders.reaching import link

LONGEST = 300  # graphemes of an order's words


def written(
    links: Links | None, contact: AgencyContact, news: Sequence[News], now: datetime
) -> tuple[str, str]:
    """Subject and text of one mail with all there is to tell this contact."""
    words = Words(contact.citizen.language if contact.citizen else "th")
    today = now.astimezone(BANGKOK).date()
    told = [words("เรียน คุณ{name} ({agency})", name=contact.name, agency=contact.agency.name)]
    for one in news:
        address = link(links, contact, one.addressee, now)
        told.append("\n".join(line for line in (*_lines(words, one, today), address) if line))
    if links is not None:
        told.append(words("ลิงก์แต่ละข้อเป็นของคุณคนเดียวและมีวันหมดอายุ โปรดอย่าส่งต่อนะคะ"))
    return heading(words, news, today), "\n\n".join(told) + "\n"


def _lines(words: Words, news: News, today: date) -> list[str]:
    order, asked = news.addressee.order, ""
    if news.what.startswith(ASKED_AGAIN):
        asked = words("ผู้ตรวจราชการขอข้อมูลเพิ่ม: {words}", words=asked_for(news.addressee))
    when = words("กำหนดรายงาน: {day}", day=due(words, order, today))
    return [numbered(words, order), short(order.text, LONGEST), asked, when]
