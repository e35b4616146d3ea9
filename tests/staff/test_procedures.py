"""The desk of procedures: found, written, checked, published, and taken back."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session, sessionmaker

from models.audit import Act
from tests.staff.conftest import Browser, Cast
from tests.staff.pages import Page

SLUG = "marriage-registration"
HERE = f"/staff/procedures/{SLUG}"
ClientOf = Callable[..., Browser]


@pytest.fixture
def somchai(client_of: ClientOf, officers: Cast) -> Browser:
    return client_of(officers.somchai)


@pytest.fixture
def head(client_of: ClientOf, officers: Cast) -> Browser:
    return client_of(officers.head)


def filled(page: Page, **changed: str) -> dict[str, str]:
    """What a browser would send of the form, with some fields typed over."""
    fields = {**page.form(f"{HERE}/edit").fields, "do": "save"}
    fields |= {area.attributes["name"]: area.text.strip() for area in page.all("textarea")}
    name = ""
    for element in page.elements:
        if element.tag == "select":
            name = element.attributes["name"]
            fields[name] = ""
        elif element.tag == "option" and "selected" in element.attributes:
            fields[name] = element.attributes["value"]
    return fields | changed


def write(browser: Browser, **changed: str) -> Page:
    """Open the form, type, and save."""
    return browser.post(f"{HERE}/edit", filled(browser.get(f"{HERE}/edit"), **changed))


def test_all_67_procedures_are_listed_with_where_they_stand(somchai: Browser) -> None:
    page = somchai.get("/staff/procedures/")
    assert "แสดง 67 จาก 67 เรื่อง" in page.text
    assert page.text.count("ฉบับตั้งต้น") > 60


def test_a_procedure_is_found_by_the_words_citizens_use(somchai: Browser) -> None:
    page = somchai.get("/staff/procedures/?q=แต่งงาน")
    assert "จดทะเบียนสมรส" in page.links
    assert "ไม่มีเรื่องที่ตรง" in somchai.get("/staff/procedures/?q=ไม่มีอะไรแบบนี้").text


def test_the_list_is_filtered_by_section_and_state(somchai: Browser) -> None:
    assert "แสดง 2 จาก 67" in somchai.get("/staff/procedures/?section=city-law").text
    assert "แสดง 0 จาก 67" in somchai.get("/staff/procedures/?state=draft").text
    write(somchai, name_en="Marriage")
    assert "แสดง 1 จาก 67" in somchai.get("/staff/procedures/?state=draft").text


def test_an_officer_writes_and_the_head_publishes(somchai: Browser, head: Browser) -> None:
    words = "ไม่เสียค่าธรรมเนียมค่ะ"
    fee = {"fee-0-text_th": words, "fee-0-standing": "verified", "fee-0-verified_by": ""}
    page = write(somchai, **fee, do="send")
    assert "ส่งให้หัวหน้าตรวจแล้วค่ะ" in page.text
    assert words in page.text
    page = head.get(HERE)
    assert words in page.text
    page = head.post(f"{HERE}/publish", page.form(f"{HERE}/publish").fields)
    assert "เผยแพร่แล้วค่ะ" in page.text
    assert "เผยแพร่อยู่" in page.text
    assert words in told(head)
    assert "ผู้ตรวจ สมชาย ใจเย็น · ตรวจเมื่อ" in page.text


def told(browser: Browser, version: str = "told", data: str = f"procedure?p={SLUG}") -> str:
    """Every word of what the phone shows."""
    page = browser.get(f"{HERE}/phone/turn?version={version}&data={data.replace('&', '%26')}")
    return page.response.get_data(as_text=True).encode().decode("unicode_escape", "ignore")


def test_nobody_publishes_what_they_wrote_themselves(head: Browser) -> None:
    page = write(head, name_en="Marriage", do="send")
    assert f"{HERE}/publish" not in [form.action for form in page.forms]
    seen = page.form(f"{HERE}/discard").fields["seen"]
    page = head.post(f"{HERE}/publish", {"seen": seen})
    assert "ผู้เขียนเผยแพร่งานของตนเองไม่ได้" in page.text


def test_another_section_may_read_but_not_write(client_of: ClientOf, officers: Cast) -> None:
    city = client_of(officers.city)
    page = city.get(HERE)
    assert "แก้ไข" not in page.links
    city.get(f"{HERE}/edit", status=403)
    for deed in ("submit", "discard", "publish", "reject", "history/0/revert"):
        city.post(f"{HERE}/{deed}", status=403)


def test_a_head_of_another_section_cannot_publish(
    somchai: Browser, client_of: ClientOf, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    write(somchai, name_en="Marriage", do="send")
    with sessions.begin() as session:
        stranger = session.merge(officers.head)
        stranger.section = "city-law"
    client_of(officers.head).post(f"{HERE}/publish", status=403)


def test_two_officers_never_overwrite_each_other(somchai: Browser, head: Browser) -> None:
    first, second = somchai.get(f"{HERE}/edit"), head.get(f"{HERE}/edit")
    somchai.post(f"{HERE}/edit", filled(first, name_en="Somchai's words"))
    page = head.post(f"{HERE}/edit", filled(second, name_en="The head's words"), status=409)
    assert "มีผู้บันทึกเรื่องนี้หลังจากที่คุณเปิดหน้า" in page.text
    assert "Somchai's words" in page.text
    assert page.form(f"{HERE}/edit").fields["name_en"] == "The head's words"
    page = head.post(f"{HERE}/edit", filled(page, do="take:name_en"), status=200)
    assert page.form(f"{HERE}/edit").fields["name_en"] == "Somchai's words"


def test_the_second_of_two_may_save_over_the_first_knowingly(
    somchai: Browser, head: Browser
) -> None:
    first, second = somchai.get(f"{HERE}/edit"), head.get(f"{HERE}/edit")
    somchai.post(f"{HERE}/edit", filled(first, name_en="Somchai's words"))
    page = head.post(f"{HERE}/edit", filled(second, name_en="The head's words"), status=409)
    page = head.post(f"{HERE}/edit", filled(page))
    assert "The head's words" in page.text


def test_a_draft_changed_after_the_head_read_it_is_not_published(
    somchai: Browser, head: Browser
) -> None:
    write(somchai, name_en="One", do="send")
    page = head.get(HERE)
    write(somchai, name_en="Two", do="send")
    page = head.post(f"{HERE}/publish", page.form(f"{HERE}/publish").fields)
    assert "ร่างนี้เพิ่งมีผู้แก้ไข" in page.text
    assert "รอหัวหน้าตรวจ" in page.text


def test_the_head_sends_it_back_with_a_reason(somchai: Browser, head: Browser) -> None:
    page = write(somchai, name_en="Marriage", do="send")
    form = head.get(HERE).form(f"{HERE}/reject").fields
    page = head.post(f"{HERE}/reject", {**form, "note": ""}, status=422)
    assert "กรุณาบอกเหตุผล" in page.text
    head.post(f"{HERE}/reject", {**form, "note": "ขาดพยานค่ะ"})
    assert "ขาดพยานค่ะ" in somchai.get(HERE).text
    assert "ขาดพยานค่ะ" in somchai.get(f"{HERE}/edit").text


def test_an_older_version_comes_back_as_a_draft(somchai: Browser, head: Browser) -> None:
    page = write(somchai, name_en="Wedding", do="send")
    head.post(f"{HERE}/publish", head.get(HERE).form(f"{HERE}/publish").fields)
    page = somchai.get(f"{HERE}/history")
    assert "วิไล รอบคอบ" in page.text
    page = somchai.get(page.links["ฉบับตั้งต้น"])
    assert "Wedding" in page.text
    page = somchai.post(f"{HERE}/history/0/revert")
    assert "เปิดร่างตามฉบับนี้แล้วค่ะ" in page.text
    assert "Marriage registration" in page.text


def test_a_draft_is_given_up(somchai: Browser) -> None:
    page = write(somchai, name_en="Wedding")
    page = somchai.post(f"{HERE}/discard", page.form(f"{HERE}/discard").fields)
    assert "ทิ้งร่างแล้วค่ะ" in page.text
    assert "Wedding" not in page.text
    assert "ทิ้งร่างแล้ว" in somchai.get(f"{HERE}/history").text


def test_every_change_is_written_down(somchai: Browser, sessions: sessionmaker[Session]) -> None:
    write(somchai, name_en="Wedding", do="send")
    with sessions() as session:
        act = session.query(Act).filter(Act.action == "content.submitted").one()
        assert act.subject == f"procedure:{SLUG}"
        assert act.before == {"name_en": "Marriage registration"}
        assert act.after == {"name_en": "Wedding"}


def test_what_the_head_must_check_is_counted(somchai: Browser, head: Browser) -> None:
    before = head.get("/staff/").text.count("รออยู่ 1 รายการ")
    write(somchai, name_en="Wedding", do="send")
    assert head.get("/staff/").text.count("รออยู่ 1 รายการ") == before + 1


def test_looking_at_the_preview_leaves_no_trace(
    somchai: Browser, sessions: sessionmaker[Session]
) -> None:
    from models.citizens import Citizen

    assert "สมรส" in told(somchai)
    assert "ข้อ 1" in told(somchai, data=f"documents?p={SLUG}")
    with sessions() as session:
        assert session.query(Citizen).count() == 0


def test_the_preview_shows_the_draft_while_citizens_hear_the_old_words(somchai: Browser) -> None:
    write(somchai, description_th="คำอธิบายใหม่ของร่าง")
    with_draft = somchai.get(HERE)
    frame = with_draft.all("iframe")[0].attributes["src"]
    number = frame.partition("version=")[2].partition("&")[0]
    assert "คำอธิบายใหม่ของร่าง" in told(somchai, number)
    assert "คำอธิบายใหม่ของร่าง" not in told(somchai)
    somchai.get(frame)


def test_a_stranger_sees_nothing(stranger: Browser, officers: Cast) -> None:
    for path in ("/staff/procedures/", HERE, f"{HERE}/edit", f"{HERE}/phone", f"{HERE}/phone/turn"):
        page = stranger.get(path, status=302)
        assert page.location and "/staff/sign-in" in page.location


def test_what_is_not_there_is_not_found(somchai: Browser) -> None:
    somchai.get("/staff/procedures/no-such-thing", status=404)
    somchai.get(f"{HERE}/history/999999", status=404)
    somchai.get(f"{HERE}/phone/turn?version=999999", status=404)
