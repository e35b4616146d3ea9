"""What waits and for how long: events, letters, promises, and what should be gone by now."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.postgres import hurry
from models import condition, office_settings, overdue
from models.condition import look
from models.inbox import Event
from models.orders import noticing
from models.outbox import Letter, State
from models.wellbeing import Finding, fail, ok, warn

EVENT_LATE, EVENT_STUCK = 60, 600  # seconds
LETTER_LATE, LETTER_STUCK = 300, 3600  # seconds; one that failed waits up to ten minutes
WORKER_SILENT = timedelta(hours=2)  # it asks LINE for the month's figures every hour
LATELY = timedelta(days=7)
COUNTED_WITHIN = 30.0  # seconds; counted over all that is kept, while no page waits for it
ADD_WORKER = "ดูว่าโปรเซส worker ทำงานอยู่ หรือเปิดเพิ่มอีกหนึ่ง · see that a worker runs, or start one more"
KINDS = {
    "words": "ข้อความ",
    "pictures": "รูป",
    "case_pictures": "รูปของเรื่องที่จบแล้ว",
    "office_files": "ไฟล์ของสำนักงานที่เอาออกแล้ว",
    "unshredded": "ไฟล์ที่รอทำลาย",
}


def heard(session: Session, now: datetime) -> Finding:
    """LINE brings something: an account in use is not silent for a week."""
    last = session.scalar(select(func.max(Event.received_at)))
    if last is None:
        return warn(
            "ยังไม่เคยมีข้อความจาก LINE มาถึง · LINE has never brought anything",
            "เพิ่มเพื่อนแล้วทักหนึ่งคำ ถ้าไม่ตอบให้ดู Use webhook · write to the account, see the webhook",
        )
    th, en = span((now - last).total_seconds())
    told = f"LINE ส่งมาครั้งล่าสุด {th}ก่อน · LINE last brought something {en} ago"
    if now - last < LATELY:
        return ok(told)
    return warn(told, "ทักหนึ่งคำ ถ้าไม่ตอบให้ดู Use webhook · write to the account, see the webhook")


def events(session: Session, now: datetime) -> Finding:
    """What citizens said is heard soon."""
    now_waiting = look(session, now)
    many, age = now_waiting.events_waiting, now_waiting.oldest_event_age
    th, en = span(age)
    told = f"เหตุการณ์ที่รอ {many} รายการ เก่าสุด {th} · {many} events wait, the oldest {en}"
    if age >= EVENT_STUCK:
        return fail(told, ADD_WORKER)
    return warn(told, ADD_WORKER) if age >= EVENT_LATE else ok(told)


def events_set_aside(session: Session, now: datetime) -> Finding:
    """Nothing was given up on."""
    many = look(session, now).events_set_aside
    if not many:
        return ok("ไม่มีเหตุการณ์ที่พักไว้ · no event was set aside")
    return fail(
        f"เหตุการณ์ที่พักไว้ {many} รายการ ประชาชนยังไม่ได้คำตอบ · {many} events were set aside",
        "ดูด้วย python -m bot inbox list แก้แล้วสั่ง python -m bot inbox retry · list them, mend, retry",
    )


def letters(session: Session, now: datetime) -> Finding:
    """What is owed to citizens goes out soon."""
    waits = look(session, now)
    many, age = waits.letters_waiting, waits.oldest_letter_age
    th, en = span(age)
    told = f"ข้อความที่รอส่ง {many} ฉบับ เก่าสุด {th} · {many} letters wait, the oldest {en}"
    do = "ดูข้อโทเค็นของ LINE และโปรเซส worker · see to LINE's token and the worker process"
    if age >= LETTER_STUCK:
        return fail(told, do)
    return warn(told, do) if age >= LETTER_LATE else ok(told)


def letters_refused(session: Session, now: datetime) -> Finding:
    """LINE takes what we write."""
    rows = select(func.count()).select_from(Letter).where(Letter.state == State.REFUSED)
    many = session.scalar(rows.where(Letter.written_at > now - LATELY)) or 0
    newest = select(Letter.written_at).where(Letter.state == State.SENT)
    sent = session.scalar(newest.order_by(Letter.id.desc()).limit(1))
    if not many and (sent is None or sent <= now - LATELY):
        return ok("ไม่มีข้อความที่ส่งในเจ็ดวันนี้ · nothing was sent this week")
    if not many:
        return ok("LINE รับทุกข้อความในเจ็ดวันนี้ · LINE refused no letter this week")
    return warn(
        f"LINE ไม่รับข้อความ {many} ฉบับในเจ็ดวันนี้ · LINE refused {many} letters this week",
        "ดู letter_refused ใน log ว่าช่องใดผิด · see letter_refused in the log for what is wrong",
    )


def order_mail(session: Session, now: datetime) -> Finding:
    """Agencies are told of their orders where that goes by mail."""
    many = noticing.unmailed(session, now, now - LATELY)
    if not many:
        return ok("อีเมลถึงหน่วยงานไม่ค้าง · no mail to an agency is stuck")
    return warn(
        f"แจ้งข้อสั่งการทางอีเมลไม่ได้ {many} รายการใน 7 วัน · {many} words of orders were not mailed",
        "ดู SMTP_URL และ order_mail_failed ใน log แล้วแจ้งหน่วยงานเอง · see to the mail, tell them",
    )


def worker(session: Session, now: datetime) -> Finding:
    """A worker lives, even when nobody writes: it asks for the month's figures every hour."""
    asked = office_settings.told_at(session, office_settings.LINE_USED)
    if asked is None:
        return fail(
            "โปรเซส worker ยังไม่เคยถามโควตาจาก LINE สำเร็จ · no worker has ever reached LINE",
            "เปิดโปรเซส worker (python -m bot work) และดูข้อโทเค็น · start a worker, see to the token",
        )
    th, en = span((now - asked).total_seconds())
    told = f"worker คุยกับ LINE ครั้งล่าสุด {th}ก่อน · a worker last reached LINE {en} ago"
    return warn(told, ADD_WORKER) if now - asked >= WORKER_SILENT else ok(told)


