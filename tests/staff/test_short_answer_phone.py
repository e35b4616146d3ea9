"""A short answer before it is told: on a citizen's phone, with its film, and never half written."""

import json
from typing import Any

import pytest
from flask import Flask

from models.office import Office
from tests.staff.conftest import Browser, Cast
from tests.staff.shelves import ADDRESS, ANSWER, lay_out
from tests.staff.test_short_answers import LIST, ClientOf, told, written  # noqa: F401 - fixtures

FILM = {"clip": "https://example.org/parking.mp4", "clip_preview": "https://example.org/p.jpg"}
NEXT_YEAR = {"valid_from": "2099-01-01"}


@pytest.fixture(autouse=True)
def _an_edition_on_the_shelf(console: Flask, office: Office) -> None:
    lay_out(console, office)


def turn(browser: Browser, version: object, data: str = "answer?s=parking", **more: str) -> Any:
    """What the phone shows after a tap."""
    asked = "&".join(f"{name}={value}" for name, value in {"data": data, **more}.items())
    page = browser.get(f"{ADDRESS}/phone/turn?version={version}&{asked}")
    assert page.response
    return page.response.json


def test_a_draft_is_shown_as_a_phone_shows_it(written: Browser) -> None:  # noqa: F811
    page = written.get(ADDRESS)
    (frame,) = page.all("iframe")
    assert "version=1" in frame.attributes["src"]
    written.get(frame.attributes["src"])
    said = json.dumps(turn(written, 1)["messages"], ensure_ascii=False)
    assert "จอดได้ที่ลานหน้าอาคาร" in said
    assert "{phone}" not in said


def test_what_citizens_are_told_stays_beside_a_draft(
    told: Browser,  # noqa: F811
    written: Browser,  # noqa: F811
) -> None:
    written.post(f"{ADDRESS}/edit", {**ANSWER, "answer_th": "จอดไม่ได้แล้วค่ะ"})
    assert "จอดได้ที่ลานหน้าอาคาร" in str(turn(told, "told"))
    assert "จอดไม่ได้แล้วค่ะ" in str(turn(told, 2))
    assert "คำตอบนี้มีเฉพาะภาษาไทย" not in str(turn(told, 2))
    assert "available in Thai only" in str(turn(told, 2, language="en"))


def test_an_answer_for_later_can_be_looked_at_today(written: Browser) -> None:  # noqa: F811
    written.post(f"{ADDRESS}/edit", {**ANSWER, **NEXT_YEAR, "seen": 1})
    assert "จอดได้ที่ลานหน้าอาคาร" in str(turn(written, 1))
    assert "ใช้ตั้งแต่ 1 ม.ค. 2642" in written.get(ADDRESS).text


def test_a_film_plays_on_the_desk_and_in_the_chat(written: Browser) -> None:  # noqa: F811
    written.post(f"{ADDRESS}/edit", {**ANSWER, **FILM, "seen": 1})
    for path in (ADDRESS, f"{ADDRESS}/edit"):
        (film,) = written.get(path).all("video")
        assert film.attributes["src"] == FILM["clip"]
    assert "video" in str(turn(written, 1, "clip?p=parking"))


@pytest.mark.parametrize("name", ["clip", "clip_preview"])
def test_a_film_needs_an_https_address(written: Browser, name: str) -> None:  # noqa: F811
    page = written.post(f"{ADDRESS}/edit", {**ANSWER, name: "http://a.org/b", "seen": 1}, 422)
    assert "ลิงก์ต้องขึ้นต้นด้วย https://" in page.text


def test_a_tap_that_would_do_something_is_left_to_the_real_phone(
    written: Browser,  # noqa: F811
) -> None:
    assert turn(written, 1, "officer?p=parking") == {"messages": [], "beyond": True}


def test_a_version_of_another_page_is_not_shown(written: Browser) -> None:  # noqa: F811
    for version in ("told", "99", "x"):
        written.get(f"{ADDRESS}/phone?version={version}", status=404)


def test_an_empty_shelf_says_what_it_is_for_and_how_to_begin(
    client_of: ClientOf, officers: Cast
) -> None:
    somchai = client_of(officers.somchai)
    page = somchai.get(LIST)
    assert "คำตอบสั้นคือคำตอบของเรื่องที่ประชาชนถามบ่อย" in page.text
    example = somchai.get(page.links["เริ่มจากตัวอย่าง"])
    assert "«" in example.form("").fields["name_th"]


def test_an_example_may_be_saved_but_not_sent_with_a_blank_in_it(
    client_of: ClientOf, officers: Cast
) -> None:
    somchai = client_of(officers.somchai)
    somchai.post(f"{LIST}new", {**ANSWER, "answer_th": "«ตอบตรง ๆ»ค่ะ"})
    page = somchai.post(f"{ADDRESS}/submit")
    assert "ยังมีช่อง «…» ที่รอเติม" in page.text
    assert "รอหัวหน้าตรวจ" not in page.text
