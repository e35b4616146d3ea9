"""LINE's messenger: signs events and carries them to the office's webhook over HTTP."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import urllib3

from bot.simulator.events import Event, redelivered
from bot.simulator.journal import shown_body, shown_headers

if TYPE_CHECKING:
    from bot.simulator.platform import Platform

IN_TIME = 2.0  # seconds; developers.line.biz/en/docs/partner-docs/development-guidelines/
PATIENCE = 10.0  # seconds we wait for a late answer, so that the log can show how late
REDELIVER_AFTER = 5.0  # seconds; LINE keeps its own interval secret
ON_ITS_WAY = 202


def sign(secret: str, body: bytes) -> str:
    """The `x-line-signature` of a webhook body.

    Source: developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
    """
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


class Courier:
    """Delivers webhooks; what failed waits for `redeliver` while that fault is switched on."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        timeout = urllib3.Timeout(connect=IN_TIME, read=PATIENCE)
        self._http = urllib3.PoolManager(maxsize=16, retries=False, timeout=timeout)
        self._queue = ThreadPoolExecutor(max_workers=1, thread_name_prefix="line-webhook")
        self.waiting: list[list[Event]] = []
        self.active = True
        self._again: threading.Timer | None = None

    def deliver(self, events: Sequence[Event], *, signature: str | None = None) -> int:
        """Bring these events now, in one request; the office's status, or 0 without an answer.

        They may be as odd as a test wants: mixed, repeated, unknown, or `events.verify_dummies`.

        `signature` replaces the right one; "" leaves the header out.
        """
        body = {"destination": self._platform.channel.bot_user_id, "events": list(events)}
        raw = json.dumps(body, ensure_ascii=False).encode()
        self._hand_out_tokens(events)
        times = 2 if self._platform.faults.duplicate_webhooks else 1
        answers = [self.deliver_raw(raw, signature=signature) for _ in range(times)]
        status, reason = answers[-1]
        if reason and self._platform.faults.redeliver:
            self.waiting.append([redelivered(event) for event in events])
        return status

    def deliver_soon(self, events: Sequence[Event]) -> int:
        """Bring these events in the background, one request after the other."""
        self._queue.submit(self._deliver_and_retry, list(events))
        return ON_ITS_WAY

    def redeliver(self) -> list[int]:
        """Bring once more what the office did not take; the statuses, oldest first."""
        waiting, self.waiting = self.waiting, []
        return [self.deliver(events) for events in waiting]

    def settle(self) -> None:
        """Wait until everything in the background has been brought."""
        self._queue.submit(lambda: None).result()

    def deliver_raw(
        self, body: bytes, *, signature: str | None = None, url: str | None = None
    ) -> tuple[int, str]:
        """Bring these very bytes; the status (0 without an answer) and LINE's word for a failure.

        The words: developers.line.biz/en/docs/messaging-api/check-webhook-error-statistics/
        """
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "LineBotWebhook/2.0",
        }
        right = sign(self._platform.channel.secret, body)
        if held := right if signature is None else signature:
            headers["x-line-signature"] = held
        address = url or self._platform.channel.webhook_url
        started = time.monotonic()
        status, reason, answer = self._post(address, body, headers)
        took = time.monotonic() - started
        if took > IN_TIME and not reason:
            reason = "request_timeout"
        self._platform.journal.write(
            at=self._platform.now(),
            kind="webhook",
            method="POST",
            path=address,
            status=status,
            ms=round(took * 1000, 1),
            request_id="",
            request={
                "headers": shown_headers(headers.items()),
                "body": shown_body(body, "application/json"),
            },
            response=answer,
            reason=reason,
        )
        return status, reason

    def _post(
        self, address: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, str, dict[str, Any]]:
        if not self.active or not address:
            return 0, "could_not_connect", {}
        try:
            got = self._http.request("POST", address, body=body, headers=headers)
        except urllib3.exceptions.ReadTimeoutError:
            return 0, "request_timeout", {}
        except (urllib3.exceptions.ConnectTimeoutError, urllib3.exceptions.NewConnectionError):
            return 0, "could_not_connect", {}
        except urllib3.exceptions.HTTPError:
            return 0, "unclassified", {}
        told = {
            "headers": shown_headers(got.headers.items()),
            "body": shown_body(got.data, got.headers.get("content-type")),
        }
        return got.status, "" if 200 <= got.status < 300 else "error_status_code", told

    def _deliver_and_retry(self, events: list[Event]) -> None:
        self.deliver(events)
        self._plan_redelivery()

    def _plan_redelivery(self) -> None:
        if self.waiting and self._again is None:
            self._again = threading.Timer(REDELIVER_AFTER, self._redeliver_and_retry)
            self._again.daemon = True
            self._again.start()

    def _redeliver_and_retry(self) -> None:
        self._again = None
        self.redeliver()
        self._plan_redelivery()

    def _hand_out_tokens(self, events: Sequence[Event]) -> None:
        platform = self._platform
        with platform.lock:
            now = platform.now()
            for event in events:
                if not isinstance(event, dict) or not isinstance(event.get("replyToken"), str):
                    continue
                token, source, at = event["replyToken"], event.get("source") or {}, now
                if isinstance(event.get("timestamp"), int):
                    at = datetime.fromtimestamp(event["timestamp"] / 1000, UTC)
                chat = source.get("groupId") or source.get("userId") or ""
                platform.reply_tokens.hand_out(token, chat, at, now)
                if (event.get("deliveryContext") or {}).get("isRedelivery"):
                    platform.reply_tokens.renew(token, now)
