"""The desk of surveys: who may read and write, every figure with its N and its sum, the poster."""

import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from docx import Document
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot.now import now
from models import surveys
from models.audit import Act
from models.officers import Officer
from models.surveys import Survey
from tests.people import somying
from tests.staff.conftest import Browser, Cast

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
DESK = "/staff/surveys/"


def number(sessions: Sessions, about: str = "counter") -> int:
    """The survey of this kind that runs."""
    with sessions() as session:
        found = surveys.running(session, about)
        assert found
        return found.id


def fill(sessions: Sessions, about: str, counts: dict[int, int], words: str = "") -> int:
    """So many answers at each level; the number of the survey."""
    with sessions.begin() as session:
        survey = surveys.running(session, about)
        assert survey
        for level, many in counts.items():
            for _ in range(many):
                surveys.answer_at_counter(session, survey, level, now(), words)
        return survey.id


def wording(**more: object) -> dict[str, object]:
    """A form filled in."""
    return {
        "about": "counter", "name": "หลังปรับปรุงเคาน์เตอร์", "question_th": "วันนี้เป็นอย่างไรบ้างคะ",
        "question_en": "How was it today?", "scale_max": 4, "satisfied_from": 3, **more,
    }  # fmt: skip


def test_the_desk_lists_what_is_asked(client_of: SignedIn, officers: Cast) -> None:
    page = client_of(officers.somchai).get(DESK)
    assert page.h1 == "แบบสอบถามความพึงพอใจ"
    assert page.text.count("ปีนี้ยังไม่มีใครตอบ") == len(surveys.ABOUT)
    assert not [form for form in page.forms if form.action.endswith("/end")]


def test_results_tell_the_base_the_rate_and_every_sum(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    found = fill(sessions, "counter", {5: 28, 4: 7, 3: 1}, "รวดเร็วดี")
    text = client_of(officers.reporting).get(f"{DESK}{found}").text
    for told in ("77.78", "19.44", "2.78", "97.22", "35 × 100 ÷ 36"):
        assert told in text
    assert "4.75 × 100 ÷ 5" in text and "95.00" in text and "N = 36" in text
    assert "รวดเร็วดี" in text


def test_of_the_chat_it_is_known_who_was_asked(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        survey = surveys.running(session, "visit")
        assert survey
        for letter in "abcd":
            citizen = somying(session, letter)
            surveys.ask(session, survey, citizen, "visit:1", now())
            if letter == "a":
                surveys.answer(session, citizen, survey, "visit:1", 2, now())
        found = survey.id
    text = client_of(officers.head).get(f"{DESK}{found}").text
    assert "25.00 %" in text and "ร้อยละ 0.00" in text


def test_the_satisfaction_report_is_offered_by_itself(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    found = fill(sessions, "counter", {5: 28, 4: 7, 3: 1})
    browser = client_of(officers.somchai)
    assert "รายงานความพึงพอใจ" in browser.get(DESK).text
    page = browser.get(f"{DESK}{found}")
    assert f"/report.pdf?survey={found}" in page.html
    assert browser.get(f"{DESK}report.pdf").response.data[:5] == b"%PDF-"

    def words(more: str) -> str:
        body = browser.get(f"{DESK}report.docx{more}").response.data
        return "\n".join(p.text for p in Document(io.BytesIO(body)).paragraphs)

    for told in (words(""), words(f"?survey={found}")):
        assert "ตอบที่เคาน์เตอร์ 36 ราย (ไม่มีอัตราตอบกลับ)" in told
    assert "๓๖ ราย" in words("?digits=thai")
    other = number(sessions, "visit")
    assert "ยังไม่มีผู้ตอบ" in words(f"?survey={other}")
    body = browser.get(f"{DESK}report.xlsx").response.data
    assert openpyxl.load_workbook(io.BytesIO(body))["ความพึงพอใจ"]["E2"].value == 77.78
    browser.get(f"{DESK}report.pdf?survey=999", 404)
    browser.get(f"{DESK}report.pdf?quarter=5", 404)


def test_a_span_without_answers_says_so(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    found = fill(sessions, "counter", {5: 1})
    browser = client_of(officers.head)
    assert "ยังไม่มีใครตอบในช่วงนี้" in browser.get(f"{DESK}{found}?year=2565").text
    browser.get(f"{DESK}{found}?year=2565&quarter=7", 404)
    browser.get(f"{DESK}999", 404)


def test_a_head_begins_a_survey_of_four_levels(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    before = number(sessions)
    page = client_of(officers.head).post(f"{DESK}new", wording(th_4="เยี่ยมมาก"))
    assert "เริ่มถามด้วยแบบสอบถามนี้แล้ว" in page.text
    with sessions() as session:
        old, new = session.get_one(Survey, before), session.get_one(Survey, number(sessions))
        assert old.ended_at and (new.scale_max, new.satisfied_from) == (4, 3)
        assert [level[0] for level in new.levels] == ["น้อย", "ปานกลาง", "มาก", "เยี่ยมมาก"]
        assert "surveys.begun" in session.scalars(select(Act.action)).all()


@pytest.mark.parametrize(
    "wrong", [{"satisfied_from": 5}, {"question_th": ""}, {"about": "x"}, {"th_4": "ย" * 21}]
)
def test_a_form_filled_in_wrongly_is_shown_again(
    client_of: SignedIn, officers: Cast, sessions: Sessions, wrong: dict[str, object]
) -> None:
    before = number(sessions)
    client_of(officers.head).post(f"{DESK}new", wording(**wrong), 422)
    assert number(sessions) == before


def test_rewording_keeps_the_answers_with_their_words(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    before = fill(sessions, "counter", {5: 3})
    browser = client_of(officers.reporting)
    assert "จะเริ่มเป็นแบบสอบถามใหม่" in browser.get(f"{DESK}{before}/edit").text
    page = browser.post(f"{DESK}{before}/edit", wording())
    assert "เริ่มแบบสอบถามใหม่แล้ว" in page.text and number(sessions) != before
    browser.get(f"{DESK}{before}/edit", 409)


def test_a_survey_ends_once(client_of: SignedIn, officers: Cast, sessions: Sessions) -> None:
    found = number(sessions)
    browser = client_of(officers.admin)
    assert "เลิกถามแล้วค่ะ" in browser.post(f"{DESK}{found}/end").text
    browser.post(f"{DESK}{found}/end", status=409)


@pytest.mark.parametrize("place", ["new", "{}/edit", "{}/end"])
def test_officers_read_and_do_not_write(
    client_of: SignedIn, officers: Cast, sessions: Sessions, place: str
) -> None:
    address = DESK + place.format(number(sessions))
    client_of(officers.somchai).post(address, wording(), 403)


def test_the_poster_leads_to_the_page_of_its_counter(
    client_of: SignedIn, officers: Cast, sessions: Sessions
) -> None:
    found = number(sessions)
    browser = client_of(officers.somchai)
    page = browser.get(f"{DESK}{found}/poster?section=registration")
    [address] = re.findall(r"http://localhost(/p/survey/\S+?)<", page.html)
    assert address == f"/p/survey/{found}/registration"
    assert "วันนี้พอใจกับบริการแค่ไหนคะ" in browser.client.get(address).text
    browser.get(f"{DESK}{found}/poster?section=nowhere", 404)
    browser.get(f"{DESK}{number(sessions, 'visit')}/poster", 404)
