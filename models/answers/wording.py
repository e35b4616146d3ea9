"""What a citizen typed, made comparable: one spelling of the same words, whatever the phone did."""

import unicodedata
from functools import cache, lru_cache

import regex
from pythainlp.tokenize import word_tokenize
from pythainlp.util import normalize

from models.answers import lexicon

CONSIDERED = 1000
"""Characters of a message that are read; a longer one says what it wants before that."""

PARTICLES = (
    "นะคะ", "นะค่ะ", "นะครับ", "นะคับ", "น่ะค่ะ", "ค่ะ", "คะ", "ค้ะ", "ครับ", "คับ", "ครัช", "คร้าบ",
    "ค้าบ", "ฮับ", "จ้า", "จ้ะ", "จ๊ะ", "จ่ะ", "ฮะ", "นะจ๊ะ", "อ่ะ", "ง่ะ",
)  # fmt: skip

_ADDRESS = regex.compile(r"https?://\S+")
_UNSEEN = regex.compile(r"\p{Cf}+")
_PICTURE = regex.compile(
    r"[\p{Extended_Pictographic}\p{So}\p{Sk}\p{Cc}\p{Cs}\p{Co}\uFE0E\uFE0F\u20E3]+"
)
_MARKS = regex.compile(r"([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\1+")
_REPEAT = regex.compile(r"([^\d\s])\1{2,}")
_POLITE = regex.compile(rf"(?:{'|'.join(sorted(PARTICLES, key=len, reverse=True))})+(?=[\s?!.,]|$)")
_LETTERS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# ท.ร. 14 and ทร.14 are one code: dots go from between its letters and before its number.
_CODE_DOTS = regex.compile(r"(?<=(?:^|[^\p{Thai}])[ก-ฮ]{1,3}(?:\.\s?[ก-ฮ])*)\.\s?(?=[ก-ฮ]\.|\d)")
_CODE_GAP = regex.compile(r"(?<=(?:^|[^\p{Thai}])[ก-ฮ]{1,3}) (?=\d)|(?<=[ก-ฮ])\. ?(?=\d)")


def spelled(text: str) -> str:
    """Lower case, one spelling, Arabic digits; no pictures, addresses or polite particles."""
    text = unicodedata.normalize("NFC", text[:CONSIDERED])
    text = _PICTURE.sub(" ", _UNSEEN.sub("", _ADDRESS.sub(" ", text)))
    # squeezed first: pythainlp takes half a second over thousands of repeated tone marks
    text = _REPEAT.sub(r"\1", _MARKS.sub(r"\1", text.lower().translate(_DIGITS)))
    text = _CODE_GAP.sub("", _CODE_DOTS.sub("", normalize(text)))
    text = lexicon.in_full(" ".join(text.split()))
    return " ".join(_POLITE.sub(" ", text).split())


@lru_cache(16_000)
def of_ours(text: str) -> str:
    """`spelled`, remembered: for phrases that come with every edition, never what citizens say."""
    return spelled(text)


def squeezed(text: str) -> str:
    """A spelling without spaces or punctuation, for comparing whole phrases."""
    return str(_LETTERS.sub("", text))


def words(text: str) -> list[str]:
    """The words of a spelling, in order, without spaces and punctuation."""
    found = word_tokenize(text, engine="newmm", keep_whitespace=False)
    return [word for word in found if squeezed(word)]


@cache
def warm() -> None:
    """Load the dictionary of words now, so that the first citizen does not wait a second."""
    words("สำนักงานเขต")
