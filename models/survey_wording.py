"""How a survey asks: the first wording of each kind, a new one, another one, its end."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.officers import Officer
from models.surveys import ABOUT, Survey, SurveyAnswer, SurveyAsk

LEVELS = {
    4: [["น้อย", "Poor"], ["ปานกลาง", "Fair"], ["มาก", "Good"], ["มากที่สุด", "Very good"]],
    5: [
        ["น้อยที่สุด", "Very poor"],
        ["น้อย", "Poor"],
        ["ปานกลาง", "Fair"],
        ["มาก", "Good"],
        ["มากที่สุด", "Very good"],
    ],
}


@dataclass(frozen=True)
class Wording:
    """What a survey asks, by the columns of `Survey`; `levels` are [Thai, English], least first."""

    about: str
    name: str
    question_th: str
    question_en: str
    scale_max: int
    levels: list[list[str]]
    satisfied_from: int


def _first(about: str, name: str, thai: str, english: str) -> Wording:
    return Wording(about, name, thai, english, 5, LEVELS[5], 4)


FIRST = (
    _first(
        "precheck",
        "ความพึงพอใจต่อการตรวจเอกสารล่วงหน้า",
        "พอใจกับการตรวจเอกสารล่วงหน้าแค่ไหนคะ",
        "How satisfied are you with having your papers checked beforehand?",
    ),
    _first(
        "question",
        "ความพึงพอใจต่อคำตอบของเจ้าหน้าที่",
        "พอใจกับคำตอบที่ได้รับแค่ไหนคะ",
        "How satisfied are you with the answer you were given?",
    ),
    _first(
        "visit",
        "ความพึงพอใจต่อการมารับบริการตามนัด",
        "พอใจกับบริการในวันที่มาตามนัดแค่ไหนคะ",
        "How satisfied are you with the service on the day of your visit?",
    ),
    _first(
        "counter",
        "ความพึงพอใจต่อบริการที่เคาน์เตอร์",
        "วันนี้พอใจกับบริการแค่ไหนคะ",
        "How satisfied are you with our service today?",
    ),
    Wording(
        "orders",
        "ความพึงพอใจของผู้ใช้ระบบติดตามข้อสั่งการ",
        "พอใจกับระบบติดตามข้อสั่งการแค่ไหนคะ",
        "How satisfied are you with the system that follows orders up?",
        4,
        LEVELS[4],
        3,
    ),
)


def seed(session: Session, now: datetime) -> int:
    """Begin the first survey of each kind that never had one; how many. What was ended stays so."""
    known = set(session.scalars(select(Survey.about)))
    fresh = [wording for wording in FIRST if wording.about not in known]
    session.add_all(Survey(**asdict(wording), begun_at=now) for wording in fresh)
    session.flush()
    return len(fresh)


def begin(session: Session, wording: Wording, officer: Officer, now: datetime) -> Survey:
    """Ask so from now on; what was asked about this kind of thing until now ends.

    Raises ValueError for a wording that cannot be answered.
    """
    _check(wording)
    rows = select(Survey).where(Survey.about == wording.about, Survey.ended_at.is_(None))
    for earlier in session.scalars(rows.with_for_update()):
        end(earlier, now)
    survey = Survey(**asdict(wording), officer_id=officer.id, begun_at=now)
    session.add(survey)
    session.flush()
    return survey


def change(
    session: Session, survey: Survey, wording: Wording, officer: Officer, now: datetime
) -> Survey:
    """Ask otherwise; the survey it is now.

    Answers belong to the words they answered: once somebody was asked, a new survey begins. Its
    name alone may change at any time. Raises ValueError.
    """
    _check(wording)
    kept = {name: value for name, value in asdict(wording).items() if name != "name"}
    same = all(getattr(survey, name) == value for name, value in kept.items())
    if not same and begun(session, survey):
        return begin(session, wording, officer, now)
    for name, value in asdict(wording).items():
        setattr(survey, name, value)
    session.flush()
    return survey


def end(survey: Survey, now: datetime) -> None:
    """Ask no more; the answers stay."""
    survey.ended_at = survey.ended_at or now


def begun(session: Session, survey: Survey) -> bool:
    """Whether somebody was asked or has answered."""
    asked = select(SurveyAsk.id).where(SurveyAsk.survey_id == survey.id)
    answered = select(SurveyAnswer.id).where(SurveyAnswer.survey_id == survey.id)
    return any(session.scalar(rows.limit(1)) is not None for rows in (asked, answered))


def standing(session: Session, survey: Survey) -> Survey | None:
    """The survey a poster of this one leads to now: itself, or what took its place; None: none."""
    if survey.ended_at is None:
        return survey
    rows = select(Survey).where(Survey.about == survey.about, Survey.ended_at.is_(None))
    return session.scalar(rows.order_by(Survey.id.desc()).limit(1))


def _check(wording: Wording) -> None:
    if wording.about not in ABOUT or wording.scale_max not in LEVELS:
        raise ValueError("unknown kind or scale")
    named = [words.strip() for level in wording.levels for words in level]
    if len(wording.levels) != wording.scale_max or not all(named):
        raise ValueError("every level needs its names")
    if not 1 <= wording.satisfied_from <= wording.scale_max:
        raise ValueError("nobody could be satisfied")
