"""What a procedure asks before its papers, where it points to, and its sources by name."""

from typing import Any

from handlers.staff.procedure_paper import Signer, filled, written
from handlers.staff.sources import meant, named
from models.content.overlay import starter_catalogue
from tests.staff.conftest import Browser
from tests.staff.test_procedure_form import SIGNER
from tests.staff.test_procedures import HERE, somchai, write  # noqa: F401 - a fixture
from tests.staff.test_procedures import filled as form_of

FIRST = {
    "first_question-th": "ต้องการย้ายออกใช่ไหมคะ",
    "first_question-en": "Do you want to move out?",
    "first_question-yes_th": "ดูเรื่องย้ายออกได้เลยค่ะ",
    "first_question-yes_en": "See moving out.",
    "first_question-yes_leads_to-0": "move-out",
    "first_question-unsure_th": "โทรถามได้ค่ะ",
    "first_question-unsure_en": "Please call.",
}


def test_every_source_has_a_name_of_its_own_that_leads_back_to_it() -> None:
    sources = starter_catalogue().sources
    assert {name: meant(named(name)) for name in sources} == {name: name for name in sources}


def test_no_officer_reads_the_code_of_a_source(somchai: Browser) -> None:  # noqa: F811
    told = "ความรู้ทั่วไปของเจ้าหน้าที่ (ยังไม่มีหน้าเว็บรองรับ)"
    for path in (HERE, f"{HERE}/edit"):
        page = somchai.get(path)
        assert told in page.text
        assert "common-knowledge" not in page.html


def test_a_question_is_put_in_the_words_of_the_procedure(
    somchai: Browser,  # noqa: F811
) -> None:
    page = somchai.get(f"{HERE}/edit")
    number = next(
        item.attributes["name"].split("-")[1]
        for item in page.all("input", value="divorced-before")
        if item.attributes["name"].startswith("questions-")
    )
    asks = {f"questions-{number}-th": "เคยหย่ามาก่อนไหมคะ", f"questions-{number}-en": "Divorced?"}
    assert "เคยหย่ามาก่อนไหมคะ · Divorced?" in write(somchai, **asks).text
    data = form_of(somchai.get(f"{HERE}/edit"), **{f"questions-{number}-en": ""})
    assert "กรุณากรอกทั้งสองภาษา" in somchai.post(f"{HERE}/edit", data, status=422).text


def test_a_case_just_chosen_is_asked_about_at_once(somchai: Browser) -> None:  # noqa: F811
    typed = {"documents-0-when": "by-proxy", "do": "notes:add"}
    data = form_of(somchai.get(f"{HERE}/edit"), **typed)
    page = somchai.post(f"{HERE}/edit", data, status=200)
    assert "by-proxy" in [
        value for name, value in form_of(page).items() if name.endswith("-condition")
    ]


def test_a_first_question_is_written_whole_or_not_at_all(somchai: Browser) -> None:  # noqa: F811
    for missing in ("first_question-en", "first_question-yes_leads_to-0"):
        data = form_of(somchai.get(f"{HERE}/edit"), **{**FIRST, missing: ""})
        page = somchai.post(f"{HERE}/edit", data, status=422)
        assert "คำถามก่อนเริ่ม:" in page.text, missing
    page = write(somchai, **FIRST)
    assert "แล้วพาไปเรื่อง: " + starter_catalogue().procedures["move-out"].name_th in page.text


def test_a_first_question_taken_away_is_gone() -> None:
    page = starter_catalogue().pages["add-name-house-registration"]
    data: dict[str, Any] = filled(page)
    data["first_question"] = dict.fromkeys(data["first_question"], "") | {"yes_leads_to": [""]}
    assert "first_question" not in written(data, page, SIGNER)


def test_a_procedure_points_to_others_but_never_to_itself(somchai: Browser) -> None:  # noqa: F811
    page = write(somchai, **{"see_also-0": "move-in", "see_also-1": "marriage-registration"})
    assert starter_catalogue().procedures["move-in"].name_th in page.text
    assert form_of(somchai.get(f"{HERE}/edit"))["see_also-0"] == "move-in"
    assert form_of(somchai.get(f"{HERE}/edit"))["see_also-1"] == ""


def test_only_procedures_that_exist_can_be_pointed_to(somchai: Browser) -> None:  # noqa: F811
    data = form_of(somchai.get(f"{HERE}/edit"), **{"see_also-0": "no-such-procedure"})
    somchai.post(f"{HERE}/edit", data, status=422)


def test_the_signer_of_the_form_signs_only_facts() -> None:
    page = starter_catalogue().pages["add-name-house-registration"]
    other = Signer("วิไล รอบคอบ", SIGNER.today)
    assert written(filled(page), page, other)["first_question"] == page["first_question"]
