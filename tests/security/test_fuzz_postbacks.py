"""Any button, garbled in any way: heard without a fault, and nothing of others is touched."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

import handlers.citizens
from handlers.citizens import PRESSED, SENT, TYPED, postbacks
from models import questions
from models.alert_doors import ask_for_line
from models.appointments import book
from models.office import Office
from tests import prechecks as cases
from tests.citizens.talk import SATURDAY, Talk
from tests.officers import officers
from tests.people import somying
from tests.security.oddities import ODD
from tests.visits import MARRIAGE, MONDAY, MORNING, open_seats

FOLDER = Path(handlers.citizens.__path__[0])
READ = re.compile(r"""values(?:\.get\(|\[)\s*["'](\w+)["']""")
KEYS = sorted(
    {key for path in FOLDER.glob("*.py") for key in READ.findall(path.read_text("utf-8"))}
)
OTHERS = ("precheck", "precheck_paper", "precheck_photo", "question", "question_words", "booking",
          "wish", "attachment", "consent", "citizen", "officer", "alert_door")  # fmt: skip
VALUES = (
    st.sampled_from(["1", "2", "3", "0", "-1", "y", "n", "th", "morning", "2026-11-23", "P-000001",
                     "Q-000001", "marriage-registration", "9" * 30, "9" * 5000, "", "None", "1e9"])
    | st.sampled_from(list(ODD.values()))
    | st.text(max_size=12)
)  # fmt: skip
QUIET = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def manee(session: Session, office: Office) -> Talk:
    """มานี, who presses; beside her สมหญิง, of whom the office holds one thing of every kind."""
    somebody, cast = somying(session), officers(session)
    open_seats(session, 3)
    cases.passed(session, somebody, cast)
    questions.ask(session, somebody, "ของสมหญิง", SATURDAY, section="registration")
    book(session, somebody, MARRIAGE, (MONDAY, MORNING), SATURDAY)
    ask_for_line(session, cast.somchai, SATURDAY)
    talk = Talk(office, session)
    talk.types("เมนู")
    return talk


def of_others(session: Session, talk: Talk) -> list[tuple[str, int, int]]:
    """What the office holds that is not มานี's, as numbers that change with any of it."""
    session.flush()
    told = []
    for table in OTHERS:
        own = {"citizen": f"t.id <> {talk.citizen.id}"}.get(table, "true")
        if table in ("precheck", "question", "booking", "wish", "attachment", "consent"):
            own = f"t.citizen_id IS DISTINCT FROM {talk.citizen.id}"
        rows = f'SELECT count(*), coalesce(sum(hashtext(t::text)::bigint), 0) FROM "{table}" t'
        if table in ("precheck_paper", "precheck_photo", "question_words"):
            parent = table.partition("_")[0]
            mine = f"SELECT id FROM {parent} WHERE citizen_id = {talk.citizen.id}"
            own = f"t.{parent}_id IS NULL OR t.{parent}_id NOT IN ({mine})"
        count, total = session.execute(text(f"{rows} WHERE {own}")).one()
        told.append((table, count, int(total)))
    return told


def pressed(talk: Talk, data: str) -> None:
    """One turn, as the worker takes it, and then undone."""
    assert talk.session
    before = of_others(talk.session, talk)
    turn = talk.session.begin_nested()
    talk.presses(data)
    assert of_others(talk.session, talk) == before, data
    turn.rollback()
    talk.session.expire_all()


@pytest.mark.parametrize("verb", PRESSED)
@QUIET
@given(values=st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4))
def test_a_garbled_button_is_heard(manee: Talk, verb: str, values: dict[str, str]) -> None:
    pressed(manee, postbacks.write(verb, **values))


@QUIET
@given(data=st.text(max_size=300) | st.sampled_from([f"{verb}?{'&' * 50}=" for verb in PRESSED]))
def test_what_is_no_button_of_ours_is_heard(manee: Talk, data: str) -> None:
    pressed(manee, data)


@pytest.mark.parametrize("words", [*ODD.values(), *list(TYPED)[::9]])
def test_odd_words_are_heard(manee: Talk, words: str) -> None:
    assert manee.session
    before = of_others(manee.session, manee)
    manee.types(words[:5000].replace("\x00", ""))
    assert of_others(manee.session, manee) == before


def messages() -> Iterator[dict[str, Any]]:
    for kind in SENT:
        yield {"type": kind}
        yield {"type": kind, "fileName": ODD["path"], "fileSize": -1, "duration": "x",
               "latitude": "x", "longitude": None, "imageSet": {"index": "x", "total": -1},
               "contentProvider": {"type": "external"}, "keywords": 5}  # fmt: skip


@pytest.mark.parametrize("message", list(messages()), ids=str)
def test_a_message_that_lacks_its_parts_is_heard(manee: Talk, message: dict[str, Any]) -> None:
    assert manee.session
    before = of_others(manee.session, manee)
    manee.sends(message)
    assert of_others(manee.session, manee) == before
