"""An order's page for somebody of an agency: what it says, and what becomes of a report."""

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.office_files import OfficeFile
from models.orders import Door as CameBy
from models.orders import OrderFile, Remark
from models.orders.reporting import Said, remark
from models.photos.baring import bare
from tests.agencies import TEXT, agency_officer, reported
from tests.people import somying
from tests.photos.sheets import sheet
from tests.private_pages.agency_desk import DONE, PDF, Desk, open_desk
from tests.private_pages.conftest import ADDRESS, Door
from tests.waiting import until_blocked


@pytest.fixture
def desk(door: Door) -> Desk:
    return open_desk(door)


def test_the_page_says_what_is_asked_and_of_whom(desk: Desk) -> None:
    page = desk.get(desk.manee).text
    assert TEXT in page and "สำนักสมมติหนึ่ง" in page and "มานี รายงาน" in page
    assert "สำนักสมมติสอง" not in page
    assert page.count('type="radio"') == 3


def test_a_report_is_kept_with_who_when_and_its_evidence(desk: Desk) -> None:
    photo = sheet()
    answer = desk.sends(desk.manee, DONE, (photo, "หลังซ่อม.jpg"), (PDF, "แผน.pdf"))
    assert answer.status_code == 303
    page = desk.get(answer.location.removeprefix(ADDRESS)).text
    assert "บันทึกรายงานแล้วค่ะ" in page and "ซ่อมทางเท้าแล้ว 3 แห่ง" in page
    [report] = desk.reports()
    assert (report.door, report.contact_id, report.officer_id) == (CameBy.LINK, desk.manee_id, None)
    files = re.findall(rf'href="({re.escape(desk.manee)}/files/[\w-]+)"', page)
    opened = [desk.get(path) for path in files]
    assert b"SECRET-CAMERA" in photo and b"SECRET-CAMERA" not in opened[0].data
    assert [one.data for one in opened] == [bare("image/jpeg", photo), PDF]
    assert [one.mimetype for one in opened] == ["image/jpeg", "application/pdf"]


def test_underway_wants_a_plan_and_a_day_and_keeps_the_words_meanwhile(desk: Desk) -> None:
    plan = {"status": "underway", "words_underway": "รอจัดซื้อวัสดุ", "after": "0"}
    answer = desk.sends(desk.manee, plan)
    assert answer.status_code == 422
    assert "กรุณาใส่วันที่คาดว่าจะเสร็จ" in answer.text and "รอจัดซื้อวัสดุ" in answer.text
    yesterday = (datetime.now(UTC) - timedelta(days=2)).date()
    assert desk.sends(desk.manee, plan | {"planned": str(yesterday)}).status_code == 422
    soon = (datetime.now(UTC) + timedelta(days=30)).date()
    typed = soon.replace(year=soon.year + 543)  # a browser without a calendar of its own
    assert desk.sends(desk.manee, plan | {"planned": str(typed)}).status_code == 303
    assert [report.planned_for for report in desk.reports()] == [soon]


@pytest.mark.parametrize(
    "form",
    [{}, {"status": "not_reported"}, {"status": "done"}, {"status": "unable", "words_done": "x"}],
)
def test_an_answer_without_words_is_asked_for_them(desk: Desk, form: dict) -> None:
    assert desk.sends(desk.manee, form).status_code == 422
    assert not desk.reports()


def test_a_file_that_is_none_of_ours_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    answer = desk.sends(desk.manee, DONE, (PDF, "แผน.pdf"), (b"MZ\x90", "แผน2.pdf"))
    assert answer.status_code == 422 and "แผน2.pdf" in answer.text
    assert "ซ่อมทางเท้าแล้ว 3 แห่ง" in answer.text
    assert not desk.reports()


def test_a_second_press_of_the_same_form_is_the_same_report(desk: Desk) -> None:
    """Two presses at once, of one form, by two connections; the evidence is the same too."""
    press_together(desk, [(desk.manee, DONE), (desk.manee, DONE), (desk.manee, DONE)])
    assert len(desk.reports()) == 1
    with desk.begin() as session:
        files = session.scalars(select(OfficeFile)).all()
        assert len([one for one in files if one.kept_at]) == 1  # the others go to the shredder
        assert session.scalar(select(OrderFile.id)) is not None


