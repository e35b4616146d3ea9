"""What people of the office must see to: the calendar, backups, who may come in, the answers."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.checks.clock import clock
from bot.checks.database import (
    database,
    database_clock,
    database_log,
    migrations,
    time_zone,
)
from bot.checks.waiting import (
    events,
    events_set_aside,
    heard,
    letters,
    letters_refused,
    order_mail,
    promises,
    retention,
    span,
    worker,
)
from models import calendar, office_settings, pushes, unanswered
from models.content.versions import State, Version
from models.dates import BANGKOK
from models.officers import Officer
from models.permissions import Role
from models.wellbeing import Finding, fail, ok, warn

STALE, LOST = timedelta(hours=26), timedelta(hours=72)  # since the newest backup
AUGUST, OCTOBER = 8, 10  # from then on the next fiscal year should stand; then it has begun
MANY_WORDS = 50
NEARLY = 10  # the last part of the month's messages, as 1/10
CONFIRM = "ตรวจวันหยุดแล้วกดยืนยันที่ /staff/calendar/ · look the holidays over and confirm the year there"
MISSING = (
    "สั่ง python -m bot vault check แล้วกู้ไฟล์จากสำเนาเก่าสุด · check the vault, and see the oldest backup"
)
BACK_UP = "สั่ง python -m bot backup และตั้งให้ทำทุกคืน · run the backup, and have it run every night"


def calendar_this_year(session: Session, now: datetime) -> Finding:
    """Somebody has looked the holidays of this fiscal year over."""
    return _confirmed(session, calendar.fiscal_year(now.astimezone(BANGKOK).date()))


def calendar_next_year(session: Session, now: datetime) -> Finding:
    """And, from August on, those of the next."""
    today = now.astimezone(BANGKOK).date()
    if not AUGUST <= today.month < OCTOBER:
        return ok("ยังไม่ถึงเวลายืนยันปฏิทินปีถัดไป · the next fiscal year is not due yet")
    return _confirmed(session, calendar.fiscal_year(today) + 1)


def _confirmed(session: Session, year: int) -> Finding:
    if year in calendar.read(session).confirmed_years:
        return ok(f"ปฏิทินปีงบประมาณ {year} ยืนยันแล้ว · the calendar of {year} is confirmed")
    return warn(
        f"ปฏิทินปีงบประมาณ {year} ยังไม่ได้ยืนยัน · the calendar of fiscal year {year} is unconfirmed",
        CONFIRM,
    )


def backup(session: Session, now: datetime) -> Finding:
    """The newest backup is of last night."""
    made = office_settings.value(session, office_settings.BACKUP_MADE)
    if made is None:
        return warn("ยังไม่เคยสำรองข้อมูล · nothing was ever backed up", BACK_UP)
    age = now - datetime.fromtimestamp(made, UTC)
    th, en = span(age.total_seconds())
    told = f"สำรองข้อมูลครั้งล่าสุด {th}ก่อน · the newest backup is {en} old"
    lost = office_settings.value(session, office_settings.BACKUP_LOST)
    if lost and age <= LOST:
        return fail(
            f"สำเนาล่าสุดขาด {lost} ไฟล์ที่ห้องนิรภัยไม่มี · the newest backup lacks {lost} files", MISSING
        )
    if age > LOST:
        return fail(told, BACK_UP)
    return warn(told, BACK_UP) if age > STALE else ok(told)


def administrators(session: Session, _: datetime) -> Finding:
    """Somebody can let people in."""
    many = len(_administrators(session))
    if many:
        return ok(f"ผู้ดูแลระบบที่เข้าใช้ได้ {many} คน · {many} administrators can sign in")
    return fail(
        "ไม่มีผู้ดูแลระบบที่เข้าใช้คอนโซลได้ · no administrator can sign in",
        "เชิญด้วย python -m bot officer add · invite one with the officer command",
    )


def second_factor(session: Session, _: datetime) -> Finding:
    """Who may do everything shows more than a password."""
    every = _administrators(session)
    if not every:
        return warn(
            "ยังไม่มีผู้ดูแลระบบให้ตรวจ · there is no administrator to look at",
            "เชิญผู้ดูแลระบบก่อน แล้วเปิดรหัสจากแอป · invite one, then have the code switched on",
        )
    without = sum(1 for officer in every if not officer.tf_totp_secret)
    if not without:
        return ok("ผู้ดูแลระบบทุกคนใช้รหัสจากแอป · every administrator signs in with a code, too")
    return warn(
        f"ผู้ดูแลระบบ {without} คนยังไม่ใช้รหัสจากแอป · {without} administrators use a password alone",
        "เปิดใช้ที่หน้า “บัญชีของฉัน” ในคอนโซล · switch it on at one's own page of the console",
    )


def _administrators(session: Session) -> list[Officer]:
    rows = select(Officer).where(Officer.role == Role.ADMINISTRATOR, Officer.active.is_(True))
    return list(session.scalars(rows.where(Officer.password.is_not(None))))


def answers(session: Session, _: datetime) -> Finding:
    """The office confirmed some of what it tells."""
    published = select(func.count()).select_from(Version).where(Version.state == State.PUBLISHED)
    many = session.scalar(published) or 0
    if many:
        return ok(f"เขตเผยแพร่เนื้อหาของตนเองแล้ว {many} เรื่อง · {many} pages of our own are published")
    return warn(
        "ยังไม่มีเรื่องใดที่เขตยืนยัน ประชาชนเห็นว่ารอเขตยืนยัน · nothing told is confirmed by this office",
        "ให้แต่ละฝ่ายตรวจและเผยแพร่ที่ /staff/procedures/ · let each section check and publish its pages",
    )


def words_to_teach(session: Session, _: datetime) -> Finding:
    """What citizens said and nobody could answer does not pile up."""
    many = unanswered.waiting(session)
    told = f"ถ้อยคำที่ยังตอบไม่ได้ {many} ข้อความ · {many} messages wait to be taught"
    if many < MANY_WORDS:
        return ok(told)
    return warn(told, "สอนหรือพักไว้ที่ /staff/unanswered/ · teach them or let them go there")


def quota(session: Session, now: datetime) -> Finding:
    """The month's counted messages last."""
    told = pushes.last_told(session, now)
    if told is None:
        return warn(
            "ยังไม่ทราบโควตาข้อความจาก LINE · LINE has not told its figures yet",
            "เปิดโปรเซส worker และดูข้อโทเค็น · start a worker, and see to the token",
        )
    if told.limit is None:
        return ok(f"ข้อความที่นับเดือนนี้ {told.used} ไม่จำกัด · {told.used} counted messages, no limit")
    left = max(0, told.limit - told.used)
    says = f"ข้อความที่นับเหลือ {left} จาก {told.limit} · {left} of {told.limit} counted messages left"
    if left * NEARLY > told.limit:
        return ok(says)
    return warn(
        says,
        "คำตอบยังฟรี ที่เหลือจะรอให้ประชาชนแตะ ดู /staff/messages/ · answers stay free; see that page",
    )


OFFICE: tuple[Callable[[Session, datetime], Finding], ...] = (
    database,
    migrations,
    database_clock,
    time_zone,
    database_log,
    clock,
    worker,
    heard,
    events,
    events_set_aside,
    letters,
    letters_refused,
    order_mail,
    promises,
    retention,
    quota,
    backup,
    calendar_this_year,
    calendar_next_year,
    administrators,
    second_factor,
    answers,
    words_to_teach,
)
