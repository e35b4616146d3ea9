"""The innovation desk: handed in by every section, chosen, taken through five steps and back."""

import io
import threading
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.audit import Act
from models.calendar import fiscal_year
from models.dates import BANGKOK
from models.innovation import CRITERIA, FORMS
from models.officers import Officer
from models.usage import Idea
from tests.office_papers import PDF
from tests.staff.conftest import Browser, Cast
from tests.staff.ledger import NOW
from tests.waiting import until_blocked

SignedIn = Callable[[Officer], Browser]
Sessions = sessionmaker[Session]
DESK = "/staff/ideas/"
YEAR = fiscal_year(NOW.astimezone(BANGKOK).date())
IDEA = {
    "title": "ตรวจเอกสารล่วงหน้า", "problem": "เอกสารไม่ครบ\r\nต้องกลับบ้าน", "idea": "ส่งรูปมาก่อน",
    "results": "", "proposer": "สมชาย ใจเย็น", "position": "", "section": "registration",
}  # fmt: skip
CHOICE = {
    "day": "20/11/2569", "judges": "คณะผู้บริหารเขต", "details": "ส่งรูปก่อนมา", "why": "",
    **{mark.name: "4" for mark in CRITERIA},
}  # fmt: skip


@pytest.fixture
def somchai(client_of: SignedIn, officers: Cast) -> Browser:
    return client_of(officers.somchai)


@pytest.fixture
def napha(client_of: SignedIn, officers: Cast) -> Browser:
    """Who writes the office's reports."""
    return client_of(officers.reporting)


def filled(number: int) -> dict[str, str]:
    by_kind = {"day": "2026-11-20", "count": "1259", "points": "5"}
    return {one.name: by_kind.get(one.kind, f"ข้อ {one.name}") for one in FORMS[number].fields}


def idea(sessions: Sessions, number: int = 1) -> Idea:
    with sessions() as session:
        return session.get_one(Idea, number)


def seen(sessions: Sessions) -> dict[str, str]:
    return {"seen": str(idea(sessions).revision)}


def write(napha: Browser, sessions: Sessions, number: int, words: dict[str, str]) -> None:
    napha.post(f"{DESK}1/forms/{number}", {**words, **seen(sessions)})


def press(napha: Browser, sessions: Sessions, button: str) -> str:
    return napha.post(f"{DESK}1/{button}", seen(sessions)).text


def test_any_officer_hands_in_an_idea_for_their_section(
    somchai: Browser, sessions: Sessions
) -> None:
    page = somchai.get(DESK)
    assert "เสนอแล้ว 0 จาก 15 ชุด" in page.text and "ยังไม่มีความคิดเห็นค่ะ" in page.text
    form = somchai.get(DESK + "new").form(f"{DESK}new?year={YEAR}")
    assert form.fields["proposer"] == "สมชาย ใจเย็น"
    page = somchai.post(DESK + "new", IDEA)
    assert "ส่งความคิดเห็นแล้ว ขอบคุณค่ะ" in page.text and page.h1 == IDEA["title"]
    one = idea(sessions)
    assert (one.section, one.fiscal_year, one.stage) == ("registration", YEAR, "idea")
    assert one.forms["1"]["problem"] == "เอกสารไม่ครบ\nต้องกลับบ้าน"
    assert "เสนอแล้ว 1 จาก 15 ชุด" in somchai.get(DESK).text


def test_an_idea_lacking_its_words_is_told_beside_the_field(
    somchai: Browser, sessions: Sessions
) -> None:
    page = somchai.post(DESK + "new", {**IDEA, "idea": " \0 "}, status=422)
    assert "กรุณากรอกช่องนี้ค่ะ" in page.text
    somchai.post(DESK + "new", {**IDEA, "section": "city-law"}, status=422)
    somchai.post(DESK + "new", {**IDEA, "title": "ก" * 501}, status=422)
    with sessions() as session:
        assert not session.scalars(select(Idea)).all()


