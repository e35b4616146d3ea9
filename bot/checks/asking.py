"""How checks are asked: one after another or side by side, each with a limit, each with a word."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.line import LineUnreachable
from bot.logs import where
from bot.settings import SettingsError
from models.wellbeing import Finding, fail, warn

RowCheck = Callable[[Session, datetime], Finding]
# A name, and what finds out; it may raise anything and take for ever.
Question = tuple[str, Callable[[], Finding]]


# What many others stand on: when these do not answer, these fail and the others cannot tell.
GROUNDS = {
    "database": fail(
        "ติดต่อฐานข้อมูลไม่ได้ · the database is away",
        "ดูว่า PostgreSQL ทำงาน และดู DATABASE_URL · see that PostgreSQL runs, and DATABASE_URL",
    ),
    "line_token": fail(
        "ติดต่อ LINE หรือขอโทเค็นไม่ได้ · LINE cannot be reached, or gave no token",
        "ดูเครือข่ายขาออก LINE_CHANNEL_ID และ SECRET · see to the way out, the channel id and secret",
    ),
}


class Unsaid(Exception):
    """LINE answered, but not what was asked; the message is its status."""


def each(questions: Iterable[Question]) -> list[Finding]:
    """Ask one after another."""
    return [_asked(question) for question in questions]


def together(questions: Sequence[Question], seconds: float) -> list[Finding]:
    """Ask all at once; who has no answer after `seconds` is left behind, and said to be so."""
    found: dict[str, Finding] = {}

    def ask(question: Question) -> None:
        found[question[0]] = _asked(question)

    # Not a pool: it would wait at the end for a thread that hangs.
    threads = [threading.Thread(target=ask, args=(one,), daemon=True) for one in questions]
    for thread in threads:
        thread.start()
    until = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return [found.get(name) or _silent(name, seconds) for name, _ in questions]


def cannot_tell(name: str, error: Exception) -> Finding:
    """What a check that broke says. Of a message only what is known to hold no secret."""
    if isinstance(error, SQLAlchemyError | LineUnreachable) and name in GROUNDS:
        return GROUNDS[name]
    if isinstance(error, SQLAlchemyError):
        return warn(
            "ตรวจไม่ได้เพราะฐานข้อมูลไม่ตอบหรือยังไม่ได้ปรับรุ่น · cannot tell: the database did not answer",
            "แก้เรื่องฐานข้อมูลก่อน แล้วตรวจใหม่ · see to the database first, then look again",
        )
    if isinstance(error, Unsaid):
        return warn(
            f"ตรวจไม่ได้: LINE ตอบว่า {error} · cannot tell: LINE answered {error}",
            "ดูข้อโทเค็น แล้วตรวจใหม่ · see to the token, then look again",
        )
    if isinstance(error, LineUnreachable):
        return warn(
            f"ตรวจไม่ได้: LINE ไม่ตอบ ({error}) · cannot tell: LINE did not answer ({error})",
            "ดูข้อโทเค็นและเครือข่าย แล้วตรวจใหม่ · see to the token and the network, then look again",
        )
    if isinstance(error, SettingsError):
        return fail(
            f"ค่าที่ตั้งไว้ไม่ถูกต้อง: {error} · a setting is wrong",
            "แก้ค่าตามตารางใน README · set it as the README's table says",
        )
    return fail(
        f"ตรวจไม่สำเร็จ ({where(error)}) · the check itself broke",
        "แจ้งผู้ดูแลซอฟต์แวร์พร้อมข้อความนี้ · tell whoever looks after the software",
    )


def _asked(question: Question) -> Finding:
    name, find = question
    try:
        finding = find()
    except Exception as error:  # one check's fault must not hide the others
        finding = cannot_tell(name, error)
    return replace(finding, name=name)


def _silent(name: str, seconds: float) -> Finding:
    told = fail(
        f"ไม่ตอบภายใน {seconds:.0f} วินาที · no answer within {seconds:.0f} seconds",
        "ดูว่าเครื่องหรือเครือข่ายช้าผิดปกติหรือไม่ แล้วตรวจใหม่ · see whether machine or network is slow",
    )
    return replace(told, name=name)
