"""Lets officers into the console from the command line: the first one, and who is locked out."""

import argparse
import secrets

from sqlalchemy.orm import Session

from bot.now import now
from bot.postgres import database_url, open_engine, open_sessions
from bot.settings import Settings, SettingsError
from models import audit, officers
from models.catalogue import load
from models.dates import thai_moment
from models.officers import LastAdministrator, NameTaken, Officer
from models.orders.agencies import agencies, squeezed
from models.passwords import hashed
from models.permissions import Role

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on paper

# Who works in the demo: username, password, name, role, section, and who that is in short.
CAST = (
    ("somchai", "kham-tob-dee-1", "สมชาย ใจเย็น", Role.OFFICER, "registration", "เจ้าหน้าที่ฝ่ายทะเบียน"),
    ("huana", "truat-hai-di-2", "วิไล รอบคอบ", Role.HEAD, "registration", "หัวหน้าฝ่ายทะเบียน"),
    ("thetsakit", "thang-thao-sa-3", "ประยุทธ์ ทางเท้า", Role.OFFICER, "city-law", "เจ้าหน้าที่ฝ่ายเทศกิจ"),
    ("admin", "poet-pratu-khet-4", "อารี ดูแล", Role.ADMINISTRATOR, None, "ผู้ดูแลระบบ"),
    ("phutruat", "doen-thang-truat-5", "ศรัณย์ เดินทาง", Role.INSPECTOR, None, "ผู้ตรวจราชการ"),
    ("nuai-ngan", "song-rai-ngan-6", "ดวงใจ ส่งตรงเวลา", Role.AGENCY, None, "ผู้รายงานของหน่วยงาน"),
)


def main(argv: list[str]) -> int:
    """Add, list, reset or deactivate officers."""
    asked = _parser().parse_args(argv)
    settings = Settings.from_env()
    engine = open_engine(database_url(settings), pool_size=1)
    try:
        with open_sessions(engine).begin() as session:
            print(asked.do(session, asked, settings))
    except NameTaken as taken:
        raise SettingsError(f"มีเจ้าหน้าที่ใช้ {taken.field} นี้อยู่แล้ว ({taken.field} taken)") from taken
    except LastAdministrator as last:
        raise SettingsError("ต้องมีผู้ดูแลระบบอย่างน้อยหนึ่งคน (the last administrator)") from last
    finally:
        engine.dispose()
    return 0


def seed(session: Session) -> None:
    """Put the cast of the demo into an office that has no officer yet."""
    if not officers.nobody_yet(session):
        return
    for username, password, name, role, section, _ in CAST:
        officer = Officer(
            username=username, name=name, role=role, section=section, created_at=now()
        )
        officer.choose_password(hashed(password))
        session.add(officer)


def samples() -> tuple[tuple[str, str, str], ...]:
    """Username, password and who they are, of the cast of the demo."""
    return tuple((username, password, who) for username, password, _, _, _, who in CAST)


def _add(session: Session, asked: argparse.Namespace, settings: Settings) -> str:
    officer = Officer(
        username=asked.username.strip().lower(),
        email=asked.email and asked.email.strip().lower(),
        name=asked.name or asked.username,
        role=Role(asked.role),
        section=asked.section,
        agency_id=_agency(session, asked.agency),
        created_at=now(),
    )
    _check(officer)
    officers.keep_names_apart(session, officer)
    session.add(officer)
    return _let_in(session, officer, asked, settings, "officer.invited")


def _reset(session: Session, asked: argparse.Namespace, settings: Settings) -> str:
    officer = _named(session, asked.username)
    if not officer.active:
        officer.active = True
    return _let_in(session, officer, asked, settings, "officer.reset")


def _deactivate(session: Session, asked: argparse.Namespace, settings: Settings) -> str:
    officer = _named(session, asked.username)
    officers.keep_an_administrator(session, officer.id)
    officer.deactivate()
    _note(session, officer, "officer.deactivated")
    return f"ระงับ {officer.username} แล้ว · deactivated"


def _rewrap(session: Session, asked: argparse.Namespace, settings: Settings) -> str:
    settings.need("secret_key")
    from handlers.staff import second_factors  # the console's libraries: only this act needs them

    key, old = settings.secret_key, settings.secret_keys_old
    done = sum(second_factors.rewrap(one, key, old) for one in officers.everybody(session))
    return f"ห่อรหัสสองชั้นของ {done} คนด้วยกุญแจปัจจุบันแล้ว · second factors under today's SECRET_KEY"


def _list(session: Session, asked: argparse.Namespace, settings: Settings) -> str:
    rows = [_row(officer) for officer in officers.everybody(session)]
    return "\n".join(rows) or "ยังไม่มีเจ้าหน้าที่ · no officer yet: python -m bot officer add --help"


