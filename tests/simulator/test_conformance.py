"""LINE's own client library talks to the pretend LINE as it would to the real one."""

import io

import pytest
import urllib3
from linebot.v3 import messaging, oauth
from linebot.v3.messaging import (
    ApiException,
    FlexContainer,
    FlexMessage,
    PushMessageRequest,
    ReplyMessageRequest,
    RichMenuRequest,
    ShowLoadingAnimationRequest,
    TextMessage,
)
from linebot.v3.webhook import SignatureValidator, WebhookParser
from linebot.v3.webhooks import (
    FollowEvent,
    ImageMessageContent,
    MessageEvent,
    PostbackEvent,
    StickerMessageContent,
    TextMessageContent,
    UnfollowEvent,
    UnsendEvent,
)
from PIL import Image

MENU = {
    "size": {"width": 800, "height": 540},
    "selected": True,
    "name": "หลัก",
    "chatBarText": "เมนู",
    "areas": [
        {
            "bounds": {"x": 0, "y": 0, "width": 800, "height": 540},
            "action": {"type": "postback", "label": "จองคิว", "data": "book"},
        }
    ],
}
TEXT = TextMessage(text="ยินดีค่ะ", quick_reply=None)


@pytest.fixture
def client(line):
    configuration = messaging.Configuration(host=line.url, access_token=line.channel.access_token)
    configuration.retries = urllib3.Retry(0)
    with messaging.ApiClient(configuration) as opened:
        yield opened


@pytest.fixture
def sdk(client):
    return messaging.MessagingApi(client)


def test_it_replies_once(sdk, citizen, office):
    citizen.types("สวัสดี")
    request = ReplyMessageRequest(reply_token=office.heard["replyToken"], messages=[TEXT])
    assert sdk.reply_message(request).sent_messages[0].id
    assert citizen.last_texts() == ["ยินดีค่ะ"]
    with pytest.raises(ApiException) as refused:
        sdk.reply_message(request)
    assert (refused.value.status, "Invalid reply token" in refused.value.body) == (400, True)


def test_it_pushes_a_card_and_learns_of_the_repeated_retry_key(sdk, citizen):
    body = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "ค่ะ"}]}
    bubble = FlexContainer.from_dict({"type": "bubble", "body": body})
    request = PushMessageRequest(
        to=citizen.user_id, messages=[FlexMessage(alt_text="การ์ด", contents=bubble)]
    )
    key = "123e4567-e89b-12d3-a456-426614174000"
    first = sdk.push_message_with_http_info(request, x_line_retry_key=key)
    with pytest.raises(ApiException) as again:
        sdk.push_message(request, x_line_retry_key=key)
    assert again.value.status == 409
    accepted = again.value.headers["x-line-accepted-request-id"]
    assert accepted == first.headers["x-line-request-id"]
    assert citizen.last_texts() == ["ค่ะ"]


def test_it_deploys_a_rich_menu(client, sdk, citizen, office):
    menu_id = sdk.create_rich_menu(RichMenuRequest.from_dict(MENU)).rich_menu_id
    picture = io.BytesIO()
    Image.new("RGB", (800, 540), "teal").save(picture, "PNG")
    blob = messaging.MessagingApiBlob(client)
    blob.set_rich_menu_image(
        menu_id, body=picture.getvalue(), _headers={"Content-Type": "image/png"}
    )
    sdk.set_default_rich_menu(menu_id)
    assert sdk.get_default_rich_menu_id().rich_menu_id == menu_id
    assert [menu.name for menu in sdk.get_rich_menu_list().richmenus] == ["หลัก"]
    citizen.taps("จองคิว")
    assert office.heard["postback"] == {"data": "book"}


def test_it_fetches_photos_profiles_quota_and_the_accounts_name(client, sdk, citizen, office):
    citizen.sends_photo(b"\x89PNG a photo")
    blob = messaging.MessagingApiBlob(client)
    assert bytes(blob.get_message_content(office.heard["message"]["id"])) == b"\x89PNG a photo"
    assert sdk.get_profile(citizen.user_id).display_name == "มานี มีนา"
    assert sdk.get_message_quota().value == 300
    assert sdk.get_message_quota_consumption().total_usage == 0
    assert sdk.get_bot_info().chat_mode == "bot"
    assert sdk.get_webhook_endpoint().active is True
    sdk.show_loading_animation(
        ShowLoadingAnimationRequest(chat_id=citizen.user_id, loading_seconds=5)
    )
    assert citizen.person.loading_until is not None


def test_it_issues_a_stateless_token(line):
    configuration = oauth.Configuration(access_token="", host=line.url)
    with oauth.ApiClient(configuration) as opened:
        issued = oauth.ChannelAccessToken(opened).issue_stateless_channel_token(
            grant_type="client_credentials",
            client_id=line.channel.channel_id,
            client_secret=line.channel.secret,
        )
    configuration = messaging.Configuration(host=line.url, access_token=issued.access_token)
    with messaging.ApiClient(configuration) as opened:
        assert messaging.MessagingApi(opened).get_bot_info().basic_id == line.channel.basic_id


def test_it_knows_every_event_and_its_signature(line, citizen, office):
    citizen.types("สวัสดี")
    citizen.sends_photo(n=2)
    citizen.sends_sticker()
    citizen.unsends()
    citizen._acts.tap(citizen.person, {"type": "postback", "data": "x", "label": "x"}, None)
    citizen.blocks()
    validator = SignatureValidator(line.channel.secret)
    parser = WebhookParser(line.channel.secret)
    read = []
    for headers, body in office.requests:
        assert validator.validate(body.decode(), headers["x-line-signature"])
        read += parser.parse(body.decode(), headers["x-line-signature"])
    assert [type(event) for event in read] == [
        FollowEvent,
        *[MessageEvent] * 4,
        UnsendEvent,
        PostbackEvent,
        UnfollowEvent,
    ]
    assert [type(event.message) for event in read if isinstance(event, MessageEvent)] == [
        TextMessageContent,
        ImageMessageContent,
        ImageMessageContent,
        StickerMessageContent,
    ]
