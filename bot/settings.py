"""Every environment variable the office reads, once, into one frozen set of settings."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from ipaddress import ip_address
from pathlib import Path

LINE_API = "https://api.line.me"
LINE_DATA_API = "https://api-data.line.me"
SECRETS = frozenset(
    {
        "database_url",
        "line_channel_secret",
        "line_channel_secret_next",
        "line_channel_access_token",
        "secret_key",
        "secret_key_old",
        "vault_key",
        "vault_key_old",
        "backup_key",
        "vault_s3_secret",
        "vapid_private_key",
        "smtp_url",
        "metrics_token",
    }
)


class SettingsError(Exception):
    """Something is missing or makes no sense; the message names all of it."""


@dataclass(frozen=True)
class Settings:
    """What one process knows about its surroundings. Empty means: not set."""

    database_url: str = ""
    line_channel_id: str = ""
    line_channel_secret: str = ""
    line_channel_secret_next: str = ""
    line_channel_access_token: str = ""
    line_api_url: str = LINE_API
    line_data_api_url: str = LINE_DATA_API
    public_url: str = ""
    secret_key: str = ""
    secret_key_old: str = ""
    vault_key: str = ""
    vault_key_old: str = ""
    backup_key: str = ""
    vault_url: str = ""
    vault_s3_key_id: str = ""
    vault_s3_secret: str = ""
    vapid_private_key: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    metrics_token: str = ""
    web_host: str = "0.0.0.0"  # what a Procfile's host expects; docs/deploying/env narrows it
    port: int = 8000
    var: Path = Path("var")

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Read the environment. `NAME_FILE` may name a file that holds the value of `NAME`."""
        env = os.environ if env is None else env
        values, faults = {}, []
        for field in fields(cls):
            name = field.name.upper()
            try:
                text = _text(env, name)
                if text:
                    values[field.name] = _typed(name, text)
            except ValueError as fault:
                faults.append(str(fault))
        if values.get("line_api_url", LINE_API) != LINE_API:
            # One server speaks for all of LINE unless told otherwise.
            values.setdefault("line_data_api_url", values["line_api_url"])
        if faults:
            raise SettingsError("; ".join(faults))
        return cls(**values)  # type: ignore[arg-type]

    @property
    def channel_secrets(self) -> tuple[bytes, ...]:
        """The secrets a webhook may be signed with: today's, and the next while rotating."""
        both = (self.line_channel_secret, self.line_channel_secret_next)
        return tuple(secret.encode() for secret in both if secret)

    @property
    def secret_keys_old(self) -> tuple[str, ...]:
        """Former keys of the console, newest first: what they signed is still good."""
        return tuple(key.strip() for key in self.secret_key_old.split(",") if key.strip())

    @property
    def bind(self) -> str:
        """Where the web process listens, as gunicorn writes it."""
        host = f"[{self.web_host}]" if ":" in self.web_host else self.web_host
        return f"{host}:{self.port}"

    @property
    def talks_to_line(self) -> bool:
        """Whether messages go to LINE itself and so to real people."""
        return self.line_api_url == LINE_API

    def need(self, *names: str) -> None:
        """Raise SettingsError naming each of `names` that is not set."""
        missing = [name.upper() for name in names if not getattr(self, name)]
        if missing:
            raise SettingsError(
                f"ยังไม่ได้ตั้งค่า {', '.join(missing)} (not set; see docs/operations.md)"
            )

    def shown(self) -> dict[str, str]:
        """All settings by environment name, secrets masked."""
        return {field.name.upper(): self._masked(field.name) for field in fields(self)}

    def _masked(self, name: str) -> str:
        value = str(getattr(self, name))
        return "••••" if value and name in SECRETS else value


def _text(env: Mapping[str, str], name: str) -> str:
    path = env.get(f"{name}_FILE")
    if not path:
        return env.get(name, "").strip()
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ValueError(f"{name}_FILE: {error.strerror}: {path}") from error


def _typed(name: str, text: str) -> str | int | Path:
    if name == "VAR":
        return Path(text)
    if name == "PORT":
        if not (text.isdecimal() and 0 < int(text) < 65536):
            raise ValueError(f"PORT must be a whole number from 1 to 65535, not {text!r}")
        return int(text)
    if name == "WEB_HOST":
        return _address(text)
    if name in ("LINE_API_URL", "LINE_DATA_API_URL", "PUBLIC_URL"):
        if not text.startswith(("http://", "https://")):
            raise ValueError(f"{name} must begin with http:// or https://, not {text!r}")
        return text.rstrip("/")
    if name == "DATABASE_URL":
        return _postgresql(text)
    return text


def _address(text: str) -> str:
    try:
        return str(ip_address(text.strip("[]")))
    except ValueError:
        told = f"WEB_HOST must be an address such as 127.0.0.1 or 0.0.0.0, not {text!r}"
        raise ValueError(told) from None


def _postgresql(text: str) -> str:
    """The URL as PostgreSQL's own library reads it. A wrong one is not repeated: it may tell."""
    scheme, found, rest = text.partition("://")
    if not found or scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise ValueError("DATABASE_URL must begin with postgresql://")
    return f"postgresql://{rest}"
