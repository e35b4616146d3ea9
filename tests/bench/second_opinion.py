"""`python -m tests.bench.second_opinion`: what LINE's own library costs where we read and send."""

import base64
import hashlib
import hmac
import json
import subprocess
import sys
import time
from collections.abc import Callable

from linebot.v3.webhook import WebhookParser

SECRET = "a channel secret of nobody"
EVENT = {
    "type": "message",
    "mode": "active",
    "timestamp": 1_795_000_000_000,
    "webhookEventId": "01KAJ0000000000000000000",
    "deliveryContext": {"isRedelivery": False},
    "source": {"type": "user", "userId": "U" + "0" * 32},
    "replyToken": "0" * 32,
    "message": {"type": "text", "id": "1", "text": "ทำบัตรประชาชนใหม่ใช้อะไรบ้าง", "quoteToken": "q"},
}
BODY = json.dumps({"destination": "U" + "1" * 32, "events": [EVENT]}, ensure_ascii=False).encode()
SIGNED = base64.b64encode(hmac.digest(SECRET.encode(), BODY, hashlib.sha256)).decode()
TIMES, ROUNDS = 500, 5
MEMORY = """
{asked}
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")))
"""
SENDING = "from linebot.v3.messaging import ApiClient, MessagingApi, ReplyMessageRequest"


def milliseconds(act: Callable[[], object]) -> float:
    """What one call takes: the quickest of some rounds, so that other programs count for little."""
    found = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(TIMES):
            act()
        found.append((time.process_time() - began) / TIMES)
    return 1000 * min(found)


def by_ourselves() -> object:
    """What our webhook does to one event before it keeps it."""
    made = base64.b64encode(hmac.digest(SECRET.encode(), BODY, hashlib.sha256)).decode()
    return hmac.compare_digest(made, SIGNED) and json.loads(BODY)


def mebibytes(asked: str) -> float:
    """The memory of a process that has done this and nothing else."""
    words = [sys.executable, "-c", MEMORY.format(asked=asked)]
    kilobytes = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return int(kilobytes) / 1024


def main() -> int:
    """Print the three figures."""
    parser = WebhookParser(SECRET)
    theirs = milliseconds(lambda: parser.parse(BODY.decode(), SIGNED))
    print(f"one event, LINE's parser: {theirs:.3f} ms")
    print(f"one event, signature and JSON: {milliseconds(by_ourselves):.3f} ms")
    print(f"importing its sending half: {mebibytes(SENDING) - mebibytes(''):.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
