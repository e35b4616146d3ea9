"""The phone in the browser: what its page is told, and what it may ask for."""

import io
import json
from datetime import datetime

import pytest

from bot.now import now
from bot.simulator import Channel, RealAccountError, create_simulator

PNG = b"\x89PNG a photo"


class Browser:
    """The page's own calls, under the address the demo mounts it at."""

    def __init__(self, line):
        self.client = line.app.test_client()
        self.mount = "/simulator"

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, payload=None, **held):
        return self._ask("POST", path, json=payload, **held)

    def _ask(self, method, path, **held):
        return self.client.open(
            f"/{path}", method=method, environ_overrides={"SCRIPT_NAME": self.mount}, **held
        )


@pytest.fixture
def browser(line):
    return Browser(line)


@pytest.fixture
def person(browser):
    return browser.post("phone/citizens", {"displayName": "ปิติ"}).json["userId"]


@pytest.fixture
def settled(line):
    """Wait for what the page sends in the background."""
    return line.platform.courier.settle


def chat(browser, person):
    return browser.get(f"phone/{person}/chat").json


def test_the_page_is_served_and_takes_nothing_from_elsewhere(browser):
    shown = browser.get("")
    assert shown.status_code == 200
    assert "default-src 'self'" in shown.headers["Content-Security-Policy"]
    assert 'href="/simulator/static/' in shown.text


def test_a_new_person_is_no_friend_yet(browser, person):
    assert browser.get("phone/citizens").json["citizens"] == [
        {
            "userId": person,
            "displayName": "ปิติ",
            "friend": False,
            "blocked": False,
            "unread": 0,
        }
    ]
    assert browser.post("phone/citizens", {"displayName": " "}).status_code == 400


def test_every_act_of_the_page_becomes_an_event(browser, person, office, settled):
    browser.post(f"phone/{person}/follow")
    browser.post(f"phone/{person}/text", {"text": "สวัสดี"})
    browser.post(f"phone/{person}/sticker", {"packageId": "446", "stickerId": "1988"})
    place = {"title": "บ้าน", "address": "กทม.", "latitude": 13.7, "longitude": 100.5}
    browser.post(f"phone/{person}/location", place)
    browser.post(
        f"phone/{person}/unsend", {"messageId": chat(browser, person)["messages"][0]["id"]}
    )
    browser.post(f"phone/{person}/block")
    settled()
    kinds = [event.get("message", event)["type"] for event in office.events]
    assert kinds == ["follow", "text", "sticker", "location", "unsend", "unfollow"]
    assert chat(browser, person)["blocked"] is True
    assert browser.post(f"phone/{person}/text", {"text": "ยังอยู่ไหม"}).status_code == 409


def test_several_photos_travel_as_one_set_and_can_be_looked_at(browser, person, office, settled):
    files = [(io.BytesIO(PNG), f"{n}.png", "image/png") for n in range(2)]
    sent = browser.post(f"phone/{person}/media", data={"kind": "image", "files": files})
    assert sent.status_code == 200
    settled()
    assert [event["message"]["imageSet"]["total"] for event in office.events] == [2, 2]
    bubble = chat(browser, person)["messages"][0]
    assert bubble["contentUrl"] == f"/simulator/content/{bubble['id']}"
    assert browser.get(f"content/{bubble['id']}").data == PNG


def test_the_chat_is_told_again_only_when_it_changed(browser, person, api):
    revision = chat(browser, person)["revision"]
    assert browser.get(f"phone/{person}/chat?after={revision}").status_code == 204
    browser.post(f"phone/{person}/follow")
    api.pushes(person)
    told = browser.get(f"phone/{person}/chat?after={revision}").json
    assert told["revision"] > revision and told["friend"] is True
    assert datetime.fromisoformat(told["now"]).tzinfo is not None


def test_an_office_bubble_shows_its_sender_and_quick_replies_until_something_newer(
    browser, person, api, settled
):
    browser.post(f"phone/{person}/follow")
    items = [{"type": "action", "action": {"type": "message", "label": "ใช่", "text": "ใช่"}}]
    asking = {"type": "text", "text": "ใช่ไหมคะ", "quickReply": {"items": items}}
    api.pushes(person, {**asking, "sender": {"name": "เจ้าหน้าที่"}})
    bubble = chat(browser, person)["messages"][-1]
    assert (bubble["by"], bubble["sender"], bubble["quickReply"]) == (
        "office",
        {"name": "เจ้าหน้าที่"},
        items,
    )
    browser.post(f"phone/{person}/action", {"action": items[0]["action"]})
    settled()
    assert [one["quickReply"] for one in chat(browser, person)["messages"]] == [None, None]


def test_a_quick_reply_goes_away_when_tapped_though_nothing_is_said(browser, person, api, settled):
    browser.post(f"phone/{person}/follow")
    silent = {"type": "postback", "label": "เงียบ", "data": "quiet"}
    camera = {"type": "camera", "label": "ถ่ายรูป"}
    items = [{"type": "action", "action": one} for one in (silent, camera)]
    api.pushes(person, {"type": "text", "text": "เลือกค่ะ", "quickReply": {"items": items}})
    browser.post(f"phone/{person}/action", {"action": camera})
    assert chat(browser, person)["messages"][-1]["quickReply"] == items
    browser.post(f"phone/{person}/action", {"action": silent})
    settled()
    assert chat(browser, person)["messages"][-1]["quickReply"] is None


