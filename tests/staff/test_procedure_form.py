"""The form of a procedure: every page goes through it unharmed, every fault is told kindly."""

from datetime import date

import pytest

from handlers.staff.procedure_paper import Signer, filled, written
from models.catalogue.raw import tidy
from models.content.overlay import starter_catalogue
from tests.staff.conftest import Browser
from tests.staff.pages import Page
from tests.staff.test_procedures import HERE, somchai, write  # noqa: F401 - a fixture
from tests.staff.test_procedures import filled as form_of

SIGNER = Signer("สมชาย ใจเย็น", date(2026, 11, 21))
CHECKED = {"standing": "verified", "verified_by": "วิไล รอบคอบ", "verified_at": "2026-11-02"}


@pytest.mark.parametrize("slug", starter_catalogue().pages)
def test_a_page_passes_through_the_form_unharmed(slug: str) -> None:
    page = starter_catalogue().pages[slug]
    assert written(filled(page), page, SIGNER) == tidy(page)


def test_whoever_verifies_without_a_name_signs_with_their_own() -> None:
    page = {"fee": {"text_th": "20 บาท", "standing": "sourced"}}
    data = {"fee": [{"text_th": "20 บาท", "standing": "verified"}]}
    fee = written(data, page, SIGNER)["fee"]
    assert (fee["verified_by"], fee["verified_at"]) == ("สมชาย ใจเย็น", "2026-11-21")


def test_nobody_vouches_for_words_another_wrote_later() -> None:
    page = {"fee": {"text_th": "20 บาท", **CHECKED}}
    data = {"fee": [{"text_th": "60 บาท", **CHECKED}]}
    assert written(data, page, SIGNER)["fee"]["verified_by"] == "สมชาย ใจเย็น"
    assert written(filled(page), page, SIGNER)["fee"]["verified_by"] == "วิไล รอบคอบ"


def test_two_values_of_a_fact_are_kept_each_with_its_days() -> None:
    old = {"text_th": "20 บาท", "standing": "sourced", "valid_to": "2026-09-30"}
    new = {"text_th": "60 บาท", "standing": "sourced", "valid_from": "2026-10-01"}
    page = {"fee": [old, new]}
    assert written(filled(page), page, SIGNER)["fee"] == [old, new]


def test_the_wording_of_a_question_goes_with_the_last_paper_that_needs_it() -> None:
    paper = {"th": "ใบสำคัญการหย่า", "when": "divorced-before", "standing": "sourced"}
    asked = {"divorced-before": {"th": "เคยหย่าไหมคะ", "en": "Divorced before?"}}
    page = {"documents": [paper], "questions": asked}
    assert written(filled(page), page, SIGNER)["questions"] == asked
    assert "questions" not in written({"documents": []}, page, SIGNER)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name_th", "", "กรุณากรอกช่องนี้ค่ะ"),
        ("short_th", "ชื่อที่ยาวมากเกินกว่าจะอยู่บนปุ่มได้แน่ ๆ", "ชื่อสั้นยาวเกิน 20 ตัวอักษร"),
        ("clip", "http://example.com/clip", "ขึ้นต้นด้วย https://"),
        ("asks_en", "จดทะเบียน", "มีตัวอักษรที่ไม่ใช่ภาษาอังกฤษ"),
        ("asks", "แต่งงาน\nแต่งงาน", "เขียนไว้สองครั้ง"),
        ("fee-0-amount_thb", "ยี่สิบ", "กรุณากรอกเป็นตัวเลขจำนวนเต็มค่ะ"),
        ("fee-0-text_th", "", "กรุณาเขียนข้อความค่าธรรมเนียม"),
        ("fee-0-sources", "ที่ไหนสักแห่ง", "ไม่รู้จักที่มา"),
        ("fee-0-sources", "common-knowledge", "กรุณาใส่ลิงก์ของหน้าเว็บที่อ้างอิงค่ะ"),
        ("fee-0-review_due", "วันไหนก็ได้", "วันที่ไม่ถูกต้อง"),
        ("documents-0-th", "", "กรุณากรอกช่องนี้ค่ะ"),
    ],
)
def test_a_fault_is_told_beside_its_field(
    somchai: Browser,  # noqa: F811
    field: str,
    typed: str,
    told: str,
) -> None:
    data = form_of(somchai.get(f"{HERE}/edit"), **{field: typed})
    page = somchai.post(f"{HERE}/edit", data, status=422)
    (wrong,) = page.all("div", id=f"{field}-wrong")
    assert told in wrong.text
    (item,) = [e for e in page.elements if e.attributes.get("name") == field]
    assert f"{field}-wrong" in item.attributes["aria-describedby"].split()
    assert item.attributes["aria-invalid"] == "true"


def test_a_fact_ends_after_it_begins(somchai: Browser) -> None:  # noqa: F811
    days = {"fee-0-valid_from": "1/10/2569", "fee-0-valid_to": "30/9/2569"}
    data = form_of(somchai.get(f"{HERE}/edit"), **days)
    page = somchai.post(f"{HERE}/edit", data, status=422)
    assert "วันสิ้นสุดต้องไม่อยู่ก่อนวันเริ่มใช้" in page.text


def test_a_day_may_be_typed_in_the_buddhist_era(somchai: Browser) -> None:  # noqa: F811
    page = write(somchai, **{"fee-0-review_due": "31/1/2570"})
    assert "ครบกำหนดทบทวน 31 ม.ค. 2570" in page.text


def test_rows_come_go_and_move_without_losing_a_word(somchai: Browser) -> None:  # noqa: F811
    def press(page: Page, do: str, **typed: str) -> Page:
        return somchai.post(f"{HERE}/edit", form_of(page, do=do, **typed), status=200)

    page = press(somchai.get(f"{HERE}/edit"), "notes:add", name_en="Half written")
    number = len(starter_catalogue().pages["marriage-registration"]["notes"])
    assert page.form(f"{HERE}/edit").fields["name_en"] == "Half written"
    page = press(page, f"notes:{number}:up", **{f"notes-{number}-text_th": "ข้อควรรู้ใหม่"})
    assert form_of(page)[f"notes-{number - 1}-text_th"] == "ข้อควรรู้ใหม่"
    page = press(page, f"notes:{number - 1}:remove")
    assert "ข้อควรรู้ใหม่" not in form_of(page).values()


def test_a_button_nobody_knows_is_refused(somchai: Browser) -> None:  # noqa: F811
    for do in ("fly", "documents:99:up", "documents:0:fly", "slug:add"):
        data = form_of(somchai.get(f"{HERE}/edit"), do=do)
        somchai.post(f"{HERE}/edit", data, status=422)
