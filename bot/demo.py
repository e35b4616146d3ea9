"""The whole office on one machine, with a pretend LINE: for newcomers, and for showing staff."""

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import urllib3

from bot.demo_orders import issue_orders
from bot.demo_seats import open_seats
from bot.menus import main as menus
from bot.migrations import fill_in, upgrade
from bot.now import now
from bot.officers import samples, seed
from bot.postgres import open_engine, open_sessions, start
from bot.processes import GUNICORN
from bot.settings import Settings, SettingsError

READY_WITHIN = 60  # seconds
# What belongs to a real office: its account, its citizens, their photographs.
REAL = (
    "DATABASE_URL",
    "LINE_CHANNEL_ACCESS_TOKEN",
    "LINE_CHANNEL_ID",
    "LINE_CHANNEL_SECRET",
    "LINE_CHANNEL_SECRET_NEXT",
    "LINE_API_URL",
    "LINE_DATA_API_URL",
    "VAULT_KEY",
    "VAULT_URL",
)


def main(argv: list[str]) -> int:
    """Start everything, say where the phone is, and stay until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m bot demo", description=__doc__)
    parser.parse_args(argv)
    _refuse_real_office()
    settings = Settings.from_env()
    _refuse_taken_port(settings.port)
    print("· เปิดฐานข้อมูล · starting PostgreSQL", flush=True)
    url = start(settings.var / "postgres")
    upgrade(url)
    fill_in(url, now())
    _prepare(url)
    env = os.environ | _surroundings(settings, url)
    print("· เปิดสำนักงาน · opening the office", flush=True)
    processes = [
        _open(name, command, env, settings.var / "log")
        for name, command in _commands(settings.port).items()
    ]
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        _wait_until_ready(settings.port, processes, settings.var / "log" / "worker.log")
        os.environ.update(env)
        menus(["deploy"])
        print(_welcome(settings), flush=True)
        return _watch(processes)
    except KeyboardInterrupt:
        print("\n· ปิดสำนักงาน · closing", flush=True)
        return 0
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            _end(process)


def _refuse_real_office() -> None:
    forms = [form for name in REAL for form in (name, f"{name}_FILE")]
    named = [name for name in forms if os.environ.get(name)]
    if named:
        raise SettingsError(
            f"ไม่เปิดตัวอย่างคู่กับสำนักงานจริง: พบ {', '.join(named)} "
            "(the demo never runs beside a real office; unset them first)"
        )


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise SettingsError(
                f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ ลอง PORT={port + 1} make demo (port taken)"
            ) from error


def _prepare(url: str) -> None:
    """Let the cast of officers in, open seats to book, and issue a round of orders."""
    engine = open_engine(url, pool_size=1)
    with open_sessions(engine).begin() as session:
        seed(session)
        open_seats(session, now())
        issue_orders(session, now())
    engine.dispose()


def _surroundings(settings: Settings, url: str) -> dict[str, str]:
    clock = settings.var / "demo-clock"
    clock.write_text("0", encoding="ascii")
    return {
        "DATABASE_URL": url,
        "DEMO_CLOCK": str(clock.resolve()),
        "LINE_CHANNEL_ID": "1234567890",
        "LINE_CHANNEL_SECRET": secrets.token_hex(16),
        "LINE_API_URL": f"http://127.0.0.1:{settings.port}/simulator",
        "PUBLIC_URL": f"http://127.0.0.1:{settings.port}",
        "SECRET_KEY": secrets.token_hex(32),
        "VAR": str(settings.var.resolve()),
        "PORT": str(settings.port),
    }


def _commands(port: int) -> dict[str, list[str]]:
    # One web process: the pretend LINE lives in its memory.
    web = [*GUNICORN, "--workers", "1", "--threads", "32", "--bind", f"127.0.0.1:{port}"]
    return {
        "web": [*web, "bot.simulator.wsgi:app"],
        "worker": ["-m", "bot", "work"],
        "clock": ["-m", "bot", "clock"],
    }


def _open(name: str, words: list[str], env: dict[str, str], logs: Path) -> subprocess.Popen[bytes]:
    logs.mkdir(exist_ok=True)
    with (logs / f"{name}.log").open("wb") as log:
        return subprocess.Popen([sys.executable, *words], env=env, stdout=log, stderr=log)


def _wait_until_ready(
    port: int, processes: list[subprocess.Popen[bytes]], worker_log: Path
) -> None:
    """Until the web answers and the worker has learnt the answers: the first question is quick."""
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end:
        if any(process.poll() is not None for process in processes):
            break
        try:
            answer = urllib3.request("GET", f"http://127.0.0.1:{port}/readyz", retries=False)
            if answer.status == 200 and "worker_ready" in worker_log.read_text("utf-8"):
                return
        except urllib3.exceptions.HTTPError:
            pass
        time.sleep(0.1)
    raise SettingsError("สำนักงานเปิดไม่สำเร็จ ดูไฟล์ใน var/log (the office did not start)")


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()


def _watch(processes: list[subprocess.Popen[bytes]]) -> int:
    while all(process.poll() is None for process in processes):
        time.sleep(0.5)
    print("· มีส่วนหนึ่งหยุดทำงาน ดูไฟล์ใน var/log · a process ended", file=sys.stderr)
    return 1


def _welcome(settings: Settings) -> str:
    keys = "\n".join(f"    {name:<10} {password:<18} {who}" for name, password, who in samples())
    return f"""
  เพื่อนเขตเปิดแล้วค่ะ · the district office is open

  โทรศัพท์ของประชาชน · the citizen's phone   http://127.0.0.1:{settings.port}/simulator/
  คอนโซลของเจ้าหน้าที่ · the staff console    http://127.0.0.1:{settings.port}/staff
{keys}

  บันทึกการทำงาน · logs                      {settings.var / "log"}
  หยุด · stop                                Ctrl-C
"""
