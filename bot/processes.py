"""The four processes of the Procfile: web, worker, clock, release."""

import argparse
import os
import signal
import subprocess
import sys
import threading

from bot.logs import configure
from bot.now import now
from bot.postgres import database_url, open_engine, open_sessions
from bot.settings import Settings
from models.links import LENT, MAILS, Links

GUNICORN = ("-m", "gunicorn", "-c", "python:bot.gunicorn_conf")


def serve(argv: list[str]) -> int:
    """The web process: gunicorn, in the foreground."""
    _plain("serve", "เว็บของสำนักงาน: webhook จาก LINE, คอนโซล, health", argv)
    settings = Settings.from_env()
    settings.need("line_channel_secret")
    env = os.environ | {"DATABASE_URL": database_url(settings)}
    command = [sys.executable, *GUNICORN, "bot.wsgi:app"]
    if settings.database_url:
        os.execve(sys.executable, command, env)
    # The embedded server lives as long as a process that joined it: stay, and pass signals on.
    web = subprocess.Popen(command, env=env)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _: web.send_signal(got))
    return web.wait()


def work(argv: list[str]) -> int:
    """The worker process: thinks, sends, fetches, until SIGTERM."""
    _plain("work", "ตัวทำงานเบื้องหลัง: คิดคำตอบ ส่งข้อความ รับไฟล์", argv)
    configure()
    settings = Settings.from_env()
    if not settings.line_channel_access_token:
        settings.need("line_channel_id", "line_channel_secret")
    from bot.worker import open_worker  # the matcher's libraries: only this process needs them

    open_worker(settings, database_url(settings)).run()
    return 0


def clock(argv: list[str]) -> int:
    """The clock process: does the timetable until SIGTERM."""
    _plain("clock", "นาฬิกา: ทำงานตามตารางเวลา แม้เปิดหลายเครื่องก็ทำครั้งเดียว", argv)
    configure()
    from bot.clock import run

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    settings = Settings.from_env()
    sessions = open_sessions(open_engine(database_url(settings), pool_size=2))
    sessions.configure(info={MAILS: bool(settings.smtp_url)})
    if settings.secret_key:  # without one nobody can have an address of a private page
        links = Links(settings.public_url, settings.secret_key)
        sessions.configure(info={MAILS: bool(settings.smtp_url), LENT: links})
    run(sessions, stop)
    return 0


def migrate(argv: list[str]) -> int:
    """The release process: bring the database up to date, then end."""
    _plain("migrate", "ปรับฐานข้อมูลให้เป็นรุ่นล่าสุด", argv)
    from bot.migrations import fill_in, upgrade

    url = database_url(Settings.from_env())
    upgrade(url)
    fill_in(url, now())
    print("ฐานข้อมูลเป็นรุ่นล่าสุดแล้ว · the database is up to date")
    return 0


def _plain(verb: str, about: str, argv: list[str]) -> None:
    argparse.ArgumentParser(prog=f"python -m bot {verb}", description=about).parse_args(argv)
