"""What citizens send can be fetched while it is there, and never after they took it back."""

PHOTO = b"\x89PNG a photo"


def fetch(api, message_id, part=""):
    return api("GET", f"/v2/bot/message/{message_id}/content{part}")


def test_a_photo_comes_back_as_it_was_sent(api, citizen, office):
    citizen.sends_photo(PHOTO)
    got = fetch(api, office.heard["message"]["id"])
    assert (got.status, got.data, got.headers["content-type"]) == (200, PHOTO, "image/png")
    assert fetch(api, office.heard["message"]["id"], "/preview").status == 200


def test_content_still_being_prepared_is_202_and_then_200(api, citizen, line, office):
    citizen.sends_video()
    line.platform.faults.content_pending = 2
    message_id = office.heard["message"]["id"]
    assert fetch(api, message_id, "/transcoding").json() == {"status": "processing"}
    assert [fetch(api, message_id).status for _ in range(3)] == [202, 202, 200]
    assert fetch(api, message_id, "/transcoding").json() == {"status": "succeeded"}


def test_unknown_content_is_404(api):
    got = fetch(api, "1234567890")
    assert (got.status, got.json()) == (404, {"message": "not found"})


def test_content_lines_cleaning_took_away_is_404(api, citizen, line, office):
    citizen.sends_photo()
    message_id = office.heard["message"]["id"]
    line.platform.contents.expire(message_id)
    assert fetch(api, message_id).status == 404


def test_unsent_content_is_410_and_off_the_screen(api, citizen, office):
    citizen.sends_photo()
    message_id = office.heard["message"]["id"]
    citizen.unsends(message_id)
    assert office.heard["unsend"] == {"messageId": message_id}
    got = fetch(api, message_id)
    assert (got.status, got.json()) == (410, {"message": "The content is gone"})
    assert citizen.screen[-1].unsent and "contentProvider" not in citizen.screen[-1].message


def test_a_bad_day_answers_400_for_content_that_is_there(api, citizen, line, office):
    citizen.sends_photo()
    line.platform.faults.content_bad = 1
    message_id = office.heard["message"]["id"]
    assert [fetch(api, message_id).status for _ in range(2)] == [400, 200]


def test_a_file_has_no_preview_and_no_transcoding(api, citizen, office):
    citizen.sends_file(name="ทะเบียนบ้าน.pdf")
    message_id = office.heard["message"]["id"]
    assert fetch(api, message_id).status == 200
    assert fetch(api, message_id, "/preview").json() == {
        "message": "The content can not be previewed"
    }
    assert fetch(api, message_id, "/transcoding").status == 400
