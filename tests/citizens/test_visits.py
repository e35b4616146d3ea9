"""The card of opening hours says when today is closed, why, and when it opens again."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from models import calendar
from models.calendar import Entry, Half, Kind
from models.office import Office
from tests.citizens.talk import Talk
from tests.officers import officers as cast_of

FRIDAY = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
MOTHERS_DAY = datetime(2027, 8, 12, 3, 0, tzinfo=UTC)


def card(talk: Talk, now: datetime, language: str = "th") -> str:
    talk.now, talk.citizen.language = now, language
    return json.dumps(talk.presses("hours?"), ensure_ascii=False)


def test_an_ordinary_day_says_nothing_of_today(kept_talk: Talk) -> None:
    assert "วันนี้" not in card(kept_talk, FRIDAY)


def test_a_holiday_says_why_and_when_the_office_opens_again(kept_talk: Talk) -> None:
    said = card(kept_talk, MOTHERS_DAY)
    assert "วันแม่แห่งชาติ เปิดอีกครั้ง 13 ส.ค. 2570 เวลา 08.00 น." in said
    assert "บางบริการยังเปิดวันนี้" in said


def test_a_reader_of_english_is_told_in_english(kept_talk: Talk) -> None:
    said = card(kept_talk, MOTHERS_DAY, "en")
    assert "National Mother's Day. Open again on 13 Aug 2027 at 08.00." in said


@pytest.mark.parametrize(
    ("kind", "half", "told"),
    [
        (Kind.CLOSURE, None, "วันนี้ปิด: ไฟดับ เปิดอีกครั้ง 23 พ.ย. 2569 เวลา 08.00 น."),
        (Kind.HALF_DAY, Half.AFTERNOON, "วันนี้เปิดเฉพาะ 08.00–12.00 น.: ไฟดับ"),
        (Kind.HALF_DAY, Half.MORNING, "วันนี้เปิดเฉพาะ 13.00–16.00 น.: ไฟดับ"),
    ],
)
def test_a_closure_is_told_as_officers_wrote_it(
    kept_talk: Talk, session: Session, kind: Kind, half: Half | None, told: str
) -> None:
    entry = Entry(date(2026, 11, 20), kind, "ไฟดับ", half=half)
    calendar.add_day(session, entry, cast_of(session).admin, FRIDAY)
    said = card(kept_talk, FRIDAY)
    assert told in said and "บางบริการยังเปิดวันนี้" not in said


def test_an_office_without_a_calendar_says_nothing_of_today(office: Office) -> None:
    assert "วันนี้" not in card(Talk(office), MOTHERS_DAY)
