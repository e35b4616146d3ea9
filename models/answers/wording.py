"""What a citizen typed, made comparable: one spelling of the same words, whatever the phone did."""

import unicodedata
from collections.abc import Callable

import regex
from pythainlp.tokenize import word_tokenize
from pythainlp.util import eng_to_thai, normalize

CONSIDERED = 1000
"""Characters of a message that are read; a longer one says what it wants before that."""

FAMILIAR_SHARE = 0.5
"""Share of its three-letter runs the office must know before Latin is turned into Thai."""

PARTICLES = ("นะคะ", "นะครับ", "นะคับ", "ค่ะ", "คะ", "ครับ", "คับ", "ครัช", "จ้า", "จ้ะ", "จ๊ะ", "ฮะ")

_ADDRESS = regex.compile(r"https?://\S+")
_UNSEEN = regex.compile(r"\p{Cf}+")
_PICTURE = regex.compile(
    r"[\p{Extended_Pictographic}\p{So}\p{Sk}\p{Cc}\p{Cs}\p{Co}\uFE0E\uFE0F\u20E3]+"
)
_MARKS = regex.compile(r"([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\1+")
_REPEAT = regex.compile(r"([^\d\s])\1{2,}")
_POLITE = regex.compile(rf"(?:{'|'.join(PARTICLES)})+(?=[\s?!.,]|$)")
_LETTERS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def spelled(text: str) -> str:
    """Lower case, one spelling, Arabic digits; no pictures, addresses or polite particles."""
    text = unicodedata.normalize("NFC", text[:CONSIDERED])
    text = _PICTURE.sub(" ", _UNSEEN.sub("", _ADDRESS.sub(" ", text)))
    # squeezed first: pythainlp takes half a second over thousands of repeated tone marks
    text = _REPEAT.sub(r"\1", _MARKS.sub(r"\1", text.lower().translate(_DIGITS)))
    return " ".join(_POLITE.sub(" ", normalize(text)).split())


def squeezed(text: str) -> str:
    """A spelling without spaces or punctuation, for comparing whole phrases."""
    return str(_LETTERS.sub("", text))


def words(text: str) -> list[str]:
    """The words of a spelling, and every two neighbours as one more."""
    found = [w for w in word_tokenize(text, engine="newmm", keep_whitespace=False) if squeezed(w)]
    return found + [f"{a} {b}" for a, b in zip(found, found[1:], strict=False)]


def on_thai_keyboard(text: str, familiar: Callable[[str], float]) -> str:
    """Latin typed with the keyboard left in English, put back into Thai if that makes sense.

    `familiar` gives the share (0 to 1) of a spelling that the office has seen before.
    """
    if regex.search(r"\p{Thai}", text) or not regex.search(r"[A-Za-z]", text):
        return text
    thai = eng_to_thai(text[:CONSIDERED])
    as_thai = familiar(spelled(thai))
    sensible = as_thai >= FAMILIAR_SHARE and as_thai > familiar(spelled(text))
    return thai if sensible else text
