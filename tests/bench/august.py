"""An August of a district on LINE's free plan: who writes when, and what its officers do."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import strike
from bot.simulator import Phone
from handlers.citizens import precheck_news, question_news
from models import appointments, calendar, outbox, prechecks, questions
from models.appointments import AlreadyBooked, Barred
from models.calendar import Calendar
from models.citizens import Citizen
from models.dates import BANGKOK
from models.officers import Officer
from models.outbox import Letter
from models.prechecks import PaperState, Precheck, Reason
from models.questions import Question
from tests.district import District
from tests.prechecks import photographed, submitted
from tests.visits import MARRIAGE

FIRST, LAST = date(2026, 8, 1), date(2026, 8, 31)
# A citizen of the month, in shares: what Khlong Toei's account counted up to August (2,043 people,
# 784 of them new that month), and, where nobody counted, guesses on the high side.
NEW = 784 / 2043
ASKS_MORE = 0.5  # a second message on the same day
ASKS_AN_OFFICER = 0.12
HANDS_IN_PAPERS = 0.06
FIRST_LOOK_REFUSES = 0.25
BOOKS_A_VISIT = 0.6  # of those whose papers passed
IN_OFFICE_HOURS = 0.6
BLOCKS = 0.01  # at some time after writing
# How soon somebody opens the chat whose menu says that an answer waits: hours at most, and share.
COMES_BACK = ((4, 0.5), (24, 0.8), (72, 0.95), (168, 1.0))
WORKING = [(6, 0), *((hour, half) for hour in range(8, 17) for half in (0, 30)), (19, 0), (22, 0)]
RESTING = [(hour, 0) for hour in (6, 10, 14, 19, 22)]

ASKED = (
    "บัตรประชาชนหายต้องทำยังไง", "จดทะเบียนสมรสใช้เอกสารอะไร", "เปิดกี่โมง", "ย้ายชื่อเข้าทะเบียนบ้าน",
    "แจ้งเกิดใช้อะไรบ้าง", "ขอเลขที่บ้าน", "เปลี่ยนชื่อใช้เอกสารอะไร", "สำนักงานเขตอยู่ที่ไหน",
    "จดทะเบียนหย่า", "ใบมรณบัตร", "จดทะเบียนพาณิชย์", "ขออนุญาตก่อสร้าง",
)  # fmt: skip
MORE = ("ค่าธรรมเนียมเท่าไร", "เวลาทำการ", "ขอบคุณค่ะ", "เมนู")
ODD = "เรื่องของบ้านฉันไม่เหมือนใคร ข้อ {number} ช่วยดูให้หน่อยค่ะ"


def moment_of(day: date, hour: int, minute: int) -> datetime:
    """A moment of Bangkok in UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BANGKOK).astimezone(UTC)


def ticks(day: date, last: date) -> Iterator[datetime]:
    """The moments at which the office is looked at, from one day to another."""
    while day <= last:
        for hour, minute in WORKING if day.weekday() < 5 else RESTING:
            yield moment_of(day, hour, minute)
        day += timedelta(days=1)


@dataclass
class Person:
    """One citizen: when they write, and what about."""

    phone: Phone
    writes_at: datetime
    new: bool
    more: str | None
    asks: str | None
    papers: bool
    blocks: bool
    patience: timedelta = timedelta()
    wrote: bool = False
    waits_since: datetime | None = None


