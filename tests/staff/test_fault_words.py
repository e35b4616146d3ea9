"""Whatever stops a page is told to officers in Thai, with things called as they call them."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from handlers.staff.fault_words import said
from models import content
from models.answers import Problem
from models.answers.checking import check
from models.answers.entries import Entry
from models.content import PROCEDURE, SHORT_ANSWER
from models.content.lint import _words
from tests.pages import PARKING, page

ENGLISH = re.compile(r"[A-Za-z]{3,}")
# An officer's own words, the heading of a pack's sheet beside its Thai name, and the blanks.
KEPT = re.compile(r"'[^']*'|\(\w+\)|https|office, phone, address, hours")
FACT = {"text_th": "20 บาท", "standing": "recalled"}
PROCEDURES = (
    {"name_th": ""},
    {"short_th": "ชื่อที่ยาวมากเกินกว่าจะอยู่บนปุ่มได้แน่ ๆ"},
    {"asks_en": ["ภาษาไทย", "lost card", "lost card"]},
    {"asks": [], "asks_en": []},
    {"documents": []},
    {"documents": [{"th": "บัตร", "when": "ไม่มีเงื่อนไขนี้", "standing": "recalled"}]},
    {"documents": [{"th": "", "standing": "recalled"}]},
    {"documents": [{"th": "คำสั่งศาล", "when": "under-18", "standing": "recalled"}]},
    {"questions": {"foreigner": {"th": "ต่างชาติไหมคะ", "en": "?"}}},
    {"fee": FACT | {"standing": "verified"}},
    {"fee": FACT | {"standing": "sourced", "sources": ["common-knowledge"]}},
    {"fee": FACT | {"sources": ["หน้าเว็บ"]}},
    {"fee": FACT | {"valid_from": "2026-02-01", "valid_to": "2026-01-01"}},
    {"fee": FACT | {"valid_from": "วันนี้"}},
    {"fee": FACT | {"valid_from": "2569-02-01"}},
    {"fee": [FACT, FACT]},
    {"fee": {"amount_thb": 20, "standing": "recalled"}},
    {"fee": {"amount_thb": -1, "text_th": "ฟรี", "standing": "recalled"}},
    {"duration": {"days": 2, "standing": "recalled"}},
    {"notes": [{"text_th": "\x07", "standing": "recalled"}]},
    {"notes": [{"text_th": "ก" * 5001, "standing": "recalled"}]},
    {"where": None},
    {"clip": "http://example.org/a"},
    {"description_th": "โทร {เบอร์}"},
)
ANSWERS = (
    {"answer_th": ""},
    {"phrases": []},
    {"verified_by": ""},
    {"clip": "example.org"},
    {"valid_from": "2026-02-01", "valid_to": "2026-01-01"},
    {"section": "ฝ่ายที่ไม่มี"},
)


def faults() -> Iterator[str]:
    for changed in PROCEDURES:
        found = content.faults_of(PROCEDURE, page(**changed))
        assert found, changed
        yield from found
    for changed in ANSWERS:
        found = content.faults_of(SHORT_ANSWER, PARKING | changed)
        assert found, changed
        yield from found


@pytest.fixture
def speaking(console: Flask) -> Iterator[None]:
    with console.test_request_context("/staff/"):
        yield


def test_every_fault_of_a_page_is_told_in_thai(speaking: None) -> None:
    told = {fault: said(fault) for fault in faults()}
    assert not {fault: thai for fault, thai in told.items() if ENGLISH.search(KEPT.sub("", thai))}


def test_the_lint_calls_answers_by_their_names(speaking: None) -> None:
    says = "พบ id-card-lost แทน · finds id-card-lost instead"
    problem = Problem("move-out", "บัตรหาย", says, True)
    told = said(_words(problem))
    assert told.startswith("แจ้งย้ายออก: “บัตรหาย” พบ “")
    assert "id-card-lost" not in told


def test_every_kind_of_lint_is_understood(speaking: None) -> None:
    entries = (
        Entry("move-out", "registration", "แจ้งย้ายออก", examples=("ทำบัตรหาย", "!!!")),
        Entry("id-card-lost", "registration", "บัตรหาย", ("แจ้งย้ายออก",), ("ทำบัตรหาย",)),
        Entry("move-in", "registration", "แจ้งย้ายเข้า"),
    )
    problems = check(entries)
    assert len({problem.says[:4] for problem in problems}) >= 3
    for problem in problems:
        assert not ENGLISH.search(said(_words(problem))), problem
