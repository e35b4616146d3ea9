"""Small errands of staff at the keyboard: look at what was set aside, check the procedures."""

import argparse

from bot.postgres import database_url, open_engine, open_sessions
from bot.settings import Settings
from models import inbox as events
from models.catalogue import CatalogueError, load
from models.condition import set_aside
from models.dates import thai_moment


def inbox(argv: list[str]) -> int:
    """List the events that could not be handled, or give them a new chance."""
    parser = argparse.ArgumentParser(prog="python -m bot inbox", description=inbox.__doc__)
    parser.add_argument("do", choices=["list", "retry"], help="ดูรายการ หรือให้ลองใหม่ทั้งหมด")
    do = parser.parse_args(argv).do
    sessions = open_sessions(open_engine(database_url(Settings.from_env()), pool_size=1))
    with sessions.begin() as session:
        if do == "retry":
            print(f"ให้ลองใหม่ {events.reopen(session)} เหตุการณ์ · given a new chance")
            return 0
        rows = set_aside(session)
    for row in rows:
        print(f"{row.id}  {thai_moment(row.occurred_at)}  {row.type}  {row.last_error}")
    if not rows:
        print("ไม่มีเหตุการณ์ที่พักไว้ · nothing was set aside")
    return 0


def catalogue(argv: list[str]) -> int:
    """Check the procedures of the starter pack; each fault is a line."""
    parser = argparse.ArgumentParser(prog="python -m bot catalogue", description=catalogue.__doc__)
    parser.add_argument("do", choices=["check"])
    parser.parse_args(argv)
    try:
        pack = load()
    except CatalogueError as faults:
        print(faults)
        return 1
    print(f"{len(pack.procedures)} กระบวนงาน ใน {len(pack.sections)} ฝ่าย เรียบร้อย · all in order")
    return 0
