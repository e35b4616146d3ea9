"""The key by which browsers' push services know that an alert is this office's. RFC 8292."""

import base64

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from py_vapid import Vapid02

from bot.settings import Settings, SettingsError

# The order of NIST P-256: private keys are below it. SEC 2, 2.4.2.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def key(settings: Settings) -> ec.EllipticCurvePrivateKey | None:
    """The office's key: its own, or one that follows from SECRET_KEY; None without either."""
    if settings.vapid_private_key:
        return _read(settings.vapid_private_key)
    if not settings.secret_key:
        return None
    seed = HKDF(hashes.SHA256(), 48, None, b"web push").derive(settings.secret_key.encode())
    return ec.derive_private_key(int.from_bytes(seed, "big") % (ORDER - 1) + 1, ec.SECP256R1())


def signer(settings: Settings) -> Vapid02 | None:
    """What signs our calls to push services; None when the office has no key."""
    private = key(settings)
    return Vapid02(private) if private else None


def public(settings: Settings) -> str:
    """The other half, as browsers ask for it: base64url of the point; empty without a key."""
    private = key(settings)
    if private is None:
        return ""
    shape = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    point = private.public_key().public_bytes(*shape)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def _read(text: str) -> ec.EllipticCurvePrivateKey:
    """32 bytes in base64url, as push tools write them."""
    try:
        number = int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")
        return ec.derive_private_key(number, ec.SECP256R1())
    except ValueError as error:
        raise SettingsError("VAPID_PRIVATE_KEY must be 32 bytes in base64url") from error
