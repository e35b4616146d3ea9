"""The rules of the matcher: names settle, doubt is honest, and nothing typed can break it."""

from functools import cache
from threading import Thread

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pythainlp.util import eng_to_thai, thai_to_eng

from models.answers import Entry, Finding, Matcher, check, entries_of
from models.answers.finding import NEAREST
from models.answers.wording import spelled
from models.catalogue import Procedure, load


@cache
def entries() -> tuple[Entry, ...]:
    return tuple(entries_of(load()))


@cache
def matcher() -> Matcher:
    return Matcher.fit(entries())


def find(text: str, last: str | None = None) -> Finding:
    return matcher().find(text, last=last)


procedures = pytest.mark.parametrize(
    "procedure", [pytest.param(p, id=slug) for slug, p in load().procedures.items()]
)
PHRASES = [(p.slug, ask) for p in load().procedures.values() for ask in p.asks]
phrases = st.sampled_from(PHRASES)


@procedures
def test_a_name_or_a_button_text_finds_its_procedure(procedure: Procedure) -> None:
    names = (procedure.name_th, procedure.name_en, procedure.name_en.upper(), procedure.short_th)
    for name in names:
        finding = find(name)
        assert (finding.decision, finding.nearest) == ("answer", ((procedure.slug, 1.0),))
        assert finding.kind == "content"


@procedures
def test_a_name_typed_with_the_keyboard_left_in_english_is_understood(
    procedure: Procedure,
) -> None:
    assert find(thai_to_eng(procedure.short_th)).nearest[0][0] == procedure.slug


def test_every_phrase_of_the_pack_finds_its_own_answer() -> None:
    assert [problem for problem in check(entries(), matcher()) if problem.blocks] == []


def test_a_phrase_that_steals_and_a_name_given_twice_block() -> None:
    twins = (
        Entry("a", "x", "ขอคัดสำเนา", keywords=("คัดสำเนา",), examples=("ขอคัดสำเนาทะเบียนบ้าน",)),
        Entry("b", "x", "สูบส้วม", keywords=("คัดสำเนา",), examples=("ขอรถมาสูบส้วม",)),
    )
    assert [(p.entry, p.phrase) for p in check(twins) if p.blocks] == [("b", "คัดสำเนา")]
    assert check(()) == []


# Slips of every kind


def near(text: str) -> list[str]:
    return [id for id, _ in find(text).nearest]


@given(phrases)
@settings(max_examples=60, deadline=None)
def test_a_phrase_without_spaces_is_the_same_phrase(phrase: tuple[str, str]) -> None:
    slug, ask = phrase
    if "บปช" not in ask:  # a short form is known by the spaces around it
        assert near(ask.replace(" ", ""))[0] == slug


@given(phrases)
@settings(max_examples=60, deadline=None)
def test_a_phrase_on_the_wrong_keyboard_is_put_back(phrase: tuple[str, str]) -> None:
    slug, ask = phrase
    if all("ก" <= letter <= "๎" or letter == " " for letter in ask):
        assert near(thai_to_eng(ask))[0] == slug


def test_a_lost_tone_mark_leaves_the_answer_in_sight() -> None:
    """Once in hundreds it makes another word, as เขา of เข้า."""
    slips = [
        (slug, ask[:place] + ask[place + 1 :])
        for slug, ask in PHRASES
        for place, letter in enumerate(ask)
        if letter in "่้๊๋" and len(ask) > 12
    ][::3]
    assert sum(slug in near(text) for slug, text in slips) / len(slips) >= 0.98


@given(phrases)
@settings(max_examples=40, deadline=None)
def test_thai_digits_and_pictures_change_nothing(phrase: tuple[str, str]) -> None:
    slug, ask = phrase
    thai = ask.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert near(f"{thai} 🙏😊ค่ะ")[0] == slug


