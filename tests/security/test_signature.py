"""LINE's signature: compared in constant time, of the very bytes, and of nothing else."""

import base64
import hashlib
import hmac
from typing import Any

import pytest

from bot import webhook
from bot.settings import Settings

BODY = b'{"events":[]}'
SECRETS = ("first secret", "second secret")


def door() -> webhook.Webhook:
    settings = Settings(
        database_url="postgresql://nowhere/x",
        line_channel_secret=SECRETS[0],
        line_channel_secret_next=SECRETS[1],
    )
    return webhook.Webhook(settings)


def signed(body: bytes, secret: str) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


@pytest.mark.parametrize("given", ["right", "wrong", "short", "garbled", ""])
def test_signatures_are_compared_in_constant_time(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is given, each secret costs one digest and one comparison without an early end."""
    compared: list[tuple[bytes, bytes]] = []
    honest = hmac.compare_digest

    def counting(made: Any, told: Any) -> bool:
        compared.append((made, told))
        return honest(made, told)

    monkeypatch.setattr(webhook.hmac, "compare_digest", counting)
    told = {
        "right": signed(BODY, SECRETS[0]), "wrong": signed(b"other", SECRETS[0]),
        "short": "AAAA", "garbled": "not base64!", "": "",
    }[given]  # fmt: skip
    if given == "right":
        door()._check(BODY, told)
    else:
        with pytest.raises(webhook.Refusal):
            door()._check(BODY, told)
    assert len(compared) == len(SECRETS)


@pytest.mark.parametrize(
    ("body", "signature"),
    [
        (BODY + b" ", signed(BODY, SECRETS[0])),
        (BODY, signed(BODY, SECRETS[0]).rstrip("=")),
        (BODY, signed(BODY, "")),
        (BODY, signed(BODY, "another secret")),
        (BODY, signed(BODY, SECRETS[0]).lower()),
    ],
)
def test_a_signature_of_anything_else_is_refused(body: bytes, signature: str) -> None:
    with pytest.raises(webhook.Refusal):
        door()._check(body, signature)


@pytest.mark.parametrize("secret", SECRETS)
def test_either_secret_is_good_while_rotating(secret: str) -> None:
    door()._check(BODY, signed(BODY, secret))
