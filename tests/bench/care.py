"""`python -m tests.bench.care`: what it costs to look after an office with a long history.

Fills a database with years of use as the clock leaves them (words of ninety days, rows of four
hundred), then times who asks how the office is (probes, figures, pages, the doctor) and every job
of the clock, on the night after: a day's words and rows are due. Each twice: cold, then again.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from bot import checks, lookout, migrations, postgres
from bot.clock import last_due
from bot.doctor import examine
from bot.now import now
from bot.officers import seed
from bot.settings import Settings
from models import overdue
from models.dates import BANGKOK
from scheduler import TIMETABLE
from tests.bench.figures import HASTE, browser

EVENTS = 1_000_000
# Of each thousand events, about as a district's month: questions, photographs, visits, audit.
FILL = """
INSERT INTO citizen (id, line_user_id, first_seen_at, last_seen_at)
SELECT n, 'U' || md5(n::text), {now} - interval '400 days', {now}
FROM generate_series(1000000, 1000000 + {events} / 50) AS n;
INSERT INTO event (id, webhook_event_id, line_user_id, type, message_id, occurred_at, received_at,
    raw, handled_at)
SELECT n, 'old' || n, 'U' || md5((1000000 + n % ({events} / 50))::text), 'message', 'm' || n, at,
    at, CASE WHEN at > {now} - interval '90 days' THEN rpad('{{"message": ', 600, 'x') ELSE '{{}}'
    END, at + interval '1 second'
FROM generate_series(1, {events}) AS n,
    LATERAL (SELECT {now} - interval '400 days' * (1 - n::float8 / {events}) AS at) AS passed;
INSERT INTO letter (id, retry_key, citizen_id, event_id, messages, duty, state, in_doubt, tries,
    due_at, written_at, sent_at, sent_by)
SELECT id, gen_random_uuid(), 1000000 + id % ({events} / 50), id,
    CASE WHEN raw = '{{}}' THEN '[]' ELSE jsonb_build_array(rpad('x', 900, 'x')) END,
    false, 'sent', false, 1, received_at, received_at, received_at,
    CASE WHEN id % 20 = 0 THEN 'push' ELSE 'reply' END
FROM event;
INSERT INTO happening (at, what, person, procedure, section, channel)
SELECT received_at, (ARRAY['wrote', 'answered', 'suggested', 'unknown'])[1 + id % 4],
    gen_random_uuid(), 'id-card-lost', 'registration', 'line' FROM event ORDER BY id;
INSERT INTO audit (at, action, subject)
SELECT received_at, (ARRAY['content.published', 'photo.shown', 'sign_in.done'])[1 + id % 3],
    'procedure:' || id % 67 FROM event WHERE id % 5 = 0 ORDER BY id;
INSERT INTO attachment (citizen_id, message_id, kind, status, vault_name, sent_at, due_at, kept_at)
SELECT 1000000 + id % ({events} / 50), 'p' || id, 'image',
    CASE WHEN received_at > {now} - interval '30 days' THEN 'kept' ELSE 'forgotten' END,
    md5(id::text), received_at, received_at, received_at FROM event WHERE id % 20 = 0 ORDER BY id;
INSERT INTO shredding (attachment_id, citizen_id, at, why, kept_since)
SELECT id, citizen_id, sent_at + interval '30 days', 'expired', sent_at
FROM attachment WHERE status = 'forgotten' ORDER BY id;
INSERT INTO question (citizen_id, event_id, text, key, nearest, state, section, urgent, labels,
    revision, asked_at, touched_at)
SELECT 1000000 + id % ({events} / 50), id, words, words, '[]', 'done', 'registration', false, '[]',
    1, received_at, received_at
FROM event, LATERAL (SELECT CASE WHEN raw = '{{}}' THEN '' ELSE 'ถาม' END AS words) AS said
WHERE id % 50 = 0 ORDER BY id;
INSERT INTO question_words (question_id, by, text, at, facts)
SELECT id, 'officer', text, asked_at, '[]' FROM question ORDER BY id;
INSERT INTO question_step (question_id, to_state, at, by, why)
SELECT id, 'done', asked_at, 'officer', '' FROM question ORDER BY id;
INSERT INTO unanswered (event_id, text, key, nearest, noted_at)
SELECT id, words, words, '[]', received_at
FROM event, LATERAL (SELECT CASE WHEN raw = '{{}}' THEN '' ELSE 'x' || id % 40 END AS words) AS said
WHERE id % 25 = 0 ORDER BY id;
INSERT INTO booking (code, citizen_id, procedure, procedure_name, section, day, half, number, state,
    source, booked_at)
SELECT 'c' || id, 1000000 + id % ({events} / 50), 'id-card-lost', 'บัตร', 'registration',
    received_at::date, 'morning', id, 'done', 'chat', received_at
