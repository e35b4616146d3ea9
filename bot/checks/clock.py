"""Whether the clock strikes: without it nobody is reminded and nothing is forgotten in time."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.clock import last_due
from models import firings
from models.wellbeing import Finding, fail, ok, warn
from scheduler import TIMETABLE

# Some job is due every minute, and clocks look three times a minute.
QUIET, STOPPED = timedelta(minutes=4), timedelta(minutes=15)
LATE = timedelta(minutes=10)  # after which a job that was due should have been done
START = "เปิดโปรเซส clock (python -m bot clock) และดูว่าเริ่มเองเมื่อเครื่องเปิด · start the clock process"


def clock(session: Session, now: datetime) -> Finding:
    """It struck lately, and every job it should have done is done."""
    struck = firings.last(session)
    if struck is None:
        return fail("โปรเซส clock ยังไม่เคยทำงาน · the clock has never struck", START)
    quiet = now - struck
    told = f"โปรเซส clock ทำงานครั้งล่าสุดเมื่อ {_ago(quiet)[0]} · the clock last struck {_ago(quiet)[1]}"
    if quiet >= STOPPED:
        return fail(told, START)
    if quiet >= QUIET:
        return warn(told, START)
    late = undone(session, now)
    if not late:
        return ok(told)
    names = ", ".join(late)
    return fail(
        f"งานตามเวลาที่ไม่สำเร็จ: {names} · jobs of the clock that keep failing: {names}",
        "ดู job_failed ใน log ของ clock แล้วแจ้งผู้ดูแลซอฟต์แวร์ · see job_failed in the clock's log",
    )


def undone(session: Session, now: datetime) -> list[str]:
    """The jobs whose latest due time passed without them."""
    due = {job.name: last_due(job, now - LATE) for job in TIMETABLE}
    return [name for name, at in due.items() if at and not firings.done_since(session, name, at)]


def _ago(span: timedelta) -> tuple[str, str]:
    minutes = max(0, round(span.total_seconds() / 60))
    if minutes < 120:
        return f"{minutes} นาทีก่อน", f"{minutes} minutes ago"
    return f"{minutes // 60} ชั่วโมงก่อน", f"{minutes // 60} hours ago"
