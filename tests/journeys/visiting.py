"""A visit, as somebody with a phone, the clock and the office live through it."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.citizens import appointment_news, appointment_words
from handlers.citizens.words import Words
from models import outbox
from models.appointments import Booking, Choice, Matter, add_rule, closing, days, new_rule
from models.calendar import Entry, Kind, add_day, read
from models.citizens import Citizen
from models.dates import BANGKOK
from models.officers import Officer
from scheduler import visits
from tests.journeys.checking import Checking
from tests.officers import officers

MARRIAGE = Matter("marriage-registration", "registration", "จดทะเบียนสมรส")
AT_ONCE = "book?p=marriage-registration&x=y"


class Visiting(Checking):
    """One citizen's phone; helpers for the days ahead, whatever day the tests are run on."""

    def opens(self, seats: int, **more: int) -> None:
        """The office opens so many seats in every half-day."""
        with self.district.sessions.begin() as session:
            moment = self.district.platform.now()
            today = moment.astimezone(BANGKOK).date()
            add_rule(session, new_rule("section:registration", seats, today, moment, **more))

    def free(self) -> list[Choice]:
        """Every half-day that can be booked now."""
        with self.district.sessions() as session:
            found = days(session, MARRIAGE, read(session), self.district.platform.now())
            return [one for day in found for one in day.choices if one.bar is None]

    def label(self, choice: Choice, language: str = "th") -> str:
        """What the button of this half-day says."""
        words = Words(language)
        day = appointment_words.short_day(words, choice.day)
        half = appointment_words.half(words, choice.half)
        return f"{day} {half} · {words('ว่าง {count}', count=choice.left)}"

    def books(self, choice: Choice) -> str:
        """Choose this half-day and confirm it."""
        self.presses(f"seat?p={MARRIAGE.procedure}&d={choice.day}&h={choice.half}")
        return self.taps("ยืนยันนัด")

    def booking(self) -> Booking:
        """The booking made last."""
        with self.district.sessions() as session:
            row = select(Booking).order_by(Booking.id.desc()).limit(1)
            booking = session.scalars(row).one()
            session.expunge(booking)
            return booking

    def comes(self, day: date, hour: int) -> None:
        """Let time pass until this hour of this day."""
        then = datetime.combine(day, time(hour), BANGKOK)
        self.district.pass_time(then - self.district.platform.now())

    def last_working_day_before(self, day: date) -> date:
        """When the clock reminds of a visit on `day`."""
        with self.district.sessions() as session:
            known = read(session)
        earlier = (day - timedelta(days=number) for number in range(1, 15))
        return next(one for one in earlier if known.openings(one, MARRIAGE.services))

    def clock_strikes(self) -> int:
        """Every job of visits, once; how many letters."""
        moment = self.district.platform.now()
        with self.district.sessions.begin() as session:
            jobs = (visits.remind_before, visits.remind_on_the_day, visits.offer)
            letters = sum(job(session, moment) for job in jobs)
        self.district.settle()
        return letters

    def office_closes(self, day: date, why: str) -> None:
        """The head closes a day; its people are moved and told in the same transaction."""
        moment = self.district.platform.now()
        office = self.district.worker.shelf.on(moment)
        with self.district.sessions.begin() as session:
            closing.hold_people(session, Booking.day == day, [day], moment)
            head = _head(session)
            add_day(session, Entry(day, Kind.CLOSURE, why), head, moment)
            calendar = read(session)
            people = closing.affected(session, day, calendar)
            for one in closing.move_all(session, people, head, moment, calendar, why=why):
                citizen = session.get_one(Citizen, one.old.citizen_id)
                chat = appointment_news.chat_with(session, citizen, office, moment)
                if one.new is None:
                    appointment_news.displaced(chat, one.old, why)
                else:
                    appointment_news.moved(chat, one.old, one.new, why)
                outbox.put(session, citizen, chat.messages, moment, duty=True)
        self.district.settle()


def _head(session: Session) -> Officer:
    known = session.scalar(select(Officer).where(Officer.username == "huana"))
    return known or officers(session).head