def promises(session: Session, now: datetime) -> Finding:
    """What officers promised is kept."""
    given, late, oldest = condition.promises(session, now)
    if not late or oldest is None:
        return ok(f"เรื่องที่สัญญาไว้ {given} เรื่อง ไม่มีเรื่องเกินกำหนด · {given} promises, none overdue")
    th, en = span((now - oldest).total_seconds())
    return warn(
        f"เรื่องที่เกินกำหนดตอบ {late} เรื่อง นานสุด {th} · {late} promises overdue, the longest by {en}",
        "เปิดกล่องคำถามและกองตรวจเอกสาร เรื่องเกินกำหนดอยู่บนสุด · the desks show them first",
    )


def retention(session: Session, now: datetime) -> Finding:
    """Nothing is kept longer than the privacy notice says."""
    hurry(session, COUNTED_WITHIN)
    found = overdue.things(session, now)
    if not found:
        return ok("ไม่มีข้อมูลเก็บเกินกำหนด · nothing is kept past its day")
    th = " ".join(f"{KINDS.get(kind, f'แถวของ {kind}')} {many}" for kind, many in found.items())
    en = ", ".join(f"{kind} {many}" for kind, many in found.items())
    return fail(
        f"ข้อมูลที่ควรลบแล้วแต่ยังอยู่: {th} · past their day and still here: {en}",
        "ดูว่าโปรเซส clock ทำงาน ห้องนิรภัยเปิดได้ และดู job_failed ใน log · see to clock and vault",
    )


def span(seconds: float) -> tuple[str, str]:
    """How long, in both languages."""
    if seconds < 120:
        return f"{seconds:.0f} วินาที", f"{seconds:.0f} seconds"
    if seconds < 7200:
        return f"{seconds / 60:.0f} นาที", f"{seconds / 60:.0f} minutes"
    if seconds < 172800:
        return f"{seconds / 3600:.0f} ชั่วโมง", f"{seconds / 3600:.0f} hours"
    return f"{seconds / 86400:.0f} วัน", f"{seconds / 86400:.0f} days"
