"""What no form was made for: words that break a database, a page, a sheet, a log or a head."""

import re
from pathlib import Path

import handlers

ODD = {
    "nul": "a\x00b",
    "digits": "9" * 5000,
    "thai digits": "๙" * 25,
    "below zero": "-99999999999999999999",
    "sql": "' OR 1=1; DROP TABLE officer; --",
    "template": "{{ 7 * 7 }}{% raise %}${7*7}#{7*7}%(name)s%s{0}",
    "script": "\"'><img src=x onerror=alert(1)><script>alert(1)</script>",
    "path": "../../../../etc/passwd\\..\\..",
    "headers": "x\r\nSet-Cookie: caught=1\r\n\r\n<p>caught",
    "shown wrongly": "\u202eกข\u200b\ufeff\ud7ff😀\u0301\u0301",
    "a day": "9999-99-99",
    "long": "ก" * 20_000,
}
HANDLERS = Path(handlers.__path__[0])
ASKED = re.compile(r"""(?:args|form|values)(?:\.get(?:list)?\(|\[)\s*["']([\w-]+)["']""")


def parameters(folder: str) -> list[str]:
    """The names our pages ask requests for, read from their own code."""
    found = set()
    for path in sorted((HANDLERS / folder).rglob("*.py")):
        found |= set(ASKED.findall(path.read_text("utf-8")))
    return sorted(found)
