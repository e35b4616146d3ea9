"""The least a webhook that loses nothing must do: verify, insert durably, 200. Our yardstick."""

import base64
import hashlib
import hmac
import os

from flask import Flask, abort, request
from psycopg_pool import ConnectionPool

KEEP = """INSERT INTO bare_event (webhook_event_id, line_user_id, raw) VALUES (%s, %s, %s)
    ON CONFLICT DO NOTHING"""

app = Flask(__name__)
secret = os.environ["LINE_CHANNEL_SECRET"].encode()
pool = ConnectionPool(os.environ["DATABASE_URL"], min_size=8, max_size=8, open=False)


@app.post("/webhook")
def webhook() -> str:
    body = request.get_data()
    signature = base64.b64encode(hmac.new(secret, body, hashlib.sha256).digest()).decode()
    if not hmac.compare_digest(signature, request.headers["X-Line-Signature"]):
        abort(401)
    pool.open()
    with pool.connection() as connection:
        for event in request.get_json()["events"]:
            row = (event["webhookEventId"], event["source"]["userId"], str(event))
            connection.execute(KEEP, row)
    return "OK"
