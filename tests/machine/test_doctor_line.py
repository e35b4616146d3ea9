"""The doctor at the machine and at LINE: disk, secrets, vault, mail, and what LINE says of us."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot import doctor
from bot.checks import asking
from bot.checks import machine as machine_checks
from bot.checks.line import ASK_LINE
from bot.line import Line
from bot.menu_deployment import Deployment
from bot.menus import checked
from bot.settings import Settings
from bot.simulator import LineDouble
from models import audit
from models.wellbeing import TOLD, Finding, State, spoken
from tests import official
from tests.district import District

GOOD = {
    "secret_key": "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978",
    "vault_key": "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
}
LINE_CHECKS = {check.__name__: check for check in ASK_LINE}


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(database_url=database_url, var=tmp_path, **GOOD)


@pytest.fixture
def double() -> Any:
    with LineDouble() as double:
        yield double
        assert not official.faults(double.platform.journal.after())


@pytest.fixture
def beside(settings: Settings, double: LineDouble) -> Settings:
    """The settings of an office whose LINE is the double."""
    return replace(
        settings,
        line_channel_id=double.channel.channel_id,
        line_channel_secret=double.channel.secret,
        line_api_url=double.url,
        line_data_api_url=double.url,
        public_url="https://office.example",
    )


def examined(settings: Settings, **how: bool) -> dict[str, Finding]:
    return {finding.name: finding for finding in doctor.examine(settings, **how)}


def test_a_vault_that_cannot_be_written_fails(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = machine_checks.vault(replace(settings, vault_url=f"file://{tmp_path}/file"))
    assert found.state == State.FAIL
    assert machine_checks.vault(settings).state == State.OK
    assert not list((tmp_path / "vault").glob("*/*"))  # the probe is gone


@pytest.mark.parametrize(
    ("free", "state"), [(50, State.OK), (1, State.WARN), (0.1, State.FAIL)], ids=str
)
def test_a_full_disk_fails(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, free: float, state: State
) -> None:
    usage = type("Usage", (), {"free": free * machine_checks.GIGABYTE})
    monkeypatch.setattr(machine_checks.shutil, "disk_usage", lambda _path: usage)
    found = machine_checks.disk(replace(settings, vault_url="file:///srv/vault"))
    assert found.state == state


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"secret_key": ""}, "SECRET_KEY"),
        ({"secret_key": "k9x2"}, "SECRET_KEY"),
        ({"secret_key": "a" * 64}, "SECRET_KEY"),
        ({"secret_key": "please-change-me-to-something-long"}, "SECRET_KEY"),
        ({"metrics_token": "1234"}, "METRICS_TOKEN"),
        ({"vault_key": ""}, "VAULT_KEY"),
        ({"vault_key_old": "x"}, "VAULT_KEY_OLD"),
        ({"secret_key_old": "x"}, "SECRET_KEY_OLD"),
        ({"line_channel_secret_next": "x"}, "LINE_CHANNEL_SECRET_NEXT"),
        ({"database_url": "postgresql://khet:khet@db.example/khet"}, "DATABASE_URL"),
    ],
)
def test_weak_secrets_warn_and_are_not_repeated(
    settings: Settings, change: dict[str, str], told: str
) -> None:
    assert machine_checks.secrets(settings).state == State.OK
    found = machine_checks.secrets(replace(settings, **change))
    assert (found.state, told in found.says) == (State.WARN, True)
    assert not [v for v in change.values() if len(v) > 3 and v in found.says]
    assert spoken(found.says, "en").isascii() and not spoken(found.says, "th").isascii()


def test_a_mail_server_that_is_away_fails_and_none_is_no_fault(settings: Settings) -> None:
    assert machine_checks.mail(settings).state == State.OK
    away = replace(settings, smtp_url="smtp://127.0.0.1:9", mail_from="office@example.org")
    assert machine_checks.mail(away).state == State.FAIL


def test_settings_that_are_missing_are_named(settings: Settings, beside: Settings) -> None:
    assert "LINE_CHANNEL_SECRET" in machine_checks.settings(settings).says
    assert machine_checks.settings(beside).state == State.OK
    real = replace(beside, line_api_url="https://api.line.me", public_url="http://office.example")
    assert machine_checks.settings(real).state == State.FAIL


Change = Callable[[LineDouble], None]


def _address(double: LineDouble) -> None:
    double.channel.webhook_url = "https://elsewhere.example/webhook"


def _switched_off(double: LineDouble) -> None:
    double.channel.webhook_url = "https://office.example/webhook"
    double.platform.courier.active = False


def _chat(double: LineDouble) -> None:
    double.channel.chat_mode = "chat"


def _spent(double: LineDouble) -> None:
    double.platform.faults.quota_reached = True


def _nothing(_: LineDouble) -> None:
    pass


@pytest.mark.parametrize(
    ("change", "name", "state"),
    [
        (_nothing, "line_token", State.OK),
        (_nothing, "line_account", State.OK),
        (_nothing, "line_quota", State.OK),
        (_nothing, "line_clock", State.OK),
        (_nothing, "webhook", State.FAIL),
        (_nothing, "line_menus", State.FAIL),
        (_address, "webhook", State.FAIL),
        (_switched_off, "webhook", State.FAIL),
        (_chat, "line_account", State.WARN),
        (_spent, "line_quota", State.WARN),
    ],
)
def test_what_line_says_is_told(
    beside: Settings, double: LineDouble, change: Change, name: str, state: State
) -> None:
    change(double)
    assert examined(beside)[name].state == state


def test_menus_are_well_once_deployed_and_not_when_somebody_moves_an_alias(
    beside: Settings, double: LineDouble
) -> None:
    line = Line(beside)
    Deployment(line, tell=lambda _said: None).run(checked())
    assert examined(beside)["line_menus"].state == State.OK
    alias = checked()[1].alias
    line.call("DELETE", f"/v2/bot/richmenu/alias/{alias}")
    found = examined(beside)["line_menus"]
    assert (found.state, alias in found.says) == (State.FAIL, True)


def test_line_can_reach_an_office_whose_door_is_open(district: District) -> None:
    address = district.double.channel.webhook_url.removesuffix("/webhook")
    settings = replace(district.settings, public_url=address)
    found = {one.name: one for one in asking.each(doctor.line_questions(settings))}
    assert (found["webhook"].state, found["webhook_test"].state) == (State.OK, State.OK)
    district.line.token()  # while LINE still knows our secret
    district.double.channel.secret = "f" * 32
    assert "401" in LINE_CHECKS["webhook_test"](district.line, settings).says


def test_what_line_does_not_tell_is_left_to_people(beside: Settings) -> None:
    found = examined(beside)
    left = {name for name, one in found.items() if one.state == State.LOOK}
    assert left == {"redelivery", "error_statistics", "greeting", "auto_response"}
    assert all(found[name].do for name in left)


def test_a_line_that_is_away_fails_at_the_token_alone(beside: Settings) -> None:
    away = replace(
        beside, line_api_url="http://127.0.0.1:9", line_data_api_url="http://127.0.0.1:9"
    )
    found = examined(away)
    assert found["line_token"].state == State.FAIL
    rest = ("line_account", "webhook", "webhook_test", "line_quota", "line_menus", "line_clock")
    assert {found[name].state for name in rest} == {State.WARN}


def test_a_token_line_refuses_fails(beside: Settings) -> None:
    found = examined(replace(beside, line_channel_access_token="wrong"))
    assert found["line_token"].state == State.FAIL
    rest = ("line_account", "webhook", "webhook_test", "line_quota", "line_clock")
    assert all(found[name].says.startswith("ตรวจไม่ได้: LINE ตอบว่า 401") for name in rest)
    assert (found["line_menus"].state, "401" in found["line_menus"].says) == (State.WARN, True)


def test_what_line_and_other_machines_said_can_be_left_for_the_console(
    beside: Settings, monkeypatch: pytest.MonkeyPatch, sessions: sessionmaker[Session]
) -> None:
    monkeypatch.setattr(Settings, "from_env", lambda: beside)
    doctor.main(["--json"])
    doctor.main(["--json", "--tell", "--offline"])
    with sessions() as session:
        assert audit.newest(session, TOLD) is None
    doctor.main(["--json", "--tell"])
    with sessions() as session:
        told = audit.newest(session, TOLD)
    assert told is not None and told.after is not None
    names = {one["name"] for one in told.after["findings"]}
    assert set(LINE_CHECKS) | {"certificate", "vault", "mail", "redelivery"} <= names
    assert not {"database", "settings", "retention"} & names
