"""What somebody writes to do harm is shown as the words it is: no script of it runs anywhere."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from playwright.sync_api import Browser, Page
from sqlalchemy import select

from bot import create_app
from bot.settings import Settings
from models import prechecks, surveys
from models.calendar import Entry, Kind, add_day
from models.links import Links
from models.officers import Officer
from models.passwords import hashed
from models.permissions import Role
from models.prechecks import Precheck, Reason
from models.questions import Question, Words
from models.questions.tables import CannedAnswer
from models.surveys import SurveyAnswer
from tests.browser.conftest import PASSWORD, signs_in
from tests.district import District
from tests.people import DAY
from tests.security.holdings import Holdings, lay_in
from tests.security.reading import methods, rules
from tests.visits import MONDAY

SECRET_KEY = "a secret of this test alone, long enough"  # as the console of these tests has it
SHOWN = "หมุดร้าย"
NASTY = (
    f"{SHOWN}\"'><img src=x onerror=\"window.caught='img'\"><svg onload=\"window.caught='svg'\">"
    "<script>window.caught='script'</script></textarea></title><script>window.caught='out'</script>"
    "<a href=\"javascript:window.caught='a'\">x</a>{{7*7}}<style>body{display:none}</style>"
)
HARM = "window.caught || document.querySelector('img[src=x], svg[onload], a[href^=javascript]')"


def planted(district: District) -> Holdings:
    """The office, with harm in every field a citizen or an officer can write in."""
    with district.sessions.begin() as session:
        admin = Officer(
            username="admin", name=f"อารี {NASTY}", role=Role.ADMINISTRATOR,
            password=hashed(PASSWORD), created_at=datetime(2026, 11, 2, tzinfo=UTC),
        )  # fmt: skip
        session.add(admin)
        session.flush()
        head = session.scalars(select(Officer).where(Officer.username == "huana")).one()
        head.name = f"วิไล {NASTY}"
        cast: Any = SimpleNamespace(head=head, admin=admin)
    holdings = lay_in(district.sessions, cast, district.settings.var, NASTY)
    now = district.platform.now()
    with district.sessions.begin() as session:
        by = session.scalars(select(Officer).where(Officer.username == "huana")).one()
        _of_a_case(session, by, now)
        question = session.scalars(select(Question)).one()
        question.summary = {"subject": NASTY, "wish": NASTY}
        place = {"title": NASTY, "address": NASTY, "latitude": 13.7, "longitude": 100.5}
        question.words.append(Words(by="citizen", text=NASTY, at=now, place=place))
        for canned in session.scalars(select(CannedAnswer)):
            canned.title = canned.text = NASTY
        add_day(session, Entry(MONDAY + 40 * DAY, Kind.CLOSURE, NASTY), by, now)
        asked = surveys.running(session, "counter")
        assert asked
        session.add(
            SurveyAnswer(survey_id=asked.id, level=1, words=NASTY, channel="counter", at=now)
        )
    return holdings


def _of_a_case(session: Any, by: Officer, now: datetime) -> None:
    case = session.scalars(select(Precheck)).one()
    prechecks.take(session, case, by, now, seen=case.revision)
    prechecks.refuse_paper(
        session, case, by, now, seen=case.revision,
        paper=case.papers[0], reason=Reason.OTHER, words=NASTY,
    )  # fmt: skip
    for paper in case.papers[1:]:
        prechecks.pass_paper(session, case, by, now, seen=case.revision, paper=paper)
    prechecks.add_note(session, case, by, now, seen=case.revision, text=NASTY)
    prechecks.finish_look(session, case, by, now, seen=case.revision)


def pages(district: District, holdings: Holdings) -> Iterator[str]:
    """Every page of the console, with the number of something real."""
    settings = Settings(
        database_url=district.settings.database_url,
        line_channel_secret="s",
        secret_key=SECRET_KEY,
        var=district.settings.var,
    )
    app = create_app(settings)
    for rule in rules(app):
        if rule.rule.startswith("/staff") and "GET" in methods(rule):
            yield holdings.address(app, rule)


def watched(browser: Browser, console: str) -> tuple[Page, list[str]]:
    """A page, and every script a browser had to keep from running on it."""
    page = browser.new_context(locale="th-TH", base_url=console).new_page()
    stopped: list[str] = []
    page.on("console", lambda said: stopped.append(said.text) if "script" in said.text else None)
    return page, stopped


def test_no_script_of_a_citizen_runs_on_any_desk(
    browser: Browser, console: str, district: District
) -> None:
    holdings, shown = planted(district), set()
    page, stopped = watched(browser, console)
    signs_in(page, "admin", PASSWORD)
    for address in pages(district, holdings):
        answer = page.request.get(address, max_redirects=0, fail_on_status_code=False)
        told = answer.headers.get("content-type", "").startswith("text/html")
        if answer.status == 200 and told and SHOWN in answer.text():
            page.goto(address, wait_until="domcontentloaded")
            assert not page.evaluate(HARM), address
            shown.add(address.split("/")[2])
    assert shown >= {"questions", "prechecks", "audit", "people", "calendar"}
    assert not stopped


def test_no_script_of_an_officer_runs_on_a_citizens_page(
    browser: Browser, console: str, district: District
) -> None:
    planted(district)
    with district.sessions() as session:
        case = session.scalars(select(Precheck)).one()
        assert case.state.takes_photos
    links = Links(console, SECRET_KEY)
    address = links.write("upload", case.id, district.platform.now() + timedelta(hours=1))
    page, stopped = watched(browser, console)
    page.goto(address, wait_until="domcontentloaded")
    assert SHOWN in page.inner_text("main")
    assert not page.evaluate(HARM) and not stopped