def test_a_picked_date_must_be_given_and_lie_within_the_bounds(browser, person, office, settled):
    picker = {"type": "datetimepicker", "data": "d", "mode": "date", "min": "2026-11-26"}
    path = f"phone/{person}/action"
    assert browser.post(path, {"action": picker}).status_code == 409
    early = {"action": picker, "params": {"date": "2026-11-25"}}
    assert browser.post(path, early).status_code == 409
    assert (
        browser.post(path, {"action": picker, "params": {"date": "2026-11-27"}}).status_code == 200
    )
    settled()
    assert office.heard["postback"] == {"data": "d", "params": {"date": "2026-11-27"}}


def test_unread_messages_are_counted_until_the_chat_is_opened(browser, person, api):
    browser.post(f"phone/{person}/follow")
    api.pushes(person)
    assert browser.get("phone/citizens").json["citizens"][0]["unread"] == 1
    browser.post(f"phone/{person}/read")
    assert browser.get("phone/citizens").json["citizens"][0]["unread"] == 0


def test_the_log_shows_both_directions_without_secrets(browser, person, api, settled):
    browser.post(f"phone/{person}/text", {"text": "สวัสดี"})
    settled()
    api.pushes(person)
    webhook, call = browser.get("phone/log").json["entries"]
    assert (webhook["kind"], webhook["status"]) == ("webhook", 200)
    assert webhook["request"]["body"]["events"][0]["message"]["text"] == "สวัสดี"
    assert (call["kind"], call["path"], call["status"]) == ("api", "/v2/bot/message/push", 200)
    assert call["response"]["body"]["sentMessages"] and call["requestId"]
    assert api.token not in json.dumps(call)
    assert browser.get(f"phone/log?after={call['n']}").json["entries"] == []


def test_the_log_keeps_the_last_500(line):
    for _ in range(501):
        line.platform.journal.write(
            at=line.platform.now(),
            kind="api",
            method="GET",
            path="/",
            status=200,
            ms=0.0,
            request_id="",
            request={},
            response={},
        )
    entries = line.platform.journal.after()
    assert (len(entries), entries[0].n) == (500, 2)


def test_the_clock_moves_for_everyone_and_comes_back(browser, monkeypatch, tmp_path):
    monkeypatch.setenv("DEMO_CLOCK", str(tmp_path / "clock"))
    before = now()
    assert browser.post("phone/clock", {"advanceSeconds": 3600}).json["offsetSeconds"] == 3600
    assert browser.post("phone/clock", {"advanceSeconds": 61}).json["offsetSeconds"] == 3661
    assert 3661 <= (now() - before).total_seconds() < 3700
    assert browser.post("phone/clock", {"reset": True}).json["offsetSeconds"] == 0
    assert browser.get("phone/clock").json["offsetSeconds"] == 0


def test_the_clock_stands_when_no_file_is_named(browser, monkeypatch):
    monkeypatch.delenv("DEMO_CLOCK", raising=False)
    assert browser.post("phone/clock", {"advanceSeconds": 60}).status_code == 409


def test_faults_are_switched_on_read_and_refused_when_unknown(browser, line):
    told = browser.post("phone/faults", {"slowMs": 300, "quotaReached": True}).json
    assert (told["slowMs"], told["quotaReached"], told["failBefore"]) == (300, True, 0)
    assert line.platform.faults.slow_ms == 300
    assert browser.get("phone/faults").json == told
    for wrong in ({"fire": 1}, {"slowMs": "much"}, {"slowMs": None}):
        assert browser.post("phone/faults", wrong).status_code == 400


def test_the_account_shows_what_is_left_of_the_month(browser, person, api):
    browser.post(f"phone/{person}/follow")
    api.pushes(person)
    assert browser.get("phone/account").json == {
        "displayName": "สำนักงานเขตตัวอย่าง",
        "basicId": "@000simul",
        "quota": {"type": "limited", "value": 300},
        "used": 1,
    }


def test_a_reset_forgets_the_people_but_not_what_the_office_set_up(browser, person, line):
    menu = line.platform.rich_menus.create({"name": "หลัก"})
    browser.post(f"phone/{person}/text", {"text": "สวัสดี"})
    line.platform.courier.settle()
    browser.post("phone/reset")
    assert browser.get("phone/citizens").json == {"citizens": []}
    assert browser.get("phone/log").json == {"entries": []}
    assert browser.get(f"phone/{person}/chat").status_code == 404
    assert menu.id in line.platform.rich_menus.by_id


@pytest.mark.parametrize(
    "name, value",
    [
        ("LINE_CHANNEL_ACCESS_TOKEN", "eyJhbGciOiJIUzI1NiJ9.real"),
        ("LINE_API_URL", "https://api.line.me"),
        ("LINE_DATA_API_URL", "https://api-data.line.me"),
    ],
)
def test_the_simulator_does_not_stand_beside_a_real_account(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(RealAccountError, match=f"{name} belongs to a real account") as refused:
        create_simulator(Channel(), clock=now)
    assert "บัญชีจริง" in str(refused.value)
    assert value not in str(refused.value)


def test_the_simulators_own_settings_are_no_real_account(monkeypatch):
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "simulator-long-lived")
    monkeypatch.setenv("LINE_API_URL", "http://127.0.0.1:8000/simulator")
    assert create_simulator(Channel(), clock=now)
