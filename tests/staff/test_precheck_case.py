"""One case on the desk: a verdict for each paper, one letter for all, and nobody overwritten."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.audit import Act
from models.office import Office
from models.officers import Officer
from models.outbox import Letter
from models.prechecks import PaperState, Precheck, State
from tests.prechecks import photographed
from tests.staff.conftest import Browser, Cast
from tests.staff.papers import DESK, NOW, Checking, Papers, citizen_of
from tests.staff.shelves import lay_out

ClientOf = Callable[[Officer], Browser]


@pytest.fixture
def papers(
    console: Flask, office: Office, sessions: sessionmaker[Session], tmp_path: Path
) -> Papers:
    lay_out(console, office)
    return Papers(sessions, tmp_path)


@pytest.fixture
def number(papers: Papers) -> int:
    """A case that waits."""
    return papers.case()


@pytest.fixture
def somchai(client_of: ClientOf, officers: Cast, number: int) -> Checking:
    return Checking(client_of(officers.somchai), number)


@pytest.fixture
def head(client_of: ClientOf, officers: Cast, number: int) -> Checking:
    return Checking(client_of(officers.head), number)


def case_of(session: Session, number: int) -> Precheck:
    return session.get_one(Precheck, number)


def letters(sessions: sessionmaker[Session]) -> list[Letter]:
    with sessions() as session:
        return list(session.scalars(select(Letter).order_by(Letter.id)))


def states(sessions: sessionmaker[Session], number: int) -> list[PaperState]:
    with sessions() as session:
        return [paper.state for paper in case_of(session, number).papers]


def test_the_case_opens_with_what_the_citizen_answered_and_will_bring(
    papers: Papers, somchai: Checking, number: int
) -> None:
    def differently(_session: Session, case: Precheck) -> None:
        case.answers = {"divorced-before": True, "foreigner": False}
        case.papers[1].state = PaperState.BRINGING

    papers.change(number, differently)
    page = somchai.browser.get(somchai.address)
    assert "กรณีเคยหย่ามาก่อน" in page.text
    assert page.title.startswith("P-000001 จดทะเบียนสมรส")
    with papers.sessions() as session:
        assert f"นำมาวันนัด{case_of(session, number).papers[1].name_th}" in page.text


def test_nobody_decides_about_a_case_nobody_has_taken(somchai: Checking) -> None:
    assert "กด “รับตรวจ” ด้านบนก่อน" in somchai.page.text
    assert not any(form.action.endswith("/pass") for form in somchai.page.forms)


def test_a_verdict_leads_to_the_next_paper(
    somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.do("pass")
    somchai.do("refuse", reason="blurred", words="เห็นเลขไม่ชัด")
    somchai.do("waive")
    wanted = [PaperState.PASSED, PaperState.REFUSED, PaperState.WAIVED]
    assert states(sessions, number)[:3] == wanted
    with sessions() as session:
        refused = case_of(session, number).papers[1]
        assert (refused.reason, refused.words) == ("blurred", "เห็นเลขไม่ชัด")


def test_a_word_is_taken_back_with_one_press(
    somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.do("refuse", reason="dark")
    somchai.do("undecide")
    assert states(sessions, number)[0] == PaperState.GIVEN


def test_the_reason_that_is_none_of_the_list_needs_words(
    somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.do("refuse", 422, reason="other", words="  ")
    assert "เหตุผลนี้ต้องเขียนบอกประชาชนด้วย" in somchai.page.text
    somchai.do("refuse", reason="other", words="ขอฉบับที่มีลายเซ็นนายทะเบียน")
    assert states(sessions, number)[0] == PaperState.REFUSED


def test_a_reason_that_is_not_on_the_list_is_refused(somchai: Checking) -> None:
    somchai.do("take")
    somchai.do("refuse", 400, reason="ugly")


def test_what_the_machine_saw_is_a_hint_beside_the_photo(
    papers: Papers, somchai: Checking, number: int
) -> None:
    def dim(_session: Session, case: Precheck) -> None:
        case.photos[0].findings = ["dark", "glare"]

    papers.change(number, dim)
    somchai.opens(0)
    assert "อาจมืดไป" in somchai.page.text
    assert "อาจมีแสงสะท้อน" in somchai.page.text


def test_the_citizen_hears_once_when_the_look_ends_and_never_per_press(
    somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.do("refuse", reason="blurred")
    somchai.passes_all()
    assert letters(sessions) == []
    somchai.sends()
    assert "ส่งผลของ P-000001 ให้ประชาชนแล้วค่ะ" in somchai.page.text
    [letter] = letters(sessions)
    assert letter.duty
    assert "ภาพเบลอ" in str(letter.messages)
    with sessions() as session:
        assert case_of(session, number).state is State.RETURNED


def test_the_preview_is_the_letter_and_changes_nothing(
    somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.passes_all()
    page = somchai.browser.get(f"{somchai.address}/finish")
    assert "ผลที่จะส่ง: ผ่านแล้ว" in page.text
    somchai.browser.get(f"{somchai.address}/finish/phone")
    shown = somchai.browser.client.get(f"{somchai.address}/finish/letter?data=letter").json
    assert letters(sessions) == []
    with sessions() as session:
        assert case_of(session, number).state is State.CHECKING
        assert citizen_of(session, number).offered == {}
    somchai.sends()
    assert letters(sessions)[0].messages == shown["messages"]
    with sessions() as session:  # typing a button's label does what tapping it does
        assert citizen_of(session, number).offered


def test_a_button_in_the_preview_only_says_that_it_works_on_the_phone(somchai: Checking) -> None:
    somchai.do("take")
    address = f"{somchai.address}/finish/letter"
    answer = somchai.browser.client.get(f"{address}?data=mine").json
    assert answer == {"messages": [], "beyond": True}
    # A case that went on meanwhile has no letter any more.
    assert "fault" in somchai.browser.client.get(f"{address}?data=letter").json


def test_a_look_ends_only_when_every_paper_has_its_word(
    somchai: Checking, sessions: sessionmaker[Session]
) -> None:
    somchai.do("take")
    form = somchai.page.forms[-1].fields | {"seen": "0"}
    page = somchai.browser.get(f"{somchai.address}/finish", follow=True)
    assert "รายการที่ยังไม่ได้บอกผลค่ะ" in page.text
    with sessions() as session:
        form["seen"] = str(case_of(session, 1).revision)
    page = somchai.browser.post(f"{somchai.address}/send", form)
    assert "ยังไม่ได้บอกผลของ" in page.text
    assert letters(sessions) == []


def test_only_the_retaken_paper_is_looked_at_again(
    papers: Papers, somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.do("refuse", reason="cropped")
    somchai.passes_all()
    somchai.sends()
    papers.retaken(number)
    page = somchai.browser.get(f"{DESK}?mine=1")
    assert "P-000001" in page.text, "it comes back to whoever looked at it"
    somchai.page = somchai.browser.get(somchai.address)
    somchai.do("take")
    assert states(sessions, number).count(PaperState.GIVEN) == 1
    somchai.do("pass")
    somchai.sends()
    assert len(letters(sessions)) == 2
    with sessions() as session:
        assert case_of(session, number).state is State.PASSED


def test_of_two_officers_the_slower_is_told_kindly_and_keeps_her_words(
    somchai: Checking, head: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    words = "ช่วยดูใบเปลี่ยนชื่อด้วยนะคะ"
    head.do("note", 409, note=words)  # on the page from before
    assert head.page.h1 == "มีผู้ทำกับเรื่องนี้ก่อนแล้ว"
    assert "สมชาย ใจเย็น รับเรื่องไปตรวจ" in head.page.text
    assert words in head.page.text
    with sessions() as session:
        assert case_of(session, number).notes == []
    head.do("note")  # the page offers to do it all the same
    with sessions() as session:
        assert [note.text for note in case_of(session, number).notes] == [words]


def test_two_officers_cannot_take_the_same_case(
    somchai: Checking, head: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    head.do("take", 409)
    with sessions() as session:
        assert case_of(session, number).officer_id == 1
    head.page = head.browser.get(head.address)
    assert "สมชาย ใจเย็น กำลังตรวจเรื่องนี้อยู่" in head.page.text


def test_an_open_page_hears_that_somebody_else_was_there(somchai: Checking, head: Checking) -> None:
    [asks] = [
        e.attributes for e in head.page.all("div") if "fresh" in e.attributes.get("hx-get", "")
    ]
    address = f"{asks['hx-get']}&v={asks['data-version']}"
    head.browser.get(address, 204)
    somchai.do("take")
    assert "สมชาย ใจเย็น รับเรื่องไปตรวจ" in head.browser.get(address).text


def test_a_photo_that_came_meanwhile_is_not_overlooked(
    papers: Papers, somchai: Checking, number: int
) -> None:
    somchai.do("take")

    def comes(session: Session, case: Precheck) -> None:
        papers.keep(photographed(session, case.papers[0], NOW, number=9).attachment)

    papers.change(number, comes)
    somchai.do("pass", 409)
    assert "ประชาชนเพิ่งแก้เอกสารของเรื่องนี้" in somchai.page.text


def test_a_case_is_handed_to_a_colleague_who_finds_it_among_her_own(
    somchai: Checking, head: Checking, officers: Cast, number: int
) -> None:
    somchai.do("take")
    somchai.do("hand-over", to=f"officer:{officers.head.id}", why="ชื่อไม่ตรง ขอหัวหน้าดู")
    page = head.browser.get(f"{DESK}?mine=1")
    assert "P-000001" in page.text
    assert "ชื่อไม่ตรง ขอหัวหน้าดู" in head.browser.get(head.address).text


def test_a_case_handed_to_another_section_is_theirs_alone(
    somchai: Checking, client_of: ClientOf, officers: Cast, number: int
) -> None:
    somchai.do("take")
    somchai.do("hand-over", to="section:city-law", why="เป็นเรื่องของเทศกิจ")
    somchai.browser.get(somchai.address, status=403)
    assert "P-000001" in client_of(officers.city).get(DESK).text


@pytest.mark.parametrize("whom", ["section:nowhere", "officer:x", "officer:4711", ""])
def test_a_case_is_not_handed_to_nobody(somchai: Checking, whom: str) -> None:
    somchai.do("take")
    somchai.do("hand-over", 400, to=whom, why="ลองดู")


def test_another_agency_looks_and_its_answer_is_kept_with_the_day(
    somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.do("refer", agency="สำนักทะเบียนกลาง", why="ตรวจสถานะการหย่า")
    assert "รอหน่วยงานอื่น" in somchai.page.text
    somchai.do("referral-back", result="ตรวจแล้ว หย่าจริงเมื่อปี 2560")
    assert "หย่าจริงเมื่อปี 2560" in somchai.page.text
    with sessions() as session:
        case = case_of(session, number)
        assert case.state is State.CHECKING
        assert case.referrals[0].answered_at


def test_a_case_is_put_back_for_anybody(
    somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.do("put-back")
    with sessions() as session:
        assert case_of(session, number).state is State.WAITING


def test_what_had_passed_is_opened_again_with_a_reason_and_the_citizen_hears_of_it(
    somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.passes_all()
    somchai.sends()
    somchai.page = somchai.browser.get(somchai.address)
    somchai.do("reopen", why="พบว่าบัตรหมดอายุ")
    assert "พบว่าบัตรหมดอายุ" in somchai.page.text
    assert len(letters(sessions)) == 2
    with sessions() as session:
        assert case_of(session, number).state is State.CHECKING


def test_a_case_is_closed_after_the_visit(
    somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.passes_all()
    somchai.sends()
    somchai.page = somchai.browser.get(somchai.address)
    somchai.do("close")
    assert "P-000001" in somchai.browser.get(f"{DESK}?heap=over").text


def test_a_photo_laid_with_the_wrong_paper_is_moved(
    papers: Papers, somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    with sessions() as session:
        case = case_of(session, number)
        fields = {"photo": case.photos[0].id, "to": case.papers[1].id}
    somchai.do("move-photo", **fields)
    with sessions() as session:
        assert [len(paper.photos) for paper in case_of(session, number).papers][:2] == [0, 2]


def test_photos_of_no_paper_yet_are_shown_apart(
    papers: Papers, somchai: Checking, number: int
) -> None:
    def lost(_session: Session, case: Precheck) -> None:
        case.photos[0].paper = None

    papers.change(number, lost)
    page = somchai.browser.get(f"{somchai.address}?paper=0")
    assert page.text.count("รูปที่ยังไม่รู้ว่าเป็นเอกสารใด") == 2


def test_every_act_is_written_down_under_the_receipt(
    somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.do("refuse", reason="dark")
    somchai.passes_all()
    somchai.sends()
    with sessions() as session:
        acts = session.scalars(select(Act).where(Act.subject == "precheck:P-000001")).all()
        names = [act.action for act in acts]
        assert names[:2] == ["prechecks.taken", "prechecks.refused"]
        assert names[-1] == "prechecks.finished"
        assert (acts[1].after or {})["reason"] == "dark"


def test_a_forgotten_citizen_gets_no_letter(
    papers: Papers, somchai: Checking, sessions: sessionmaker[Session], number: int
) -> None:
    somchai.do("take")
    somchai.passes_all()

    def forget(_session: Session, case: Precheck) -> None:
        case.citizen_id = None

    papers.change(number, forget)
    somchai.sends()
    assert letters(sessions) == []


def test_english_officers_read_it_in_english(
    somchai: Checking, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        session.get_one(Officer, 1).language = "en"
    page = somchai.browser.get(somchai.address)
    assert "Take it" in page.text
