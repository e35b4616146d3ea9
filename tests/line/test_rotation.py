"""The channel secret is changed while LINE keeps knocking, and not one event is lost or doubled."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from bot import create_app
from bot.settings import Settings
from models.inbox import Event
from tests.line.knocking import SECRET, SOMYING, knock, message

NEW = "0123456789abcdef0123456789abcdef"
EACH = 25  # calls between two steps of the rotation


class Line:
    """LINE's side: signs with the secret of the moment, and brings again what was refused."""

    def __init__(self, client: FlaskClient) -> None:
        self.client, self.secret = client, SECRET
        self.sent: list[str] = []
        self.refused: list[dict[str, Any]] = []
        self._end, self._turn = threading.Event(), threading.Condition()
        self._calls = 0
        self._caller = threading.Thread(target=self._call, daemon=True)
        self._caller.start()

    def some_calls(self) -> None:
        """Wait until so many more calls were made."""
        with self._turn:
            until = self._calls + EACH
            assert self._turn.wait_for(lambda: self._calls >= until, 60)

    def redelivers(self) -> None:
        """Bring again, signed anew, what was not taken; as with redelivery switched on."""
        again, self.refused = self.refused, []
        for event in again:
            self._bring(event | {"deliveryContext": {"isRedelivery": True}})

    def stops(self) -> None:
        self._end.set()
        self._caller.join(60)

    def _call(self) -> None:
        while not self._end.is_set():
            event = message(SOMYING)
            self.sent.append(event["webhookEventId"])
            self._bring(event)
            with self._turn:
                self._calls += 1
                self._turn.notify_all()

    def _bring(self, event: dict[str, Any]) -> None:
        if knock(self.client, event, secret=self.secret).status_code != 200:
            self.refused.append(event)


def test_a_new_channel_secret_loses_no_event(
    database_url: str, tmp_path: Path, kept: Callable[[], list[Event]]
) -> None:
    def web(secret: str, following: str = "") -> FlaskClient:
        given: dict[str, Any] = {"database_url": database_url, "var": tmp_path}
        settings = Settings(line_channel_secret=secret, line_channel_secret_next=following, **given)
        return create_app(settings).test_client()

    line = Line(web(SECRET))
    line.some_calls()
    assert line.refused == []
    line.secret = NEW  # issued: from this moment LINE signs with it
    line.some_calls()
    assert line.refused
    line.client = web(SECRET, NEW)
    missed = len(line.refused)
    line.some_calls()
    assert len(line.refused) <= missed + 1  # the one that was under way
    late = message(SOMYING)
    assert knock(line.client, late, secret=SECRET).status_code == 200  # signed before the change
    line.redelivers()
    line.client = web(NEW)
    line.some_calls()
    line.stops()
    line.redelivers()
    assert line.refused == []
    expected = [late["webhookEventId"], *line.sent]
    assert sorted(event.webhook_event_id for event in kept()) == sorted(expected)
