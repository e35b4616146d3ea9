"""Strikes the hours: each job of the timetable once for each due time, however many clocks run."""

import threading
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy.orm import Session, sessionmaker

from bot.logs import where
from bot.now import now
from models import firings
from models.dates import BANGKOK
from scheduler import TIMETABLE, Job

log = structlog.get_logger()
LOOK_EVERY = 20  # seconds
# A clock that was down does what it missed, the latest of each job, this far back.
CATCH_UP = timedelta(days=1)
NEARBY = timedelta(minutes=5)


def last_due(job: Job, moment: datetime) -> datetime | None:
    """The latest time up to `moment` at which `job` should have been done."""
    trigger = CronTrigger(hour=job.hour, minute=job.minute, timezone=BANGKOK)
    # Looked for nearby first: a job of every minute has 1,440 due times a day.
    for back in (NEARBY, CATCH_UP):
        due, following = None, trigger.get_next_fire_time(None, moment - back)
        while following is not None and following <= moment:
            due = following
            following = trigger.get_next_fire_time(following, following + timedelta(seconds=1))
        if due is not None:
            break
    return due


def strike(sessions: sessionmaker[Session], moment: datetime) -> list[str]:
    """Do every job that is due and that no clock has done; their names.

    Job and claim are one transaction: a job that fails, or a clock that dies, leaves it to do.
    """
    done = []
    for job in TIMETABLE:
        due = last_due(job, moment)
        try:
            with sessions.begin() as session:
                if due is None or not firings.claim(session, job.name, due, moment):
                    continue
                count = job.run(session, moment)
        except Exception as error:  # one job's fault must not stop the others
            log.error("job_failed", job=job.name, error=where(error))
            continue
        log.info("job_done", job=job.name, due=due.isoformat(), count=count)
        done.append(job.name)
    return done


def run(sessions: sessionmaker[Session], stop: threading.Event) -> None:
    """Look at the timetable every few seconds, until told to stop; what has begun is finished."""
    scheduler = BackgroundScheduler(timezone=BANGKOK)
    scheduler.add_job(
        lambda: strike(sessions, now()),
        "interval",
        seconds=LOOK_EVERY,
        next_run_time=now(),
        max_instances=1,
        coalesce=True,
    )
    scheduler.start()
    log.info("clock_ready", jobs=[job.name for job in TIMETABLE])
    stop.wait()
    scheduler.shutdown()
