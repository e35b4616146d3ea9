"""Whether the database is there, is ours, and lives in the same hour as we do."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.migrations import is_current
from bot.now import real
from models.dates import BANGKOK
from models.wellbeing import Finding, fail, ok, warn

OLDEST = 15  # major version of PostgreSQL
SKEWED, WRONG = timedelta(seconds=5), timedelta(seconds=60)
STATEMENTS = {"log_statement": ("none", "ddl"), "log_min_duration_statement": ("-1",)}
QUIET = {
    "log_error_verbosity": ("terse",),  # else each value of a row that is refused
    "log_parameter_max_length_on_error": ("0",),
    **STATEMENTS,
}
FULL = "log_parameter_max_length"  # of what is filled into a statement: bytes, -1 all
SET_CLOCK = (
    "ตั้งเวลาเครื่องให้ตรงด้วย NTP (timedatectl set-ntp true) · keep the machines' clocks right with NTP"
)


def database(session: Session, _: datetime) -> Finding:
    """It answers, and is new enough."""
    number = session.scalar(text("SELECT current_setting('server_version_num')::int")) or 0
    told = f"{number // 10000}.{number % 10000}"
    if number // 10000 < OLDEST:
        return warn(
            f"ฐานข้อมูลเป็น PostgreSQL {told} ซึ่งเก่าเกินไป · PostgreSQL {told} is too old",
            f"ย้ายไปรุ่น {OLDEST} ขึ้นไป · move to version {OLDEST} or later",
        )
    return ok(f"ฐานข้อมูลตอบ เป็น PostgreSQL {told} · the database answers, PostgreSQL {told}")


def migrations(session: Session, _: datetime) -> Finding:
    """It has the tables we know."""
    if is_current(session.connection()):
        return ok("ฐานข้อมูลเป็นรุ่นล่าสุด · the database is up to date")
    return fail(
        "ฐานข้อมูลยังไม่ได้ปรับเป็นรุ่นล่าสุด · the database is not up to date",
        "สั่ง python -m bot migrate แล้วเริ่มทุกโปรเซสใหม่ · run migrate, then restart every process",
    )


def database_clock(session: Session, _: datetime) -> Finding:
    """Its clock and ours show the same moment."""
    before = real()
    theirs = session.scalar(text("SELECT clock_timestamp()")) or before
    return skew("ฐานข้อมูล", "the database", theirs - (before + (real() - before) / 2))


def database_log(session: Session, _: datetime) -> Finding:
    """What the server writes of its own work holds no row and no word: nobody erases its log."""
    asked = text("SELECT name, setting FROM pg_settings WHERE name = ANY(:names)")
    set_to = {row.name: row.setting for row in session.execute(asked, {"names": [*QUIET, FULL]})}
    loud = [name for name, quiet in QUIET.items() if set_to.get(name, quiet[0]) not in quiet]
    if set_to.get(FULL) == "0":  # statements without what was filled into them
        loud = [name for name in loud if name not in STATEMENTS]
    if not loud:
        return ok("log ของฐานข้อมูลไม่จดเนื้อความ · the database's own log holds no words of people")
    return warn(
        f"log ของฐานข้อมูลอาจจดเนื้อความของประชาชน ({', '.join(loud)})"
        " · the database's own log may hold what people wrote",
        f"ให้ผู้ดูแลฐานข้อมูลสั่ง ALTER ROLE … SET {loud[0]} = '{QUIET[loud[0]][0]}'"
        " แล้วเริ่มทุกโปรเซสใหม่ · have it set so, then restart every process",
    )


def skew(th: str, en: str, apart: timedelta) -> Finding:
    """How far another clock is from ours."""
    seconds = abs(apart.total_seconds())
    told = (
        f"เวลาของเครื่องกับ{th}ต่างกัน {seconds:.1f} วินาที · our clock and {en}'s: {seconds:.1f} s apart"
    )
    if abs(apart) >= WRONG:
        return fail(told, SET_CLOCK)
    return warn(told, SET_CLOCK) if abs(apart) >= SKEWED else ok(told)


def time_zone(session: Session, _: datetime) -> Finding:
    """Both of us know where Bangkok is: hours and months of every figure depend on it."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    theirs = session.scalar(
        text("SELECT timezone(:zone, :moment)"), {"zone": BANGKOK.key, "moment": moment}
    )
    ours = moment.astimezone(BANGKOK).replace(tzinfo=None)
    if theirs == ours == datetime(2026, 1, 1, 7):  # noqa: DTZ001 - a wall clock's face
        return ok("เขตเวลากรุงเทพฯ ถูกต้อง · the time zone of Bangkok is right")
    return fail(
        f"เขตเวลากรุงเทพฯ ไม่ถูกต้อง: เครื่อง {ours:%H.%M} ฐานข้อมูล {theirs:%H.%M}"
        " · the time zone of Bangkok is wrong",
        "ติดตั้ง tzdata ให้เป็นปัจจุบันทั้งสองเครื่อง · bring tzdata up to date on both machines",
    )