def test_english_typed_on_thai_keys_is_put_back() -> None:
    assert near(eng_to_thai("marriage registration"))[0] == "marriage-registration"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ขอเล่ม ทบ. ใหม่", "ขอเล่ม ทะเบียนบ้าน ใหม่"),
        ("บัตร ปชช. หาย", "บัตรประชาชน หาย"),
        ("ท.ร. ๑๔/๑", "ทร14/1"),
        ("ใช้เอกสานอารัยบ้าง", "ใช้เอกสารอะไรบ้าง"),
        ("พิทบูล", "พิทบูล"),
        ("ขายสินค้า", "ขายสินค้า"),
        ("ขอบคุณค่ะ", "ขอบคุณ"),
        ("บั\u2060ต\u200bรหาย\ufeff", "บัตรหาย"),
    ],
)
def test_short_forms_and_chat_spellings_are_written_out(typed: str, meant: str) -> None:
    assert spelled(typed) == meant


# What the message asks for


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("แจ้งเกิดใช้เอกสารอะไรบ้าง", "documents"),
        ("จดทะเบียนสมรสเสียค่าธรรมเนียมเท่าไหร่คะ", "fee"),
        ("ทำบัตรประชาชนใหม่ที่ไหน", "place"),
        ("ทำบัตรประชาชนได้ถึงกี่โมง", "hours"),
        ("จดทะเบียนหย่าใช้เวลานานไหม", "duration"),
        ("มีคลิปแจ้งย้ายเข้าไหม", "clip"),
        ("แจ้งเกิดภายในกี่วัน", None),
        ("ทำพินัยกรรมแบบเอกสารฝ่ายเมือง", None),
    ],
)
def test_the_one_fact_asked_for_is_known(text: str, fact: str | None) -> None:
    assert find(text).fact == fact


def test_two_questions_in_one_message_are_both_answered() -> None:
    finding = find("แจ้งเกิดใช้เอกสารอะไรบ้าง แล้วจดทะเบียนสมรสต้องทำยังไงคะ")
    assert finding.decision == "answer"
    assert {finding.nearest[0][0], *finding.also} == {
        "birth-notification", "marriage-registration",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["แล้วค่าธรรมเนียมเท่าไหร่", "how much?", "แล้วต้องใช้เอกสารอะไรบ้างคะ"])
def test_a_question_without_a_subject_is_about_the_last_topic(text: str) -> None:
    finding = find(text, last="birth-notification")
    assert (finding.decision, finding.nearest[0][0]) == ("answer", "birth-notification")
    assert find(text).decision != "answer"


def test_words_that_only_point_back_are_no_subject() -> None:
    finding = find("แล้วอันนี้ต้องเสียค่าธรรมเนียมเท่าไหร่", last="birth-notification")
    assert (finding.decision, finding.nearest[0][0]) == ("answer", "birth-notification")
    assert finding.fact == "fee"


def test_a_new_subject_leaves_the_last_topic() -> None:
    assert find("บัตรประชาชนหาย", last="birth-notification").nearest[0][0] == "id-card-lost"


def test_one_word_of_several_names_offers_them() -> None:
    finding = find("ภาษี")
    assert finding.decision == "suggest"
    assert {"signboard-tax", "land-building-tax"} <= set(near("ภาษี"))
    assert find("ย้าย").decision == "suggest"
    assert {"move-in", "move-out"} <= set(near("ย้าย"))
    assert near("ตาย") == ["death-notification"]


# Whatever is typed


@given(st.text(max_size=200))
@example("")
@example("\x00")
@example("\ud800")
@example("่่่่่" * 40)
@example("ำ" * 100)
@settings(max_examples=100, deadline=None)
def test_nothing_typed_can_break_it(text: str) -> None:
    finding = find(text)
    chances = [chance for _, chance in finding.nearest]
    assert len(chances) <= NEAREST
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= chance <= 1 for chance in chances)
    assert {id for id, _ in finding.nearest} <= {entry.id for entry in entries()}


def test_the_same_words_find_the_same_in_another_process_and_in_any_thread() -> None:
    again = Matcher.fit(entries())
    texts = [f"อยากถามเรื่อง {entry.examples[0]}" for entry in entries()]
    expected = [find(text) for text in texts]
    assert [again.find(text) for text in texts] == expected
    found: dict[int, list[Finding]] = {}

    def ask(number: int) -> None:
        found[number] = [find(text) for text in texts]

    threads = [Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[number] == expected for number in range(4))
