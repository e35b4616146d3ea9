"""An officer's second factor lies in the database under a key drawn from the console's secret."""

import base64
import hashlib
from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from flask_security.totp import Totp
from passlib.totp import TOTP, AppWallet, TotpMatch

from models.officers import Officer

# The name of the key of offices that had one secret from their beginning.
FIRST = "1"


def keys(secret: str, old: Sequence[str] = ()) -> dict[str, Any]:
    """The settings that wrap second factors: today's secret first, former ones still open."""
    recovery = [base64.urlsafe_b64encode(_drawn("recovery", one)) for one in (secret, *old)]
    return {
        "SECURITY_TOTP_SECRETS": _secrets(secret, old),
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": recovery,
    }


class Codes(Totp):
    """Codes of an authenticator app, each good for one sign-in."""

    def __init__(self, secrets: dict[str, str], issuer: str) -> None:
        """`secrets` by name; the last one wraps what is new."""
        wallet = AppWallet(secrets, default_tag=list(secrets)[-1])
        self._totp = TOTP.using(issuer=issuer, wallet=wallet)

    def verify_totp(self, token: str, totp_secret: str, user: Any, window: int = 0) -> bool:
        """Whether this is the app's code now; never under a secret that was forgotten too soon."""
        try:
            return bool(super().verify_totp(token, totp_secret, user, window))
        except KeyError:
            return False

    def wrapped(self, totp_secret: str) -> str:
        """The same secret of an app, under today's key."""
        return str(self._totp.from_source(totp_secret).to_json(encrypt=True))

    def get_last_counter(self, user: Any) -> int | None:
        """The code last used."""
        last: int | None = user.tf_last_counter
        return last

    def set_last_counter(self, user: Any, tmatch: TotpMatch) -> None:
        """Remember the code just used."""
        user.tf_last_counter = tmatch.counter


def rewrap(officer: Officer, secret: str, old: Sequence[str]) -> bool:
    """Wrap what this officer has with today's secret; False when there is nothing to wrap."""
    if officer.tf_totp_secret is None and not officer.mf_recovery_codes:
        return False
    if officer.tf_totp_secret is not None:
        codes = Codes(_secrets(secret, old), "")
        officer.tf_totp_secret = codes.wrapped(officer.tf_totp_secret)
    fernets = keys(secret, old)["SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS"]
    chain = MultiFernet([Fernet(key) for key in fernets])
    kept = officer.mf_recovery_codes or []
    officer.mf_recovery_codes = [chain.rotate(code.encode()).decode() for code in kept]
    return True


def _secrets(secret: str, old: Sequence[str]) -> dict[str, str]:
    """By a name that belongs to the secret, so that it stays the same when others come and go."""
    every = [*reversed(old), secret]  # the oldest first
    named = {_drawn("name", one).hex()[:8]: _drawn("totp", one).hex() for one in every}
    return {FIRST: _drawn("totp", every[0]).hex(), **named}


def _drawn(purpose: str, secret: str) -> bytes:
    return hashlib.sha256(f"{purpose}\0{secret}".encode()).digest()
