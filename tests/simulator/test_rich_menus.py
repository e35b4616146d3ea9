"""Rich menus: made once, given one image, shown by alias, default or link."""

import io

import pytest
from PIL import Image

from bot.simulator import NotOnScreen, Phone
from bot.simulator.rules import richmenu_problems

SWITCH = {"type": "richmenuswitch", "richMenuAliasId": "more", "data": "menu=more"}
TONED = "ที่"  # one grapheme, three code points


def picture(width=2500, height=1686, kind="PNG"):
    held = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(held, kind)
    return held.getvalue()


PNG = picture(800, 540)


def menu(**held):
    area = {
        "bounds": {"x": 0, "y": 0, "width": 800, "height": 540},
        "action": {"type": "postback", "label": "จองคิว", "data": "book"},
    }
    return {
        "size": {"width": 800, "height": 540},
        "selected": True,
        "name": "เมนูหลัก",
        "chatBarText": "เมนู",
        "areas": [area],
        **held,
    }


@pytest.fixture
def make(api):
    """A menu with an image, ready to be shown; its id."""

    def made(**held):
        menu_id = api("POST", "/v2/bot/richmenu", menu(**held)).json()["richMenuId"]
        path = f"/v2/bot/richmenu/{menu_id}/content"
        assert api("POST", path, PNG, Content_Type="image/png").status == 200
        return menu_id

    return made


@pytest.mark.parametrize(
    "change",
    [
        {"chatBarText": TONED * 14},
        {"chatBarText": "ติดต่อเจ้าหน้าที่"},  # 17 code points, 11 graphemes
        {"name": TONED * 300},
        {"size": {"width": 2500, "height": 1724}},
        {"size": {"width": 800, "height": 250}},
        {"areas": menu()["areas"] * 20},
        {"areas": []},
    ],
    ids=str,
)
def test_a_menu_at_its_limits_is_taken(change):
    assert richmenu_problems(menu(**change)).details == []


def test_an_area_may_overrun_the_edge_and_others():
    wide = {"bounds": {"x": 1, "y": 0, "width": 800, "height": 540}, "action": SWITCH}
    assert richmenu_problems(menu(areas=[wide, wide])).details == []


@pytest.mark.parametrize(
    "change, where",
    [
        ({"chatBarText": TONED * 15}, "chatBarText"),
        ({"name": TONED * 301}, "name"),
        ({"name": None}, "name"),
        ({"selected": None}, "selected"),
        ({"areas": None}, "areas"),
        ({"areas": menu()["areas"] * 21}, "areas"),
        ({"areas": [{"bounds": {"x": 0}, "action": SWITCH}]}, "areas[0].bounds.y"),
        ({"areas": [{"bounds": menu()["areas"][0]["bounds"]}]}, "areas[0].action"),
        ({"size": {"width": 799, "height": 250}}, "size.width"),
        ({"size": {"width": 2501, "height": 1686}}, "size.width"),
        ({"size": {"width": 800, "height": 249}}, "size.height"),
        ({"size": {"width": 2500, "height": 1725}}, "size"),
        ({"size": {"width": 800}}, "size.height"),
        ({"colour": "red"}, "colour"),
    ],
    ids=str,
)
def test_a_menu_beyond_its_limits_is_refused(change, where):
    assert where in [one["property"] for one in richmenu_problems(menu(**change)).details]


def test_a_missing_part_is_told_in_the_words_of_rich_menus(api):
    refused = api("POST", "/v2/bot/richmenu", menu(name=None))
    assert refused.json() == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "must be specified", "property": "name"}],
    }


@pytest.mark.parametrize(
    "data, content_type, status",
    [
        (PNG, "image/png", 200),
        (picture(2500, 1686, "JPEG"), "image/jpeg", 200),
        (picture(2500, 1686, "JPEG"), "image/png", 400),
        (picture(799, 500), "image/png", 400),
        (picture(2501, 1686), "image/png", 400),
        (picture(800, 249), "image/png", 400),
        (picture(2500, 1725), "image/png", 400),
        (b"no picture", "image/png", 400),
        (PNG + b"\0" * 1024 * 1024, "image/png", 400),
        (PNG, "image/gif", 415),
    ],
)
def test_an_image_must_have_lines_size_shape_and_kind(api, data, content_type, status):
    menu_id = api("POST", "/v2/bot/richmenu", menu()).json()["richMenuId"]
    path = f"/v2/bot/richmenu/{menu_id}/content"
    assert api("POST", path, data, Content_Type=content_type).status == status


