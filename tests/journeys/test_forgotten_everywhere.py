"""มะลิ lives through everything the office offers, and then asks to be forgotten: no word stays."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models import audit, prechecks, questions
from models.appointments import Matter, add_rule, new_rule
from models.appointments.booking import book
from models.appointments.seats import days
from models.attachments import Attachment, Keeping
from models.calendar import read
from models.dates import BANGKOK
from models.prechecks import Reason
from models.questions import Question
from models.surveys import SurveyAnswer
from tests.district import District
from tests.journeys.asking import Asking, officer, staffed
from tests.journeys.checking import Checking

# Words no program has of itself; each is planted in another place.
NAME, PHONE = "มะลิวัลย์ทดสอบ", "0891239876"
SAID, MISSED = "หมุดคำถามของมะลิ", "หมุดถ้อยคำปลาบิน"
MORE, FILE = "หมุดเล่าเพิ่มเติม", "หมุดชื่อไฟล์.pdf"
ANSWER, NOTE, WHY = "หมุดคำตอบของเจ้าหน้าที่", "หมุดบันทึกภายใน", "หมุดเหตุผลของรูป"
PLANTED = {SAID, MISSED, MORE, FILE, ANSWER, NOTE, WHY, PHONE}
MATTER = Matter("marriage-registration", "registration", "จดทะเบียนสมรส")


@dataclass
class Traces:
    """Every place where a word of hers could lie."""

    district: District
    temporary: Path

    def in_tables(self) -> dict[str, set[str]]:
        """The tables in which each planted word stands, as any column would print it."""
        found: dict[str, set[str]] = {}
        with self.district.sessions() as session:
            for table in _tables(session):
                rows = session.scalars(text(f'SELECT t::text FROM "{table}" t'))
                for row in rows:
                    for word in _planted_in(_unescaped(row)):
                        found.setdefault(word, set()).add(table)
        return found

    def in_files(self) -> list[str]:
        """The files under VAR and in the folder for temporary ones that hold a planted word."""
        folders = (self.district.settings.var, self.temporary)
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        held = {path.name for path in files if _planted_in(path.name)}
        read = {str(p) for p in files if _planted_in(p.read_bytes().decode("utf-8", "replace"))}
        return sorted(held | read)

    def in_the_vault(self) -> list[str]:
        return list(self.district.vault.names())


def _tables(session: Session) -> Iterator[str]:
    """Every table of the database as it is, whatever the program knows of."""
    rows = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    yield from session.scalars(rows).all()


def _unescaped(row: str) -> str:
    r"""JSON may hold Thai as \u0e01."""
    return re.sub(r"\\+u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), row)


def _planted_in(words: str) -> set[str]:
    return {word for word in {*PLANTED, NAME} if word in words}


@pytest.fixture
def traces(district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Traces:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return Traces(district, temporary)


def asks(district: District, phone: Any) -> None:
    """A question that is answered, with a story, a file and a note among staff beside it."""
    asking = Asking(district, phone)
    asking.types("เจ้าหน้าที่")
    asking.types(f"{SAID} โทร {PHONE}")
    asking.is_taken()
    asking.types(MORE)
    asking.sends("sends_photo")
    asking.sends("sends_location")
    asking.sends("sends_file", b"%PDF-1.4", FILE)
    with asking.desk() as (session, question, who):
        questions.add_note(session, question, who, asking.now, seen=question.revision, text=NOTE)
    asking.is_answered(f"{ANSWER} เรื่อง {SAID}")
    asking.types("เข้าใจแล้ว")


def hands_in(district: District, phone: Any) -> None:
    """Papers that are refused with words."""
    checking = Checking(district, phone)
    checking.begins()
    checking.gives_everything()
    checking.hands_in()
    checking.is_looked_at(1, reason=Reason.OTHER, words=WHY)
    with district.sessions.begin() as session:
        case, who = checking.case(session), officer(session, "somchai")
        photo = case.all_photos[0].attachment_id
        audit.note(session, who, audit.PHOTO_SEEN, f"{audit.PHOTO}{photo}", district.platform.now())
        prechecks.add_note(
            session, case, who, district.platform.now(), seen=case.revision, text=NOTE
        )


def visits(district: District) -> None:
    """A visit that is booked."""
    with district.sessions.begin() as session:
        moment = district.platform.now()
        today = moment.astimezone(BANGKOK).date()
        add_rule(session, new_rule("section:registration", 3, today, moment))
        free = [
            (day.day, choice.half)
            for day in days(session, MATTER, read(session), moment)
            for choice in day.choices
            if choice.bar is None
        ]
        citizen = session.scalars(select(Question)).first().citizen  # type: ignore[union-attr]
        book(session, citizen, MATTER, free[0], moment)


def says_how_it_was(district: District, phone: Any) -> None:
    """A word added to an answer of the survey, while it still leads to her."""
    asking = Asking(district, phone)
    asking.types("เมนู")
    if any(label == "มากที่สุด" for label in asking.labels()):
        asking.taps("มากที่สุด")
        asking.types(f"{MORE} {PHONE}")


def test_no_word_of_hers_is_left_anywhere(
    district: District, traces: Traces, capsys: pytest.CaptureFixture[str]
) -> None:
    staffed(district)
    phone = district.phone(NAME)
    asking = Asking(district, phone)
    asking.types(MISSED)
    asks(district, phone)
    hands_in(district, phone)
    visits(district)
    says_how_it_was(district, phone)
    before = traces.in_tables()
    assert set(before) >= PLANTED, PLANTED - set(before)
    assert set().union(*before.values()) >= {"event", "letter", "question", "question_words"}
    assert traces.in_the_vault()

    asking.types("ลบข้อมูลของฉัน")
    assert "ลบข้อมูลของคุณแล้วค่ะ" in asking.taps("ลบทั้งหมดเดี๋ยวนี้")
    for _ in range(3):
        district.settle()

    assert traces.in_tables() == {}
    assert traces.in_the_vault() == []
    assert traces.in_files() == []
    assert not list(traces.temporary.iterdir())
    logged = capsys.readouterr()
    assert not _planted_in(_unescaped(logged.out + logged.err))
    with district.sessions() as session:
        kept = select(Attachment).where(Attachment.status != Keeping.FORGOTTEN)
        assert session.scalars(kept).all() == []
        assert [one.words for one in session.scalars(select(SurveyAnswer))] in ([], [""])
