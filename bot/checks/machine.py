"""What this machine itself must have: settings, secrets that are none too short, room, a vault."""

import shutil
import smtplib
import uuid
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from bot.checks.certificate import certificate
from bot.checks.weakness import OURSELVES, weak_secrets
from bot.mail import MailServer
from bot.settings import Settings
from bot.vault import Vault, VaultError
from models.wellbeing import Finding, fail, ok, warn

GIGABYTE = 1024**3
LITTLE, LEAST = 2 * GIGABYTE, GIGABYTE // 4  # bytes free
NEEDED = ("line_channel_secret", "secret_key", "public_url")


def settings(given: Settings) -> Finding:
    """What the office cannot work without is set."""
    missing = [name.upper() for name in NEEDED if not getattr(given, name)]
    if not (given.line_channel_access_token or given.line_channel_id):
        missing.append("LINE_CHANNEL_ID")
    if missing:
        return fail(
            f"ยังไม่ได้ตั้ง {', '.join(missing)} · not set: {', '.join(missing)}",
            "ตั้งค่าตามตารางใน README แล้วเริ่มทุกโปรเซสใหม่ · set them, then restart every process",
        )
    if given.talks_to_line and not given.public_url.startswith("https://"):
        return fail(
            "PUBLIC_URL ไม่ใช่ https LINE จะไม่ส่งเหตุการณ์ให้ · PUBLIC_URL is not https: LINE refuses it",
            "ตั้งใบรับรอง TLS แล้วแก้ PUBLIC_URL · get a certificate, then change it",
        )
    return ok("ตั้งค่าที่จำเป็นครบ · everything needed is set")


def secrets(given: Settings) -> Finding:
    """None can be guessed, and none is left over from a rotation."""
    faults = weak_secrets(given)
    if not faults:
        return ok("ค่าลับยาวและเดายากทุกค่า · no secret is short, known or left over")
    return warn(
        f"ค่าลับที่ควรแก้: {', '.join(th for th, _ in faults)}"
        f" · secrets to see to: {', '.join(en for _, en in faults)}",
        "ออกค่าใหม่ตามข้อ 2 และ 5 ของ docs/operations.md · make new ones as docs/operations.md says",
    )


def disk(given: Settings) -> Finding:
    """There is room for photographs, rows, logs and everything else kept here."""
    places = {"VAR": given.var} | _of_others(given)
    if (parts := urlsplit(given.vault_url)).scheme == "file":
        places["VAULT_URL"] = Path(parts.path)
    free = {name: shutil.disk_usage(_standing(path)).free for name, path in places.items()}
    name = min(free, key=free.__getitem__)
    told = (
        f"เนื้อที่ว่างของ {name} {free[name] / GIGABYTE:.1f} GB"
        f" · {free[name] / GIGABYTE:.1f} GB are free for {name}"
    )
    do = "เพิ่มเนื้อที่ หรือย้ายสำเนาสำรองออกจากเครื่องนี้ · add room, or move backups elsewhere"
    if free[name] < LEAST:
        return fail(told, do)
    return warn(told, do) if free[name] < LITTLE else ok(told)


def _of_others(given: Settings) -> dict[str, Path]:
    """Where a PostgreSQL of this machine and the system's own log usually grow."""
    address = urlsplit(given.database_url)
    places = {"log": Path("/var/log")}
    if given.database_url and (address.hostname or "") in OURSELVES:
        places["PostgreSQL"] = Path("/var/lib/postgresql")
    return {name: path for name, path in places.items() if path.exists()}


def _standing(path: Path) -> Path:
    """The folder itself, or the one it would be made in."""
    whole = path.absolute()
    return next(each for each in (whole, *whole.parents) if each.exists())


def vault(given: Settings) -> Finding:
    """A photograph could be kept, read and shredded just now."""
    name, probe = uuid.uuid4().hex, uuid.uuid4().bytes
    try:
        opened = Vault.open(given)
        opened.put(name, probe)
        same = opened.get(name) == probe
        opened.shred(name)
    except VaultError as error:
        return fail(
            f"ห้องนิรภัยใช้ไม่ได้: {error} · the vault does not open: {error}",
            "ดู VAULT_URL, VAULT_KEY และสิทธิของโฟลเดอร์หรือ bucket · see to place, key and rights",
        )
    if not same:
        return fail(
            "ห้องนิรภัยคืนไฟล์ไม่ตรงกับที่เก็บ · the vault gave back something else",
            "หยุดรับรูป และตรวจด้วย python -m bot vault check · check every file",
        )
    return ok("ห้องนิรภัยเขียน อ่าน และทำลายได้ · the vault keeps, reads and shreds")


def mail(given: Settings) -> Finding:
    """Where mail is wanted, its server takes it."""
    server = MailServer.of(given)
    if server is None:
        return ok("ไม่ได้ตั้งอีเมล ใช้การแจ้งเตือนทางอื่น · no mail is set up; alerts go other ways")
    try:
        server.greet()
    except (smtplib.SMTPException, OSError) as error:
        return fail(
            f"เซิร์ฟเวอร์อีเมลไม่รับ: {type(error).__name__} · the mail server refuses us",
            "ดู SMTP_URL: ชื่อ รหัส พอร์ต และ TLS · see to name, password, port and TLS",
        )
    return ok("เซิร์ฟเวอร์อีเมลรับ · the mail server takes our mail")


Look = Callable[[Settings], Finding]
LOCAL: tuple[Look, ...] = (settings, secrets, disk)
SLOW: tuple[Look, ...] = (certificate, vault, mail)  # they may have to ask another machine