def test_an_image_cannot_be_replaced(api, make):
    again = api("POST", f"/v2/bot/richmenu/{make()}/content", PNG, Content_Type="image/png")
    assert again.status == 400
    assert again.json() == {"message": "An image has already been uploaded to the richmenu"}


def test_an_image_can_be_fetched_back(api, make):
    got = api("GET", f"/v2/bot/richmenu/{make()}/content")
    assert (got.data, got.headers["content-type"]) == (PNG, "image/png")


def test_a_menu_without_image_can_be_shown_to_nobody(api, citizen):
    menu_id = api("POST", "/v2/bot/richmenu", menu()).json()["richMenuId"]
    told = "must upload richmenu image before applying it to user"
    for path in ("all/richmenu", f"{citizen.user_id}/richmenu"):
        refused = api("POST", f"/v2/bot/user/{path}/{menu_id}")
        assert (refused.status, refused.json()["message"]) == (400, told)
    alias = {"richMenuAliasId": "main", "richMenuId": menu_id}
    assert api("POST", "/v2/bot/richmenu/alias", alias).status == 400


def test_a_citizens_own_menu_stands_before_the_default_one(api, citizen, line, make):
    shown = line.platform.rich_menu_of
    default, own = make(), make()
    api("POST", f"/v2/bot/user/all/richmenu/{default}")
    assert shown(citizen.person).id == default
    api("POST", f"/v2/bot/user/{citizen.user_id}/richmenu/{own}")
    assert shown(citizen.person).id == own
    assert api("GET", f"/v2/bot/user/{citizen.user_id}/richmenu").json() == {"richMenuId": own}
    api("DELETE", f"/v2/bot/user/{citizen.user_id}/richmenu")
    assert shown(citizen.person).id == default
    api("DELETE", "/v2/bot/user/all/richmenu")
    assert shown(citizen.person) is None


def test_linking_someone_who_is_no_friend_says_200_without_effect(api, line, make):
    stranger = Phone(line, "ผู้ผ่านทาง")
    assert api("POST", f"/v2/bot/user/{stranger.user_id}/richmenu/{make()}").status == 200
    assert api("GET", f"/v2/bot/user/{stranger.user_id}/richmenu").status == 404


def test_a_deleted_menu_is_no_longer_shown(api, citizen, line, make):
    menu_id = make()
    api("POST", f"/v2/bot/user/all/richmenu/{menu_id}")
    assert api("DELETE", f"/v2/bot/richmenu/{menu_id}").status == 200
    assert line.platform.rich_menu_of(citizen.person) is None
    assert api("GET", "/v2/bot/user/all/richmenu").json()["message"] == "no default richmenu"
    assert api("GET", f"/v2/bot/richmenu/{menu_id}").status == 404


def test_menus_are_listed_with_their_ids(api, make):
    menu_id = make()
    (listed,) = api("GET", "/v2/bot/richmenu/list").json()["richmenus"]
    assert listed == {"richMenuId": menu_id, **menu()}
    assert api("GET", f"/v2/bot/richmenu/{menu_id}").json() == listed


def test_a_menu_can_be_tried_without_making_it(api):
    assert api("POST", "/v2/bot/richmenu/validate", menu()).json() == {}
    assert api("POST", "/v2/bot/richmenu/validate", menu(name=None)).status == 400
    assert api("GET", "/v2/bot/richmenu/list").json() == {"richmenus": []}


def test_an_alias_is_made_read_moved_listed_and_deleted(api, make):
    first, second = make(), make()
    path = "/v2/bot/richmenu/alias"
    told = {"richMenuAliasId": "main", "richMenuId": first}
    assert api("POST", path, told).status == 200
    assert api("POST", path, told).json()["message"] == "conflict richmenu alias id"
    assert api("GET", f"{path}/main").json() == told
    assert api("POST", f"{path}/main", {"richMenuId": second}).status == 200
    assert api("GET", f"{path}/list").json() == {"aliases": [{**told, "richMenuId": second}]}
    assert api("DELETE", f"{path}/main").status == 200
    assert api("DELETE", f"{path}/main").json()["message"] == "richmenu alias not found"


