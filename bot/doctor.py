"""Looks the office over before citizens do: what is set, what waits, what LINE says of us."""

import argparse
import uuid
from collections.abc import Callable, Iterator

import linebot.v3.messaging as messaging
import urllib3
from linebot.v3.messaging.exceptions import OpenApiException
from pydantic.v1 import ValidationError
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.line import Line, LineUnreachable
from bot.migrations import is_current
from bot.now import now
from bot.postgres import database_url, open_engine
from bot.settings import Settings, SettingsError
from bot.vault import Vault, VaultError
from bot.webhook import PATH
from models import calendar
from models.condition import look, set_aside
from models.dates import BANGKOK, thai_moment

Finding = tuple[bool, str]  # whether it is well, and a sentence
TIMEOUT = (3, 10)  # seconds to connect, to read; the SDK has none of its own
LATE = 60  # seconds an event may wait before something is wrong
UNWELL = (
    OpenApiException,
    urllib3.exceptions.HTTPError,
    ValidationError,
    LineUnreachable,
)


def main(argv: list[str]) -> int:
    """Print each finding; exit 0 when all is well, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bot doctor", description=__doc__)
    parser.add_argument("--offline", action="store_true", help="ไม่ติดต่อ LINE · do not ask LINE")
    offline = parser.parse_args(argv).offline
    settings = Settings.from_env()
    findings = [*_settings(settings), *_vault(settings), *_database(settings)]
    if not offline:
        findings += _line(settings)
    for well, sentence in findings:
        print("✓" if well else "✗", sentence)
    return 0 if all(well for well, _ in findings) else 1


def _settings(settings: Settings) -> Iterator[Finding]:
    for name, value in settings.shown().items():
        print(f"  {name} = {value or '—'}")
    yield bool(settings.line_channel_secret), "LINE_CHANNEL_SECRET ใช้ตรวจลายเซ็น (signature)"
    token = settings.line_channel_access_token or settings.line_channel_id
    yield bool(token), "LINE_CHANNEL_ID หรือ LINE_CHANNEL_ACCESS_TOKEN ใช้ส่งข้อความ (sending)"
    yield bool(settings.secret_key), "SECRET_KEY ใช้เปิดคอนโซล (without it the console stays closed)"
    own = bool(settings.vault_key) or not settings.database_url
    yield own, "VAULT_KEY ตั้งเองและสำรองไว้นอกเครื่อง (set it, and keep a copy elsewhere)"


def _vault(settings: Settings) -> Iterator[Finding]:
    probe, name = b"probe", uuid.uuid4().hex
    told = f"ห้องนิรภัยที่ {settings.vault_url or 'VAR/vault'} เขียนและอ่านได้ (the vault)"
    try:
        vault = Vault.open(settings)
        vault.put(name, probe)
        well = vault.get(name) == probe
        vault.shred(name)
    except (VaultError, SettingsError) as error:
        well, told = False, f"ห้องนิรภัยใช้ไม่ได้: {error} (the vault)"
    yield well, told
    if settings.vault_key_old:
        yield True, "VAULT_KEY_OLD ยังตั้งอยู่ ลบออกเมื่อ python -m bot vault check ผ่าน (old key)"


def _database(settings: Settings) -> Iterator[Finding]:
    engine = open_engine(database_url(settings), pool_size=1)
    try:
        yield from _rows(engine)
    except OperationalError:
        yield False, "ติดต่อฐานข้อมูลไม่ได้ (database away)"
    finally:
        engine.dispose()


def _rows(engine: Engine) -> Iterator[Finding]:
    with engine.connect() as connection:
        current = is_current(connection)
    yield current, "ฐานข้อมูลเป็นรุ่นล่าสุด (migrations; python -m bot migrate)"
    if not current:
        return
    with Session(engine) as session:
        figures = look(session, now())
        aside = set_aside(session)
        year = calendar.unconfirmed_year(session, now().astimezone(BANGKOK).date())
    age = figures.oldest_event_age
    yield age < LATE, f"เหตุการณ์ที่รอ {figures.events_waiting} เก่าสุด {age:.0f} วินาที (inbox)"
    yield not aside, f"เหตุการณ์ที่พักไว้ {figures.events_set_aside} (python -m bot inbox list)"
    for event in aside[:5]:
        print(f"    {event.id}  {thai_moment(event.occurred_at)}  {event.type}  {event.last_error}")
    refused = figures.letters_refused
    yield not refused, f"ข้อความที่ LINE ไม่รับ {refused} (letters refused)"
    yield True, f"ข้อความที่รอโควตา {figures.letters_parked} (letters parked)"
    yield year is None, _calendar(year)
    yield True, f"คำถามที่รอเจ้าหน้าที่ {figures.questions_waiting} (questions)"


def _calendar(year: int | None) -> str:
    if year is None:
        return "ปฏิทินปีงบประมาณยืนยันแล้ว (calendar confirmed)"
    return f"ปฏิทินปีงบประมาณ {year} ยังไม่ได้ยืนยัน ยืนยันที่ /staff/calendar (calendar unconfirmed)"


def _line(settings: Settings) -> list[Finding]:
    try:
        configuration = messaging.Configuration(
            host=settings.line_api_url, access_token=Line(settings).token()
        )
    except LineUnreachable as error:
        return [(False, f"ขอ access token จาก LINE ไม่ได้: {error} (no access token)")]
    configuration.retries = urllib3.Retry(0)
    with messaging.ApiClient(configuration) as client:
        api = messaging.MessagingApi(client)
        checks = (_account, _quota, lambda api: _webhook(api, settings))
        return [_try(check, api) for check in checks]


def _try(
    check: Callable[[messaging.MessagingApi], Finding], api: messaging.MessagingApi
) -> Finding:
    try:
        return check(api)
    except UNWELL as error:
        status = getattr(error, "status", None) or type(error).__name__
        return False, f"LINE ตอบไม่ได้: {status} (LINE did not answer)"


def _account(api: messaging.MessagingApi) -> Finding:
    info = api.get_bot_info(_request_timeout=TIMEOUT)
    return True, f"บัญชี {info.display_name} {info.basic_id} โหมด {info.chat_mode} (account)"


def _quota(api: messaging.MessagingApi) -> Finding:
    quota = api.get_message_quota(_request_timeout=TIMEOUT)
    used = api.get_message_quota_consumption(_request_timeout=TIMEOUT).total_usage
    limit = quota.value if quota.type == "limited" else None
    return limit is None or used < limit, f"ข้อความนับโควตาเดือนนี้ {used}/{limit or '∞'} (pushes)"


def _webhook(api: messaging.MessagingApi, settings: Settings) -> Finding:
    endpoint = api.get_webhook_endpoint(_request_timeout=TIMEOUT)
    right = endpoint.endpoint == settings.public_url + PATH
    if not (endpoint.active and right):
        return False, f"LINE ส่งไปที่ {endpoint.endpoint} เปิดใช้ {endpoint.active} (webhook URL)"
    test = api.test_webhook_endpoint(
        messaging.TestWebhookEndpointRequest(endpoint=endpoint.endpoint), _request_timeout=(3, 30)
    )
    return bool(test.success), f"LINE ลองส่ง webhook: {test.status_code} {test.reason} (test)"
