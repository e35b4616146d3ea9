"""English as visitors and residents type it: which words carry the meaning, and how they look."""

import regex

STEM = 5
"""Letters that tell a word from another: register, registers and registration are one."""

_WORD = regex.compile(r"[a-z0-9]+")
_OWNER = regex.compile(r"['\u2019]s\b")
# Words of any question at all, save will, no, in and out, which tell procedures apart.
_FILLING = frozenset((
    "a", "an", "the", "i", "you", "he", "she", "it", "we", "they", "me", "him", "us", "them",
    "my", "your", "his", "her", "its", "our", "their", "is", "are", "was", "be", "been", "am",
    "do", "does", "did", "done", "have", "has", "had", "get", "got", "can", "could", "would",
    "shall", "should", "may", "might", "must", "want", "wants", "like", "need", "needs", "help",
    "please", "to", "for", "of", "at", "by", "with", "from", "about", "and", "or", "as", "if",
    "so", "not", "yes", "what", "where", "how", "when", "who", "which", "why", "there", "here",
    "this", "that", "these", "those", "much", "many", "any", "some", "hello", "hi", "thank",
    "thanks",
))  # fmt: skip


def is_english(spelling: str) -> bool:
    """Whether Latin letters outnumber the Thai ones."""
    latin = len(regex.findall(r"[a-z]", spelling))
    return latin > len(regex.findall(r"\p{Thai}", spelling))


def words(spelling: str) -> list[str]:
    """The beginnings of the words that carry the meaning."""
    return [word[:STEM] for word in _meant(spelling)]


def letters(spelling: str) -> list[str]:
    """Runs of three or four letters inside those words, their ends marked: for slips of typing."""
    marked = [f" {word} " for word in _meant(spelling)]
    return [w[i : i + n] for w in marked for n in (3, 4) for i in range(len(w) - n + 1)]


def _meant(spelling: str) -> list[str]:
    found = _WORD.findall(_OWNER.sub("", spelling.lower()))
    return [word for word in found if word not in _FILLING]
