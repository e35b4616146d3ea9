"""What a spelling is made of, in the ways the matcher compares messages."""

from dataclasses import dataclass
from functools import cache

import regex

from models.answers import lexicon
from models.answers.phrases import Phrases
from models.answers.wording import spelled, squeezed, words

STEM = 5
"""Letters that tell an English word from another: register and registration are one."""

_CODE = regex.compile(r"[ก-ฮ]{1,3}\d+(?:/\d+)?")
_LATIN = regex.compile(r"[a-z0-9]+")
_WORD = regex.compile(r"[a-z]")
_OWNER = regex.compile(r"['\u2019]s\b")

# Thai letters that sound alike, and vowels people exchange; tone marks and silent letters go.
_SOUNDS = str.maketrans(
    "ขฃคฅฆฉชฌซศษสญยฎดฏตฐฑฒถทธณนผพภฝฟรลฬะาิีึืุูใไ",
    "คคคคคชชชสสสสยยตตตตททททททนนพพพฟฟลลลาาีีืืููไไ",
)
_SILENT = regex.compile(r"[ก-ฮ][ิุ]?์|[็-๎]")


@dataclass(frozen=True)
class Pieces:
    """One message in every view; each view is a list of features, repeated as they occur."""

    letters: list[str]
    sounds: list[str]
    words: list[str]
    meanings: list[str]
    """The themes, and every two of them together."""
    themes: list[str]

    VIEWS = ("letters", "sounds", "words", "meanings", "themes")


def pieces(spelling: str) -> Pieces:
    """The features of one spelling."""
    said = words(spelling)
    meant = [word for word in said if word not in frames()]
    # Thai is spaced as anyone pleases, so its letters are taken together; English words apart.
    thai = "".join(word for word in meant if not _WORD.match(word))
    latin = [f" {w} " for w in _LATIN.findall(_OWNER.sub("", spelling)) if w not in frames()]
    english = [w for w in latin if _WORD.search(w)]
    text = f" {squeezed(thai)} " if thai else ""
    sound = f" {_SILENT.sub('', squeezed(thai)).translate(_SOUNDS)} " if thai else ""
    grams = [*runs(text, (2, 3, 4)), *(g for w in english for g in runs(w, (3, 4)))]
    stems = [w.strip()[:STEM] for w in english]
    tokens = [w for w in said if not _WORD.match(w)]
    pairs = [f"{a} {b}" for a, b in zip(tokens, tokens[1:], strict=False)]
    couples = [f"{a} {b}" for a, b in zip(stems, stems[1:], strict=False)]
    themes = meanings().keys(spelling, said)
    return Pieces(
        grams,
        runs(sound, (3, 4, 5)),
        [*tokens, *pairs, *stems, *couples, *_CODE.findall(spelling)],
        _with_pairs(themes),
        themes,
    )


def _with_pairs(keys: list[str]) -> list[str]:
    few = sorted(keys)[:8]
    return keys + [f"{a} {b}" for i, a in enumerate(few) for b in few[i + 1 :]]


def runs(text: str, lengths: tuple[int, ...]) -> list[str]:
    """Every run of so many letters."""
    return [text[i : i + n] for n in lengths for i in range(len(text) - n + 1)]


@cache
def frames() -> frozenset[str]:
    """Words that suit any question at all."""
    lists = lexicon.read("frames")
    return frozenset(spelled(word) for key in ("asking", "english") for word in lists[key])


@cache
def meanings() -> Phrases:
    """The groups of words that mean the same."""
    return Phrases(lexicon.read("meanings"))
