"""What the lint says of citizens' words, with answers called by name instead of by code."""

import re

from handlers.staff.procedure_asking import procedure_name
from handlers.staff.procedure_case import whole
from handlers.staff.words import language

# "entry: phrase: ข้อความ · words", as models.answers.checking writes it.
_FAULT = re.compile(r"([a-z0-9-]+): (.*): ([^·]*[ก-๙][^·]*) · ([^·]+)", re.DOTALL)
_NAME = re.compile(r"[a-z0-9_]+(?:-[a-z0-9]+)*")
_KINDS = {
    "human": ("เจ้าหน้าที่", "an officer"),
    "greeting": ("คำทักทาย", "a greeting"),
    "thanks": ("คำขอบคุณ", "thanks"),
    "small_talk": ("การคุยเล่น", "small talk"),
    "abuse": ("คำหยาบ", "abuse"),
    "emergency": ("เหตุฉุกเฉิน", "an emergency"),
    "other_agency": ("เรื่องของหน่วยงานอื่น", "another agency's matter"),
}


def lint_said(fault: str) -> str | None:
    """The lint's fault in the officer's language; None when it is another's fault."""
    found = _FAULT.fullmatch(fault)
    if not found:
        return None
    entry, phrase, thai, english = found.groups()
    words = _NAME.sub(_named, thai if language() == "th" else english)
    return f"{entry_name(entry)}: “{phrase}” {words}"


def entry_name(entry: str) -> str:
    """What officers call an answer: a procedure or a short answer; its code when nobody knows."""
    answer = whole().short_answers.get(entry)
    return answer.name(language()) if answer else procedure_name(entry)


def _named(found: re.Match[str]) -> str:
    code = found[0]
    if code in _KINDS:
        return _KINDS[code][language() != "th"]
    name = entry_name(code)
    return code if name == code else f"“{name}”"
