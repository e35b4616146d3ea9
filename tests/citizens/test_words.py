"""Everything said in Thai can be said in English, with the same figures in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import handlers
from handlers.citizens.words import LOCALE, Words
from tests.citizens.talk import Talk, buttons

HERE = Path(handlers.__file__).parent
FILES = sorted([*(HERE / "citizens").glob("*.py"), *(HERE / "pages").glob("*.py")])
TEMPLATES = sorted((HERE / "pages" / "templates").rglob("*.html"))
IN_A_TEMPLATE = re.compile(r"""\bwords\((["'])(.+?)\1""")


def _said_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in ("words", "later"):
                yield str(node.args[0].value)


SAID = {words for path in FILES for words in _said_in(path)} | {
    found[1]
    for path in TEMPLATES
    for found in IN_A_TEMPLATE.findall(path.read_text(encoding="utf-8"))
}
with (LOCALE / "en" / "citizens.po").open("rb") as lines:
    BOOK = {m.id: m.string for m in read_po(lines, locale="en") if m.id}


def _blanks(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_there_is_something_to_translate() -> None:
    assert len(SAID) > 100


@pytest.mark.parametrize("thai", sorted(SAID))
def test_every_sentence_has_english_with_the_same_blanks(thai: str) -> None:
    assert BOOK[thai]
    assert _blanks(thai) == _blanks(BOOK[thai])


def test_no_english_is_left_over() -> None:
    assert set(BOOK) == SAID


def test_thai_is_said_as_it_is_written() -> None:
    assert Words("th")("เมนูหลัก") == "เมนูหลัก"


def test_a_language_without_a_book_falls_back_to_thai() -> None:
    assert Words("xx")("เมนูหลัก") == "เมนูหลัก"


def test_blanks_are_filled_in() -> None:
    assert Words("en")("ข้อ {number} จาก {all}", number=2, all=5) == "Question 2 of 5"


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_examples_we_give_are_understood(talk: Talk, language: str) -> None:
    words = Words(language)
    told = words("พิมพ์เรื่องที่ต้องการได้เลยค่ะ เช่น “บัตรหาย” “ย้ายเข้า” “ขอเบี้ยผู้สูงอายุ”")
    examples = [part.split("”")[0] for part in told.split("“")[1:]]
    assert [talk.office.matcher.find(e).decision for e in examples] == ["answer"] * len(examples)


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_example_of_a_whole_question_is_understood(talk: Talk, language: str) -> None:
    told = Words(language)("ถามถึงเรื่องไหนคะ ช่วยพิมพ์ชื่อเรื่องด้วยนะคะ เช่น “ค่าธรรมเนียมย้ายเข้า”")
    finding = talk.office.matcher.find(told.split("“")[1].split("”")[0])
    assert (finding.decision, finding.nearest[0][0], finding.fact) == ("answer", "move-in", "fee")


def test_the_language_changes_at_once_and_back(talk: Talk) -> None:
    assert ("Main menu", "menu?") in buttons(talk.types("English"))
    assert ("เมนูหลัก", "menu?") in buttons(talk.types("ภาษาไทย"))


def test_an_unknown_language_asks_which_one(talk: Talk) -> None:
    said = talk.presses("language?to=fr")
    assert buttons(said) == [("ไทย", "language?to=th"), ("English", "language?to=en")]
    assert talk.citizen.language == "th"
