"""The office's innovation: ideas of every section, one chosen, five steps, each to be undone."""

import io
import threading
import unicodedata
from datetime import date, timedelta

import pytest
from docx import Document
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import innovation, office_files
from models.innovation import CRITERIA, FORMS, Changed, Fixed, NotReady, OneAlready
from models.officers import Officer
from models.reports import innovation as papers
from models.reports.docx_papers import docx_of
from models.reports.papers import Digits
from models.reports.pdf_papers import pdf_of
from models.reports.text_papers import text_of
from models.usage import Idea, evidence
from models.usage.evidence import About
from tests.office_papers import PDF
from tests.officers import officers
from tests.people import NOON

YEAR, MADE = 2570, date(2026, 11, 21)
FORM_1 = {
    "title": "ตรวจเอกสารล่วงหน้า", "problem": "ประชาชนมาแล้วเอกสารไม่ครบ",
    "idea": "ส่งรูปเอกสารมาก่อนทาง LINE", "results": "มาครั้งเดียวเสร็จ",
    "proposer": "สมชาย ใจเย็น", "position": "เจ้าพนักงานปกครอง",
}  # fmt: skip
FORM_2 = {
    "day": "2026-11-20", "judges": "คณะผู้บริหารเขต", "details": "ส่งรูปก่อนมา",
    **{mark.name: 4 for mark in CRITERIA},
}  # fmt: skip
SECTIONS = {"registration": "ฝ่ายทะเบียน", "city-law": "ฝ่ายเทศกิจ"}
UNIT = papers.Unit("สำนักงานเขตตัวอย่าง", lambda code: SECTIONS[code], 15)


def filled(number: int) -> dict[str, object]:
    """A form with something in every field."""
    by_kind: dict[str, object] = {"day": "2026-11-20", "count": 1259, "points": 5}
    return {one.name: by_kind.get(one.kind, f"ข้อ {one.name}") for one in FORMS[number].fields}


def head(session: Session) -> Officer:
    """The head of registration."""
    known = session.scalar(select(Officer).where(Officer.username == "head"))
    return known or officers(session).head


def handed_in(session: Session, title: str = "ตรวจเอกสารล่วงหน้า", of: str = "registration") -> Idea:
    words = {**FORM_1, "title": title}
    return innovation.hand_in(session, (YEAR, of), words, head(session), NOON)


def write(one: Idea, number: int, words: dict[str, object]) -> None:
    innovation.write(one, number, words, one.revision, NOON)


def advance(session: Session, one: Idea) -> None:
    innovation.advance(session, one, one.revision, NOON)


def selected(session: Session) -> Idea:
    one = handed_in(session)
    write(one, 2, FORM_2)
    advance(session, one)
    return one


def prove(session: Session, one: Idea, step: int) -> evidence.Evidence:
    file = office_files.reserve(session, "ภาพ.pdf", "application/pdf", PDF, None, NOON)
    about = About(YEAR, 1, "ภาพถ่ายการทดสอบ", "picture", one.id, step)
    return evidence.add(session, about, file.id, None, NOON)


@pytest.mark.parametrize(("kind", "count"), [(1, 15), (2, 20), (3, 10)])
def test_a_unit_owes_as_many_ideas_as_its_kind_says(
    session: Session, kind: int, count: int
) -> None:
    assert innovation.needed(session) == 15
    innovation.decide_office(session, kind, head(session), NOON)
    assert (innovation.office_kind(session), innovation.needed(session)) == (kind, count)


def test_an_office_is_one_of_the_known_kinds(session: Session) -> None:
    with pytest.raises(ValueError):
        innovation.decide_office(session, 4, head(session), NOON)


def test_ideas_are_counted_by_section_and_those_withdrawn_are_not(session: Session) -> None:
    handed_in(session)
    handed_in(session, "คิวออนไลน์")
    away = handed_in(session, "รถรับส่ง", "city-law")
    innovation.withdraw(away, away.revision, NOON)
    found = innovation.ideas(session, YEAR)
    assert innovation.count_by_section(found) == {"registration": 2}
    assert list(innovation.withdrawn(session, YEAR)) == [away]
    innovation.bring_back(away, NOON)
    assert innovation.count_by_section(innovation.ideas(session, YEAR))["city-law"] == 1
    assert not innovation.ideas(session, YEAR - 1)


