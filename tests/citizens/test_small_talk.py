"""Words that ask nothing of the office, danger, and other agencies' matters: each its own reply."""

import pytest

from bot.simulator.rules import messages_problems
from models.answers import Finding, agencies
from models.office import Office
from tests.citizens.hearing import about, hearing
from tests.citizens.talk import Talk, buttons, somebody, text_of

SAID = "ถ้อยคำหนึ่ง"


def _say(office: Office, finding: Finding, language: str = "th") -> Talk:
    talk = Talk(hearing(office, {SAID: finding}), citizen=somebody(language))
    talk.types(SAID)
    return talk


def _kind(kind: str, **more: object) -> Finding:
    return Finding("human", (), kind=kind, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "thai", "english"),
    [
        ("greeting", "สวัสดีค่ะ", "Hello"),
        ("thanks", "ด้วยความยินดี", "welcome"),
        ("small_talk", "ระบบตอบอัตโนมัติ", "automatic assistant"),
        ("abuse", "ขออภัย", "sorry"),
        ("other_agency", "หน่วยงานอื่น", "another agency"),
    ],
)
def test_each_kind_has_its_reply_in_both_languages(
    office: Office, kind: str, thai: str, english: str
) -> None:
    assert thai in text_of(_say(office, _kind(kind)).said)
    assert english in text_of(_say(office, _kind(kind), "en").said)


def test_anger_is_met_with_one_sentence_and_a_person(office: Office) -> None:
    talk = _say(office, _kind("abuse"))
    assert len(talk.said) == 1
    assert "พิมพ์คำถามถึงเจ้าหน้าที่" in text_of(talk.taps("ถามเจ้าหน้าที่"))


@pytest.mark.parametrize("kind", ["greeting", "thanks"])
def test_civil_words_do_not_become_the_question(office: Office, kind: str) -> None:
    talk = Talk(hearing(office, {SAID: _kind(kind)}))
    talk.types("เจ้าหน้าที่")
    talk.types(SAID)
    assert talk.citizen.topic and talk.citizen.topic["kind"] == "question"


def test_another_agency_is_named_with_its_number(office: Office) -> None:
    talk = _say(office, _kind("other_agency", agency="land-transport"))
    assert "กรมการขนส่งทางบก" in text_of(talk.said)
    assert ("โทร 1584", "tel:1584") in buttons(talk.said)
    assert "ถามเจ้าหน้าที่" in dict(buttons(talk.said))


def test_an_agency_in_english(office: Office) -> None:
    talk = _say(office, _kind("other_agency", agency="land-transport"), "en")
    assert "Department of Land Transport" in text_of(talk.said)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("code", sorted(agencies()))
def test_every_agency_can_be_named(office: Office, code: str, language: str) -> None:
    said = _say(office, _kind("other_agency", agency=code), language).said
    assert agencies()[code].name(language) in text_of(said)
    assert messages_problems(said).details == []


@pytest.mark.parametrize("code", [None, "moon"])
def test_an_agency_nobody_knows_leads_to_the_governments_line(
    office: Office, code: str | None
) -> None:
    assert ("โทร 1111", "tel:1111") in buttons(
        _say(office, _kind("other_agency", agency=code)).said
    )


@pytest.mark.parametrize("number", ["191", "199", "1669", "1555"])
def test_the_number_that_fits_comes_first_and_the_others_follow(
    office: Office, number: str
) -> None:
    finding = Finding("human", (), kind="emergency", emergency=(number,))
    taps = [data for _, data in buttons(_say(office, finding).said[:1])]
    assert taps[0] == f"tel:{number}"
    assert set(taps) == {"tel:191", "tel:199", "tel:1669", "tel:1555"}


def test_despair_is_met_with_kindness_and_who_listens(office: Office) -> None:
    finding = Finding("human", (), kind="emergency", emergency=("1323", "1669"))
    said = _say(office, finding).said
    assert "ไม่ได้อยู่คนเดียว" in text_of(said)
    assert [data for _, data in buttons(said)][:2] == ["tel:1323", "tel:1669"]


def test_danger_that_is_also_a_question_keeps_the_numbers_in_sight(office: Office) -> None:
    finding = about("disaster-victim-certification", kind="emergency", emergency=("199",))
    warning, answer = _say(office, finding).said
    assert "tel:199" in dict(buttons([warning])).values()
    taps = dict(buttons([answer])).values()
    assert list(taps) == ["procedure?p=disaster-victim-certification", "officer?", "menu?"]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    "finding",
    [
        *(_kind(kind) for kind in ("greeting", "thanks", "small_talk", "abuse", "other_agency")),
        _kind("other_agency", agency="land-transport"),
        _kind("emergency", emergency=("1323",)),
        _kind("emergency", emergency=("191", "199", "1669")),
        about("office-hours"),
        about("office-place"),
        about("office-phone"),
        Finding("suggest", (("office-place", 0.4), ("office-phone", 0.3), ("office-hours", 0.3))),
    ],
)
def test_line_accepts_it_and_typing_is_tapping(
    office: Office, finding: Finding, language: str
) -> None:
    said = _say(office, finding, language).said
    assert messages_problems(said).details == []
    labels = [label for label, _ in buttons(said)]
    assert len(labels) == len(set(labels))
    for label, data in buttons(said):
        if not data.startswith(("tel:", "http")):
            tapped = _say(office, finding, language).presses(data)
            assert _say(office, finding, language).types(label) == tapped


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("office-hours", "จันทร์–ศุกร์"),
        ("office-place", "123 ถนนตัวอย่าง"),
        ("office-phone", "0 2000 0000"),
    ],
)
def test_questions_about_the_office_are_answered_from_its_facts(
    office: Office, name: str, told: str
) -> None:
    assert told in text_of(_say(office, about(name)).said)


@pytest.mark.parametrize(("fact", "told"), [("hours", "จันทร์–ศุกร์"), ("place", "123 ถนนตัวอย่าง")])
def test_when_and_where_mean_the_office_when_nothing_else_is_nearer(
    office: Office, fact: str, told: str
) -> None:
    near = ((f"office-{fact}", 0.4), ("move-in", 0.3))
    assert told in text_of(_say(office, Finding("suggest", near, fact=fact)).said)  # type: ignore[arg-type]
    assert told in text_of(_say(office, Finding("human", (), fact=fact)).said)  # type: ignore[arg-type]
