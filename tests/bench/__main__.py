"""`make bench`: every contestant under both loads, with LINE answering in 0, 200 and 2,000 ms."""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.contestants import CONTESTANTS, Contestant
from tests.bench.load import Tally, crowd, saturate, steady
from tests.bench.place import NotReady, Place, a_place, wait_until_calm
from tests.bench.table import CONNECTIONS, CROWD, RATE, Cell, Turns, as_json, as_text

DELAYS = (0, 200, 2000)  # milliseconds
WARM_UP = 0.2  # seconds of calls at a LINE that answers at once, not counted
SETTLE = 20.0  # seconds at most until the citizens of the warm-up are answered
LONGEST = 90.0  # seconds at most until a crowd is answered


def main(argv: list[str]) -> int:
    asked = arguments(argv)
    chosen = [who for who in CONTESTANTS if who.name in asked.only]
    cells: list[Cell] = []
    turns: list[Turns] = []
    with (
        tempfile.TemporaryDirectory(prefix="bench-", dir=_var()) as folder,
        a_place(Path(folder)) as place,
    ):
        for line_ms in asked.line:
            for who in chosen:
                say(f"{who.label}; LINE answers in {line_ms:,} ms")
                try:
                    cells += measure(place, who, line_ms, asked.seconds)
                    if who.answers:
                        turns.append(answer_a_crowd(place, who, line_ms))
                except NotReady as fault:
                    say(f"left out: {fault}")
    print(json.dumps(as_json(cells, turns), indent=2) if asked.json else as_text(cells, turns))
    return 0 if cells else 1


def arguments(argv: list[str]) -> argparse.Namespace:
    names = [who.name for who in CONTESTANTS]
    parser = argparse.ArgumentParser("make bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=6.0, help="length of each load (6)")
    parser.add_argument("--line", type=int, nargs="+", default=DELAYS, metavar="MS")
    parser.add_argument("--only", nargs="+", default=names, choices=names)
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    return parser.parse_args(argv)


def measure(place: Place, who: Contestant, line_ms: int, seconds: float) -> list[Cell]:
    """Both loads on one contestant, each on processes and a database of its own."""
    cells = []
    for load in ("saturation", "steady"):
        with place.hosting(who) as port:
            warm_up(place, who, port)
            place.line.answer_in(line_ms)
            before = place.line.replies()
            tally, replies = asyncio.run(one_load(place, port, load, seconds))
            cells.append(Cell.of(who, load, line_ms, tally, replies - before))
    return cells


def answer_a_crowd(place: Place, who: Contestant, line_ms: int) -> Turns:
    """From the first knock of a crowd until LINE took the last answer."""
    with place.hosting(who) as port:
        warm_up(place, who, port)
        place.line.answer_in(line_ms)
        before = replies = place.line.replies()
        began = answered = time.monotonic()
        tally = asyncio.run(crowd(port, CONNECTIONS, CROWD))
        while replies - before < len(tally.took) and time.monotonic() < began + LONGEST:
            time.sleep(0.02)
            now = place.line.replies()
            if now > replies:
                replies, answered = now, time.monotonic()
        return Turns(who.name, who.label, line_ms, replies - before, answered - began)


async def one_load(place: Place, port: int, load: str, seconds: float) -> tuple[Tally, int]:
    """The load, and how many replies LINE had answered when its window closed."""
    loading = (
        saturate(port, CONNECTIONS, seconds)
        if load == "saturation"
        else steady(port, RATE, seconds)
    )
    running = asyncio.create_task(loading)
    await asyncio.sleep(seconds)
    replies = await asyncio.to_thread(place.line.replies)
    return await running, replies


def warm_up(place: Place, who: Contestant, port: int) -> None:
    """Some calls; then until it has answered those, if it answers, and has nothing left to do."""
    place.line.answer_in(0)
    before = place.line.replies()
    tally = asyncio.run(saturate(port, 4, WARM_UP))
    end = time.monotonic() + SETTLE
    while who.answers and time.monotonic() < end:
        if place.line.replies() - before >= len(tally.took):
            break
        time.sleep(0.1)
    wait_until_calm()


def say(words: str) -> None:
    print(f"· {words}", file=sys.stderr, flush=True)


def _var() -> Path:
    folder = Path("var")  # on the same disk as the demo's database, not in memory
    folder.mkdir(exist_ok=True)
    return folder.resolve()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