@pytest.mark.parametrize("missing", ["title", "problem", "idea"])
def test_an_idea_without_its_words_is_not_handed_in(session: Session, missing: str) -> None:
    with pytest.raises(NotReady):
        place = (YEAR, "registration")
        innovation.hand_in(session, place, {**FORM_1, missing: ""}, head(session), NOON)


def test_the_words_of_a_colleague_are_not_written_over(session: Session) -> None:
    one = handed_in(session)
    seen = one.revision
    innovation.write(one, 1, {**FORM_1, "title": "ชื่อใหม่"}, seen, NOON)
    assert one.title == "ชื่อใหม่"
    with pytest.raises(Changed):
        innovation.write(one, 1, FORM_1, seen, NOON)
    with pytest.raises(Changed):
        innovation.withdraw(one, seen, NOON)
    assert one.title == "ชื่อใหม่"


def test_choosing_wants_form_2_with_all_its_points(session: Session) -> None:
    one = handed_in(session)
    assert innovation.points(one) is None
    with pytest.raises(NotReady) as fault:
        advance(session, one)
    [told] = fault.value.lacks
    assert told.startswith("แบบฟอร์ม 2: วันที่คัดเลือก, ") and CRITERIA[0].label in told
    write(one, 2, {**FORM_2, "new": 0})
    assert innovation.points(one) == 16  # no points at all is said too
    advance(session, one)
    assert one.stage == "selected" and innovation.chosen(session, YEAR) is one


def test_a_unit_chooses_one_idea_a_year(session: Session) -> None:
    first, second = selected(session), handed_in(session, "คิวออนไลน์")
    write(second, 2, FORM_2)
    with pytest.raises(OneAlready) as fault:
        advance(session, second)
    assert fault.value.other is first
    innovation.step_back(first, first.revision, NOON)
    advance(session, second)
    assert innovation.chosen(session, YEAR) is second
    assert innovation.words_of(first, 2) == FORM_2  # what was scored stays