@pytest.mark.parametrize("alias", ["Main", "เมนู", "a" * 33, ""])
def test_an_alias_is_short_and_plain(api, make, alias):
    told = {"richMenuAliasId": alias, "richMenuId": make()}
    assert api("POST", "/v2/bot/richmenu/alias", told).status == 400


def test_a_switch_button_links_the_menu_and_tells_the_office(api, citizen, line, make, office):
    front = make(areas=[{**menu()["areas"][0], "action": {**SWITCH, "label": "เพิ่มเติม"}}])
    back = make()
    api("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": "more", "richMenuId": back})
    api("POST", f"/v2/bot/user/all/richmenu/{front}")
    citizen.taps("เพิ่มเติม")
    assert line.platform.rich_menu_of(citizen.person).id == back
    assert office.heard["postback"] == {
        "data": "menu=more",
        "params": {"newRichMenuAliasId": "more", "status": "SUCCESS"},
    }


def test_a_switch_to_an_alias_that_is_gone_says_so(api, citizen, make, office):
    front = make(areas=[{**menu()["areas"][0], "action": {**SWITCH, "label": "เพิ่มเติม"}}])
    api("POST", f"/v2/bot/user/all/richmenu/{front}")
    citizen.taps("เพิ่มเติม")
    assert office.heard["postback"]["params"] == {"status": "RICHMENU_ALIAS_ID_NOTFOUND"}


def test_many_are_linked_and_unlinked_at_once_with_202(api, citizen, make):
    told = {"richMenuId": make(), "userIds": [citizen.user_id]}
    path = f"/v2/bot/user/{citizen.user_id}/richmenu"
    assert api("POST", "/v2/bot/richmenu/bulk/link", told).status == 202
    assert api("GET", path).status == 200
    del told["richMenuId"]
    assert api("POST", "/v2/bot/richmenu/bulk/unlink", told).status == 202
    assert api("GET", path).json()["message"] == "the user has no richmenu"
    told["userIds"] = [citizen.user_id] * 501
    assert api("POST", "/v2/bot/richmenu/bulk/unlink", told).status == 400


def test_a_batch_moves_everyone_from_the_old_menu_to_the_new(api, citizen, make):
    old, new = make(), make()
    api("POST", f"/v2/bot/user/{citizen.user_id}/richmenu/{old}")
    told = {"operations": [{"type": "link", "from": old, "to": new}], "resumeRequestKey": "v2"}
    answer = api("POST", "/v2/bot/richmenu/batch", told)
    assert answer.status == 202
    moved = api("GET", f"/v2/bot/user/{citizen.user_id}/richmenu").json()
    assert moved == {"richMenuId": new}
    asked = f"/v2/bot/richmenu/progress/batch?requestId={answer.headers['x-line-request-id']}"
    assert api("GET", asked).json()["phase"] == "succeeded"


def test_a_batch_is_refused_when_it_contradicts_itself(api, make):
    one, two = make(), make()
    bare = api("POST", "/v2/bot/richmenu", menu()).json()["richMenuId"]
    faulty = {
        400: [
            [{"type": "unlinkAll"}, {"type": "unlink", "from": one}],
            [{"type": "unlink", "from": one}, {"type": "link", "from": one, "to": two}],
            [{"type": "link", "from": one, "to": bare}],
            [{"type": "link", "from": one}],
            [],
        ],
        404: [[{"type": "link", "from": one, "to": "richmenu-gone"}]],
    }
    for status, batches in faulty.items():
        for operations in batches:
            told = {"operations": operations}
            assert api("POST", "/v2/bot/richmenu/validate/batch", told).status == status


def test_the_phone_tells_what_can_be_tapped_when_a_button_is_not_there(api, citizen, make):
    api("POST", f"/v2/bot/user/all/richmenu/{make()}")
    with pytest.raises(NotOnScreen, match=r"(?s)'ชำระเงิน'.*\[rich menu\] จองคิว"):
        citizen.taps("ชำระเงิน")
