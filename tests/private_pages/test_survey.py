"""The counter's survey page: anybody's, one answer a press, no cookie, no name, no script."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from handlers.pages import survey as page
from handlers.pages.survey_pace import MOST, Pace
from models import survey_wording, surveys
from models.surveys import Survey, SurveyAnswer
from tests.people import DAY, NOON
from tests.private_pages.conftest import ADDRESS, Door

OURS = {"Origin": ADDRESS}


@pytest.fixture(autouse=True)
def fresh_pace(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(page, "_pace", Pace())
    return


@pytest.fixture
def path(door: Door) -> str:
    """The address on the poster of the registration counter."""
    with door.sessions() as session:
        survey = surveys.running(session, "counter")
        assert survey
        return f"/p/survey/{survey.id}/registration"


def get(door: Door, path: str, **more: object) -> TestResponse:
    return door.app.test_client().get(path, **more)  # type: ignore[arg-type]


def hidden(answer: TestResponse) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', answer.text))


def press(door: Door, path: str, level: object, **seen: str) -> TestResponse:
    """Open the page (or use one seen before) and press a level."""
    fields = seen or hidden(get(door, path))
    return door.app.test_client().post(path, data={**fields, "level": level}, headers=OURS)


def answers(door: Door) -> list[SurveyAnswer]:
    with door.sessions() as session:
        return list(session.scalars(select(SurveyAnswer).order_by(SurveyAnswer.id)))


def test_the_page_asks_in_big_buttons_and_sets_no_cookie(door: Door, path: str) -> None:
    shown = get(door, path)
    assert shown.status_code == 200 and "Set-Cookie" not in shown.headers
    assert re.findall(r'name="level" value="(\d)"', shown.text) == ["5", "4", "3", "2", "1"]
    assert "ฝ่ายทะเบียน" in shown.text and "<script" not in shown.text
    assert "script-src 'self'" in shown.headers["Content-Security-Policy"]


def test_one_press_is_one_answer_of_nobody(door: Door, path: str) -> None:
    given = press(door, path, 4)
    assert given.status_code == 303 and "Set-Cookie" not in given.headers
    assert "ขอบคุณมากค่ะ" in get(door, given.location).text
    [kept] = answers(door)
    assert (kept.level, kept.channel, kept.section, kept.words) == (
        4,
        "counter",
        "registration",
        "",
    )


def test_the_same_page_pressed_twice_counts_once_and_the_last_press_holds(
    door: Door, path: str
) -> None:
    seen = hidden(get(door, path))
    press(door, path, 2, **seen)
    press(door, path, 5, **seen)
    assert [one.level for one in answers(door)] == [5]
    press(door, path, 1)
    assert [one.level for one in answers(door)] == [5, 1]


def test_two_processes_pressed_at_once_keep_one_answer(
    door: Door, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = hidden(get(door, path))
    press(door, path, 2, **seen)
    monkeypatch.setattr(page, "_pace", Pace())  # another process remembers nothing of the first
    press(door, path, 4, **seen)
    assert [one.level for one in answers(door)] == [4]


def test_a_page_nobody_signed_or_of_yesterday_counts_anew(door: Door, path: str) -> None:
    seen = hidden(get(door, path))
    press(door, path, 2, **seen)
    press(door, path, 3, **{**seen, "press": "abc.def"})
    with door.sessions.begin() as session:
        session.scalars(select(SurveyAnswer)).first().at -= DAY  # type: ignore[union-attr]
    press(door, path, 5, **seen)
    assert sorted(one.level for one in answers(door)) == [2, 3, 5]


def test_a_word_may_follow_once_and_hides_numbers(door: Door, path: str) -> None:
    thanks = press(door, path, 3).location
    client = door.app.test_client()
    for words in ("รอนาน โทร 0812345678", "ข้อความที่สอง"):
        assert client.post(thanks, data={"words": words}, headers=OURS).status_code == 303
    [kept] = answers(door)
    assert kept.words.startswith("รอนาน") and "0812345678" not in kept.words
    assert "<textarea" not in get(door, thanks).text


def test_it_speaks_english_when_asked(door: Door, path: str) -> None:
    shown = get(door, path + "?language=en")
    assert "How satisfied are you with our service today?" in shown.text
    assert 'lang="en"' in shown.text and "Very good" in shown.text
    given = door.app.test_client().post(
        path + "?language=en", data={**hidden(shown), "level": 5}, headers=OURS
    )
    assert "Thank you very much" in get(door, given.location).text


@pytest.mark.parametrize("level", ["", "0", "6", "x"])
def test_a_level_that_is_none_is_asked_again(door: Door, path: str, level: str) -> None:
    again = press(door, path, level)
    assert again.status_code == 422 and "แตะเลือกหนึ่งข้อ" in again.text
    assert answers(door) == []


@pytest.mark.parametrize("where", ["/p/survey/999", "/p/survey/999999999999", "/nowhere"])
def test_a_strange_address_leads_nowhere(door: Door, path: str, where: str) -> None:
    asked = where if where.startswith("/p") else path.replace("/registration", where)
    assert get(door, asked).status_code == 404


def test_a_survey_of_the_chat_has_no_page(door: Door) -> None:
    with door.sessions() as session:
        survey = surveys.running(session, "visit")
        assert survey
    assert get(door, f"/p/survey/{survey.id}").status_code == 404


def test_a_poster_outlives_its_wording(door: Door, path: str) -> None:
    seen = hidden(get(door, path))
    with door.sessions.begin() as session:
        old = surveys.running(session, "counter")
        assert old
        survey_wording.end(old, NOON)
        names = ("about", "name", "question_en", "scale_max", "levels", "satisfied_from")
        kept = {name: getattr(old, name) for name in names}
        session.add(Survey(**kept, question_th="ดีไหมคะ", begun_at=NOON))
    assert "ดีไหมคะ" in get(door, path).text
    assert press(door, path, 5, **seen).status_code == 303
    assert answers(door) == []  # the words they answered are no longer asked
    press(door, path, 5)
    assert len(answers(door)) == 1


def test_an_ended_survey_says_so_kindly(door: Door, path: str) -> None:
    with door.sessions.begin() as session:
        for survey in surveys.surveys(session):
            survey.ended_at = NOON
    shown = get(door, path)
    assert shown.status_code == 410 and "ปิดแล้วค่ะ" in shown.text


def test_a_flood_from_one_address_is_asked_to_wait(door: Door, path: str) -> None:
    codes = [press(door, path, 5).status_code for _ in range(MOST + 1)]
    assert codes == [303] * MOST + [429]
    assert len(answers(door)) == MOST


def test_other_sites_cannot_press(door: Door, path: str) -> None:
    fields = {**hidden(get(door, path)), "level": "1"}
    headers = {"Origin": "https://elsewhere.example.org"}
    refused = door.app.test_client().post(path, data=fields, headers=headers)
    assert refused.status_code == 403 and answers(door) == []


def test_a_forged_thanks_leads_nowhere(door: Door) -> None:
    assert get(door, "/p/survey/thanks/abc.def").status_code == 404