@dataclass
class August:
    """The month: `hour` lives through one tick of it."""

    district: District
    people: list[Person]
    dice: random.Random
    refused: set[int] = field(default_factory=set)

    def live(self, now: datetime) -> None:
        """What citizens, officers and the clock do by this moment."""
        writing = [one for one in self.people if not one.wrote and one.writes_at <= now]
        for person in writing:
            self._write(person)
        if writing:
            self.district.settle()
        self._work(now)
        strike(self.district.sessions, now)
        self.district.settle()
        self.come_back(now)

    def come_back(self, now: datetime) -> None:
        """Let everybody whose menu says so, and who had the time to see it, fetch what waits."""
        if any([self._come_back(person, now) for person in self.people]):
            self.district.settle()

    def _write(self, person: Person) -> None:
        phone, person.wrote = person.phone, True
        if person.new:
            phone.follows()
        phone.types(self.dice.choice(ASKED))
        if person.more:
            phone.types(person.more)
        if person.asks:
            phone.types("คุยกับเจ้าหน้าที่")
            phone.types(person.asks)
        if person.papers:
            self.district.settle()
            self._hand_in(person)
        if person.blocks:
            self.district.settle()
            phone.blocks()

    def _hand_in(self, person: Person) -> None:
        """Papers by way of the rules: their photographs are another measure's matter."""
        with self.district.sessions.begin() as session:
            submitted(session, self._citizen(session, person), self.district.platform.now())

    def _come_back(self, person: Person, now: datetime) -> bool:
        """Tap the band of the menu that says an answer waits, once they have had time to see it."""
        menu = self.district.platform.rich_menu_of(person.phone.person)
        bar = menu.body["chatBarText"] if menu else ""
        if bar != "มีคำตอบรออยู่":
            person.waits_since = None
            return False
        person.waits_since = person.waits_since or now
        if now - person.waits_since < person.patience or not 6 <= now.astimezone(BANGKOK).hour < 23:
            return False
        person.phone.taps("มีคำตอบรออยู่ แตะเพื่อรับ")
        return True

    def _citizen(self, session: Session, person: Person) -> Citizen:
        row = select(Citizen).where(Citizen.line_user_id == person.phone.user_id)
        return session.scalars(row).one()

    # What officers do, by the same rules and with the same letters as at their desks.

    def _work(self, now: datetime) -> None:
        with self.district.sessions() as session:
            days = calendar.read(session)
            if not days.is_open(now):
                return
            waiting = list(session.scalars(_open_questions(now)))
            cases = [one.id for one in prechecks_waiting(session)]
            again = [one for one in self.refused if _told_of_refusal(session, one)]
        for number in waiting:
            self._answer(number, now)
        for number in again:
            self._retake(number, now)
        for number in cases + again:
            self._look(number, days, now)

    def _answer(self, number: int, now: datetime) -> None:
        with self.district.sessions.begin() as session:
            one, officer = session.get_one(Question, number), _officer(session)
            questions.take(session, one, officer, now, seen=one.revision)
            chat = self._chat(session, one.citizen, now)
            question_news.answered(chat, one, "ทำได้ค่ะ นำเอกสารตัวจริงมาที่ฝ่ายทะเบียน", (), officer)
            late = one.promised_at is not None and one.promised_at <= now
            (letter,) = outbox.put(session, one.citizen, chat.messages, now, duty=late)
            questions.answer(
                session, one, officer, now, seen=one.revision, text="ทำได้ค่ะ", letter=letter
            )

    def _look(self, number: int, days: Calendar, now: datetime) -> None:
        with self.district.sessions.begin() as session:
            case, officer = session.get_one(Precheck, number), _officer(session)
            prechecks.take(session, case, officer, now, seen=case.revision)
            bad = number not in self.refused and self.dice.random() < FIRST_LOOK_REFUSES
            for paper in case.papers:
                about = {"seen": case.revision, "paper": paper}
                if bad:
                    bad = False
                    self.refused.add(number)
                    why = Reason.BLURRED
                    prechecks.refuse_paper(session, case, officer, now, reason=why, **about)
                elif paper.state is PaperState.GIVEN:
                    prechecks.pass_paper(session, case, officer, now, **about)
            before = case.state
            to = prechecks.finish_look(session, case, officer, now, seen=case.revision)
            assert case.citizen is not None
            chat = self._chat(session, case.citizen, now)
            precheck_news.tell(chat, case, (before, to))
            duty = prechecks.NOTIFIES[before, to]
            outbox.put(session, case.citizen, chat.messages, now, duty=duty)
            if to is prechecks.State.PASSED:
                self.refused.discard(number)
                if self.dice.random() < BOOKS_A_VISIT:
                    _book(session, case, days, now)

    def _retake(self, number: int, now: datetime) -> None:
        with self.district.sessions.begin() as session:
            case = session.get_one(Precheck, number)
            for paper in case.papers:
                if paper.state is PaperState.REFUSED:
                    photographed(session, paper, now, number=2)
            prechecks.submit(session, case, now, now + timedelta(days=1))

    def _chat(self, session: Session, citizen: Citizen, now: datetime) -> precheck_news.Chat:
        office = self.district.worker.shelf.on(now)
        return precheck_news.chat_with(session, citizen, office, now)


