"""A month of a free plan, lived by the real engine: `python -m tests.bench.month`."""

import argparse
import logging
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import psycopg
import structlog
from sqlalchemy import func, select

import richmenus
from bot import postgres
from bot.menu_deployment import Deployment
from bot.migrations import fill_in, upgrade
from bot.now import now
from bot.simulator import LineDouble
from models import appointments, ledger, pushes
from models.appointments import Booking
from models.ledger import Day
from models.office import Office
from models.outbox import Letter, State
from models.prechecks import Precheck
from models.questions import Question
from tests.bench.august import FIRST, LAST, August, gather, moment_of, ticks
from tests.district import District, open_district
from tests.officers import officers

CITIZENS = 2043
QUOTA = 300
RESERVE = 240
A_WHILE = timedelta(days=2)  # officers go on until all that was asked is answered


@dataclass(frozen=True)
class Figures:
    """What the month cost, and whether everybody was answered.

    `waits` are hours from written to delivered of letters that had to wait for a touch: half of
    them, nine tenths, all. `lost` are letters never delivered to anybody who has not blocked us.
    """

    citizens: int
    month: Day
    line_counted: int
    questions: int
    answered: int
    broken: int
    cases: int
    visits: int
    own_letters: int
    duties_late: int
    parked: int
    waits: tuple[float, float, float]
    after_the_month: int
    lost: int
    unseen: int


def live(
    district: District, citizens: int, *, reserve: int, seed: int, last: date = LAST
) -> Figures:
    """Live through August in this district, busy up to its day `last`, and count."""
    dice = random.Random(seed)
    _set_clock(district, moment_of(FIRST, 5, 0))
    with district.sessions.begin() as session:
        cast = officers(session)
        pushes.set_reserve(session, reserve, cast.head, now())
        rule = appointments.new_rule("section:registration", 12, FIRST, now(), horizon_days=40)
        appointments.add_rule(session, rule)
    fill_in(district.settings.database_url, now())
    Deployment(district.line, lambda _: None).run(richmenus.read_all())
    august = August(district, gather(district, citizens, dice, last), dice)
    for moment in ticks(FIRST, min(last + A_WHILE, LAST)):
        _set_clock(district, moment)
        august.live(now())
    _set_clock(district, moment_of(LAST, 23, 58))
    with district.sessions() as session:
        total = ledger.total(ledger.month(session, now()))
        waiting = ledger.waiting(session).letters
    counted = district.platform.quota.used(moment_of(LAST, 21, 59))  # LINE's days are UTC+9
    # The new month brings new messages, and whoever was slow comes in its first days.
    for moment in ticks(LAST + timedelta(days=1), LAST + A_WHILE):
        _set_clock(district, moment)
        august.live(now())
    for day in range(8):
        _set_clock(district, moment_of(LAST + A_WHILE + timedelta(days=day), 20, 0))
        august.come_back(now())
    return _count(district, august, total, (counted, waiting))


def _set_clock(district: District, moment: object) -> None:
    district.pass_time(moment - now())  # type: ignore[operator]


def _count(district: District, august: August, total: Day, at_the_end: tuple[int, int]) -> Figures:
    with district.sessions() as session:
        letters = session.scalars(select(Letter)).all()
        many = {
            table: session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Question, Precheck, Booking)
        }
        answered = select(func.count()).where(Question.first_answered_at.is_not(None))
        broken = select(func.count()).where(Question.apologised_at.is_not(None))
        found = session.scalar(answered) or 0, session.scalar(broken) or 0
    sent = [one for one in letters if one.state == State.SENT]
    blocked = [one for one in letters if one.state == State.BLOCKED]
    waited = sorted(_hours(one) for one in sent if _hours(one) > 0.1)
    shown = sum(b.by == "office" for p in august.people for b in p.phone.screen)
    return Figures(
        citizens=len(august.people),
        month=total,
        line_counted=at_the_end[0],
        questions=many[Question],
        answered=found[0],
        broken=found[1],
        cases=many[Precheck],
        visits=many[Booking],
        own_letters=sum(one.event_id is None for one in letters),
        duties_late=sum(one.duty and _hours(one) > 24 for one in sent),
        parked=len(waited),
        waits=tuple(_at(waited, share) for share in (0.5, 0.9, 1.0)),  # type: ignore[arg-type]
        after_the_month=at_the_end[1],
        lost=len(letters) - len(sent) - len(blocked),
        unseen=sum(len(one.messages) for one in sent) - shown,
    )


def _hours(letter: Letter) -> float:
    assert letter.sent_at is not None
    return (letter.sent_at - letter.written_at).total_seconds() / 3600


def _at(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def as_text(figures: Figures, seconds: float) -> str:
    """The figures as a Markdown table."""
    month, waits = figures.month, figures.waits
    rows = (
        ("citizens who wrote", f"{figures.citizens:,}"),
        ("answers at once, free", f"{month.replies:,}"),
        ("letters of the office's own accord", f"{figures.own_letters:,}"),
        ("… pushed as a duty", f"{month.duties:,}"),
        ("… pushed, others", f"{month.others:,}"),
        ("… went free on a touch", f"{month.rides:,}"),
        ("… delivered in the first days of the next month", f"{figures.after_the_month:,}"),
        ("**counted by LINE**, of 300", f"**{figures.line_counted:,}**"),
        ("hours until a waiting letter was read: half, nine tenths, all",
         f"{waits[0]:.1f}, {waits[1]:.1f}, {waits[2]:.1f}"),
        ("duties delivered after more than a day", f"{figures.duties_late:,}"),
        ("questions to officers, answered", f"{figures.questions:,}, {figures.answered:,}"),
        ("promises broken", f"{figures.broken:,}"),
        ("cases of papers, visits booked", f"{figures.cases:,}, {figures.visits:,}"),
        ("letters not delivered", f"{figures.lost:,}"),
        ("messages sent that no phone shows", f"{figures.unseen:,}"),
    )  # fmt: skip
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    return f"| August of a free plan | |\n|---|--:|\n{table}\n\nlived in {seconds:.0f} s"


def main(argv: list[str]) -> int:
    """Live it and print the figures; 1 when more was counted than the plan has, or one was lost."""
    parser = argparse.ArgumentParser("python -m tests.bench.month", description=__doc__)
    parser.add_argument("--citizens", type=int, default=CITIZENS)
    parser.add_argument("--quota", type=int, default=QUOTA, help="messages of the plan")
    parser.add_argument("--reserve", type=int, default=RESERVE, help="kept for duties")
    parser.add_argument("--seed", type=int, default=2043)
    asked = parser.parse_args(argv)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="month-") as name:
        folder = Path(name)
        os.environ["DEMO_CLOCK"] = str(folder / "clock")
        url = postgres.start(folder / "postgres")
        try:
            make_haste(url)
            upgrade(url)
            with LineDouble() as double:
                double.platform.quota.value = asked.quota
                with open_district(url, double, Office.open(), folder) as district:
                    figures = live(district, asked.citizens, reserve=asked.reserve, seed=asked.seed)
        finally:
            postgres.stop(folder / "postgres")
    print(as_text(figures, time.monotonic() - began))
    kept = figures.line_counted <= asked.quota and figures.lost == 0 and figures.unseen == 0
    return 0 if kept and figures.answered == figures.questions else 1


def make_haste(url: str) -> None:
    """Let the database skip what only matters when the power fails."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = 'off'")
        connection.execute("SELECT pg_reload_conf()")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
