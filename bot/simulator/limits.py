"""How much LINE lets an account do: messages a month, calls a second."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta, timezone

LINE_TIME = timezone(timedelta(hours=9))  # LINE counts days and months in UTC+9

# Calls per seconds, per channel and endpoint; the first line that fits holds.
# Source: developers.line.biz/en/reference/messaging-api/#rate-limits
RATES: tuple[tuple[re.Pattern[str], int, int], ...] = tuple(
    (re.compile(pattern), calls, seconds)
    for pattern, calls, seconds in (
        (r"POST /v2/bot/message/(narrowcast|broadcast)", 60, 3600),
        (r"GET /v2/bot/message/delivery/.*", 60, 3600),
        (r"POST /v2/bot/channel/webhook/test", 60, 3600),
        (r"(GET|PUT) /v2/bot/channel/webhook/endpoint", 1000, 60),
        (r"POST /v2/bot/richmenu", 100, 3600),
        (r"DELETE /v2/bot/richmenu/<menu_id>", 100, 3600),
        (r"DELETE /v2/bot/richmenu/alias/<alias>", 100, 3600),
        (r"GET /v2/bot/richmenu/progress/batch", 100, 3600),
        (r"POST /v2/bot/richmenu/batch", 3, 3600),
        (r"GET /v2/bot/richmenu/list", 10, 1),
        (r"POST /v2/bot/message/multicast", 200, 1),
        (r"POST /v2/bot/chat/loading/start", 100, 1),
        (r".*", 2000, 1),
    )
)


class Rates:
    """One token bucket per method and endpoint, refilled by the office's clock."""

    def __init__(self) -> None:
        self._buckets: dict[str, tuple[float, datetime]] = {}
        self._rates: dict[str, tuple[int, float]] = {}

    def allows(self, endpoint: str, now: datetime) -> bool:
        """Take one call of `endpoint` ("POST /v2/bot/message/push") from its bucket."""
        most, per_second = self._rate(endpoint)
        left, at = self._buckets.get(endpoint, (float(most), now))
        left = min(most, left + max(0.0, (now - at).total_seconds()) * per_second)
        self._buckets[endpoint] = (left - 1 if left >= 1 else left, now)
        return left >= 1

    def _rate(self, endpoint: str) -> tuple[int, float]:
        if endpoint not in self._rates:
            calls, seconds = next((c, s) for p, c, s in RATES if p.fullmatch(endpoint))
            self._rates[endpoint] = (calls, calls / seconds)
        return self._rates[endpoint]


class Quota:
    """Messages counted against the month: every kind but replies, once per person reached.

    Source: developers.line.biz/en/docs/messaging-api/pricing/
    """

    def __init__(self, value: int | None) -> None:
        self.value = value
        self.sent: Counter[tuple[str, date]] = Counter()
        self._used: Counter[tuple[int, int]] = Counter()

    def used(self, now: datetime) -> int:
        return self._used[_month(now)]

    def has_room(self, people: int, now: datetime) -> bool:
        return self.value is None or self.used(now) + people <= self.value

    def count(self, kind: str, people: int, now: datetime) -> None:
        """Note that a message of this kind ("reply", "push", …) reached so many people."""
        self.sent[kind, line_day(now)] += people
        if kind != "reply":
            self._used[_month(now)] += people

    def use_up(self, now: datetime) -> None:
        """As if the office had sent all of the month's messages."""
        if self.value is not None:
            self._used[_month(now)] = self.value


def line_day(now: datetime) -> date:
    return now.astimezone(LINE_TIME).date()


def _month(now: datetime) -> tuple[int, int]:
    day = line_day(now)
    return day.year, day.month
