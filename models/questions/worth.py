"""Which unanswered words are put before an officer at once, and which are only noise.

The rule: somebody said something when at least two words can be read in it: Thai ones the
dictionary knows, or Latin ones with a vowel. "555", "กกกก", "test", a lone "ใช่" or a picture are
not; they are offered the way to an officer instead, so that a mistake of this rule costs one tap.
"""

import regex
from pythainlp.corpus.common import thai_words

from models.answers import wording

LEAST = 2  # words
_THAI = regex.compile(r"\p{Thai}")
_LATIN = regex.compile(r"[a-z]*[aeiouy][a-z]*")


def worth_asking(text: str) -> bool:
    """Whether these words are worth an officer's time without anybody pressing a button."""
    return sum(map(_readable, wording.words(wording.spelled(text)))) >= LEAST


def _readable(word: str) -> bool:
    if _THAI.search(word):
        return len(word) > 1 and word in thai_words()
    return len(word) > 1 and _LATIN.fullmatch(word) is not None
