"""`python -m tests.bench.publishing`: from an officer's press to a new phrase known everywhere."""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

import psutil
from sqlalchemy.orm import Session, sessionmaker

from bot import migrations, postgres
from bot.publishing import Shelf
from models import content
from models.answers import entries_of
from models.content import SHORT_ANSWER, Version
from models.content.overlay import starter_catalogue
from models.officers import Officer
from models.permissions import Role
from tests.bench.contestants import environment, running
from tests.bench.place import free_port
from tests.pages import PARKING
from tests.people import NOON

PROCESSES = 3  # two of the web, one worker
PATIENCE = 120.0  # seconds
THINGS = (
    "ที่จอดรถ", "ห้องน้ำ", "ลานกีฬา", "ห้องสมุด", "ตลาดนัด", "ที่ทิ้งของเก่า", "จุดรับบริจาค", "สวนสาธารณะ",
    "จุดชาร์จรถไฟฟ้า", "ห้องประชุม", "ศูนย์ฝึกอาชีพ", "จุดเติมน้ำดื่ม", "ป้ายรถเมล์", "ทางลาด", "ลานออกกำลัง",
)  # fmt: skip
PLACES = (
    "หน้าอาคาร", "หลังอาคาร", "ริมคลอง", "ชุมชนร่มไทร", "ชุมชนริมสวน", "ตึกสอง", "ตลาดเก่า", "วัดเหนือ",
    "วัดใต้",
    "โรงเรียนบ้านนา", "ซอยสามัคคี", "ถนนเลียบคลอง", "หมู่บ้านสุขใจ", "ท่าเรือ", "สถานีรถไฟ", "ศูนย์เยาวชน",
)  # fmt: skip
ASKED = ("{0}{1}อยู่ตรงไหน", "มี{0}ที่{1}ไหม", "{0}แถว{1}เปิดกี่โมง", "ขอใช้{0}{1}ได้ไหม", "ใครดูแล{0}{1}")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m tests.bench.publishing", description=__doc__)
    parser.add_argument("--answers", type=int, default=300, help="answers of the office (300)")
    parser.add_argument("--times", type=int, default=5, help="phrases published (5)")
    asked = parser.parse_args(argv)
    Path("var").mkdir(exist_ok=True)  # on the same disk as the demo's database
    with tempfile.TemporaryDirectory(prefix="bench-", dir=Path("var").resolve()) as name:
        folder = Path(name)
        url = postgres.start(folder / "postgres")
        migrations.upgrade(url)
        sessions = postgres.open_sessions(postgres.open_engine(url, pool_size=2))
        written = write(sessions, asked.answers - len(entries_of(starter_catalogue())))
        env = environment(free_port(), free_port(), url, folder) | {"WEB_CONCURRENCY": "2"}
        log = folder / "office.log"
        with running(("bot serve", "bot work"), env, log):
            Shelf(sessions).look()  # this process stands for the one the officer pressed in
            wait(lambda: on_shelf(log, written) == PROCESSES)
            office = psutil.Process().children(recursive=True)
            took = [once(sessions, log, f"คำใหม่คำที่ {n} ของเขต") for n in range(asked.times)]
            ours = [process for process in office if "bot" in " ".join(process.cmdline())]
            sizes = [process.memory_info().rss / 2**20 for process in ours]
    report(asked.answers, took, sizes)
    return 0


def write(sessions: sessionmaker[Session], count: int) -> int:
    """Publish so many short answers; the edition they make."""
    with sessions.begin() as session:
        admin = Officer(username="bench", name="bench", role=Role.ADMINISTRATOR, created_at=NOON)
        session.add(admin)
        session.flush()
        for number, (thing, place) in enumerate(list(product(THINGS, PLACES))[:count], start=1):
            page = PARKING | {
                "slug": f"answer-{number}",
                "name_th": f"{thing}{place}",
                "name_en": None,
                "phrases": [asked.format(thing, place) for asked in ASKED],
            }
            session.add(
                Version(
                    kind=SHORT_ANSWER, slug=page["slug"], section=page["section"], page=page,
                    state=content.State.PUBLISHED, edition=number, author_id=admin.id,
                    writer_ids=[admin.id], written_at=NOON, published_at=NOON, note="",
                )
            )  # fmt: skip
    return count


def once(sessions: sessionmaker[Session], log: Path, phrase: str) -> tuple[float, float, float]:
    """Publish as the console does: processor seconds, and seconds until kept and until told."""
    begun, worked = time.monotonic(), time.process_time()
    edition = pressed(sessions, phrase)
    kept, worked = time.monotonic() - begun, time.process_time() - worked
    wait(lambda: on_shelf(log, edition) == PROCESSES)
    return worked, kept, time.monotonic() - begun


def pressed(sessions: sessionmaker[Session], phrase: str) -> int:
    while True:
        try:
            with sessions.begin() as session:
                content.never_wait(session)
                admin = session.query(Officer).one()
                content.teach(session, SHORT_ANSWER, "answer-1", [phrase], admin, NOON)
                return content.edition(session)
        except content.NotTriedOut as edition:
            edition.try_out()


def on_shelf(log: Path, edition: int) -> int:
    """How many processes tell it, by their own words."""
    lines = log.read_text("utf-8").splitlines()
    return sum("edition_on_shelf" in line and f'"edition": {edition},' in line for line in lines)


def wait(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise TimeoutError("the office did not tell the edition")
        time.sleep(0.02)


def report(answers: int, took: list[tuple[float, ...]], sizes: list[float]) -> None:
    names = ("processor time of trying out", "pressed to kept", "pressed to told everywhere")
    print(f"{answers} answers, {len(took)} phrases published, {os.cpu_count()} cores")
    for name, seconds in zip(names, zip(*took, strict=True), strict=True):
        middle, most = statistics.median(seconds), max(seconds)
        print(f"{name:<30} median {middle:4.1f} s, most {most:4.1f} s")
    memory = ", ".join(f"{size:.0f}" for size in sorted(sizes, reverse=True))
    print(f"{'memory of each process (RSS)':<30} {memory} MiB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
