"""The chat as a newcomer meets it: every tap tells the office what LINE would tell."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from bot.simulator import LineDouble
from bot.simulator.people import Person
from tests.browser.conftest import Office, said_by
from tests.browser.samples import box, card, chat, photo, postbacks, quick, text


def test_a_newcomer_follows_and_asks(phone: Page, line: LineDouble) -> None:
    phone.get_by_role("button", name="เพิ่มเพื่อนเพื่อเริ่มคุย").click()
    # The words stand on the button before they are said: wait until the office was told.
    with phone.expect_response(lambda told: told.url.endswith(("/text", "/action"))):
        phone.get_by_role("button", name="ทำบัตรประชาชนหายต้องทำยังไง").click()
    (person,) = line.platform.people
    assert [bubble.message["text"] for bubble in said_by(person, "citizen")] == [
        "ทำบัตรประชาชนหายต้องทำยังไง"
    ]


def test_enter_sends_and_shift_enter_starts_a_line(mali: Person, phone: Page) -> None:
    box(phone).fill("บรรทัดแรก")
    box(phone).press("Shift+Enter")
    phone.keyboard.type("line two")
    box(phone).press("Enter")
    expect(chat(phone)).to_contain_text("line two")
    assert said_by(mali, "citizen")[0].message["text"] == "บรรทัดแรก\nline two"


def test_a_flex_button_posts_its_action(
    mali: Person, phone: Page, line: LineDouble, voice: Office
) -> None:
    tap = {"type": "postback", "label": "ดูเอกสาร", "data": "papers?id-card", "displayText": "ขอดูค่ะ"}
    voice.says(mali, card(tap))
    with phone.expect_response("**/action"):
        phone.get_by_role("button", name="ดูเอกสาร").click()
    expect(chat(phone)).to_contain_text("ขอดูค่ะ")
    assert postbacks(line) == [{"data": "papers?id-card"}]


def test_a_quick_reply_vanishes_once_tapped(mali: Person, phone: Page, voice: Office) -> None:
    voice.says(
        mali,
        text(
            "เช้าหรือบ่ายคะ",
            quickReply=quick(
                {"type": "message", "label": "เช้า", "text": "ช่วงเช้าค่ะ"},
                {"type": "message", "label": "บ่าย", "text": "ช่วงบ่ายค่ะ"},
            ),
        ),
    )
    phone.get_by_role("button", name="เช้า", exact=True).click()
    expect(chat(phone)).to_contain_text("ช่วงเช้าค่ะ")
    expect(phone.get_by_role("button", name="บ่าย", exact=True)).to_be_hidden()


def test_a_quick_reply_vanishes_under_a_newer_message(
    mali: Person, phone: Page, voice: Office
) -> None:
    voice.says(mali, text("อะไรดีคะ", quickReply=quick({"type": "camera", "label": "ถ่ายรูป"})))
    chip = phone.get_by_role("button", name="ถ่ายรูป", exact=True)
    expect(chip).to_be_visible()
    voice.says(mali, text("อีกเรื่องหนึ่งค่ะ"))
    expect(chip).to_be_hidden()


def test_a_rich_menu_area_is_tapped(with_menus: None, mali: Person, phone: Page) -> None:
    phone.get_by_role("button", name="แผนที่").click()
    expect(chat(phone)).to_contain_text("แผนที่")
    assert said_by(mali, "citizen")[0].message["text"] == "แผนที่"


def test_the_keyboard_switches_rich_menus(with_menus: None, mali: Person, phone: Page) -> None:
    phone.get_by_role("button", name="ไป english").press("Enter")
    expect(phone.get_by_role("button", name="ไป thai")).to_be_focused()


def test_the_bar_folds_the_rich_menu(with_menus: None, mali: Person, phone: Page) -> None:
    phone.get_by_role("button", name="ปิดเมนู เมนู").click()
    expect(phone.get_by_role("button", name="แผนที่")).to_be_hidden()
    phone.get_by_role("button", name="เปิดเมนู เมนู").click()
    expect(phone.get_by_role("button", name="แผนที่")).to_be_visible()


def test_several_photos_travel_as_one_set(mali: Person, phone: Page, voice: Office) -> None:
    voice.says(mali, text("ขอรูปค่ะ", quickReply=quick({"type": "cameraRoll", "label": "อัลบั้ม"})))
    with phone.expect_file_chooser() as chooser:
        phone.get_by_role("button", name="อัลบั้ม").click()
    chooser.value.set_files([photo("1.png"), photo("2.png")])
    expect(chat(phone).get_by_alt_text("รูปภาพ")).to_have_count(2)
    sets = [bubble.message["imageSet"] for bubble in said_by(mali, "citizen")]
    assert [one["index"] for one in sets] == [1, 2]


def test_a_date_is_shown_in_the_buddhist_era_and_sent_as_iso(
    mali: Person, phone: Page, line: LineDouble, voice: Office
) -> None:
    picker = {"type": "datetimepicker", "label": "เลือกวัน", "data": "day", "mode": "date"}
    voice.says(mali, card(picker))
    phone.get_by_role("button", name="เลือกวัน").click()
    window = phone.get_by_role("dialog")
    window.get_by_label("เลือกวัน", exact=True).fill("2026-11-25")
    expect(window).to_contain_text("วันพุธที่ 25 พฤศจิกายน 2569")
    with phone.expect_response("**/action"):
        window.get_by_role("button", name="ส่ง").click()
    assert postbacks(line) == [{"data": "day", "params": {"date": "2026-11-25"}}]


def test_on_a_computer_there_is_no_menu_and_no_quick_reply(
    with_menus: None, mali: Person, phone: Page, voice: Office
) -> None:
    voice.says(mali, text("อะไรดีคะ", quickReply=quick({"type": "camera", "label": "ถ่ายรูป"})))
    chip = phone.get_by_role("button", name="ถ่ายรูป", exact=True)
    expect(chip).to_be_visible()
    phone.get_by_label("แบบคอมพิวเตอร์").check()
    expect(chip).to_be_hidden()
    expect(phone.get_by_role("button", name="แผนที่")).to_be_hidden()
    expect(phone.get_by_role("button", name="ปิดเมนู เมนู")).to_be_hidden()


def test_words_being_typed_survive_a_new_message(mali: Person, phone: Page, voice: Office) -> None:
    box(phone).fill("กำลังพิมพ์")
    voice.says(mali, text("มาแล้วค่ะ"))
    expect(chat(phone)).to_contain_text("มาแล้วค่ะ")
    expect(box(phone)).to_be_focused()
    expect(box(phone)).to_have_value("กำลังพิมพ์")


def test_the_newest_words_stay_in_sight_above_new_quick_replies(
    mali: Person, phone: Page, voice: Office
) -> None:
    box(phone).fill("สวัสดี")
    box(phone).press("Enter")
    expect(chat(phone)).to_contain_text("สวัสดี")
    voice.says(mali, *[text("บรรทัด\n" * 12)] * 4)
    expect(chat(phone)).to_contain_text("บรรทัด")
    chip = {"type": "camera", "label": "ถ่ายรูป"}
    voice.says(mali, text("คำสุดท้ายค่ะ", quickReply=quick(chip)))
    expect(phone.get_by_role("button", name="ถ่ายรูป", exact=True)).to_be_visible()
    expect(chat(phone).get_by_text("คำสุดท้ายค่ะ")).to_be_in_viewport(ratio=1)


def test_markup_in_a_message_stays_text(mali: Person, phone: Page, voice: Office) -> None:
    voice.says(mali, text("<img src=x onerror=alert(1)> <b>หนา</b>"))
    expect(chat(phone)).to_contain_text("<b>หนา</b>")
    assert chat(phone).locator("b, img[src='x']").count() == 0


def test_an_unsent_message_is_gone_from_the_screen(mali: Person, phone: Page) -> None:
    box(phone).fill("เลขบัตรของฉัน")
    box(phone).press("Enter")
    chat(phone).get_by_text("เลขบัตรของฉัน").hover()
    chat(phone).get_by_role("button", name="ตัวเลือกของข้อความ").click()
    phone.get_by_role("menuitem", name="ยกเลิกข้อความ").click()
    expect(chat(phone)).to_contain_text("คุณยกเลิกข้อความแล้ว")
    expect(chat(phone)).not_to_contain_text("เลขบัตรของฉัน")


def test_a_blocked_office_is_silent_until_unblocked(
    mali: Person, phone: Page, voice: Office
) -> None:
    voice.says(mali, text("สวัสดีค่ะ"))
    expect(chat(phone)).to_contain_text("สวัสดีค่ะ")
    phone.get_by_role("button", name="บล็อก มาลี ใจดี", exact=True).click()
    expect(box(phone)).to_be_hidden()
    phone.get_by_role("button", name="เลิกบล็อก", exact=True).click()
    expect(box(phone)).to_be_visible()


def test_the_waiting_dots_show_until_the_answer(mali: Person, phone: Page, voice: Office) -> None:
    dots = phone.get_by_label("สำนักงานกำลังพิมพ์")
    voice.call("/v2/bot/chat/loading/start", {"chatId": mali.user_id, "loadingSeconds": 60})
    expect(dots).to_be_visible()
    voice.says(mali, text("มาแล้วค่ะ"))
    expect(dots).to_be_hidden()