def test_the_same_words_in_a_form_drawn_later_are_a_report_of_their_own(desk: Desk) -> None:
    desk.sends(desk.manee, DONE)
    [first] = desk.reports()
    assert f'name="after" value="{first.id}"' in desk.get(desk.manee).text
    desk.sends(desk.manee, DONE | {"after": str(first.id)})
    assert len(desk.reports()) == 2


def test_two_people_of_one_agency_at_once_are_both_kept(desk: Desk) -> None:
    """The very same words, in the same moment, by two real connections."""
    press_together(desk, [(desk.manee, DONE), (desk.piti, DONE)])
    assert len({report.contact_id for report in desk.reports()}) == 2
    page = desk.get(desk.manee).text
    assert "มานี รายงาน" in page and "ปิติ ช่วยงาน" in page


def test_a_colleague_at_the_desk_and_one_with_a_link_are_both_kept(desk: Desk) -> None:
    """The report of a link waits for that of the desk, and neither takes the other's place."""
    with desk.door.sessions() as there:
        one = desk.one(there)
        officer = agency_officer(there, one.agency, "neung")
        reported(there, one, officer, datetime.now(UTC), "จากคอนโซล")
        waits = threading.Thread(target=desk.sends, args=(desk.manee, DONE))
        waits.start()
        until_blocked(desk.door.sessions)
        there.commit()
    waits.join(60)
    assert [(row.words, row.door) for row in desk.reports()] == [
        ("จากคอนโซล", CameBy.CONSOLE),
        (DONE["words_done"], CameBy.LINK),
    ]


def press_together(desk: Desk, presses: list[tuple[str, dict]]) -> None:
    meet, answers = threading.Barrier(len(presses)), []

    def press(path: str, form: dict) -> None:
        meet.wait(60)
        answers.append(desk.sends(path, form, (PDF, "แผน.pdf")).status_code)

    threads = [threading.Thread(target=press, args=one) for one in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert answers == [303] * len(presses)


def test_once_accepted_the_form_is_gone_and_a_late_press_keeps_its_words(desk: Desk) -> None:
    with desk.begin() as session:
        one = desk.one(session)
        contact = desk.manee_in(session)
        napa = desk.napa(session)
        now = datetime.now(UTC)
        reported(session, one, contact, now)
        remark(session, one, Said(Remark.ACCEPTED), napa, one.revision, now)
    page = desk.get(desk.manee).text
    assert "<form" not in page and "ไม่ต้องรายงานเพิ่ม" in page
    answer = desk.sends(desk.piti, DONE)
    assert answer.status_code == 409 and DONE["words_done"] in answer.text
    assert len(desk.reports()) == 1


def test_an_inspectors_question_stands_above_the_form(desk: Desk) -> None:
    with desk.begin() as session:
        one = desk.one(session)
        napa = desk.napa(session)
        reported(session, one, desk.manee_in(session), datetime.now(UTC))
        asked = Said(Remark.ASKED_AGAIN, "ขอรูปถ่ายหลังซ่อม")
        remark(session, one, asked, napa, one.revision, datetime.now(UTC))
    page = desk.get(desk.manee).text
    assert page.index("ขอรูปถ่ายหลังซ่อม") < page.index("<form")
    assert desk.sends(desk.manee, DONE).status_code == 303
    assert 'class="why"' not in desk.get(desk.manee).text


def test_the_page_speaks_the_language_of_its_reader(desk: Desk) -> None:
    with desk.begin() as session:
        citizen = somying(session, "e")
        citizen.language = "en"
        desk.manee_in(session).citizen_id = citizen.id
    page = desk.get(desk.manee).text
    assert "Send the report" in page and "Underway" in page


def test_the_words_of_a_report_cannot_become_the_page(desk: Desk) -> None:
    desk.sends(desk.manee, DONE | {"words_done": "<script>alert(1)</script>"})
    assert "<script>" not in desk.get(desk.manee).text


def test_nobody_needs_a_script_and_nothing_comes_from_elsewhere(desk: Desk) -> None:
    answer = desk.get(desk.manee)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "style=" not in answer.text and "<script" not in answer.text
