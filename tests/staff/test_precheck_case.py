"""One case on the desk: a verdict for each paper, and one letter for all of them."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.audit import Act
from models.officers import Officer
from models.outbox import Letter
from models.prechecks import PaperState, Precheck, State
from tests.staff.conftest import Browser, Cast
from tests.staff.papers import DESK, Checking, Papers, citizen_of

ClientOf = Callable[[Officer], Browser]


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
