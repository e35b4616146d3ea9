"""Mail to an agency's people: once, with links of their own, and never to whoever was let go."""

import email
import re
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.checks.waiting import order_mail
from bot.now import now
from models.links import MAILS, Links
from models.orders import OrderNotice, agencies, issuing, noticing
from models.orders.noticing import ISSUED, News
from tests.agencies import TEXT, Agencies, issued, open_agencies
from tests.district import District
from tests.machine.test_alerts import MailBox, mail
from tests.ringing import SECRET, ringing

__all__ = ["mail"]
ADDRESS = "https://khet.example"
SENDS = {"mail_from": "puean@khet.example", "public_url": ADDRESS}


def owed(district: District, more: int = 0) -> Agencies:
    """มานี is owed word of an order, and of some more, by mail."""
    with district.sessions.begin() as session:
        session.info[MAILS] = True
        known = open_agencies(session, now(), (now() + timedelta(days=10)).date())
        rows = [known.to_one]
        for _ in range(more):
            rows += issued(session, [known.one], known.napa, now()).addressees
        news = [News(row, ISSUED) for row in rows]
        noticing.told(session, known.manee, news, now(), door=noticing.MAIL_WAITS)
    return known


def doors(district: District) -> list[str]:
    with district.sessions() as session:
        return list(session.scalars(select(OrderNotice.door).order_by(OrderNotice.id)))


def read(letter: object) -> tuple[str, str]:
    """Subject and text of a mail."""
    message = email.message_from_bytes(letter.content)  # type: ignore[attr-defined]
    [(subject, coding)] = email.header.decode_header(message["Subject"])
    told = subject.decode(coding or "ascii") if isinstance(subject, bytes) else subject
    return told, str(message.get_payload(decode=True), "utf-8")


def stuck(district: District) -> str:
    """What the doctor thinks of it."""
    with district.sessions() as session:
        return order_mail(session, now()).state


def test_a_mail_tells_of_the_order_with_a_link_of_ones_own(
    district: District, mail: tuple[MailBox, str]
) -> None:
    box, url = mail
    known = owed(district)
    bell = ringing(district, smtp_url=url, **SENDS)
    assert bell.step()
    assert not bell.step()
    [letter] = box.letters
    assert letter.rcpt_tos == ["manee@example.org"]
    subject, text = read(letter)
    assert subject == "เพื่อนเขต: ข้อสั่งการใหม่"
    assert TEXT in text and "มานี รายงาน" in text
    [token] = re.findall(rf"{ADDRESS}/p/order/(\S+)", text)
    told = Links(ADDRESS, SECRET).read("order", token, now())
    assert told == f"{known.manee.id}:{known.to_one.name}"
    assert doors(district) == ["email"]


def test_twenty_orders_are_one_mail_and_every_order_has_its_link(
    district: District, mail: tuple[MailBox, str]
) -> None:
    box, url = mail
    owed(district, more=24)
    bell = ringing(district, smtp_url=url, **SENDS)
    while bell.step():
        pass
    links = [read(letter)[1].count("/p/order/") for letter in box.letters]
    assert links == [20, 5]
    assert set(doors(district)) == {"email"}


def test_a_server_that_is_away_is_asked_again_later_and_not_at_once(
    district: District, mail: tuple[MailBox, str]
) -> None:
    box, url = mail
    owed(district)
    away = ringing(district, smtp_url="smtp://127.0.0.1:9", **SENDS)
    assert away.step()
    assert not away.step()  # not hammered
    assert doors(district) == ["email_waiting"]
    assert ringing(district, smtp_url=url, **SENDS).step()
    assert len(box.letters) == 1 and doors(district) == ["email"]


def test_old_news_are_let_go(district: District, mail: tuple[MailBox, str]) -> None:
    box, url = mail
    owed(district)
    district.pass_time(timedelta(days=1, minutes=1))
    ringing(district, smtp_url=url, **SENDS).step()
    assert not box.letters and doors(district) == ["email_failed"]
    assert stuck(district) == "warn"


def test_whoever_was_let_go_and_a_withdrawn_order_are_not_written_about(
    district: District, mail: tuple[MailBox, str]
) -> None:
    box, url = mail
    known = owed(district)
    with district.sessions.begin() as session:
        _withdraw(session, known)
        agencies.let_go(session.merge(known.choojai))
        news = [News(session.merge(known.to_two), ISSUED)]
        noticing.told(session, session.merge(known.choojai), news, now(), door=noticing.MAIL_WAITS)
    bell = ringing(district, smtp_url=url, **SENDS)
    while bell.step():
        pass
    assert not box.letters and set(doors(district)) == {"email_needless"}
    assert stuck(district) == "ok"


def _withdraw(session: Session, known: Agencies) -> None:
    order = issuing.lock(session, known.order.name)
    assert order
    issuing.withdraw(order, "ออกซ้ำ", order.revision, now())


def test_without_a_mail_server_nothing_is_tried(district: District) -> None:
    owed(district)
    assert not ringing(district).step()
    assert doors(district) == ["email_waiting"]
