"""Small talk, danger, other agencies, and the lists of words behind them."""

import re
from collections import Counter

import pytest
import yaml

from models.answers import Matcher, agencies, agency, entries_of, lexicon
from models.answers.strangers import strangers
from models.catalogue import load

FILES = sorted(path.stem for path in lexicon.DATA.glob("*.yaml"))


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.fit(entries_of(load()))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("สวัสดีค่ะ", "greeting"), ("สวัสดีตอนเช้าครับแอดมิน", "greeting"), ("hello", "greeting"),
        ("ขอบคุณมากนะคะ", "thanks"), ("โอเคค่ะ ขอบคุณค่ะ", "thanks"), ("thank you", "thanks"),
        ("คุณชื่ออะไร", "small_talk"), ("กินข้าวหรือยัง", "small_talk"),
        ("บอทโง่มาก", "abuse"), ("ห่วยแตก", "abuse"),
    ],
)  # fmt: skip
def test_small_talk_is_known_for_what_it_is(matcher: Matcher, text: str, kind: str) -> None:
    finding = matcher.find(text)
    assert (finding.kind, finding.decision) == (kind, "human")


def test_a_greeting_before_a_question_does_not_hide_it(matcher: Matcher) -> None:
    finding = matcher.find("สวัสดีค่ะ บัตรประชาชนหาย")
    assert (finding.kind, finding.nearest[0][0]) == ("content", "id-card-lost")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ไฟไหม้หลังบ้าน", ("199",)), ("ขโมยขึ้นบ้านตอนนี้", ("191",)),
        ("แม่หมดสติไม่หายใจ", ("1669",)), ("ฝาท่อหายหน้าบ้าน", ("1555",)),
        ("อยากฆ่าตัวตาย", ("1323", "1669")), ("ไฟไหม้บ้าน ทะเบียนบ้านหายหมดเลยค่ะ", ("199",)),
        ("เมื่อวานบ้านไฟไหม้ ขอเงินเยียวยา", ()), ("บัตรประชาชนหาย", ()),
    ],
)  # fmt: skip
def test_danger_brings_its_numbers(matcher: Matcher, text: str, numbers: tuple[str, ...]) -> None:
    finding = matcher.find(text)
    assert finding.emergency == numbers
    if numbers and finding.decision != "answer":
        assert finding.kind == "emergency"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("พาสปอร์ตหมดอายุต้องทำที่ไหน", "consular"), ("อยากทำใบขับขี่ใหม่", "land-transport"),
        ("เช็คสิทธิประกันสังคมยังไง", "social-security"), ("โอนที่ดินให้ลูก", "land-office"),
        ("น้ำประปาไม่ไหลทั้งซอย", "waterworks"), ("ค่าไฟเดือนนี้จ่ายที่ไหน", "electricity"),
        ("ยื่นภาษีเงินได้สรรพากร", "revenue-department"), ("โดนมิจฉาชีพหลอกโอนเงิน", "police"),
    ],
)  # fmt: skip
def test_matters_of_other_agencies_are_told_apart(matcher: Matcher, text: str, code: str) -> None:
    finding = matcher.find(text)
    assert (finding.kind, finding.agency, finding.decision) == ("other_agency", code, "human")


def test_every_agency_can_be_named_and_an_unknown_one_is_none() -> None:
    for code, known in agencies().items():
        assert agency(code) is known
        assert known.name("th") and known.name("en") and known.signs and known.said
        assert known.phone is None or re.fullmatch(r"\d{4}|0 \d{4} \d{4}", known.phone)
    assert agency("nobody") is None


@pytest.mark.parametrize("name", FILES)
def test_a_list_holds_only_words_none_twice(name: str) -> None:
    """A bare 123 or yes in YAML would be a number or a truth, not a word."""
    text = (lexicon.DATA / f"{name}.yaml").read_text(encoding="utf-8")
    lists = list(_lists(yaml.safe_load(text)))
    assert lists or name == "spellings"
    for words in lists:
        assert all(isinstance(word, str) and word.strip() == word for word in words)
        assert [word for word, times in Counter(words).items() if times > 1] == []


def _lists(node: object) -> list[list[object]]:
    if isinstance(node, list) and not any(isinstance(item, dict) for item in node):
        return [node]
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [words for item in inner for words in _lists(item)]


def test_what_the_office_publishes_is_no_stranger() -> None:
    reports = "negative:reports"
    assert reports in strangers(["แจ้งเกิด"], ["แจ้งเกิด"]).phrases
    published = strangers(["ร้องเรียนเหตุรำคาญ", "แจ้งย้าย"], [])
    assert reports not in published.phrases
    phrases = strangers(["ทำใบขับขี่ใหม่"], ["ทำใบขับขี่ใหม่"]).phrases
    assert "ทำใบขับขี่ใหม่" not in phrases["agency:land-transport"]


def test_a_sign_in_the_name_of_our_own_answer_marks_no_agency() -> None:
    signs = strangers(["ใบขับขี่"], ["บริการต่อใบขับขี่"]).signs
    assert signs.keys("ใบขับขี่หาย") == []
    assert strangers(["แจ้งเกิด"], ["แจ้งเกิด"]).signs.keys("ใบขับขี่หาย") == ["land-transport"]
