"""The office's figures for Prometheus: of the whole office, whichever process is asked.

Everything is derived from rows at each visit, so that several processes, on several machines, all
answer the same, and nothing is lost when one restarts. What grows (`…_total`) is counted from
midnight in Bangkok, which Prometheus takes for the restart of a counter. Labels are few and fixed:
names of endpoints, HTTP statuses, decisions; never a person, never anybody's words.
"""

import hmac
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.orm import Session

from models import firings, office_settings, pushes
from models.condition import look
from models.traffic import today

NAME = "puean_khet_"
OURSELVES = ("127.0.0.1", "::1")


class Figures(Collector):
    """What one visit sees."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def collect(self) -> Iterator[Metric]:
        """Every figure once."""
        for name, value in asdict(look(self._session, self._now)).items():
            yield _gauge(name, name.replace("_", " "), value)
        yield from self._day()
        yield from self._month()
        yield from self._signs_of_life()

    def _day(self) -> Iterator[Metric]:
        day = today(self._session, self._now)
        yield _counter("events_kept", "events LINE brought since midnight", day.events_kept)
        yield _counter("events_handled", "of these, handled", day.events_handled)
        met = CounterMetricFamily(f"{NAME}answers", "what own words met", labels=["decision"])
        for decision, many in day.decisions.items():
            met.add_metric([decision], many)
        yield met
        calls = CounterMetricFamily(
            f"{NAME}line_calls", "calls to LINE; status 0: no answer", labels=["endpoint", "status"]
        )
        for (endpoint, status), many in sorted(day.line_calls.items()):
            calls.add_metric([endpoint, str(status)], many)
        yield calls

    def _month(self) -> Iterator[Metric]:
        quota = pushes.last_told(self._session, self._now)
        if quota is None:
            return
        yield _gauge("quota_used", "counted messages this month", quota.used)
        if quota.limit is not None:
            yield _gauge("quota_limit", "counted messages the plan allows", quota.limit)
            left = pushes.room(self._session, quota, self._now, duty=True)
            yield _gauge("quota_left", "counted messages left", left)

    def _signs_of_life(self) -> Iterator[Metric]:
        struck = firings.last(self._session)
        if struck is not None:
            age = (self._now - struck).total_seconds()
            yield _gauge("clock_age_seconds", "since the clock last struck", age)
        made = office_settings.value(self._session, office_settings.BACKUP_MADE)
        if made is not None:
            age = self._now.timestamp() - made
            yield _gauge("backup_age_seconds", "since the newest backup", age)


def exposition(session: Session, now: datetime) -> bytes:
    """All figures in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(Figures(session, now))
    return generate_latest(registry)


def may_see(token: str, environ: dict[str, object]) -> bool:
    """Whether the caller may see how much the office has to do.

    With METRICS_TOKEN: who shows it. Without: who asks on this very machine, not through a proxy,
    which speaks for strangers.
    """
    if token:
        shown = str(environ.get("HTTP_AUTHORIZATION", ""))
        return hmac.compare_digest(shown.encode(), f"Bearer {token}".encode())
    proxied = any(environ.get(f"HTTP_{h}") for h in ("X_FORWARDED_FOR", "FORWARDED", "X_REAL_IP"))
    return environ.get("REMOTE_ADDR") in OURSELVES and not proxied


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(NAME + name, about, value=value)


def _counter(name: str, about: str, value: int) -> Metric:
    return CounterMetricFamily(NAME + name, about, value=value)
