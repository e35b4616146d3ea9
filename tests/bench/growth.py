"""`python -m tests.bench.growth`: does the webhook slow down as the office's history grows?

Fills a database with handled events and their sent letters as years of use leave them (the words
pruned, the rows kept), opens the web process and one worker on it, and measures both loads; then
the memory of each process, how long the web took to open, and calls that carry ten events.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
import psycopg

from tests.bench.__main__ import say, warm_up
from tests.bench.contestants import CONTESTANTS
from tests.bench.load import Tally, saturate, steady
from tests.bench.place import Place, a_place
from tests.bench.table import CONNECTIONS, RATE

SIZES = (10_000, 1_000_000, 10_000_000)
TOGETHER = 10  # events in one call, as LINE brings them after an outage
FILL = """
INSERT INTO citizen (id, line_user_id, first_seen_at)
SELECT n, 'U' || md5(n::text), now() - interval '900 days'
FROM generate_series(1000000, 1000000 + %(people)s - 1) AS n;
INSERT INTO event (id, webhook_event_id, line_user_id, type, message_id, occurred_at, received_at,
    raw, handled_at)
SELECT n, 'old' || n, 'U' || md5((1000000 + n %% %(people)s)::text), 'message', 'm' || n, at, at,
    '{}', at
FROM generate_series(1, %(events)s) AS n,
    LATERAL (SELECT now() - interval '800 days' * (1 - n::float8 / %(events)s) AS at) AS passed;
INSERT INTO letter (id, retry_key, citizen_id, event_id, messages, duty, state, in_doubt, tries,
    due_at, written_at, sent_at, sent_by)
SELECT id, gen_random_uuid(), 1000000 + id %% %(people)s, id, '[]', false, 'sent', false, 1,
    received_at, received_at, received_at, 'reply'
FROM event WHERE id <= %(events)s;
SELECT setval(pg_get_serial_sequence('event', 'id'), %(events)s + 1),
    setval(pg_get_serial_sequence('letter', 'id'), %(events)s + 1);
"""


@dataclass(frozen=True)
class Row:
    """What one size of history gave. Rates in events/s, times in ms, memory in MiB."""

    stored: int
    per_second: float
    p99_ms: float
    steady_p99_ms: float
    ten_per_second: float
    web_mib: int
    worker_mib: int
    opened_s: float


def main(argv: list[str]) -> int:
    asked = _arguments(argv)
    with (
        tempfile.TemporaryDirectory(prefix="growth-", dir=_var()) as folder,
        a_place(Path(folder)) as place,
    ):
        rows = [measure(place, events, asked.seconds) for events in asked.events]
    print(json.dumps([asdict(row) for row in rows], indent=2) if asked.json else as_text(rows))
    return 0


def measure(place: Place, events: int, seconds: float) -> Row:
    """Both loads and the calls of ten, on one size of history."""
    say(f"{events:,} events stored")
    ours = next(who for who in CONTESTANTS if who.name == "ours")
    before = set(psutil.Process().children(recursive=True))
    begun = 0.0

    def fill(url: str) -> None:
        nonlocal begun
        _fill(url, events)
        begun = time.monotonic()

    with place.hosting(ours, fill) as port:
        opened = time.monotonic() - begun
        warm_up(place, ours, port)
        full = asyncio.run(saturate(port, CONNECTIONS, seconds))
        calm = asyncio.run(steady(port, RATE, seconds))
        tens = asyncio.run(saturate(port, CONNECTIONS, seconds, together=TOGETHER))
        started = [p for p in psutil.Process().children(recursive=True) if p not in before]
        return Row(
            events,
            round(full.within / seconds, 1),
            _p99(full),
            _p99(calm),
            round(tens.within * TOGETHER / seconds, 1),
            _largest(started, "gunicorn"),
            _largest(started, "bot work"),
            round(opened, 1),
        )


def as_text(rows: Sequence[Row]) -> str:
    """A table, and how much the largest history costs beside the smallest."""
    names = ("stored events", "events/s", "p99 ms", "p99 ms at 40/s", "events/s, ten a call",
             "web MiB", "worker MiB", "opens in s")  # fmt: skip
    lines = [f"| {' | '.join(names)} |", "|" + "--:|" * len(names)]
    lines += [f"| {' | '.join(f'{value:,}' for value in asdict(row).values())} |" for row in rows]
    first, last = rows[0], rows[-1]
    lines += [
        "",
        f"events/s, smallest / largest history: {first.per_second / last.per_second:.2f}",
        f"p99 at 40/s, largest / smallest history: {last.steady_p99_ms / first.steady_p99_ms:.2f}",
    ]
    return "\n".join(lines)


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("tests.bench.growth", description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=SIZES, help="stored events")
    parser.add_argument("--seconds", type=float, default=6.0, help="length of each load (6)")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    return parser.parse_args(argv)


def _fill(url: str, events: int) -> None:
    people = max(100, min(200_000, events // 50))
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in FILL.split(";\n"):
            if statement.strip():
                told = statement.replace("%(events)s", str(events))
                told = told.replace("%(people)s", str(people)).replace("%%", "%")
                connection.execute(told)  # type: ignore[arg-type]
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def _p99(tally: Tally) -> float:
    took = sorted([*tally.took, *tally.gave_up])
    return round(took[int(len(took) * 0.99)] * 1000, 1) if took else 0.0


def _largest(processes: Sequence[psutil.Process], called: str) -> int:
    """The resident memory of the largest process that is called so, in MiB."""
    named = [process for process in processes if called in " ".join(process.cmdline())]
    return max((process.memory_info().rss for process in named), default=0) // 2**20


def _var() -> Path:
    folder = Path("var")
    folder.mkdir(exist_ok=True)
    return folder.resolve()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
