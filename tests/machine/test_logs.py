"""What we write down: JSON lines one can follow, and nothing of who people are or what they say."""

import io
import json
import logging
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import structlog
import urllib3
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import create_app, logs, turns
from bot.request_ids import GOOD
from bot.simulator import LineDouble
from handlers.citizens.chat import Chat
from models.citizens import Citizen
from models.officers import Officer
from models.passwords import hashed
from models.permissions import Role
from tests.bench.place import free_port
from tests.district import District
from tests.people import NOON

NAME, PHONE, CARD, HOUSE = "บุษบา วงศ์สมมุติ", "0899999990", "1100200300405", "99/1 ซอยสมมุติ"
OFFICER, PASSWORD = "สายสมร ทดสอบ", "ขอให้งานราบรื่น-2569"
TOLD = "น้ำท่วมบ้านเช่าแถวนี้ทำอย่างไรดี"
PERSONAL = (NAME, "บุษบา", PHONE, CARD, HOUSE, TOLD, OFFICER, PASSWORD, "ใบเกิดของบุษบา")
FATAL = f"พิมพ์แล้วพัง {NAME} {PHONE}"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything any part of the office writes, from the least important line up."""
    paper = io.StringIO()
    structlog.configure(
        processors=list(logs.PROCESSORS), logger_factory=structlog.WriteLoggerFactory(file=paper)
    )
    handler, root = logging.StreamHandler(paper), logging.getLogger()
    handler.setFormatter(logs.Lines())
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield paper
    root.removeHandler(handler)
    root.setLevel(before)
    structlog.reset_defaults()


def lines(paper: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in paper.getvalue().splitlines()]


def named(paper: io.StringIO, event: str) -> list[dict[str, object]]:
    return [line for line in lines(paper) if line["event"] == event]


def console(district: District) -> Flask:
    return create_app(replace(district.settings, secret_key="0f1e2d3c4b5a6978" * 3))


def live_through(district: District) -> None:
    """Somebody tells us everything about themselves, in every way there is."""
    phone = district.phone(NAME)
    phone.types(f"ฉันชื่อ {NAME} โทร {PHONE} เลขบัตร {CARD} อยู่ {HOUSE} {TOLD}")
    district.settle()
    phone.types(TOLD)
    district.settle()
    phone.types("ส่งคำถามถึงเจ้าหน้าที่")
    district.settle()
    phone.types(FATAL)
    district.settle()
    phone.sends_photo()
    phone.sends_file(name=f"ใบเกิดของบุษบา {CARD}.pdf")
    phone.sends_location()
    phone.sends_sticker()
    district.settle()
    phone.unsends()
    phone.types("ทำบัตรหาย")
    district.settle()
    district.platform.faults.change({"failBefore": 1, "only": "*"})
    phone.types(f"{CARD} {TOLD}")
    district.settle()
    phone.blocks()
    district.settle()


def work_at_the_desk(district: District, client: FlaskClient) -> None:
    """An officer signs in, looks around, mistypes, and meets a page that breaks."""
    with district.sessions.begin() as session:
        session.add(
            Officer(
                username="saisamon",
                name=OFFICER,
                role=Role.ADMINISTRATOR,
                created_at=NOON,
                password=hashed(PASSWORD),
            )  # fmt: skip
        )
    page = client.get("/staff/sign-in").text
    token = page.partition('name="csrf-token" content="')[2].partition('"')[0]
    for name, word in ((PHONE, CARD), (OFFICER, PASSWORD), ("saisamon", PASSWORD)):
        form = {"csrf_token": token, "username": name, "password": word}
        client.post("/staff/sign-in", data=form)
    client.get(f"/staff/questions/?q={NAME}")
    client.get(f"/staff/breaks/{NAME}")
    client.post("/webhook", data=f'{{"events": "{NAME} {PHONE}"', headers={"X-Line-Signature": "x"})


def test_a_whole_journey_leaves_no_word_and_no_name_in_any_line(
    district: District, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear = turns.hear

    def fragile(chat: Chat) -> None:
        if chat.heard.text == FATAL:
            raise ValueError(chat.heard.text)
        hear(chat)

    monkeypatch.setattr(turns, "hear", fragile)
    live_through(district)
    app = console(district)

    def breaks(who: str) -> str:
        raise LookupError(f"{who} {PHONE}")

    breaks.permission = "console"  # type: ignore[attr-defined]
    app.add_url_rule("/staff/breaks/<who>", "breaks", breaks)
    work_at_the_desk(district, app.test_client())
    logging.getLogger("some.library").error("could not greet %s %s", NAME, 7)
    told = {line["event"] for line in lines(written)}
    assert {"webhook", "turn", "turn_failed", "letter", "line_api", "page", "page_failed"} <= told
    everything = written.getvalue()
    assert [word for word in PERSONAL if word in everything] == []
    assert [word for word in PERSONAL if json.dumps(word)[1:-1] in everything] == []
    assert "could not greet … 7" in everything


def test_an_event_can_be_followed_from_the_door_to_the_letter(
    district: District, written: io.StringIO
) -> None:
    district.phone(NAME)
    [knock] = [line for line in named(written, "webhook") if line["events"]]
    [turn] = named(written, "turn")
    [letter] = named(written, "letter")
    [reply] = [one for one in named(written, "line_api") if str(one["path"]).endswith("/reply")]
    assert knock["webhook_event_ids"] == [turn["webhook_event_id"]]
    assert turn["event_id"] == letter["event_id"]
    assert letter["letter"] == reply["letter"]
    assert reply["request_id"]


@pytest.mark.parametrize("given", ["from-the-proxy.42", "", "two words", "a\tb", "ชื่อ", "x" * 65])
def test_a_request_keeps_its_name_or_is_given_one(
    district: District, written: io.StringIO, given: str
) -> None:
    latin = given.encode().decode("latin-1")
    answer = (
        console(district)
        .test_client()
        .get("/staff/sign-in", environ_overrides={"HTTP_X_REQUEST_ID": latin})
    )
    name = answer.headers["X-Request-ID"]
    assert GOOD.fullmatch(name)
    assert (name == given) == bool(GOOD.fullmatch(given))
    [page] = named(written, "page")
    assert (page["request_id"], page["route"], page["status"]) == (name, "/staff/sign-in", 200)


def test_the_last_net_hides_numbers_of_people_and_no_others(written: io.StringIO) -> None:
    log = structlog.get_logger()
    log.warning("x", error=f"no such row: {CARD}, tel {PHONE}", id="U" + "a" * 32)
    log.warning("y", request_id="0f0812345678a", letter=1100200300405, at="2026-11-21T05:00:00")
    x, y = lines(written)
    assert (x["error"], x["id"]) == ("no such row: •••, tel •••", "•••")
    assert (y["request_id"], y["letter"], y["at"]) == (
        "0f0812345678a", 1100200300405, "2026-11-21T05:00:00",
    )  # fmt: skip


def test_every_process_writes_json_and_nothing_else(database_url: str, tmp_path: Path) -> None:
    with LineDouble() as double:
        port = free_port()
        env = os.environ | {
            "DATABASE_URL": database_url,
            "LINE_CHANNEL_ID": double.channel.channel_id,
            "LINE_CHANNEL_SECRET": double.channel.secret,
            "LINE_API_URL": double.url,
            "SECRET_KEY": "0f1e2d3c4b5a6978" * 3,
            "VAR": str(tmp_path),
            "PORT": str(port),
            "WEB_CONCURRENCY": "1",
        }
        told = {verb: _lived(verb, env, port) for verb in ("serve", "work", "clock")}
    for verb, text in told.items():
        events = [json.loads(line)["event"] for line in text.splitlines()]
        assert events, verb
    assert "Booting worker with pid" in told["serve"] and '"page"' in told["serve"]
    assert "worker_ready" in told["work"] and "clock_ready" in told["clock"]


def _lived(verb: str, env: dict[str, str], port: int) -> str:
    """What one process wrote from its first line to its last."""
    words = [sys.executable, "-m", "bot", verb]
    process = subprocess.Popen(
        words, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    ready = {"serve": "", "work": "worker_ready", "clock": "clock_ready"}[verb]
    assert process.stdout is not None
    text = "" if verb != "serve" else _served(port)
    while ready and ready not in text:
        text += process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate(timeout=60)
    return text + rest


def _served(port: int) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            urllib3.request("GET", f"http://127.0.0.1:{port}/staff/sign-in", retries=False)
            return ""
        except urllib3.exceptions.HTTPError:
            time.sleep(0.2)
    raise AssertionError("the web process did not open")


def test_the_databases_own_log_holds_nothing_of_a_row_it_refuses(session: Session) -> None:
    folder = session.get_bind().engine.url.query["host"]
    assert isinstance(folder, str)
    told = f"สมมุติ {uuid.uuid4().hex[:8]}"
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(insert(Citizen).values(line_user_id=told, language=None))
    paper = (Path(folder) / "log").read_text("utf-8")
    assert "violates not-null constraint" in paper
    assert told not in paper