def gather(district: District, many: int, dice: random.Random, last: date) -> list[Person]:
    """So many citizens, each with a moment in the month up to its day `last`."""
    days = (last - FIRST).days + 1
    return [_person(district, number, dice, dice.randrange(days)) for number in range(many)]


def _person(district: District, number: int, dice: random.Random, day_number: int) -> Person:
    new = dice.random() < NEW
    phone = Phone(district.double, f"ผู้ใช้ {number}")
    phone.person.friend = not new
    day = FIRST + timedelta(days=day_number)
    hours = range(8, 16) if dice.random() < IN_OFFICE_HOURS else (6, 7, 17, 18, 19, 20, 21, 22)
    roll = dice.random()
    hours_to_wait = next(most for most, share in COMES_BACK if roll <= share)
    return Person(
        phone=phone,
        writes_at=moment_of(day, dice.choice(hours), dice.randrange(60)),
        new=new,
        more=dice.choice(MORE) if dice.random() < ASKS_MORE else None,
        asks=ODD.format(number=number) if dice.random() < ASKS_AN_OFFICER else None,
        papers=dice.random() < HANDS_IN_PAPERS,
        blocks=dice.random() < BLOCKS,
        patience=timedelta(hours=hours_to_wait * dice.random()),
    )


def prechecks_waiting(session: Session) -> list[Precheck]:
    """The cases on the desk that nobody has taken."""
    rows = select(Precheck).where(Precheck.state == prechecks.State.WAITING)
    return list(session.scalars(rows.order_by(Precheck.id)))


def _open_questions(now: datetime):
    """The questions an officer gets to in the next half-hour: whose promise is near."""
    near = Question.promised_at <= now + timedelta(minutes=45)
    rows = select(Question.id).where(Question.state == questions.State.WAITING, near)
    return rows.order_by(Question.promised_at)


def _told_of_refusal(session: Session, number: int) -> bool:
    """Whether the citizen of this case has been told, and so can photograph it again."""
    case = session.get_one(Precheck, number)
    rows = select(Letter.sent_at).where(Letter.citizen_id == case.citizen_id)
    last = session.scalars(rows.order_by(Letter.id.desc()).limit(1)).first()
    return case.state is prechecks.State.RETURNED and last is not None


def _officer(session: Session) -> Officer:
    return session.scalars(select(Officer).where(Officer.username == "somchai")).one()


def _book(session: Session, case: Precheck, days: Calendar, now: datetime) -> None:
    """The first half-day from the third working day on."""
    assert case.citizen is not None
    day = now.astimezone(BANGKOK).date() + timedelta(days=3)
    for ahead in range(14):
        for opening in days.openings(day + timedelta(days=ahead), MARRIAGE.services):
            place = (day + timedelta(days=ahead), opening.half)
            try:
                with session.begin_nested():
                    appointments.book(
                        session, case.citizen, MARRIAGE, place, now, precheck_id=case.id
                    )
                return
            except AlreadyBooked:
                return
            except Barred:
                continue
