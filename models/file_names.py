"""Names of files as people and systems can bear them: no path, no signs that mislead."""

import re
import unicodedata

LONGEST = 120  # letters
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/]+')


def safe_name(name: str) -> str:
    """A name that every system can keep: no path, no leading dots, at most 120 letters."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # Signs that are not seen can turn a name around: "gpj.exe" read from the right.
    plain = "".join(sign for sign in plain if unicodedata.category(sign) not in ("Cf", "Cs"))
    plain = _UNSAFE.sub("-", plain).strip(" .")
    if len(plain) > LONGEST:
        stem, dot, ending = plain.rpartition(".")
        plain = f"{stem[:100]}{dot}{ending[:10]}" if stem else plain[:LONGEST]
    return plain or "ไม่มีชื่อ"
