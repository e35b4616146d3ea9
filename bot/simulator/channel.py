"""The pretend Official Account, and the refusal to stand beside a real one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

SIMULATOR_TOKEN = "simulator-"  # how every token given out here begins


class RealAccountError(RuntimeError):
    """Raised when settings of a real Official Account stand beside the simulator."""


@dataclass
class Channel:
    """What LINE knows of the office's account; `quota` is messages a month, None for no limit."""

    channel_id: str = "2000000001"
    secret: str = "0123456789abcdef0123456789abcdef"
    access_token: str | None = SIMULATOR_TOKEN + "long-lived"
    webhook_url: str = ""
    bot_user_id: str = "U" + "0ff1ce00" * 4
    display_name: str = "สำนักงานเขตตัวอย่าง"
    basic_id: str = "@000simul"
    quota: int | None = 300
    chat_mode: str = "bot"


def refuse_real_account(environ: Mapping[str, str]) -> None:
    """Raise RealAccountError if messages meant for the simulator could reach real people."""
    token = environ.get("LINE_CHANNEL_ACCESS_TOKEN", "")
    if token and not token.startswith(SIMULATOR_TOKEN):
        _refuse("LINE_CHANNEL_ACCESS_TOKEN")
    for name in ("LINE_API_URL", "LINE_DATA_API_URL"):
        host = urlsplit(environ.get(name, "")).hostname or ""
        if host == "line.me" or host.endswith(".line.me"):
            _refuse(name)


def _refuse(name: str) -> None:
    raise RealAccountError(
        f"ไม่เปิดโปรแกรมจำลอง LINE เพราะมีค่าของบัญชีจริงตั้งไว้ใน {name} กรุณาเอาค่านี้ออกก่อนค่ะ\n"
        f"The LINE simulator does not start: {name} belongs to a real account. Unset it first."
    )
