"""Words typed with the keyboard in the other language, put back."""

from collections.abc import Iterable

import regex
from pythainlp.util import eng_to_thai, thai_to_eng

from models.answers.wording import CONSIDERED, spelled, squeezed

FAMILIAR_SHARE = 0.5
"""Share of its three-letter runs that must be known before a message is put back."""

_THAI = regex.compile(r"\p{Thai}")
_LATIN = regex.compile(r"[A-Za-z]")
# A mark with nothing to stand on: no Thai is written so, but English on Thai keys often is.
_BROKEN = regex.compile(
    r"(?:^|[^ก-ฮ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[เแโใไ](?:[^ก-ฮ]|$)"
)


class Keyboards:
    """Tells words from keys, by the phrases the office knows."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """`phrases`: everything that may be meant, spelled."""
        self._own: set[str] = set()
        for phrase in phrases:
            self._own.update(_runs(phrase))

    def put_back(self, text: str) -> str:
        """The text as its writer meant it; unchanged when it makes sense as it is."""
        if _THAI.search(text):
            return self._into_english(text)
        return self._into_thai(text) if _LATIN.search(text) else text

    def _into_thai(self, text: str) -> str:
        thai = spelled(eng_to_thai(text[:CONSIDERED]))
        if _BROKEN.search(thai):
            return text
        as_thai, as_typed = self._familiar(thai), self._familiar(spelled(text))
        return thai if as_thai >= FAMILIAR_SHARE and as_thai > as_typed else text

    def _into_english(self, text: str) -> str:
        if not _BROKEN.search(text):
            return text
        english = thai_to_eng(text[:CONSIDERED]).lower()
        if _THAI.search(english):
            return text
        as_english, as_typed = self._familiar(english), self._familiar(spelled(text))
        return english if as_english >= FAMILIAR_SHARE and as_english > as_typed else text

    def _familiar(self, spelling: str) -> float:
        """Share of three-letter runs that are the office's own."""
        runs = _runs(spelling)
        return sum(run in self._own for run in runs) / len(runs) if runs else 0.0


def _runs(spelling: str) -> list[str]:
    text = squeezed(spelling)
    return [text[i : i + 3] for i in range(len(text) - 2)]
