"""สมหญิง says how it was: asked free of cost, answered by one tap, and nobody knows it was her."""

from datetime import timedelta

from sqlalchemy import select

from models import erasing, questions, surveys
from models.citizens import Citizen
from models.inbox import Event
from models.outbox import Letter
from models.questions import State
from models.surveys import SurveyAnswer, SurveyAsk
from tests.district import District

ASKING = "ขอถามสั้น ๆ ค่ะ"
WRITTEN = "พนักงานสุภาพมาก อยากให้มีที่จอดรถ"


def done(district: District) -> None:
    """A question of hers that was answered and understood."""
    with district.sessions.begin() as session:
        citizen = session.scalars(select(Citizen)).one()
        asked = questions.ask(session, citizen, "โอนบ้านทำอย่างไร", district.platform.now())
        asked.state = State.DONE


def test_it_is_asked_free_tapped_once_and_told_in_a_word(district: District) -> None:
    phone = district.phone()
    done(district)
    phone.types("เมนู")
    district.settle()
    assert ASKING in "\n".join(phone.last_texts())
    phone.taps("มากที่สุด")
    district.settle()
    phone.types(WRITTEN)
    district.settle()
    assert "ไม่มีชื่อ" in "\n".join(phone.last_texts())
    phone.types("เมนู")
    district.settle()
    assert ASKING not in "\n".join(phone.last_texts())
    with district.sessions() as session:
        [given] = session.scalars(select(SurveyAnswer))
        assert (given.level, given.words) == (5, WRITTEN)
        assert set(session.scalars(select(Letter.sent_by))) == {"reply"}
        assert not [raw for raw in session.scalars(select(Event.raw)) if "rate?" in raw]


def test_erasing_leaves_the_count_and_takes_the_words(district: District) -> None:
    phone = district.phone()
    done(district)
    phone.types("เมนู")
    district.settle()
    phone.taps("น้อย")
    district.settle()
    phone.types(WRITTEN)
    district.settle()
    with district.sessions.begin() as session:
        citizen = session.scalars(select(Citizen)).one()
        erasing.erase(session, citizen, district.platform.now())
    with district.sessions() as session:
        assert session.scalars(select(SurveyAsk)).all() == []
        assert [(one.level, one.words) for one in session.scalars(select(SurveyAnswer))] == [
            (2, "")
        ]


def test_a_month_later_an_old_button_is_answered_kindly(district: District) -> None:
    phone = district.phone()
    done(district)
    phone.types("เมนู")
    district.settle()
    with district.sessions.begin() as session:
        for survey in surveys.surveys(session):
            survey.ended_at = district.platform.now()
    district.pass_time(timedelta(days=30))
    phone.taps("มาก")
    district.settle()
    assert "ขอบคุณ" in "\n".join(phone.last_texts())
    with district.sessions() as session:
        assert session.scalars(select(SurveyAnswer)).all() == []