def test_two_who_choose_at_once_do_not_choose_two(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        numbers = []
        for title in ("ก", "ข"):
            one = handed_in(session, title)
            write(one, 2, FORM_2)
            numbers.append(one.id)
    told: list[str] = []
    meet = threading.Barrier(2)

    def choose(number: int) -> None:
        with sessions.begin() as session:
            one = innovation.idea(session, number)
            assert one is not None
            meet.wait()
            try:
                innovation.advance(session, one, one.revision, NOON)
                told.append("chosen")
            except OneAlready:
                told.append("refused")

    threads = [threading.Thread(target=choose, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(told) == ["chosen", "refused"]


def test_the_five_steps_are_taken_one_by_one_and_back(session: Session) -> None:
    one = selected(session)
    with pytest.raises(Fixed):
        innovation.withdraw(one, one.revision, NOON)
    write(one, 3, filled(3))
    with pytest.raises(NotReady):
        advance(session, one)
    write(one, 4, {**filled(4), "considered_on": None, "verdict": ""})
    advance(session, one)
    assert innovation.missing(session, one) == ["หลักฐานของขั้นตอนที่ 4"]
    prove(session, one, 3)
    with pytest.raises(NotReady):
        advance(session, one)
    proof = prove(session, one, 4)
    proof.file.remove(NOON)
    session.flush()
    assert innovation.missing(session, one)
    proof.file.bring_back()
    session.flush()
    advance(session, one)
    write(one, 5, filled(5))
    advance(session, one)
    assert one.stage == "followed_up" and not innovation.missing(session, one)
    with pytest.raises(Fixed):
        advance(session, one)
    for stage in ("developed", "project", "selected", "idea"):
        innovation.step_back(one, one.revision, NOON)
        assert one.stage == stage
    with pytest.raises(Fixed):
        innovation.step_back(one, one.revision, NOON)
    assert innovation.words_of(one, 5) == filled(5)


def test_each_form_is_printed_with_every_field_it_has(session: Session) -> None:
    one = selected(session)
    for number in FORMS:
        if number > 1:
            write(one, number, filled(number))
        said = text_of(papers.paper(number, one, [one], UNIT, MADE))
        assert FORMS[number].title in said and f"แบบฟอร์ม {number}" in said
        assert not [place.label for place in FORMS[number].fields if place.label not in said]
        assert "20 พฤศจิกายน 2569" in said or number == 1
    assert "1,259" in said


def test_an_empty_field_is_printed_as_the_city_prints_it(session: Session) -> None:
    said = text_of(papers.paper(5, handed_in(session), [], UNIT, MADE))
    assert "วันที่เริ่มนำไปใช้ -" in said and "จำนวนผู้ใช้ประโยชน์ (ราย) -" in said


def test_form_2_tells_how_many_of_how_many_and_what_each_was_given(session: Session) -> None:
    one = selected(session)
    other = handed_in(session, "คิวออนไลน์", "city-law")
    said = text_of(papers.paper(2, one, [one, other], UNIT, MADE, Digits.THAI))
    assert "ความคิดเห็นที่รวบรวมได้ ๒ ชุด จากที่ต้องจัดส่งไม่น้อยกว่า ๑๕ ชุด" in said
    assert "๑ | ตรวจเอกสารล่วงหน้า | ฝ่ายทะเบียน | ๒๐" in said
    assert "๒ | คิวออนไลน์ | ฝ่ายเทศกิจ | -" in said
    assert "รวม | ๒๐" in said


def test_every_form_1_of_a_year_is_one_paper(session: Session) -> None:
    found = [handed_in(session, f"แนวคิดที่ {n}") for n in (1, 2, 3)]
    paper = papers.bundle(found, UNIT, MADE)
    assert len(PdfReader(io.BytesIO(pdf_of(paper))).pages) == 3
    words = "\n".join(line.text for line in Document(io.BytesIO(docx_of(paper))).paragraphs)
    assert all(f"แนวคิดที่ {n}" in words for n in (1, 2, 3))


def test_a_printed_form_can_be_searched(session: Session) -> None:
    body = pdf_of(papers.paper(1, handed_in(session), [], UNIT, MADE, Digits.THAI))
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    folded = unicodedata.normalize("NFKC", words).replace("\u0e4d\u0e32", "\u0e33")
    assert "สำนักงานเขตตัวอย่าง" in folded and "๒๕๗๐" in folded


def test_evidence_is_listed_by_quarter_and_can_come_back(session: Session) -> None:
    one = handed_in(session)
    first, second = prove(session, one, 1), prove(session, one, 4)
    assert list(evidence.of_idea(session, one.id)) == [first, second]
    first.file.remove(NOON)
    session.flush()
    assert list(evidence.of_year(session, YEAR)) == [second]
    assert list(evidence.taken_away(session, YEAR)) == [first]
    first.file.shredded_at = NOON + timedelta(days=31)
    session.flush()
    assert not evidence.taken_away(session, YEAR)


def test_the_list_of_the_pack_names_what_could_not_be_opened(session: Session) -> None:
    one = handed_in(session)
    there, gone = prove(session, one, 1), prove(session, one, 4)
    bodies = {there.file.vault_name: PDF}
    made = list(
        evidence.pieces([there, gone], bodies.get, lambda number: "นภา ตัวเลข" if number else "")
    )
    assert [(piece.folder, piece.name) for piece in made] == [
        ("หลักฐาน ไตรมาสที่ 1", "01 ภาพ.pdf"),
        ("หลักฐาน", evidence.LIST),
    ]
    listed = b"".join(made[1].content).decode("utf-8-sig")
    assert "อยู่ในชุดนี้" in listed and "เปิดไม่ได้ในขณะที่จัดทำ" in listed
    assert "ตรวจเอกสารล่วงหน้า ขั้นตอนที่ 4" in listed and there.file.digest in listed


def test_officers_who_hand_in_are_known(session: Session) -> None:
    one = handed_in(session)
    assert session.get_one(Officer, one.officer_id).name
