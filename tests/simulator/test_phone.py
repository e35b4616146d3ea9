"""The phone for tests reads the screen and taps what a citizen would."""

import threading

import pytest

from bot.simulator import NotOnScreen, Phone
from bot.simulator.reading import words_of


def card(*contents):
    body = {"type": "box", "layout": "vertical", "contents": list(contents)}
    return {"type": "flex", "altText": "การ์ด", "contents": {"type": "bubble", "body": body}}


NEXT = {"type": "postback", "label": "ต่อไป", "data": "next", "displayText": "ไปต่อค่ะ"}
TILE = {
    "type": "box",
    "layout": "vertical",
    "action": {"type": "message", "text": "ทะเบียนราษฎร"},
    "contents": [{"type": "text", "text": "ฝ่ายทะเบียน"}],
}
PICKER = {"type": "datetimepicker", "label": "เลือกวัน", "data": "day", "mode": "date"}


def test_a_cards_words_are_read_line_by_line(api, citizen):
    spans = [{"type": "span", "text": "ค่าธรรมเนียม "}, {"type": "span", "text": "20 บาท"}]
    api.pushes(
        citizen.user_id,
        card({"type": "text", "text": "ย้ายเข้า"}, {"type": "text", "contents": spans}),
    )
    assert citizen.last_texts() == ["ย้ายเข้า\nค่าธรรมเนียม 20 บาท"]


@pytest.mark.parametrize(
    "message, words",
    [
        ({"type": "template", "template": {"title": "หัวข้อ", "text": "เนื้อหา"}}, "หัวข้อ\nเนื้อหา"),
        ({"type": "location", "title": "เขต", "address": "กทม."}, "เขต\nกทม."),
        ({"type": "sticker"}, "[sticker]"),
    ],
)
def test_other_messages_are_read_too(message, words):
    assert words_of(message) == words


def test_only_what_came_after_the_citizens_last_words_is_last(api, citizen):
    api.pushes(citizen.user_id, {"type": "text", "text": "เก่า"})
    citizen.types("แล้วยังไงต่อ")
    api.pushes(citizen.user_id, {"type": "text", "text": "หนึ่ง"}, {"type": "text", "text": "สอง"})
    assert citizen.last_texts() == ["หนึ่ง", "สอง"]


@pytest.mark.parametrize("name", ["ต่อไป", "ไปต่อค่ะ"])
def test_a_card_button_is_tapped_by_label_or_by_what_it_says(api, citizen, office, name):
    api.pushes(citizen.user_id, card({"type": "button", "action": NEXT}))
    assert citizen.taps(name) == 200
    assert office.heard["postback"] == {"data": "next"}
    assert citizen.screen[-1].message["text"] == "ไปต่อค่ะ"


def test_a_tappable_box_is_known_by_the_words_in_it(api, citizen, office):
    api.pushes(citizen.user_id, card(TILE))
    citizen.taps("ฝ่ายทะเบียน")
    assert office.heard["message"]["text"] == "ทะเบียนราษฎร"


def test_template_buttons_are_tapped(api, citizen, office):
    template = {"type": "buttons", "text": "เลือกค่ะ", "actions": [NEXT]}
    api.pushes(citizen.user_id, {"type": "template", "altText": "เลือก", "template": template})
    citizen.taps("ต่อไป")
    assert office.heard["postback"] == {"data": "next"}


def test_the_newest_of_two_buttons_with_one_name_is_tapped(api, citizen, office):
    for data in ("old", "new"):
        api.pushes(citizen.user_id, card({"type": "button", "action": {**NEXT, "data": data}}))
    citizen.taps("ต่อไป")
    assert office.heard["postback"] == {"data": "new"}


def test_a_link_only_opens(api, citizen, office):
    link = {"type": "uri", "label": "แผนที่", "uri": "https://example.com/map"}
    api.pushes(citizen.user_id, card({"type": "button", "action": link}))
    before = len(office.events)
    citizen.taps("แผนที่")
    assert citizen.opened == ["https://example.com/map"]
    assert len(office.events) == before


def test_a_date_is_picked(api, citizen, office):
    api.pushes(citizen.user_id, card({"type": "button", "action": PICKER}))
    citizen.picks_date("2026-11-27", on="เลือกวัน")
    assert office.heard["postback"] == {"data": "day", "params": {"date": "2026-11-27"}}


def test_what_is_not_on_the_screen_cannot_be_tapped_or_picked(api, citizen):
    api.pushes(citizen.user_id, card({"type": "button", "action": NEXT}))
    with pytest.raises(NotOnScreen, match=r"(?s)'จ่ายเงิน' is not on the screen.*\[card\] ต่อไป"):
        citizen.taps("จ่ายเงิน")
    with pytest.raises(NotOnScreen):
        citizen.picks_date("2026-11-27")


def test_a_quick_reply_is_gone_after_the_next_message(api, citizen):
    quick = {"items": [{"type": "action", "action": NEXT}]}
    api.pushes(citizen.user_id, {"type": "text", "text": "ค่ะ", "quickReply": quick})
    citizen.types("เดี๋ยวก่อน")
    with pytest.raises(NotOnScreen):
        citizen.taps("ต่อไป")


def test_an_answer_that_comes_later_can_be_waited_for(api, citizen):
    citizen.types("สวัสดี")
    threading.Timer(0.05, api.pushes, (citizen.user_id, {"type": "text", "text": "ค่ะ"})).start()
    assert citizen.waits_for_answer(seconds=30) == ["ค่ะ"]
    citizen.types("ขอบคุณ")
    with pytest.raises(AssertionError, match="said nothing"):
        citizen.waits_for_answer(seconds=0.05)


def test_one_token_and_many_answers_at_once_let_exactly_one_through(api, citizen, office):
    citizen.types("สวัสดี")
    token = office.heard["replyToken"]
    statuses = []
    racing = [
        threading.Thread(target=lambda: statuses.append(api.replies(token).status))
        for _ in range(8)
    ]
    for one in racing:
        one.start()
    for one in racing:
        one.join()
    assert sorted(statuses) == [200] + [400] * 7


def test_two_citizens_do_not_see_each_others_chats(api, citizen, line):
    stranger = Phone(line, "คนแปลกหน้า")
    stranger.follows()
    api.pushes(citizen.user_id, {"type": "text", "text": "เรื่องของมานี"})
    assert stranger.screen == []
