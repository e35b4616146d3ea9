"""Passwords of officers: which are too easy to guess, and the form in which one is kept."""

import unicodedata
from typing import Literal

from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 200  # characters
DIFFERENT = 5  # characters that must differ
RUNS = ("0123456789012345", "9876543210987654", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfgh")

Weakness = Literal["short", "long", "plain", "name"]


def weakness(password: str, username: str) -> Weakness | None:
    """What makes a password too easy to guess; None when nothing does."""
    plain = password.casefold()
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    if len(set(plain)) < DIFFERENT or any(plain[:SHORTEST] in run for run in RUNS):
        return "plain"
    if username and username in plain:
        return "name"
    return None


def hashed(password: str) -> str:
    """The argon2id hash to keep, of the same normal form as Flask-Security checks (NFKD)."""
    return PasswordHasher().hash(unicodedata.normalize("NFKD", password))
