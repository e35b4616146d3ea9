"""`python -m tests.bench.figures`: a busy year of happenings, closed, opened and taken along."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import psycopg
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from bot import create_app, migrations, postgres
from bot.now import now
from bot.officers import CAST, seed
from bot.settings import Settings
from handlers.staff import figures_rows
from handlers.staff.figures import COLUMNS
from models import usage
from models.calendar import fiscal_year
from models.dates import BANGKOK
from models.usage.behind import Behind, behind

TAKEN = 100_000  # rows of one file
DAYS = 354  # of the year that have passed: the last month still runs
FILL = """INSERT INTO happening (at, what, person, procedure, section, channel)
    SELECT %(start)s + (g.n / %(rows)s::float) * interval '{days} days',
        (ARRAY['wrote', 'wrote', 'wrote', 'answered', 'answered', 'suggested', 'unknown', 'asked',
            'told', 'filmed'])[1 + g.n %% 10],
        crowd.person, (ARRAY['id-card-lost', 'marriage-registration', NULL])[1 + g.n %% 3],
        'registration', 'line'
    FROM generate_series(1, %(rows)s) g(n)
    JOIN crowd ON crowd.n = 1 + (g.n::bigint * 7919 %% %(people)s) ORDER BY 1"""
CROWD = """CREATE TEMP TABLE crowd AS
    SELECT n, gen_random_uuid() AS person FROM generate_series(1, {people}) n"""
HASTE = {"fsync": "off", "synchronous_commit": "off", "max_wal_size": "512MB"}


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m tests.bench.figures", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000, help="happenings (10,000,000)")
    parser.add_argument("--people", type=int, default=200_000, help="different people (200,000)")
    asked = parser.parse_args(argv)
    Path("var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=Path("var").resolve()) as name:
        folder = Path(name)
        url = postgres.start(folder / "postgres")
        migrations.upgrade(url)
        fill(url, asked.rows, asked.people)
        measure(url, folder)
        postgres.stop(folder / "postgres")
    return 0


def year() -> int:
    """The fiscal year that is filled: the one of today."""
    return fiscal_year(datetime.now(BANGKOK).date())


def fill(url: str, rows: int, people: int) -> None:
    """A year of happenings up to a day in its last month."""
    start = usage.months_of_year(year())[0].start
    with psycopg.connect(url, autocommit=True) as connection:
        for setting, value in HASTE.items():
            connection.execute(f"ALTER SYSTEM SET {setting} = '{value}'")  # type: ignore[arg-type]
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(CROWD.format(people=people))  # type: ignore[arg-type]
        values = {"start": start, "rows": rows, "people": people}
        connection.execute(FILL.format(days=DAYS), values)  # type: ignore[arg-type]
        connection.execute("VACUUM ANALYZE happening")


def measure(url: str, folder: Path) -> None:
    """Close eleven months, open the dashboard, and take rows along."""
    months = usage.months_of_year(year())
    running = months[-1]
    sessions = postgres.open_sessions(postgres.open_engine(url))
    with sessions.begin() as session:
        seed(session)
        count = session.scalar(text("SELECT count(*) FROM happening"))
    print(f"{count:,} happenings")
    for month in months[:-1]:
        with sessions.begin() as session, told(f"closing {month.name_th}"):
            usage.close(session, month, running.start)
    with at(running.end.replace(day=20), folder), browser(url, folder) as client:
        address = f"/staff/figures/?year={year()}"
        times(client, "the dashboard, before the running month was counted", address)
        times(client, "its running month, counted beside it", f"{address}&count=1")
        for _ in range(3):
            times(client, "the dashboard", address)
        times(client, "a page of rows", f"/staff/figures/rows/clips?month={running.first:%Y-%m}")
        times(client, "before beside after", f"/staff/reports/compare?year={year()}")
        begun = {"name": "ร้อยละความพึงพอใจ"}
        form = client.post(f"/staff/reports/kpi/new?year={year()}", data=begun).location
        for name in ("an indicator's form", "the form once more"):
            times(client, name, form)
    asked = behind("questions", running)
    some = Behind(asked.columns, asked.rows.limit(TAKEN))
    with sessions() as session:
        taken = session.scalar(select(func.count()).select_from(some.rows.subquery()))
    heads = [str(name) for name in COLUMNS][: len(some.columns)]
    for write in (figures_rows.as_csv, figures_rows.as_xlsx):
        before = psutil.Process().memory_info().rss
        with told(f"{taken:,} rows, {write.__name__}"):
            size = sum(len(piece) for piece in write(sessions, some, heads, {}))
        grown = (psutil.Process().memory_info().rss - before) / 2**20
        print(f"    {size / 2**20:.1f} MiB, memory grew by {grown:.0f} MiB")
    with sessions() as session, told("people of the year, counted from the rows"):
        usage.people(session, months[0].start, running.end)


@contextmanager
def at(moment: datetime, folder: Path) -> Iterator[None]:
    """The console's clock stands at a moment."""
    clock = folder / "clock"
    clock.write_text(str((moment - datetime.now(UTC)).total_seconds()), encoding="ascii")
    os.environ["DEMO_CLOCK"] = str(clock)
    print(f"now is {now():%d %b %Y}")
    yield
    del os.environ["DEMO_CLOCK"]


@contextmanager
def browser(url: str, folder: Path) -> Iterator[FlaskClient]:
    """The administrator's browser, signed in."""
    settings = Settings(
        database_url=url, line_channel_secret="s", secret_key="k" * 40, var=folder / "var"
    )
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    username, password = CAST[3][:2]
    with app.test_client() as client:
        client.post("/staff/sign-in", data={"username": username, "password": password})
        client.get("/staff/")
        yield client


def times(client: FlaskClient, name: str, address: str) -> None:
    """Open a page and tell how long it took."""
    with told(name):
        answer: Any = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


@contextmanager
def told(name: str, clock: Callable[[], float] = time.perf_counter) -> Iterator[None]:
    began = clock()
    yield
    print(f"{clock() - began:6.2f} s  {name}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
