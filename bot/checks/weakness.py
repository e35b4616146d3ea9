"""Which secrets could be guessed, are known to everybody, or are left over from a rotation."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.settings import Settings

SHORTEST, DIFFERENT = 32, 10  # characters; characters that must differ
SHORTEST_PASSWORD = 12  # of the database, where others can reach it
KNOWN = ("change", "secret", "example", "password", "12345678", "puean")
Word = tuple[str, str]
OURSELVES = ("", "localhost", "127.0.0.1", "::1")


def weak_secrets(settings: Settings) -> list[Word]:
    """A word on each secret to see to, Thai and English; never anything of the secret itself."""
    return [*_guessable(settings), *_database(settings), *_left_over(settings)]


def _guessable(settings: Settings) -> Iterator[Word]:
    if not settings.secret_key:
        yield "SECRET_KEY (ยังไม่ได้ตั้ง)", "SECRET_KEY (not set)"
    for name in ("secret_key", "metrics_token"):
        value = str(getattr(settings, name))
        if value and _weak(value):
            yield f"{name.upper()} (สั้นหรือเดาง่าย)", f"{name.upper()} (short or plain)"
    if settings.database_url and not settings.vault_key:
        yield "VAULT_KEY (ยังไม่ได้ตั้งเอง)", "VAULT_KEY (not your own)"


def _weak(value: str) -> bool:
    plain = value.casefold()
    known = any(word in plain for word in KNOWN) and len(value) < 2 * SHORTEST
    return len(value) < SHORTEST or len(set(value)) < DIFFERENT or known


def _database(settings: Settings) -> Iterator[Word]:
    parts = urlsplit(settings.database_url)
    if (parts.hostname or "") in OURSELVES:
        return  # nobody else can knock there
    if len(parts.password or "") < SHORTEST_PASSWORD or parts.password == parts.username:
        yield "DATABASE_URL (รหัสผ่านสั้น)", "DATABASE_URL (short password)"


def _left_over(settings: Settings) -> Iterator[Word]:
    for name in ("line_channel_secret_next", "vault_key_old"):
        if getattr(settings, name):
            yield (
                f"{name.upper()} (ยังค้างจากการเปลี่ยน)",
                f"{name.upper()} (left over from a rotation)",
            )
    if settings.secret_key_old:
        yield "SECRET_KEY_OLD (ลบเมื่อครบสามเดือน)", "SECRET_KEY_OLD (remove after three months)"
