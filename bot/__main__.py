"""`python -m bot VERB`: every process and errand of the office, by name."""

import importlib
import sys

from bot.logs import configure
from bot.settings import SettingsError

VERBS = {
    "demo": ("bot.demo:main", "ลองใช้ทั้งระบบโดยไม่ต้องมีบัญชี LINE · the whole office, no LINE account"),
    "serve": ("bot.processes:serve", "เว็บ: รับ webhook จาก LINE และคอนโซล · the web process"),
    "work": ("bot.processes:work", "คิด ตอบ ส่ง และรับไฟล์ · the worker process"),
    "clock": ("bot.processes:clock", "ทำงานตามเวลา · the clock process"),
    "migrate": ("bot.processes:migrate", "ปรับฐานข้อมูลให้เป็นรุ่นล่าสุด · bring the database up to date"),
    "doctor": ("bot.doctor:main", "ตรวจว่าระบบพร้อมหรือไม่ · what is set, what waits, what is wrong"),
    "inbox": ("bot.errands:inbox", "เหตุการณ์ที่พักไว้ · events set aside: list, retry"),
    "answers": ("bot.answers:main", "คำตอบ: วัดความแม่นยำ ตรวจถ้อยคำ · answers: evaluate, check"),
    "report": ("bot.report:main", "กระดาษรายงานและแบบของเมือง · papers and the city's forms"),
    "officer": ("bot.officers:main", "เจ้าหน้าที่: เชิญ ดู ตั้งรหัสใหม่ · officers: add, list, reset"),
    "vault": ("bot.vault_keeping:main", "ห้องนิรภัย: เปลี่ยนกุญแจ ตรวจ · the vault: rotate, check"),
    "backup": ("bot.backup:main", "สำรองข้อมูลทั้งหมด · everything in one encrypted file; check FILE"),
    "restore": ("bot.backup_restoring:main", "กู้คืนจากสำเนา · put a backup into a database"),
    "menus": ("bot.menus:main", "เมนูใต้แชต · rich menus: check, draw, preview, deploy"),
    "catalogue": ("bot.errands:catalogue", "ตรวจคลังกระบวนงาน · check the procedures"),
}


def usage() -> str:
    """All verbs, a line each."""
    lines = [f"  {verb:<10} {about}" for verb, (_, about) in VERBS.items()]
    return "\n".join(["python -m bot VERB [--help]", "", *lines])


def main(argv: list[str]) -> int:
    """Run one verb; its exit status, 2 for an unknown one. A fault is one line, not a trace."""
    if not argv or argv[0] in ("-h", "--help"):
        print(usage())
        return 0 if argv else 2
    if argv[0] not in VERBS:
        print(f"ไม่รู้จักคำสั่ง · no such verb: {argv[0]}\n\n{usage()}", file=sys.stderr)
        return 2
    from sqlalchemy.exc import OperationalError  # the list above is told without it

    configure(quiet=True)  # an errand speaks to people; the processes ask for all their lines
    # Loaded by name, so that a quick errand does not wait for the libraries of another.
    module, _, function = VERBS[argv[0]][0].partition(":")
    try:
        return int(getattr(importlib.import_module(module), function)(argv[1:]))
    except KeyboardInterrupt:
        return 130
    except SettingsError as error:
        print(error, file=sys.stderr)
    except OperationalError as error:
        print(f"ติดต่อฐานข้อมูลไม่ได้ · database away: {error.orig}".strip(), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
