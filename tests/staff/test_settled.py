"""Two officers decide about the same words in the same second: the later one is told, kindly."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from models import content, lessons, unanswered
from models.content import SHORT_ANSWER
from models.office import Office
from models.unanswered import Decision, State
from tests.people import NOON
from tests.staff.conftest import Browser, Cast
from tests.staff.pages import Page
from tests.staff.shelves import ANSWER, lay_out
from tests.staff.test_unanswered import BIRTH, DESK, WORDS, asks, lesson
from tests.staff.test_unanswered import note as note  # a fixture
from tests.waiting import until_blocked

ClientOf = Callable[..., Browser]
Meanwhile = Callable[[Callable[[], Page]], Page]


@pytest.fixture(autouse=True)
def _an_edition_on_the_shelf(console: Flask, office: Office) -> None:
    lay_out(console, office)


@pytest.fixture
def while_the_head_dismisses(sessions: sessionmaker[Session], officers: Cast) -> Meanwhile:
    """Does something while another officer's dismissal of all that waits is not yet committed."""

    def do(deed: Callable[[], Page]) -> Page:
        seen: list[Page] = []
        with sessions.begin() as session:
            (group,) = unanswered.groups(session)
            lessons.dismiss(session, group, session.merge(officers.head), NOON, "ไม่ใช่คำถาม")
            other = threading.Thread(target=lambda: seen.append(deed()))
            other.start()
            until_blocked(sessions)
        other.join(60)
        return seen[0]

    return do


def test_the_later_officer_is_told_and_teaches_nothing(
    client_of: ClientOf,
    officers: Cast,
    note: Callable[..., int],
    sessions: sessionmaker[Session],
    while_the_head_dismisses: Meanwhile,
) -> None:
    leader = note(WORDS, times=2)
    somchai = client_of(officers.somchai)
    page = while_the_head_dismisses(lambda: somchai.post(f"{DESK}{leader}/teach", lesson(leader)))
    assert "วิไล รอบคอบ เลือกไม่ใช้ถ้อยคำนี้ไปก่อนแล้ว" in page.text
    assert WORDS not in asks(sessions)
    with sessions() as session:
        assert content.draft_of(session, "procedure", BIRTH) is None
        (decision,) = session.query(Decision).all()
        assert (decision.state, decision.officer_id) == (State.DISMISSED, officers.head.id)


def test_an_answer_written_too_late_is_not_lost(
    client_of: ClientOf,
    officers: Cast,
    note: Callable[..., int],
    sessions: sessionmaker[Session],
    while_the_head_dismisses: Meanwhile,
) -> None:
    leader = note("จอดรถที่เขตได้ไหม")
    somchai = client_of(officers.somchai)
    address = f"/staff/short-answers/new?leader={leader}&last={leader}"
    page = while_the_head_dismisses(lambda: somchai.post(address, ANSWER, status=422))
    assert "วิไล รอบคอบ เลือกไม่ใช้ถ้อยคำนี้ไปก่อนแล้ว" in page.text
    assert "ข้อความที่คุณเขียนยังอยู่" in page.text
    assert ANSWER["answer_th"] in page.text
    somchai.post(page.form("/staff/short-answers/new").action, ANSWER)
    with sessions() as session:
        assert content.draft_of(session, SHORT_ANSWER, "parking")


def test_a_lesson_already_taught_names_the_page_it_went_to(
    client_of: ClientOf,
    officers: Cast,
    note: Callable[..., int],
    office: Office,
) -> None:
    leader = note(WORDS)
    head, somchai = client_of(officers.head), client_of(officers.somchai)
    head.post(f"{DESK}{leader}/teach", lesson(leader))
    page = somchai.post(f"{DESK}{leader}/dismiss", {"reason": "ไม่ใช่"})
    name = office.catalogue.procedures[BIRTH].name_th
    assert f"วิไล รอบคอบ สอนถ้อยคำนี้ให้ “{name}” ไปก่อนแล้ว" in page.text