def _let_in(
    session: Session, officer: Officer, asked: argparse.Namespace, settings: Settings, act: str
) -> str:
    secret = officer.invite(now())
    session.flush()
    _note(session, officer, act)
    if asked.slip:
        password = "-".join(_word() for _ in range(4))
        officer.choose_password(hashed(password))
        officer.must_change_password = True
        told = "ต้องเปลี่ยนเมื่อเข้าใช้ครั้งแรก · to be changed at first sign-in"
        return f"{officer.username}  {password}\n{told}"
    base = settings.public_url or f"http://127.0.0.1:{settings.port}"
    days = officers.INVITATION_LASTS.days
    told = f"เปิดได้ครั้งเดียวภายใน {days} วัน · opens once, within {days} days"
    return f"{base}/staff/invitation/{secret}\nลิงก์ตั้งรหัสผ่านของ {officer.username} {told}"


def _check(officer: Officer) -> None:
    if not officers.USERNAME.fullmatch(officer.username):
        raise SettingsError("ชื่อผู้ใช้ใช้ a–z 0–9 จุด ขีด 3–32 ตัว (username: 3–32 of a–z 0–9 . _ -)")
    known = {section.code for section in load().sections}
    if officer.role.of_section and officer.section not in known:
        raise SettingsError(
            f"ต้องระบุ --section เป็นหนึ่งใน {', '.join(sorted(known))} (section needed)"
        )
    if not officer.role.of_section and officer.section:
        raise SettingsError("หน้าที่นี้ไม่สังกัดฝ่าย ไม่ต้องระบุ --section (this role has no section)")
    if (officer.role == Role.AGENCY) != (officer.agency_id is not None):
        raise SettingsError(
            "ต้องระบุ --agency เมื่อ --role agency เท่านั้น (--agency goes with --role agency alone)"
        )


def _agency(session: Session, name: str | None) -> int | None:
    if name is None:
        return None
    known = {one.name: one.id for one in agencies(session) if one.active}
    if squeezed(name) not in known:
        raise SettingsError(f"ไม่มีหน่วยงานชื่อ {name} เพิ่มที่โต๊ะข้อสั่งการก่อน (no such agency)")
    return known[squeezed(name)]


def _named(session: Session, name: str) -> Officer:
    officer = officers.called(session, name)
    if officer is None:
        raise SettingsError(f"ไม่มีเจ้าหน้าที่ชื่อผู้ใช้ {name} (no such officer)")
    return officer


def _note(session: Session, officer: Officer, action: str) -> None:
    about = {"by": "python -m bot officer"}
    audit.note(session, None, action, f"officer:{officer.username}", now(), after=about)


def _row(officer: Officer) -> str:
    door = "ระงับ" if not officer.active else "ใช้งาน" if officer.password else "รอตั้งรหัสผ่าน"
    seen = thai_moment(officer.signed_in_at) if officer.signed_in_at else "–"
    belongs = f"{officer.role}{'/' + officer.section if officer.section else ''}"
    return f"{officer.username:<20} {belongs:<28} {door:<14} {seen}  {officer.name}"


def _word() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(4))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot officer", description="เจ้าหน้าที่ในคอนโซล · officers of the console"
    )
    acts = parser.add_subparsers(required=True, metavar="ACT")
    add = acts.add_parser("add", help="เชิญเจ้าหน้าที่ใหม่ พิมพ์ลิงก์ตั้งรหัสผ่าน · invite, prints the link")
    add.add_argument("username", help="ชื่อผู้ใช้ · to sign in by, e.g. somchai.j")
    add.add_argument("--name", help="ชื่อและนามสกุล · full name")
    add.add_argument("--email", help="ใช้เข้าสู่ระบบแทนชื่อผู้ใช้ได้ · may be used to sign in, too")
    add.add_argument("--role", choices=[str(role) for role in Role], default=str(Role.OFFICER))
    add.add_argument("--section", help="รหัสฝ่าย · code of a section, e.g. registration")
    add.add_argument("--agency", help="ชื่อหน่วยงานเต็ม · full name of the agency they report for")
    reset = acts.add_parser("reset", help="ออกลิงก์ตั้งรหัสผ่านใหม่ · a new link; ends every session")
    deactivate = acts.add_parser("deactivate", help="ระงับทันที · shut out at once")
    acts.add_parser("list", help="รายชื่อทั้งหมด · all officers").set_defaults(do=_list)
    rewrap = acts.add_parser(
        "rewrap", help="หลังเปลี่ยน SECRET_KEY: ห่อรหัสสองชั้นของทุกคนใหม่ · after a new SECRET_KEY"
    )
    rewrap.set_defaults(do=_rewrap)
    for verb in (add, reset):
        verb.add_argument(
            "--slip",
            action="store_true",
            help="พิมพ์รหัสผ่านชั่วคราวแทนลิงก์ · a password to change, no link",
        )
    for verb in (reset, deactivate):
        verb.add_argument("username", help="ชื่อผู้ใช้หรืออีเมล · username or e-mail")
    add.set_defaults(do=_add)
    reset.set_defaults(do=_reset)
    deactivate.set_defaults(do=_deactivate)
    return parser