def test_only_ones_own_section_writes_form_1_and_those_who_report_the_others(
    somchai: Browser, client_of: SignedIn, officers: Cast, napha: Browser
) -> None:
    somchai.post(DESK + "new", IDEA)
    city = client_of(officers.city)
    assert IDEA["title"] in city.get(DESK + "1").text
    for browser, which in ((city, 1), (somchai, 2)):
        browser.get(f"{DESK}1/forms/{which}", status=403)
    city.post(DESK + "1/withdraw", {"seen": "1"}, status=403)
    somchai.post(DESK + "1/advance", {"seen": "1"}, status=403)
    somchai.post(DESK + "office", {"kind": "2"}, status=403)
    napha.get(DESK + "1/forms/1")
    napha.get(DESK + "1/forms/6", status=404)
    napha.get(DESK + "9", status=404)


def test_the_kind_of_office_says_how_many_are_owed(napha: Browser) -> None:
    assert "เสนอแล้ว 0 จาก 20 ชุด" in napha.post(DESK + "office", {"kind": "2"}).text
    napha.post(DESK + "office", {"kind": "4"}, status=400)
    assert "จาก 10 ชุด" in napha.post(DESK + "office", {"kind": "3"}).text


def test_two_who_choose_at_once_wait_for_each_other_and_not_crosswise(
    somchai: Browser, napha: Browser, sessions: Sessions
) -> None:
    for _ in range(2):
        somchai.post(DESK + "new", IDEA)
    later = {"seen": str(idea(sessions, 2).revision)}
    pressing = threading.Thread(target=lambda: napha.post(f"{DESK}2/advance", later))
    with sessions.begin() as session:  # a colleague chooses the first just now
        session.get_one(Idea, 1, with_for_update=True)
        pressing.start()
        until_blocked(sessions)
        session.get_one(Idea, 2, with_for_update={"nowait": True})
    pressing.join(20)
    assert idea(sessions, 2).stage == "idea"


def test_an_idea_is_withdrawn_and_brought_back(somchai: Browser, sessions: Sessions) -> None:
    somchai.post(DESK + "new", IDEA)
    page = somchai.post(DESK + "1/withdraw", seen(sessions))
    assert "เสนอแล้ว 0 จาก 15 ชุด" in page.text and "เอากลับมา" in page.text
    somchai.post(DESK + "1/return")
    assert "เสนอแล้ว 1 จาก 15 ชุด" in somchai.get(DESK).text
    late = somchai.post(DESK + "1/withdraw", {"seen": "1"})
    assert "เพิ่งเปลี่ยนไป" in late.text and idea(sessions).withdrawn_at is None


def test_two_who_write_at_once_keep_their_words(
    somchai: Browser, napha: Browser, sessions: Sessions
) -> None:
    somchai.post(DESK + "new", IDEA)
    address = DESK + "1/forms/1"
    somchai.post(address, {**IDEA, "idea": "ของสมชาย", "seen": "1"})
    page = napha.post(address, {**IDEA, "idea": "ของนภา", "seen": "1"}, status=409)
    assert "มีผู้แก้เรื่องนี้ระหว่างที่คุณเขียน" in page.text
    assert "ของสมชาย" in page.text and "ของนภา" in page.text
    assert idea(sessions).forms["1"]["idea"] == "ของสมชาย"
    napha.post(address, {**IDEA, "idea": "ของนภา", "seen": page.form(address).fields["seen"]})
    assert idea(sessions).forms["1"]["idea"] == "ของนภา"


@pytest.mark.parametrize("wrong", ["-1", "6", "มาก"])
def test_points_are_whole_numbers_up_to_five(
    napha: Browser, sessions: Sessions, wrong: str
) -> None:
    napha.post(DESK + "new", IDEA)
    napha.post(DESK + "1/forms/2", {**CHOICE, "new": wrong, "seen": "1"}, status=422)
    assert "2" not in idea(sessions).forms


