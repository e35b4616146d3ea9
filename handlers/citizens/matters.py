"""What a citizen's words may be about: a procedure, a short answer, or the office itself."""

from collections.abc import Iterable

from handlers.citizens import cards, clips, facts, procedures, short_answers, visits
from handlers.citizens.chat import Chat
from models.catalogue import Procedure


def known(chat: Chat, names: Iterable[str]) -> list[str]:
    """Those of the names that something can be told about today, each once."""
    return [name for name in dict.fromkeys(names) if _is_known(chat, name)]


def name(chat: Chat, known_name: str) -> str:
    """What it is called, in the citizen's language."""
    words = chat.words
    answer = short_answers.known(chat, known_name)
    if known_name in visits.OFFICE:
        return words(visits.ROWS[known_name][0])
    return (answer or _procedure(chat, known_name)).name(words.language)


def row(chat: Chat, name: str) -> cards.Part:
    """One of them in a list of suggestions."""
    if name in visits.OFFICE:
        return visits.row(chat, name)
    answer = short_answers.known(chat, name)
    if answer:
        return short_answers.row(chat, answer)
    return procedures.row(chat, _procedure(chat, name))


def tell(chat: Chat, name: str, fact: str | None) -> None:
    """The answer about one of them, beginning with the one fact that was asked for."""
    answer = short_answers.known(chat, name)
    if name in visits.OFFICE:
        chat.say(visits.OFFICE[name](chat))
    elif answer:
        chat.say(short_answers.card(chat, answer))
    elif fact == "documents":
        procedures.papers(chat, _procedure(chat, name))
    elif fact == "clip" and clips.plays_here(_procedure(chat, name)):
        clips.show(chat, _procedure(chat, name))
    elif fact in (*facts.LABELS, "clip"):
        facts.show(chat, _procedure(chat, name), fact)
    else:
        procedures.show(chat, _procedure(chat, name))


def brief(chat: Chat, name: str, fact: str | None, number: int) -> cards.Part:
    """The same as one card among several in a turn, the first being number 1."""
    if name in visits.OFFICE:
        return visits.OFFICE[name](chat)
    answer = short_answers.known(chat, name)
    if answer:
        return short_answers.card(chat, answer, number)
    return procedures.brief(chat, _procedure(chat, name), fact, number)


def _procedure(chat: Chat, name: str) -> Procedure:
    return chat.office.catalogue.procedures[name]


def _is_known(chat: Chat, name: str) -> bool:
    told = name in chat.office.catalogue.procedures or name in visits.OFFICE
    return told or short_answers.known(chat, name) is not None
