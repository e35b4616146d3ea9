"""What people write stays words: in spreadsheets, in the log, in a search, in a page's template."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import pytest
import structlog
from sqlalchemy import event, select
from sqlalchemy.orm import Session, sessionmaker

from bot import logs
from handlers.staff.figures_rows import as_csv, as_xlsx, harmless
from models.citizens import Citizen
from models.officers import Officer
from models.reports.evidence import table
from models.surveys import SurveyAnswer
from models.usage.behind import Behind
from tests.pages import page, written
from tests.people import NOON
from tests.security.conftest import Attacked
from tests.security.holdings import SECRET
from tests.security.oddities import ODD
from tests.security.reading import methods, rules
from tests.staff.conftest import Browser

SignedIn = Callable[[Officer], Browser]
FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", '=HYPERLINK("https://evil.example")',
    "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
)  # fmt: skip
RISKY = ("=", "+", "-", "@", "\t", "\r")


# Spreadsheets


def cells(data: bytes) -> Iterator[Any]:
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        yield from (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def behind(sessions: sessionmaker[Session]) -> Behind:
    """Rows whose every word is a formula."""
    with sessions.begin() as session:
        for number, words in enumerate(FORMULAS):
            name = f"{words}{number}".replace("\x00", "")
            session.add(Officer(username=f"o{number}", name=name, role="head", created_at=NOON))
    return Behind(columns=("name",), rows=select(Officer.name))


def test_rows_taken_as_csv_hold_no_formula(sessions: sessionmaker[Session]) -> None:
    made = b"".join(as_csv(sessions, behind(sessions), ["ชื่อ"], {})).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(made, newline="")))
    assert len(rows) == 1 + len(FORMULAS)
    assert not [cell for row in rows for cell in row if cell.startswith(RISKY)]


def test_rows_taken_as_a_workbook_hold_no_formula(sessions: sessionmaker[Session]) -> None:
    made = b"".join(as_xlsx(sessions, behind(sessions), ["ชื่อ"], {}))
    found = list(cells(made))
    assert len(found) == 1 + len(FORMULAS)
    assert {cell.data_type for cell in found} == {"s"} and not any(c.hyperlink for c in found)


@pytest.mark.parametrize("words", FORMULAS)
def test_no_writer_of_csv_lets_a_formula_through(words: str) -> None:
    [_, line] = b"".join(table(["ชื่อ"], [[words]])).decode("utf-8-sig").split("\r\n", 1)
    [[cell]] = csv.reader(io.StringIO(line, newline=""))
    assert not cell.startswith(RISKY) and not harmless(words).startswith(RISKY)


def test_a_content_pack_holds_no_formula() -> None:
    made = written(page(name_th=FORMULAS[6], name_en=FORMULAS[0], conflicts=list(FORMULAS[1:5])))
    assert {cell.data_type for cell in cells(made)} <= {"s", "n"}


def test_every_file_the_console_gives_away_holds_no_formula(attacked: Attacked) -> None:
    """Each download of the map: whatever it is, no cell of it is a formula."""
    with attacked.sessions.begin() as session:
        head = session.get_one(Officer, attacked.cast.head.id)
        head.name = FORMULAS[6]
        session.add(
            SurveyAnswer(survey_id=1, level=1, words=FORMULAS[6], channel="counter", at=NOON)
        )
    browser, seen = attacked.enters(attacked.cast.admin), 0
    for rule in rules(attacked.app):
        inside = rule.rule.startswith("/staff") and not rule.endpoint.startswith("security.")
        if "GET" not in methods(rule) or not inside:
            continue
        answer = browser.client.get(attacked.holdings.address(attacked.app, rule))
        if "spreadsheetml" in answer.mimetype:
            assert "f" not in {cell.data_type for cell in cells(answer.data)}, rule.rule
            seen += 1
        elif answer.mimetype == "text/csv":
            rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""))
            assert not [c for row in rows for c in row if c.startswith(RISKY)], rule.rule
            seen += 1
    assert seen >= 3


# The log


@pytest.mark.parametrize("words", [*ODD.values(), "\x1b[31mred\x1b[0m", "a\u2028b\u0085c\x9b31m"])
def test_a_line_of_the_log_stays_one_line(
    words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = structlog.get_config()
    try:
        logs.configure()
        structlog.get_logger().warning("tried", sender=words, error=words)
    finally:
        structlog.configure(**before)
    told = capsys.readouterr().out
    assert told.count("\n") == 1 and told.endswith("\n")
    assert "\x1b" not in told and "\r" not in told and "\x00" not in told
    assert json.loads(told)["sender"] == words


# Searches and templates


@pytest.mark.parametrize(
    "odd", ["' OR '1'='1", "%", "_", "\\", "'; DROP TABLE citizen; --", "{{ 7*7 }}", "${7*7}"]
)
def test_a_search_finds_words_and_runs_nothing(attacked: Attacked, odd: str) -> None:
    browser = attacked.enters(attacked.cast.admin)
    before = attacked.digest.take()
    for address in ("/staff/audit/", "/staff/questions/", "/staff/procedures/"):
        for name in ("subject", "q", "words", "section", "officer", "action", "since"):
            shown = browser.client.get(address, query_string={name: odd})
            assert shown.status_code in (200, 302, 400, 404)
            assert "49" not in shown.text or "{{ 7*7 }}" not in odd
    found = browser.client.get("/staff/audit/", query_string={"subject": odd})
    if odd in ("%", "_", "' OR '1'='1"):
        assert "sign_in.done" not in found.text and "ไม่พบรายการที่ค้นหาค่ะ" in found.text
    assert not attacked.digest.changed(before, but={"audit"})
    with attacked.sessions() as session:
        assert session.scalars(select(Citizen)).first() is not None


def test_no_sql_of_ours_is_put_together_from_words(attacked: Attacked) -> None:
    """What somebody wrote reaches the database as a parameter: it stands in no statement."""
    browser = attacked.enters(attacked.cast.head)
    statements: list[str] = []
    engine = attacked.app.extensions["staff"].sessions.kw["bind"]
    event.listen(engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    browser.client.get("/staff/questions/", query_string={"q": SECRET, "words": SECRET})
    browser.client.get("/staff/questions/1", query_string={"q": SECRET})
    assert statements and not [one for one in statements if SECRET in one]