FROM event WHERE id % 50 = 1 ORDER BY id;
INSERT INTO line_call (day, endpoint, status, calls)
SELECT ({now} - n * interval '1 day')::date, endpoint, status, 900
FROM generate_series(0, 40) AS n, unnest(ARRAY['reply', 'push', 'quota', 'content']) AS endpoint,
    unnest(ARRAY[200, 400, 500]) AS status;
INSERT INTO firing (job, due_at, fired_at)
SELECT 'promises', at, at FROM generate_series({now} - interval '40 days', {now}, '1 minute') AS at;
"""


@dataclass(frozen=True)
class Row:
    """One thing done, and the milliseconds it took: first, and again."""

    what: str
    first_ms: float
    again_ms: float


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m tests.bench.care", description=__doc__)
    parser.add_argument("--events", type=int, default=EVENTS, help=f"stored events ({EVENTS:,})")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    asked = parser.parse_args(argv)
    Path("var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="care-", dir=Path("var").resolve()) as name:
        folder = Path(name)
        url = postgres.start(folder / "postgres")
        try:
            migrations.upgrade(url)
            size = fill(url, asked.events)
            rows = [*looked_at(url, folder), *done(url)]
        finally:
            postgres.stop(folder / "postgres")
    print(json.dumps([asdict(row) for row in rows], indent=1) if asked.json else as_text(rows))
    print(f"\n{asked.events:,} events, {size}", file=sys.stderr)
    return 0


def fill(url: str, events: int) -> str:
    """Years of use up to now; how large the database became."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting, value in HASTE.items():
            connection.execute(f"ALTER SYSTEM SET {setting} = '{value}'")  # type: ignore[arg-type]
        connection.execute("SELECT pg_reload_conf()")
        moment = f"timestamptz '{now().isoformat()}'"
        for statement in FILL.format(events=events, now=moment).split(";\n"):
            if statement.strip():
                connection.execute(statement)  # type: ignore[arg-type]
        for table in ("event", "letter"):
            connection.execute(  # type: ignore[call-overload]
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {events} + 1)"
            )
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")
        size = connection.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        return str(size.fetchone()[0])  # type: ignore[index]


def looked_at(url: str, folder: Path) -> Iterator[Row]:
    """Whoever asks how the office is."""
    sessions = postgres.open_sessions(postgres.open_engine(url))
    with sessions.begin() as session:
        seed(session)
    lookout.FRESH, lookout.AT_FIRST, lookout.PATIENCE = 0.0, 600.0, 600.0
    lookout.RARELY.clear()
    with browser(url, folder) as client:
        for address in ("/readyz", "/metrics", "/staff/", "/staff/wellbeing/"):
            yield timed(address, opening(client, address))
    settings = Settings(database_url=url, line_channel_secret="s", var=folder / "var")
    yield timed("python -m bot doctor --offline", lambda: examine(settings, offline=True))
    for check in checks.OFFICE:
        yield timed(f"doctor: {check.__name__}", asking(sessions, check))
    yield timed("retention alone", asking(sessions, overdue.things))


def done(url: str) -> Iterator[Row]:
    """Every job of the clock at its last hour of tomorrow; each undone afterwards."""
    sessions = postgres.open_sessions(postgres.open_engine(url))
    tomorrow = now().astimezone(BANGKOK).replace(hour=23, minute=59) + timedelta(days=1)
    for job in TIMETABLE:
        yield timed(f"clock: {job.name}", asking(sessions, job.run, last_due(job, tomorrow)))


def asking(
    sessions: sessionmaker[Session],
    ask: Callable[[Session, datetime], Any],
    moment: datetime | None = None,
) -> Callable[[], None]:
    """Ask in a transaction that leaves nothing behind."""

    def once() -> None:
        with sessions() as session:
            ask(session, moment or now())
            session.rollback()

    return once


def opening(client: FlaskClient, address: str) -> Callable[[], None]:
    """Open a page."""

    def once() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)

    return once


def timed(what: str, once: Callable[[], Any]) -> Row:
    """Do it twice."""
    print(f"· {what}", file=sys.stderr, flush=True)
    with stopwatch() as first:
        once()
    with stopwatch() as again:
        once()
    return Row(what, first[0], again[0])


@contextmanager
def stopwatch() -> Iterator[list[float]]:
    """Milliseconds, in a list that is filled at the end."""
    took: list[float] = []
    begun = time.perf_counter()
    yield took
    took.append(round((time.perf_counter() - begun) * 1000, 1))


def as_text(rows: list[Row]) -> str:
    """A table."""
    lines = ["| what | first, ms | again, ms |", "|---|--:|--:|"]
    lines += [f"| {row.what} | {row.first_ms:,.1f} | {row.again_ms:,.1f} |" for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
