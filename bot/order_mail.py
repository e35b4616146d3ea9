"""Mails an agency's people what the clock found they are owed, a mail for each of them."""

import smtplib
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session, sessionmaker

from bot.mail import MailServer
from bot.now import now
from handlers.citizens.order_mail import written
from models.links import Links
from models.orders import AgencyContact, OrderNotice, noticing

log = structlog.get_logger()
AGAIN_AFTER = timedelta(minutes=5)  # a mail the server did not take


class OrderMail:
    """Hands in one mail at a time; the rows of what it tells are its claim while it does."""

    def __init__(
        self, sessions: sessionmaker[Session], server: MailServer | None, links: Links | None
    ) -> None:
        self._sessions, self._server, self._links = sessions, server, links
        self._tried: dict[int, datetime] = {}  # contacts (ids) whose mail was not taken

    def step(self) -> bool:
        """Write to one contact; False when nobody waits, or there is no server to take it."""
        if self._server is None:
            return False
        moment = now()
        self._tried = {one: at for one, at in self._tried.items() if at > moment - AGAIN_AFTER}
        with self._sessions.begin() as session:
            notices = noticing.mail(session, moment, self._tried)
            if notices:
                self._hand_in(session, self._server, notices, moment)
        return bool(notices)

    def _hand_in(
        self, session: Session, server: MailServer, notices: list[OrderNotice], moment: datetime
    ) -> None:
        contact = session.get_one(AgencyContact, notices[0].contact_id)
        news = noticing.read(session, [(one.addressee_id, one.what) for one in notices])
        open_ = [one for one in news if one.addressee.order.withdrawn_at is None]
        if not (contact.active and contact.email and open_):
            for notice in notices:
                notice.door = noticing.MAIL_NEEDLESS
            return
        subject, text = written(self._links, contact, open_, moment)
        try:
            server.send(contact.email, f"เพื่อนเขต: {subject}", text)
        except (OSError, smtplib.SMTPException) as error:  # its words may hold an address
            log.warning("order_mail_failed", contact=contact.id, error=type(error).__name__)
            self._tried[contact.id] = moment
            return
        for notice in notices:
            notice.door = noticing.MAIL
        log.info("order_mail", contact=contact.id, orders=len(open_))