def test_one_idea_goes_through_five_steps_and_back_again(
    napha: Browser, sessions: Sessions
) -> None:
    napha.post(DESK + "new", IDEA)
    assert "แบบฟอร์ม 2: วันที่คัดเลือก" in napha.get(DESK + "1").text
    assert "ยังขาด" in press(napha, sessions, "advance")
    write(napha, sessions, 2, CHOICE)
    assert idea(sessions).forms["2"]["day"] == "2026-11-20"
    assert "คะแนน 20 จาก 25" in napha.get(DESK).text
    assert "ได้รับการคัดเลือก" in press(napha, sessions, "advance")
    write(napha, sessions, 3, filled(3))
    write(napha, sessions, 4, filled(4))
    assert "หลักฐานของขั้นตอนที่ 4" in press(napha, sessions, "advance")
    files = {"title": "ภาพการทดสอบ", "kind": "picture", "quarter": "1", "idea": "1", "step": "4"}
    sent = {**files, "back_to": "idea", "files": (io.BytesIO(PDF), "ภาพ.pdf")}
    page = napha.post(f"/staff/reports/files?year={YEAR}", sent)
    assert page.location.startswith(DESK + "1") and "ภาพการทดสอบ" in page.text
    press(napha, sessions, "advance")
    write(napha, sessions, 5, filled(5))
    assert "ติดตามผลครบแล้ว" in press(napha, sessions, "advance")
    assert idea(sessions).stage == "followed_up"
    assert "ย้อนกลับหนึ่งขั้นแล้ว" in press(napha, sessions, "back")
    assert idea(sessions).stage == "developed" and "5" in idea(sessions).forms
    with sessions() as session:
        acts = list(session.scalars(select(Act.action).where(Act.action == "ideas.moved")))
    assert len(acts) == 5


def test_a_second_idea_is_not_chosen_beside_the_first(napha: Browser, sessions: Sessions) -> None:
    for title in ("ก", "ข"):
        napha.post(DESK + "new", {**IDEA, "title": title})
    for number in (1, 2):
        napha.post(f"{DESK}{number}/forms/2", {**CHOICE, "seen": "1"})
    napha.post(DESK + "1/advance", {"seen": "2"})
    page = napha.post(DESK + "2/advance", {"seen": "2"})
    assert "เลือก “ก” แล้ว เลือกได้เรื่องเดียวค่ะ" in page.text
    assert idea(sessions, 2).stage == "idea"


def test_every_form_is_taken_along_in_word_and_pdf_with_either_digits(
    napha: Browser, sessions: Sessions
) -> None:
    napha.get(DESK + "forms-1.docx", status=404)
    napha.post(DESK + "new", IDEA)
    write(napha, sessions, 2, CHOICE)
    for which in FORMS:
        body = napha.client.get(f"{DESK}1/forms/{which}.docx").data
        words = "\n".join(line.text for line in Document(io.BytesIO(body)).paragraphs)
        assert f"แบบฟอร์ม {which}" in words and FORMS[which].title in words
    body = napha.client.get(f"{DESK}1/forms/2.docx?digits=thai").data
    assert "๒๐ พฤศจิกายน ๒๕๖๙" in "\n".join(p.text for p in Document(io.BytesIO(body)).paragraphs)
    assert napha.client.get(f"{DESK}1/forms/2.pdf").data[:5] == b"%PDF-"
    assert napha.client.get(f"{DESK}forms-1.pdf").data[:5] == b"%PDF-"


def test_the_chosen_ones_forms_lie_in_the_pack_of_evidence(
    napha: Browser, sessions: Sessions
) -> None:
    napha.post(DESK + "new", IDEA)
    write(napha, sessions, 2, CHOICE)
    press(napha, sessions, "advance")
    begun = napha.post(f"/staff/reports/kpi/new?year={YEAR}", {"name": "นวัตกรรม"})
    pack = zipfile.ZipFile(io.BytesIO(napha.client.get(begun.location + ".zip").data))
    names = [name for name in pack.namelist() if name.startswith("นวัตกรรม/")]
    assert names == ["นวัตกรรม/แบบฟอร์ม 1 ทุกชุด.docx", "นวัตกรรม/แบบฟอร์ม 2.docx"]
