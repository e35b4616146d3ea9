"""Whether the certificate of our address is trusted, and will be: LINE knocks at no other door."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from bot.now import real
from bot.settings import Settings
from models.wellbeing import Finding, fail, ok, warn

WITHIN = 10.0  # seconds for the handshake
# Let's Encrypt's are renewed thirty days before they end: fewer left, and the renewal failed.
SOON, NOW = timedelta(days=21), timedelta(days=3)
RENEW = "สั่ง certbot renew แล้วดูว่า certbot.timer ทำงาน · run certbot renew, see that its timer runs"


def certificate(given: Settings) -> Finding:
    """It names our address, somebody vouches for it, and it does not end soon."""
    address = urlsplit(given.public_url)
    if address.scheme != "https":
        return ok("ไม่ได้ใช้ https จึงไม่มีใบรับรองให้ตรวจ · no https, so no certificate to look at")
    try:
        ends = _ends(address.hostname or "", address.port or 443)
    except ssl.SSLCertVerificationError as error:
        why = error.verify_message
        return fail(f"ใบรับรองใช้ไม่ได้: {why} · the certificate is not trusted: {why}", RENEW)
    except OSError as error:
        return warn(
            f"ต่อ PUBLIC_URL จากเครื่องนี้ไม่ได้ ({type(error).__name__})"
            " · our own address cannot be reached from here",
            "เปิดจากเครื่องอื่นแล้วดูวันหมดอายุ · open it elsewhere, see until when it is good",
        )
    left = ends - real()
    told = (
        f"ใบรับรองของ {address.hostname} เหลือ {left.days} วัน"
        f" · the certificate is good for {left.days} more days"
    )
    if left < NOW:
        return fail(told, RENEW)
    return warn(told, RENEW) if left < SOON else ok(told)


def _ends(host: str, port: int) -> datetime:
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), WITHIN) as line,
        context.wrap_socket(line, server_hostname=host) as shown,
    ):
        until = str((shown.getpeercert() or {})["notAfter"])
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(until), UTC)
