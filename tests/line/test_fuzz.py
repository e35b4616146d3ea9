"""Whatever bytes come, the office stands, and a good event beside them is kept."""

import json
from typing import Any

from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from tests.line.knocking import knock, knock_raw, message

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    ["type", "mode", "timestamp", "source", "replyToken", "webhookEventId", "message", "postback"]
)
BROKEN = st.builds(lambda changes: message() | changes, st.dictionaries(FIELDS, ANYTHING))
SHARED = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SHARED
@given(body=st.binary(max_size=300) | ANYTHING.map(lambda value: json.dumps(value).encode()))
def test_any_body_gets_a_clear_answer(client: FlaskClient, body: bytes) -> None:
    answer = knock_raw(client, body)
    if answer.status_code == 200:
        assert answer.data == b""
    else:
        assert answer.status_code == 400
        assert list(answer.json) == ["error"]


@SHARED
@given(odd=st.lists(ANYTHING | BROKEN, max_size=4), place=st.integers(0, 4))
def test_a_good_event_among_broken_ones_is_kept(
    client: FlaskClient, engine: Engine, odd: list[Any], place: int
) -> None:
    good = message(words="เรื่องดี")
    assert knock(client, *odd[:place], good, *odd[place:]).status_code == 200
    with engine.connect() as connection:
        query = text("SELECT count(*) FROM event WHERE webhook_event_id = :id")
        assert connection.execute(query, {"id": good["webhookEventId"]}).scalar() == 1
