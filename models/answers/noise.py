"""How people mistype: slips put into phrases on purpose, so that the matcher learns doubt."""

import random
from collections.abc import Callable

TONES = "่้๊๋"
_SWAPS = {
    "ะ": "า", "า": "ะ", "ิ": "ี", "ี": "ิ", "ึ": "ื", "ื": "ึ", "ุ": "ู", "ู": "ุ", "ใ": "ไ", "ไ": "ใ",
    "ส": "ศ", "ศ": "ส", "ษ": "ส", "ร": "ล", "ล": "ร", "น": "ณ", "ณ": "น", "ท": "ธ", "ธ": "ท",
    "พ": "ภ", "ภ": "พ", "ด": "ต", "ต": "ด", "ย": "ญ", "ญ": "ย", "ค": "ข", "ข": "ค",
    "ช": "ฉ", "ถ": "ท", "่": "้", "้": "่", "๊": "้", "๋": "๊",
}  # fmt: skip
_BEFORE = ("สวัสดีค่ะ ", "อยากสอบถามเรื่อง", "รบกวนสอบถาม ", "พอดีว่า", "คือ", "จะ", "อยาก")
_AFTER = ("ค่ะ", " ต้องทำยังไง", " ใช้อะไรบ้าง", "ได้ไหมคะ", " เท่าไหร่ครับ", "ที่ไหน", " นะคะ")
Slip = Callable[[str, random.Random], str]


def slip_of_tone(text: str, chance: random.Random) -> str:
    """One tone mark left out or taken for another."""
    places = [i for i, letter in enumerate(text) if letter in TONES]
    if not places:
        return text
    place = chance.choice(places)
    return text[:place] + chance.choice(["", "่", "้"]) + text[place + 1 :]


def sound_alike(text: str, chance: random.Random) -> str:
    """One letter or vowel taken for another that sounds like it."""
    places = [i for i, letter in enumerate(text) if letter in _SWAPS]
    if not places:
        return text
    place = chance.choice(places)
    return text[:place] + _SWAPS[text[place]] + text[place + 1 :]


def missing_letter(text: str, chance: random.Random) -> str:
    """One letter left out."""
    place = chance.randrange(len(text)) if text else 0
    return text[:place] + text[place + 1 :]


def exchanged(text: str, chance: random.Random) -> str:
    """Two neighbours in the wrong order."""
    if len(text) < 2:
        return text
    place = chance.randrange(len(text) - 1)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def unspaced(text: str, chance: random.Random) -> str:
    """No spaces at all."""
    return text.replace(" ", "")


def wrapped(text: str, chance: random.Random) -> str:
    """The question in the middle of politeness."""
    return f"{chance.choice(_BEFORE)}{text}{chance.choice(_AFTER)}"


SLIPS: tuple[Slip, ...] = (slip_of_tone, sound_alike, missing_letter, exchanged, unspaced, wrapped)


def mistyped(text: str, chance: random.Random) -> str:
    """The text with one or two slips."""
    for slip in chance.sample(SLIPS, chance.choice([1, 1, 2])):
        text = slip(text, chance)
    return text
