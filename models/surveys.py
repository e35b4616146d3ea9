"""How satisfied people are: asked once after a matter is done, one tap, and without a name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Text, cast, func, select, text, update
from sqlalchemy.dialects.postgresql import JSONB, REGCLASS, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, found_by
from models.citizens import Citizen
from models.dates import BANGKOK

ABOUT = ("precheck", "question", "visit", "counter", "orders")
OPEN = ("counter", "orders")  # asked by an address anybody may open, of nobody by name
SCALES = (4, 5)
WORDS_WITHIN = timedelta(days=1)  # then nothing leads from the person to the answer any more
NOT_AGAIN_WITHIN = timedelta(days=30)  # one person is not asked by the same survey sooner
LONGEST_WORDS = 1000


class Survey(Base):
    """One question with its scale: level 1 is the least, `scale_max` (4 or 5) the most.

    `levels` names them from 1 on, in Thai and English: [["น้อยที่สุด", "Very poor"], …].
    From `satisfied_from` on somebody counts as satisfied.
    """

    __tablename__ = "survey"

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(Text, index=True)
    name: Mapped[str] = mapped_column(Text)
    question_th: Mapped[str] = mapped_column(Text)
    question_en: Mapped[str] = mapped_column(Text)
    scale_max: Mapped[int]
    levels: Mapped[list[Any]] = mapped_column(JSONB)
    satisfied_from: Mapped[int]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SurveyAsk(Base):
    """That somebody was asked about something; `answer_id` only while they may add a word."""

    __tablename__ = "survey_ask"
    __table_args__ = (
        found_by("survey_ask", "answer_id"),
        Index("uq_survey_ask_once", "survey_id", "citizen_id", "subject", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    citizen_id: Mapped[int] = mapped_column(
        ForeignKey("citizen.id", ondelete="CASCADE"), index=True
    )
    subject: Mapped[str] = mapped_column(Text)  # e.g. "question:12"
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer_id: Mapped[int | None] = mapped_column(
        ForeignKey("survey_answer.id", ondelete="SET NULL")
    )


class SurveyAnswer(Base):
    """One answer, of nobody: the level, and what was added in words.

    `at` is the first moment of its day in Bangkok: a minute would lead to whoever tapped then.
    """

    __tablename__ = "survey_answer"
    __table_args__ = (Index("ix_survey_answer_at", "survey_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    level: Mapped[int]
    words: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    channel: Mapped[str] = mapped_column(Text)  # "line" or "counter"
    section: Mapped[str | None] = mapped_column(Text)
    procedure: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]


NEXT_NUMBER = func.nextval(
    cast(func.pg_get_serial_sequence("survey_answer", "id"), REGCLASS), type_=BigInteger
)


def running(session: Session, about: str) -> Survey | None:
    """The survey asked just now about this kind of thing."""
    rows = select(Survey).where(Survey.about == about, Survey.ended_at.is_(None))
    return session.scalar(rows.order_by(Survey.id.desc()).limit(1))


def may_ask(session: Session, survey: Survey, citizen: Citizen, now: datetime) -> bool:
    """Whether this person has not been asked by this survey lately."""
    lately = select(SurveyAsk.id).where(
        SurveyAsk.survey_id == survey.id,
        SurveyAsk.citizen_id == citizen.id,
        SurveyAsk.asked_at > now - NOT_AGAIN_WITHIN,
    )
    return session.scalar(lately.limit(1)) is None


def ask(session: Session, survey: Survey, citizen: Citizen, subject: str, now: datetime) -> bool:
    """Note that they are asked about `subject`; False when they were asked before."""
    row = insert(SurveyAsk).values(
        survey_id=survey.id, citizen_id=citizen.id, subject=subject, asked_at=now
    )
    asked = session.execute(row.on_conflict_do_nothing().returning(SurveyAsk.id))
    return asked.first() is not None


def answer(  # noqa: PLR0913 - one answer, and what it is about
    session: Session,
    citizen: Citizen,
    survey: Survey,
    subject: str,
    level: int,
    now: datetime,
    *,
    section: str | None = None,
    procedure: str | None = None,
) -> bool:
    """Keep an answer; a second tap changes it within a day. False when it is too late, or unasked.

    Raises ValueError for a level the scale does not have.
    """
    _check(survey, level)
    asked = _asked(session, citizen, survey, subject)
    if asked is None:
        return False
    if asked.answered_at is not None:
        given = session.get(SurveyAnswer, asked.answer_id) if asked.answer_id else None
        if given is None or now - asked.answered_at > WORDS_WITHIN:
            return False
        given.level = level
        return True
    given = SurveyAnswer(
        survey_id=survey.id, level=level, channel="line", section=section,
        procedure=procedure, at=_day(now),
    )  # fmt: skip
    session.add(given)
    session.flush()
    asked.answered_at, asked.answer_id = now, given.id
    return True


def add_words(
    session: Session, citizen: Citizen, survey: Survey, subject: str, words: str, now: datetime
) -> bool:
    """Keep the word they add to their answer; False when there is none any more to add it to."""
    asked = _asked(session, citizen, survey, subject)
    if asked is None or asked.answer_id is None or asked.answered_at is None:
        return False
    if now - asked.answered_at > WORDS_WITHIN:
        return False
    given = session.get_one(SurveyAnswer, asked.answer_id)
    given.words = words.strip()[:LONGEST_WORDS]
    return True


def unsay(session: Session, citizen: Citizen) -> None:
    """Drop the words this citizen added to answers that still lead to them."""
    mine = select(SurveyAsk.answer_id).where(
        SurveyAsk.citizen_id == citizen.id, SurveyAsk.answer_id.is_not(None)
    )
    session.execute(update(SurveyAnswer).where(SurveyAnswer.id.in_(mine)).values(words=""))


def reserve(session: Session) -> int:
    """A number for an answer that may be given: however often its page is pressed, it is one."""
    return session.execute(select(NEXT_NUMBER)).scalar_one()


def answer_at_counter(  # noqa: PLR0913 - one answer, and the page it was given on
    session: Session,
    survey: Survey,
    level: int,
    now: datetime,
    words: str = "",
    *,
    section: str | None = None,
    number: int | None = None,
) -> SurveyAnswer:
    """Keep an answer given on the page the counter's QR leads to. Raises ValueError.

    Given once more under the same number on the same day, it is the same answer with this level.
    """
    _check(survey, level)
    row = insert(SurveyAnswer).values(
        id=NEXT_NUMBER if number is None else number, survey_id=survey.id, level=level,
        words=words.strip()[:LONGEST_WORDS], channel="counter", section=section, at=_day(now),
    )  # fmt: skip
    same = (SurveyAnswer.survey_id == survey.id) & (SurveyAnswer.at == _day(now))
    kept = row.on_conflict_do_update(
        index_elements=[SurveyAnswer.id], set_={"level": level}, where=same
    )
    given: SurveyAnswer | None = session.scalar(
        kept.returning(SurveyAnswer), execution_options={"populate_existing": True}
    )
    if given is None:  # a page of yesterday, or of another survey: somebody answers anew
        return answer_at_counter(session, survey, level, now, words, section=section)
    return given


@dataclass(frozen=True)
class Results:
    """How many chose each level, how many were asked in the chat, how many answered at the counter.

    Nobody is asked by name at the counter, so its answers belong to none of those asked.
    """

    counts: Mapping[int, int]
    asked: int
    counter: int


def results(session: Session, survey: Survey, start: datetime, end: datetime) -> Results:
    """What came of a survey in a period."""
    levels = select(SurveyAnswer.level, SurveyAnswer.channel, func.count()).where(
        SurveyAnswer.survey_id == survey.id, SurveyAnswer.at >= start, SurveyAnswer.at < end
    )
    chosen: Counter[int] = Counter({level: 0 for level in range(1, survey.scale_max + 1)})
    at_counter = 0
    for level, channel, count in session.execute(
        levels.group_by(SurveyAnswer.level, SurveyAnswer.channel)
    ):
        chosen[level] += count
        at_counter += count if channel == "counter" else 0
    asked = select(func.count(SurveyAsk.id)).where(
        SurveyAsk.survey_id == survey.id, SurveyAsk.asked_at >= start, SurveyAsk.asked_at < end
    )
    return Results(chosen, session.scalar(asked) or 0, at_counter)


def surveys(session: Session) -> Sequence[Survey]:
    """Every survey, the newest first."""
    return session.scalars(select(Survey).order_by(Survey.id.desc())).all()


def loosen(session: Session, now: datetime) -> int:
    """Cut what leads from a person to their answer, a day after it was given; how many.

    The minute they answered goes as well: of it only the day is kept.
    """
    rows = update(SurveyAsk).where(
        SurveyAsk.answer_id.is_not(None), SurveyAsk.answered_at < now - WORDS_WITHIN
    )
    day = func.date_trunc("day", SurveyAsk.answered_at, BANGKOK.key)
    rows = rows.values(answer_id=None, answered_at=day)
    return session.execute(rows).rowcount  # type: ignore[attr-defined,no-any-return]


def _day(now: datetime) -> datetime:
    """The first moment of the day in Bangkok."""
    return datetime.combine(now.astimezone(BANGKOK).date(), time(), BANGKOK).astimezone(UTC)


def _check(survey: Survey, level: int) -> None:
    if not 1 <= level <= survey.scale_max:
        raise ValueError(f"level {level} of {survey.scale_max}")


def _asked(session: Session, citizen: Citizen, survey: Survey, subject: str) -> SurveyAsk | None:
    rows = select(SurveyAsk).where(
        SurveyAsk.survey_id == survey.id,
        SurveyAsk.citizen_id == citizen.id,
        SurveyAsk.subject == subject,
    )
    return session.scalar(rows.with_for_update())
